"""Numbers that count nothing: labels, ages, clock times, telephone numbers, addresses."""

from __future__ import annotations

import re

LABELS = re.compile(
    r"\b(?:No|Nos|Number|Numbers|Unit|Office|Bureau|Room|Highway|Route|Road|Line|Block|Article|"
    r"Articles|Resolution|Resolutions|Paragraph|paragraph|paragraphs|para|sub-paragraph|Section|"
    r"section|Chapter|Annex|Table|table|Figure|Form|Page|page|pages|pp?|Directive|Decree|Order|"
    r"Law|Announcement|Notice|Letter|Brief|Issue|Volume|Vol|Camp|Pit|Pier|Berth|Gate|Suite|"
    r"Building|Apartment|Platform|Grade|Class|Phase|Stage|Step|Part|Day|Version|Channel|Brigade|"
    r"Division|Regiment|Corps|Battalion|HS|Ch|Item|UNSCR|UNSC|Kilometre|Mile|Flight|Highways|Top|"
    r"Type|Model|Boeing|KN|Hwasong|Lot)(?:\.| No\.| Number| Nos\.)? ?-?(?:#|"
    r"№)? ?\d{1,6}(?:[/-]\d{1,4}){0,3}(?:[-–]?[A-Z])?\b(?! ?(?:percent|%|per cent|t\b|tons?|"
    r"tonnes?|million|billion))|[#№] ?\d{1,6}|\b[A-Z]{1,4}-\d{1,5}\b|\b\d{1,4}(?:th|st|"
    r"[nr]d) (?:Corps|Division|Regiment|Brigade|Battalion|Party|Congress|Plenum|Bureau|Army|Mill|"
    r"Department|anniversary|birthday|century|floor|grade|session|parallel)\b|"
    r"(?:제 ?\d{1,6}(?! ?번째|차 ?공개)|第 ?\d{1,6}(?![次场])) ?[가-힣\u4e00-\u9fff]{0,2}|\d{1,6} ?(?:호실|"
    r"호(?=[\s,.에의는가로]|$)|번지|번 ?국도|국|조항|항(?=[\s에의])|号室?|號|号令|号文)|"
    r"\b\d{4}[/-]\d{2}\b(?![\d/-])|"
    r"\b\d{1,2}-\d{1,2}-\d{1,3}\b",
)
AGES = re.compile(
    r"\baged? (?:of )?\d{1,3}\b|\b\d{1,3}[\s-]years?[\s-]olds?\b|\b\d{1,3} years of age\b|"
    r"(?<=, )\d{2}(?=, (?:who|a |an |the |of |said|from|runs|works|sells|told|has|had|was|is|"
    r"whose|and ))|(?<=[a-z], )\d{2}(?=[.,]? ?[”\"']?$|\. |\.$|, ?$)|\(\d{2}\)(?= ?씨)|\b(?:man|"
    r"woman|boy|girl|men|women|resident|defector) (?:of|in (?:his|her|their)) \d{2}s?\b|"
    r"\bin (?:his|her|their) (?:early |mid-?|late )?\d0s\b|\b(?:he|she|who|Mr\. \w+|Ms\. \w+|"
    r"Mrs\. \w+) (?:is|was|turned) \d{2}(?=[.,;])|\d{1,3} ?(?:세(?!대)|살|岁|歲)|\d0대(?= ?(?:의|초반|중반|"
    r"후반|남성|여성|주민|소식통))|今年\d{2}岁",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"\b\d{1,2}(?::\d{2})? ?(?:a\.m\.?|p\.m\.?|am|pm|AM|PM|o[’']clock)(?![a-z])|"
    r"\b\d{1,2}:\d{2}\b|\b(?:at|after|before|until|till|past|around|by) (?:\d{1,2}|"
    r"[a-z]{3,6}) (?:at night|in the (?:morning|evening|afternoon))|(?:오전|오후|새벽|저녁|밤|"
    r"아침) ?\d{1,2}(?::\d{2}|시)|\d{1,2} ?시(?!간|장|당|민)(?: ?\d{1,2}분)?|(?:早上|上午|下午|晚上|凌晨|"
    r"中午)?(?:\d{1,2}|[一二两三四五六七八九十]{1,3})[点點时時](?!间|候|代)(?:半|\d{1,2}分)?",
)
WIRES = re.compile(
    r"(?:https?://|www\.)\S{1,300}|(?<!\S)[^\s@]{1,64}@\S{1,100}|"
    r"(?<![\d,.])\+\d{1,3}[\s-]\d[\d\s-]{4,18}\d|(?<![\d,.$])\(?0\d{1,4}\)?[-\s]\d{3,4}[-\s]\d{3,4}|"
    r"(?<!\d)\d{3}-\d{4}(?:-\d{4})?(?!\d)|\b(?!KPW|RMB|CNY|USD|KRW|US\d)[A-Za-z]+\d+[A-Za-z0-9]*\b|"
    r"\b\d{1,3}\.\d{1,3}\.\d{1,3}(?:\.\d{1,3})?\b",
)
OTHER = re.compile(
    r"\b\d{1,4}(?:\.\d+)?K? (?:min(?:ute)?s? read|shares|views|likes|comments|followers|readers|"
    r"retweets)\b|^ ?\(?\d{1,2}[.)] |\(\d{1,2}\)|\b\d{1,3} ?/ ?\d{1,3}\b(?= *$)|\bCOVID-19\b|"
    r"\bG-?\d{1,2}\b|\b\d{2}th parallel\b|\b(?:twenty|thirty)-somethings?\b|\bone-(?:time|way|man|"
    r"party)\b|\b[Tt]wo Koreas\b|\b[Oo]ne (?:another|day|"
    r"of(?! (?:the|its|their|his|her|our|every)? ?(?:\w+ )?(?:two|three|four|five|six|seven|"
    r"eight|nine|ten|\d))|by)\b|\b(?:no|any|every|some|each|this|"
    r"that|the|which)[\s-]one\b|\b(?:first|second|third)[\s-](?:hand|rate|class|country|party|world|"
    r"tier)\b|\b(?:nine|one|two|three) (?:times out of ten)|\b[A-Z][a-z]+ (?:One|Two|Three)\b|"
    r"북미 ?2차|2차 ?대전|6\.25|9\.9절|4대|3대 ?세습",
    re.MULTILINE,
)
VOTES = re.compile(r"\b(?:by|of|won|lost) \d{1,3} ?[-–] ?\d{1,3}\b(?= (?:votes?|goals?))")
GENERATION = re.compile(r"(?<=\()\d{4} ?[-–] ?\d{4}(?=\))")


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
