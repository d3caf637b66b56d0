"""The same day as plain Python: the rules as written, on named columns, with every bound checked.

Slow and readable. Tests hold it equal, bit for bit, to the compiled kernel, so that whoever can
read a mechanism's file can trust the fast run.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np

from tumen.core.declare import BOUNDARIES, CROWD, FIXED_ONE, KINDS, LINKS, Trait
from tumen.core.errors import RunError
from tumen.engine import draws
from tumen.engine.catalog import FIRST_CROWD, LAST_CROWD, WITH_NONE
from tumen.engine.compose import COARSE, HISTORY
from tumen.engine.layout import HOUSEHOLD_STOCK_LIMIT, Slot, ledger_kind
from tumen.engine.rules import Rule
from tumen.engine.stage import Stage

Columns = dict[str, tuple[np.ndarray, Slot]]
"""The columns of one kind by name, each with how it is held."""


def columns_of(stage: Stage, kind: str) -> Columns:
    """The columns of one kind of actor of a stage."""
    table, slots = stage.arrays[f"{kind}_rows"], stage.model.layout.slots
    return {name: (table[name], slots[f"{kind}.{name}"]) for name in table.dtype.names or ()}


class Actor:
    """One row of a table, read and written by column name in natural units."""

    __slots__ = ("_columns", "_index", "_who")

    def __init__(self, columns: Columns, index: int, who: int | None = None) -> None:
        object.__setattr__(self, "_columns", columns)
        object.__setattr__(self, "_index", index)
        object.__setattr__(self, "_who", who)

    def __getattr__(self, name: str) -> Any:
        if name == "id" and self._who is not None:
            return self._who
        column, slot = self._columns[name]
        value = int(column[self._index])
        return value * (1.0 / FIXED_ONE) if slot.fixed else value

    def __setattr__(self, name: str, value: float) -> None:
        column, slot = self._columns[name]
        column[self._index] = int(value) if slot.stock else pack(value, slot)

    def add(self, name: str, amount: int) -> None:
        """Add whole units to a stock or signal."""
        column, _ = self._columns[name]
        column[self._index] += amount


def pack(value: float, slot: Slot) -> int:
    """What the kernel stores for ``value``: rounded to fixed point, held within the bounds."""
    scaled = value * float(FIXED_ONE) if slot.fixed else value
    assert slot.low is not None and slot.high is not None
    if scaled <= slot.low:
        return slot.low
    if scaled >= slot.high:
        return slot.high
    return int(math.floor(scaled + 0.5)) if slot.fixed else int(scaled)


_stream = cache(draws.stream)


class Names:
    """Attribute access to a function of the name: ``draw.caught``, ``flow.ration(5)``."""

    __slots__ = ("_look_up",)

    def __init__(self, look_up: Any) -> None:
        self._look_up = look_up

    def __getattr__(self, name: str) -> Any:
        return self._look_up(name)


class Interpreter:
    """Runs a stage's days rule by rule.

    Parameters
    ----------
    stage : Stage
        The world; its arrays are the same that the kernel would change.
    """

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.arrays = stage.arrays
        self.layout = stage.model.layout
        self.catalog = stage.model.catalog
        self.declared = {mechanism.name: mechanism for mechanism in self.catalog.mechanisms}
        self.columns = {kind: columns_of(stage, kind) for kind in KINDS}
        self.centre = len(stage.names["place"])
        self.later: list[tuple[str, int, str, int]] = []
        self.now = 0

    def open_world(self) -> None:
        """Opening balances."""
        for rule in self.catalog.opening_rules:
            for actors in self._everyone(rule.kind):
                self._call(rule, actors)

    def advance(self, first: int, stop: int, history: dict[str, np.ndarray], trouble: np.ndarray) -> int:
        """Whole days from ``first`` up to ``stop``; returns the day it stopped on."""
        for day in range(first, stop):
            self.now = day
            self._begin()
            for rule in self.catalog.rules:
                if rule.when < FIRST_CROWD:
                    self._run(rule)
            self._live()
            self._gather()
            for rule in self.catalog.rules:
                if not rule.crowd and rule.when > LAST_CROWD:
                    self._run(rule)
            if not self._close(trouble):
                return day
            self._remember(history, day - first)
        return stop

    def _run(self, rule: Rule) -> None:
        for actors in self._everyone(rule.kind):
            self._call(rule, actors)

    def _everyone(self, kind: str) -> Any:
        if kind == "household":
            yield from (self._household(h) for h in range(len(self.arrays["household_rows"])))
        elif kind == "person":
            for h in range(len(self.arrays["household_rows"])):
                yield from self._members(self._household(h), h)
        else:
            for i in range(1 if kind in WITH_NONE else 0, len(self.arrays[f"{kind}_rows"])):
                yield self._with_links({kind: Actor(self.columns[kind], i)}, kind)

    def _with_links(self, actors: dict[str, Actor], kind: str) -> dict[str, Actor]:
        for other in LINKS[kind]:
            index = 0 if other == "state" else int(getattr(actors[kind], other))
            actors[other] = Actor(self.columns[other], index)
        return actors

    def _household(self, h: int) -> dict[str, Actor]:
        household = Actor(self.columns["household"], h)
        place = Actor(self.columns["place"], household.place)
        return {"household": household, "place": place, "state": Actor(self.columns["state"], 0)}

    def _members(self, home: dict[str, Actor], h: int) -> Any:
        first, last = (int(x) for x in self.arrays["household_first"][h : h + 2])
        for i in range(first, last):
            person = Actor(self.columns["person"], i, home["household"].id * 16 + (i - first))
            yield {**home, "person": person, "site": Actor(self.columns["site"], person.site)}

    def _live(self) -> None:
        crowd = [rule for rule in self.catalog.rules if rule.crowd]
        for h in range(len(self.arrays["household_rows"])):
            home = self._household(h)
            at = 0
            while at < len(crowd):
                kind = crowd[at].kind
                until = at
                while until < len(crowd) and crowd[until].kind == kind:
                    until += 1
                for actors in [home] if kind == "household" else self._members(home, h):
                    for rule in crowd[at:until]:
                        self._call(rule, actors)
                at = until

    def _call(self, rule: Rule, actors: dict[str, Actor]) -> None:
        actor = actors[rule.kind]
        row = actors["household"].place if rule.crowd else actor.place
        environment = {
            "today": self.arrays["todays"][self.now],
            "param": Names(lambda name: float(self.arrays["params"][name][row])),
            "draw": Names(lambda name: self._draw(rule, actor, name)),
            "flow": Names(lambda name: lambda amount: self._flow(rule, actors, name, int(amount))),
            "send": Names(lambda name: lambda amount: self._send(rule, actors, name, int(amount))),
        }
        environment["today"] = Names(lambda name, today=environment["today"]: int(today[name]))
        rule.function(
            **{name: actors[name] if name in KINDS else environment[name] for name in rule.arguments}
        )

    def _draw(self, rule: Rule, actor: Actor, name: str) -> float:
        k0, k1 = (int(x) for x in self.arrays["luck"])
        trait = isinstance(self.declared[rule.mechanism].draws[name], Trait)
        day = draws.FOR_LIFE if trait else self.now
        return draws.uniform(
            k0, k1, KINDS.index(rule.kind), actor.id, day, _stream(f"{rule.mechanism}.{name}")
        )

    def _flow(self, rule: Rule, actors: dict[str, Actor], name: str, amount: int) -> None:
        if amount < 0:
            raise RunError(f"{rule.where}: flow '{name}' of {amount} units runs backwards.")
        flow = self.declared[rule.mechanism].flows[name]
        weight = actors["household"].weight if rule.crowd else 1
        for account, sign in ((flow.source, -1), (flow.to, 1)):
            if account in BOUNDARIES:
                continue
            kind, column = account.split(".")
            if rule.crowd and kind not in CROWD:
                self.later.append((kind, actors[kind]._index, column, sign * amount * weight))
                continue
            held = getattr(actors[kind], column) + sign * amount
            if held < 0 or (kind == "household" and held > HOUSEHOLD_STOCK_LIMIT):
                raise RunError(f"{rule.where}: flow '{name}' leaves {account} at {held}.")
            actors[kind].add(column, sign * amount)
        number, step = self.layout.ledger_columns(name)
        if step:
            number += step * actors[self.catalog.commodity_end(flow)].commodity
        for end, ledger in (("source", "ledger_out"), ("to", "ledger_in")):
            kind = ledger_kind(flow, end)
            self.arrays[ledger][actors[kind].place, number] += amount * weight

    def _send(self, rule: Rule, actors: dict[str, Actor], name: str, amount: int) -> None:
        column, signal = self.catalog.signal(name)
        if rule.crowd:
            weighted = amount * actors["household"].weight
            self.later.append((signal.kind, actors[signal.kind]._index, column.split(".")[1], weighted))
        else:
            actors[signal.kind].add(column.split(".")[1], amount)

    def _begin(self) -> None:
        arrays = self.arrays
        arrays["ledger_out"][:] = 0
        arrays["ledger_in"][:] = 0
        for column in self.catalog.coarse_signals:
            kind, name = column.split(".")
            arrays[f"{kind}_rows"][name] = 0
        arrays["coarse"][arrays["input_at"]] = arrays["inputs"][self.now][: len(arrays["input_at"])]

    def _gather(self) -> None:
        for column in self.layout.crowd_signals:
            kind, name = column.split(".")
            self.arrays[f"{kind}_rows"][name] = 0
        for kind, index, column, amount in self.later:
            self.arrays[f"{kind}_rows"][column][index] += amount
        self.later.clear()
        households, places = (
            self.arrays["household_rows"],
            self.arrays["household_rows"]["place"].astype(np.int64),
        )
        self.arrays["holdings"][:] = 0
        for k, name in enumerate(self.layout.holding_names):
            weighted = households[name.split(".")[1]].astype(np.int64) * households["weight"]
            np.add.at(self.arrays["holdings"][:, k], places, weighted)

    def _close(self, trouble: np.ndarray) -> bool:
        held = self.arrays["held"]
        held[1] = 0
        books = self.stage.wiring.books
        for name in self.layout.stocks(*COARSE):
            kind, column = name.split(".")
            table = self.arrays[f"{kind}_rows"]
            np.add.at(held[1], (table["place"], books.of_stock(name, table)), table[column])
        for k, name in enumerate(self.layout.holding_names):
            asset = self.layout.assets.index(self.catalog.stocks[name].asset)
            held[1][: self.centre, asset] += self.arrays["holdings"][:, k]
        for name in self.layout.stocks(*COARSE):
            kind, column = name.split(".")
            table = self.arrays[f"{kind}_rows"]
            if (table[column] < 0).any():
                row = int(np.flatnonzero(table[column] < 0)[0])
                asset = int(books.of_stock(name, table)[row])
                trouble[:] = (2, self.now, int(table["place"][row]), asset, 0)
                return False
        balance = held[0].copy()
        for number, entry in enumerate(books.columns):
            if entry.flow.to not in BOUNDARIES:
                balance[:, entry.asset] += self.arrays["ledger_in"][:, number]
            if entry.flow.source not in BOUNDARIES:
                balance[:, entry.asset] -= self.arrays["ledger_out"][:, number]
        if not np.array_equal(balance, held[1]):
            place, asset = (int(x[0]) for x in np.nonzero(balance != held[1]))
            trouble[:] = (1, self.now, place, asset, held[1][place, asset] - balance[place, asset])
            return False
        held[0] = held[1]
        return True

    def _remember(self, history: dict[str, np.ndarray], row: int) -> None:
        for name in HISTORY:
            history[f"{name}_history"][row] = self.arrays["held"][0] if name == "held" else self.arrays[name]
