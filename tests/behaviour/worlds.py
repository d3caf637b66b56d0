"""Worlds to compare: a bundled scenario, and the same with one thing changed and the same luck.

A world is run once a process, on a few hundredths of the people, over a few years around what it is
about. Worlds of one window share seed and first day, so that a difference between two of them is
the effect of the change and not of chance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeVar

import numpy as np
import xarray as xr

from tumen.engine.dataset import to_dataset
from tumen.engine.kernel import default_model
from tumen.engine.simulation import Simulation
from tumen.engine.stage import build
from tumen.runs.run import Run, simulate
from tumen.scenario import Scenario, load
from tumen.scenario.schema import Change
from tumen.scenario.series import Spell

SHARES = {"musan": 0.01, "hyesan-scrap": 0.02, "tanchon-zinc": 0.02}
BAN = ("2016-01-01", "2018-12-31")
DROUGHT = ("2014-01-01", "2015-12-31")
CRACKDOWN = ("2007-07-01", "2008-12-31")
"""Eight months of scrap boom at Hyesan, six of the order against it, and four afterwards."""
ZINC_BAN = ("2016-07-01", "2018-12-31")
LAST_LOT = date(2017, 9, 4)
"""The day after this the full ban has no grace left."""

Edit = Callable[[Scenario], Scenario]
Test = TypeVar("Test", bound=Callable[..., Any])


def shows(*numbers: int) -> Callable[[Test], Test]:
    """Note which mechanisms (by their numbers) a test shows at work."""

    def mark(test: Test) -> Test:
        test.shows = numbers  # type: ignore[attr-defined]
        return test

    return mark


def without_instruments(*commodities: str) -> Edit:
    """No sanction on these commodities; on none at all when none is named."""

    def edit(scenario: Scenario) -> Scenario:
        kept = [row for row in scenario.instruments if commodities and row["commodity"] not in commodities]
        return replace(scenario, instruments=kept)

    return edit


def without_series(*columns: str) -> Edit:
    """Inputs left at what is usual."""

    def edit(scenario: Scenario) -> Scenario:
        return replace(scenario, series=[one for one in scenario.series if one.column not in columns])

    return edit


def with_column(table: str, name: str, **values: float) -> Edit:
    """Other values in one row of a table."""

    def edit(scenario: Scenario) -> Scenario:
        rows = [{**row, **(values if row["name"] == name else {})} for row in scenario.table(table)]
        return replace(scenario, **{table: rows})  # type: ignore[arg-type]

    return edit


def dated(first: str, last: str, **values: float) -> Edit:
    """Parameters held at other values from one day to another, everywhere."""
    change = Change.model_validate({"name": "a test's change", "from": first, "to": last, "set": values})
    return lambda scenario: replace(scenario, changes=[*scenario.changes, change])


def closed_border(scenario: Scenario) -> Scenario:
    """Every crossing shut from the day on which the full ban has no grace left."""
    shut = Spell(LAST_LOT + timedelta(days=1), scenario.end, 0.0, "step")
    series = []
    for one in scenario.series:
        if one.column == "crossing.open":
            before = (replace(s, end=min(s.end, LAST_LOT)) for s in one.spells if s.start <= LAST_LOT)
            one = replace(one, spells=(*before, shut))
        series.append(one)
    return replace(scenario, series=series)


def few_ways(scenario: Scenario) -> Scenario:
    """A river with a twentieth of its private ways, so that they are what goods wait for."""
    rows = [{**row, "private_ways": int(row.get("private_ways") or 0) // 20} for row in scenario.crossings]
    return replace(scenario, crossings=rows)


def little_metal(scenario: Scenario) -> Scenario:
    """Plants with a fiftieth of their metal, so that a few thieves can carry off what is loose."""
    rows = [{**row, "fitted": int(float(row["fitted"])) // 50} for row in scenario.fittings]
    return replace(scenario, fittings=rows)


def both(*edits: Edit) -> Edit:
    """One edit after the other."""

    def edit(scenario: Scenario) -> Scenario:
        for one in edits:
            scenario = one(scenario)
        return scenario

    return edit


@dataclass(frozen=True)
class World:
    """What is simulated: a window, settings, an edit of the scenario, and which scenario."""

    window: tuple[str, str] = BAN
    settings: Mapping[str, float] = field(default_factory=dict)
    edit: Edit = lambda scenario: scenario
    scenario: str = "musan"


def hyesan(edit: Edit = lambda scenario: scenario, **settings: float) -> World:
    """A world of the scrap boom, around the order of March 2008."""
    return World(CRACKDOWN, settings, edit, "hyesan-scrap")


def tanchon(edit: Edit = lambda scenario: scenario, **settings: float) -> World:
    """A world of zinc without a lawful buyer."""
    return World(ZINC_BAN, settings, edit, "tanchon-zinc")


no_sanctions = both(without_instruments(), without_series("state.oil_cap", "state.ventures_barred"))
wet_years = without_series("state.hydro")
HALF_LIVES = {"short": 60, "long": 240}
"""Half-lives of fear, in days."""
harsh = {"attendance_control": 0.9, "camp_risk": 0.5, "absence_limit": 2, "absence_pull": 0.6}

WORLDS: dict[str, World] = {
    "usual": World(),
    # trade
    "no sanctions": World(edit=no_sanctions),
    "no iron ban": World(edit=without_instruments("iron_concentrate")),
    "no 2270": World(
        edit=lambda s: replace(s, instruments=[row for row in s.instruments if "2270" not in row["name"]])
    ),
    "no letter": World(edit=with_column("instruments", "2270 iron_concentrate", exemption=0.0)),
    "lax customs": World(settings={"importer_enforcement": 0.5}),
    "no substitution": World(settings={"substitution": 0.0}),
    "strong substitution": World(settings={"substitution": 1.0}),
    "poor treasury": World(settings={"reserves": 1_000}),
    "closed border": World(edit=both(no_sanctions, closed_border)),
    "drought": World(DROUGHT),
    "no drought": World(DROUGHT, edit=wet_years),
    "stubborn seller": World(DROUGHT, {"reservation_share": 0.75}, wet_years),
    "yielding seller": World(DROUGHT, {"reservation_share": 0.40}, wet_years),
    # production
    "no flood": World(edit=without_series("place.flood_loss")),
    "good harvests": World(edit=without_series("place.harvest")),
    "thick ice": World(settings={"ice_ease": 2.0}, edit=few_ways),
    "thin ice": World(settings={"ice_ease": 1.0}, edit=few_ways),
    "wide yard": World(edit=with_column("sites", "Musan mine", yard=1e12)),
    "no oil cap": World(edit=without_series("state.oil_cap")),
    "no coke": World(settings={"mill_coke": 0.1}),
    # the state and its people
    "relief": World(settings={"central_relief": 300}),
    "relief, strict policing": World(settings={"central_relief": 300, "policing_relaxation": 0}),
    "better cash wage": World(settings={"wage_mine": 60_000}),
    "no order": World(settings={"support_levy": 0}),
    "none pocketed": World(settings={"levy_pocketed": 0}),
    "most pocketed": World(settings={"levy_pocketed": 0.9}),
    "heavy order": World(settings={"levy_order": 100_000}),
    "honest order": World(settings={"levy_pocketed": 0, "trust_hungry": 0}),
    "honest, no order": World(settings={"levy_pocketed": 0, "trust_hungry": 0, "support_levy": 0}),
    "strict sheet": World(settings={"attendance_control": 0.9}),
    "harsh camp": World(settings=harsh),
    "harsh camp, unseen": World(settings={**harsh, "fear_seen": 0}),
    "cheap absence": World(settings={"absence_fee": 100_000}),
    "dear absence": World(settings={"absence_fee": 200_000}),
    # livelihoods
    "strict policing": World(settings={"policing_relaxation": 0}),
    "watched yard": World(settings={"theft_detection": 0.1}),
    "plenty": World(settings={"central_relief": 300}, edit=no_sanctions),
    # the shadow trade
    "crackdown": hyesan(),
    "no crackdown": hyesan(campaign=0),
    "heavier penalty": hyesan(load_penalty=200),
    "guards cheaply bought": hyesan(guards_bought=15),
    "guards dearly bought": hyesan(guards_bought=300),
    "guards purged": hyesan(dated("2008-02-01", "2008-03-31", guard_rotation=12)),
    "army fed": hyesan(army_share=1.0),
    "army hungry": hyesan(army_share=0.3),
    "buyers let be": hyesan(buyer_policing=0.0),
    "buyers pressed": hyesan(buyer_policing=1.0),
    "cells know little": hyesan(cell_loss=0.02),
    "cells know much": hyesan(cell_loss=0.5),
    "licence that holds": hyesan(licence_protection=1.0),
    "licence that does not": hyesan(licence_protection=0.2),
    "to the walls": hyesan(little_metal, plant_loose=0.03, strip_worth=0.2),
    "state smuggling": World(settings={"state_smuggling": 1}),
    "state smuggling, closed border": World(
        settings={"state_smuggling": 1}, edit=both(no_sanctions, closed_border)
    ),
    "zinc": tanchon(),
    "no zinc ban": tanchon(without_instruments("zinc", "zinc_concentrate")),
    "no advances": tanchon(advance_reach=0),
    "many advances": tanchon(advance_reach=0.5),
    "advances that bind": tanchon(advance_reach=0.5, advance_bond=4.0),
    "advances that do not": tanchon(advance_reach=0.5, advance_bond=0.5),
    # control
    "free release": hyesan(release_bribe=0),
    "dear release": World(settings={"release_bribe": 60}),
    "central easing": World(settings={"easing_decided": 0}),
    "many held": tanchon(held_for_trial=0.15),
    "many held, then nobody": tanchon(
        dated("2017-07-01", "2018-12-31", private_enforcement=0), held_for_trial=0.15
    ),
    **{
        f"{kind} trials, {memory} memory": tanchon(
            held_for_trial=0.15,
            trial_gap=730,
            fear_trial=fear,
            fear_half_life=half_life,
            fear_seen=0,
            fear_warning=0,
        )
        for kind, fear in (("mild", 0.05), ("harsh", 0.7))
        for memory, half_life in HALF_LIVES.items()
    },
    "no talks": World(edit=without_series("state.talks")),
    "no talks, poor": World(settings={"reserves": 1_000}, edit=without_series("state.talks")),
    "no talks, poor, pressed to talk": World(
        settings={"reserves": 1_000, "hope_link": 1}, edit=without_series("state.talks")
    ),
}


@cache
def bundled(name: str) -> Scenario:
    """A bundled scenario, checked."""
    return load(name, default_model().catalog)


def shortened(world: World) -> Scenario:
    """Its scenario, opened at its window: the years before are not lived, since they cost time."""
    return replace(world.edit(bundled(world.scenario)), start=date.fromisoformat(world.window[0]))


@cache
def run(name: str) -> Run:
    """One world's run."""
    world = WORLDS[name]
    share = SHARES[world.scenario]
    return simulate(shortened(world), people_share=share, end=world.window[1], settings=world.settings)


