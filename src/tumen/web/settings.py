"""How one server runs."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tumen.web.guard import new_token
from tumen.web.live import LADDER


@dataclass
class Settings:
    """How one server runs.

    Attributes
    ----------
    root
        Folder under which cases, runs, fits and comparisons lie.
    pages
        Folder of the built pages; None where there are none.
    hosts
        What a browser may call this server.
    warm
        Make the model ready at once, not when the first question comes.
    ladder
        Rounds in which a question is answered (`tumen.web.live.LADDER`).
    closing
        Set when the server stops: open streams end then.
    """

    root: Path = field(default_factory=Path.cwd)
    pages: Path | None = None
    token: str = field(default_factory=new_token)
    hosts: frozenset[str] = frozenset({"127.0.0.1:8642", "localhost:8642"})
    warm: bool = False
    ladder: Sequence[tuple[float, int | None]] = LADDER
    closing: threading.Event = field(default_factory=threading.Event, repr=False)
