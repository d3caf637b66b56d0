"""``fit``: from a scenario and a case to a posterior, its runs, and what is said of every report."""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from tumen.core.errors import InputError
from tumen.engine.kernel import Model, default_model
from tumen.ensemble.perform import Progress, run_many
from tumen.ensemble.plan import World
from tumen.ensemble.store import Store
from tumen.evidence import Case, Observation, Observations, observe
from tumen.evidence import read as read_case
from tumen.inference import keeping, steering
from tumen.inference.posterior import Posterior, infer
from tumen.inference.prior import Belief, beliefs
from tumen.inference.quantities import Quantity, quantities
from tumen.inference.result import SCHEMA, Fit
from tumen.inference.summary import summarise
from tumen.inference.terms import Discrepancy, Terms, terms
from tumen.inference.variants import variants
from tumen.scenario import Scenario
from tumen.scenario import load as load_scenario

RUNS = 1500
"""Runs by default: from 1,000 to 20,000 good methods gain almost nothing (INFERENCE)."""

DRAWS = 2000
"""Draws from the posterior."""

CHECKED = 60
"""Posterior draws that are really run, so that nothing said of the posterior rests on regressions alone."""

FEWEST_RUNS = 100
"""Below this a regression of hundreds of beliefs is worth nothing."""

Stage = Callable[[str], None]
"""Told in a few words what a fit is doing now."""


@dataclass
class Question:
    """What is fitted to what.

    Attributes
    ----------
    world, beliefs
        Runs of which world, and what varies between them.
    observations
        The reports that count.
    """

    world: World
    beliefs: tuple[Belief, ...]
    observations: tuple[Observation, ...]
    unfitted: tuple[tuple[str, str], ...] = ()
    case: str = ""
    runs: int = RUNS
    seed: int = 1
    draws: int = DRAWS
    steps: int = steering.STEPS
    checked: int = CHECKED
    discrepancy: Discrepancy = field(default_factory=Discrepancy)

    @property
    def terms(self) -> Terms:
        """Their likelihood."""
        return terms(self.observations, self.discrepancy)

    def key(self, model: Model) -> str:
        """Name made from all that decides the result but the ensemble."""
        content = [
            self.world.key(model),
            [asdict(one) for one in self.beliefs],
            steering.name_of(self.terms),
            [self.runs, self.seed, self.draws, self.steps, self.checked, SCHEMA],
            asdict(self.discrepancy),
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:10]


@dataclass
class Workshop:
    """Where a fit's runs are made and kept, and who is told about it."""

    model: Model
    store: Store
    executor: Executor | None = None
    workers: int | None = None
    progress: Progress | None = None
    stage: Stage | None = None
    compiling: Callable[[], None] | None = None

    def say(self, what: str) -> None:
        """Tell what is being done."""
        if self.stage:
            self.stage(what)

    def amounts(self, question: Question, z: np.ndarray, first: int, label: str) -> np.ndarray:
        """Run points of probit space and read every report's quantity off them (runs, reports)."""
        plan = steering.plan_of(question.world, question.beliefs, z, question.seed, first, label)
        run_many(
            plan,
            self.store,
            model=self.model,
            executor=self.executor,
            workers=self.workers,
            progress=self.progress,
            compiling=self.compiling,
        )
        of = self.quantities(question)
        if not of:
            return np.zeros((len(z), 0))
        results = self.store.read(plan, sorted({one.observable for one in of}), self.model)
        return np.stack([one.of(results) for one in of], axis=1)

    def quantities(self, question: Question) -> tuple[Quantity, ...]:
        """How each report is read off results."""
        frame = self.store.frame(question.world, self.model)
        return quantities(question.observations, frame, self.model.catalog)


