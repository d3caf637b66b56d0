"""A document comes in: its text stays with the user, its metadata go into the case, copies are recognised."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from tumen.core.errors import EvidenceError
from tumen.evidence import case as cases
from tumen.evidence.case import Case
from tumen.evidence.extract import Extract, extract
from tumen.evidence.line import line
from tumen.evidence.periods import parse
from tumen.evidence.reading.published import day_of_publication
from tumen.evidence.sketch import nearest, sketch
from tumen.evidence.sources import Document
from tumen.evidence.text import sha256
from tumen.evidence.texts import keep_text

CJK = re.compile(r"[\u3400-\u9fff]")
UNKNOWN = "unknown outlet"

OPEN = "../.."
"""When a document was published of which nobody says it."""

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
    dated
        Somebody says when it was published: the user, or, in doubt ("2018-03-01?"), the file or its text.
        Otherwise its day stays open.
    near
        Documents it is a near copy of, and the share of word runs in common.
    """

    document: Document
    text: str
    known: bool
    dated: bool = True
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
            mended = _mended(case, document, about, found.text)
            return Arrival(mended, found.text, known=True, dated=is_dated(mended))
    own = sketch(found.text)
    near = nearest(own, {d.id: d.sketch for d in case.documents.values()})
    document = _document(case, file, found, about, digest, own)
    keep_text(case.path, document, found.text)
    cases.write_document(case.path, document)
    return Arrival(document, found.text, known=False, dated=is_dated(document), near=tuple(near))


def is_dated(document: Document) -> bool:
    """Whether somebody says when a document was published."""
    when = parse(document.published)
    return (when.last or when.first) is not None


def _mended(case: Case, document: Document, about: Mapping[str, str], text: str) -> Document:
    """A document that is there already, with what the user now says of it where that was open."""
    open_ = {key for key in ("title", "author", "address") if not getattr(document, key)}
    doubted = document.published.endswith("?") or not is_dated(document)
    open_ |= {"published"} if doubted else set()
    open_ |= {"outlet"} if document.outlet == UNKNOWN else set()
    changed = _checked(document.model_dump() | {key: about[key] for key in open_ & set(about)}, document.id)
    keep_text(case.path, changed, text)
    if changed != document:
        cases.write_document(case.path, changed)
    return changed


def _document(
    case: Case, file: Path, found: Extract, about: Mapping[str, str], digest: str, own: str
) -> Document:
    outlet = about.get("outlet") or found.outlet or UNKNOWN
    published = about.get("published") or _published(found)
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
    return _checked(values, file.name)


def _published(found: Extract) -> str:
    """The day that the file or its text names, in doubt; open where neither does."""
    day = day_of_publication(found.text)
    said = found.published or (day.isoformat() if day else "")
    return f"{said}?" if said else OPEN


def _checked(values: Mapping[str, object], name: str) -> Document:
    """A document of these values.

    Raises
    ------
    EvidenceError
        If one of them makes no sense.
    """
    try:
        document = Document.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0])
        raise EvidenceError(
            f"{name}: '{key}' is {str(first['input'])[:60]!r}, which makes no sense; give it with --{key}."
        ) from None
    first_day = parse(document.published).first
    if first_day and first_day > datetime.now(UTC).date() + timedelta(days=1):
        raise EvidenceError(f"{name}: 'published' is {document.published}, which is yet to come.")
    return document


def free_id(case: Case, outlet: str, published: str, file: Path) -> str:
    """An id made of outlet and date, such as ``daily-nk-2018-02-23``, that nothing in the case has."""
    plain = unicodedata.normalize("NFKD", f"{outlet}-{published}").encode("ascii", "ignore").decode()
    if outlet == UNKNOWN:
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
