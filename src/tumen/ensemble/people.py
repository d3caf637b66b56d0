"""The people of a world, drawn once, mapped read-only by every process that simulates them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from tumen.evidence.files import whole
from tumen.world.population import HOUSEHOLD_COLUMNS, PERSON_COLUMNS, Population

TABLES = {"households": HOUSEHOLD_COLUMNS, "persons": PERSON_COLUMNS}
SEAL = "seal.json"


def keep(people: Population, folder: Path) -> None:
    """Write people to a folder, unless they are there; the seal comes last. `OSError` if it is full."""
    tables = {name: _table(getattr(people, name), columns) for name, columns in TABLES.items()}
    seal = json.dumps({name: _hash(table) for name, table in tables.items()})
    if _sealed(folder) == seal:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        with whole(folder / f"{name}.npy") as temporary, temporary.open("wb") as file:
            np.save(file, table, allow_pickle=False)
    with whole(folder / SEAL) as temporary:
        temporary.write_text(seal, encoding="utf-8")


def mapped(folder: Path, share: float) -> Population | None:
    """The people kept in a folder, or None where they are not whole."""
    try:
        tables = {name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in TABLES}
        if json.dumps({name: _hash(table) for name, table in tables.items()}) != _sealed(folder):
            return None
        columns = {name: {one: tables[name][one] for one in TABLES[name]} for name in TABLES}
    except (OSError, ValueError, KeyError, IndexError):
        return None
    return Population(columns["households"], columns["persons"], share)


def _sealed(folder: Path) -> str:
    try:
        return (folder / SEAL).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _table(columns: dict[str, np.ndarray], types: Mapping[str, type]) -> np.ndarray:
    table = np.zeros(len(columns["id"]), list(types.items()))
    for name in types:
        table[name] = columns[name]
    return table


def _hash(table: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(table).data).hexdigest()
