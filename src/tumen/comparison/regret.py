"""Which policy, under deep uncertainty: best where, and how much worse than the best it may turn out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from tumen.comparison import outcomes
from tumen.comparison.result import Comparison, apart
from tumen.core.errors import InputError


@dataclass(frozen=True)
class Aim:
    """What one might want of a policy.

    Attributes
    ----------
    better
        Whether ``less`` or ``more`` of the outcome is wanted.
    """

    name: str
    title: str
    outcome: str
    better: Literal["less", "more"]


AIMS: tuple[Aim, ...] = (
    Aim("least hunger", "As few days below 1,800 kcal as possible", outcomes.HUNGRY, "less"),
    Aim("most denied", "As much foreign currency denied to the state as possible", outcomes.CURRENCY, "less"),
)
"""Two aims that pull apart; neither is Tumen's."""

TIE = 1e-9
"""Part of the greatest value within which two policies are as good as each other."""


@dataclass(frozen=True)
class Regret:
    """How a policy does against the best of those compared, world by world.

    Attributes
    ----------
    best
        Share of worlds in which none is better; ties count for all.
    expected, ninety, greatest
        How much worse than the best, in the outcome's unit: on average, in one world of ten, at the most.
    """

    policy: str
    best: float
    expected: float
    ninety: float
    greatest: float


def regrets(
    comparison: Comparison, aim: Aim, weights: np.ndarray | None = None, *, prior: bool = False
) -> tuple[Regret, ...]:
    """Regret of every policy, the baseline among them.

    Parameters
    ----------
    weights
        Of the worlds, shape (runs,), adding to 1; equal where left out.
    prior
        Over worlds that no report has narrowed down, where they were run too.

    Raises
    ------
    InputError
        If the outcome was not compared, or is measured nowhere.
    """
    costs = costs_of(comparison, aim, prior=prior)
    known = np.isfinite(costs).all(axis=0)
    if not known.any():
        raise InputError(f"'{aim.outcome}' is measured in no world, so that no policy is best.")
    share = np.full(costs.shape[1], 1.0) if weights is None else weights
    share = np.where(known, share, 0.0)
    share = share / share.sum()
    costs = np.where(known, costs, 0.0)
    lost = costs - costs.min(axis=0)
    ties = lost <= TIE * np.abs(costs).max()
    return tuple(
        Regret(
            policy,
            float(ties[i] @ share),
            float(lost[i] @ share),
            _point(lost[i], share, 0.9),
            float(lost[i][share > 0].max()),
        )
        for i, policy in enumerate(comparison.policies)
    )


def costs_of(comparison: Comparison, aim: Aim, *, prior: bool = False) -> np.ndarray:
    """What is to be kept small, shape (policies, runs)."""
    of = comparison.data["prior_value"].to_numpy() if prior else comparison.numbers
    values = of[:, :, comparison.of(aim.outcome)]
    values = values[0] + apart(values, values[0])
    return np.asarray(values if aim.better == "less" else -values)


def _point(values: np.ndarray, weights: np.ndarray, level: float) -> float:
    """A weighted percentile: the least value up to which this much of the weight lies."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    return float(values[order][min(int(np.searchsorted(reached, level - 1e-12)), len(values) - 1)])


def winner(of: Sequence[Regret]) -> str:
    """The policy with the least expected regret; of equals the first."""
    return min(of, key=lambda one: one.expected).policy


@dataclass(frozen=True)
class Otherwise:
    """The same question under other evidence.

    Attributes
    ----------
    effective
        Worlds that still count, of those compared.
    winner
        Policy with the least expected regret; empty if too few worlds count to say.
    """

    name: str
    effective: float
    winner: str


def weightings(comparison: Comparison) -> dict[str, np.ndarray]:
    """The worlds weighed as if some evidence were not there, by what is left out; none without a fit."""
    if "weight" not in comparison.data:
        return {}
    names = [str(name) for name in comparison.data["weighting_name"].to_numpy()]
    return dict(zip(names, comparison.data["weight"].to_numpy(), strict=True))


ENOUGH = 10.0
"""Effective worlds below which nothing is said."""


def otherwise(
    comparison: Comparison, aim: Aim, weightings: Mapping[str, np.ndarray]
) -> tuple[Otherwise, ...]:
    """Which policy would win if the worlds were weighed otherwise.

    Parameters
    ----------
    weightings
        Name -> weights of the worlds (runs,), adding to 1.
    """
    found = []
    for name, weights in weightings.items():
        effective = float(1 / np.square(weights).sum())
        won = winner(regrets(comparison, aim, weights)) if effective >= ENOUGH else ""
        found.append(Otherwise(name, effective, won))
    return tuple(found)
