"""Errors in common: one unknown number behind all reports that share an operator, a habit or a subject."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from tumen.inference.terms import Terms, has_common


@dataclass(frozen=True)
class Shared:
    """One unknown number, standard normal before the evidence.

    Attributes
    ----------
    kind
        ``operator`` (the part of a national figure that is the town's: evenly spread in its range),
        ``bias`` (all figures of one group are off together) or ``model`` (the model's error on one
        observable).
    reach
        How far it moves each report on its scale, shape (reports,); 0 where it does not touch it.
    """

    name: str
    kind: str
    reach: np.ndarray

    def shift(self, z: np.ndarray) -> np.ndarray:
        """How much it moves each report, shape (worlds, reports), for standard normals (worlds,)."""
        number = (2 * ndtr(z) - 1) if self.kind == "operator" else z
        return np.outer(number, self.reach)

    @property
    def variance(self) -> np.ndarray:
        """What it adds to the variance of each report (reports,); a third of its reach's square if even."""
        return np.square(self.reach) / (3 if self.kind == "operator" else 1)

    def describe(self, z: np.ndarray) -> np.ndarray:
        """The factor by which its figures have to be multiplied, of the first report it touches."""
        touched = np.flatnonzero(self.reach)
        return np.exp(-self.shift(z)[:, touched[0]]) if len(touched) else np.ones(len(z))


def shared(terms: Terms) -> tuple[Shared, ...]:
    """Every error that reports may have in common, in a fixed order; one that a single report has is kept.

    `Terms.error` leaves all of them out, so that without it a report that stands alone would be too sure.
    """
    found = [*_operators(terms), *_biases(terms), *_model(terms)]
    return tuple(one for one in found if one.reach.any())


def _operators(terms: Terms) -> list[Shared]:
    names = sorted({one.noise.shared for one in terms.observations if one.noise.shared})
    return [Shared(name, "operator", _reach(terms, "shared", name)) for name in names]


def _biases(terms: Terms) -> list[Shared]:
    names = sorted({one.bias_group for one in terms.observations if one.bias_group})
    return [Shared(name, "bias", _reach(terms, "bias", name)) for name in names]


def _reach(terms: Terms, what: str, name: str) -> np.ndarray:
    """A ratio of two figures of one maker loses what both have in common."""
    reach = np.zeros(len(terms))
    for i, one in enumerate(terms.observations):
        if one.kind in ("ratio", "date"):
            continue
        if what == "shared" and one.noise.shared == name:
            reach[i] = -0.5 * math.log(one.factor_high / one.factor_low)
        if what == "bias" and one.bias_group == name:
            reach[i] = one.bias_width
    return reach


def _model(terms: Terms) -> list[Shared]:
    part = math.sqrt(terms.discrepancy.common)
    found = []
    for name in sorted({one.observable for one in terms.observations}):
        touched = np.array([one.observable == name and has_common(one) for one in terms.observations])
        found.append(Shared(name, "model", np.where(touched, part * terms.off, 0.0)))
    return found


def shift(of: tuple[Shared, ...], z: np.ndarray, reports: int) -> np.ndarray:
    """How much all of them move each report, shape (worlds, reports); ``z`` (worlds, numbers)."""
    moved = np.zeros((len(z), reports))
    for i, one in enumerate(of):
        moved += one.shift(z[:, i])
    return moved
