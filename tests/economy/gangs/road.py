"""A county with metal in its brokers' hands, a road, and a crossing at its end; one night at a time."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tests.economy.helpers import Flows, blank, defaults, make_place
from tumen.core.roles import Means
from tumen.economy.gangs import organisation, roads, trucks, units

GANGS = (roads, organisation, trucks, units)
TONNE = 1_000_000


def param(**changed: float) -> SimpleNamespace:
    """Every number of the gangs at its default, save those named."""
    return defaults(*GANGS, **changed)


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
    return SimpleNamespace(held=int(tonnes * TONNE), bid=bid)


def way(means: Means, price: float, **changed: Any) -> SimpleNamespace:
    """A way over the crossing, and what buyers pay at its end (fen/kg)."""
    given = dict(means=means, price=price, most=10**9, load=0, crossed=0, shield=0.0)
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
