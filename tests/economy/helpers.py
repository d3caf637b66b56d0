"""Plain objects to try a rule on: actors as namespaces, recorders for flows and signals.

A rule is ordinary Python, so a test calls it with a few named fields and looks at what it did::

    household, place, flow = make_household(won=9_000), make_place(), Flows()
    buy(household, place, param=defaults(grain), today=day(4), flow=flow, send=Sends())
    assert flow.grain_bought > 0
"""

from __future__ import annotations

from datetime import date, timedelta
from types import ModuleType, SimpleNamespace
from typing import Any

from tumen.core.declare import BOUNDARIES, Stock
from tumen.core.roles import Role, SiteKind


class Flows:
    """Records what a rule moves; with `actors` and `declared` it moves the stocks as well.

    ``flow.ration(300)`` in a rule makes ``flow["ration"] == 300`` in the test. Amounts must be
    whole and not negative, and no stock may be overdrawn, as in a run.
    """

    def __init__(self, module: ModuleType | None = None, **actors: Any) -> None:
        self.moved: dict[str, int] = {}
        self._declared = dict(getattr(module, "FLOWS", {}))
        self._actors = actors

    def __getattr__(self, name: str) -> Any:
        def move(amount: int) -> None:
            assert isinstance(amount, int), f"flow.{name} moves whole units, not {amount!r}"
            assert amount >= 0, f"flow.{name} moved {amount}"
            self.moved[name] = self.moved.get(name, 0) + amount
            self._book(name, amount)

        return move

    def __getitem__(self, name: str) -> int:
        return self.moved.get(name, 0)

    def _book(self, name: str, amount: int) -> None:
        if name not in self._declared or not self._actors:
            return
        declared = self._declared[name]
        self._change(declared.source, -amount, name)
        self._change(declared.to, amount, name)

    def _change(self, end: str, amount: int, name: str) -> None:
        if end in BOUNDARIES:
            return
        kind, column = end.split(".")
        actor = self._actors[kind]
        weight = self._weight() if kind not in ("household", "person") else 1
        value = getattr(actor, column) + amount * weight
        assert value >= 0, f"flow.{name} overdraws {end} by {-value}"
        setattr(actor, column, value)

    def _weight(self) -> int:
        """A household stands for as many as its weight wherever it meets a shared stock."""
        return getattr(self._actors.get("household"), "weight", 1)


class Sends:
    """Records the signals a rule sends, weighted if `weight` is given."""

    def __init__(self, weight: int = 1) -> None:
        self.sent: dict[str, int] = {}
        self.weight = weight

    def __getattr__(self, name: str) -> Any:
        def add(value: int) -> None:
            assert isinstance(value, int), f"send.{name} sends whole numbers, not {value!r}"
            self.sent[name] = self.sent.get(name, 0) + value * self.weight

        return add

    def __getitem__(self, name: str) -> int:
        return self.sent.get(name, 0)


def defaults(*modules: ModuleType, **changed: float) -> SimpleNamespace:
    """Every parameter of the mechanisms at its default, save those named."""
    values: dict[str, Any] = {}
    for module in modules:
        values |= {name: param.default for name, param in getattr(module, "PARAMS", {}).items()}
    return SimpleNamespace(**(values | changed))


def blank(kind: str, /, *modules: ModuleType, **changed: Any) -> SimpleNamespace:
    """An actor with every column the mechanisms declare or read for its kind, at the default."""
    values: dict[str, Any] = {}
    for module in modules:
        for table in ("STATE", "GIVEN", "INPUTS"):
            for name, column in getattr(module, table, {}).items():
                if name.startswith(kind + "."):
                    values[name.split(".")[1]] = 0 if isinstance(column, Stock) else column.default
        for name, signal in getattr(module, "SIGNALS", {}).items():
            if signal.kind == kind:
                values[name] = 0
    return SimpleNamespace(**(values | changed))


def make_household(*modules: ModuleType, **changed: Any) -> SimpleNamespace:
    """A town household of four: two adults, a child and a grandmother."""
    base = dict(id=0, weight=1, adults=2, children=1, elders=1, farm=0, urban=1)
    base |= dict(grain_need=1_976, maize=0.5, food_cost=6_700, hunger=0.0, away=0, favoured_today=0)
    return blank("household", *modules, **(base | changed))


def make_person(*modules: ModuleType, **changed: Any) -> SimpleNamespace:
    """A worker of 40."""
    base = dict(id=0, role=Role.WORKER, female=0, age=40)
    return blank("person", *modules, **(base | changed))


def make_place(*modules: ModuleType, **changed: Any) -> SimpleNamespace:
    """A county of 1,000 households."""
    base = dict(id=0, residents=4_000, households=1_000, center=0, donated_ration=0, support_order=0)
    base |= dict(grain_price=3_400, rice_price=5_000, maize_price=1_800, town_price=3_400)
    return blank("place", *modules, **(base | changed))


def make_site(*modules: ModuleType, **changed: Any) -> SimpleNamespace:
    """A mine of 500 posts."""
    base = dict(id=1, kind=SiteKind.MINE, posts=500, fitted_left=1.0, wired=1.0, makes=1)
    return blank("site", *modules, **(base | changed))


def make_state(*modules: ModuleType, **changed: Any) -> SimpleNamespace:
    """The centre, at the exchange rates of 2015."""
    return blank(
        "state", *modules, **(dict(won_per_yuan=1_270, won_per_usd=8_100, price_level=1.0) | changed)
    )


def day(number: int, start: date = date(2016, 1, 1)) -> SimpleNamespace:
    """`today`, `number` days after `start`."""
    d = start + timedelta(days=number)
    month_end = date(d.year + d.month // 12, d.month % 12 + 1, 1)
    return SimpleNamespace(
        day=number,
        date_number=(d - date(1970, 1, 1)).days,
        year=d.year,
        month=d.month,
        day_of_month=d.day,
        day_of_year=d.timetuple().tm_yday,
        weekday=d.weekday(),
        days_in_month=(month_end - date(d.year, d.month, 1)).days,
    )
