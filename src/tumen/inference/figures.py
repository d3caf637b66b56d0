"""Figures of a fit: outcomes before and after, reports beside what worlds show, beliefs in their ranges."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib.dates as mdates
import numpy as np
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

from tumen.core.text import visible
from tumen.evidence import Observation
from tumen.inference import wording
from tumen.inference.outcomes import Course, a_year
from tumen.inference.wording import Row
from tumen.reports import labels, style

WIDTH = 3.9
"""Inches of a small chart, as the run's brief has them."""

STEEP = 40.0
"""From this ratio of the largest to the smallest amount on, an axis is logarithmic."""

LEAST = 1e-3
"""Part of the greatest amount below which a logarithmic axis is cut off."""

STEP = 0.021
"""Part of the time axis by which the bars of a year stand to the left and right of it."""

BEFORE, AFTER, TOLD = style.GREY, style.BLUE, style.VERMILION

LONGEST = 13
"""Letters of a claim's name that fit beside its row."""


def outcome(course: Course, reports: Sequence[Observation]) -> Figure:
    """An outcome by year: worlds before the evidence in grey, after it in blue, reports in vermilion."""
    percent = wording.is_share(course.unit)
    scale = 100.0 if percent else 1.0
    with style.drawing():
        figure = Figure(figsize=(WIDTH, 2.2))
        axes = figure.add_axes((0.112, 0.115, 0.872, 0.845))
        years = np.array(course.years, float)
        step = STEP * len(years)
        for band, colour, aside in ((course.before, BEFORE, -step), (course.after, AFTER, step)):
            _bars(axes, years + aside, band * scale, colour, 0.9 * step)
        axes.set_xlim(years[0] - 0.6, years[-1] + 0.6)
        axes.set_ylim(0, _top(course, reports, scale))
        for one in reports:
            _report_in_time(axes, one, scale)
        axes.xaxis.set_major_locator(MaxNLocator(8, integer=True))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))
        axes.yaxis.set_major_locator(MaxNLocator(4))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value)))
    return figure


def _bars(axes: Axes, at: np.ndarray, band: np.ndarray, colour: str, half: float) -> None:
    """Nine tenths thin, the middle half thick, the middle as a stroke across."""
    axes.vlines(at, band[0], band[-1], color=colour, linewidth=2.2, alpha=0.45)
    axes.vlines(at, band[1], band[-2], color=colour, linewidth=6.5, alpha=0.5)
    axes.hlines(band[2], at - half, at + half, color=colour, linewidth=1.8, zorder=4)


def _report_in_time(axes: Axes, one: Observation, scale: float) -> None:
    """A stroke over its period at its amount, or an arrow to one beyond the axis; a box over its range."""
    left, right = (day.year + (day.timetuple().tm_yday - 1) / 365.25 - 0.5 for day in (one.first, one.last))
    middle, half = (left + right) / 2, max((right - left) / 2, 0.16)
    left, right = middle - half, middle + half
    if one.value is not None:
        level, top = a_year(one, one.value) * scale, axes.get_ylim()[1]
        if level > top:
            axes.plot([middle], [top], "^", color=TOLD, markersize=5, zorder=6, clip_on=False)
            return
        axes.plot([left, right], [level, level], color=TOLD, linewidth=1.4, zorder=5)
        return
    low, high = a_year(one, one.low) * scale, a_year(one, one.high) * scale
    low, high = (low if math.isfinite(low) else 0.0), (high if math.isfinite(high) else low * 10)
    axes.fill_between([left, right], low, high, color=TOLD, alpha=0.22, linewidth=0, zorder=1)


def _top(course: Course, reports: Sequence[Observation], scale: float) -> float:
    """Upper end of the axis: worlds count whole, a report up to twice what any of them shows."""
    highest = float(np.nanmax([np.nanmax(course.before), np.nanmax(course.after)])) * scale
    told = [a_year(one, one.value) * scale for one in reports if one.value is not None]
    return 1.06 * max([highest, *(min(level, 2 * highest) for level in told)]) or 1.0


@dataclass(frozen=True)
class Axis:
    """How amounts of one kind are drawn."""

    factor: float
    log: bool
    dates: bool


def predictive(rows: Sequence[Row]) -> Figure:
    """Reports of one observable, a row each, beside what worlds show before and after the evidence."""
    axis = _axis(rows)
    names = [row_label(row) for row in rows]
    height = 0.235 * len(rows) + 0.36
    margin = min(max(labels.width_of(name, 8.0) for name in names) / 72 + 0.18, 1.75)
    with style.drawing():
        figure = Figure(figsize=(WIDTH, height))
        size = (margin / WIDTH, 0.3 / height, 1 - margin / WIDTH - 0.03, 1 - 0.36 / height)
        axes = figure.add_axes(size)
        axes.grid(axis="x")
        axes.grid(visible=False, axis="y")
        low, high = _span(rows, axis)
        _set_up(axes, axis, low, high, names)
        for i, row in enumerate(rows):
            _row(axes, row, i, axis)
    return figure


def row_label(row: Row) -> str:
    """When a report speaks of, and its claim."""
    claim = visible(str(row["claim"]))
    short = claim if len(claim) <= LONGEST else f"{claim[: LONGEST - 1]}…"
    return f"{_months(str(row['period']))}  {short}"


def _months(edtf: str) -> str:
    start, _, end = edtf.partition("/")
    return wording.period(f"{start[:7]}/{end[:7]}" if end else start[:7]).replace(" to ", "–")


