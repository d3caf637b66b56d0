"""Sums that hold one another: a customs office's year and one of its months count the month twice.

Only sums of offices that add up (origins of kind ``statistics``) are looked at: their year is the sum of
their months and says nothing new, while a resident who is asked of a year looks anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tumen.evidence.case import Case
    from tumen.evidence.observations import Observation

ENOUGH = 0.5
"""Share of a sum's days from which on the shorter sums inside it tell more than it does (assumption)."""

TOLD = ("value", "count", "interval")
"""Kinds of amounts that add up; a bound or a word for a year takes nothing from a month's figure."""


def counted_in(case: Case, observations: Iterable[Observation]) -> dict[str, tuple[str, ...]]:
    """Which sums weigh nothing, since others of the same origin count the same days.

    Of sums with a day in common the shorter ones are kept if they cover half of the longer one's days
    or more, else the longer one.

    Returns
    -------
    Claim that must not count -> claims that count in its place.
    """
    alike: dict[tuple[object, ...], list[Observation]] = {}
    for one in observations:
        origin = case.origins.get(one.origin)
        if one.over_time == "sum" and one.kind in TOLD and origin and origin.kind == "statistics":
            alike.setdefault(_what(case, one), []).append(one)
    return {claim: inside for sums in alike.values() for claim, inside in _left_out(sums).items()}


def _what(case: Case, one: Observation) -> tuple[object, ...]:
    """What two sums must have in common to be of one series."""
    told = case.claims[one.claim].places
    return (one.origin, one.observable, one.commodity, one.crossing, one.group, told, one.operator)


def _left_out(sums: list[Observation]) -> dict[str, tuple[str, ...]]:
    ordered = sorted(sums, key=lambda one: (_days(one), one.first, one.claim))
    kept: list[Observation] = []
    for one in ordered:
        inside = [other for other in kept if _common(one, other)]
        if sum(_common(one, other) for other in inside) < ENOUGH * _days(one):
            kept = [other for other in kept if other not in inside] + [one]
    for one in ordered:
        if not any(_common(one, other) for other in kept):
            kept.append(one)
    return {
        one.claim: tuple(sorted(other.claim for other in kept if _common(one, other)))
        for one in ordered
        if one not in kept
    }


def _days(one: Observation) -> int:
    return (one.last - one.first).days + 1


def _common(one: Observation, other: Observation) -> int:
    """Days that both cover."""
    return max(0, (min(one.last, other.last) - max(one.first, other.first)).days + 1)
