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
    r"(?:(?<!\bno\s)(?<!\bnot\s)\b(?:more|greater|higher|larger|longer)\sthan|\b(?:no|"
    r"not)\s(?:less|fewer|lower)\sthan|\bat\sleast|\bupwards?\sof|"
    r"\bin\sexcess\sof|\bexceed(?:s|ed|ing)?|\babove|\bminimum(?:\sof)?|\bsurpass(?:es|ed|"
    r"ing)?|\btop(?:s|ped|ping)|"
    r"(?<!hand)(?<!handed)(?<!turn)(?<!turned)(?<!taken)\sover|^over|\bwell\sover|"
    r"최소|최소한|적어도|无慮|무려|"
    r"超过|超過|逾|至少|不少于|不少於|不低于|不低於|多于|高于|突破|大于|多达)\s?$",
    re.IGNORECASE,
)
HIGH_BEFORE = re.compile(
    r"(?:(?<!\bno\s)(?<!\bnot\s)\b(?:less|fewer|lower|smaller)\sthan|\b(?:no|not)\s(?:more|"
    r"greater|longer|higher)\sthan|(?<!\bgone\s)(?<!\bgo\s)(?<!\bgoes\s)(?<!\bwent\s)"
    r"(?<!\brisen\s)(?<!\brose\s)(?<!\bcome\s)(?<!\badds\s)(?<!\bclimbed\s)(?<!\bshot\s)"
    r"(?<!\bdriven\s)\bup\sto|\bat\s(?:the\s)?most|"
    r"\bunder|\bbelow|\bmaximum(?:\sof)?|\bas\s(?:many|much|high|long)\sas|\bshort\sof|"
    r"\bjust\sunder|\bnot\seven|최대|최고|많아야|고작|"
    r"不足|不到|少于|少於|低于|低於|最多|至多|不超过|不超過|未满|未滿|不及|小于|仅够)\s?$",
    re.IGNORECASE,
)
ABOUT_BEFORE = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|approx\.?|circa|some|nearly|almost|close\sto|"
    r"near|maybe|perhaps|"
    r"something\slike|in\sthe\s(?:region|order)\sof|(?:an\s)?estimated(?:\sat)?|"
    r"estimates?\sof|put\sat|said\sto\sbe|an\saverage\sof)|"
    r"(?<![가-힣])(?:약|대략|거의|근|한)|约|約|大约|大約|将近|將近|接近|近|大概|估计|差不多)\s?$",
    re.IGNORECASE,
)
LOW_AFTER = re.compile(
    r"\+|\s?(?:or|and)\s(?:more|above|over|longer|upwards?)\b(?!\s(?:than|[a-z\d]))|"
    r"-?plus\b|\s?여(?=\s?[가-힣a-z%])|\s?이상|\s?초과|[多余餘](?!数)|以上|\s?(?:을|를)?\s?넘(?!겨|겼|기|긴|길)",
    re.IGNORECASE,
)
HIGH_AFTER = re.compile(
    r"\s?or\s(?:less|fewer|below|under|lower)\b|\s?at\s(?:the\s)?most\b|\s?이하|"
    r"\s?미만|\s?이내|以下|以内|以內|\s?(?:에도?|도|도 채)\s?(?:못\s?미|안\s?[되된됐]|채 안)|도\s?채\s?(?:안|"
    r"못)",
    re.IGNORECASE,
)
ABOUT_AFTER = re.compile(r"\s?(?:or\sso|odd)\b|-odd\b|\s?(?:가량|정도|쯤|안팎|내외)|左右|上下", re.IGNORECASE)
FAR_BOUND = re.compile(r"(至少|最多|至多|최소한?|최대|적어도)[^\d。,,.;;!?]{1,6}$")
"""A bound with a verb between it and its number, as Chinese and Korean have it."""

SYMBOL = re.compile(
    r"(?:\b(?:US|HK|C|A)?\$|[$¥€£₩]|\b(?:USD|KPW|RMB|CNY|KRW|JPY|EUR)|\b(?:another|"
    r"an additional|a further|the|a total of|a))\s?$"
)

JOINT = re.compile(
    r"\s?(?:[-–—―~∼〜～]|至|到|内지|내지|에서)\s?|\s(?:to|or)\s|(?<=[\d十百千万亿])(?:、)(?=\d)"
)
AND = re.compile(r"\sand\s")
BETWEEN = re.compile(r"\bbetween\s(?:\S{1,4}\s?)?$", re.IGNORECASE)
CHANGE = re.compile(
    r"\b(?:f[ae]ll(?:en|s|ing)?|drop\w*|declin\w*|decreas\w*|reduc\w*|cut|slash\w*|lower\w*|"
    r"c[ao]me\sdown|comes\sdown|slip\w*|"
    r"shr[aiu]nk\w*|ris(?:e|es|en|ing)|rose|increas\w*|jump\w*|climb\w*|went\sup|going\sup|"
    r"gone\sup|up\sfrom|down\sfrom|grew|grown|"
    r"grow\w*|soar\w*|surg\w*|revis\w*|rais\w*|lift\w*|plung\w*|slid\w*|chang\w*|mov\w*|"
    r"doubl\w*|halv\w*|expand\w*|corrected|"
    r"swell\w*|swollen|dwindl\w*|plummet\w*|tumbl\w*|crept|shorten\w*|extend\w*|"
    r"went|goes|gone)\b|늘|줄|올[라랐]|오른|떨어|내려|인상|인하|"
    r"跌|降|升|涨|减|增",
    re.IGNORECASE,
)
CHANGE_AFTER = re.compile(
    r"[^.,\d]{0,12}(?:줄|늘|떨어|올[라랐]|오르|내려|낮아|높아|감소|증가|인상|인하|급감|급증)"
)
FROM = re.compile(r"(?:\bfrom\s(?:\S{1,4}\s?)?|由|从|從)$", re.IGNORECASE)


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
    clause = re.split(r"[.;:。;!?]\s|[。;]", text[max(0, start - 70) : start])[-1]
    return bool(CHANGE.search(clause))


def _changes(text: str, numbers: list[Number]) -> list[Number]:
    """Mark the numbers that are two ends of a change, so that the first shares the second's unit."""
    for at, (first, second) in enumerate(pairwise(numbers)):
        gap = text[first.end : second.start]
        if len(gap) < 12 and "에서" in gap and CHANGE_AFTER.match(text, second.end):
            numbers[at] = replace(first, change=True)
        if (
            len(gap) < 30
            and re.search(r"\bto\s\S{0,4}$|까지|에서|至|到", gap)
            and FROM.search(text[max(0, first.start - 10) : first.start])
        ):
            numbers[at] = replace(first, change=True)
    return numbers


def _bounded(text: str, number: Number) -> Number:
    """The number with the bound and hedge that stand before and after it."""
    before = text[max(0, number.start - BEFORE) : number.start]
    before = re.split(r"[.;!?。](?=\s)|[;。!?]", before)[-1]
    before = SYMBOL.sub("", before)
    about = False
    while hedge := ABOUT_BEFORE.search(before):
        about, before = True, before[: hedge.start()]
    after = text[number.end : number.end + 16]
    far = FAR_BOUND.search(before)
    if (
        LOW_BEFORE.search(before)
        or LOW_AFTER.match(after)
        or (far and far[1][0] in "至최적" and far[1] not in ("最多", "至多", "최대"))
    ):
        return replace(number, high=None, about=about)
    if HIGH_BEFORE.search(before) or HIGH_AFTER.match(after) or far:
        return replace(number, low=None, about=about)
    return replace(number, about=about or bool(ABOUT_AFTER.match(after)))
