"""Dated series: from published averages, points and spells to one value a day.

Published figures come as yearly or quarterly averages, single points and spells. A model needs
a value each morning. Averages are joined by the smoothest path whose own averages equal the
published ones (least squares on monthly knots); points by straight lines; spells are steps.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

import numpy as np

from tumen.core.errors import ScenarioError

How = Literal["average", "point", "step"]

FLOOR_SHARE = 0.25
"""No monthly knot falls below this share of the lowest published figure."""

TOLERANCE = 1e-9
SLOPE_PENALTY = 1e-3


@dataclass(frozen=True)
class Spell:
    """One published figure: what held, on average or throughout, from a day to a day."""

    start: date
    end: date
    value: float
    how: How
    source: str = ""

    @property
    def middle(self) -> float:
        """Day number (since 0001-01-01) of the middle of the spell."""
        return (self.start.toordinal() + self.end.toordinal()) / 2


@dataclass(frozen=True)
class Series:
    """A scenario's dated input: the column it sets, the row it belongs to, its figures.

    Attributes
    ----------
    column
        ``"kind.column"``, an input declared by a mechanism.
    row
        Name of the row; empty for the state.
    outside
        Value on days that no spell of a step series covers.
    """

    column: str
    row: str
    spells: tuple[Spell, ...]
    unit: str = ""
    outside: float = 0.0
    file: str = field(default="", compare=False)

    @property
    def source(self) -> str:
        """The sources of the figures, each once."""
        return "; ".join(dict.fromkeys(s.source for s in self.spells if s.source))

    @property
    def label(self) -> str:
        """How messages name the series."""
        return f"{self.column} of {self.row}" if self.row else self.column

    def daily(self, start: date, n_days: int) -> np.ndarray:
        """Return ``n_days`` values from ``start``; beyond the figures the ends are held."""
        days = start.toordinal() + np.arange(n_days)
        hows = {spell.how for spell in self.spells}
        if hows == {"step"}:
            return _steps(self, days)
        if "step" in hows:
            raise ScenarioError(
                f"{self.file}: {self.label} mixes 'step' with other figures; give it one kind."
            )
        if hows == {"point"}:
            middles = [spell.middle for spell in self.spells]
            return np.interp(days, middles, [spell.value for spell in self.spells])
        return _smooth(self, days)


def _steps(series: Series, days: np.ndarray) -> np.ndarray:
    values = np.full(len(days), series.outside)
    for spell in series.spells:
        inside = (days >= spell.start.toordinal()) & (days <= spell.end.toordinal())
        values[inside] = spell.value
    return values


def _smooth(series: Series, days: np.ndarray) -> np.ndarray:
    """Interpolate between month knots chosen so that every published average is met."""
    return np.interp(days, *_knots(series))


def _averages(series: Series) -> list[Spell]:
    return [_month_around(spell) if spell.how == "point" else spell for spell in series.spells]


def _month_around(spell: Spell) -> Spell:
    """Take a point for the average of the month it lies in."""
    middle = date.fromordinal(int(spell.middle))
    first = middle.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return Spell(first, last, spell.value, "average", spell.source)


def _month_starts(first: date, last: date) -> np.ndarray:
    """Day numbers of the first of each month, from the one at or before to the one after."""
    starts = np.arange(np.datetime64(first, "M"), np.datetime64(last, "M") + 2)
    return starts.astype("M8[D]").astype(np.int64) + date(1970, 1, 1).toordinal()


@lru_cache(maxsize=256)
def _knots(series: Series) -> tuple[np.ndarray, np.ndarray]:
    """Days and values between which the path is interpolated.

    The values minimise the path's bending subject to the averages, and none lies below a positive
    floor. They are rounded, so that the last bits of a machine's linear algebra do not reach the model.
    """
    spells = _averages(series)
    knots = _month_starts(min(s.start for s in spells), max(s.end for s in spells))
    averages = np.array([_average_weights(spell, knots) for spell in spells])
    published = np.array([spell.value for spell in spells])
    floor = FLOOR_SHARE * published.min() if published.min() >= 0 else -np.inf
    held: set[int] = set()
    values = _constrained(averages, published, [], floor)
    for _ in range(len(knots)):
        low = {int(i) for i in np.flatnonzero(values < floor - TOLERANCE)} - held
        if not low:
            break
        held |= low
        values = _constrained(averages, published, sorted(held), floor)
    off = np.abs(averages @ values - published).max()
    if off > 1e-6 * max(1.0, np.abs(published).max()) or values.min() < 0 < published.min():
        raise ScenarioError(
            f"{series.file}: no positive path has the averages given for {series.label}; "
            "look for figures of overlapping periods that contradict each other."
        )
    return knots, np.round(values, 9)


def _average_weights(spell: Spell, knots: np.ndarray) -> np.ndarray:
    """Weight of each knot in the average of the interpolated path over the spell's days."""
    days = np.arange(spell.start.toordinal(), spell.end.toordinal() + 1)
    left = np.clip(np.searchsorted(knots, days, side="right") - 1, 0, len(knots) - 2)
    right_weight = (days - knots[left]) / (knots[left + 1] - knots[left])
    weights = np.zeros(len(knots))
    np.add.at(weights, left, 1.0 - right_weight)
    np.add.at(weights, left + 1, right_weight)
    return weights / len(days)


def _constrained(averages: np.ndarray, published: np.ndarray, held: list[int], floor: float) -> np.ndarray:
    """Solve the equality-constrained least squares problem by its KKT system."""
    n = averages.shape[1]
    pins = np.zeros((len(held), n))
    pins[np.arange(len(held)), held] = 1.0
    constraints = np.vstack([averages, pins])
    targets = np.concatenate([published, np.full(len(held), floor)])
    bend, slope = np.diff(np.eye(n), 2, axis=0), np.diff(np.eye(n), 1, axis=0)
    penalty = bend.T @ bend + SLOPE_PENALTY * slope.T @ slope
    m = len(targets)
    system = np.block([[penalty, constraints.T], [constraints, np.zeros((m, m))]])
    return _solve(system, np.concatenate([np.zeros(n), targets]))[:n]


def _solve(system: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Solve directly; where figures repeat each other (a year and its quarters), by least squares."""
    try:
        solution: np.ndarray = np.linalg.solve(system, right)
        if np.abs(system @ solution - right).max() <= TOLERANCE * max(1.0, np.abs(right).max()):
            return solution
    except np.linalg.LinAlgError:
        pass
    return np.asarray(np.linalg.lstsq(system, right, rcond=None)[0])
