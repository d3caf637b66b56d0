"""Outcomes by year: months, places and goods put together as their observable says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.inference.fits import IRON, made_up_months, observation
from tumen.engine.catalog import catalog
from tumen.ensemble.frame import Frame
from tumen.inference.outcomes import (
    NEEDED,
    Outcome,
    a_year,
    band,
    chosen,
    courses,
    monthly,
    speaks_of,
    yearly,
    years,
    years_of,
)

OBSERVABLES = catalog().observables
ENDS = tuple(date(year, month, 28) for year in (2013, 2014) for month in range(1, 13))
FRAME = Frame(
    ENDS,
    (30,) * 24,
    ("Musan", "Yonsa"),
    (90.0, 10.0),
    ("iron_concentrate", "scrap"),
    ("bridge",),
    ("backs",),
    (),
    dims={
        "exports": ("place", "commodity"),
        "smuggled_commodity": ("place", "commodity"),
        "two_meals": ("place",),
        "foreign_currency_earned": (),
        "ore_output": ("place",),
        "rice_price": ("place",),
        "bribe_load": ("crossing",),
    },
)


def test_a_year_of_an_amount_is_the_sum_of_its_months_over_all_places():
    exports = np.ones((3, 24, 2, 2))
    told = yearly(monthly(exports, Outcome("exports", "", commodity="scrap"), FRAME, "sum"), FRAME, "sum")
    assert told.tolist() == [[24.0, 24.0]] * 3


def test_a_year_of_a_share_is_its_average_by_residents_and_days():
    meals = np.zeros((1, 24, 2))
    meals[:, :, 0] = 0.5
    mean = monthly(meals, Outcome("two_meals", ""), FRAME, "mean")
    assert mean == pytest.approx(0.45)
    assert monthly(meals, Outcome("two_meals", "", place="Yonsa"), FRAME, "mean") == pytest.approx(0.0)
    uneven = Frame(
        ENDS, (10,) + (30,) * 23, ("Musan",), (1.0,), (), (), (), (), dims={"two_meals": ("place",)}
    )
    values = np.full((1, 24), 0.2)
    values[0, 0] = 1.0
    assert yearly(values, uneven, "mean")[0, -1] == pytest.approx(0.2)
    assert years(uneven) == (2014,), "a year that is cut short is not set beside whole ones"


def test_what_was_never_measured_stays_missing_and_does_not_count_as_nothing():
    meals = np.full((2, 24, 2), np.nan)
    meals[1, :, 1] = 0.3
    told = yearly(monthly(meals, Outcome("two_meals", ""), FRAME, "mean"), FRAME, "mean")
    assert np.isnan(told[0]).all()
    assert told[1] == pytest.approx([0.3, 0.3])
    assert band(told)[:, 0] == pytest.approx([0.3] * 5)
    assert np.isnan(band(told[:1])).all()


def test_an_array_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="dimensions"):
        monthly(np.zeros((2, 24)), Outcome("two_meals", ""), FRAME, "mean")


def arrays(shift: float = 0.0, runs: int = 40) -> dict[str, np.ndarray]:
    luck = np.random.default_rng(1).normal(size=(runs, 1, 1))
    nothing = np.zeros((runs, 24, 2, 2))
    exports = nothing.copy()
    exports[:, :, 0, 0] = (1000 * np.exp(luck + shift))[:, :, 0]
    smuggled = nothing.copy()
    smuggled[:, :, 1, 1] = 5.0
    return {
        "exports": exports,
        "smuggled_commodity": smuggled,
        "two_meals": np.zeros((runs, 24, 2)),
        "ore_output": np.stack([np.zeros((runs, 24)), np.ones((runs, 24))], axis=-1),
        "rice_price": 5000 * np.exp(0.1 * luck * np.ones((1, 24, 2))),
        "foreign_currency_earned": np.ones((runs, 24)),
    }


def test_the_town_is_where_ore_is_mined_and_the_good_is_what_is_sold():
    found = {one.observable: one for one in chosen(arrays(), FRAME)}
    assert found["rice_price"].place == "Yonsa"
    assert found["exports"].commodity == "iron_concentrate"
    assert found["exports"].title == "Iron concentrate exported"
    assert found["smuggled_commodity"].commodity == "scrap", "iron is sold and never smuggled here"
    assert "two_meals" not in found, "nothing of it ever happens"
    assert "ration" not in found, "the results do not hold it"


def test_a_course_tells_how_much_narrower_a_band_has_become_and_where_its_middle_went():
    before, after = arrays(), arrays()
    after["exports"] = (
        np.median(before["exports"], axis=0) + (after["exports"] - np.median(before["exports"], axis=0)) / 4
    )
    one = next(
        one for one in courses(before, after, FRAME, OBSERVABLES) if one.outcome.observable == "exports"
    )
    assert one.years == (2013, 2014)
    assert one.unit == "t" and one.over_time == "sum"
    assert one.places == ("Musan",)
    assert one.narrowed == pytest.approx([0.75, 0.75])
    assert one.moved == pytest.approx([0, 0], abs=1e-6)
    certain = next(
        one
        for one in courses(before, after, FRAME, OBSERVABLES)
        if one.outcome.observable == "foreign_currency_earned"
    )
    assert certain.narrowed == pytest.approx([0, 0]), "what was certain cannot become more so"


def test_years_that_the_inputs_set_and_years_that_reports_speak_of_are_known():
    found = {one.outcome.observable: one for one in courses(arrays(), arrays(), FRAME, OBSERVABLES)}
    certain, exports = found["foreign_currency_earned"], found["exports"]
    assert certain.by_inputs.all() and not certain.telling.any()
    assert not exports.by_inputs.any() and exports.telling.all()
    assert years_of([observation("A", "exports", value=1.0, **IRON)], exports) == (2014,)
    assert replace(exports, reported=(2014,)).telling.tolist() == [False, True]


def test_a_report_is_laid_over_a_course_only_if_it_speaks_of_the_same_thing():
    exports = next(
        one for one in courses(arrays(), arrays(), FRAME, OBSERVABLES) if one.outcome.observable == "exports"
    )
    assert speaks_of(observation("A", "exports", value=1.0, **IRON), exports)
    assert speaks_of(
        observation("B", "exports", value=1.0, **(IRON | {"places": ("Musan", "Yonsa")})), exports
    )
    assert not speaks_of(observation("C", "exports", value=1.0, **(IRON | {"places": ("Yonsa",)})), exports)
    assert not speaks_of(observation("D", "exports", value=1.0, **(IRON | {"commodity": "scrap"})), exports)
    assert not speaks_of(observation("E", "exports", value=1.0, kind="ratio", **IRON), exports)
    assert not speaks_of(observation("F", "smuggled", value=1.0), exports)


def test_a_sum_of_a_month_is_shown_at_its_yearly_rate_and_a_price_as_it_is():
    one = observation("A", "exports", **(IRON | {"first": date(2014, 6, 1), "last": date(2014, 6, 30)}))
    assert a_year(one, 100.0) == pytest.approx(1217.5)
    assert a_year(observation("B", "rice_price", value=1.0), 6000.0) == 6000.0


def test_outcomes_come_from_the_runs_of_a_fit(made_up):
    before, after = made_up.results(NEEDED, "prior"), made_up.results(NEEDED, "posterior")
    found = {one.outcome.observable: one for one in courses(before, after, made_up.frame, OBSERVABLES)}
    rice = found["rice_price"]
    assert rice.years == (2013, 2014)
    assert (rice.narrowed > 0.2).all(), "two reports of the price narrow it"
    by_hand = made_up_months(np.zeros(6), 0, made_up.frame)["rice_price"][:, 0]
    assert rice.before[0, 0] < by_hand[:12].mean() < rice.before[-1, 0]
