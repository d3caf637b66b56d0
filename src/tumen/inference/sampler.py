"""Draws from a posterior whose prior is standard normal: tempered importance sampling that keeps moving.

A population of draws from the prior is weighted by the likelihood to a power that rises from 0 to 1, so
slowly that half of the draws keep their weight; at every stage it is resampled and each draw is moved by
elliptical slice sampling (Murray, Adams and MacKay 2010), which leaves prior times likelihood unchanged
in any number of dimensions without tuning. Del Moral, Doucet and Jasra (2006).

Ellipses about the prior's middle hardly move a draw where many reports hold it. Two moves of three are
therefore about the middle and on the covariance of the population itself (Nishihara, Murray and Adams
2014): each half moves in its turn on ellipses that the other half gives and that do not depend on it, so
that the target stays as exact as the prior's ellipses leave it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.linalg import solve_triangular
from threadpoolctl import threadpool_limits

KEEP = 0.5
"""Effective share of draws that a stage must leave."""

MOVES, LAST_MOVES = 6, 30
"""Moves of every draw at a stage, and at the last."""

POPULATIONS = 4
"""Populations that know nothing of one another; how far they part is the error of the draws."""

NARROWEST = 60
"""Shrinkings after which a move is given up and the draw stays; the bracket is then below 1e-9."""

FEWEST_TO_FIT = 8
"""Draws below which a population gives no ellipses of its own."""

LogLikelihood = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Draws:
    """A posterior's draws.

    Attributes
    ----------
    z
        Shape (draws, dimensions), of equal weight; draw ``i`` is of population ``i % POPULATIONS``, and
        in no order within it, so that the first few stand for all.
    log_evidence
        Log of the likelihood averaged over the prior, of each population.
    stages
        How often the power of the likelihood was raised, at most.
    """

    z: np.ndarray
    log_evidence: np.ndarray
    stages: int


def sample(
    log_likelihood: LogLikelihood, dimensions: int, draws: int, seed: list[int], workers: int = 1
) -> Draws:
    """Draw from prior times likelihood, by populations of their own.

    Parameters
    ----------
    log_likelihood
        Of points (n, dimensions), shape (n,); never NaN.
    draws
        All together; rounded up to as many from every population.
    workers
        Processes; the result does not depend on their number.
    """
    from joblib import Parallel, delayed

    each = -(-draws // POPULATIONS)
    jobs = (delayed(_population)(log_likelihood, dimensions, each, [*seed, i]) for i in range(POPULATIONS))
    done = list(
        Parallel(n_jobs=workers, max_nbytes=None, prefer="processes" if workers > 1 else "threads")(jobs)
    )
    z = np.stack([one for one, _, _ in done], axis=1).reshape(each * POPULATIONS, dimensions)
    return Draws(z, np.array([evidence for _, evidence, _ in done]), max(stages for _, _, stages in done))


def _population(
    log_likelihood: LogLikelihood, dimensions: int, draws: int, seed: list[int]
) -> tuple[np.ndarray, float, int]:
    """One population: its draws, the log evidence, the stages it took."""
    luck = np.random.default_rng(seed)
    with threadpool_limits(1):
        z = luck.standard_normal((draws, dimensions))
        logs = log_likelihood(z)
        power, evidence, stages = 0.0, 0.0, 0
        while power < 1:
            following = _next_power(logs, power)
            weights, mean = _weights(logs * (following - power))
            at = _resample(weights, luck)
            z, logs, power = z[at], logs[at], following
            evidence, stages = evidence + mean, stages + 1
            for number in range(MOVES if power < 1 else LAST_MOVES):
                if number % 3 == 0 or draws < FEWEST_TO_FIT or not dimensions:
                    z, logs = _move(z, logs, power, log_likelihood, luck)
                else:
                    z, logs = _move_halves(z, logs, power, log_likelihood, luck)
    return z[luck.permutation(draws)], evidence, stages


def _next_power(logs: np.ndarray, power: float) -> float:
    """The highest power that leaves enough draws of weight, by bisection."""
    if _effective(logs * (1 - power)) >= KEEP * len(logs):
        return 1.0
    low, high = power, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        if _effective(logs * (middle - power)) >= KEEP * len(logs):
            low = middle
        else:
            high = middle
    return max(low, power + 1e-6)


def _weights(logs: np.ndarray) -> tuple[np.ndarray, float]:
    greatest = logs.max()
    weights = np.exp(logs - greatest)
    return weights / weights.sum(), float(greatest + np.log(weights.mean()))


def _effective(logs: np.ndarray) -> float:
    weights, _ = _weights(logs)
    return float(1 / np.square(weights).sum())


def _resample(weights: np.ndarray, luck: np.random.Generator) -> np.ndarray:
    """Systematic resampling: positions, each draw as often as its weight says, give or take one."""
    edges = (luck.random() + np.arange(len(weights))) / len(weights)
    return np.minimum(np.searchsorted(np.cumsum(weights), edges), len(weights) - 1)


@dataclass(frozen=True)
class _Normal:
    """A normal distribution about which draws move.

    Attributes
    ----------
    mean
        Its middle, shape (dimensions,).
    root
        Lower triangular root of its covariance, shape (dimensions, dimensions).
    """

    mean: np.ndarray
    root: np.ndarray

    def prior_over_this(self, z: np.ndarray) -> np.ndarray:
        """Log of the standard normal density over this one's, but for a constant, shape (n,)."""
        own = solve_triangular(self.root, (z - self.mean).T, lower=True)
        return np.asarray(0.5 * (np.square(own).sum(axis=0) - np.square(z).sum(axis=1)))


