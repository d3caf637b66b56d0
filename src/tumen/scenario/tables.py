"""A scenario's tables and series: read, merged with a parent's, brought into type."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from tumen.core.errors import ScenarioError, did_you_mean
from tumen.scenario.files import parse, read_csv
from tumen.scenario.schema import KIND_OF, OPTIONAL, ROW_FORMS, SITE_KINDS, Catalog, Row, SpellRow
from tumen.scenario.series import Series, Spell

EPOCH = date(1970, 1, 1).toordinal()

DAYS = "days since 1970"

SIGNED = frozenset({DAYS, "share of the band", ""})
"""Units in which a figure may lie below nothing."""


def merge_rows(path: Path, base: list[Row] | None) -> list[Row]:
    """Lay the rows of a CSV file over ``base`` by name, cell by cell; new names are appended."""
    if not path.is_file():
        if base is None and path.stem in OPTIONAL:
            return []
        if base is None:
            raise ScenarioError(f"{path.name}: the file is missing.")
        return [dict(row) for row in base]
    merged: dict[str, Row] = {row["name"]: dict(row) for row in base or []}
    seen: set[str] = set()
    for number, row in enumerate(read_csv(path), start=1):
        if "name" not in row:
            raise ScenarioError(f"{path.name}, row {number}: 'name' is missing.")
        if row["name"].lower() in seen:
            raise ScenarioError(f"{path.name}: two rows are named {row['name']!r}.")
        seen.add(row["name"].lower())
        merged.setdefault(row["name"], {}).update(row)
    return list(merged.values())


def finish_rows(table: str, rows: list[Row], catalog: Catalog | None) -> list[Row]:
    """Check each row's columns and fill in declared defaults."""
    return [_finish(table, row, catalog) for row in rows]


def _finish(table: str, row: Row, catalog: Catalog | None) -> Row:
    where = f"{table}.csv, row {row['name']!r}"
    form = ROW_FORMS[table]
    own = {key: value for key, value in row.items() if key in form.model_fields}
    if table == "sites" and not isinstance(own.get("kind", ""), str):
        own["kind"] = own["kind"].name.lower()
    checked = parse(form, {k: v for k, v in own.items() if v is not None}, where, _given(table, catalog))
    finished: Row = checked.model_dump()
    if table == "sites":
        finished["kind"] = SITE_KINDS[finished["kind"]]
    for key, value in row.items():
        if key not in form.model_fields:
            finished[key] = _given_value(table, key, value, where, catalog)
    for column, given in (catalog.given if catalog else {}).items():
        kind, _, name = column.partition(".")
        if kind == KIND_OF[table]:
            finished.setdefault(name, given.default)
            if finished[name] is None:
                finished[name] = given.default
    return finished


def _given(table: str, catalog: Catalog | None) -> list[str]:
    kind = KIND_OF[table] + "."
    return [name.removeprefix(kind) for name in (catalog.given if catalog else {}) if name.startswith(kind)]


def _given_value(table: str, key: str, value: Any, where: str, catalog: Catalog | None) -> float:
    """A column that a mechanism declares: a number, or a date where its name ends in ``_day``."""
    known = _given(table, catalog)
    if catalog is not None and key not in known:
        hint = did_you_mean(key, [*known, *ROW_FORMS[table].model_fields])
        raise ScenarioError(f"{where}: unknown column {key!r}{hint}.")
    if not isinstance(value, str):
        return float(value)
    if key.endswith("_day") and "-" in value[1:]:
        return float(_date_number(value, key, where))
    unit = catalog.given[f"{KIND_OF[table]}.{key}"].unit if catalog is not None else ""
    return _number_in(unit, value, f"{where}: {key!r} is {value!r}")


def _number_in(unit: str, value: str, said: str) -> float:
    """The number of a cell, within what its unit allows."""
    try:
        number = float(value.replace("_", "x"))
    except ValueError:
        wanted = "a date like 2017-08-15" if unit == DAYS else "a number"
        raise ScenarioError(f"{said} but should be {wanted}.") from None
    if not math.isfinite(number):
        raise ScenarioError(f"{said} but should be a finite number.")
    if unit == "yes or no" and number not in (0, 1):
        raise ScenarioError(f"{said} but should be 1 for yes or 0 for no.")
    if unit == "share" and not 0 <= number <= 1:
        raise ScenarioError(f"{said} but should be a share from 0 to 1.")
    if number < 0 and unit not in SIGNED:
        raise ScenarioError(f"{said} but should be 0 {unit} or more.".replace("  ", " "))
    return number


def _date_number(value: str, key: str, where: str) -> int:
    try:
        return date.fromisoformat(value).toordinal() - EPOCH
    except ValueError:
        raise ScenarioError(f"{where}: {key!r} is {value!r} but should be a date like 2017-08-15.") from None


def read_series(folder: Path) -> list[Series]:
    """Read every CSV file of the ``inputs`` folder; a series must lie in one file."""
    found: dict[tuple[str, str], Series] = {}
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else []:
        file = f"inputs/{path.name}"
        for key, series in _series_of(path, file).items():
            if key in found:
                raise ScenarioError(
                    f"{file}: {series.label} is also in {found[key].file}; keep it in one file."
                )
            found[key] = series
    return list(found.values())


def _series_of(path: Path, file: str) -> dict[tuple[str, str], Series]:
    rows = [
        parse(SpellRow, values, f"{file}, row {number}")
        for number, values in enumerate(read_csv(path), start=1)
    ]
    grouped: dict[tuple[str, str], list[SpellRow]] = {}
    for row in rows:
        grouped.setdefault((row.column, row.row), []).append(row)
    return {key: _one_series(key, group, file) for key, group in grouped.items()}


def _one_series(key: tuple[str, str], rows: list[SpellRow], file: str) -> Series:
    spells = [Spell(row.start, row.end, row.value, row.how, row.source) for row in rows]
    spells.sort(key=lambda spell: (spell.start, spell.end))
    series = Series(key[0], key[1], tuple(spells), rows[0].unit, file=file)
    for row in rows:
        if row.end < row.start:
            raise ScenarioError(
                f"{file}: {series.label} has a figure from {row.start} to {row.end}, before it begins."
            )
        if row.unit != series.unit:
            raise ScenarioError(
                f"{file}: {series.label} is given both in {series.unit!r} and in {row.unit!r}."
            )
    _check_overlaps(series)
    return series


def _check_overlaps(series: Series) -> None:
    """Steps and points must not contend for a day; averages may nest (a year and its quarters)."""
    for before, after in zip(series.spells, series.spells[1:], strict=False):
        same = (before.start, before.end) == (after.start, after.end)
        contend = "average" not in (before.how, after.how) and after.start <= before.end
        if same or contend:
            raise ScenarioError(
                f"{series.file}: {series.label} has two figures for {after.start}; periods must not overlap."
            )


def spread_over_rows(series: list[Series], tables: dict[str, list[Row]]) -> list[Series]:
    """A series of row ``*`` stands for every row of its table that has none of its own."""
    own = {(one.column, one.row) for one in series}
    result = []
    for one in series:
        table = next((t for t, kind in KIND_OF.items() if one.column.startswith(kind + ".")), None)
        if one.row != "*" or table is None:
            result.append(one)
            continue
        rows = [row["name"] for row in tables[table]]
        result += [replace(one, row=name) for name in rows if (one.column, name) not in own]
    return result
