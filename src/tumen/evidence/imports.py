"""Claims written elsewhere, by a person or any language model, taken in only if the text bears them out.

What is asked for is a JSON list of claims, each with the quoted words (``tumen evidence schema``). A quote
must stand in the document's text and the claim's numbers must be readable in it; the rest come back with
the reason.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tumen.core.errors import EvidenceError, InputError
from tumen.evidence import anchors
from tumen.evidence import case as cases
from tumen.evidence.anchors import Words, nearest
from tumen.evidence.case import Case
from tumen.evidence.claims import Anchor, Claim
from tumen.evidence.events import EVENTS
from tumen.evidence.known import known, known_names
from tumen.evidence.origins import ensure_origin
from tumen.evidence.periods import parse
from tumen.evidence.text import normalise, one_line
from tumen.evidence.verification import check, date_is_read, missing_numbers

LARGEST = 20_000_000
MOST = 10_000
"""Bytes and claims of one file."""

SHORTEST_QUOTE = 8
"""Characters that a quote must have to say where it is from."""


CUT = re.compile(r"[A-Za-z0-9][A-Za-z0-9]|[.,][0-9]")
"""Two characters between which a quote may not begin or end; Korean particles follow their noun."""

RECENT = 400
"""Days before its publication of which a text may speak without naming the date (assumption)."""


@dataclass(frozen=True)
class Refused:
    """An entry that was not taken in: its number in the file, what it says, and why not."""

    number: int
    says: str
    why: str


@dataclass(frozen=True)
class Imported:
    """What an import took and what it sent back."""

    taken: tuple[Claim, ...]
    refused: tuple[Refused, ...]


def schema() -> dict[str, Any]:
    """JSON schema of the list that `take_in` reads: claims with their quoted words in place of anchors."""
    form = Claim.model_json_schema()
    fields: dict[str, Any] = form["properties"]
    for name in ("anchors", "id", "locator", "corrected"):
        del fields[name]
    fields["id"] = {"type": "string", "description": "Optional: an id of your own, unique in the case."}
    fields["quote"] = {
        "type": "string",
        "minLength": SHORTEST_QUOTE,
        "description": "The words of the text, exactly, in which the number and the date can be read.",
    }
    fields["also"] = {
        "type": "array",
        "items": {"type": "string", "minLength": SHORTEST_QUOTE},
        "description": "Further quotes, where the date, the place or the source is named elsewhere.",
    }
    names = known_names()
    for field, among in (("observable", names.observables), ("event", EVENTS), ("commodity", names.goods)):
        fields[field] = {"type": "string", "enum": sorted(among)}
    required = [name for name in form["required"] if name != "id"]
    item = {**form, "required": [*required, "quote"], "title": "Claim with its quote"}
    definitions = item.pop("$defs", {})
    definitions.pop("Anchor", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Claims for tumen evidence import",
        "description": (
            "One entry a statement. Paraphrase in 'says'; exactly one of observable, event, parameter, input "
            "and other says what it is about; periods are EDTF; every number must stand in 'quote'."
        ),
        "type": "array",
        "maxItems": MOST,
        "items": item,
        "$defs": definitions,
    }


def take_in(case: Case, document: str, file: Path, text: str) -> Imported:
    """Take the claims of a JSON file into a document.

    Parameters
    ----------
    text
        The document's text in normal form.

    Raises
    ------
    InputError
        If the case has no such document.
    EvidenceError
        If the file is no JSON list.
    """
    if document not in case.documents:
        raise InputError(f"There is no document '{document}' in {case.path}; tumen evidence list --documents")
    taken: list[Claim] = []
    refused: list[Refused] = []
    for number, entry in enumerate(_entries(file), start=1):
        says = str(entry.get("says", ""))[:80] if isinstance(entry, dict) else ""
        try:
            taken.append(_claim(case, document, entry, text, taken))
        except EvidenceError as error:
            refused.append(Refused(number, says, str(error)))
    if taken:
        for claim in taken:
            ensure_origin(case, claim)
        cases.add_claims(case.path, document, taken)
    return Imported(tuple(taken), tuple(refused))


def _entries(file: Path) -> list[Any]:
    try:
        if file.stat().st_size > LARGEST:
            raise EvidenceError(f"{file.name}: larger than {LARGEST // 1_000_000} MB.")
        entries = json.loads(file.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        raise EvidenceError(f"{file.name}: no JSON that can be read; see tumen evidence schema.") from None
    except OSError as error:
        raise EvidenceError(f"{file}: cannot be read ({error.strerror}).") from None
    if isinstance(entries, dict) and isinstance(entries.get("claims"), list):
        entries = entries["claims"]
    if not isinstance(entries, list) or len(entries) > MOST:
        raise EvidenceError(
            f"{file.name}: expected a list of at most {MOST:,} claims; see tumen evidence schema."
        )
    return entries


def _claim(case: Case, document: str, entry: Any, text: str, taken: list[Claim]) -> Claim:
    """The claim of an entry.

    Raises
    ------
    EvidenceError
        With the reason why it is not taken.
    """
    if not isinstance(entry, dict):
        raise EvidenceError("is no object of keys and values")
    quotes = [entry.get("quote"), *_more(entry)]
    spans = [_span(text, quote) for quote in quotes]
    values = {
        key: value
        for key, value in entry.items()
        if key not in ("quote", "also", "anchors", "corrected") and value is not None
    }
    values["anchors"] = [anchors.make(text, *span).model_dump() for span in spans]
    values["id"] = values.get("id") or _next_id(case, document, taken)
    claim = _valid(values)
    if claim.id in case.claims or any(claim.id == other.id for other in taken):
        raise EvidenceError(f"there is already a claim '{claim.id}'")
    if any(_same(claim, other) for other in (*case.claims_of(document), *taken)):
        raise EvidenceError("the document's claims say this already")
    quoted = [text[start:end] for start, end in spans]
    _bear_out(case, document, claim, text, quoted)
    return _dated(claim, quoted, case.documents[document].published)


def _more(entry: Mapping[str, Any]) -> list[Any]:
    also = entry.get("also", [])
    return also if isinstance(also, list) else [also]


def _span(text: str, quote: object) -> tuple[int, int]:
    """Where a quote stands in the text, word for word; blanks and line ends are alike."""
    words = one_line(normalise(quote)) if isinstance(quote, str) else ""
    if len(words) < SHORTEST_QUOTE:
        raise EvidenceError(f"'quote' must have at least {SHORTEST_QUOTE} characters of the text")
    start = _whole_words(one_line(text), words)
    if start < 0:
        raise EvidenceError(f"the quote is not in the text, word for word{_nearest(text, words)}")
    return start, start + len(words)


def _whole_words(line: str, words: str) -> int:
    """Where words stand in a line without cutting a number in two ("12" of "112"); -1 if nowhere."""
    at = line.find(words)
    while at >= 0:
        edges = (line[max(0, at - 1) : at + 1], line[at + len(words) - 1 : at + len(words) + 1])
        if not any(CUT.fullmatch(edge) for edge in edges):
            return at
        at = line.find(words, at + 1)
    return -1


def _nearest(text: str, words: str) -> str:
    """What in the text is most like a quote, to be shown; nothing where nothing is."""
    line = one_line(text)
    found = nearest(line, Words(words, "", ""))
    if found.how == "lost":
        return ""
    start, end = line.rfind(" ", 0, found.start) + 1, line.find(" ", found.end)
    return f"; nearest is: {line[start : end if end >= 0 else None]}"


def _next_id(case: Case, document: str, taken: list[Claim]) -> str:
    used = {*case.claims, *(claim.id for claim in taken)}
    return next(name for n in range(1, 10**6) if (name := f"{document}-{n:02d}") not in used)


def _dated(claim: Claim, quotes: list[str], published: str) -> Claim:
    """The claim, dated by its document where its quotes name no such date and the document is of that year.

    Raises
    ------
    EvidenceError
        If neither can be.
    """
    day = parse(published).last or parse(published).first
    if claim.dated_by != "quote" or date_is_read(claim, quotes, day):
        return claim
    when = claim.when.widened()
    near = day and (when.last or day) >= day - timedelta(days=RECENT) and (when.first or day) <= day
    if not near:
        raise EvidenceError(f"{claim.period} cannot be read in the quoted words; quote the date too")
    return claim.model_copy(update={"dated_by": "published"})


def _valid(values: Mapping[str, Any]) -> Claim:
    try:
        return Claim.model_validate(values)
    except ValidationError as error:
        raise EvidenceError(cases.sentence(error, Claim, "claim").removeprefix("claim: ")) from None


def _same(one: Claim, other: Claim) -> bool:
    """Whether two claims quote the same words for the same amount of the same thing."""
    quoted: tuple[Anchor, ...] = one.anchors[:1]
    return quoted == other.anchors[:1] and (one.subject, one.quantity) == (other.subject, other.quantity)


def _bear_out(case: Case, document: str, claim: Claim, text: str, quotes: list[str]) -> None:
    """Refuse a claim whose numbers are not in its quotes, or whose names or places are not known."""
    missing = missing_numbers(claim.quantity, quotes)
    if missing:
        raise EvidenceError(f"{', '.join(missing)} cannot be read in the quoted words")
    names = known(case)
    faults = check(claim, document, case, names, origins_needed=False)
    if faults:
        raise EvidenceError(faults[0].message)
    named = {mention.place for mention in names.gazetteer.mentions(one_line(text))}
    for place in claim.places:
        around = {place, *names.gazetteer.around(place)}
        if not any(one in around or place in names.gazetteer.around(one) for one in named):
            raise EvidenceError(f"the text names neither {place} nor anything in or around it")
