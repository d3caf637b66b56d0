"""What is barred leaves by night if the centre opens it, never otherwise, and never for free."""

from __future__ import annotations

from types import SimpleNamespace

from tests.economy.helpers import Flows, Sends, blank, defaults, make_site, make_state

from tumen.economy.trade import state_smuggling

TONNE = 1_000_000


def night(
    barred=1.0, open_=1.0, river=1, yard=10_000 * TONNE, companies=2, makes_goods=0, goods=0, **changed
):
    """One night of two companies at one mine; what was moved and paid."""
    param = defaults(state_smuggling, **changed)
    commodity = SimpleNamespace(barred=barred, other_exports=0)
    crossing, state = SimpleNamespace(open=open_, river=river), make_state(usd=0)
    site = make_site(state_smuggling, concentrate=yard)
    firms = [
        blank(
            "company",
            state_smuggling,
            capacity=1_000 * TONNE,
            price=7_000,
            makes_goods=makes_goods,
            goods=goods,
        )
        for _ in range(companies)
    ]
    send = Sends()
    for company in firms:
        state_smuggling.want(company, SimpleNamespace(), commodity, crossing, param, send)
    site.night_demand = send["night_demand"]
    state_smuggling.look_in_yard(site)
    for company in firms:
        flow = Flows(state_smuggling, company=company, site=site, state=state)
        state_smuggling.move(company, site, state, param, flow)
    return SimpleNamespace(firms=firms, site=site, state=state, smuggled=sum(c.smuggled for c in firms))


def test_it_is_off_unless_someone_opens_it():
    closed = night()
    assert closed.smuggled == 0
    assert closed.state.usd == 0


def test_opened_it_moves_part_of_what_the_ban_keeps_in_the_yard():
    opened = night(state_smuggling=1.0)
    assert opened.smuggled == 600 * TONNE
    assert opened.site.concentrate == 9_400 * TONNE


def test_what_may_be_exported_by_day_needs_no_night():
    assert night(barred=0.0, state_smuggling=1.0).smuggled == 0


def test_a_shut_crossing_lets_nothing_by_for_the_state_either():
    assert night(open_=0.0, state_smuggling=1.0).smuggled == 0


def test_a_yard_that_is_almost_empty_is_shared_evenly():
    poor = night(state_smuggling=1.0, yard=100 * TONNE)
    assert {company.smuggled for company in poor.firms} == {50 * TONNE}
    assert poor.site.concentrate == 0


def test_the_state_is_paid_less_than_by_day():
    opened = night(state_smuggling=1.0)
    assert opened.state.usd == sum(company.smuggled_value for company in opened.firms)
    assert opened.state.usd == int(0.6 * 600 * 7_000)


def test_companies_that_make_their_goods_smuggle_from_their_store():
    opened = night(state_smuggling=1.0, makes_goods=1, goods=200 * TONNE)
    assert opened.smuggled == 400 * TONNE
    assert opened.site.concentrate == 10_000 * TONNE


def test_firms_elsewhere_do_the_same_with_what_they_may_not_export():
    earned = []
    for barred, opened in ((1.0, 0.0), (0.0, 1.0), (1.0, 0.5), (1.0, 1.0)):
        flow = Flows()
        commodity = SimpleNamespace(barred=barred, other_exports=1_000_000)
        param = defaults(state_smuggling, state_smuggling=opened)
        state_smuggling.move_elsewhere(commodity, make_state(), param, flow)
        earned.append(flow["state_smuggling_elsewhere"])
    assert earned == [0, 0, 90_000, 180_000]


def test_ships_that_are_stopped_at_sea_bring_nothing_and_the_river_is_not_theirs_to_stop():
    at_sea, on_land = (night(river=river, state_smuggling=1.0, sea_interdiction=0.5) for river in (0, 1))
    assert at_sea.smuggled == 300 * TONNE
    assert on_land.smuggled == 600 * TONNE
    flow, commodity = Flows(), SimpleNamespace(barred=1.0, other_exports=1_000_000)
    param = defaults(state_smuggling, state_smuggling=1.0, sea_interdiction=0.5)
    state_smuggling.move_elsewhere(commodity, make_state(), param, flow)
    assert flow["state_smuggling_elsewhere"] == 90_000
