"""Loading a scenario: find the folder, read it over its parent, check it."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

from tumen.core.errors import InputError, ScenarioError, did_you_mean
from tumen.scenario.check import check
from tumen.scenario.files import content_hash, files_of, parse, read_csv, read_toml
from tumen.scenario.schema import TABLES, Catalog, Change, Event, MarginRow, Row, Scenario, ScenarioFile
from tumen.scenario.series import Series
from tumen.scenario.tables import finish_rows, merge_rows, read_series, spread_over_rows

FILE = "scenario.toml"
REQUIRED = ("title", "start", "end")


def load(name_or_path: str | Path, catalog: Catalog | None = None) -> Scenario:
    """Read a scenario and check it.

    Parameters
    ----------
    name_or_path
        A bundled scenario's name (see `available`), a folder, or its ``scenario.toml``.
    catalog
        Names declared by the mechanisms. Without one, parameters, columns and series are not
        checked and absent columns take no default.

    Raises
    ------
    ScenarioError
        With one sentence naming the file, the row, the key and what was expected.
    """
    return check(_load(find(name_or_path), (), catalog), catalog)


def available() -> list[str]:
    """Names of the scenarios that come with the package."""
    folder = _bundled()
    return sorted(path.name for path in folder.iterdir() if (path / FILE).is_file())


def copy(name: str | Path, directory: str | Path) -> Path:
    """Copy a scenario's folder to ``directory``, named after it, as a start for one's own."""
    source, target = find(name), Path(directory)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InputError(f"{target} exists and is not an empty folder; choose another name.")
    text = (source / FILE).read_text(encoding="utf-8")
    own = re.sub(r"[^A-Za-z0-9_-]+", "-", target.resolve().name).strip("-")[:64] or "scenario"
    text = re.sub(r'(?m)^name = "[^"]*"', f'name = "{own}"', text, count=1)
    try:
        _copy_whole(source, target, text)
    except OSError as error:
        raise InputError(f"{target} cannot be written ({error.strerror}); choose another place.") from error
    return target


def _copy_whole(source: Path, target: Path, text: str) -> None:
    """Copy a scenario's files under another name first, so that ``target`` is there whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        unfinished.chmod(0o755)
        for path in files_of(source):
            to = unfinished / path.relative_to(source)
            to.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, to)
        (unfinished / FILE).write_text(text, encoding="utf-8")
        if target.exists():
            target.rmdir()
        unfinished.rename(target)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def find(name_or_path: str | Path) -> Path:
    """Return the folder of a scenario by name or path; a bundled name goes before a folder called so."""
    path = Path(name_or_path)
    if str(name_or_path) in available():
        return _bundled() / str(name_or_path)
    for folder in (path, path.parent if path.name == FILE else path):
        if (folder / FILE).is_file():
            return folder
    if path.is_dir():
        raise ScenarioError(f"{path}: the folder holds no {FILE}.")
    known = available()
    hint = did_you_mean(str(name_or_path), known) or f"; bundled are {', '.join(known)}"
    raise ScenarioError(f"No scenario {str(name_or_path)!r}: neither a folder nor a bundled name{hint}.")


def _bundled() -> Path:
    return Path(str(resources.files("tumen.data") / "scenarios"))


def _load(folder: Path, seen: tuple[Path, ...], catalog: Catalog | None) -> Scenario:
    folder = folder.resolve()
    if folder in seen:
        raise ScenarioError(f"{FILE}: 'based_on' leads back to {folder.name!r} itself.")
    written = parse(ScenarioFile, read_toml(folder / FILE), FILE)
    parent = None
    if written.based_on is not None:
        parent = _load(_parent_folder(folder, written.based_on), (*seen, folder), catalog)
    return _assemble(folder, written, parent, catalog)


def _parent_folder(folder: Path, name: str) -> Path:
    """A parent is a path beside the child, or a bundled name."""
    beside = folder / name
    return beside if (beside / FILE).is_file() else find(name)


def _assemble(
    folder: Path, written: ScenarioFile, parent: Scenario | None, catalog: Catalog | None
) -> Scenario:
    """Lay what is written in ``folder`` over the parent."""
    _check_files(folder)
    top = {key: _own_or_parents(written, parent, key) for key in ("title", "about", "start", "end")}
    for key in REQUIRED:
        if top[key] is None:
            raise ScenarioError(f"{FILE}: {key!r} is missing.")
    without = _without(written, parent)
    tables: dict[str, Any] = {}
    for table in TABLES:
        base = _kept(parent.table(table), without[table]) if parent else None
        tables[table] = finish_rows(table, merge_rows(folder / f"{table}.csv", base), catalog)
    return Scenario(
        name=written.name,
        **{**top, "about": top["about"] or ""},
        path=folder,
        burn_in_days=_own_or_parents(written, parent, "burn_in_days") or 0,
        population_seed=_own_or_parents(written, parent, "population_seed") or 0,
        **tables,
        margins=_margins(folder, parent),
        settings={**(parent.settings if parent else {}), **written.settings},
        state=_state(written, parent, catalog),
        changes=_named(
            list(written.change), _within(parent.changes if parent else [], top), without["changes"], "change"
        ),
        events=_named(
            list(written.event), _within(parent.events if parent else [], top), without["events"], "event"
        ),
        series=_series(folder, tables, parent, catalog),
        sha256=content_hash(folder, parent.sha256 if parent else ""),
        parent=parent,
    )


