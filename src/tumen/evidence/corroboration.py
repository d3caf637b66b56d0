"""How many independent origins say the same: the claims that agree, each origin counted once.

However many outlets carry it, what goes back to one origin counts once, and so do origins that share a
bias (all mirror trade figures are off together); what an outlet says year after year in the same words (a
stock phrase) counts not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from tumen.core.errors import EvidenceError
from tumen.evidence import units
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim, Quantity
from tumen.evidence.conflicts import LEEWAY
from tumen.evidence.known import Known, known
from tumen.evidence.places import Gazetteer
from tumen.evidence.sources import UNKNOWN
from tumen.evidence.weights import told_before

SPREAD = LEEWAY
"""A plain number agrees with another where they meet, each so much more or less: what is no conflict."""

SHARED = 0.5
"""Two sums are compared where the days they share are so much of the longer period (assumption)."""


@dataclass(frozen=True)
class Corroboration:
    """The independent origins that state one thing.

    Attributes
    ----------
    origins
        Ids of the origins, the claim's own first; without it where the claim is a stock phrase.
    grades
        The grade of each, as ``B2``: of its first claim that is no echo, else of its first.
    echoes
        Further claims that state it and add no origin, stock phrases left aside.
    biases
        The bias that each origin shares with others; empty where it shares none.
    """

    origins: tuple[str, ...]
    grades: tuple[str, ...]
    echoes: int
    biases: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many independent origins there are, those that share a bias taken for one."""
        shared = {bias for bias in self.biases if bias}
        return self.biases.count("") + len(shared)


def corroborate(case: Case, names: Known | None = None) -> dict[str, Corroboration]:
    """For each claim the independent origins that state the same.

    Two claims state the same where subject, good, crossing and group are one, they have a place in
    common (for an event, one may lie in the other), their periods may share a day (two sums: most of
    their days), and their amounts, turned into one unit, have ranges that meet.

    Parameters
    ----------
    case
        The claims.
    names
        What the model measures and where places lie; by default what the case knows of.

    Returns
    -------
    Claim id -> its corroboration, for every claim of the case.
    """
    claims = list(case.claims.values())
    names = known(case) if names is None else names
    sources = _Sources.of(case, names.gazetteer)
    seats: list[list[tuple[_Group, int]]] = [[] for _ in claims]
    for group in _groups(claims, names):
        for position, number in enumerate(group.numbers):
            seats[number].append((group, position))
    return {
        claim.id: sources.counted(number, [group.agreeing(position) for group, position in seats[number]])
        for number, claim in enumerate(claims)
    }


def first_telling(case: Case, id_: str) -> str:
    """The claim that a claim goes back to through everything it repeats; itself if it repeats nothing.

    A ring of repeats ends before it comes round again.
    """
    passed = {id_}
    while (other := case.claims[id_].repeats) and other in case.claims and other not in passed:
        passed.add(other)
        id_ = other
    return id_


def _teller(case: Case, claim: Claim, gazetteer: Gazetteer) -> tuple[str, str]:
    """The origin behind a claim; of an unknown one, which is nobody twice, with the claim it goes back to."""
    first = case.claims[first_telling(case, claim.id)]
    passed = {first.id}
    while first.origin == UNKNOWN and (other := told_before(case, first, gazetteer)):
        if other.id in passed:
            break
        passed.add(other.id)
        first = other
    return first.origin, first.id if first.origin == UNKNOWN else ""


@dataclass(frozen=True)
class _Sources:
    """Of each claim by number: grade, bias, origin, whether it is an echo, whether it is a stock phrase."""

    grades: list[str]
    biases: list[str]
    names: list[str]
    origin: np.ndarray
    echo: np.ndarray
    stock: np.ndarray

    @staticmethod
    def of(case: Case, gazetteer: Gazetteer) -> _Sources:
        claims = case.claims.values()
        tellers = [_teller(case, claim, gazetteer) for claim in claims]
        told_by = [origin for origin, _ in tellers]
        number = {teller: n for n, teller in enumerate(dict.fromkeys(tellers))}
        return _Sources(
            [f"{claim.reliability}{claim.credibility}" for claim in claims],
            [_bias(case, claim, name) for claim, name in zip(claims, told_by, strict=True)],
            [origin for origin, _ in number],
            np.array([number[teller] for teller in tellers], dtype=int),
            np.array([claim.repeats is not None for claim in claims], dtype=bool),
            np.array([claim.stock_phrase for claim in claims], dtype=bool),
        )

    def counted(self, own: int, agreeing: list[np.ndarray]) -> Corroboration:
        """Origins and their grades among the claims that agree with one, and itself."""
        told = np.unique(np.concatenate([np.array([own]), *agreeing]))
        told = told[~self.stock[told]]
        told = told[np.lexsort((told, self.echo[told]))]
        _, first = np.unique(self.origin[told], return_index=True)
        best = told[np.sort(first)].tolist()
        best.sort(key=lambda number: self.origin[number] != self.origin[own])
        origins = tuple(self.names[self.origin[number]] for number in best)
        grades, biases = (tuple(of[number] for number in best) for of in (self.grades, self.biases))
        return Corroboration(origins, grades, len(told) - len(best), biases)


