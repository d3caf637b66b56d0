"""Text from elsewhere, made fit to print: a scenario's words must not steer a terminal or a page."""

from __future__ import annotations

import unicodedata


def visible(text: str) -> str:
    r"""The text with control and direction characters written out: ``\x1b`` for Escape."""
    return "".join(one if _harmless(one) else one.encode("unicode_escape").decode() for one in text)


def _harmless(one: str) -> bool:
    return one.isprintable() or one in "\n\t" or unicodedata.category(one) == "Zs"
