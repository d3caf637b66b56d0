"""A case as the page Evidence shows it: documents, claims, what contradicts and what repeats."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tumen.evidence import anchors, proposals
from tumen.evidence import case as cases
from tumen.evidence.case import Case
from tumen.evidence.claims import Anchor, Claim
from tumen.evidence.conflicts import find_conflicts
from tumen.evidence.echoes import find_echoes
from tumen.evidence.grades import CREDIBILITY, RELIABILITY
from tumen.evidence.intake import is_dated
from tumen.evidence.origins import origin_of
from tumen.evidence.proposals import Proposed
from tumen.evidence.sources import Document
from tumen.evidence.text import one_line
from tumen.evidence.texts import Texts
from tumen.evidence.wording import amount
from tumen.web.problems import missing

AROUND = 240
"""Characters shown on either side of a quote."""


@dataclass(frozen=True)
class Reading:
    """A case that was read, with what takes time to find in it."""

    case: Case

    @cached_property
    def conflicts(self) -> list[dict[str, Any]]:
        """Pairs of claims that contradict each other."""
        return [
            {
                "claims": [pair.one.id, pair.other.id],
                "gap": float(f"{pair.gap:.4g}") if pair.gap < 1e300 else None,
                "same_origin": pair.same_origin,
                "in_part": pair.in_part,
            }
            for pair in find_conflicts(self.case)
        ]

    @cached_property
    def echoes(self) -> list[dict[str, Any]]:
        """Pairs of which the later may repeat the earlier, and why it looks so."""
        return [
            {"later": one.later, "earlier": one.earlier, "signs": list(one.signs), "days": one.days}
            for one in find_echoes(self.case)
        ]

    @cached_property
    def against(self) -> dict[str, list[str]]:
        """Claim -> those that contradict it."""
        found: dict[str, list[str]] = {}
        for pair in self.conflicts:
            one, other = pair["claims"]
            found.setdefault(one, []).append(other)
            found.setdefault(other, []).append(one)
        return found

    def whole(self, name: str) -> dict[str, Any]:
        """The case with all its claims, in short."""
        texts = Texts(self.case)
        return {
            "name": name,
            "title": self.case.title,
            "about": self.case.about,
            "editable": cases.writable(self.case.path),
            "documents": [self.document(one, texts) for one in self.case.documents.values()],
            "claims": [self.claim(one) for one in self.case.claims.values()],
            "proposals": list(self.waiting()),
            "origins": [{"id": one.id, "about": one.about} for one in self.case.origins.values()],
            "conflicts": self.conflicts,
            "echoes": self.echoes,
        }

    def waiting(self) -> Iterator[dict[str, Any]]:
        """Proposals nobody has decided upon."""
        texts = Texts(self.case)
        for document in proposals.waiting(self.case):
            text = texts.original(document)
            yield from offered(document, proposals.of(self.case, document), text)

    def document(self, one: Document, texts: Texts) -> dict[str, Any]:
        """A document in short."""
        about: dict[str, Any] = {"id": one.id, "title": one.title, "publisher": one.outlet}
        about["date"] = day_in_words(one)
        about |= {"language": one.language, "address": one.address, "repeats": one.repeats}
        return about | {
            "has_text": texts.at_hand(one.id) is not None,
            "claims": len(self.case.claims_of(one.id)),
        }

    def claim(self, one: Claim) -> dict[str, Any]:
        """A claim in short."""
        return {
            "id": one.id,
            "says": one.says,
            "subject": one.subject,
            "value": amount(one.quantity),
            "unit": one.quantity.unit if one.quantity else "",
            "place": ", ".join(one.places),
            "period": one.period,
            "grade": f"{one.reliability}{one.credibility}",
            "document": self.case.document_of[one.id],
            "origin": one.origin,
            "status": one.use,
            "conflicts": self.against.get(one.id, []),
            "echo_of": one.repeats,
        }

    def claim_in_full(self, one: Claim) -> dict[str, Any]:
        """A claim with its place in the text."""
        found, why = self.quote(one)
        origin = self.case.origins.get(one.origin)
        return self.claim(one) | {
            "why": one.why,
            "reason": one.reason,
            "grade_in_words": f"source {RELIABILITY[one.reliability][0]}; "
            f"claim {CREDIBILITY[one.credibility]}",
            "origin_about": origin.about if origin else "",
            "corrected": one.corrected,
            "publisher": self.case.document(one).outlet,
            "published": day_in_words(self.case.document(one)),
            "proposal": self.made_of(one),
            "locator": one.locator,
            "anchor": found,
            "why_no_anchor": why,
        }

    def made_of(self, one: Claim) -> str | None:
        """The proposal that a claim was made of, if any: the decision can be taken back."""
        document = self.case.document_of[one.id]
        found = proposals.of(self.case, document) if cases.writable(self.case.path) else []
        accepted = (made for made in found if made.state == "accepted" and made.claim == one.id)
        return next((f"{document}~{made.number}" for made in accepted), None)

    def quote(self, one: Claim) -> tuple[dict[str, str] | None, str | None]:
        """The words a claim was read from with what surrounds them, or why they are not shown."""
        if not one.anchors:
            where = f" ({one.locator})" if one.locator not in ("", one.id) else ""
            if one.quantity is None:
                return None, f"No words are quoted for it{where}."
            return None, f"Its figure was taken over without a quote{where}; it has no place in a text."
        texts, document = Texts(self.case), self.case.document_of[one.id]
        text = texts.at_hand(document)
        if text is None:
            return None, (
                f"The text of '{document}' is not at hand: texts are never passed on. "
                "Bring it into a case of your own to see the words."
            )
        place = _place(text, one.anchors[0], texts.original(document))
        if place.how == "lost":
            return None, "These words are not in the text at hand, which is another edition."
        line = one_line(text)
        return {
            "text_before": line[max(0, place.start - AROUND) : place.start],
            "quote": line[place.start : place.end],
            "text_after": line[place.end : place.end + AROUND],
            "how": place.how,
        }, None

    def document_in_full(self, one: Document) -> dict[str, Any]:
        """A document with its text, where it is at hand, and where each claim stands in it."""
        texts = Texts(self.case)
        text = texts.at_hand(one.id)
        about = self.document(one, texts) | {"claims_count": len(self.case.claims_of(one.id))}
        if text is None:
            return about | {"text": None, "claims": []}
        spans = paragraphs(text)
        marks = []
        for claim in self.case.claims_of(one.id):
            for anchor in claim.anchors:
                place = _place(text, anchor, texts.original(one.id))
                if place.how != "lost":
                    marks.append({"id": claim.id} | within(spans, place.start, place.end))
        return about | {"text": [text[start:end] for start, end in spans], "claims": marks}


def _place(text: str, anchor: Anchor, original: str | None) -> anchors.Place:
    return anchors.find(text, anchor, anchors.words_at(original, anchor) if original else None)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Where each paragraph of a text begins and ends."""
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def within(spans: list[tuple[int, int]], start: int, end: int) -> dict[str, int]:
    """A stretch of a text as paragraph and characters of it."""
    for number, (first, last) in enumerate(spans):
        if first <= start <= last:
            return {"paragraph": number, "start": start - first, "end": min(end, last) - first}
    return {"paragraph": 0, "start": 0, "end": 0}


