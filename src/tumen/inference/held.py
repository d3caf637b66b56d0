"""Which reports of a case a fit holds already: by name, by content, or as an echo of one that it holds.

A report that was fitted says nothing of how good the fit is, in whatever words and by whatever name it
comes back.
"""

from __future__ import annotations

from datetime import timedelta

from tumen.evidence import Case, Claim, Observation, Observations
from tumen.evidence.nesting import TOLD
from tumen.evidence.sources import UNKNOWN
from tumen.inference.question import case_word
from tumen.inference.result import Fit

SAME = 1e-3
"""Part by which two amounts may differ and still be the same number."""

TELLING = 3
"""Digits from which on the same number of the same thing by another source is no coincidence (assumption)."""


def held(fit: Fit, case: Case, found: Observations) -> dict[str, str]:
    """Which claims of a case the fit holds.

    Parameters
    ----------
    found
        What the case says about the fit's scenario, those that weigh nothing too.

    Returns
    -------
    Claim of the case -> claim of the fit that it is, or repeats.
    """
    direct = {one.claim: name for one in found.observations if (name := _held_as(fit, case, one))}
    names = _names(fit)
    if _same_case(fit, case):
        direct |= {claim: names[claim] for claim in case.claims if claim in names}
    for claim in case.claims.values():
        if claim.repeats in names and (_same_case(fit, case) or claim.repeats not in case.claims):
            direct.setdefault(claim.id, names[str(claim.repeats)])
    result = dict(direct)
    for one in found.observations:
        group = sorted([one.claim, *one.relays])
        first = next((direct[claim] for claim in group if claim in direct), None)
        if first is not None:
            result |= {claim: result.get(claim, first) for claim in group}
    return result


def _names(fit: Fit) -> dict[str, str]:
    """Every claim that a fit counts or that repeats one -> the one that counts."""
    names = {relay: one.claim for one in fit.observations for relay in one.relays}
    return names | {one.claim: one.claim for one in fit.observations}


def _same_case(fit: Fit, case: Case) -> bool:
    return bool(fit.provenance["evidence"] == case_word(case))


def _held_as(fit: Fit, case: Case, one: Observation) -> str:
    """The claim of the fit that an observation is; empty where it is new."""
    claim = case.claims[one.claim]
    for other in fit.observations:
        if _thing(one) != _thing(other):
            continue
        named = one.claim == other.claim or one.claim in other.relays
        again = _same_days(one, other, claim) and _one_statement(one, other, case)
        if named or again or _counts_the_same(one, other, case):
            return other.claim
    return ""


def _thing(one: Observation) -> tuple[object, ...]:
    """What it speaks of, time and amount left aside."""
    dated = one.kind == "date"
    return (one.observable, one.commodity, one.crossing, one.group, one.places, dated, one.event)


def _same_days(one: Observation, other: Observation, claim: Claim) -> bool:
    """Whether both cover the same days, give or take the margin of a vague date."""
    days = (one.last - one.first).days + 1
    margin = timedelta(days=min(claim.when.margin, days // 2))
    than = (one.than_first, one.than_last) == (other.than_first, other.than_last)
    return than and abs(one.first - other.first) <= margin and abs(one.last - other.last) <= margin


def _one_statement(one: Observation, other: Observation, case: Case) -> bool:
    """Whether two reports of one thing and time are one statement.

    One origin says a thing once, unless its case declares every echo; another origin that states
    the same number to three digits has it from there.
    """
    same = _same_amount(one, other)
    if one.origin == other.origin and one.origin != UNKNOWN:
        return same or not case.echoes_declared
    quantity = case.claims[one.claim].quantity
    told = None if quantity is None else quantity.value
    return same and not case.echoes_declared and told is not None and _digits(told) >= TELLING


def _counts_the_same(one: Observation, other: Observation, case: Case) -> bool:
    """Whether two sums of one statistics office have days in common: a year is the sum of its months."""
    origin = case.origins.get(one.origin)
    if one.origin != other.origin or origin is None or origin.kind != "statistics":
        return False
    summed = one.over_time == other.over_time == "sum" and one.kind in TOLD and other.kind in TOLD
    return summed and one.first <= other.last and other.first <= one.last


def _same_amount(one: Observation, other: Observation) -> bool:
    ends = [(one.value, other.value), (one.low, other.low), (one.high, other.high)]
    return (one.kind == "ratio") == (other.kind == "ratio") and all(_alike(a, b) for a, b in ends)


def _alike(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return one == other or abs(one - other) <= SAME * max(abs(one), abs(other))


def _digits(number: float) -> int:
    """Digits before the zeros at the end."""
    return len(f"{abs(number):.12g}".replace(".", "").strip("0").split("e")[0])
