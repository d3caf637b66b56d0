"""Figures of a comparison: courses with their bands, and what is denied against who goes hungry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.dates as mdates
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from tumen.comparison import outcomes
from tumen.comparison.result import POINTS, Comparison
from tumen.inference.wording import is_share
from tumen.reports import style
from tumen.reports.words import plain

COLOURS = (
    style.GREY,
    style.BLUE,
    style.VERMILION,
    style.GREEN,
    style.PURPLE,
    style.ORANGE,
    style.SKY,
    style.BLACK,
    style.WINE,
)
DASHES = ("-", (0, (5, 1.5)), (0, (1.5, 1.2)), (0, (6, 1.5, 1.5, 1.5)), (0, (3, 1)), (0, (8, 2)))
MARKERS = "osD^vP*X"
"""Policies are told apart by dash and marker as well as by colour; the baseline comes first."""

MOST = 4
"""Courses of so many policies fit into one chart."""

MILLION = 1e6


def colour(number: int) -> str:
    """Of a policy by its number; no policy has the baseline's."""
    return COLOURS[1 + (number - 1) % (len(COLOURS) - 1)] if number else COLOURS[0]


def course(comparison: Comparison, name: str, policies: Sequence[int]) -> Figure:
    """An observable month by month: the middle of each policy, the band of nine tenths behind it."""
    data = comparison.data.sel(course=name)
    lines = {number: _points(data["course_value"].to_numpy()[number]) for number in policies}
    days = {number: comparison.provenance["policies"][number]["first"] for number in policies if number}
    firsts = {number: np.datetime64(day) for number, day in days.items() if day}
    return bands(data["time"].to_numpy(), lines, firsts, str(data["course_unit"].item()))


def _points(values: np.ndarray) -> np.ndarray:
    known = np.isfinite(values).any(axis=0)
    points = np.full((3, values.shape[1]), np.nan)
    if known.any():
        points[:, known] = np.nanpercentile(values[:, known], (5, 50, 95), axis=0, method="weibull")
    return points


def bands(
    months: np.ndarray,
    lines: Mapping[int, np.ndarray],
    firsts: Mapping[int, np.datetime64],
    unit: str,
    *,
    edges: bool = True,
) -> Figure:
    """Lines, with bands where ``edges`` are told, by a policy's number, each (low, middle, high) by month.

    A policy is drawn from the month of its first difference on: until then it is the baseline, and where
    it has none, throughout.
    """
    scale = 100.0 if is_share(unit) else 1.0
    with style.drawing():
        figure = Figure(figsize=(3.9, 2.2))
        axes = figure.add_axes((0.112, 0.115, 0.872, 0.845))
        for number in reversed([one for one in lines if not one or one in firsts]):
            own = months >= firsts.get(number, months[0]).astype("datetime64[M]")
            low, middle, high = np.where(own, lines[number] * scale, np.nan)
            if edges:
                _band(axes, months, low, high, number)
            axes.plot(months, middle, color=colour(number), linestyle=_dash(number), linewidth=1.5)
        for first in sorted(set(firsts.values())):
            axes.axvline(
                float(mdates.date2num(first)), color=style.BLACK, linewidth=0.7, linestyle=(0, (2, 2))
            )
        axes.set_ylim(bottom=min(0.0, axes.get_ylim()[0]))
        axes.set_xlim(months[0], months[-1])
        axes.xaxis.set_major_locator(mdates.AutoDateLocator(maxticks=8))
        axes.xaxis.set_major_formatter(mdates.ConciseDateFormatter(mdates.AutoDateLocator(maxticks=8)))
        if axes.get_ylim()[1] >= MILLION:
            axes.set_position((0.17, 0.115, 0.814, 0.845))  # room for "3 million"
        axes.yaxis.set_major_locator(MaxNLocator(4))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: plain(value) if value else "0"))
    return figure


