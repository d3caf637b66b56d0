"""Figures of a run: one observable over time, with the dates that matter and the published figures.

`figure` draws one panel of those that `tumen.reports.panels` lists.
"""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

from tumen.reports import panels, series, style, subject, words
from tumen.reports.compare_facts import Comparison
from tumen.reports.panels import Line, Panel, axis, panel_for
from tumen.reports.timeline import Mark

__all__ = ["axis", "draw_panel", "figure", "panel_figure", "panel_for"]

NUMBER_WIDTH = 0.045
"""Share of the time axis that the number of a mark takes."""


def figure(
    dataset: xr.Dataset,
    name: str,
    marks: Sequence[Mark] = (),
    facts: Sequence[Comparison] = (),
    size: tuple[float, float] = (6.4, 3.6),
) -> Figure:
    """Draw one observable over time.

    Parameters
    ----------
    dataset
        A result.
    name
        The observable.
    marks
        Dated events to mark: inputs as solid lines, outcomes dashed.
    facts
        Published figures to lay over it (those of other observables are ignored).
    size
        Inches.

    Returns
    -------
    A matplotlib figure that belongs to no window.

    Raises
    ------
    KeyError
        If the result holds no such observable.
    """
    if name not in dataset.data_vars:
        raise KeyError(
            f"the result holds no observable '{name}'; it holds {', '.join(sorted(map(str, dataset)))}"
        )
    panel = panel_for(name, subject.goods(dataset, {}))
    result, axes = _blank(size)
    with style.drawing():
        axes.set_title(f"{panel.title}, {axis(dataset, panel)[1]}", loc="left", fontsize=11, pad=18)
        draw_panel(axes, dataset, panel, marks, facts)
        if len(panels.lines(dataset, panel)) > 1:
            handles, labels = axes.get_legend_handles_labels()
            below = {"loc": "upper left", "bbox_to_anchor": (0, -0.1), "ncols": 5, "fontsize": 8}
            axes.legend(handles[::-1], labels[::-1], **below)
    return result


def _blank(size: tuple[float, float]) -> tuple[Figure, Axes]:
    with style.drawing():
        result = Figure(figsize=size, layout="constrained")
        return result, result.add_subplot()


def panel_figure(
    dataset: xr.Dataset, panel: Panel, marks: Sequence[Mark], facts: Sequence[Comparison]
) -> Figure | None:
    """A small chart of the brief, without title or legend; None if nothing of it was measured or happened."""
    if not any(series.happens(line.course) for line in panels.lines(dataset, panel)):
        return None
    with style.drawing():
        result = Figure(figsize=(3.9, 2.2))
        axes = result.add_axes((0.112, 0.115, 0.872, 0.715))
        draw_panel(axes, dataset, panel, marks, facts)
    return result


def draw_panel(
    axes: Axes, dataset: xr.Dataset, panel: Panel, marks: Sequence[Mark], facts: Sequence[Comparison]
) -> None:
    """Lines, bands over runs, marks and published figures on one pair of axes."""
    scale, unit_on_axis = axis(dataset, panel)
    drawn = panels.lines(dataset, panel)
    for position, line in reversed(list(enumerate(drawn))):
        _draw_line(axes, line, scale, position == 0, len(drawn))
    _draw_marks(axes, dataset, marks)
    _draw_facts(axes, dataset, panel, facts, scale)
    _finish(axes, dataset, unit_on_axis == "%")
    if panels.steep(panel, drawn):
        _make_logarithmic(axes, drawn, scale)


def _draw_line(axes: Axes, line: Line, scale: float, first: bool, count: int) -> None:
    """Median over runs, with 50 % and 90 % bands when there are several."""
    times = pd.DatetimeIndex(line.course["time"].to_numpy())
    values = np.asarray(line.course.to_numpy()) * scale
    if values.shape[0] > 1 and (first or count <= 2):
        for low, high, alpha in ((0.05, 0.95, 0.14), (0.25, 0.75, 0.26)):
            below, above = series.quantile_over_runs(values, low), series.quantile_over_runs(values, high)
            axes.fill_between(times, below, above, color=line.colour, alpha=alpha, linewidth=0)
    axes.plot(
        times,
        series.median_over_runs(values),
        color=line.colour,
        label=panels.LABELS.get(line.label, words.title(line.label)),
        linewidth=1.8 if first else 1.0,
        alpha=1.0 if first else 0.75,
        zorder=3 if first else 2,
    )


