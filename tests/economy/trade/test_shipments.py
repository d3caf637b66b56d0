"""Loads over the crossing, and what comes back on the trucks."""

from types import SimpleNamespace

import pytest
from tests.economy.helpers import Flows, Sends, blank, defaults, make_place, make_site, make_state

from tumen.core.roles import SiteKind
from tumen.economy.state import treasury
from tumen.economy.trade import shipments


class Evening:
    """One ore company's evening at a mine, with stocks that move."""

    def __init__(self, **changed):
        world = (
            dict(ordered=1_000_000_000, concentrate=5_000_000_000, barred=0.0, trucks=1.0, open=1.0) | changed
        )
        self.param = defaults(shipments, **world.get("param", {}))
        self.company = blank(
            "company", shipments, ordered=world["ordered"], price=5_000, capacity=1_000_000_000, push=0.0
        )
        self.commodity = SimpleNamespace(barred=world["barred"], for_food=world.get("for_food", 0.0))
        self.site = make_site(
            shipments, concentrate=world["concentrate"], trucks=world["trucks"], fuel=0, store=0, investor=0.0
        )
        self.site.fuel_want = 4_000_000
        self.place = make_place(granary=world.get("granary", 0))
        self.crossing = blank(
            "crossing", shipments, open=world["open"], load_limit=world.get("load_limit", 10_000)
        )
        self.state = make_state(treasury)
        self.flow = Flows(shipments, company=self.company, site=self.site, place=self.place, state=self.state)
        self.run()

    def run(self):
        c, s, send = self.company, self.site, Sends()
        shipments.make(c, s, self.param, self.flow)
        shipments.request(c, self.commodity, s, self.place, self.crossing, self.param, send)
        s.ore_requested, self.crossing.load_requested = send["ore_requested"], send["load_requested"]
        shipments.weigh(s)
        shipments.load(c, s, self.crossing, self.param, self.flow, send)
        shipments.bring_grain(c, self.place, self.param, self.flow)
        shipments.bring_fuel(c, s, self.state, self.param, self.flow, send)
        shipments.bring_goods(c, s, self.state, self.param, self.flow)
        shipments.settle(c, self.state, self.flow)


def test_what_is_ordered_is_loaded_when_nothing_stands_in_the_way():
    evening = Evening()
    assert evening.company.shipped == 1_000_000_000
    assert evening.site.concentrate == 4_000_000_000
    assert evening.company.earned == 5_000_000, "1,000 t at USD 50"


@pytest.mark.parametrize("obstacle", [dict(barred=1.0), dict(open=0.0), dict(concentrate=0), dict(ordered=0)])
def test_nothing_is_shipped_or_paid_when_the_trade_is_shut(obstacle):
    evening = Evening(**obstacle)
    assert evening.company.shipped == 0
    assert evening.place.granary == evening.site.store == evening.site.fuel == evening.state.usd == 0


def test_a_mine_without_fuel_ships_what_the_buyers_own_trucks_carry():
    assert Evening(trucks=0.0).company.shipped == 500_000_000


def test_the_crossing_carries_no_more_than_it_can():
    assert Evening(load_limit=300).company.shipped == pytest.approx(300_000_000, rel=1e-6)


def test_companies_share_a_short_yard_in_proportion_whoever_loads_first():
    evening = Evening()
    site, crossing, param = evening.site, evening.crossing, evening.param
    site.concentrate, site.ore_requested, crossing.load_requested = 450, 900, 900
    first, second = (blank("company", shipments, requested=r, price=5_000) for r in (600, 300))
    shipments.weigh(site)
    for company in (first, second):
        flow = Flows(shipments, company=company, site=site, state=evening.state)
        shipments.load(company, site, crossing, param, flow, Sends())
    assert (first.shipped, second.shipped) == (300, 150)
    assert site.concentrate == 0


def test_every_cent_is_paid_in_kind_or_in_cash():
    evening = Evening()
    assert evening.company.in_kind + evening.flow["export_cash"] == evening.company.earned
    assert evening.company.in_kind <= evening.param.barter_share * evening.company.earned


def test_grain_comes_first_and_stops_when_the_granary_is_full():
    hungry = Evening()
    full = Evening(granary=4_000 * 400 * 90)
    assert hungry.flow["barter_grain"] > 0
    assert full.flow["barter_grain"] == 0
    assert full.flow["barter_consumer_goods"] > hungry.flow["barter_consumer_goods"]


