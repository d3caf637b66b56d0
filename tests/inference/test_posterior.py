"""From runs to a posterior, on a world cheap enough to be weighed exactly; no simulator."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.inference.fits import observation
from tumen.inference import esmda, steering
from tumen.inference.common import shared, shift
from tumen.inference.emulator import emulate
from tumen.inference.influence import without
from tumen.inference.posterior import Posterior, infer
from tumen.inference.prior import design
from tumen.inference.regressions import Kept
from tumen.inference.terms import terms

RUNS, BELIEFS = 240, 6
NAMES = ("rice_price", "maize_price", "trade_return", "carry_pay", "levy_paid", "spending")


def world(z: np.ndarray) -> np.ndarray:
    """Six quantities of six beliefs: four that beliefs move, one bent, one that none moves."""
    luck = np.random.default_rng(99).standard_normal(len(z))
    return np.exp(
        np.stack(
            [
                8 + 0.4 * z[:, 0],
                8 + 0.4 * z[:, 0] + 0.2 * z[:, 1],
                6 + 0.3 * z[:, 1] ** 2,
                5 + 0.5 * np.tanh(z[:, 2]),
                7 - 0.3 * z[:, 0] + 0.3 * z[:, 2],
                9 + 0.2 * luck,
            ],
            axis=1,
        )
    )


TRUTH = np.array([[0.8, -0.6, 0.5, 0.0, 0.0, 0.0]])


def reports(*factors: float):
    amounts = world(TRUTH)[0]
    amounts[5] = np.exp(9)
    factors = factors or (1.0,) * 6
    return [
        observation(f"R{i}", name, value=float(amounts[i] * factor), error=0.15)
        for i, (name, factor) in enumerate(zip(NAMES, factors, strict=True))
    ]


def posterior(of, seed: int = 1) -> Posterior:
    z = design(RUNS, BELIEFS, seed=1)
    every = np.ones(RUNS, bool)
    quantity = [NAMES.index(one.observable) for one in of]
    return infer(z, world(z)[:, quantity], terms(of), prior=every, near=every, draws=1200, seed=seed)


def exact(of, number: int = 40_000) -> np.ndarray:
    """Mean and variance of the beliefs by weighing draws of the prior, errors in common with them."""
    luck = np.random.default_rng(5)
    z = luck.standard_normal((number, BELIEFS))
    told = terms(of)
    scaled = told.scaled(world(z)[:, [NAMES.index(one.observable) for one in of]])
    numbers = shared(told)
    common = luck.standard_normal((number, len(numbers)))
    moved = told.shifted(scaled, shift(numbers, common, len(told)))
    logs = told.log_terms(told.log_genuine(moved), told.log_false(moved[:2000])).sum(axis=1)
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    mean = weights @ z
    return np.stack([mean, weights @ np.square(z - mean)])


@pytest.fixture(scope="module")
def honest() -> Posterior:
    return posterior(reports())


def test_it_comes_near_weighing_a_world_exactly(honest):
    mean, variance = exact(reports())
    assert honest.z.mean(axis=0) == pytest.approx(mean, abs=0.15)
    assert honest.z.var(axis=0) == pytest.approx(variance, abs=0.15)
    assert (1 - variance)[0] > 0.3, "there is something to be learned of the first belief"


def test_what_no_report_tells_of_stays_at_the_prior(honest):
    assert np.abs(honest.z[:, 3:].mean(axis=0)).max() < 0.15
    assert honest.z[:, 3:].var(axis=0) == pytest.approx(1, abs=0.2)


def test_a_false_report_is_found_out_and_the_others_keep_their_credit(honest):
    told = posterior(reports(1, 4, 1, 1, 1, 1))
    assert told.reached[1]
    assert told.genuine.argmin() == 1
    assert told.genuine[1] < 0.4
    assert honest.genuine.min() > 0.7
    assert np.delete(told.genuine, 1).min() > 0.6


def test_what_no_run_comes_near_is_set_aside_and_moves_nothing(honest):
    told = posterior(reports(1, 1, 1, 1, 1, 1e4))
    assert not told.reached[5]
    assert np.isnan(told.genuine[5])
    kept = posterior(reports()[:5])
    assert told.z.mean(axis=0) == pytest.approx(kept.z.mean(axis=0), abs=0.15)


def test_a_quantity_that_no_belief_moves_teaches_nothing_and_keeps_its_grade(honest):
    assert honest.emulator.r2[honest.column[5]] < 0.1
    assert honest.genuine[5] == pytest.approx(reports()[5].genuine, abs=0.08)


def test_echoes_change_no_bit(honest):
    echoed = [replace(one, relays=tuple(f"E{i}" for i in range(10))) for one in reports()]
    assert (posterior(echoed).z == honest.z).all()


def test_leaving_a_report_out_undoes_it(honest):
    weights = without(honest)
    assert weights.sum(axis=0) == pytest.approx(np.ones(6))
    kept = posterior([one for i, one in enumerate(reports()) if i != 3])
    assert weights[:, 3] @ honest.z[:, 2] == pytest.approx(kept.z[:, 2].mean(), abs=0.2)


def test_regressions_are_honest_the_same_on_two_processes_and_taken_again(tmp_path):
    z = design(RUNS, BELIEFS, seed=1)
    shown, near = np.log(world(z)), np.ones(RUNS, bool)
    kept = Kept(tmp_path / "kept")
    one, two = emulate(z, shown, near, 1, 1, kept), emulate(z, shown, near, 1, 2)
    again = emulate(z, shown, near, 1, 1, kept)
    fresh = np.random.default_rng(3).standard_normal((2000, BELIEFS))
    for other in (two, again):
        assert (one.predict(fresh) == other.predict(fresh)).all()
    assert one.r2[:5].min() > 0.9
    assert one.r2[5] < 0.1
    errors = (np.log(world(fresh)) - one.predict(fresh)).std(axis=0)
    total = np.sqrt(one.residual**2 + np.square(one.loadings).sum(axis=1))
    assert errors[:5] == pytest.approx(total[:5], rel=1.0)
    next(iter((tmp_path / "kept").iterdir())).write_bytes(b"half a file")
    assert (emulate(z, shown, near, 1, 1, kept).predict(fresh) == one.predict(fresh)).all()


def test_steering_moves_towards_the_reports_and_leaves_the_rest():
    z = design(RUNS, BELIEFS, seed=1)
    told = terms(reports())
    moved = esmda.step(z, told.scaled(world(z)), told, told.error, 1.0, [1])
    assert moved[:, 0].mean() > 0.4
    assert moved[:, 0].std() < 0.8
    assert (moved[:, 3:] == z[:, 3:]).all(), "chance correlations move nothing"


def test_a_bound_that_is_kept_and_a_range_without_ends_want_nothing():
    of = terms(
        [
            observation("L", "rice_price", value=None, kind="lower", low=1.0, high=np.inf),
            observation(
                "S", "two_meals", value=None, kind="worded", low=0.0, high=1.0, unit="share", scale="odds"
            ),
        ]
    )
    assert (esmda.misfit(of, of.scaled(np.array([[5000.0, 0.3]]))) == 0).all()


@pytest.mark.parametrize(("runs", "expected"), [(1500, [675, 275, 275, 275]), (200, [90, 110]), (100, [100])])
def test_a_budget_is_shared_out_whole(runs, expected):
    assert steering.rounds_of(runs) == expected
