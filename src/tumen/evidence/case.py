"""A case: a folder of plain files that says what was reported, by whom, and how sure.

case.toml              title, what it is about, which scenarios it speaks of
sources.toml           the anonymous origins and the outlets
documents/ID.toml      one publication: outlet, title, date, address, hash of its text
claims/ID.toml         what that publication states
places.csv             places that the gazetteer lacks (optional)
proposals/ID.json      what was read out of a text and not yet decided upon
texts/ID.txt           the texts themselves: yours, never committed (.gitignore)
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from pydantic import StrictStr, ValidationError

from tumen.core.errors import EvidenceError, InputError, did_you_mean
from tumen.evidence.claims import Anchor, Claim, Form, Quantity
from tumen.evidence.files import files_of, read_toml, shown, toml, write
from tumen.evidence.sources import Document, Origin, Outlet

FILE, SOURCES = "case.toml", "sources.toml"
DOCUMENTS, CLAIMS, TEXTS, PROPOSALS = "documents", "claims", "texts", "proposals"
PRESS = ".json"
"""Ending of what a simulated world reports of itself (`tumen.press`), which is read as a case too."""

BUNDLED = "border"
"""The case that comes with Tumen: the five reports it was founded on, and published figures."""

IGNORED = "# texts stay with you; the index can be made anew\n/texts/\n/proposals/\n/index.sqlite*\n"
Model = TypeVar("Model", bound=Form)


class About(Form):
    """``case.toml``."""

    title: StrictStr
    about: StrictStr = ""
    scenarios: tuple[StrictStr, ...] = ()


@dataclass(frozen=True)
class Case:
    """Everything in a case's folder, read and checked form by form.

    Attributes
    ----------
    document_of
        Claim id -> document id.
    echoes_declared
        Whether whatever repeats another says so, so that two reports of one origin are two: a press does.
    """

    path: Path
    title: str
    about: str
    scenarios: tuple[str, ...]
    documents: Mapping[str, Document]
    origins: Mapping[str, Origin]
    outlets: Mapping[str, Outlet]
    claims: Mapping[str, Claim]
    document_of: Mapping[str, str] = field(repr=False)
    echoes_declared: bool = False

    def document(self, claim: Claim) -> Document:
        """The document in which a claim stands.

        Raises
        ------
        EvidenceError
            If its claims have a file and the document has none.
        """
        name = self.document_of[claim.id]
        if name not in self.documents:
            raise EvidenceError(f"{CLAIMS}/{name}.toml has no {DOCUMENTS}/{name}.toml.")
        return self.documents[name]

    @cached_property
    def _of_document(self) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for claim in self.claims.values():
            found.setdefault(self.document_of[claim.id], []).append(claim)
        return found

    def claims_of(self, document: str) -> list[Claim]:
        """The claims of one document, in the order of its file."""
        return self._of_document.get(document, [])

    def claim(self, id_: str) -> Claim:
        """One claim.

        Raises
        ------
        InputError
            If there is none of that id.
        """
        if id_ not in self.claims:
            raise InputError(f"There is no claim '{id_}' in {self.path}{did_you_mean(id_, self.claims)}.")
        return self.claims[id_]


def available() -> list[str]:
    """Names of the cases that come with the package."""
    return sorted(path.name for path in bundled().iterdir() if (path / FILE).is_file())


def bundled() -> Path:
    """The folder of the cases that come with the package."""
    return Path(str(resources.files("tumen.data") / "evidence"))


def find(name_or_path: str | Path) -> Path:
    """The folder of a case: a bundled name, before a folder called so, or a path; of a press, its file.

    Raises
    ------
    EvidenceError
        If there is no such case.
    """
    path = Path(name_or_path)
    if name_or_path in available():
        return bundled() / name_or_path
    try:
        if path.suffix == PRESS and path.is_file():
            return path
        for folder in (path, path.parent if path.name == FILE else path):
            if (folder / FILE).is_file():
                return folder
        if path.is_dir():
            raise EvidenceError(f"{path} holds no {FILE}; start a case with: tumen evidence new {path}")
    except OSError as error:
        raise EvidenceError(f"No case '{str(path)[:80]}' ({error.strerror}).") from None
    known = available()
    hint = did_you_mean(str(name_or_path), known) or f"; bundled is {', '.join(known)}"
    raise EvidenceError(f"No case '{name_or_path}': neither a folder nor a bundled name{hint}.")


def new(folder: str | Path, title: str = "") -> Path:
    """Make an empty case.

    Raises
    ------
    InputError
        If the folder exists and is not empty, or cannot be written.
    """
    target = Path(folder)
    about = {"schema": 1, "title": title or target.resolve().name, "about": "", "scenarios": []}
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise InputError(f"{target} exists and is not an empty folder; choose another name.")
        for part in (DOCUMENTS, CLAIMS, TEXTS):
            (target / part).mkdir(parents=True, exist_ok=True)
        write(target / ".gitignore", IGNORED)
        write(
            target / SOURCES, "# [[origin]] and [[outlet]] entries; tumen evidence show SOURCE prints one\n"
        )
        write(target / FILE, toml(about))
    except OSError as error:
        raise InputError(f"{target} cannot be written ({error.strerror}); choose another place.") from error
    return target


def read(name_or_path: str | Path) -> Case:
    """Read a case, or the ``press.json`` of a run, and check the form of every file.

    Raises
    ------
    EvidenceError
        With one sentence naming the file, the entry and what was expected.
    """
    folder = find(name_or_path)
    if folder.suffix == PRESS and folder.is_file():
        from tumen.evidence.from_press import read_file

        return read_file(folder)
    about = _parse(About, _about_values(folder), FILE)
    origins, outlets = _sources(folder)
    documents = {document.id: document for document in _documents(folder)}
    claims: dict[str, Claim] = {}
    document_of: dict[str, str] = {}
    for document, claim in _claims(folder):
        if claim.id in claims:
            raise EvidenceError(
                f"{CLAIMS}/{document}.toml: a claim '{claim.id}' is already in "
                f"{CLAIMS}/{document_of[claim.id]}.toml."
            )
        claims[claim.id], document_of[claim.id] = claim, document
    return Case(
        folder, about.title, about.about, about.scenarios, documents, origins, outlets, claims, document_of
    )


def _about_values(folder: Path) -> dict[str, Any]:
    values = read_toml(folder / FILE)
    schema = values.pop("schema", None)
    if schema != 1:
        raise EvidenceError(f"{FILE}: schema is {schema!r}; this version reads 1.")
    return values


def _sources(folder: Path) -> tuple[dict[str, Origin], dict[str, Outlet]]:
    values = read_toml(folder / SOURCES) if (folder / SOURCES).is_file() else {}
    _known_keys(values, ("origin", "outlet"), SOURCES)
    origins = [_parse(Origin, row, where) for row, where in _entries(values, "origin", SOURCES)]
    outlets = [_parse(Outlet, row, where) for row, where in _entries(values, "outlet", SOURCES)]
    return _by_name(origins, "id"), _by_name(outlets, "name")


def _entries(values: Mapping[str, Any], key: str, where: str) -> list[tuple[Any, str]]:
    """The entries ``[[key]]`` of a file, each with the words that say where it stands."""
    entries = values.get(key, [])
    if not isinstance(entries, list):
        raise EvidenceError(f"{where}: '{key}' should be entries, each begun by a line [[{key}]].")
    return [(row, f"{where}, {key} {_name(row, number)}") for number, row in enumerate(entries, 1)]


def _name(row: Any, number: int) -> str:
    return shown(row["id"]) if isinstance(row, dict) and "id" in row else str(number)


def _by_name(entries: Iterable[Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in entries:
        own = getattr(entry, name)
        if own in found:
            raise EvidenceError(f"{type(entry).__name__} '{own}' is declared twice.")
        found[own] = entry
    return found


def _documents(folder: Path) -> Iterator[Document]:
    return (read_document(path) for path in files_of(folder / DOCUMENTS))


def read_document(path: Path) -> Document:
    """One document's metadata; its id is its file's name.

    Raises
    ------
    EvidenceError
        If the file's form is wrong.
    """
    where = f"{DOCUMENTS}/{path.name}"
    document = _parse(Document, {"id": path.stem} | read_toml(path), where)
    if document.id != path.stem:
        raise EvidenceError(f"{where}: its id is '{document.id}', not its file's name.")
    return document


def _claims(folder: Path) -> Iterator[tuple[str, Claim]]:
    for path in files_of(folder / CLAIMS):
        for claim in read_claims(path):
            yield path.stem, claim


def read_claims(path: Path) -> list[Claim]:
    """The claims of one file."""
    where = f"{path.parent.name}/{path.name}"
    values = read_toml(path)
    _known_keys(values, ("claim",), where)
    return [_parse(Claim, row, where) for row, where in _entries(values, "claim", where)]


def _known_keys(values: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in values:
        if key not in known:
            raise EvidenceError(f"{where}: unknown key '{key}'{did_you_mean(key, known)}.")


def _parse(form: type[Model], values: Mapping[str, Any], where: str) -> Model:
    try:
        return form.model_validate(values)
    except ValidationError as error:
        raise EvidenceError(sentence(error, form, where)) from None


def sentence(error: ValidationError, form: type[Form], where: str) -> str:
    """The first of pydantic's complaints, in one sentence."""
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        inner = {*Quantity.model_fields, *Anchor.model_fields}
        known = form.model_fields if len(first["loc"]) == 1 else inner
        return f"{where}: unknown key '{key}'{did_you_mean(str(first['loc'][-1]), known)}."
    if first["type"] == "missing":
        return f"{where}: '{key}' is missing."
    said = first["msg"].replace("Input should be", "should be").replace("Value error, ", "")
    if not key:
        return f"{where}: {said.rstrip('.')}."
    return f"{where}: '{key}' is {shown(first['input'])} but {said[0].lower()}{said[1:].rstrip('.')}."


