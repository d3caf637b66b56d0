"""What a fit expects reports to say: its real runs, every error in common, and each report's own noise.

Nothing is run and nothing is regressed. Where the fit holds a report itself, it is left out: the
posterior's runs are weighed by one over its term.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

import numpy as np
from scipy.special import logsumexp

from tumen.core.errors import InputError
from tumen.evidence import Observation
from tumen.evidence.observations import Unfitted
from tumen.inference.common import Shared, shared
from tumen.inference.quantities import quantities
from tumen.inference.result import POSTERIOR, PRIOR, Fit
from tumen.inference.scales import MOST
from tumen.inference.terms import FAR, Discrepancy, Terms, terms

TOGETHER = 300
"""Reports of a forecast at most; more are told in several."""

DRAWS = 4000
"""Draws of every forecast at least; each run is taken several times, with other luck in the reporting."""


@dataclass(frozen=True)
class Forecast:
    """What reports would say in worlds of a fit.

    Attributes
    ----------
    terms
        The reports, as columns.
    shown, rounds
        What every run of the fit shows, shape (runs, reports), in the reports' units, NaN where it
        shows nothing; and the round in which each was run.
    expected, expected_before
        What a genuine report would say but for its own error, on its scale, errors in common in it,
        shape (draws, reports).
    log_false
        Log probability of what each report says if it is false.
    total
        Standard deviation of each report, all errors together.
    effective
        Runs that the posterior's draws are worth: fewer than there are where a report is left out.
    seed
        Key of the luck in the reporting.
    """

    terms: Terms
    shown: np.ndarray
    rounds: np.ndarray
    expected: np.ndarray
    expected_before: np.ndarray
    log_false: np.ndarray
    total: np.ndarray
    effective: np.ndarray
    seed: int

    def __len__(self) -> int:
        return len(self.terms)

    @cached_property
    def log_mean(self) -> np.ndarray:
        """Log probability of each report if it is genuine, over worlds of the posterior."""
        return _log_mean(self.terms, self.expected)

    @cached_property
    def log_mean_before(self) -> np.ndarray:
        """The same over worlds of the prior."""
        return _log_mean(self.terms, self.expected_before)

    @property
    def genuine(self) -> np.ndarray:
        """Chance that each report is genuine: its grade, and what the fit and the prior expect of it."""
        return self.terms.posterior_genuine(self.log_mean, self.log_false)

    @cached_property
    def percentile(self) -> np.ndarray:
        """Where each report lies in what a genuine one would say, 0 to 1; of a range, its nearer end."""
        return self.terms.percentile(self.expected)

    def said(self, report: int, *, before: bool = False, false: bool = False) -> np.ndarray:
        """Draws of what a report would say, on its scale, its own error in them.

        Parameters
        ----------
        before
            In worlds of the prior.
        false
            False reports among them, as many as the grade says.
        """
        expected = (self.expected_before if before else self.expected)[:, report]
        expected = expected[~np.isnan(expected)]
        luck = _luck(self.seed, 10 + before, self.terms.observations[report].claim)
        one = self.terms.select([report])
        drawn = expected + one.spread(expected[:, None])[:, 0] * luck.standard_normal(len(expected))
        return self._with_false(report, one, drawn, luck) if false else drawn

    def _with_false(
        self, report: int, one: Terms, drawn: np.ndarray, luck: np.random.Generator
    ) -> np.ndarray:
        """Draws in which some are replaced by what a false report says."""
        held = self.expected_before[:, report]
        of = luck.choice(held[~np.isnan(held)], len(drawn))
        far = one.beyond[0] * (luck.random(len(of)) < FAR) * luck.standard_normal(len(of))
        lies = of + far + one.spread(of[:, None])[:, 0] * luck.standard_normal(len(of))
        return np.where(luck.random(len(drawn)) < one.genuine[0], drawn, lies)

    def amounts(self, report: int, scaled: np.ndarray | float) -> np.ndarray:
        """From a report's scale to its unit, none that cannot be.

        Nothing is negative that no run shows below nothing.
        """
        with np.errstate(over="ignore"):
            told = self.terms.scales[report].back(scaled)
        if self.terms.observations[report].kind != "ratio":
            told = np.minimum(told, MOST.get(self.terms.observations[report].unit, np.inf))
        shown = self.shown[:, report]
        return np.asarray(told if (shown < 0).any() else np.maximum(told, 0.0))


def forecasts(
    fit: Fit, observations: Sequence[Observation]
) -> tuple[Iterator[Forecast], tuple[Unfitted, ...]]:
    """What a fit expects reports to say.

    Parameters
    ----------
    observations
        Of the fit's scenario; those that the fit holds are left out of what is expected of them.

    Returns
    -------
    Forecasts of those that its runs can answer, so many reports at a time, in their order; and the
    others, with the reason.

    Raises
    ------
    RunError
        If the store no longer holds the fit's runs, or the model has changed since.
    """
    asked, unanswered = _within(fit, observations)
    rounds = fit.tree["runs"].to_dataset()["round"].values
    shown = amounts(fit, asked) if asked else np.zeros((len(rounds), 0))
    there = ~np.isnan(shown)
    kept = there[rounds == PRIOR].any(axis=0) & there[rounds == POSTERIOR].any(axis=0)
    silent = [one.claim for one, told in zip(asked, kept, strict=True) if not told]
    unanswered += [Unfitted(name, "speaks of what no run shows then") for name in silent]
    places = np.flatnonzero(kept)
    batches = (places[i : i + TOGETHER] for i in range(0, len(places), TOGETHER))
    made = (_forecast(fit, [asked[i] for i in some], shown[:, some], rounds) for some in batches)
    return made, tuple(unanswered)


def forecast(fit: Fit, observations: Sequence[Observation]) -> Forecast:
    """What a fit expects some reports to say, all at once; raises as `forecasts` does.

    Raises
    ------
    InputError
        If there is none, or one that its runs cannot answer.
    """
    made, unanswered = forecasts(fit, observations)
    for one in unanswered:
        raise InputError(f"Claim {one.claim} cannot be forecast: {one.why.rstrip('.')}.")
    found = list(made)
    if len(found) != 1:
        raise InputError(f"{len(observations)} reports at once; expected 1 to {TOGETHER}.")
    return found[0]


def _within(fit: Fit, observations: Sequence[Observation]) -> tuple[list[Observation], list[Unfitted]]:
    """Reports that the runs can be asked about, and the others with the reason."""
    asked, unanswered = [], []
    end = fit.frame.time[-1]
    for one in observations:
        if one.last > end:
            unanswered.append(Unfitted(one.claim, f"speaks of days after {end}, where the runs end"))
            continue
        try:
            quantities([one], fit.frame, fit.model.catalog)
        except InputError as error:
            unanswered.append(Unfitted(one.claim, str(error)))
        else:
            asked.append(one)
    return asked, unanswered


def _forecast(
    fit: Fit, observations: Sequence[Observation], shown: np.ndarray, rounds: np.ndarray
) -> Forecast:
    of = terms(observations, Discrepancy(**fit.provenance["discrepancy"]))
    seed, common, scaled = int(fit.provenance["seed"]), _common(fit, of), of.scaled(shown)
    before, after = scaled[rounds == PRIOR], scaled[rounds == POSTERIOR]
    columns = np.arange(len(of))
    at = _each(len(before), len(of))
    expected_before = of.shifted(before[at, columns], _before(common, at, seed))
    log_false = of.log_false(expected_before)
    at, effective = _runs(fit, of, len(after), log_false, seed)
    expected = of.shifted(after[at, columns], _after(common, at, seed))
    total = np.sqrt(np.sum([of.error**2, *(one.variance for one, _ in common)], axis=0))
    return Forecast(of, shown, rounds, expected, expected_before, log_false, total, effective, seed)


def amounts(fit: Fit, observations: Sequence[Observation]) -> np.ndarray:
    """What all runs of a fit show where reports speak, shape (runs, reports), in the reports' units."""
    of = quantities(observations, fit.frame, fit.model.catalog)
    results = fit.results(sorted({one.observable for one in of}), "all")
    return np.stack([one.of(results) for one in of], axis=1)


