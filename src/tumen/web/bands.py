"""From runs to what the page draws: bands by month, headline figures with paired differences, places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tumen.comparison.result import apart
from tumen.core.declare import GROUPS
from tumen.engine.catalog import Catalog
from tumen.web.lives import Course

BASELINE = "as-it-happened"
"""Name of the runs without a policy."""

CHARTS: tuple[str, ...] = (
    "foreign_currency_earned",
    "exports",
    "smuggled",
    "state_smuggling_abroad",
    "energy",
    "two_meals",
    "rice_price",
    "ration",
    "attendance",
    "trust",
    "fear",
    "inmates",
    "trials",
    "remittances",
)
"""Observables that are drawn by default."""

ON_THE_MAP: tuple[str, ...] = (
    "energy",
    "two_meals",
    "smuggled",
    "exports",
    "rice_price",
    "inmates",
    "trust",
    "fear",
)

PERCENT = (5, 25, 50, 75, 95)

EXACT = 9
"""Digits of a large figure, which whoever shows it rounds."""


@dataclass(frozen=True)
class Headline:
    """One large figure: an observable added up after the first change, times a factor."""

    name: str
    title: str
    unit: str
    observable: str
    person_years: bool = False


HEADLINES: tuple[Headline, ...] = (
    Headline(
        "foreign_currency", "Foreign currency earned by the state", "USD million", "foreign_currency_earned"
    ),
    Headline("hungry", "Days people lived below 1,800 kcal", "person-days", "person_days_below_1800"),
    Headline("smuggled", "Goods smuggled", "t", "smuggled"),
    Headline("detained", "People held", "person-years", "detained", person_years=True),
)

RATES = ("won_per_usd", "won_per_yuan")

WANTED: tuple[str, ...] = tuple(
    dict.fromkeys([*CHARTS, *ON_THE_MAP, *(one.observable for one in HEADLINES), *RATES])
)
"""All that is told of a run."""

Runs = Mapping[str, Sequence[Course]]
"""Policy -> its runs; those in the same position had the same luck."""


@dataclass(frozen=True)
class Ground:
    """What the numbers stand on: months, places and people of a world."""

    catalog: Catalog
    places: tuple[str, ...]
    residents: np.ndarray
    days: np.ndarray
    _lines: dict[tuple[int, str], tuple[Course, np.ndarray]] = field(default_factory=dict, repr=False)

    def line(self, course: Course, name: str) -> np.ndarray:
        """One value a month for all places together."""
        key = (id(course), name)
        if key not in self._lines:
            self._lines[key] = (course, self._line(course, name))
        return self._lines[key][1]

    def _line(self, course: Course, name: str) -> np.ndarray:
        values = course.values[name].astype(float)
        dims = GROUPS[self.catalog.observables[name].by]
        values = _within_places(values, dims)
        if "place" not in dims:
            return values.reshape(len(values), -1).sum(axis=1) if values.ndim > 1 else values
        if self.catalog.observables[name].over_places == "sum":
            return np.asarray(np.nansum(values, axis=1))
        known = np.isfinite(values)
        weights = known * self.residents
        total = weights.sum(axis=1)
        added = (np.where(known, values, 0.0) * self.residents).sum(axis=1)
        return np.where(total > 0, added / np.where(total > 0, total, 1), np.nan)

    def by_place(self, course: Course, name: str) -> np.ndarray:
        """Values by month and place."""
        dims = GROUPS[self.catalog.observables[name].by]
        return _within_places(course.values[name].astype(float), dims)


def _within_places(values: np.ndarray, dims: Sequence[str]) -> np.ndarray:
    """Goods and means of a place put together."""
    return np.nansum(values, axis=2) if len(dims) == 2 else values


def charts(ground: Ground, runs: Runs, names: Sequence[str] = CHARTS) -> dict[str, Any]:
    """Observable -> policy -> quantiles by month."""
    return {name: {policy: _bands(ground, of, name) for policy, of in runs.items()} for name in names}


def _bands(ground: Ground, courses: Sequence[Course], name: str) -> dict[str, list[float | None]]:
    lines = np.stack([ground.line(course, name) for course in courses])
    found = quantiles(lines, PERCENT)
    return {f"p{percent}": plain(row) for percent, row in zip(PERCENT, found, strict=True)}


def quantiles(values: np.ndarray, percent: Sequence[float]) -> np.ndarray:
    """Quantiles over the first axis at Weibull's positions, as comparisons have them.

    Of fewer than 19 runs the outer ones are the least and the greatest; missing where no run has a value.
    """
    ordered = np.sort(values, axis=0)
    many = np.isfinite(values).sum(axis=0)
    part = np.asarray(percent, float).reshape(-1, *[1] * many.ndim) / 100
    at = np.clip(part * (many + 1) - 1, 0, np.maximum(many - 1, 0))
    below = np.floor(at).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(many - 1, 0))
    low, high = np.take_along_axis(ordered, below, 0), np.take_along_axis(ordered, above, 0)
    return np.where(many > 0, low + (high - low) * (at - below), np.nan)


def headlines(ground: Ground, runs: Runs, first_month: int) -> list[dict[str, Any]]:
    """Sums from a month on, and paired differences of each policy from the baseline."""
    rows = []
    for one in HEADLINES:
        sums = {policy: _sums(ground, of, one, first_month) for policy, of in runs.items()}
        baseline = sums[BASELINE]
        rows.append(
            {
                "name": one.name,
                "title": one.title,
                "unit": one.unit,
                "where": where(ground, one.observable),
                "baseline": _three(baseline),
                "policies": {
                    policy: {"value": _three(of), "difference": _three(apart(of, baseline[: len(of)]))}
                    for policy, of in sums.items()
                    if policy != BASELINE
                },
            }
        )
    return rows


def where(ground: Ground, observable: str) -> str:
    """Of whom a figure is: the country, or the places that are lived in."""
    if not GROUPS[ground.catalog.observables[observable].by]:
        return "whole country"
    return f"{len(ground.places)} places, {rounded(ground.residents.sum()):,.0f} residents"


def _sums(ground: Ground, courses: Sequence[Course], one: Headline, first_month: int) -> np.ndarray:
    lines = np.stack([ground.line(course, one.observable) for course in courses])[:, first_month:]
    if one.person_years:
        lines = lines * ground.days[first_month:] / 365.25
    return np.asarray(np.nansum(lines, axis=1))


def _three(values: np.ndarray) -> dict[str, float | None]:
    found = quantiles(values, (5, 50, 95))
    return {f"p{percent}": rounded(one, EXACT) for percent, one in zip((5, 50, 95), found, strict=True)}


def on_the_map(ground: Ground, runs: Runs, names: Sequence[str] = ON_THE_MAP) -> dict[str, Any]:
    """Observable -> policy -> place -> medians by month."""
    return {
        name: {
            policy: dict(zip(ground.places, map(plain, _medians(ground, of, name).T), strict=True))
            for policy, of in runs.items()
        }
        for name in names
    }


def _medians(ground: Ground, courses: Sequence[Course], name: str) -> np.ndarray:
    return quantiles(np.stack([ground.by_place(course, name) for course in courses]), (50,))[0]


def plain(values: np.ndarray) -> list[float | None]:
    """Numbers for JSON, four digits each; missing ones are null."""
    return [rounded(value) for value in values.tolist()]


def rounded(value: float, digits: int = 4) -> float | None:
    """So many significant digits."""
    return float(f"{value:.{digits}g}") if np.isfinite(value) else None
