"""Carrying over the river: one night in three, paid the morning after."""

from types import SimpleNamespace

from tests.economy.helpers import Flows, Sends, day, defaults, make_household, make_person, make_place
from tumen.core.roles import Livelihood
from tumen.economy.households import carrying

SAFE, CAUGHT = SimpleNamespace(caught=0.99), SimpleNamespace(caught=0.0)


def night(number=0, draw=SAFE, ways=1_000, **changed):
    given = dict(livelihood=Livelihood.CARRY, hours=1.0, carried=0, run_caught=0) | changed
    person, household, send = make_person(**given), make_household(yuan=0), Sends()
    place = make_place(carrying, ways=ways, detection=0.03, carry_pay=2_500, broker_yuan=10**6)
    flow = Flows(carrying, household=household, place=place)
    carrying.carry(person, household, place, day(number), defaults(carrying), draw, flow, send)
    return person, household, send


def test_a_run_that_got_through_is_paid_next_morning():
    person, _, send = night()
    assert (person.carried, send["runs_through"]) == (1, 1)
    person, household, _ = night(number=1, carried=1)
    assert (household.yuan, person.carried) == (2_500, 0)


def test_a_caught_run_pays_nothing():
    person, _, send = night(draw=CAUGHT)
    assert (person.carried, person.run_caught, send["runs_caught"]) == (0, 1, 1)


def test_a_carrier_is_held_for_a_run_once_and_starts_afresh_next_day():
    person, _, send = night(number=1, run_caught=1)
    assert (person.run_caught, send.sent) == (0, {})
    person, _, _ = night(number=1, run_caught=1, livelihood=Livelihood.HOME)
    assert person.run_caught == 0


def test_a_carrier_runs_one_night_in_three():
    assert [night(number=n)[2]["runs_through"] for n in range(6)] == [1, 0, 0, 1, 0, 0]


def test_without_a_way_nobody_runs():
    assert not night(ways=0)[2].sent


def test_a_detained_carrier_does_not_run():
    assert not night(hours=0.0)[2].sent


def test_waiting_and_risk_lower_what_a_carriers_life_brings():
    place = make_place(carrying, detection=0.1, carry_offer=2_500, yuan_rate=1_270)
    carrying.hear_pay(place)
    assert place.carry_return == round(0.9 * 25 * 1_270 / 3)
