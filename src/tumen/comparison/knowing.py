"""What it would be worth to know one belief before choosing: read off the worlds that were compared.

If a belief were known, one could choose another policy where it is high than where it is low. By how much
that lowers the expected regret of the best choice is its value (the expected value of partial perfect
information). A policy is chosen by a straight line of each one's outcome over the belief's probit value, of
a switch by its two sides; what is saved is what the worlds themselves show under the policies so chosen. A
belief that knows nothing would seem to be worth something too: worlds are dealt out anew many times, and
only what is worth more than the best of all beliefs is by such luck is named.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from tumen.comparison.regret import Aim, costs_of
from tumen.comparison.result import Comparison

FEWEST = 40
"""Worlds below which nothing is said."""

SHUFFLES = 400
"""Times the worlds are dealt out anew."""

SURE = 0.95
"""Chance that nothing is named where no belief is worth knowing."""

MOST = 5
"""Beliefs named at most."""

ERRORS = ndtri((np.arange(9) + 0.5) / 9)
"""Errors for which a choice by something half heard is tried, standard normal, each as likely."""


@dataclass(frozen=True)
class Knowing:
    """A belief worth knowing.

    Attributes
    ----------
    worth
        By how much knowing it lowers the expected regret of the best choice, in the outcome's unit; what
        it would seem to be worth by luck is taken off.
    of
        The expected regret of the best choice: knowing everything, luck included, is worth that.
    """

    belief: str
    worth: float
    of: float


def worth_knowing(comparison: Comparison, aim: Aim, seed: int = 1) -> tuple[Knowing, ...]:
    """Beliefs of which knowing them is told from luck, the one worth most first."""
    costs = costs_of(comparison, aim)
    known = np.isfinite(costs).all(axis=0)
    x = _columns(comparison)[known]
    if known.sum() < FEWEST or not x.shape[1]:
        return ()
    costs = costs[:, known]
    beyond, regret = beyond_luck(costs, x, seed), regret_of(costs)
    names = [str(name) for name in comparison.data["belief"].to_numpy()]
    order = np.argsort(-beyond, kind="stable")
    return tuple(Knowing(names[i], float(beyond[i]), regret) for i in order[:MOST] if beyond[i] > 0)


def regret_of(costs: np.ndarray) -> float:
    """Expected regret of the best choice, from costs (policies, runs)."""
    return float(costs.mean(axis=1).min() - costs.min(axis=0).mean())


def beyond_luck(costs: np.ndarray, x: np.ndarray, seed: int, heard: np.ndarray | float = 1.0) -> np.ndarray:
    """What choosing by each column saves, shape (columns,); 0 for what is not told from luck.

    Parameters
    ----------
    costs
        Shape (policies, runs).
    x
        What could be known of each world, standardised, shape (runs, columns).
    heard
        Part of the variance of what is told that is the world's and not an error, broadcast over columns.
    """
    found = _worth(costs, x, heard)
    luck = np.random.default_rng([seed, 21])
    dealt = np.stack([_worth(costs, x[luck.permutation(len(x))], heard) for _ in range(SHUFFLES)])
    least = np.quantile(dealt.max(axis=1), SURE)
    return np.where(found > least, np.maximum(found - dealt.mean(axis=0), 0.0), 0.0)


def _columns(comparison: Comparison) -> np.ndarray:
    """Beliefs as standardised columns (runs, beliefs); 0 where one is the same in all worlds."""
    z, values = (np.asarray(comparison.data[f"belief_{of}"].to_numpy(), float) for of in ("probit", "value"))
    sides = np.array([len(np.unique(column)) <= 2 for column in values.T], bool)
    x = np.where(sides, values, z)
    x = x - x.mean(axis=0)
    spread = x.std(axis=0)
    return np.divide(x, spread, out=np.zeros_like(x), where=spread > 0)


def _worth(costs: np.ndarray, x: np.ndarray, heard: np.ndarray | float) -> np.ndarray:
    """What choosing by each column saves, shape (columns,), from costs (policies, runs) and columns."""
    middle, signal = costs.mean(axis=1), np.sqrt(heard)
    slopes = (costs - middle[:, None]) @ x / len(x) * signal  # (policies, columns)
    errors = ERRORS if np.any(np.less(heard, 1)) else np.zeros(1)
    paid = [_paid(costs, middle, slopes, signal * x + np.sqrt(1 - signal**2) * error) for error in errors]
    return np.asarray(np.maximum(middle.min() - np.mean(paid, axis=0), 0.0))


def _paid(costs: np.ndarray, middle: np.ndarray, slopes: np.ndarray, told: np.ndarray) -> np.ndarray:
    """Mean cost of the policies that lines promise to be best, given what is told (runs, columns)."""
    least, paid = np.full(told.shape, np.inf), np.zeros(told.shape)
    for cost, level, slope in zip(costs, middle, slopes, strict=True):
        promised = level + told * slope
        better = promised < least
        least, paid = np.where(better, promised, least), np.where(better, cost[:, None], paid)
    return np.asarray(paid.mean(axis=0))
