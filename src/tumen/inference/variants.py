"""What the answer hangs on: the same runs under other grades of sources and another error of the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from tumen.inference.posterior import Posterior, infer
from tumen.inference.terms import Discrepancy, Terms, terms

DRAWS = 400
"""Draws of each variant."""

ODDS = 3.0
"""Factor on the odds that a report is genuine, in the trusting and the doubting variant (assumption)."""


@dataclass(frozen=True)
class Variant:
    """One other way to weigh the evidence.

    Attributes
    ----------
    doc
        What is otherwise.
    genuine
        Chance that each report is genuine (reports,).
    z
        Draws of the beliefs (draws, beliefs).
    """

    name: str
    doc: str
    genuine: np.ndarray
    z: np.ndarray


def _odds(factor: float) -> Callable[[Terms], Terms]:
    def change(of: Terms) -> Terms:
        odds = of.genuine / np.maximum(1 - of.genuine, 1e-12) * factor
        return replace(of, genuine=odds / (1 + odds))

    return change


def _model(factor: float) -> Callable[[Terms], Terms]:
    def change(of: Terms) -> Terms:
        off = of.discrepancy
        return terms(
            of.observations,
            Discrepancy(off.amounts * factor, off.shares * factor, off.days * factor, off.common),
        )

    return change


VARIANTS: Mapping[str, tuple[str, Callable[[Terms], Terms]]] = {
    "trusting": ("the odds that a report is genuine are three times as high", _odds(ODDS)),
    "doubting": ("the odds that a report is genuine are a third", _odds(1 / ODDS)),
    "model surer": ("the model's own error is half as large", _model(0.5)),
    "model less sure": ("the model's own error is twice as large", _model(2.0)),
}


def variants(
    of: Terms,
    z: np.ndarray,
    amounts: np.ndarray,
    prior: np.ndarray,
    base: Posterior,
    seed: int,
    workers: int = 1,
) -> tuple[Variant, ...]:
    """Weigh the same runs in every other way.

    Parameters
    ----------
    z, amounts, prior
        As for `tumen.inference.posterior.infer`.
    base
        The fit's own posterior; its regressions are taken over.
    seed
        The fit's own, so that what no report tells of stays as it is there.
    """
    found = []
    for name, (doc, change) in VARIANTS.items():
        other = infer(
            z,
            amounts,
            change(of),
            prior=prior,
            near=prior,
            draws=DRAWS,
            seed=seed,
            workers=workers,
            emulator=base.emulator,
        )
        found.append(Variant(name, doc, other.genuine, other.z))
    return tuple(found)
