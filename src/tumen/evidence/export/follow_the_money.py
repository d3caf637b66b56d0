"""A case as FollowTheMoney entities, for Aleph, OpenSanctions and other tools of that family.

Written to the schema of followthemoney 4.11; the library itself, which needs ICU, is not needed.

    document       Article; Document where it holds figures and no reporting
    outlet         Organization, tied to what it published by a Documentation ("publisher")
    claim          Event: what is said to have been, from when to when, where; ``proof`` is its document
    place          Address, named in a document by a Mention
    cited outlet   Mention in the document that cites or repeats it
    repeats        UnknownLink ("repeats") from a claim to a claim or document, and from document to document

Origins are anonymous and stay so: they are words in a claim's notes, never entities that could be matched
with people. ``contentHash`` stays empty: there it is the SHA-1 of a file that the reader's archive holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TextIO

from tumen.evidence import grades, periods, places
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim
from tumen.evidence.export import codes
from tumen.evidence.line import line
from tumen.evidence.outlets import by_spelling
from tumen.evidence.places import Gazetteer
from tumen.evidence.sources import Document, Outlet
from tumen.evidence.wording import amount

Entity = dict[str, Any]

FIGURES = frozenset({"statistics", "survey", "satellite", "scholar"})
"""Kinds of origin whose publications are documents rather than pieces of reporting."""

NAMELESS = "?"
"""Name of what has none that can be shown: a name is required."""


def entities(case: Case, gazetteer: Gazetteer | None = None) -> Iterator[Entity]:
    """Every entity of a case, what is referred to before what refers to it.

    Parameters
    ----------
    case
        What to write.
    gazetteer
        Where places are looked up; by default the bundled one and the case's own ``places.csv``.

    Returns
    -------
    Entities as FollowTheMoney's JSON has them: ``id``, ``schema``, ``properties`` (name -> values). Ids
    are the same each time, and differ between cases of different titles.
    """
    return _Writer(case, gazetteer if gazetteer is not None else _gazetteer(case)).entities()


def to_jsonl(case: Case, stream: TextIO, gazetteer: Gazetteer | None = None) -> None:
    """Write the entities as JSON Lines, as ``ftm`` and ``alephclient`` read them."""
    for entity in entities(case, gazetteer):
        stream.write(json.dumps(entity, ensure_ascii=False, sort_keys=True) + "\n")


def entity_id(case: Case, kind: str, name: str) -> str:
    """Id of the entity that stands for one thing of a case: its kind, and its id or name there."""
    key = f"{case.title}\0{kind}\0{name}"
    return "tumen-" + hashlib.sha1(key.encode("utf-8", "backslashreplace")).hexdigest()


def _gazetteer(case: Case) -> Gazetteer:
    own, bundled = case.path / "places.csv", places.bundled()
    return places.of([*places.read(own), *bundled.places.values()]) if own.is_file() else bundled


@dataclass(frozen=True)
class _Writer:
    case: Case
    known: Gazetteer = field(repr=False)

    def entities(self) -> Iterator[Entity]:
        yield from (self.organization(outlet) for outlet in self.outlets())
        yield from (self.address(id_) for id_ in self.place_ids())
        for document in self.case.documents.values():
            yield self.article(document)
            yield self.publication(document)
            yield from self.mentions(document)
        yield from (self.undescribed(id_) for id_ in self.lacking())
        yield from (self.event(claim) for claim in self.case.claims.values())
        yield from self.repeats()

    def id(self, kind: str, name: str) -> str:
        return entity_id(self.case, kind, name)

    def make(self, schema: str, kind: str, of: str, /, **told: Iterable[str | None] | str | None) -> Entity:
        """An entity without empty properties, empty values and values twice."""
        properties: dict[str, list[str]] = {}
        for name, values in told.items():
            listed = [values] if isinstance(values, str) else values or ()
            if found := list(dict.fromkeys(value for value in listed if value)):
                properties[name] = found
        return {"id": self.id(kind, of), "schema": schema, "properties": properties}

    # outlets and places ------------------------------------------------------------------------------

    @cached_property
    def outlet_by_spelling(self) -> dict[str, Outlet]:
        return by_spelling(self.case)

    def outlet_id(self, cited: str) -> str:
        return self.id("outlet", self.outlet_by_spelling[cited].name)

    def outlets(self) -> Iterable[Outlet]:
        return {outlet.name: outlet for outlet in self.outlet_by_spelling.values()}.values()

    def organization(self, outlet: Outlet) -> Entity:
        return self.make(
            "Organization",
            "outlet",
            outlet.name,
            name=codes.name(outlet.name) or NAMELESS,
            alias=map(codes.name, outlet.names),
            description=line(outlet.about),
        )

    def place_ids(self) -> Iterable[str]:
        return dict.fromkeys(place for claim in self.case.claims.values() for place in claim.places)

    def address(self, id_: str) -> Entity:
        place = self.known.find(id_)
        if place is None:
            full = codes.place(id_) or NAMELESS
            return self.make("Address", "place", id_, full=full, name=codes.name(id_) or NAMELESS)
        return self.make(
            "Address",
            "place",
            id_,
            full=codes.place(", ".join([place.id, *self.known.around(place.id)])) or NAMELESS,
            name=codes.name(place.id) or NAMELESS,
            alias=map(codes.name, place.names),
            region=line(place.within, codes.LABEL),
            country=codes.country(place.country),
            latitude=None if place.lat is None else f"{place.lat:.5f}",
            longitude=None if place.lon is None else f"{place.lon:.5f}",
            keywords=line(place.kind, codes.LABEL),
        )

    # documents ---------------------------------------------------------------------------------------

    def article(self, document: Document) -> Entity:
        origins = [self.case.origins.get(claim.origin) for claim in self.case.claims_of(document.id)]
        figures = bool(origins) and all(origin and origin.kind in FIGURES for origin in origins)
        title = line(document.title or document.id, codes.LABEL)
        return self.make(
            "Document" if figures else "Article",
            "document",
            document.id,
            title=title,
            name=codes.name(title) or NAMELESS,
            fileName=f"{document.id}.txt",
            author=line(document.author, codes.LABEL),
            publisher=line(document.outlet, codes.LABEL),
            publishedAt=codes.dates(periods.parse(document.published)),
            language=codes.language(document.language),
            sourceUrl=codes.link(document.address),
            description=line(document.about),
            notes=self.document_notes(document),
        )

    def document_notes(self, document: Document) -> Iterator[str]:
        yield f"Published: {document.published}"
        if document.address and not codes.link(document.address):
            yield f"Address: {line(document.address)}"
        if not codes.language(document.language):
            yield f"Language: {document.language}"
        if document.sha256:
            yield f"SHA-256 of the text in normal form: {document.sha256}"
        if document.repeats:
            yield f"Repeats: {document.repeats}"

    def undescribed(self, id_: str) -> Entity:
        """A document that the case names and does not describe, so that what refers to it still can."""
        note = "The case names this document and does not describe it."
        return self.make("Document", "document", id_, title=id_, name=id_, fileName=f"{id_}.txt", notes=note)

    def lacking(self) -> Iterable[str]:
        named = [*self.case.document_of.values()]
        named += [document.repeats for document in self.case.documents.values() if document.repeats]
        return [id_ for id_ in dict.fromkeys(named) if id_ not in self.case.documents]

    def publication(self, document: Document) -> Entity:
        return self.make(
            "Documentation",
            "publication",
            document.id,
            document=self.id("document", document.id),
            entity=self.outlet_id(document.outlet),
            role="publisher",
            date=codes.dates(periods.parse(document.published)),
        )

    def mentions(self, document: Document) -> Iterator[Entity]:
        """Places that the document's claims are about, and the outlets that it cites or repeats."""
        article = self.id("document", document.id)
        for id_ in dict.fromkeys(id_ for claim in self.case.claims_of(document.id) for id_ in claim.places):
            place = self.known.find(id_)
            yield self.make(
                "Mention",
                "mention",
                f"{document.id} place {id_}",
                document=article,
                name=codes.name(id_) or NAMELESS,
                detectedSchema="Address",
                contextCountry=codes.country(place.country) if place else None,
            )
        for cited in self.cited(document):
            known = cited in self.outlet_by_spelling
            yield self.make(
                "Mention",
                "mention",
                f"{document.id} outlet {cited}",
                document=article,
                name=codes.name(cited) or NAMELESS,
                detectedSchema="Organization",
                resolved=self.outlet_id(cited) if known else None,
            )

    def cited(self, document: Document) -> Iterable[str]:
        repeated = self.case.documents.get(document.repeats or "")
        names = [self.outlet_by_spelling[repeated.outlet].name] if repeated and repeated != document else []
        return dict.fromkeys([*names, *document.cites])

    # claims ------------------------------------------------------------------------------------------

    def event(self, claim: Claim) -> Entity:
        id_, when = self.case.document_of[claim.id], claim.when
        document = self.case.documents.get(id_)
        found = [place for place in map(self.known.find, claim.places) if place]
        return self.make(
            "Event",
            "claim",
            claim.id,
            name=codes.name(line(claim.says, codes.NAME)) or NAMELESS,
            summary=line(claim.says),
            startDate=when.first.isoformat() if when.first else None,
            endDate=when.last.isoformat() if when.last else None,
            location=map(codes.place, claim.places),
            addressEntity=[self.id("place", place) for place in claim.places],
            country=[codes.country(place.country) for place in found],
            proof=self.id("document", id_),
            publisher=line(document.outlet, codes.LABEL) if document else None,
            sourceUrl=codes.link(document.address) if document else None,
            recordId=claim.id,
            keywords=[
                line(word, codes.LABEL)
                for word in (claim.subject, claim.commodity, claim.crossing, claim.group)
                if word
            ],
            notes=map(line, self.claim_notes(claim)),
        )

    def claim_notes(self, claim: Claim) -> Iterator[str]:
        """What the schema has no place for, a sentence each: amount, period, grade, origin, use."""
        yield f"About: {claim.subject_kind} {claim.subject}"
        if claim.quantity:
            over_time = f" ({claim.over_time} over the period)" if claim.over_time else ""
            yield f"Amount: {amount(claim.quantity)}{over_time}"
        yield f"Period: {claim.period}"
        letter, digit = claim.reliability, claim.credibility
        words = f"source {grades.RELIABILITY[letter][0]}, information {grades.CREDIBILITY[digit]}"
        yield f"Grade: {letter}{digit} ({words}): {claim.reason}"
        origin = self.case.origins.get(claim.origin)
        yield f"Origin: {claim.origin}" + (f" ({origin.kind}): {origin.about}" if origin else "")
        if claim.probability:
            yield f"Likelihood: {claim.probability}"
        if claim.repeats:
            yield f"Repeats: {claim.repeats}"
        if claim.stock_phrase:
            yield "A stock phrase of its outlet."
        yield f"Use: {claim.use}" + (f": {claim.why}" if claim.why else "")

    def repeats(self) -> Iterator[Entity]:
        for document in self.case.documents.values():
            if document.repeats and document.repeats != document.id:
                yield self.repeat("document", document.id, "document", document.repeats)
        for claim in self.case.claims.values():
            if claim.repeats and claim.repeats != claim.id:
                for kind, known in (("claim", self.case.claims), ("document", self.case.documents)):
                    if claim.repeats in known:
                        yield self.repeat("claim", claim.id, kind, claim.repeats)
                        break

    def repeat(self, kind: str, one: str, of: str, other: str) -> Entity:
        ends = {"subject": self.id(kind, one), "object": self.id(of, other)}
        return self.make("UnknownLink", "repeats", f"{kind} {one}", **ends, role="repeats")
