"""A town on the river where adults choose, collect, carry and trade, rule by rule.

Each adult is a household of his own; hunger, wages, the state of the mine and what guards ask are
set from outside, so that one thing at a time can be changed. Brokers deal in scrap, concentrate
and herbs, and every good has its way over on carriers' backs.
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
from tumen.core.roles import Attendance, Means, Role
from tumen.economy.border import brokers, buyers, private_crossings, wares
from tumen.economy.households import carrying, collecting, livelihood, plot, state_job, trading
from tumen.economy.police import policing, who_profits
from tumen.economy.state import attendance

MODULES = (
    policing,
    wares,
    buyers,
    private_crossings,
    brokers,
    collecting,
    carrying,
    trading,
    plot,
    state_job,
    livelihood,
)
GOODS = {
    "scrap": dict(far_price=200, collected=1),
    "iron_concentrate": dict(far_price=30),
    "herbs": dict(far_price=2_500, supply=300.0),
}
CROWD = ("household", "person")


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
        given |= dict(ration=0, worker_ration=0, public_ration=0, scrap_pool=0, gang_trucks=0)
        given |= dict(campaign=0.0, theft_risk=0.02, handed_over=0.004, advances_settled=0) | place
        self.state = SimpleNamespace(won_per_yuan=1_270, price_level=1.0, talks=0.0)
        self.place = make_place(*MODULES, **given)
        self.crossing = blank(
            "crossing", *MODULES, private_ways=150, open=1.0, frozen=0, bribe=400, guard_purse=0, watch=0.4
        )
        self.wares = {name: self._ware(good) for name, good in GOODS.items()}
        self.hauls = {name: self._haul(ware) for name, ware in self.wares.items()}
        self.mine = make_site(*MODULES, posts=max(1, miners), **_workplace(idle=0.5, leeway=0.3))
        nowhere = make_site(*MODULES, id=0, kind=0, posts=0, **_workplace())
        self.param = defaults(*MODULES, attendance, who_profits)
        self.people = []
        for i in range(adults):
            household, person = self._adult(i, hunger, works=i < miners)
            self.people.append((person, household, self.mine if i < miners else nowhere))
        self.signals = [name for m in MODULES for name in getattr(m, "SIGNALS", {})]
        self.total: dict[str, int] = {}
        self.sent: dict[str, int] = dict.fromkeys(self.signals, 0)
        self.crossed: dict[str, int] = dict.fromkeys(GOODS, 0)
        self.day = 0
        rules = [(when, m, getattr(m, name)) for m in MODULES for name, when in m.WHEN.items()]
        self.rules = sorted((r for r in rules if r[0] != "opening"), key=lambda r: (r[0], r[1].__name__))
        for _, module, rule in (r for r in rules if r[0] == "opening"):
            self._run(module, rule)

    def _ware(self, good: dict[str, float]) -> SimpleNamespace:
        """A good in the town's shadow market, linked to what it is."""
        ware = blank("ware", *MODULES)
        ware.commodity = blank("commodity", *MODULES, **good)
        return ware

    def _haul(self, ware: SimpleNamespace) -> SimpleNamespace:
        """Its way over the river on carriers' backs."""
        haul = blank("haul", *MODULES, means=Means.BACKS, worth=0.0, reach=0, stopped=0, outlet=50)
        haul.ware = ware
        return haul

    def _adult(self, i: int, hunger: float, works: bool) -> tuple[SimpleNamespace, SimpleNamespace]:
        purse = dict(won=0, yuan=0, grain=0, arrears=0, advance=0, away=0)
        household = make_household(*MODULES, id=i, hunger=hunger, fear=0.3, trust=0.4, **purse)
        person = make_person(
            *MODULES,
            id=i,
            role=Role.MINER if works else Role.DEPENDANT,
            female=0 if works else 1,
            registered=int(works),
            hours=0.25 if works else 1.0,
            attendance=Attendance.AT_WORK if works else Attendance.NOT_REGISTERED,
            detained=0,
            case=0,
        )
        return household, person

    def _rows(self, kind: str) -> list[tuple[int, dict[str, Any]]]:
        """Who acts, and whom he sees besides the state, the place and the crossing."""
        if kind in CROWD:
            return [(p.id, dict(person=p, household=h, site=s)) for p, h, s in self.people]
        if kind in ("ware", "commodity"):
            return [(0, dict(ware=w, commodity=w.commodity)) for w in self.wares.values()]
        if kind == "haul":
            return [(0, dict(haul=h, ware=h.ware, commodity=h.ware.commodity)) for h in self.hauls.values()]
        return [(0, dict(site=self.mine))]

    def _run(self, module: ModuleType, rule: Any) -> None:
        names = wants(rule)
        for who, seen in self._rows(names[0]):
            actors = dict(state=self.state, place=self.place, crossing=self.crossing) | seen
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
            self.crossing.watch = self.place.enforcement
            for _, module, rule in self.rules:
                self._run(module, rule)
            vars(self.place).update(self.sent)
            for name, haul in self.hauls.items():
                self.crossed[name] += haul.crossed
            self.day += 1
        return {name: amount - before.get(name, 0) for name, amount in self.total.items()}

    def doing(self, what: int) -> int:
        """Adults whose livelihood is ``what``."""
        return sum(person.livelihood == what for person, _, _ in self.people)


def _workplace(idle: float = 0.0, leeway: float = 0.0) -> dict[str, Any]:
    return dict(pay=0, idle=idle, leeway=leeway, pilfer_return=0, hope=0.0, concentrate=10**12, yard=10**13)
