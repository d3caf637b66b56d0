"""Dask's workers and scheduler killed with -9: what was stored stays, and the plan goes on."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from tests.ensemble import workers
from tests.ensemble.conftest import until
from tests.ensemble.worlds import assert_each_once, assert_whole, filled, keys
from tumen.core.errors import InputError
from tumen.ensemble import cluster as clusters
from tumen.ensemble.cluster import cluster

pytest.importorskip("distributed", reason="the extra 'cluster'")

RUNS = 6


class Dask:
    """A scheduler and its workers, each a program of its own."""

    def __init__(self, start, folder: Path) -> None:
        self.start, self.file = start, folder / "scheduler.json"
        self.scheduler = self._program("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-show")
        until(self._written, self.scheduler)
        self.address = json.loads(self.file.read_text(encoding="utf-8"))["address"]
        self.workers = [self.worker()]

    def _program(self, what: str, *arguments: str):
        file = ("--scheduler-file", str(self.file), "--no-dashboard")
        return self.start("-m", f"distributed.cli.dask_{what}", *arguments, *file)

    def _written(self) -> bool:
        try:
            return "address" in json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False

    def worker(self):
        return self._program("worker", "--nthreads", "1", "--no-nanny")


@pytest.fixture
def dask(start, tmp_path, gate, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    return Dask(start, tmp_path)


def test_a_killed_dask_worker_loses_no_run(store, gate, dask, drive):
    driver = drive(RUNS, "gated", "--cluster", dask.address)
    until(workers.waiting, driver)
    (first,) = workers.waiting()
    os.kill(first, signal.SIGKILL)
    dask.worker()
    until(lambda: len(workers.waiting()) == 2, driver)  # the run that it had in hand goes to the next one
    (gate / "open").touch()
    out, errors = driver.communicate()
    assert driver.returncode == 0, errors
    assert out.split() == [str(RUNS), "0"]
    assert_whole(store, RUNS)
    assert_each_once(store, RUNS)


def test_a_killed_dask_scheduler_stops_the_driver_and_the_plan_goes_on(store, gate, dask, drive):
    driver = drive(RUNS, "gated", "--cluster", str(dask.file))
    until(lambda: workers.waiting() and len(keys(store)) == workers.FREE, driver)
    dask.scheduler.kill()
    _, errors = driver.communicate()
    assert driver.returncode == 1
    assert "RunError: The workers are gone (CancelledError" in errors
    assert f"{workers.FREE} of {RUNS} runs are stored" in errors
    filled(store.path, RUNS)
    assert_whole(store, RUNS)
    assert_each_once(store, RUNS)


def test_where_nobody_answers_or_dask_is_missing_it_is_said(monkeypatch):
    with pytest.raises(InputError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9; start one"):
        cluster("tcp://127.0.0.1:9", patience=0.5)
    for nonsense in ("127.0.0.1", "tcp://", "127.0.0.1:x", "nonsense://127.0.0.1:9"):
        with pytest.raises(InputError, match="No Dask scheduler answers"):
            cluster(nonsense, patience=0.5)
    with pytest.raises(InputError, match=r"nowhere\.json is no file of a Dask scheduler"):
        cluster("nowhere.json", patience=0.5)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"pip install 'tumen\[cluster\]'"):
        cluster("tcp://127.0.0.1:9")


def test_a_cluster_is_an_executor_that_counts_its_workers(monkeypatch):
    counts: list[dict[str, int]] = [{}, {"a": 2, "b": 3}]

    class Client:
        def get_executor(self, pure):
            return None

        def nthreads(self):
            if not counts:
                raise OSError("gone")
            return counts.pop(0)

    monkeypatch.setattr(clusters, "COUNT_AGAIN", -1.0)
    executor = clusters.Cluster(Client())
    assert [executor._max_workers for _ in range(3)] == [1, 5, 5]
