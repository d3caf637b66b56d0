"""Who gave what to whom, year by year, for the diagrams: the same holders and links as in a run's brief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import xarray as xr

from tumen.core.declare import BOUNDARIES
from tumen.engine.dataset import UNITS
from tumen.engine.stage import Stage
from tumen.reports import flows as gathered
from tumen.reports.flows import Flow, Link
from tumen.web.bands import Runs, rounded
from tumen.web.lives import Course

TOPICS = ("ore", "smuggled", "grain", "money")

NO_AMOUNTS = xr.DataArray(0.0)
"""Amounts stand beside the flows here, not in them."""


def by_year(stage: Stage, runs: Runs, months: Sequence[date]) -> dict[str, Any]:
    """Policy -> year -> topic -> links, medians over runs; whole years alone."""
    flows = list(_declared(stage))
    years = _whole_years(months)
    return {
        policy: {
            str(year): {topic: _shown(topic, table.links(topic, number)) for topic in TOPICS}
            for number, year in enumerate(years)
        }
        for policy, table in (
            (name, _Table.of(flows, courses, years, months)) for name, courses in runs.items()
        )
    }


def _whole_years(months: Sequence[date]) -> list[int]:
    found = sorted({month.year for month in months})
    return [year for year in found if sum(month.year == year for month in months) == 12]


def _declared(stage: Stage) -> Iterator[Flow]:
    """Every column of the books as the diagrams know a flow."""
    books = stage.wiring.books
    for column in books.columns:
        asset = books.assets[column.asset]
        name = column.name.partition(" of ")[0]
        yield Flow(name, asset, UNITS.get(asset, "g"), column.flow.source, column.flow.to, NO_AMOUNTS)


def _shown(topic: str, links: Sequence[Link]) -> list[dict[str, Any]]:
    kept, _ = gathered.keep_large(links)
    unit = gathered.UNIT_OF[topic]
    return [
        {"source": one.source, "target": one.to, "value": rounded(one.amount), "unit": unit} for one in kept
    ]


@dataclass(frozen=True)
class _Table:
    """Medians of every flow by year, and what monies are worth.

    Attributes
    ----------
    amounts
        By year and flow, in the flow's unit.
    rates
        Rate -> yearly means.
    """

    flows: list[Flow]
    amounts: np.ndarray
    rates: dict[str, np.ndarray]

    @classmethod
    def of(
        cls, flows: list[Flow], courses: Sequence[Course], years: Sequence[int], months: Sequence[date]
    ) -> _Table:
        outward = np.array([flow.to in BOUNDARIES for flow in flows])
        at = [[i for i, first in enumerate(courses[0].quarters) if first.year == year] for year in years]
        of_year = [[i for i, month in enumerate(months) if month.year == year] for year in years]
        totals = [
            [
                np.where(outward, *(one.ledgers[side][rows].sum(axis=(0, 1)) for side in ("out", "in")))
                for rows in at
            ]
            for one in courses
        ]
        rates = {
            name: np.array([np.nanmedian([one.values[name][rows] for one in courses]) for rows in of_year])
            for name in ("won_per_usd", "won_per_yuan")
        }
        empty = np.zeros((0, len(flows)))
        return cls(flows, np.median(totals, axis=0) if years else empty, rates)

    def links(self, topic: str, year: int) -> list[Link]:
        """A year's links of a topic; what a holder moves to itself is left out."""
        assets = {*gathered.ASSETS_OF[topic], *self._goods(topic)}
        worth = self._dollars(year) if topic == "money" else gathered.TO_UNIT
        found: dict[tuple[str, str], float] = {}
        for flow, given in zip(self.flows, self.amounts[year], strict=True):
            if flow.asset not in assets or flow.name in gathered.NATIONAL:
                continue
            if topic == "smuggled" and not gathered.SHADOWY & {flow.source, flow.to}:
                continue
            source, to = (gathered.holder(topic, flow, end) for end in ("source", "to"))
            amount = float(given) * worth.get(flow.unit, 1.0)
            if source != to and amount > 0:
                found[source, to] = found.get((source, to), 0.0) + amount
        return [Link(source, to, amount) for (source, to), amount in found.items()]

    def _goods(self, topic: str) -> set[str]:
        """Goods that belong to a diagram besides the assets it always shows."""
        enters = {"ore": gathered.YARD, "smuggled": "ware.held"}.get(topic)
        moved = np.asarray((self.amounts > 0).any(axis=0))
        return {
            flow.asset for flow, any_ in zip(self.flows, moved, strict=True) if flow.to == enters and any_
        }

    def _dollars(self, year: int) -> dict[str, float]:
        """What a unit of each money is worth in dollars, at the year's market rates."""
        usd = self._rate("won_per_usd", year, gathered.WON_PER_USD)
        yuan = self._rate("won_per_yuan", year, gathered.WON_PER_YUAN) / usd
        return {"KPW": 1 / usd, "CNY": yuan, "fen": yuan / 100, "USD": 1.0, "US cent": 0.01}

    def _rate(self, name: str, year: int, otherwise: float) -> float:
        found = float(self.rates[name][year])
        return found if found > 0 else otherwise
