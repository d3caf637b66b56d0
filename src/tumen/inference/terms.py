"""How likely each report is in each world: values, ranges, bounds, counts, dates, and false reports.

    p(report | world) = r p(report | what the world shows) + (1 - r) p0(report)

with r the prior chance that the report is genuine, by its grade, and p0 what a false report says:
anything that the model held possible before the evidence, and amounts well beyond. Errors of one
report are its own; errors in common (a customs share, a habit of all mirror figures, how the model is
wrong about one observable) are shared numbers, the same for all reports that they touch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.special import log_ndtr, logsumexp, ndtr

from tumen.core.errors import InputError
from tumen.evidence.observations import Observation
from tumen.inference.scales import Scale, ends, scale

BEYOND = {"log": np.log(4), "ratio": np.log(4), "odds": 1.5, "days": 365.0}
"""Scale -> standard deviation of what a false report adds to anything held possible (assumption)."""

FAR = 0.2
"""Share of false reports that go so far; the others stay within the prior's predictions (assumption)."""


@dataclass(frozen=True)
class Discrepancy:
    """How far the model itself may be off, on top of everything a report may be off by.

    Attributes
    ----------
    amounts
        Standard deviation (log) on values (INFERENCE: 20 per cent; assumption).
    shares
        On shares, in points: 0.08 is eight points (assumption).
    days
        On dates.
    common
        Part of its variance that all reports of one observable share: a model that is wrong about
        one month is wrong about the next (assumption).
    """

    amounts: float = 0.20
    shares: float = 0.08
    days: float = 30.0
    common: float = 0.5

    def __post_init__(self) -> None:
        """Raise `InputError` for numbers that make no sense."""
        for name, most in (("amounts", 2.0), ("shares", 0.8), ("days", 3000.0), ("common", 1.0)):
            if not 0 <= getattr(self, name) <= most:
                raise InputError(
                    f"The model's error on {name} is {getattr(self, name):g}; expected 0 to {most:g}."
                )


