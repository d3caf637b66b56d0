"""Carrying a plan out: threads, progress, snapshots, stopping and going on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tumen.core.errors import InputError, RunError
from tumen.engine.dataset import to_dataset
from tumen.engine.kernel import Model
from tumen.engine.simulation import Simulation, compile_kernel
from tumen.engine.snapshot import restore, save
from tumen.engine.stage import Stage
from tumen.runs.folder import SNAPSHOT
from tumen.runs.plan import Plan
from tumen.world.population import Population, populate

if TYPE_CHECKING:
    import xarray

SAVE_EVERY = 30.0
"""Seconds between snapshots of a run that is being written to a folder."""

LARGE = 20_000
"""Adults from which on threads share the tiles of one day; below, they cost more than they give."""

Progress = Callable[[int, int, int], None]
"""Called with (run, day reached, days in all)."""


@dataclass
class Finished:
    """What is kept of one run."""

    dataset: xarray.Dataset
    daily: xarray.Dataset | None
    digest: str
    imbalance: dict[str, int]
    residents: int
    simulated: int
    adults: int
    burn_in_days: int
    days: int


def _peopled(plan: Plan) -> Population:
    """The plan's people; raises `InputError` where so few are drawn that a staffed site stands empty."""
    people, sites = populate(plan.scenario, plan.people_share), plan.scenario.sites
    hands = people.assigned_to(len(sites))[1:]
    for row, number in zip(sites, hands, strict=True):
        if row["posts"] and not number and plan.people_share < 1.0:
            raise InputError(
                f"--people-share is {plan.people_share:g}, which leaves nobody to work at {row['name']}; "
                "take a larger share."
            )
    return people


class Crew:
    """Does a plan's runs: one thread a run, or several threads a day in one large run.

    Parameters
    ----------
    plan : Plan
        What to run.
    model : Model
        Mechanisms, compiled on demand.
    part : Path or None
        Where snapshots are kept, so that a run stopped or killed can go on.
    progress : callable, optional
        Told about every simulated month.
    compiling : callable, optional
        Told when machine code has to be made first.
    """

    def __init__(
        self,
        plan: Plan,
        model: Model,
        part: Path | None,
        progress: Progress | None,
        compiling: Callable[[], None] | None = None,
    ) -> None:
        self.plan, self.model, self.part, self.progress, self.compiling = (
            plan,
            model,
            part,
            progress,
            compiling,
        )
        self.people = _peopled(plan)
        self.stop = threading.Event()
        self.key = plan.key(model)
        self.seconds = 0.0

    def work(self, threads: int) -> list[Finished]:
        """All runs, finished.

        Raises
        ------
        KeyboardInterrupt
            After every run has saved where it stands.
        """
        runs = self.plan.runs
        self._compile()
        began = time.perf_counter()
        with ThreadPoolExecutor(min(threads, runs)) as pool:
            futures: list[Future[Finished]] = [
                pool.submit(self._one, run, threads if runs == 1 else 1) for run in range(runs)
            ]
            try:
                while wait(futures, timeout=0.2).not_done:
                    if any(f.done() and f.exception() for f in futures):
                        self._halt(futures)
            except KeyboardInterrupt:
                self._halt(futures)
                wait(futures)
                raise
        failed = [future.exception() for future in futures if not future.cancelled()]
        for error in sorted((e for e in failed if e), key=lambda e: isinstance(e, InterruptedError)):
            raise error
        self.seconds = time.perf_counter() - began
        return [future.result() for future in futures]

    def _compile(self) -> None:
        """Compile once, before the clock and the threads start."""
        stage = self.plan.stage(self.model, 0, self.people)
        if self.compiling and not self.model.is_compiled:
            self.compiling()
        compile_kernel(stage)

    @staticmethod
    def _threads(stage: Stage, threads: int) -> int:
        return threads if len(stage.arrays["person_rows"]) >= LARGE else 1

    def _halt(self, futures: list[Future[Finished]]) -> None:
        self.stop.set()
        for future in futures:
            future.cancel()

    def _snapshot(self, run: int) -> Path | None:
        return self.part / f"run-{run}-{self.key}{SNAPSHOT}" if self.part else None

    def _begin(self, run: int, threads: int) -> Simulation:
        """The run where its snapshot left it, else from its first day; an unusable snapshot makes way."""
        stage = self.plan.stage(self.model, run, self.people)
        snapshot = self._snapshot(run)
        if snapshot and snapshot.exists():
            try:
                return restore(snapshot, stage, threads=self._threads(stage, threads))
            except RunError:
                snapshot.unlink()
                return self._begin(run, threads)
        return Simulation(stage, threads=self._threads(stage, threads), daily=self.plan.daily)

    def _one(self, run: int, threads: int) -> Finished:
        simulation, snapshot = self._begin(run, threads), self._snapshot(run)
        stage = simulation.stage
        saved = time.monotonic()

        def month(day: int) -> None:
            nonlocal saved
            if self.progress:
                self.progress(run, day, stage.days)
            if snapshot and (self.stop.is_set() or time.monotonic() - saved > SAVE_EVERY):
                _save(simulation, snapshot)
                saved = time.monotonic()
            if self.stop.is_set():
                raise InterruptedError(f"run {run} stopped on day {day}")

        simulation.run(progress=month)
        daily = to_dataset(simulation, run, daily=True) if self.plan.daily else None
        dataset = to_dataset(simulation, run)
        return Finished(
            dataset,
            daily,
            simulation.digest(),
            simulation.imbalance,
            residents=stage.residents,
            simulated=stage.simulated,
            adults=len(stage.arrays["person_rows"]),
            burn_in_days=stage.burn_in,
            days=stage.days,
        )


def _save(simulation: Simulation, snapshot: Path) -> None:
    try:
        save(simulation, snapshot)
    except OSError as error:
        raise RunError(
            f"{snapshot.parent} cannot be written ({error.strerror or error}), so the run could not be saved "
            "on the way and stopped."
        ) from error
