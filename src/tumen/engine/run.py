"""``simulate``: from a scenario's name to results, in memory or in a folder, stoppable and continued."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tumen.core.errors import InputError, RunError
from tumen.engine import folder as folders
from tumen.engine.dataset import SCHEMA, to_dataset
from tumen.engine.kernel import Model, default_model
from tumen.engine.simulation import Simulation
from tumen.engine.snapshot import restore, save
from tumen.engine.stage import Stage, build
from tumen.scenario import Scenario, load
from tumen.world.population import Population, populate

if TYPE_CHECKING:
    import xarray
    from matplotlib.figure import Figure

SAVE_EVERY = 30.0
"""Seconds between snapshots of a run that is being written to a folder."""

Progress = Callable[[int, int, int], None]
"""Called with (run, day reached, days in all)."""


@dataclass
class Plan:
    """What to run: everything that decides the result, and nothing else."""

    scenario: Scenario
    seed: int = 1
    runs: int = 1
    people_share: float = 1.0
    start: date | None = None
    end: date | None = None
    settings: dict[str, float] = field(default_factory=dict)
    daily: bool = False

    def key(self, model: Model) -> str:
        """Name made from the plan's content and the mechanisms': equal for equal results."""
        content = {
            "kernel": model.fingerprint,
            "scenario": self.scenario.sha256,
            "seed": self.seed,
            "runs": self.runs,
            "people_share": self.people_share,
            "start": str(self.start),
            "end": str(self.end),
            "settings": sorted(self.settings.items()),
            "daily": self.daily,
        }
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:10]


class Run:
    """Results of one or several runs of a scenario.

    Attributes
    ----------
    path : Path or None
        Its folder, when it was written to one.
    provenance : dict
        What was run, and how it went.
    """

    def __init__(self, dataset: xarray.Dataset, provenance: dict[str, Any], path: Path | None = None) -> None:
        self._dataset, self.provenance, self.path = dataset, provenance, path

    @classmethod
    def open(cls, run: str | Path = "latest") -> Run:
        """Read a finished run: a folder, a name under ``runs/``, or ``latest``."""
        path = folders.find(run)
        return cls(*folders.read(path), path)

    def to_xarray(self) -> xarray.Dataset:
        """Observables by run, time and place, with flows and books; units in the attributes."""
        return self._dataset

    def plot(self, name: str) -> Figure:
        """A matplotlib figure of one observable, with the dates of the scenario marked."""
        from tumen.reports.figures import figure

        return figure(self._dataset, name)

    @property
    def digest(self) -> str:
        """Hash of state and results: equal for equal lives."""
        return str(self.provenance["digest"])

    @cached_property
    def imbalance(self) -> dict[str, int]:
        """Asset -> units by which the books fail to close."""
        return dict(self.provenance["imbalance"])

    def __repr__(self) -> str:
        return f"<tumen.Run {self.provenance['scenario']} seed {self.provenance['seed']} at {self.path or 'memory'}>"


def simulate(
    scenario: str | Path | Scenario = "musan",
    *,
    seed: int = 1,
    runs: int = 1,
    people_share: float = 1.0,
    start: date | str | None = None,
    end: date | str | None = None,
    settings: Mapping[str, float] | None = None,
    threads: int = 1,
    daily: bool = False,
    out: str | Path | None = None,
    progress: Progress | None = None,
) -> Run:
    """Run a scenario.

    Parameters
    ----------
    scenario : str, Path or Scenario
        A bundled scenario's name or a folder.
    seed : int
        Key of all luck. The same seed gives the same results to the last bit.
    runs : int
        Runs with different luck; results carry a dimension ``run``.
    people_share : float
        Share of households simulated, in (0, 1]; results are scaled to all of them.
    start, end : date or ISO str, optional
        First and last day that count, within the scenario's period.
    settings : mapping, optional
        Parameters held at a value throughout, in place of the scenario's.
    threads : int
        Threads; one for each run, or for the tiles of a single run. Results do not depend on it.
    daily : bool
        Also keep days (``result_daily.nc``).
    out : path, optional
        Folder to write. A run stopped on the way is continued by the same call.
    progress : callable, optional
        Called about once a simulated month with (run, day, days).

    Returns
    -------
    Run

    Raises
    ------
    tumen.TumenError
        For a bad scenario or argument, or books that do not close.

    Examples
    --------
    >>> import tumen
    >>> run = tumen.simulate("musan", people_share=0.01, end="2013-03-31")
    >>> run.imbalance["grain"]
    0
    """
    chosen = scenario if isinstance(scenario, Scenario) else load(scenario, default_model().catalog)
    plan = Plan(
        chosen, seed, runs, people_share, as_date(start), as_date(end), dict(settings or {}), daily
    )
    return carry_out(plan, threads=threads, out=Path(out) if out is not None else None, progress=progress)


def as_date(value: date | str | None) -> date | None:
    """An ISO date or None.

    Raises
    ------
    InputError
        If the text is no date.
    """
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise InputError(f"'{value}' is not a date; expected YYYY-MM-DD.") from error


def carry_out(
    plan: Plan, *, threads: int = 1, out: Path | None = None, progress: Progress | None = None, model: Model | None = None
) -> Run:
    """Run a plan; see `simulate`."""
    if plan.runs < 1:
        raise InputError(f"--runs is {plan.runs}; expected at least 1.")
    if not 0.0 < plan.people_share <= 1.0:
        raise InputError(f"--people-share is {plan.people_share:g}; expected more than 0 and at most 1.")
    model = model or default_model()
    people = populate(plan.scenario, plan.people_share)
    stages = [_stage(plan, model, run, people) for run in range(plan.runs)]
    part = folders.prepare(out) if out is not None else None
    began = time.perf_counter()
    done = _Crew(plan, stages, part, progress).work(threads)
    wall = time.perf_counter() - began
    dataset = _combined(done)
    provenance = _provenance(plan, stages[0], done, wall)
    if out is None or part is None:
        return Run(dataset, provenance)
    try:
        _write(part, out, dataset, provenance, plan, done)
    except OSError as error:
        raise RunError(f"{out} could not be written ({error.strerror or error}); nothing was left half-written.") from error
    return Run(dataset, provenance, out)


def _stage(plan: Plan, model: Model, run: int, people: Population) -> Stage:
    return build(
        plan.scenario,
        model,
        seed=plan.seed,
        run=run,
        share=plan.people_share,
        start=plan.start,
        end=plan.end,
        settings=plan.settings,
        population=people,
    )


class _Crew:
    """Runs the stages, one thread a run or several threads a day, and saves on interruption."""

    def __init__(self, plan: Plan, stages: list[Stage], part: Path | None, progress: Progress | None) -> None:
        self.plan, self.stages, self.part, self.progress = plan, stages, part, progress
        self.stop = threading.Event()
        self.key = plan.key(stages[0].model)

    def work(self, threads: int) -> list[Simulation]:
        """All runs, finished.

        Raises
        ------
        KeyboardInterrupt
            After every run has saved where it stands.
        """
        _ = self.stages[0].model.kernel  # import the kernel once, before the threads
        at_once = min(threads, len(self.stages))
        per_day = threads if len(self.stages) == 1 else 1
        with ThreadPoolExecutor(at_once) as pool:
            futures: list[Future[Simulation]] = [
                pool.submit(self._one, run, stage, per_day) for run, stage in enumerate(self.stages)
            ]
            try:
                while wait(futures, timeout=0.2).not_done:
                    if any(f.done() and f.exception() for f in futures):
                        self.stop.set()
            except KeyboardInterrupt:
                self.stop.set()
                wait(futures)
                raise
        return [future.result() for future in futures]

    def _one(self, run: int, stage: Stage, threads: int) -> Simulation:
        snapshot = self.part / f"run-{run}-{self.key}.npz" if self.part else None
        if snapshot and snapshot.exists():
            simulation = restore(snapshot, stage, threads=threads)
        else:
            simulation = Simulation(stage, threads=threads, daily=self.plan.daily)
        saved = time.monotonic()

        def month(day: int) -> None:
            nonlocal saved
            if self.progress:
                self.progress(run, day, stage.days)
            if snapshot and (self.stop.is_set() or time.monotonic() - saved > SAVE_EVERY) and day < stage.days:
                save(simulation, snapshot)
                saved = time.monotonic()
            if self.stop.is_set():
                raise InterruptedError(day)

        simulation.run(progress=month)
        return simulation


def _combined(done: list[Simulation], *, daily: bool = False) -> xarray.Dataset:
    import xarray as xr

    datasets = [to_dataset(simulation, run, daily=daily) for run, simulation in enumerate(done)]
    if len(datasets) == 1:
        return datasets[0]
    return xr.concat(datasets, "run", data_vars="minimal", coords="minimal", compat="override", join="override")


def _provenance(plan: Plan, stage: Stage, done: list[Simulation], wall: float) -> dict[str, Any]:
    scenario, catalog = plan.scenario, stage.model.catalog
    digests = [simulation.digest() for simulation in done]
    imbalance = {asset: sum(abs(s.imbalance[asset]) for s in done) for asset in stage.model.layout.assets}
    weight = stage.residents / max(1, stage.simulated)
    return {
        "schema": SCHEMA,
        "version": version("tumen"),
        "scenario": scenario.name,
        "title": scenario.title,
        "about": scenario.about,
        "scenario_sha256": scenario.sha256,
        "kernel": stage.model.fingerprint,
        "seed": plan.seed,
        "runs": plan.runs,
        "people": {"residents": stage.residents, "simulated": stage.simulated, "weight": round(weight, 4)},
        "adults_as_rows": len(stage.arrays["person_rows"]),
        "start": stage.start.isoformat(),
        "end": stage.end.isoformat(),
        "burn_in_days": stage.burn_in,
        "days": stage.days,
        "wall_seconds": round(wall, 3),
        "person_days_per_second": round(stage.simulated * stage.days * plan.runs / max(wall, 1e-9)),
        "imbalance": imbalance,
        "digest": digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest(),
        "digests": digests,
        "settings": plan.settings,
        "parameters": _parameters(plan, catalog),
        "events": [
            {"date": str(e.date), "name": e.name, "kind": e.kind, "about": e.about} for e in scenario.events
        ],
        "instruments": [
            {"name": row["name"], "commodity": row["commodity"], "in_force": _epoch_date(row.get("in_force_day"))}
            for row in scenario.instruments
        ],
        "changes": [
            {"name": c.name, "from": str(c.start), "to": c.end and str(c.end), "places": list(c.places), "set": c.set}
            for c in scenario.changes
        ],
    }


def _epoch_date(day: object) -> str:
    return str(np.datetime64(int(float(str(day or 0))), "D"))


def _parameters(plan: Plan, catalog: Any) -> dict[str, dict[str, Any]]:
    table = {}
    for name, param in catalog.params.items():
        value = plan.settings.get(name, plan.scenario.settings.get(name, param.default))
        table[name] = {
            "value": value,
            "default": param.default,
            "low": param.low,
            "high": param.high,
            "unit": param.unit,
            "source": param.source,
            "mechanism": catalog.owner[name],
            "lever": param.lever,
            "about": param.doc,
        }
    return table


def _write(
    part: Path, out: Path, dataset: xarray.Dataset, provenance: dict[str, Any], plan: Plan, done: list[Simulation]
) -> None:
    from tumen.reports.brief import write_brief
    from tumen.reports.compare_facts import compare_facts

    compressed = {name: {"zlib": True, "complevel": 4} for name in dataset.data_vars}
    dataset.to_netcdf(part / folders.RESULT, engine="h5netcdf", encoding=compressed)
    if plan.daily:
        _combined(done, daily=True).to_netcdf(part / "result_daily.nc", engine="h5netcdf")
    shutil.rmtree(part / "scenario", ignore_errors=True)
    shutil.copytree(plan.scenario.path, part / "scenario")
    provenance["command"] = _command(plan)
    provenance["files"] = sorted(["brief.html", folders.RESULT, folders.PROVENANCE, "scenario/"])
    write_brief(dataset, provenance, compare_facts(dataset), part / "brief.html")
    folders.write_json(part / folders.PROVENANCE, provenance)
    for snapshot in part.glob("run-*.npz"):
        snapshot.unlink()
    os.sync() if hasattr(os, "sync") else None
    folders.finish(part, out)


def _command(plan: Plan) -> str:
    parts = ["tumen", "run", plan.scenario.name, "--seed", str(plan.seed)]
    if plan.runs != 1:
        parts += ["--runs", str(plan.runs)]
    if plan.people_share != 1.0:
        parts += ["--people-share", f"{plan.people_share:g}"]
    if plan.start:
        parts += ["--from", str(plan.start)]
    if plan.end:
        parts += ["--to", str(plan.end)]
    for name, value in sorted(plan.settings.items()):
        parts += ["--set", f"{name}={value:g}"]
    return " ".join(parts)
