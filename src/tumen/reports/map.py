"""A small map of the border region: places by residents and by one observable, and the crossings."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox

from tumen.reports import geography, labels, panels, series, style, words
from tumen.reports.geography import Spot, View

WIDTH, HEIGHT, STRIP = 316.0, 230.0, 46.0
"""Points: the map, and the strip of keys under it."""

SEA, RIVER, HOME, ABROAD = "#e4edf3", "#3f8fbf", "#fdfcf8", "#f0efeb"
EDGE, UNMEASURED = "#cfcdc4", "#ffffff"
COLOURS = "YlOrBr"
"""A scale that darkens evenly, for every kind of eye and in print."""

LONGEST = 58.0
"""Points that the bar of kilometres may take."""

LARGE_RADIUS, LARGE = 13.0, 600_000.0
"""Radius in points of the circle of a place with so many residents."""

Period = tuple[str, str]
"""First and last month, ``2016-09``."""


@dataclass(frozen=True)
class Value:
    """What a place's circle shows: ``number`` on the scale, ``said`` in words; None where not measured."""

    number: float | None
    said: str
    residents: float


def border_map(
    dataset: xr.Dataset,
    provenance: Mapping[str, Any],
    observable: str,
    when: Period,
    limits: tuple[float, float] | None = None,
) -> Figure | None:
    """Draw the scenario's places and crossings on the border region's map.

    Parameters
    ----------
    dataset
        A result.
    provenance
        What ``run.json`` says of the run; positions are read from its ``places`` and ``crossings``.
    observable
        What colours the circles; places where it was not measured stay white.
    when
        First and last month, both inclusive: the mean over them is drawn, or the sum of what adds up.
    limits
        Ends of the colour scale; by default those of `limits_of` over this one period.

    Returns
    -------
    A matplotlib figure that belongs to no window, or None where no place has a position on the map.
    """
    places = geography.spots(provenance.get("places"))
    if not places:
        return None
    crossings = geography.spots(provenance.get("crossings"))
    values = values_of(dataset, observable, when)
    low, high = limits or limits_of(dataset, observable, [when])
    view = geography.view_of([*places, *crossings], WIDTH, HEIGHT)
    with style.drawing():
        figure = Figure(figsize=(WIDTH / 72, (HEIGHT + STRIP) / 72))
        axes = _sheet(figure, (0, STRIP, WIDTH, HEIGHT))
        axes.add_patch(Rectangle((0, 0), WIDTH, HEIGHT, facecolor=SEA, linewidth=0))
        paper = labels.Paper(WIDTH, HEIGHT)
        _ground(axes, view, paper)
        crossed = crossed_of(dataset, when)
        _marks(axes, view, paper, places, crossings, crossed, values, Normalize(low, high))
        _keys(_sheet(figure, (0, 0, WIDTH, STRIP)), view, dataset, observable, (low, high))
    return figure


def values_of(dataset: xr.Dataset, observable: str, when: Period) -> dict[str, Value]:
    """The observable by place over a period (median over runs), by the place's name in lower case."""
    names = series.labels(dataset, "place")
    residents = np.ones(len(names)) * 1e5
    if "residents" in dataset.coords:
        residents = np.asarray(dataset["residents"].values, dtype="float64")
    found = {}
    for name, people in zip(names, residents, strict=True):
        number = _over(dataset, observable, name, when)
        said = "" if number is None else words.number(number, _unit(dataset, observable))
        found[name.lower()] = Value(number, said, float(people))
    return found


def crossed_of(dataset: xr.Dataset, when: Period) -> dict[str, float]:
    """Tonnes smuggled over each crossing in a period (median over runs), by the crossing's name."""
    found = {}
    for name, line in series.split(dataset, "smuggled_crossing", "crossing"):
        months = series.window(line, *when)
        if months is not None and np.isfinite(months).any():
            found[name] = float(np.nanmedian(series.reduce_window(months, "sum")))
    return found


def tonnes_said(spot: Spot, crossed: Mapping[str, float]) -> str:
    """What was smuggled over a crossing, to stand behind its name; nothing where it was not measured."""
    tonnes = crossed.get(spot.name)
    return "" if tonnes is None else f" {words.number(tonnes, 't')}"


