from typing import Any

import pytest
from tests.economy.helpers import Flows, Sends, blank, day, defaults, make_household, make_place, make_state

from tumen.economy.households import eating
from tumen.economy.market import spending
from tumen.economy.state import wages

PARAM = defaults(spending, eating, wages)


def spent(**changed: Any) -> Flows:
    household = make_household(
        spending, **(dict(won=400_000, goods=0, equivalents=3.2, hunger=0.0) | changed)
    )
    flow = Flows()
    spending.spend(household, make_place(grain_price=3_400), make_state(), day(1), PARAM, flow)
    return flow


def test_food_comes_first():
    assert spent(won=60_000)["spent"] == pytest.approx(3.2 * PARAM.least_spending, abs=1)
    assert spent(won=400_000)["spent"] > 50_000


def test_the_destitute_keep_half_of_their_cash():
    assert spent(won=1_000)["spent"] == 500


def test_wage_goods_are_used_instead_of_bought():
    assert spent(goods=5_000)["spent"] < spent()["spent"]
    assert spent(goods=300)["goods_used"] == 300


def offered_and_sold(pot: int, goods: int = 20_000) -> tuple[Flows, Any]:
    """One household of a town with a trade pot offers its goods and sells them next day."""
    household = make_household(spending, goods=goods, equivalents=3.2, won=0)
    place, state, send = make_place(spending, trade_pot=pot, goods_on_offer=0), make_state(spending), Sends()
    spending.sell_goods(household, place, state, PARAM, Flows(), send)
    place.goods_on_offer = send["goods_on_offer"]
    flow = Flows(spending, household=household, place=place)
    spending.fund_stalls(place, state, PARAM, flow)
    spending.sell_goods(household, place, state, PARAM, flow, Sends())
    return flow, place


def test_goods_beyond_a_households_use_are_sold_to_the_stalls():
    flow, place = offered_and_sold(pot=10_000_000)
    assert flow["goods_sold"] > 3_500
    assert flow["goods_earned"] <= flow["goods_sold"] * 12.7
    assert place.stall_won >= 0


def test_a_poor_market_takes_only_a_part_of_them():
    rich, poor = offered_and_sold(pot=10_000_000)[0], offered_and_sold(pot=50_000)[0]
    assert 0 < poor["goods_sold"] < rich["goods_sold"]
    assert poor["goods_earned"] <= 0.4 * 50_000


def test_outside_custom_falls_with_the_countrys_exports_as_far_as_the_town_lives_off_them():
    state = make_state(spending, usual_exports=1_000)
    levels = []
    for exposure in (0.0, 0.3, 0.7):
        state.foreign_trade = 1.0
        place = make_place(spending, trade_exposure=exposure)
        for _ in range(300):
            state.trade_today = 400
            spending.compare_exports(state, PARAM)
        spending.follow_exports(place, state)
        levels.append(place.trade_level)
    assert levels == pytest.approx([1.0, 0.82, 0.58], abs=0.01)


def test_barred_exports_do_not_count():
    send = Sends()
    spending.add_up_exports(blank("commodity", other_exports=500, barred=0.6), make_state(spending), send)
    assert send["trade_today"] == 200


def test_an_exporter_spends_in_its_town_and_not_when_it_ships_nothing():
    flow = Flows()
    spending.spend_locally(
        blank("company", earned=1_000_000), make_place(spending), make_state(), PARAM, flow
    )
    assert flow["company_spent"] == 4_860_000
    idle = Flows()
    spending.spend_locally(blank("company", earned=0), make_place(spending), make_state(), PARAM, idle)
    assert idle["company_spent"] == 0
