"""Whoever does the runs, in whatever order and portions, the results are the same bits."""

from __future__ import annotations

import math
import random
import signal
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from tests.engine.toy import toy_catalog
from tests.ensemble.worlds import assert_each_once, assert_whole, filled, folder, keys, model, plan, world
from tumen.core.errors import InputError, RunError
from tumen.engine.kernel import Model
from tumen.ensemble import driver as drivers
from tumen.ensemble import work
from tumen.ensemble.driver import Driver, RunsStopped
from tumen.ensemble.perform import run_many
from tumen.ensemble.plan import Member, Plan
from tumen.ensemble.pool import Given, cores
from tumen.ensemble.records import recorded
from tumen.ensemble.store import Store

RUNS = 6


class AnyOrder(Executor):
    """Does what it was handed in any order."""

    def __init__(self, seed: int) -> None:
        self.random, self.waiting, self.thread = random.Random(seed), [], ThreadPoolExecutor(1)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((future, fn, args))
        if len(self.waiting) > 1:
            self.random.shuffle(self.waiting)
        self.thread.submit(self.do_one)
        return future

    def do_one(self) -> None:
        future, fn, args = self.waiting.pop()
        if future.set_running_or_notify_cancel():
            future.set_result(fn(*args))


class Refusing(Executor):
    """Fails every task, or the handing out itself, in one way."""

    def __init__(self, error: Exception, *, at_once: bool = False) -> None:
        self.error, self.at_once, self.asked = error, at_once, 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.asked += 1
        if self.at_once:
            raise self.error
        future: Future[Any] = Future()
        future.set_exception(self.error)
        return future


def in_threads(asked: Plan, store: Store, workers: int = 1, **options: Any) -> int:
    """How many runs were done, by threads of this process."""
    with ThreadPoolExecutor(workers) as threads:
        return run_many(asked, store, executor=threads, **options).done


@pytest.mark.parametrize("workers", [1, 2])
def test_the_same_bits_on_one_and_on_two_workers(store, workers):
    performed = run_many(plan(RUNS), store, workers=workers)
    assert (performed.done, performed.reused) == (RUNS, 0)
    assert_whole(store, RUNS)
    assert_each_once(store, RUNS)


@pytest.mark.parametrize("size", [1, 2, 100])
def test_the_same_bits_in_portions_of_any_size(store, monkeypatch, size):
    monkeypatch.setattr(drivers, "LARGEST_TASK", size)
    assert in_threads(plan(RUNS), store, 2) == RUNS
    assert_whole(store, RUNS)
    assert_each_once(store, RUNS)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_bits_when_results_come_in_any_order(store, seed):
    run_many(plan(RUNS), store, executor=AnyOrder(seed), workers=2)
    assert_whole(store, RUNS)
    assert_each_once(store, RUNS)


def test_what_is_there_is_not_run_again(store, monkeypatch):
    filled(store.path, 2)
    handed: list[int] = []
    perform = work.perform

    def noting(task: work.Task) -> work.Report:
        handed.extend(member.seed for member in task.members)
        return perform(task)

    monkeypatch.setattr(work, "perform", noting)
    assert in_threads(plan(4), store) == 2
    assert sorted(handed) == [2, 3]
    assert in_threads(plan(4), store) == 0
    assert in_threads(Plan(world(), plan(4).members[:3], "another plan"), store) == 0
    assert sorted(handed) == [2, 3]
    assert {one.plan.label for one in recorded(store)} == {"", "another plan"}  # noted, so that gc spares it


def test_a_member_named_twice_is_run_once(store):
    twice = Plan(world(), (*plan(2).members, *plan(2).members))
    with ThreadPoolExecutor(1) as thread:
        performed = run_many(twice, store, executor=thread)
    assert (performed.done, performed.reused) == (2, 2)
    assert_each_once(store, 2)


def test_progress_counts_up_to_all_of_them(store):
    told: list[tuple[int, int, float, float]] = []
    filled(store.path, 1)
    in_threads(plan(4), store, progress=lambda *now: told.append(now))
    assert [done for done, *_ in told] == sorted(done for done, *_ in told)
    done, total, rate, left = told[-1]
    assert (done, total, left) == (4, 4, 0.0)
    assert rate > 0
    assert all(total == 4 and (math.isnan(left) or left >= 0) for _, total, _, left in told)


