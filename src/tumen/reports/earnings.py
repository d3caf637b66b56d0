"""Who earns from smuggling: what goods fetch beyond the border, and in whose hands it stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import xarray as xr

from tumen.reports import flows, series
from tumen.reports.flows import Link

UNIT = "CNY"

BEYOND = "Worth beyond the border"
BUYERS = "Left to buyers beyond"
BROKERS = "Brokers and gangs"
UNITS = "Army units and offices"
GUARDS = "Border guards"
CAUGHT = "People caught"
OFFICERS = "Security officers"
THIEVES = "Thieves’ families"
TRUCKS = "Trucks, drivers and fuel"


@dataclass(frozen=True)
class Share:
    """Money from one holder to another: flows that add to it, and flows that come off it."""

    source: str
    to: str
    flows: tuple[str, ...]
    less: tuple[str, ...] = ()


SHARES: tuple[Share, ...] = (
    Share(BEYOND, BROKERS, ("loads_paid",)),
    Share(BEYOND, UNITS, ("unit_sold",)),
    Share(BEYOND, "The state’s own firms", ("state_smuggling_cash",)),
    Share(BEYOND, THIEVES, ("advance_paid",)),
    Share(UNITS, BROKERS, ("unit_paid",)),
    Share(UNITS, GUARDS, ("unit_bribes",)),
    Share(UNITS, TRUCKS, ("unit_fuel",)),
    Share(UNITS, "Offices behind units", ("office_profit",), ("unit_funded",)),
    Share(UNITS, "Soldiers’ families", ("soldiers_set_aside",)),
    Share(BROKERS, "Carriers’ families", ("carry_wages",)),
    Share(BROKERS, THIEVES, ("theft_paid",), ("advance_withheld",)),
    Share(BROKERS, "Families that sell scrap", ("scrap_paid",)),
    Share(BROKERS, "Suppliers elsewhere", ("goods_cost_paid",)),
    Share(BROKERS, GUARDS, ("back_bribes", "truck_bribes")),
    Share(BROKERS, TRUCKS, ("trucks_hired",)),
    Share(BROKERS, "Fines for stopped trucks", ("truck_fines",)),
    Share(BROKERS, "Brokers’ profit", ("broker_profit",)),
    Share(GUARDS, "Guards’ commanders", ("takings_up",)),
    Share(GUARDS, "Guards’ families", ("takings_shared",)),
    Share(CAUGHT, OFFICERS, ("bribed_in_yuan", "bribed_in_won")),
    Share(OFFICERS, "Officers’ superiors", ("officer_yuan_up", "officer_won_up")),
    Share(OFFICERS, "Officers’ families", ("officer_yuan_shared", "officer_won_shared")),
)
"""Who pays whom. What people caught pay is no part of the goods' worth: it comes out of their purse."""

FROM_BUYERS = ("loads_paid", "unit_sold", "advance_paid")
"""What private buyers beyond the border pay out of the goods' worth."""


def links(dataset: xr.Dataset, year: int) -> list[Link]:
    """The year's money of the shadow trade in yuan, all places together, median over runs."""
    amounts = _amounts(dataset, year)

    def total(names: Sequence[str]) -> float:
        return sum(amounts.get(name, 0.0) for name in names)

    found = [Link(one.source, one.to, total(one.flows) - total(one.less)) for one in SHARES]
    worth = series.monthly(dataset, "far_value")
    if worth is not None:
        left = flows.year_total(worth, year) - total(FROM_BUYERS)
        found.append(Link(BEYOND, BUYERS, left))
    return sorted((link for link in found if link.amount > 0), key=lambda link: -link.amount)


def kept(all_links: Sequence[Link]) -> list[tuple[str, float, float | None]]:
    """What stays with whom, the largest first: name, amount, and its part of the goods' worth.

    Of one who pays others on it is what he took less what he gave; what people caught paid is named
    without a part.
    """
    worth = sum(link.amount for link in all_links if link.source == BEYOND)
    beside = {link.to for link in all_links if link.source in (CAUGHT, OFFICERS)}
    net: dict[str, float] = {}
    for link in all_links:
        net[link.to] = net.get(link.to, 0.0) + link.amount
        net[link.source] = net.get(link.source, 0.0) - link.amount
    givers = {link.source for link in all_links}
    rows = [
        (
            f"{name}, not yet passed on" if name in givers else name,
            amount,
            None if name in beside or not worth else amount / worth,
        )
        for name, amount in net.items()
        if name not in (BEYOND, CAUGHT) and amount > 0.0005 * (worth or amount)
    ]
    return sorted(rows, key=lambda row: -row[1])


def _amounts(dataset: xr.Dataset, year: int) -> dict[str, float]:
    """The year's total of each flow of money, in yuan."""
    rates = _yuan(flows.dollars(dataset, year))
    wanted = {name for one in SHARES for name in (*one.flows, *one.less)}
    found: dict[str, float] = {}
    for flow in flows.declared(dataset):
        if flow.name in wanted and flow.unit in rates:
            amount = flows.year_total(flow.amounts, year) * rates[flow.unit]
            found[flow.name] = found.get(flow.name, 0.0) + amount
    return found


def _yuan(dollars: Mapping[str, float]) -> dict[str, float]:
    return {unit: worth / dollars["CNY"] for unit, worth in dollars.items()}
