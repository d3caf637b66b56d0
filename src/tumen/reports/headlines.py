"""The few large figures at the top of a brief: before the ban beside after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from tumen.reports import series, timeline, words


@dataclass(frozen=True)
class Headline:
    """One large figure: the value after, the value before, what it is, and its course over the years."""

    label: str
    value: str
    before: str
    about: str
    spark: str = ""


def headlines(dataset: xr.Dataset, provenance: Mapping[str, Any]) -> list[Headline]:
    """The headline figures a run can give; what it did not measure or cover is left out."""
    ban = timeline.ban_date(provenance)
    found = [
        _exports(dataset, ban),
        _hungry(dataset, provenance, ban),
        _of_period(
            dataset,
            "two_meals",
            "Musan;Yonsa",
            "2018-02",
            "2018-02",
            "On two meals a day",
            "of the people there",
        ),
        _of_period(
            dataset,
            "sign_in_and_leave",
            "focus",
            "2018-03",
            "2018-08",
            "Sign in and leave",
            "of those on the mine town's books",
        ),
        _of_period(
            dataset,
            "attendance",
            "focus",
            "2018-03",
            "2018-08",
            "At work all day",
            "of those on the mine town's books",
        ),
        _of_period(
            dataset, "levy_compliance", "all", "2018-02", "2018-07", "Levy paid", "of what was ordered"
        ),
        _of_period(
            dataset,
            "trust",
            "all",
            "2018-07",
            "2018-12",
            "Trust in the authorities",
            "0 none, 1 full; mean of the places",
        ),
        _smuggled(dataset, ban),
    ]
    return [headline for headline in found if headline is not None]


def _exports(dataset: xr.Dataset, ban: pd.Timestamp | None) -> Headline | None:
    """Tonnes of concentrate in the year before the ban and the year after."""
    line = _line(dataset, "exports", "all", "iron")
    if line is None or ban is None:
        return None
    after, before = _after_and_before(line, ban)
    if after is None or before is None:
        return None
    return Headline(
        "Iron concentrate exported",
        words.number(_middle(after, "sum"), "t"),
        f"{words.number(_middle(before, 'sum'), 't')} in the year before",
        f"in the twelve months after the ban of {words.day(f'{ban:%Y-%m-%d}')}",
        sparkline(line),
    )


def _hungry(dataset: xr.Dataset, provenance: Mapping[str, Any], ban: pd.Timestamp | None) -> Headline | None:
    """Share of all person-days below 1,800 kcal, a year before and after the ban."""
    line = _line(dataset, "person_days_below_1800", "all")
    people = (provenance.get("people") or {}).get("residents")
    if line is None or ban is None or not people:
        return None
    after, before = _after_and_before(line, ban)
    if after is None or before is None:
        return None
    days = float(people) * 365.0
    return Headline(
        "Person-days below 1,800 kcal",
        words.percent(_middle(after, "sum") / days),
        f"{words.percent(_middle(before, 'sum') / days)} in the year before",
        f"of all civilian person-days in the twelve months after the ban "
        f"({words.number(_middle(after, 'sum'))} person-days)",
        sparkline(line),
    )


def _smuggled(dataset: xr.Dataset, ban: pd.Timestamp | None) -> Headline | None:
    """Tonnes smuggled privately in the year after the ban and the year before."""
    line = _line(dataset, "smuggled", "all")
    if line is None or ban is None:
        return None
    after, before = _after_and_before(line, ban)
    if after is None or before is None:
        return None
    return Headline(
        "Smuggled by private people",
        words.number(_middle(after, "sum"), "t"),
        f"{words.number(_middle(before, 'sum'), 't')} in the year before",
        "ore, scrap and other goods in the twelve months after the ban",
        sparkline(line),
    )


def _of_period(
    dataset: xr.Dataset, name: str, place: str, start: str, end: str, label: str, about: str
) -> Headline | None:
    """An average over a period of 2018 beside the same months of 2016."""
    where = (series.focus_place(dataset) or "all") if place == "focus" else place
    line = _line(dataset, name, where)
    if line is None:
        return None
    now = series.window(line, start, end)
    if now is None or np.isnan(now).all():
        return None
    unit = "share" if name != "trust" else ""
    earlier = series.window(line, series.shift_year(start, -2), series.shift_year(end, -2))
    before = ""
    if earlier is not None and not np.isnan(earlier).all():
        period = words.months(series.shift_year(start, -2), series.shift_year(end, -2))
        before = f"{words.number(_middle(earlier, 'mean'), unit)} in {period}"
    where_words = f" ({words.title(where.replace(';', ', '))})" if where != "all" else ""
    return Headline(
        label,
        words.number(_middle(now, "mean"), unit),
        before,
        f"{about}{where_words}, {words.months(start, end)}",
        sparkline(line),
    )


def _line(dataset: xr.Dataset, name: str, place: str, commodity: str = "all") -> xr.DataArray | None:
    line = series.monthly(dataset, name, place, commodity)
    return line if line is not None else series.monthly(dataset, name, place)


def _after_and_before(
    line: xr.DataArray, ban: pd.Timestamp
) -> tuple[series.Numbers | None, series.Numbers | None]:
    """The twelve whole months after a date and the twelve before its month."""
    month = ban.to_period("M")
    return (
        series.window(line, str(month + 1), str(month + 12)),
        series.window(line, str(month - 12), str(month - 1)),
    )


def _middle(values: series.Numbers, aggregate: str) -> float:
    """Median over runs of the months' sum or mean."""
    return float(np.nanmedian(series.reduce_window(values, aggregate)))


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