def test_a_run_that_stops_does_not_hold_up_the_others(store, monkeypatch):
    live = work._Stage.live

    def stops(stage: work._Stage, member: Member) -> Any:
        if member.seed == 2:
            raise RunError(
                "On 2013-01-05 in Musan, the books of grain do not close (+1 units); the run stopped."
            )
        if member.seed == 4:
            raise ZeroDivisionError("division by zero")
        return live(stage, member)

    monkeypatch.setattr(work._Stage, "live", stops)
    members = tuple(
        replace(m, settings=(*m.settings, ("levy_order", 10.0 * m.seed))) for m in plan(RUNS).members
    )
    asked = Plan(world(), members)
    with pytest.raises(RunError) as stopped:
        in_threads(asked, store)
    by_seed = dict(zip(range(RUNS), asked.keys(model()), strict=True))
    assert keys(store) == {key for seed, key in by_seed.items() if seed not in (2, 4)}
    message = str(stopped.value)
    assert f"2 of {RUNS} runs stopped; the other {RUNS - 2} are stored." in message
    one = f"Run {by_seed[2][:12]} (seed 2, levy_order=20): On 2013-01-05 in Musan, the books of grain"
    other = f"Run {by_seed[4][:12]} (seed 4, levy_order=40): ZeroDivisionError: division by zero"
    assert one in message or other in message
    assert "levy_pocketed" not in message  # it is the same in all of them

    monkeypatch.setattr(work._Stage, "live", live)
    assert in_threads(asked, store) == 2


def test_runs_that_stop_by_themselves_are_told_from_runs_that_are_given_up(store, monkeypatch):
    """Only the former would stop again, so that whoever asked may do without them."""
    live = work._Stage.live

    def stopping(errors: dict[int, Exception]) -> Callable[[work._Stage, Member], Any]:
        def stops(stage: work._Stage, member: Member) -> Any:
            if member.seed in errors:
                raise errors[member.seed]
            return live(stage, member)

        return stops

    books = RunError("The books do not close; the run stopped.")
    monkeypatch.setattr(work._Stage, "live", stopping({1: books, 3: MemoryError("no room")}))
    with pytest.raises(RunError, match="2 of 6 runs stopped") as given_up:
        in_threads(plan(RUNS), store)
    assert type(given_up.value) is RunError
    monkeypatch.setattr(work._Stage, "live", stopping({1: books, 3: books}))
    with pytest.raises(RunsStopped, match="2 of 6 runs stopped") as stopped:
        in_threads(plan(RUNS), store)
    assert sorted(one.seed for one in stopped.value.members) == [1, 3]
    kept = tuple(one for one in plan(RUNS).members if one not in stopped.value.members)
    assert in_threads(Plan(world(), kept), store) == 0


def test_an_executor_that_does_nothing_right_is_given_up_soon(store):
    refusing = Refusing(ValueError("no such module"))
    with pytest.raises(
        RunError, match=r"No worker gets a run done \(ValueError: no such module\). 0 of 50 runs"
    ):
        run_many(plan(50), store, executor=refusing, workers=1)
    assert refusing.asked < 50


@pytest.mark.parametrize("at_once", [False, True])
def test_workers_that_are_gone_for_good_are_named(store, at_once):
    filled(store.path, 1)
    refusing = Refusing(CancelledError("scheduler went"), at_once=at_once)
    with pytest.raises(RunError, match=r"The workers are gone \(CancelledError.*1 of 6 runs are stored"):
        run_many(plan(RUNS), store, executor=refusing, workers=1)


def test_arguments_that_make_no_sense_run_nothing(store):
    with pytest.raises(InputError, match="no parameter"):
        in_threads(Plan(world(), (Member.of({"nonsense": 1.0}),)), store)
    with pytest.raises(InputError, match="leaves nobody to work"):
        in_threads(Plan(replace(world(), people_share=1e-6), (Member(),)), store)
    for workers in (0, -3):
        with pytest.raises(InputError, match=f"The number of workers is {workers}; expected at least 1"):
            run_many(plan(1), store, workers=workers)
    assert not store.path.exists()


def test_a_plan_of_nothing_is_done(store):
    assert in_threads(Plan(world(), ()), store) == 0


def test_a_store_without_the_worker_seeing_it_is_written_by_the_driver(store, monkeypatch):
    perform = work.perform
    monkeypatch.setattr(work, "perform", lambda task: perform(replace(task, identity="elsewhere")))
    assert in_threads(plan(RUNS), store) == RUNS
    assert_whole(store, RUNS)
    assert_each_once(store, RUNS)


