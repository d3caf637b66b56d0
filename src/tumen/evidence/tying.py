"""Where and when of an observation: the places and days of a scenario that a claim can be tied to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tumen.core.errors import EvidenceError
from tumen.evidence import periods, units
from tumen.evidence.claims import Claim
from tumen.evidence.known import Known
from tumen.evidence.operators import Operator
from tumen.evidence.sources import Document

if TYPE_CHECKING:
    from tumen.core.declare import Observable
    from tumen.scenario import Scenario

UNNAMED = ("means", "camp")
"""What a run tells apart and an observation has no name for."""


def told_apart(claim: Claim, name: str, observable: Observable) -> None:
    """See that an observation can say which part of an observable a claim speaks of.

    Raises
    ------
    EvidenceError
        If it cannot.
    """
    if observable.by in UNNAMED:
        raise EvidenceError(f"a run tells '{name}' apart by {observable.by}, which no observation can name")
    if claim.commodity and observable.by != "commodity":
        raise EvidenceError(f"a run does not tell '{name}' apart by goods, such as {claim.commodity}")
    if claim.crossing and observable.by != "crossing":
        raise EvidenceError(f"a run does not tell '{name}' apart by crossings, such as {claim.crossing}")
    if observable.by == "commodity" and not claim.commodity and observable.over_places == "mean":
        raise EvidenceError(f"a run tells '{name}' apart by goods, and the claim names none")


def places_of(claim: Claim, scenario: Scenario, names: Known, operator: Operator) -> tuple[str, ...]:
    """The scenario's places that a claim speaks of, or stands for by its operator.

    Raises
    ------
    EvidenceError
        If there are none, or the amount is of more than the scenario holds.
    """
    inside = [str(row["name"]) for row in scenario.table("places")]
    goods = {str(row["name"]) for row in scenario.table("commodities")}
    if claim.commodity and claim.commodity not in goods:
        raise EvidenceError(f"the scenario has no {claim.commodity}")
    sold = {str(row["commodity"]) for row in scenario.table("companies")}
    if operator.commodities and claim.commodity not in {*operator.commodities} & sold:
        raise EvidenceError(f"no company of the scenario sells {claim.commodity}, which its operator needs")
    own = [place for place in inside if any(names.gazetteer.holds(place, one) for one in claim.places)]
    held = [place for place in inside if any(names.gazetteer.holds(outer, place) for outer in claim.places)]
    if own or held:
        _no_larger_area(claim, inside, names, operator)
        return tuple(own or held)
    if operator.beyond:
        return tuple(inside)
    raise EvidenceError(f"none of {', '.join(claim.places) or 'its places'} lies in the scenario")


def _no_larger_area(claim: Claim, inside: list[str], names: Known, operator: Operator) -> None:
    """See that what adds up over places was not counted in places beyond the scenario's, too."""
    observable = names.observables.get(claim.observable or "")
    if operator.beyond or observable is None or observable.by == "nation" or observable.over_places == "mean":
        return
    for place in claim.places:
        if not any(names.gazetteer.holds(one, place) for one in inside):
            raise EvidenceError(
                f"a total that counts all of {place}, of which the scenario holds a part only; "
                "an operator would say how large a part"
            )


def of_the_whole(claim: Claim, names: Known) -> bool:
    """Whether an amount is a total, so that it says nothing of a part of its period; a rate does."""
    observable = names.observables.get(claim.observable or "")
    if observable is None or claim.quantity is None or (claim.over_time or observable.over_time) != "sum":
        return False
    return not units.converts(claim.quantity.unit, f"{observable.unit}/day")


def days_of(claim: Claim, document: Document, scenario: Scenario, *, whole: bool) -> tuple[date, date]:
    """First and last day a claim covers; an open end is held at the day it was published.

    Raises
    ------
    EvidenceError
        If it lies outside the scenario or, of a ``whole``, in part.
    """
    when, published = claim.when, periods.parse(document.published)
    until = min(published.last or scenario.end, scenario.end)
    first, last = when.within(scenario.start, max(until, when.first or until))
    if last < scenario.start or first > scenario.end:
        raise EvidenceError(f"{claim.period} lies outside {scenario.start:%Y} to {scenario.end:%Y}")
    beyond = claim.when.last is None and (published.last or scenario.end) > scenario.end
    if whole and (first < scenario.start or last > scenario.end or beyond):
        raise EvidenceError(f"a sum over {claim.period}, of which the scenario covers a part only")
    return max(first, scenario.start), min(last, scenario.end)
