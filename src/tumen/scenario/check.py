"""Checks across a scenario's files: links, dates, parameters, changes and series."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tumen.core.errors import ScenarioError, did_you_mean
from tumen.scenario.schema import KIND_OF, LINKED, TABLES, Catalog, Change, Scenario
from tumen.scenario.series import Series, Spell

FILE = "scenario.toml"

SCALES: dict[tuple[str, str], float] = {
    ("USD/t", "cents/t"): 100.0,
    ("USD million/year", "cents/day"): 1e8 / 365.25,
    ("percent", "share"): 0.01,
    ("percent of normal", "share of normal"): 0.01,
}
"""Units that a series may be written in besides the declared one, and what to multiply by."""


def check(scenario: Scenario, catalog: Catalog | None) -> Scenario:
    """Return the scenario with its series in declared units, or raise `ScenarioError`."""
    _check_period(scenario)
    _check_links(scenario)
    _check_overlaps(scenario.changes)
    if catalog is None:
        return scenario
    for name, value in scenario.settings.items():
        _check_param(name, value, catalog, f"{FILE}, [settings]")
    for change in scenario.changes:
        for name, value in change.set.items():
            _check_param(name, value, catalog, _of(change))
            _check_lever(name, change, catalog)
            if change.places and name in catalog.national:
                raise ScenarioError(
                    f"{_of(change)}: {name!r} holds for the whole country; leave out 'places'."
                )
    parent = check(scenario.parent, catalog) if scenario.parent else None
    series = [_check_series(one, scenario, catalog) for one in scenario.series]
    return replace(scenario, series=series, parent=parent)


def _of(change: Change) -> str:
    return f"{FILE}, change {change.name!r}"


def _check_period(scenario: Scenario) -> None:
    start, end = scenario.start, scenario.end
    opens = start - timedelta(days=scenario.burn_in_days)
    if end < start:
        raise ScenarioError(f"{FILE}: 'end' ({end}) is before 'start' ({start}).")
    for change in scenario.changes:
        if change.end is not None and change.end < change.start:
            raise ScenarioError(f"{_of(change)}: 'to' ({change.end}) is before 'from' ({change.start}).")
        if change.start > end or (change.end is not None and change.end < opens):
            raise ScenarioError(f"{_of(change)}: lies outside the period {start} to {end}.")
    for event in scenario.events:
        if not start <= event.date <= end:
            raise ScenarioError(
                f"{FILE}, event {event.name!r}: {event.date} is outside the period {start} to {end}."
            )


def _check_links(scenario: Scenario) -> None:
    names = {table: [row["name"] for row in scenario.table(table)] for table in TABLES}
    for table, links in LINKED.items():
        for row in scenario.table(table):
            for column, target in links.items():
                if row[column] and row[column] not in names[target]:
                    hint = did_you_mean(row[column], names[target])
                    raise ScenarioError(
                        f"{table}.csv, row {row['name']!r}: {column!r} is {row[column]!r}, "
                        f"which is no row of {target}.csv{hint}."
                    )
    _check_goods(scenario)
    _check_ways(scenario)
    _check_camps(scenario)
    for change in scenario.changes:
        for place in change.places:
            if place not in names["places"]:
                hint = did_you_mean(place, names["places"])
                raise ScenarioError(f"{_of(change)}: no place is named {place!r}{hint}.")


def _check_goods(scenario: Scenario) -> None:
    """What is stripped from plant or goes over a route needs a shadow market."""
    smuggled = [row["name"] for row in scenario.commodities if row["smuggled"]]
    wanted = [("fittings", "commodity", row, row["commodity"]) for row in scenario.fittings]
    for row in scenario.routes:
        wanted += [("routes", "commodities", row, name) for name in row["commodities"].split()]
    for table, column, row, name in wanted:
        if name not in smuggled:
            raise ScenarioError(
                f"{table}.csv, row {row['name']!r}: {column!r} names {name!r}, which commodities.csv "
                f"does not mark as smuggled{did_you_mean(name, smuggled)}."
            )


def _check_ways(scenario: Scenario) -> None:
    """A way on backs starts on its river's bank; only a unit has trucks of its own, and a licence."""
    bank = {row["name"]: row["place"] for row in scenario.crossings}
    for row in scenario.routes:
        where = f"routes.csv, row {row['name']!r}"
        if row["means"] == "backs" and row["place"] != bank[row["crossing"]]:
            raise ScenarioError(
                f"{where}: 'place' is {row['place']!r}, but a way on backs starts where its crossing "
                f"lies: {row['crossing']!r} is at {bank[row['crossing']]!r}."
            )
        for key in ("fleet", "protection"):
            if row["means"] != "unit" and row.get(key):
                raise ScenarioError(
                    f"{where}: {key!r} is {row[key]:g}, but 'means' is {row['means']!r} and only a unit "
                    f"has one; leave it empty."
                )
        if row["means"] == "unit" and row.get("fleet", 1) == 0:
            raise ScenarioError(
                f"{where}: 'fleet' should be the number of trucks that the unit has, 1 or more."
            )


