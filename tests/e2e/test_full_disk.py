"""A disk that is full: one sentence, exit code 1, and nothing half-written that could be taken for a run."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.e2e.commands import SHORT, files, tumen

resource = pytest.importorskip("resource", reason="limits as on Unix")

RUN = ("run", "musan", *SHORT, "--quiet", "--out")


@pytest.fixture
def small_disk(tmp_path):
    """A file system of a given size."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def size(text: str) -> None:
        verb = ["mount", "-o", f"remount,size={text}"] if os.path.ismount(folder) else None
        command = verb or ["mount", "-t", "tmpfs", "-o", f"size={text}", "tmpfs"]
        done = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")

    if os.geteuid() != 0 or not Path("/proc/self").exists():
        pytest.skip("only root may mount a small file system")
    yield folder, size
    if os.path.ismount(folder):
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("room", ["16k", "400k"])
def test_a_full_disk_is_named_and_nothing_half_written_stays(finished, small_disk, room):
    disk, size = small_disk
    size(room)
    done = tumen(*RUN, "run", cwd=disk)
    assert done.returncode == 1
    assert done.stderr.strip() == "error: run could not be written (No space left on device)."
    assert files(disk) == []


def test_a_new_scenario_on_a_full_disk_is_not_half_there(small_disk):
    disk, size = small_disk
    size("16k")
    done = tumen("new", "mine", cwd=disk)
    assert done.returncode == 2
    assert "mine cannot be written" in done.stderr
    assert files(disk) == []


def test_a_former_run_survives_a_file_that_may_not_grow(finished, tmp_path):
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))

    shutil.copytree(finished.folder, tmp_path / "run")
    before = files(tmp_path)
    done = tumen(*RUN, "run", cwd=tmp_path, preexec_fn=limit)
    assert done.returncode == 1
    assert done.stderr.strip() == "error: run could not be written (File too large)."
    assert files(tmp_path) == before
    assert tumen("audit", "run", cwd=tmp_path).returncode == 0
