"""Who gave what to whom in a year: the declared flows of a result, gathered for a Sankey diagram."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from tumen.core.declare import BOUNDARIES
from tumen.reports import series, words

ASSETS_OF: dict[str, tuple[str, ...]] = {
    "ore": ("iron_ore", "iron_concentrate", "tailings"),
    "grain": ("grain",),
    "money": ("won", "yuan", "usd"),
}
"""Which assets a diagram shows together."""

NATIONAL = frozenset({"other_exports", "other_income", "imports", "relief_paid"})
"""The country's trade besides the scenario's companies: its billions would hide the towns' millions."""

UNIT_OF = {"ore": "t", "grain": "t", "money": "USD"}

GRAMS_PER_TONNE = 1e6
WON_PER_USD, WON_PER_YUAN = 8_100.0, 1_270.0
"""Market rates of 2013-2016, used only to draw three currencies in one (F0405, F0406)."""

TO_UNIT: dict[str, float] = {
    "g": 1 / GRAMS_PER_TONNE,
    "kg": 1e-3,
    "t": 1.0,
    "KPW": 1 / WON_PER_USD,
    "won": 1 / WON_PER_USD,
    "CNY": WON_PER_YUAN / WON_PER_USD,
    "yuan": WON_PER_YUAN / WON_PER_USD,
    "fen": WON_PER_YUAN / WON_PER_USD / 100,
    "USD": 1.0,
    "cents": 0.01,
    "US cent": 0.01,
}
"""What a flow's unit is worth in the diagram's (tonnes, or dollars)."""

NAMES = {
    "site.ore_in_ground": "Ore in the ground",
    "site.concentrate": "Concentrate at the mine",
    "site.tailings": "Tailings",
    "state.pipeline": "Domestic mills' pipeline",
    "household.ore": "Ore in homes",
    "place.granary": "Distribution centres",
    "place.market_grain": "Market grain",
    "household.grain": "Household grain",
    "household.won": "Households",
    "household.yuan": "Households",
    "place.market_won": "Grain wholesalers",
    "place.market_yuan": "Grain wholesalers",
    "place.trade_pot": "Petty trade",
    "place.office_won": "Local offices",
    "place.stall_won": "Petty trade",
    "place.broker_yuan": "Smuggling brokers",
    "place.broker_ore": "Smuggling brokers",
    "state.levy_won": "State",
    "state.usd": "State",
    "state.won": "State",
    "abroad": "China and beyond",
    "rest": "Rest of the country",
}

BOUNDARY_NAMES = {
    ("ore", "used", "source"): "Mills",
    ("ore", "used", "to"): "Used in mills",
    ("ore", "lost", "to"): "Lost",
    ("grain", "made", "source"): "Harvest, plots and foraging",
    ("grain", "used", "to"): "Eaten",
    ("grain", "lost", "to"): "Spoilt or lost",
    ("money", "made", "source"): "State (wages issued)",
    ("money", "used", "to"): "Spent outside the books",
    ("money", "lost", "to"): "Lost or seized",
}

CONCENTRATOR = "Concentrator"


@dataclass(frozen=True)
class Link:
    """A year's amount from one holder to another, in the diagram's unit."""

    source: str
    to: str
    amount: float


def years_with_flows(dataset: xr.Dataset) -> list[int]:
    """Years that the result covers from January to December."""
    months = series.month_index(dataset)
    return [int(year) for year in sorted(set(months.year)) if int((months.year == year).sum()) == 12]


def links(dataset: xr.Dataset, topic: str, year: int) -> list[Link]:
    """The year's flows of ``ore``, ``grain`` or ``money``, all places together, median over runs.

    Holders of the same name are joined; what a holder moves to itself (one place's households to
    another's, a change of currency) is left out.
    """
    amounts: dict[tuple[str, str], float] = {}
    for asset, unit, source, to, variable in _declared(dataset):
        if asset not in ASSETS_OF[topic]:
            continue
        source, to = holder(topic, asset, source, "source"), holder(topic, asset, to, "to")
        amount = _year_total(variable, year) * TO_UNIT.get(unit, 1.0)
        if source != to and np.isfinite(amount) and amount > 0:
            amounts[source, to] = amounts.get((source, to), 0.0) + amount
    return [Link(source, to, amount) for (source, to), amount in amounts.items()]


def holder(topic: str, asset: str, account: str, end: str) -> str:
    """The name a reader knows an account by; milling joins ore used to concentrate and tailings made."""
    if topic == "ore":
        if asset == "iron_ore" and account == "used":
            return CONCENTRATOR
        if asset != "iron_ore" and account == "made":
            return CONCENTRATOR
    if (topic, account, end) in BOUNDARY_NAMES:
        return BOUNDARY_NAMES[topic, account, end]
    return NAMES.get(account, words.title(account.replace(".", " ")))


def _declared(dataset: xr.Dataset) -> Iterator[tuple[str, str, str, str, xr.DataArray]]:
    """Asset, unit, source, receiver and monthly amounts of every flow in a result's books."""
    if "flow_in" not in dataset or "flow" not in dataset["flow_in"].dims:
        return
    units = dict(zip(series.labels(dataset, "asset"), series.labels(dataset, "asset_unit"), strict=True))
    names = series.labels(dataset, "flow")
    described = zip(
        dataset["flow_asset"].values, dataset["flow_source"].values, dataset["flow_to"].values, strict=True
    )
    for number, (asset, source, to) in enumerate(described):
        if names[number] in NATIONAL:
            continue
        side = "flow_out" if to in BOUNDARIES else "flow_in"
        yield str(asset), units[str(asset)], str(source), str(to), dataset[side].isel(flow=number)


def _year_total(variable: xr.DataArray, year: int) -> float:
    """Sum over the year's months and all places; median over runs."""
    inside = pd.DatetimeIndex(variable["time"].values).year == year
    per_run = series.runs_first(variable).isel(time=np.flatnonzero(inside)).astype("float64")
    rest = [dimension for dimension in per_run.dims if dimension != "run"]
    return float(np.nanmedian(per_run.sum(rest).values))


def keep_large(all_links: Iterable[Link], share: float = 0.004) -> tuple[list[Link], int]:
    """The links worth drawing (above a share of the largest) and how many were left out."""
    ordered = sorted(all_links, key=lambda link: -link.amount)
    if not ordered:
        return [], 0
    kept = [link for link in ordered if link.amount >= share * ordered[0].amount]
    return kept, len(ordered) - len(kept)
