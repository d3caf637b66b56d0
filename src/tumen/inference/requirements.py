"""What would have to be true for a report to hold: what worlds that show it have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy.special import ndtri

from tumen.inference.prior import Belief
from tumen.inference.result import POSTERIOR, PRIOR, Fit
from tumen.inference.terms import Terms

NEAR = float(ndtri(0.95))
"""Standard deviations that hold nine of ten errors: a report's own round an amount that it tells, or all
errors together, the model's among them, round all that it says."""

ROUNDED = 1e-6
"""Part by which a world may miss the end of a range and still be in it: runs are kept in single precision."""

MOST = 5
"""Beliefs named at most."""

DOUBT = 0.05
"""Chance that any belief at all would be named if worlds differed by luck alone."""

NEAREST = 0.05
"""Share of the runs that are looked at where fewer show a thing."""

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
        Its median in the worlds that show it, in the others, and in the posterior, in its unit; of what is
        either so or not, the share in which it is so.
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
        Worlds of the prior that show what it says, of how many: that lie in the range it tells, or as
        near to its amount as its own error reaches in nine cases of ten.
    fitted, fitted_runs
        The same of the posterior.
    prior_allowed, fitted_allowed
        Worlds of either that lie within the error allowed: as near as all errors together, the model's
        among them, reach in nine cases of ten.
    nearest
        Standard deviations from the report to the nearest world of all.
    amount
        What that world shows, in the report's unit.
    reached
        Whether any world lies within the error allowed.
    shared_by
        Worlds that ``needs`` is of: those that show it, or those that come nearest where these are few.
    """

    prior: int
    prior_runs: int
    fitted: int
    fitted_runs: int
    prior_allowed: int
    fitted_allowed: int
    nearest: float
    amount: float
    reached: bool
    shared_by: Literal["shown", "nearest"]
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
    fitted
        Middle of each belief in the posterior, in its unit; of a switch, the share in which it is on.
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
    drawn = fit.tree["posterior"].to_dataset()["probit"].values[0]
    fitted = np.array([_middle(one, drawn[:, i]) for i, one in enumerate(fit.beliefs)])
    return Worlds(fit.beliefs, z, within, rounds, fitted)


def _middle(of: Belief, z: np.ndarray) -> float:
    """A belief's median in its unit; the share of what is on where it is a switch."""
    return float(of.value(z).mean() if of.is_switch else of.value(np.median(z)))


def requirement(of: Worlds, away: np.ndarray, shows: np.ndarray, amounts: np.ndarray) -> Requirement:
    """What would have to be true for a report to hold.

    Parameters
    ----------
    away
        Standard deviations, all errors together, from each run to the report, shape (runs,); NaN where it
        shows nothing.
    shows
        Whether each run shows what the report says.
    amounts
        What each run shows, in the report's unit, shape (runs,).
    """
    far = np.where(np.isnan(away), np.inf, away)
    near, best = far <= NEAR, int(far.argmin())
    before, after = of.rounds == PRIOR, of.rounds == POSTERIOR
    enough = bool(shows.sum() >= max(FEWEST, NEAREST * len(shows)))
    return Requirement(
        int(shows[before].sum()),
        int(before.sum()),
        int(shows[after].sum()),
        int(after.sum()),
        int((near | shows)[before].sum()),
        int((near | shows)[after].sum()),
        float(far[best]),
        float(amounts[best]),
        bool((near | shows).any()),
        "shown" if enough else "nearest",
        needs(of, shows if enough else _nearest(far)),
    )


def _nearest(far: np.ndarray) -> np.ndarray:
    """The runs that come nearest where few show a thing, and all that are as near."""
    count = min(len(far), max(FEWEST, round(NEAREST * len(far))))
    limit = np.sort(far)[count - 1]
    return np.asarray((far <= limit) & np.isfinite(far))


def needs(of: Worlds, here: np.ndarray) -> tuple[Need, ...]:
    """Beliefs in which some runs differ from the others by more than luck, the strongest first.

    Each is looked for in what those before it leave open, so that a belief that merely goes with
    another in a few runs is not named beside it; nor is one whose medians do not differ that way.
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
    found = [_need(of, at, here) for at in chosen]
    return tuple(one for one in found if one.difference * (one.here - one.elsewhere) > 0)


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

    return Need(
        belief.name,
        belief.doc,
        belief.unit,
        float(of.within[here, at].mean() - of.within[~here, at].mean()),
        _middle(belief, of.z[here & known, at]),
        _middle(belief, of.z[~here & known, at]),
        float(of.fitted[at]),
    )


def distance(
    value: float, low: float, high: float, total: float, scaled: Sequence[float] | np.ndarray
) -> np.ndarray:
    """How many standard deviations runs lie from a report, or from the near end of its range."""
    least, most = (low, high) if np.isnan(value) else (value, value)
    x = np.asarray(scaled, float)
    return np.asarray(np.maximum(np.maximum(least - x, x - most), 0) / total)


def showing(of: Terms, report: int, amounts: np.ndarray) -> np.ndarray:
    """Whether runs show what a report says: lie in its range, or within its own error of its amount.

    Parameters
    ----------
    amounts
        What each run shows, in the report's unit, shape (runs,).
    """
    one, value = of.observations[report], float(of.value[report])
    x = np.asarray(amounts, float)
    if one.value is None or one.kind == "date":
        return np.asarray((x >= one.low - ROUNDED * abs(one.low)) & (x <= one.high + ROUNDED * abs(one.high)))
    own = replace(of.select([report]), error=np.array([one.noise.error]))
    on = of.scales[report].to(x)
    width = own.spread(np.array([[value]]))[0, 0]
    return np.asarray(np.abs(on - value) <= NEAR * width)