@pytest.mark.parametrize(("cap", "grams"), [(1.0, 4_000_000), (0.25, 1_000_000)])
def test_fuel_fills_the_tank_as_far_as_the_oil_cap_allows(cap, grams):
    evening, flow = Evening(), Flows()
    evening.state.oil_cap, evening.company.owed = cap, 10_000_000
    shipments.bring_fuel(evening.company, evening.site, evening.state, evening.param, flow, Sends())
    assert flow["barter_fuel"] == grams


def test_partners_pay_more_in_goods():
    plain, venture = Evening(), Evening()
    venture.site.investor, venture.site.concentrate = 1.0, 5_000_000_000
    venture.company.in_kind = 0
    shipments.load(venture.company, venture.site, venture.crossing, venture.param, venture.flow, Sends())
    before = plain.param.barter_share * plain.company.earned
    assert venture.company.owed == pytest.approx(before * 1.5)


def test_a_fishery_ships_what_it_landed_and_stops_when_its_store_is_full():
    company = blank("company", shipments, ordered=0, capacity=60_000_000, push=0.0, makes_goods=1)
    flow = Flows(shipments, company=company, site=make_site(), state=make_state(treasury))
    for _ in range(100):
        shipments.make(company, make_site(kind=SiteKind.ENTERPRISE), defaults(shipments), flow)
    assert company.goods == 60_000_000 * 20
    company.ordered, company.price = 60_000_000, 160_000
    crossing, send = blank("crossing", shipments), Sends()
    site = make_site(investor=0.0, trucks=0.0)
    shipments.request(
        company,
        SimpleNamespace(barred=0.0, for_food=0.0),
        site,
        make_place(granary=0),
        crossing,
        defaults(shipments),
        send,
    )
    shipments.load(company, site, crossing, defaults(shipments), flow, send)
    assert company.shipped == 60_000_000
    assert company.goods == 60_000_000 * 19


def test_the_mine_towns_granary_is_a_by_product_of_its_truck_flow():
    def granary_after(days: int, barred: float) -> int:
        evening = Evening(barred=barred)
        for _ in range(days):
            evening.site.concentrate = 5_000_000_000
            evening.place.granary = max(0, evening.place.granary - 4_000 * 400)
            evening.site.fuel_brought = 0
            evening.run()
        return evening.place.granary

    assert granary_after(120, barred=0.0) > 50 * 4_000 * 400
    assert granary_after(120, barred=1.0) == 0


def test_a_smelters_company_sells_the_metal_its_furnaces_gave():
    company = blank("company", shipments, capacity=60_000_000, push=0.0, makes_goods=1)
    smelter = make_site(kind=SiteKind.MILL, smelted=40_000_000, recipe=0.45)
    flow = Flows(shipments, company=company, site=smelter)
    shipments.make(company, smelter, defaults(shipments), flow)
    assert company.goods == 18_000_000


def test_a_site_without_a_product_ships_none():
    company = blank("company", shipments, ordered=10**9, capacity=10**9, push=0.0, requested=7, price=5_000)
    crossing, commodity, send = (
        blank("crossing", shipments),
        SimpleNamespace(barred=0.0, for_food=0.0),
        Sends(),
    )
    shipments.request(
        company, commodity, make_site(makes=0), make_place(granary=0), crossing, defaults(shipments), send
    )
    assert company.requested == send["ore_requested"] == 0


def test_what_passes_against_food_alone_brings_grain_and_no_currency():
    evening = Evening(barred=1.0, for_food=1.0)
    assert evening.company.shipped == 1_000_000_000
    assert evening.company.in_kind == pytest.approx(evening.company.earned, abs=1)
    assert evening.state.usd <= 1
    assert evening.place.granary == pytest.approx(5_000_000 / 35 * 1_000, rel=1e-4)
    assert max(evening.site.store, evening.site.fuel) < 20, "grams left over by rounding"


def test_no_more_ore_goes_against_food_than_pays_for_the_room_in_the_granary():
    full = 4_000 * 400 * 90
    assert Evening(barred=1.0, for_food=1.0, granary=full).company.shipped == 0
    nearly = Evening(barred=1.0, for_food=1.0, granary=full - 1_000_000)
    assert nearly.company.shipped == pytest.approx(1_000_000 * 35 / 1_000 * 1e6 / 5_000, rel=1e-4)
    assert nearly.place.granary == pytest.approx(full, abs=30)
