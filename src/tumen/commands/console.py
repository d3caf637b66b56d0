"""Two consoles: results on stdout, talk on stderr; JSON as it is."""

from __future__ import annotations

import json
import sys
from typing import Any

from rich.console import Console

from tumen.core.text import visible, visible_json

talk = Console(stderr=True, emoji=False)
out = Console(emoji=False)


def print_json(content: dict[str, Any] | list[Any]) -> None:
    """Print JSON on stdout, as it is."""
    sys.stdout.write(visible_json(json.dumps(content, ensure_ascii=False, allow_nan=False)) + "\n")


def say(text: str) -> None:
    """Print a line of results without colouring or wrapping it, control characters written out."""
    out.print(visible(text), highlight=False, markup=False, soft_wrap=True)
