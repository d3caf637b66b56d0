"""A run stopped on the way is saved, taken up again, or begun anew where what was saved is of no use."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tumen.core.errors import RunError
from tumen.engine.kernel import default_model
from tumen.runs import crew as crews
from tumen.runs.crew import Crew
from tumen.runs.plan import Plan
from tumen.scenario import load


@cache
def plan(runs: int = 1) -> Plan:
    scenario = load("musan", default_model().catalog)
    return Plan(scenario, runs=runs, people_share=0.002, end=date(2013, 3, 31))


@cache
def straight(runs: int = 1) -> list[str]:
    return [one.digest for one in Crew(plan(runs), default_model(), None, None).work(1)]


def stopped(part: Path, runs: int = 1, after: int = 100) -> None:
    """A crew that is told to stop once a run has passed a day."""
    crew = Crew(plan(runs), default_model(), part, None)

    def progress(run: int, day: int, days: int) -> None:
        if day > after:
            crew.stop.set()

    crew.progress = progress
    with pytest.raises(InterruptedError):
        crew.work(1)


def test_a_stopped_run_is_saved_and_goes_on_where_it_stood(tmp_path):
    stopped(tmp_path)
    assert len(list(tmp_path.glob("*.npz"))) == 1
    days: list[int] = []
    crew = Crew(plan(), default_model(), tmp_path, lambda run, day, of: days.append(day))
    assert [one.digest for one in crew.work(1)] == straight()
    assert min(days) > 130  # not from the first day


def test_stopped_again_and_again_it_ends_the_same(tmp_path):
    for after in (30, 120, 200):
        stopped(tmp_path, after=after)
    assert [one.digest for one in Crew(plan(), default_model(), tmp_path, None).work(1)] == straight()


@pytest.mark.parametrize("damage", ["cut short", "altered", "empty"])
def test_a_damaged_snapshot_makes_way_and_the_run_begins_anew(tmp_path, damage):
    stopped(tmp_path)
    (snapshot,) = tmp_path.glob("*.npz")
    content = bytearray(snapshot.read_bytes())
    if damage == "altered":
        content[len(content) // 2] ^= 1
    snapshot.write_bytes(content if damage == "altered" else content[: 10_000 * (damage == "cut short")])
    assert [one.digest for one in Crew(plan(), default_model(), tmp_path, None).work(1)] == straight()


def test_a_snapshot_of_another_seed_is_not_taken_up(tmp_path):
    stopped(tmp_path)
    other = Plan(**{**vars(plan()), "seed": 2})
    days: list[int] = []
    Crew(other, default_model(), tmp_path, lambda run, day, of: days.append(day)).work(1)
    assert min(days) <= 31


def test_several_runs_stop_together_and_go_on(tmp_path):
    stopped(tmp_path, runs=3)
    assert [one.digest for one in Crew(plan(3), default_model(), tmp_path, None).work(2)] == straight(3)
    assert len(set(straight(3))) == 3


def test_where_nothing_can_be_saved_the_run_says_so(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(crews, "save", full)
    crew = Crew(plan(), default_model(), tmp_path, None)
    crew.progress = lambda run, day, days: crew.stop.set()
    with pytest.raises(RunError, match="No space left on device"):
        crew.work(1)
