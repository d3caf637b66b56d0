"""What is said of a report beside the model's runs."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tumen.evidence.noise import Noise
from tumen.evidence.observations import Observation
from tumen.web.beside import _allowed, _apart, _where, _words
from tumen.web.lives import World, scenario_named

ERROR = Noise("log", 0.2, 50.0, 0.2, 0.0, 0.0, 0.0)

PRICE = Observation(
    claim="a-01",
    says="Rice costs 5,000 won.",
    observable="rice_price",
    places=("Musan",),
    commodity="",
    crossing="",
    group="",
    first=date(2018, 2, 1),
    last=date(2018, 2, 28),
    over_time="mean",
    kind="value",
    unit="KPW/kg",
    low=5000.0,
    high=5000.0,
    value=5000.0,
    noise=ERROR,
    operator="direct",
    factor_low=1.0,
    factor_high=1.0,
    lag_months=(0, 0),
    genuine=0.9,
    reliability="C",
    credibility=3,
    bias_group="",
    origin="x",
    outlet="y",
    published="2018-03-01",
    over_places="mean",
)


def test_a_small_gap_is_told_small():
    said = _words(PRICE, np.array([5075.0, 5080.0, 5085.0]), "musan")
    assert "1.6 % above the report" in said
    assert "3 of 3 lie within the error that a report of grade C" in said


def test_the_error_of_a_report_is_that_of_a_fit():
    least, most = _allowed(PRICE)
    assert (least, most) == pytest.approx((5000 * np.exp(-0.329), 5000 * np.exp(0.329)), rel=0.01)
    bound = replace(PRICE, value=None, high=np.inf)
    assert _allowed(bound) == (pytest.approx(least), np.inf)


@pytest.mark.parametrize(
    ("low", "high", "runs", "said"),
    [
        (5000, 5000, 5000, "at the report"),
        (4000, 6000, 5000, "within what is reported"),
        (4000, 6000, 3000, "25 % below the least that is reported"),
        (0, 50, 500, "at 10 times the most that is reported"),
        (2, 2, 0, "100 % below the report"),
        (1000, 1000, 5000, "at 5 times the report"),
        (0, 0, 5, "above the report"),
    ],
)
def test_how_far_apart_they_lie_is_told(low, high, runs, said):
    assert _apart(replace(PRICE, low=float(low), high=float(high)), np.array([float(runs)])) == said


def test_shares_are_apart_by_points_and_dates_by_days():
    share = replace(PRICE, unit="share", low=0.2, high=0.2, noise=replace(ERROR, scale="odds"))
    assert _apart(share, np.array([0.25])) == "5 points above the report"
    day = replace(PRICE, kind="date", low=10.0, high=12.0, noise=replace(ERROR, scale="days"))
    assert _apart(day, np.array([9.0])) == "1 day before the report"


def test_the_places_of_the_models_figure_are_named():
    world = World(scenario_named("musan"), 0.002)
    assert _where(PRICE, world) == "Musan"
    assert _where(replace(PRICE, places=()), world) == "the whole country"
    three = replace(PRICE, places=("Musan", "Yonsa", "Hoeryong"))
    assert _where(three, world) == "Musan, Yonsa and Hoeryong"
    every = tuple(str(row["name"]) for row in world.scenario.table("places"))
    assert _where(replace(PRICE, places=every), world) == f"the {len(every)} places of the scenario together"
