"""A store of a test's own, a gate in front of workers, programs that are killed at the end at the latest."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ensemble import workers
from tumen.ensemble.store import Store

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
"""Seconds after which a test gives up waiting for something that should have happened."""


def until(happened: Callable[[], object], process: subprocess.Popen[str] | None = None) -> None:
    """Wait until something is so, or fail."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        assert process is None or process.poll() is None, process.communicate()
        time.sleep(0.02)


def alive(process: int) -> bool:
    """Whether a process of this number is there and no zombie."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which workers wait and are let through; see `workers`."""
    folder = tmp_path / "gate"
    folder.mkdir()
    monkeypatch.setenv(workers.GATE, str(folder))
    return folder


Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a program from the checkout, in a group of its own; all of them are gone at the end."""
    started: list[subprocess.Popen[str]] = []

    def program(*arguments: str | Path) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *map(str, arguments)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=dict(os.environ),
        )
        started.append(process)
        return process

    yield program
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def drive(start: Start, store: Store) -> Callable[..., subprocess.Popen[str]]:
    """Start a driver of so many runs; see `workers.drive`."""

    def driver(runs: int, *options: str) -> subprocess.Popen[str]:
        return start("-m", "tests.ensemble.workers", store.path, str(runs), *options)

    return driver
