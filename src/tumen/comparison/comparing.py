"""Policies compared: the same worlds run under each, and the differences run by run."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from tumen.comparison import outcomes
from tumen.comparison.draws import POSTERIOR, PRIOR, from_prior
from tumen.comparison.question import PEOPLE_SHARE, RUNS, SEED, Question, ask
from tumen.comparison.result import SCHEMA, Comparison, write
from tumen.core.errors import RunError
from tumen.engine.kernel import default_model
from tumen.ensemble.driver import Progress
from tumen.ensemble.plan import Plan
from tumen.ensemble.store import Store
from tumen.inference.fitting import Workshop
from tumen.inference.result import Fit, read_there
from tumen.policies import Policy, as_toml, is_bundled
from tumen.scenario import Scenario

FEWEST_WHOLE = 3
"""Runs that must end under every policy."""


@dataclass(frozen=True)
class Done:
    """Results of one policy: outcomes (runs, outcomes) and courses (runs, courses, months).

    Runs that stopped show nothing (NaN).
    """

    outcomes: np.ndarray
    courses: np.ndarray


def compare(
    scenario: str | Path | Scenario,
    *policies: str | Path | Policy,
    runs: int = RUNS,
    people_share: float = PEOPLE_SHARE,
    fit: Fit | None = None,
    beliefs: str = PRIOR,
    seed: int = SEED,
    end: date | str | None = None,
    out: str | Path | None = None,
    store: Store | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Compare policies in the same worlds, the baseline among them.

    Parameters
    ----------
    scenario
        A name or folder.
    policies
        Names, TOML files or `tumen.policies.Policy`.
    runs : int
        Worlds in which every policy is tried.
    people_share : float
        Share of households simulated in each run.
    fit : Fit, optional
        Where worlds are drawn from.
    beliefs
        Without a fit: ``prior`` draws beliefs from their ranges, ``defaults`` holds them, so that only
        luck differs.
    seed : int
        Key of all luck.
    end : date or text, optional
        Last day of the runs, YYYY-MM-DD (default: the scenario's).
    out : path, optional
        Folder to write.
    store, executor, workers, progress
        As for `tumen.ensemble.perform.run_many`.

    Raises
    ------
    tumen.TumenError
        For a scenario, policy or number that makes no sense, or runs that stop.

    Examples
    --------
    >>> import tumen
    >>> compared = tumen.compare("musan", "no-2371", "food-aid")  # doctest: +SKIP
    >>> compared.table()  # doctest: +SKIP
    """
    model = default_model()
    question = ask(
        scenario,
        policies,
        model,
        runs=runs,
        people_share=people_share,
        seed=seed,
        fit=fit,
        beliefs=beliefs,
        end=end,
    )
    compared = answer(question, Workshop(model, store or Store(), executor, workers, progress))
    if out is not None:
        write(compared, Path(out))
    return compared


def answer(question: Question, shop: Workshop) -> Comparison:
    """Run every policy in the same worlds; with a fit, also in worlds that no report has narrowed down.

    Runs that are stored are not run again. A run that stops under one policy is left out of all, so that
    differences stay those of the same people.

    Raises
    ------
    RunError
        If hardly any run ends under every policy.
    """
    compared = _answer(question, shop)
    if question.draws.kind == POSTERIOR:
        shop.say("the same in worlds that no report has narrowed down")
        draws = from_prior(question.scenario, shop.model, question.runs, question.seed)
        prior = _answer(replace(question, draws=draws), shop)
        compared.data["prior_value"] = (("policy", "prior_run", "outcome"), prior.numbers)
    return compared


def _answer(question: Question, shop: Workshop) -> Comparison:
    done = []
    for course in question.courses:
        shop.say(f"running {course.policy.name}")
        done.append(results(question, question.plan(course), shop))
    whole = np.all([np.isfinite(one.outcomes).any(axis=1) for one in done], axis=0)
    if whole.sum() < FEWEST_WHOLE:
        raise RunError("Hardly any run ends under every policy; `tumen runs list` says why they stop.")
    return _comparison(question, shop, done, whole)


