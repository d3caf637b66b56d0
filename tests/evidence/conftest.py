"""Claims, documents and cases of a made-up bulletin, written and read the way the commands do it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tumen.evidence import case as cases
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim, Quantity
from tumen.evidence.sources import Document, Origin

ARTICLE = (
    "Carts crossed the ice by night, a trader said on Monday. Some thirty tonnes a day went over in "
    "February, twice what he saw in autumn. Rice cost 5,200 won in the market of the town."
)


def make_quantity(value: float | None = 30, unit: str = "t/day", **changes: Any) -> Quantity:
    """A plain number, but for the changes."""
    values: dict[str, Any] = {"kind": "value", "value": value, "unit": unit} | changes
    return Quantity.model_validate({key: one for key, one in values.items() if one is not None})


def make_claim(id_: str = "ore", **changes: Any) -> Claim:
    """A claim on ore carried over the river, but for the changes; None takes a key away."""
    values: dict[str, Any] = {
        "id": id_,
        "says": "Ore went over the ice",
        "observable": "smuggled_commodity",
        "places": ["Musan"],
        "commodity": "iron_concentrate",
        "period": "2018-02",
        "quantity": {"kind": "value", "value": 30, "unit": "t/day"},
        "origin": "trader",
        "reliability": "B",
        "credibility": 2,
        "reason": "saw it himself",
    }
    if {"event", "parameter", "input", "other"} & changes.keys():
        del values["observable"]
    values |= changes
    return Claim.model_validate({key: one for key, one in values.items() if one is not None})


def make_document(id_: str = "bulletin-1", **changes: Any) -> Document:
    """A report in a made-up outlet, but for the changes."""
    return Document.model_validate(
        {"id": id_, "outlet": "River Bulletin", "published": "2018-03-01"} | changes
    )


def make_origin(id_: str = "trader", **changes: Any) -> Origin:
    """A trader who sees the crossing, but for the changes."""
    values = {
        "id": id_,
        "about": "a trader by the river",
        "kind": "resident",
        "reliability": "B",
        "reason": "often right",
    }
    return Origin.model_validate(values | changes)


def case_of(
    claims: dict[str, Iterable[Claim]], documents: Iterable[Document] = (), path: Path = Path("nowhere")
) -> Case:
    """A case in memory: document id -> its claims; documents that are not given are made up."""
    given = {one.id: one for one in documents}
    return Case(
        path,
        "made up",
        "",
        (),
        {name: given.get(name) or make_document(name) for name in [*claims, *given]},
        {"trader": make_origin()},
        {},
        {claim.id: claim for some in claims.values() for claim in some},
        {claim.id: document for document, some in claims.items() for claim in some},
    )


@dataclass(frozen=True)
class Folder:
    """A case's folder that a test fills, spoils and reads."""

    path: Path

    def add(self, document: Document, *claims: Claim) -> None:
        """Write a document, and its claims where there are any."""
        cases.write_document(self.path, document)
        if claims:
            cases.add_claims(self.path, document.id, claims)

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file as it stands."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def text(self, name: str) -> str:
        """What a file holds."""
        return (self.path / name).read_text(encoding="utf-8")

    def read(self) -> Case:
        """The case, read."""
        return cases.read(self.path)


@pytest.fixture
def empty(tmp_path: Path) -> Folder:
    """A case that was only just begun."""
    return Folder(cases.new(tmp_path / "case", "Made up"))


@pytest.fixture
def folder(empty: Folder) -> Folder:
    """A case of one origin, one document and one claim."""
    cases.add_origin(empty.path, make_origin())
    empty.add(make_document(), make_claim())
    return empty
