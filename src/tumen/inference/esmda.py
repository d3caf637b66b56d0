"""Steering: an ensemble is moved towards the worlds that the reports speak of (ES-MDA).

Emerick and Reynolds (2013), ensemble smoother with multiple data assimilation: every member is moved
by the regression of beliefs on what its runs show, with the reports' errors inflated by the number of
steps. It decides where runs are spent, not what is believed.
"""

from __future__ import annotations

import numpy as np

from tumen.inference.prior import FARTHEST
from tumen.inference.terms import Terms

LEAST_CORRELATION = 3.0
"""Standard errors that a correlation of belief and report must exceed to move anything (assumption)."""


def misfit(terms: Terms, scaled: np.ndarray) -> np.ndarray:
    """How far each run would have to move to fit each report, shape (runs, reports), on its scale.

    A value wants its amount, a range its middle, blurred by its width; a bound wants nothing of a run
    that already keeps it, and what bounds nothing wants nothing.
    """
    low, high = np.isfinite(terms.low), np.isfinite(terms.high)
    with np.errstate(invalid="ignore"):
        middle = np.where(np.isnan(terms.value), (terms.low + terms.high) / 2, terms.value) - scaled
        above, below = np.maximum(terms.low - scaled, 0), np.minimum(terms.high - scaled, 0)
    told = ~np.isnan(terms.value) | (low & high)
    return np.asarray(np.select([told, low, high], [middle, above, below], 0.0))


def widths(terms: Terms) -> np.ndarray:
    """Standard deviation that the width of each report's range adds, as if spread evenly in it."""
    with np.errstate(invalid="ignore"):
        width = terms.high - terms.low
    return np.where(np.isfinite(width), width, 0.0) / np.sqrt(12)


def step(
    z: np.ndarray, scaled: np.ndarray, terms: Terms, sigma: np.ndarray, inflation: float, seed: list[int]
) -> np.ndarray:
    """Move an ensemble one step.

    Parameters
    ----------
    z
        Beliefs of each run in probit space, shape (runs, beliefs).
    scaled
        What each run showed, shape (runs, reports), on the reports' scales.
    sigma
        Standard deviation of each report, all errors together, shape (reports,).
    inflation
        Factor on the variances: the number of steps.
    seed
        Key of the perturbations; not that of the ensemble, or its spread is lost.

    Returns
    -------
    Moved beliefs, shape (runs, beliefs).
    """
    shown = _filled(scaled)
    wanted = misfit(terms, shown)
    luck = np.random.default_rng(seed).standard_normal(shown.shape)
    kept = wanted == 0
    wanted = np.where(kept, 0.0, wanted + np.sqrt(inflation) * sigma * luck)
    dz, dg = z - z.mean(axis=0), (shown - shown.mean(axis=0)) / sigma
    n = len(z) - 1
    cross = _localised(dz.T @ dg / n, dz, dg)
    gain = np.linalg.solve(dg.T @ dg / n + inflation * np.eye(dg.shape[1]), (wanted / sigma).T)
    return np.clip(z + (cross @ gain).T, -FARTHEST, FARTHEST)


def _localised(cross: np.ndarray, dz: np.ndarray, dg: np.ndarray) -> np.ndarray:
    """Covariances of beliefs and reports, those that chance alone would give set to nothing."""
    spread = np.outer(dz.std(axis=0), dg.std(axis=0)) + 1e-300
    return np.where(np.abs(cross / spread) * np.sqrt(len(dz)) > LEAST_CORRELATION, cross, 0.0)


def _filled(scaled: np.ndarray) -> np.ndarray:
    """Missing values replaced by the report's median over the runs."""
    middle = np.nanmedian(scaled, axis=0)
    return np.where(np.isnan(scaled), np.where(np.isnan(middle), 0.0, middle), scaled)