def _draw_marks(axes: Axes, dataset: xr.Dataset, marks: Sequence[Mark]) -> None:
    """Numbered lines at dated events: solid for what the run was given, dashed for what was reported."""
    times = pd.DatetimeIndex(dataset["time"].values)
    inside = [mark for mark in marks if times[0] <= mark.date <= times[-1]]
    room = (times[-1] - times[0]) * NUMBER_WIDTH
    across = axes.get_xaxis_transform()
    for kind, pattern in (("input", "solid"), ("outcome", "dashed")):
        dates = [mark.date for mark in inside if mark.kind == kind]
        if dates:
            axes.vlines(
                dates,
                0,
                1,
                color=style.GREY,
                linewidth=0.8,
                alpha=0.55,
                zorder=1,
                linestyle=pattern,
                transform=across,
                label=f"_{kind}",
            )
    step = 8 / 72 * axes.figure.dpi / axes.bbox.height
    for mark, level in zip(inside, _levels([mark.date for mark in inside], room), strict=True):
        axes.text(
            mark.date,
            1.01 + step * level,
            mark.number,
            transform=across,
            ha="center",
            va="bottom",
            fontsize=7.5,
            color=style.GREY,
        )


def _levels(dates: Sequence[pd.Timestamp], room: pd.Timedelta) -> list[int]:
    """How high each number stands above the axes so that none covers another."""
    last: list[pd.Timestamp] = []
    levels = []
    for date in dates:
        level = next((level for level, before in enumerate(last) if date - before >= room), len(last))
        last[level : level + 1] = [date]
        levels.append(level)
    return levels


def _draw_facts(
    axes: Axes, dataset: xr.Dataset, panel: Panel, facts: Sequence[Comparison], scale: float
) -> None:
    """Published figures: a bar over their period at the value, a box over their range."""
    months = series.month_index(dataset)
    for fact in facts:
        if not _belongs(dataset, fact, panel):
            continue
        start = pd.Period(fact.period_start, "M")
        end = pd.Period(fact.period_end if len(fact.period_end) > 4 else f"{fact.period_end}-12", "M")
        if start > months[-1] or end < months[0]:
            continue
        colour = style.GREY if fact.use == "context" else style.VERMILION
        per_month = scale / ((end - start).n + 1) if fact.aggregate == "sum" else scale
        left, right = start.start_time - pd.Timedelta(days=12), end.end_time + pd.Timedelta(days=12)
        axes.fill_between(
            [left, right],
            fact.low * per_month,
            fact.high * per_month,
            color=colour,
            alpha=0.28,
            linewidth=0,
            zorder=4,
        )
        axes.plot([left, right], [fact.value * per_month] * 2, color=colour, linewidth=1.6, zorder=5)


def _belongs(dataset: xr.Dataset, fact: Comparison, panel: Panel) -> bool:
    """Whether a published figure can be laid over a chart: compared with the run, and of the same good."""
    if fact.observable != panel.name or fact.model is None or fact.aggregate in {"change", "first month"}:
        return False
    good = series.find_label(dataset, "commodity", fact.commodity)
    return panel.commodity == "all" or good is None or good in panel.commodity.split(";")


def _finish(axes: Axes, dataset: xr.Dataset, percent: bool) -> None:
    """Axes: years below, few ticks, zero shown unless it would flatten the picture."""
    times = pd.DatetimeIndex(dataset["time"].values)
    axes.set_xlim(times[0] - pd.Timedelta(days=31), times[-1])
    years = (times[-1] - times[0]).days / 365
    if years > 2:
        axes.xaxis.set_major_locator(mdates.YearLocator(1 if years < 6 else 2))
        axes.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    else:
        axes.xaxis.set_major_locator(mdates.AutoDateLocator(maxticks=5))
        axes.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
    low, high = axes.get_ylim()
    if percent or low < 0.6 * high or high - low < 0.02 * abs(high):
        axes.set_ylim(bottom=0.0)
    if percent and high > 85:
        axes.set_ylim(top=103)
    if high <= 0:
        axes.set_ylim(0, 1)
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.6g}".replace("-", "−")))


def _make_logarithmic(axes: Axes, drawn: Sequence[Line], scale: float) -> None:
    """Powers of ten, from a little under the smallest line that matters; months of nothing are gaps."""
    values = np.concatenate([line.course.to_numpy().ravel() for line in drawn]) * scale
    positive = values[np.isfinite(values) & (values > 0)]
    axes.set_yscale("log", nonpositive="mask")
    axes.set_ylim(max(float(positive.min()), 1e-5 * float(positive.max())) / 1.5, float(positive.max()) * 2)
    axes.yaxis.set_major_locator(LogLocator(numticks=5))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _short(value)))
    axes.yaxis.set_minor_locator(NullLocator())


def _short(value: float) -> str:
    """A power of ten that fits beside an axis: 10k, 1M."""
    for step, letter in ((1e6, "M"), (1e4, "k")):
        if value >= step:
            return f"{value / (1e3 if letter == 'k' else 1e6):g}{letter}"
    return f"{value:,.6g}"
