"""A run beside the published facts: what agrees, what differs and by how much, what was not measured.

Each row of ``data/facts/observed.csv`` links one published figure to an observable. Its ``operator``
says how the two may be compared at all: a customs figure of the whole country is not Musan's.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
import xarray as xr

from tumen.reports import series, words

Verdict = Literal[
    "agrees", "close", "too low", "too high", "not measured in this run", "outside the run's period"
]

CLOSE = 1.5
"""Within this factor of the published range a figure counts as close."""

PRINTED = 0.10
"""A figure printed without a range is taken as good to this share of itself."""


@dataclass(frozen=True)
class Operator:
    """How a published figure maps onto an observable: multiply it by ``low`` to ``high``."""

    low: float
    high: float
    words: str


OPERATORS: dict[str, Operator] = {
    "": Operator(1.0, 1.0, ""),
    "musan share": Operator(
        0.2, 0.6, "national customs figure; Musan's part of it is a belief, 20 to 60 per cent"
    ),
    "other town": Operator(
        0.85, 1.15, "price of another town; towns differed by about 15 per cent on the same day (F0478)"
    ),
}

UNIT_FACTORS: dict[tuple[str, str], float] = {
    ("kt", "t"): 1e3,
    ("Mt", "t"): 1e6,
    ("USD million", "USD"): 1e6,
    ("percent", "share"): 0.01,
    ("t/day", "t"): 30.4,
    ("USD", "USD million"): 1e-6,
}


@dataclass(frozen=True)
class Comparison:
    """One published figure beside the model's value for the same place and period.

    ``value``, ``low`` and ``high`` are in ``unit`` after the observation operator; ``model_low``
    and ``model_high`` hold the 90 % band over runs.
    """

    id: str
    statement: str
    observable: str
    place: str
    commodity: str
    period_start: str
    period_end: str
    aggregate: str
    low: float
    value: float
    high: float
    unit: str
    use: str
    operator: str
    source: str
    model: float | None
    model_low: float | None
    model_high: float | None
    verdict: Verdict

    @property
    def period(self) -> str:
        """The period in words."""
        return words.months(self.period_start, self.period_end)

    @property
    def published(self) -> str:
        """The published value or range with its unit."""
        return words.span(self.low, self.high, self.unit)

    @property
    def modelled(self) -> str:
        """The model's value, with its band when there are several runs."""
        if self.model is None or self.model_low is None or self.model_high is None:
            return "–"
        text = words.number(self.model, self.unit)
        if self.model_low == self.model_high:
            return text
        return f"{text} ({words.span(self.model_low, self.model_high, self.unit)})"

    @property
    def ratio(self) -> float | None:
        """The model's value over the nearest end of the published range; 1 inside it."""
        if self.model is None:
            return None
        return _ratio(self.model, self.low, self.high)

    @property
    def verdict_in_words(self) -> str:
        """``agrees``, or how far off and in which direction."""
        ratio = self.ratio
        if ratio is None or self.verdict == "agrees":
            return self.verdict
        side = "low" if self.model is not None and self.model < self.low else "high"
        lead = f"close, a little {side}" if self.verdict == "close" else self.verdict
        end = "lower" if side == "low" else "upper"
        if self.aggregate == "first month":
            return "too early" if side == "low" else "too late"
        if not np.isfinite(ratio) or ratio <= 0 or self.aggregate == "change":
            return lead
        edge = "published figure" if self.low == self.high else f"{end} figure"
        return f"{lead}: {_times(ratio)} the {edge}"


def _times(ratio: float) -> str:
    return f"{ratio:.1f} times" if ratio >= 1.95 else f"{ratio:.2f} times"


def _ratio(model: float, low: float, high: float) -> float:
    """Model over the nearest end of the range; 1 inside; nan where a ratio means nothing."""
    if low <= model <= high:
        return 1.0
    edge = low if model < low else high
    if edge == 0 or edge * model < 0:
        return float("nan")
    return abs(model / edge)


def judge(model: float, low: float, high: float) -> Verdict:
    """Put the model's value against a published range in one word.

    Inside the range it agrees; within a factor of 1.5 of its nearest end it is close.
    """
    if low <= model <= high:
        return "agrees"
    ratio = _ratio(model, low, high)
    if np.isfinite(ratio) and 1 / CLOSE <= ratio <= CLOSE:
        return "close"
    return "too low" if model < low else "too high"


