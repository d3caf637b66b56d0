"""Which report to look for next: the one that would most narrow an outcome.

Reports that somebody could give are screened on the runs that a fit did not draw from its posterior,
so that the few that it did draw judge a short list that they had no part in. Of those only such as
do better than the best of the list would by luck are named. No new runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tumen.core.errors import InputError
from tumen.evidence import Observation
from tumen.inference import value
from tumen.inference.candidates import (
    Imagined,
    Tell,
    check_good,
    differ,
    imagined,
    last_telling,
    outcome,
    seen_by,
    silent,
    telling,
)
from tumen.inference.quantities import quantities
from tumen.inference.result import POSTERIOR, PRIOR, Fit
from tumen.inference.scales import scale
from tumen.inference.terms import Discrepancy, terms
from tumen.inference.wording import counted

OUTCOMES = ("foreign_currency_earned", "exports", "smuggled", "two_meals")
"""Outcomes that are looked at unless others are named."""

SCREENED = 40
"""Things on the short list, each of its best period."""

SURE = 0.95
"""Chance that nothing of a short list is named where nothing of it tells anything."""

MOST = 10
"""Reports named at most."""

AUDIBLE = 0.05
"""Part of what a report says that must be the world's and not its own error."""

INPUTS = 0.1
"""Width of a 90 % band, as a part of its middle, under which an outcome is set by the scenario's inputs."""

MISSING = 0.1
"""Part of the runs that may show nothing where a report would speak."""


@dataclass(frozen=True)
class Lead:
    """A report worth looking for.

    Attributes
    ----------
    report
        What it would be of; its amount is the middle of what the fit expects.
    beat
        Which sort of source sees such things.
    narrowing
        Part of the outcome's 90 % band that is expected to go.
    low, high
        Between which values that lies, for the few runs it is judged by (90 %).
    correlation
        Of outcome and report, without the report's own error.
    heard
        Part of the variance of what it would say that is the world's, not its own error.
    """

    report: Observation
    beat: str
    narrowing: float
    low: float
    high: float
    correlation: float
    heard: float


@dataclass(frozen=True)
class Advice:
    """What to look for to narrow one outcome.

    Attributes
    ----------
    outcome
        What is to be narrowed.
    band
        Its 5th, 50th and 95th percentile in the posterior's runs, in its unit.
    leads
        Best first; none where nothing is told apart from luck.
    looked_at
        Reports that could be given and would say something.
    runs
        Runs of the posterior that judge.
    by_luck
        Correlation that the best of the short list reaches by luck alone.
    by_inputs
        Whether it is set almost wholly by the scenario's inputs: worlds hardly differ, before the
        evidence or after.
    """

    outcome: Observation
    band: tuple[float, float, float]
    leads: tuple[Lead, ...]
    looked_at: int
    runs: int
    by_luck: float
    by_inputs: bool


@dataclass(frozen=True)
class Audible:
    """Reports whose own error leaves something to hear, as columns.

    Attributes
    ----------
    scaled
        What every run would have them say, on their scales, shape (runs, reports).
    part
        Part of the variance in the posterior that is the world's.
    """

    reports: tuple[Observation, ...]
    scaled: np.ndarray
    part: np.ndarray


def next_reports(fit: Fit, outcomes: Sequence[str] = OUTCOMES, tell: Tell = silent) -> tuple[Advice, ...]:
    """Which report would most narrow each outcome.

    Parameters
    ----------
    outcomes
        ``NAME[/GOOD][:PERIOD]`` each, of all places together; without a period, of the last
        year in which worlds of the posterior differ.
    tell
        Says how far one is.

    Raises
    ------
    InputError
        If there is no such observable, good or period, or too few worlds were drawn from the posterior.
    RunError
        If the store no longer holds the fit's runs, or the model has changed since.
    """
    named = [outcome(fit, one) for one in outcomes]
    rounds = fit.tree["runs"].to_dataset()["round"].values
    drawn = int((rounds == POSTERIOR).sum())
    if drawn < value.FEWEST:
        raise InputError(f"The fit drew {drawn} worlds from its posterior; expected at least {value.FEWEST}.")
    tell(f"Reading {counted(len(named), 'outcome')} of {len(rounds):,} runs …")
    results = fit.results(sorted({one.observable for one in named}), "all")
    for one in named:
        check_good(fit, one, results[one.observable])
    wanted = [
        one if ":" in text else last_telling(fit, one, results[one.observable][rounds == POSTERIOR])
        for text, one in zip(outcomes, named, strict=True)
    ]
    shown = [of.of(results) for of in quantities(wanted, fit.frame, fit.model.catalog)]
    found = imagined(fit, tell)
    tell(f"Weighing {len(found.reports):,} reports …")
    heard = audible(fit, found, rounds)
    seed = int(fit.provenance["seed"])
    return tuple(_advice(one, shown[i], heard, rounds, seed) for i, one in enumerate(wanted))


