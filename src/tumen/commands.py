"""What the commands print: tables for people, JSON for programs."""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from tumen.cli import out, print_json, talk
from tumen.core.errors import InputError, RunError
from tumen.engine import folder as folders
from tumen.engine.catalog import Catalog, catalog


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
    from tumen.engine.run import Plan, as_date, carry_out
    from tumen.scenario import load

    loaded = load(scenario, catalog())
    plan = Plan(loaded, seed, runs, people_share, as_date(start), as_date(end), settings, daily)
    model = default_model()
    folder = folder or Path("runs") / f"{loaded.name}-{plan.key(model)}"
    if not quiet and not model.is_compiled:
        talk.print("Compiling the model; once after each change of a mechanism (about half a minute).")
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[note]}"),
        TimeRemainingColumn(),
        console=talk,
        disable=quiet or not talk.is_terminal,
        transient=True,
    )
    with bar:
        task = bar.add_task(loaded.name, total=None, note="")
        reached = [0] * runs

        def advanced(run: int, day: int, days: int) -> None:
            reached[run] = day
            task_now = bar.tasks[task]
            people = _people_note(sum(reached), task_now.elapsed or 0.0)
            bar.update(task, total=days * runs, completed=sum(reached), note=f"day {day}/{days}{people}")

        def _people_note(days_done: int, seconds: float) -> str:
            rate = days_done * _residents(loaded, people_share) / max(seconds, 1e-9) / 1e6
            return f" · {rate:.1f} M person-days/s"

        result = carry_out(plan, threads=threads or _cores(), out=folder, progress=advanced, model=model)
    if as_json:
        print_json(summary_json(result.to_xarray(), result.provenance, folder))
        return
    print_summary(result.to_xarray(), result.provenance)
    out.print(f"Brief: {(folder / 'brief.html').resolve().as_uri()}", highlight=False, markup=False, soft_wrap=True)
    out.print(f"Run:   {folder}", highlight=False, markup=False, soft_wrap=True)


def _residents(scenario: Any, share: float) -> float:
    return sum(float(row["population"]) for row in scenario.places) * share


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


def yearly_observables(dataset: Any) -> dict[str, Any]:
    """Every observable by year, over all places; commodities apart (``exports_iron_concentrate``).

    Amounts (t, KPW, USD, persons a day counted up) are added up over places and months, shares and
    levels are averaged, places weighted alike where the observable has no counts of its own.
    """
    summary: dict[str, Any] = {}
    for name, variable in dataset.data_vars.items():
        if not variable.attrs.get("observable"):
            continue
        adds = adds_up(variable.attrs["units"])
        if "commodity" in variable.dims:
            for commodity in dataset.commodity.values:
                part = variable.sel(commodity=commodity)
                if np.nansum(np.abs(part.values)) > 0:
                    summary[f"{_singular(str(name))}_{commodity}"] = _yearly(part, adds)
        else:
            summary[str(name)] = _yearly(variable, adds)
    return summary


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") else name


def adds_up(unit: str) -> bool:
    """Whether amounts in this unit are added up over places and months."""
    return unit in ("t", "USD", "KPW", "person-days", "persons", "loads", "days", "t ore", "person", "CNY")


def _yearly(variable: Any, adds: bool) -> dict[str, Any]:
    if "place" in variable.dims:
        variable = variable.sum("place") if adds else variable.mean("place")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        grouped = variable.groupby("time.year")
        years = grouped.sum("time") if adds else grouped.mean("time")
    values = {}
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


HEADLINE_ROWS = (
    "exports",
    "export_price",
    "stockpile",
    "ration",
    "wage_paid",
    "signed_and_left",
    "paid_absence",
    "two_meals",
    "energy",
    "rice_price",
    "levy_compliance",
    "smuggled",
    "trust",
    "reserves",
)


