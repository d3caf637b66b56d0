"""Taking concentrate from the yard: a bag a day, what the yard allows, and the risk."""

from types import SimpleNamespace

from tests.economy.helpers import Flows, Sends, defaults, make_household, make_person, make_place, make_site
from tumen.core.roles import Attendance, Livelihood
from tumen.economy.households import pilfering

SEEN, UNSEEN = SimpleNamespace(seen=0.0), SimpleNamespace(seen=0.99)


def yard(concentrate):
    site = make_site(pilfering, concentrate=concentrate)
    pilfering.guard_yard(site, make_place(pilfering, ore_price=80), defaults(pilfering))
    return site


def try_to_take(draw, site, **changed):
    given = dict(livelihood=Livelihood.PILFER, attendance=Attendance.AT_WORK, registered=1) | changed
    household, send = make_household(ore=0), Sends()
    place = make_place(pilfering, theft_risk=0.02)
    flow = Flows(pilfering, household=household, site=site)
    pilfering.take(make_person(**given), household, place, site, draw, flow, send)
    return household.ore, send


def test_a_full_yard_fills_the_bag():
    assert yard(10**11).bag == 20_000


def test_all_hands_together_cannot_empty_a_yard():
    for concentrate in (0, 999, 60_000, 10**8):
        site = yard(concentrate)
        assert site.bag * site.posts <= concentrate


def test_a_bag_of_concentrate_buys_less_than_a_kilogram_of_grain():
    assert yard(10**11).pilfer_return < 3_400


def test_an_unseen_thief_takes_his_bag_home():
    taken, send = try_to_take(UNSEEN, yard(10**11))
    assert (taken, send["thieves"]) == (20_000, 1)


def test_a_thief_who_is_seen_takes_nothing():
    taken, send = try_to_take(SEEN, yard(10**11))
    assert (taken, send["thieves_seen"]) == (0, 1)


def test_who_is_not_at_work_cannot_steal_there():
    taken, _ = try_to_take(UNSEEN, yard(10**11), attendance=Attendance.ABSENT)
    assert taken == 0


def test_concentrate_is_sold_in_lots():
    place = make_place(pilfering, ore_lot=60, ore_take=10_000, broker_yuan=10**6, broker_ore=0)
    household, send = make_household(ore=25_000, ore_offer=1, yuan=0), Sends()
    pilfering.sell_ore(household, place, Flows(pilfering, household=household, place=place), send)
    assert (household.ore, household.yuan, household.ore_offer) == (15_000, 60, 1)
