from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.economy.helpers import Flows, Sends, defaults, make_household, make_place, make_state
from tumen.economy.households import eating

PARAM = defaults(eating)
NEED = 3.2 * 2_100 / 3.4


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
    eating.eat(household, make_place(grain_price=3_400), make_state(), PARAM, flow, Sends())
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
    place, state = make_place(grain_price=3_400), make_state()
    for _ in range(30):
        eating.eat(household, place, state, PARAM, Flows(), Sends())
    assert household.hunger == pytest.approx(0.64, abs=0.02)
    household.grain = 10**7
    for _ in range(90):
        eating.eat(household, place, state, PARAM, Flows(), Sends())
    assert household.hunger < 0.05


def test_who_goes_short_is_counted_in_people():
    household = make_household(eating, grain=500, won=0, yuan=0, equivalents=3.2, ration_today=0)
    send = Sends()
    eating.eat(household, make_place(grain_price=3_400), make_state(), PARAM, Flows(), send)
    assert send["two_meal_mouths"] == send["mouths_below_1800"] == send["mouths"] == 4
