# ruff: noqa: RUF001 - punctuation of Korean and Chinese texts
"""Numbers as a text states them: values, ranges, bounds and hedges, in digits and in words.

A number is found whatever it counts; units are read in `amounts`. Used for proposals and, to see
whether a claim's numbers stand in the words it quotes, by the verification.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from tumen.evidence.reading.numerals import Numeral, Sort, numerals_in
from tumen.evidence.reading.scripts import east_asian
from tumen.evidence.reading.tables import words
from tumen.evidence.text import one_line

BEFORE = 40
"""Characters before a number in which a word that bounds it is looked for."""


@dataclass(frozen=True)
class Number:
    """A number, a range of numbers, or a bound.

    Attributes
    ----------
    start, end
        Code points of its numerals; the words that bound it stand outside.
    low, high
        Equal for a value; None where it is bounded on the other side only.
    sort
        ``count``; ``percent``; ``share`` (one third: 0.333); ``times`` (doubled: 2); ``ordinal``.
    about
        Hedged: "about", "nearly", "an estimated".
    said
        The numerals as written, of which a range has two.
    scale
        Value of its last scale word ("80 million": 1e6).
    unit
        Where the word is number and unit in one.
    change
        It is one end of a change ("from 700 to 450"), not of a range.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    sort: Sort = "count"
    about: bool = False
    said: tuple[float, ...] = ()
    scale: float = 1.0
    unit: str = ""
    change: bool = False

    @property
    def value(self) -> float | None:
        """The number itself where it is neither a range nor a bound."""
        return self.low if self.low == self.high else None

    @property
    def percent(self) -> bool:
        """Whether it is a percentage."""
        return self.sort == "percent"


LOW_BEFORE = re.compile(
    r"(?:(?<!\bno )(?<!\bnot )\b(?:more|greater|higher|larger|longer) than|\b(?:no|"
    r"not) (?:less|fewer|lower) than|\bat least|\bupwards? of|\bin excess of|\bexceed(?:s|"
    r"ed|ing)?|\babove|\bminimum(?: of)?|\bsurpass(?:es|ed|ing)?|\btop(?:s|ped|ping)|최소|"
    r"최소한|적어도|无慮|무려|超过|超過|逾|至少|不少于|不少於|不低于|不低於|多于|高于|突破|大于|多达) ?$",
    re.IGNORECASE,
)
MOVED = frozenset(
    words("""hand hands handed handing turn turns turned take takes took taken carry carried carries brought
    bring pull pulled paid pay signed went go goes gone came come comes crossed passed sent risen rose adds
    climbed shot driven""")
)
"""Verbs after which "over" and "up to" are theirs and bound nothing: handed over, went up to."""

OVER = re.compile(r"(?:\b([a-z]+) |(?:^|[^a-z ] ?))over ?$", re.IGNORECASE)
UP_TO = re.compile(r"(?:\b([a-z]+) |(?:^|[^a-z ] ?))up to ?$", re.IGNORECASE)
HIGH_BEFORE = re.compile(
    r"(?:(?<!\bno )(?<!\bnot )\b(?:less|fewer|lower|smaller) than|\b(?:no|not) (?:more|"
    r"greater|longer|higher) than|\bat (?:the )?most|\bunder|\bbelow|\bmaximum(?: of)?|"
    r"\bas (?:many|much|high|long|little|few|low) as|\b(?:ceiling|cap|limit|maximum) of|"
    r"\bcapped at|\bshort of|\bjust under|\bnot even|최대|최고|많아야|고작|不足|"
    r"不到|少于|少於|低于|低於|最多|至多|不超过|不超過|未满|未滿|不及|小于|仅够) ?$",
    re.IGNORECASE,
)
NEGATED = re.compile(
    r"(?:\b(?:rarely|never|seldom|hardly|not|cannot|no longer|without)|n['’]t) (?:\w+ ){0,2}?"
    r"(?:exceed(?:s|ed|ing)?|more than|above|over|buys?|covers?|reach(?:es|ed)?|lasts?) (?:even )?$",
    re.IGNORECASE,
)
"""A bound from below that is denied bounds from above: never exceeded, won't sell more than."""

