"""The few large figures at the top of a brief: before things turned beside after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from tumen.reports import series, subject, words
from tumen.reports.subject import Turn


@dataclass(frozen=True)
class Headline:
    """One large figure: the value after, the value before, what it is, and its course over the years."""

    label: str
    value: str
    before: str
    about: str
    spark: str = ""


@dataclass(frozen=True)
class Choice:
    """An observable that may become a headline, and how it is said; ``place`` may be ``focus``."""

    name: str
    label: str
    about: str
    place: str = "all"


SHADOW: tuple[Choice, ...] = (
    Choice("smuggled", "Smuggled", "by carriers, gangs and army units"),
    Choice("plant_left", "Plant metal left", "of what was built into the town’s plant", "focus"),
    Choice("arrests", "People taken", "to a training camp or into custody"),
    Choice("trials", "Public trials", "in all places"),
    Choice("bribes", "Bribes to border guards", "where they serve"),
)

TOWN: tuple[Choice, ...] = (
    Choice("two_meals", "On two meals a day", "of all people"),
    Choice("sign_in_and_leave", "Sign in and leave", "of those on the mine’s books", "focus"),
    Choice("attendance", "At work all day", "of those on the mine’s books", "focus"),
    Choice("levy_compliance", "Levy paid", "of what was ordered"),
    Choice("trust", "Trust in the authorities", "0 none, 1 full; mean of the places"),
    Choice("fear", "Fear", "0 none, 1 full; mean of the places"),
)

MOST = 12


def headlines(dataset: xr.Dataset, provenance: Mapping[str, Any]) -> list[Headline]:
    """The headline figures a run can give, its subject first; what it did not measure is left out.

    Where no good was banned the shadow trade comes before the town.
    """
    turn = subject.turn(dataset, provenance)
    if turn is None:
        return []
    order = [*TOWN, *SHADOW] if turn.kind == "ban" else [*SHADOW, *TOWN]
    hungry = _hungry(dataset, provenance, turn)
    chosen = [_of(dataset, one, turn) for one in order]
    first = [_exports(dataset, subject.goods(dataset, provenance), turn)]
    found = [*first, hungry, *chosen] if turn.kind == "ban" else [*first, *chosen, hungry]
    return [headline for headline in found if headline is not None][:MOST]


def _exports(dataset: xr.Dataset, goods: list[str], turn: Turn) -> Headline | None:
    """Tonnes of the scenario's goods exported in both periods."""
    line = series.monthly(dataset, "exports", "all", ";".join(goods)) if goods else None
    pair = None if line is None else _pair(line, turn)
    if line is None or pair is None:
        return None
    label = f"{words.sentence(subject.said(goods))} exported"
    return Headline(
        label, words.number(pair[1], "t"), _before(pair, "t", turn), turn.said_after, sparkline(line)
    )


def _hungry(dataset: xr.Dataset, provenance: Mapping[str, Any], turn: Turn) -> Headline | None:
    """Share of all person-days below 1,800 kcal in both periods."""
    line = series.monthly(dataset, "person_days_below_1800")
    people = (provenance.get("people") or {}).get("residents")
    pair = None if line is None else _pair(line, turn)
    if line is None or pair is None or not people:
        return None
    after = pair[1] / (float(people) * _days(turn.after))
    before = pair[0] / (float(people) * _days(turn.before))
    return Headline(
        "Person-days below 1,800 kcal",
        words.percent(after),
        f"{words.percent(before)} {turn.said_before}",
        f"of all civilian person-days {turn.said_after} ({words.number(pair[1])} person-days)",
        sparkline(line),
    )


def _of(dataset: xr.Dataset, choice: Choice, turn: Turn) -> Headline | None:
    """An observable's sum or mean over both periods; None where nothing ever happens."""
    focus = series.focus_place(dataset) or "all"
    place = focus if choice.place == "focus" else "all"
    line = series.monthly(dataset, choice.name, place)
    pair = None if line is None else _pair(line, turn)
    if line is None or pair is None or not series.happens(line):
        return None
    unit = "" if choice.name in {"trust", "fear"} else series.unit_of(line).split(" of ")[0]
    unit = "" if unit == "trials" else unit
    where = f" ({words.title(focus)})" if choice.place == "focus" else ""
    return Headline(
        choice.label,
        words.number(pair[1], unit),
        _before(pair, unit, turn),
        f"{choice.about}{where}, {turn.said_after}",
        sparkline(line),
    )


def _before(pair: tuple[float, float], unit: str, turn: Turn) -> str:
    return f"{words.number(pair[0], unit)} {turn.said_before}" if np.isfinite(pair[0]) else ""


def _pair(line: xr.DataArray, turn: Turn) -> tuple[float, float] | None:
    """Median over runs of the sum or mean before and after; None where there is nothing after."""
    how = "sum" if series.adds_over_time(line) else "mean"

    def middle(period: subject.Period) -> float:
        months = series.window(line, *period)
        if months is None or not np.isfinite(months).any():
            return float("nan")
        return float(np.nanmedian(series.reduce_window(months, how)))

    before, after = middle(turn.before), middle(turn.after)
    return (before, after) if np.isfinite(after) else None


def _days(period: subject.Period) -> int:
    first, final = (pd.Period(month, "M") for month in period)
    return (final.end_time.normalize() - first.start_time).days + 1


def sparkline(line: xr.DataArray) -> str:
    """Points of a tiny line chart (0-100 by 0-24) of the median over runs, for an SVG polyline."""
    values = series.median_over_runs(np.asarray(line.values, dtype="float64"))
    values = pd.Series(values).rolling(3, min_periods=1, center=True).mean().to_numpy()
    finite = np.flatnonzero(np.isfinite(values))
    if finite.size < 2:
        return ""
    top = float(values[finite].max()) or 1.0
    bottom = min(0.0, float(values[finite].min()))
    height = (top - bottom) or 1.0
    x = 100.0 * finite / (values.size - 1)
    y = 23.0 - 22.0 * (values[finite] - bottom) / height
    return " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