def _check_camps(scenario: Scenario) -> None:
    for row in scenario.camps:
        opens, closes = row.get("opens_day", 0), row.get("closes_day")
        if closes is not None and closes <= opens:
            raise ScenarioError(
                f"camps.csv, row {row['name']!r}: 'closes_day' should be later than 'opens_day'."
            )


def _check_overlaps(changes: list[Change]) -> None:
    """Two changes must not set the same parameter at one place on one day."""
    for i, one in enumerate(changes):
        for other in changes[i + 1 :]:
            shared = sorted(set(one.set) & set(other.set))
            same_place = not one.places or not other.places or set(one.places) & set(other.places)
            if shared and same_place and _overlap(one, other):
                raise ScenarioError(
                    f"{FILE}: changes {one.name!r} and {other.name!r} both set {shared[0]!r} "
                    f"at the same place from {max(one.start, other.start)}."
                )


def _overlap(one: Change, other: Change) -> bool:
    return one.start <= (other.end or date.max) and other.start <= (one.end or date.max)


def _check_param(name: str, value: float, catalog: Catalog, where: str) -> None:
    if name not in catalog.params:
        raise ScenarioError(f"{where}: unknown parameter {name!r}{did_you_mean(name, catalog.params)}.")
    param = catalog.params[name]
    if not param.low <= value <= param.high:
        raise ScenarioError(
            f"{where}: {name!r} is {value:g} "
            f"but must be between {param.low:g} and {param.high:g} {param.unit}."
        )


def _check_lever(name: str, change: Change, catalog: Catalog) -> None:
    if change.kind == "policy" and not catalog.params[name].lever:
        levers = [key for key, param in catalog.params.items() if param.lever]
        raise ScenarioError(
            f"{_of(change)}: {name!r} is a belief, which no policy can set{did_you_mean(name, levers)}."
        )


def _check_series(series: Series, scenario: Scenario, catalog: Catalog) -> Series:
    if series.column not in catalog.inputs:
        hint = did_you_mean(series.column, catalog.inputs)
        raise ScenarioError(f"{series.file}: unknown series {series.column!r}{hint}.")
    kind = series.column.partition(".")[0]
    table = next((table for table, of in KIND_OF.items() if of == kind), None)
    if table is None:
        if series.row:
            raise ScenarioError(f"{series.file}: {series.column} belongs to the state; leave 'row' empty.")
    else:
        names = [row["name"] for row in scenario.table(table)]
        if series.row not in names:
            hint = did_you_mean(series.row, names)
            raise ScenarioError(
                f"{series.file}: {series.column} names row {series.row!r}, not in {table}.csv{hint}."
            )
    checked = _in_declared_unit(series, catalog.inputs[series.column].unit)
    checked.daily(scenario.start, 1)  # finds contradicting figures now, not when a run is under way
    return checked


def _in_declared_unit(series: Series, unit: str) -> Series:
    if series.unit == unit:
        return series
    if (series.unit, unit) not in SCALES:
        raise ScenarioError(f"{series.file}: {series.label} is in {series.unit!r} but must be in {unit!r}.")
    scale = SCALES[series.unit, unit]
    spells = tuple(Spell(s.start, s.end, s.value * scale, s.how, s.source) for s in series.spells)
    return replace(series, unit=unit, spells=spells)
