"""``tumen run``: progress while it runs, a table or JSON when it is done."""

from __future__ import annotations

import os
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from tumen.commands.console import print_json, say, talk
from tumen.engine.catalog import catalog

if TYPE_CHECKING:
    from tumen.runs.plan import Plan


def run_scenario(
    scenario: str,
    *,
    seed: int,
    runs: int,
    people_share: float,
    start: str | None,
    end: str | None,
    settings: dict[str, float],
    folder: Path | None,
    threads: int | None,
    daily: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """``tumen run``."""
    from tumen.engine.kernel import default_model
    from tumen.runs.plan import Plan
    from tumen.runs.run import as_date, carry_out
    from tumen.scenario import load

    loaded = load(scenario, catalog())
    plan = Plan(loaded, seed, runs, people_share, as_date(start), as_date(end), settings, daily)
    model = default_model()
    plan.check(model)
    folder = folder or Path("runs") / f"{loaded.name}-{plan.key(model)}"
    with _Bar(plan, quiet) as bar:
        result = carry_out(
            plan,
            threads=_cores() if threads is None else threads,
            out=folder,
            progress=bar.advanced,
            model=model,
            compiling=bar.compiling,
        )
    if as_json:
        print_json(summary_json(result.to_xarray(), result.provenance, folder))
    else:
        print_summary(result.to_xarray(), result.provenance, folder)


class _Bar:
    """Progress on stderr: days, people, person-days a second and the time left."""

    def __init__(self, plan: Plan, quiet: bool) -> None:
        residents = sum(float(row["population"]) for row in plan.scenario.places)
        self.people = round(residents * plan.people_share)
        self.reached = [0] * plan.runs
        self.quiet = quiet
        self.began: float | None = None
        self.progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.fields[note]}"),
            TimeRemainingColumn(),
            console=talk,
            disable=quiet or not talk.is_terminal,
            transient=True,
        )
        self.task = self.progress.add_task(
            f"{plan.scenario.name}, {self.people:,} people", total=None, note=""
        )

    def __enter__(self) -> _Bar:
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def compiling(self) -> None:
        """Say why nothing moves yet."""
        if not self.quiet:
            talk.print("Compiling the model; once after each change of a mechanism (about a minute).")

    def advanced(self, run: int, day: int, days: int) -> None:
        """Take note that a run has reached a day."""
        now = time.monotonic()
        first = self.began is None
        self.began = now if self.began is None else self.began
        self.reached[run] = day
        done = sum(self.reached)
        rate = (
            ""
            if first
            else f" · {done * self.people / max(now - self.began, 1e-9) / 1e6:.1f} M person-days/s"
        )
        note = f"day {day:,} of {days:,}{rate}"
        self.progress.update(self.task, total=days * len(self.reached), completed=done, note=note)


def print_summary(dataset: Any, provenance: dict[str, Any], folder: Path) -> None:
    """The table a run ends with, and where its folder is."""
    from tumen.reports.compare_facts import compare_facts
    from tumen.reports.summary import summary

    say(f"{provenance['title']}, by year")
    say(summary(dataset, provenance, compare_facts(dataset)))
    people = provenance["people"]
    say(
        f"{people['residents']:,} residents ({people['simulated']:,} simulated), "
        f"{provenance['days']:,} days, {provenance['person_days_per_second'] / 1e6:.1f} M person-days/s; "
        f"digest {provenance['digest'][:12]}"
    )
    say(f"Brief: {(folder / 'brief.html').resolve().as_uri()}")
    say(f"Run:   {folder}")


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def summary_json(dataset: Any, provenance: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The JSON object of a run: provenance and every observable by year, all places together."""
    return {
        "schema": provenance["schema"],
        "scenario": provenance["scenario"],
        "seed": provenance["seed"],
        "runs": provenance["runs"],
        "people": provenance["people"]["residents"],
        "people_simulated": provenance["people"]["simulated"],
        "adults_as_rows": provenance["adults_as_rows"],
        "days": provenance["days"],
        "from": provenance["start"],
        "to": provenance["end"],
        "person_days_per_second": provenance["person_days_per_second"],
        "imbalance": provenance["imbalance"],
        "digest": provenance["digest"],
        "folder": str(folder),
        "observables": yearly_observables(dataset),
    }


APART = ("commodity", "means", "crossing", "camp")
"""Dimensions whose rows are summed up each for itself."""


def yearly_observables(dataset: Any) -> dict[str, Any]:
    """Every observable by year, over all places; commodities, means and crossings apart.

    ``exports`` of one commodity stand under ``export_iron_concentrate``.

    Amounts are added up over places and months; shares and levels are averaged, places by residents.
    """
    summary: dict[str, Any] = {}
    for name, variable in dataset.data_vars.items():
        if "over_time" not in variable.attrs:
            continue
        apart = next((dim for dim in APART if dim in variable.dims), None)
        if apart:
            for label in dataset[apart].values:
                summary[f"{_singular(str(name))}_{label}"] = yearly(variable.sel({apart: label}))
        else:
            summary[str(name)] = yearly(variable)
    return summary


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") else name


def yearly(variable: Any) -> dict[str, Any]:
    """One observable by year over all places: a number, or median and 90 % band of several runs."""
    if "place" in variable.dims:
        added = variable.attrs["over_places"] == "sum"
        variable = (
            variable.sum("place", keep_attrs=True)
            if added
            else variable.weighted(variable.residents).mean("place", keep_attrs=True)
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        grouped = variable.groupby("time.year")
        years = grouped.sum("time") if variable.attrs["over_time"] == "sum" else grouped.mean("time")
    values: dict[str, Any] = {}
    for year in years.year.values:
        runs = years.sel(year=year).values
        if runs.size == 1:
            values[str(int(year))] = _number(runs.ravel()[0])
        elif np.isfinite(runs).any():
            low, middle, high = np.nanpercentile(runs, [5, 50, 95])
            values[str(int(year))] = {"median": _number(middle), "p05": _number(low), "p95": _number(high)}
        else:
            values[str(int(year))] = None
    return {"unit": variable.attrs.get("units") or "", "yearly": values}


def _number(value: float) -> float | None:
    return None if not np.isfinite(value) else float(f"{value:.7g}")
