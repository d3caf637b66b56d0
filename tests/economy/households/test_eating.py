from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.economy.helpers import Flows, Sends, day, defaults, make_household, make_place, make_state
from tumen.economy.households import eating

PARAM = defaults(eating)
NEED = 3.2 * 2_100 / 3.4


def dine(household: SimpleNamespace, flow: Flows, send: Sends, number: int = 0, **param: float) -> None:
    """A household's evening: it plans and eats."""
    place, beliefs = make_place(), defaults(eating, **param)
    eating.plan(household, place, make_state(), day(number), beliefs)
    eating.eat(household, place, beliefs, flow, send)


def ate(
    grain: float, won: float = 0, ration: float = 0, meals: int = 3, yuan: int = 0
) -> tuple[SimpleNamespace, Flows]:
    household = make_household(
        eating,
        grain=int(grain),
        won=int(won),
        yuan=yuan,
        equivalents=3.2,
        ration_today=int(ration),
        meals=meals,
    )
    flow = Flows(eating, household=household)
    dine(household, flow, Sends())
    return household, flow


def test_a_household_with_money_eats_its_need():
    household, _ = ate(5 * NEED, won=300_000)
    assert (household.meals, household.energy) == (3, 2_100)


def test_one_that_sees_the_end_of_its_money_cuts_a_meal():
    household, _ = ate(3 * NEED, won=20_000)
    assert household.meals == 2
    assert household.energy < 2_000


def test_savings_in_yuan_count():
    assert ate(3 * NEED, won=20_000, yuan=20_000)[0].meals == 3


def test_rations_let_the_same_purse_last():
    assert ate(5 * NEED, won=20_000)[0].meals == 2
    assert ate(5 * NEED, won=20_000, ration=0.9 * NEED)[0].meals == 3


def test_the_third_meal_returns_only_when_the_outlook_is_clearly_better():
    assert ate(14 * NEED, meals=2)[0].meals == 2
    assert ate(14 * NEED, meals=3)[0].meals == 3
    assert ate(20 * NEED, meals=2)[0].meals == 3


def test_with_little_left_two_meals_shrink():
    assert ate(1 * NEED)[0].energy < ate(6 * NEED)[0].energy


@given(grain=st.integers(0, 10**7), won=st.integers(0, 10**7), meals=st.sampled_from([2, 3]))
def test_nobody_eats_more_than_there_is_or_than_is_needed(grain: int, won: int, meals: int):
    household, flow = ate(grain, won, meals=meals)
    assert household.grain >= 0
    assert flow["eaten"] <= NEED + 1
    assert 0.0 <= household.hunger <= 1.0


def test_hunger_builds_over_weeks_and_fades():
    household = make_household(eating, grain=0, won=0, yuan=0, equivalents=3.2, ration_today=0)
    for _ in range(30):
        dine(household, Flows(), Sends())
    assert household.hunger == pytest.approx(0.64, abs=0.02)
    household.grain = 10**7
    for _ in range(90):
        dine(household, Flows(), Sends())
    assert household.hunger < 0.05


def test_who_goes_short_is_counted_in_people():
    household = make_household(eating, grain=500, won=0, yuan=0, equivalents=3.2, ration_today=0)
    send = Sends()
    dine(household, Flows(), send)
    assert send["two_meal_mouths"] == send["mouths_below_1800"] == send["mouths"] == 4


def meals_in_decline(
    fall: float, looks_ahead: float, farm: int = 0, start: int = 20, spring: int = 0
) -> tuple[int, float]:
    """Day on which the third meal goes, of ``start`` weeks of stores that lose ``fall`` days' food a day."""
    household = make_household(
        eating, won=0, yuan=0, equivalents=3.2, ration_today=0, farm=farm, stores=7.0 * start
    )
    days, number = 7.0 * start, 0
    while days > 0 and number < 400:
        household.grain = int(days * household.grain_need)
        eating.plan(
            household,
            make_place(),
            make_state(),
            day(spring + number),
            defaults(eating, looks_ahead=looks_ahead),
        )
        if household.meals == 2:
            return number, days
        days, number = days - fall, number + 1
    return 10_000, days


def test_one_that_looks_ahead_cuts_a_meal_while_there_is_still_something_to_save():
    (late, left), (early, saved) = meals_in_decline(1.0, looks_ahead=0), meals_in_decline(1.0, looks_ahead=45)
    assert early < late
    assert left == pytest.approx(PARAM.two_meals_below, abs=1.0)
    assert saved > 3 * left


def test_the_faster_stores_run_down_and_the_further_it_looks_the_earlier_it_saves():
    spared = [meals_in_decline(fall, ahead)[1] for fall, ahead in ((0.3, 30), (0.3, 90), (1.0, 90))]
    assert spared == sorted(spared)


def test_stores_that_hold_steady_are_no_reason_to_save_however_far_one_looks():
    assert meals_in_decline(0.0, looks_ahead=180, start=3)[0] == 10_000


def test_a_farm_household_looks_no_further_than_the_harvest():
    october_first = 274
    town = meals_in_decline(1.0, 90, start=8, spring=october_first - 40)[1]
    farm = meals_in_decline(1.0, 90, farm=1, start=8, spring=october_first - 40)[1]
    assert farm < town


def test_who_saves_before_he_must_is_counted_apart():
    household = make_household(eating, won=0, yuan=0, equivalents=3.2, ration_today=0, stores=60.0)
    household.grain = 25 * household.grain_need
    send = Sends()
    dine(household, Flows(), send)
    assert send["sparing_mouths"] == send["two_meal_mouths"] == 4