def audible(fit: Fit, of: Imagined, rounds: np.ndarray) -> Audible:
    """Reports of which something would be heard, on their scales.

    Parameters
    ----------
    of
        Every report that somebody could give.
    rounds
        Round of every run of the fit, shape (runs,).
    """
    after = of.amounts[rounds == POSTERIOR]
    there = (~np.isnan(after)).mean(axis=0) >= 1 - MISSING
    there &= (~np.isnan(of.amounts)).mean(axis=0) >= 1 - MISSING
    observables = fit.model.catalog.observables
    middle = [float(np.nanmedian(after[:, i])) if there[i] else 0.0 for i in range(len(of.reports))]
    told = [
        telling(one, observables[one.observable], amount)
        for one, amount in zip(of.reports, middle, strict=True)
    ]
    scaled = (
        np.stack([scale(one).to(_filled(of.amounts[:, i], middle[i])) for i, one in enumerate(told)], axis=1)
        if told
        else of.amounts
    )
    part = _parts(fit, told, scaled[rounds == POSTERIOR])
    kept = np.flatnonzero(there & (part >= AUDIBLE))
    return Audible(tuple(told[i] for i in kept), scaled[:, kept], part[kept])


def _filled(amounts: np.ndarray, middle: float) -> np.ndarray:
    return np.where(np.isnan(amounts), middle, amounts)


def _parts(fit: Fit, told: Sequence[Observation], scaled: np.ndarray) -> np.ndarray:
    """Part of each report's variance that is the world's: beside its own error and the model's."""
    if not told:
        return np.zeros(0)
    of = terms(told, Discrepancy(**fit.provenance["discrepancy"]))
    common = np.sqrt(of.discrepancy.common) * of.off
    error = np.hypot(of.spread(np.median(scaled, axis=0)), common)
    return np.array([value.heard(scaled[:, i], float(error[i])) for i in range(len(told))])


def _advice(wanted: Observation, shown: np.ndarray, of: Audible, rounds: np.ndarray, seed: int) -> Advice:
    after = rounds == POSTERIOR
    known = shown[after][~np.isnan(shown[after])]
    if len(known) < value.FEWEST:
        raise InputError(f"No run shows '{wanted.observable}' in {wanted.period}.")
    band = tuple(float(end) for end in np.percentile(known, (5, 50, 95)))
    y = _filled(shown, float(np.median(known)))
    short = _short_list(y, of, rounds)
    judged, scores = value.scores(y[after]), value.scores(of.scaled[after][:, short])
    luck = value.by_luck(judged, scores, SURE, seed) if len(short) else 1.0
    found = value.correlations(judged, scores)
    leads = [
        _lead(of.reports[i], float(r), float(of.part[i]), int(after.sum()))
        for i, r in zip(short, found, strict=True)
        if abs(r) > luck
    ]
    leads.sort(key=lambda lead: (-lead.narrowing, lead.report.claim))
    return Advice(
        wanted,
        (band[0], band[1], band[2]),
        tuple(leads[:MOST]),
        len(of.reports),
        int(after.sum()),
        luck,
        by_inputs=_narrow(known) and _narrow(shown[rounds == PRIOR]),
    )


def _narrow(amounts: np.ndarray) -> bool:
    """Whether worlds differ a little, and hardly."""
    known = amounts[~np.isnan(amounts)]
    if not differ(known):
        return False
    low, middle, high = np.percentile(known, (5, 50, 95))
    return bool(high - low < INPUTS * abs(middle))


def _short_list(y: np.ndarray, of: Audible, rounds: np.ndarray) -> list[int]:
    """Reports that look best in the runs not drawn from the posterior: of each thing its best period."""
    parts = [rounds == number for number in np.unique(rounds) if number != POSTERIOR]
    outcomes = np.concatenate([value.scores(y[part]) for part in parts])
    reports = np.concatenate([value.scores(of.scaled[part]) for part in parts])
    worth = np.square(value.correlations(outcomes, reports)) * of.part
    return best_periods(of.reports, worth)[:SCREENED]


def best_periods(reports: Sequence[Observation], worth: np.ndarray) -> list[int]:
    """Of each thing the report that is worth most, the best first."""
    best: dict[tuple[object, ...], int] = {}
    for i in np.argsort(-worth, kind="stable"):
        one = reports[i]
        best.setdefault((one.observable, one.places, one.commodity, one.crossing), int(i))
    return list(best.values())


def _lead(report: Observation, r: float, part: float, runs: int) -> Lead:
    ends = value.interval_of(abs(r), runs)
    low, high = (max(0.0, end) ** 2 for end in ends)
    known = part * report.genuine
    return Lead(
        report,
        seen_by(report.observable),
        narrowing(value.corrected(r, runs) * known),
        narrowing(low * known),
        narrowing(high * known),
        r,
        part,
    )


def narrowing(share: float) -> float:
    """Part of a band that goes with a share of the variance."""
    return float(1 - np.sqrt(1 - min(max(share, 0.0), 1.0)))
