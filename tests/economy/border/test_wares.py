"""Wares: what brokers bid for a good, what they hold and what they have brought from elsewhere."""

from tests.economy.helpers import Flows, blank, defaults, make_place
from tumen.economy.border import brokers, wares


def market(**changed):
    given = dict(broker_yuan=10**8, carry_pay=0, runs_through=0, scrap_pool=0, supplied=1) | changed
    place = make_place(brokers, wares, **given)
    wares.set_aside(place, defaults(wares))
    return place


def good(**changed):
    return blank("commodity", wares, **(dict(far_price=2_500) | changed))


def ware(**changed):
    one = blank("ware", brokers, wares, **(dict(best=1_800.0, outlet=10**9) | changed))
    wares.bid(one, defaults(wares))
    return one


def restocked(one, place, commodity):
    flow = Flows(wares, ware=one, place=place)
    wares.restock(one, place, commodity, defaults(wares), flow)
    return flow


def test_a_broker_bids_what_the_best_way_leaves_less_his_margin():
    assert abs(ware().bid - 1_800 * 0.6) < 1


def test_a_heap_nobody_can_move_lowers_the_bid():
    assert ware(held=10**10).bid == 0.5 * ware().bid
    assert ware(held=10**11).bid == 0


def test_with_no_way_over_brokers_bid_nothing_and_have_nothing_brought():
    one = ware(outlet=0)
    assert one.bid == 0
    assert not restocked(one, market(), good(supply=100.0)).moved


def test_what_only_the_place_yields_is_not_brought_from_elsewhere():
    assert not restocked(ware(), market(), good()).moved


def test_suppliers_bring_more_the_better_the_bid():
    assert wares.eagerness(100.0, 1_000, 0.2) == 0.0
    assert wares.eagerness(300.0, 1_000, 0.2) == 0.5
    assert wares.eagerness(900.0, 1_000, 0.2) == 1.0


def test_goods_from_elsewhere_are_paid_at_the_bid_out_of_what_was_set_aside():
    one, place = ware(), market(broker_yuan=60_000)
    flow = restocked(one, place, good(supply=100.0))
    assert 0 < flow["goods_cost_paid"] <= place.supply_budget < 60_000
    assert abs(flow["goods_cost_paid"] - one.held * one.bid / 1_000) <= 1


def test_brokers_keep_a_few_nights_of_supply_and_no_more():
    one, place = ware(), market()
    for _ in range(30):
        place.broker_yuan = 10**8
        restocked(one, place, good(supply=100.0))
    assert one.held == 5 * 100 * place.households


def test_wages_of_carriers_are_set_aside_before_anything_is_bought():
    place = market(broker_yuan=10_000, carry_pay=300, runs_through=20)
    assert place.broker_budget + place.supply_budget == 4_000


def test_scrap_of_collectors_goes_on_the_heap_and_its_price_is_posted():
    one, place = ware(), market(scrap_pool=70_000)
    wares.pool(one, place, good(collected=1), Flows(wares, ware=one, place=place))
    wares.post_scrap(one, place, good(collected=1))
    assert (one.held, place.scrap_pool) == (70_000, 0)
    assert place.scrap_bid == one.bid


def test_other_goods_leave_the_price_of_scrap_alone():
    one, place = ware(), market(scrap_pool=70_000)
    wares.pool(one, place, good(), Flows(wares, ware=one, place=place))
    wares.post_scrap(one, place, good())
    assert (one.held, place.scrap_bid) == (0, 0)
