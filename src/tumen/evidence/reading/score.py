"""How well the proposals for some documents fit the list of a careful reader: recall and false per true.

A reader's list has one row per quantity: ``number`` rows with low and high, a unit and a place, and
``worded`` rows for what is told without a number. Sentences are not part of it.

Units agree when one can be turned into the other, and also when either has one "per" more than the other
(``kg`` and ``kg/household``, ``CNY/month`` and ``CNY``): whoever reviews a proposal reads it with its quote.
Two that contradict each other (``t/day`` and ``t/year``) do not agree. What is counted agrees by the noun
itself or by the unit that it is read as, so that miners are persons, and homes and dwellings are houses.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tumen.core.errors import EvidenceError
from tumen.evidence import units
from tumen.evidence.extract import extract
from tumen.evidence.places import Gazetteer, bundled
from tumen.evidence.reading.counters import singular, unit_of
from tumen.evidence.reading.proposal import Proposal
from tumen.evidence.reading.propose import propose
from tumen.evidence.reading.published import day_of_publication

SAME = 0.006
"""Numbers count as equal within this share: 0.33 for a third."""

PARTS = frozenset({"mine", "works", "camp", "village", "district", "crossing"})
"""Kinds of place for which the town they lie in counts too."""

COLUMNS = ("document", "kind", "low", "high", "unit", "place", "what")


@dataclass(frozen=True)
class Row:
    """One quantity of a reader's list.

    Attributes
    ----------
    place
        Alternatives joined by ``|``; places that must all be there joined by ``+``; empty for none.
    """

    document: str
    kind: str
    low: float | None
    high: float | None
    unit: str
    place: str
    what: str

    @property
    def told(self) -> str:
        """Its number and unit."""
        numbers = dict.fromkeys(f"{one:,.10g}" for one in (self.low, self.high) if one is not None)
        return f"{' to '.join(numbers)} {self.unit}".strip()


@dataclass(frozen=True)
class Score:
    """What a comparison found.

    Attributes
    ----------
    rows, hit
        Rows with a number, and how many of them some proposal has.
    true, false
        Proposals that fit some row, and those that fit none.
    """

    rows: int
    hit: int
    true: int
    false: int
    missed: tuple[Row, ...]
    unmatched: tuple[tuple[str, Proposal], ...]

    @property
    def recall(self) -> float:
        """Share of the reader's numbers that were proposed with the right unit and place."""
        return self.hit / self.rows if self.rows else 1.0

    @property
    def false_per_true(self) -> float:
        """Proposals that fit no row for each that fits one."""
        return self.false / self.true if self.true else float(self.false)

    def lines(self) -> list[str]:
        """The score in words, then what was missed and what fits nothing."""
        return [
            f"{self.hit} of {self.rows} numbers proposed with the right unit and place ({self.recall:.0%})",
            f"{self.false} false proposals to {self.true} true ones ({self.false_per_true:.2f} for each)",
            *(f"missed: {row.document}: {row.told}, {row.place}, {row.what}" for row in self.missed),
            *(f"false: {document}: {one.says}" for document, one in self.unmatched),
        ]

    def to_dict(self) -> dict[str, Any]:
        """The score as plain data."""
        return {
            "numbers": self.rows,
            "found": self.hit,
            "recall": self.recall,
            "true": self.true,
            "false": self.false,
            "false_per_true": self.false_per_true,
            "missed": [asdict(row) for row in self.missed],
            "fits_nothing": [{"document": document, "says": one.says} for document, one in self.unmatched],
        }


def read_list(path: Path) -> list[Row]:
    """Read a reader's list.

    Raises
    ------
    EvidenceError
        If the file is no such table.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            table = csv.DictReader(file)
            if tuple(table.fieldnames or ()) != COLUMNS:
                raise EvidenceError(f"{path.name}: expected the columns {', '.join(COLUMNS)}.")
            rows = list(table)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise EvidenceError(f"{path.name}: cannot be read ({error}).") from None
    return [_row(row, f"{path.name}, row {number}") for number, row in enumerate(rows, start=1)]


def _row(row: Mapping[str, str | None], where: str) -> Row:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if cells["kind"] not in ("number", "worded"):
        raise EvidenceError(f"{where}: 'kind' is {cells['kind']!r}; expected number or worded.")
    try:
        low, high = (float(cells[name]) if cells[name] else None for name in ("low", "high"))
    except ValueError:
        raise EvidenceError(f"{where}: 'low' and 'high' should be numbers or empty.") from None
    return Row(cells["document"], cells["kind"], low, high, cells["unit"], cells["place"], cells["what"])


def score_folder(folder: Path, rows: Sequence[Row], gazetteer: Gazetteer | None = None) -> Score:
    """Read the texts of a folder and compare what is proposed with a reader's list.

    Parameters
    ----------
    folder
        With a file for each document of the list: of its name, or numbered as it is (``S3``: ``003_...``).
    gazetteer
        The bundled one by default.

    Raises
    ------
    EvidenceError
        If the text of a document is not there.
    """
    gazetteer = gazetteer or bundled()
    found = {}
    for name in dict.fromkeys(row.document for row in rows):
        text = extract(_file(folder, name)).text
        found[name] = propose(text, day_of_publication(text), gazetteer)
    return score(found, rows, gazetteer)


def _file(folder: Path, name: str) -> Path:
    number = re.search(r"\d+$", name)
    start = f"{int(number[0]):03d}_" if number else ""
    files = sorted(path for path in folder.glob("*") if path.is_file())
    same = [path for path in files if path.stem == name]
    same += [path for path in files if start and path.name.startswith(start)]
    if not same:
        raise EvidenceError(f"{folder} holds no text of '{name}'.")
    return same[0]


def score(proposals: Mapping[str, Sequence[Proposal]], rows: Sequence[Row], gazetteer: Gazetteer) -> Score:
    """Compare proposals by document with a reader's list."""
    missed: list[Row] = []
    false: list[tuple[str, Proposal]] = []
    true = hit = 0
    numbers = [row for row in rows if row.kind == "number"]
    for document, proposed in proposals.items():
        own = [row for row in numbers if row.document == document]
        fitting = [[fits(row, one, gazetteer) for row in own] for one in proposed]
        for at, row in enumerate(own):
            if any(line[at] for line in fitting):
                hit += 1
            else:
                missed.append(row)
        left = [one for one, line in zip(proposed, fitting, strict=True) if not any(line)]
        true += len(proposed) - len(left)
        worded = [row for row in rows if row.document == document and row.kind == "worded"]
        for one in left:
            match = next((row for row in worded if _loosely(row, one, gazetteer)), None)
            if match:
                worded.remove(match)
                true += 1
            else:
                false.append((document, one))
    absent = [row for row in numbers if row.document not in proposals]
    return Score(len(numbers), hit, true, len(false), (*missed, *absent), tuple(false))


