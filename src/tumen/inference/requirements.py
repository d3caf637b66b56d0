"""What would have to be true for a report to hold: what worlds that show it have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from tumen.inference.prior import Belief
from tumen.inference.result import POSTERIOR, PRIOR, Fit

NEAR = 1.0
"""Standard deviations, all errors together, within which a world shows what a report says."""

MOST = 5
"""Beliefs named at most."""

DOUBT = 0.05
"""Chance that any belief at all would be named if worlds differed by luck alone."""

NEAREST = 0.05
"""Share of the runs that are looked at where none comes near."""

FEWEST = 5
"""Runs that must show a thing before it is said what they have in common."""


@dataclass(frozen=True)
class Need:
    """A belief in which worlds that show what a report says differ from the others.

    Attributes
    ----------
    difference
        Of the means in probit space, in standard deviations within a round of runs; above 0: higher.
    here, elsewhere, fitted
        Its median in the worlds that show it, in the others, and in the posterior, in its unit.
    """

    belief: str
    doc: str
    unit: str
    difference: float
    here: float
    elsewhere: float
    fitted: float


@dataclass(frozen=True)
class Requirement:
    """What would have to be true for one report.

    Attributes
    ----------
    prior, prior_runs
        Worlds of the prior that show it, of how many.
    fitted, fitted_runs
        The same of the posterior.
    nearest
        Standard deviations from the report to the nearest world of all.
    amount
        What that world shows, in the report's unit.
    reached
        Whether any world shows it; if not, ``needs`` is of those that come nearest.
    """

    prior: int
    prior_runs: int
    fitted: int
    fitted_runs: int
    nearest: float
    amount: float
    reached: bool
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class Worlds:
    """All runs of a fit: what was believed in each, and in which round it was made.

    Attributes
    ----------
    z
        Beliefs in probit space, shape (runs, beliefs).
    within
        The same without its round's mean, over its spread: steering is no reason for a report to hold.
    """

    beliefs: tuple[Belief, ...]
    z: np.ndarray
    within: np.ndarray
    rounds: np.ndarray
    fitted: np.ndarray


def worlds(fit: Fit) -> Worlds:
    """The worlds behind a fit."""
    runs = fit.tree["runs"].to_dataset()
    rounds = runs["round"].values
    setting = runs["setting"].sel(belief=[one.name for one in fit.beliefs]).values
    z = np.stack([one.probit(setting[:, i]) for i, one in enumerate(fit.beliefs)], axis=1)
    within = z.astype(float).copy()
    for number in np.unique(rounds):
        within[rounds == number] -= within[rounds == number].mean(axis=0)
    spread = within.std(axis=0)
    within = np.divide(within, spread, out=np.zeros_like(within), where=spread > 0)
    fitted = np.median(fit.tree["posterior"].to_dataset()["probit"].values[0], axis=0)
    return Worlds(fit.beliefs, z, within, rounds, fitted)


def requirement(of: Worlds, away: np.ndarray, amounts: np.ndarray) -> Requirement:
    """What would have to be true for a report to hold.

    Parameters
    ----------
    away
        Standard deviations from each run to the report, shape (runs,); NaN where it shows nothing.
    amounts
        What each run shows, in the report's unit, shape (runs,).
    """
    far = np.where(np.isnan(away), np.inf, away)
    near, best = far <= NEAR, int(far.argmin())
    before, after = of.rounds == PRIOR, of.rounds == POSTERIOR
    reached = bool(near.any())
    here = near if reached else _nearest(far)
    return Requirement(
        int(near[before].sum()),
        int(before.sum()),
        int(near[after].sum()),
        int(after.sum()),
        float(far[best]),
        float(amounts[best]),
        reached,
        needs(of, here),
    )


def _nearest(far: np.ndarray) -> np.ndarray:
    """The runs that come nearest where none is near, and all that are as near."""
    count = min(len(far), max(FEWEST, round(NEAREST * len(far))))
    limit = np.sort(far)[count - 1]
    return np.asarray((far <= limit) & np.isfinite(far))


def needs(of: Worlds, here: np.ndarray) -> tuple[Need, ...]:
    """Beliefs in which some runs differ from the others by more than luck, the strongest first.

    Each is looked for in what those before it leave open, so that a belief that merely goes with
    another in a few runs is not named beside it.
    """
    if min(here.sum(), (~here).sum()) < FEWEST:
        return ()
    chosen: list[int] = []
    least, left = ndtri(1 - DOUBT / (2 * len(of.beliefs))), _apart(here, of.rounds)
    for _ in range(MOST):
        signs = _signs(of.within, left)
        signs[chosen] = 0
        best = int(np.abs(signs).argmax())
        if abs(signs[best]) <= least:
            break
        chosen.append(best)
        columns = of.within[:, chosen]
        left = _apart(here, of.rounds)
        left = left - columns @ np.linalg.lstsq(columns, left, rcond=None)[0]
    return tuple(_need(of, at, here) for at in chosen)


def _apart(here: np.ndarray, rounds: np.ndarray) -> np.ndarray:
    """1 for some runs and 0 for the others, without what is common to a round."""
    result = here.astype(float)
    for number in np.unique(rounds):
        result[rounds == number] -= result[rounds == number].mean()
    return result


def _signs(z: np.ndarray, left: np.ndarray) -> np.ndarray:
    """How many standard errors each belief's correlation with ``left`` is from none."""
    norms = np.linalg.norm(z, axis=0) * np.linalg.norm(left)
    r = np.divide(z.T @ left, norms, out=np.zeros(z.shape[1]), where=norms > 1e-9)
    return np.asarray(r * np.sqrt(len(z) - 2) / np.sqrt(np.maximum(1 - r**2, 1e-9)))


def _need(of: Worlds, at: int, here: np.ndarray) -> Need:
    """A belief's part; medians are of the prior's runs if they are enough: steering is no need."""
    belief, before = of.beliefs[at], of.rounds == PRIOR
    enough = min((here & before).sum(), (~here & before).sum()) >= FEWEST
    known = before if enough else np.ones_like(before)

    def middle(z: np.ndarray | float) -> float:
        return float(belief.value(np.median(z)))

    return Need(
        belief.name,
        belief.doc,
        belief.unit,
        float(of.within[here, at].mean() - of.within[~here, at].mean()),
        middle(of.z[here & known, at]),
        middle(of.z[~here & known, at]),
        middle(of.fitted[at]),
    )


def distance(
    value: float, low: float, high: float, total: float, scaled: Sequence[float] | np.ndarray
) -> np.ndarray:
    """How many standard deviations runs lie from a report, or from the near end of its range."""
    least, most = (low, high) if np.isnan(value) else (value, value)
    x = np.asarray(scaled, float)
    return np.asarray(np.maximum(np.maximum(least - x, x - most), 0) / total)
