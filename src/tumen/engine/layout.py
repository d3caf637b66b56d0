"""Where every column lies: one compact record per actor, one table per kind."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tumen.core.declare import (
    BOUNDARIES,
    BY_COMMODITY,
    CROWD,
    FIXED_ONE,
    KINDS,
    Fixed,
    Flow,
    Given,
    Input,
    Signal,
    Stock,
    Whole,
)
from tumen.engine.catalog import BASE_COLUMNS, Catalog
from tumen.engine.rules import TODAY

CROWD_BASE_TYPES: dict[str, str] = {
    "household.id": "i8",
    "household.place": "i2",
    "household.weight": "i4",
    "household.adults": "i1",
    "household.children": "i1",
    "household.elders": "i1",
    "household.farm": "i1",
    "household.urban": "i1",
    "person.role": "i1",
    "person.female": "i1",
    "person.age": "i1",
    "person.site": "i2",
}
HOUSEHOLD_STOCK_LIMIT = 2_147_483_647

TODAY_TYPE = np.dtype([(name, "i8") for name in TODAY])


@dataclass(frozen=True)
class Slot:
    """How one column is held.

    Attributes
    ----------
    low, high : int or None
        Bounds of what is stored (in sixteenth-bit steps for a fraction); None for stocks and base columns.
    fixed : bool
        Held in steps of 1/65536 and read as a float.
    """

    type: str
    low: int | None = None
    high: int | None = None
    fixed: bool = False
    stock: bool = False


def integer_type(low: int, high: int) -> str:
    """The narrowest signed type that holds ``low`` to ``high``."""
    for bits, code in ((7, "i1"), (15, "i2"), (31, "i4")):
        if -(1 << bits) <= low and high < (1 << bits):
            return code
    return "i8"


def slot_of(name: str, column: object) -> Slot:
    """The slot of a declared column."""
    crowd = name.split(".")[0] in CROWD
    match column:
        case Stock():
            return Slot("i4" if crowd else "i8", stock=True)
        case Whole(low=low, high=high):
            return Slot(integer_type(low, high) if crowd else "i8", low, high)
        case Fixed(low=low_value, high=high_value):
            low, high = math.ceil(low_value * FIXED_ONE), math.floor(high_value * FIXED_ONE)
            return Slot(integer_type(low, high) if crowd else "i8", low, high, fixed=True)
        case Given(fixed=fixed) | Input(fixed=fixed):
            return Slot("i8", fixed=fixed)
        case Signal():
            return Slot("i8")
    raise TypeError(name)


class Layout:
    """Record types of every kind, of the tiles' tallies and of parameters, for one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.slots: dict[str, Slot] = {
            f"{kind}.{column}": Slot(CROWD_BASE_TYPES.get(f"{kind}.{column}", "i8"))
            for kind, columns in BASE_COLUMNS.items()
            for column in columns
            if f"{kind}.{column}" != "person.id"
        }
        self.slots.update({name: slot_of(name, column) for name, column in sorted(catalog.columns.items())})
        self.types: dict[str, np.dtype] = {kind: self._record(kind) for kind in KINDS}
        self.assets = catalog.assets
        self.plain_flows = tuple(n for n in sorted(catalog.flows) if catalog.flows[n].asset != BY_COMMODITY)
        self.goods_flows = tuple(n for n in sorted(catalog.flows) if catalog.flows[n].asset == BY_COMMODITY)
        self.param_names = tuple(sorted(catalog.params))
        self.param_type = np.dtype([(name, "f8") for name in self.param_names] or [("none", "f8")])

    def _record(self, kind: str) -> np.dtype:
        fields = [
            (name.split(".")[1], slot.type)
            for name, slot in self.slots.items()
            if name.startswith(f"{kind}.")
        ]
        fields.sort(key=lambda f: (-int(f[1][1]), f[0]))
        return np.dtype(fields, align=True)

    def asset_numbers(self, flow: str) -> tuple[int, str]:
        """Number of the asset a flow moves, or of the first commodity and the kind that names which."""
        declared = self.catalog.flows[flow]
        if declared.asset != BY_COMMODITY:
            return self.assets.index(declared.asset), ""
        return len(self.assets), self.catalog.commodity_end(declared)

    def ledger_columns(self, flow: str) -> tuple[int, int]:
        """A flow's first column in the ledgers, and the step to the same flow of the next commodity.

        Flows of one asset come first; then, commodity by commodity, those that move any of them.
        """
        if flow in self.plain_flows:
            return self.plain_flows.index(flow), 0
        return len(self.plain_flows) + self.goods_flows.index(flow), len(self.goods_flows)

    def stocks(self, *kinds: str) -> list[str]:
        """Columns that are stocks held by ``kinds``."""
        return [name for name in self.catalog.stocks if name.split(".")[0] in kinds]

    @cached_property
    def holding_names(self) -> tuple[str, ...]:
        """Stocks of households, summed by place every evening."""
        return tuple(self.stocks("household"))

    @cached_property
    def crowd_flows(self) -> tuple[str, ...]:
        """Flows moved by people."""
        used = {name for rule in self.catalog.rules if rule.crowd for name in rule.names("flow")}
        return tuple(sorted(used))

    @cached_property
    def crowd_signals(self) -> tuple[str, ...]:
        """Columns that hold what people sent today."""
        used = {
            self.catalog.signal(name)[0]
            for rule in self.catalog.rules
            if rule.crowd
            for name in rule.names("send")
        }
        return tuple(sorted(used))

    def _shared_ends(self, *kinds: str) -> list[str]:
        ends = {
            end
            for name in self.crowd_flows
            for end in (self.catalog.flows[name].source, self.catalog.flows[name].to)
            if end not in BOUNDARIES and end.split(".")[0] in kinds
        }
        return sorted(ends)

    @cached_property
    def tally_fields(self) -> tuple[tuple[str, str], ...]:
        """``(field, what it adds up)`` for one tile: flows, shared stocks, signals, holdings, faults."""
        fields = [(f"flow_{name}", name) for name in self.crowd_flows]
        fields += [(f"change_{end.replace('.', '_')}", end) for end in self._shared_ends("place", "state")]
        fields += [
            (f"sent_{c.replace('.', '_')}", c) for c in self.crowd_signals if not c.startswith("site.")
        ]
        fields += [(f"held_{name.replace('.', '_')}", name) for name in self.stocks("household")]
        fields += [(f"fault_{asset}", asset) for asset in self.assets]
        return tuple(fields)

    @cached_property
    def site_tally_fields(self) -> tuple[tuple[str, str], ...]:
        """The same for one tile's share of one site."""
        fields = [(f"change_{end.replace('.', '_')}", end) for end in self._shared_ends("site")]
        fields += [(f"sent_{c.replace('.', '_')}", c) for c in self.crowd_signals if c.startswith("site.")]
        return tuple(fields or [("unused", "")])

    @cached_property
    def tally_type(self) -> np.dtype:
        """Record of one tile's tally."""
        return np.dtype([(name, "i8") for name, _ in self.tally_fields])

    @cached_property
    def site_tally_type(self) -> np.dtype:
        """Record of one tile's share of one site."""
        return np.dtype([(name, "i8") for name, _ in self.site_tally_fields])

    @cached_property
    def input_names(self) -> tuple[str, ...]:
        """Columns set from the scenario's series each morning, in a fixed order."""
        return tuple(sorted(self.catalog.inputs))


def ledger_kind(flow: Flow, end: str) -> str:
    """The kind of actor whose place is debited (or credited) for one end of a flow."""
    account = flow.source if end == "source" else flow.to
    if account in BOUNDARIES:
        account = flow.to if end == "source" else flow.source
    return account.split(".")[0]
