"""The arrays of one world: a scenario's tables and people, laid out as the kernel wants them."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from tumen.core.declare import FIXED_ONE, LINKS, PRICE_LEVEL, Fixed, Input, Whole
from tumen.core.errors import InputError
from tumen.engine import draws
from tumen.engine.accounts import Books
from tumen.engine.catalog import WITH_NONE
from tumen.engine.compose import COARSE
from tumen.engine.kernel import Model
from tumen.engine.rows import OWN_FIELDS, rows_of
from tumen.engine.wiring import Wiring
from tumen.scenario import Scenario
from tumen.world.calendar import calendar
from tumen.world.population import Population, populate

TILE_HOUSEHOLDS = 1_024
"""Households in a tile, the unit of parallel work; a tile never crosses a place."""


def stable_id(name: str) -> int:
    """An id for life, made from a name."""
    return zlib.crc32(name.encode()) & 0x7FFFFFFF


@dataclass
class Stage:
    """One world, ready to run.

    Attributes
    ----------
    arrays : dict of str to ndarray
        What the kernel's functions take, by argument name.
    first_day, start, end : date
        First day simulated, first and last day that count.
    names : dict of str to tuple of str
        Row names of every coarse kind.
    """

    scenario: Scenario
    model: Model
    settings: dict[str, float]
    arrays: dict[str, np.ndarray]
    first_day: date
    start: date
    end: date
    names: dict[str, tuple[str, ...]]
    residents: int
    simulated: int
    wiring: Wiring

    @property
    def days(self) -> int:
        """Days from the first simulated to the last."""
        return (self.end - self.first_day).days + 1

    @property
    def burn_in(self) -> int:
        """Days before the first that counts."""
        return (self.start - self.first_day).days

    @property
    def bytes(self) -> int:
        """Memory of all arrays."""
        return sum(array.nbytes for array in self.arrays.values())

    def set_params(self, day: int) -> None:
        """Put the parameters of ``day`` (0 = the first simulated) in force, place by place."""
        today = self.first_day + timedelta(days=day)
        for name, values in self._params_on(today).items():
            self.arrays["params"][name] = values

    def _params_on(self, today: date) -> dict[str, np.ndarray]:
        places = self.names["place"]
        values: dict[str, np.ndarray] = {}
        for name, param in self.model.catalog.params.items():
            base = self.settings.get(name, self.scenario.settings.get(name, param.default))
            values[name] = np.full(len(places) + 1, base, dtype=float)
        for change in self.scenario.changes:
            if change.start > today or (change.end is not None and today > change.end):
                continue
            rows = [places.index(p) for p in change.places] if change.places else list(range(len(places) + 1))
            for name, value in change.set.items():
                if name not in self.settings:
                    values[name][rows] = value
        level = self.price_level[max(0, (today.replace(day=1) - self.first_day).days)]
        for name, param in self.model.catalog.params.items():
            if param.real:
                values[name] *= level
        return values

    @cached_property
    def price_level(self) -> np.ndarray:
        """Prices of every day against those of 2013; ones where no mechanism declares `PRICE_LEVEL`."""
        if PRICE_LEVEL not in self.model.catalog.inputs:
            return np.ones(self.days)
        at = list(self.arrays["input_at"]).index(self.wiring.at(PRICE_LEVEL))
        scale = FIXED_ONE if self.model.layout.slots[PRICE_LEVEL].fixed else 1
        return np.asarray(self.arrays["inputs"][:, at] / scale)

    def change_days(self) -> list[int]:
        """Days on which a parameter changes, in order."""
        days = set()
        for change in self.scenario.changes:
            days.add((change.start - self.first_day).days)
            if change.end is not None:
                days.add((change.end - self.first_day).days + 1)
        return sorted(day for day in days if 0 < day < self.days)


def build(
    scenario: Scenario,
    model: Model,
    *,
    seed: int = 1,
    run: int = 0,
    share: float = 1.0,
    start: date | None = None,
    end: date | None = None,
    settings: Mapping[str, float] | None = None,
    population: Population | None = None,
) -> Stage:
    """Lay out a world.

    Parameters
    ----------
    scenario : Scenario
        A checked scenario.
    model : Model
        Mechanisms and layout.
    seed, run : int
        Key of all luck.
    share : float
        Share of households simulated, each standing for about ``1 / share``.
    start, end : date, optional
        First and last day that count. Every run opens at the scenario's start, after its burn-in;
        the days before ``start`` are lived and not remembered.
    settings : mapping, optional
        Parameters held at a value throughout.
    population : Population, optional
        People drawn before for the same scenario and share.

    Raises
    ------
    InputError
        If a date lies outside the scenario or a setting is unknown or out of range.
    """
    start, end = period(scenario, start, end)
    chosen = checked_settings(model, dict(settings or {}))
    people = population if population is not None else populate(scenario, share)
    first_day = scenario.start - timedelta(days=scenario.burn_in_days)
    days = (end - first_day).days + 1
    names = {kind: tuple(str(row["name"]) for row in rows_of(scenario, kind)) for kind in COARSE}
    wiring = Wiring(model.layout, {kind: len(rows) for kind, rows in names.items()}, names["commodity"])
    arrays = _coarse_tables(scenario, model, names, wiring)
    arrays |= _people(people, model)
    arrays |= _tiles(people.households["place"], len(names["place"]))
    _count_residents(arrays)
    arrays["params"] = np.zeros(len(names["place"]) + 1, model.layout.param_type)
    arrays["todays"] = calendar(first_day, days)
    arrays["luck"] = np.array(draws.key(seed, run), np.int64)
    arrays["inputs"] = _inputs(scenario, model, names, first_day, days)
    arrays |= _ledgers(arrays, model, wiring.books, len(names["place"]))
    arrays |= wiring.arrays(arrays)
    _set_first_inputs(arrays)
    household = arrays["household_rows"]
    residents = int(arrays["place_rows"]["residents"].sum())
    simulated = sum(int(household[part].sum(dtype=np.int64)) for part in ("adults", "children", "elders"))
    return Stage(scenario, model, chosen, arrays, first_day, start, end, names, residents, simulated, wiring)


def period(scenario: Scenario, start: date | None, end: date | None) -> tuple[date, date]:
    """First and last day that count; raises `InputError` if they lie outside the scenario or cross."""
    first, last = start or scenario.start, end or scenario.end
    for label, day in (("from", first), ("to", last)):
        if not scenario.start <= day <= scenario.end:
            raise InputError(
                f"--{label} {day} lies outside the scenario '{scenario.name}', "
                f"which runs from {scenario.start} to {scenario.end}."
            )
    if first > last:
        raise InputError(f"--from {first} is later than --to {last}.")
    return first, last


def checked_settings(model: Model, settings: dict[str, float]) -> dict[str, float]:
    """Return the settings; raises `InputError` for an unknown name or a value out of range."""
    for name, value in settings.items():
        param = model.catalog.params.get(name)
        if param is None:
            hint = model.catalog.suggest(name, model.catalog.params)
            raise InputError(f"There is no parameter '{name}'{hint or '; tumen explain lists them'}.")
        if not param.low <= value <= param.high:
            raise InputError(
                f"The parameter '{name}' is {value:g}; expected {param.low:g} to {param.high:g} {param.unit}."
            )
    return settings


def _coarse_tables(
    scenario: Scenario, model: Model, names: dict[str, tuple[str, ...]], wiring: Wiring
) -> dict[str, np.ndarray]:
    coarse = np.zeros(wiring.size, np.int64)
    tables = {"coarse": coarse}
    centre = len(names["place"])
    for kind in COARSE:
        rows = rows_of(scenario, kind)
        table = wiring.table(coarse, kind)
        for i, row in enumerate(rows):
            table[i]["id"] = stable_id(f"{kind} {row['name']}")
            table[i]["place"] = i if kind == "place" else centre
            for link in LINKS[kind]:
                if row.get(link):
                    table[i][link] = names[link].index(str(row[link]))
        if kind in WITH_NONE:
            table["place"][0] = 0
        for field in OWN_FIELDS.get(kind, ()):
            table[field] = [int(row.get(field) or 0) for row in rows]
        if kind == "commodity":
            table["commodity"] = range(len(rows))
        _fill_columns(table, kind, rows, model)
        tables[f"{kind}_rows"] = table
    return tables


def _fill_columns(table: np.ndarray, kind: str, rows: list[dict[str, Any]], model: Model) -> None:
    for name, column in model.catalog.columns.items():
        owner, field = name.split(".")
        if owner != kind:
            continue
        scale = FIXED_ONE if model.layout.slots[name].fixed else 1
        default = getattr(column, "default", 0)
        table[field] = round(default * scale)
        if name in model.catalog.given:
            for i, row in enumerate(rows):
                value = row.get(field)
                table[i][field] = round((default if value is None else value) * scale)


def _people(people: Population, model: Model) -> dict[str, np.ndarray]:
    households = np.zeros(people.n_households, model.layout.types["household"])
    for field in ("id", "place", "weight", "adults", "children", "elders", "farm", "urban"):
        households[field] = people.households[field]
    persons = np.zeros(people.n_persons, model.layout.types["person"])
    for field in ("role", "female", "age", "site"):
        persons[field] = people.persons[field]
    for kind, table in (("household", households), ("person", persons)):
        for name, column in model.catalog.columns.items():
            if name.startswith(f"{kind}.") and isinstance(column, Whole | Fixed) and column.default:
                scale = FIXED_ONE if isinstance(column, Fixed) else 1
                table[name.split(".")[1]] = round(column.default * scale)
    first = np.append(people.households["first_person"], people.n_persons).astype(np.int64)
    return {"household_rows": households, "person_rows": persons, "household_first": first}


def _tiles(household_place: np.ndarray, n_places: int) -> dict[str, np.ndarray]:
    edges = np.searchsorted(household_place, np.arange(n_places + 1))
    places, firsts = [], []
    for place in range(n_places):
        for first in range(int(edges[place]), int(edges[place + 1]), TILE_HOUSEHOLDS):
            places.append(place)
            firsts.append(first)
    return {
        "tile_place": np.array(places, np.int64),
        "tile_first": np.array([*firsts, len(household_place)], np.int64),
    }


def _count_residents(arrays: dict[str, np.ndarray]) -> None:
    households, places = arrays["household_rows"], arrays["place_rows"]
    weight = households["weight"].astype(np.int64)
    size = households["adults"].astype(np.int64) + households["children"] + households["elders"]
    n = len(places)
    places["residents"] = np.bincount(households["place"], weight * size, minlength=n).astype(np.int64)
    places["households"] = np.bincount(households["place"], weight, minlength=n).astype(np.int64)


def _inputs(
    scenario: Scenario, model: Model, names: dict[str, tuple[str, ...]], first_day: date, days: int
) -> np.ndarray:
    """What every input column holds on every day: (day, cell), cells in the wiring's order."""
    columns: list[np.ndarray] = []
    series = {(s.column, s.row): s for s in scenario.series}
    for name in model.layout.input_names:
        kind = name.split(".")[0]
        declared: Input = model.catalog.inputs[name]
        scale = FIXED_ONE if declared.fixed else 1
        for row in names[kind][1 if kind in WITH_NONE else 0 :]:
            found = series.get((name, "" if kind == "state" else row)) or series.get((name, ""))
            values = found.daily(first_day, days) if found else np.full(days, declared.default)
            columns.append(np.floor(np.asarray(values, float) * scale + 0.5).astype(np.int64))
    return np.ascontiguousarray(np.stack(columns, axis=1)) if columns else np.zeros((days, 1), np.int64)


