"""One small workload twice: as three Tumen mechanisms and as a Mesa model.

Agents go to work nine days in ten, are paid for it, buy grain at the town's price and eat. The
town adds up who came and what was bought, and sets tomorrow's price by it.
"""

from __future__ import annotations

import time
from datetime import date, timedelta
from types import ModuleType, SimpleNamespace

import numpy as np

from tumen.core.declare import Draw, Flow, Param, Signal, Stock, Whole
from tumen.core.maths import clip, whole
from tumen.core.roles import SiteKind
from tumen.engine.catalog import Catalog, read_mechanism
from tumen.engine.kernel import Model
from tumen.engine.simulation import Simulation
from tumen.engine.stage import build
from tumen.world.population import Population

AGENTS = 20_000
TOWNS = 2
PAY, NEED, STAYS_AWAY = 3_000, 500, 0.1
USUAL_PRICE = 5
DEMAND = NEED * AGENTS // TOWNS
SWAY = 0.2


def go(person, household, site, param, draw, flow, send):
    person.at_work = 0
    if draw.stays < param.stays_away:
        return
    person.at_work = 1
    flow.paid(whole(param.pay))
    send.came(1)


def buy(household, place, param, flow, send):
    bought = min(whole(param.food_need), household.won // place.price)
    flow.spent(bought * place.price)
    flow.grain_bought(bought)
    send.demand(bought)
    flow.eaten(household.grain)


def price(place, param):
    wanted = param.food_need * place.households
    surplus = clip(place.demand / wanted - 0.5, -0.5, 0.5)
    place.price = whole(param.usual_price * (1.0 + param.sway * surplus))


def _module(name: str, **contents: object) -> ModuleType:
    module = ModuleType(f"tumen.economy.reference.{name}")
    vars(module).update(contents)
    return module


def _number(default: float, unit: str) -> Param:
    return Param(default, 0, 1e6, unit, "assumption", "Of the reference workload.")


def catalog() -> Catalog:
    """The three mechanisms."""
    job = _module(
        "job",
        WHEN={"go": "08:00"},
        STATE={
            "person.at_work": Whole(0, 1, "0/1", "Came to work."),
            "household.won": Stock("won", "Cash."),
        },
        PARAMS={"stays_away": _number(STAYS_AWAY, "share"), "pay": _number(PAY, "won")},
        DRAWS={"stays": Draw("Stays away.")},
        FLOWS={"paid": Flow("won", "made", "household.won", "Pay.")},
        SIGNALS={"came": Signal("site", "persons", "At work.")},
        go=go,
    )
    meal = _module(
        "meal",
        WHEN={"buy": "18:00"},
        STATE={
            "household.grain": Stock("grain", "Larder."),
            "place.till": Stock("won", "Till."),
        },
        PARAMS={"food_need": _number(NEED, "g")},
        FLOWS={
            "spent": Flow("won", "household.won", "place.till", "Spent."),
            "grain_bought": Flow("grain", "rest", "household.grain", "Bought."),
            "eaten": Flow("grain", "household.grain", "used", "Eaten."),
        },
        SIGNALS={"demand": Signal("place", "g", "Bought.")},
        buy=buy,
    )
    shop = _module(
        "shop",
        WHEN={"price": "22:00"},
        STATE={"place.price": Whole(1, 1_000, "won/g", "Price.", default=USUAL_PRICE)},
        PARAMS={"usual_price": _number(USUAL_PRICE, "won/g"), "sway": _number(SWAY, "share")},
        price=price,
    )
    return Catalog(read_mechanism(module) for module in (job, meal, shop))


def _people() -> Population:
    k = np.arange(AGENTS)
    town = (k * TOWNS // AGENTS).astype(np.int16)
    one, none = k * 0 + 1, k * 0
    households = {"id": k, "place": town, "weight": one, "adults": one, "children": none, "elders": none}
    households |= {"farm": none, "urban": one, "first_person": k}
    persons = {"id": k * 16, "household": k, "site": 1 + town, "role": one, "female": none, "age": one * 30}
    return Population(households, persons, 1.0)


def tumen(days: int, compare_on: int) -> tuple[float, float]:
    """Person-days a second on one core, and average cash on the evening of day ``compare_on``."""
    towns = [f"Town {number}" for number in range(TOWNS)]
    first = date(2015, 1, 1)
    rows = {"places": [{"name": town} for town in towns]}
    works = {"kind": SiteKind.ENTERPRISE, "posts": 1, "commodity": ""}
    scenario = SimpleNamespace(
        name="reference",
        start=first,
        end=first + timedelta(days=days),
        burn_in_days=0,
        places=rows["places"],
        sites=[{**works, "name": f"{town} works", "place": town} for town in towns],
        commodities=[],
        fittings=[],
        routes=[],
        table=lambda name: rows.get(name, []),
        settings={},
        state={},
        changes=[],
        series=[],
    )
    simulation = Simulation(build(scenario, Model(catalog()), population=_people()))  # type: ignore[arg-type]
    simulation.run(compare_on + 1)
    cash = float(simulation.stage.arrays["household_rows"]["won"].mean())
    began = time.perf_counter()
    simulation.run()
    return AGENTS * (days - compare_on) / (time.perf_counter() - began), cash


def mesa(days: int) -> tuple[float, float]:
    """The same in Mesa: an object for each agent, a method for each day."""
    from mesa import Agent, Model

    class Town:
        def __init__(self) -> None:
            self.price, self.came, self.demand, self.till = USUAL_PRICE, 0, 0, 0

        def set_price(self) -> None:
            surplus = min(0.5, max(-0.5, self.demand / DEMAND - 0.5))
            self.price = int(USUAL_PRICE * (1.0 + SWAY * surplus) + 0.5)
            self.came = self.demand = 0

    class Worker(Agent):
        def __init__(self, model: Model, town: Town) -> None:
            super().__init__(model)
            self.town, self.won, self.grain, self.at_work = town, 0, 0, False

        def day(self) -> None:
            town = self.town
            self.at_work = self.random.random() >= STAYS_AWAY
            if self.at_work:
                self.won += PAY
                town.came += 1
            bought = min(NEED, self.won // town.price)
            self.won -= bought * town.price
            town.till += bought * town.price
            self.grain += bought
            town.demand += bought
            self.grain = 0

    class World(Model):
        def __init__(self) -> None:
            super().__init__(rng=1)
            self.towns = [Town() for _ in range(TOWNS)]
            for number in range(AGENTS):
                Worker(self, self.towns[number * TOWNS // AGENTS])

        def one_day(self) -> None:
            self.agents.do("day")
            for town in self.towns:
                town.set_price()

    world = World()
    world.one_day()
    began = time.perf_counter()
    for _ in range(days):
        world.one_day()
    speed = AGENTS * days / (time.perf_counter() - began)
    return speed, sum(worker.won for worker in world.agents) / AGENTS
