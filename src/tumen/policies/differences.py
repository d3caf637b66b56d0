"""In what two courses of a scenario differ, as sentences; and from which day on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tumen.policies import dated
from tumen.policies.measures import ENDLESS, OPEN, opening
from tumen.policies.wording import in_words, listed
from tumen.scenario.schema import Catalog, Row, Scenario
from tumen.scenario.series import Series
from tumen.scenario.tables import EPOCH


def differences(before: Scenario, after: Scenario, catalog: Catalog) -> list[str]:
    """What of a scenario is otherwise, a sentence each; empty if nothing is.

    Parameters
    ----------
    before, after
        A scenario, and the same one under a policy.
    """
    return [
        *_instruments(before, after),
        *dated.sentences(before, after, catalog),
        *_closures(before, after),
    ]


def first_day(before: Scenario, after: Scenario, catalog: Catalog | None = None) -> date | None:
    """The first day, burn-in included, on which two courses can differ; None if they never do.

    With the ``catalog`` a lever set to its default is known to change nothing.
    """
    days = [
        *_instrument_days(before, after),
        *dated.days(before, after, catalog),
        *_closure_days(before, after),
    ]
    return min((max(day, opening(before)) for day in days), default=None)


# ------------------------------------------------------------------ instruments


def _instruments(before: Scenario, after: Scenario) -> list[str]:
    """Instruments of one measure with the same difference are told in one sentence."""
    goods = {row["name"]: row["title"] or row["name"] for row in before.commodities}
    groups: dict[tuple[str, str], list[str]] = {}
    for old, new in _pairs(before, after):
        row = old or new
        assert row is not None
        said = _said_of(old, new)
        if said:
            measure = str(row["title"] or row["name"]).split(":")[0]
            good = str(row["commodity"])
            groups.setdefault((measure, said), []).append(str(goods.get(good, good)))
    return [f"{measure}, {listed(names)}: {said}." for (measure, said), names in groups.items()]


def _said_of(old: Row | None, new: Row | None) -> str:
    if new is None or old is None:
        row = old or new
        assert row is not None
        taken = f"from {in_words(_first(row))}"
        return f"does not bind at all, instead of {taken}" if new is None else f"also binds, {taken}"
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
    for old, new in _pairs(before, after):
        if not (old and new):
            yield _first(old or new or {})
            continue
        if _first(old) != _first(new):
            yield min(_first(old), _first(new))
        if old.get("ends_day") != new.get("ends_day"):
            yield _day(min(old.get("ends_day", ENDLESS), new.get("ends_day", ENDLESS)))
        if any(old.get(column) != new.get(column) for column in ("exemption", "quota", "own")):
            yield min(_first(old), _first(new))


def _pairs(before: Scenario, after: Scenario) -> Iterable[tuple[Row | None, Row | None]]:
    """Instruments of the same name that bind otherwise; with nothing in place of one that never does."""
    rows = [
        {row["name"]: _lived(row, before) for row in of.instruments if _binds(row, before)}
        for of in (before, after)
    ]
    for name in dict.fromkeys([*rows[0], *rows[1]]):
        pair = rows[0].get(name), rows[1].get(name)
        if pair[0] != pair[1]:
            yield pair


def _binds(row: Row, scenario: Scenario) -> bool:
    """Whether an instrument binds on any day that the scenario lives."""
    first, ends = _first(row), row.get("ends_day", ENDLESS)
    return first <= scenario.end and _number(max(first, opening(scenario))) < ends


def _lived(row: Row, scenario: Scenario) -> Row:
    """An instrument as the scenario lives it: its effective first day, and no end after the last day."""
    last = row.get("ends_day", ENDLESS)
    ends = last if last <= _number(scenario.end) else ENDLESS
    return {**row, "in_force_day": _number(_first(row)), "cleared_by_day": 0, "ends_day": ends}


def _number(day: date) -> int:
    return day.toordinal() - EPOCH


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
    return f"{listed(names)} {'is' if len(names) == 1 else 'are'}"


def _closure_days(before: Scenario, after: Scenario) -> Iterable[date]:
    return (days[0] for _, days in _shut(before, after))


def _shut(before: Scenario, after: Scenario) -> Iterable[tuple[Series, tuple[date, date]]]:
    """Crossings that are shut for longer, with the first and last day of the difference."""
    old = {one.row: one for one in before.series if one.column == OPEN}
    opens = opening(before)
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
