"""What buyers offer, what the seller remembers, and when it gives way."""

from datetime import date
from types import SimpleNamespace

import pytest
from tests.economy.helpers import blank, day, defaults

from tumen.economy.trade import contracts

# Iron ore 62 % Fe, CFR China, USD/t by quarter; the means of the years are F0561 to F0565.
QUARTERS = {
    2013: (148, 126, 133, 135),
    2014: (120, 103, 90, 74),
    2015: (63, 58, 55, 47),
    2016: (48, 56, 58, 71),
    2017: (86, 63, 71, 66),
}
CAPACITY = 2_850_000_000
GRAMS_PER_MEGATONNE = 1e12


def seller(**changed) -> SimpleNamespace:
    return blank("company", contracts, capacity=CAPACITY, push=0.0, **changed)


def ore(world_price: int, **changed) -> SimpleNamespace:
    return blank(
        "commodity", contracts, world_price=world_price, usual_price=9_700, **(dict(barred=0.0) | changed)
    )


def trade(company, commodity, days: int = 1, reserve_ratio: float = 1.0, **changed) -> float:
    """Grams ordered over some days at one world price."""
    param, state = defaults(contracts, **changed), SimpleNamespace(reserve_ratio=reserve_ratio)
    ordered = 0
    for _ in range(days):
        contracts.offer(company, commodity, param)
        contracts.negotiate(company, commodity, state, param)
        contracts.order(company, commodity, param)
        ordered += company.ordered
    return ordered


def history(**changed) -> dict[int, list[float]]:
    """Megatonnes ordered in every month from 2013 to 2017, no instrument in force."""
    company, first = seller(), date(2013, 1, 1)
    months = {year: [0.0] * 12 for year in QUARTERS}
    for number in range((date(2018, 1, 1) - first).days):
        today = day(number, first)
        # between the middles of quarters the price moves in a straight line
        place = (today.year - 2013) * 4 + (today.month - 0.5) / 3 - 0.5
        prices = [price for year in QUARTERS.values() for price in year]
        low = max(0, min(int(place), len(prices) - 2))
        step = max(0.0, min(place - low, 1.0))
        price = prices[low] + (prices[low + 1] - prices[low]) * step
        months[today.year][today.month - 1] += (
            trade(company, ore(round(price * 100)), **changed) / GRAMS_PER_MEGATONNE
        )
    return months


def test_a_contract_opens_at_the_usual_discount_to_the_world_price():
    company = seller()
    trade(company, ore(10_000))
    assert company.price == pytest.approx(7_800, abs=1)
    assert company.selling == 1


def test_offers_follow_the_world_price_with_a_lag():
    company = seller()
    trade(company, ore(10_000))
    trade(company, ore(5_000), days=30)
    assert 5_500 < company.price < 6_200


def test_a_sudden_fall_is_refused_until_the_seller_gives_way():
    company = seller(contract_left=0)
    trade(company, ore(12_000), days=61)
    days = 0
    trade(company, ore(5_500), days=120)
    assert company.selling == 0, "half the remembered price is refused"
    while company.selling == 0 and days < 1_000:
        trade(company, ore(5_500))
        days += 1
    assert 10 < days < 500, "the claim wears off and the memory fades"


def test_a_seller_who_needs_the_money_gives_way_sooner():
    def refusal(reserve_ratio: float) -> int:
        company, refused = seller(), 0
        trade(company, ore(12_000), days=61, reserve_ratio=reserve_ratio)
        for _ in range(720):
            trade(company, ore(5_500), reserve_ratio=reserve_ratio)
            refused += 1 - company.selling
        return refused

    assert refusal(0.1) < refusal(1.0)


def test_a_running_contract_is_not_broken_when_the_price_falls():
    company = seller()
    trade(company, ore(12_000))
    trade(company, ore(3_000), days=50)
    assert company.selling == 1
    assert company.contract_left > 0


def test_buyers_take_less_when_the_world_price_is_low():
    cheap, usual = seller(), seller()
    assert trade(cheap, ore(5_000)) < 0.75 * trade(usual, ore(9_700))


def test_a_closed_trade_wears_the_claim_down_like_a_refusal():
    company = seller()
    trade(company, ore(7_000))
    trade(company, ore(7_000, barred=1.0), days=500)
    assert company.reservation < 0.6 * defaults(contracts).reservation_share


def test_exports_halve_with_the_price_and_recover_without_any_instrument():
    months = history()
    by_year = {year: sum(of_year) for year, of_year in months.items()}
    assert 0.75 < by_year[2014] < 1.05
    assert 0.35 < by_year[2015] / by_year[2014] < 0.7
    assert by_year[2016] > 1.1 * by_year[2015]


def test_the_seller_refuses_for_a_time_in_the_winter_of_2014():
    months = history()
    stopped = [tonnes < 0.01 for tonnes in months[2014][9:] + months[2015][:4]]
    assert any(stopped)
    assert not all(months[2014][month] < 0.03 for month in range(8)), "not while the price was high"
    assert min(months[2014][:8]) > 0.06


def test_the_low_price_of_early_2016_is_accepted():
    assert sum(history()[2016][2:6]) > 0.15


def test_a_seller_with_no_claim_never_stops():
    months = history(reservation_share=0.0)
    assert min(min(of_year) for of_year in months.values()) > 0.04
