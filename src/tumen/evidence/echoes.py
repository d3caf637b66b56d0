"""Who may be repeating whom: signs of it, shown for confirmation, never counted by themselves.

Signs are that a text names an outlet as its source, that two texts share runs of words, and that a later
document states the same number of the same thing. A number that comes back year after year is a stock phrase.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from tumen.core.errors import EvidenceError, InputError
from tumen.evidence import case as cases
from tumen.evidence import units
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim
from tumen.evidence.known import known
from tumen.evidence.outlets import by_spelling
from tumen.evidence.sketch import near_pairs
from tumen.evidence.sources import Document
from tumen.evidence.weights import counterpart

SOON = 60
"""Days within which a report is taken up by others (assumption)."""

STALE_YEARS = 2
STALE_DOCUMENTS = 3
"""A number that so many documents state over so many years is a stock phrase (assumption)."""

SIGN_WORTH = {
    "names it as its source": 3,
    "shares its words": 3,
    "states the same number": 2,
}
ENOUGH = 2
"""Worth of the signs from which on an echo is proposed."""


@dataclass(frozen=True)
class Echo:
    """A claim, or a document, that may repeat an earlier one, and why it looks so."""

    later: str
    earlier: str
    signs: tuple[str, ...]
    days: int | None

    @property
    def worth(self) -> int:
        """Sum of what its signs are worth."""
        return sum(SIGN_WORTH[sign] for sign in self.signs)


@dataclass(frozen=True)
class StockPhrase:
    """Claims that state one number of one thing over years."""

    claims: tuple[str, ...]
    says: str
    first: int
    last: int


def find_echoes(case: Case) -> list[Echo]:
    """Pairs that nobody has confirmed yet, those with the most signs first."""
    found = [*_of_documents(case), *_of_claims(case)]
    return sorted(
        (echo for echo in found if echo.worth >= ENOUGH),
        key=lambda echo: (-echo.worth, echo.later, echo.earlier),
    )


def _of_documents(case: Case) -> Iterator[Echo]:
    """Near copies, and texts that name an outlet with a recent document on the same thing."""
    copies = near_pairs({d.id: d.sketch for d in case.documents.values() if d.sketch})
    signs: dict[tuple[str, str], list[str]] = {}
    for one, other, _ in copies:
        after, before = _in_order(case.documents[one], case.documents[other])
        signs.setdefault((after.id, before.id), []).append("shares its words")
    for pair in _cited(case):
        signs.setdefault(pair, []).append("names it as its source")
    for (later, earlier), why in signs.items():
        if not _declared(case.documents[later], case.documents[earlier]):
            days = _days_between(case.documents[earlier], case.documents[later])
            yield Echo(later, earlier, tuple(why), days)


def _cited(case: Case) -> Iterator[tuple[str, str]]:
    """Documents that name an outlet, with what that outlet printed in the weeks before on a common place."""
    names = outlet_names(case)
    by_outlet: dict[str, list[Document]] = {}
    for document in case.documents.values():
        by_outlet.setdefault(_name(names, document.outlet), []).append(document)
    subjects = {name: _subjects(case, name) for name in case.documents}
    for later in case.documents.values():
        for cited in {_name(names, name) for name in later.cites}:
            for earlier in by_outlet.get(cited, []):
                days = _days_between(earlier, later)
                soon = days is not None and 0 <= days <= SOON
                told = subjects[later.id] and subjects[earlier.id]
                if (
                    earlier.id != later.id
                    and soon
                    and (not told or subjects[later.id] & subjects[earlier.id])
                ):
                    yield later.id, earlier.id


def outlet_names(case: Case) -> dict[str, str]:
    """Every spelling of an outlet, without capitals, and its name as the case has it."""
    found = {name.casefold(): name for name in case.outlets}
    for spelling, outlet in by_spelling(case).items():
        found.setdefault(spelling.casefold(), outlet.name)
    return found


def _name(names: Mapping[str, str], spelling: str) -> str:
    return names.get(spelling.casefold(), spelling)


def _subjects(case: Case, document: str) -> set[tuple[str, str]]:
    return {(claim.subject, place) for claim in case.claims_of(document) for place in claim.places}


def _of_claims(case: Case) -> Iterator[Echo]:
    """The same number of the same thing in another document, printed within weeks of the first."""
    names = outlet_names(case)
    for claims in _same_numbers(case).values():
        ordered = sorted(claims, key=lambda claim: (_day(case.document(claim)), claim.id))
        for earlier, later in pairwise(ordered):
            sources = case.document(earlier), case.document(later)
            days = _days_between(*sources)
            if sources[0].id == sources[1].id or later.repeats or later.origin == earlier.origin:
                continue
            if days is not None and days <= SOON:
                signs = ["states the same number"]
                if _name(names, sources[0].outlet) in {_name(names, cited) for cited in sources[1].cites}:
                    signs.append("names it as its source")
                yield Echo(later.id, earlier.id, tuple(signs), days)


def stock_phrases(case: Case) -> list[StockPhrase]:
    """Numbers that come back over the years and are not marked as stock phrases yet."""
    found = []
    for claims in _same_numbers(case, dated=False).values():
        years = sorted(_day(case.document(claim)).year for claim in claims)
        documents = {case.document_of[claim.id] for claim in claims}
        stale = len(documents) >= STALE_DOCUMENTS and years[-1] - years[0] >= STALE_YEARS
        if stale and not all(claim.stock_phrase for claim in claims):
            ids = tuple(sorted(claim.id for claim in claims))
            found.append(StockPhrase(ids, claims[0].says, years[0], years[-1]))
    return sorted(found, key=lambda phrase: phrase.claims)


def _same_numbers(case: Case, *, dated: bool = True) -> dict[tuple[object, ...], list[Claim]]:
    """Claims by what they speak of and the number they state, in a common unit, to three digits."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in case.claims.values():
        number = _number(claim)
        if number is not None:
            when = (claim.when.first, claim.when.last) if dated else None
            key = (claim.subject, claim.commodity, frozenset(claim.places), number, when)
            groups.setdefault(key, []).append(claim)
    return {key: claims for key, claims in groups.items() if len(claims) > 1}


