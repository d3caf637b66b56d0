"""Amounts told in words, each with the range that is taken for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tumen.evidence.reading.counters import COUNTED
from tumen.press.telling import PEOPLE, SHARES

SHARE = {word: (low, high) for word, low, high in SHARES}
PERSONS = {word: (low, high) for word, low, high in PEOPLE}
"""The scales with which the press tells of a run are the ones with which reports are read."""

MANY = (0.1, 0.7)
SOME = (0.02, 0.4)
NONE = (0.0, 0.03)
UP, DOWN, OFF = (1.1, 4.0), (0.1, 0.9), (0.0, 0.1)
"""Shares of those spoken of; and, against the time before, of what rises, falls or stopped (assumption)."""

_PEOPLE = "|".join(
    sorted(
        (word for word, unit in COUNTED.items() if unit in ("person", "household", "company", "truck")),
        key=len,
        reverse=True,
    )
)
_NOUN = (
    rf"\s(?:of\s(?:the\s|its\s|these\s|those\s|our\s|their\s)?)?(?:(?!(?:of|in|on|to|from|onto|"
    rf"into|for|at|by|with|and|or|the|two|three|four|one|"
    rf"half)\b)[A-Za-z]+(?:-[A-Za-z]+)?\s){{0,3}}?(?P<noun>{_PEOPLE})\b"
)


@dataclass(frozen=True)
class Wording:
    """A word for an amount: its pattern, its range and what that is counted in."""

    pattern: re.Pattern[str]
    low: float
    high: float
    unit: str


@dataclass(frozen=True)
class Worded:
    """A worded amount in a text."""

    start: int
    end: int
    word: str
    low: float
    high: float
    unit: str


def _worded(pattern: str, bounds: tuple[float, float], unit: str = "share", ignore: bool = True) -> Wording:
    return Wording(re.compile(pattern, re.IGNORECASE if ignore else 0), *bounds, unit)


WORDINGS: tuple[Wording, ...] = (
    _worded(r"\b(?P<word>hundreds\sof\sthousands)\b", (2e5, 9e5), "noun"),
    _worded(r"\b(?P<word>tens\sof\sthousands)\b", (2e4, 9e4), "noun"),
    _worded(r"\b(?P<word>thousands)\b", (2e3, 9e3), "noun"),
    _worded(r"\b(?P<word>(?:several|a\sfew)\sthousand)\b", (2e3, 9e3), "noun"),
    _worded(r"\b(?P<word>(?:several|a\sfew)\shundred)\b", (200, 900), "noun"),
    _worded(r"\b(?P<word>hundreds)\b", (200, 900), "noun"),
    _worded(r"\b(?P<word>scores)\s(?:of|were)\b", (40, 120), "noun"),
    _worded(r"\b(?P<word>(?:several|a\sfew)\sdozen|dozens)\b", (24, 96), "noun"),
    _worded(r"\b(?P<word>tens)\sof\b", (20, 90), "noun"),
    _worded(r"(?<![가-힣])(?P<word>수십만)", (2e5, 9e5), "noun"),
    _worded(r"(?<![가-힣])(?P<word>수만)", (2e4, 9e4), "noun"),
    _worded(r"(?<![가-힣])(?P<word>수천)", (2e3, 9e3), "noun"),
    _worded(r"(?<![가-힣])(?P<word>수백)", (200, 900), "noun"),
    _worded(r"(?<![가-힣])(?P<word>수십)", (20, 90), "noun"),
    _worded(r"(?P<word>[数几幾数]十万|[数几]十萬)", (2e5, 9e5), "noun"),
    _worded(r"(?P<word>[数几成上][千万]|成千上万)(?=[名人户吨辆元])", (2e3, 9e4), "noun"),
    _worded(r"(?P<word>[数几上]百)", (100, 900), "noun"),
    _worded(r"(?P<word>[数几]十)", (20, 90), "noun"),
    _worded(
        rf"\b(?P<word>(?:nearly|almost|virtually|practically)\sall|all)\s(?:of\s)?the{_NOUN}",
        SHARE["nearly all"],
    ),
    _worded(rf"\b(?P<word>nearly\sall|almost\sall|virtually\sall){_NOUN}", SHARE["nearly all"]),
    _worded(r"\b(?P<word>almost\severy(?:one|body)|nearly\severy(?:one|body))\b", SHARE["nearly all"]),
    _worded(
        rf"\b(?P<word>most|(?:the|a)\s(?:vast\s)?majority|the\sbulk|the\sgreater\spart){_NOUN}", SHARE["most"]
    ),
    _worded(r"\b(?P<word>mostly|for\sthe\smost\spart)\b", SHARE["most"]),
    _worded(
        rf"\b(?P<word>(?:a\s)?(?:great|large|huge|growing|considerable|significant|"
        rf"increasing)\snumbers?|(?:so|too|very|a\sgreat|a\sgood)?\s?many|a\slot|lots|numerous|"
        rf"countless|plenty){_NOUN}",
        MANY,
    ),
    _worded(rf"\b(?P<word>some|a\snumber|a\sminority){_NOUN}", SOME),
    _worded(r"\b(?P<word>some\sof\s(?:them|the\s\w+|those))\b", SOME),
    _worded(rf"\b(?P<word>several){_NOUN}", (3, 9), "noun"),
    _worded(rf"\b(?P<word>a\sfew|a\shandful){_NOUN}", (2, 8), "noun"),
    _worded(
        rf"\b(?P<word>hardly\sany|few|very\sfew|scarcely\sany|almost\sno){_NOUN}", SHARE["hardly anyone"]
    ),
    _worded(r"\b(?P<word>hardly\sanyone|hardly\sanybody|no\sone|nobody|none\sof)\b(?!\selse)", NONE),
    _worded(
        r"\b(?P<word>rampant|rife|widespread|commonplace|endemic|out\sof\scontrol)\b", PERSONS["rampant"]
    ),
    _worded(
        r"\b(?P<word>an?\s(?:small|tiny|limited|token)\s(?:amount|quantity|volume)|(?:small|tiny|"
        r"limited)\s(?:amounts|quantities|volumes))\b",
        (0.02, 0.3),
    ),
    _worded(
        r"\b(?P<word>(?:an?\s)?(?:large|huge|vast|great|considerable)\s(?:amounts?|quantit(?:y|"
        r"ies)|volumes?)|a\spile|piles|heaps)\s(?:of|were|was)\b",
        (0.3, 3.0),
    ),
    _worded(r"(?<![가-힣])(?P<word>대부분|대다수|거의\s?모든|태반)", SHARE["most"]),
    _worded(
        r"(?<![가-힣])(?P<word>많은|수많은|적지\s?않은|상당수의?)\s?(?:주민|사람|세대|노동자|"
        r"가구|집|상인|군인|가정|청년|여성)",
        MANY,
    ),
    _worded(r"(?<![가-힣])(?P<word>일부|몇몇)\s?(?:주민|사람|세대|노동자|가구|상인|군인|간부)", SOME),
    _worded(r"(?P<word>성행|만연|판치|기승)", PERSONS["rampant"]),
    _worded(r"(?P<word>大部分|大多数|大多|多数(?!学)|绝大多数)", SHARE["most"]),
    _worded(
        r"(?P<word>许多|很多|不少|众多|大批|大量)(?=的?(?:人|居民|工人|家庭|户|矿工|商|百姓|村民))", MANY
    ),
    _worded(r"(?P<word>一些|部分|少数)(?=的?(?:人|居民|工人|家庭|户|矿工|商人))", SOME),
    _worded(r"(?P<word>猖獗|泛滥|成风|普遍)", PERSONS["rampant"]),
)
CHANGES: tuple[Wording, ...] = (
    _worded(
        r"\b(?P<word>(?:been\s|was\s|were\s|are\s|is\s)?(?:completely\s|entirely\s|almost\s|"
        r"nearly\s|totally\s)?(?:cut\soff|shut\s(?:down|off)|at\sa\sstandstill|"
        r"brought\sto\sa\shalt|halted|ground\sto\sa\shalt|blocked|come\sto\sa\sstop|dried\sup|"
        r"wiped\sout))\b",
        OFF,
        "times",
    ),
    _worded(
        r"\b(?P<word>(?:boom(?:ed|ing)?|surg(?:e|ed|ing)|soar(?:ed|ing)|skyrocket(?:ed|ing)|"
        r"on\sthe\srise|(?:sharply|steadily|rapidly|greatly)\s(?:increas\w+|ris\w+|rose|grew|"
        r"grown)|(?:continued|continues|continue)\sto\s(?:rise|grow|increase)|rising|growing|"
        r"increasing))\b",
        UP,
        "times",
    ),
    _worded(
        r"\b(?P<word>(?:(?:sharply|significantly|steeply|greatly|drastically|continued\sto|"
        r"noticeably)\s(?:declin\w+|decreas\w+|dropp?\w*|f[ae]ll\w*|reduc\w+|shr[aiu]nk\w*)|"
        r"plummeted|plunged|dwindl(?:ed|ing)|(?:a\s|taken\sa\s)?(?:significant|major|severe|heavy|"
        r"big)\s(?:hit|blow|drop|fall|decline)|dropped|declined|fallen\ssharply|loss\sof))\b",
        DOWN,
        "times",
    ),
    _worded(r"(?P<word>급증|크게\s?(?:늘|증가)|눈에\s?띄게\s?늘|폭등|치솟)", UP, "times"),
    _worded(r"(?P<word>급감|크게\s?(?:줄|감소)|눈에\s?띄게\s?줄|폭락|뚝\s?떨어)", DOWN, "times"),
    _worded(r"(?P<word>완전히\s?(?:끊|막|중단)|전면\s?중단|올스톱|끊기다시피)", OFF, "times"),
    _worded(r"(?P<word>激增|大幅(?:增|上升|上涨)|猛增|暴涨)", UP, "times"),
    _worded(r"(?P<word>锐减|大幅(?:减|下降|下跌)|骤降|萎缩|暴跌)", DOWN, "times"),
    _worded(r"(?P<word>完全(?:停止|中断)|全面中断|停顿|陷入停滞)", OFF, "times"),
)
TOPICAL = re.compile(
    r"\b(?:trade|exports?|imports?|smuggl\w*|sales|output|production|mine|mines|mills?|income|"
    r"earnings|currency|crackdowns?|trials?|executions?|thefts?|"
    r"rations?|food|harvests?|routes?|avenues?|markets?|prices?|absen\w+|crimes?|dut(?:y|ies)|"
    r"activities|personnel|workforce|donations?|levies)\b|"
    r"무역|수출|수입|밀수|생산|배급|장마당|시장|외화|贸易|出口|进口|走私|生产|配给|市场|外汇",
    re.IGNORECASE,
)
"""What a rise or fall must be of to be worth a proposal."""


def worded_in(text: str, begin: int, end: int) -> Iterator[Worded]:
    """Worded amounts of one sentence, none inside another, the one that says most first."""
    taken: list[tuple[int, int]] = []
    topical = bool(TOPICAL.search(text, begin, end))
    for wording in (*WORDINGS, *(CHANGES if topical else ())):
        for match in wording.pattern.finditer(text, begin, end):
            start, stop = match.span("word")
            if any(start < other[1] and other[0] < stop for other in taken):
                continue
            taken.append(match.span("word"))
            unit = wording.unit
            if unit == "noun":
                unit = _unit(text, match, end)
                if not unit:
                    continue
            yield Worded(start, stop, text[start:stop], wording.low, wording.high, unit)


def _unit(text: str, match: re.Match[str], end: int) -> str:
    """What "dozens" counts: the noun after it; persons where it is "scores of others"."""
    from tumen.evidence.reading.counters import counter_after

    noun = match.groupdict().get("noun")
    if noun:
        return COUNTED[noun.lower()]
    of = re.compile(r"\s(?:more\s)?of\s(?:the\s|other\s|these\s)?(?:others\b)?").match(
        text, match.end("word"), end
    )
    if of and of[0].endswith("others"):
        return "person"
    counter = counter_after(text, of.end() - 1 if of else match.end("word"), end)
    return counter.unit if counter and counter.unit not in ("times", "vehicle") else ""