def ask(
    scenario: str | Path | Scenario,
    case: str | Path | Case,
    model: Model,
    *,
    runs: int = RUNS,
    seed: int = 1,
    people_share: float = 0.005,
    end: date | None = None,
    only: Iterable[str] | None = None,
    discrepancy: Discrepancy | None = None,
) -> Question:
    """What would be fitted to what.

    Raises
    ------
    InputError
        If the case says nothing that can be fitted, or an argument makes no sense.
    """
    chosen = scenario if isinstance(scenario, Scenario) else load_scenario(scenario, model.catalog)
    read = case if isinstance(case, Case) else read_case(case)
    found = observe(read, chosen)
    end = end or chosen.end
    counting, late = _within(found, end)
    if not counting:
        raise InputError(_nothing(read, chosen, found))
    if runs < FEWEST_RUNS:
        raise InputError(f"--runs is {runs}; expected at least {FEWEST_RUNS}.")
    world = World(chosen, people_share, chosen.start, end)
    varied = beliefs(chosen, model.catalog, only)
    unfitted = tuple((one.claim, one.why) for one in found.unfitted) + late
    return Question(
        world,
        varied,
        counting,
        unfitted,
        str(read.path),
        runs,
        seed,
        discrepancy=discrepancy or Discrepancy(),
    )


def _within(found: Observations, end: date) -> tuple[tuple[Observation, ...], tuple[tuple[str, str], ...]]:
    """Observations that count and lie within the runs, and the others with the reason."""
    counting = [one for one in found.observations if one.weight]
    late = tuple(
        (one.claim, f"speaks of days after {end}, where the runs end") for one in counting if one.last > end
    )
    return tuple(one for one in counting if one.last <= end), late


def _nothing(case: Case, scenario: Scenario, found: Observations) -> str:
    if not case.claims:
        return (
            f"The case {case.path} holds no claims yet; add some with: tumen evidence ingest {case.path} TEXT"
        )
    reasons = sorted({one.why for one in found.unfitted})[:3]
    return (
        f"Nothing of the case {case.path} can be fitted to '{scenario.name}': {'; '.join(reasons)}. "
        f"See: tumen evidence observations {case.path} --scenario {scenario.name}"
    )


def fit(
    scenario: str | Path | Scenario = "musan",
    evidence: str | Path | Case = "border",
    *,
    runs: int = RUNS,
    seed: int = 1,
    people_share: float = 0.005,
    end: date | None = None,
    only: Iterable[str] | None = None,
    discrepancy: Discrepancy | None = None,
    fresh: bool = False,
    out: str | Path | None = None,
    store: Store | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    stage: Stage | None = None,
    compiling: Callable[[], None] | None = None,
) -> Fit:
    """Fit a scenario's beliefs to a case of reports.

    Parameters
    ----------
    scenario, evidence
        Names or folders.
    runs : int
        Runs of the ensemble; the store keeps them, and a fit to other evidence takes them again.
    seed : int
        Key of all luck, of the runs and of the fit.
    people_share : float
        Share of households simulated in each run.
    end : date, optional
        Last day of the runs (default: the scenario's).
    only : iterable of str, optional
        Beliefs that may vary; all others stay at the scenario's values.
    discrepancy : Discrepancy, optional
        How far the model itself may be off.
    fresh : bool
        Steer new rounds by this evidence, although an ensemble is in the store.
    out : path, optional
        Folder to write.
    store, executor, workers
        As for `tumen.ensemble.perform.run_many`.

    Returns
    -------
    Fit

    Raises
    ------
    tumen.TumenError
        For a scenario, case or argument that makes no sense, or runs that stop.

    Examples
    --------
    >>> import tumen
    >>> fit = tumen.fit("musan", "border")  # doctest: +SKIP
    >>> fit.reports[["says", "prior_genuine", "genuine"]]  # doctest: +SKIP
    """
    model = default_model()
    question = ask(
        scenario,
        evidence,
        model,
        runs=runs,
        seed=seed,
        people_share=people_share,
        end=end,
        only=only,
        discrepancy=discrepancy,
    )
    shop = Workshop(model, store or Store(), executor, workers, progress, stage, compiling)
    fitted = answer(question, shop, fresh=fresh)
    if out is not None:
        keeping.write(fitted, Path(out))
    return fitted


