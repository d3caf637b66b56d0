"""The days of a run, as the compiled kernel reads them."""

from __future__ import annotations

from datetime import date

import numpy as np

FIELDS: tuple[str, ...] = (
    "day",
    "date_number",
    "year",
    "month",
    "day_of_month",
    "day_of_year",
    "weekday",
    "days_in_month",
)

DAY = np.dtype([(name, np.int64) for name in FIELDS])
"""One row of the calendar; ``date_number`` counts days since 1970-01-01, weekday 0 is Monday."""


def calendar(first_day: date, n_days: int) -> np.ndarray:
    """Tabulate consecutive days of the Gregorian calendar.

    Parameters
    ----------
    first_day
        Day 0 of the run, burn-in included.
    n_days
        How many days follow, day 0 among them.

    Returns
    -------
    numpy.ndarray
        ``n_days`` rows of `DAY`.
    """
    days = np.datetime64(first_day, "D") + np.arange(n_days)
    months, years = days.astype("M8[M]"), days.astype("M8[Y]")
    table = np.empty(n_days, DAY)
    table["day"] = np.arange(n_days)
    table["date_number"] = days.astype(np.int64)
    table["year"] = years.astype(np.int64) + 1970
    table["month"] = months.astype(np.int64) % 12 + 1
    table["day_of_month"] = (days - months).astype(np.int64) + 1
    table["day_of_year"] = (days - years).astype(np.int64) + 1
    table["weekday"] = (table["date_number"] + 3) % 7
    table["days_in_month"] = ((months + 1).astype("M8[D]") - months.astype("M8[D]")).astype(np.int64)
    return table