def _log_mean(of: Terms, expected: np.ndarray) -> np.ndarray:
    """Log of the mean probability over worlds, those that show nothing left aside."""
    there = ~np.isnan(expected)
    logs = np.where(there, of.log_genuine(np.where(there, expected, 0.0)), -np.inf)
    return np.asarray(logsumexp(logs, axis=0) - np.log(there.sum(axis=0)))


Common = tuple[Shared, np.ndarray | None]
"""An error in common, and its number in each of the posterior's runs; None where the fit has none."""


def _common(fit: Fit, of: Terms) -> list[Common]:
    """Errors in common that touch these reports, the fit's own reports laid beside them."""
    held = len(fit.observations)
    found = []
    for one in shared(terms((*fit.observations, *of.observations), of.discrepancy)):
        before, reach = one.reach[:held], one.reach[held:]
        if reach.any():
            found.append((Shared(one.name, one.kind, reach), _number(fit, one, before)))
    return found


def _number(fit: Fit, one: Shared, reach: np.ndarray) -> np.ndarray | None:
    """The number behind an error in common, in each of the posterior's runs, read off its factor."""
    draws = fit.tree["posterior"].to_dataset()
    name = f"{one.kind}: {one.name}"
    touched = np.flatnonzero(reach)
    if not len(touched) or "shared" not in draws.coords or name not in draws["shared"].values:
        return None
    factor = draws["common"].sel(shared=name).values[0, : _checked(fit)].astype(float)
    return np.asarray(-np.log(factor) / reach[touched[0]])


