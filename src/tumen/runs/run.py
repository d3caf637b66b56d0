"""``simulate``: from a scenario's name to results, in memory or in a folder, stoppable and continued."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tumen.core.errors import InputError, RunError, TumenError
from tumen.engine.kernel import Model, default_model
from tumen.runs import folder as folders
from tumen.runs.crew import Crew, Finished, Progress
from tumen.runs.plan import Plan
from tumen.runs.provenance import describe
from tumen.scenario import Scenario, load

if TYPE_CHECKING:
    import xarray
    from matplotlib.figure import Figure


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
        from tumen.reports import compare_facts, figures, subject, timeline

        facts = compare_facts.compare_facts(self._dataset)
        marks = timeline.marks(self.provenance, subject.goods(self._dataset, self.provenance))
        return figures.figure(self._dataset, name, marks, facts)

    @property
    def digest(self) -> str:
        """Hash of state and results: equal for equal lives."""
        return str(self.provenance["digest"])

    @cached_property
    def imbalance(self) -> dict[str, int]:
        """Asset -> units by which the books fail to close."""
        return dict(self.provenance["imbalance"])

    def __repr__(self) -> str:
        scenario, seed = self.provenance["scenario"], self.provenance["seed"]
        return f"<tumen.Run {scenario} seed {seed} at {self.path or 'memory'}>"


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
    plan = Plan(chosen, seed, runs, people_share, as_date(start), as_date(end), dict(settings or {}), daily)
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
    plan: Plan,
    *,
    threads: int = 1,
    out: Path | None = None,
    progress: Progress | None = None,
    model: Model | None = None,
    compiling: Callable[[], None] | None = None,
) -> Run:
    """Run a plan; see `simulate`. ``compiling`` is called if machine code has to be made first."""
    model = model or default_model()
    plan.check(model)
    if threads < 1:
        raise InputError(f"--threads is {threads}; expected at least 1.")
    part = folders.prepare(out) if out is not None else None
    with folders.held(part):
        try:
            return _run_and_write(plan, Crew(plan, model, part, progress, compiling), threads, out)
        except (TumenError, OSError) as error:
            if part is None:
                raise
            folders.tidy(part)
            if isinstance(error, TumenError):
                raise
            raise RunError(f"{out} could not be written ({error.strerror or error}).") from error


def _run_and_write(plan: Plan, crew: Crew, threads: int, out: Path | None) -> Run:
    if out is not None:  # the brief's libraries load while the days run
        threading.Thread(target=import_module, args=("tumen.reports.brief",), daemon=True).start()
    done = crew.work(threads)
    dataset = _combined([finished.dataset for finished in done])
    provenance = describe(plan, crew.model, done, crew.seconds)
    if out is not None and crew.part is not None:
        _write(crew.part, out, dataset, provenance, plan, done)
    return Run(dataset, provenance, out)


def _combined(datasets: list[xarray.Dataset]) -> xarray.Dataset:
    import xarray as xr

    if len(datasets) == 1:
        return datasets[0]
    return xr.concat(
        datasets, "run", data_vars="minimal", coords="minimal", compat="override", join="override"
    )


def _write(
    part: Path,
    out: Path,
    dataset: xarray.Dataset,
    provenance: dict[str, Any],
    plan: Plan,
    done: list[Finished],
) -> None:
    from tumen.reports.brief import write_brief
    from tumen.reports.compare_facts import compare_facts

    _write_netcdf(dataset, part / folders.RESULT)
    if plan.daily:
        daily = _combined([finished.daily for finished in done if finished.daily is not None])
        _write_netcdf(daily, part / "result_daily.nc")
    folders.keep_scenario(plan.scenario, part / "scenario")
    provenance["command"] = plan.command()
    files = ["brief.html", folders.RESULT, folders.PROVENANCE, "scenario/"]
    provenance["files"] = sorted([*files, *(["result_daily.nc"] if plan.daily else [])])
    write_brief(dataset, provenance, compare_facts(dataset), part / "brief.html")
    folders.write_json(part / folders.PROVENANCE, provenance)
    folders.finish(part, out)


def _write_netcdf(dataset: xarray.Dataset, path: Path) -> None:
    """Put the file together in memory: the library that makes it crashes when a disk is full."""
    compressed = {name: {"zlib": True, "complevel": 4} for name in dataset.data_vars}
    path.write_bytes(dataset.to_netcdf(engine="h5netcdf", encoding=compressed))
