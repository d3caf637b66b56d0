"""A town on the river where adults choose, collect, pilfer, carry and trade, rule by rule.

Each adult is a household of his own; hunger, wages and the state of the mine are set from outside,
so that one thing at a time can be changed.
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
from tumen.core.roles import Attendance, Role
from tumen.economy.border import brokers, policing, private_crossings
from tumen.economy.households import carrying, collecting, livelihood, pilfering, plot, state_job, trading
from tumen.economy.state import attendance

MODULES = (
    policing,
    private_crossings,
    brokers,
    collecting,
    pilfering,
    carrying,
    trading,
    plot,
    state_job,
    livelihood,
)
KINDS = ("state", "place", "crossing", "site", "household", "person")


def wants(rule: Any) -> tuple[str, ...]:
    return rule.__code__.co_varnames[: rule.__code__.co_argcount]


class Luck:
    """Uniform numbers that depend on the person, the day and the name of the draw."""

    def __init__(self, number: int, today: int) -> None:
        self.key = number * 7919 + today * 104_729

    def __getattr__(self, name: str) -> float:
        x = (self.key * 2_654_435_761 + sum(ord(c) * 31**i for i, c in enumerate(name))) & 0xFFFFFFFF
        x = ((x ^ (x >> 16)) * 0x45D9F3B) & 0xFFFFFFFF
        x = ((x ^ (x >> 16)) * 0x45D9F3B) & 0xFFFFFFFF
        return (x ^ (x >> 16)) / 2**32


class Riverside:
    """Run the livelihoods of ``adults`` for a while; ``total`` adds up the flows."""

    def __init__(self, adults: int = 100, miners: int = 0, hunger: float = 0.0, **place: Any) -> None:
        given = dict(
            residents=2 * adults,
            households=adults,
            river_scrap=1.0,
            plot_land=1.0,
            harvest=1.0,
            flood_loss=0.0,
        )
        given |= dict(season=0.0, grain_price=3_400, outside_trade=1_000, trade_level=1.0, trade_pot=0)
        given |= dict(ration=0, worker_ration=0, public_ration=0) | place
        self.state = SimpleNamespace(won_per_yuan=1_270)
        self.place = make_place(*MODULES, **given)
        self.crossing = blank("crossing", *MODULES, private_ways=150, open=1.0, frozen=0)
        self.mine = make_site(
            *MODULES,
            posts=max(1, miners),
            pay=0,
            concentrate=10**12,
            idle=0.5,
            leeway=0.3,
            yard=10**13,
        )
        nowhere = make_site(*MODULES, id=0, kind=0, posts=0, pay=0, concentrate=0, idle=0.0, leeway=0.0)
        self.param = defaults(*MODULES, attendance)
        self.people = []
        for i in range(adults):
            household = make_household(
                *MODULES, id=i, hunger=hunger, fear=0.3, trust=0.4, won=0, yuan=0, grain=0, arrears=0
            )
            works = i < miners
            person = make_person(
                *MODULES,
                id=i,
                role=Role.MINER if works else Role.DEPENDANT,
                female=0 if works else 1,
                registered=int(works),
                hours=0.25 if works else 1.0,
                attendance=Attendance.AT_WORK if works else Attendance.NOT_REGISTERED,
            )
            self.people.append((person, household, self.mine if works else nowhere))
        self.signals = [name for m in MODULES for name in getattr(m, "SIGNALS", {})]
        self.total: dict[str, int] = {}
        self.sent: dict[str, int] = dict.fromkeys(self.signals, 0)
        self.day = 0
        rules = [(when, m, getattr(m, name)) for m in MODULES for name, when in m.WHEN.items()]
        self.rules = sorted((r for r in rules if r[0] != "opening"), key=lambda r: (r[0], r[1].__name__))
        for _, module, rule in (r for r in rules if r[0] == "opening"):
            self._run(module, rule)

    def _run(self, module: ModuleType, rule: Any) -> None:
        names = wants(rule)
        if names[0] in ("household", "person"):
            for person, household, site in self.people:
                self._call(
                    module, rule, names, dict(person=person, household=household, site=site), person.id
                )
        else:
            self._call(module, rule, names, dict(site=self.mine), 0)

    def _call(
        self, module: ModuleType, rule: Any, names: tuple[str, ...], actors: dict[str, Any], who: int
    ) -> None:
        actors = dict(state=self.state, place=self.place, crossing=self.crossing) | actors
        flow, send = Flows(module, **actors), Sends()
        given = actors | dict(
            today=day(self.day), param=self.param, flow=flow, send=send, draw=Luck(who, self.day)
        )
        rule(*(given[name] for name in names))
        for name, amount in flow.moved.items():
            self.total[name] = self.total.get(name, 0) + amount
        for name, amount in send.sent.items():
            self.sent[name] += amount

    def live(self, days: int) -> dict[str, int]:
        """So many days; what was moved in them."""
        before = dict(self.total)
        for _ in range(days):
            self.sent = dict.fromkeys(self.signals, 0)
            for _, module, rule in self.rules:
                self._run(module, rule)
            vars(self.place).update(self.sent)
            self.day += 1
        return {name: amount - before.get(name, 0) for name, amount in self.total.items()}

    def doing(self, what: int) -> int:
        """Adults whose livelihood is ``what``."""
        return sum(person.livelihood == what for person, _, _ in self.people)
