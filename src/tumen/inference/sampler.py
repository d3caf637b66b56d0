"""Draws from a posterior whose prior is standard normal: tempered importance sampling that keeps moving.

A population of draws from the prior is weighted by the likelihood to a power that rises from 0 to 1, so
slowly that half of the draws keep their weight; at every stage it is resampled and each draw is moved by
elliptical slice sampling (Murray, Adams and MacKay 2010), which leaves prior times likelihood unchanged
in any number of dimensions without tuning. Del Moral, Doucet and Jasra (2006).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

KEEP = 0.5
"""Effective share of draws that a stage must leave."""

MOVES = 6
"""Moves of every draw at a stage; twice as many at the last."""

NARROWEST = 60
"""Shrinkings after which a move is given up and the draw stays; the bracket is then below 1e-9."""

LogLikelihood = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Draws:
    """A posterior's draws.

    Attributes
    ----------
    z
        Shape (draws, dimensions), of equal weight; in no order, so that the first few stand for all.
    log_likelihood
        Of each draw.
    log_evidence
        Log of the likelihood averaged over the prior.
    powers
        Powers of the likelihood at which a stage ended, the last 1.
    different
        Draws that are not copies of one another.
    """

    z: np.ndarray
    log_likelihood: np.ndarray
    log_evidence: float
    powers: tuple[float, ...]
    different: int


def sample(log_likelihood: LogLikelihood, dimensions: int, draws: int, seed: list[int]) -> Draws:
    """Draw from prior times likelihood.

    Parameters
    ----------
    log_likelihood
        Of points (n, dimensions), shape (n,); never NaN.
    """
    luck = np.random.default_rng(seed)
    z = luck.standard_normal((draws, dimensions))
    logs = log_likelihood(z)
    power, evidence, powers = 0.0, 0.0, []
    while power < 1:
        following = _next_power(logs, power)
        weights, mean = _weights(logs * (following - power))
        evidence += mean
        at = _resample(weights, luck)
        z, logs, power = z[at], logs[at], following
        powers.append(power)
        for _ in range(MOVES * (2 if power == 1 else 1)):
            z, logs = _move(z, logs, power, log_likelihood, luck)
    mixed = luck.permutation(draws)
    return Draws(z[mixed], logs[mixed], evidence, tuple(powers), len(np.unique(z, axis=0)))


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


def _move(
    z: np.ndarray, logs: np.ndarray, power: float, log_likelihood: LogLikelihood, luck: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """One elliptical slice move of every draw."""
    n = len(z)
    other = luck.standard_normal(z.shape)
    level = power * logs + np.log(luck.random(n))
    angle = luck.random(n) * 2 * np.pi
    low, high = angle - 2 * np.pi, angle.copy()
    moved, moved_logs, open_ = z.copy(), logs.copy(), np.arange(n)
    for _ in range(NARROWEST):
        turn = angle[open_, None]
        tried = z[open_] * np.cos(turn) + other[open_] * np.sin(turn)
        found = log_likelihood(tried)
        good = power * found > level[open_]
        moved[open_[good]], moved_logs[open_[good]] = tried[good], found[good]
        open_ = open_[~good]
        if not len(open_):
            break
        left = angle[open_] < 0
        low[open_] = np.where(left, angle[open_], low[open_])
        high[open_] = np.where(left, high[open_], angle[open_])
        angle[open_] = low[open_] + luck.random(len(open_)) * (high[open_] - low[open_])
    return moved, moved_logs
