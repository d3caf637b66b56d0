"""The real command, as a user calls it: another process, a folder of its own, no terminal."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TUMEN = Path(sys.executable).with_name("tumen")
PATIENCE = 600
"""Seconds a command may take; the first one on a machine compiles the model."""

SHORT = ("--people-share", "0.01", "--to", "2013-03-31")
ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def environment(**more: str) -> dict[str, str]:
    """Variables without any that would colour the output."""
    kept = {key: value for key, value in os.environ.items() if key not in ("FORCE_COLOR", "TTY_COMPATIBLE")}
    return {**kept, **more}


def tumen(
    *arguments: str | Path, cwd: Path, env: dict[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run ``tumen`` to its end."""
    command = [str(TUMEN), *map(str, arguments)]
    return subprocess.run(
        command,
        cwd=cwd,
        env=env or environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
        **options,
    )


def succeed(*arguments: str | Path, cwd: Path) -> str:
    """Run ``tumen``, which must succeed, and return what it printed."""
    done = tumen(*arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


def answer(*arguments: str | Path, cwd: Path) -> Any:
    """What ``tumen ... --json`` prints."""
    return json.loads(succeed(*arguments, "--json", cwd=cwd))


def files(folder: Path) -> list[str]:
    """Everything under a folder, hidden files too."""
    return sorted(str(path.relative_to(folder)) for path in _everything(folder))


def _everything(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        yield path
        if path.is_dir():
            yield from _everything(path)
