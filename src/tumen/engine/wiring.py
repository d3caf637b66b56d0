"""Which position of the coarse array is which column: index lists for the kernel's bookkeeping."""

from __future__ import annotations

import numpy as np

from tumen.core.declare import BOUNDARIES
from tumen.engine.accounts import Books
from tumen.engine.bookkeeping import FAULT, FLOW, HELD, SHARED
from tumen.engine.catalog import WITH_NONE
from tumen.engine.compose import COARSE
from tumen.engine.layout import Layout, ledger_kind


class Wiring:
    """Positions in the coarse array of one world.

    Parameters
    ----------
    layout : Layout
        Columns of each kind.
    rows : dict of str to int
        Rows of each coarse kind.
    commodities : tuple of str
        Names of the commodity rows.
    """

    def __init__(self, layout: Layout, rows: dict[str, int], commodities: tuple[str, ...]) -> None:
        self.layout, self.rows = layout, rows
        self.books = Books(layout, commodities)
        self.width = {kind: len(layout.types[kind].names or ()) for kind in COARSE}
        self.first: dict[str, int] = {}
        self.size = 0
        for kind in COARSE:
            self.first[kind] = self.size
            self.size += rows[kind] * self.width[kind]

    def table(self, coarse: np.ndarray, kind: str) -> np.ndarray:
        """The kind's table, a view of the coarse array."""
        first = self.first[kind]
        return coarse[first : first + self.rows[kind] * self.width[kind]].view(self.layout.types[kind])

    def at(self, column: str, row: int = 0) -> int:
        """Position of a column in a row."""
        kind, name = column.split(".")
        return self.first[kind] + row * self.width[kind] + (self.layout.types[kind].names or ()).index(name)

    def _all_rows(self, columns: tuple[str, ...] | frozenset[str]) -> np.ndarray:
        positions = [self.at(c, row) for c in sorted(columns) for row in range(self.rows[c.split(".")[0]])]
        return np.array(positions, np.int64)

    def arrays(self, tables: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """The index lists, by the names the kernel gives them."""
        layout, catalog = self.layout, self.layout.catalog
        inputs = [
            self.at(name, row)
            for name in layout.input_names
            for row in range(1 if name.split(".")[0] in WITH_NONE else 0, self.rows[name.split(".")[0]])
        ]
        sites = [(self.at(what), self.width["site"]) for _, what in layout.site_tally_fields if what]
        stocks = [
            (self.at(name, row), int(tables[f"{kind}_rows"]["place"][row]), int(asset))
            for name in layout.stocks(*COARSE)
            for kind in (name.split(".")[0],)
            for row, asset in enumerate(self.books.of_stock(name, tables[f"{kind}_rows"]))
        ]
        flows = [
            (entry.asset, entry.flow.source not in BOUNDARIES, entry.flow.to not in BOUNDARIES)
            for entry in self.books.columns
        ]
        return {
            "midnight_at": self._all_rows(catalog.coarse_signals),
            "people_at": self._all_rows(layout.crowd_signals),
            "input_at": np.array(inputs, np.int64),
            "tally_wiring": np.array(
                [self._tally(*field) for field in layout.tally_fields], np.int64
            ).reshape(-1, 4),
            "site_tally_at": np.array(sites, np.int64).reshape(-1, 2),
            "stock_wiring": np.array(stocks, np.int64).reshape(-1, 3),
            "flow_wiring": np.array(flows, np.int64).reshape(-1, 3),
        }

    def _tally(self, field: str, what: str) -> tuple[int, int, int, int]:
        layout, catalog = self.layout, self.layout.catalog
        if field.startswith("flow_"):
            flow = catalog.flows[what]
            source, to = (int(ledger_kind(flow, end) == "state") for end in ("source", "to"))
            return (FLOW, layout.ledger_columns(what)[0], source, to)
        if field.startswith("held_"):
            return (
                HELD,
                layout.assets.index(catalog.stocks[what].asset),
                layout.holding_names.index(what),
                0,
            )
        if field.startswith("fault_"):
            return (FAULT, layout.assets.index(what), 0, 0)
        return (SHARED, self.at(what), 0 if what.startswith("state.") else self.width["place"], 0)