ABOUT_BEFORE = re.compile(
    r"(?:\b(?:about|around|barely|hardly|roughly|approximately|approx\.?|circa|some|nearly|almost|close to|"
    r"near|maybe|perhaps|something like|in the (?:region|order) of|(?:an )?estimated(?: at)?|"
    r"estimates? of|put at|said to be|an average of)|(?<![가-힣])(?:약|대략|거의|근|한)|约|約|大约|大約|将近|"
    r"將近|接近|近|大概|估计|差不多) ?$",
    re.IGNORECASE,
)
LOW_AFTER = re.compile(
    r"\+| ?(?:or|and) (?:more|above|over|longer|upwards?)\b(?! (?:than|[a-z\d]))|-?plus\b|"
    r" ?여(?= ?[가-힣a-z%])| ?이상| ?초과|[多余餘](?!数)|以上| ?(?:을|를|도|이|가)? ?"
    r"(?:훌쩍 )?(?:넘(?!겨|겼|기|긴|길)|웃도|웃돌)",
    re.IGNORECASE,
)
HIGH_AFTER = re.compile(
    r" ?(?:을|를)? ?밑돌| ?or (?:less|fewer|below|under|lower)\b| ?at (?:the )?most\b| ?이하| ?미만|"
    r" ?이내|以下|以内|以內| ?(?:에도?|도|도 채) ?(?:못 ?미|안 ?[되된됐]|채 안)|도 ?채 ?(?:안|못)",
    re.IGNORECASE,
)
ABOUT_AFTER = re.compile(r" ?(?:or so|odd)\b|-odd\b| ?(?:가량|정도|쯤|안팎|내외)|左右|上下", re.IGNORECASE)
CLAUSES = re.compile(r"[.;!?。](?= )|[;。!?]")
LAST_WORD = re.compile(r"([A-Za-z]+)\.? ?$")
BOUNDING = frozenset(
    words("""than least of upward upwards exceed exceeds exceeded exceeding above minimum surpass surpasses
    surpassed surpassing top tops topped topping over to most under below maximum as even at about around
    barely hardly roughly approximately approx circa some nearly almost near maybe perhaps like estimated be
    buy buys cover covers reach reaches reached last lasts""")
)
"""Words one of which stands right before every number that English bounds or hedges: seen at a glance."""

FAR_BOUND = re.compile(r"(至少|最多|至多|최소한?|최대|적어도)[^\d。,,.;;!?]{1,6}$")
"""A bound with a verb between it and its number, as Chinese and Korean have it."""

SYMBOL = re.compile(
    r"(?:\b(?:US|HK|C|A)?\$|[$¥€£₩]|\b(?:USD|KPW|RMB|CNY|KRW|JPY|EUR)|\b(?:another|an additional|"
    r"a further|the|a total of|a)) ?$"
)

JOINT = re.compile(r" ?(?:[-–—―~∼〜～]|至|到|内지|내지|에서) ?| (?:to|or) |(?<=[\d十百千万亿])(?:、)(?=\d)")
AND = re.compile(r" and ")
BETWEEN = re.compile(r"\bbetween (?:\S{1,4} ?)?$", re.IGNORECASE)
CHANGE = re.compile(
    r"\b(?:f[ae]ll(?:en|s|ing)?|drop\w*|declin\w*|decrease\w*|decreasing|reduc\w*|cut|slash\w*|"
    r"lower\w*|c[ao]me down|comes down|slip\w*|shr[aiu]nk\w*|ris(?:e|es|en|ing)|rose|increase\w*|"
    r"increasing|jump\w*|climb\w*|went up|going up|gone up|up from|down from|grew|grown|grow\w*|"
    r"soar\w*|surg\w*|revis\w*|rais\w*|lift\w*|plung\w*|slid\w*|chang\w*|mov\w*|doubl\w*|halv\w*|"
    r"expand\w*|corrected|swell\w*|swollen|dwindl\w*|plummet\w*|tumbl\w*|crept|shorten\w*|"
    r"extend\w*|went|goes|gone)\b|늘|줄|올[라랐]|오른|떨어|내려|인상|인하|跌|降|升|涨|减|增",
    re.IGNORECASE,
)
CHANGE_AFTER = re.compile(
    r"[^.,\d]{0,12}(?:줄|늘|떨어|올[라랐]|오르|내려|낮아|높아|감소|증가|인상|인하|급감|급증)"
)
FROM = re.compile(r"(?:\bfrom (?:\S{1,4} ?)?|由|从|從)$", re.IGNORECASE)


