"""The table that a run ends with in the terminal: observables by year, and what agrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr

from tumen.reports import panels, series, subject, words
from tumen.reports.compare_facts import Comparison, tally

ROWS: tuple[tuple[str, str], ...] = (
    ("exports", "exports"),
    ("ore_output", "ore mined"),
    ("stockpile", "unsold at the mine, Dec"),
    ("attendance", "at work, mine"),
    ("sign_in_and_leave", "sign in and leave, mine"),
    ("ration", "ration, mine town"),
    ("rice_price", "rice"),
    ("two_meals", "on two meals"),
    ("person_days_below_1800", "person-days < 1,800 kcal"),
    ("levy_compliance", "levy paid"),
    ("trust", "trust"),
    ("smuggled", "smuggled"),
    ("plant_left", "plant metal left, Dec"),
    ("arrests", "taken"),
    ("trials", "public trials"),
)
"""Observable and how the table names it."""

LAST = frozenset({"stockpile", "foreign_currency", "plant_left"})
"""Levels: the year's last month stands for the year."""

FOCUS = frozenset({"attendance", "sign_in_and_leave", "ration", "plant_left"})
MOST_YEARS = 8


def summary(dataset: xr.Dataset, provenance: Mapping[str, Any], facts: Sequence[Comparison] = ()) -> str:
    """Plain text: one line an observable, one column a year, then facts and books.

    Parameters
    ----------
    dataset
        A result; for several runs the table holds medians.
    provenance
        What ``run.json`` says.
    facts
        The run beside the published figures.
    """
    years = sorted({int(year) for year in series.month_index(dataset).year})[-MOST_YEARS:]
    goods = subject.goods(dataset, provenance)
    rows = [row for name, said in ROWS if (row := _row(dataset, name, said, years, goods)) is not None]
    lines = [_line(("", "", *map(str, years))), *map(_line, rows)]
    width = max(map(len, lines))
    lines.insert(1, "─" * width)
    return "\n".join([*lines, "─" * width, *_after(dataset, provenance, facts)])


def _row(
    dataset: xr.Dataset, name: str, said: str, years: Sequence[int], goods: Sequence[str]
) -> tuple[str, ...] | None:
    """A line of the table; None for what was not measured or never happens."""
    focus = (series.focus_place(dataset) or "all") if name in FOCUS else "all"
    commodity = ";".join(goods) if name == "exports" and goods else "all"
    line = series.monthly(dataset, name, focus, commodity)
    if line is None or not series.happens(line):
        return None
    if name == "exports" and goods:
        said = f"{goods[0].replace('_', ' ')} exported" if len(goods) == 1 else f"{said} of the mine"
    scale, unit = _terminal_unit(dataset, name, goods)
    cells = [_year(line, name, year, scale) for year in years]
    return (said[:25], unit, *cells)


def _terminal_unit(dataset: xr.Dataset, name: str, goods: Sequence[str]) -> tuple[float, str]:
    scale, unit = panels.axis(dataset, panels.panel_for(name, goods))
    unit = unit.removesuffix(" a month").replace("thousand t", "kt").replace("thousand ", "k ")
    unit = unit.replace("million ", "m ")
    return scale, {
        "g a person a day": "g/day",
        "m person-days": "million",
        "k person-days": "thousand",
        "KPW a kg": "KPW/kg",
    }.get(unit, unit.replace(" / ", "/"))


def _year(line: xr.DataArray, name: str, year: int, scale: float) -> str:
    """The year's sum, mean or last month, as its unit asks; median over runs."""
    inside = np.asarray(series.month_index(line).year == year)
    values = np.asarray(line.values, dtype="float64")[:, inside]
    how = "last" if name in LAST else "sum" if series.adds_over_time(line) else "mean"
    reduced = series.reduce_window(values, how)
    if not np.isfinite(reduced).any():
        return "–"
    return words.plain(float(np.nanmedian(reduced)) * scale)


def _line(cells: tuple[str, ...]) -> str:
    said, unit, *numbers = cells
    return (f"{said:<25} {unit:<8}" + "".join(f"{number:>8}" for number in numbers)).rstrip()


def _after(dataset: xr.Dataset, provenance: Mapping[str, Any], facts: Sequence[Comparison]) -> list[str]:
    """What stands below the table."""
    said = []
    if dataset.sizes.get("run", 1) > 1:
        said.append(f"Medians of {dataset.sizes['run']} runs.")
    counts = tally(list(facts))
    judged = sum(counts.get(verdict, 0) for verdict in ("agrees", "close", "too low", "too high"))
    if judged:
        off = counts.get("too low", 0) + counts.get("too high", 0)
        said.append(
            f"Of {judged} published figures it agrees with {counts.get('agrees', 0)}, "
            f"is close to {counts.get('close', 0)} and differs from {off} (defaults, not fitted)."
        )
    books = provenance.get("imbalance") or {}
    if books:
        wrong = [asset for asset, imbalance in books.items() if imbalance != 0]
        said.append(
            f"Books do not close: {', '.join(wrong)}."
            if wrong
            else f"Books close for all {len(books)} assets."
        )
    return said
