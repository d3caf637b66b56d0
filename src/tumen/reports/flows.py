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
    "ore": ("ore", "tailings"),
    "smuggled": ("scrap",),
    "grain": ("grain",),
    "money": ("won", "yuan", "usd"),
}
"""Which assets a diagram shows together; with ore goes what mines make of it, with scrap what is smuggled."""

YARD = "site.concentrate"
"""Where a mine keeps its product."""

NATIONAL = frozenset({"other_exports", "other_income", "imports", "relief_paid"})
"""The country's trade besides the scenario's companies: its billions would hide the towns' millions."""

SHADOWY = frozenset(
    {"ware.held", "haul.load", "place.scrap_pool", "household.scrap", "place.office_scrap", "fitting.metal"}
)
"""Where goods are that may be smuggled; the diagram of these shows what goes in and out of them."""

UNIT_OF = {"ore": "t", "smuggled": "t", "grain": "t", "money": "USD"}

GRAMS_PER_TONNE = 1e6
WON_PER_USD, WON_PER_YUAN = 8_100.0, 1_270.0
"""Market rates of 2013-2016, used where a result does not hold its own (F0405, F0406)."""

TO_UNIT: dict[str, float] = {"g": 1 / GRAMS_PER_TONNE, "kg": 1e-3, "t": 1.0}
"""What a unit of goods is worth in the diagram's, tonnes."""

NAMES = {
    "site.ore_in_ground": "Ore in the ground",
    "site.concentrate": "Concentrate at the mine",
    "site.tailings": "Tailings",
    "commodity.at_mills": "On the way to domestic mills",
    "ware.held": "Smuggling brokers",
    "haul.load": "Smuggling brokers",
    "place.scrap_pool": "Smuggling brokers",
    "household.scrap": "Collectors of scrap",
    "place.office_scrap": "Handed in as levies",
    "fitting.metal": "Plant",
    "place.cells_grain": "Cells",
    "camp.grain": "Camps",
    "place.granary": "Distribution centres",
    "place.market_grain": "Market grain",
    "household.grain": "Household grain",
    "household.won": "Households",
    "household.yuan": "Households",
    "place.market_won": "Grain wholesalers",
    "place.trade_pot": "Petty trade",
    "place.office_won": "Local offices",
    "place.stall_won": "Petty trade",
    "place.broker_yuan": "Smuggling brokers",
    "crossing.guard_purse": "Border guards",
    "place.guard_pot": "Border guards",
    "haul.purse": "Army units and offices",
    "place.soldier_pot": "Army units and offices",
    "place.officer_pot": "Security officers",
    "place.officer_won": "Security officers",
    "state.levy_won": "State",
    "state.usd": "State",
    "abroad": "China and beyond",
    "rest": "Rest of the country",
}

BOUNDARY_NAMES = {
    ("ore", "used", "source"): "Mills",
    ("ore", "used", "to"): "Used in mills",
    ("ore", "lost", "to"): "Lost",
    ("ore", "rest", "to"): "Seized",
    ("smuggled", "made", "source"): "Found",
    ("smuggled", "rest", "source"): "Brought from elsewhere",
    ("smuggled", "rest", "to"): "Taken by the state",
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
    """The year's flows of a topic of `ASSETS_OF`, all places together, median over runs.

    Holders of the same name are joined; what a holder moves to itself (one place's households to
    another's, a change of currency) is left out.
    """
    amounts: dict[tuple[str, str], float] = {}
    assets = {*ASSETS_OF[topic], *goods_of(dataset, topic)}
    worth = dollars(dataset, year) if topic == "money" else TO_UNIT
    for flow in declared(dataset):
        if flow.asset not in assets or flow.name in NATIONAL:
            continue
        if topic == "smuggled" and not SHADOWY & {flow.source, flow.to}:
            continue
        source, to = (holder(topic, flow, end) for end in ("source", "to"))
        amount = year_total(flow.amounts, year) * worth.get(flow.unit, 1.0)
        if source != to and np.isfinite(amount) and amount > 0:
            amounts[source, to] = amounts.get((source, to), 0.0) + amount
    return [Link(source, to, amount) for (source, to), amount in amounts.items()]


def goods_of(dataset: xr.Dataset, topic: str) -> set[str]:
    """Goods that belong to a diagram besides the assets it always shows."""
    enters = {"ore": YARD, "smuggled": "ware.held"}.get(topic)
    return {flow.asset for flow in declared(dataset) if flow.to == enters and bool((flow.amounts > 0).any())}


def rate(dataset: xr.Dataset, name: str, year: int, otherwise: float) -> float:
    """Mean market rate of a year."""
    line = series.monthly(dataset, name)
    months = None if line is None else series.window(line, str(pd.Period(f"{year}-01", "M")), f"{year}-12")
    found = np.nan if months is None or not np.isfinite(months).any() else float(np.nanmedian(months))
    return found if found > 0 else otherwise


def dollars(dataset: xr.Dataset, year: int) -> dict[str, float]:
    """What a unit of each money is worth in dollars, at the year's market rates."""
    per_usd = rate(dataset, "won_per_usd", year, WON_PER_USD)
    yuan = rate(dataset, "won_per_yuan", year, WON_PER_YUAN) / per_usd
    return {"KPW": 1 / per_usd, "CNY": yuan, "fen": yuan / 100, "USD": 1.0, "US cent": 0.01}


def holder(topic: str, flow: Flow, end: str) -> str:
    """The name a reader knows an account by; milling joins ore used to concentrate and tailings made."""
    account = flow.source if end == "source" else flow.to
    if topic == "ore":
        if flow.asset == "ore" and account == "used":
            return CONCENTRATOR
        if flow.asset != "ore" and account == "made":
            return CONCENTRATOR
    if (topic, account, end) in BOUNDARY_NAMES:
        return BOUNDARY_NAMES[topic, account, end]
    return NAMES.get(account, words.title(account.replace(".", " ")))


@dataclass(frozen=True)
class Flow:
    """A flow of a result's books: its own name, asset, unit, ends and monthly amounts."""

    name: str
    asset: str
    unit: str
    source: str
    to: str
    amounts: xr.DataArray


def declared(dataset: xr.Dataset) -> Iterator[Flow]:
    """Every flow in a result's books; one that moves several goods comes once for each."""
    if "flow_in" not in dataset or "flow" not in dataset["flow_in"].dims:
        return
    units = dict(zip(series.labels(dataset, "asset"), series.labels(dataset, "asset_unit"), strict=True))
    described = (series.labels(dataset, name) for name in ("flow", "flow_asset", "flow_source", "flow_to"))
    for number, (name, asset, source, to) in enumerate(zip(*described, strict=True)):
        side = "flow_out" if to in BOUNDARIES else "flow_in"
        amounts = dataset[side].isel(flow=number)
        yield Flow(name.partition(" of ")[0], asset, units.get(asset, "g"), source, to, amounts)


def year_total(variable: xr.DataArray, year: int) -> float:
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
