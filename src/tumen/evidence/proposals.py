"""Proposals: what was read out of a text and waits for a person to say yes, no, or rather so.

They lie in ``proposals/ID.json`` beside the case, without the words they were read from, and are not part
of it. Accepting one writes a claim; the app and the terminal use the same calls.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import Field, StrictStr, ValidationError

from tumen.core.errors import EvidenceError, InputError
from tumen.engine.catalog import catalog
from tumen.evidence import anchors, corrections, periods
from tumen.evidence import case as cases
from tumen.evidence.case import Case
from tumen.evidence.claims import SUBJECTS, Anchor, Claim, Form, Quantity
from tumen.evidence.known import known
from tumen.evidence.origins import ensure_origin, origin_of
from tumen.evidence.places import Gazetteer
from tumen.evidence.reading.proposal import Proposal
from tumen.evidence.reading.propose import propose
from tumen.evidence.verification import check
from tumen.evidence.wording import amount_in_words, statement

EXAMPLE = "2018, 2018-02, 2018-02-21 or 2018-02~ (about then)"

UNGRADED = "Not graded yet: read out of the text by program, origin as the text names it."


class Proposed(Form):
    """A claim as it was read, and what became of it."""

    number: int = Field(ge=1)
    state: Literal["open", "accepted", "rejected"] = "open"
    says: StrictStr
    observable: StrictStr | None = None
    event: StrictStr | None = None
    other: StrictStr | None = None
    places: tuple[StrictStr, ...] = ()
    commodity: StrictStr | None = None
    period: StrictStr
    dated_by: Literal["quote", "published"] = "quote"
    quantity: Quantity | None = None
    speaker: StrictStr | None = None
    cites: StrictStr | None = None
    probability: StrictStr | None = None
    anchor: Anchor
    alternative: bool = False
    claim: StrictStr = ""

    @property
    def key(self) -> str:
        """What it is about, whenever that was: equal for the same words read again."""
        about = self.observable or self.event or self.other
        amount = self.quantity.model_dump_json() if self.quantity else ""
        return json.dumps([self.anchor.sha256, about, self.places, self.commodity, amount])

    def rivals(self, other: Proposed) -> bool:
        """Whether the other says the same amount of the same words, at another place: one of them holds."""
        same = other.anchor == self.anchor and other.quantity == self.quantity
        return (
            same
            and self.quantity is not None
            and other.number != self.number
            and other.places != self.places
            and (self.alternative or other.alternative)
        )


def read_out(case: Case, document: str, text: str, gazetteer: Gazetteer) -> list[Proposed]:
    """Propose claims for a document and keep them; what was decided before stays decided.

    Returns
    -------
    All proposals of the document, decided ones too.
    """
    about = case.documents[document]
    before = of(case, document)
    last = max((one.number for one in before), default=0)
    now: list[Proposed] = []
    for proposal in propose(text, _day(about.published), gazetteer, about.language):
        fresh = _proposed(text, proposal, last + 1)
        same = [one for one in now if one.key == fresh.key]
        if fresh.says in {one.says for one in same}:
            continue
        kept = [one for one in before if one.key == fresh.key][len(same) : len(same) + 1]
        now.append(_again(fresh, kept[0]) if kept else fresh)
        last = max(last, now[-1].number)
    numbers = {one.number for one in now}
    decided = [one for one in before if one.state != "open" and one.number not in numbers]
    found = sorted([*decided, *now], key=lambda one: one.number)
    _keep(case, document, found)
    cited = sorted({one.cites for one in found if one.cites})
    if set(cited) - set(about.cites):
        cases.write_document(case.path, about.model_copy(update={"cites": tuple(cited)}))
    return found


def _again(fresh: Proposed, before: Proposed) -> Proposed:
    """What was decided stays; what waits is told anew, since its document may have been dated meanwhile."""
    return before if before.state != "open" else fresh.model_copy(update={"number": before.number})


def _day(published: str) -> date | None:
    when = periods.parse(published)
    return when.last or when.first


def _proposed(text: str, proposal: Proposal, number: int) -> Proposed:
    observable = catalog().observables.get(proposal.observable or "")
    by_good = observable is None or observable.by == "commodity"
    return Proposed(
        number=number,
        says=proposal.says,
        observable=proposal.observable,
        event=proposal.event,
        other=None if proposal.observable or proposal.event else proposal.other or "unclear",
        places=proposal.places,
        commodity=proposal.commodity if by_good else None,
        period=proposal.period,
        dated_by=proposal.dated_by,
        quantity=proposal.quantity,
        speaker=proposal.speaker,
        cites=proposal.cites,
        probability=proposal.probability,
        anchor=anchors.make(text, proposal.start, proposal.end),
        alternative=proposal.alternative,
    )


def of(case: Case, document: str) -> list[Proposed]:
    """The proposals of a document, decided ones too; none where it was not read.

    Raises
    ------
    EvidenceError
        If their file makes no sense.
    """
    path = case.path / cases.PROPOSALS / f"{document}.json"
    if not path.is_file():
        return []
    try:
        return [Proposed.model_validate(row) for row in json.loads(path.read_text(encoding="utf-8"))]
    except (ValueError, TypeError) as error:
        raise EvidenceError(
            f"proposals/{path.name}: not readable ({type(error).__name__}); delete it."
        ) from None


def waiting(case: Case) -> dict[str, int]:
    """How many proposals of each document wait for a decision."""
    counts = {name: sum(one.state == "open" for one in of(case, name)) for name in case.documents}
    return {name: count for name, count in counts.items() if count}


def _keep(case: Case, document: str, proposed: list[Proposed]) -> None:
    rows = [one.model_dump(mode="json", exclude_defaults=True) for one in proposed]
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    cases.write(case.path / cases.PROPOSALS / f"{document}.json", text + "\n")


def accept(case: Case, document: str, number: int, changes: Mapping[str, Any]) -> Claim:
    """Make a claim of a proposal; the same amount at other places, if it was offered, is put aside.

    Parameters
    ----------
    changes
        Keys of a claim that the reviewer sets: at least ``reliability``, ``credibility`` and ``reason``
        where he has a view; ``origin`` names another source than the one quoted; others replace what was
        proposed, with the reason as ``corrected`` where that cannot be read in the quote.

    Raises
    ------
    InputError
        If there is no such open proposal.
    EvidenceError
        If the claim makes no sense as changed, or departs from its quote without a reason.
    """
    proposed = of(case, document)
    one = _open(proposed, document, number)
    claim = as_claim(case, document, one, changes)
    if is_open(claim.period):
        raise EvidenceError(f"Proposal {number}: its period is unknown; say when it held, such as {EXAMPLE}.")
    faults = check(claim, document, case, known(case), origins_needed=False)
    if faults:
        raise EvidenceError(f"Proposal {number}: {faults[0].message}.")
    try:
        claim = corrections.declared(case, document, one, claim)
    except EvidenceError as error:
        raise EvidenceError(f"Proposal {number}: {error}") from None
    ensure_origin(case, claim, one.speaker)
    if not any(_alike(claim, other) for other in _claims_now(case, document)):
        cases.add_claims(case.path, document, [claim])
    decided = _decided(proposed, one, state="accepted", claim=claim.id)
    for rival in [other for other in decided if other.state == "open" and one.rivals(other)]:
        decided = _decided(decided, rival, state="rejected", claim=claim.id)
    _keep(case, document, decided)
    return claim


def departs(case: Case, document: str, one: Proposed, changes: Mapping[str, Any]) -> str:
    """The sentence that asks why a claim shall say what its quote does not; empty where it need not be asked.

    Raises
    ------
    EvidenceError
        If the claim makes no sense as changed.
    """
    claim = as_claim(case, document, one, changes)
    return corrections.asking(corrections.departures(case, document, one, claim))


def is_open(period: str) -> bool:
    """Whether a period says nothing of when."""
    when = periods.parse(period)
    return when.first is None and when.last is None


def _alike(one: Claim, other: Claim) -> bool:
    """Whether a claim says what another does: written already, by a call that was cut off afterwards."""
    return one.model_copy(update={"id": other.id}) == other


def reopen(case: Case, document: str, number: int) -> None:
    """Take a decision back: the claim that was made is removed, the proposal and its rivals wait again.

    Raises
    ------
    InputError
        If there is no such decided proposal.
    """
    proposed = of(case, document)
    one = next((one for one in proposed if one.number == number and one.state != "open"), None)
    if one is None:
        raise InputError(f"'{document}' has no decided proposal {number}.")
    if one.claim in {made.id for made in _claims_now(case, document)}:
        cases.remove_claim(case.path, document, one.claim)
    for other in [other for other in proposed if other is one or (one.claim and other.claim == one.claim)]:
        proposed = _decided(proposed, other, state="open", claim="")
    _keep(case, document, proposed)


def reject(case: Case, document: str, number: int) -> None:
    """Put a proposal aside; it does not come back when the text is read again.

    Raises
    ------
    InputError
        If there is no such open proposal.
    """
    proposed = of(case, document)
    _keep(case, document, _decided(proposed, _open(proposed, document, number), state="rejected"))


def _open(proposed: list[Proposed], document: str, number: int) -> Proposed:
    for one in proposed:
        if one.number == number and one.state == "open":
            return one
    raise InputError(f"'{document}' has no open proposal {number}.")


def _decided(proposed: list[Proposed], one: Proposed, **update: str) -> list[Proposed]:
    return [one.model_copy(update=update) if other is one else other for other in proposed]


def as_claim(case: Case, document: str, one: Proposed, changes: Mapping[str, Any]) -> Claim:
    """The claim that a proposal would be.

    Raises
    ------
    EvidenceError
        With what is wrong about it.
    """
    values: dict[str, Any] = {
        "id": changes.get("id") or free_claim_id(case, document),
        "origin": origin_of(document, one.speaker),
        "reliability": "F",
        "credibility": 6,
        "reason": UNGRADED,
    }
    kept = (
        "says",
        "observable",
        "event",
        "other",
        "places",
        "commodity",
        "period",
        "dated_by",
        "probability",
    )
    values |= {key: getattr(one, key) for key in kept}
    values |= {"quantity": one.quantity and one.quantity.model_dump(), "anchors": [one.anchor.model_dump()]}
    values |= {key: value for key, value in changes.items() if value is not None}
    if any(changes.get(key) for key in SUBJECTS):
        values |= {key: changes.get(key) for key in SUBJECTS}
    if "says" not in changes and {*SUBJECTS, "places", "commodity", "period", "quantity"} & set(changes):
        values["says"] = _in_words(values)
    if not (values.get("observable") or values.get("event")) and values.get("use", "fit") == "fit":
        values |= {"use": "context", "why": values.get("why") or "speaks of nothing that a run measures"}
    try:
        return Claim.model_validate({key: value for key, value in values.items() if value is not None})
    except ValidationError as error:
        raise EvidenceError(cases.sentence(error, Claim, f"proposal {one.number}")) from None


def _in_words(values: Mapping[str, Any]) -> str:
    """What a claim says, put together from its parts, where a reviewer changed them."""
    try:
        quantity = Quantity.model_validate(values["quantity"]) if values.get("quantity") else None
    except ValidationError:
        quantity = None
    subject = next((str(values[key]) for key in SUBJECTS if values.get(key)), "")
    places = [str(place) for place in values.get("places") or ()]
    good, period = values.get("commodity") or "", str(values.get("period") or "")
    return statement(amount_in_words(quantity), subject, good, places, period)


def free_claim_id(case: Case, document: str) -> str:
    """The next id of a document's claims: ``S0-07``."""
    taken = set(case.claims) | {claim.id for claim in _claims_now(case, document)}
    number = 1
    while f"{document}-{number:02d}" in taken:
        number += 1
    return f"{document}-{number:02d}"


def _claims_now(case: Case, document: str) -> list[Claim]:
    path = case.path / cases.CLAIMS / f"{document}.toml"
    return cases.read_claims(path) if path.is_file() else []
