"""Stocks that hold whatever commodity their row is about: the books keep each commodity apart."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from tests.engine.toy import SMUGGLE, mechanism, toy_catalog, toy_stage
from tumen.core.declare import PRICE_LEVEL, Flow, Input, Observable, Param, Whole
from tumen.core.errors import ModelError, RunError
from tumen.core.maths import whole
from tumen.core.measure import total
from tumen.core.roles import Means
from tumen.engine.catalog import Catalog
from tumen.engine.dataset import audit, to_dataset
from tumen.engine.mechanism import read_mechanism
from tumen.engine.simulation import Simulation


def swap(ware, place, flow):
    flow.piled(place.pool // 2)


def take(person, site, flow):
    flow.taken(1)


@pytest.fixture(scope="module")
def finished() -> Simulation:
    simulation = Simulation(toy_stage(households=60))
    simulation.run()
    return simulation


def test_the_books_of_each_commodity_close(finished):
    rows = {(row["place"], row["asset"]): row for row in audit(to_dataset(finished))}
    assert all(row["imbalance"] == 0 for row in rows.values())
    west = rows["West", "copper"]
    assert west["opening"] > 0
    assert west["made"] > 0
    assert ("West", "salt") not in rows


def test_what_a_plain_stock_gives_to_a_ware_of_the_same_name_is_one_asset(finished):
    scrap = [row for row in audit(to_dataset(finished)) if row["asset"] == "scrap"]
    assert [row["place"] for row in scrap] == ["East", "West", "centre"]
    assert scrap[0]["moved_in"] == scrap[0]["moved_out"] > 0


def test_an_observable_tells_commodities_means_and_crossings_apart(finished):
    dataset = to_dataset(finished)
    assert dataset.smuggled.dims == ("run", "time", "place", "commodity")
    assert dataset.smuggled_by.dims == ("run", "time", "place", "means")
    assert dataset.smuggled_at.dims == ("run", "time", "crossing")
    summed = float(dataset.smuggled.sum())
    assert summed > 0
    assert float(dataset.smuggled_by.sum()) == float(dataset.smuggled_at.sum()) == summed
    np.testing.assert_array_equal(dataset.sold, dataset.smuggled)
    np.testing.assert_array_equal(dataset.sold.sum("commodity"), dataset.sold_in_all)
    on_backs = dataset.smuggled_by.sel(means=Means.BACKS.name.lower())
    assert float(on_backs.sel(place="East").sum()) == 0
    assert float(on_backs.sel(place="West").sum()) > 0


def test_a_flow_between_two_commodities_stops_the_run():
    wrong = {**SMUGGLE, "pool": swap}
    others = [m for m in toy_catalog().mechanisms if m.name != "smuggle"]
    stage = toy_stage(Catalog([*others, read_mechanism(mechanism("smuggle", wrong))]), households=60)
    with pytest.raises(RunError, match="the books of"):
        Simulation(stage, interpreted=True).run()


def test_sums_in_won_follow_the_price_level_month_by_month():
    money = mechanism(
        "money",
        {
            "WHEN": {},
            "INPUTS": {PRICE_LEVEL: Input("ratio", "Prices against those of 2013.", 1.0, fixed=True)},
            "PARAMS": {
                "fee": Param(200, 0, 400, "KPW", "assumption", "A fee.", real=True),
                "share": Param(0.5, 0, 1, "share", "assumption", "A share."),
            },
        },
    )
    halves = SimpleNamespace(
        column=PRICE_LEVEL, row="", daily=lambda first, days: np.where(np.arange(days) < 40, 0.5, 2.0)
    )
    stage = toy_stage(toy_catalog(money), households=2, series=[halves], settings={"fee": 100})
    stage.set_params(0)
    assert set(stage.arrays["params"]["fee"]) == {50}
    stage.set_params(45)
    assert set(stage.arrays["params"]["fee"]) == {50}, "the level is that of the first of the month"
    stage.set_params(55)
    assert set(stage.arrays["params"]["fee"]) == {200}
    assert set(stage.arrays["params"]["share"]) == {0.5}


def start(place, state):
    place.first_price = whole(1_000 * state.price_level)


def test_opening_rules_see_the_inputs_of_the_first_day():
    prices = mechanism(
        "prices",
        {
            "WHEN": {"start": "opening"},
            "INPUTS": {PRICE_LEVEL: Input("ratio", "Prices against those of 2013.", 1.0, fixed=True)},
            "STATE": {"place.first_price": Whole(0, 10_000, "KPW", "Price on the first day.")},
            "start": start,
        },
    )
    level = SimpleNamespace(column=PRICE_LEVEL, row="", daily=lambda first, days: np.arange(1, days + 1) / 4)
    stage = toy_stage(toy_catalog(prices), households=2, series=[level])
    Simulation(stage, interpreted=True)
    assert set(stage.arrays["place_rows"]["first_price"]) == {250}


def test_people_do_not_move_commodities_themselves():
    thief = mechanism(
        "thief",
        {
            "WHEN": {"take": "09:30"},
            "STATE": {},
            "FLOWS": {"taken": Flow("commodity", "fitting.metal", "ware.held", "Taken.")},
            "take": take,
        },
    )
    with pytest.raises(ModelError, match="a coarse rule moves the goods"):
        toy_catalog(thief)


def test_an_observable_by_crossing_reads_crossings_only():
    wrong = Observable("g", "Stripped.", total("fitting.metal"), by="crossing")
    with pytest.raises(ModelError, match="no column of a crossing or haul"):
        toy_catalog(mechanism("report", {"WHEN": {}, "OBSERVABLES": {"stripped_at": wrong}}))