def is_bundled(folder: Path) -> bool:
    """Whether a case comes with the package."""
    return bundled().resolve() in folder.resolve().parents


def writable(folder: Path) -> bool:
    """Whether a case may be written to: bundled ones and presses are read only."""
    return folder.is_dir() and not is_bundled(folder) and os.access(folder, os.W_OK)


def write_document(case: Path, document: Document) -> None:
    """Write a document's metadata (never its text)."""
    values = document.model_dump(mode="json", exclude_defaults=True, exclude={"id"})
    write(case / DOCUMENTS / f"{document.id}.toml", toml(values))


def add_origin(case: Path, origin: Origin) -> None:
    """Append an origin to ``sources.toml``; what stands there stays as it is."""
    _append(case / SOURCES, "[[origin]]\n" + toml(origin.model_dump(mode="json", exclude_defaults=True)))


def add_claims(case: Path, document: str, claims: Iterable[Claim]) -> None:
    """Append claims to a document's file; what stands there, comments too, stays as it is."""
    entries = "\n".join(claim_toml(claim) for claim in claims)
    _append(case / CLAIMS / f"{document}.toml", entries)


def _append(path: Path, entries: str) -> None:
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    joint = "\n" if before and not before.endswith("\n\n") else ""
    write(path, before + joint + entries)