def print_summary(dataset: Any, provenance: dict[str, Any]) -> None:
    """The table at the end of a run: years across, observables down, the first place in front."""
    place = str(dataset.place.values[0])
    people = provenance["people"]
    title = f"{provenance['title']}: {place}, by year" + (" (median of runs)" if provenance["runs"] > 1 else "")
    years = [int(y) for y in np.unique(dataset.time.dt.year.values)]
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    table.add_column("observable")
    table.add_column("unit", style="dim")
    for year in years:
        table.add_column(str(year), justify="right")
    for name in HEADLINE_ROWS:
        if name not in dataset:
            continue
        variable = dataset[name]
        adds = adds_up(variable.attrs["units"])
        if "place" in variable.dims:
            variable = variable.sel(place=place)
        if "commodity" in variable.dims:
            variable = variable.isel(commodity=0)
        cells = _yearly(variable, adds)["yearly"]
        table.add_row(name, variable.attrs["units"], *(_cell(cells.get(str(year))) for year in years))
    out.print(table)
    gaps = {asset: gap for asset, gap in provenance["imbalance"].items() if gap}
    books = "every book closes (imbalance 0)" if not gaps else f"IMBALANCE {gaps}"
    speed = provenance["person_days_per_second"] / 1e6
    out.print(
        f"{people['residents']:,} residents ({people['simulated']:,} simulated), {provenance['days']:,} days, "
        f"{speed:.1f} M person-days/s; {books}; digest {provenance['digest'][:12]}",
        highlight=False,
    )


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        value = value["median"]
    if value is None:
        return "–"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def show_mechanisms(*, as_json: bool) -> None:
    """``tumen mechanisms``: the order of the day."""
    known = catalog()
    docs = {m.name: m for m in known.mechanisms}
    rows = []
    for rule in (*known.opening_rules, *known.rules):
        mechanism = docs[rule.mechanism]
        rows.append(
            {
                "when": rule.when,
                "mechanism": rule.mechanism,
                "rule": rule.name,
                "number": list(mechanism.number),
                "folder": mechanism.actor,
                "for_each": rule.kind,
                "reads": list(rule.names("read")),
                "writes": list(rule.names("write")),
                "moves": list(rule.names("flow")),
                "sends": list(rule.names("send")),
                "parameters": list(rule.names("param")),
                "text": mechanism.doc.split("\n")[0],
            }
        )
    if as_json:
        print_json(rows)
        return
    table = Table(box=None, pad_edge=False, title="The order of the day", title_justify="left")
    for column in ("when", "rule", "for each", "writes", "moves, sends", "reads"):
        table.add_column(column, overflow="fold")
    for row in rows:
        others = [name for name in row["reads"] if name not in row["writes"]]
        table.add_row(
            row["when"],
            f"{row['folder']}/{row['mechanism']}.{row['rule']}",
            row["for_each"],
            ", ".join(row["writes"]),
            ", ".join([*row["moves"], *row["sends"]]),
            ", ".join(others),
        )
    out.print(table, highlight=False)


def explain_name(name: str, *, as_json: bool) -> None:
    """``tumen explain NAME``."""
    found = explanation(catalog(), name)
    if as_json:
        print_json(found)
        return
    for key, value in found.items():
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        if text:
            out.print(f"[bold]{key.replace('_', ' ')}[/]  ", end="")
            out.print(text, highlight=False, markup=False, soft_wrap=True)


