"""What is compared: a scenario, policies, worlds drawn alike for all of them, and the budget."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tumen import policies as library
from tumen.comparison.draws import DEFAULTS, POSTERIOR, PRIOR, Draws, from_defaults, from_fit, from_prior
from tumen.core.errors import InputError
from tumen.engine.kernel import Model
from tumen.ensemble.plan import Member, Plan, World
from tumen.inference.result import Fit
from tumen.policies import AS_IT_HAPPENED, Policy
from tumen.runs.run import as_date
from tumen.scenario import Scenario
from tumen.scenario import load as load_scenario

RUNS, PEOPLE_SHARE, SEED = 40, 0.005, 1
FEWEST = 5
"""Runs below which no interval can be told."""

LUCK = 500_000
"""Number of the first run's luck, far from those of a fit's ensemble and of a self-test's truths."""


@dataclass(frozen=True)
class Course:
    """A policy in this scenario.

    Attributes
    ----------
    differs
        What is otherwise than in the baseline, a sentence each; empty if it does nothing here.
    first
        First day on which it can make a difference.
    """

    policy: Policy
    world: World
    differs: tuple[str, ...]
    first: date | None


@dataclass(frozen=True)
class Question:
    """What is compared.

    Attributes
    ----------
    courses
        The baseline first.
    draws
        Worlds drawn alike for every policy.
    """

    scenario: Scenario
    courses: tuple[Course, ...]
    draws: Draws
    seed: int = SEED

    @property
    def runs(self) -> int:
        """Runs of each policy."""
        return len(self.draws.z)

    @property
    def first(self) -> date:
        """First day that counts: the first on which any policy can make a difference."""
        days = [one.first for one in self.courses if one.first]
        return max(min(days, default=self.scenario.start), self.scenario.start)

    def plan(self, course: Course) -> Plan:
        """The runs of one policy: the same people, beliefs and luck in each."""
        members = tuple(
            Member.of(self.draws.settings(run), self.seed, LUCK + run) for run in range(self.runs)
        )
        return Plan(course.world, members, f"compare {self.scenario.name}, {course.policy.name}")

    def key(self, model: Model) -> str:
        """Name made from all that decides the result."""
        plans = [[one.policy.name, *self.plan(one).keys(model)] for one in self.courses]
        return hashlib.sha256(json.dumps([plans, str(self.first)]).encode()).hexdigest()[:10]


def ask(
    scenario: str | Path | Scenario,
    policies: Sequence[str | Path | Policy],
    model: Model,
    *,
    runs: int = RUNS,
    people_share: float = PEOPLE_SHARE,
    seed: int = SEED,
    fit: Fit | None = None,
    beliefs: str = PRIOR,
    end: date | str | None = None,
) -> Question:
    """What would be compared.

    Parameters
    ----------
    fit
        Where beliefs are drawn from; its scenario is the one that is run.
    beliefs
        ``prior`` or ``defaults``, where there is no fit.

    Raises
    ------
    InputError, ScenarioError
        If a number makes no sense, a policy is unknown or named twice, or nothing but the baseline is asked.
    """
    chosen = scenario if isinstance(scenario, Scenario) else load_scenario(scenario, model.catalog)
    if fit is not None:
        chosen = _of_fit(fit, chosen)
    if runs < FEWEST:
        raise InputError(f"--runs is {runs}; expected at least {FEWEST}, or no interval can be told.")
    if not 0 < people_share <= 1:
        raise InputError(f"--people-share is {people_share:g}; expected more than 0 and at most 1.")
    wanted = _policies(policies)
    end = (as_date(end) if isinstance(end, str) else end) or chosen.end
    courses = tuple(_course(one, chosen, model, people_share, end) for one in wanted)
    return Question(chosen, courses, _draws(chosen, model, runs, seed, fit, beliefs), seed)


def _of_fit(fit: Fit, asked: Scenario) -> Scenario:
    if fit.scenario.name != asked.name:
        raise InputError(
            f"The fit is of '{fit.scenario.name}', not of '{asked.name}'; name that scenario, or another fit."
        )
    return fit.scenario


def _draws(scenario: Scenario, model: Model, runs: int, seed: int, fit: Fit | None, beliefs: str) -> Draws:
    if fit is not None:
        return from_fit(fit, runs)
    if beliefs not in (PRIOR, DEFAULTS):
        raise InputError(
            f"--beliefs is '{beliefs}'; expected {PRIOR} or {DEFAULTS} ({POSTERIOR}: name a fit)."
        )
    return from_prior(scenario, model, runs, seed) if beliefs == PRIOR else from_defaults(runs)


def _policies(named: Sequence[str | Path | Policy]) -> list[Policy]:
    """The baseline, and those asked for, each once."""
    read = [one if isinstance(one, Policy) else library.load(one) for one in named]
    asked = [one for one in read if one.name != AS_IT_HAPPENED]
    if not asked:
        raise InputError(
            "Name at least one policy to compare with the baseline; `tumen policies` lists them."
        )
    for number, one in enumerate(asked):
        if one.name in [other.name for other in asked[:number]]:
            raise InputError(f"The policy '{one.name}' is named twice.")
    return [library.load(AS_IT_HAPPENED), *asked]


def _course(policy: Policy, scenario: Scenario, model: Model, share: float, end: date) -> Course:
    changed = library.apply(policy, scenario, model.catalog)
    first = library.first_day(scenario, changed, model.catalog)
    differs = tuple(library.differences(scenario, changed, model.catalog))
    if not differs or first is None or first > end:
        return Course(policy, World(scenario, share, scenario.start, end), (), None)
    return Course(policy, World(changed, share, scenario.start, end), differs, first)
