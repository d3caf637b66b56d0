"""Brokers: what they pay, and that they never pay more than they have."""

from types import SimpleNamespace

from tests.economy.helpers import Flows, defaults, make_place
from tumen.economy.border import brokers, private_crossings


def bank(**changed):
    given = (
        dict(broker_yuan=500_000, runs_through=20, enforcement=0.5, detection=0.03, ways=1_000, bribe=400)
        | changed
    )
    return make_place(brokers, private_crossings, **given)


def morning(place, **changed):
    param = defaults(brokers, **changed)
    flow = Flows(brokers, place=place)
    brokers.sell(place, param, flow)
    brokers.divide(place, param, flow)
    brokers.advertise(place, param)
    brokers.bid(place, SimpleNamespace(won_per_yuan=1_270), param)
    return flow


def test_a_dear_load_earns_the_carrier_his_full_wage_and_a_poor_one_a_share():
    assert brokers.wage(600.0, 25.0, 0.35) == 25.0
    assert abs(brokers.wage(9.0, 25.0, 0.35) - 3.15) < 1e-12


def test_carriers_of_dear_goods_are_paid_in_full():
    place = bank(goods_load=20 * brokers.LOAD)
    morning(place)
    assert place.carry_pay == 2_500


def test_carriers_share_what_there_was_to_carry():
    place = bank(goods_load=5 * brokers.LOAD)
    morning(place)
    assert place.carry_pay == 625


def test_wages_and_lots_never_exceed_the_purse():
    for load in (0, brokers.LOAD, 10**7):
        place = bank(scrap_load=load, broker_yuan=3_000)
        morning(place)
        assert place.carry_pay * place.runs_through + place.broker_budget <= place.broker_yuan


def test_a_load_of_concentrate_leaves_little_after_wage_and_bribe():
    place = bank()
    morning(place)
    assert place.ore_bid < 0.2 * place.scrap_bid


def test_a_guard_asks_a_fixed_sum_for_a_dear_load_and_a_share_of_a_poor_one():
    assert brokers.toll(600.0, 4.0, 0.15) == 4.0
    assert brokers.toll(9.0, 4.0, 0.15) < 1.4


def test_stricter_policing_leaves_less_for_those_who_bring_scrap_and_concentrate():
    lax, strict = bank(enforcement=0.1), bank(enforcement=1.0)
    for place in (lax, strict):
        brokers.advertise(place, defaults(brokers))
        brokers.bid(place, SimpleNamespace(won_per_yuan=1_270), defaults(brokers))
    assert strict.bribe > 2 * lax.bribe
    assert strict.ore_bid < 0.85 * lax.ore_bid
    assert strict.scrap_bid < lax.scrap_bid


def test_a_heap_nobody_can_move_lowers_the_bid():
    empty, heaped = bank(), bank(broker_scrap=10**8)
    morning(empty)
    morning(heaped)
    assert heaped.scrap_bid < 0.2 * empty.scrap_bid


def test_with_no_way_over_brokers_bid_nothing():
    place = bank(ways=0, runs_through=0)
    morning(place)
    assert place.scrap_bid == place.ore_bid == place.carry_offer == 0


def test_yuan_is_neither_made_nor_lost():
    place = bank(goods_load=600_000, scrap_load=300_000, seized_share=0.1)
    flow = morning(place)
    paid = flow["goods_cost_paid"] + flow["bribes_paid"] + flow["broker_profit"]
    assert place.broker_yuan == 500_000 + flow["loads_paid"] - paid
