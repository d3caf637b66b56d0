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
    rf" (?:of (?:the |its |these |those |our |their )?)?(?:(?!(?:of|in|on|to|from|onto|"
    rf"into|for|at|by|with|and|or|the|two|three|four|one|"
    rf"half)\b)[A-Za-z]+(?:-[A-Za-z]+)? ){{0,3}}?(?P<noun>{_PEOPLE})\b"
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
    _worded(r"\b(?P<word>hundreds of thousands)\b", (2e5, 9e5), "noun"),
    _worded(r"\b(?P<word>tens of thousands)\b", (2e4, 9e4), "noun"),
    _worded(r"\b(?P<word>thousands)\b", (2e3, 9e3), "noun"),
    _worded(r"\b(?P<word>(?:several|a few) thousand)\b", (2e3, 9e3), "noun"),
    _worded(r"\b(?P<word>(?:several|a few) hundred)\b", (200, 900), "noun"),
    _worded(r"\b(?P<word>hundreds)\b", (200, 900), "noun"),
    _worded(r"\b(?P<word>scores) (?:of|were)\b", (40, 120), "noun"),
    _worded(r"\b(?P<word>(?:several|a few) dozen|dozens)\b", (24, 96), "noun"),
    _worded(r"\b(?P<word>tens) of\b", (20, 90), "noun"),
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
        rf"\b(?P<word>(?:nearly|almost|virtually|practically) all|all) (?:of )?the{_NOUN}",
        SHARE["nearly all"],
    ),
    _worded(rf"\b(?P<word>nearly all|almost all|virtually all){_NOUN}", SHARE["nearly all"]),
    _worded(r"\b(?P<word>almost every(?:one|body)|nearly every(?:one|body))\b", SHARE["nearly all"]),
    _worded(
        rf"\b(?P<word>most|(?:the|a) (?:vast )?majority|the bulk|the greater part){_NOUN}", SHARE["most"]
    ),
    _worded(r"\b(?P<word>mostly|for the most part)\b", SHARE["most"]),
    _worded(
        rf"\b(?P<word>(?:a )?(?:great|large|huge|growing|considerable|significant|"
        rf"increasing) numbers?|(?:so|too|very|a great|a good)? ?many|a lot|lots|numerous|"
        rf"countless|plenty){_NOUN}",
        MANY,
    ),
    _worded(rf"\b(?P<word>some|a number|a minority){_NOUN}", SOME),
    _worded(r"\b(?P<word>some of (?:them|the \w+|those))\b", SOME),
    _worded(rf"\b(?P<word>several){_NOUN}", (3, 9), "noun"),
    _worded(rf"\b(?P<word>a few|a handful){_NOUN}", (2, 8), "noun"),
    _worded(rf"\b(?P<word>hardly any|few|very few|scarcely any|almost no){_NOUN}", SHARE["hardly anyone"]),
    _worded(r"\b(?P<word>hardly anyone|hardly anybody|no one|nobody|none of)\b(?! else)", NONE),
    _worded(r"\b(?P<word>rampant|rife|widespread|commonplace|endemic|out of control)\b", PERSONS["rampant"]),
    _worded(
        r"\b(?P<word>an? (?:small|tiny|limited|token) (?:amount|quantity|volume)|(?:small|tiny|"
        r"limited) (?:amounts|quantities|volumes))\b",
        (0.02, 0.3),
    ),
    _worded(
        r"\b(?P<word>(?:an? )?(?:large|huge|vast|great|considerable) (?:amounts?|quantity|quantities|"
        r"volumes?)|a pile|piles|heaps) (?:of|were|was)\b",
        (0.3, 3.0),
    ),
    _worded(r"(?<![가-힣])(?P<word>대부분|대다수|거의 ?모든|태반)", SHARE["most"]),
    _worded(
        r"(?<![가-힣])(?P<word>많은|수많은|적지 ?않은|상당수의?) ?(?:주민|사람|세대|노동자|가구|집|"
        r"상인|군인|가정|청년|여성)",
        MANY,
    ),
    _worded(r"(?<![가-힣])(?P<word>일부|몇몇) ?(?:주민|사람|세대|노동자|가구|상인|군인|간부)", SOME),
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
        r"\b(?P<word>(?:been |was |were |are |is )?(?:completely |entirely |almost |nearly |"
        r"totally )?(?:cut off|shut (?:down|off)|at a standstill|brought to a halt|halted|"
        r"ground to a halt|blocked|come to a stop|dried up|wiped out))\b",
        OFF,
        "times",
    ),
    _worded(
        r"\b(?P<word>(?:boom(?:ed|ing)?|surg(?:e|ed|ing)|soar(?:ed|ing)|skyrocket(?:ed|ing)|"
        r"on the rise|(?:sharply|steadily|rapidly|greatly) (?:increase\w*|increasing|ris\w+|rose|grew|"
        r"grown)|(?:continued|continues|continue) to (?:rise|grow|increase)|rising|growing|"
        r"increasing))\b",
        UP,
        "times",
    ),
    _worded(
        r"\b(?P<word>(?:(?:sharply|significantly|steeply|greatly|drastically|continued to|"
        r"noticeably) (?:declin\w+|decrease\w*|decreasing|dropp?\w*|f[ae]ll\w*|reduc\w+|"
        r"shr[aiu]nk\w*)|plummeted|plunged|dwindl(?:ed|ing)|(?:a |taken a )?(?:significant|major|"
        r"severe|heavy|big) (?:hit|blow|drop|fall|decline)|dropped|declined|fallen sharply|loss of))\b",
        DOWN,
        "times",
    ),
    _worded(r"(?P<word>급증|크게 ?(?:늘|증가)|눈에 ?띄게 ?늘|폭등|치솟)", UP, "times"),
    _worded(r"(?P<word>급감|크게 ?(?:줄|감소)|눈에 ?띄게 ?줄|폭락|뚝 ?떨어)", DOWN, "times"),
    _worded(r"(?P<word>완전히 ?(?:끊|막|중단)|전면 ?중단|올스톱|끊기다시피)", OFF, "times"),
    _worded(r"(?P<word>激增|大幅(?:增|上升|上涨)|猛增|暴涨)", UP, "times"),
    _worded(r"(?P<word>锐减|大幅(?:减|下降|下跌)|骤降|萎缩|暴跌)", DOWN, "times"),
    _worded(r"(?P<word>完全(?:停止|中断)|全面中断|停顿|陷入停滞)", OFF, "times"),
)
TOPICAL = re.compile(
    r"\b(?:trade|exports?|imports?|smuggl\w*|sales|output|production|mine|mines|mills?|"
    r"income|earnings|currency|crackdowns?|trials?|executions?|thefts?|rations?|food|"
    r"harvests?|routes?|avenues?|markets?|prices?|absen\w+|crimes?|dut(?:y|ies)|activities|"
    r"personnel|workforce|donations?|levies)\b|무역|수출|수입|밀수|생산|배급|장마당|시장|외화|贸易|出口|进口|走私|生产|"
    r"配给|市场|外汇",
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
    of = re.compile(r" (?:more )?of (?:the |other |these )?(?:others\b)?").match(text, match.end("word"), end)
    if of and of[0].endswith("others"):
        return "person"
    counter = counter_after(text, of.end() - 1 if of else match.end("word"), end)
    return counter.unit if counter and counter.unit not in ("times", "vehicle") else ""