def results(*names: str) -> list[xr.Dataset]:
    """The results of several worlds; those that were not run before are run side by side."""
    _ = default_model().kernel  # imported once, before the threads
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(run, names))
    return [one.to_xarray().isel(run=0) for one in runs]


def level(
    dataset: xr.Dataset,
    name: str,
    first: str = "2018-01",
    last: str = "2018-12",
    place: str | None = "Musan",
    commodity: str = "iron_concentrate",
) -> float:
    """Monthly average of an observable; without a place, over all (added up, or averaged by residents)."""
    values = dataset[name].sel(time=slice(first, last))
    if "commodity" in values.dims:
        values = values.sel(commodity=commodity)
    if "place" in values.dims and place:
        values = values.sel(place=place)
    elif "place" in values.dims and values.attrs["over_places"] == "sum":
        values = values.sum("place")
    elif "place" in values.dims:
        values = values.weighted(dataset.residents).mean("place")
    assert values.size, f"{name} has no month from {first} to {last}"
    return float(values.mean())


def levels(
    names: tuple[str, ...], observable: str, first: str = "2018-01", last: str = "2018-12", **where: Any
) -> list[float]:
    """`level` in each of several worlds."""
    return [level(dataset, observable, first, last, **where) for dataset in results(*names)]


def during(dataset: xr.Dataset, name: str, first: str, last: str, **where: str) -> float:
    """Monthly average of an observable at the rows named, over all rows of what is not named."""
    values = dataset[name].sel(time=slice(first, last), **where)
    if "place" in values.dims and values.attrs["over_places"] != "sum":
        values = values.weighted(dataset.residents).mean("place")
    rows = [dim for dim in values.dims if dim != "time"]
    values = values.sum(rows) if values.attrs["over_places"] == "sum" else values.mean(rows)
    assert values.size, f"{name} has no month from {first} to {last}"
    return float(values.mean())


def durings(names: tuple[str, ...], observable: str, span: tuple[str, str], **where: str) -> list[float]:
    """`during` in each of several worlds."""
    return [during(dataset, observable, *span, **where) for dataset in results(*names)]


def moved(dataset: xr.Dataset, flow: str) -> int:
    """Units that a flow moved in all."""
    return int(np.asarray(dataset.flow_out.sel(flow=flow)).sum())


@cache
def every_day(start: date, end: date) -> xr.Dataset:
    """Days of the usual world."""
    stage = build(replace(bundled("musan"), start=start), default_model(), share=SHARES["musan"], end=end)
    simulation = Simulation(stage, daily=True)
    simulation.run()
    return to_dataset(simulation, daily=True).isel(run=0)


def opened(name: str) -> Simulation:
    """A world on its first day, to be lived by hand where a test looks at single people."""
    world = WORLDS[name]
    end = date.fromisoformat(world.window[1])
    stage = build(
        shortened(world), default_model(), share=SHARES[world.scenario], end=end, settings=world.settings
    )
    return Simulation(stage)
