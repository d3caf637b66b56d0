"""A run stopped on the way, by whatever, leaves nothing that looks finished, and goes on to the same end."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import threading
from pathlib import Path

import pytest

from tests.e2e.commands import PATIENCE, TUMEN, answer, environment, files, tumen

pty = pytest.importorskip("pty", reason="stops, locks and terminals as on Unix")

LONG = ("run", "musan", "--people-share", "0.05", "--to", "2017-12-31")
UNDER_WAY = re.compile(rb"day [\d,]+ of [\d,]+")


class Started:
    """The long run in a terminal, under way, with a progress bar that says so."""

    def __init__(self, cwd: Path) -> None:
        terminal, end = pty.openpty()
        self.shown, self.under_way = b"", threading.Event()
        self.process = subprocess.Popen(
            [str(TUMEN), *LONG, "--out", "run"],
            cwd=cwd,
            env=environment(TERM="xterm", COLUMNS="120"),
            stdout=subprocess.DEVNULL,
            stderr=end,
        )
        os.close(end)
        self.reader = threading.Thread(target=self._read, args=(terminal,), daemon=True)
        self.reader.start()
        assert self.under_way.wait(PATIENCE), self.shown
        assert self.process.poll() is None, self.shown

    def _read(self, terminal: int) -> None:
        try:
            while more := os.read(terminal, 4096):
                self.shown += more
                if UNDER_WAY.search(self.shown):
                    self.under_way.set()
        except OSError:
            pass  # the other end is closed: the process is over
        finally:
            self.under_way.set()
            os.close(terminal)

    def stop(self, how: signal.Signals) -> str:
        """Send a signal, wait for the end, return what the terminal showed."""
        self.process.send_signal(how)
        self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        assert self.process.returncode == (-how if how == signal.SIGKILL else 1), self.shown
        return self.shown.decode(errors="replace")


def assert_nothing_looks_finished(cwd: Path) -> None:
    assert not (cwd / "run").exists()
    assert not (cwd / ".run.part" / "run.json").exists()
    assert tumen("audit", "run", cwd=cwd).returncode == 2


def snapshots(cwd: Path) -> list[str]:
    return [name for name in files(cwd) if name.endswith(".npz")]


def test_stopped_politely_and_rudely_a_run_goes_on_to_the_same_digest(finished, tmp_path):
    first = Started(tmp_path)
    second = tumen(*LONG, "--out", "run", cwd=tmp_path)
    assert second.returncode == 2
    assert "Another process is writing run" in second.stderr
    assert "the same command goes on" in first.stop(signal.SIGINT)
    assert "Traceback" not in first.shown.decode(errors="replace")
    assert len(snapshots(tmp_path)) == 1
    assert_nothing_looks_finished(tmp_path)

    assert "the same command goes on" in Started(tmp_path).stop(signal.SIGTERM)
    Started(tmp_path).stop(signal.SIGKILL)
    assert len(snapshots(tmp_path)) == 1  # the one that SIGTERM left, whole
    assert_nothing_looks_finished(tmp_path)

    resumed = answer(*LONG, "--quiet", "--out", "run", cwd=tmp_path)
    straight = answer(*LONG, "--quiet", "--out", "straight", cwd=tmp_path)
    assert resumed["digest"] == straight["digest"]
    assert resumed["observables"] == straight["observables"]
    assert not (tmp_path / ".run.part").exists()


def test_a_finished_run_stays_while_the_next_of_its_name_is_made(finished, tmp_path):
    shutil.copytree(finished.folder, tmp_path / "run")
    Started(tmp_path).stop(signal.SIGKILL)
    assert set(answer("audit", "run", cwd=tmp_path)["imbalance"].values()) == {0}
    assert finished.json["digest"] in (tmp_path / "run" / "run.json").read_text(encoding="utf-8")
