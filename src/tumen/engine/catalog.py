"""Every mechanism, read from its declarations and checked against the others."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

from tumen.core.declare import (
    BOUNDARIES,
    BY_COMMODITY,
    CROWD,
    GROUPS,
    Fixed,
    Flow,
    Given,
    Input,
    Observable,
    Param,
    Signal,
    Stock,
    Whole,
)
from tumen.core.errors import ModelError, did_you_mean
from tumen.engine.mechanism import Mechanism, read_mechanism
from tumen.engine.rules import TODAY, Rule

Column = Stock | Whole | Fixed | Given | Input | Signal

BASE_COLUMNS: dict[str, tuple[str, ...]] = {
    "state": ("id", "place"),
    "commodity": ("id", "place", "commodity"),
    "instrument": ("id", "place", "commodity"),
    "place": ("id", "place", "residents", "households"),
    "crossing": ("id", "place"),
    "site": ("id", "place", "kind", "posts", "commodity", "ware", "makes"),
    "fitting": ("id", "place", "site", "commodity", "ware"),
    "company": ("id", "place", "site", "commodity", "crossing"),
    "ware": ("id", "place", "commodity"),
    "haul": ("id", "place", "ware", "commodity", "crossing", "means"),
    "camp": ("id", "place"),
    "household": ("id", "place", "weight", "adults", "children", "elders", "farm", "urban"),
    "person": ("id", "role", "female", "age", "site"),
}
"""Columns that the stage provides and no mechanism owns."""

WITH_NONE: tuple[str, ...] = ("site", "ware")
"""Kinds whose first row stands for none: no workplace, no ware. No rule runs for it."""

TOLD_APART: dict[str, tuple[str, ...]] = {
    "crossing": ("crossing", "haul"),
    "means": ("haul",),
    "camp": ("camp",),
}
"""Kinds whose columns an observable by crossing, means or camp can read."""

FIRST_CROWD, LAST_CROWD = "06:00", "20:59"


class Catalog:
    """All mechanisms of a model, with every name looked up and owned once.

    Parameters
    ----------
    mechanisms
        In any order; the order of the day comes from their ``WHEN``.

    Raises
    ------
    ModelError
        If a name has two owners, is unknown, or is used where it may not be.
    """

    def __init__(self, mechanisms: Iterable[Mechanism]) -> None:
        self.mechanisms: list[Mechanism] = sorted(mechanisms, key=lambda m: (m.actor, m.name))
        for before, after in pairwise(sorted(self.mechanisms, key=lambda m: m.name)):
            if before.name == after.name:
                raise ModelError(
                    f"{before.actor}/{before.name}.py and {after.actor}/{after.name}.py share a name; "
                    "call one of them otherwise."
                )
        self.params: dict[str, Param] = self._gather("params")
        self.flows: dict[str, Flow] = self._gather("flows")
        self.observables: dict[str, Observable] = self._gather("observables")
        self.given: dict[str, Given] = self._gather("given")
        self.inputs: dict[str, Input] = self._gather("inputs")
        self.state: dict[str, Stock | Whole | Fixed] = self._gather("state")
        signals: dict[str, Signal] = self._gather("signals")
        self.signals = {f"{signal.kind}.{name}": signal for name, signal in signals.items()}
        self.columns: dict[str, Column] = {}
        for group in (self.state, self.given, self.inputs, self.signals):
            for name, column in group.items():
                if name in self.columns or name.split(".")[1] in BASE_COLUMNS.get(name.split(".")[0], ()):
                    raise ModelError(f"The column '{name}' is declared twice.")
                self.columns[name] = column
        self._check()

    def _gather(self, what: str) -> dict[str, Any]:
        gathered: dict[str, Any] = {}
        owners: dict[str, str] = {}
        for mechanism in self.mechanisms:
            for name, thing in getattr(mechanism, what).items():
                if name in gathered:
                    raise ModelError(
                        f"{mechanism.name}.py and {owners[name]}.py both declare '{name}' in {what.upper()}; "
                        "one may own it."
                    )
                gathered[name], owners[name] = thing, mechanism.name
        return gathered

    @cached_property
    def owner(self) -> dict[str, str]:
        """Column -> the mechanism that declares it."""
        owners: dict[str, str] = {}
        for mechanism in self.mechanisms:
            for group in (mechanism.state, mechanism.given, mechanism.inputs):
                owners.update(dict.fromkeys(group, mechanism.name))
            owners.update(
                {f"{signal.kind}.{name}": mechanism.name for name, signal in mechanism.signals.items()}
            )
        return owners

    def owner_of(self, what: str, name: str) -> str:
        """The mechanism that declares ``name`` among its ``params``, ``flows`` or ``observables``."""
        return next(m.name for m in self.mechanisms if name in getattr(m, what))

    @cached_property
    def stocks(self) -> dict[str, Stock]:
        """Columns that hold stocks, in a fixed order."""
        return {name: column for name, column in sorted(self.state.items()) if isinstance(column, Stock)}

    @cached_property
    def assets(self) -> tuple[str, ...]:
        """Everything the books hold besides commodities, in alphabetical order."""
        return tuple(sorted({stock.asset for stock in self.stocks.values()} - {BY_COMMODITY}))

    @cached_property
    def rules(self) -> list[Rule]:
        """The order of the day (opening rules not among them)."""
        rules = [rule for m in self.mechanisms for rule in m.rules if rule.when != "opening"]
        return sorted(rules, key=lambda r: (r.when, r.mechanism))

    @cached_property
    def opening_rules(self) -> list[Rule]:
        """Rules that set the opening balance, coarse actors first."""
        from tumen.core.declare import KINDS

        rules = [rule for m in self.mechanisms for rule in m.rules if rule.when == "opening"]
        return sorted(rules, key=lambda r: (KINDS.index(r.kind), r.mechanism))

    @cached_property
    def coarse_signals(self) -> frozenset[str]:
        """Signals sent by coarse actors: they start each midnight at zero."""
        return frozenset(
            f"{self._signal_kind(name)}.{name}"
            for rule in self.rules
            if not rule.crowd
            for name in rule.names("send")
        )

    def _signal_kind(self, name: str) -> str:
        for column, signal in self.signals.items():
            if column == f"{signal.kind}.{name}":
                return signal.kind
        raise ModelError(
            f"No mechanism declares the signal '{name}'{self.suggest(name, self._signal_names())}."
        )

    def signal(self, name: str) -> tuple[str, Signal]:
        """Column and declaration of the signal called ``name``."""
        kind = self._signal_kind(name)
        return f"{kind}.{name}", self.signals[f"{kind}.{name}"]

    def _signal_names(self) -> list[str]:
        return [column.split(".")[1] for column in self.signals]

    @cached_property
    def national(self) -> frozenset[str]:
        """Parameters that only rules for the country's own tables read: no place has its own."""
        everywhere = {"state", "commodity", "instrument"}
        kinds: dict[str, set[str]] = {}
        for rule in (*self.opening_rules, *self.rules):
            for name in rule.names("param"):
                kinds.setdefault(name, set()).add(rule.kind)
        return frozenset(name for name, of in kinds.items() if of <= everywhere)

    def readers(self, name: str) -> list[str]:
        """Rules that read the column or parameter ``name``, as ``mechanism.rule``."""
        return [
            f"{rule.mechanism}.{rule.name}"
            for rule in (*self.opening_rules, *self.rules)
            if name in rule.names("read") or name in rule.names("param")
        ]

    def writers(self, name: str) -> list[str]:
        """Rules that write the column ``name``."""
        return [
            f"{rule.mechanism}.{rule.name}"
            for rule in (*self.opening_rules, *self.rules)
            if name in rule.names("write")
        ]

    @staticmethod
    def suggest(name: str, known: Iterable[str]) -> str:
        """``; did you mean 'x'?`` for the nearest known name, or nothing."""
        return did_you_mean(name, known)

    def _check(self) -> None:
        for mechanism in self.mechanisms:
            for name, flow in mechanism.flows.items():
                self._check_flow(mechanism, name, flow)
            for rule in mechanism.rules:
                self._check_rule(mechanism, rule)
        both = self.coarse_signals & {
            self.signal(name)[0] for rule in self.rules if rule.crowd for name in rule.names("send")
        }
        if both:
            raise ModelError(
                f"The signal '{min(both)}' is sent by coarse actors and by people; use two signals."
            )
        for name, observable in self.observables.items():
            for used in observable.measure.names():
                self._check_measured(name, used)

    def _check_flow(self, mechanism: Mechanism, name: str, flow: Flow) -> None:
        for end in (flow.source, flow.to):
            if end in BOUNDARIES:
                continue
            stock = self.columns.get(end)
            if not isinstance(stock, Stock):
                known = [*self.stocks, *BOUNDARIES]
                raise ModelError(
                    f"{mechanism.name}.py: flow '{name}' names '{end}', which is no stock"
                    f"{self.suggest(end, known)}."
                )
            if stock.asset != flow.asset and flow.asset != BY_COMMODITY:
                raise ModelError(
                    f"{mechanism.name}.py: flow '{name}' moves {flow.asset}, but '{end}' holds {stock.asset}."
                )
        if flow.source in BOUNDARIES and flow.to in BOUNDARIES:
            raise ModelError(f"{mechanism.name}.py: flow '{name}' touches no stock.")
        if flow.asset == BY_COMMODITY and not self.commodity_end(flow):
            raise ModelError(
                f"{mechanism.name}.py: flow '{name}' moves whatever commodity its row is about, "
                "but neither of its ends holds one."
            )

    def commodity_end(self, flow: Flow) -> str:
        """The kind of actor whose commodity a `BY_COMMODITY` flow moves, or nothing."""
        for end in (flow.source, flow.to):
            stock = self.columns.get(end)
            if isinstance(stock, Stock) and stock.asset == BY_COMMODITY:
                return end.split(".")[0]
        return ""

    def _check_measured(self, observable: str, used: str) -> None:
        kind, _, name = used.partition(".")
        by = self.observables[observable].by
        if by not in GROUPS:
            raise ModelError(
                f"The observable '{observable}' is by '{by}'; expected one of {', '.join(GROUPS)}."
            )
        if by in TOLD_APART and kind not in TOLD_APART[by]:
            raise ModelError(
                f"The observable '{observable}' is by {by} but reads '{used}', which is no column of a "
                f"{' or '.join(TOLD_APART[by])}."
            )
        if kind == "flow":
            if name not in self.flows:
                raise ModelError(
                    f"The observable '{observable}' reads the unknown flow '{name}'"
                    f"{self.suggest(name, self.flows)}."
                )
        elif used not in self.columns and name not in BASE_COLUMNS.get(kind, ()):
            raise ModelError(
                f"The observable '{observable}' reads the unknown column '{used}'"
                f"{self.suggest(used, self.columns)}."
            )
        elif kind in CROWD and not isinstance(self.columns.get(used), Stock):
            raise ModelError(
                f"The observable '{observable}' reads '{used}': of people only stocks are summed daily; "
                "send a signal."
            )

    def _check_rule(self, mechanism: Mechanism, rule: Rule) -> None:
        if rule.when != "opening" and rule.crowd != (FIRST_CROWD <= rule.when <= LAST_CROWD):
            hours = "between 06:00 and 20:59" if rule.crowd else "before 06:00 or from 21:00"
            raise ModelError(f"{rule.where}: a rule for a {rule.kind} happens {hours}, not at {rule.when}.")
        for name in (*rule.names("read"), *rule.names("write")):
            kind, column = name.split(".")
            if name not in self.columns and column not in BASE_COLUMNS[kind]:
                what = "read" if name in rule.names("read") else "write"
                known = [
                    *(c for c in self.columns if c.startswith(f"{kind}.")),
                    *(f"{kind}.{c}" for c in BASE_COLUMNS[kind]),
                ]
                raise ModelError(
                    f"{mechanism.name}.py, line {rule.line_of(what, name)}: no mechanism declares {name}"
                    f"{self.suggest(name, known)}."
                )
        self._check_writes(mechanism, rule)
        self._check_environment(mechanism, rule)

    def _check_writes(self, mechanism: Mechanism, rule: Rule) -> None:
        for name in rule.names("write"):
            line = rule.line_of("write", name)
            if name not in mechanism.state:
                owner = self.owner.get(name, "the stage")
                raise ModelError(
                    f"{mechanism.name}.py, line {line}: {name} belongs to {owner}; "
                    "send it a signal or move a flow."
                )
            if isinstance(self.columns[name], Stock) and rule.when != "opening":
                raise ModelError(
                    f"{mechanism.name}.py, line {line}: the stock {name} may only be changed by a flow."
                )
            if rule.crowd and name.split(".")[0] not in CROWD:
                raise ModelError(
                    f"{mechanism.name}.py, line {line}: a {rule.kind} may not write {name}; "
                    "order would matter."
                )

    def _check_environment(self, mechanism: Mechanism, rule: Rule) -> None:
        own: dict[str, Iterable[str]] = {
            "param": self.params,
            "draw": mechanism.draws,
            "flow": mechanism.flows,
            "send": [*mechanism.signals, *mechanism.sends],
            "today": TODAY,
        }
        for what, known in own.items():
            for name in rule.names(what):
                if name not in known:
                    raise ModelError(
                        f"{mechanism.name}.py, line {rule.line_of(what, name)}: unknown {what}.{name}"
                        f"{self.suggest(name, known)}."
                    )
        for name in rule.names("flow"):
            if rule.crowd and mechanism.flows[name].asset == BY_COMMODITY:
                raise ModelError(
                    f"{rule.where}: flow '{name}' moves whatever commodity its row is about; people send a "
                    "signal and a coarse rule moves the goods."
                )
            for end in (mechanism.flows[name].source, mechanism.flows[name].to):
                if end not in BOUNDARIES and end.split(".")[0] not in rule.actors:
                    raise ModelError(
                        f"{rule.where}: flow '{name}' touches {end}, "
                        f"but the rule does not see a {end.split('.')[0]}."
                    )
        for name in rule.names("send"):
            kind = self._signal_kind(name)
            if kind not in rule.actors:
                raise ModelError(
                    f"{rule.where}: signal '{name}' goes to a {kind}, which the rule does not see."
                )


@cache
def catalog() -> Catalog:
    """The catalog of every mechanism under ``tumen.economy``."""
    import tumen.economy

    modules = []
    for found in pkgutil.walk_packages(tumen.economy.__path__, "tumen.economy."):
        if found.ispkg:
            continue
        module = importlib.import_module(found.name)
        if hasattr(module, "WHEN"):
            modules.append(module)
    return Catalog(read_mechanism(module) for module in modules)
