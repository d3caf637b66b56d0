"""Who repeats whom, counted: statements that go back to one origin are one, whoever carries them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from tumen.evidence.case import Case
from tumen.evidence.claims import Claim
from tumen.evidence.conflicts import apart
from tumen.evidence.known import known
from tumen.evidence.periods import MARGIN_DAYS, Period, parse
from tumen.evidence.places import Gazetteer
from tumen.evidence.sources import UNKNOWN

LONGEST_MARGIN = timedelta(days=max(MARGIN_DAYS.values()))


def same_statements(case: Case) -> list[list[Claim]]:
    """Claims put together that are one statement, each group in the order in which it counts.

    Together are a claim and what it repeats, and what one origin says in different documents on one
    subject, good and crossing of the same places and period, give or take the margins of vague
    dates (less than half the period, so that month does not run into month). First in a group is what
    may be fitted, repeats nothing, is the more credible (a figure that was put right has a worse digit),
    and was published first.

    Returns
    -------
    Every claim of the case, in exactly one group.
    """
    gazetteer = known(case).gazetteer
    leader = {name: name for name in case.claims}
    for claim in case.claims.values():
        other = told_before(case, claim, gazetteer)
        if other is not None:
            _join(leader, claim.id, other.id)
    for one, other in () if case.echoes_declared else _of_one_origin(case, gazetteer):
        _join(leader, one.id, other.id)
    groups: dict[str, list[Claim]] = {}
    for claim in case.claims.values():
        groups.setdefault(_leader(leader, claim.id), []).append(claim)
    return [sorted(group, key=lambda one: _precedence(case, one)) for group in groups.values()]


def _of_one_origin(case: Case, gazetteer: Gazetteer) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of claims in which one origin says one thing of one time and place in two documents."""
    alike: dict[tuple[object, ...], list[Claim]] = {}
    for claim in case.claims.values():
        alike.setdefault(_topic(claim), []).append(claim)
    for claims in alike.values():
        claims.sort(key=lambda one: one.when.first or date.min)
        for number, one in enumerate(claims):
            for other in claims[number + 1 :]:
                if (other.when.first or date.min) > (one.when.first or date.min) + LONGEST_MARGIN:
                    break
                elsewhere = case.document_of[one.id] != case.document_of[other.id]
                if elsewhere and _same_time(one.when, other.when) and _same_places(one, other, gazetteer):
                    yield one, other


def told_before(case: Case, claim: Claim, gazetteer: Gazetteer) -> Claim | None:
    """The claim that a claim says again: the one it names, or its counterpart in the document it repeats."""
    if claim.repeats in case.claims:
        return case.claims[str(claim.repeats)]
    document = case.documents.get(case.document_of[claim.id])
    named = claim.repeats or (document.repeats if document else None)
    return counterpart(case, claim, named, gazetteer) if named in case.documents else None


def counterpart(case: Case, claim: Claim, document: str | None, gazetteer: Gazetteer) -> Claim | None:
    """The claim of a document that another says again: the same thing, place and time, no other amount."""
    for other in case.claims_of(document or ""):
        same = _subject(claim) == _subject(other)
        place = any(gazetteer.one_town(one, two) for one in claim.places for two in other.places)
        if same and place and claim.when.may_meet(other.when) and not apart(claim, other):
            return other
    return None


def weigh(case: Case, among: Iterable[str] | None = None) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Which claim stands for each one, and which claims repeat it.

    Parameters
    ----------
    among
        Claims that count at all (all by default): of each group the first among them stands for it.

    Returns
    -------
    Claim id -> id of the claim that counts; id of that -> ids of all the others of its group.
    """
    counting = set(case.claims if among is None else among)
    heads: dict[str, str] = {}
    relays: dict[str, list[str]] = {}
    for group in same_statements(case):
        first = next((claim.id for claim in group if claim.id in counting), group[0].id)
        others = [claim.id for claim in group if claim.id != first]
        heads |= dict.fromkeys([first, *others], first)
        if others:
            relays[first] = sorted(others)
    return heads, relays


def _subject(claim: Claim) -> tuple[object, ...]:
    """What a claim is about, place and time left aside."""
    return (claim.subject_kind, claim.subject, claim.commodity, claim.crossing, claim.group)


def _topic(claim: Claim) -> tuple[object, ...]:
    """What two statements of one origin must have in common to be one; of an unknown one each is its own."""
    than = claim.quantity.than if claim.quantity else None
    origin = (claim.origin, claim.id) if claim.origin == UNKNOWN else claim.origin
    return (origin, *_subject(claim), claim.over_time, than)


def _same_time(one: Period, other: Period) -> bool:
    """Whether two periods begin and end on the same days, give or take the wider margin."""
    lengths = [(when.last - when.first).days + 1 for when in (one, other) if when.first and when.last]
    margin = timedelta(days=min([max(one.margin, other.margin), *(days // 2 for days in lengths)]))
    return _near(one.first, other.first, margin) and _near(one.last, other.last, margin)


def _near(one: date | None, other: date | None, margin: timedelta) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= margin


def _same_places(one: Claim, other: Claim, gazetteer: Gazetteer) -> bool:
    """Whether two claims speak of the same places, a mine and its town for one."""

    def covered(some: tuple[str, ...], by: tuple[str, ...]) -> bool:
        return all(any(gazetteer.one_town(a, b) for b in by) for a in some)

    return covered(one.places, other.places) and covered(other.places, one.places)


def _precedence(case: Case, claim: Claim) -> tuple[object, ...]:
    published = parse(case.document(claim).published)
    day = published.first or published.last or date.max
    return (claim.use != "fit", claim.repeats is not None, claim.credibility, day, claim.id)


def _leader(leader: dict[str, str], name: str) -> str:
    while leader[name] != name:
        leader[name] = leader[leader[name]]
        name = leader[name]
    return name


def _join(leader: dict[str, str], one: str, other: str) -> None:
    a, b = _leader(leader, one), _leader(leader, other)
    leader[max(a, b)] = min(a, b)
