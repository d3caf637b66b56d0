"""Scales on which an error is about the same everywhere: log of amounts, log odds of shares, days."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from tumen.evidence.noise import FLOORS
from tumen.evidence.observations import Observation

REFERENCE = 0.2
"""Error (log) for which a unit's floor is as large as the error of the least amount told from nothing."""

LEAST = 1e-6
"""Part of the greatest amount reported of an observable below which amounts without a floor are alike."""

MOST = {"hours/day": 24.0}
"""Unit -> the most that there can be."""

Array = np.ndarray


@dataclass(frozen=True)
class Scale:
    """One report's scale.

    ``log``: inverse hyperbolic sine of the amount over ``near``, which is the logarithm far above it and
    even below; ``ratio``: the logarithm; ``odds``: log odds, ``near`` away from none and all; ``days``.
    """

    kind: str
    near: float

    def to(self, amount: Array | float) -> Array:
        """From the observation's unit."""
        x = np.asarray(amount, float)
        if self.kind == "days":
            return x
        if self.kind == "odds":
            return np.asarray(logit((np.clip(x, 0, 1) + self.near) / (1 + 2 * self.near)))
        if self.kind == "ratio":
            return np.log(np.maximum(x, self.near))
        return np.arcsinh(x / self.near)

    def back(self, scaled: Array | float) -> Array:
        """To the observation's unit."""
        x = np.asarray(scaled, float)
        if self.kind == "days":
            return x
        if self.kind == "odds":
            return np.asarray(np.clip(expit(x) * (1 + 2 * self.near) - self.near, 0, 1))
        if self.kind == "ratio":
            return np.exp(x)
        return np.sinh(x) * self.near

    def slope(self, amount: float) -> float:
        """How far the scale moves for a unit of the amount."""
        if self.kind == "odds":
            share = (min(max(amount, 0.0), 1.0) + self.near) / (1 + 2 * self.near)
            return 1 / (share * (1 - share) * (1 + 2 * self.near))
        if self.kind == "days":
            return 1.0
        if self.kind == "ratio":
            return 1 / max(amount, self.near)
        return 1 / math.hypot(amount, self.near)


def scale(one: Observation) -> Scale:
    """The scale of an observation."""
    kind = one.noise.scale
    if kind == "days":
        return Scale("days", 0.0)
    if kind == "odds":
        return Scale("odds", one.noise.floor or FLOORS["share"])
    if one.kind == "ratio":
        return Scale("ratio", LEAST)
    if one.noise.floor > 0:
        return Scale("log", one.noise.floor / REFERENCE)
    return Scale("log", max(LEAST * max(map(abs, ends(one))), 1e-12))


def ends(one: Observation) -> Sequence[float]:
    """Its finite amounts: the value, or what ends its range has."""
    told = [one.value] if one.value is not None else [one.low, one.high]
    return [float(amount) for amount in told if math.isfinite(amount)]