def test_runs_of_another_driver_are_seen_on_the_way(store, monkeypatch):
    """Another driver stores everything while the first run is being done; nothing of it is done here."""
    monkeypatch.setattr(drivers, "LOOK_AGAIN", 0.0)
    monkeypatch.setattr(drivers, "LARGEST_TASK", 1)
    perform, handed = work.perform, []

    def late(task: work.Task) -> work.Report:
        handed.extend(member.seed for member in task.members)
        monkeypatch.setattr(work, "perform", perform)
        filled(store.path, RUNS)
        return perform(task)

    monkeypatch.setattr(work, "perform", late)
    with ThreadPoolExecutor(1) as thread:
        performed = run_many(plan(RUNS), store, executor=thread, workers=1)
    assert len(handed) == 1
    assert performed.done <= 2  # what was in hand
    assert_whole(store, RUNS)


def test_a_shard_damaged_on_the_way_is_done_again(store, monkeypatch):
    monkeypatch.setattr(drivers, "LARGEST_TASK", 1)
    put, damaged = Store.put, []

    def spoil(self: Store, world_key: str, name: str, content: bytes) -> None:
        put(self, world_key, name, content)
        if not damaged:
            damaged.append(name)
            (folder(store) / name).write_bytes(content[:100])

    monkeypatch.setattr(Store, "put", spoil)
    with pytest.warns(UserWarning, match="damaged"):
        in_threads(plan(RUNS), store)
    assert_whole(store, RUNS)


class DyingOnce(Given):
    """Workers of whom the first stores its run and dies before it can tell; new ones can be had."""

    def __init__(self, executor: Executor) -> None:
        super().__init__(executor, 1)
        self.dead: list[Future[Any]] = []

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        future = super().submit(function, *arguments)
        if self.dead:
            return future
        future.result()
        self.dead.append(Future())
        self.dead[0].set_exception(BrokenExecutor("killed"))
        return self.dead[0]

    def renew(self) -> bool:
        return True


def test_what_a_worker_stored_before_it_died_is_done_and_not_done_again(store):
    driver = Driver(plan(RUNS), store, model())
    with ThreadPoolExecutor(1) as threads:
        driver.carry_out(pool := DyingOnce(threads))
    assert pool.dead
    assert driver.own == set(plan(RUNS).keys(model()))
    assert_whole(store, RUNS)
    assert_each_once(store, RUNS)


def test_tasks_take_about_a_second(store, monkeypatch):
    """By what the runs took so far: one to begin with, then more, the rest shared out evenly."""
    driver = Driver(plan(300), store, model())
    driver._waiting.extend(driver.missing())
    assert len(driver._next_batch(2)) == 1
    for seconds_each, expected in ((0.02, 50), (0.001, 75), (0.6, 2), (1.8, 1)):
        driver.own, driver._spent = {"a", "b"}, 2 * seconds_each
        driver._waiting.clear()
        driver._waiting.extend(driver.missing())
        assert len(driver._next_batch(2)) == expected
        driver._waiting.clear()
        driver._waiting.extend(driver.missing()[:8])
        assert len(driver._next_batch(2)) == min(2, expected)


def test_another_model_runs_within_this_process_only(store):
    """Its runs are another world's, and a process that does not have it says so."""
    toy = Model(toy_catalog())
    assert world().key(toy) != world().key(model())
    task = work.Task(work.packed(world()), world().key(toy), "unknown", (Member(),), str(store.path), "")
    with pytest.raises(RunError, match="another model"):
        work.perform(task)
    assert work.give(toy) != work.model_key(model())


def test_a_pipe_that_breaks_is_an_error_while_runs_are_done_and_what_it_was_afterwards(store):
    """A command ends by a broken pipe of its own output; a dead worker's must not end it."""
    seen = []

    class Looking(Refusing):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            seen.append(signal.getsignal(signal.SIGPIPE))
            return super().submit(fn, *args, **kwargs)

    before = signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        with pytest.raises(RunError):
            run_many(plan(1), store, executor=Looking(CancelledError()), workers=1)
        assert seen == [signal.SIG_IGN]
        assert signal.getsignal(signal.SIGPIPE) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGPIPE, before)


def test_runs_that_go_as_often_as_they_are_stored_are_an_error(store, monkeypatch):
    monkeypatch.setattr(Store, "put", lambda *_: None)
    with pytest.raises(RunError, match="2 runs went from"):
        in_threads(plan(2), store)


def test_an_executor_says_how_many_workers_it_has_or_is_told():
    with ThreadPoolExecutor(3) as threads:
        assert Given(threads).workers() == 3
        assert Given(threads, 5).workers() == 5
    assert Given(Refusing(ValueError())).workers() > 0
    assert cores() >= 1
