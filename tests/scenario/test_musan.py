"""The bundled scenario holds what it promises: sources for every figure, no outcome as an input."""

from __future__ import annotations

import csv
import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from tumen.engine.catalog import catalog
from tumen.scenario import available, load

DATA = Path(str(files("tumen.data")))


@pytest.fixture(scope="module")
def musan():
    return load("musan")


def facts() -> dict[str, dict[str, str]]:
    with (DATA / "facts" / "facts.csv").open(encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_every_fact_cited_in_the_package_is_in_the_ledger():
    known = facts()
    package = DATA.parent
    texts = [
        *package.glob("economy/**/*.py"),
        *DATA.glob("scenarios/**/*.csv"),
        *DATA.glob("scenarios/**/*.toml"),
    ]
    cited = {fact for path in texts for fact in re.findall(r"\bF\d{4}\b", path.read_text(encoding="utf-8"))}
    assert cited <= set(known), f"no row in facts.csv: {sorted(cited - set(known))}"


def test_every_row_of_every_table_names_a_source(musan):
    tables = ("places", "sites", "crossings", "companies", "instruments", "fittings", "routes", "camps")
    for table in tables:
        for row in musan.table(table):
            assert row["source"], (table, row["name"])
    for series in musan.series:
        assert all(spell.source for spell in series.spells), series.label


def test_the_census_figures_are_the_published_ones(musan):
    residents = {row["name"]: row["population"] for row in musan.places}
    for place, fact in {"Musan": "F0174", "Yonsa": "F0175", "Hoeryong": "F0176", "Rason": "F0180"}.items():
        assert residents[place] == float(facts()[fact]["value"])


def test_world_prices_meet_their_published_averages(musan):
    price = next(s for s in musan.series if s.label == "commodity.world_price of iron_concentrate")
    for year, fact in enumerate(range(560, 568), start=2012):
        n_days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
        published = float(facts()[f"F{fact:04d}"]["value"])
        assert price.daily(date(year, 1, 1), n_days).mean() == pytest.approx(published, rel=1e-9)


def test_series_cover_burn_in_and_period_with_finite_values(musan):
    for series in musan.series:
        path = series.daily(musan.start, musan.n_days)
        assert abs(path).max() < 1e12
        assert path.min() >= 0, series.label


def test_the_border_closes_on_the_day_it_was_closed(musan):
    for series in (s for s in musan.series if s.column == "crossing.open"):
        assert series.daily(date(2020, 1, 21), 2).tolist() == [1.0, 0.0]


def test_outcomes_are_never_typed_in_as_changes(musan):
    outcomes = {event.name for event in musan.events if event.kind == "outcome"}
    assert {"rations at the mine end", "policing of smugglers relaxed"} <= outcomes
    touched = {name for change in musan.changes for name in change.set}
    assert touched == {
        *("wage_mine", "wage_bonus", "wage_goods", "absence_fee", "support_levy"),
        *("guard_risk_ordinary", "crossing_penalty"),
    }


def test_iron_concentrate_fetches_a_contracts_share_of_the_world_price_beyond_the_border(musan):
    world = next(s for s in musan.series if s.label == "commodity.world_price of iron_concentrate")
    far = next(s for s in musan.series if s.label == "commodity.far_price of iron_concentrate")
    share = far.daily(date(2016, 1, 1), 366).mean() / 100 / (world.daily(date(2016, 1, 1), 366).mean() / 1000)
    assert share / 6.64 == pytest.approx(0.78, abs=0.01)  # yuan to the dollar in 2016


def test_every_smuggled_good_has_a_price_beyond_the_border(musan):
    priced = {series.row for series in musan.series if series.column == "commodity.far_price"}
    assert priced == {row["name"] for row in musan.commodities if row["smuggled"]}


def test_mean_household_size_is_the_censuss(musan):
    size = 0.0
    for group in ("adults", "children", "elders"):
        shares = {
            int(k.rsplit("_", 1)[1]): m.value for k, m in musan.margins.items() if k.startswith(group + "_")
        }
        assert sum(shares.values()) == pytest.approx(1.0)
        size += sum(n * share for n, share in shares.items())
    assert size == pytest.approx(float(facts()["F0188"]["value"]), abs=0.01)


def test_the_bundled_scenarios_fit_the_mechanisms():
    names = catalog()
    for name in available():
        assert load(name, names).settings.keys() <= names.params.keys()


def test_every_column_that_mechanisms_read_has_a_figure(musan):
    """A new input without a series would silently stay at its default; name it here if it should."""
    left_at_default = {"commodity.buyer_demand", "state.price_level"}
    assert set(catalog().inputs) - {series.column for series in musan.series} == left_at_default
