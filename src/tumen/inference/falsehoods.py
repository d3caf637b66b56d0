"""One false report among honest ones: how it is drawn, and where it stands for a fit and for who knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tumen.core.errors import InputError
from tumen.inference import news
from tumen.inference.posterior import Posterior
from tumen.inference.quantities import Quantity
from tumen.inference.summary import percentiles
from tumen.inference.terms import Terms
from tumen.press import Claim, Press

FALSE_FACTOR = 2.0
"""What the true amount is multiplied or divided by in a false report."""

CLEAR = 2.0
"""Standard deviations of a report so told, the part of the model's error that is its own in them, by which
it must lie from the truth: what lies nearer (a few persons, less than a tonne) is nothing that anybody could
see (assumption)."""


@dataclass(frozen=True)
class Falsehood:
    """One false report among honest ones.

    Attributes
    ----------
    place
        How many honest reports lie as far out or farther in what worlds that fit all others would have
        them say: 0 is first. What is out of reach lies farthest.
    doubted
        How many honest reports have lost as much or more of their grade's odds of being genuine.
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


def drawn(press: Press, put: Callable[[Press], Terms], luck: np.random.Generator) -> tuple[str, Press] | None:
    """A claim and the press in which it is false, drawn among those that are clear; None without any.

    Parameters
    ----------
    put
        The reports of a press, as a fit weighs them.
    """
    told = {one.claim for one in put(press).observations}
    for at in luck.permutation([at for at in news.numbers(press) if press.claims[at].id in told]):
        claim = press.claims[at]
        share = claim.quantity.unit.startswith("share")
        factor = 1 / FALSE_FACTOR if share or luck.random() < 0.5 else FALSE_FACTOR
        false = news.falsified(press, at, factor)
        if _is_clear(claim, put(false)):
            return claim.id, false
    return None


def _is_clear(claim: Claim, terms: Terms) -> bool:
    """Whether a false report lies far enough from the truth for its own error."""
    one = terms.select([i for i, other in enumerate(terms.observations) if other.claim == claim.id])
    true = one.scales[0].to(np.array([[claim.truth.value]]))
    return bool(np.abs(one.value - true) >= CLEAR * one.spread(true))


def known(terms: Terms, quantities: Sequence[Quantity], results: Mapping[str, np.ndarray]) -> np.ndarray:
    """Where each report lies in what the true world would have it say, 0 to 1 (reports,).

    One of which it shows nothing lies in the middle.

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
    return np.nan_to_num(terms.percentile(true), nan=0.5)


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
    doubted = int((odds[others] <= odds[false]).sum())
    place, best = (place_of(false, one) for one in (percentiles(posterior), known))
    alarms = int((genuine[others] < 0.5).sum())
    return Falsehood(claim, place, doubted, float(genuine[false]), alarms, int(others.sum()), best)


def place_of(false: int, percentile: np.ndarray) -> int:
    """How many other reports lie as far out or farther; what is not told (NaN) lies farthest."""
    tail = np.nan_to_num(np.minimum(percentile, 1 - percentile), nan=0.0)
    return int((np.delete(tail, false) <= tail[false]).sum())
