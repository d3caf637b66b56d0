"""Numbers that count nothing: labels, ages, clock times, telephone numbers, addresses."""

from __future__ import annotations

import re

LABELS = re.compile(
    r"\b(?:No|Nos|Number|Numbers|Unit|Office|Bureau|Room|Highway|Route|Road|Line|Block|"
    r"Article|Articles|Resolution|Resolutions|"
    r"Paragraph|paragraph|paragraphs|para|sub-paragraph|Section|section|Chapter|Annex|Table|"
    r"table|Figure|Form|Page|page|pages|pp?|Directive|Decree|Order|Law|"
    r"Announcement|Notice|Letter|Brief|Issue|Volume|Vol|Camp|Pit|Pier|Berth|Gate|Suite|"
    r"Building|Apartment|Platform|Grade|Class|"
    r"Phase|Stage|Step|Part|Day|Version|Channel|Brigade|Division|Regiment|Corps|Battalion|HS|"
    r"Ch|Item|UNSCR|UNSC|Kilometre|Mile|"
    r"Flight|Highways|Top|Type|Model|Boeing|KN|Hwasong|Lot)"
    r"(?:\.|\sNo\.|\sNumber|\sNos\.)?\s?-?(?:#|"
    r"№)?\s?\d{1,6}(?:[/-]\d{1,4}){0,3}(?:[-–]?[A-Z])?\b(?!\s?(?:percent|%|per cent|t\b|tons?|"
    r"tonnes?|million|billion))|"
    r"[#№]\s?\d{1,6}|\b[A-Z]{1,4}-\d{1,5}\b|\b\d{1,4}(?:th|st|nd|rd)\s(?:Corps|Division|"
    r"Regiment|Brigade|Battalion|Party|Congress|Plenum|Bureau|Army|Mill|Department|"
    r"anniversary|birthday|century|floor|grade|session|parallel)\b|"
    r"(?:제\s?\d{1,6}(?!\s?번째|차\s?공개)|第\s?\d{1,6}(?![次场]))"
    r"\s?[가-힣\u4e00-\u9fff]{0,2}|\d{1,6}\s?(?:호실|호(?=[\s,.에의는가로]|$)|번지|"
    r"번\s?국도|국|조항|항(?=[\s에의])|号室?|號|号令|号文)|"
    r"\b\d{4}[/-]\d{2}\b(?![\d/-])|\b\d{1,2}-\d{1,2}-\d{1,3}\b",
)
AGES = re.compile(
    r"\baged?\s(?:of\s)?\d{1,3}\b|\b\d{1,3}[\s-]years?[\s-]olds?\b|"
    r"\b\d{1,3}\syears\sof\sage\b|(?<=,\s)\d{2}(?=,\s(?:who|a\s|an\s|the\s|of\s|said|from|"
    r"runs|works|sells|told|has|had|was|is|whose|and\s))|"
    r"(?<=[a-z],\s)\d{2}(?=[.,]?\s?[”\"']?$|\.\s|\.$|,\s?$)|\(\d{2}\)(?=\s?씨)|\b(?:man|woman|"
    r"boy|girl|men|women|resident|defector)\s(?:of|in\s(?:his|her|their))\s\d{2}s?\b|"
    r"\bin\s(?:his|her|their)\s(?:early\s|mid-?|late\s)?\d0s\b|"
    r"\b(?:he|she|who|Mr\.\s\w+|Ms\.\s\w+|Mrs\.\s\w+)\s(?:is|was|"
    r"turned)\s\d{2}(?=[.,;])|\d{1,3}\s?(?:세(?!대)|살|岁|歲)|\d0대(?=\s?(?:의|초반|중반|후반|"
    r"남성|여성|주민|소식통))|今年\d{2}岁",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"\b\d{1,2}(?::\d{2})?\s?(?:a\.m\.?|p\.m\.?|am|pm|AM|PM|o[’']clock)(?![a-z])|"
    r"\b\d{1,2}:\d{2}\b|\b(?:at|after|before|until|till|past|around|by)\s(?:\d{1,2}|"
    r"[a-z]{3,6})\s(?:at\snight|in\sthe\s(?:morning|evening|afternoon))|"
    r"(?:오전|오후|새벽|저녁|밤|아침)\s?\d{1,2}(?::\d{2}|시)|\d{1,2}\s?시(?!간|장|당|"
    r"민)(?:\s?\d{1,2}분)?|(?:早上|上午|下午|晚上|凌晨|中午)?(?:\d{1,2}|"
    r"[一二两三四五六七八九十]{1,3})[点點时時](?!间|候|代)(?:半|\d{1,2}分)?",
)
WIRES = re.compile(
    r"(?:https?://|www\.)\S{1,300}|(?<!\S)[^\s@]{1,64}@\S{1,100}|"
    r"(?<![\d,.])\+\d{1,3}[\s-]\d[\d\s-]{4,18}\d|(?<![\d,.$])"
    r"\(?0\d{1,4}\)?[-\s]\d{3,4}[-\s]\d{3,4}|(?<!\d)\d{3}-\d{4}(?:-\d{4})?(?!\d)|"
    r"\b(?!KPW|RMB|CNY|USD|KRW|US\d)[A-Za-z]+\d+[A-Za-z0-9]*\b|\b\d{1,3}\.\d{1,3}\.\d{1,3}(?:\.\d{1,3})?\b",
)
OTHER = re.compile(
    r"\b\d{1,4}(?:\.\d+)?K?\s(?:min(?:ute)?s?\sread|shares|views|likes|comments|followers|"
    r"readers|retweets)\b|^\s?\(?\d{1,2}[.)]\s|\(\d{1,2}\)|\b\d{1,3}\s?/\s?\d{1,3}\b(?=\s*$)|"
    r"\bCOVID-19\b|\bG-?\d{1,2}\b|\b\d{2}th\sparallel\b|\b(?:twenty|thirty)-somethings?\b|"
    r"\bone-(?:time|way|man|party)\b|\b[Tt]wo Koreas\b|\b[Oo]ne\s(?:another|day|of|by)\b|"
    r"\b(?:no|any|every|some|each|this|that|the|which)[\s-]one\b|"
    r"\b(?:first|second|third)[\s-](?:hand|rate|class|country|party|world|tier)\b|"
    r"\b(?:nine|one|two|three)\s(?:times\sout\sof\sten)|\b[A-Z][a-z]+\s(?:One|Two|"
    r"Three)\b|북미\s?2차|2차\s?대전|6\.25|9\.9절|4대|3대\s?세습",
    re.MULTILINE,
)
VOTES = re.compile(r"\b(?:by|of|won|lost)\s\d{1,3}\s?[-–]\s?\d{1,3}\b(?=\s(?:votes?|goals?))")
GENERATION = re.compile(r"(?<=\()\d{4}\s?[-–]\s?\d{4}(?=\))")


def asides(text: str) -> list[tuple[int, int]]:
    """Spans of a text in which no number counts anything, in order."""
    found = [
        match.span()
        for pattern in (LABELS, AGES, CLOCK, WIRES, OTHER, VOTES, GENERATION)
        for match in pattern.finditer(text)
    ]
    return sorted(found)


def inside(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a span meets one of several, which are in order."""
    from bisect import bisect_left

    at = bisect_left(spans, (start, start))
    near = spans[max(0, at - 3) : at + 3]
    return any(one < end and start < other for one, other in near)
