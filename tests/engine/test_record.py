"""What a run remembers: months and days that add up, and measures that a hand can check."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.engine.toy import every_day, mechanism, moved_every_day, toy_catalog, toy_stage
from tumen.core.declare import FIXED_ONE, Observable
from tumen.core.measure import last, mean, rows, total
from tumen.core.roles import SiteKind
from tumen.engine.dataset import to_dataset
from tumen.engine.evaluate import Evaluator
from tumen.engine.simulation import Simulation


@pytest.fixture(scope="module")
def simulation() -> Simulation:
    """20 May to 10 July after a week's burn-in, every day kept."""
    finished = Simulation(toy_stage(households=500), daily=True)
    finished.run()
    return finished


def test_months_run_from_the_first_day_that_counts_to_the_last(simulation: Simulation) -> None:
    months = [(m.start, m.end, m.days) for m in simulation.recorder.months]
    assert months == [
        (date(2015, 5, 1), date(2015, 5, 31), 12),
        (date(2015, 6, 1), date(2015, 6, 30), 30),
        (date(2015, 7, 1), date(2015, 7, 10), 10),
    ]


def test_every_day_is_kept_once(simulation: Simulation) -> None:
    days = [day.end for day in simulation.recorder.every_day]
    assert len(days) == 52
    assert days == sorted(set(days))
    assert (days[0], days[-1]) == (date(2015, 5, 20), date(2015, 7, 10))


def test_days_add_up_to_months(simulation: Simulation) -> None:
    for month in simulation.recorder.months:
        days = [day for day in simulation.recorder.every_day if month.start <= day.start <= month.end]
        assert len(days) == month.days
        for name, value in month.sums.items():
            np.testing.assert_array_equal(value, sum(day.sums[name] for day in days), err_msg=name)
        for name, value in month.lasts.items():
            np.testing.assert_array_equal(value, days[-1].lasts[name], err_msg=name)


def test_what_is_remembered_last_is_what_stands(simulation: Simulation) -> None:
    arrays, newest = simulation.stage.arrays, simulation.recorder.months[-1].lasts
    stores = every_day(simulation, "place.store")
    assert stores[-1].tolist() == arrays["place_rows"]["store"].tolist()
    np.testing.assert_array_equal(newest["held"], arrays["held"][0])


def test_the_books_at_the_start_are_those_after_the_burn_in(simulation: Simulation) -> None:
    won = simulation.stage.model.layout.assets.index("won")
    earned = moved_every_day(simulation, "earned")[0, 1]
    assert simulation.recorder.opening is not None
    assert earned[:2].min() > 0
    first = simulation.recorder.every_day[0].lasts["held"]
    np.testing.assert_array_equal(simulation.recorder.opening[:, won] + earned, first[:, won])


OBSERVABLES = {
    "handed": Observable("g", "", total("flow.handed_out")),
    "store_mean": Observable("g", "", mean("place.store")),
    "store_last": Observable("g", "", last("place.store")),
    "luck_mean": Observable("share", "", mean("place.luck")),
    "hands": Observable("persons", "", total("site.hands")),
    "hands_in_mines": Observable("persons", "", total("site.hands", kind=1)),
    "per_mouth": Observable("g", "", total("flow.handed_out") / total("place.mouths")),
    "days": Observable("d", "", last("state.days")),
    "purse": Observable("KPW", "", last("household.purse")),
    "national": Observable("g", "", total("flow.handed_out") * 2 + 1, by="nation"),
    "nothing": Observable("g", "", total("flow.handed_out") / (mean("place.luck") - mean("place.luck"))),
}


def measured(simulation: Simulation, name: str, *, daily: bool = False) -> np.ndarray:
    periods = simulation.recorder.every_day if daily else simulation.recorder.months
    return Evaluator(simulation.stage, periods).observable(OBSERVABLES[name])


JUNE = slice(12, 42)


def test_total_adds_up_the_days(simulation: Simulation) -> None:
    by_hand = moved_every_day(simulation, "handed_out")[JUNE, 0, :2].sum(0)
    np.testing.assert_array_equal(measured(simulation, "handed")[1], by_hand)


