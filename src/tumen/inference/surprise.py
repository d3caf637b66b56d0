"""How surprising a report is to a fit, and what would have to be true for it to hold; without new runs.

What a genuine report would say is drawn from the fit's real runs, with the report's own noise, its
operator's factor, the habit of its makers and the model's error. What a false one would say is the
prior's, as in the fit. Where the fit holds the report, it is left out of what is expected of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tumen.evidence import Case, Observation
from tumen.evidence.grades import likelihood_word
from tumen.evidence.observations import Unfitted
from tumen.inference.asking import Asked, asked
from tumen.inference.forecast import Forecast, forecasts
from tumen.inference.reading import last_day
from tumen.inference.requirements import Requirement, Worlds, distance, requirement, showing, worlds
from tumen.inference.result import Fit

Band = tuple[float, float]


@dataclass(frozen=True)
class Surprise:
    """What a fit makes of one report.

    Attributes
    ----------
    claim
        Its name as it was asked.
    observation
        The report, or the fit's own that it says again.
    fitted
        That one's name; empty where the report is new to the fit.
    median, band50, band90
        What a genuine report would say, in the report's unit; without it, where the fit holds it.
    before90
        The same before any evidence.
    percentile
        Where the report lies in it, 0 to 1; of a range, its nearer end.
    genuine
        Chance that it is genuine, beside its prior chance, which is its grade's.
    genuine_runs
        The same by the real runs alone, the report left out.
    word
        That chance, to the whole per cent as it is told, in a word of ICD 203.
    likelier
        How many times likelier the report is, if genuine, after the evidence than before.
    needs
        What would have to be true.
    runs
        Runs that this rests on.
    until
        Last day of the runs, days since 1970: an event that is later does not happen in them.
    """

    claim: str
    observation: Observation
    fitted: str
    median: float
    band50: Band
    band90: Band
    before90: Band
    percentile: float
    genuine: float
    genuine_runs: float
    word: str
    likelier: float
    needs: Requirement
    runs: float
    until: float


def surprises(
    fit: Fit, about: str, case: str | Path | Case | None = None
) -> tuple[tuple[Surprise, ...], tuple[Unfitted, ...]]:
    """What a fit makes of a claim, or of every claim of a case.

    Parameters
    ----------
    about
        A claim of the fit, or of ``case``; ``CASE:CLAIM``; or a case, for all its claims.
    case
        Where to look for the claim (default: the case of the fit).

    Returns
    -------
    One entry a report, the most surprising first; and claims that cannot be asked about, with the reason.

    Raises
    ------
    InputError
        If there is no such claim or case.
    RunError
        If the store no longer holds the fit's runs, or the model has changed since.
    """
    reports, unanswered = asked(fit, about, case)
    judged, silent = judge(fit, reports)
    return judged, unanswered + silent


def judge(fit: Fit, reports: Sequence[Asked]) -> tuple[tuple[Surprise, ...], tuple[Unfitted, ...]]:
    """What a fit makes of reports, the most surprising first."""
    distinct = list({one.observation.claim: one.observation for one in reports}.values())
    expected, silent = forecasts(fit, distinct)
    every, found = worlds(fit), []
    for some in expected:
        at = {one.claim: i for i, one in enumerate(some.terms.observations)}
        needs = _needs(every, some)
        found += [
            _judged(fit, one, some, at[one.observation.claim], needs[at[one.observation.claim]])
            for one in reports
            if one.observation.claim in at
        ]
    return tuple(sorted(found, key=lambda one: (one.genuine - one.observation.genuine, one.claim))), silent


def _needs(every: Worlds, expected: Forecast) -> list[Requirement]:
    of, found = expected.terms, []
    scaled = of.scaled(expected.shown)
    for i in range(len(of)):
        away = distance(of.value[i], of.low[i], of.high[i], expected.total[i], scaled[:, i])
        found.append(requirement(every, away, showing(of, i, expected.shown[:, i]), expected.shown[:, i]))
    return found


def _judged(fit: Fit, one: Asked, expected: Forecast, at: int, needs: Requirement) -> Surprise:
    after, before = expected.said(at), expected.said(at, before=True)
    by_runs = float(expected.genuine[at])
    chance = by_runs
    if one.fitted and not np.isnan(told := float(fit.reports["genuine"][one.fitted])):
        chance = told
    with np.errstate(over="ignore"):
        likelier = float(np.exp(expected.log_mean[at] - expected.log_mean_before[at]))
    return Surprise(
        one.claim,
        one.observation,
        one.fitted,
        float(expected.amounts(at, np.median(after))),
        _band(expected, at, after, 0.5),
        _band(expected, at, after, 0.9),
        _band(expected, at, before, 0.9),
        float(expected.percentile[at]),
        chance,
        by_runs,
        likelihood_word(round(100 * chance) / 100),
        likelier,
        needs,
        float(expected.effective[at]),
        last_day(fit),
    )


def _band(expected: Forecast, at: int, drawn: np.ndarray, level: float) -> Band:
    low, high = expected.amounts(at, np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2]))
    return float(low), float(high)
