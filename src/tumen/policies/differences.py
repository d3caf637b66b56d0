"""In what two courses of a scenario differ, as sentences; and from which day on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tumen.core.declare import Param
from tumen.policies.measures import ENDLESS, OPEN
from tumen.scenario.schema import Catalog, Change, Row, Scenario
from tumen.scenario.series import Series
from tumen.scenario.tables import EPOCH

COLUMNS = ("in_force_day", "cleared_by_day", "ends_day", "exemption", "quota", "own")
"""What of an instrument is compared."""


def differences(before: Scenario, after: Scenario, catalog: Catalog) -> list[str]:
    """What of a scenario is otherwise, a sentence each; empty if nothing is.

    Parameters
    ----------
    before, after
        A scenario, and the same one under a policy.
    """
    return [
        *_instruments(before, after),
        *_changes(before, after, catalog),
        *_closures(before, after),
    ]


def first_day(before: Scenario, after: Scenario) -> date | None:
    """The first day, burn-in included, on which two courses can differ; None if they never do."""
    days = [*_instrument_days(before, after), *_change_days(before, after), *_closure_days(before, after)]
    opens = before.start - timedelta(days=before.burn_in_days)
    within = [max(day, opens) for day in days if day <= before.end]
    return min(within, default=None)


def in_words(day: date) -> str:
    """A day as one writes it."""
    return f"{day.day} {day:%B %Y}"


# ------------------------------------------------------------------ instruments


def _instruments(before: Scenario, after: Scenario) -> list[str]:
    """Instruments of one measure with the same difference are told in one sentence."""
    goods = {row["name"]: row["title"] or row["name"] for row in before.commodities}
    groups: dict[tuple[str, str], list[str]] = {}
    for old, new in _pairs(before.instruments, after.instruments):
        row = old or new
        assert row is not None
        said = _said_of(old, new)
        if said:
            measure = str(row["title"] or row["name"]).split(":")[0]
            good = str(row["commodity"])
            groups.setdefault((measure, said), []).append(str(goods.get(good, good)))
    return [f"{measure}, {_listed(names)}: {said}." for (measure, said), names in groups.items()]


def _said_of(old: Row | None, new: Row | None) -> str:
    if new is None or old is None:
        row = old or new
        assert row is not None
        taken = f"from {in_words(_first(row))}"
        return f"is never decided, instead of binding {taken}" if new is None else f"also binds, {taken}"
    words = []
    if _first(old) != _first(new):
        words.append(f"binds from {in_words(_first(new))} instead of {in_words(_first(old))}")
    if old.get("ends_day") != new.get("ends_day"):
        words.append(f"{_ending(new)} instead of {_ending(old).replace('holds to', 'to')}")
    for column, what in (("exemption", "may pass by its exemption"), ("quota", "may pass under its cap")):
        shares = [float(row.get(column) or 0) for row in (old, new)]
        if shares[0] != shares[1]:
            words.append(f"{100 * shares[1]:.0f} % of the trade {what} instead of {100 * shares[0]:.0f} %")
    return "; ".join(words)


def _ending(row: Row) -> str:
    if row.get("ends_day", ENDLESS) >= 90_000:
        return "holds to the end"
    return f"holds to {in_words(_day(row['ends_day'] - 1))}"


def _first(row: Row) -> date:
    return _day(max(row.get("in_force_day") or 0, (row.get("cleared_by_day") or -1) + 1))


def _day(number: float) -> date:
    return date.fromordinal(EPOCH + int(number))


def _instrument_days(before: Scenario, after: Scenario) -> Iterable[date]:
    for old, new in _pairs(before.instruments, after.instruments):
        if not (old and new):
            yield _first(old or new or {})
            continue
        if _first(old) != _first(new):
            yield min(_first(old), _first(new))
        if old.get("ends_day") != new.get("ends_day"):
            yield _day(min(old.get("ends_day", ENDLESS), new.get("ends_day", ENDLESS)))
        if any(old.get(column) != new.get(column) for column in ("exemption", "quota", "own")):
            yield min(_first(old), _first(new))


def _pairs(old: Sequence[Row], new: Sequence[Row]) -> Iterable[tuple[Row | None, Row | None]]:
    """Rows of the same name that differ; with nothing in place of one that is missing."""
    after = {row["name"]: row for row in new}
    before = {row["name"]: row for row in old}
    for name in dict.fromkeys([*before, *after]):
        pair = before.get(name), after.get(name)
        if any(_compared(pair[0], column) != _compared(pair[1], column) for column in (*COLUMNS, "name")):
            yield pair


def _compared(row: Row | None, column: str) -> object:
    return None if row is None else row.get(column)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


# ------------------------------------------------------------------ dated changes


def _changes(before: Scenario, after: Scenario, catalog: Catalog) -> list[str]:
    old, new = ({one.name: one for one in of.changes} for of in (before, after))
    names = {name.rpartition(" (")[0] or name for name in new}
    struck = [one for name, one in old.items() if name not in new and name not in names]
    lines = [
        f"'{one.name}', which the scenario has from {in_words(one.start)}, does not happen." for one in struck
    ]
    for one in new.values():
        if one.kind == "policy" and old.get(one.name) != one:
            lines += [_set(name, value, one, before, catalog.params[name]) for name, value in one.set.items()]
    return lines


def _set(name: str, value: float, change: Change, before: Scenario, param: Param) -> str:
    until = f" to {in_words(change.end)}" if change.end else ""
    when = (
        "Throughout" if change.start < before.start and not until else f"From {in_words(change.start)}{until}"
    )
    where = f", in {_listed(change.places)}" if change.places else ""
    others = [one for one in before.changes if name in one.set and one is not change]
    usual = before.settings.get(name, param.default)
    instead = "what the scenario sets by date" if others else _amount(usual, param.unit)
    return (
        f"{when}{where}, {name} is {_amount(value, param.unit)} instead of {instead}: "
        f"{param.doc[0].lower()}{param.doc[1:].rstrip('.')}."
    )


def _amount(value: float, unit: str) -> str:
    part, _, of = unit.partition(" of ")
    if part == "share":
        return f"{100 * value:,.10g} %" + (f" of {of}" if of else "")
    return f"{value:,.10g} {unit}"


def _change_days(before: Scenario, after: Scenario) -> Iterable[date]:
    """First days of changes that only one of the two has."""
    for one, other in ((before, after), (after, before)):
        yield from (change.start for change in one.changes if change not in other.changes)


# ------------------------------------------------------------------ crossings


def _closures(before: Scenario, after: Scenario) -> list[str]:
    titles = {row["name"]: row["title"] or row["name"] for row in before.crossings}
    groups: dict[tuple[date, date], list[str]] = {}
    for series, days in _shut(before, after):
        groups.setdefault(days, []).append(titles.get(series.row, series.row))
    return [
        f"From {in_words(first)} to {in_words(last)} {_are(names)} closed to all trade."
        for (first, last), names in groups.items()
    ]


def _are(names: Sequence[str]) -> str:
    return f"{_listed(names)} {'is' if len(names) == 1 else 'are'}"


def _closure_days(before: Scenario, after: Scenario) -> Iterable[date]:
    return (days[0] for _, days in _shut(before, after))


def _shut(before: Scenario, after: Scenario) -> Iterable[tuple[Series, tuple[date, date]]]:
    """Crossings that are shut for longer, with the first and last day of the difference."""
    old = {one.row: one for one in before.series if one.column == OPEN}
    opens = before.start - timedelta(days=before.burn_in_days)
    length = (before.end - opens).days + 1
    for series in after.series:
        if series.column != OPEN or old.get(series.row) == series:
            continue
        was = old.get(series.row) or Series(OPEN, series.row, (), "share", 1.0)
        differs = (
            series.daily(opens, length) != (was.daily(opens, length) if was.spells else 1.0)
        ).nonzero()[0]
        if len(differs):
            first, last = (opens + timedelta(days=int(day)) for day in (differs[0], differs[-1]))
            yield series, (first, last)
