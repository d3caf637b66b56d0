"""Steering moves an ensemble to the posterior where that is known, and nothing where nothing is told."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.inference.fits import observation
from tumen.inference import esmda
from tumen.inference.prior import FARTHEST
from tumen.inference.terms import Discrepancy, Terms, terms

STEPS = 4


def linear(*told: Any, error: float = 0.5) -> Terms:
    """Reports of plain numbers (days, whose scale is themselves): values, or pairs of ends."""
    many = [
        observation(
            f"R{i}", "x", scale="days", error=error, **(_range(one) if isinstance(one, tuple) else one)
        )
        for i, one in enumerate(one if isinstance(one, tuple) else {"value": one} for one in told)
    ]
    return terms(many, Discrepancy(0.0, 0.0, 0.0, 0.0))


def _range(ends: tuple[float, float]) -> dict[str, Any]:
    return {"low": ends[0], "high": ends[1], "kind": "interval"}


def steered(z: np.ndarray, matrix: np.ndarray, of: Terms, seed: int = 1) -> np.ndarray:
    """The ensemble after all steps, each report a sum of beliefs."""
    sigma = np.hypot(of.error, esmda.widths(of))
    for number in range(STEPS):
        z = esmda.step(z, z @ matrix.T, of, sigma, STEPS, [seed, 6, number])
    return z


def exact(matrix: np.ndarray, told: np.ndarray, error: float) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance of standard normal beliefs, given sums of them with an error."""
    covariance = np.linalg.inv(np.eye(matrix.shape[1]) + matrix.T @ matrix / error**2)
    return covariance @ matrix.T @ told / error**2, covariance


def test_with_many_members_the_ensemble_is_the_posterior_where_all_is_linear() -> None:
    luck = np.random.default_rng(1)
    matrix, told = luck.standard_normal((5, 4)), np.array([0.5, -1.0, 1.5, 0.2, -0.4])
    z = steered(luck.standard_normal((8000, 4)), matrix, linear(*told))
    mean, covariance = exact(matrix, told, 0.5)
    assert z.mean(axis=0) == pytest.approx(mean, abs=0.04)
    assert np.cov(z.T) == pytest.approx(covariance, abs=0.03)
    assert z.std(axis=0) == pytest.approx(np.sqrt(np.diag(covariance)), rel=0.05)


def test_a_range_pulls_towards_its_middle_as_if_it_were_blurred_by_its_width() -> None:
    of = linear((0.0, 2.0), error=0.3)
    assert esmda.widths(of) == pytest.approx([2 / np.sqrt(12)])
    z = steered(np.random.default_rng(2).standard_normal((8000, 1)), np.eye(1), of)
    mean, covariance = exact(np.eye(1), np.array([1.0]), float(np.hypot(0.3, 2 / np.sqrt(12))))
    assert z.mean() == pytest.approx(mean[0], abs=0.04)
    assert z.var() == pytest.approx(covariance[0, 0], abs=0.04)


def test_the_misfit_is_what_is_missing_and_nothing_where_a_bound_is_kept() -> None:
    of = linear(3.0, (1.0, 5.0), (2.0, np.inf), (-np.inf, 2.0), (-np.inf, np.inf))
    found = esmda.misfit(of, np.array([[1.0] * 5, [4.0] * 5]))
    assert found == pytest.approx(np.array([[2.0, 2.0, 1.0, 0.0, 0.0], [-1.0, -1.0, 0.0, -2.0, 0.0]]))
    assert esmda.widths(of) == pytest.approx([0, 4 / np.sqrt(12), 0, 0, 0])


def test_bounds_that_every_run_keeps_move_nothing() -> None:
    z = np.random.default_rng(3).standard_normal((300, 3))
    of = linear((-50.0, np.inf), (-np.inf, 50.0))
    moved = esmda.step(z, z[:, :2], of, np.ones(2), STEPS, [1, 6, 1])
    assert moved == pytest.approx(np.clip(z, -FARTHEST, FARTHEST))


def test_a_bound_moves_those_that_break_it_and_hardly_those_that_keep_it() -> None:
    z = np.random.default_rng(4).standard_normal((4000, 1))
    moved = steered(z, np.eye(1), linear((1.0, np.inf), error=0.2))
    broke = z[:, 0] < 0.5
    assert (moved[broke] > 0.5).mean() > 0.9
    assert np.abs(moved - z)[z[:, 0] > 1.5].max() < 0.01


def test_beliefs_that_have_nothing_to_do_with_a_report_stay_where_they_are() -> None:
    """A correlation by luck alone must not move them: of 200, hardly any do."""
    z = np.random.default_rng(5).standard_normal((400, 201))
    moved = esmda.step(z, z[:, :1], linear(1.0), np.full(1, 0.5), STEPS, [1, 6, 1])
    inert = np.clip(z, -FARTHEST, FARTHEST)[:, 1:]
    assert (moved[:, 1:] == inert).all(axis=0).mean() > 0.97
    assert abs(moved[:, 0].mean()) > 0.1


def test_the_luck_of_the_perturbations_is_not_the_ensemble_s() -> None:
    """With one key for both the spread is lost (INFERENCE, section 2)."""
    z = np.random.default_rng([1, 6, 0]).standard_normal((4000, 1))
    mean, covariance = exact(np.eye(1), np.array([1.0]), 0.5)
    same = esmda.step(z, z, linear(1.0), np.full(1, 0.5), 1, [1, 6, 0])
    other = esmda.step(z, z, linear(1.0), np.full(1, 0.5), 1, [1, 6, 1])
    assert other.var() == pytest.approx(covariance[0, 0], rel=0.1)
    assert other.mean() == pytest.approx(mean[0], abs=0.05)
    assert abs(same.var() / covariance[0, 0] - 1) > 0.5


def test_a_step_is_the_same_for_a_seed_and_another_for_another() -> None:
    z = np.random.default_rng(6).standard_normal((100, 2))
    one, again, other = (
        esmda.step(z, z, linear(1.0, 2.0), np.full(2, 0.5), STEPS, [seed, 6, 1]) for seed in (1, 1, 2)
    )
    assert (one == again).all()
    assert not np.isclose(one, other).all()


@pytest.mark.filterwarnings("ignore:All-NaN slice")
def test_runs_that_show_nothing_are_moved_as_the_middle_run_is_and_never_out_of_bounds() -> None:
    luck = np.random.default_rng(7)
    z = luck.standard_normal((300, 2))
    scaled = np.column_stack([z[:, 0], np.full(300, np.nan), z[:, 1]])
    scaled[::7, 0] = np.nan
    moved = esmda.step(z, scaled, linear(30.0, 1.0, 1.0, error=0.01), np.full(3, 0.01), 1, [1, 6, 1])
    assert np.isfinite(moved).all()
    assert np.abs(moved).max() <= FARTHEST
    assert moved[:, 0].mean() > z[:, 0].mean() + 1