def results(question: Question, plan: Plan, shop: Workshop) -> Done:
    """Run a plan, what is stored left aside, and read every outcome off it.

    Raises
    ------
    RunError
        If none of its runs ends.
    """
    shop.run(plan, allowed=1.0)
    observables = shop.model.catalog.observables
    frame = shop.store.frame(plan.world, shop.model)
    found = read_there(shop.store, plan, outcomes.needed(observables), shop.model, allowed=1.0)
    arrays = {name: values.astype(float) for name, values in found.items()}
    months = outcomes.window(frame, question.first)
    shown = [name for name, _ in outcomes.COURSES if name in observables]
    return Done(
        np.stack(
            [outcomes.values(one, arrays, frame, observables, months) for one in outcomes.known(observables)],
            axis=1,
        ),
        np.stack([outcomes.course(name, arrays, frame, observables) for name in shown], axis=1),
    )


def _comparison(question: Question, shop: Workshop, done: list[Done], whole: np.ndarray) -> Comparison:
    import pandas as pd
    import xarray as xr

    observables = shop.model.catalog.observables
    chosen = outcomes.known(observables)
    shown = [(name, title) for name, title in outcomes.COURSES if name in observables]
    frame = shop.store.frame(question.courses[0].world, shop.model)
    names = [course.policy.name for course in question.courses]
    varied, values = question.draws.beliefs, question.draws.table()[whole]
    data = xr.Dataset(
        {
            "outcome_value": (("policy", "run", "outcome"), np.stack([one.outcomes[whole] for one in done])),
            "course_value": (
                ("policy", "run", "course", "time"),
                np.stack([one.courses[whole] for one in done]),
            ),
            "belief_value": (("run", "belief"), values),
            "belief_probit": (("run", "belief"), question.draws.z[whole]),
            "draw": (("run",), np.flatnonzero(whole)),
            **_weights(question, whole),
        },
        coords={
            "policy": names,
            "outcome": outcomes.names(chosen),
            "course": [name for name, _ in shown],
            "belief": [one.name for one in varied],
            "belief_unit": ("belief", [shop.model.catalog.params[one.name].unit for one in varied]),
            "time": pd.to_datetime(list(frame.time)),
            "outcome_title": ("outcome", [one.title for one in chosen]),
            "outcome_unit": ("outcome", [one.unit for one in chosen]),
            "outcome_group": ("outcome", [one.group for one in chosen]),
            "outcome_better": ("outcome", [one.better for one in chosen]),
            "course_title": ("course", [title for _, title in shown]),
            "course_unit": ("course", [observables[name].unit for name, _ in shown]),
        },
        attrs={
            "Conventions": "CF-1.11",
            "title": f"Policies compared in {question.scenario.name}",
        },
    )
    return Comparison(data, _provenance(question, shop, int((~whole).sum())), question.scenario)


def _weights(question: Question, whole: np.ndarray) -> dict[str, Any]:
    """Worlds weighed as if some evidence were not there, shape (weighting, run)."""
    found = {name: weights[whole] for name, weights in question.draws.weightings.items()}
    if not found:
        return {}
    table = np.stack([weights / weights.sum() for weights in found.values()])
    return {"weight": (("weighting", "run"), table), "weighting_name": (("weighting",), list(found))}


def _provenance(question: Question, shop: Workshop, stopped: int) -> dict[str, Any]:
    scenario, world = question.scenario, question.courses[0].world
    return {
        "schema": SCHEMA,
        "version": version("tumen"),
        "key": question.key(shop.model),
        "scenario": scenario.name,
        "title": scenario.title,
        "scenario_sha256": scenario.sha256,
        "kernel": shop.model.fingerprint,
        "policies": [
            {
                "name": one.policy.name,
                "title": one.policy.title,
                "about": one.policy.about,
                "who": one.policy.who,
                "differs": list(one.differs),
                "first": str(one.first) if one.first else None,
                "file": None if is_bundled(one.policy) else as_toml(one.policy),
            }
            for one in question.courses
        ],
        "first": str(question.first),
        "start": str(world.start),
        "end": str(world.end),
        "people_share": world.people_share,
        "beliefs": question.draws.kind,
        "beliefs_about": question.draws.about,
        "fit": question.draws.fit,
        "seed": question.seed,
        "runs": question.runs,
        "stopped": stopped,
    }
