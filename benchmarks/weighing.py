"""Reports of a made-up press weighed on real runs drawn from the prior: no regression, no sampler."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tumen.inference.common import shift
from tumen.inference.falsehoods import place_of
from tumen.inference.fitting import Workshop
from tumen.inference.posterior import shared
from tumen.inference.prior import design
from tumen.inference.quantities import quantities
from tumen.inference.question import Question
from tumen.inference.selftest import Worlds
from tumen.inference.steering import plan_of
from tumen.inference.terms import Terms
from tumen.press import Press

LUCK = 16
"""Draws of the errors in common for every run."""


def reference(question: Question, runs: int) -> np.ndarray:
    """Beliefs of the runs, in probit space (runs, beliefs)."""
    return design(runs, len(question.beliefs), question.seed + 1)


@dataclass(frozen=True)
class Weighing:
    """What runs say of reports.

    Attributes
    ----------
    expected
        What each run shows, errors in common drawn ``LUCK`` times (draws, runs, reports).
    logs
        Log of the reliability mixture of each report there.
    """

    terms: Terms
    expected: np.ndarray
    logs: np.ndarray

    @classmethod
    def of(cls, worlds: Worlds, press: Press, runs: int, luck: np.random.Generator) -> Weighing:
        """Weigh the reports of a press on runs that are stored."""
        put, shop = worlds.question(press), worlds.shop
        scaled = _shown(put, shop, worlds, runs)
        moved = _mover(put.terms, scaled, luck)
        false = put.terms.log_false(moved())
        expected = np.stack([moved() for _ in range(LUCK)])
        logs = np.stack([put.terms.log_terms(put.terms.log_genuine(one), false) for one in expected])
        return cls(put.terms, expected, np.where(np.isnan(logs), false, logs))

    def weights(self) -> np.ndarray:
        """Of each run by all reports (runs,); they add up to one."""
        return _weights(self.logs.sum(axis=2)).sum(axis=0)

    def place(self, claim: str) -> tuple[int, float]:
        """How many reports lie as far out as a false one or farther, each given all others.

        Returns
        -------
        The place, and the effective runs of the report that has the fewest.
        """
        others = self.logs.sum(axis=2, keepdims=True) - self.logs
        weights = _weights(others)
        effective = 1 / np.square(weights.sum(axis=0)).sum(axis=0)
        reports = len(self.terms)
        percentile = self.terms.percentile(self.expected.reshape(-1, reports), weights.reshape(-1, reports))
        false = [one.claim for one in self.terms.observations].index(claim)
        return place_of(false, percentile), float(effective.min())


def _weights(logs: np.ndarray) -> np.ndarray:
    """Weights over draws and runs, the first two axes."""
    weights = np.exp(logs - logs.max(axis=(0, 1)))
    return np.asarray(weights / weights.sum(axis=(0, 1)))


def _shown(put: Question, shop: Workshop, worlds: Worlds, runs: int) -> np.ndarray:
    plan = plan_of(put.world, put.beliefs, reference(put, runs), put.seed, 0, "reference")
    of = quantities(put.observations, worlds.frame, shop.model.catalog)
    results = shop.store.read(plan, sorted({one.observable for one in of}), shop.model)
    return put.terms.scaled(np.stack([one.of(results) for one in of], axis=1))


def _mover(terms: Terms, scaled: np.ndarray, luck: np.random.Generator) -> Callable[[], np.ndarray]:
    """What runs show with errors in common, drawn anew at each call."""
    numbers = shared(terms)

    def moved() -> np.ndarray:
        drawn = luck.standard_normal((len(scaled), len(numbers)))
        return terms.shifted(scaled, shift(numbers, drawn, len(terms)))

    return moved
