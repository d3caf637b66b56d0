"""The vocabulary in which a mechanism declares what it is.

A mechanism is one file under ``tumen/economy``. It declares its columns, numbers, luck,
flows, signals and observables in module-level dictionaries, and holds one rule for each
actor that takes part. ``docs/adding-a-mechanism.md`` walks through one.

============  =======================================================================
STATE         columns it owns: ``{"household.grain": Stock("grain", "...")}``
GIVEN         columns read from the scenario's tables and never changed
INPUTS        columns set each morning from the scenario's dated series
PARAMS        its numbers: ``{"levy_pocketed": Param(0.4, 0.1, 0.8, "share", "S0", "...")}``
DRAWS         the luck it needs, by name
FLOWS         what it moves: asset, from where, to where
SIGNALS       sums it sends to a coarser actor: ``{"attended": Signal("site", ...)}``
OBSERVABLES   what it makes measurable
WHEN          ``{"rule_name": "07:00"}``: the order of the day; ``"opening"`` runs once
============  =======================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tumen.core.measure import Measure

FIXED_ONE = 65_536
"""Fixed-point state is held in steps of 1/65536 (Q16)."""

Boundary = Literal["made", "abroad", "rest", "used", "lost"]
BOUNDARIES: tuple[str, ...] = ("made", "abroad", "rest", "used", "lost")
"""Accounts outside the books.

``made`` and ``used`` are production and consumption, ``abroad`` is China and beyond, ``rest``
the rest of the country outside the scenario's places, ``lost`` spoilage, washing away, theft
by persons outside the model.
"""

KINDS: tuple[str, ...] = (
    "state",
    "commodity",
    "instrument",
    "place",
    "crossing",
    "site",
    "fitting",
    "company",
    "ware",
    "haul",
    "camp",
    "household",
    "person",
)
"""Kinds of actor, coarse to fine; each is one table with one row an actor."""

LINKS: dict[str, tuple[str, ...]] = {
    "state": (),
    "commodity": ("state",),
    "instrument": ("commodity", "state"),
    "place": ("state",),
    "crossing": ("place", "state"),
    "site": ("place", "commodity", "ware", "state"),
    "fitting": ("site", "place", "commodity", "ware", "state"),
    "company": ("place", "site", "commodity", "crossing", "state"),
    "ware": ("place", "commodity", "state"),
    "haul": ("ware", "place", "commodity", "crossing", "state"),
    "camp": ("place", "state"),
    "household": ("place", "state"),
    "person": ("household", "place", "site", "state"),
}
"""Whom a rule on each kind can see, besides ``today``, ``param``, ``draw``, ``flow``, ``send``."""

PRICE_LEVEL = "state.price_level"
"""Input by which parameters marked ``real`` are multiplied, month by month, if a mechanism declares it."""

BY_COMMODITY = "commodity"
"""Asset of a stock that holds the commodity its row is about, and of a flow that moves it."""

CROWD: tuple[str, ...] = ("household", "person")
"""Kinds that are many: their rules run tile by tile and write only to themselves."""


@dataclass(frozen=True)
class Stock:
    """A quantity in whole units that only flows may change (assigned once, in an opening rule).

    Held as a 64-bit integer, for households as a 32-bit one. With the asset `BY_COMMODITY` it
    holds grams of whatever commodity its row is about, and the books keep each commodity apart.
    """

    asset: str
    doc: str


@dataclass(frozen=True)
class Whole:
    """A whole number within stated bounds; a value outside is held at the bound."""

    low: int
    high: int
    unit: str
    doc: str
    default: int = 0


@dataclass(frozen=True)
class Fixed:
    """A fraction held in fixed point (steps of 1/65536); a rule reads and writes it as a float."""

    low: float
    high: float
    unit: str
    doc: str
    default: float = 0.0


@dataclass(frozen=True)
class Given:
    """A column of the scenario's table for its kind. ``fixed`` holds it in fixed point."""

    unit: str
    doc: str
    default: float = 0.0
    fixed: bool = False


@dataclass(frozen=True)
class Input:
    """A column set each morning from the scenario's dated series."""

    unit: str
    doc: str
    default: float = 0.0
    fixed: bool = False


@dataclass(frozen=True)
class Param:
    """A number with an honest range, a unit and a source.

    ``source`` names seed claims (``S0``), facts (``F0088``), a paper, or ``assumption``;
    ``lever`` marks what someone could decide, as against what is not known; ``real`` marks a sum
    in won of 2013, which a scenario of other years scales by `PRICE_LEVEL`.
    """

    default: float
    low: float
    high: float
    unit: str
    source: str
    doc: str
    lever: bool = False
    real: bool = False


@dataclass(frozen=True)
class Draw:
    """A uniform number in [0, 1), new every day, for the actor whose rule asks."""

    doc: str


@dataclass(frozen=True)
class Trait:
    """A uniform number in [0, 1) fixed for life: never stored, always derived from the id."""

    doc: str


@dataclass(frozen=True)
class Flow:
    """A transfer of whole units of ``asset`` from a stock or boundary to a stock or boundary.

    A flow of `BY_COMMODITY` moves the commodity of the row at its end, by coarse rules only.
    """

    asset: str
    source: str
    to: str
    doc: str


@dataclass(frozen=True)
class Signal:
    """A day's sum that finer actors send to a coarser one, weighted by the people they stand for.

    Read it as a column of ``kind``: before the households' day it holds yesterday's sum,
    after it today's. Sent from a rule of a coarse actor it starts each midnight at zero.
    """

    kind: str
    unit: str
    doc: str


GROUPS: dict[str, tuple[str, ...]] = {
    "nation": (),
    "place": ("place",),
    "commodity": ("place", "commodity"),
    "means": ("place", "means"),
    "crossing": ("crossing",),
    "camp": ("camp",),
}
"""How an observable may be told apart, and the dimensions that gives it besides time."""

COUNTED_UNITS = frozenset(
    {"t", "kg", "g", "USD", "USD million", "KPW", "CNY", "won", "yuan", "persons", "adults", "households"}
    | {"person-days", "persons/day", "full days", "runs", "mines", "companies", "t/month", "t/day"}
)
"""Units of amounts: they add up over places. Prices, shares and levels per head do not."""


@dataclass(frozen=True)
class Observable:
    """Something a report could speak of: its unit, its meaning and how the run measures it.

    ``by`` is one of `GROUPS`: commodity and means go with the place.
    """

    unit: str
    doc: str
    measure: Measure
    by: str = "place"

    @property
    def over_places(self) -> Literal["sum", "mean"]:
        """How places are put together: amounts are added, anything else is averaged by residents."""
        return "sum" if self.measure.adds_up or self.unit in COUNTED_UNITS else "mean"

    @property
    def over_time(self) -> Literal["sum", "mean"]:
        """How months are put together: what happened is added, what was held or charged is averaged."""
        return "sum" if self.measure.adds_up else "mean"