def answer(question: Question, shop: Workshop, *, fresh: bool = False) -> Fit:
    """Make the fit that a question asks for."""
    ensemble, amounts = ensemble_for(question, shop, fresh=fresh)
    posterior = weigh(question, ensemble, amounts, shop)
    shop.say("running worlds drawn from the posterior")
    z = posterior.z[: question.checked]
    checked = shop.amounts(question, z, question.runs, f"fit {question.world.scenario.name}, posterior")
    shop.say("other grades and errors")
    prior = ensemble.rounds == 0
    told = variants(question.terms, ensemble.z, amounts, prior, posterior, question.seed)
    tree = summarise(question, ensemble, amounts, posterior, checked, told, shop.model)
    return Fit(
        tree,
        _provenance(question, ensemble, shop),
        question.observations,
        question.beliefs,
        question.world.scenario,
        shop.store,
    )


def ensemble_for(
    question: Question, shop: Workshop, *, fresh: bool = False, keep: bool = True
) -> tuple[steering.Ensemble, np.ndarray]:
    """An ensemble, from the store or steered now (and kept there), and each report's quantity in its runs."""
    label = f"fit {question.world.scenario.name}"
    world = question.world.key(shop.model)
    name = steering.kept(world, question.beliefs, question.runs, question.seed, question.steps)
    ensemble = None if fresh else steering.load(shop.store, name)
    if ensemble is None:
        shop.say(f"running {question.runs:,} worlds, steered to where the reports point")
        rounds: list[np.ndarray] = []

        def show(z: np.ndarray, first: int) -> np.ndarray:
            rounds.append(shop.amounts(question, z, first, f"{label}, round {len(rounds)}"))
            return rounds[-1]

        ensemble = steering.steer(
            question.beliefs, question.terms, question.runs, question.seed, show, steps=question.steps
        )
        if keep:
            steering.save(shop.store, name, ensemble)
        return ensemble, np.concatenate(rounds)
    shop.say("reading the runs")
    return ensemble, shop.amounts(question, ensemble.z, 0, label)


def weigh(question: Question, ensemble: steering.Ensemble, amounts: np.ndarray, shop: Workshop) -> Posterior:
    """The posterior of a question, given its runs."""
    shop.say("weighing worlds by reports")
    return infer(
        ensemble.z,
        amounts,
        question.terms,
        prior=ensemble.rounds == 0,
        near=ensemble.near,
        draws=question.draws,
        seed=question.seed,
        workers=shop.workers or 1,
    )


def _provenance(question: Question, ensemble: steering.Ensemble, shop: Workshop) -> dict[str, Any]:
    world, scenario = question.world, question.world.scenario
    return {
        "schema": SCHEMA,
        "version": version("tumen"),
        "key": question.key(shop.model),
        "scenario": scenario.name,
        "title": scenario.title,
        "scenario_sha256": scenario.sha256,
        "kernel": shop.model.fingerprint,
        "world": world.key(shop.model),
        "evidence": question.case,
        "evidence_key": steering.name_of(question.terms),
        "steered_by": ensemble.steered_by,
        "runs": len(ensemble.z),
        "rounds": np.bincount(ensemble.rounds).tolist(),
        "checked": question.checked,
        "draws": question.draws,
        "seed": question.seed,
        "people_share": world.people_share,
        "start": str(world.start),
        "end": str(world.end),
        "beliefs": len(question.beliefs),
        "discrepancy": asdict(question.discrepancy),
        "unfitted": [{"claim": claim, "why": why} for claim, why in question.unfitted],
        "store": str(shop.store.path),
        "command": command(question),
    }


def command(question: Question) -> str:
    """The command that makes the fit again."""
    scenario = question.world.scenario
    parts = ["tumen", "fit", scenario.name, "--evidence", question.case, "--runs", str(question.runs)]
    return shlex.join(parts)
