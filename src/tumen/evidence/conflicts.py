"""Claims that cannot all be true: the same thing, place and time, and ranges that do not meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tumen.core.errors import EvidenceError
from tumen.engine.catalog import catalog
from tumen.evidence import periods, units
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim
from tumen.evidence.events import EVENTS
from tumen.evidence.sources import UNKNOWN

LEEWAY = 0.05
"""A plain number stands for itself and so much more or less (assumption)."""

SAME_EVENT = 366.0
"""Days within which two dates of an event that does not recur are taken for dates of one (assumption)."""


@dataclass(frozen=True)
class Conflict:
    """Two claims side by side.

    ``gap`` is how many times the nearer ends of two ranges lie apart; for dates, how many days.
    """

    one: Claim
    other: Claim
    gap: float
    same_origin: bool

    @property
    def in_part(self) -> bool:
        """Whether one of two amounts speaks of a part of the other's period, so that both may be true."""
        one, other = self.one.when, self.other.when
        return not self.one.event and (one.first, one.last) != (other.first, other.last)


def find_conflicts(case: Case) -> list[Conflict]:
    """Every pair of claims that contradict each other, the widest gap first.

    Compared are claims on the same subject, good and crossing with a place in common: amounts where the
    periods share a day (sums: where they are the same), ratios to the same period; dates of an event that
    does not recur where they lie within a year of each other.
    """
    return sorted(_pairs(case), key=lambda pair: (-pair.gap, pair.one.id, pair.other.id))


def _pairs(case: Case) -> Iterator[Conflict]:
    groups: dict[tuple[str | None, ...], list[Claim]] = {}
    for claim in case.claims.values():
        key = (claim.subject_kind, claim.subject, claim.commodity, claim.crossing, claim.group)
        for place in claim.places or ("",):
            groups.setdefault((*key, place), []).append(claim)
    seen: set[tuple[str, str]] = set()
    for claims in groups.values():
        for one, other in _near_in_time(claims):
            if (one.id, other.id) not in seen and (gap := apart(one, other)):
                seen.add((one.id, other.id))
                yield Conflict(one, other, gap, one.origin == other.origin != UNKNOWN)


def _near_in_time(claims: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs whose periods lie within `SAME_EVENT` days of each other, each once: a sweep along the days."""
    slack = timedelta(days=SAME_EVENT)
    running: list[tuple[date, Claim]] = []
    for claim in sorted(claims, key=lambda one: (one.when.first or date.min, one.id)):
        first, last = claim.when.first or date.min, claim.when.last or date.max
        running = [(end, other) for end, other in running if end >= first]
        yield from ((other, claim) for _, other in running)
        running.append((last if last > date.max - slack else last + slack, claim))


def apart(one: Claim, other: Claim) -> float:
    """How many times the ranges of two claims lie apart; 0 where they meet or cannot be compared."""
    if not comparable(one, other):
        return 0.0
    if one.event:
        days = _days_apart(one, other)
        return days if days <= SAME_EVENT else 0.0
    (low, high), scaled = span(one), _scaled(other, one)
    if scaled is None:
        return 0.0
    least, most = scaled
    if low <= most and least <= high:
        return 0.0
    return _times(one, other)


def _times(one: Claim, other: Claim) -> float:
    """The greater over the lesser of the nearest amounts that two claims state."""
    assert one.quantity is not None
    assert other.quantity is not None
    factor = units.factor(other.quantity.unit or "times", one.quantity.unit or "times")
    (low, high), (least, most) = one.quantity.range, (end * factor for end in other.quantity.range)
    near, far = (high, least) if high < least else (most, low)
    return far / near if near > 0 else float("inf")


def comparable(one: Claim, other: Claim) -> bool:
    """Whether two claims on one thing speak of the same time in the same way."""
    if one.event or other.event:
        return one.event == other.event and one.event in EVENTS and not EVENTS[str(one.event)].recurs
    if one.quantity is None or other.quantity is None or _compared_with(one) != _compared_with(other):
        return False
    over_time = _over_time(one)
    if over_time != _over_time(other):
        return False
    if over_time == "sum" and not (_rate(one) and _rate(other)):
        return (one.when.first, one.when.last) == (other.when.first, other.when.last)
    return one.when.meets(other.when)


def _compared_with(claim: Claim) -> tuple[date | None, date | None] | None:
    """First and last day that a ratio compares with; None for an amount."""
    if claim.quantity is None or claim.quantity.kind != "ratio":
        return None
    than = periods.parse(str(claim.quantity.than))
    return than.first, than.last


def _over_time(claim: Claim) -> str:
    """How the days of a period are put together: as the claim says, else as a run does."""
    observable = catalog().observables.get(claim.observable or "")
    return claim.over_time or (observable.over_time if observable else "")


def _rate(claim: Claim) -> bool:
    """Whether an amount is told per day, month or year, so that unequal periods can be compared."""
    return claim.quantity is not None and claim.quantity.unit.rpartition("/")[2] in ("day", "month", "year")


def span(claim: Claim) -> tuple[float, float]:
    """Least and greatest amount that a claim admits; a plain number with `LEEWAY` on either side."""
    assert claim.quantity is not None
    low, high = claim.quantity.range
    if low == high:
        return low - LEEWAY * abs(low), high + LEEWAY * abs(high)
    return low, high


def _scaled(other: Claim, one: Claim) -> tuple[float, float] | None:
    """The other's range in the unit of the one; None where they measure different things."""
    assert one.quantity is not None and other.quantity is not None
    if one.quantity.kind == "ratio":
        return span(other)
    try:
        factor = units.factor(other.quantity.unit or "times", one.quantity.unit or "times")
    except EvidenceError:
        return None
    low, high = span(other)
    return low * factor, high * factor


def _days_apart(one: Claim, other: Claim) -> float:
    """Days between two periods, margins counted; an open one is taken at the end it names."""
    ends = []
    for claim in (one, other):
        when = claim.when.widened()
        named = [day for day in (when.first, when.last) if day]
        if not named:
            return 0.0
        ends.append((named[0], named[0] if when.open_ended else named[-1]))
    (first, last), (least, most) = ends
    return float(max((least - last).days, (first - most).days, 0))