def replace_claim(case: Path, document: str, changed: Claim) -> None:
    """Write one claim anew in its file; the others and what is noted between them stay as they are.

    Raises
    ------
    EvidenceError
        If the file has no claim of that id, or is written so that its entries cannot be told apart by line.
    """
    _rewrite(case, document, changed.id, claim_toml(changed))


def remove_claim(case: Path, document: str, id_: str) -> None:
    """Take one claim out of its file; the others and what is noted between them stay as they are.

    Raises
    ------
    EvidenceError
        As `replace_claim`.
    """
    _rewrite(case, document, id_, "")


def _rewrite(case: Path, document: str, id_: str, entry: str) -> None:
    """Put an entry in the place of a claim, and see that nothing else changed."""
    path = case / CLAIMS / f"{document}.toml"
    rows = read_toml(path).get("claim", [])
    if id_ not in [row.get("id") for row in rows]:
        raise EvidenceError(f"{CLAIMS}/{path.name} has no claim '{id_}'.")
    blocks = re.split(r"(?m)^(?=\[\[claim\]\])", path.read_text(encoding="utf-8"))
    after = "".join(entry + _notes(one) if _id_of(one) == id_ else one for one in blocks)
    wanted = [one for row in rows for one in (_rows_of(entry) if row.get("id") == id_ else [row])]
    if _rows_of(after) != wanted:
        raise EvidenceError(
            f"{CLAIMS}/{path.name}: '{id_}' cannot be changed in place; begin each entry with a line "
            "[[claim]], and let no other line begin so."
        )
    write(path, after)


def _rows_of(text: str) -> list[dict[str, Any]]:
    """The claims that a part of a file holds; none where it makes no sense by itself."""
    try:
        return list(tomllib.loads(text).get("claim", []))
    except tomllib.TOMLDecodeError:
        return []


def _id_of(block: str) -> str | None:
    """Id of the claim that a part of a file begins with."""
    rows = _rows_of(block) if block.startswith("[[claim]]") else []
    return rows[0].get("id") if rows else None


def _notes(block: str) -> str:
    """Comments and blank lines after an entry: they are about what follows."""
    lines = block.split("\n")
    last = max(n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
    return "\n".join(lines[last + 1 :])


def claim_toml(claim: Claim) -> str:
    """One ``[[claim]]`` entry, a key a line, amounts and anchors inline."""
    return "[[claim]]\n" + toml(claim.to_dict())
