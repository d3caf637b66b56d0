"""The index beside a case: every claim and document as a row to be searched; made anew at any time.

An SQLite file with full-text search (FTS5). Characters of Korean, Chinese and Japanese are indexed one by
one, so that a part of a word is found as it is written. Only files that changed are read again.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tumen.core.errors import EvidenceError, InputError
from tumen.evidence import case as cases
from tumen.evidence.claims import Claim
from tumen.evidence.files import files_of

FILE = "index.sqlite"
SCHEMA = 1
EAST_ASIAN = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])")
WORD = re.compile(r"\w+")
SOUND = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
    }
)
"""Errors that say nothing against the file itself: it is not to be thrown away for them."""

TABLES = f"""
BEGIN;
CREATE TABLE file (path TEXT PRIMARY KEY, stamp TEXT);
CREATE TABLE entry (
    number INTEGER PRIMARY KEY, path TEXT, id TEXT, sort TEXT, document TEXT, subject TEXT, places TEXT,
    period TEXT, origin TEXT, says TEXT
);
CREATE INDEX entry_path ON entry (path);
CREATE INDEX entry_id ON entry (id);
CREATE VIRTUAL TABLE words USING fts5 (body, tokenize="unicode61 remove_diacritics 2");
PRAGMA user_version = {SCHEMA};
COMMIT;
"""


@dataclass(frozen=True)
class Hit:
    """A claim or document that a search found."""

    id: str
    sort: str
    document: str
    subject: str
    places: str
    period: str
    says: str


Row = tuple[str, str, str, str, str, str, str, str, str, str]
"""path, id, sort, document, subject, places, period, origin, says, body."""


def location(case: Path) -> Path:
    """Where a case's index lies: in its folder, or among the caches where that may not be written."""
    if cases.writable(case):
        return case / FILE
    from platformdirs import user_cache_path

    name = hashlib.sha256(str(case.resolve()).encode()).hexdigest()[:12]
    return user_cache_path("tumen") / "evidence" / f"{case.name}-{name}.sqlite"


def build(case: Path) -> int:
    """Bring the index of a case up to date.

    Returns
    -------
    How many files were read.

    Raises
    ------
    EvidenceError
        If it cannot be written where it lies; one that is damaged is made anew.
    """
    path = location(case)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _brought_up(case, path)
        except sqlite3.DatabaseError as error:
            if _out_of_reach(error):
                raise
        _remove(path)
        return _brought_up(case, path)
    except (sqlite3.DatabaseError, OSError) as error:
        raise EvidenceError(f"The index {path} cannot be written ({error}).") from None


def _brought_up(case: Path, path: Path) -> int:
    """Read the files that changed into the index at ``path``; how many they were."""
    with contextlib.closing(_opened(path)) as base, base:
        known = dict(base.execute("SELECT path, stamp FROM file"))
        stamps = {str(file.relative_to(case)): _stamp(file) for file in _files(case)}
        gone = [(name,) for name in known if stamps.get(name) != known[name]]
        changed = [name for name, stamp in stamps.items() if known.get(name) != stamp]
        base.executemany("DELETE FROM words WHERE rowid IN (SELECT number FROM entry WHERE path = ?)", gone)
        base.executemany("DELETE FROM entry WHERE path = ?", gone)
        base.executemany("DELETE FROM file WHERE path = ?", gone)
        for rows in _read(case, changed):
            _insert(base, rows)
        base.executemany("INSERT INTO file VALUES (?, ?)", [(name, stamps[name]) for name in changed])
    return len(changed)


def _opened(path: Path) -> sqlite3.Connection:
    """The index; a file of another version, or that is none, is thrown away and made anew."""
    base = sqlite3.connect(path)
    try:
        version = base.execute("PRAGMA user_version").fetchone()[0]
        if version == SCHEMA and _tables(base) == _ours():
            return base
    except sqlite3.DatabaseError as error:
        if _out_of_reach(error):
            base.close()
            raise
    base.close()
    _remove(path)
    base = sqlite3.connect(path)
    base.executescript(TABLES)
    return base


