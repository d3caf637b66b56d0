"""Taking an HTML page or a PDF apart in a process of its own: ``-m tumen.evidence.apart KIND FILE``."""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tumen.evidence.extract import LONGEST, decoded

if TYPE_CHECKING:
    from pypdf import DocumentInformation

SECONDS, MEMORY = 60, 2_000_000_000
"""What it may cost: seconds of processor time and bytes of memory."""

PAGES = 400
"""Pages of a PDF beyond which it is refused."""


def limit() -> None:
    """Give this process no more than its seconds and bytes."""
    try:
        import resource
    except ImportError:  # Windows: the parent's patience is the only limit
        return
    for what, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY)):
        _, hard = resource.getrlimit(what)
        capped = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit on address space
            resource.setrlimit(what, (capped, hard))


def html(path: Path) -> dict[str, str]:
    """The article of a page, and what the page says of it."""
    import trafilatura
    import trafilatura.settings

    source = decoded(path, path.read_bytes())
    found = trafilatura.bare_extraction(
        source, include_comments=False, favor_precision=True, with_metadata=True
    )
    if not isinstance(found, trafilatura.settings.Document) or not found.text:
        return {"text": trafilatura.html2txt(source) or ""}
    return {
        "text": found.text or "",
        "title": found.title or "",
        "author": found.author or "",
        "published": found.date or "",
        "language": found.language or "",
        "address": found.url or "",
        "outlet": found.sitename or "",
    }


def pdf(path: Path) -> dict[str, str]:
    """The words of a PDF's pages, and what it says of itself."""
    from pypdf import PdfReader

    reader = PdfReader(path)
    if len(reader.pages) > PAGES:
        return {"refused": f"more than {PAGES} pages; cut it into documents."}
    text = "\n\n".join(page.extract_text() for page in reader.pages)
    about = reader.metadata
    return {
        "text": text[: 2 * LONGEST + 1],
        "title": str(about.title or "") if about else "",
        "author": str(about.author or "") if about else "",
        "published": _made_on(about),
    }


def _made_on(about: DocumentInformation | None) -> str:
    """The day on which a PDF says it was made; nothing where that is no date."""
    try:
        made = about.creation_date if about else None
    except ValueError:
        return ""
    return made.date().isoformat() if made else ""


def main(kind: str, file: str) -> None:
    """Print what is found as JSON."""
    limit()
    found = {"html": html, "pdf": pdf}[kind](Path(file))
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