def _checked(fit: Fit) -> int:
    return int((fit.tree["runs"].to_dataset()["round"].values == POSTERIOR).sum())


def _each(runs: int, reports: int) -> np.ndarray:
    """Which run every draw is of: each run as often as the next, for every report."""
    times = -(-DRAWS // runs)
    return np.repeat(np.tile(np.arange(runs), times)[:, None], reports, axis=1)


def _runs(fit: Fit, of: Terms, runs: int, log_false: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Which run every draw of the posterior is of, and what the runs are worth for each report."""
    at, worth = _each(runs, len(of)), np.full(len(of), float(runs))
    names = [one.claim for one in fit.observations]
    logs = fit.tree["log_likelihood"].to_dataset()["shown"].values[0, :runs]
    aside = np.isnan(fit.tree["reports"].to_dataset()["genuine"].values)
    for i, one in enumerate(of.observations):
        if one not in fit.observations or aside[names.index(one.claim)]:
            continue
        held = of.select([i]).log_terms(logs[:, [names.index(one.claim)]], log_false[[i]])[:, 0]
        weights = np.exp(held.min() - held)
        weights /= weights.sum()
        worth[i] = 1 / np.square(weights).sum()
        places = (_luck(seed, 8, one.claim).random() + np.arange(len(at))) / len(at)
        at[:, i] = np.minimum(np.searchsorted(np.cumsum(weights), places), runs - 1)
    return at, worth


def _before(common: Sequence[Common], at: np.ndarray, seed: int) -> np.ndarray:
    """How much errors in common move each draw of the prior, shape (draws, reports)."""
    moved = np.zeros(at.shape)
    for one, _ in common:
        moved += one.shift(_luck(seed, 9, one.kind, one.name).standard_normal(len(at)))
    return moved


def _after(common: Sequence[Common], at: np.ndarray, seed: int) -> np.ndarray:
    """The same for the posterior: the number that goes with each draw's run, or one of the prior's."""
    moved = np.zeros(at.shape)
    for one, number in common:
        if number is None:
            moved += one.shift(_luck(seed, 9, one.kind, one.name).standard_normal(len(at)))
        else:
            moved += number[at] * one.reach
    return moved


def _luck(seed: int, purpose: int, *names: str) -> np.random.Generator:
    """Luck that is the same whatever else is asked."""
    return np.random.default_rng([seed, purpose, *(crc32(name.encode()) for name in names)])