def limits_of(dataset: xr.Dataset, observable: str, periods: Sequence[Period]) -> tuple[float, float]:
    """Ends of a colour scale that fits all periods: from nought, to a round number."""
    numbers = [
        one.number
        for when in periods
        for one in values_of(dataset, observable, when).values()
        if one.number is not None
    ]
    lowest, highest = min(numbers, default=0.0), max(numbers, default=1.0)
    if highest <= 0:
        return lowest, highest if highest > lowest else lowest + 1.0
    step = 10.0 ** math.floor(math.log10(highest))
    top = next(part * step for part in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if part * step >= highest * (1 - 1e-9))
    bottom = 0.0 if 0 <= lowest < 0.6 * highest else math.floor(10 * lowest / step) * step / 10
    return float(f"{bottom:.3g}"), float(f"{top:.3g}")


def _over(dataset: xr.Dataset, observable: str, place: str, when: Period) -> float | None:
    if observable not in dataset.data_vars or "place" not in dataset[observable].dims:
        return None
    line = series.monthly(dataset, observable, place)
    months = None if line is None else series.window(line, *when)
    if months is None or not np.isfinite(months).any():
        return None
    how = "sum" if series.adds_over_time(dataset[observable]) else "mean"
    return float(np.nanmedian(series.reduce_window(months, how)))


def _unit(dataset: xr.Dataset, observable: str) -> str:
    unit = series.unit_of(dataset[observable])
    return "share" if unit.startswith("share") else unit


def _sheet(figure: Figure, box: tuple[float, float, float, float]) -> Axes:
    """Axes without ink whose units are points."""
    left, bottom, width, height = box
    whole = (WIDTH, HEIGHT + STRIP)
    axes = figure.add_axes((left / whole[0], bottom / whole[1], width / whole[0], height / whole[1]))
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.set_axis_off()
    return axes


def _ground(axes: Axes, view: View, paper: labels.Paper) -> None:
    """Provinces and the two rivers."""
    sheet = Bbox.from_extents(-9, -9, view.width + 9, view.height + 9)
    for about, parts in geography.features("province"):
        colour = HOME if about["country"] == "KP" else ABROAD
        for part in parts:
            path = Path(view.project(part[0]), closed=True).clip_to_bbox(sheet)
            if len(np.asarray(path.vertices)):
                axes.add_patch(PathPatch(path, facecolor=colour, edgecolor=EDGE, linewidth=0.6))
    for _, parts in geography.features("river"):
        for part in parts:
            line = view.project(part[0])
            axes.plot(*line.T, color=RIVER, linewidth=1.5, solid_joinstyle="round", solid_capstyle="round")
            paper.take_line(line)


def _marks(
    axes: Axes,
    view: View,
    paper: labels.Paper,
    places: Sequence[Spot],
    crossings: Sequence[Spot],
    crossed: Mapping[str, float],
    values: Mapping[str, Value],
    norm: Normalize,
) -> None:
    """Circles, diamonds and their names; what matters most is placed first."""
    nothing = Value(None, "", 1e5)
    sized = [(one, values.get(one.name.lower(), nothing)) for one in places]
    sized.sort(key=lambda pair: -pair[1].residents)
    for spot, value in sized:
        x, y = view.project((spot.lon, spot.lat))
        reach = radius(value.residents)
        fill = UNMEASURED if value.number is None else colormaps[COLOURS](norm(value.number))
        axes.add_patch(Circle((x, y), reach, facecolor=fill, edgecolor=style.BLACK, linewidth=0.9, zorder=4))
        paper.take((x - reach, y - reach, x + reach, y + reach))
    for spot in crossings:
        x, y = view.project((spot.lon, spot.lat))
        axes.add_patch(_diamond(x, y))
        paper.take((x - 4, y - 4, x + 4, y + 4))
    for spot, value in sized:
        _place_label(axes, view, paper, spot, value)
    for spot in crossings:
        said = spot.title.replace(" - ", "–") + tonnes_said(spot, crossed)
        _small_label(axes, view, paper, spot, said, style.BLACK, always=True)
    _river_names(axes, view, paper)
    _towns(axes, view, paper, {one.name for one in places})
    _province_names(axes, view, paper)


