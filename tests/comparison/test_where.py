"""Where a policy fails: a rule that is there is found, and none is made up."""

from __future__ import annotations

import numpy as np
import pytest

from tests.comparison.cases import LEAST_HUNGER, both, made_up
from tumen.comparison.where import where_it_fails
from tumen.comparison.words import of_where


def planted(runs: int, beliefs: int, seed: int, fails: np.ndarray | None = None, noise: float = 0.0):
    luck = np.random.default_rng(seed)
    z = luck.normal(size=(runs, beliefs))
    if fails is None:
        fails = (z[:, 1] > 0.3) ^ (luck.random(runs) < noise)
    base = luck.normal(100, 20, runs)
    return made_up(both([base, base + np.where(fails, 5.0, -5.0)]), z=z), fails


@pytest.mark.parametrize("noise", [0.0, 0.1])
def test_a_rule_that_is_there_is_found_among_many_beliefs(noise):
    compared, fails = planted(200, 40, 1, noise=noise)
    found = where_it_fails(compared, "policy-1", LEAST_HUNGER)
    assert (found.fails, found.worlds) == (fails.sum(), 200)
    assert found.told > 0.3
    worst = found.leaves[0]
    assert any(condition.startswith("belief_1 above 6.") for condition in worst.conditions)
    assert all(condition.endswith(" t") for condition in worst.conditions)
    assert worst.fails / worst.worlds > 0.8
    assert sum(leaf.worlds for leaf in found.leaves) == 200
    assert sum(leaf.fails for leaf in found.leaves) == found.fails


def test_hardly_any_tree_is_grown_on_noise():
    grown = 0
    for seed in range(30):
        fails = np.random.default_rng([seed, 1]).random(100) < 0.4
        compared, _ = planted(100, 50, seed, fails)
        grown += bool(where_it_fails(compared, "policy-1", LEAST_HUNGER).leaves)
    assert grown <= 1


@pytest.mark.parametrize(("runs", "failing"), [(39, 10), (40, 4), (200, 10), (60, 60), (60, 0)])
def test_of_few_worlds_or_failures_only_the_count_is_told(runs, failing, recwarn):
    fails = np.arange(runs) < failing
    compared, _ = planted(runs, 3, 1, fails)
    found = where_it_fails(compared, "policy-1", LEAST_HUNGER)
    assert (found.fails, found.worlds, found.leaves) == (failing, runs, ())
    assert of_where(found).startswith(f"Worse than the baseline in {failing} of {runs} worlds")
    assert not recwarn.list


def test_without_beliefs_there_is_no_tree():
    luck = np.random.default_rng(1).normal(size=100)
    found = where_it_fails(made_up(both([np.zeros(100), luck])), "policy-1", LEAST_HUNGER)
    assert found.leaves == ()


def test_worlds_that_show_nothing_are_not_counted_as_well_done():
    found = where_it_fails(made_up(both([[1, 1, 1], [2, float("nan"), 0]])), "policy-1", LEAST_HUNGER)
    assert (found.fails, found.worlds) == (1, 2)


def test_the_limit_of_a_condition_lies_between_worlds_and_is_told_in_the_beliefs_unit():
    compared, _ = planted(200, 5, 2)
    told = of_where(where_it_fails(compared, "policy-1", LEAST_HUNGER))
    assert "By beliefs:" in told
    assert "Skill on worlds not used:" in told
