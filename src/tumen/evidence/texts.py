"""The texts that the user holds: beside the case or in a folder of his, found by name or by hash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tumen.core.errors import EvidenceError, InputError
from tumen.evidence import case as cases
from tumen.evidence.case import Case
from tumen.evidence.extract import LARGEST, decoded
from tumen.evidence.sources import Document
from tumen.evidence.text import normalise, sha256

SUFFIXES = ("", ".txt", ".text", ".md")


def keep_text(case: Path, document: Document, text: str) -> None:
    """Keep a text beside the case, in the folder that git ignores."""
    cases.write(case / cases.TEXTS / ".gitignore", "*\n")
    cases.write(case / cases.TEXTS / f"{document.id}.txt", text)


@dataclass
class Texts:
    """Finds a document's text.

    Attributes
    ----------
    folder
        Where the user says texts lie, besides the case's own ``texts/``.
    """

    case: Case
    folder: Path | None = None
    _original: dict[str, str | None] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Refuse a folder that is none.

        Raises
        ------
        InputError
            If ``folder`` is not there.
        """
        if self.folder is not None and not self.folder.is_dir():
            raise InputError(f"{self.folder} is no folder; --texts names the one in which the texts lie.")

    def original(self, document: str) -> str | None:
        """The very text that the case's anchors were made in; None where it is not at hand."""
        if document not in self._original:
            self._original[document] = self._of_hash(self.case.documents[document])
        return self._original[document]

    def at_hand(self, document: str) -> str | None:
        """The text to look at: the user's edition of that name, else the original, else what bears it."""
        return self.edition(document) or self.original(document) or next(self._named(document), None)

    def edition(self, document: str) -> str | None:
        """The text that bears the document's name in the user's folder, whatever its words are."""
        return _read(self._file(self.folder, document)) if self.folder else None

    def _of_hash(self, document: Document) -> str | None:
        if document.sha256 is None:
            return None
        named = (text for text in self._named(document.id) if sha256(text) == document.sha256)
        return next(named, None) or self._by_hash.get(document.sha256)

    def _named(self, document: str) -> Iterator[str]:
        """Texts that bear a document's name: in the user's folder, then beside the case."""
        for folder in filter(None, (self.folder, self.case.path / cases.TEXTS)):
            text = _read(self._file(folder, document))
            if text is not None:
                yield text

    @staticmethod
    def _file(folder: Path, document: str) -> Path | None:
        paths = (folder / f"{document}{suffix}" for suffix in SUFFIXES)
        return next((path for path in paths if path.is_file()), None)

    @cached_property
    def _by_hash(self) -> dict[str, str]:
        """Hash -> text, of every text file in the user's folder."""
        found: dict[str, str] = {}
        for path in sorted(self.folder.iterdir()) if self.folder else ():
            text = _read(path) if path.suffix in SUFFIXES else None
            if text is not None:
                found[sha256(text)] = text
        return found


def _read(path: Path | None) -> str | None:
    """A file's text in normal form, whatever its encoding; None where it is none."""
    if path is None or not path.is_file() or path.stat().st_size > LARGEST:
        return None
    try:
        return normalise(decoded(path, path.read_bytes()))
    except EvidenceError:
        return None