def radius(residents: float) -> float:
    """Radius of a circle whose area stands for residents, in points."""
    return max(2.5, LARGE_RADIUS * math.sqrt(max(residents, 0.0) / LARGE))


def _diamond(x: float, y: float) -> PathPatch:
    corners = [(x, y + 4), (x + 4, y), (x, y - 4), (x - 4, y), (x, y + 4)]
    return PathPatch(Path(corners), facecolor=style.BLACK, edgecolor="white", linewidth=0.8, zorder=5)


def _place_label(axes: Axes, view: View, paper: labels.Paper, spot: Spot, value: Value) -> None:
    """Name with the figure, and the Korean name under it where the machine can draw it."""
    said = f"{spot.title} {value.said}".strip()
    korean = labels.outline(spot.korean, 8.0)
    x, y = view.project((spot.lon, spot.lat))
    wide, tall = (
        max(labels.width_of(one, 8.6) for one in (said, f"{spot.title} 00.0 %")),
        10.0 + (9.5 if korean else 0.0),
    )
    box, side, _ = paper.place(x, y, radius(value.residents) + 2.5, wide, tall)
    paper.take(box)
    where = {1: (box[0], "left"), 0: ((box[0] + box[2]) / 2, "center"), -1: (box[2], "right")}[side]
    axes.text(
        where[0],
        box[3] - 8.2,
        said,
        ha=where[1],
        fontsize=8.6,
        fontweight="bold",
        color=style.BLACK,
        zorder=6,
    )
    if korean:
        extent = korean.get_extents()
        start = where[0] - {1: 0.0, 0: extent.width / 2, -1: extent.width}[side] - extent.x0
        moved = korean.transformed(Affine2D().translate(start, box[1] + 1.2))
        axes.add_patch(PathPatch(moved, facecolor=style.BLACK, linewidth=0, zorder=6))


def _small_label(
    axes: Axes, view: View, paper: labels.Paper, spot: Spot, said: str, colour: str, always: bool = False
) -> bool:
    """A name in small type beside a mark; left out where it would cover something, unless it must stand."""
    x, y = view.project((spot.lon, spot.lat))
    box, side, cost = paper.place(x, y, 5.0, labels.width_of(said, 7.0), 8.0)
    if cost > 0 and not always:
        return False
    paper.take(box)
    at = {1: (box[0], "left"), 0: ((box[0] + box[2]) / 2, "center"), -1: (box[2], "right")}[side]
    axes.text(at[0], box[1] + 1.8, said, ha=at[1], fontsize=7.0, color=colour, zorder=6)
    return True


def _river_names(axes: Axes, view: View, paper: labels.Paper) -> None:
    """Each river's name once, beside the bend where it is clearest."""
    for about, parts in geography.features("river"):
        wide = labels.width_of(about["name"], 7.6)
        bends = [point for point in view.project(parts[0][0])[::3] if view.holds(point, 30)]
        found = [paper.place(x, y, 3.5, wide, 8.5) for x, y in bends]
        if found:
            box, _, cost = min(found, key=lambda one: one[2])
            if cost < 4:
                middle = (box[0] + box[2]) / 2
                axes.text(
                    middle, box[1] + 2, about["name"], ha="center", fontsize=7.4, color=RIVER, style="italic"
                )
                paper.take(box)


def _towns(axes: Axes, view: View, paper: labels.Paper, known: set[str]) -> None:
    """Towns for orientation, where there is room."""
    for about, parts in geography.features("town"):
        lon, lat = parts[0][0][0]
        spot = Spot(about["name"], about["name"], about["name_ko"], float(lat), float(lon))
        x, y = view.project((spot.lon, spot.lat))
        dot = (x - 1.5, y - 1.5, x + 1.5, y + 1.5)
        if spot.name in known or not view.holds((x, y), 4) or paper.cost(dot) > 0:
            continue
        if _small_label(axes, view, paper, spot, spot.title, style.GREY):
            axes.add_patch(Circle((x, y), 1.5, facecolor=style.GREY, linewidth=0, zorder=3))
            paper.take(dot)


