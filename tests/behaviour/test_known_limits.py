"""Limits at which the answer is known beforehand, and what holds for every single person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from tests.behaviour.worlds import WORLDS, during, opened, results, shows
from tumen.core.roles import Attendance, Case

SHUT = ("2017-11", "2018-12")
ORDER = ("2008-03", "2008-08")


@shows(20, 25, 27, 28)
def test_no_border_no_smuggling_by_any_means_nor_by_the_state():
    (shut,) = results("state smuggling, closed border")
    for means in ("backs", "trucks", "unit"):
        assert during(shut, "smuggled_means", *SHUT, means=means) == 0, f"{means} cross a closed border"
    for name in ("smuggled_by_state", "truck_loads", "unit_loads", "carrier_runs", "bribes", "exports"):
        assert during(shut, name, *SHUT) == 0, name


@shows(24)
def test_no_hunger_and_full_rations_little_theft():
    plenty, usual = results("plenty", "usual")
    hard = ("2018-03", "2018-12")
    assert during(plenty, "hunger", *hard) < 0.01
    assert during(plenty, "ration", *hard, place="Musan") > 450
    thieves, workforce = (during(plenty, name, *hard, place="Musan") for name in ("thieves", "workforce"))
    assert thieves < 0.04 * workforce, f"{thieves / workforce:.1%} of the well-fed workforce steals"
    assert thieves < 0.2 * during(usual, "thieves", *hard, place="Musan")


@shows(33)
def test_free_bribes_nobody_detained():
    free, usual = results("free release", "crackdown")
    assert during(usual, "detained", *ORDER) > 100
    for name in ("arrests", "detained", "inmates", "trials", "bribes_to_officers"):
        assert during(free, name, *ORDER) == 0, f"{name} though release costs nothing"
    assert during(free, "carriers_caught", *ORDER) > 0
    assert during(free, "bought_off", *ORDER) > 0


@shows(24)
@pytest.mark.parametrize("name", WORLDS)
def test_plant_metal_never_rises(name):
    (dataset,) = results(name)
    metal = dataset.plant_metal.fillna(0)
    assert float(metal.isel(time=0).sum()) > 0
    assert float(metal.diff("time").max()) <= 0, "metal grows back"


# ---------------------------------------------------------------- single people


@dataclass
class Evening:
    """People and their world as one evening leaves them."""

    persons: np.ndarray
    households: np.ndarray
    places: np.ndarray
    camps: np.ndarray
    members_of: np.ndarray
    """Each person's household."""


@pytest.fixture(scope="module")
def two_evenings() -> tuple[Evening, Evening]:
    """The same people on two evenings running, after a year in which many were held."""
    simulation = opened("many held")
    arrays = simulation.stage.arrays
    first = arrays["household_first"]
    members_of = np.repeat(np.arange(len(first) - 1), np.diff(first))

    def evening() -> Evening:
        tables = (arrays[f"{kind}_rows"].copy() for kind in ("person", "household", "place", "camp"))
        return Evening(*tables, members_of)

    until = simulation.stage.burn_in + 400
    simulation.run(until)
    one = evening()
    simulation.run(until + 1)
    return one, evening()


@shows(35)
def test_every_person_is_in_exactly_one_state(two_evenings):
    _, tonight = two_evenings
    people = tonight.persons
    free = people["detained"] == 0
    assert (~free).sum() > 5, "too few in custody for this test to say anything"
    assert (people["case"][free] == Case.NONE).all(), "a free person with a case"
    assert (people["sentenced"][free] == 0).all(), "a free person with a sentence"
    assert (people["case"][~free] != Case.NONE).all(), "somebody is held for nothing"


@shows(35)
def test_who_is_away_is_missing_at_home_and_counted_by_the_place_that_holds_him(two_evenings):
    _, tonight = two_evenings
    people, households = tonight.persons, tonight.households
    held = (people["detained"] > 0).astype(int)
    away = np.bincount(tonight.members_of, held, minlength=len(households))
    assert (away == households["away"]).all(), "a household misses others than those in custody"
    weight = households["weight"][tonight.members_of] * held
    at = households["place"][tonight.members_of]
    for sentenced, signal in enumerate(("accused", "in_training", "convicts")):
        counted = np.bincount(at, weight * (people["sentenced"] == sentenced), minlength=len(tonight.places))
        assert (counted == tonight.places[signal]).all(), f"{signal} do not add up by place"


@shows(35)
def test_inmates_of_the_camps_and_those_who_wait_for_space_are_last_nights_convicts(two_evenings):
    yesterday, tonight = two_evenings
    places = range(len(tonight.places))
    in_camps = np.array([tonight.camps["inmates"][tonight.camps["place"] == at].sum() for at in places])
    assert in_camps.sum() > 0
    assert (in_camps + tonight.places["camp_due"] == yesterday.places["convicts"]).all()


@shows(35)
def test_the_detained_have_no_hours_steal_nothing_carry_nothing_and_draw_no_pay(two_evenings):
    yesterday, tonight = two_evenings
    kept = (yesterday.persons["detained"] > 0) & (tonight.persons["detained"] > 0)
    assert kept.sum() > 5
    people = tonight.persons[kept]
    for column in ("hours", "took", "carried", "run_caught", "theft_caught"):
        assert (people[column] == 0).all(), f"somebody in custody has {column}"
    assert np.isin(people["attendance"], (Attendance.DETAINED, Attendance.NOT_REGISTERED)).all()


@shows(34, 35)
def test_time_in_custody_passes_by_the_day(two_evenings):
    yesterday, tonight = two_evenings
    both = (yesterday.persons["detained"] > 1) & (yesterday.persons["sentenced"] == 2)
    assert both.any()
    assert (tonight.persons["detained"][both] == yesterday.persons["detained"][both] - 1).all()
