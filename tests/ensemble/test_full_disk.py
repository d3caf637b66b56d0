"""A full disk stops a plan with a sentence; what was stored before is whole, and with room it goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.ensemble.conftest import ROOT
from tests.ensemble.worlds import assert_each_once, assert_whole, filled, folder, keys, plan
from tumen.core.errors import RunError
from tumen.ensemble import driver
from tumen.ensemble.perform import run_many
from tumen.ensemble.store import Store

resource = pytest.importorskip("resource", reason="limits as on Unix")

RUNS = 12


@pytest.fixture
def small_disk(tmp_path):
    """A file system whose size can be set."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def size(text: str) -> None:
        option = f"remount,size={text}" if os.path.ismount(disk) else f"size={text}"
        command = ["mount", "-o", option, "-t", "tmpfs", "tmpfs", str(disk)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")

    if os.geteuid() != 0 or not Path("/proc/self").exists():
        pytest.skip("only root may mount a small file system")
    yield disk, size
    if os.path.ismount(disk):
        subprocess.run(["umount", "--lazy", str(disk)], check=True)  # people may be mapped from there


def temporaries(path: Path) -> list[str]:
    return [file.name for file in path.rglob(".*") if file.is_file()]


@pytest.mark.parametrize("room", ["16k", "100k", "400k"])
def test_a_full_disk_is_named_and_nothing_half_written_counts(small_disk, monkeypatch, room):
    disk, size = small_disk
    size(room)
    monkeypatch.setattr(driver, "LARGEST_TASK", 1)
    store = Store(disk / "store")
    with ThreadPoolExecutor(1) as thread, pytest.raises(RunError) as stopped:
        run_many(plan(RUNS), store, executor=thread)
    assert str(stopped.value) == f"The store at {store.path} cannot be written (No space left on device)."
    assert temporaries(disk) == []
    before = len(keys(store))
    assert (before > 0) == (room == "400k")
    assert before < RUNS

    size("20m")
    filled(store.path, RUNS)
    assert_whole(store, RUNS)
    assert_each_once(store, RUNS)


def test_processes_that_may_not_write_stop_the_driver_with_the_same_sentence(store):
    """The people fit into what a file may take here, a plan with its scenario does not."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    done = subprocess.run(
        [sys.executable, "-m", "tests.ensemble.workers", str(store.path), "2"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )
    assert done.returncode == 1
    assert "cannot be written (File too large)" in done.stderr
    assert temporaries(store.path) == []


def test_without_room_to_lay_shards_together_every_run_is_stored(store, monkeypatch):
    monkeypatch.setattr(driver, "LARGEST_TASK", 1)
    put = Store.put

    def no_large_ones(self: Store, world_key: str, name: str, content: bytes) -> None:
        if not name.startswith("1-"):
            raise self.unwritable(OSError(28, "No space left on device"))
        put(self, world_key, name, content)

    monkeypatch.setattr(Store, "put", no_large_ones)
    with pytest.warns(UserWarning, match="Every run is stored, in more files than need be"):
        filled(store.path, 3)
    assert len(list(folder(store).iterdir())) == 3
    assert_whole(store, 3)
