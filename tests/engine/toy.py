"""A two-place world of a few households and two mechanisms, for testing the engine itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
from numba import njit

from tumen.core.declare import Draw, Fixed, Flow, Observable, Param, Signal, Stock, Trait, Whole
from tumen.core.maths import clip, exponential, whole
from tumen.core.measure import mean, total
from tumen.core.roles import Livelihood, SiteKind
from tumen.engine.catalog import Catalog
from tumen.engine.kernel import Model
from tumen.engine.mechanism import read_mechanism
from tumen.engine.simulation import Simulation
from tumen.engine.stage import Stage, build
from tumen.world.population import Population

GRAM = 1000


def _half(x: float) -> float:
    return x / 2.0


def fill(place, param):
    place.store = whole(param.first_store * place.residents)


def harvest(place, today, draw, flow, send):
    place.luck = draw.rain
    if today.month >= 6:
        flow.grown(whole(place.luck * GRAM))
    place.ration = place.store // (2 * place.residents)


def eat(household, place, param, flow, send):
    mouths = household.adults + household.children + household.elders
    flow.handed_out(place.ration * mouths)
    flow.eaten(min(household.larder, whole(param.need * mouths)))
    household.mood = clip(household.mood + 0.01 * (household.larder > 0) - 0.02, 0.0, 1.0)
    send.mouths(mouths)


def work(person, household, site, draw, flow, send):
    person.busy = 0
    if draw.lazy < 0.3 * exponential(-household.mood) + 0.1 * draw.nature:
        return
    person.busy = Livelihood.TRADE
    person.days += 1
    flow.earned(whole(_half(3.0)) + person.id % 2)
    send.hands(1)


def count(state, flow):
    state.days += 1


FARM = {
    "WHEN": {"fill": "opening", "harvest": "03:00", "eat": "18:00"},
    "STATE": {
        "place.store": Stock("grain", "Grain in the store."),
        "place.ration": Whole(0, 10_000, "g", "Ration a mouth."),
        "place.luck": Fixed(0, 1, "share", "How much grew."),
        "household.larder": Stock("grain", "Grain at home."),
        "household.mood": Fixed(0, 1, "share", "Contentment.", default=0.5),
    },
    "PARAMS": {
        "first_store": Param(5000, 0, 10_000, "g/person", "assumption", "Store at the start."),
        "need": Param(450, 0, 900, "g/person/day", "assumption", "What a mouth eats."),
    },
    "DRAWS": {"rain": Draw("How well it grows.")},
    "FLOWS": {
        "grown": Flow("grain", "made", "place.store", "Harvest."),
        "handed_out": Flow("grain", "place.store", "household.larder", "Rations."),
        "eaten": Flow("grain", "household.larder", "used", "Meals."),
    },
    "SIGNALS": {"mouths": Signal("place", "persons", "People fed.")},
    "OBSERVABLES": {
        "ration": Observable("g/person/day", "Ration.", total("flow.handed_out") / total("place.mouths")),
        "store": Observable("g", "Store.", mean("place.store")),
    },
    "fill": fill,
    "harvest": harvest,
    "eat": eat,
}
WORK = {
    "WHEN": {"work": "09:00", "count": "22:00"},
    "STATE": {
        "person.busy": Whole(0, 6, "code", "What the day went to."),
        "person.days": Whole(0, 100, "d", "Days worked."),
        "household.purse": Stock("won", "Cash."),
        "state.days": Whole(0, 100_000, "d", "Days counted."),
    },
    "DRAWS": {"lazy": Draw("Stays at home."), "nature": Trait("Idleness.")},
    "FLOWS": {"earned": Flow("won", "made", "household.purse", "Pay.")},
    "SIGNALS": {"hands": Signal("site", "persons", "People at work.")},
    "work": work,
    "count": count,
}


def fit(fitting):
    fitting.metal = 5_000


def strip(fitting, ware, draw, flow):
    flow.stripped(min(fitting.metal, whole(100 * draw.strength)))


def gather_scrap(household, place, flow):
    flow.picked(3)
    flow.brought(household.scrap)


def pool(ware, place, flow):
    if ware.scrap == 1:
        flow.piled(place.pool)
    flow.found(ware.commodity)


def set_out(haul, ware, draw, flow):
    flow.loaded(whole(draw.strength * ware.held / 3))
    haul.crossed = haul.load
    flow.sold(haul.load)


def mark(ware, commodity):
    ware.scrap = 1 if commodity.commodity == 1 else 0


SMUGGLE = {
    "WHEN": {
        "fit": "opening",
        "mark": "opening",
        "strip": "02:00",
        "gather_scrap": "10:00",
        "pool": "21:00",
        "set_out": "22:00",
    },
    "STATE": {
        "fitting.metal": Stock("commodity", "Metal in the plant."),
        "ware.held": Stock("commodity", "Held by dealers."),
        "ware.scrap": Whole(0, 1, "yes or no", "Scrap iron."),
        "haul.load": Stock("commodity", "On its way."),
        "haul.crossed": Whole(0, 10**9, "g", "Got through."),
        "place.pool": Stock("scrap", "Scrap bought."),
        "household.scrap": Stock("scrap", "Scrap at home."),
    },
    "DRAWS": {"strength": Draw("How much.")},
    "FLOWS": {
        "stripped": Flow("commodity", "fitting.metal", "ware.held", "Stripped."),
        "picked": Flow("scrap", "made", "household.scrap", "Picked up."),
        "brought": Flow("scrap", "household.scrap", "place.pool", "Brought to the dealer."),
        "piled": Flow("commodity", "place.pool", "ware.held", "Scrap among the wares."),
        "found": Flow("commodity", "made", "ware.held", "Found."),
        "loaded": Flow("commodity", "ware.held", "haul.load", "Loaded."),
        "sold": Flow("commodity", "haul.load", "abroad", "Sold."),
    },
    "OBSERVABLES": {
        "smuggled": Observable("g", "Smuggled.", total("haul.crossed"), by="commodity"),
        "smuggled_by": Observable("g", "Smuggled.", total("haul.crossed"), by="means"),
        "smuggled_at": Observable("g", "Smuggled.", total("haul.crossed"), by="crossing"),
        "sold": Observable("g", "Sold.", total("flow.sold"), by="commodity"),
        "sold_in_all": Observable("g", "Sold.", total("flow.sold")),
    },
    "fit": fit,
    "strip": strip,
    "gather_scrap": gather_scrap,
    "pool": pool,
    "set_out": set_out,
    "mark": mark,
}


def mechanism(name: str, contents: dict[str, object]) -> ModuleType:
    module = ModuleType(f"tumen.economy.toys.{name}")
    module.__doc__ = f"The {name} of the toy world."
    vars(module).update(contents)
    return module


def toy_catalog(*more: ModuleType) -> Catalog:
    modules = [mechanism("farm", FARM), mechanism("work", WORK), mechanism("smuggle", SMUGGLE), *more]
    return Catalog(read_mechanism(module) for module in modules)


class ToyScenario(SimpleNamespace):
    """The part of a scenario that the engine reads."""

    def table(self, name: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = getattr(self, name)
        return rows


def route(name: str, place: str, means: str, commodities: str) -> dict[str, Any]:
    return {"name": name, "place": place, "crossing": "ford", "means": means, "commodities": commodities}


def toy_scenario(**changes: object) -> ToyScenario:
    return ToyScenario(
        **{
            "name": "toy",
            "start": date(2015, 5, 20),
            "end": date(2015, 7, 10),
            "burn_in_days": 7,
            "places": [{"name": "East"}, {"name": "West"}],
            "sites": [
                {
                    "name": "East works",
                    "place": "East",
                    "kind": SiteKind.ENTERPRISE,
                    "posts": 10,
                    "commodity": "",
                },
                {
                    "name": "West works",
                    "place": "West",
                    "kind": SiteKind.ENTERPRISE,
                    "posts": 10,
                    "commodity": "copper",
                },
            ],
            "crossings": [{"name": "ford", "place": "West"}],
            "commodities": [
                {"name": "salt", "smuggled": 0},
                {"name": "scrap", "smuggled": 1},
                {"name": "copper", "smuggled": 1},
            ],
            "routes": [
                route("by night", "East", "trucks", ""),
                route("by foot", "West", "backs", "scrap"),
            ],
            "fittings": [{"name": "wire", "site": "West works", "commodity": "copper"}],
            "camps": [],
            "companies": [],
            "instruments": [],
            "settings": {},
            "state": {},
            "changes": [],
            "series": [],
            **changes,
        }
    )


def toy_people(households: int = 2_500) -> Population:
    k = np.arange(households)
    adults = 1 + k % 3
    home = np.repeat(k, adults)
    place = (k >= households * 2 // 5).astype(np.int16)
    n = len(home)
    columns = {
        "id": 1_000 + k,
        "place": place,
        "weight": 1 + k % 2,
        "adults": adults,
        "children": k % 4,
        "elders": k % 2,
        "farm": k * 0,
        "urban": k * 0 + 1,
        "first_person": np.cumsum(adults) - adults,
    }
    persons = {
        "id": np.arange(n),
        "household": home,
        "site": 1 + place[home],
        "role": np.ones(n, np.int8),
        "female": np.zeros(n, np.int8),
        "age": np.full(n, 30, np.int8),
    }
    return Population(columns, persons, 1.0)


def toy_stage(
    catalog: Catalog | None = None, households: int = 2_500, seed: int = 1, **scenario: object
) -> Stage:
    model = Model(catalog or toy_catalog())
    return build(toy_scenario(**scenario), model, seed=seed, population=toy_people(households))


def kernel_function(name: str) -> Callable[..., Any]:
    """A function of the toy's kernel, wrapped so that Python may call it."""
    function = getattr(toy_stage(households=2).model.kernel, name)
    return njit(error_model="numpy")(function.py_func)


def every_day(simulation: Simulation, column: str) -> np.ndarray:
    """A coarse column's value on every evening that was kept: (day, row)."""
    stage = simulation.stage
    rows = len(stage.arrays[f"{column.split('.')[0]}_rows"])
    at = [stage.wiring.at(column, row) for row in range(rows)]
    return np.stack([day.lasts["coarse"][at] for day in simulation.recorder.every_day])


def moved_every_day(simulation: Simulation, flow: str) -> np.ndarray:
    """What a flow moved out and in: (day, end, place or centre, commodity if it moves any)."""
    columns = simulation.stage.wiring.books.columns_of(flow)
    days = simulation.recorder.every_day
    moved = np.stack([[day.sums[f"ledger_{end}"][:, columns] for end in ("out", "in")] for day in days])
    return moved[..., 0] if len(columns) == 1 else moved