def _bias(case: Case, claim: Claim, origin: str) -> str:
    teller = case.origins.get(origin)
    return claim.bias_group or (teller and teller.bias_group) or ""


@dataclass(frozen=True)
class _Group:
    """Claims that may agree, by number: their days, their ranges in one unit, whether they name the place."""

    numbers: np.ndarray
    first: np.ndarray
    last: np.ndarray
    low: np.ndarray
    high: np.ndarray
    named: np.ndarray
    summed: bool

    def agreeing(self, one: int) -> np.ndarray:
        """Numbers of the claims that agree with the one at a position, itself among them."""
        shared = np.minimum(self.last, self.last[one]) - np.maximum(self.first, self.first[one]) + 1
        longer = np.maximum(self.last - self.first, self.last[one] - self.first[one]) + 1
        met = (shared >= SHARED * longer) if self.summed else (shared > 0)
        met &= self.named | self.named[one]
        return self.numbers[met & (self.low <= self.high[one]) & (self.high >= self.low[one])]


def _groups(claims: list[Claim], names: Known) -> Iterator[_Group]:
    """Claims on one thing in one place, told in one way and in units that convert."""
    groups: dict[tuple[object, ...], list[tuple[int, Claim, bool]]] = {}
    for number, claim in enumerate(claims):
        about = (claim.subject_kind, claim.subject, claim.commodity, claim.crossing, claim.group)
        for place, named in _places(claim, names).items():
            groups.setdefault((*about, place, *_manner(claim, names)), []).append((number, claim, named))
    for key, members in groups.items():
        yield from _in_one_unit(members, summed=key[-1] is True)


def _places(claim: Claim, names: Known) -> dict[str, bool]:
    """The places that a claim names (True) and, for an event, those that they lie in (False)."""
    around = (
        [outer for place in claim.places for outer in names.gazetteer.around(place)] if claim.event else []
    )
    return dict.fromkeys(around, False) | dict.fromkeys(claim.places or [""], True)


def _manner(claim: Claim, names: Known) -> tuple[object, ...]:
    """How an amount is told: as a ratio to which other period, or as such, and whether it is a sum."""
    if claim.event or claim.quantity is None:
        return "event", None, False
    if claim.quantity.kind == "ratio":
        return "ratio", claim.quantity.than, False
    return "amount", None, _summed(claim, names)


def _summed(claim: Claim, names: Known) -> bool:
    """Whether an amount came together over its period, as the claim says or the observable does."""
    if claim.over_time:
        return claim.over_time == "sum"
    observable = names.observables.get(claim.subject) if claim.observable else None
    return bool(
        observable and observable.over_time == "sum" and _factor(_unit(claim), observable.unit) is not None
    )


def _in_one_unit(members: list[tuple[int, Claim, bool]], summed: bool) -> Iterator[_Group]:
    found: dict[str, list[tuple[float, ...]]] = {}
    for number, claim, names_it in members:
        unit = _unit(claim)
        base = next((one for one in found if _factor(unit, one) is not None), unit)
        amounts = _range(claim, _factor(unit, base) or 1.0)
        found.setdefault(base, []).append((number, *_days(claim), *amounts, names_it))
    for rows in found.values():
        numbers, first, last, low, high, named = (np.array(column) for column in zip(*rows, strict=True))
        yield _Group(numbers, first, last, low, high, named, summed)


def _unit(claim: Claim) -> str:
    if claim.event or claim.quantity is None or claim.quantity.kind == "ratio":
        return "times"
    return claim.quantity.unit or "times"


def _factor(unit: str, base: str) -> float | None:
    """What turns the one into the other; None where they measure different things or one is no unit."""
    if unit == base:
        return 1.0
    try:
        return units.factor(unit, base)
    except EvidenceError:
        return None


def _days(claim: Claim) -> tuple[int, int]:
    """First and last day that the claim may speak of, margins counted, as numbers."""
    when = claim.when
    first, last = when.within(date.min, date.max)
    return first.toordinal() - when.first_margin, last.toordinal() + when.last_margin


def _range(claim: Claim, factor: float) -> tuple[float, float]:
    if claim.event or claim.quantity is None:
        return float("-inf"), float("inf")
    low, high = span(claim.quantity)
    return low * factor, high * factor


def span(quantity: Quantity) -> tuple[float, float]:
    """Least and greatest amount that is taken to agree with it: its range, or a number with its `SPREAD`."""
    low, high = quantity.range
    if quantity.value is None:
        return low, high
    return low - SPREAD * abs(low), high + SPREAD * abs(high)
