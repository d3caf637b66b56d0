from types import SimpleNamespace
from typing import Any

import pytest
from tests.economy.helpers import Flows, Sends, day, defaults, make_household, make_place, make_state

from tumen.economy.households import eating
from tumen.economy.market import grain

PARAM = defaults(grain, eating)
PARITY = 300 * 1_270 / 100


def settled_price(days: int = 120, closed: bool = False, **place: Any) -> int:
    """Price after so many spring days."""
    town = make_place(grain, **(dict(harvest=1.0, rations_given=0) | place))
    state = make_state(grain, crossings=3, crossings_open=0 if closed else 300)
    for _ in range(days):
        grain.feel_border(state, PARAM)
        grain.set_price(town, state, day(110), PARAM)
    return town.grain_price


@pytest.mark.parametrize("harvest", [0.3, 0.7, 1.0, 1.3])
@pytest.mark.parametrize("heads", [0, 4_000])
def test_with_an_open_border_the_price_stays_between_export_and_import_parity(harvest: float, heads: int):
    price = settled_price(harvest=harvest, rations_given=500 * heads)
    assert 0.99 * PARITY * (1 - PARAM.export_cost) <= price <= 1.01 * PARITY * (1 + PARAM.import_cost)


def test_a_poor_harvest_makes_grain_dearer_and_rations_make_it_cheaper():
    usual = settled_price()
    assert settled_price(harvest=0.8) > usual
    assert settled_price(rations_given=500 * 2_000) < usual


def test_whatever_is_handed_out_makes_grain_cheaper_but_never_cheaper_than_it_sells_abroad():
    usual, fed, flooded = (settled_price(rations_given=grams * 4_000) for grams in (0, 300, 5_000))
    assert 0.99 * PARITY * (1 - PARAM.export_cost) <= flooded <= fed < usual


def test_lost_rations_move_the_price_less_than_a_closed_border():
    fed, unfed = settled_price(rations_given=500 * 1_500), settled_price()
    assert unfed / fed < 1.12
    assert settled_price(closed=True) / unfed > 1.2


def test_the_season_runs_from_harvest_to_midsummer():
    levels = [grain.season(d) for d in (290, 15, 100, 195)]
    assert levels == sorted(levels)
    assert levels[0] < -0.45
    assert levels[-1] > 0.45


def test_rice_and_maize_stand_around_the_mix():
    town = make_place(grain, harvest=1.0, rations_given=0)
    grain.set_price(town, make_state(grain), day(110), PARAM)
    assert town.rice_price + town.maize_price == pytest.approx(2 * town.grain_price, abs=2)
    assert 2 < town.rice_price / town.maize_price < 4


def visit(**changed: Any) -> tuple[SimpleNamespace, Flows, Sends]:
    """A household goes to the market."""
    given = dict(grain=0, won=1_000_000, yuan=0, equivalents=3.2, meals=3, ration_today=0)
    household = make_household(grain, **(given | changed))
    flow, send = Flows(), Sends()
    grain.buy(household, make_place(grain, grain_offer=30_000), make_state(), day(0), PARAM, flow, send)
    return household, flow, send


def bought(**changed: Any) -> Flows:
    return visit(**changed)[1]


def test_a_household_fills_its_pantry_as_far_as_its_cash_goes():
    assert bought()["grain_bought"] == pytest.approx(10 * 1_976, abs=2)
    poor = bought(won=10_000)
    assert poor["grain_paid"] <= 9_000
    assert bought(grain=40_000).moved == {}


def test_a_household_with_money_eats_rice_and_maize_and_a_poor_one_maize():
    comfortable, poor = visit(won=1_000_000), visit(won=40_000)
    assert comfortable[0].maize == 0.5
    assert poor[0].maize == 1.0
    assert poor[2]["maize_dealt"] == poor[2]["grain_dealt"]
    assert comfortable[2]["maize_dealt"] == pytest.approx(0.5 * comfortable[2]["grain_dealt"], abs=1)


def test_maize_feeds_a_poor_household_nearly_twice_as_long():
    mixed = 10_000 * PARAM.food_first / 3.4
    assert bought(won=10_000)["grain_bought"] == pytest.approx(mixed * 3_400 / 1_800, rel=0.01)


