"""Who repeats whom, counted: claims that go back to one origin are one, whoever carries them."""

from __future__ import annotations

from tumen.evidence.case import Case
from tumen.evidence.claims import Claim


def weigh(case: Case) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Which claim stands for each one, and which claims repeat it.

    Claims on the same subject, places, good and period that go back to one origin, and claims that
    repeat another, are one: the one that nothing else in the case precedes stands for all.

    Returns
    -------
    Claim id -> id of the claim that counts; id of that -> ids of the others.
    """
    heads = {claim.id: claim.id for claim in case.claims.values()}
    for claim in case.claims.values():
        if claim.repeats in case.claims:
            heads[claim.id] = str(claim.repeats)
    alike: dict[tuple[object, ...], list[Claim]] = {}
    for claim in case.claims.values():
        if _end(heads, claim.id) == claim.id:
            alike.setdefault(statement(claim), []).append(claim)
    for claims in alike.values():
        first, *others = sorted(
            claims, key=lambda one: (bool(one.repeats), case.document(one).published, one.id)
        )
        heads.update({other.id: first.id for other in others})
    ends = {name: _end(heads, name) for name in heads}
    relays: dict[str, list[str]] = {}
    for name, head in sorted(ends.items()):
        if name != head:
            relays.setdefault(head, []).append(name)
    return ends, relays


def statement(claim: Claim) -> tuple[object, ...]:
    """What makes two claims of one origin the same statement."""
    compared = claim.quantity.than if claim.quantity else None
    when = claim.when
    return (
        claim.origin, claim.subject_kind, claim.subject, frozenset(claim.places), claim.commodity,
        claim.crossing, claim.group, when.first, when.last, compared,
    )  # fmt: skip


def _end(heads: dict[str, str], name: str) -> str:
    """Follow repeats to their end; of a ring the claim asked about is its own end."""
    seen = [name]
    while heads[seen[-1]] != seen[-1]:
        following = heads[seen[-1]]
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)
    return seen[-1]
