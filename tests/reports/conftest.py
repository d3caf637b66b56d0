"""A made-up result in the shape of a real one: the right names and units, curves drawn by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

PLACES = ["Musan", "Yonsa", "Rason", "Hoeryong", "Chongjin"]
COMMODITIES = ["iron_concentrate", "seafood", "textiles"]
BAN = pd.Timestamp("2017-09-05")

BY_PLACE: dict[str, tuple[str, float, float]] = {
    "ore_output": ("t", 280_000, 40_000),
    "stockpile": ("t", 60_000, 420_000),
    "power_hours": ("hours/day", 14, 11),
    "operating_rate": ("share", 0.62, 0.14),
    "workforce": ("persons", 15_000, 12_000),
    "attendance": ("share", 0.78, 0.42),
    "sign_in_and_leave": ("share", 0.05, 0.36),
    "paid_absence": ("share", 0.12, 0.06),
    "leavers": ("persons", 40, 260),
    "wage_paid": ("KPW/worker/month", 240_000, 20_000),
    "ration": ("g/person/day", 480, 12),
    "two_meals": ("share of people", 0.12, 0.55),
    "energy": ("kcal/adult equivalent/day", 2_350, 1_950),
    "person_days_below_1800": ("person-days", 350_000, 1_400_000),
    "rice_price": ("KPW/kg", 5_100, 4_900),
    "maize_price": ("KPW/kg", 1_600, 1_900),
    "levy_ordered": ("KPW/household/month", np.nan, 15_000),
    "levy_compliance": ("share", np.nan, 0.34),
    "trust": ("share", 0.6, 0.41),
    "fear": ("share", 0.4, 0.46),
    "smuggled": ("t", 300, 900),
    "income_trade": ("KPW/household/month", 180_000, 120_000),
    "income_plot": ("KPW/household/month", 150_000, 30_000),
}
"""Observable -> unit, level before the ban, level after it."""

FLOWS: dict[str, tuple[str, str, str, str, float, float]] = {
    "mining": ("ore", "g", "site.ore_in_ground", "used", 2.8e11, 4e10),
    "milling": ("iron_concentrate", "g", "made", "site.concentrate", 9.5e10, 1.3e10),
    "tailing": ("tailings", "g", "made", "site.tailings", 1.8e11, 2.7e10),
    "export_iron": ("iron_concentrate", "g", "site.concentrate", "abroad", 6.2e10, 0),
    "to_mills": ("iron_concentrate", "g", "site.concentrate", "state.pipeline", 2.6e10, 7e9),
    "concentrate_stolen": ("iron_concentrate", "g", "site.concentrate", "ware.held", 2e8, 1.2e9),
    "harvest": ("grain", "g", "made", "household.grain", 6e9, 5e9),
    "barter": ("grain", "g", "abroad", "place.granary", 2.4e9, 1e8),
    "ration": ("grain", "g", "place.granary", "household.grain", 2.3e9, 1.5e8),
    "grain_in": ("grain", "g", "rest", "place.market_grain", 6e9, 7e9),
    "grain_buy": ("grain", "g", "place.market_grain", "household.grain", 7e9, 7e9),
    "grain_sell": ("grain", "g", "household.grain", "place.market_grain", 1e9, 7e8),
    "eat": ("grain", "g", "household.grain", "used", 1.4e10, 1.2e10),
    "wages": ("won", "KPW", "made", "household.won", 9e9, 1.2e9),
    "grain_pay": ("won", "KPW", "household.won", "place.market_won", 2e10, 2.1e10),
    "restock_pay": ("won", "KPW", "place.market_won", "rest", 1.9e10, 2e10),
    "spending": ("won", "KPW", "household.won", "place.trade_pot", 1.4e10, 9e9),
    "trade_income": ("won", "KPW", "place.trade_pot", "household.won", 1.35e10, 8.7e9),
    "levy": ("won", "KPW", "household.won", "place.office_won", 2e8, 6e8),
    "export_dollars": ("usd", "US cent", "abroad", "state.usd", 4.5e8, 1e6),
    "imports": ("usd", "US cent", "state.usd", "abroad", 4.2e8, 9e7),
    "loads_paid": ("yuan", "fen", "abroad", "place.broker_yuan", 6e6, 7e6),
    "carry_wages": ("yuan", "fen", "place.broker_yuan", "household.yuan", 2e6, 2e6),
    "back_bribes": ("yuan", "fen", "place.broker_yuan", "crossing.guard_purse", 5e5, 5e5),
    "takings_up": ("yuan", "fen", "crossing.guard_purse", "rest", 5e5, 5e5),
    "plant_stripped of scrap": ("scrap", "g", "fitting.metal", "ware.held", 1e8, 1e8),
}


def _course(times: pd.DatetimeIndex, before: float, after: float) -> np.ndarray:
    """A step at the ban, spread over four months, with a little season."""
    months = (times - BAN).days.to_numpy() / 30.4
    weight = np.clip((months + 1) / 4, 0, 1)
    season = 1 + 0.06 * np.sin(2 * np.pi * times.month.to_numpy() / 12)
    start = 0.0 if np.isnan(before) else before
    course = (start * (1 - weight) + after * weight) * season
    return np.where(np.isnan(before) & (times < "2018-02-01"), np.nan, course)


def made_up(runs: int = 1, start: str = "2013-01", end: str = "2020-12") -> xr.Dataset:
    """A result of several runs."""
    times = pd.date_range(f"{start}-01", pd.Period(end, "M").end_time, freq="ME")
    rng = np.random.default_rng(1)
    size = np.array([1.0, 0.3, 0.9, 0.8, 2.5])

    def spread(course: np.ndarray, *factors: np.ndarray) -> np.ndarray:
        shape = (runs, times.size, *(factor.size for factor in factors))
        values = np.broadcast_to(course.reshape(1, -1, *[1] * len(factors)), shape).copy()
        for axis, factor in enumerate(factors):
            values = values * factor.reshape([-1 if axis + 2 == place else 1 for place in range(len(shape))])
        return values * (1 + 0.05 * rng.standard_normal(shape))

    variables: dict[str, Any] = {}
    for name, (unit, before, after) in BY_PLACE.items():
        mine_only = name in {"ore_output", "stockpile", "power_hours", "operating_rate"}
        factor = np.array([1, 0, 0, 0, 0]) if mine_only else 0.8 + 0.1 * size
        values = spread(_course(times, before, after), factor)
        variables[name] = (("run", "time", "place"), values, {"units": unit, "long_name": name})
    goods = np.array([1.0, 0.1, 0.05])
    mine = np.array([1.0, 0, 0.02, 0.01, 0.05])
    tonnes = spread(_course(times, 58_000, 0), mine, goods)
    dims = ("run", "time", "place", "commodity")
    variables["exports"] = (dims, tonnes, {"units": "t", "long_name": "Exports"})
    variables["export_value"] = (dims, tonnes * 48, {"units": "USD", "long_name": "Export value"})
    variables["export_price"] = (
        dims,
        np.where(tonnes > 500, 48.0, np.nan),
        {"units": "USD/t", "long_name": "Export price"},
    )
    reserves = spread(np.linspace(5.0e3, 3.6e3, times.size))
    variables["foreign_currency"] = (
        ("run", "time"),
        reserves,
        {"units": "USD million", "long_name": "Reserves"},
    )
    books = np.stack(
        [spread(_course(times, before, after), size / size.sum()) for *_, before, after in FLOWS.values()],
        axis=-1,
    )
    for side in ("flow_in", "flow_out"):
        variables[side] = (("run", "time", "account", "flow"), books.astype("int64"), {"long_name": side})
    units = {asset: unit for asset, unit, *_ in FLOWS.values()}
    described = list(FLOWS.values())
    return xr.Dataset(
        variables,
        coords={
            "run": np.arange(runs),
            "time": times,
            "place": PLACES,
            "commodity": COMMODITIES,
            "account": PLACES,
            "flow": list(FLOWS),
            "asset": list(units),
            "asset_unit": ("asset", list(units.values())),
            "flow_asset": ("flow", [flow[0] for flow in described]),
            "flow_source": ("flow", [flow[2] for flow in described]),
            "flow_to": ("flow", [flow[3] for flow in described]),
        },
    )


@pytest.fixture(scope="session")
def result() -> xr.Dataset:
    """One run, 2013 to 2020."""
    return made_up()


@pytest.fixture(scope="session")
def several() -> xr.Dataset:
    """Five runs."""
    return made_up(runs=5)


@pytest.fixture
def provenance() -> dict[str, Any]:
    """What ``run.json`` would say."""
    return {
        "schema": 1,
        "version": "0.1.0",
        "scenario": "musan",
        "seed": 1,
        "people": {"residents": 1_180_000, "simulated": 59_000, "weight": 20},
        "days": 2_922,
        "start": "2013-01-01",
        "end": "2020-12-31",
        "person_days_per_second": 16_200_000.0,
        "imbalance": {"grain": 0, "iron_concentrate": 0, "won": 0, "yuan": 0, "usd": 0},
        "digest": "9f2c4be1d0a7735c6c81c1f2a0b94d5e",
        "parameters": {
            "ration_norm": {
                "value": 500,
                "default": 500,
                "low": 300,
                "high": 700,
                "unit": "g/person/day",
                "source": "F0103",
            },
            "levy_order": {
                "value": 20_000,
                "default": 15_000,
                "low": 0,
                "high": 60_000,
                "unit": "KPW/household/month",
                "source": "assumption",
            },
        },
        "events": [
            {"date": "2014-11-01", "name": "Mine stops for want of power", "kind": "outcome", "about": ""},
            {"date": "2016-08-29", "name": "Tumen river flood", "kind": "input", "about": "North Hamgyong"},
            {"date": "2018-02-01", "name": "Order to support the mine", "kind": "input", "about": ""},
            {"date": "2018-03-01", "name": "Rations end", "kind": "outcome", "about": "reported"},
            {"date": "2020-01-22", "name": "Border closed", "kind": "input", "about": ""},
        ],
        "instruments": [
            {"name": "UNSCR 2270", "commodity": "iron_concentrate", "in_force": "2016-03-02"},
            {"name": "UNSCR 2371", "commodity": "iron_concentrate", "in_force": "2017-08-05"},
            {"name": "China 40/2017", "commodity": "iron_concentrate", "in_force": "2017-08-15"},
            {"name": "UNSCR 2375", "commodity": "textiles", "in_force": "2017-09-11"},
        ],
        "files": ["result.nc", "run.json", "scenario", "brief.html"],
    }


def with_shadow(result: xr.Dataset, crossing: str = "Chilsong-Nanping", good: str = "scrap") -> xr.Dataset:
    """A result with a shadow trade: two crossings, three means, one good, money, trials and plant."""
    size = (result.sizes["run"], result.sizes["time"])
    places = result.sizes["place"]
    goods = [*COMMODITIES[:2], good]

    def of(dims: tuple[str, ...], values: list[float], unit: str, over_time: str = "sum") -> Any:
        shape = (*size, *(1,) * (len(dims) - 1), len(values))
        full = np.broadcast_to(np.array(values).reshape((1,) * (len(shape) - 1) + (-1,)), shape).copy()
        if len(dims) == 2:
            full = np.repeat(full, places, axis=2) / places
        return (("run", "time", *dims), full, {"units": unit, "over_time": over_time, "long_name": "made up"})

    trials = np.zeros((*size, places))
    trials[:, 40, 1] = 1
    accused = np.where(trials > 0, 36.0, np.nan)
    held = {"units": "trials", "over_time": "sum", "long_name": "trials"}
    per_trial = {"units": "persons/trial", "over_time": "mean", "long_name": "accused"}
    metal = np.broadcast_to(
        np.linspace(99.0, 20.0, size[1]).reshape(1, -1, 1, 1) * np.array([0, 0, 1.0]), (*size, places, 3)
    )
    lost = np.full((*size, places, 3), 1.0) * np.array([0, 0, 1.0])
    tonnes = {"units": "t", "over_time": "mean", "long_name": "metal"}
    return (
        result.drop_vars([n for n in result.data_vars if "commodity" in result[n].dims])
        .drop_vars("commodity")
        .assign(
            smuggled_means=of(("place", "means"), [30, 60, 10], "t"),
            smuggled_commodity=of(("place", "commodity"), [0, 0, 100], "t"),
            smuggled_crossing=of(("crossing",), [80, 20], "t"),
            bribe_load=of(("crossing",), [4, 5], "CNY/back load", "mean"),
            far_value=of(("place", "commodity"), [0, 0, 90_000], "CNY"),
            trials=(("run", "time", "place"), trials, held),
            accused_per_trial=(("run", "time", "place"), accused, per_trial),
            plant_metal=(("run", "time", "place", "commodity"), metal, tonnes),
            plant_metal_lost=(("run", "time", "place", "commodity"), lost, tonnes | {"over_time": "sum"}),
        )
        .assign_coords(means=["backs", "trucks", "unit"], crossing=[crossing, "Upper river"], commodity=goods)
    )
