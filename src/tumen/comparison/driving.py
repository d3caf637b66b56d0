"""Which beliefs decide what a policy does: real runs with and without it, and what they say."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import numpy as np

from tumen.comparison import drivers as of_runs
from tumen.comparison import outcomes
from tumen.comparison.again import keep_policies
from tumen.comparison.comparing import Done, results
from tumen.comparison.draws import DEFAULTS
from tumen.comparison.drivers import MORRIS, SOBOL, USUAL, Design, Driver, Method
from tumen.comparison.question import FEWEST, PEOPLE_SHARE, SEED, Question, ask
from tumen.core.errors import InputError, RunError, did_you_mean
from tumen.engine.kernel import Model, default_model
from tumen.ensemble.driver import Progress
from tumen.ensemble.plan import Member, Plan
from tumen.ensemble.store import Store
from tumen.inference.fitting import Stage, Workshop
from tumen.inference.prior import beliefs, settings
from tumen.policies import Policy, as_toml, is_bundled
from tumen.runs import folder as folders
from tumen.scenario import Scenario

SCHEMA = 1
NUMBERS, PAGE, TABLE, WORLDS = "drivers.json", "drivers.html", "drivers.csv", "worlds.csv"
DRIVERS = Path("drivers")

By = Literal["mechanism", "belief"]


@dataclass(frozen=True)
class Inquiry:
    """What is asked: of which policy and outcome, and the worlds that will tell."""

    question: Question
    outcome: outcomes.Outcome
    design: Design

    @property
    def plans(self) -> tuple[Plan, Plan]:
        """The same worlds without and with the policy."""
        of, seed = self.design, self.design.seed
        members = tuple(
            Member.of(settings(of.beliefs, z), seed, int(luck)) for z, luck in zip(of.z, of.luck, strict=True)
        )
        first, second = (
            Plan(one.world, members, f"drivers {self.question.scenario.name}, {one.policy.name}")
            for one in self.question.courses
        )
        return first, second

    def key(self, model: Model) -> str:
        """Name made from all that decides the result."""
        plans = [one.keys(model) for one in self.plans]
        asked = [plans, self.outcome.name, self.design.method, self.design.groups, str(self.question.first)]
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:10]

    @property
    def price(self) -> str:
        """What it costs, in words, before anything is run."""
        worlds = len(self.design.u)
        runs = f"{2 * worlds:,} runs; those that are stored are not repeated"
        return f"{worlds:,} worlds with and without the policy, {runs}"


@dataclass
class Drivers:
    """What decides what a policy does.

    Attributes
    ----------
    drivers
        Factors, the strongest first, luck among them.
    worlds
        Belief values by name, the luck, and the outcome without and with the policy, a row a world.
    provenance
        What was asked and how.
    """

    drivers: tuple[Driver, ...]
    worlds: dict[str, np.ndarray]
    provenance: dict[str, Any]
    path: Path | None = None

    def to_json(self) -> dict[str, Any]:
        """What is printed with ``--json`` and kept as ``drivers.json``."""
        from tumen.comparison.driving_words import sentences

        return {
            **self.provenance,
            "says": sentences(self),
            "drivers": [_as_json(one, str(self.provenance["method"])) for one in self.drivers],
            "path": str(self.path) if self.path else None,
        }


def _as_json(one: Driver, method: str) -> dict[str, Any]:
    told: dict[str, Any] = {"name": one.name, "beliefs": list(one.beliefs), "verdict": one.verdict}
    if method == MORRIS:
        return told | {"mu_star": one.strength, "mu_star_90": [one.low, one.high], "sigma": one.sigma}
    assert one.first is not None
    alone = {"S1": one.first[0], "S1_90": list(one.first[1:])}
    return told | {"ST": one.strength, "ST_90": [one.low, one.high]} | alone


def inquire(
    scenario: str | Path | Scenario,
    policy: str | Path | Policy,
    model: Model,
    *,
    outcome: str = outcomes.HUNGRY,
    method: str = MORRIS,
    by: str = "mechanism",
    only: Iterable[str] | None = None,
    trajectories: int | None = None,
    people_share: float = PEOPLE_SHARE,
    seed: int = SEED,
    end: date | None = None,
) -> Inquiry:
    """What would be run.

    Parameters
    ----------
    outcome
        Name of one of `tumen.comparison.outcomes`.
    by
        ``mechanism`` moves the beliefs of a mechanism together, ``belief`` each by itself.
    only
        Beliefs that are moved, each by itself; all others stay at the scenario's values.
    trajectories
        Of Morris' design, or points of Sobol's.

    Raises
    ------
    InputError, ScenarioError
        If a name is unknown, a number makes no sense, or the policy changes nothing here.
    """
    if method not in (MORRIS, SOBOL) or by not in ("mechanism", "belief"):
        raise InputError(
            f"--method is '{method}' and --by '{by}'; expected morris or sobol, mechanism or belief."
        )
    if method == SOBOL and not only:
        raise InputError("Sobol's method takes beliefs by name: add --beliefs NAME, once for each.")
    measured = outcomes.known(model.catalog.observables)
    wanted = next((one for one in measured if one.name == outcome), None)
    if wanted is None:
        hint = did_you_mean(outcome, outcomes.names(measured))
        raise InputError(f"There is no outcome '{outcome}'{hint}.")
    question = ask(
        scenario,
        [policy],
        model,
        runs=FEWEST,
        people_share=people_share,
        seed=seed,
        beliefs=DEFAULTS,
        end=end,
    )
    if question.courses[1].first is None:
        name = question.courses[1].policy.name
        raise InputError(
            f"'{name}' changes nothing in '{question.scenario.name}' in this time: nothing to decide."
        )
    varied = beliefs(question.scenario, model.catalog, only)
    singly = by == "belief" or only is not None
    groups = [one.name if singly else model.catalog.owner_of("params", one.name) for one in varied]
    size = trajectories if trajectories is not None else USUAL[_method(method)]
    return Inquiry(question, wanted, of_runs.design(_method(method), varied, groups, size, seed))


def _method(name: str) -> Method:
    return MORRIS if name == MORRIS else SOBOL


def answer(of: Inquiry, shop: Workshop) -> Drivers:
    """Run the worlds with and without the policy, and say what decides.

    Raises
    ------
    InputError
        If the policy does the same in every world, or too few show the outcome.
    RunError
        If runs cannot be made or kept.
    """
    observables = shop.model.catalog.observables
    at = outcomes.names(outcomes.known(observables)).index(of.outcome.name)
    done: list[Done] = []
    for plan, course in zip(of.plans, of.question.courses, strict=True):
        shop.say(f"running {course.policy.name}")
        done.append(results(of.question, plan, shop))
    before, after = (one.outcomes[:, at] for one in done)
    told = of_runs.analyse(of.design, after - before)
    values = {one.name: one.value(of.design.z[:, i]) for i, one in enumerate(of.design.beliefs)}
    worlds = values | {"luck": of.design.luck, "without": before, "with": after}
    return Drivers(told, worlds, _provenance(of, shop, before, after))


def _provenance(of: Inquiry, shop: Workshop, before: np.ndarray, after: np.ndarray) -> dict[str, Any]:
    question, course = of.question, of.question.courses[1]
    known = np.isfinite(after - before)
    return {
        "schema": SCHEMA,
        "version": version("tumen"),
        "key": of.key(shop.model),
        "kernel": shop.model.fingerprint,
        "scenario": question.scenario.name,
        "title": question.scenario.title,
        "policy": course.policy.name,
        "policy_title": course.policy.title,
        "policy_file": None if is_bundled(course.policy) else as_toml(course.policy),
        "differs": list(course.differs),
        "outcome": of.outcome.name,
        "outcome_title": of.outcome.title,
        "unit": of.outcome.unit,
        "method": of.design.method,
        "singly": list(of.design.groups) == [one.name for one in of.design.beliefs],
        "all": len(of.design.beliefs) == len(beliefs(question.scenario, shop.model.catalog)),
        "trajectories": of.design.size,
        "worlds": len(known),
        "runs": 2 * len(known),
        "stopped": int((~known).sum()),
        "effect": np.percentile((after - before)[known], (5, 50, 95), method="weibull").tolist(),
        "beliefs": len(of.design.beliefs),
        "seed": of.design.seed,
        "people_share": course.world.people_share,
        "from": str(question.first),
        "to": str(course.world.end),
    }


def drivers(
    scenario: str | Path | Scenario,
    policy: str | Path | Policy,
    *,
    out: str | Path | None = None,
    store: Store | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    stage: Stage | None = None,
    **asked: Any,
) -> Drivers:
    """Which beliefs decide what a policy does to an outcome.

    Parameters
    ----------
    scenario, policy
        A name or path each.
    out : path, optional
        Folder to write.
    store, executor, workers, progress, stage
        As for `tumen.fit`.
    asked
        As for `inquire`: ``outcome``, ``method``, ``by``, ``only``, ``trajectories``, ``people_share``,
        ``seed``, ``end``.

    Raises
    ------
    tumen.TumenError
        For a name or number that makes no sense, or runs that stop.

    Examples
    --------
    >>> import tumen
    >>> found = tumen.drivers("musan", "no-2371", outcome="smuggled")  # doctest: +SKIP
    >>> [one.name for one in found.drivers if one.verdict == "decides"]  # doctest: +SKIP
    """
    model = default_model()
    found = answer(
        inquire(scenario, policy, model, **asked),
        Workshop(model, store or Store(), executor, workers, progress, stage),
    )
    if out is not None:
        write(found, Path(out))
    return found


def write(found: Drivers, folder: Path) -> None:
    """Write a folder that is there whole or not at all; a former one makes way.

    Raises
    ------
    InputError
        If the folder holds something else.
    RunError
        If it cannot be written; runs are stored, and the same command goes on.
    """
    import pandas as pd

    from tumen.comparison.driving_page import render

    ours = (folder / NUMBERS).is_file()
    if folder.exists() and not ours and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder} exists and holds something else; name another folder with --out.")
    part = folders.workshop(folder)
    found.path = folder
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        told = found.to_json()
        folders.write_json(part / NUMBERS, told)
        pd.json_normalize(told["drivers"]).to_csv(part / TABLE, index=False)
        pd.DataFrame(found.worlds).to_csv(part / WORLDS, index=False)
        keep_policies([{"name": told["policy"], "file": told["policy_file"]}], part)
        (part / PAGE).write_text(render(found), encoding="utf-8")
        folders.finish(part, folder)
    except OSError as error:
        raise RunError(
            f"{folder} cannot be written ({error.strerror or error}); name another with --out."
        ) from error
