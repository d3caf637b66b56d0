"""Taking an HTML page or a PDF apart, in a process of its own that may be killed: ``-m tumen.evidence.apart KIND FILE``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tumen.evidence.extract import LONGEST, decoded

SECONDS, MEMORY = 60, 2_000_000_000
"""What it may cost: seconds of processor time and bytes of memory."""

PAGES = 400
"""Pages of a PDF that are read."""


def limit() -> None:
    """Give this process no more than its seconds and bytes."""
    try:
        import resource
    except ImportError:  # Windows: the parent's patience is the only limit
        return
    for what, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY)):
        resource.setrlimit(what, (most, most))


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
    text = "\n\n".join(page.extract_text() for page in reader.pages[:PAGES])
    about = reader.metadata
    created = about.creation_date if about else None
    return {
        "text": text[: 2 * LONGEST],
        "title": str(about.title or "") if about else "",
        "author": str(about.author or "") if about else "",
        "published": created.date().isoformat() if created else "",
    }


def main(kind: str, file: str) -> None:
    """Print what is found as JSON."""
    limit()
    found = {"html": html, "pdf": pdf}[kind](Path(file))
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
