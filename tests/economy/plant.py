"""A workplace that can be robbed: its yard, its plant, its workers and what brokers bid.

Bids, hunger and policing are set from outside; workers choose each week among the workplace, theft
and a little trade. Signals, books and the order of the day are as in a run.
"""

from __future__ import annotations

from types import ModuleType, SimpleNamespace
from typing import Any

from tests.economy.helpers import (
    Flows,
    Sends,
    blank,
    day,
    defaults,
    make_household,
    make_person,
    make_place,
    make_site,
)
from tests.economy.riverside import Luck, wants
from tumen.core.roles import Attendance, Livelihood, Role
from tumen.economy.households import advances, livelihood, theft
from tumen.economy.mines import plant_metal
from tumen.economy.state import attendance

MODULES = (theft, plant_metal, advances, livelihood)
CROWD = ("household", "person")


class Plant:
    """``metal`` and ``bids`` are in kilograms and fen a kilogram, by commodity."""

    def __init__(
        self,
        workers: int = 100,
        metal: dict[str, int] | None = None,
        bids: dict[str, float] | None = None,
        concentrate: int = 0,
        **changed: Any,
    ) -> None:
        site = dict(posts=workers, concentrate=concentrate, makes=int(concentrate > 0), idle=0.8)
        site |= dict(job_return=0, leeway=0.2, hope=1.0)
        household = dict(hunger=0.0, fear=0.3, trust=0.4, plot=0.0, won=0, yuan=0, arrears=0)
        place = dict(enforcement=0.5, yuan_rate=1_270, broker_yuan=10**11, broker_budget=10**11)
        place |= dict(trade_return=1_500, plot_return=0, collect_return=0, carry_return=0, believed_risk=0.0)
        for actor in (site, household, place):
            actor |= {name: value for name, value in changed.items() if name in actor}
        self.bids = bids or {}
        self.place = make_place(*MODULES, **place)
        self.site = make_site(*MODULES, **site)
        self.ware = self._ware("concentrate")
        self.fittings = [self._fitting(name, 1_000 * kg) for name, kg in (metal or {}).items()]
        self.people = [(self._worker(i), make_household(*MODULES, id=i, **household)) for i in range(workers)]
        self.param = defaults(*MODULES, attendance, hours_after_work=1.0)
        self.total: dict[str, int] = {}
        self.sent: dict[str, int] = {}
        self.day = 0
        rules = [(when, m, getattr(m, name)) for m in MODULES for name, when in m.WHEN.items()]
        self.rules = sorted((r for r in rules if r[0] != "opening"), key=lambda r: (r[0], r[1].__name__))
        self._run(plant_metal, plant_metal.build)

    def _ware(self, name: str) -> SimpleNamespace:
        return SimpleNamespace(name=name, held=0, bid=float(self.bids.get(name, 0.0)))

    def _fitting(self, name: str, grams: int) -> SimpleNamespace:
        commodity = SimpleNamespace(wiring=int(name == "copper"))
        ware = self._ware(name)
        return blank("fitting", plant_metal, name=name, fitted=grams, ware=ware, commodity=commodity)

    def _worker(self, i: int) -> SimpleNamespace:
        given = dict(role=Role.WORKER, registered=1, stall_skill=10, detained=0)
        return make_person(*MODULES, id=i, attendance=Attendance.AT_WORK, **given)

    def _rows(self, kind: str) -> list[tuple[int, dict[str, Any]]]:
        if kind == "person":
            return [(p.id, dict(person=p, household=h)) for p, h in self.people]
        if kind == "household":
            return [(h.id, dict(household=h)) for _, h in self.people]
        if kind == "fitting":
            return [(0, dict(fitting=f, ware=f.ware, commodity=f.commodity)) for f in self.fittings]
        return [(0, dict(ware=self.ware))]

    def _run(self, module: ModuleType, rule: Any) -> None:
        names = wants(rule)
        for who, seen in self._rows(names[0]):
            actors = dict(place=self.place, site=self.site) | seen
            flow, send = Flows(module, **actors), Sends()
            given = actors | dict(
                today=day(self.day), param=self.param, flow=flow, send=send, draw=Luck(who, self.day)
            )
            rule(*(given[name] for name in names))
            for name, amount in flow.moved.items():
                self.total[name] = self.total.get(name, 0) + amount
            for name, amount in send.sent.items():
                self._send(name, amount, at_once=names[0] not in CROWD)

    def _send(self, name: str, amount: int, at_once: bool) -> None:
        """What people send is summed up in the evening, what others send at once."""
        self.sent[name] = self.sent.get(name, 0) + amount
        if at_once:
            self._show(name)

    def _show(self, name: str) -> None:
        kind = next(m.SIGNALS[name].kind for m in MODULES if name in m.SIGNALS)
        setattr(self.site if kind == "site" else self.place, name, self.sent.get(name, 0))

    def live(self, days: int) -> dict[str, int]:
        """So many days; what was moved in them."""
        before = dict(self.total)
        for _ in range(days):
            self.sent = {}
            evening = False
            for when, module, rule in self.rules:
                if when >= "21:00" and not evening:
                    evening = True
                    for name in ("thieves", "thieves_seen", "advances_settled"):
                        self._show(name)
                self._run(module, rule)
            self.day += 1
        return {name: amount - before.get(name, 0) for name, amount in self.total.items()}

    def left(self, name: str) -> float:
        """Part of a metal that is still there."""
        return next(f.metal / f.fitted for f in self.fittings if f.name == name)

    def thieves(self) -> int:
        """Workers whose livelihood is theft."""
        return sum(person.livelihood == Livelihood.PILFER for person, _ in self.people)

    def send_thieves(self, count: int) -> None:
        """So many workers steal, whatever they would choose."""
        for i, (person, _) in enumerate(self.people):
            person.role = Role.SECURITY  # who does not choose
            person.livelihood = Livelihood.PILFER if i < count else Livelihood.STATE_JOB
