"""Brokers: whom they pay, which way they count on, and that they never pay more than they have."""

from types import SimpleNamespace

import pytest

from tests.economy.helpers import Flows, blank, defaults, make_place
from tumen.core.roles import Means
from tumen.economy.border import brokers, buyers, private_crossings, wares
from tumen.economy.police import who_profits

LOADS = brokers.LOAD


def bank(**changed):
    given = dict(broker_yuan=500_000, runs=20, runs_through=20, ways=1_000, detection=0.003)
    given |= dict(advances_settled=0)
    return make_place(brokers, private_crossings, wares, **(given | changed))


def river(**changed):
    return blank("crossing", private_crossings, **(dict(bribe=400, guard_purse=0, room=1_000) | changed))


def way(crossed=0, price=2_000.0, means=Means.BACKS, **changed):
    given = dict(means=means, crossed=crossed, price=price, most=10**7, worth=0.0, reach=0) | changed
    return blank("haul", buyers, private_crossings, **given)


def morning(place, *hauls, crossing=None, **changed):
    param, crossing = defaults(brokers, who_profits, **changed), crossing or river()
    flow = Flows(brokers, place=place, crossing=crossing)
    brokers.reckon(place, SimpleNamespace(won_per_yuan=1_270))
    for haul in hauls:
        brokers.weigh_loads(haul, place, param)
    brokers.sell(place, flow)
    for haul in hauls:
        brokers.pay_guards(haul, place, crossing, param, flow)
    brokers.divide(place, param, flow)
    brokers.advertise(place, param)
    return flow


def best(*hauls, place=None, crossing=None):
    one = blank("ware", brokers)
    for haul in hauls:
        brokers.appraise(haul, one, place or bank(), crossing or river(), defaults(brokers, who_profits))
    return one


def test_a_dear_load_earns_the_carrier_his_full_wage_and_a_poor_one_a_share():
    assert brokers.wage(60_000.0, 2_500.0, 0.35) == 2_500.0
    assert abs(brokers.wage(900.0, 2_500.0, 0.35) - 315) < 1e-9


def test_carriers_of_dear_goods_are_paid_in_full():
    place = bank()
    morning(place, way(20 * LOADS))
    assert place.carry_pay == 2_500


def test_carriers_share_what_there_was_to_carry():
    place = bank()
    morning(place, way(5 * LOADS))
    assert place.carry_pay == 625


def test_a_load_that_was_caught_on_the_way_earns_nobody_a_wage():
    whole, half = bank(), bank(runs_through=10)
    morning(whole, way(20 * LOADS))
    morning(half, way(10 * LOADS, seized=10 * LOADS))
    assert half.wages_due == whole.wages_due / 2
    assert half.carry_pay == whole.carry_pay == 2_500
    none = bank(runs_through=0)
    morning(none, way(0, seized=20 * LOADS))
    assert none.wages_due == none.carry_pay == 0


def test_the_guard_is_paid_for_loads_that_are_caught_further_on_as_well():
    assert morning(bank(), way(10 * LOADS, seized=10 * LOADS))["back_bribes"] == 20 * 400


def test_wages_bribes_and_lots_never_exceed_the_purse():
    for load in (0, LOADS, 10**7):
        place = bank(broker_yuan=3_000)
        morning(place, way(load, price=30.0), way(load, price=150.0))
        wares.set_aside(place, defaults(wares))
        assert place.carry_pay * place.runs_through + place.broker_budget <= place.broker_yuan


def test_a_guard_asks_a_fixed_sum_for_a_dear_load_and_gets_a_share_of_a_poor_one():
    assert brokers.toll(60_000.0, 400, 0.15) == 400
    assert brokers.toll(900.0, 400, 0.15) == 135


def test_guards_are_paid_at_the_crossing_where_the_load_went_over():
    crossing = river()
    flow = morning(bank(), way(20 * LOADS), crossing=crossing)
    assert crossing.guard_purse == flow["back_bribes"] == 20 * 400


