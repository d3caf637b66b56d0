"""The monthly series of a finished run, as a table to take home."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from tumen.reports import series
from tumen.web.problems import Problem

NAME = "monthly.csv"
"""What the table is called among a job's files; it is made when it is asked for."""

BOOKS = {"account", "flow", "asset"}
"""What only the books are told apart by: they are in the netCDF file."""


def table(result: Path) -> Iterator[bytes]:
    """A row for each observable, place, part of it (good, crossing and so on) and month; a column a run.

    Raises
    ------
    Problem
        If the run's numbers cannot be read.
    """
    try:
        return _table(xr.open_dataset(result))
    except (OSError, ValueError) as error:
        raise Problem(
            409, f"The run's numbers cannot be read ({type(error).__name__}); run it again."
        ) from None


def _table(opened: xr.Dataset) -> Iterator[bytes]:
    with opened as dataset:
        runs = dataset.sizes.get("run", 1)
        yield _line(
            [["observable", "unit", "place", "part", "month", *(f"run_{n + 1}" for n in range(runs))]]
        )
        months = [str(month) for month in series.month_index(dataset)]
        for name, variable in dataset.data_vars.items():
            if "time" in variable.dims and not BOOKS & set(map(str, variable.dims)):
                yield _line(_rows(dataset, str(name), months))


def _rows(dataset: xr.Dataset, name: str, months: list[str]) -> Iterator[list[str]]:
    variable = series.runs_first(dataset[name])
    unit = series.unit_of(variable)
    dims = [str(one) for one in variable.dims[2:]]
    labels = [series.labels(dataset, one) or list(map(str, range(variable.sizes[one]))) for one in dims]
    values = np.asarray(variable.values, float)
    for cell in product(*(range(len(of)) for of in labels)):
        one: Any = (slice(None), slice(None), *cell)
        by_month = values[one]
        names = {dim: labels[at][cell[at]] for at, dim in enumerate(dims)}
        place = names.pop("place", "")
        for at, month in enumerate(months):
            amounts = ("" if np.isnan(value) else f"{value:.9g}" for value in by_month[:, at])
            yield [name, unit, place, " ".join(names.values()), month, *amounts]


def _line(rows: Iterable[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()
