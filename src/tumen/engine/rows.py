"""The rows of every coarse kind: read from the scenario's tables, or made where a pair has one.

A ware is one good in the shadow market of one place: every place has one for each commodity that
is smuggled. A route over a crossing becomes one haul for each ware it carries.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tumen.core.roles import Means, SiteKind
from tumen.scenario import Scenario

OWN_FIELDS: dict[str, tuple[str, ...]] = {"site": ("kind", "posts", "makes"), "haul": ("means",)}
"""Base columns that are numbers of the row's own."""

Row = dict[str, Any]


def rows_of(scenario: Scenario, kind: str) -> list[Row]:
    """Rows of a coarse kind, by column; links are names."""
    made = MADE.get(kind)
    if made:
        return made(scenario)
    table = {"commodity": "commodities", "company": "companies"}.get(kind, f"{kind}s")
    return [dict(row) for row in scenario.table(table)]


def smuggled(scenario: Scenario) -> list[str]:
    """Commodities for which there is a shadow market."""
    return [row["name"] for row in scenario.commodities if row["smuggled"]]


def ware_name(place: str, commodity: str) -> str:
    """Name of a place's ware of one commodity."""
    return f"{place} {commodity}"


def _state(scenario: Scenario) -> list[Row]:
    return [{"name": "state", **scenario.state}]


def _sites(scenario: Scenario) -> list[Row]:
    goods = smuggled(scenario)
    rows: list[Row] = [{"name": "no workplace", "kind": SiteKind.NONE}]
    for row in scenario.sites:
        product = row["commodity"]
        ware = ware_name(row["place"], product) if product in goods else ""
        rows.append({**row, "ware": ware, "makes": bool(product)})
    return rows


def _wares(scenario: Scenario) -> list[Row]:
    rows: list[Row] = [{"name": "no ware"}]
    for place in scenario.places:
        for commodity in smuggled(scenario):
            name = ware_name(place["name"], commodity)
            rows.append({"name": name, "place": place["name"], "commodity": commodity})
    return rows


def _fittings(scenario: Scenario) -> list[Row]:
    place_of = {row["name"]: row["place"] for row in scenario.sites}
    rows = []
    for row in scenario.fittings:
        place = place_of[row["site"]]
        rows.append({**row, "place": place, "ware": ware_name(place, row["commodity"])})
    return rows


def _hauls(scenario: Scenario) -> list[Row]:
    return [
        {
            **route,
            "name": f"{route['name']} {commodity}",
            "commodity": commodity,
            "ware": ware_name(route["place"], commodity),
            "means": Means[route["means"].upper()],
        }
        for route in scenario.routes
        for commodity in route["commodities"].split() or smuggled(scenario)
    ]


MADE: dict[str, Callable[[Scenario], list[Row]]] = {
    "state": _state,
    "site": _sites,
    "ware": _wares,
    "fitting": _fittings,
    "haul": _hauls,
}
