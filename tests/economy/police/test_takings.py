"""Takings: the price of being let go, and who shares it."""

from tests.economy.helpers import Flows, Sends, defaults, make_household, make_person, make_place
from tumen.core.roles import Role
from tumen.economy.police import takings

PARAM = defaults(takings)


def price(enforcement=0.5, campaign=0.0, **changed):
    place = make_place(takings, enforcement=enforcement, campaign=campaign)
    takings.set_price(place, defaults(takings, **changed))
    return place.release_price


def test_strictness_and_campaigns_make_it_dearer():
    assert price() == 1_500
    assert price(enforcement=1.0) > price() > price(enforcement=0.1)
    assert price(campaign=1.0) > 2 * price()


def test_where_officers_ask_nothing_it_costs_nothing_in_a_campaign_either():
    assert price(campaign=1.0, release_bribe=0) == 0


def test_the_pot_is_never_promised_twice():
    place = make_place(takings, officer_pot=10_001, officer_won=777, officers=9)
    flow = Flows(takings, place=place)
    takings.share_out(place, PARAM, flow)
    assert flow["officer_yuan_up"] == 5_001
    for _ in range(9):
        household = make_household(yuan=0, won=0)
        each = Flows(takings, place=place, household=household)
        takings.take_part(make_person(role=Role.SECURITY), household, place, each, Sends())
        assert household.yuan == place.officer_fen > 0
    assert 0 <= place.officer_pot < 9


def test_only_security_officers_share():
    place, send, flow = make_place(takings, officer_fen=100), Sends(), Flows()
    takings.take_part(make_person(role=Role.OFFICIAL), make_household(), place, flow, send)
    assert (flow.moved, send.sent) == ({}, {})


def test_without_officers_superiors_have_it_all():
    place = make_place(takings, officer_pot=500, officer_won=70)
    takings.share_out(place, PARAM, Flows(takings, place=place))
    assert (place.officer_pot, place.officer_won) == (0, 0)
