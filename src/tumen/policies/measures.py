"""A policy applied: another scenario, with the measures laid over its own dated changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fnmatch import fnmatchcase
from itertools import combinations

from tumen.core.errors import ScenarioError, did_you_mean
from tumen.policies.forms import Closure, InstrumentEdit, Period, Policy, PolicyChange
from tumen.scenario.schema import Catalog, Change, Row, Scenario
from tumen.scenario.series import Series, Spell
from tumen.scenario.tables import EPOCH

ENDLESS = 99_999
"""Day since 1970 on which an instrument without an end no longer binds."""

OPEN = "crossing.open"


def apply(policy: Policy, scenario: Scenario, catalog: Catalog) -> Scenario:
    """The scenario under a policy.

    Measures are cut to the scenario's period; places, instruments, crossings and changes that it does not
    have are passed over, so that a policy can be asked of any scenario (`differences` says what came of it).
    Where the scenario sets the same lever by date, the policy's value stands.

    Raises
    ------
    ScenarioError
        If a measure sets what is no lever, or to a value outside its range, or if two contradict each other.
    """
    for number, change in enumerate(policy.change, start=1):
        _check_levers(change, catalog, f"policy {policy.name!r}, change {number}")
    own = _changes(policy, scenario)
    _check_overlaps(policy, own)
    kept = [one for one in scenario.changes if one.name not in policy.without]
    changed = replace(
        scenario,
        changes=[*(piece for one in kept for piece in _left_of(one, own, scenario)), *own],
        instruments=_instruments(policy.instrument, scenario.instruments),
        series=_series(policy.closure, scenario),
    )
    if changed == scenario:
        return scenario
    content = scenario.sha256 + policy.model_dump_json()
    return replace(changed, sha256=hashlib.sha256(content.encode()).hexdigest())


def _check_levers(change: PolicyChange, catalog: Catalog, where: str) -> None:
    levers = {name: param for name, param in catalog.params.items() if param.lever}
    for name, value in change.set.items():
        if name in catalog.params and name not in levers:
            raise ScenarioError(f"{where}: {name!r} is a belief, which nobody decides; set beliefs apart.")
        if name not in levers:
            raise ScenarioError(f"{where}: there is no lever {name!r}{did_you_mean(name, levers)}.")
        param = levers[name]
        if not param.low <= value <= param.high:
            raise ScenarioError(
                f"{where}: {name!r} is {value:g}, expected {param.low:g} to {param.high:g} {param.unit}."
            )
        if change.places and name in catalog.national:
            raise ScenarioError(f"{where}: {name!r} holds for the whole country; leave out 'places'.")


def _check_overlaps(policy: Policy, own: Sequence[Change]) -> None:
    """Two changes of one policy must not set the same lever at one place on one day."""
    for one, other in combinations(own, 2):
        shared = sorted(one.set.keys() & other.set.keys())
        same_place = not one.places or not other.places or set(one.places) & set(other.places)
        first = max(one.start, other.start)
        if shared and same_place and first <= min(one.end or date.max, other.end or date.max):
            raise ScenarioError(
                f"policy {policy.name!r}: two changes set {shared[0]!r} at the same place from {first}."
            )


def opening(scenario: Scenario) -> date:
    """The first day that is lived: burn-in comes before the scenario's start."""
    return scenario.start - timedelta(days=scenario.burn_in_days)


def _within(period: Period, scenario: Scenario) -> tuple[date, date] | None:
    """The days of a period that the scenario lives; from the burn-in on where no first day is given."""
    first = max(period.start or date.min, opening(scenario))
    last = min(period.end or scenario.end, scenario.end)
    return (first, last) if first <= last else None


def _changes(policy: Policy, scenario: Scenario) -> list[Change]:
    """The policy's changes as the scenario's own."""
    known = {row["name"] for row in scenario.places}
    found = []
    for number, one in enumerate(policy.change, start=1):
        days, places = _within(one, scenario), tuple(name for name in one.places if name in known)
        if days is None or (one.places and not places):
            continue
        last = None if days[1] == scenario.end else days[1]
        name = policy.title if len(policy.change) == 1 else f"{policy.title} ({number})"
        found.append(
            Change.model_validate(
                {
                    "name": name,
                    "from": days[0],
                    "to": last,
                    "places": places,
                    "set": one.set,
                    "kind": "policy",
                }
            )
        )
    return found


