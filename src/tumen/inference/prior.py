"""What is believed before any report is read: every belief's range, its median, and how to draw it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri
from scipy.stats import qmc

from tumen.core.declare import Param
from tumen.core.errors import InputError, did_you_mean
from tumen.engine.catalog import Catalog
from tumen.scenario import Scenario

SWITCH = "0 or 1"
"""Unit of a belief that either holds or does not; before any report the odds are even (assumption)."""

EDGE = 0.02
"""A default at the very end of its range counts as this share of the range away from it (assumption)."""

FARTHEST = 4.0
"""Standard deviations beyond which no belief is drawn: 1 in 16,000 on either side."""


@dataclass(frozen=True)
class Belief:
    """A number of the model that nobody knows, with the range in which it lies.

    In *probit space* a belief is a standard normal ``z``; the value lies ``u ** k`` of the range away from
    the end nearest to the ``median`` (the scenario's value, or the default), where ``u`` is the chance of
    being no farther from that end, and ``k`` such that half the probability lies on either side of the
    median. Ranges that are mirror images have mirrored priors. The shape is an assumption.
    """

    name: str
    low: float
    median: float
    high: float
    unit: str
    doc: str
    source: str

    @property
    def is_switch(self) -> bool:
        """Whether it is either 0 or 1."""
        return self.unit == SWITCH

    @property
    def _from(self) -> tuple[float, float, float]:
        """The end nearest to the median, the way from it to the other, and the power."""
        width = self.high - self.low
        share = (self.median - self.low) / width
        end, way = (self.low, width) if share <= 0.5 else (self.high, -width)
        return end, way, math.log(max(min(share, 1 - share), EDGE)) / math.log(0.5)

    def value(self, z: np.ndarray | float) -> np.ndarray:
        """Values in the belief's unit of standard normal numbers ``z``, in the same shape."""
        z = np.clip(z, -FARTHEST, FARTHEST)
        if self.is_switch:
            return np.asarray(z > 0, float)
        end, way, power = self._from
        return np.asarray(end + way * ndtr(z if way > 0 else -z) ** power)

    def probit(self, value: np.ndarray | float) -> np.ndarray:
        """The standard normal number of a value; for a switch one quartile either way."""
        value = np.asarray(value, float)
        if self.is_switch:
            return np.where(value > (self.low + self.high) / 2, 0.6745, -0.6745)
        end, way, power = self._from
        z = ndtri(np.clip((value - end) / way, 0, 1) ** (1 / power))
        return np.clip(z if way > 0 else -z, -FARTHEST, FARTHEST)


def beliefs(scenario: Scenario, catalog: Catalog, names: Iterable[str] | None = None) -> tuple[Belief, ...]:
    """What may be fitted in a scenario: all that is not known and no lever.

    Left out are parameters to which the scenario gives dated values of its own, since a fit holds a
    belief at one value throughout, and any that no rule reads.

    Parameters
    ----------
    names
        Those wanted; all that may be fitted when left out.

    Raises
    ------
    InputError
        If a name is unknown, a lever, dated by the scenario, of no width, or read by nothing.
    """
    free = {
        name: param for name, param in sorted(catalog.params.items()) if not _held(name, scenario, catalog)
    }
    chosen = list(dict.fromkeys(names)) if names is not None else list(free)
    for name in chosen:
        if name not in catalog.params:
            raise InputError(f"There is no parameter '{name}'{did_you_mean(name, free)}.")
        if name not in free:
            raise InputError(f"'{name}' cannot be fitted: {_held(name, scenario, catalog)}.")
    return tuple(_belief(name, free[name], scenario) for name in chosen)


def _held(name: str, scenario: Scenario, catalog: Catalog) -> str:
    """Why a parameter is no belief; empty where it is one."""
    param = catalog.params[name]
    if param.lever:
        return "it is a lever, which someone decides"
    if any(name in change.set for change in scenario.changes):
        return "the scenario gives its value by date"
    if not param.high > param.low:
        return "its range has no width"
    if not catalog.readers(name):
        return "no rule reads it"
    return ""


def _belief(name: str, param: Param, scenario: Scenario) -> Belief:
    median = float(scenario.settings.get(name, param.default))
    return Belief(name, param.low, median, param.high, param.unit, param.doc, param.source)


def design(count: int, dimensions: int, seed: int) -> np.ndarray:
    """Points spread evenly over the prior, in probit space, shape (count, dimensions).

    A scrambled Sobol sequence: the first points of a longer design are those of a shorter one.
    """
    power = max(1, math.ceil(math.log2(max(2, count))))
    points = qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng([seed, 1])).random_base2(power)
    return np.clip(ndtri(np.clip(points[:count], 1e-9, 1 - 1e-9)), -FARTHEST, FARTHEST)


def settings(of: Sequence[Belief], z: np.ndarray) -> dict[str, float]:
    """The values of one point of probit space, by name."""
    return {belief.name: float(belief.value(number)) for belief, number in zip(of, z, strict=True)}


def points(of: Sequence[Belief], values: Mapping[str, float]) -> np.ndarray:
    """The point of probit space at which beliefs have these values; their medians where none is given."""
    return np.array([float(belief.probit(values.get(belief.name, belief.median))) for belief in of])
