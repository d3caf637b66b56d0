"""A small town that runs the rules of a few mechanisms in the order of the day, without an engine.

It has households and coarse actors; rules of persons are left out.
"""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from types import ModuleType, SimpleNamespace
from typing import Any

from tests.economy.helpers import Flows, Sends, blank, day, defaults, make_household
from tumen.core.declare import BOUNDARIES, CROWD, Stock

COARSE = ("state", "place", "crossing", "commodity", "company")


class Town:
    """Households of one place, with whatever coarse actors the rules need.

    Parameters
    ----------
    mechanisms : modules
        Their rules run each day in the order of ``WHEN``.
    households : int
        How many; every one stands for itself.
    extra : dict
        Columns of actors that no mechanism here declares: ``{"place": {"harvest": 1.0}}``.
    """

    def __init__(self, *mechanisms: ModuleType, households: int = 60, **extra: dict[str, Any]) -> None:
        self.mechanisms = mechanisms
        self.param = defaults(*mechanisms)
        self.rules = sorted(
            (when, m.__name__, name, m)
            for m in mechanisms
            for name, when in m.WHEN.items()
            if when != "opening" and _wants(getattr(m, name))[0] != "person"
        )
        self.actors = {kind: self._actor(kind, extra) for kind in COARSE}
        self.households = [
            make_household(*mechanisms, id=i, **extra.get("household", {})) for i in range(households)
        ]
        self.signals = {n: s for m in mechanisms for n, s in getattr(m, "SIGNALS", {}).items()}
        self.total: dict[str, int] = defaultdict(int)
        self.day = 0
        self._senders = {crowd: self._sent_by(crowd) for crowd in (False, True)}
        self._open()

    def _actor(self, kind: str, extra: dict[str, Any]) -> SimpleNamespace:
        return blank(kind, *self.mechanisms, **({"id": 0} | extra.get(kind, {})))

    def _open(self) -> None:
        for m in self.mechanisms:
            for name, when in m.WHEN.items():
                if when == "opening":
                    self._run(m, name)

    def _run(self, module: ModuleType, name: str) -> None:
        rule = getattr(module, name)
        wants = list(_wants(rule))
        for one in self.households if wants[0] == "household" else [self.actors[wants[0]]]:
            actors = self.actors | {"household": one}
            flow, send = Flows(module, **actors), Sends()
            given = actors | {"today": day(self.day), "param": self.param, "flow": flow, "send": send}
            given["draw"] = self._luck(one.id)
            rule(**{want: given[want] for want in wants})
            for flow_name, amount in flow.moved.items():
                self.total[flow_name] += amount
            for signal, value in send.sent.items():
                actor = self.actors[self.signals[signal].kind]
                setattr(actor, signal, getattr(actor, signal) + value)

    def _luck(self, number: int) -> _Rank:
        """Every draw of a household is its rank in town: even, and the same every run."""
        return _Rank((number * 37 % len(self.households) + 0.5) / len(self.households))

    def live(self, days: int, each_day: Callable[[Town], None] | None = None) -> dict[str, int]:
        """Run so many days; returns what was moved in them, by flow."""
        before = dict(self.total)
        for _ in range(days):
            self._part("00:00", "06:00", self._senders[False])
            self._part("06:00", "21:00", self._senders[True])
            self._part("21:00", "24:00", ())
            if each_day is not None:
                each_day(self)
            self.day += 1
        return {name: value - before.get(name, 0) for name, value in self.total.items()}

    def _part(self, start: str, end: str, fresh: Iterable[str]) -> None:
        """A part of the day; the signals its actors send start afresh."""
        for name in fresh:
            setattr(self.actors[self.signals[name].kind], name, 0)
        for when, _, name, module in self.rules:
            if start <= when < end:
                self._run(module, name)

    def _sent_by(self, crowd: bool) -> list[str]:
        """Signals of the households, or of the coarse actors."""
        rules = [getattr(m, name) for _, _, name, m in self.rules]
        sources = [inspect.getsource(r) for r in rules if (next(iter(_wants(r))) in CROWD) == crowd]
        return [name for name in self.signals if any(f"send.{name}(" in source for source in sources)]

    def books(self, asset: str) -> int:
        """Held in all stocks, plus what left and less what entered: zero change if the books close."""
        held = 0
        across = 0
        for m in self.mechanisms:
            for name, column in getattr(m, "STATE", {}).items():
                kind, attribute = name.split(".")
                if isinstance(column, Stock) and column.asset == asset:
                    owners = self.households if kind == "household" else [self.actors[kind]]
                    held += sum(getattr(owner, attribute) for owner in owners)
            for name, flow in getattr(m, "FLOWS", {}).items():
                if flow.asset == asset:
                    across += self.total[name] * ((flow.to in BOUNDARIES) - (flow.source in BOUNDARIES))
        return held + across


@cache
def _wants(rule: Callable[..., None]) -> tuple[str, ...]:
    return tuple(inspect.signature(rule).parameters)


class _Rank:
    """Luck that is the same whatever it is asked for."""

    def __init__(self, rank: float) -> None:
        self._rank = rank

    def __getattr__(self, name: str) -> float:
        return self._rank
