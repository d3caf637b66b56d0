"""Runs that several tests look at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.commands import SHORT, tumen


class Finished:
    """A finished run: its folder, what the command printed, and the folder it was started in."""

    def __init__(self, cwd: Path, *arguments: str) -> None:
        self.cwd, self.arguments = cwd, ("run", "musan", *SHORT, *arguments)
        self.done = tumen(*self.arguments, "--json", cwd=cwd)
        assert self.done.returncode == 0, self.done.stderr
        self.json: dict[str, Any] = json.loads(self.done.stdout)
        self.folder = cwd / self.json["folder"]


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """Three months of musan; also compiles the model where that was not done."""
    return Finished(tmp_path_factory.mktemp("finished"))