def numbers_in(text: str) -> list[Number]:
    """Every number in a text, in order.

    Parameters
    ----------
    text
        Any text; offsets are its code points.

    Returns
    -------
    Numbers with their bounds and hedges; dates, labels and clock times are among them.
    """
    text = one_line(text)
    numerals = numerals_in(text)
    found: list[Number] = []
    at = 0
    while at < len(numerals):
        pair = numerals[at : at + 2]
        joined = _range(text, *pair) if len(pair) == 2 else None
        if joined:
            found.append(_bounded(text, joined))
            at += 2
            continue
        found.append(_bounded(text, _single(numerals[at])))
        at += 1
    return _changes(text, found)


def _single(numeral: Numeral) -> Number:
    return Number(
        numeral.start, numeral.end, numeral.low, numeral.high, numeral.sort, said=(numeral.low, numeral.high),
        scale=numeral.scale, unit=numeral.unit,
    )  # fmt: skip


def _range(text: str, first: Numeral, second: Numeral) -> Number | None:
    """Two numerals as one range, where only a joint stands between them and the first is the smaller."""
    gap = text[first.end : second.start]
    if len(gap) > 8 or "ordinal" in (first.sort, second.sort):
        return None
    bare = gap.strip(" $¥€£₩") if gap.strip(" $¥€£₩") else gap
    between = bool(
        AND.fullmatch(gap.rstrip("$¥€£₩")) and BETWEEN.search(text, max(0, first.start - 16), first.start)
    )
    if not between and not JOINT.fullmatch(gap.rstrip("$¥€£₩")) and not JOINT.fullmatch(bare):
        return None
    if first.sort != second.sort and not (first.sort == "count" and second.sort == "percent"):
        return None
    low = (
        first.low * second.scale
        if first.scale == 1 and first.low <= second.high / second.scale
        else first.low
    )
    if low >= second.high or (
        not between
        and FROM.search(text, max(0, first.start - 10), first.start)
        and _changed(text, first.start)
    ):
        return None
    if gap.strip() == "or" and second.high > 2 * low + 1:
        return None
    return Number(
        first.start, second.end, low, second.high, second.sort, said=(low, second.high), scale=second.scale,
        unit=second.unit,
    )  # fmt: skip


def _changed(text: str, start: int) -> bool:
    """Whether a word before, in the same clause, says that something rose or fell."""
    clause = re.split(r"[.;:。;!?] |[。;]", text[max(0, start - 70) : start])[-1]
    return bool(CHANGE.search(clause))


def _changes(text: str, numbers: list[Number]) -> list[Number]:
    """Mark the numbers that are two ends of a change, so that the first shares the second's unit."""
    for at, (first, second) in enumerate(pairwise(numbers)):
        gap = text[first.end : second.start]
        if len(gap) < 12 and "에서" in gap and CHANGE_AFTER.match(text, second.end):
            numbers[at] = replace(first, change=True)
        if (
            len(gap) < 30
            and re.search(r"\bto \S{0,4}$|까지|에서|至|到", gap)
            and FROM.search(text[max(0, first.start - 10) : first.start])
        ):
            numbers[at] = replace(first, change=True)
    return numbers


def _bounded(text: str, number: Number) -> Number:
    """The number with the bound and hedge that stand before and after it."""
    before = SYMBOL.sub("", text[max(0, number.start - BEFORE) : number.start])
    last = LAST_WORD.search(before)
    plain = (not last or last[1].lower() not in BOUNDING) and not east_asian(before)
    before = "" if plain else CLAUSES.split(before)[-1].lstrip()
    about = False
    while hedge := ABOUT_BEFORE.search(before):
        about, before = True, before[: hedge.start()]
    far = FAR_BOUND.search(before)
    if NEGATED.search(before):
        return replace(number, low=None, about=about)
    least = far and far[1] not in ("最多", "至多", "최대")
    if LOW_BEFORE.search(before) or _plain(OVER, before) or LOW_AFTER.match(text, number.end) or least:
        return replace(number, high=None, about=about)
    if HIGH_BEFORE.search(before) or _plain(UP_TO, before) or HIGH_AFTER.match(text, number.end) or far:
        return replace(number, low=None, about=about)
    return replace(number, about=about or bool(ABOUT_AFTER.match(text, number.end)))


def _plain(words: re.Pattern[str], before: str) -> bool:
    """Whether "over" or "up to" stands right before a number and belongs to no verb."""
    found = words.search(before)
    return found is not None and (found[1] or "").lower() not in MOVED
