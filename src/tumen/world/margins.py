"""The margins that households are drawn from, as the scenario's ``population.csv`` gives them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from tumen.core.errors import ScenarioError
from tumen.scenario.schema import Row, Scenario

MAX_HOUSEHOLDS = 10_000_000
"""Households that one place can number."""

COUNTS = {"adults": range(1, 7), "children": range(5), "elders": range(3)}
"""Household members by age group, and the numbers of them that have a share (``adults_3``)."""


@dataclass(frozen=True)
class Margins:
    """Single numbers; each is a row of ``population.csv``, where its meaning and source stand."""

    growth_per_year: float
    farm_share_of_rural: float
    lone_female: float
    grown_female: float
    head_age_low: float
    head_age_high: float
    spouse_age_gap: float
    grown_age_low: float
    grown_age_high: float
    retirement_men: float
    retirement_women: float
    assigned_men: float
    assigned_unmarried_women: float
    assigned_married_women: float
    trader_married_women: float
    trader_others: float


def read_margins(scenario: Scenario) -> Margins:
    """Collect the margins, or name the first one that is missing."""
    for item in fields(Margins):
        _require(scenario, item.name)
    return Margins(**{item.name: scenario.margin(item.name) for item in fields(Margins)})


def household_types(scenario: Scenario) -> tuple[np.ndarray, np.ndarray]:
    """Every combination of adults, children and elders, and its share (independent of each other)."""
    shares = []
    for group, numbers in COUNTS.items():
        names = [f"{group}_{n}" for n in numbers]
        for name in names:
            _require(scenario, name)
        weights = np.array([scenario.margin(name) for name in names])
        shares.append(weights / weights.sum())
    types = np.array(
        [(a, c, e) for a in COUNTS["adults"] for c in COUNTS["children"] for e in COUNTS["elders"]]
    )
    weights = np.einsum("a,c,e->ace", *shares).ravel()
    return types.astype(np.int8), weights


def residents_at_start(place: Row, growth_per_year: float, start: date) -> float:
    """Census count carried from the middle of its year to the start at the stated growth."""
    years = (start - date(int(place["population_year"]), 7, 1)).days / 365.25
    return float(place["population"] * (1 + growth_per_year) ** years)


def households_at_start(scenario: Scenario, place: Row) -> int:
    """Return how many households a place has at full scale."""
    types, weights = household_types(scenario)
    size = float(types.sum(axis=1) @ weights)
    count = round(residents_at_start(place, scenario.margin("growth_per_year"), scenario.start) / size)
    if not 1 <= count < MAX_HOUSEHOLDS:
        raise ScenarioError(
            f"places.csv, row {place['name']!r}: {count} households; a place holds 1 to {MAX_HOUSEHOLDS - 1}."
        )
    return count


def _require(scenario: Scenario, name: str) -> None:
    if name not in scenario.margins:
        raise ScenarioError(f"population.csv: the row {name!r} is missing.")
