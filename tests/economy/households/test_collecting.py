"""Collecting filings and scrap: steady, poorly paid, poorer in a crowd."""

from tests.economy.helpers import Flows, Sends, day, defaults, make_household, make_person, make_place
from tests.economy.riverside import Riverside
from tumen.core.roles import Livelihood
from tumen.economy.households import collecting


def bank(**changed):
    given = dict(river_scrap=1.0, scrap_bid=48.0, broker_budget=10**9, yuan_rate=1_270) | changed
    place = make_place(collecting, broker_yuan=10**9, broker_scrap=0, **given)
    collecting.weigh(place, day(150), defaults(collecting))
    return place


def test_a_days_collecting_is_worth_less_than_two_kilograms_of_grain():
    assert 1_500 < bank().collect_return < 6_800


def test_a_crowd_on_the_bank_finds_less_each():
    assert bank(collectors=2_000).scrap_found < 0.6 * bank().scrap_found


def test_brokers_buy_no_more_than_their_purse_holds_at_the_price_of_the_day():
    place = bank(scrap_offered=1_000, broker_budget=50_000)
    assert place.scrap_lot == bank().scrap_lot
    assert place.scrap_lot * 1_000 * place.scrap_take // 10_000 <= 25_000


def test_in_a_rush_each_gets_rid_of_a_part():
    household = make_household(arrears=0, scrap=200_000, scrap_offer=40, yuan=0)
    place = bank(scrap_offered=10_000, broker_budget=600_000)
    flow = Flows(collecting, household=household, place=place)
    collecting.sell_scrap(household, place, flow, Sends())
    assert 0 < flow["scrap_sold"] < 200_000


def test_a_household_sells_the_lots_it_promised_and_promises_the_rest():
    household, place = make_household(arrears=0, scrap=17_000, scrap_offer=2, yuan=0), bank()
    send = Sends()
    collecting.sell_scrap(household, place, Flows(collecting, household=household, place=place), send)
    assert household.scrap == 7_000
    assert household.yuan == 2 * place.scrap_lot
    assert send["scrap_offered"] == household.scrap_offer == 1


def test_scrap_that_went_elsewhere_is_not_sold_twice():
    household, place = make_household(arrears=0, scrap=4_000, scrap_offer=2, yuan=0), bank()
    flow = Flows()
    collecting.sell_scrap(household, place, flow, Sends())
    assert not flow.moved
    assert household.scrap_offer == 0


def test_who_owes_levies_keeps_scrap_for_them_when_brokers_pay_less():
    household, flow = make_household(scrap=17_000, scrap_offer=2, arrears=10_000), Flows()
    collecting.sell_scrap(household, bank(scrap_bid=10.0), flow, Sends())
    assert not flow.moved


def test_a_levy_sends_people_to_the_river():
    free, owing = Riverside(outside_trade=300), Riverside(outside_trade=300)
    for town in (free, owing):
        town.crossing.private_ways = 0
    for _, household, _ in owing.people:
        household.arrears = 50_000
    assert owing.live(42)["scrap_collected"] > 2 * free.live(42).get("scrap_collected", 0)


def test_without_a_bid_scrap_stays_at_home():
    household = make_household(arrears=0, scrap=17_000, scrap_offer=2)
    flow = Flows()
    collecting.sell_scrap(household, bank(scrap_bid=0.0), flow, Sends())
    assert flow["scrap_sold"] == flow["scrap_paid"] == 0


def test_only_collectors_collect():
    flow = Flows()
    person = make_person(livelihood=Livelihood.TRADE, hours=1.0)
    collecting.collect(person, make_household(scrap=0), bank(), flow, Sends())
    assert not flow.moved


def test_where_trade_dries_up_more_people_search_the_river():
    busy, quiet = Riverside(outside_trade=3_000), Riverside(outside_trade=100)
    assert quiet.live(90)["scrap_collected"] > 1.15 * busy.live(90)["scrap_collected"]
