"""Regret by hand, and what must hold whatever the numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.comparison.cases import LEAST_HUNGER, MOST_DENIED, both, made_up
from tumen.comparison.regret import otherwise, regrets, weightings, winner
from tumen.core.errors import InputError

NAN = float("nan")


def test_regret_by_hand():
    """Worlds: the policy 4 better, 2 worse, as good."""
    base, mine = regrets(made_up(both([[10, 10, 10], [6, 12, 10]])), LEAST_HUNGER)
    assert base.best == pytest.approx(2 / 3)
    assert mine.best == pytest.approx(2 / 3)
    assert (base.expected, base.greatest) == (pytest.approx(4 / 3), 4)
    assert (mine.expected, mine.greatest) == (pytest.approx(2 / 3), 2)
    assert winner((base, mine)) == "policy-1"


def test_most_denied_is_the_least_earned():
    compared = made_up(both([[1, 1], [1, 1]], earned=[[5, 5], [3, 6]]))
    base, mine = regrets(compared, MOST_DENIED)
    assert (base.expected, mine.expected) == (1.0, 0.5)


def test_what_rounding_leaves_decides_nothing():
    earned = [[2e4, 2e4], [2e4 + 1e-4, 2e4 - 1e-4], [3e4, 3e4]]
    compared = made_up(both(np.ones((3, 2)), earned=earned))
    base, same, _ = regrets(compared, MOST_DENIED)
    assert (base.best, same.best) == (1.0, 1.0)
    assert (base.expected, same.expected) == (0.0, 0.0)


def test_weights_decide_which_worlds_count():
    compared = made_up(both([[10, 10, 10], [6, 12, 10]]))
    base, mine = regrets(compared, LEAST_HUNGER, np.array([0.1, 0.9, 0.0]))
    assert (base.expected, mine.expected) == (pytest.approx(0.4), pytest.approx(1.8))
    assert base.best == pytest.approx(0.9)
    assert (base.ninety, base.greatest) == (0.0, 4.0)
    assert mine.ninety == 2.0


def test_ninety_is_what_one_world_of_ten_goes_beyond():
    compared = made_up(both([np.arange(1.0, 21.0), np.zeros(20)]))
    assert regrets(compared, LEAST_HUNGER)[0].ninety == 18.0


def test_equals_are_all_best_and_the_first_wins():
    found = regrets(made_up(both([[7, 8], [7, 8], [7 + 1e-12, 8]])), LEAST_HUNGER)
    assert [one.best for one in found] == [1.0, 1.0, 1.0]
    assert winner(found) == "as-it-happened"


def test_worlds_that_show_nothing_under_a_policy_do_not_count():
    found = regrets(made_up(both([[10, 10, 10], [8, NAN, 12]])), LEAST_HUNGER)
    assert [one.expected for one in found] == [1.0, 1.0]
    with pytest.raises(InputError, match="no world"):
        regrets(made_up(both([[NAN, NAN], [NAN, NAN]])), LEAST_HUNGER)


@given(
    arrays(
        float,
        st.tuples(st.integers(2, 5), st.integers(1, 12)),
        elements=st.floats(-1e6, 1e6, allow_subnormal=False),
    )
)
def test_regret_is_never_negative_and_somebody_has_none_in_each_world(costs):
    found = regrets(made_up(both(costs)), LEAST_HUNGER)
    for one in found:
        assert 0 <= one.expected <= one.greatest + 1e-9
        assert 0 <= one.ninety <= one.greatest
    assert sum(one.best for one in found) >= 1 - 1e-9
    alone = min(one.expected for one in found)
    for run in range(costs.shape[1]):
        one_world = regrets(made_up(both(costs[:, [run]])), LEAST_HUNGER)
        assert min(one.expected for one in one_world) == 0
    value_of_knowing_all = costs.mean(axis=1).min() - costs.min(axis=0).mean()
    assert alone == pytest.approx(value_of_knowing_all, abs=1e-6)


def test_without_an_outlet_another_policy_may_win():
    hungry = np.array([[10.0] * 40, [9.0] * 30 + [15.0] * 10])
    even, without = np.full(40, 1 / 40), np.array([1 / 30] * 30 + [0.0] * 10)
    few = np.array([1.0] + [0.0] * 39)
    compared = made_up(both(hungry), weights={"all": even, "without A": without, "hardly any": few})
    found = {one.name: one for one in otherwise(compared, LEAST_HUNGER, weightings(compared))}
    assert found["all"].winner == "as-it-happened"
    assert found["without A"].winner == "policy-1"
    assert found["without A"].effective == pytest.approx(30)
    assert (found["hardly any"].winner, found["hardly any"].effective) == ("", 1.0)
    assert weightings(made_up(both(hungry))) == {}