def test_guards_who_are_paid_short_remember_it():
    paid, short = bank(), bank()
    for _ in range(30):
        morning(paid, way(20 * LOADS))
        morning(short, way(20 * LOADS, price=30.0))
    assert paid.looked_away == 1.0
    assert short.looked_away < 0.4


def test_dearer_bribes_leave_less_for_those_who_bring_goods():
    assert best(way(price=150.0), crossing=river(bribe=600)).best < best(way(price=150.0)).best


def test_a_load_of_concentrate_leaves_little_after_wage_and_bribe():
    assert best(way(price=25.0)).best < 0.2 * best(way(price=150.0)).best


def test_a_broker_counts_on_the_way_that_leaves_most():
    assert best(way(), way(means=Means.TRUCKS, worth=1_990.0, reach=10**6)).best == 1_990.0
    assert best(way(), way(means=Means.TRUCKS, worth=1_990.0)).best < 1_990.0


def test_a_place_inland_sells_to_whoever_has_trucks():
    assert best(way(), crossing=river(room=0)).best == 0
    assert best(way(means=Means.UNIT, worth=90.0, reach=10**6)).best == 90.0


def test_what_each_way_leaves_is_kept_whether_or_not_it_is_the_best():
    poor, good = way(price=150.0), way(means=Means.TRUCKS, worth=1_990.0, reach=10**6)
    one = best(poor, good)
    assert 0 < poor.leaves < good.leaves == one.best == 1_990.0


def test_units_sell_their_own_loads():
    flow = morning(bank(), way(10**6, means=Means.UNIT))
    assert flow["loads_paid"] == flow["back_bribes"] == 0


def test_buyers_keep_back_what_thieves_have_worked_off():
    place = bank(advances_settled=50_000)
    flow = morning(place, way(LOADS, price=1_000.0))
    assert flow["loads_paid"] == 0
    assert place.advances_due == 20_000
    place.advances_settled = 0
    assert morning(place, way(LOADS, price=1_000.0))["loads_paid"] == 10_000
    assert place.advances_due == 0


def test_with_nobody_running_the_first_is_offered_what_his_load_would_earn():
    poor, dear = bank(runs=0, runs_through=0), bank(runs=0, runs_through=0)
    for _ in range(60):
        morning(poor, way(price=30.0, asked=10 * LOADS))
        morning(dear, way(asked=10 * LOADS))
    assert poor.carry_offer < 330
    assert dear.carry_offer > 2_450


def test_with_nothing_to_carry_nobody_is_called():
    place = bank(runs=0, runs_through=0)
    morning(place, way())
    assert place.carry_offer == 0


def test_yuan_is_neither_made_nor_lost():
    place = bank()
    flow = morning(place, way(20 * LOADS), way(10 * LOADS, price=150.0))
    assert place.broker_yuan == 500_000 + flow["loads_paid"] - flow["back_bribes"] - flow["broker_profit"]


@pytest.mark.parametrize("purse", [0, 1_000, 7_000, 10**6])
@pytest.mark.parametrize("licensed", [0.0, 0.5, 1.0])
def test_bribes_and_fees_together_never_exceed_the_purse(purse, licensed):
    place = bank(broker_yuan=purse)
    crossing = river()
    flow = Flows(brokers, place=place, crossing=crossing)
    param = defaults(brokers, who_profits, small_licences=licensed)
    brokers.pay_guards(way(20 * LOADS), place, crossing, param, flow)
    assert flow["back_bribes"] + flow["licence_fees"] + place.broker_yuan == purse
    paid = flow["back_bribes"] + flow["licence_fees"]
    assert (paid > 0) == (purse > 0)


def test_under_a_licence_for_all_nobody_is_bribed_and_an_office_takes_its_fee():
    place, crossing = bank(broker_yuan=10**7), river()
    flow = Flows(brokers, place=place, crossing=crossing)
    param = defaults(brokers, who_profits, small_licences=1.0)
    brokers.pay_guards(way(20 * LOADS, price=2_000.0), place, crossing, param, flow)
    assert flow["back_bribes"] == 0
    assert flow["licence_fees"] == 20 * 0.1 * 2_000 * 30
    assert place.bribes_asked == 0
