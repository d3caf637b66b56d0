"""Cases in memory, to be held against a made-up fit: a document and an origin for every claim."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tumen.evidence import Case, Claim, Document, Origin, Quantity


def claim(
    id_: str, observable: str = "rice_price", amount: float | Quantity = 6000.0, **changes: Any
) -> Claim:
    """A claim on Musan in 2014, graded C, of an origin of its own."""
    unit = changes.pop("unit", "KPW/kg")
    told = amount if isinstance(amount, Quantity) else Quantity(kind="value", value=amount, unit=unit)
    plain = {
        "id": id_,
        "says": f"Claim {id_} about {observable}.",
        "observable": observable,
        "places": ("Musan",),
        "period": "2014",
        "quantity": told,
        "origin": f"origin-of-{id_}",
        "reliability": "C",
        "credibility": 3,
        "reason": "made up for a test",
    }
    return Claim(**(plain | changes))


def case_of(*claims: Claim, path: str = "a-case", kind: str = "resident", declared: bool = False) -> Case:
    """A case of such claims, each in a document of its own."""
    documents = {
        one.id: Document(id=one.id, outlet=f"Outlet of {one.id}", published="2015-02-01") for one in claims
    }
    origins = {
        one.origin: Origin.model_validate(
            {"id": one.origin, "about": "somebody", "kind": kind, "reliability": "C", "reason": "made up"}
        )
        for one in claims
    }
    return Case(
        Path(path),
        "A case",
        "",
        ("musan",),
        documents,
        origins,
        {},
        {one.id: one for one in claims},
        {one.id: one.id for one in claims},
        declared,
    )