def _left_of(one: Change, own: Sequence[Change], scenario: Scenario) -> list[Change]:
    """What is left of a scenario's change under all of a policy's; the pieces have names of their own."""
    every = [row["name"] for row in scenario.places]
    pieces = [one]
    for measure in own:
        pieces = [left for piece in pieces for left in _giving_way(piece, measure, every)]
    if pieces != [one]:
        pieces = [piece for piece in pieces if piece.end is None or piece.end >= opening(scenario)]
    return [
        piece.model_copy(update={"name": piece_name(one.name, number)})
        for number, piece in enumerate(pieces, start=1)
    ]


def piece_name(name: str, number: int) -> str:
    """What a piece of a scenario's change is called."""
    return name if number == 1 else f"{name} ({number})"


def _giving_way(one: Change, policy: Change, every: Sequence[str]) -> list[Change]:
    """What is left of a scenario's own change where a policy sets the same parameters."""
    shared = one.set.keys() & policy.set.keys()
    last, ends = one.end or date.max, policy.end or date.max
    common = set(one.places or every) & set(policy.places or every)
    if not shared or not common or one.start > ends or last < policy.start:
        return [one]
    others = {name: value for name, value in one.set.items() if name not in shared}
    same = {name: one.set[name] for name in one.set if name in shared}
    pieces = [one.model_copy(update={"set": others})] if others else []
    if one.start < policy.start:
        pieces.append(one.model_copy(update={"set": same, "end": policy.start - timedelta(days=1)}))
    if last > ends:
        pieces.append(one.model_copy(update={"set": same, "start": ends + timedelta(days=1)}))
    elsewhere = tuple(name for name in one.places or every if name not in common)
    if elsewhere:
        during = {"start": max(one.start, policy.start), "end": min(last, ends), "places": elsewhere}
        during["end"] = None if during["end"] == date.max else during["end"]
        pieces.append(one.model_copy(update={"set": same, **during}))
    return pieces


def _instruments(edits: Iterable[InstrumentEdit], rows: Sequence[Row]) -> list[Row]:
    """The instruments, edited in the order in which the policy says so."""
    found = [dict(row) for row in rows]
    for edit in edits:
        matching = [row for row in found if fnmatchcase(row["name"], edit.match)]
        if edit.remove:
            found = [row for row in found if row not in matching]
        for row in matching:
            row |= _edited(edit)
    return found


def _edited(edit: InstrumentEdit) -> Row:
    columns: Row = {}
    if edit.start:
        columns |= {"in_force_day": _number(edit.start), "cleared_by_day": 0}
    if edit.end or edit.endless:
        columns["ends_day"] = _number(edit.end) + 1 if edit.end else ENDLESS
    for name in ("exemption", "quota"):
        if getattr(edit, name) is not None:
            columns[name] = getattr(edit, name)
    return columns


def _number(day: date) -> int:
    return day.toordinal() - EPOCH


def _series(closures: Iterable[Closure], scenario: Scenario) -> list[Series]:
    """The scenario's series, crossings shut for a time."""
    found = {(one.column, one.row): one for one in scenario.series}
    for closure in closures:
        days = _within(closure, scenario)
        for row in scenario.crossings:
            if days and fnmatchcase(row["name"], closure.match):
                before = found.get((OPEN, row["name"])) or Series(OPEN, row["name"], (), "share", 1.0)
                found[OPEN, row["name"]] = _shut(_stepped(before, scenario), *days)
    return list(found.values())


def _stepped(series: Series, scenario: Scenario) -> Series:
    """The series as steps, day by day where it is given by averages or points."""
    if all(spell.how == "step" for spell in series.spells):
        return series
    first = opening(scenario)
    spells: list[Spell] = []
    for number, value in enumerate(series.daily(first, (scenario.end - first).days + 1).tolist()):
        day = first + timedelta(days=number)
        if spells and spells[-1].value == value:
            spells[-1] = replace(spells[-1], end=day)
        else:
            spells.append(Spell(day, day, value, "step", series.source))
    return replace(series, spells=tuple(spells))


def _shut(series: Series, first: date, last: date) -> Series:
    """A step series that is 0 from a day to a day and as it was around them."""
    spells = [Spell(first, last, 0.0, "step", "policy")]
    for spell in series.spells:
        if spell.start < first:
            spells.append(replace(spell, end=min(spell.end, first - timedelta(days=1))))
        if spell.end > last:
            spells.append(replace(spell, start=max(spell.start, last + timedelta(days=1))))
    return replace(series, spells=tuple(sorted(spells, key=lambda one: one.start)))
