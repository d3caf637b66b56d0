"""A made-up result with two towns, one of which has a mine, over three years."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from tumen.press import PARAMS

MONTHS = pd.date_range("2016-01-31", periods=36, freq="ME")
CERTAIN = {"speaks": 1.0, "routine_share": 1.0}
"""Everybody speaks of everything and all is printed."""
EXACT = {
    "source_bias": 0.0,
    "source_noise": 0.0,
    "false_share": 0.0,
    "misdated_share": 0.0,
    "about_share": 0.0,
}
"""Nobody errs."""


def made_up(months: pd.DatetimeIndex = MONTHS, runs: int = 1) -> xr.Dataset:
    step = (np.arange(len(months)) >= 18)[:, None]
    here, gone = np.ones(2), np.array([1.0, np.nan])

    def variable(before: float, after: float, over_time: str, units: str, where: np.ndarray = here):
        values = np.where(step, after, before) * where
        attributes = {"units": units, "long_name": "made up", "over_time": over_time, "over_places": "sum"}
        return ("run", "time", "place"), np.repeat(values[None], runs, axis=0), attributes

    exports = np.zeros((runs, len(months), 2, 2))
    exports[:, :18, 0, 0] = 60_000
    attributes = {"units": "t", "long_name": "made up", "over_time": "sum", "over_places": "sum"}
    return xr.Dataset(
        {
            "attendance": variable(0.9, 0.4, "mean", "share", gone),
            "rice_price": variable(5_000, 5_200, "mean", "KPW/kg"),
            "two_meals": variable(0.1, 0.3, "mean", "share of people"),
            "adults_carry": variable(300, 4_000, "mean", "adults"),
            "smuggled_scrap": variable(120, 300, "sum", "t"),
            "trust": variable(0.5, 0.4, "mean", "share"),
            "exports": (("run", "time", "place", "commodity"), exports, attributes),
            "trade_closed": (("run", "time"), np.ones((runs, len(months))), attributes),
        },
        coords={
            "run": range(runs),
            "time": months,
            "place": ["Ore Town", "Ford"],
            "commodity": ["iron_concentrate", "seafood"],
            "residents": ("place", [120_000, 50_000]),
            "days": ("time", [day.days_in_month for day in months]),
        },
    )


@pytest.fixture(scope="session")
def dataset() -> xr.Dataset:
    return made_up()


def test_numbers_used_here_exist() -> None:
    assert set(CERTAIN) | set(EXACT) <= set(PARAMS)
