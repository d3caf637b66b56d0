"""Worlds to compare: the scenario `musan`, and the same with one thing changed and the same luck.

A world is run once a process, on a hundredth of the people, over a few years around what it is
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
from tumen.scenario.series import Spell

SHARE = 0.01
BAN = ("2016-01-01", "2018-12-31")
DROUGHT = ("2014-01-01", "2015-12-31")
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


def both(*edits: Edit) -> Edit:
    """One edit after the other."""

    def edit(scenario: Scenario) -> Scenario:
        for one in edits:
            scenario = one(scenario)
        return scenario

    return edit


@dataclass(frozen=True)
class World:
    """What is simulated: a window, settings, and an edit of the scenario."""

    window: tuple[str, str] = BAN
    settings: Mapping[str, float] = field(default_factory=dict)
    edit: Edit = lambda scenario: scenario


no_sanctions = both(without_instruments(), without_series("state.oil_cap", "state.ventures_barred"))
wet_years = without_series("state.hydro")
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
    "thick ice": World(settings={"ice_ease": 2.0}),
    "thin ice": World(settings={"ice_ease": 1.0}),
    "wide yard": World(edit=with_column("sites", "Musan mine", yard=1e12)),
    "no oil cap": World(edit=without_series("state.oil_cap")),
    "no coke": World(settings={"mill_coke": 0.1}),
    # the state and its people
    "relief": World(settings={"central_relief": 300}),
    "relief, strict policing": World(settings={"central_relief": 300, "policing_relaxation": 0}),
    "better cash wage": World(settings={"wage_mine": 60_000}),
    "no order": World(settings={"levy_order": 0}),
    "none pocketed": World(settings={"levy_pocketed": 0}),
    "most pocketed": World(settings={"levy_pocketed": 0.9}),
    "honest order": World(settings={"levy_pocketed": 0, "trust_hungry": 0}),
    "honest, no order": World(settings={"levy_pocketed": 0, "trust_hungry": 0, "levy_order": 0}),
    "strict sheet": World(settings={"attendance_control": 0.9}),
    "harsh camp": World(settings=harsh),
    "harsh camp, unseen": World(settings={**harsh, "fear_seen": 0}),
    "cheap absence": World(settings={"absence_fee": 100_000}),
    "dear absence": World(settings={"absence_fee": 200_000}),
    # livelihoods
    "strict policing": World(settings={"policing_relaxation": 0}),
    "watched yard": World(settings={"theft_detection": 0.1}),
}


@cache
def musan() -> Scenario:
    """The bundled scenario, checked."""
    return load("musan", default_model().catalog)


@cache
def run(name: str) -> Run:
    """One world's run."""
    world = WORLDS[name]
    start, end = map(date.fromisoformat, world.window)
    scenario = replace(world.edit(musan()), start=start)  # the years before are not lived: they cost time
    return simulate(scenario, people_share=SHARE, end=end, settings=world.settings)


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


def moved(dataset: xr.Dataset, flow: str) -> int:
    """Units that a flow moved in all."""
    return int(np.asarray(dataset.flow_out.sel(flow=flow)).sum())


@cache
def every_day(start: date, end: date) -> xr.Dataset:
    """Days of the usual world."""
    stage = build(replace(musan(), start=start), default_model(), share=SHARE, end=end)
    simulation = Simulation(stage, daily=True)
    simulation.run()
    return to_dataset(simulation, daily=True).isel(run=0)