def test_savings_and_rations_put_off_the_day_of_plain_maize():
    assert visit(won=150_000)[0].maize > visit(won=150_000, yuan=20_000)[0].maize
    assert visit(won=150_000)[0].maize > visit(won=150_000, ration_today=1_500)[0].maize


def test_no_one_buys_more_than_was_offered():
    household = make_household(grain, grain=0, won=10**8, yuan=0, grain_need=10_000, meals=3, ration_today=0)
    flow = Flows()
    grain.buy(household, make_place(grain, grain_offer=500), make_state(), day(0), PARAM, flow, Sends())
    assert flow["grain_bought"] == 500


def sold(stock: int, won: int, farm: int = 1) -> Flows:
    """A household announces its grain one evening and brings it the next."""
    household = make_household(grain, farm=farm, grain=stock, won=won, equivalents=3.2)
    flow, send, place = Flows(), Sends(), make_place(grain, grain_bid=20_000)
    grain.sell(household, place, day(4), PARAM, flow, send)
    assert send["grain_sellers"] == household.selling_grain
    grain.sell(household, place, day(5), PARAM, flow, send)
    return flow


def test_farm_households_sell_their_surplus_for_cash():
    assert sold(900_000, 10**6)["grain_sold"] > 0
    assert sold(600_000, 0)["grain_sold"] > sold(600_000, 10**6)["grain_sold"]
    assert sold(300_000, 0)["grain_sold"] == 0
    assert sold(900_000, 0)["grain_earned"] < sold(900_000, 0)["grain_sold"] * 3.4


def test_town_households_sell_what_no_pantry_holds():
    assert sold(120_000, 10**6, farm=0)["grain_sold"] > 0
    assert sold(60_000, 0, farm=0)["grain_sold"] == 0


def test_dealers_pay_for_what_the_town_eats():
    prices = []
    for maize in (500, 1_000):
        place = make_place(grain, market_won=10**6, grain_dealt=1_000, maize_dealt=maize)
        grain.make_offers(place, PARAM)
        prices.append(place.town_price)
    assert prices == [3_400, 1_800]


def test_dealers_refill_from_elsewhere_and_spend_their_margin_here():
    place = make_place(grain, market_grain=11_000_000, market_won=15_000_000, trade_pot=0)
    state = make_state(grain)
    flow = Flows(grain, place=place, state=state)
    grain.restock(place, state, PARAM, flow)
    assert place.market_grain == 12_000_000
    assert 0 < flow["grain_imported_in"] < flow["grain_brought"]
    assert flow["dealers_paid"] == 2_924_000
    assert place.trade_pot == 15_000_000 - 5_000_000 - 2_924_000


def test_a_shut_border_brings_no_grain_from_china():
    place = make_place(grain, market_grain=0, market_won=50_000_000, trade_pot=0)
    flow = Flows()
    grain.restock(place, make_state(grain, border_open=0.0), PARAM, flow)
    assert flow["grain_imported_in"] == 0
    assert flow["grain_brought"] > 0


def test_offers_cannot_outrun_sheds_or_cash():
    place = make_place(grain, market_grain=7_777_777, market_won=3_333_333, grain_sellers=77)
    grain.make_offers(place, PARAM)
    assert place.grain_offer * place.households <= 7_777_777
    each = int(place.grain_bid * place.grain_price * (1 - PARAM.grain_margin) / 1_000)
    assert each * 77 <= 3_333_333


def test_every_crossing_counts():
    send = Sends()
    for is_open in (1.0, 1.0, 0.0):
        grain.count_crossings(SimpleNamespace(open=is_open), make_state(), send)
    assert send.sent == {"crossings": 3, "crossings_open": 200}


def test_the_first_days_prices_are_those_of_its_year():
    then, later = make_place(grain), make_place(grain)
    grain.open_market(then, make_state(grain, price_level=0.05), PARAM)
    grain.open_market(later, make_state(grain), PARAM)
    assert then.rice_price == later.rice_price * 0.05
    assert later.maize_price == 1_800
