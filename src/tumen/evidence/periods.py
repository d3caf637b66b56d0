"""When something is said to have held: EDTF, with how vague it is.

Extended Date/Time Format (ISO 8601-2:2019, levels 0 to 2) as the package ``edtf`` reads it:
``2018``, ``2018-02``, ``2018-02-21``, ``2018-33`` (first quarter; 34 to 36 the others), ``2018-21``
(spring), ``199X``, ``2018-03/2018-08``, ``2018-03/..`` (since March). ``~`` is "about", ``?`` "perhaps".
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from tumen.core.errors import EvidenceError

MARGIN_DAYS = {"year": 91, "quarter": 31, "month": 31, "day": 7}
"""Days by which either end may lie off where a year, a quarter, a month or a day is doubtful (assumption)."""

ENDS = re.compile(r"[~?%]")
PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
LONGEST = 80
"""Characters of a period beyond which it is refused: a long list of dates takes edtf minutes to read."""
EXAMPLES = "2018, 2018-02, 2018-02-21, 2018-33 (first quarter), 2018-03/2018-08, 2018-03/.. or 2018-02~"


@dataclass(frozen=True)
class Period:
    """First and last day that a period may cover, and how many days each end may lie off.

    Attributes
    ----------
    first, last
        None where the period is open (``../2016`` or ``2018-03/..``).
    first_margin, last_margin
        Days by which an approximate or uncertain period may begin, or end, earlier or later.
    text
        The EDTF it was read from.
    """

    text: str
    first: date | None
    last: date | None
    first_margin: int = 0
    last_margin: int = 0

    def __str__(self) -> str:
        return self.text

    @property
    def margin(self) -> int:
        """Days by which the vaguer end may lie off."""
        return max(self.first_margin, self.last_margin)

    @property
    def open_ended(self) -> bool:
        """Whether one end is not said."""
        return self.first is None or self.last is None

    @property
    def named(self) -> Period:
        """The end that an open period names: March of 2018 for ``2018-03/..``; a closed one is itself."""
        if self.first is None and self.last is None:
            return self
        return parse(self.text.replace("..", "").strip("/")) if self.open_ended else self

    def within(self, start: date, end: date) -> tuple[date, date]:
        """First and last day, open ends held at ``start`` and ``end``."""
        return self.first or start, self.last or end

    def days(self, start: date, end: date) -> int:
        """Days it covers, open ends held at ``start`` and ``end``."""
        first, last = self.within(start, end)
        return max(0, (last - first).days + 1)

    def meets(self, other: Period) -> bool:
        """Whether the two have a day in common, margins left aside."""
        return (self.first or date.min) <= (other.last or date.max) and (other.first or date.min) <= (
            self.last or date.max
        )

    def may_meet(self, other: Period) -> bool:
        """Whether they may have a day in common, margins counted."""
        return self.widened().meets(other.widened())

    def widened(self) -> Period:
        """The period with its margin taken into it."""
        before, after = timedelta(days=self.first_margin), timedelta(days=self.last_margin)
        first = self.first and max(self.first, date.min + before) - before
        return Period(self.text, first, self.last and min(self.last, date.max - after) + after)


@lru_cache(maxsize=65_536)
def parse(text: str) -> Period:
    """Read an EDTF string.

    Raises
    ------
    EvidenceError
        If it is none.
    """
    from edtf.parser.edtf_exceptions import EDTFParseException

    left, slash, right = text.partition("/")
    try:
        first, last = (_end(left)[0], _end(right)[1]) if slash else _span(text)
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError):
        raise EvidenceError(f"'{text[:LONGEST]}' is no period; expected EDTF such as {EXAMPLES}.") from None
    if first and last and last < first:
        raise EvidenceError(f"'{text}' ends before it begins.")
    return Period(text, first, last, _margin(left), _margin(right if slash else left))


def _end(text: str) -> tuple[date | None, date | None]:
    """One end of a period; an unknown one (``2018-03/``) is read as open, edtf would give it ten years."""
    return _span(text) if text not in ("", "..") else (None, None)


def _span(text: str) -> tuple[date | None, date | None]:
    """First and last day of what has no slash.

    A year of more than four digits (``Y1E99999999``) takes for ever to multiply out; a doubtful quarter
    edtf does not know, so that its sign is left to the margin.
    """
    iso = PLAIN.fullmatch(text)
    if iso and int(iso[2] or 1) <= 12:
        return _iso(*[int(part) for part in iso.groups() if part])
    from edtf import parse_edtf

    if "/" in text or "Y" in text or len(text) > LONGEST:
        raise ValueError
    plain = ENDS.sub("", text)
    read = parse_edtf(plain if unit_of(plain) == "quarter" else text)
    return _day(read.lower_strict()), _day(read.upper_strict())


def _iso(year: int, month: int | None = None, day: int | None = None) -> tuple[date, date]:
    """A year, month or day: what most claims say, read at once (edtf takes milliseconds)."""
    first = date(year, 1 if month is None else month, 1 if day is None else day)
    if day is not None:
        return first, first
    last_month = 12 if month is None else month
    return first, date(year, last_month, monthrange(year, last_month)[1])


def _day(struct: Any) -> date | None:
    return None if isinstance(struct, float) else date(*struct[:3])


def _margin(end: str) -> int:
    """Margin of one end of a period; none without a sign of doubt."""
    return MARGIN_DAYS[unit_of(ENDS.sub("", end))] if ENDS.search(end) else 0


def unit_of(text: str) -> str:
    """Whether one end of a period names a year, a quarter (or season, or half), a month or a day."""
    parts = text.split("-")
    if len(parts) == 1 or not parts[1].isdigit():
        return "year"
    if len(parts) == 3 and parts[2].isdigit():
        return "day"
    return "month" if int(parts[1]) <= 12 else "quarter"


def of_days(first: date, last: date) -> str:
    """EDTF for a span of days, as short as it can be said."""
    begins, ends = first.isoformat(), last.isoformat()
    if first == last:
        return begins
    if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
        return f"{begins}/{ends}"
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 1:
        return begins[:7]
    if months == 12 and first.month == 1:
        return begins[:4]
    if months == 3 and first.month % 3 == 1:
        return f"{begins[:4]}-{33 + first.month // 3}"
    return f"{begins[:7]}/{ends[:7]}"


def slip(period: Period) -> tuple[int, int]:
    """Whole months by which a period may begin, and end, earlier or later; of a doubtful day none."""
    return _months(period.first_margin), _months(period.last_margin)


def _months(margin: int) -> int:
    return round(margin / MARGIN_DAYS["month"])


def moved(day: date, months: int) -> date:
    """The same day so many months later; the last of a month stays the last of a month."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    length, end = monthrange(year, month + 1)[1], monthrange(day.year, day.month)[1]
    return date(year, month + 1, length if day.day == end else min(day.day, length))