def day_in_words(one: Document) -> str:
    """When a document was published, in EDTF; nothing where nobody says it."""
    return one.published if is_dated(one) else ""


def offered(document: str, found: list[Proposed], text: str | None) -> list[dict[str, Any]]:
    """The proposals of a document that wait, each with those of which it excludes the acceptance."""
    waiting = [one for one in found if one.state == "open"]
    return [
        proposal(document, one, text)
        | {"rivals": [f"{document}~{other.number}" for other in waiting if one.rivals(other)]}
        for one in waiting
    ]


def proposal(document: str, one: Proposed, text: str | None) -> dict[str, Any]:
    """A proposed claim with the words it was read from; its period is empty where it is not known."""
    spans = paragraphs(text) if text else []
    where = within(spans, one.anchor.start, one.anchor.end)
    return {
        "id": f"{document}~{one.number}",
        "document": document,
        "state": one.state,
        "says": one.says,
        "subject": one.observable or one.event or one.other or "",
        "value": amount(one.quantity),
        "number": one.quantity.value if one.quantity else None,
        "unit": one.quantity.unit if one.quantity else "",
        "place": ", ".join(one.places),
        "period": "" if proposals.is_open(one.period) else one.period,
        "speaker": one.speaker or "",
        "origin": origin_of(document, one.speaker),
        "quote": one_line(text)[one.anchor.start : one.anchor.end] if text else "",
        **where,
    }


_LOCK = threading.Lock()
_READ: dict[Path, tuple[tuple[tuple[str, int], ...], Reading]] = {}


def reading(folder: Path) -> Reading:
    """A case, read anew only where one of its files changed."""
    made = tuple(_made(folder))
    with _LOCK:
        if folder in _READ and _READ[folder][0] == made:
            return _READ[folder][1]
    fresh = Reading(cases.read(folder))
    with _LOCK:
        _READ[folder] = (made, fresh)
    return fresh


def _made(folder: Path) -> Iterator[tuple[str, int]]:
    """When each file of a case was written; what is hidden is just being written and no part of it."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".toml", ".csv", ".json", ".txt") and not path.name.startswith("."):
            with contextlib.suppress(FileNotFoundError):
                yield path.name, path.stat().st_mtime_ns


def claim_of(found: Reading, id_: str) -> Claim:
    """A claim of a case."""
    if id_ not in found.case.claims:
        raise missing("claim", id_, found.case.claims)
    return found.case.claims[id_]


def document_of(found: Reading, id_: str) -> Document:
    """A document of a case."""
    if id_ not in found.case.documents:
        raise missing("document", id_, found.case.documents)
    return found.case.documents[id_]
