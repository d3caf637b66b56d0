"""The text of a file: plain, HTML or PDF. Files are hostile until shown otherwise.

HTML and PDF are taken apart in a process of their own with little memory and time, so that a page that
was made to choke its reader stops there. Archives are not opened at all.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from tumen.core.errors import EvidenceError
from tumen.evidence.text import normalise

LARGEST = 20_000_000
"""Bytes of a file beyond which it is refused: no report is as long."""

LONGEST = 2_000_000
"""Characters of text that are kept; a longer text is refused."""

SECONDS, MEMORY = 60, 2_000_000_000
"""What taking a file apart may cost."""

PAGES = 400
ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd")
HTML = re.compile(rb"<(!doctype html|html|head|body|article)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Extract:
    """A file's text in normal form, with what it says of itself."""

    text: str
    title: str = ""
    author: str = ""
    published: str = ""
    language: str = ""
    address: str = ""
    outlet: str = ""


def extract(path: Path) -> Extract:
    """Read a document's text.

    Raises
    ------
    EvidenceError
        If the file is no text, HTML or PDF, holds no words, or is too large.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise EvidenceError(
                f"{path.name}: {size / 1e6:,.0f} MB; a report may have {LARGEST // 1_000_000} MB. "
                "Cut out the article and try again."
            )
        content = path.read_bytes()
    except OSError as error:
        raise EvidenceError(f"{path}: cannot be read ({error.strerror}).") from None
    found = _of_kind(path, content)
    text = normalise(found.text[: 2 * LONGEST])
    if len(text) > LONGEST:
        raise EvidenceError(f"{path.name}: more than {LONGEST:,} characters of text; cut it into documents.")
    if not re.search(r"\w{2}", text):
        raise EvidenceError(f"{path.name}: no words in it. A scanned page must first be made into text.")
    return Extract(**(asdict(found) | {"text": text}))


def _of_kind(path: Path, content: bytes) -> Extract:
    if content.startswith(ARCHIVES):
        raise EvidenceError(f"{path.name}: an archive or office file; save it as text, HTML or PDF first.")
    if content.startswith(b"%PDF"):
        return _apart("pdf", path)
    if path.suffix.lower() in (".html", ".htm", ".xhtml", ".mhtml") or HTML.search(content[:4096]):
        return _apart("html", path)
    return Extract(_decoded(path, content))


def _decoded(path: Path, content: bytes) -> str:
    """Text as UTF-8, UTF-16 with its mark, or whatever old encoding makes most sense of it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(content[:200_000]).best()
        if best is None:
            raise EvidenceError(f"{path.name}: no text that can be read; save it as UTF-8.") from None
        text = content.decode(best.encoding, "replace")
    if text[:10_000].count("\0") > 0:
        raise EvidenceError(f"{path.name}: no text, but some other kind of file.")
    return text


def _apart(kind: str, path: Path) -> Extract:
    """Take an HTML or PDF file apart in another process."""
    command = [sys.executable, "-I", "-m", "tumen.evidence.extract", kind, str(path.resolve())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS + 30, check=False)
        found = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise EvidenceError(f"{path.name}: takes too long to read; save its text and try that.") from None
    except ValueError:
        raise EvidenceError(
            f"{path.name}: cannot be read as {kind.upper()}; save its text and try that."
        ) from None
    return Extract(**found)


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's patience is the only limit
        return
    for what, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY)):
        resource.setrlimit(what, (most, most))


def _html(path: Path) -> Extract:
    import trafilatura
    import trafilatura.settings

    source = _decoded(path, path.read_bytes())
    found = trafilatura.bare_extraction(
        source, include_comments=False, favor_precision=True, with_metadata=True
    )
    if not isinstance(found, trafilatura.settings.Document) or not found.text:
        return Extract(trafilatura.html2txt(source) or "")
    return Extract(
        found.text or "",
        title=found.title or "",
        author=found.author or "",
        published=found.date or "",
        language=found.language or "",
        address=found.url or "",
        outlet=found.sitename or "",
    )


def _pdf(path: Path) -> Extract:
    from pypdf import PdfReader

    reader = PdfReader(path)
    pages = [page.extract_text() for page in reader.pages[:PAGES]]
    about = reader.metadata
    created = about.creation_date if about else None
    return Extract(
        "\n\n".join(pages)[: 2 * LONGEST],
        title=str(about.title or "") if about else "",
        author=str(about.author or "") if about else "",
        published=created.date().isoformat() if created else "",
    )


if __name__ == "__main__":
    _limit()
    _read = {"html": _html, "pdf": _pdf}[sys.argv[1]](Path(sys.argv[2]))
    sys.stdout.write(json.dumps(asdict(_read)))
