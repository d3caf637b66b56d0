"""What knowing one belief would be worth: by hand, beyond luck, and nothing made up."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from tests.comparison.cases import LEAST_HUNGER, both, made_up
from tumen.comparison.knowing import beyond_luck, worth_knowing
from tumen.comparison.regret import costs_of
from tumen.comparison.words import of_knowing


def worlds(runs: int, beliefs: int, seed: int, slope: float, noise: float):
    """A policy that is better where the first belief is high and worse where it is low."""
    luck = np.random.default_rng(seed)
    z = luck.normal(size=(runs, beliefs))
    base = luck.normal(1000, 100, runs)
    return made_up(both([base, base - slope * z[:, 0] + noise * luck.normal(size=runs)]), z=z)


def test_a_belief_that_decides_is_worth_half_the_mean_distance():
    """The difference is normal with sd 10: choosing by its sign saves 10 phi(0) = 3.99."""
    found = worth_knowing(worlds(400, 20, 1, 10.0, 2.0), LEAST_HUNGER)
    assert [one.belief for one in found] == ["belief_0"]
    assert found[0].worth == pytest.approx(10 * norm.pdf(0), rel=0.2)
    assert found[0].worth <= found[0].of


def test_beliefs_that_know_nothing_are_hardly_ever_named():
    named = sum(bool(worth_knowing(worlds(100, 30, seed, 0.0, 10.0), LEAST_HUNGER)) for seed in range(20))
    assert named <= 3


def test_where_one_policy_is_best_anyway_nothing_is_worth_knowing():
    luck = np.random.default_rng(2)
    z = luck.normal(size=(100, 5))
    base = luck.normal(1000, 100, 100)
    compared = made_up(both([base, base - 50 + 2 * z[:, 0]]), z=z)
    assert worth_knowing(compared, LEAST_HUNGER) == ()


def test_what_is_heard_in_part_is_worth_the_root_of_that_part():
    """Half of the variance of what is told is error: choosing by it saves 10 phi(0) / sqrt(2)."""
    compared = worlds(4000, 1, 4, 10.0, 0.1)
    costs, z = costs_of(compared, LEAST_HUNGER), compared.data["belief_probit"].to_numpy()
    whole, half = (beyond_luck(costs, z, 1, heard)[0] for heard in (1.0, 0.5))
    assert whole == pytest.approx(10 * norm.pdf(0), rel=0.05)
    assert half == pytest.approx(whole / np.sqrt(2), rel=0.05)


def test_a_line_that_promises_more_than_worlds_show_is_not_believed():
    """The difference is 10 z³, its line 30 z: by its sign 10 E|z³| / 2 = 8 is saved, not the line's 12."""
    compared = worlds(4000, 3, 5, 0.0, 0.1)
    z = compared.data["belief_probit"].to_numpy()
    compared.data["outcome_value"].values[1, :, 1] += 10 * z[:, 0] ** 3
    worth = beyond_luck(costs_of(compared, LEAST_HUNGER), z, 1)
    assert worth[0] == pytest.approx(8, rel=0.1)
    assert not worth[1:].any()


def test_a_switch_is_told_by_its_two_sides():
    compared = worlds(200, 3, 3, 0.0, 1.0)
    on = compared.data["belief_probit"].to_numpy()[:, 2] > 0
    compared.data["belief_value"].values[:, 2] = on
    compared.data["outcome_value"].values[1, :, 1] += np.where(on, 10.0, -10.0)
    found = worth_knowing(compared, LEAST_HUNGER)
    assert found[0].belief == "belief_2"
    assert found[0].worth == pytest.approx(5.0, rel=0.2)


@pytest.mark.parametrize(("runs", "beliefs"), [(39, 5), (60, 0)])
def test_of_few_worlds_or_no_beliefs_nothing_is_said(runs, beliefs):
    compared = worlds(runs, beliefs, 1, 10.0, 1.0) if beliefs else made_up(both(np.ones((2, runs))))
    assert worth_knowing(compared, LEAST_HUNGER) == ()
    assert of_knowing(compared, LEAST_HUNGER) == []


def test_it_is_said_in_a_sentence_with_the_next_report():
    compared = worlds(200, 5, 1, 10.0, 1.0)
    first, second = of_knowing(compared, LEAST_HUNGER)
    assert first.startswith("Knowing belief_0 would be worth ")
    assert "person-days" in first
    assert second == "The next report to ask for is one that bears on belief_0."
    compared.provenance["beliefs"] = "posterior"
    assert "`tumen next FIT --policies` says" in of_knowing(compared, LEAST_HUNGER)[1]
