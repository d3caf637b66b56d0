"""The scenario of the scrap boom: its sources, its dates, its finite stocks."""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from tumen.engine.catalog import catalog
from tumen.scenario import load

DATA = Path(str(files("tumen.data")))
METALS = {"scrap", "copper", "aluminium", "nickel", "zinc", "lead"}


@pytest.fixture(scope="module")
def hyesan():
    return load("hyesan-scrap", catalog())


def facts() -> dict[str, dict[str, str]]:
    with (DATA / "facts" / "facts.csv").open(encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def series(scenario, label):
    return next(s for s in scenario.series if s.label == label)


def average(scenario, label, year):
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return series(scenario, label).daily(date(year, 1, 1), days).mean()


def test_every_row_of_every_table_names_a_source(hyesan):
    for table in ("places", "sites", "crossings", "fittings", "routes", "camps"):
        for row in hyesan.table(table):
            assert row["source"], (table, row["name"])
    for one in hyesan.series:
        assert all(spell.source for spell in one.spells), one.label


def test_the_census_figures_are_the_published_ones(hyesan):
    residents = {row["name"]: row["population"] for row in hyesan.places}
    for place, fact in {"Hyesan": "F0181", "Kapsan": "F0182"}.items():
        assert residents[place] == float(facts()[fact]["value"])


def test_every_column_that_mechanisms_read_has_a_figure(hyesan):
    """Buyers' demand, room on the bridge and talks stay at their defaults; nothing else does."""
    left_at_default = {"commodity.buyer_demand", "crossing.load_limit", "state.talks"}
    missing = set(catalog().inputs) - {one.column for one in hyesan.series}
    assert missing <= left_at_default


def test_series_cover_burn_in_and_period_with_finite_values(hyesan):
    for one in hyesan.series:
        path = one.daily(hyesan.start, hyesan.n_days)
        assert abs(path).max() < 1e12
        assert path.min() >= 0, one.label


@pytest.mark.parametrize(("metal", "times"), [("copper", 3), ("nickel", 3), ("lead", 3), ("zinc", 2.5)])
def test_the_boom_is_a_story_of_world_prices(hyesan, metal, times):
    label = f"commodity.far_price of {metal}"
    assert average(hyesan, label, 2007) > times * average(hyesan, label, 2003)


def test_metal_prices_fall_at_the_end(hyesan):
    for metal in METALS:
        path = series(hyesan, f"commodity.far_price of {metal}")
        assert path.daily(date(2008, 11, 15), 1)[0] < 0.75 * path.daily(date(2008, 5, 15), 1)[0]


def test_the_exchange_rate_meets_the_figure_of_april_2008(hyesan):
    for label, fact in {"state.won_per_yuan": "F0483", "state.won_per_usd": "F0484"}.items():
        assert series(hyesan, label).daily(date(2008, 4, 30), 1)[0] == float(facts()[fact]["value"])


def test_won_bought_more_in_those_years_and_less_each_year(hyesan):
    level = [average(hyesan, "state.price_level", year) for year in range(2003, 2009)]
    assert level == sorted(level)
    assert 0.02 < level[0] < 0.1
    assert 0.15 < level[-1] < 0.4


def test_every_plant_holds_a_finite_weight_of_metal(hyesan):
    fitted = [row["fitted"] for row in hyesan.fittings]
    assert all(1e5 < grams < 1e11 for grams in fitted)
    assert {row["commodity"] for row in hyesan.fittings} == METALS


def test_a_way_leads_from_the_inland_counties_to_the_river(hyesan):
    inland = {"Kapsan", "Unhung"}
    assert not inland & {row["place"] for row in hyesan.crossings}
    for means in ("trucks", "unit"):
        ways = {row["place"] for row in hyesan.routes if row["means"] == means}
        assert inland <= ways


def test_no_instrument_bars_metals_before_2009(hyesan):
    assert hyesan.instruments == []
    assert hyesan.companies == []


def test_outcomes_are_never_typed_in_as_changes(hyesan):
    outcomes = {event.name for event in hyesan.events if event.kind == "outcome"}
    assert "bribed guards make the crackdown useless" in outcomes
    touched = {name for change in hyesan.changes for name in change.set}
    assert touched == {"import_cost", "campaign", "army_share"}


def test_the_order_is_of_march_2008(hyesan):
    order = next(change for change in hyesan.changes if "campaign" in change.set)
    assert order.start == date(2008, 3, 1)
    assert not order.places
