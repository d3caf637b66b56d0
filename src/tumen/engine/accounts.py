"""Which assets one world's books hold and which column of the ledgers is which flow.

The mechanisms name assets; a stock or flow of `BY_COMMODITY` stands for one of each of the
scenario's commodities. A commodity called like a plain asset (``scrap``) is that asset.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tumen.core.declare import BY_COMMODITY, Flow
from tumen.engine.layout import Layout


@dataclass(frozen=True)
class Column:
    """One column of the ledgers: a flow, and of a flow that moves any commodity, which one."""

    name: str
    flow: Flow
    asset: int


class Books:
    """Assets and ledger columns of one world.

    Parameters
    ----------
    layout : Layout
        Flows and plain assets.
    commodities : tuple of str
        The scenario's commodities, in the order of their rows.

    Attributes
    ----------
    assets : tuple of str
        Plain assets, then the commodities.
    columns : list of Column
        Columns of the ledgers, in order.
    """

    def __init__(self, layout: Layout, commodities: tuple[str, ...]) -> None:
        self.layout, self.commodities = layout, commodities
        self.assets = (*layout.assets, *commodities)
        self.of_commodity = np.array([self.assets.index(name) for name in commodities], np.int64)
        flows = layout.catalog.flows
        self.columns = [Column(n, flows[n], layout.asset_numbers(n)[0]) for n in layout.plain_flows] + [
            Column(f"{n} of {name}", flows[n], int(asset))
            for name, asset in zip(commodities, self.of_commodity, strict=True)
            for n in layout.goods_flows
        ]

    def of_stock(self, name: str, table: np.ndarray) -> np.ndarray:
        """Number of the asset that each row of a kind's table holds in its stock ``name``."""
        asset = self.layout.catalog.stocks[name].asset
        if asset != BY_COMMODITY:
            return np.full(len(table), self.layout.assets.index(asset), np.int64)
        return self.of_commodity[table["commodity"].astype(np.int64)]

    def columns_of(self, flow: str) -> list[int]:
        """Columns of the ledgers in which a flow is booked: one, or one for each commodity."""
        first, step = self.layout.ledger_columns(flow)
        return [first + c * step for c in range(len(self.commodities))] if step else [first]
