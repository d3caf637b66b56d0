"""Market trade: the pot, the stalls and what a day of trading brings."""

from tests.economy.helpers import Flows, Sends, defaults, make_household, make_person, make_place, make_state
from tests.economy.riverside import Riverside
from tumen.core.roles import Livelihood
from tumen.economy.households import trading


def market(**changed):
    return make_place(trading, outside_trade=0, trade_level=1.0, trade_pot=1_000_000, **changed)


def shared(place, price_level=1.0):
    flow = Flows(trading, place=place)
    trading.share(place, make_state(price_level=price_level), defaults(trading), flow)
    return flow


def trader(**changed):
    person = dict(livelihood=Livelihood.TRADE, hours=1.0, stall_skill=10, traded=0) | changed
    return make_person(trading, **person), make_household(won=0)


def test_the_share_can_be_paid_to_every_stall_unit_of_yesterday():
    place = market(stall_units=77)
    shared(place)
    assert place.stall_share == 400_000 // 77
    assert 77 * place.stall_share <= place.trade_pot


def test_stock_is_paid_before_takings():
    assert shared(market(stall_units=10))["stock_bought"] == 600_000


def test_outside_custom_follows_the_level_of_trade():
    place = market()
    place.outside_trade, place.trade_level = 100, 0.5
    assert shared(place)["outside_sales"] == 200_000


def test_outside_custom_is_written_in_won_of_2013():
    place = market(stall_units=10)
    place.outside_trade = 100
    assert shared(place, price_level=0.25)["outside_sales"] == shared(place)["outside_sales"] // 4


def test_more_traders_mean_less_for_each():
    few, many = market(stall_units=1_000), market(stall_units=4_000)
    shared(few)
    shared(many)
    assert few.stall_share > 3 * many.stall_share


def test_a_trader_is_paid_for_yesterday_and_works_today():
    person, household = trader(traded=6)
    place = market(stall_share=1_000)
    flow, send = Flows(trading, household=household, place=place), Sends()
    trading.trade(person, household, place, flow, send)
    assert household.won == 6_000
    assert person.traded == 8
    assert send["stall_units"] == 8


def test_who_gave_up_trade_still_gets_yesterdays_takings():
    person, household = trader(traded=6, livelihood=Livelihood.HOME)
    place = market(stall_share=1_000)
    trading.trade(person, household, place, Flows(trading, household=household, place=place), Sends())
    assert (household.won, person.traded) == (6_000, 0)


def test_nobody_else_is_touched():
    person, household = trader(livelihood=Livelihood.HOME)
    flow, send = Flows(), Sends()
    trading.trade(person, household, market(stall_share=1_000), flow, send)
    assert not flow.moved
    assert not send.sent


def test_when_outside_cash_halves_takings_fall_less_as_traders_leave():
    town = Riverside()
    town.live(60)
    before = town.place.trade_return
    town.place.trade_level = 0.5
    town.live(60)
    assert 0.5 * before < town.place.trade_return < 0.9 * before