def _axis(rows: Sequence[Row]) -> Axis:
    kinds, units = {str(row["kind"]) for row in rows}, {str(row["unit"]) for row in rows}
    factor = 100.0 if all(wording.is_share(unit) for unit in units) else 1.0
    if kinds == {"date"}:
        return Axis(1.0, log=False, dates=True)
    ends = [value for row in rows for value in _ends(row) if value > 0]
    told = [row[f"{which}_50"] for row in rows for which in ("prior", "checked")]
    positive = all(value > 0 for value in told)
    steep = bool(ends) and max(ends) / min(ends) > STEEP
    return Axis(factor, log=positive and steep and factor == 1.0, dates=False)


def _ends(row: Row) -> list[float]:
    columns = ("prior_05", "prior_95", "checked_05", "checked_95", "error_low", "error_high")
    return [float(row[name]) for name in columns if math.isfinite(row[name])]


def _span(rows: Sequence[Row], axis: Axis) -> tuple[float, float]:
    """Ends of the axis: what worlds show, and reports as far as that does not dwarf it."""
    ends = [value * axis.factor for row in rows for value in _ends(row)]
    if axis.dates:
        return min(ends) - 60, max(ends) + 60
    if axis.log:
        positive = [value for value in ends if value > 0]
        highest = max(positive)
        return max(min(positive), highest * LEAST) / 1.3, highest * 1.3
    shown = max(float(row[f"{which}_95"]) for row in rows for which in ("prior", "checked")) * axis.factor
    said = [float(row["value"]) * axis.factor for row in rows if math.isfinite(row["value"])]
    within = [value for value in ends if value <= 2 * shown] or [shown]
    most = max([*within, *said, 1e-12])
    least = min(ends)
    return (0.0 if 0 <= least < 0.6 * most else least - 0.05 * (most - least)), most * 1.04


def _set_up(axes: Axes, axis: Axis, low: float, high: float, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", labelsize=8)
    axes.set_ylim(len(names) - 0.5, -0.6)
    if axis.log:
        axes.set_xscale("log")
    axes.set_xlim(low, high)
    if axis.dates:
        axes.xaxis.set_major_locator(mdates.AutoDateLocator(maxticks=5))
        axes.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
        return
    axes.xaxis.set_major_locator(LogLocator(numticks=5) if axis.log else MaxNLocator(4))
    if axis.log:
        axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value)))


def _row(axes: Axes, row: Row, at: int, axis: Axis) -> None:
    """Prior above, real runs of the posterior below, the report across both."""
    for which, colour, aside in (("prior", BEFORE, -0.13), ("checked", AFTER, 0.13)):
        low, middle, high = (float(row[f"{which}_{point}"]) * axis.factor for point in ("05", "50", "95"))
        if math.isfinite(middle):
            axes.hlines(at + aside, low, high, color=colour, linewidth=4.2, alpha=0.55)
            axes.plot([middle], [at + aside], "|", color=colour, markersize=6, markeredgewidth=1.6)
    _told(axes, row, at, axis)


def _told(axes: Axes, row: Row, at: int, axis: Axis) -> None:
    """A value with what it may have meant; a range as a bar; a bound as an arrow."""
    value = float(row["value"]) * axis.factor
    low, high = float(row["error_low"]) * axis.factor, float(row["error_high"]) * axis.factor
    least, most = axes.get_xlim()
    if math.isfinite(value) and not axis.dates:
        axes.hlines(at, low, high, color=TOLD, linewidth=0.9, zorder=5)
        axes.plot([value], [at], "o", color=TOLD, markersize=3.6, zorder=6)
        return
    left, right = (low if math.isfinite(low) else least), (high if math.isfinite(high) else most)
    left, right = max(left, least), max(min(right, most), left)
    axes.fill_between([left, right], at - 0.31, at + 0.31, color=TOLD, alpha=0.2, linewidth=0, zorder=1)
    for end, marker, open_ in ((left, "<", not math.isfinite(low)), (right, ">", not math.isfinite(high))):
        if open_:
            axes.plot([end], [at], marker, color=TOLD, markersize=5, zorder=6, clip_on=False)
        elif least <= end <= most:
            axes.vlines(end, at - 0.31, at + 0.31, color=TOLD, linewidth=1.3, zorder=5)


def tick(value: float) -> str:
    """A number that fits beside an axis: 0.5, 2,500, 60k, 1.2M."""
    for step, least, letter in ((1e9, 1e9, "G"), (1e6, 1e6, "M"), (1e3, 1e4, "k")):
        if abs(value) >= least:
            return f"{value / step:g}{letter}".replace("-", "−")
    text = f"{value:,.6g}" if abs(value) >= 0.01 or not value else f"{value:.0e}"  # to_svg cuts decimals
    return text.replace("-", "−")


def belief_bar(row: Row, position: Any) -> Markup:
    """A belief's range as a strip: prior in grey, posterior in blue, 90 % and middle, 0 to 1 of its range.

    Parameters
    ----------
    position
        Where a column of the row lies in the range, 0 to 1.
    """
    parts = ['<svg class="strip" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">']
    parts.append(f'<rect x="0" y="6.6" width="100" height=".8" fill="{style.PALE}"/>')
    for which, y, colour in (("prior", 1.5, BEFORE), ("posterior", 8, AFTER)):
        low, middle, high = (100 * position(row, f"{which}_{point}") for point in ("05", "50", "95"))
        width = max(high - low, 0.6)
        parts.append(
            f'<rect x="{low:.1f}" y="{y}" width="{width:.1f}" height="4.5" fill="{colour}" opacity=".5"/>'
            f'<rect x="{middle - 0.5:.1f}" y="{y - 0.8}" width="1" height="6.1" fill="{colour}"/>'
        )
    return Markup("".join([*parts, "</svg>"]))
