"""Draws against posteriors that are known."""

from __future__ import annotations

import numpy as np
import pytest

from tumen.inference.sampler import POPULATIONS, _move_halves, sample

WANTED = np.array([1.5, -0.5])


def near(z: np.ndarray) -> np.ndarray:
    """Two numbers were seen, each with an error of a half."""
    return np.asarray(-0.5 * np.square((z[:, :2] - WANTED) / 0.5).sum(axis=1) - np.log(2 * np.pi * 0.25))


def apart(z: np.ndarray) -> np.ndarray:
    """Either side is as likely, with little between."""
    return np.logaddexp(-0.5 * ((z[:, 0] - 2) / 0.2) ** 2, -0.5 * ((z[:, 0] + 2) / 0.2) ** 2)


def test_a_normal_posterior_comes_out_with_its_evidence():
    drawn = sample(near, 2, 2000, [1])
    assert drawn.z.mean(axis=0) == pytest.approx(WANTED / 1.25, abs=0.06)
    assert drawn.z.std(axis=0) == pytest.approx([np.sqrt(0.2)] * 2, abs=0.04)
    exact = -0.5 * np.square(WANTED).sum() / 1.25 - np.log(2 * np.pi * 1.25)
    assert drawn.log_evidence.mean() == pytest.approx(exact, abs=0.1)


def test_numbers_of_which_nothing_is_said_keep_the_prior_among_a_hundred():
    z = sample(near, 100, 1600, [2]).z[:, 2:]
    assert np.abs(z.mean(axis=0)).mean() < 0.08
    assert z.var(axis=0).mean() == pytest.approx(1, abs=0.08)


def test_two_modes_are_both_kept():
    z = sample(apart, 1, 1600, [3]).z[:, 0]
    assert 0.35 < (z > 0).mean() < 0.65
    assert np.abs(np.abs(z) - 2 / 1.04).mean() < 0.3


def test_the_seed_decides_and_populations_differ():
    one, again, other = (sample(near, 3, 400, [seed]).z for seed in (1, 1, 2))
    assert (one == again).all()
    assert not (one == other).any()
    parts = [one[i::POPULATIONS] for i in range(POPULATIONS)]
    assert len({part.tobytes() for part in parts}) == POPULATIONS


def test_processes_change_nothing():
    assert (sample(near, 3, 200, [5], workers=2).z == sample(near, 3, 200, [5]).z).all()


@pytest.fixture(scope="module")
def tight():
    """Of twenty numbers eight sums were seen: draws, scaled to standard normal, and the evidence's error."""
    luck, error = np.random.default_rng(4), 0.4
    sums = luck.standard_normal((8, 20)) / np.sqrt(20)
    seen = sums @ luck.standard_normal(20) + error * luck.standard_normal(8)
    drawn = sample(lambda z: -0.5 * np.square((z @ sums.T - seen) / error).sum(axis=1), 20, 1600, [6])
    precision = np.eye(20) + sums.T @ sums / error**2
    mean = np.linalg.solve(precision, sums.T @ seen) / error**2
    spread = sums @ sums.T + error**2 * np.eye(8)
    volume = np.linalg.slogdet(spread)[1] - 8 * np.log(error**2)
    exact = -0.5 * seen @ np.linalg.solve(spread, seen) - 0.5 * volume
    return (drawn.z - mean) @ np.linalg.cholesky(precision), drawn.log_evidence - exact


def test_many_reports_of_many_numbers_are_weighed_as_by_algebra(tight):
    z, evidence = tight
    assert np.sqrt(np.square(z.mean(axis=0)).mean()) < 0.12
    assert z.var(axis=0).mean() == pytest.approx(1, abs=0.1)
    assert np.abs(evidence).max() < 1


def test_the_first_few_draws_stand_for_all(tight):
    """The runs that everything said of outcomes rests on are the first sixty."""
    few = tight[0][:60]
    assert np.square(few.mean(axis=0)).mean() < 2 / 60
    assert few.var(axis=0).mean() == pytest.approx(1, abs=0.15)


