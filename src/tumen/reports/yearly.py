"""Tables of a brief by calendar year: the shadow trade in tonnes, what is left of plants, the courts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import xarray as xr

from tumen.reports import panels, series, words


@dataclass(frozen=True)
class Row:
    """One line of a table: what it is, and a cell a column."""

    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """Lines of a table that belong together; without a title where there is only one part."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Table:
    """A table of a brief, with the columns after the first."""

    caption: str
    columns: tuple[str, ...]
    parts: tuple[Part, ...]


def columns(dataset: xr.Dataset) -> tuple[str, ...]:
    """The years of a run, with the months of one that it does not cover whole."""
    months = series.month_index(dataset)
    found = []
    for year in _years(dataset):
        inside = months[months.year == year]
        whole = len(inside) == 12
        found.append(str(year) if whole else f"{inside[0]:%b} to {inside[-1]:%b %Y}")
    return tuple(found)


def smuggled(dataset: xr.Dataset, titles: Mapping[str, str]) -> Table | None:
    """Tonnes smuggled by means, by crossing and by good, and what was seized."""
    by_means = series.split(dataset, "smuggled_means", "means")
    state = series.monthly(dataset, "smuggled_by_state")
    if state is not None:
        by_means.append((panels.STATE, state))
    parts = [
        _part(dataset, "By means", by_means, panels.LABELS),
        _part(dataset, "By crossing, the state’s firms left out", _split(dataset, "crossing"), titles),
        _part(dataset, "By good, the state’s firms left out", _split(dataset, "commodity"), {}),
        _part(dataset, "Seized on the way", _whole(dataset, (("seized", "All goods"),)), {}),
    ]
    return _table(dataset, "Smuggled, tonnes a year", parts)


def control(dataset: xr.Dataset) -> Table | None:
    """Searches, arrests, trials, sentences and camps by year, all places together."""
    caught = (
        ("carriers_caught", "Carriers with a load"),
        ("thieves_caught", "Thieves at work"),
    )
    fates = (
        ("bought_off", "Paid their way out"),
        ("let_off", "Let off without paying"),
        ("arrests", "Taken to a training camp or into custody"),
    )
    courts = (
        ("warnings", "Warnings to a town"),
        ("trials", "Public trials"),
        ("trial_crowd", "People who watched, all trials together"),
        ("sentence_months", "Average sentence, months"),
        ("inmates", "In camps, average of the year"),
        ("freed", "Came home from custody or camp"),
    )
    parts = [
        _part(dataset, "Caught", _whole(dataset, caught), {}),
        _part(
            dataset,
            "What became of all cases, absentees, drugs and crops among them",
            _whole(dataset, fates),
            {},
        ),
        _part(dataset, "Courts and camps", _whole(dataset, courts), {}),
    ]
    return _table(dataset, "Police and courts by year, all places together; persons unless it is said", parts)


def plant(dataset: xr.Dataset) -> Table | None:
    """Metal in plant by place and good, at the first month and the last."""
    if not {"plant_metal", "plant_metal_lost"} <= set(dataset.data_vars):
        return None
    parts = []
    for place in series.labels(dataset, "place"):
        rows = [_left(dataset, place, good) for good in series.labels(dataset, "commodity")]
        known = tuple(row for row in rows if row is not None)
        if known:
            parts.append(Part(words.title(place), known))
    caption = "Metal built into plant that could be carried off, tonnes"
    return Table(caption, ("At the start", "At the end", "Left"), tuple(parts)) if parts else None


@dataclass(frozen=True)
class Trial:
    """The public trials of one month in one place."""

    month: str
    place: str
    trials: int
    accused: int
    months: str
    crowd: str


def trials(dataset: xr.Dataset) -> list[Trial]:
    """Public trials by month and place in the first run, by date."""
    needed = {"trials", "accused_per_trial"}
    if not needed <= set(dataset.data_vars):
        return []
    found = []
    for number, place in enumerate(series.labels(dataset, "place")):
        held, accused, length, crowd = (
            _first_run(dataset, name, number)
            for name in ("trials", "accused_per_trial", "sentence_months", "trial_crowd")
        )
        for at, month in enumerate(series.month_index(dataset)):
            if np.isfinite(held[at]) and held[at] > 0:
                people = int(round(float(np.nan_to_num(held[at] * accused[at]))))
                served, watched = (
                    words.plain(one[at]) if np.isfinite(one[at]) else "" for one in (length, crowd)
                )
                trial = Trial(f"{month:%B %Y}", place, int(round(held[at])), people, served, watched)
                found.append((month, trial))
    return [trial for _, trial in sorted(found, key=lambda item: (item[0], item[1].place))]


def _first_run(dataset: xr.Dataset, name: str, place: int) -> series.Numbers:
    if name not in dataset.data_vars:
        return np.full(dataset.sizes["time"], np.nan)
    return np.asarray(series.runs_first(dataset[name]).isel(run=0, place=place).to_numpy(), dtype="float64")


def _years(dataset: xr.Dataset) -> list[int]:
    return sorted({int(year) for year in series.month_index(dataset).year})


def _split(dataset: xr.Dataset, dimension: str) -> list[tuple[str, xr.DataArray]]:
    return series.split(dataset, f"smuggled_{dimension}", dimension)


def _whole(dataset: xr.Dataset, named: Sequence[tuple[str, str]]) -> list[tuple[str, xr.DataArray]]:
    found = [(said, series.monthly(dataset, name)) for name, said in named]
    return [(said, line) for said, line in found if line is not None]


def _part(
    dataset: xr.Dataset, title: str, lines: Sequence[tuple[str, xr.DataArray]], titles: Mapping[str, str]
) -> Part:
    """A line for each label to which anything happens; the state's firms are named even if idle."""
    seen = [(label, line) for label, line in lines if series.happens(line) or label == panels.STATE]
    rows = [
        Row(titles.get(label, words.title(label)), tuple(_year(line, year) for year in _years(dataset)))
        for label, line in seen
    ]
    return Part(title, tuple(rows))


def _table(dataset: xr.Dataset, caption: str, parts: Sequence[Part]) -> Table | None:
    filled = tuple(part for part in parts if part.rows)
    return Table(caption, columns(dataset), filled) if filled else None


def _year(line: xr.DataArray, year: int) -> str:
    inside = np.asarray(series.month_index(line).year == year)
    values = np.asarray(line.to_numpy(), dtype="float64")[:, inside]
    reduced = series.reduce_window(values, "sum" if series.adds_over_time(line) else "mean")
    return words.plain(float(np.nanmedian(reduced))) if np.isfinite(reduced).any() else "–"


def _left(dataset: xr.Dataset, place: str, good: str) -> Row | None:
    """Tonnes of one good in one place's plants: what there was, what is left."""
    held = series.monthly(dataset, "plant_metal", place, good)
    lost = series.monthly(dataset, "plant_metal_lost", place, good)
    if held is None or lost is None or not np.isfinite(held.to_numpy()).any():
        return None
    first = float(np.nanmedian(held.to_numpy()[:, 0] + np.nan_to_num(lost.to_numpy()[:, 0])))
    final = float(np.nanmedian(held.to_numpy()[:, -1]))
    if not first > 0:
        return None
    return Row(words.title(good), (words.plain(first), words.plain(final), words.percent(final / first)))
