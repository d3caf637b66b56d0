"""From runs and reports to a posterior: which worlds, and which reports, are believed and how far."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import logsumexp, ndtr

from tumen.inference.common import Shared, shared, shift
from tumen.inference.emulator import SMOOTH, Emulator, Net, emulate
from tumen.inference.regressions import Kept
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
    quantity
        What each world shows, as the regressions tell it, their own error drawn (draws, reports), on the
        reports' scales.
    shown
        The same with the errors in common in it, but for the residual: what a genuine report would say
        but for its own error.
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
    quantity: np.ndarray
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
    return np.sqrt(terms.error**2 + sum(one.variance for one in shared(terms)))


def distance(terms: Terms, scaled: np.ndarray) -> np.ndarray:
    """How many standard deviations each run lies from each report, or from the near end of its range."""
    low = np.where(np.isnan(terms.value), terms.low, terms.value)
    high = np.where(np.isnan(terms.value), terms.high, terms.value)
    away = np.maximum(np.maximum(low - scaled, scaled - high), 0)
    return np.asarray(away / total_error(terms))


def _reached(terms: Terms, scaled: np.ndarray) -> np.ndarray:
    """Whether some run comes near each report, which is not below nothing where no run is."""
    away = np.nan_to_num(np.nanmin(_or_far(distance(terms, scaled)), axis=0), nan=np.inf)
    most = np.where(np.isnan(terms.value), terms.high, terms.value)
    amounts = np.array([one.kind == "log" for one in terms.scales])
    with np.errstate(invalid="ignore"):
        negative = amounts & (most < 0) & ~(scaled < 0).any(axis=0)
    return np.asarray((away <= OUT_OF_REACH) & ~negative)


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
    kept: Kept | None = None,
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
    kept
        Where single regressions are kept.
    """
    scaled = terms.scaled(amounts)
    numbers = shared(terms)
    reached = _reached(terms, scaled)
    column, quantities = _distinct(terms, scaled)
    emulator = emulator or emulate(z, quantities, near, seed, workers, kept)
    log_false = log_if_false(terms, scaled[prior], seed)
    space = _Space(terms, numbers, emulator, column, reached, log_false)
    sampled = sample(space.log_likelihood, space.dimensions, draws, [seed, 3], workers)
    beliefs = np.random.default_rng([seed, 4]).standard_normal((len(sampled.z), z.shape[1]))
    beliefs[:, emulator.active] = sampled.z[:, : space.beliefs]
    shown = space.shown(sampled.z)
    luck = np.random.default_rng([seed, 12])
    return Posterior(
        terms,
        numbers,
        beliefs,
        sampled.z[:, space.beliefs : space.beliefs + len(numbers)],
        space.quantity(sampled.z, luck),
        shown,
        space.log_genuine(shown),
        log_false,
        reached,
        emulator,
        column,
        space.residual,
        sampled,
    )


def _or_far(away: np.ndarray) -> np.ndarray:
    """Distances, with a missing quantity as far away as can be."""
    return np.where(np.isnan(away), np.inf, away)


def log_if_false(terms: Terms, scaled: np.ndarray, seed: int) -> np.ndarray:
    """Log probability of each report if it is false, from what the prior's runs show (runs, reports)."""
    numbers = shared(terms)
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
        least, most = (low - margin)[mine].min(), (high + margin)[mine].max()
        kept[:, i] = np.clip(scaled[:, mine][:, 0], least, most) if least <= most else scaled[:, mine][:, 0]
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
        single = times[column] == 1
        self.residual = np.where(single, emulator.residual[column], 0.0)
        self.loose = np.flatnonzero(single & emulator.loose[column])
        self.loose_terms = terms.select(self.loose)

    def shown(self, points: np.ndarray) -> np.ndarray:
        """What worlds would have reports say, on their scales (points, reports), but for the residual."""
        common = points[:, self.beliefs : self.beliefs + len(self.numbers)]
        told = self._told(points)[:, self.column]
        return self.terms.shifted(told, shift(self.numbers, common, len(self.terms)))

    def quantity(self, points: np.ndarray, luck: np.random.Generator) -> np.ndarray:
        """What worlds themselves show (points, reports): no errors in common, the residual drawn."""
        told = self._told(points)
        repeated = set(self.repeated.tolist())
        for i in range(told.shape[1]):
            number = luck.standard_normal(len(points))
            if i not in repeated:
                told[:, i] += self._own(number, i)
        return told[:, self.column]

    def _told(self, points: np.ndarray) -> np.ndarray:
        """Every quantity (points, quantities), but for the residual of those that one report speaks of."""
        told = self.emulator.predict(points[:, : self.beliefs])
        at = self.beliefs + len(self.numbers)
        told += points[:, at : at + self.factors] @ self.emulator.loadings.T
        for number, i in zip(points[:, at + self.factors :].T, self.repeated, strict=True):
            told[:, i] += self._own(number, i)
        return told

    def _own(self, number: np.ndarray, i: int | np.integer) -> np.ndarray:
        """The error of a quantity that is its own, from a standard normal number."""
        if not self.emulator.loose[i]:
            return number * self.emulator.residual[i]
        chance, shares = ndtr(number), self.emulator.shares[i]
        below = np.cumsum(shares)
        at = np.minimum(np.searchsorted(below, chance), np.flatnonzero(shares)[-1])
        within = 1 - (below[at] - chance) / shares[at]
        return self.emulator.points[i][at] + (within - 0.5) * self.emulator.step[i]

    def log_genuine(self, shown: np.ndarray) -> np.ndarray:
        """Log probability of each report if genuine (points, reports), the residual averaged over."""
        logs = self.terms.log_genuine(shown, self.residual)
        if len(self.loose):
            column = self.column[self.loose]
            width = SMOOTH * self.emulator.residual[column]
            errors = self.emulator.points[column].T[:, None]
            moved = (shown[:, self.loose] + errors).reshape(-1, len(column))
            each = self.loose_terms.log_genuine(moved, width).reshape(len(errors), -1, len(column))
            logs[:, self.loose] = logsumexp(each, axis=0, b=self.emulator.shares[column].T[:, None])
        return logs

    def log_likelihood(self, points: np.ndarray) -> np.ndarray:
        """Log likelihood of all reports within reach, shape (points,)."""
        each = self.terms.log_terms(self.log_genuine(self.shown(points)), self.log_false)
        return np.asarray(np.where(self.reached, each, 0.0).sum(axis=1))


def _renumbered(net: Net, active: np.ndarray) -> Net:
    return replace(net, active=np.searchsorted(active, net.active))
