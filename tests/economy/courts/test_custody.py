"""Custody: caught, bought off, let off, sent to the training camp, or held for trial."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.economy.courts.county import County
from tests.economy.helpers import (
    Flows,
    Sends,
    day,
    defaults,
    make_household,
    make_place,
    make_site,
    make_state,
)
from tumen.core.roles import Attendance, Case, Livelihood, Role
from tumen.economy.courts import camps, custody
from tumen.economy.households import eating
from tumen.economy.state import attendance

EATING = defaults(eating)
HELD, TRAINED = {"held_for_trial": 1.0}, {"held_for_trial": 0.0, "held_short": 1.0}


def caught(how: str = "run_caught", adults: int = 100, won: int = 0, **changed: float) -> County:
    """A county on the evening after everybody was caught."""
    county = County(adults, won, **changed)
    county.catch(how)
    county.live()
    return county


def test_nobody_is_detained_who_was_not_caught():
    county = County()
    county.live(30)
    assert county.detained == 0
    assert county.total["punished_today"] == 0


def test_where_bribes_are_free_nobody_caught_at_a_crossing_is_detained():
    county = caught(release_bribe=0, **HELD)
    assert county.detained == 0
    assert county.sent["bought_off"] == 100
    assert county.total["bribed_in_won"] == 0


def test_who_has_the_money_and_no_scruple_pays_and_goes():
    county = caught(won=10**7, would_bribe=1.0, **HELD)
    assert county.detained == 0
    assert county.place.officer_won > 0
    assert county.place.officer_won == 100 * (10**7) - sum(home.won for _, home in county.people)


def test_about_four_in_five_would_pay():
    county = caught(adults=1_000, won=10**7, would_bribe=0.793, **HELD)
    assert county.sent["bought_off"] == pytest.approx(793, abs=40)


def test_who_has_no_money_cannot_pay():
    county = caught(won=1_000, would_bribe=1.0, **HELD)
    assert county.sent["bought_off"] == 0
    assert county.detained == 100


def test_a_bribe_is_paid_in_yuan_first_and_the_rest_in_won():
    county = County(1, won=10**6, would_bribe=1.0)
    county.people[0][1].yuan = 10_000
    county.catch("run_caught")
    county.live()
    fen = county.place.release_price * county.param.sentence_smuggling
    assert county.place.officer_pot == 10_000
    assert county.place.officer_won == pytest.approx((fen - 10_000) * 12.7, abs=10)


def test_a_campaign_makes_bribes_dearer_and_arrests_likelier():
    quiet, hard = County(400, won=300_000, would_bribe=1.0), County(400, won=300_000, would_bribe=1.0)
    hard.place.campaign, hard.place.enforcement = 1.0, 1.0
    for county in (quiet, hard):
        county.catch("theft_caught")
        county.live()
    assert hard.place.release_price > 2 * quiet.place.release_price
    assert quiet.sent["bought_off"] == 400
    assert hard.sent["bought_off"] == 0
    assert hard.detained > 0


def test_most_who_do_not_pay_are_let_off_some_are_trained_few_are_held():
    county = caught(adults=2_000)
    assert county.sent["let_off"] > county.sent["sent_to_training"]
    held = county.sent["punished_today"] - county.sent["sent_to_training"]
    assert 0 < held < county.sent["sent_to_training"]


def test_a_worker_away_too_often_is_sent_to_the_training_camp_and_comes_home():
    county = caught("absconded", adults=10)
    assert county.sent["sent_to_training"] == county.sent["punished_today"] == 10
    assert county.count(case=Case.ABSENCE, sentenced=custody.TRAINING) == 10
    county.live(int(county.param.camp_days) - 1)
    assert county.detained == 10
    county.live()
    assert county.detained == 0
    assert county.sent["freed"] == 10
    assert county.count(case=Case.NONE, sentenced=0) == 10


@pytest.mark.parametrize(
    ("how", "value", "case"),
    [
        ("run_caught", 1, Case.SMUGGLING),
        ("theft_caught", 1, Case.THEFT),
        ("searched", Case.DRUGS, Case.DRUGS),
        ("searched", Case.CROPS, Case.CROPS),
        ("absconded", 1, Case.ABSENCE),
    ],
)
def test_each_way_of_being_caught_is_a_case_of_its_own(how, value, case):
    county = County(3, **(HELD | {"held_short": 1.0}))
    county.catch(how, value=value)
    county.live()
    assert county.count(case=case) == 3


def test_held_without_a_trial_for_too_long_ends_in_the_training_camp():
    county = caught(adults=3, custody_days=60, **HELD)
    county.live(59)
    assert county.sent["accused"] == 3
    county.live()
    assert county.sent["in_training"] == 3
    county.live(int(county.param.camp_days))
    assert county.detained == 0


def test_a_cell_rolled_up_takes_its_smugglers_and_thieves_and_nobody_else():
    county = County(2_000, **HELD)
    for person, _ in county.people[:1_000]:
        person.livelihood = Livelihood.CARRY
    county.place.cell_rolled = 7
    county.live()
    assert 5 < county.detained < 60
    assert county.count(livelihood=Livelihood.HOME, case=Case.SMUGGLING) == 0


def test_a_thief_who_is_named_has_a_case_of_theft_and_a_carrier_one_of_smuggling():
    county = County(2_000, **HELD)
    for person, _ in county.people:
        person.livelihood = Livelihood.PILFER if person.id < 1_000 else Livelihood.CARRY
    county.place.cell_rolled = 7
    county.live()
    assert county.count(livelihood=Livelihood.PILFER, case=Case.THEFT) > 0
    assert county.count(livelihood=Livelihood.CARRY, case=Case.SMUGGLING) > 0
    assert county.count(livelihood=Livelihood.PILFER, case=Case.SMUGGLING) == 0


def test_soldiers_are_sought_for_a_convoy_that_was_stopped():
    county = County(600, **HELD)
    for person, _ in county.people[:300]:
        person.role = Role.SOLDIER
    county.place.unit_rolled, county.place.soldier_heads = 30, 300
    county.live()
    assert 15 < county.detained < 50
    assert county.count(role=Role.WORKER, case=Case.SMUGGLING) == 0


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(["run_caught", "theft_caught", "absconded"]), max_size=25))
def test_every_adult_is_in_exactly_one_state(how_by_week):
    county = County(40, held_for_trial=0.4, held_short=0.3, trial_accused=4, trial_gap=30)
    camp = county.add_camp(space=5)
    for how in how_by_week:
        county.catch(how, 0, 20)
        county.live(7)
        locked = county.sent["accused"] + county.sent["in_training"] + county.sent["convicts"]
        assert locked == county.detained
        assert county.count(case=Case.NONE, detained=0, sentenced=0) == 40 - county.detained
        assert all(home.away == (person.detained > 0) for person, home in county.people)
        assert camp.inmates + county.place.camp_due <= locked + county.sent["freed"]


@pytest.mark.parametrize(("fate", "cell"), [(HELD, "accused"), (TRAINED, "in_training")])
def test_who_is_taken_today_is_fed_tomorrow(fate, cell):
    county = caught(adults=10, **fate)
    assert (county.sent["punished_today"], county.sent[cell]) == (10, 10)
    flow = Flows(camps, place=county.place)
    camps.feed_cells(county.place, county.param, flow)
    assert flow["cells_eaten"] == 10 * county.param.camp_ration


def test_the_detained_earn_nothing_and_are_on_the_sheet_as_detained():
    county = caught(adults=1, **TRAINED)
    person, household = county.people[0]
    for registered in (0, 1):
        person.registered, person.exempt, person.absences = registered, 0, 0
        send = Sends()
        attendance.excuse(person, make_site(attendance), day(3), send)
        assert (person.attendance, person.hours) == (Attendance.DETAINED, 0.0)
        assert send["in_camp"] == registered
    assert household.away == 1


def test_the_family_eats_less_by_those_who_are_away():
    full, short = (
        make_household(
            eating, grain=10**6, won=0, yuan=0, equivalents=3.2, ration_today=0, days_of_food=99.0, away=away
        )
        for away in (0, 1)
    )
    eaten = []
    for household in (full, short):
        flow, send = Flows(), Sends()
        eating.eat(household, make_place(), EATING, flow, send)
        eaten.append((flow["eaten"], send["mouths"], household.energy))
    assert eaten[0][0] * 2.2 / 3.2 == pytest.approx(eaten[1][0], abs=1)
    assert eaten[0][1] - eaten[1][1] == 1
    assert eaten[0][2] == pytest.approx(eaten[1][2], abs=1)


def test_a_household_all_of_whose_members_are_away_cooks_nothing():
    household = make_household(eating, adults=1, children=0, elders=0, equivalents=1.0, away=1, grain=10)
    flow, send = Flows(), Sends()
    eating.plan(household, make_place(), make_state(), day(0), EATING)
    eating.eat(household, make_place(), EATING, flow, send)
    assert (flow.moved, send.sent) == ({}, {})