def test_mean_is_the_average_of_the_days(simulation: Simulation) -> None:
    np.testing.assert_allclose(
        measured(simulation, "store_mean")[1], every_day(simulation, "place.store")[JUNE].mean(0)
    )


def test_a_fraction_is_measured_in_its_own_unit(simulation: Simulation) -> None:
    luck = every_day(simulation, "place.luck")[JUNE].mean(0) / FIXED_ONE
    np.testing.assert_allclose(measured(simulation, "luck_mean")[1], luck)
    assert 0.3 < luck.min() < luck.max() < 0.7


def test_last_is_the_months_last_evening(simulation: Simulation) -> None:
    np.testing.assert_array_equal(
        measured(simulation, "store_last")[1], every_day(simulation, "place.store")[41]
    )


def test_sites_are_added_up_within_their_place(simulation: Simulation) -> None:
    hands = every_day(simulation, "site.hands")[JUNE].sum(0)
    np.testing.assert_array_equal(measured(simulation, "hands")[1], hands[1:])
    assert measured(simulation, "hands_in_mines").sum() == 0


def test_a_ratio_divides_the_sums(simulation: Simulation) -> None:
    mouths = every_day(simulation, "place.mouths")[JUNE].sum(0)
    np.testing.assert_allclose(
        measured(simulation, "per_mouth")[1], measured(simulation, "handed")[1] / mouths
    )


def test_a_ratio_to_nothing_is_missing(simulation: Simulation) -> None:
    assert np.isnan(measured(simulation, "nothing")).all()


def test_what_the_state_holds_is_every_places(simulation: Simulation) -> None:
    np.testing.assert_array_equal(measured(simulation, "days"), [[19, 19], [49, 49], [59, 59]])


def test_what_households_hold_is_weighted(simulation: Simulation) -> None:
    home = simulation.stage.arrays["household_rows"]
    purse = np.bincount(home["place"], home["purse"].astype(np.int64) * home["weight"])
    np.testing.assert_array_equal(measured(simulation, "purse")[-1], purse)


def test_the_nation_is_all_places(simulation: Simulation) -> None:
    np.testing.assert_array_equal(
        measured(simulation, "national"), measured(simulation, "handed").sum(1) * 2 + 1
    )


def test_a_day_is_measured_like_a_month(simulation: Simulation) -> None:
    daily = measured(simulation, "handed", daily=True)
    assert daily.shape == (52, 2)
    np.testing.assert_array_equal(daily[JUNE].sum(0), measured(simulation, "handed")[1])


def test_the_dataset_says_what_everything_is(simulation: Simulation) -> None:
    dataset = to_dataset(simulation)
    assert dataset.ration.dims == ("run", "time", "place")
    assert dataset.ration.attrs["units"] == "g/person/day"
    assert all(variable.attrs["long_name"] for variable in dataset.data_vars.values())
    assert dataset.days.values.tolist() == [12, 30, 10]
    assert str(dataset.time.values[0])[:10] == "2015-05-31"
    daily = to_dataset(simulation, daily=True)
    np.testing.assert_array_equal(daily.store.values[0], every_day(simulation, "place.store"))


def test_an_observable_may_be_added_without_a_rule() -> None:
    catalog = toy_catalog(mechanism("counts", {"WHEN": {}, "OBSERVABLES": OBSERVABLES}))
    assert set(OBSERVABLES) < set(catalog.observables)


def test_a_place_without_any_row_of_a_kind_has_no_value(simulation: Simulation) -> None:
    evaluator = Evaluator(simulation.stage, simulation.recorder.months)
    enterprises = Observable("sites", "Enterprises.", rows("site", kind=SiteKind.ENTERPRISE))
    mines = Observable("share", "Nothing.", total("site.hands") / rows("site", kind=SiteKind.MINE))
    assert (evaluator.observable(enterprises) == 1.0).all()
    assert np.isnan(evaluator.observable(mines)).all()
