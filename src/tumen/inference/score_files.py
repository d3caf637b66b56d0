"""A score as files: one row a report, one row an observable, and a picture by observable."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tumen.core.errors import InputError
from tumen.evidence.export.tables import cell
from tumen.evidence.files import whole
from tumen.evidence.observations import EPOCH
from tumen.inference.score import Score
from tumen.inference.wording import period

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TABLE, BY_OBSERVABLE, PICTURE = "score.csv", "score-by-observable.csv", "score.png"

COLUMNS = 3
"""Panels beside one another."""

WIDE = 30.0
"""Ratio of the greatest to the least amount from which on a panel's axis is logarithmic."""

PANELS = 60
"""Panels at most: of those with most reports; the table holds all."""

LABELS = 8
"""Periods written under a panel at most."""


def write(score: Score, folder: Path) -> list[Path]:
    """Write a score's tables and its picture into a folder, each whole or not at all.

    Raises
    ------
    InputError
        If the folder cannot be written.
    """
    from tumen.reports.style import drawing

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with whole(folder / TABLE) as temporary:
            harmless(score.table).to_csv(temporary)
        with whole(folder / BY_OBSERVABLE) as temporary:
            split_margins(score.by_observable).to_csv(temporary)
        with whole(folder / PICTURE) as temporary, drawing():
            draw(score).savefig(temporary, dpi=150, format="png", metadata={"Software": None})
    except OSError as error:
        raise InputError(
            f"{folder} cannot be written ({error.strerror or error}); name another with --out."
        ) from error
    return [folder / TABLE, folder / BY_OBSERVABLE, folder / PICTURE]


def harmless(table: pd.DataFrame) -> pd.DataFrame:
    """A table none of whose cells a spreadsheet takes for a formula."""
    plain = table.reset_index().map(lambda value: cell(value) if isinstance(value, str) else value)
    return plain.set_index("claim")


def split_margins(table: pd.DataFrame) -> pd.DataFrame:
    """Margins in two columns each."""
    result = table.copy()
    for name in [name for name in table.columns if str(name).startswith("margin")]:
        at = list(table.columns).index(name)
        pairs = list(result.pop(name))
        result.insert(at, f"{name}_low", [low for low, _ in pairs])
        result.insert(at + 1, f"{name}_high", [high for _, high in pairs])
    return result


def draw(score: Score) -> Figure:
    """What was foretold and what was reported, a panel an observable and unit."""
    from matplotlib.figure import Figure

    every = list(score.table.groupby(["observable", "commodity", "crossing", "unit"], sort=True))
    most = sorted(len(table) for _, table in every)[-PANELS:]
    panels = [(name, table) for name, table in every if len(table) >= most[0]][:PANELS]
    rows = math.ceil(len(panels) / COLUMNS)
    figure = Figure(figsize=(3.7 * COLUMNS, 2.5 * rows + 0.5), layout="constrained")
    axes = np.atleast_1d(figure.subplots(rows, COLUMNS, squeeze=False)).ravel()
    for at, ((observable, good, crossing, unit), table) in zip(axes, panels, strict=False):
        of = "/".join(filter(None, (str(observable).replace("_", " "), str(good or crossing))))
        _panel(at, of, str(unit), table)
    for at in axes[len(panels) :]:
        at.set_axis_off()
    if len(panels) < len(every):
        figure.suptitle(f"{len(panels)} of {len(every)} things reported; all are in {TABLE}", fontsize=9)
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=5)
    return figure


def _panel(at: Axes, observable: str, unit: str, table: pd.DataFrame) -> None:
    from tumen.reports.style import BLACK, BLUE, ORANGE, PALE, SKY

    x = np.arange(len(table))
    dated = bool((table["kind"] == "date").all())
    of = {name: _told(table[name], dated=dated) for name in table.columns if table[name].dtype.kind == "f"}
    bars = [("90_prior", PALE, 0.72, "before the evidence, 90 %"), ("90", SKY, 0.42, "fit, 90 %")]
    for name, colour, width, label in [*bars, ("50", BLUE, 0.42, "fit, 50 %")]:
        bottom, top = of[f"low{name}"], of[f"high{name}"]
        at.bar(x, top - bottom, width, bottom, color=colour, linewidth=0, label=label)
    at.scatter(x, of["median_last"], marker="_", s=160, color=ORANGE, label="last known value", zorder=3)
    _scale(at, of, unit)
    _reports(at, x, of, BLACK)
    told = "times what it was before" if unit.startswith("times ") else unit
    told = "year (never: drawn at the runs’ end)" if dated else told
    at.set_title(f"{observable}\n{told}", loc="left", fontsize=8.5)
    step = math.ceil(len(table) / LABELS)
    at.set_xticks(x[::step], _labels(table)[::step], rotation=25, ha="right", fontsize=7)
    at.set_xlim(-0.6, max(len(table), 3) - 0.4)


def _labels(table: pd.DataFrame) -> list[str]:
    """Of which period each report is, and of which place where they differ."""
    when = [period(str(one)) for one in table["period"]]
    where = [_where(str(one)) for one in table["places"]]
    return [f"{a}, {b}" for a, b in zip(when, where, strict=True)] if len(set(where)) > 1 else when


def _where(places: str) -> str:
    first, _, others = places.partition(", ")
    return f"{first} and more" if others else first or "all places"


def _told(column: pd.Series, *, dated: bool) -> np.ndarray:
    """Amounts as they are; dates as years with a fraction."""
    values = column.to_numpy(float)
    if not dated or not str(column.name).startswith(("low", "high", "median")):
        return values
    return np.array([_year(value) if math.isfinite(value) else value for value in values])


def _year(days: float) -> float:
    day = EPOCH + timedelta(days=round(days))
    return day.year + (day.timetuple().tm_yday - 1) / 365.25


def _scale(at: Axes, of: dict[str, np.ndarray], unit: str) -> None:
    """A logarithmic axis where amounts differ much and none is nothing; numbers as one says them."""
    from matplotlib.ticker import FuncFormatter, NullFormatter

    from tumen.reports.words import plain

    ends = np.concatenate([of["low90"], of["high90"], of["low"], of["high"]])
    ends = ends[np.isfinite(ends)]
    if not unit.startswith("share") and ends.min() > 0 and ends.max() / ends.min() > WIDE:
        at.set_yscale("log")
        at.yaxis.set_minor_formatter(NullFormatter())
    if not unit.startswith("days since"):
        at.yaxis.set_major_formatter(FuncFormatter(lambda amount, _: plain(amount)))


def _reports(at: Axes, x: Sequence[int] | np.ndarray, of: dict[str, np.ndarray], colour: str) -> None:
    """Amounts as dots, ranges as lines; a bound reaches to the end of the panel."""
    least, most = at.get_ylim()
    low = np.where(np.isinf(of["low"]), least, of["low"])
    high = np.where(np.isinf(of["high"]), most, of["high"])
    at.vlines(x, low, high, color=colour, linewidth=1.6, zorder=4)
    options: dict[str, Any] = {"color": colour, "zorder": 5}
    at.scatter(x, of["value"], s=18, label="report (line: the range it tells)", **options)
    for end, kept in ((low, np.isfinite(of["low"])), (high, np.isfinite(of["high"]))):
        ranged = kept & np.isnan(of["value"])
        at.scatter(np.asarray(x)[ranged], end[ranged], marker="_", s=30, **options)
    at.set_ylim(min(least, low.min()), max(most, high.max()))
