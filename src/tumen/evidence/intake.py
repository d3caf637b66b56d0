"""A document comes in: its text stays with the user, its metadata go into the case, copies are recognised."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from tumen.core.errors import EvidenceError
from tumen.evidence import case as cases
from tumen.evidence.case import Case
from tumen.evidence.extract import Extract, extract
from tumen.evidence.line import line
from tumen.evidence.sketch import nearest, sketch
from tumen.evidence.sources import Document
from tumen.evidence.text import sha256
from tumen.evidence.texts import keep_text

CJK = re.compile(r"[\u3400-\u9fff]")
TITLE = 200
"""Characters of a title or byline that are kept."""

ADDRESS = 2000

HANGUL = re.compile(r"[\uac00-\ud7a3]")


@dataclass(frozen=True)
class Arrival:
    """What became of a file.

    Attributes
    ----------
    known
        The document is in the case already, word for word.
    near
        Documents it is a near copy of, and the share of word runs in common.
    """

    document: Document
    text: str
    known: bool
    near: tuple[tuple[str, float], ...] = ()


def register(case: Case, file: Path, about: Mapping[str, str]) -> Arrival:
    """Take a file into a case.

    Parameters
    ----------
    about
        Any of ``id``, ``outlet``, ``title``, ``author``, ``published``, ``language``, ``address``: what
        the user knows better than the file.

    Raises
    ------
    EvidenceError
        If the file cannot be read or its metadata make no sense.
    """
    found = extract(file)
    digest = sha256(found.text)
    for document in case.documents.values():
        if document.sha256 == digest:
            keep_text(case.path, document, found.text)
            return Arrival(document, found.text, known=True)
    own = sketch(found.text)
    near = nearest(own, {d.id: d.sketch for d in case.documents.values()})
    document = _document(case, file, found, about, digest, own)
    keep_text(case.path, document, found.text)
    cases.write_document(case.path, document)
    return Arrival(document, found.text, known=False, near=tuple(near))


def _document(
    case: Case, file: Path, found: Extract, about: Mapping[str, str], digest: str, own: str
) -> Document:
    outlet = about.get("outlet") or found.outlet or "unknown outlet"
    published = about.get("published") or found.published or datetime.now(UTC).date().isoformat()
    values = {
        "id": about.get("id") or free_id(case, outlet, published, file),
        "outlet": line(outlet, TITLE),
        "title": line(about.get("title") or found.title, TITLE),
        "author": line(about.get("author") or found.author, TITLE),
        "published": published,
        "language": about.get("language") or found.language or language_of(found.text),
        "address": line(about.get("address") or found.address, ADDRESS),
        "sha256": digest,
        "length": len(found.text),
        "sketch": own,
    }
    if values["id"] in case.documents:
        raise EvidenceError(f"There is already a document '{values['id']}'; choose another --id.")
    try:
        return Document.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0])
        raise EvidenceError(
            f"{file.name}: '{key}' is {str(first['input'])[:60]!r}, which makes no sense; "
            f"give it with --{key}."
        ) from None


def free_id(case: Case, outlet: str, published: str, file: Path) -> str:
    """An id made of outlet and date, such as ``daily-nk-2018-02-23``, that nothing in the case has."""
    plain = unicodedata.normalize("NFKD", f"{outlet}-{published}").encode("ascii", "ignore").decode()
    if outlet == "unknown outlet":
        plain = file.stem
    base = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower()[:60] or "document"
    wanted, number = base, 2
    while wanted in case.documents:
        wanted, number = f"{base}-{number}", number + 1
    return wanted


def language_of(text: str) -> str:
    """Korean, Chinese or English, by script."""
    letters = sum(map(str.isalpha, text)) or 1
    if len(HANGUL.findall(text)) > letters / 4:
        return "ko"
    return "zh" if len(CJK.findall(text)) > letters / 4 else "en"
