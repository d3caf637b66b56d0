"""Monthly series out of a result: by observable, place and commodity, tolerant of what is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import xarray as xr

from tumen.core.declare import COUNTED_UNITS

Numbers = npt.NDArray[np.float64]

ALIASES = {
    "iron": ("iron_concentrate", "iron concentrate", "iron_ore", "iron ore", "iron"),
    "other goods": ("other_goods", "other goods", "seafood", "textiles"),
}
"""Names under which a commodity of the published facts may stand in a result."""


def unit_of(variable: xr.DataArray) -> str:
    """The unit a variable states."""
    return str(variable.attrs.get("units") or variable.attrs.get("unit") or "")


def adds_up(variable: xr.DataArray) -> bool:
    """Whether the places of an observable may be added (tonnes) rather than averaged (shares)."""
    return variable.attrs.get("over_places") == "sum" or unit_of(variable) in COUNTED_UNITS


def adds_over_time(variable: xr.DataArray) -> bool:
    """Whether months may be added (what happened) rather than averaged (what was held)."""
    stated = variable.attrs.get("over_time")
    return stated == "sum" if stated else unit_of(variable) in COUNTED_UNITS


def runs_first(variable: xr.DataArray) -> xr.DataArray:
    """The variable with a leading ``run`` dimension, even for a single run saved without one."""
    if "run" not in variable.dims:
        variable = variable.expand_dims("run")
    return variable.transpose("run", "time", ...)


def labels(dataset: xr.Dataset, dimension: str) -> list[str]:
    """Names along a dimension, as text; empty where the result has no such dimension."""
    if dimension not in dataset.coords:
        return []
    return [str(value) for value in np.atleast_1d(dataset[dimension].values)]


def find_label(dataset: xr.Dataset, dimension: str, wanted: str) -> str | None:
    """The label that equals ``wanted`` regardless of case, or one of its aliases."""
    available = {label.lower(): label for label in labels(dataset, dimension)}
    for candidate in (wanted.lower(), *ALIASES.get(wanted.lower(), ())):
        if candidate in available:
            return available[candidate]
    return None


def focus_place(dataset: xr.Dataset) -> str | None:
    """The town the brief looks at first: where most ore is mined, else the first place."""
    places = labels(dataset, "place")
    if "ore_output" in dataset.data_vars and "place" in dataset["ore_output"].dims:
        mined = dataset["ore_output"].astype("float64")
        by_place = mined.sum([d for d in mined.dims if d != "place"]).to_numpy()
        if by_place.size and by_place.max() > 0:
            return places[int(by_place.argmax())]
    return places[0] if places else None


def monthly(
    dataset: xr.Dataset, name: str, place: str = "all", commodity: str = "all"
) -> xr.DataArray | None:
    """Monthly values of an observable by run.

    Parameters
    ----------
    dataset
        A result with dimensions ``run, time`` and, where they apply, ``place, commodity`` and others,
        which are put together.
    name
        The observable.
    place, commodity
        One label, several joined by ``;``, or ``all``. Amounts are added,
        anything else averaged (over places by residents).

    Returns
    -------
    DataArray with dimensions ``run, time``, or None if the result does not hold it.
    """
    if name not in dataset.data_vars or "time" not in dataset[name].dims:
        return None
    variable = runs_first(dataset[name])
    wanted = {"commodity": commodity, "place": place}
    for dimension in (*(str(d) for d in variable.dims[2:] if d != "place"), "place"):
        chosen = _choose(dataset, variable, dimension, wanted.get(dimension, "all"))
        if chosen is None:
            return None
        variable = chosen
    return variable.astype("float64")


def split(dataset: xr.Dataset, name: str, dimension: str) -> list[tuple[str, xr.DataArray]]:
    """Monthly values of an observable for each label along a dimension, everything else put together."""
    if name not in dataset.data_vars or dimension not in dataset[name].dims:
        return []
    one = dataset[[name]]
    found = []
    for number, label in enumerate(labels(dataset, dimension)):
        line = monthly(one.isel({dimension: number}), name)
        if line is not None:
            found.append((label, line))
    return found


def happens(line: xr.DataArray) -> bool:
    """Whether a series has any value but nought."""
    values = np.asarray(line.values, dtype="float64")
    return bool((np.isfinite(values) & (values != 0)).any())


def _choose(dataset: xr.Dataset, variable: xr.DataArray, dimension: str, wanted: str) -> xr.DataArray | None:
    """Reduce one dimension to the wanted labels."""
    if dimension not in variable.dims:
        return variable
    if wanted and wanted != "all":
        found = [find_label(dataset, dimension, part.strip()) for part in wanted.split(";")]
        if not all(found):
            return None
        variable = variable.isel({dimension: [labels(dataset, dimension).index(str(one)) for one in found]})
    axis = variable.get_axis_num(dimension)
    weights = np.ones(variable.sizes[dimension])
    if dimension == "place" and "residents" in variable.coords and not adds_up(variable):
        weights = np.asarray(variable["residents"].values, dtype="float64")
    values = np.moveaxis(np.asarray(variable.values, dtype="float64"), axis, -1)
    known = np.isfinite(values)
    added = np.where(known, values, 0.0) @ weights
    counted = known @ weights
    reduced = np.where(
        counted > 0, added if adds_up(variable) else added / np.maximum(counted, 1e-12), np.nan
    )
    dims = [d for d in variable.dims if d != dimension]
    return xr.DataArray(
        reduced, {d: variable[d] for d in dims}, dims, attrs=variable.attrs, name=variable.name
    )


def median_over_runs(values: Numbers) -> Numbers:
    """Median of each month over runs; nan where no run has a value."""
    return quantile_over_runs(values, 0.5)


def quantile_over_runs(values: Numbers, share: float) -> Numbers:
    """Quantile of each month over runs; nan where no run has a value."""
    result = np.full(values.shape[1:], np.nan)
    known = np.isfinite(values).any(axis=0)
    result[known] = np.nanquantile(values[:, known], share, axis=0)
    return result


def month_index(dataset: xr.Dataset | xr.DataArray) -> pd.PeriodIndex:
    """Months of a result."""
    return pd.DatetimeIndex(dataset["time"].values).to_period("M")


def window(series: xr.DataArray, start: str, end: str) -> Numbers | None:
    """Values of the months from ``start`` to ``end``, run by month; None unless all are in the result."""
    first, final = pd.Period(start, "M"), pd.Period(end, "M")
    if len(end) == 4:
        final = pd.Period(f"{end}-12", "M")
    months = month_index(series)
    inside = np.asarray((months >= first) & (months <= final))
    if int(inside.sum()) != (final - first).n + 1:
        return None
    return np.asarray(series.values, dtype="float64")[:, inside]


def reduce_window(values: Numbers, aggregate: str) -> Numbers:
    """One number a run: ``sum``, ``mean``, ``last``, ``max`` or ``min`` over the months."""
    if aggregate == "last":
        return values[:, -1]
    how: dict[str, Callable[..., Any]] = {
        "sum": np.nansum,
        "mean": np.nanmean,
        "share": np.nanmean,
        "max": np.nanmax,
        "min": np.nanmin,
    }
    if aggregate not in how:
        raise ValueError(
            f"unknown aggregate {aggregate!r}; expected one of {', '.join(sorted(how))}, last, change"
        )
    result = np.full(values.shape[0], np.nan)
    known = np.isfinite(values).any(axis=1)
    result[known] = how[aggregate](values[known], axis=1)
    return result


def shift_year(period: str, years: int) -> str:
    """``2016-04`` moved by whole years."""
    return f"{int(period[:4]) + years:04d}{period[4:]}"
