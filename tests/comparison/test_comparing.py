"""Small real comparisons: what is paired, reused, left out and the same for the same seed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.comparison.cases import FIRST, LAST, SHARE, musan, policy
from tumen.comparison import comparing, words
from tumen.comparison.question import ask
from tumen.core.errors import RunError
from tumen.engine.kernel import default_model
from tumen.ensemble.driver import RunsStopped
from tumen.ensemble.store import Store
from tumen.inference import fitting
from tumen.inference.fitting import Workshop

RUNS = 5


def compared(store: Store, *policies, **more):
    arguments = {"runs": RUNS, "people_share": SHARE, "end": LAST, "store": store, **more}
    if "workers" in arguments:
        return comparing.compare(musan(), *policies, **arguments)
    with ThreadPoolExecutor(1) as thread:
        return comparing.compare(musan(), *policies, executor=thread, **arguments)


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    return Store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def found(store):
    return compared(store, policy(), policy("too-late", date(2014, 1, 1)))


def test_outcomes_of_every_policy_stand_side_by_side(found):
    assert found.policies == ["as-it-happened", "mine", "too-late"]
    assert found.numbers.shape == (3, RUNS, len(found.data["outcome"]))
    assert not np.array_equal(found.numbers[0], found.numbers[1], equal_nan=True)
    assert found.provenance["first"] == str(FIRST)
    assert found.data["draw"].to_numpy().tolist() == list(range(RUNS))


def test_a_policy_that_changes_nothing_takes_the_baselines_runs_and_is_told_so(found, store):
    np.testing.assert_array_equal(found.numbers[2], found.numbers[0])
    worlds = {key: store.keys(key) for key in store.worlds()}
    assert sorted(len(keys) for keys in worlds.values()) == [RUNS, RUNS]
    assert "nothing can come of it" in dict(words.headlines(found))["too-late"][0]
    assert any(line.startswith("too-late: Nothing is otherwise") for line in found.differs)


def test_before_the_first_day_of_difference_every_month_is_the_same_bit_for_bit(found, store):
    model = default_model()
    asked = ask(musan(), [policy()], model, runs=RUNS, people_share=SHARE, end=LAST)
    names = list(model.catalog.observables)
    first, second = (store.read(asked.plan(one), names, model) for one in asked.courses)
    before = sum(day < FIRST for day in store.frame(asked.courses[0].world, model).time)
    assert before == 2
    later = 0
    for name in names:
        np.testing.assert_array_equal(first[name][:, :before], second[name][:, :before], err_msg=name)
        later += not np.array_equal(first[name][:, before:], second[name][:, before:], equal_nan=True)
    assert later > 3


def test_the_same_seed_gives_the_same_bits_on_one_and_on_two_processes(found, tmp_path):
    other = compared(Store(tmp_path / "other"), policy(), policy("too-late", date(2014, 1, 1)), workers=2)
    for name, values in found.data.variables.items():
        np.testing.assert_array_equal(values.to_numpy(), other.data[name].to_numpy(), err_msg=str(name))
    assert other.provenance == found.provenance


def test_stored_runs_are_not_run_again(found, store, monkeypatch):
    performed = []
    run_many = fitting.run_many

    def counting(*arguments, **named):
        performed.append(run_many(*arguments, **named))
        return performed[-1]

    monkeypatch.setattr(fitting, "run_many", counting)
    compared(store, policy(), policy("too-late", date(2014, 1, 1)))
    assert [one.done for one in performed] == [0, 0, 0]


def test_with_defaults_worlds_differ_by_luck_alone(tmp_path):
    held = compared(Store(tmp_path / "store"), policy(), beliefs="defaults", end=date(2013, 3, 31))
    assert held.data.sizes["belief"] == 0
    assert np.ptp(held.numbers[0], axis=0).max() > 0


def stopping(monkeypatch, label: str, *which: int) -> None:
    """Let some runs of one policy stop."""
    run_many = fitting.run_many

    def stops(plan, *arguments, **named):
        if not plan.label.endswith(label):
            return run_many(plan, *arguments, **named)
        gone = [plan.members[i] for i in which]
        kept = tuple(one for one in plan.members if one not in gone)
        if kept:
            run_many(replace(plan, members=kept), *arguments, **named)
        raise RunsStopped("stopped", tuple(gone))

    monkeypatch.setattr(fitting, "run_many", stops)


def test_a_run_that_stops_under_one_policy_is_left_out_of_all(found, tmp_path, monkeypatch):
    stopping(monkeypatch, "mine", 1)
    other = compared(Store(tmp_path / "store"), policy(), policy("too-late", date(2014, 1, 1)))
    assert other.data["draw"].to_numpy().tolist() == [0, 2, 3, 4]
    assert other.provenance["stopped"] == 1
    np.testing.assert_array_equal(other.numbers, found.numbers[:, [0, 2, 3, 4]])


@pytest.mark.parametrize("which", [(0, 1, 2), (0, 1, 2, 3, 4)])
def test_where_hardly_any_run_ends_it_says_so(tmp_path, monkeypatch, which):
    stopping(monkeypatch, "mine", *which)
    with pytest.raises(RunError, match="tumen runs list"):
        compared(Store(tmp_path / "store"), policy(), end=date(2013, 3, 31))


def test_with_a_fit_the_same_is_asked_of_the_prior(found, store):
    model = default_model()
    asked = ask(musan(), [policy()], model, runs=RUNS, people_share=SHARE, end=LAST)
    narrowed = replace(asked, draws=replace(asked.draws, kind="posterior"))
    with ThreadPoolExecutor(1) as thread:
        both = comparing.answer(narrowed, Workshop(model, store, thread))
    np.testing.assert_array_equal(both.data["prior_value"].to_numpy(), found.numbers[:2])