def fits(row: Row, one: Proposal, gazetteer: Gazetteer) -> bool:
    """Whether a proposal has the number, unit and place of a row."""
    quantity = one.quantity
    if quantity is None or quantity.kind == "worded" or not same_place(row.place, one.places, gazetteer):
        return False
    factor = _factor(quantity.unit or "times", one.counted, row.unit)
    if factor is None:
        return False
    told = (quantity.value, quantity.value) if quantity.value is not None else (quantity.low, quantity.high)
    return _equal(told[0], row.low, factor) and _equal(told[1], row.high, factor)


def _equal(one: float | None, other: float | None, factor: float) -> bool:
    if one is None or other is None:
        return one is None and other is None
    return abs(one * factor - other) <= SAME * max(abs(other), 1e-12)


def _factor(unit: str, counted: str, wanted: str) -> float | None:
    """What a proposal's number is multiplied by to be in the row's unit; None where they do not fit."""
    if not wanted:
        return 1.0
    own, asked = unit.split("/"), wanted.split("/")
    pairs = [(own, asked), *((less, asked) for less in _less(own)), *((own, less) for less in _less(asked))]
    for one, other in pairs:
        if (found := _exact(one, counted, other)) is not None:
            return found
    return None


def _less(parts: list[str]) -> list[list[str]]:
    """A unit without one of the things that it is counted per, for each of them."""
    return [parts[:at] + parts[at + 1 :] for at in range(1, len(parts))]


def _exact(own: list[str], counted: str, wanted: list[str]) -> float | None:
    try:
        return units.factor("/".join(own), "/".join(wanted))
    except EvidenceError:
        pass
    same = own[0] == wanted[0] or _same_noun(own[0], counted, wanted[0])
    if not same or len(own) != len(wanted):
        return None
    try:
        return units.factor(_rate(own), _rate(wanted))
    except EvidenceError:
        return None


def _rate(parts: list[str]) -> str:
    """What a unit is counted per, its nouns as the units that they are read as."""
    return "/".join(("m", *(part if _is_unit(part) else unit_of(part) for part in parts[1:])))


def _same_noun(unit: str, counted: str, wanted: str) -> bool:
    """Whether what was counted is what the reader counted, by its name or by the unit for both."""
    if unit != "item" and unit == unit_of(wanted):
        return True
    return not _is_unit(wanted) and singular(wanted) in (singular(counted), singular(unit))


def _is_unit(word: str) -> bool:
    try:
        units.parse(word)
    except EvidenceError:
        return False
    return True


def same_place(wanted: str, places: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether the places of a proposal are those of a row.

    Alternatives stand between ``|``, places that must all be there between ``+``. A place counts for
    what it directly lies in, a mine or works and its town for each other, and a crossing for the towns on
    both its banks.
    """
    if not wanted:
        return True
    return any(
        all(any(_is(part.strip(), place, gazetteer) for place in places) for part in alternative.split("+"))
        for alternative in wanted.split("|")
    )


def _is(wanted: str, place: str, gazetteer: Gazetteer) -> bool:
    known = gazetteer.find(wanted)
    if known is None:
        return wanted.casefold() == place.casefold()
    own = gazetteer.find(place)
    if own is None:
        return False
    if known.id == own.id or own.within == known.id:
        return True
    if own.kind == "crossing" and known.id in own.id.split("-"):
        return True
    return known.kind in PARTS and known.within == own.id


def _loosely(row: Row, one: Proposal, gazetteer: Gazetteer) -> bool:
    """Whether a worded amount or an event may be what a row without numbers means: its place fits."""
    plain = one.quantity is None or one.quantity.kind == "worded"
    return plain and same_place(row.place, one.places, gazetteer)
