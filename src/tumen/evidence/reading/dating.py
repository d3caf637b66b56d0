# ruff: noqa: RUF001 - punctuation of Korean and Chinese texts
"""Which of a sentence's dates a number belongs to, and which only say when something was stated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tumen.evidence.reading.dates import Dated

COMPARED = re.compile(
    r"\b(?:from|than|to|with|against|over|on|compared|times) (?:the )?(?:same period )?(?:in |"
    r"of )?(?:a |the |last )?",
    re.IGNORECASE,
)
COMPARED_CJK = re.compile(r" ?(?:의 )?(?:같은 ?기간|동기|같은 ?달)? ?(?:보다|에 ?비해|대비)| ?(?:同期|相比)")
BESIDE = re.compile(r" ?[^\s,;.]{0,6} ?(?:(?:in|on|for|during|as of|at|by) )?(?:the )?[(（]?", re.IGNORECASE)
STATED = re.compile(
    r"\b(?:told|said|says|reported|reports|quoted|announced|interview\w*|"
    r"released)\b[^.,;]{0,32}$|(?:소식통|관계자|주민|매체|방송|통신|기자)[은는이가] (?:지난 )?$|(?:记者|"
    r"消息人士)(?:于|在)?$",
    re.IGNORECASE,
)
JUST_STATED = re.compile(r"\b(?:said|reported|told (?:us|\w+|Daily NK)) (?:on |in )?$", re.IGNORECASE)
"""What stands before the date of a statement, which is not the date of what it states."""

AGO = re.compile(r"\b(?:earlier|ago|before|last year|previous year)\b", re.IGNORECASE)
"""A date that an amount is only compared with: down from a year earlier."""

LASTING = re.compile(
    r"\b(?:at least|at most|takes?|taken?|took|lasts?|lasted|another|more than|"
    r"up to|need\w*|require\w*|be) $",
    re.IGNORECASE,
)
"""What stands before a length of time that only looks like a date: at least five months before."""


def window(line: str, dated: Dated) -> bool:
    """Whether a date is also a length of time: for the past three years."""
    if line[dated.start : dated.start + 8].lower() in ("for the ", "over the"):
        return True
    return bool(LASTING.search(line, max(0, dated.start - 24), dated.start))


def nearest(
    line: str, dates: Sequence[Dated], start: int, end: int, spans: Sequence[tuple[int, int]] = ()
) -> Dated | None:
    """The date of a sentence that stands nearest to a number, one before it counting as nearer.

    Parameters
    ----------
    dates
        Those of the sentence.
    start, end
        Of the number.
    spans
        Of all amounts of the sentence.
    """
    best: tuple[float, Dated] | None = None
    for one in dates:
        if _aside(line, one):
            continue
        distance = start - one.end if one.end <= start else 1.5 * (one.start - end) + 5
        if start - one.end >= 0 and any(
            _beside(line, other[1], one.start) for other in spans if other[1] <= one.start
        ):
            distance += 30
        if _beside(line, end, one.start):
            distance = 1
        between = line[min(one.end, end) : max(one.start, start)]
        distance += 40 * sum(between.count(mark) for mark in ";；。") + 15 * sum(
            between.count(mark) for mark in ",，、"
        )
        if best is None or distance < best[0]:
            best = (distance, one)
    return best[1] if best else None


def _beside(line: str, end: int, start: int) -> bool:
    """Whether a date stands right behind an amount: "2.7 million tons in 2013"."""
    return 0 <= start - end <= 14 and bool(BESIDE.fullmatch(line, end, start))


def _aside(line: str, one: Dated) -> bool:
    """Whether a date is that of the statement, or of what an amount is compared with."""
    before, after = line[max(0, one.start - 40) : one.start], line[one.end : one.end + 12]
    if COMPARED.search(line[max(0, one.start - 24) : one.start + 5]) and AGO.search(line, one.start, one.end):
        return True
    if COMPARED_CJK.match(after) or before.endswith(("比", "较", "與", "较之")):
        return True
    is_day = "/" not in one.period and one.period.count("-") == 2
    return bool(JUST_STATED.search(before)) or (is_day and bool(STATED.search(before)))