def _set_first_inputs(arrays: dict[str, np.ndarray]) -> None:
    """Opening rules see the inputs of the first day."""
    at = arrays["input_at"]
    arrays["coarse"][at] = arrays["inputs"][0, : len(at)]


def _ledgers(
    arrays: dict[str, np.ndarray], model: Model, books: Books, n_places: int
) -> dict[str, np.ndarray]:
    layout, tiles = model.layout, len(arrays["tile_place"])
    flows = (n_places + 1, max(1, len(books.columns)))
    tallies = np.zeros((tiles, len(layout.tally_fields)), np.int64)
    site_tallies = np.zeros((tiles, len(arrays["site_rows"]), len(layout.site_tally_fields)), np.int64)
    return {
        "tally_cells": tallies,
        "tallies": tallies.view(layout.tally_type)[:, 0],
        "site_tally_cells": site_tallies,
        "site_tallies": site_tallies.view(layout.site_tally_type)[:, :, 0],
        "ledger_out": np.zeros(flows, np.int64),
        "ledger_in": np.zeros(flows, np.int64),
        "faults": np.zeros((n_places + 1, max(1, len(books.assets))), np.int64),
        "held": np.zeros((2, n_places + 1, max(1, len(books.assets))), np.int64),
        "holdings": np.zeros((n_places, max(1, len(layout.holding_names))), np.int64),
    }
