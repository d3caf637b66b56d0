"""Foreign currency: earned, spent, and what is left."""

from types import SimpleNamespace

from tests.economy.helpers import Flows, blank, defaults, make_place, make_state
from tumen.economy.state import treasury
from tumen.economy.trade import sanctions, substitution


def year(state, barred: float, days: int = 365, **changed: float) -> SimpleNamespace:
    """Run the treasury for some days with one commodity that earns USD 2,700 million a year."""
    param = defaults(treasury, **changed)
    goods = blank("commodity", treasury, sanctions, substitution, other_exports=740_000_000, barred=barred)
    place = make_place(granary=0)
    flow = Flows(treasury, state=state, place=place)
    for _ in range(days):
        treasury.assess(state, param)
        treasury.send_relief(place, state, param, flow)
        treasury.sell_other(goods, state, flow)
        treasury.buy_imports(state, flow)
    return SimpleNamespace(flow=flow, place=place)


def opened(**changed: float):
    state = make_state(treasury)
    treasury.open_account(state, defaults(treasury, **changed))
    return state


def test_the_first_reserve_is_what_the_scenario_believes():
    assert opened(reserves=5_000).usd == 500_000_000_000


def test_in_ordinary_years_the_reserve_falls_by_about_a_hundred_million():
    state = opened()
    before = state.usd
    year(state, barred=0.0)
    assert 0 < (before - state.usd) / treasury.CENTS_PER_MILLION < 250
    assert state.import_cover == 1.0


def test_a_closed_trade_is_first_felt_in_the_reserve_and_later_in_imports():
    state = opened()
    first = year(state, barred=0.9, days=90)
    assert state.import_cover == 1.0
    assert state.reserve_ratio < 0.9
    year(state, barred=0.9, days=500)
    later = year(state, barred=0.9, days=90)
    assert later.flow["imports"] < 0.8 * first.flow["imports"]


def test_the_reserve_never_turns_negative():
    state = opened(reserves=1_000)
    year(state, barred=1.0, days=6 * 365, reserves=1_000)
    assert state.usd >= 0
    assert 0.0 < state.import_cover < 1.0, "imports settle at what is earned"


def test_oil_is_short_when_money_or_the_cap_is_short():
    state = opened()
    state.oil_cap = 0.25
    treasury.assess(state, defaults(treasury))
    assert state.fuel_supply == 0.25
    state.oil_cap, state.usd = 1.0, state.usd // 5
    treasury.assess(state, defaults(treasury))
    assert 0.2 < state.fuel_supply < 0.3


def test_relief_is_off_unless_decided_and_is_paid_in_foreign_currency():
    without = year(opened(), barred=0.0, days=10)
    assert without.place.granary == 0
    sent = year(opened(), barred=0.0, days=10, central_relief=300)
    assert sent.place.granary == 10 * 4_000 * 300
    assert sent.flow["relief_paid"] == 10 * 4_000 * 300 * 35 // 1_000


def test_an_empty_treasury_sends_no_relief():
    state = opened()
    state.usd = 0
    param = defaults(treasury, central_relief=300)
    treasury.assess(state, param)
    flow = Flows()
    treasury.send_relief(make_place(granary=0), state, param, flow)
    assert flow["relief_grain"] == 0