def _band(axes: Axes, months: np.ndarray, low: np.ndarray, high: np.ndarray, number: int) -> None:
    """The baseline's and the first policy's are filled, of others the edges are drawn: areas would mix."""
    if number < FILLED:
        axes.fill_between(months, low, high, color=colour(number), alpha=0.16, linewidth=0)
        return
    for edge in (low, high):
        axes.plot(months, edge, color=colour(number), linewidth=0.6, alpha=0.7)


FILLED = 2
"""Bands of so many lines are filled areas."""


def _dash(number: int) -> Any:
    return DASHES[number % len(DASHES)]


def frontier(comparison: Comparison) -> Figure:
    """Foreign currency denied against civilian hunger, each policy a point with its 50 and 90 % intervals."""
    denied = -comparison.points(comparison.differences)[::-1, :, comparison.of(outcomes.CURRENCY)]
    hungry = comparison.points(comparison.differences)[:, :, comparison.of(outcomes.HUNGRY)] / MILLION
    with style.drawing():
        figure = Figure(figsize=(8.2, 4.6))
        axes = figure.add_axes((0.09, 0.12, 0.88, 0.84))
        axes.axhline(0, color=style.PALE, linewidth=0.8)
        axes.axvline(0, color=style.PALE, linewidth=0.8)
        for number in _apart(denied, hungry):
            _point(axes, denied[:, number], hungry[:, number], number)
        axes.margins(x=0.12, y=0.1)
        axes.autoscale_view()
        _label(axes, comparison, denied[MIDDLE], hungry[MIDDLE])
        axes.grid(True, axis="both")
        axes.set_xlabel("foreign currency denied to the state, whole country (USD million)")
        axes.set_ylabel("more days below 1,800 kcal, in the simulated places\n(million person-days)")
    return figure


MIDDLE = POINTS.index(50)


def _apart(denied: np.ndarray, hungry: np.ndarray) -> list[int]:
    """The baseline, and the policies that move either."""
    moved = np.nan_to_num(denied).any(axis=0) | np.nan_to_num(hungry).any(axis=0)
    return [number for number, moves in enumerate(moved) if moves or not number]


def _point(axes: Axes, across: np.ndarray, up: np.ndarray, number: int) -> None:
    x, y = across[MIDDLE], up[MIDDLE]
    for inner, width in (((0, -1), 1.1), ((1, -2), 3.2)):
        low, high = inner
        axes.plot([across[low], across[high]], [y, y], color=colour(number), linewidth=width, alpha=0.7)
        axes.plot([x, x], [up[low], up[high]], color=colour(number), linewidth=width, alpha=0.7)
    axes.plot([x], [y], MARKERS[number % len(MARKERS)], color=colour(number), markersize=6, zorder=5)


APART = 0.045
"""Least distance of two labels, as part of the axes' height."""


def _label(axes: Axes, comparison: Comparison, across: np.ndarray, up: np.ndarray) -> None:
    """Names beside their points: to the right, else to the left, else lower."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    taken: list[tuple[float, float]] = []
    shown = _apart(across[np.newaxis], up[np.newaxis])
    for number in sorted(shown, key=lambda one: -up[one]):
        x, y = (across[number] - left) / (right - left), (up[number] - bottom) / (top - bottom)
        ways = [(x + 0.012, y - step * APART) for step in range(6)]
        ways = [way for place in ways for way in (place, (place[0] - 0.024 - WIDE, place[1]))]
        free = (way for way in ways if 0 <= way[0] <= 1 - WIDE and not _overprints(way, taken))
        place = next(free, ways[0])
        taken.append(place)
        beside = place[0] < x
        axes.text(
            place[0] + (WIDE if beside else 0.0), place[1] + 0.01, comparison.policies[number],
            transform=axes.transAxes, fontsize=9, ha="right" if beside else "left", va="bottom", zorder=6,
        )  # fmt: skip


def _overprints(place: tuple[float, float], taken: Sequence[tuple[float, float]]) -> bool:
    return any(abs(place[0] - x) < WIDE and abs(place[1] - y) < APART for x, y in taken)


WIDE = 0.16
"""Width of a label, as part of the axes'."""
