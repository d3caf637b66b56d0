"""The text of a file: plain, HTML or PDF. Files are hostile until shown otherwise.

HTML and PDF are taken apart in a process of their own (`tumen.evidence.apart`) with little memory and
time, so that a page that was made to choke its reader stops there. Archives are not opened at all.
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

PATIENCE = 90
"""Seconds after which a file that is taken apart in another process is given up."""

ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd")
OFFICE = (b"{\\rtf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
ENCODINGS = ["cp949", "gb18030", "big5", "cp932", "cp1251", "koi8_r", "cp1252"]
"""Old encodings that reports come in; left to itself, the guesser takes short Korean for UTF-16."""

GUESSED_BY = 200_000
"""Bytes of a text by which its encoding is guessed."""

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
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        size = max(len(content), path.stat().st_size)
    except OSError as error:
        raise EvidenceError(f"{path}: cannot be read ({error.strerror}).") from None
    if size > LARGEST:
        raise EvidenceError(
            f"{path.name}: {size / 1e6:,.0f} MB; a report may have {LARGEST // 1_000_000} MB. "
            "Cut out the article and try again."
        )
    found = _of_kind(path, content)
    text = normalise(found.text[: 2 * LONGEST])
    if max(len(text), len(found.text) / 2) > LONGEST:
        raise EvidenceError(f"{path.name}: more than {LONGEST:,} characters of text; cut it into documents.")
    if not re.search(r"\w{2}", text):
        raise EvidenceError(f"{path.name}: no words in it. A scanned page must first be made into text.")
    return Extract(**(asdict(found) | {"text": text}))


def _of_kind(path: Path, content: bytes) -> Extract:
    if content.startswith(ARCHIVES + OFFICE):
        raise EvidenceError(f"{path.name}: an archive or office file; save it as text, HTML or PDF first.")
    if content.startswith(b"%PDF"):
        return _apart("pdf", path)
    if path.suffix.lower() == ".pdf":
        raise EvidenceError(
            f"{path.name}: no PDF, or a damaged one; save it anew, or its words as a text file."
        )
    marked_up = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and HTML.search(content[:4096])
    if path.suffix.lower() in (".html", ".htm", ".xhtml", ".mhtml") or marked_up:
        return _apart("html", path)
    return Extract(decoded(path, content))


def decoded(path: Path, content: bytes) -> str:
    """Text as UTF-8, UTF-16 with its mark, or whatever old encoding makes most sense of it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        head = content[:GUESSED_BY]
        whole = head[: max(head.rfind(b" "), head.rfind(b"\n"))] if len(content) > GUESSED_BY else head
        best = from_bytes(whole or head, cp_isolation=ENCODINGS).best()
        if best is None:
            raise EvidenceError(f"{path.name}: no text that can be read; save it as UTF-8.") from None
        text = content.decode(best.encoding, "replace")
    if text[:10_000].count("\0") > 0:
        raise EvidenceError(f"{path.name}: no text, but some other kind of file.")
    return text


def _apart(kind: str, path: Path) -> Extract:
    """Take an HTML or PDF file apart in another process."""
    command = [sys.executable, "-I", "-m", "tumen.evidence.apart", kind, str(path.resolve())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        found = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise EvidenceError(f"{path.name}: takes too long to read; save its text and try that.") from None
    except ValueError:
        raise EvidenceError(
            f"{path.name}: cannot be read as {kind.upper()}; save its text and try that."
        ) from None
    if "refused" in found:
        raise EvidenceError(f"{path.name}: {found['refused']}")
    return Extract(**found)