def _province_names(axes: Axes, view: View, paper: labels.Paper) -> None:
    """Names of provinces, where they are clear of everything else; seas have disputed names and get none."""
    grid = np.array([(x, y) for x in np.arange(10, view.width, 8) for y in np.arange(10, view.height, 8)])
    for about, parts in geography.features("province"):
        inside = np.zeros(len(grid), dtype=bool)
        for part in parts:
            inside |= Path(view.project(part[0])).contains_points(grid)
        said = about["name"].upper()
        spot = _clearest(grid, inside, paper, labels.width_of(said, 8.0))
        if spot is not None:
            x, y = spot
            axes.text(x, y, said, ha="center", va="center", fontsize=6.6, color="#858275", zorder=2)


def _clearest(grid: geography.Numbers, inside: Any, paper: labels.Paper, wide: float) -> Any | None:
    """The point of an area with most room for a name; None where it would cover something."""
    outside = grid[~inside]
    best, room = None, 1.0
    for x, y in grid[inside]:
        away = np.abs(outside - (x, y)) / (wide / 2 + 2, 8.0)
        clear = float(away.max(axis=1).min(initial=99.0))
        if clear > room and paper.cost((x - wide / 2, y - 5, x + wide / 2, y + 5)) == 0:
            best, room = (x, y), clear
    if best is not None:
        paper.take((best[0] - wide / 2, best[1] - 5, best[0] + wide / 2, best[1] + 5))
    return best


def _keys(axes: Axes, view: View, dataset: xr.Dataset, observable: str, limits: tuple[float, float]) -> None:
    """Under the map: what colours, sizes and marks mean, a scale, and who made the map."""
    left = 0.0
    if observable in dataset.data_vars:
        _colour_key(axes, dataset, observable, limits)
        left = 134.0
    for people, said in ((1e5, "100,000"), (5e5, "500,000 residents")):
        reach = radius(people)
        axes.add_patch(
            Circle((left + reach, 26), reach, facecolor="none", edgecolor=style.GREY, linewidth=0.8)
        )
        axes.text(left + 2 * reach + 3, 23.5, said, fontsize=7.0, color=style.GREY)
        left += 2 * reach + 7 + labels.width_of(said, 7.0)
    axes.add_patch(_diamond(150, 7))
    measured = "smuggled_crossing" in dataset.data_vars
    said = "crossing, t smuggled" if measured else "crossing"
    axes.text(157, 4.7, said, fontsize=7.0, color=style.GREY)
    kilometres = 50 if 50 * view.points_a_kilometre < LONGEST else 20
    length = kilometres * view.points_a_kilometre
    axes.plot([WIDTH - length, WIDTH], [7, 7], color=style.GREY, linewidth=1.0)
    axes.text(WIDTH - length - 4, 4.7, f"{kilometres} km", ha="right", fontsize=7.0, color=style.GREY)
    axes.text(0, 4.7, "Natural Earth; towns GeoNames, CC BY 4.0", fontsize=6.4, color=style.GREY)


def _colour_key(axes: Axes, dataset: xr.Dataset, observable: str, limits: tuple[float, float]) -> None:
    steps, width, unit = 40, 114.0, _unit(dataset, observable)
    for step in range(steps):
        shade = colormaps[COLOURS]((step + 0.5) / steps)
        axes.add_patch(
            Rectangle((step * width / steps, 27), width / steps + 0.3, 6, facecolor=shade, linewidth=0)
        )
    axes.text(0, 35.5, panels.panel_for(observable).title, fontsize=7.0, color=style.BLACK)
    for part, side in ((0.0, "left"), (0.5, "center"), (1.0, "right")):
        number = words.number(limits[0] + part * (limits[1] - limits[0]), unit if unit == "share" else "")
        axes.text(part * width, 18.5, number, ha=side, fontsize=7.0, color=style.GREY)