def _within(inherited: Sequence[Change | Event], top: dict[str, Any]) -> list[Change | Event]:
    """What of a parent's changes and events touches the child's own, perhaps shorter, period."""
    kept = []
    for entry in inherited:
        first = entry.date if isinstance(entry, Event) else entry.start
        last = first if isinstance(entry, Event) else entry.end
        if first <= top["end"] and (last is None or last >= top["start"]):
            kept.append(entry)
    return kept


def _kept(rows: list[Row], without: set[str]) -> list[Row]:
    return [row for row in rows if row["name"] not in without]


def _check_files(folder: Path) -> None:
    """A misspelt file name would otherwise be silently ignored."""
    known = {f"{table}.csv" for table in TABLES} | {"population.csv"}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in known:
            raise ScenarioError(f"{path.name}: not a file of a scenario{did_you_mean(path.name, known)}.")


def _own_or_parents(written: ScenarioFile, parent: Scenario | None, key: str) -> Any:
    own = getattr(written, key)
    return own if own is not None or parent is None else getattr(parent, key)


def _without(written: ScenarioFile, parent: Scenario | None) -> dict[str, set[str]]:
    """What the child strikes out of its parent, by table; every name must be there."""
    groups = (*TABLES, "changes", "events")
    for group, names in written.without.items():
        if group not in groups:
            raise ScenarioError(f"{FILE}, [without]: unknown key {group!r}{did_you_mean(group, groups)}.")
        known = [_name(item) for item in getattr(parent, group)] if parent else []
        for name in names:
            if name not in known:
                hint = did_you_mean(name, known)
                raise ScenarioError(f"{FILE}, [without]: the parent has no {group} {name!r}{hint}.")
    return {group: set(written.without.get(group, ())) for group in groups}


def _name(item: Any) -> str:
    return str(item["name"] if isinstance(item, dict) else item.name)


def _named(own: list[Any], inherited: list[Any], without: set[str], what: str) -> list[Any]:
    """Own entries replace inherited ones of the same name in place; new ones are appended."""
    names = [entry.name for entry in own]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ScenarioError(f"{FILE}: two [[{what}]] entries are named {twice!r}.")
    merged: dict[str, Change | Event] = {e.name: e for e in inherited if e.name not in without}
    merged.update({entry.name: entry for entry in own})
    return list(merged.values())


def _state(written: ScenarioFile, parent: Scenario | None, catalog: Catalog | None) -> dict[str, float]:
    """Given columns of the state: own, else the parent's, else the declared default."""
    given = {name.removeprefix("state."): g for name, g in catalog.given.items()} if catalog else {}
    state = {name: g.default for name, g in given.items() if "." not in name}
    for name in written.state:
        if catalog and name not in state:
            raise ScenarioError(f"{FILE}, [state]: unknown column {name!r}{did_you_mean(name, state)}.")
    return {**state, **(parent.state if parent else {}), **written.state}


def _margins(folder: Path, parent: Scenario | None) -> dict[str, MarginRow]:
    margins = dict(parent.margins) if parent else {}
    path = folder / "population.csv"
    if not path.is_file():
        if parent is None:
            raise ScenarioError("population.csv: the file is missing.")
        return margins
    for values in read_csv(path):
        where = f"population.csv, row {values.get('name', '?')!r}"
        row = parse(MarginRow, values, where)
        if not row.low <= row.value <= row.high:
            raise ScenarioError(
                f"{where}: {row.value:g} {row.unit} is outside its own range {row.low:g} to {row.high:g}."
            )
        margins[row.name] = row
    return margins


def _series(
    folder: Path, tables: dict[str, Any], parent: Scenario | None, catalog: Catalog | None
) -> list[Series]:
    """Own series replace the parent's of the same column and row."""
    merged = {(s.column, s.row): s for s in (parent.series if parent else [])}
    for series in spread_over_rows(read_series(folder / "inputs"), tables):
        default = catalog.inputs.get(series.column) if catalog else None
        outside = default.default if default else 0.0
        merged[series.column, series.row] = replace(series, outside=outside)
    return list(merged.values())
