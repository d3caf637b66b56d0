"""Draws against posteriors that are known."""

from __future__ import annotations

import numpy as np
import pytest

from tumen.inference.sampler import POPULATIONS, sample

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