def _fitted(z: np.ndarray) -> _Normal:
    """The normal distribution of draws; the fewer they are, the more of the prior is in its covariance."""
    number, dimensions = z.shape
    prior = dimensions / (dimensions + number)
    covariance = prior * np.eye(dimensions) + (1 - prior) * np.atleast_2d(np.cov(z, rowvar=False))
    return _Normal(z.mean(axis=0), np.linalg.cholesky(covariance))


def _move_halves(
    z: np.ndarray, logs: np.ndarray, power: float, log_likelihood: LogLikelihood, luck: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """One move of every draw about the other half's middle; the second half after the first has moved."""
    z, logs = z.copy(), logs.copy()
    first, second = np.array_split(luck.permutation(len(z)), 2)
    for mine, others in ((first, second), (second, first)):
        about = _fitted(z[others])
        z[mine], logs[mine] = _move(z[mine], logs[mine], power, log_likelihood, luck, about)
    return z, logs


def _move(
    z: np.ndarray,
    logs: np.ndarray,
    power: float,
    log_likelihood: LogLikelihood,
    luck: np.random.Generator,
    about: _Normal | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """One elliptical slice move of every draw, about the prior or another normal distribution."""

    def height(at: np.ndarray, found: np.ndarray) -> np.ndarray:
        return power * found + (about.prior_over_this(at) if about else 0.0)

    n = len(z)
    other = luck.standard_normal(z.shape)
    middle = np.zeros(z.shape[1])
    if about:
        middle, other = about.mean, other @ about.root.T
    away = z - middle
    level = height(z, logs) + np.log(luck.random(n))
    angle = luck.random(n) * 2 * np.pi
    low, high = angle - 2 * np.pi, angle.copy()
    moved, moved_logs, open_ = z.copy(), logs.copy(), np.arange(n)
    for _ in range(NARROWEST):
        turn = angle[open_, None]
        tried = middle + away[open_] * np.cos(turn) + other[open_] * np.sin(turn)
        found = log_likelihood(tried)
        good = height(tried, found) > level[open_]
        moved[open_[good]], moved_logs[open_[good]] = tried[good], found[good]
        open_ = open_[~good]
        if not len(open_):
            break
        left = angle[open_] < 0
        low[open_] = np.where(left, angle[open_], low[open_])
        high[open_] = np.where(left, high[open_], angle[open_])
        angle[open_] = low[open_] + luck.random(len(open_)) * (high[open_] - low[open_])
    return moved, moved_logs
