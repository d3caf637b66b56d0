"""What the routes share: the app's own parts, names of cases and folders, streams of events."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from fastapi import Request
from fastapi.responses import StreamingResponse

from tumen.scenario import Scenario, available
from tumen.web.lives import scenario_named
from tumen.web.problems import Problem, missing

if TYPE_CHECKING:
    from tumen.web.jobs import Jobs
    from tumen.web.live import Engine
    from tumen.web.settings import Settings

PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}")

PULSE = 10.0
"""Seconds after which a silent stream says that it is still there."""


def engine_of(request: Request) -> Engine:
    """What answers questions."""
    return cast("Engine", request.app.state.engine)


def settings_of(request: Request) -> Settings:
    """How the server runs."""
    return cast("Settings", request.app.state.settings)


def jobs_of(request: Request) -> Jobs:
    """What is run in the background."""
    return cast("Jobs", request.app.state.jobs)


def scenario_of(name: str) -> Scenario:
    """A bundled scenario.

    Raises
    ------
    Problem
        If there is none of that name.
    """
    if name not in available():
        raise missing("scenario", name, available())
    return scenario_named(name)


def inside(folder: Path, name: str) -> Path:
    """``folder / name``, if that is a plain name and leads nowhere else.

    Raises
    ------
    Problem
        If it is another path in disguise.
    """
    if not PLAIN.fullmatch(name) or ".." in name:
        raise Problem(404, f"{name[:80]!r} is no name of a file here; use letters, digits, '-', '_' and '.'.")
    path = folder / name
    try:
        here = path.resolve().parent == folder.resolve()
    except (OSError, RuntimeError):  # links that lead round in a circle
        here = False
    if not here:
        raise Problem(404, f"{name[:80]!r} leads out of its folder and is not opened.")
    return path


def packed(kind: str, content: dict[str, Any]) -> str:
    """One server-sent event."""
    data = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f"event: {kind}\ndata: {data}\n\n"


def stream(events: AsyncIterator[str]) -> StreamingResponse:
    """A stream that no proxy holds up."""
    return StreamingResponse(
        events,
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no", "Cache-Control": "no-store"},
    )


def left(request: Request) -> Callable[[], Awaitable[bool]]:
    """Whether a stream should end: its listener is gone, or the server stops."""
    closing = settings_of(request).closing

    async def gone() -> bool:
        return closing.is_set() or await request.is_disconnected()

    return gone


async def breath(seconds: float = 0.02) -> None:
    """Let others go on."""
    await asyncio.sleep(seconds)