def default_facts() -> Path:
    """The published figures that come with Tumen."""
    return Path(str(files("tumen") / "data" / "facts" / "observed.csv"))


def compare_facts(dataset: xr.Dataset, facts_file: Path | None = None) -> list[Comparison]:
    """Put a result beside every published figure.

    Parameters
    ----------
    dataset
        The observables of a run.
    facts_file
        Table of published figures; the bundled one by default.

    Returns
    -------
    One comparison a figure, in the table's order; never fails for what a run does not measure.
    """
    with (facts_file or default_facts()).open(encoding="utf-8", newline="") as file:
        return [_compare(dataset, row) for row in csv.DictReader(file)]


def _compare(dataset: xr.Dataset, row: dict[str, str]) -> Comparison:
    """One figure."""
    unit, factor = _unit(dataset, row)
    operator = OPERATORS[row["operator"]]
    value = float(row["value"]) * factor
    low = float(row["low"]) * factor if row["low"] else value
    high = float(row["high"]) * factor if row["high"] else value
    if not row["low"] and not row["high"] and not row["operator"]:
        low, high = value - PRINTED * abs(value), value + PRINTED * abs(value)
    low, high = low * operator.low, high * operator.high
    value *= (operator.low + operator.high) / 2
    verdict, over_runs = _measure(dataset, row)
    if over_runs is not None:
        verdict = judge(float(np.median(over_runs)), low, high)
    return Comparison(
        id=row["id"],
        statement=row["note"],
        observable=row["observable"],
        place=row["place"],
        commodity=row["commodity"],
        period_start=row["period_start"],
        period_end=row["period_end"],
        aggregate=row["aggregate"],
        low=low,
        value=value,
        high=high,
        unit=unit,
        use=row["use"],
        operator=operator.words,
        source=row["source"],
        verdict=verdict,
        model=None if over_runs is None else float(np.median(over_runs)),
        model_low=None if over_runs is None else float(np.quantile(over_runs, 0.05)),
        model_high=None if over_runs is None else float(np.quantile(over_runs, 0.95)),
    )


def _unit(dataset: xr.Dataset, row: dict[str, str]) -> tuple[str, float]:
    """The unit to compare in (the result's own, where it can be converted) and the factor to it."""
    published = row["unit"]
    if row["aggregate"] == "change" or row["observable"] not in dataset.data_vars:
        return published, 1.0
    measured = series.unit_of(dataset[row["observable"]]) or published
    if (published, measured) in UNIT_FACTORS:
        return measured, UNIT_FACTORS[published, measured]
    return published, 1.0


def _measure(dataset: xr.Dataset, row: dict[str, str]) -> tuple[Verdict, series.Numbers | None]:
    """The model's value for each run, or why there is none."""
    monthly = series.monthly(dataset, row["observable"], row["place"], row["commodity"] or "all")
    if monthly is None or (row["commodity"] and not series.happens(monthly)):
        return "not measured in this run", None  # nobody here ever sells it
    start, end, how = row["period_start"], row["period_end"], row["aggregate"]
    values = series.window(monthly, start, end)
    before = series.window(monthly, series.shift_year(start, -1), series.shift_year(end, -1))
    if values is None or (how == "change" and before is None):
        return "outside the run's period", None
    if how == "first month":
        result = _months_late(monthly, start)
    elif how == "change" and before is not None:
        with np.errstate(divide="ignore", invalid="ignore"):
            result = series.reduce_window(values, "sum") / series.reduce_window(before, "sum") - 1.0
    else:
        result = series.reduce_window(values, how)
    result = result[np.isfinite(result)]
    return ("not measured in this run", None) if result.size == 0 else ("agrees", result)


def _months_late(monthly: xr.DataArray, reported: str) -> series.Numbers:
    """Months from the reported one to the first with an amount above zero; nan for a run without any."""
    positive = np.nan_to_num(np.asarray(monthly.values, dtype="float64")) > 0
    start = int(series.month_index(monthly).get_indexer([pd.Period(reported, "M")])[0])
    late = positive.argmax(axis=1) - start
    return np.where(positive.any(axis=1), late.astype("float64"), np.nan)


def tally(comparisons: list[Comparison]) -> dict[str, int]:
    """How many figures that may be judged got each verdict (context is left out)."""
    counts: dict[str, int] = {}
    for one in comparisons:
        if one.use != "context":
            counts[one.verdict] = counts.get(one.verdict, 0) + 1
    return counts
