"""Words from a case as one harmless line, for a cell, an entity or a picture."""

from __future__ import annotations

import unicodedata

from tumen.core.text import visible


def line(text: str, most: int | None = None) -> str:
    """The text on one line, its control characters written out.

    Parameters
    ----------
    text
        Words from a document or a case's file; they may be hostile.
    most
        Characters after which it is cut, the last one an ellipsis.

    Returns
    -------
    The line; made a line again it stays the same.
    """
    made = unicodedata.normalize("NFC", visible(" ".join(text.split())))
    if most is None or len(made) <= most:
        return made
    return made[: most - 1].rstrip() + "…"
