"""From runs and reports to a posterior: which worlds, and which reports, are believed and how far."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tumen.inference.common import Shared, shared, shift
from tumen.inference.emulator import Emulator, Net, emulate
from tumen.inference.sampler import Draws, sample
from tumen.inference.terms import Terms

OUT_OF_REACH = 3.0
"""Standard deviations, all errors together, beyond which no run comes near a report (history matching)."""

CARE = 6.0
"""Standard deviations beyond which a run's distance from a report no longer matters to the regression."""


@dataclass(frozen=True)
class Posterior:
    """Draws of worlds, weighed by reports.

    Attributes
    ----------
    z
        Beliefs in probit space, shape (draws, beliefs); those that no report depends on are the prior's.
    common
        The errors in common, standard normal before the evidence, shape (draws, numbers).
    shown
        What each world shows, as the regressions tell it, on the reports' scales (draws, reports), errors
        in common already in it: what a genuine report would say but for its own error.
    log_genuine, log_false
        Log probability of each report in each world if genuine (draws, reports), and if false (reports,).
    reached
        Reports that some run comes near; the others are set aside and say so.
    emulator, column
        The regressions, and which of them each report reads.
    residual
        Standard deviation of what a world shows about each report that is left to chance (reports,).
    """

    terms: Terms
    shared: tuple[Shared, ...]
    z: np.ndarray
    common: np.ndarray
    shown: np.ndarray
    log_genuine: np.ndarray
    log_false: np.ndarray
    reached: np.ndarray
    emulator: Emulator
    column: np.ndarray
    residual: np.ndarray
    sampled: Draws

    @property
    def genuine(self) -> np.ndarray:
        """Chance that each report is genuine, given all; NaN for one that is out of reach."""
        chance = self.terms.posterior_genuine(self.log_genuine, self.log_false).mean(axis=0)
        return np.where(self.reached, chance, np.nan)


def total_error(terms: Terms) -> np.ndarray:
    """Standard deviation of each report, its own errors and those in common together."""
    return np.sqrt(terms.error**2 + sum(np.square(one.reach) for one in shared(terms)))


def distance(terms: Terms, scaled: np.ndarray) -> np.ndarray:
    """How many standard deviations each run lies from each report, or from the near end of its range."""
    low = np.where(np.isnan(terms.value), terms.low, terms.value)
    high = np.where(np.isnan(terms.value), terms.high, terms.value)
    away = np.maximum(np.maximum(low - scaled, scaled - high), 0)
    return np.asarray(away / total_error(terms))


def infer(
    z: np.ndarray,
    amounts: np.ndarray,
    terms: Terms,
    *,
    prior: np.ndarray,
    near: np.ndarray,
    draws: int = 2000,
    seed: int = 1,
    workers: int = 1,
    emulator: Emulator | None = None,
) -> Posterior:
    """Weigh worlds by reports.

    Parameters
    ----------
    z
        Beliefs of every run in probit space, shape (runs, beliefs).
    amounts
        Every report's quantity in every run (runs, reports), in the report's unit; NaN where missing.
    prior
        Which runs were drawn from the prior, shape (runs,), bool.
    near
        Which runs judge the regressions' errors.
    draws
        Draws to make.
    emulator
        Regressions made before for the same runs and quantities.
    """
    scaled = terms.scaled(amounts)
    numbers = shared(terms)
    with np.errstate(invalid="ignore"):
        reached = (
            np.nan_to_num(np.nanmin(_or_far(distance(terms, scaled)), axis=0), nan=np.inf) <= OUT_OF_REACH
        )
    column, quantities = _distinct(terms, scaled)
    emulator = emulator or emulate(z, quantities, near, seed, workers)
    log_false = _log_false(terms, numbers, scaled[prior], seed)
    space = _Space(terms, numbers, emulator, column, reached, log_false)
    sampled = sample(space.log_likelihood, space.dimensions, draws, [seed, 3])
    beliefs = np.random.default_rng([seed, 4]).standard_normal((draws, z.shape[1]))
    beliefs[:, emulator.active] = sampled.z[:, : space.beliefs]
    shown, residual = space.shown(sampled.z)
    return Posterior(
        terms,
        numbers,
        beliefs,
        sampled.z[:, space.beliefs : space.beliefs + len(numbers)],
        shown,
        terms.log_genuine(shown, residual),
        log_false,
        reached,
        emulator,
        column,
        residual,
        sampled,
    )


