"""Which scripts a text is written in, so that patterns of the others are not tried on it."""

from __future__ import annotations

import re

EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)


def east_asian(text: str) -> bool:
    """Whether any letter of a text is Korean, Chinese or Japanese."""
    return not text.isascii() and EAST_ASIAN.search(text) is not None
