"""Advances: who is poor takes one, works it off bag by bag, and is held to stealing until then."""

from types import SimpleNamespace

from tests.economy.helpers import (
    Flows,
    Sends,
    day,
    defaults,
    make_household,
    make_person,
    make_place,
    make_site,
)
from tests.economy.plant import Plant
from tumen.core.roles import Livelihood
from tumen.economy.households import advances

FOUND, MISSED = SimpleNamespace(found=0.0), SimpleNamespace(found=0.99)
YARD = dict(concentrate=10**11, bids={"concentrate": 60.0})

PAID = 1_200
"""Fen for last night's bag, just received."""


def asked(draw=FOUND, on=2, won=10_000, advance=0, took=1, offered=36_000):
    household = make_household(advances, won=won, yuan=PAID, advance=advance)
    flow = Flows(advances, household=household, place=make_place(broker_yuan=0))
    person = make_person(livelihood=Livelihood.PILFER, took=took)
    site, place = make_site(advances, advance_offer=offered), make_place(yuan_rate=1_270)
    site.thief_pay = PAID
    advances.meet_buyer(person, household, place, site, day(on), defaults(advances), draw, flow, Sends())
    return household


def test_a_poor_thief_takes_an_advance_and_owes_it():
    household = asked()
    assert (household.yuan, household.advance) == (PAID + 36_000, 36_000)


def test_who_has_money_or_a_debt_or_no_visitor_takes_none():
    assert asked(won=10**6).advance == 0
    assert asked(advance=9_000).advance < 9_000
    assert asked(draw=MISSED).yuan == PAID
    assert asked(on=3).yuan == PAID


def test_buyers_pay_ahead_only_those_who_bring_bags():
    assert asked(took=0).yuan == PAID
    assert asked(offered=0).yuan == PAID


def test_an_advance_is_some_weeks_of_bags():
    site = make_site(advances, bag=20_000, thief_pay=1_200)
    advances.offer(site, defaults(advances))
    assert site.advance_offer == 36_000
    site.bag = 0
    advances.offer(site, defaults(advances))
    assert site.advance_offer == 0


def settle(advance):
    household = make_household(advances, advance=advance, yuan=1_000)
    place, send = make_place(broker_yuan=0), Sends()
    flow = Flows(advances, household=household, place=place)
    site = make_site(thief_pay=1_000)
    thief, param = make_person(took=1, livelihood=Livelihood.PILFER), defaults(advances)
    advances.meet_buyer(thief, household, place, site, day(2), param, MISSED, flow, send)
    return household, place, send


def test_a_part_of_each_bag_is_kept_back_and_passed_on():
    household, place, send = settle(36_000)
    assert (household.yuan, household.advance) == (600, 35_600)
    assert place.broker_yuan == send["advances_settled"] == 400


def test_no_more_is_kept_back_than_is_owed():
    household, _, _ = settle(150)
    assert (household.yuan, household.advance) == (850, 0)


def test_a_debt_that_cannot_be_collected_is_forgotten_slowly():
    household = make_household(advances, advance=10_000)
    flow = Flows(advances, household=household)
    for number in range(364):
        advances.forget(household, day(number), defaults(advances), flow)
    assert 2_000 < household.advance < 5_000


def week_after_week(owing):
    """Days of theft by the same workers under the same risk, all of them owing or none."""
    plant = Plant(workers=100, enforcement=1.0, hunger=0.05, concentrate=10**11, bids={"concentrate": 8.0})
    plant.param.advance_reach = 0.0
    for person, household in plant.people:
        person.livelihood = Livelihood.PILFER
        household.advance = 10**6 if owing else 0
    bags = 0
    for _ in range(70):
        plant.live(1)
        bags += plant.sent.get("thieves", 0)
    return plant, bags


def test_who_owes_keeps_at_it_where_a_free_thief_stops():
    bound, bags = week_after_week(owing=True)
    free, few_bags = week_after_week(owing=False)
    assert bound.thieves() > 2 * free.thieves()
    assert bags > 1.5 * few_bags


def test_a_bound_thief_gets_less_for_his_bag():
    bound, _ = week_after_week(owing=True)
    kept = bound.total["advance_withheld"] / bound.total["theft_paid"]
    assert 0.35 < kept <= 0.4


def test_the_debt_is_the_advances_less_what_was_settled_or_forgotten():
    plant = Plant(workers=100, hunger=0.2, **YARD)
    plant.live(70)
    total = plant.total
    assert total["advance_paid"] == total["advance_owed"] > 0
    owed = sum(household.advance for _, household in plant.people)
    assert owed == total["advance_owed"] - total["advance_settled"] - total.get("advance_waived", 0)
    assert total["advance_settled"] == total["advance_withheld"]
