"""What there is to see: a run's monthly figures by place, put together over the periods of reports."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tumen.core.errors import InputError
from tumen.press.params import Settings
from tumen.press.period import Period

if TYPE_CHECKING:
    import xarray

ENOUGH_MONTHS = 6
"""Months that people must have known before anything is usual to them."""


@dataclass(frozen=True)
class Series:
    """One observable in one place, of one commodity or at one crossing where it has any, by whole month."""

    observable: str
    commodity: str | None
    crossing: str | None
    unit: str
    over_time: str
    months: tuple[int, ...]
    figures: tuple[float, ...]

    @property
    def thing(self) -> str:
        """What luck and the reader know it by."""
        of = self.commodity or self.crossing
        return f"{self.observable}/{of}" if of else self.observable

    def over(self, period: Period) -> float | None:
        """The figure of a period; None where a month of it is missing."""
        found = self._between(period.first, period.first + period.length)
        if len(found) < period.length:
            return None
        return sum(found) if self.over_time == "sum" else sum(found) / len(found)

    def usual(self, period: Period, months: int) -> float | None:
        """The average of the months before, as if it had held for the whole period."""
        found = self._between(period.first - months, period.first)
        if len(found) < min(months, ENOUGH_MONTHS):
            return None
        return sum(found) / len(found) * (period.length if self.over_time == "sum" else 1)

    def _between(self, first: int, beyond: int) -> list[float]:
        pairs = zip(self.months, self.figures, strict=True)
        return [figure for month, figure in pairs if first <= month < beyond]


def period_ending(month: int, lot: float, numbers: Settings) -> Period:
    """The period a report of this month speaks of, by one draw: at a quarter's end perhaps all of it."""
    if month % 12 == 11 and lot < numbers["year_share"]:
        return Period(month - 11, 12)
    if month % 3 == 2 and lot >= 1 - numbers["quarter_share"]:
        return Period(month - 2, 3)
    return Period(month, 1)


def choose_run(dataset: xarray.Dataset, run: int | None) -> int:
    """The number of the run that is asked for, or of the first.

    Raises
    ------
    InputError
        If the run is not in the dataset, or this holds no places by month.
    """
    coordinates = {"days", "residents"}
    if not {"run", "time", "place"} <= set(dataset.dims) or not coordinates <= set(dataset.coords):
        raise InputError("The press needs the monthly results of a run (dimensions run, time, place).")
    held = [int(number) for number in dataset.run.values]
    if run is not None and run not in held:
        raise InputError(f"There is no run {run}; the result holds {', '.join(map(str, held))}.")
    return held[0] if run is None else run


def read(
    dataset: xarray.Dataset, run: int, crossings: Mapping[str, str] | None = None
) -> dict[str, dict[str, list[Series]]]:
    """Everything of a run that has values, by place and observable.

    ``crossings`` says in which place each crossing lies; what is measured by crossing is seen there.
    """
    named = {str(n): v for n, v in dataset.data_vars.items() if "over_time" in v.attrs}
    here = {"run", "time", "place", "commodity"}
    local = [n for n, v in named.items() if "place" in v.dims and set(v.dims) <= here]
    at_crossings = [n for n, v in named.items() if set(v.dims) == {"run", "time", "crossing"}]
    days = dataset.indexes["time"].to_list()
    months = np.array([12 * day.year + day.month - 1 for day in days], np.int64)
    lengths = [calendar.monthrange(day.year, day.month)[1] for day in days]
    whole = dataset.days.values == np.array(lengths)
    one = dataset.sel(run=run)
    found = {}
    for place in map(str, one.place.values):
        found[place] = _labelled(one[local].sel(place=place), "commodity", whole, months)
        for crossing in (c for c, bank in (crossings or {}).items() if bank == place):
            if at_crossings and crossing in one.crossing.values:
                seen = _labelled(one[at_crossings].sel(crossing=[crossing]), "crossing", whole, months)
                for name, series in seen.items():
                    found[place].setdefault(name, []).extend(series)
    return found


def months_of(seen: Mapping[str, Mapping[str, Sequence[Series]]]) -> range:
    """From the first to the last month that anything is known of."""
    months = {m for place in seen.values() for found in place.values() for s in found for m in s.months}
    return range(min(months), max(months) + 1) if months else range(0)


def _labelled(
    one: xarray.Dataset, dimension: str, whole: np.ndarray, months: np.ndarray
) -> dict[str, list[Series]]:
    """Series of every variable, one for each label along a dimension where it has that."""
    found: dict[str, list[Series]] = {}
    for name, variable in one.data_vars.items():
        labels = [str(c) for c in one[dimension].values] if dimension in variable.dims else [None]
        for label, column in zip(labels, variable.values.reshape(len(months), -1).T, strict=True):
            kept = whole & np.isfinite(column)
            if kept.any():
                of = {"commodity": None, "crossing": None} | {dimension: label}
                series = _series(str(name), of, variable.attrs, months[kept], column[kept])
                found.setdefault(str(name), []).append(series)
    return found


def _series(
    name: str,
    of: Mapping[str, str | None],
    attributes: Mapping[str, str],
    months: np.ndarray,
    figures: np.ndarray,
) -> Series:
    return Series(
        name,
        of["commodity"],
        of["crossing"],
        attributes["units"],
        attributes["over_time"],
        tuple(map(int, months)),
        tuple(map(float, figures)),
    )
