"""What a report does to the answer: what leaving it out would change, and what moves its quantity."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest

from tests.inference.fits import observation
from tumen.inference import emulator
from tumen.inference.emulator import Net, emulate
from tumen.inference.influence import DRIVERS, drivers, pull, without
from tumen.inference.posterior import Posterior, infer
from tumen.inference.prior import design
from tumen.inference.terms import terms

RUNS = 240
Z, EVERY = design(RUNS, 5, 1), np.ones(RUNS, bool)
AMOUNTS = 5000 * np.exp(np.column_stack([0.6 * Z[:, 1], -0.6 * Z[:, 3], 0.6 * Z[:, 1], 0 * Z[:, 0]]))
TOLD = [
    observation("high", "rice_price", value=9000.0),
    observation("other", "maize_price", value=9000.0),
    observation("too high", "fees", value=9e6),
    observation("idle", "levy_paid", value=5000.0),
]


def weighed(*which: int, draws: int = 1000) -> Posterior:
    at = list(which) or [0, 1, 2, 3]
    of = terms([TOLD[i] for i in at])
    with patch.object(emulator, "CHOICES", emulator.CHOICES[:1]):
        return infer(Z, AMOUNTS[:, at], of, prior=EVERY, near=EVERY, draws=draws)


@pytest.fixture(scope="module")
def told() -> Posterior:
    return weighed()


def test_each_report_pulls_the_belief_it_speaks_of_to_where_it_points(told: Posterior) -> None:
    shift, belief = pull(told)
    assert belief[:2].tolist() == [1, 3]
    assert shift[0] > 0.4
    assert shift[1] < -0.4


def test_a_report_out_of_reach_or_of_what_nothing_moves_pulls_nothing(told: Posterior) -> None:
    shift, belief = pull(told)
    assert not told.reached[2]
    assert (shift[2], belief[2]) == (0.0, -1)
    assert abs(shift[3]) < 0.05


def test_weights_without_a_report_give_the_fit_without_it(told: Posterior) -> None:
    weights = without(told)
    assert weights.sum(axis=0) == pytest.approx(np.ones(4))
    assert (weights >= 0).all()
    assert np.ptp(weights[:, 2]) == 0, "it was set aside, so nothing changes"
    many, alone = weighed(draws=4000), weighed(1, 3, draws=4000)
    apart = without(many)[:, 0] @ many.z[:, [1, 3]] - alone.z[:, [1, 3]].mean(axis=0)
    assert np.abs(apart).max() < 0.15


def test_where_no_belief_moves_anything_nothing_is_pulled() -> None:
    shift, belief = pull(weighed(3))
    assert (shift.tolist(), belief.tolist()) == ([0.0], [-1])


@pytest.fixture(scope="module")
def net() -> Net:
    shown = 3 * Z[:, 4] - 1 * Z[:, 0] + 0.4 * Z[:, 2] + 0.25 * Z[:, 1]
    return emulate(Z, shown[:, None], EVERY, 1).nets[0]


def test_beliefs_that_move_a_quantity_are_named_the_strongest_first(net: Net) -> None:
    assert drivers(net, "abcde") == ("e", "a", "c")
    assert len(drivers(net, "abcde")) == DRIVERS


def test_a_quantity_that_nothing_moves_has_no_drivers() -> None:
    assert drivers(Net(np.zeros(0, int), (), 1.0, 0.0, 0.0), "abcde") == ()
