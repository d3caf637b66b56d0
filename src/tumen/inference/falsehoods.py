"""One false report among honest ones: how it is drawn, and where it stands for a fit and for who knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tumen.core.errors import InputError
from tumen.inference import news
from tumen.inference.posterior import Posterior
from tumen.inference.quantities import Quantity
from tumen.inference.summary import percentiles
from tumen.inference.terms import Terms
from tumen.press import Press

FALSE_FACTOR = 2.0
"""What the true amount is multiplied or divided by in a false report."""

CLEAR = 2.0
"""Standard deviations of a genuine report, the model's own error in them, by which that factor must move
an amount: what moves it less (a few persons, less than a tonne) is nothing that anybody could see
(assumption)."""


@dataclass(frozen=True)
class Falsehood:
    """One false report among honest ones.

    Attributes
    ----------
    place
        How many honest reports lie farther out in what worlds that fit all others would have them say:
        0 is first. One that is out of reach lies farthest.
    doubted
        How many honest reports have lost more of their grade's odds of being genuine.
    chance
        Chance that it is genuine, by the fit.
    alarms, honest
        Honest reports that are held to be more likely false than genuine, and all honest ones.
    known
        Like ``place``, for a judge who knows the true world: no fit can be expected to do better.
    """

    claim: str
    place: int
    doubted: int
    chance: float
    alarms: int
    honest: int
    known: int


def drawn(terms: Terms, press: Press, luck: np.random.Generator) -> tuple[int, float] | None:
    """Position of a claim and the factor that makes it false, drawn among those that are clear.

    None where the press tells no such amount.
    """
    reports = {one.claim: i for i, one in enumerate(terms.observations)}
    told = [at for at in news.numbers(press) if press.claims[at].id in reports]
    for at in luck.permutation(told):
        claim = press.claims[at]
        share = claim.quantity.unit.startswith("share")
        factor = 1 / FALSE_FACTOR if share or luck.random() < 0.5 else FALSE_FACTOR
        one = terms.select([reports[claim.id]])
        true, false = (one.scales[0].to(np.array([claim.truth.value * by])) for by in (1.0, factor))
        if abs(false - true)[0] >= CLEAR * one.spread(true[:, None])[0, 0]:
            return int(at), factor
    return None


def known(terms: Terms, quantities: Sequence[Quantity], results: Mapping[str, np.ndarray]) -> np.ndarray:
    """Where each report lies in what the true world would have it say, 0 to 1 (reports,).

    Parameters
    ----------
    results
        Of the true world: observable -> (month, and its own dimensions).
    """
    arrays = {name: values[None] for name, values in results.items()}
    every = [one.every(arrays)[:, 0] for one in quantities]
    true = np.full((max(map(len, every)), len(every)), np.nan)
    for i, one in enumerate(every):
        true[: len(one), i] = terms.scales[i].to(one)
    return terms.percentile(true)


def judged(claim: str, posterior: Posterior, known: np.ndarray) -> Falsehood:
    """Where a false report stands among the others, for the fit and for who knows the truth.

    Parameters
    ----------
    known
        Where each report lies in what the true world would have it say, 0 to 1.
    """
    ids = [one.claim for one in posterior.terms.observations]
    if claim not in ids:
        raise InputError(f"The false report {claim} is no observation.")
    false = ids.index(claim)
    others = np.arange(len(ids)) != false
    genuine, prior = np.nan_to_num(posterior.genuine, nan=0.0), posterior.terms.genuine
    odds = np.log(np.maximum(genuine, 1e-12) / np.maximum(1 - genuine, 1e-12)) - np.log(prior / (1 - prior))
    place, doubted, best = (
        int((one[others] < one[false]).sum()) for one in (_tail(percentiles(posterior)), odds, _tail(known))
    )
    alarms = int((genuine[others] < 0.5).sum())
    return Falsehood(claim, place, doubted, float(genuine[false]), alarms, int(others.sum()), best)


def _tail(percentile: np.ndarray) -> np.ndarray:
    """How thin the tail is that a report lies in; what is not told lies farthest out."""
    return np.nan_to_num(np.minimum(percentile, 1 - percentile), nan=0.0)
