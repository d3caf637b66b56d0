"""In what the dated changes of two courses differ: what really holds, place by place and day by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tumen.core.declare import Param
from tumen.policies.measures import opening
from tumen.policies.wording import amount, in_words, listed
from tumen.scenario.schema import Catalog, Change, Scenario


def sentences(before: Scenario, after: Scenario, catalog: Catalog) -> list[str]:
    """Changes that no longer happen, and levers that are set otherwise, a sentence each."""
    lines = [
        f"'{one.name}', which the scenario has from {in_words(one.start)}, does not happen."
        for one in before.changes
        if _struck(one, before, after)
    ]
    for one in after.changes:
        if not any(_comes_from(one, old) for old in before.changes):
            lines += [_set(name, one, before, catalog.params[name]) for name in _told(one, before, catalog)]
    return lines


def days(before: Scenario, after: Scenario, catalog: Catalog | None = None) -> Iterable[date]:
    """Of each parameter that a change sets, the first day on which the two courses differ."""
    names = {name for of in (before, after) for one in of.changes for name in one.set}
    for name in sorted(names):
        usual = before.settings.get(name, catalog.params[name].default if catalog else None)
        for day in _turns(before, after, name):
            pairs = [
                [_value(of.changes, name, place, day, usual) for of in (before, after)]
                for place in _places(before)
            ]
            if any(was != becomes for was, becomes in pairs):
                yield day
                break


def _places(scenario: Scenario) -> list[str]:
    """All places; what the country has as a whole is the same in each."""
    return [row["name"] for row in scenario.places]


def _turns(before: Scenario, after: Scenario, name: str) -> list[date]:
    """Days, in order, on which a parameter may turn to another value."""
    found = {opening(before)}
    for one in (*before.changes, *after.changes):
        if name in one.set:
            found |= {one.start, *([one.end + timedelta(days=1)] if one.end else [])}
    return sorted(day for day in found if opening(before) <= day <= before.end)


def _holds(one: Change, name: str, place: str, day: date) -> bool:
    there = not one.places or place in one.places
    return name in one.set and there and one.start <= day <= (one.end or date.max)


def _value(changes: Sequence[Change], name: str, place: str, day: date, usual: float | None) -> float | None:
    """What a parameter is there and then."""
    return next((one.set[name] for one in changes if _holds(one, name, place, day)), usual)


def _comes_from(piece: Change, old: Change) -> bool:
    """Whether a change is one of the scenario's own, or what is left of it."""
    named = piece.name == old.name or piece.name.startswith(f"{old.name} (")
    within = old.start <= piece.start and (piece.end or date.max) <= (old.end or date.max)
    return named and within and piece.kind == old.kind and piece.set.items() <= old.set.items()


def _struck(one: Change, before: Scenario, after: Scenario) -> bool:
    """Whether nothing is left of a change, and nothing has taken its place somewhere in its time."""
    if any(_comes_from(piece, one) for piece in after.changes):
        return False
    return any(
        _holds(one, name, place, day) and not any(_holds(new, name, place, day) for new in after.changes)
        for name in one.set
        for place in _places(before)
        for day in _turns(before, after, name)
    )


def _told(one: Change, before: Scenario, catalog: Catalog) -> list[str]:
    """Parameters that a change really sets otherwise."""
    return [name for name in one.set if _instead(name, one, before, catalog.params[name]) != {one.set[name]}]


def _instead(name: str, one: Change, before: Scenario, param: Param) -> set[float]:
    """What a parameter would be where and while a change holds."""
    usual = before.settings.get(name, param.default)
    somewhere = (one.places or _places(before))[0]
    turns = {one.start, *(day for day in _turns(before, before, name) if _holds(one, name, somewhere, day))}
    found = {
        _value(before.changes, name, place, day, usual)
        for place in one.places or _places(before)
        for day in turns
    }
    return {value for value in found if value is not None}


def _set(name: str, one: Change, before: Scenario, param: Param) -> str:
    until = f" to {in_words(one.end)}" if one.end else ""
    throughout = one.start < before.start or one.start == opening(before)
    when = "Throughout" if throughout and not until else f"From {in_words(one.start)}{until}"
    where = f", in {listed(one.places)}" if one.places else ""
    others = _instead(name, one, before, param)
    instead = amount(min(others), param.unit) if len(others) == 1 else "what the scenario sets there and then"
    what = f"{param.doc[0].lower()}{param.doc[1:].rstrip('.')}"
    return f"{when}{where}, {what}: {amount(one.set[name], param.unit)} instead of {instead} ({name})."