def explanation(known: Catalog, name: str) -> dict[str, Any]:
    """What a name means, wherever it is declared.

    Raises
    ------
    InputError
        If nothing is called so.
    """
    mechanisms = {m.name: m for m in known.mechanisms}
    name = name.split(".", 1)[1] if name.split(".", 1)[0] in mechanisms and "." in name else name
    if name in mechanisms:
        mechanism = mechanisms[name]
        return {
            "mechanism": name,
            "number": list(mechanism.number),
            "file": f"economy/{mechanism.actor}/{name}.py",
            "text": mechanism.doc,
            "rules": [f"{rule.when} {rule.name} (for each {rule.kind})" for rule in mechanism.rules],
            "owns": list(mechanism.state),
            "reads_from_scenario": [*mechanism.given, *mechanism.inputs],
            "parameters": list(mechanism.params),
            "draws": list(mechanism.draws),
            "flows": list(mechanism.flows),
            "signals": list(mechanism.signals),
            "observables": list(mechanism.observables),
        }
    if name in known.params:
        param = known.params[name]
        return {
            "parameter": name,
            "text": param.doc,
            "unit": param.unit,
            "default": param.default,
            "low": param.low,
            "high": param.high,
            "source": param.source,
            "sort": "policy (someone can decide it)" if param.lever else "belief (not known)",
            "declared_in": known.owner[name],
            "read_by": known.readers(name),
        }
    if name in known.observables:
        observable = known.observables[name]
        return {
            "observable": name,
            "text": observable.doc,
            "unit": observable.unit,
            "dims": _dims(observable.by),
            "measured_from": list(dict.fromkeys(observable.measure.names())),
            "declared_in": known.owner[name],
        }
    if name in known.flows:
        flow = known.flows[name]
        return {
            "flow": name,
            "text": flow.doc,
            "asset": flow.asset,
            "source": flow.source,
            "to": flow.to,
            "declared_in": known.owner[name],
        }
    columns = [c for c in known.columns if name in (c, c.split(".")[1])]
    if columns:
        column = known.columns[columns[0]]
        return {
            "column": columns[0],
            "text": column.doc,
            "unit": getattr(column, "unit", getattr(column, "asset", "")),
            "sort": type(column).__name__,
            "low": getattr(column, "low", ""),
            "high": getattr(column, "high", ""),
            "declared_in": known.owner[columns[0]],
            "written_by": known.writers(columns[0]),
            "read_by": known.readers(columns[0]),
        }
    everything = [*mechanisms, *known.params, *known.observables, *known.flows, *known.columns]
    hint = known.suggest(name, everything) or "; tumen mechanisms and tumen observables list what there is"
    raise InputError(f"Nothing is called '{name}'{hint}")


def _dims(by: str) -> list[str]:
    return {"place": ["time", "place"], "commodity": ["time", "place", "commodity"], "nation": ["time"]}[by]


def show_observables(*, as_json: bool) -> None:
    """``tumen observables``."""
    known = catalog()
    rows = [
        {"name": name, "unit": o.unit, "dims": _dims(o.by), "meaning": o.doc, "mechanism": known.owner[name]}
        for name, o in sorted(known.observables.items())
    ]
    if as_json:
        print_json(rows)
        return
    table = Table(box=None, pad_edge=False)
    for column in ("observable", "unit", "dims", "meaning"):
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(row["name"], row["unit"], ", ".join(row["dims"]), row["meaning"])
    out.print(table, highlight=False)


def show_audit(run: str, *, as_json: bool) -> None:
    """``tumen audit RUN``; raises when a book does not close."""
    from tumen.engine.dataset import audit

    dataset, _ = folders.read(folders.find(run))
    rows = audit(dataset)
    totals: dict[str, int] = {}
    for row in rows:
        totals[str(row["asset"])] = totals.get(str(row["asset"]), 0) + abs(int(str(row["imbalance"])))
    if as_json:
        print_json({"imbalance": totals, "books": rows})
    else:
        units = dict(zip(dataset.asset.values, dataset.asset_unit.values, strict=True))
        entries = [k for k in rows[0] if k not in ("run", "place", "asset")]
        table = Table(box=None, pad_edge=False, title="The books, whole units", title_justify="left")
        for column in ("asset", "unit", "place", *entries):
            table.add_column(column.replace("_", " "), justify="right" if column in entries else "left")
        for row in sorted(rows, key=lambda r: str(r["asset"])):
            if any(row[entry] for entry in entries):
                cells = [f"{row[entry]:,}" for entry in entries]
                table.add_row(str(row["asset"]), units[row["asset"]], str(row["place"]), *cells)
        out.print(table, highlight=False)
        out.print(f"Imbalance: {sum(totals.values())}", highlight=False)
    if any(totals.values()):
        raise RunError(f"The books of {', '.join(a for a, gap in totals.items() if gap)} do not close in {run}.")


def write_brief_again(run: str) -> None:
    """``tumen brief RUN``."""
    from tumen.reports.brief import write_brief
    from tumen.reports.compare_facts import compare_facts

    folder = folders.find(run)
    dataset, provenance = folders.read(folder)
    write_brief(dataset, provenance, compare_facts(dataset), folder / "brief.html")
    out.print(str((folder / "brief.html").resolve().as_uri()), highlight=False, markup=False, soft_wrap=True)
