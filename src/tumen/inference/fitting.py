"""``fit``: from a scenario and a case to a posterior, its runs, and what is said of every report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from tumen.engine.kernel import Model, default_model
from tumen.ensemble.driver import RunsStopped
from tumen.ensemble.perform import Progress, run_many
from tumen.ensemble.plan import Plan
from tumen.ensemble.pool import cores
from tumen.ensemble.store import Store
from tumen.ensemble.sweeping import REGRESSIONS
from tumen.evidence import Case
from tumen.inference import keeping, steering
from tumen.inference.posterior import Posterior, infer
from tumen.inference.quantities import Quantity, quantities
from tumen.inference.question import PEOPLE_SHARE, RUNS, Question, ask, command
from tumen.inference.regressions import Kept
from tumen.inference.result import SCHEMA, STOPPED, Fit, read_there
from tumen.inference.summary import summarise
from tumen.inference.terms import Discrepancy
from tumen.inference.variants import variants
from tumen.scenario import Scenario

Stage = Callable[[str], None]
"""Told in a few words what a fit is doing now."""


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
    stopped: int = 0

    def say(self, what: str) -> None:
        """Tell what is being done."""
        if self.stage:
            self.stage(what)

    def amounts(self, question: Question, z: np.ndarray, first: int, label: str) -> np.ndarray:
        """Run points of probit space and read every report's quantity off them (runs, reports)."""
        plan = steering.plan_of(question.world, question.beliefs, z, question.seed, first, label)
        done = self.run(plan)
        of = self.quantities(question)
        amounts = np.full((len(z), len(of)), np.nan)
        if of:
            names = sorted({one.observable for one in of})
            results = read_there(self.store, plan, names, self.model)
            amounts[done] = np.stack([one.of(results, first) for one in of], axis=1)[done]
        return amounts

    def run(self, plan: Plan, allowed: float = STOPPED) -> np.ndarray:
        """Run what of a plan is not stored; which of its runs there are.

        Raises
        ------
        RunsStopped
            If a larger share of them than ``allowed`` stops.
        """
        try:
            run_many(
                plan,
                self.store,
                model=self.model,
                executor=self.executor,
                workers=self.workers,
                progress=self.progress,
                compiling=self.compiling,
            )
        except RunsStopped as error:
            if len(error.members) > allowed * len(plan.members):
                raise
            self.stopped += len(error.members)
            stopped = set(error.members)
            return np.array([one not in stopped for one in plan.members])
        return np.ones(len(plan.members), bool)

    def quantities(self, question: Question) -> tuple[Quantity, ...]:
        """How each report is read off results."""
        frame = self.store.frame(question.world, self.model)
        return quantities(question.observations, frame, self.model.catalog)


def fit(
    scenario: str | Path | Scenario = "musan",
    evidence: str | Path | Case = "border",
    *,
    runs: int = RUNS,
    seed: int = 1,
    people_share: float = PEOPLE_SHARE,
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
    with threadpool_limits(1):
        return _answer(question, shop, fresh=fresh)


def _answer(question: Question, shop: Workshop, *, fresh: bool) -> Fit:
    ensemble, amounts = ensemble_for(question, shop, fresh=fresh)
    posterior = weigh(question, ensemble, amounts, shop)
    shop.say("running worlds drawn from the posterior")
    z = posterior.z[: question.checked]
    checked = shop.amounts(question, z, question.runs, f"fit {question.world.scenario.name}, posterior")
    shop.say("other grades and errors")
    prior = ensemble.rounds == 0
    told = variants(
        question.terms,
        ensemble.z,
        amounts,
        prior,
        posterior,
        question.seed,
        min(shop.workers or cores(), cores()),
    )
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
        workers=min(shop.workers or cores(), cores()),
        kept=Kept(shop.store.path / REGRESSIONS),
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
        "stopped": shop.stopped,
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
