"""Figures of a run: one observable over time, with the dates that matter and the published figures.

`figure` draws one panel; ``PANELS`` lists those of the brief.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from tumen.reports import series, style, words
from tumen.reports.compare_facts import Comparison
from tumen.reports.timeline import Mark


@dataclass(frozen=True)
class Panel:
    """One small chart: an observable, and for which places and goods it is drawn.

    ``show`` is ``places`` (one line each), ``total`` (all together) or ``focus`` (the mine's town).
    """

    name: str
    title: str
    show: str = "places"
    commodity: str = "all"
    group: str = ""
    optional: bool = False


NUMBER_WIDTH = 0.045
"""Share of the time axis that the number of a mark takes."""

MINE, WORK, FOOD, TOWN = (
    "The mine and its market",
    "Work at the mine",
    "Food and prices",
    "Incomes and the state",
)

PANELS: tuple[Panel, ...] = (
    Panel("exports", "Iron concentrate exported", "total", "iron", MINE),
    Panel("export_price", "Price of iron concentrate at the border", "total", "iron", MINE),
    Panel("export_value", "Earned from iron concentrate", "total", "iron", MINE),
    Panel("ore_output", "Ore mined", "total", group=MINE),
    Panel("stockpile", "Concentrate unsold at the mine", "total", group=MINE),
    Panel("power_hours", "Power at the mine", "focus", group=MINE),
    Panel("operating_rate", "Operating rate of the mine", "focus", group=MINE),
    Panel("attendance", "At work, of those on the books", "focus", group=WORK),
    Panel("sign_in_and_leave", "Signed in and left", "focus", group=WORK),
    Panel("paid_absence", "Paid to be absent", "focus", group=WORK),
    Panel("leavers", "Quit the books", "focus", group=WORK),
    Panel("wage_paid", "Pay, cash and goods", "focus", group=WORK),
    Panel("ration", "Ration received", "places", group=FOOD),
    Panel("two_meals", "People eating two meals", "places", group=FOOD),
    Panel("energy", "Food energy", "places", group=FOOD),
    Panel("person_days_below_1800", "Person-days below 1,800 kcal", "places", group=FOOD),
    Panel("rice_price", "Rice in the market", "places", group=FOOD),
    Panel("maize_price", "Maize in the market", "places", group=FOOD),
    Panel("levy_compliance", "Levy paid, of what was ordered", "places", group=TOWN),
    Panel("trust", "Trust", "places", group=TOWN),
    Panel("fear", "Fear", "places", group=TOWN),
    Panel("smuggled", "Smuggled ore and scrap", "places", group=TOWN),
    Panel("income_trade", "Household income from trade", "places", group=TOWN),
    Panel("income_plot", "Household income from plots and hills", "places", group=TOWN),
    Panel("foreign_currency", "Foreign currency held by the state", "total", group=TOWN),
)


def panel_for(name: str) -> Panel:
    """The brief's panel for an observable, or a plain one by place."""
    return next((panel for panel in PANELS if panel.name == name), Panel(name, words.title(name)))


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
    panel = panel_for(name)
    result, axes = _blank(size)
    with style.drawing():
        axes.set_title(panel.title, loc="left", fontsize=11, pad=18)
        draw_panel(axes, dataset, panel, marks, facts)
        if len(axes.get_lines()) and panel.show == "places" and len(series.labels(dataset, "place")) > 1:
            axes.legend(loc="upper left", bbox_to_anchor=(0, -0.1), ncols=5, fontsize=8)
    return result


def _blank(size: tuple[float, float]) -> tuple[Figure, Axes]:
    with style.drawing():
        result = Figure(figsize=size, layout="constrained")
        return result, result.add_subplot()


def panel_figure(
    dataset: xr.Dataset, panel: Panel, marks: Sequence[Mark], facts: Sequence[Comparison]
) -> Figure | None:
    """A small chart of the brief, without title or legend; None if the run did not measure it."""
    if not _lines(dataset, panel):
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
    lines = _lines(dataset, panel)
    for position, (label, line) in reversed(list(enumerate(lines))):
        _draw_line(axes, line, label, position, scale, len(lines))
    _draw_marks(axes, dataset, marks)
    _draw_facts(axes, dataset, panel, facts, scale)
    _finish(axes, dataset, unit_on_axis == "%")


def _lines(dataset: xr.Dataset, panel: Panel) -> list[tuple[str, xr.DataArray]]:
    """What to draw: label and series, the town in focus first; lines without a number are left out."""
    focus = series.focus_place(dataset)
    if panel.name not in dataset.data_vars:
        return []
    if "place" not in dataset[panel.name].dims or panel.show == "total":
        chosen = ["all"]
    elif panel.show == "focus" and focus:
        chosen = [focus]
    else:
        chosen = sorted(series.labels(dataset, "place"), key=lambda place: place != focus)
    found = []
    for place in chosen:
        line = series.monthly(dataset, panel.name, place, panel.commodity)
        if line is None and panel.commodity != "all":
            line = series.monthly(dataset, panel.name, place)
        if line is not None and bool(np.isfinite(line.values).any()):
            found.append((place, line))
    return found


def _draw_line(axes: Axes, line: xr.DataArray, label: str, position: int, scale: float, count: int) -> None:
    """Median over runs, with 50 % and 90 % bands when there are several."""
    times = pd.DatetimeIndex(line["time"].values)
    values = np.asarray(line.values) * scale
    colour = style.PLACE_COLOURS[position % len(style.PLACE_COLOURS)]
    first = position == 0
    if values.shape[0] > 1 and (first or count <= 2):
        for low, high, alpha in ((0.05, 0.95, 0.14), (0.25, 0.75, 0.26)):
            below, above = series.quantile_over_runs(values, low), series.quantile_over_runs(values, high)
            axes.fill_between(times, below, above, color=colour, alpha=alpha, linewidth=0)
    axes.plot(
        times,
        series.median_over_runs(values),
        color=colour,
        label=words.title(label),
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
        if fact.observable != panel.name or fact.aggregate in {"change", "first month"}:
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


ALSO = {
    "kcal/adult equivalent/day": "kcal/AE/day",
    "hours/day": "h/day",
    "share of people": "share",
    "share of households": "share",
}
"""Units that observables state in other words."""


def display(unit: str) -> tuple[float, str]:
    """Factor and words for the axis: tonnes in thousands, dollars in millions, shares in per cent."""
    unit = ALSO.get(unit, unit)
    known = {
        "t": (1e-3, "thousand t a month"),
        "USD": (1e-6, "million USD a month"),
        "USD million": (1.0, "million USD"),
        "share": (100.0, "%"),
        "person-days": (1e-6, "million person-days a month"),
        "KPW/household/month": (1e-3, "thousand KPW a household a month"),
        "KPW/worker/month": (1e-3, "thousand KPW a month"),
        "kcal/AE/day": (1.0, "kcal a day per adult equivalent"),
        "g/person/day": (1.0, "g a person a day"),
        "index": (1.0, "0 to 1"),
        "h/day": (1.0, "hours a day"),
    }
    return known.get(unit, (1.0, unit.replace("/", " / ")))


def axis(dataset: xr.Dataset, panel: Panel) -> tuple[float, str]:
    """Factor and words of a panel's axis."""
    if panel.name in {"trust", "fear"}:
        return 1.0, "0 to 1"
    scale, said = display(series.unit_of(dataset[panel.name]))
    if panel.name in {"stockpile", "foreign_currency", "pipeline_stock", "granary"}:
        said = said.removesuffix(" a month")
    return scale, said


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
    if percent or low < 0.6 * high:
        axes.set_ylim(bottom=0.0)
    if percent and high > 85:
        axes.set_ylim(top=103)
    if high <= 0:
        axes.set_ylim(0, 1)
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.6g}".replace("-", "−")))