def _number(claim: Claim) -> tuple[str, ...] | None:
    quantity = claim.quantity
    if quantity is None or quantity.kind in ("worded", "ratio"):
        return None
    try:
        base = units.base(quantity.unit)
    except EvidenceError:
        return None
    numbers = (quantity.value, quantity.low, quantity.high)
    return (base[1], *("" if number is None else f"{number * base[0]:.3g}" for number in numbers))


def _declared(later: Document, earlier: Document) -> bool:
    return later.repeats == earlier.id


def _in_order(one: Document, other: Document) -> tuple[Document, Document]:
    """The later of two documents, then the earlier."""
    return (one, other) if (_day(one), one.id) >= (_day(other), other.id) else (other, one)


def _day(document: Document) -> date:
    from tumen.evidence.periods import parse

    when = parse(document.published)
    return when.first or when.last or date.max  # of unknown date: nobody repeats it for sure


def _days_between(earlier: Document, later: Document) -> int | None:
    """Days from one publication to the next, the first day of a month or year where no day is known."""
    gap = _day(later) - _day(earlier)
    return gap.days if abs(gap) < timedelta(days=40_000) else None


def confirm(case: Case, later: str, earlier: str) -> list[str]:
    """Take a claim for an echo of another, or a document's claims for echoes of an earlier document's.

    An echo takes over the origin of what it repeats.

    Returns
    -------
    Ids of the claims that were changed.

    Raises
    ------
    InputError
        If one of them is not in the case, or the echo would lead back to itself.
    """
    gazetteer = known(case).gazetteer
    if later in case.documents and earlier in case.documents:
        _no_ring(case.documents, later, earlier)
        told_again = [
            (claim, counterpart(case, claim, earlier, gazetteer)) for claim in case.claims_of(later)
        ]
        pairs = [(claim, of) for claim, of in told_again if of is not None]
        changed = case.documents[later].model_copy(update={"repeats": earlier})
    else:
        pairs, changed = [(case.claim(later), case.claim(earlier))], None
    for claim, of in pairs:
        _no_ring(case.claims, claim.id, of.id)
    names = [name for claim, of in pairs for name in _echo(case, claim, of)]
    if changed:  # last, so that a call cut off in between can be given again
        cases.write_document(case.path, changed)
    return names


def _no_ring(among: Mapping[str, Claim] | Mapping[str, Document], later: str, earlier: str) -> None:
    at: str | None = earlier
    seen = set()
    while at and at not in seen:
        if at == later:
            raise InputError(f"{earlier} already repeats {later}; an echo cannot lead back to itself.")
        seen.add(at)
        at = among[at].repeats if at in among else None


def _echo(case: Case, claim: Claim, of: Claim) -> list[str]:
    """Make an echo of a claim; what repeats it in turn goes back to the same origin."""
    changed = claim.model_copy(update={"repeats": of.id, "origin": of.origin})
    cases.replace_claim(case.path, case.document_of[claim.id], changed)
    after = [other for other in case.claims.values() if other.repeats == claim.id]
    return [claim.id, *(name for other in after for name in _echo(case, other, changed))]


def mark_stock_phrase(case: Case, claims: list[str]) -> None:
    """Mark claims as a stock phrase: kept, shown, and never fitted.

    Raises
    ------
    InputError
        If one of them is not in the case.
    """
    for claim in [case.claim(name) for name in claims]:
        why = claim.why or "stock phrase: the same number year after year"
        use = "context" if claim.use == "fit" else claim.use
        changed = claim.model_copy(update={"stock_phrase": True, "use": use, "why": why})
        cases.replace_claim(case.path, case.document_of[claim.id], changed)