def _or_far(away: np.ndarray) -> np.ndarray:
    """Distances, with a missing quantity as far away as can be."""
    return np.where(np.isnan(away), np.inf, away)


def _log_false(terms: Terms, numbers: tuple[Shared, ...], scaled: np.ndarray, seed: int) -> np.ndarray:
    luck = np.random.default_rng([seed, 2]).standard_normal((len(scaled), len(numbers)))
    return terms.log_false(terms.shifted(scaled, shift(numbers, luck, len(terms))))


def _distinct(terms: Terms, scaled: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Quantities that differ, with what lies too far from any report cut off, and each report's column."""
    low = np.where(
        np.isnan(terms.value), np.where(np.isfinite(terms.low), terms.low, terms.high), terms.value
    )
    high = np.where(
        np.isnan(terms.value), np.where(np.isfinite(terms.high), terms.high, terms.low), terms.value
    )
    margin = CARE * total_error(terms)
    first: dict[bytes, int] = {}
    column = np.array([first.setdefault(one.tobytes(), len(first)) for one in scaled.T], int)
    kept = np.zeros((len(scaled), len(first)))
    for i in range(len(first)):
        mine = column == i
        kept[:, i] = np.clip(scaled[:, mine][:, 0], (low - margin)[mine].min(), (high + margin)[mine].max())
    return column, kept


class _Space:
    """The numbers that are sampled: beliefs that matter, errors in common, errors of the regressions."""

    def __init__(
        self,
        terms: Terms,
        numbers: tuple[Shared, ...],
        emulator: Emulator,
        column: np.ndarray,
        reached: np.ndarray,
        log_false: np.ndarray,
    ) -> None:
        self.terms, self.numbers, self.column, self.reached = terms, numbers, column, reached
        self.log_false = log_false
        active = emulator.active
        self.emulator = replace(emulator, nets=tuple(_renumbered(net, active) for net in emulator.nets))
        self.beliefs, self.factors = len(active), emulator.loadings.shape[1]
        times = np.bincount(column, minlength=len(emulator.nets))
        self.repeated = np.flatnonzero(times > 1)
        self.dimensions = self.beliefs + len(numbers) + self.factors + len(self.repeated)
        self.residual = np.where(times > 1, 0.0, emulator.residual)[column]

    def shown(self, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What worlds show, on the reports' scales, and the standard deviation that is left."""
        at = self.beliefs
        told = self.emulator.predict(points[:, :at])
        common, at = points[:, at : at + len(self.numbers)], at + len(self.numbers)
        told += points[:, at : at + self.factors] @ self.emulator.loadings.T
        own = points[:, at + self.factors :]
        told[:, self.repeated] += own * self.emulator.residual[self.repeated]
        moved = self.terms.shifted(told[:, self.column], shift(self.numbers, common, len(self.terms)))
        return moved, self.residual

    def log_likelihood(self, points: np.ndarray) -> np.ndarray:
        """Log likelihood of all reports within reach, shape (points,)."""
        shown, residual = self.shown(points)
        each = self.terms.log_terms(self.terms.log_genuine(shown, residual), self.log_false)
        return np.asarray(np.where(self.reached, each, 0.0).sum(axis=1))


def _renumbered(net: Net, active: np.ndarray) -> Net:
    return replace(net, active=np.searchsorted(active, net.active))
