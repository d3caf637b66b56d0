"""Which worlds policies are tried in: beliefs drawn from the prior, from a fit, or held at their defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from tumen.core.errors import InputError
from tumen.engine.kernel import Model
from tumen.inference.posterior import log_if_false
from tumen.inference.prior import Belief, beliefs, design, settings
from tumen.inference.reading import terms_of
from tumen.inference.result import Fit
from tumen.scenario import Scenario

PRIOR, POSTERIOR, DEFAULTS = "prior", "posterior", "defaults"


@dataclass(frozen=True)
class Draws:
    """Worlds, as far as beliefs tell them apart.

    Attributes
    ----------
    kind
        ``prior``, ``posterior`` or ``defaults``.
    beliefs
        What varies, in the order of the columns.
    z
        In probit space, shape (runs, beliefs).
    about
        Where they are from, in words.
    weightings
        What if some evidence were not there: its name -> weights of the worlds, shape (runs,), adding to 1.
    fit
        The folder of the fit that they are from; empty where there is none.
    """

    kind: str
    beliefs: tuple[Belief, ...]
    z: np.ndarray
    about: str
    weightings: Mapping[str, np.ndarray] = field(default_factory=dict)
    fit: str = ""

    def settings(self, run: int) -> dict[str, float]:
        """Beliefs of one run by name, in their units."""
        return settings(self.beliefs, self.z[run])

    def table(self) -> np.ndarray:
        """Beliefs in their units, shape (runs, beliefs)."""
        table = np.empty_like(self.z)
        for i, one in enumerate(self.beliefs):
            table[:, i] = one.value(self.z[:, i])
        return table


def from_prior(scenario: Scenario, model: Model, runs: int, seed: int) -> Draws:
    """Every belief over its declared range, spread evenly."""
    varied = beliefs(scenario, model.catalog)
    return Draws(
        PRIOR,
        varied,
        design(runs, len(varied), seed),
        f"{len(varied)} beliefs drawn from their declared ranges; no report is used",
    )


def from_defaults(runs: int) -> Draws:
    """Every belief at its default; only luck differs between runs."""
    return Draws(DEFAULTS, (), np.zeros((runs, 0)), "every belief at its default; only luck varies")


def from_fit(fit: Fit, runs: int) -> Draws:
    """The first draws of a fit's posterior, which stand for all.

    Raises
    ------
    InputError
        If it has fewer.
    """
    z = fit.tree["posterior"]["probit"].to_numpy()[0].astype(float)
    if runs > len(z):
        raise InputError(f"--runs is {runs}, but the fit has {len(z)} draws; ask for at most as many.")
    reports = len(fit.observations)
    about = f"draws from a fit to {reports} reports" + (f" ({fit.path})" if fit.path else "")
    return Draws(POSTERIOR, fit.beliefs, z[:runs], about, _without_sources(fit, runs), str(fit.path or ""))


DOUBTED = ("C", "D", "E", "F")
"""Grades of sources below 'usually reliable'."""


def _without_sources(fit: Fit, runs: int) -> dict[str, np.ndarray]:
    """The draws weighed as if one outlet had said nothing, or all doubtful sources."""
    if not fit.observations:
        return {}
    logs = _log_terms(fit)[:runs]
    outlets = np.array([one.outlet or "an unnamed outlet" for one in fit.observations])
    graded = np.array([one.reliability in DOUBTED for one in fit.observations])
    groups = {f"without {outlet}": outlets == outlet for outlet in sorted(set(outlets))}
    groups |= {"without sources graded C or worse": graded}
    return {name: _left_out(logs[:, among].sum(axis=1)) for name, among in groups.items() if among.any()}


def _log_terms(fit: Fit) -> np.ndarray:
    """What each report did to the weight of each draw, as a logarithm (draws, reports).

    A report counts as the mixture that the fit weighed it by, genuine or false; one that is out of reach
    was set aside and did nothing.
    """
    of = terms_of(fit)
    genuine = fit.tree["log_likelihood"]["shown"].to_numpy()[0].astype(float)
    before = fit.tree["prior_predictive"]["shown"].to_numpy()[0].astype(float)
    false = log_if_false(of, of.scaled(before), int(fit.provenance["seed"]))
    reached = np.isfinite(fit.tree["reports"]["genuine"].to_numpy().astype(float))
    return np.where(reached, of.log_terms(genuine, false), 0.0)


def _left_out(logs: np.ndarray) -> np.ndarray:
    weights = np.exp(-(logs - logs.min()))
    return np.asarray(weights / weights.sum())
