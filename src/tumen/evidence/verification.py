"""Whether each claim holds together.

Its anchor stands in its document, its numbers and dates can be read in the quoted words, its names are
known, its unit fits what it speaks of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tumen.core.errors import EvidenceError, did_you_mean
from tumen.evidence import anchors, units
from tumen.evidence.anchors import Place
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim, Quantity
from tumen.evidence.events import EVENTS
from tumen.evidence.known import Known, known
from tumen.evidence.operators import OPERATORS
from tumen.evidence.texts import Texts

if TYPE_CHECKING:
    from datetime import date

SAME = 0.006
"""Numbers count as the same within this share: 33 % for a third."""

WRITTEN_AS: dict[str, tuple[float, ...]] = {
    "million": (1e6,),
    "billion": (1e9,),
    "percent": (0.01,),
    "share": (100.0,),
    "month": (1 / 12,),
    "kg": (1e-3, 1e3),
    "t": (1e3,),
    "day": (7.0, 30.0),
}
"""Part of a unit -> what a number in it may have been multiplied by where it was written."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a claim, in one sentence."""

    claim: str
    document: str
    sort: str
    message: str


@dataclass(frozen=True)
class Verdict:
    """What a verification found.

    Attributes
    ----------
    places
        How many anchors were found exact, moved, by context, fuzzily; lost; or not looked for.
    notes
        Of claims that were corrected against their quote, the reason and what is not read there: no faults.
    unread
        Claims whose numbers and dates could not be looked up, since their text is not at hand.
    """

    claims: int
    documents: int
    faults: tuple[Fault, ...]
    places: dict[str, int]
    unread: int
    notes: tuple[Fault, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(case: Case, texts: Texts | None = None) -> Verdict:
    """Check every claim of a case.

    Parameters
    ----------
    texts
        Where the texts are; those kept in the case by default.
    """
    texts = texts or Texts(case)
    names = known(case)
    faults = list(_loose_ends(case))
    places: Counter[str] = Counter()
    unread, notes = 0, []
    for document in case.documents:
        text, original = texts.at_hand(document), texts.original(document)
        for claim in case.claims_of(document):
            faults += check(claim, document, case, names)
            found, lost = _anchored(claim, document, text, original)
            places.update(place.how if place else "not at hand" for place in found)
            faults += lost
            notes += _corrected(claim, document)
            if text is None or not claim.anchors:
                unread += 1
            elif not lost:
                missed = _readable(case, claim, text, [place for place in found if place])
                (notes if claim.corrected else faults).extend(missed)
    return Verdict(len(case.claims), len(case.documents), tuple(faults), dict(places), unread, tuple(notes))


def _loose_ends(case: Case) -> Iterator[Fault]:
    """Files that hang together with nothing."""
    for name in sorted(set(case.document_of.values()) - set(case.documents)):
        yield Fault("", name, "document", f"claims/{name}.toml has no documents/{name}.toml")
    for document in case.documents.values():
        if document.repeats and document.repeats not in case.documents:
            hint = did_you_mean(document.repeats, case.documents)
            yield Fault(
                "", document.id, "document", f"repeats '{document.repeats}', which is no document{hint}"
            )


def check(
    claim: Claim, document: str, case: Case, names: Known, *, origins_needed: bool = True
) -> list[Fault]:
    """What is wrong with a claim apart from its words: names that nothing bears, units that do not fit."""
    checks: list[tuple[str, str | None, Container[str]]] = [
        ("observable", claim.observable, names.observables),
        ("event", claim.event, EVENTS),
        ("parameter", claim.parameter, names.parameters),
        ("input", claim.input, names.inputs),
        ("commodity", claim.commodity, names.goods),
        ("crossing", claim.crossing, names.crossings),
        ("operator", claim.operator, OPERATORS),
        *(("place", place, names.gazetteer.places) for place in claim.places),
    ]
    if claim.repeats and claim.repeats not in case.claims:
        checks.append(("claim or document", claim.repeats, {*case.claims, *case.documents}))
    if origins_needed:
        checks.append(("origin", claim.origin, case.origins))
    faults = [
        Fault(claim.id, document, sort, f"no {sort} '{name}' is known{_hint(name, among)}")
        for sort, name, among in checks
        if name is not None and name not in among
    ]
    observable = names.observables.get(claim.observable or "")
    if observable and claim.commodity and observable.by != "commodity":
        told = f"'{claim.observable}' is not told apart by goods; leave '{claim.commodity}' out"
        faults.append(Fault(claim.id, document, "commodity", told))
    if claim.repeats == claim.id:
        faults.append(Fault(claim.id, document, "echo", "repeats itself"))
    return faults + _units(claim, names, document)


def _hint(name: str, among: Container[str]) -> str:
    return did_you_mean(name, among) if isinstance(among, Iterable) else ""


def _units(claim: Claim, names: Known, document: str) -> list[Fault]:
    """A unit that is none, or that cannot be turned into that of what is spoken of."""
    quantity = claim.quantity
    if quantity is None or quantity.kind == "ratio" or claim.event:
        return []
    try:
        units.parse(quantity.unit or "times")
        wanted = names.unit(claim.subject_kind, claim.subject)
        if wanted:
            units.convertible(quantity.unit, wanted, summed=names.over_time(claim) == "sum")
    except EvidenceError as error:
        return [Fault(claim.id, document, "unit", str(error).rstrip("."))]
    return []


def _anchored(
    claim: Claim, document: str, text: str | None, original: str | None
) -> tuple[list[Place | None], list[Fault]]:
    """Where each anchor of a claim stands in the text at hand, and which stand nowhere."""
    if text is None:
        return [None for _ in claim.anchors], []
    found: list[Place | None] = []
    faults = []
    for number, anchor in enumerate(claim.anchors, start=1):
        place = anchors.find(text, anchor, anchors.words_at(original, anchor) if original else None)
        found.append(place)
        if place.how == "lost":
            faults.append(
                Fault(claim.id, document, "anchor", f"anchor {number} is lost: its words are not in the text")
            )
    return found, faults


def _corrected(claim: Claim, document: str) -> list[Fault]:
    """The note of a claim that says other than its quote, and why."""
    return [Fault(claim.id, document, "corrected", claim.corrected)] if claim.corrected else []


def _readable(case: Case, claim: Claim, text: str, places: list[Place]) -> list[Fault]:
    """What a claim states that cannot be read in the words it quotes."""
    quotes = [text[place.start : place.end] for place in places]
    document = case.document(claim)
    faults = [
        Fault(claim.id, document.id, "number", f"{missing} cannot be read in the quoted words")
        for missing in missing_numbers(claim.quantity, quotes)
    ]
    if claim.dated_by == "quote" and not date_is_read(claim, quotes, _published(document.published)):
        faults.append(
            Fault(
                claim.id,
                document.id,
                "date",
                f"{claim.period} cannot be read in the quoted words; "
                'quote the date too, or say dated_by = "published"',
            )
        )
    return faults


def _published(text: str) -> date | None:
    from tumen.evidence import periods

    when = periods.parse(text)
    return when.last or when.first


def missing_numbers(quantity: Quantity | None, quotes: list[str]) -> list[str]:
    """Which numbers of an amount (or which word) none of the quotes has.

    A ratio's and a word's range is the analyst's own; a word itself must be in the quote.
    """
    if quantity is None:
        return []
    if quantity.word is not None:
        folded = [" ".join(quote.casefold().split()) for quote in quotes]
        word = " ".join(quantity.word.casefold().split())
        return [] if any(word in quote for quote in folded) else [f"'{quantity.word}'"]
    if quantity.kind == "ratio":
        return []
    told = [number for number in (quantity.value, quantity.low, quantity.high) if number is not None]
    read = [number for quote in quotes for number in numbers_read(quote)]
    return [
        f"{one:g}"
        for one in told
        if not any(_same(a, b) for a in spellings(one, quantity.unit) for b in read)
    ]


def numbers_read(quote: str) -> list[float]:
    """Every number that stands in a quote, in digits or words."""
    from tumen.evidence.reading.numbers import numbers_in

    read = [(found.value, found.low, found.high) for found in numbers_in(quote)]
    return [number for numbers in read for number in numbers if number is not None]


def spellings(number: float, unit: str) -> list[float]:
    """The numbers as which an amount may have been written: half for 50 percent, 2 years for 24 months."""
    factors = {1.0}
    for part, others in WRITTEN_AS.items():
        if part in unit:
            factors.update(others)
    return [number * factor for factor in sorted(factors)]


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= SAME * max(abs(one), abs(other)) if other else one == 0


def date_is_read(claim: Claim, quotes: list[str], published: date | None) -> bool:
    """Whether some date in the quotes, as of the day of publication, meets the claim's period."""
    from tumen.evidence.periods import parse
    from tumen.evidence.reading.dates import dates_in

    when = claim.when
    return any(parse(found.period).may_meet(when) for quote in quotes for found in dates_in(quote, published))