@dataclass(frozen=True)
class Terms:
    """The reports of a fit, as columns of numbers on their scales.

    Attributes
    ----------
    value
        Amount told, on its scale; NaN where a range is told, with ``low`` and ``high``.
    error
        Standard deviation of the report's own error and the model's, as variances added.
    genuine
        Prior chance of each.
    """

    observations: tuple[Observation, ...]
    scales: tuple[Scale, ...]
    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    error: np.ndarray
    off: np.ndarray
    genuine: np.ndarray
    discrepancy: Discrepancy

    def __len__(self) -> int:
        return len(self.observations)

    @cached_property
    def _is_log(self) -> np.ndarray:
        return np.array([one.kind == "log" for one in self.scales])

    @cached_property
    def _near(self) -> np.ndarray:
        return np.array([one.near if one.kind == "log" else 1.0 for one in self.scales])

    @cached_property
    def _is_count(self) -> np.ndarray:
        return np.array([one.noise.scale == "count" and one.kind != "ratio" for one in self.observations])

    @cached_property
    def _has_value(self) -> np.ndarray:
        return ~np.isnan(self.value)

    @cached_property
    def beyond(self) -> np.ndarray:
        """Standard deviation of what a far false report adds, on each scale."""
        return np.array([BEYOND[one.kind] for one in self.scales])

    def scaled(self, amounts: np.ndarray) -> np.ndarray:
        """Quantities of runs (runs, reports), each on its report's scale."""
        return np.stack([one.to(amounts[:, i]) for i, one in enumerate(self.scales)], axis=1)

    def shifted(self, scaled: np.ndarray, shift: np.ndarray) -> np.ndarray:
        """Quantities with their logarithm (log odds, days) moved by ``shift``."""
        with np.errstate(over="ignore"):
            moved = np.arcsinh(np.exp(shift) * np.sinh(scaled))
        return np.where(self._is_log, moved, scaled + shift)

    def log_genuine(self, scaled: np.ndarray, residual: np.ndarray | float = 0.0) -> np.ndarray:
        """Log probability (density) of each report if it is genuine.

        Parameters
        ----------
        scaled
            What each world shows, shape (worlds, reports).
        residual
            Further standard deviation of what the world shows, broadcast over it.
        """
        spread = self.spread(scaled, residual)
        with np.errstate(invalid="ignore"):
            told = -0.5 * ((self.value - scaled) / spread) ** 2 - np.log(spread) - 0.5 * np.log(2 * np.pi)
            between = _log_between((self.low - scaled) / spread, (self.high - scaled) / spread)
        return np.where(self._has_value, told, between)

    def spread(self, scaled: np.ndarray, residual: np.ndarray | float = 0.0) -> np.ndarray:
        """Standard deviation of each genuine report about what worlds show, a count's own in it.

        A count is told from one a standard deviation larger by their distance on the scale, not by the
        scale's slope: at none at all that has no bound where a unit has no floor.
        """
        variance = np.broadcast_to(self.error**2 + np.square(residual), np.shape(scaled))
        if not self._is_count.any():
            return np.sqrt(variance)
        amount = np.maximum(np.sinh(np.where(self._is_count, scaled, 0.0)) * self._near, 0.0)
        more = np.arcsinh((amount + np.sqrt(np.maximum(amount, 1.0))) / self._near)
        counted = np.where(self._is_count, more - np.arcsinh(amount / self._near), 0.0)
        return np.sqrt(variance + np.square(counted))

    def percentile(self, expected: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
        """Where each report lies in what worlds would have a genuine one say, 0 to 1, shape (reports,).

        Of a range, its nearer end: 0.5 if what worlds show lies within.

        Parameters
        ----------
        expected
            What worlds show, on the scales, shape (worlds, reports); NaN for nothing, which is left aside.
            A report of which no world shows anything has no place (NaN).
        weights
            Of the worlds, for each report (default: all alike), broadcast over ``expected``.
        """
        spread, there = self.spread(expected), ~np.isnan(expected)
        counted = np.where(there, 1.0 if weights is None else weights, 0.0)

        def below(end: np.ndarray) -> np.ndarray:
            held = np.where(there, ndtr((end - expected) / spread), 0.0)
            total = counted.sum(axis=0)
            none = np.full(len(total), np.nan)
            return np.divide((counted * held).sum(axis=0), total, out=none, where=total > 0)

        high, low = below(self.high), below(self.low)
        ranged = np.where(high < 0.5, high, np.where(low > 0.5, low, 0.5))
        return np.asarray(np.where(self._has_value, below(self.value), ranged))

    def log_false(self, prior: np.ndarray) -> np.ndarray:
        """Log probability (density) of each report if it is false, shape (reports,).

        Parameters
        ----------
        prior
            What worlds drawn from the prior show, on the scales, shape (worlds, reports); NaN for
            nothing.
        """
        near, far = self.log_genuine(prior), self.log_genuine(prior, self.beyond)
        return np.logaddexp(np.log(1 - FAR) + _log_mean(near), np.log(FAR) + _log_mean(far))

    def log_terms(self, log_genuine: np.ndarray, log_false: np.ndarray) -> np.ndarray:
        """Log of the reliability mixture, one term a report."""
        with np.errstate(divide="ignore"):
            return np.logaddexp(np.log(self.genuine) + log_genuine, np.log1p(-self.genuine) + log_false)

    def posterior_genuine(self, log_genuine: np.ndarray, log_false: np.ndarray) -> np.ndarray:
        """Chance that each report is genuine, given each world."""
        with np.errstate(divide="ignore"):
            sure = np.log(self.genuine) + log_genuine
        return np.exp(sure - self.log_terms(log_genuine, log_false))

    def select(self, keep: Sequence[int] | np.ndarray) -> Terms:
        """Some of the reports."""
        at = np.asarray(keep, int)
        return replace(
            self,
            observations=tuple(self.observations[i] for i in at),
            scales=tuple(self.scales[i] for i in at),
            **{name: getattr(self, name)[at] for name in ("value", "low", "high", "error", "off", "genuine")},
        )


def terms(observations: Sequence[Observation], discrepancy: Discrepancy | None = None) -> Terms:
    """The terms of a likelihood.

    Parameters
    ----------
    observations
        Those that count, one of each origin and statement.
    discrepancy
        How far the model may be off; the defaults when left out.
    """
    model = discrepancy or Discrepancy()
    scales = tuple(scale(one) for one in observations)
    rows = [_row(one, on, model) for one, on in zip(observations, scales, strict=True)]
    value, low, high, error, off = (
        (np.array(column, float) for column in zip(*rows, strict=True)) if rows else (np.zeros(0),) * 5
    )
    genuine = np.array([one.genuine for one in observations], float)
    return Terms(tuple(observations), scales, value, low, high, error, off, genuine, model)


def _row(one: Observation, on: Scale, model: Discrepancy) -> tuple[float, float, float, float, float]:
    off = _off(one, on, model)
    own = off * np.sqrt(1 - (model.common if has_common(one) else 0.0))
    error = float(np.hypot(one.noise.error, own))
    if one.value is not None and one.kind != "date":
        return float(on.to(one.value)), np.nan, np.nan, error, off
    if one.kind == "date":
        return float(on.to((one.low + one.high) / 2)), np.nan, np.nan, error, off
    low = float(on.to(one.low)) if np.isfinite(one.low) and _bounds(one.low, on) else -np.inf
    high = float(on.to(one.high)) if np.isfinite(one.high) and _bounds(one.high, on, upper=True) else np.inf
    return np.nan, low, high, error, off


def _bounds(amount: float, on: Scale, *, upper: bool = False) -> bool:
    """Whether an end of a range keeps anything out: none of a share, or all of it, does not."""
    if on.kind == "odds":
        return amount < 1 if upper else amount > 0
    return amount > 0 or upper or on.kind == "days"


def _off(one: Observation, on: Scale, model: Discrepancy) -> float:
    """The model's discrepancy on the report's scale."""
    if on.kind == "days":
        return model.days
    if on.kind == "odds":
        told = ends(one)
        return model.shares * on.slope(sum(told) / len(told))
    return model.amounts


def has_common(one: Observation) -> bool:
    """Whether part of the model's error is common to reports of its observable: it cancels in a ratio."""
    return one.kind not in ("ratio", "date")


def _log_between(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Log of the normal probability between two standardised ends, exact in both tails."""
    flip = low + high > 0
    a, b = np.where(flip, -high, low), np.where(flip, -low, high)
    upper = log_ndtr(b)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.exp(np.where(np.isneginf(a), -np.inf, log_ndtr(a)) - upper)
        return np.asarray(upper + np.log1p(-np.minimum(ratio, 1 - 1e-12)))


def _log_mean(logs: np.ndarray) -> np.ndarray:
    """Log of the mean over worlds, those without a value left aside."""
    there = ~np.isnan(logs)
    total = logsumexp(np.where(there, logs, -np.inf), axis=0)
    return np.asarray(total - np.log(np.maximum(there.sum(axis=0), 1)))
