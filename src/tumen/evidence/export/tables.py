"""Claims as a table: one row a claim, one fact a column, as CSV or JSON Lines."""

from __future__ import annotations

import csv
import json
from datetime import date
from typing import Any, TextIO

from tumen.evidence.case import Case
from tumen.evidence.claims import Claim
from tumen.evidence.line import line
from tumen.evidence.sources import Document

FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
"""What makes a spreadsheet take a cell's text for a formula, wide forms included."""

COLUMNS: tuple[str, ...] = (
    "claim",
    "says",
    "subject_kind",
    "subject",
    "places",
    "commodity",
    "crossing",
    "group",
    "period",
    "first_day",
    "last_day",
    "margin_days",
    "dated_by",
    "quantity_kind",
    "value",
    "low",
    "high",
    "unit",
    "word",
    "than",
    "about",
    "over_time",
    "origin",
    "origin_kind",
    "outlet",
    "document",
    "title",
    "published",
    "address",
    "repeats",
    "document_repeats",
    "reliability",
    "credibility",
    "reason",
    "probability",
    "use",
    "why",
    "stock_phrase",
    "bias_group",
    "operator",
    "locator",
    "corrected",
    "anchor_start",
    "anchor_end",
    "anchor_sha256",
)
"""Every column of every row, in order."""


def rows(case: Case) -> list[dict[str, Any]]:
    """One row a claim, in the order of the case, with the columns `COLUMNS`.

    Texts are on one line with control characters written out; days are ISO dates; what is not said is
    None. Amounts stand as they were told, in the source's unit.
    """
    return [_row(case, claim) for claim in case.claims.values()]


def to_csv(case: Case, stream: TextIO) -> None:
    """Write the rows as CSV with a header; no text in it is taken for a formula.

    Parameters
    ----------
    case
        What to write.
    stream
        A text file opened with ``newline=""``.
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows(case):
        writer.writerow([cell(value) for value in row.values()])


def to_jsonl(case: Case, stream: TextIO) -> None:
    """Write the rows as JSON Lines: an object a line, keys `COLUMNS`, null for what is not said."""
    for row in rows(case):
        stream.write(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n")


def _row(case: Case, claim: Claim) -> dict[str, Any]:
    values = _of_claim(claim) | _of_quantity(claim) | _of_source(case, claim) | _of_anchor(claim)
    return {name: _plain(values[name]) for name in COLUMNS}


def _of_claim(claim: Claim) -> dict[str, Any]:
    when = claim.when
    return claim.model_dump(exclude={"quantity", "anchors", "places", "id"}) | {
        "claim": claim.id,
        "subject_kind": claim.subject_kind,
        "subject": claim.subject,
        "places": ";".join(place.replace(";", ",") for place in claim.places),
        "first_day": when.first,
        "last_day": when.last,
        "margin_days": when.margin,
    }


def _of_quantity(claim: Claim) -> dict[str, Any]:
    told = claim.quantity.model_dump() if claim.quantity else {}
    names = ("value", "low", "high", "unit", "word", "than", "about")
    return {"quantity_kind": told.get("kind")} | {name: told.get(name) for name in names}


def _of_source(case: Case, claim: Claim) -> dict[str, Any]:
    id_ = case.document_of[claim.id]
    document, origin = case.documents.get(id_), case.origins.get(claim.origin)
    return _of_document(document) | {
        "document": id_,
        "origin_kind": origin and origin.kind,
        "bias_group": claim.bias_group or (origin and origin.bias_group),
    }


def _of_document(document: Document | None) -> dict[str, Any]:
    names = ("outlet", "title", "published", "address")
    return {name: document and getattr(document, name) for name in names} | {
        "document_repeats": document and document.repeats
    }


def _of_anchor(claim: Claim) -> dict[str, Any]:
    first = claim.anchors[0] if claim.anchors else None
    return {f"anchor_{name}": first and getattr(first, name) for name in ("start", "end", "sha256")}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return (line(value) or None) if isinstance(value, str) else value


def cell(value: Any) -> Any:
    """A value as a spreadsheet may be given it: an apostrophe keeps text that would be a formula text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
