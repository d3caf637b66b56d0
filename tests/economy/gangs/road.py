"""A county with metal in its brokers' hands, a road, and a crossing at its end; one night at a time."""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import Any

from tests.economy.helpers import Flows, blank, defaults, make_place
from tumen.core.roles import Means
from tumen.economy.border import brokers
from tumen.economy.gangs import organisation, roads, trucks, units

GANGS = (roads, organisation, trucks, units)
TONNE = 1_000_000


def param(**changed: float) -> SimpleNamespace:
    """Every number of gangs and brokers at its default, save those named."""
    return defaults(brokers, *GANGS, **changed)


def county(**changed: Any) -> SimpleNamespace:
    """A county of 24,000 households with a tenth of trucks stopped at its checks."""
    given = dict(households=24_000, road_check=0.05, broker_yuan=10_000_000, runs_caught=0, thieves_seen=0)
    return make_place(*GANGS, **(given | changed))


def bank(**changed: Any) -> SimpleNamespace:
    """A crossing where every other guard is in the trade."""
    given = dict(open=1.0, complicity=0.5, watch=0.4, truck_bribe=30_000, guard_purse=0, truck_room=10)
    return blank("crossing", *GANGS, **(given | changed))


def lots(tonnes: float, bid: float) -> SimpleNamespace:
    """So much of one good in brokers' hands, at this bid (fen/kg)."""
    return SimpleNamespace(held=int(tonnes * TONNE), bid=bid, promised=0)


def way(means: Means, price: float, **changed: Any) -> SimpleNamespace:
    """A way over the crossing, and what buyers pay at its end (fen/kg)."""
    given = dict(means=means, price=price, leaves=price, most=10**9, load=0, crossed=0, shield=0.0)
    return blank("haul", *GANGS, **(given | changed))


def luck(**draws: float) -> SimpleNamespace:
    """Draws as named."""
    return SimpleNamespace(**draws)


def ask_price(haul: Any, place: Any, crossing: Any, p: Any) -> None:
    """The road is weighed."""
    roads.approach(crossing, place)
    roads.weigh_road(haul, place, crossing, p)


def send_trucks(ways: list[tuple[Any, Any]], place: Any, crossing: Any, p: Any) -> dict[str, int]:
    """One night of hiring and loading; what was moved, all ways together."""
    trucks.count_free(place)
    moved: dict[str, int] = {}
    for haul, _ in ways:
        ask_price(haul, place, crossing, p)
    for haul, ware in ways:
        trucks.count_heap(ware)
        trucks.weigh_load(haul, ware, place, p)
    for rule in (trucks.hire_dearest, trucks.hire_others):
        for haul, ware in ways:
            rule(haul, ware, place, crossing, p)
    for haul, ware in ways:
        flow = Flows(trucks, haul=haul, ware=ware, place=place, crossing=crossing)
        trucks.depart(haul, ware, place, crossing, flow)
        moved = {name: moved.get(name, 0) + amount for name, amount in flow.moved.items()} | {
            name: amount for name, amount in moved.items() if name not in flow.moved
        }
    return moved


class Year:
    """A county 50 km inland whose brokers take in scrap every day: gangs' trucks and a unit's, by night."""

    def __init__(self, tonnes: float = 6.0, fleet: int = 4, seed: int = 1, **place: Any) -> None:
        self.rng = random.Random(seed)
        self.daily, self.param = int(tonnes * TONNE), param()
        self.place, self.crossing, self.ware = county(gang_skill=0.1, **place), bank(), lots(0, 60.0)
        self.state = SimpleNamespace(army_ration=0.7)
        self.ways = [
            way(Means.TRUCKS, 150.0, road_km=50, most=12 * TONNE),
            way(Means.UNIT, 150.0, road_km=50, most=12 * TONNE, fleet=fleet, protection=0.5, shield=0.4),
        ]
        self.crossed, self.stopped, self.rolled, self.peak = [0, 0], [0, 0], 0, 0.0

    def _luck(self) -> SimpleNamespace:
        names = [name for module in GANGS for name in getattr(module, "DRAWS", {})]
        return SimpleNamespace(**{name: self.rng.random() for name in names})

    def _run(self, module: Any, rule: Any, **actors: Any) -> None:
        given = dict(place=self.place, crossing=self.crossing, ware=self.ware, state=self.state) | actors
        given |= dict(param=self.param, draw=self._luck(), flow=Flows(module, **given))
        rule(*(given[name] for name in rule.__code__.co_varnames[: rule.__code__.co_argcount]))

    def _take_in(self) -> None:
        """A heap of ten nights' carrying halves the bid; nothing is bought on credit."""
        reach = 10 * sum(haul.reach for haul in self.ways) + TONNE
        self.ware.bid = 75.0 * reach / (reach + self.ware.held)
        grams = min(self.daily * self.ware.bid / 60.0, 1000 * self.place.broker_yuan / self.ware.bid)
        self.ware.held += int(grams)
        self.place.broker_yuan -= int(grams / 1000 * self.ware.bid)

    def _deliver(self) -> None:
        """Brokers are paid for their loads; what a way leaves by the kilogram is what the road says."""
        for i, haul in enumerate(self.ways):
            haul.leaves = haul.worth
            haul.crossed, haul.load = haul.load - haul.stopped, 0
            self.crossed[i] += haul.crossed
            self.stopped[i] += haul.stopped > 0
            if haul.means == Means.TRUCKS:
                self.place.broker_yuan += int(haul.crossed / 1000 * haul.price)

    def live(self, nights: int) -> Year:
        """So many nights in the order of the day; brokers pay for what they take in."""
        rules = [(when, m, getattr(m, name)) for m in GANGS for name, when in m.WHEN.items()]
        rules = sorted((r for r in rules if "02" <= r[0][:2] < "06"), key=lambda r: (r[0], r[1].__name__))
        early = [r for r in rules if r[0] < "02:40"]
        for _ in range(nights):
            self._take_in()
            for part in (early, rules[len(early) :]):
                for _, module, rule in part:
                    if rule.__code__.co_varnames[0] == "haul":
                        for haul in self.ways:
                            self._run(module, rule, haul=haul)
                    else:
                        self._run(module, rule)
                if part is early:
                    self._deliver()
            self.rolled += self.place.cell_rolled >= 0
            self.peak = max(self.peak, self.place.gang_skill)
        return self
