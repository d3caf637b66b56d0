"""Which report to look for before choosing a policy: read off the worlds that were compared, no new runs.

A report tells something of a world, give or take its error; what choosing by it would save on average is
its value (expected value of sample information), by a straight line as in `knowing`. Of each thing the
period counts of which most would be heard. What a fit's real run of a world shows stands for what a report
of that world would say: beliefs are the same in both, luck is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tumen.comparison.knowing import FEWEST, MOST, beyond_luck, regret_of
from tumen.comparison.regret import AIMS, Aim, costs_of
from tumen.comparison.result import Comparison
from tumen.core.errors import InputError
from tumen.evidence import Observation
from tumen.inference import value
from tumen.inference.candidates import Tell, imagined, seen_by, silent
from tumen.inference.next_report import audible, best_periods
from tumen.inference.result import POSTERIOR, Fit


@dataclass(frozen=True)
class Hearing:
    """A report worth looking for.

    Attributes
    ----------
    report
        What it would be of.
    beat
        Which sort of source sees such things.
    worth
        By how much hearing it lowers the expected regret of the best choice, in the outcome's unit; what it
        would seem to be worth by luck is taken off, and the chance that it is false allowed for.
    """

    report: Observation
    beat: str
    worth: float


@dataclass(frozen=True)
class Ranking:
    """What to look for to choose between policies.

    Attributes
    ----------
    best
        Policy that is best on average now.
    regret
        Its expected regret, in ``unit``: knowing everything, luck included, is worth that.
    leads
        Best first; none where nothing is told apart from luck.
    looked_at
        Things of which somebody could give a report, each in its best period.
    worlds
        Worlds that were compared and run by the fit.
    """

    aim: Aim
    best: str
    regret: float
    unit: str
    leads: tuple[Hearing, ...]
    looked_at: int
    worlds: int


def worth_hearing(
    fit: Fit, comparison: Comparison, aims: Sequence[Aim] = AIMS, tell: Tell = silent
) -> tuple[Ranking, ...]:
    """Which report would be worth most to a choice, for each aim.

    Parameters
    ----------
    fit
        The fit from whose posterior the compared worlds were drawn.
    tell
        Says how far one is.

    Raises
    ------
    InputError
        If the comparison is of other worlds, or of too few of those that the fit ran.
    RunError
        If the store no longer holds the fit's runs, or the model has changed since.
    """
    rounds = fit.tree["runs"].to_dataset()["round"].to_numpy()
    drawn = _shared(fit, comparison, int((rounds == POSTERIOR).sum()))
    found = audible(fit, imagined(fit, tell), rounds)
    best = sorted(best_periods(found.reports, found.part))
    tell(f"Weighing reports of {len(best):,} things …")
    shown, heard = value.scores(found.scaled[rounds == POSTERIOR][:drawn, best]), found.part[best]
    reports = [found.reports[i] for i in best]
    seed = int(fit.provenance["seed"])
    return tuple(_ranking(comparison, aim, reports, shown, heard, seed) for aim in aims)


def _ranking(
    comparison: Comparison,
    aim: Aim,
    reports: Sequence[Observation],
    shown: np.ndarray,
    heard: np.ndarray,
    seed: int,
) -> Ranking:
    """The reports that help to choose by one aim.

    Parameters
    ----------
    shown
        What each world shows where they would speak, as standard normal numbers, shape (worlds, reports).
    heard
        Part of the variance of each report that is the world's.
    """
    costs = costs_of(comparison, aim)[:, : len(shown)]
    known = np.isfinite(costs).all(axis=0)
    if known.sum() < FEWEST:
        raise InputError(
            f"{int(known.sum())} worlds were both compared and run by the fit; expected at least {FEWEST}: "
            f"give `tumen compare` --runs {FEWEST} or more."
        )
    costs = costs[:, known]
    genuine = np.array([one.genuine for one in reports])
    worth = genuine * beyond_luck(costs, shown[known], seed, heard) if reports else np.zeros(0)
    order = [i for i in np.argsort(-worth, kind="stable")[:MOST] if worth[i] > 0]
    return Ranking(
        aim,
        comparison.policies[int(costs.mean(axis=1).argmin())],
        regret_of(costs),
        comparison.unit(comparison.of(aim.outcome)),
        tuple(Hearing(reports[i], seen_by(reports[i].observable), float(worth[i])) for i in order),
        len(reports),
        int(known.sum()),
    )


def _shared(fit: Fit, comparison: Comparison, ran: int) -> int:
    """How many of the first draws were compared and run by the fit itself."""
    z = fit.tree["posterior"]["probit"].to_numpy()[0]
    names = [one.name for one in fit.beliefs]
    compared = comparison.data["belief_probit"].to_numpy()
    number = min(ran, len(compared), len(z))
    same = names == [str(name) for name in comparison.data["belief"].to_numpy()]
    if not (same and np.allclose(compared[:number], z[:number], atol=1e-6)):
        raise InputError(
            "The comparison is not of worlds drawn from this fit; make one with `tumen compare SCENARIO "
            f"POLICY … --posterior {fit.path or 'FIT'}`."
        )
    return number
