"""Killed with -9, workers and drivers lose no run, double none and leave none half-written."""

from __future__ import annotations

import json
import os
import signal
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.ensemble import workers
from tests.ensemble.conftest import alive, until
from tests.ensemble.worlds import assert_each_once, assert_whole, filled, folder, model, plan, world
from tumen.core.errors import RunError
from tumen.ensemble import work
from tumen.ensemble.driver import RunsStopped
from tumen.ensemble.perform import run_many
from tumen.ensemble.records import record
from tumen.ensemble.tidying import lay_together

RUNS = 6


def stored(store) -> int:
    return len(store.keys(world().key(model())))


def resumed(store) -> int:
    """Go on with the plan in this process; how many runs were done."""
    with ThreadPoolExecutor(1) as thread:
        return run_many(plan(RUNS), store, executor=thread).done


def test_a_plan_whose_driver_is_killed_goes_on_where_it_stood(store, gate, drive):
    driver = drive(RUNS, "gated")
    until(lambda: len(workers.waiting()) == 2 and stored(store) == workers.FREE, driver)
    driver.kill()
    driver.wait()
    until(lambda: not any(alive(worker) for worker in workers.waiting()))  # they do not outlive it
    assert stored(store) == workers.FREE
    assert resumed(store) == RUNS - workers.FREE
    assert_whole(store, RUNS)
    assert_each_once(store, RUNS)


@pytest.fixture
def resume(start, store):
    """Start the command that goes on with a plan, a gate in front of its workers."""

    def command(*options: str):
        record(store, plan(RUNS), model())
        program = (
            "import sys; from tests.ensemble import workers; from tumen.cli import main;"
            "workers.gated(); sys.exit(main())"
        )
        return start("-c", program, "runs", "resume", "--store", store.path, *options)

    return command


def test_a_killed_worker_is_replaced_and_its_run_done_again(store, gate, resume):
    driver = resume("--workers", "2", "--json")
    until(lambda: len(workers.waiting()) == 2, driver)
    os.kill(workers.waiting()[0], signal.SIGKILL)
    (gate / "open").touch()
    out, errors = driver.communicate()
    assert driver.returncode == 0, errors
    assert json.loads(out)["done"] == RUNS
    assert_whole(store, RUNS)
    assert_each_once(store, RUNS)


def test_of_three_drivers_on_one_store_one_is_killed_and_the_others_finish(store, gate, drive):
    drivers = [drive(RUNS, "gated", "--workers", "1") for _ in range(3)]
    until(lambda: len(workers.waiting()) == 3)  # all are under way, each with a run in hand
    drivers[0].kill()
    (gate / "open").touch()
    for driver in drivers[1:]:
        out, errors = driver.communicate()
        assert driver.returncode == 0, errors
        assert sum(map(int, out.split())) == RUNS
    assert_whole(store, RUNS)
    lay_together(store, world().key(model()), rest=True)
    assert_whole(store, RUNS)
    assert_each_once(store, RUNS)
    assert resumed(store) == 0


def test_a_driver_killed_while_it_lays_shards_together_leaves_every_run(store, gate, start):
    """Killed after the large shard has its name and before the small ones go: some are there twice."""
    for runs in (2, 4, RUNS):
        filled(store.path, runs, tidy=False)
    small = {path.name for path in folder(store).iterdir()}
    assert len(small) == 3
    driver = start("-m", "tests.ensemble.workers", store.path, "0", "tidying", world().key(model()))
    until(workers.waiting, driver)
    driver.kill()
    driver.wait()
    assert len({path.name for path in folder(store).iterdir()} - small) == 1
    assert len([key for held in store.shards(world().key(model())).values() for key in held]) == 2 * RUNS
    assert_whole(store, RUNS)
    assert resumed(store) == 0
    assert_each_once(store, RUNS)
    assert_whole(store, RUNS)


def test_a_run_that_kills_every_worker_is_named_and_the_others_are_done(store, monkeypatch):
    monkeypatch.setattr(work, "perform", workers.deadly)
    with pytest.raises(RunError) as stopped:
        run_many(plan(RUNS), store, workers=1)
    assert not isinstance(stopped.value, RunsStopped)  # it may do well on another machine
    key = plan(RUNS).members[workers.DEADLY].key(world().key(model()))
    assert f"1 of {RUNS} runs stopped; the other {RUNS - 1} are stored." in str(stopped.value)
    assert f"Run {key[:12]} (seed {workers.DEADLY}): its worker died" in str(stopped.value)
    assert store.held(plan(RUNS), model()) == set(plan(RUNS).keys(model())) - {key}
    monkeypatch.setattr(work, "perform", workers.done)
    assert resumed(store) == 1
    assert_whole(store, RUNS)


def test_an_executor_of_somebody_else_that_breaks_is_named_and_what_is_stored_stays(store, monkeypatch):
    monkeypatch.setattr(work, "perform", workers.deadly)
    with (
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor,
        pytest.raises(RunError, match=r"The workers are gone \(BrokenProcessPool"),
    ):
        run_many(plan(RUNS), store, executor=executor)
    monkeypatch.setattr(work, "perform", workers.done)
    there = stored(store)
    assert resumed(store) == RUNS - there
    assert_whole(store, RUNS)


SHARED = Path("/dev/shm")


def semaphores(pid: int) -> list[Path]:
    """What a driver shares with its workers and must not leave behind, where a system shows it."""
    return list(SHARED.glob(f"sem.loky-{pid}-*"))


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_stopped_politely_it_says_what_is_stored(store, gate, resume, how):
    driver = resume("--workers", "1")
    until(lambda: workers.waiting() and stored(store) == workers.FREE, driver)
    assert semaphores(driver.pid) or not SHARED.is_dir()
    driver.send_signal(how)
    _, errors = driver.communicate()
    assert driver.returncode == 1
    assert f"{workers.FREE} of {RUNS} runs are stored" in errors
    assert "Traceback" not in errors
    assert not semaphores(driver.pid)
    assert not any(alive(worker) for worker in workers.waiting())
