"""When something is said to have held: EDTF, with how vague it is.

Extended Date/Time Format (ISO 8601-2:2019, levels 0 to 2) as the package ``edtf`` reads it:
``2018``, ``2018-02``, ``2018-02-21``, ``2018-33`` (first quarter; 34 to 36 the others), ``2018-21``
(spring), ``199X``, ``2018-03/2018-08``, ``2018-03/..`` (since March). ``~`` is "about", ``?`` "perhaps".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from tumen.core.errors import EvidenceError

MARGIN_DAYS = {"year": 91, "quarter": 31, "month": 31, "day": 7}
"""Days by which either end may lie off where a year, a quarter, a month or a day is doubtful (assumption)."""

ENDS = re.compile(r"[~?%]")
EXAMPLES = "2018, 2018-02, 2018-02-21, 2018-33 (first quarter), 2018-03/2018-08, 2018-03/.. or 2018-02~"


@dataclass(frozen=True)
class Period:
    """First and last day that a period may cover, and how many days each end may lie off.

    Attributes
    ----------
    first, last
        None where the period is open (``../2016`` or ``2018-03/..``).
    margin
        Days by which an approximate or uncertain period may begin or end earlier or later.
    text
        The EDTF it was read from.
    """

    text: str
    first: date | None
    last: date | None
    margin: int = 0

    def __str__(self) -> str:
        return self.text

    @property
    def open_ended(self) -> bool:
        """Whether one end is not said."""
        return self.first is None or self.last is None

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
        off = timedelta(days=self.margin)
        return Period(self.text, self.first and self.first - off, self.last and self.last + off)


@lru_cache(maxsize=65_536)
def parse(text: str) -> Period:
    """Read an EDTF string.

    Raises
    ------
    EvidenceError
        If it is none.
    """
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        read = parse_edtf(_closed(text))
        first, last = _day(read.lower_strict()), _day(read.upper_strict())
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError):
        raise EvidenceError(f"'{text}' is no period; expected EDTF such as {EXAMPLES}.") from None
    if first and last and last < first:
        raise EvidenceError(f"'{text}' ends before it begins.")
    return Period(text, first, last, _margin(text) if ENDS.search(text) else 0)


def _closed(text: str) -> str:
    """An unknown end (``2018-03/``) is read as an open one; edtf would give it ten years."""
    left, slash, right = text.partition("/")
    return f"{left or '..'}/{right or '..'}" if slash else text


def _day(struct: Any) -> date | None:
    return None if isinstance(struct, float) else date(*struct[:3])


def _margin(text: str) -> int:
    """Margin of the vaguest end that carries a sign of doubt."""
    return max(_margin_of(end) for end in text.split("/") if ENDS.search(end))


def _margin_of(end: str) -> int:
    return MARGIN_DAYS[unit_of(ENDS.sub("", end))]


def unit_of(text: str) -> str:
    """Whether one end of a period names a year, a quarter (or season, or half), a month or a day."""
    parts = text.split("-")
    if len(parts) == 1 or not parts[1].isdigit():
        return "year"
    if len(parts) == 3:
        return "day"
    return "month" if int(parts[1]) <= 12 else "quarter"


def of_days(first: date, last: date) -> str:
    """EDTF for a span of days, as short as it can be said."""
    if first == last:
        return first.isoformat()
    after = last + timedelta(days=1)
    if first.day == 1 and after.day == 1:
        months = (after.year - first.year) * 12 + after.month - first.month
        if months == 1:
            return f"{first:%Y-%m}"
        if months == 12 and first.month == 1:
            return f"{first:%Y}"
        if months == 3 and first.month % 3 == 1:
            return f"{first:%Y}-{33 + first.month // 3}"
        return f"{first:%Y-%m}/{last:%Y-%m}"
    return f"{first.isoformat()}/{last.isoformat()}"
