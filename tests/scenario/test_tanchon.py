"""The zinc scenario holds what it promises: the ban is an input, theft and trials are outcomes."""

from __future__ import annotations

from datetime import date

import pytest

from tumen.engine.catalog import catalog
from tumen.scenario import load
from tumen.scenario.tables import EPOCH

ZINC = dict(zip(range(2014, 2020), (2161, 1932, 2090, 2891, 2922, 2550), strict=True))
"""F0645 to F0650, USD a tonne."""


@pytest.fixture(scope="module")
def tanchon():
    return load("tanchon-zinc")


def series(scenario, label):
    return next(one for one in scenario.series if one.label == label)


def year_mean(one, year):
    n_days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return one.daily(date(year, 1, 1), n_days).mean()


def test_every_row_of_every_table_names_a_source(tanchon):
    tables = ("places", "sites", "crossings", "companies", "commodities", "instruments")
    for table in (*tables, "fittings", "routes", "camps"):
        for row in tanchon.table(table):
            assert row["source"], (table, row["name"])
    for one in tanchon.series:
        assert all(spell.source for spell in one.spells), one.label


def test_series_cover_burn_in_and_period_with_finite_values(tanchon):
    for one in tanchon.series:
        path = one.daily(tanchon.start, tanchon.n_days)
        assert abs(path).max() < 1e12
        assert path.min() >= 0, one.label


def test_china_stops_zinc_and_its_ore_on_the_day_of_its_notice(tanchon):
    metals = {"zinc", "zinc_concentrate", "copper", "copper_concentrate"}
    assert metals <= {row["commodity"] for row in tanchon.instruments}
    for row in load("tanchon-zinc", catalog()).instruments:
        if row["commodity"] in metals:
            assert date.fromordinal(EPOCH + int(row["in_force_day"])) == date(2016, 12, 24)


def test_trials_and_warnings_are_outcomes_that_nothing_types_in(tanchon):
    kinds = {event.name: event.kind for event in tanchon.events}
    assert kinds["China stops zinc and copper"] == "input"
    assert kinds["second public trial of the year"] == "outcome"
    assert kinds["a trial is announced"] == "outcome"
    touched = {name for change in tanchon.changes for name in change.set}
    assert touched == {"guard_risk_ordinary", "crossing_penalty"}
    assert not {name for name in tanchon.settings if "trial" in name or "campaign" in name}


def test_zinc_prices_meet_their_published_averages(tanchon):
    metal = series(tanchon, "commodity.world_price of zinc")
    for year, price in ZINC.items():
        assert year_mean(metal, year) == pytest.approx(price, rel=1e-9)


def test_beyond_the_border_metal_brings_two_to_three_times_what_its_concentrate_does(tanchon):
    metal = series(tanchon, "commodity.far_price of zinc")
    concentrate = series(tanchon, "commodity.far_price of zinc_concentrate")
    for year in ZINC:
        assert 2 < year_mean(metal, year) / year_mean(concentrate, year) < 3


def test_zinc_is_worth_carrying_where_iron_concentrate_is_not(tanchon):
    iron = series(load("musan"), "commodity.far_price of iron_concentrate")
    concentrate = series(tanchon, "commodity.far_price of zinc_concentrate")
    for year in range(2015, 2020):
        assert 10 < year_mean(concentrate, year) / year_mean(iron, year) < 30


def test_every_smuggled_good_has_a_price_beyond_the_border(tanchon):
    priced = {one.row for one in tanchon.series if one.column == "commodity.far_price"}
    assert priced == {row["name"] for row in tanchon.commodities if row["smuggled"]}


def test_zinc_reaches_the_river_only_by_road(tanchon):
    for row in tanchon.routes:
        if row["place"] == "Tanchon":
            assert row["crossing"] == "Hyesan-Changbai"
            assert row["means"] in ("trucks", "unit")


def test_when_the_camp_at_oro_closes_convicts_still_have_somewhere_to_go(tanchon):
    checked = load("tanchon-zinc", catalog())
    after = date(2018, 11, 12).toordinal() - EPOCH
    for place in tanchon.places:
        mine = [row for row in checked.camps if row["place"] == place["name"]]
        assert any(not 0 < row["closes_day"] <= after for row in mine), place["name"]


def test_the_companies_sell_about_four_fifths_of_the_countrys_zinc(tanchon):
    grams = {row["commodity"]: float(row["capacity"]) for row in tanchon.companies}
    price = {
        good: year_mean(series(tanchon, f"commodity.world_price of {good}"), 2016)
        for good in ("zinc", "zinc_concentrate")
    }
    dollars = sum(0.78 * price[good] * grams[good] * 365 / 1e6 for good in price)
    rest = year_mean(series(tanchon, "commodity.other_exports of zinc"), 2016) * 1e6
    assert dollars + rest == pytest.approx(51.027e6, rel=0.05)  # F0286
    assert dollars / (dollars + rest) == pytest.approx(0.8, abs=0.05)


def test_every_column_that_mechanisms_read_has_a_figure(tanchon):
    """A new input without a series would silently stay at its default; name it here if it should."""
    left_at_default = {"commodity.buyer_demand", "place.flood_loss"}
    missing = set(catalog().inputs) - {one.column for one in tanchon.series}
    assert missing <= left_at_default | {"state.price_level"}
