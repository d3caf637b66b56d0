"""Text from elsewhere, made fit to print: a scenario's words must not steer a terminal or a page."""

from __future__ import annotations

import json
import re
import unicodedata

UNUSUAL = re.compile(r"[^ -~\n\t]")


def visible(text: str) -> str:
    r"""The text with control and direction characters written out: ``\x1b`` for Escape."""
    return UNUSUAL.sub(lambda found: _shown(found[0], found[0].encode("unicode_escape").decode()), text)


def visible_json(text: str) -> str:
    """JSON text with such characters as JSON escapes: the same content."""
    return UNUSUAL.sub(lambda found: _shown(found[0], json.dumps(found[0])[1:-1]), text)


def _shown(one: str, written_out: str) -> str:
    return one if one.isprintable() or unicodedata.category(one) == "Zs" else written_out