def test_a_great_many_reports_are_weighed_as_by_algebra():
    """Sixty numbers, fifty of whose sums were seen: where the prior's own ellipses lead nowhere."""
    luck, error = np.random.default_rng(11), 0.3
    sums = luck.standard_normal((50, 60)) / np.sqrt(60)
    seen = sums @ luck.standard_normal(60) + error * luck.standard_normal(50)
    z = sample(lambda z: -0.5 * np.square((z @ sums.T - seen) / error).sum(axis=1), 60, 1200, [12]).z
    precision = np.eye(60) + sums.T @ sums / error**2
    mean = np.linalg.solve(precision, sums.T @ seen) / error**2
    white = (z - mean) @ np.linalg.cholesky(precision)
    assert np.sqrt(np.square(white.mean(axis=0)).mean()) < 0.15
    assert white.var(axis=0).mean() == pytest.approx(1, abs=0.1)


def test_moves_about_the_other_half_keep_what_is_already_the_posterior():
    """Small populations, drawn from the posterior itself, where a half-right rule would soon show."""
    luck, several, each = np.random.default_rng(13), 500, 8
    exact = WANTED / 1.25 + np.sqrt(0.2) * luck.standard_normal((several, each, 2))
    after = np.empty_like(exact)
    for i, z in enumerate(exact):
        logs = near(z)
        for _ in range(4):
            z, logs = _move_halves(z, logs, 1.0, near, luck)
        after[i] = z
        assert logs == pytest.approx(near(z))
    assert after.mean(axis=(0, 1)) == pytest.approx(WANTED / 1.25, abs=0.03)
    assert after.var(axis=(0, 1)) == pytest.approx([0.2, 0.2], rel=0.07)
    between = after.mean(axis=1).var(axis=0)
    assert between == pytest.approx([0.2 / each] * 2, rel=0.2), "draws of a population came to depend"


def test_modes_are_kept_in_proportion():
    def unequal(z: np.ndarray) -> np.ndarray:
        sides = np.stack([-0.5 * ((z[:, 0] - side) / 0.3) ** 2 for side in (1.5, -1.5)])
        return np.logaddexp(np.log(0.8) + sides[0], np.log(0.2) + sides[1])

    z = sample(unequal, 5, 2400, [7]).z
    assert (z[:, 0] > 0).mean() == pytest.approx(0.8, abs=0.06)
    assert z[:, 1:].var(axis=0) == pytest.approx(1, abs=0.15)


def test_what_bends_is_weighed_as_by_summing_over_a_grid():
    """A number of which only the square was seen, with a bound on another: far from normal."""

    def bent(z: np.ndarray) -> np.ndarray:
        return -0.5 * ((z[:, 0] ** 2 + z[:, 1] - 2) / 0.3) ** 2 - 10 * np.maximum(z[:, 1] - 0.5, 0)

    z = sample(bent, 2, 3200, [8]).z
    axis = np.linspace(-4, 4, 401)
    grid = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    weights = np.exp(bent(grid) - 0.5 * np.square(grid).sum(axis=1))
    weights /= weights.sum()
    for of in (lambda x: x[:, 1], lambda x: x[:, 0] ** 2, lambda x: x[:, 0] > 0, lambda x: x[:, 1] ** 2):
        assert of(z).mean() == pytest.approx(weights @ of(grid), abs=0.08)


@pytest.mark.parametrize("draws", [1, 3, 6, 41])
def test_few_draws_are_rounded_up_and_stop_nothing(draws):
    z = sample(near, 3, draws, [9]).z
    assert z.shape == (-(-draws // POPULATIONS) * POPULATIONS, 3)
    assert np.isfinite(z).all()


def test_where_there_is_nothing_to_draw_there_is_the_evidence_all_the_same():
    drawn = sample(lambda z: np.full(len(z), -3.0), 0, 8, [10])
    assert drawn.z.shape == (8, 0)
    assert drawn.log_evidence == pytest.approx(np.full(POPULATIONS, -3.0))
