"""What one more report would be worth, from draws that are there: no new runs.

A report says what a world shows, give or take its error. How far that narrows an outcome, or changes
which policy is best, is read off the regression of outcomes on what the report would say.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri
from scipy.stats import rankdata

from tumen.core.errors import InputError

FEWEST = 10
"""Draws below which nothing is said of the value of a report."""

MANY = 300
"""Draws from which on a regression may bend."""

SHUFFLES = 200
"""Times a report is dealt out to other worlds, to see what one that knows nothing would seem to be worth."""

LUCK = 20
"""Times each draw is told with other luck in the reporting."""


def value_of_report(
    outcome_draws: ArrayLike, candidate_draws: ArrayLike, noise: float, rank: bool = True, *, seed: int = 1
) -> float:
    """Expected value of hearing one more report.

    Parameters
    ----------
    outcome_draws
        An outcome in each world, shape (draws,), or each policy's in each world, (draws, policies): more is
        better. With one column and ``rank``, it is what a policy gains over doing nothing.
    candidate_draws
        What each world shows where the report would speak, shape (draws,), on the scale of its error.
    noise
        Standard deviation of the report about that.
    rank
        Whether a policy is to be chosen: the value is then what the best choice after the report is
        expected to bring beyond the best one before it, in the outcome's unit (EVSI). Otherwise it is the
        share of the outcome's variance that is expected to go.
    seed
        Key of the luck in the reporting.

    Returns
    -------
    0 or more; what a report that knows nothing would seem to be worth is taken off.

    Raises
    ------
    InputError
        If draws are too few, missing, or not as many of one as of the other.
    """
    outcome, candidate = _checked(outcome_draws, candidate_draws, noise)
    if not rank:
        if outcome.shape[1] != 1:
            raise InputError(
                f"{outcome.shape[1]} outcomes cannot be narrowed at once; give one, or rank them."
            )
        return share_explained(outcome[:, 0], candidate) * heard(candidate, noise)
    gains = np.column_stack([np.zeros(len(outcome)), outcome]) if outcome.shape[1] == 1 else outcome
    luck = np.random.default_rng([seed, 12])
    nothing = [_choice(gains, luck.permutation(candidate), noise, luck, 1) for _ in range(SHUFFLES)]
    return max(0.0, _choice(gains, candidate, noise, luck, LUCK) - float(np.mean(nothing)))


def _checked(outcome: ArrayLike, candidate: ArrayLike, noise: float) -> tuple[np.ndarray, np.ndarray]:
    x, y = np.asarray(candidate, float), np.asarray(outcome, float)
    y = y[:, None] if y.ndim == 1 else y
    if x.ndim != 1 or y.ndim != 2 or len(x) != len(y):
        raise InputError(f"Draws of shape {y.shape} and {x.shape} do not belong together.")
    if len(x) < FEWEST:
        raise InputError(f"{len(x)} draws are too few to value a report by; expected at least {FEWEST}.")
    if np.isnan(x).any() or np.isnan(y).any():
        raise InputError("A draw is missing (NaN), so that no report can be valued by it.")
    if not noise >= 0:
        raise InputError(f"A report's noise is {noise:g}; expected 0 or more.")
    return y, x


def heard(candidate: np.ndarray, noise: float) -> float:
    """Which part of the variance of what a report says is the world's, not its own error."""
    variance = float(np.var(candidate))
    return variance / (variance + noise**2) if variance > 0 else 0.0


def _choice(
    gains: np.ndarray, candidate: np.ndarray, noise: float, luck: np.random.Generator, times: int
) -> float:
    """What choosing after a report brings beyond choosing before it, by regression."""
    y = np.tile(gains, (times, 1))
    told = np.tile(candidate, times) + noise * luck.standard_normal(len(y))
    if np.ptp(told) < 1e-12:
        return 0.0
    x = (told - told.mean()) / told.std()
    powers = np.vander(x, 4 if len(candidate) >= MANY else 2)
    expected = powers @ np.linalg.lstsq(powers, y, rcond=None)[0]
    return float(expected.max(axis=1).mean() - expected.mean(axis=0).max())


def share_explained(outcome: np.ndarray, candidate: np.ndarray) -> float:
    """Share of an outcome's variance that goes with a candidate, less what luck would give it."""
    r = float(correlations(scores(outcome), scores(candidate[:, None]))[0])
    return corrected(r, len(outcome))


def corrected(r: float, draws: int) -> float:
    """A squared correlation without what chance adds to it (adjusted R squared); 0 at least."""
    return max(0.0, 1 - (1 - r * r) * (draws - 1) / (draws - 2))


def scores(values: np.ndarray) -> np.ndarray:
    """Each column as standard normal numbers in the same order, so that no draw far out decides alone."""
    ranks = rankdata(values, axis=0)
    return np.asarray(ndtri((ranks - 0.5) / len(values)))


def correlations(outcome: np.ndarray, candidates: np.ndarray) -> np.ndarray:
    """Correlation of an outcome (draws,) with each candidate (draws, candidates); 0 where one is still."""
    y = outcome - outcome.mean()
    x = candidates - candidates.mean(axis=0)
    norms = np.linalg.norm(x, axis=0) * np.linalg.norm(y)
    return np.divide(y @ x, norms, out=np.zeros(x.shape[1]), where=norms > 1e-9)


def by_luck(outcome: np.ndarray, candidates: np.ndarray, level: float, seed: int) -> float:
    """Correlation that the best of all candidates reaches by luck alone with chance 1 - ``level``.

    Worlds are dealt out anew, all candidates together, so that those that go with one another do not
    count as many.
    """
    luck = np.random.default_rng([seed, 13])
    x = candidates - candidates.mean(axis=0)
    norms = np.linalg.norm(x, axis=0)
    x = np.divide(x, norms, out=np.zeros_like(x), where=norms > 1e-9)
    y = outcome - outcome.mean()
    dealt = np.stack([luck.permutation(y) for _ in range(5 * SHUFFLES)]) / max(np.linalg.norm(y), 1e-12)
    return float(np.quantile(np.abs(dealt @ x).max(axis=1), level))


def interval_of(r: float, draws: int, level: float = 0.9) -> tuple[float, float]:
    """Between which values a correlation lies (Fisher's z)."""
    half = float(ndtri((1 + level) / 2)) / np.sqrt(max(draws - 3, 1))
    middle = np.arctanh(np.clip(r, -(1 - 1e-15), 1 - 1e-15))
    return float(np.tanh(middle - half)), float(np.tanh(middle + half))