def _tables(base: sqlite3.Connection) -> set[tuple[str, str, str | None]]:
    """What a file declares: a view or trigger of somebody else's would be run by a search."""
    return set(base.execute("SELECT type, name, sql FROM sqlite_master"))


@lru_cache(maxsize=1)
def _ours() -> set[tuple[str, str, str | None]]:
    """What an index of ours declares."""
    with contextlib.closing(sqlite3.connect(":memory:")) as base:
        base.executescript(TABLES)
        return _tables(base)


def _out_of_reach(error: sqlite3.DatabaseError) -> bool:
    """Whether the file may be sound: somebody else is writing it, or the disk does not let us."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in SOUND


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _files(case: Path) -> list[Path]:
    return [*files_of(case / cases.CLAIMS), *files_of(case / cases.DOCUMENTS)]


def _stamp(file: Path) -> str:
    about = file.stat()
    return f"{about.st_mtime_ns}-{about.st_size}-{about.st_ino}"


def _read(case: Path, names: list[str]) -> Iterator[list[Row]]:
    return (_rows(case, name) for name in names)


def _rows(case: Path, name: str) -> list[Row]:
    """The rows of one file."""
    path = case / name
    if path.parent.name == cases.DOCUMENTS:
        document = cases.read_document(path)
        body = f"{document.id} {document.outlet} {document.title} {document.author} {document.about}"
        return [
            (
                name,
                document.id,
                "document",
                document.id,
                document.outlet,
                "",
                document.published,
                "",
                document.title or document.about,
                body,
            )
        ]
    return [_claim_row(name, path.stem, claim) for claim in cases.read_claims(path)]


def _claim_row(name: str, document: str, claim: Claim) -> Row:
    word = claim.quantity.word if claim.quantity and claim.quantity.word else ""
    about = [claim.id, claim.says, claim.subject.replace("_", " "), claim.commodity or "", word, claim.origin]
    places = ", ".join(claim.places)
    return (
        name, claim.id, "claim", document, claim.subject, places, claim.period, claim.origin, claim.says,
        " ".join([*about, places, document, claim.why, claim.locator]),
    )  # fmt: skip


def _insert(base: sqlite3.Connection, rows: Iterable[Row]) -> None:
    for row in rows:
        added = base.execute(
            "INSERT INTO entry (path, id, sort, document, subject, places, period, origin, says) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row[:9],
        )
        base.execute("INSERT INTO words (rowid, body) VALUES (?, ?)", (added.lastrowid, _spaced(row[9])))


def _spaced(text: str) -> str:
    return EAST_ASIAN.sub(r" \1 ", unicodedata.normalize("NFC", text))


def search(case: Path, words: str, most: int = 20) -> list[Hit]:
    """Find claims and documents that have all the words (or their beginnings), the best first.

    Raises
    ------
    InputError
        If there is no word to look for.
    EvidenceError
        If the index cannot be read.
    """
    asked = [
        f'"{_spaced(word).strip()}"' + ("" if EAST_ASIAN.search(word) else "*")
        for word in WORD.findall(unicodedata.normalize("NFC", words))
    ]
    if not asked:
        raise InputError(f"'{words}' holds no word to look for.")
    if not location(case).exists():
        build(case)
    try:
        with contextlib.closing(_opened(location(case))) as base:
            rows = base.execute(
                "SELECT id, sort, document, subject, places, period, says FROM "
                "(SELECT rowid, rank FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?) AS found "
                "JOIN entry ON entry.number = found.rowid ORDER BY found.rank, id",
                (" ".join(asked), most),
            ).fetchall()
    except sqlite3.DatabaseError as error:
        raise EvidenceError(
            f"The index of {case} cannot be searched ({error}); delete {location(case)}."
        ) from None
    return [Hit(*row) for row in rows]
