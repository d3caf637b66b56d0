# ruff: noqa: RUF001 - punctuation of Korean and Chinese texts
"""Days that a spoken date covers: months, quarters, seasons, parts of a year."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tumen.evidence.periods import of_days, unit_of

YEARS = range(1800, 2101)

NEAR = 70
"""Characters back to which a named year holds for a month that has none (assumption)."""

SENTENCE = re.compile(r"[.!?](?= )|[。！？]")
NAMED_YEAR = re.compile(r"(?<![\d.,$])(?:1[89]|20)\d\d(?![\d%]|,\d)(?= ?[년年]|[\s,.;:)]|$)")
COMPARED = re.compile(
    r"(?:\b(?:than|with|from|since|against|over|to) (?:the )?(?:same period (?:of|in) )?(?:\w+ )?|比|"
    r"较)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Span:
    """First and last day; None where the text leaves that end open.

    Attributes
    ----------
    vague
        The ends are not sharp: "early 2018", "mid-1990s".
    said
        EDTF where days do not say it best: a season, a decade.
    """

    first: date | None
    last: date | None
    vague: bool = False
    said: str = ""

    @staticmethod
    def of_season(at: int, code: int) -> Span | None:
        """Spring (21) to winter (24) of a year; winter begins with its December."""
        if at not in YEARS:
            return None
        first = {21: 3, 22: 6, 23: 9, 24: 12}[code]
        begins = date(at, first, 1)
        ends = date(at, first + 3, 1) if first < 10 else date(at + 1, 3, 1)
        return Span(begins, ends - timedelta(days=1))


Found = tuple[Span, int, int]
"""A span with where in a text it stands."""


def day(at: int, month_: int, day_: int) -> Span | None:
    """One day, or None where the calendar has none such."""
    try:
        found = date(at, month_, day_)
    except ValueError:
        return None
    return Span(found, found) if at in YEARS else None


def month(at: int, month_: int) -> Span | None:
    """A calendar month."""
    if at not in YEARS or not 1 <= month_ <= 12:
        return None
    first = date(at, month_, 1)
    return Span(first, _next_month(first) - timedelta(days=1))


def _next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def first_of_month(published: date, before: int) -> date:
    """First day of the month so many months before that of a day."""
    index = published.year * 12 + published.month - 1 - before
    return date(min(max(index // 12, YEARS.start), YEARS.stop - 1), index % 12 + 1, 1)


def months_before(published: date, count: int) -> Span:
    """The calendar month so many months before that of a day."""
    first = first_of_month(published, count)
    return Span(first, _next_month(first) - timedelta(days=1))


def year(at: int) -> Span | None:
    """A calendar year."""
    return Span(date(at, 1, 1), date(at, 12, 31)) if at in YEARS else None


def half(at: int, which: int) -> Span | None:
    """First or second half of a year."""
    if at not in YEARS or which not in (1, 2, 4):
        return None
    return Span(date(at, 1, 1), date(at, 6, 30)) if which == 1 else Span(date(at, 7, 1), date(at, 12, 31))


def quarter(at: int, which: int, step: int = 0) -> Span | None:
    """A quarter of a year, or the one so many quarters later."""
    index = at * 4 + which - 1 + step
    begins = month(index // 4, index % 4 * 3 + 1)
    ends = month(index // 4, index % 4 * 3 + 3)
    return Span(begins.first, ends.last) if begins and ends else None


def season(published: date, code: int, step: int | None) -> Span | None:
    """Last, this or next season of that name; the latest that has begun where ``step`` is None."""
    at = published.year
    began = Span.of_season(at, code)
    if began is None or began.first is None:
        return None
    if step is None or step == 0:
        return began if began.first <= published else Span.of_season(at - 1, code)
    if step > 0:
        return began if began.first > published else Span.of_season(at + 1, code)
    over = began.last is not None and began.last < published
    return began if over else Span.of_season(at - 1, code)


def decade(start: int, part: str) -> Span | None:
    """A decade, or its beginning, middle or end."""
    first = start - start % 10
    if first not in YEARS or first + 9 not in YEARS:
        return None
    place = _part(part)
    if not place:
        return Span(date(first, 1, 1), date(first + 9, 12, 31), said=f"{first // 10}X")
    begins, ends = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[place]
    return Span(date(first + begins, 1, 1), date(first + ends, 12, 31), vague=True)


def weekday_before(published: date, number: int) -> Span:
    """The latest such weekday, the day of publication included."""
    back = (published.weekday() - number) % 7
    at = published - timedelta(days=back)
    return Span(at, at)


def year_before(text: str, start: int, published: date | None) -> int | None:
    """The year that a sentence has just named, in which a month without a year then lies.

    Not one that lies ahead, nor one that is only compared with.
    """
    before = SENTENCE.split(text[max(0, start - NEAR) : start])[-1]
    named = list(NAMED_YEAR.finditer(before))
    if not named or COMPARED.search(before[: named[-1].start()]):
        return None
    at = int(named[-1][0])
    return at if published is None or at <= published.year else None


def _part(word: str) -> str:
    lower = word.lower()
    if lower.startswith(("early", "begin", "start", "first", "turn")):
        return "early"
    if lower.startswith(("late", "end", "close", "last")):
        return "late"
    return "mid" if lower.startswith("mid") else ""


PARTS = {
    "year": {"early": (1, 3), "mid": (5, 8), "late": (10, 12)},
    "month": {"early": 10, "mid": 20, "late": 31},
}
"""Months of a year, last days of a month, that "early", "mid" and "late" stand for (assumption)."""


def part_of(span: Span | None, word: str) -> Span | None:
    """The beginning, middle or end of a year or a month."""
    place = _part(word)
    if span is None or span.first is None or span.last is None or not place:
        return span
    days = (span.last - span.first).days
    if days > 300:
        first, last = PARTS["year"][place]  # type: ignore[index]
        ends = month(span.first.year, last)
        return Span(date(span.first.year, first, 1), ends.last if ends else span.last, vague=True)
    third = days / 3
    begin, end = {"early": (0, third), "mid": (third, 2 * third), "late": (2 * third, days)}[place]
    return Span(
        span.first + timedelta(days=round(begin)), span.first + timedelta(days=round(end)), vague=True
    )


def edtf(span: Span) -> str:
    """A span as EDTF, as short as it can be said."""
    if span.first is None:
        return (
            f"../{_end(replace(span, first=span.last, last=span.last), last=True)}" if span.last else "../.."
        )
    if span.last is None:
        return f"{_end(span, last=False)}/.."
    if span.said:
        return span.said
    text = of_days(span.first, span.last)
    if not span.vague:
        return text
    if "/" not in text and unit_of(text) == "quarter":
        text = f"{span.first:%Y-%m}/{span.last:%Y-%m}"
    return "/".join(part + "~" for part in text.split("/"))


def _end(span: Span, last: bool) -> str:
    """One end of an open span: the month where it is that of a whole month, else the day."""
    at = span.last if last else span.first
    assert at is not None
    if not last:
        return f"{at:%Y-%m}" if at.day == 1 else at.isoformat()
    return f"{at:%Y-%m}" if (at + timedelta(days=1)).day == 1 else at.isoformat()
