"""Theft at the workplace: a bag a day, the dearest first, paid the morning after, and the risk."""

from types import SimpleNamespace

from tests.economy.helpers import Flows, Sends, defaults, make_household, make_person, make_place, make_site
from tests.economy.plant import Plant
from tumen.core.roles import Attendance, Livelihood
from tumen.economy.households import theft

REPORTED, STOPPED, UNSEEN = (SimpleNamespace(seen=x) for x in (0.0, 0.01, 0.99))
YARD = dict(concentrate=10**11, bids={"concentrate": 8.0})


def robbed(count, **changed):
    plant = Plant(workers=200, **changed)
    plant.send_thieves(count)
    return plant


def try_to_take(draw, bag=20_000, **changed):
    given = dict(livelihood=Livelihood.PILFER, attendance=Attendance.AT_WORK) | changed
    person, send = make_person(theft, **given), Sends()
    site, place = make_site(theft, bag=bag), make_place(theft, theft_risk=0.02, handed_over=0.004)
    theft.take(person, make_household(), place, site, draw, send)
    return person, send


def test_an_unseen_thief_gets_away_with_his_bag():
    person, send = try_to_take(UNSEEN)
    assert (person.took, person.theft_caught, send["thieves"]) == (1, 0, 1)


def test_a_thief_who_is_handed_over_has_nothing_and_is_in_the_hands_of_the_police():
    person, send = try_to_take(REPORTED)
    assert (person.took, person.theft_caught, send["thieves_seen"]) == (0, 1, 1)


def test_a_thief_whom_a_watchman_stops_has_only_lost_his_bag():
    person, send = try_to_take(STOPPED)
    assert (person.took, person.theft_caught, send.sent) == (0, 0, {})


def test_who_is_not_at_work_cannot_steal_there():
    for sheet in (Attendance.ABSENT, Attendance.DETAINED, Attendance.PAID_ABSENCE):
        assert try_to_take(UNSEEN, attendance=sheet)[0].took == 0


def test_nobody_goes_where_nothing_is_loose():
    assert try_to_take(UNSEEN, bag=0)[0].took == 0


def test_yesterdays_bag_and_yesterdays_arrest_are_over_today():
    person, _ = try_to_take(UNSEEN, livelihood=Livelihood.STATE_JOB, took=1, theft_caught=1)
    assert (person.took, person.theft_caught) == (0, 0)


def test_the_risk_follows_policing():
    for enforcement, risk, reported in ((0.0, 0.0, 0.0), (0.5, 0.02, 0.004), (1.0, 0.04, 0.016)):
        place = make_place(theft, enforcement=enforcement)
        theft.guard(place, defaults(theft))
        assert abs(place.theft_risk - risk) < 1e-9
        assert abs(place.handed_over - reported) < 1e-9


def test_a_full_yard_fills_the_bags_and_brokers_pay_the_morning_after():
    plant = robbed(50, **YARD)
    first, second = plant.live(1), plant.live(1)
    got_away = first["concentrate_stolen"] // 20_000
    assert 45 <= got_away <= 50
    assert first["concentrate_stolen"] == plant.ware.held - second["concentrate_stolen"]
    assert first.get("theft_paid", 0) == 0
    assert 155 * got_away <= second["theft_paid"] <= 160 * got_away


def test_a_bag_of_iron_concentrate_buys_less_than_a_kilogram_of_grain():
    plant = Plant(**YARD)
    plant.live(1)
    assert 0 < plant.site.pilfer_return < 3_400


def test_all_hands_together_cannot_empty_a_yard():
    for grams in (1, 999, 60_000, 10**8):
        plant = robbed(200, concentrate=grams, bids={"concentrate": 8.0})
        plant.live(5)
        assert 0 <= plant.site.concentrate <= grams


def test_without_a_bid_nothing_is_stolen():
    plant = Plant(concentrate=10**11, hunger=0.4)
    assert plant.live(28).get("concentrate_stolen", 0) == 0
    assert plant.thieves() == 0


def test_a_yard_without_a_ware_is_left_alone():
    site, flow = make_site(theft, makes=0, concentrate=0, thieves=5, metal_loose=0, metal_worth=0), Flows()
    ware = SimpleNamespace(bid=0.0, held=0)
    theft.look_round(site, make_place(yuan_rate=1_270), ware, defaults(theft))
    theft.empty_yard(site, ware, flow)
    assert (site.bag, site.pilfer_return, flow.moved) == (0, 0, {})


def test_brokers_pay_no_more_than_their_half_of_the_purse():
    site = make_site(theft, thieves=100, loot=1_000_000)
    place = make_place(theft, broker_budget=600_000, loot_due=3_000_000)
    theft.price_bags(site, place)
    assert site.thief_pay == 1_000
    assert site.thief_pay * site.thieves * 3 <= 300_000


def test_the_dearest_metal_goes_first_and_the_yard_fills_what_room_is_left():
    bids = {"concentrate": 8.0, "copper": 900.0, "scrap": 30.0}
    plant = robbed(150, concentrate=10**9, bids=bids, metal={"copper": 200_000, "scrap": 10**7})
    plant.live(10)
    lost = {name: 1.0 - plant.left(name) for name in ("copper", "scrap")}
    assert lost["copper"] > 1.5 * lost["scrap"] > 0.0
    scarce = robbed(150, concentrate=10**9, bids=bids, metal={"copper": 2_000})
    scarce.live(10)
    bags = sum(scarce.total[name] for name in ("concentrate_stolen", "plant_stripped"))
    assert scarce.total["concentrate_stolen"] > 0.9 * bags


def test_a_crowd_of_thieves_gets_less_each():
    few, many = (robbed(n, metal={"copper": 50_000}, bids={"copper": 900.0}) for n in (4, 150))
    few.live(2)
    many.live(2)
    assert many.site.thief_pay < 0.3 * few.site.thief_pay


def test_nobody_hungry_and_the_plant_paying_there_is_little_theft():
    paid = Plant(workers=200, job_return=9_000, idle=0.4, **YARD)
    unpaid = Plant(workers=200, hunger=0.15, idle=0.8, **YARD)
    paid.live(42)
    unpaid.live(42)
    assert paid.thieves() <= 8
    assert unpaid.thieves() > 5 * paid.thieves()


def test_hunger_makes_thieves():
    full, hungry = Plant(workers=120, **YARD), Plant(workers=120, hunger=0.15, **YARD)
    full.live(56)
    hungry.live(56)
    assert hungry.total["concentrate_stolen"] > 2 * full.total["concentrate_stolen"]


def test_strict_policing_holds_thieves_back():
    lax, strict = (Plant(workers=120, hunger=0.1, enforcement=e, **YARD) for e in (0.1, 1.0))
    lax.live(42)
    strict.live(42)
    assert strict.total["concentrate_stolen"] < 0.6 * lax.total["concentrate_stolen"]


def test_reaching_twice_never_takes_more_than_is_loose():
    assert theft.first_reach(10_000, 3.0, 0, 500) == 0
    assert theft.first_reach(10_000, 90.0, 100, 500) == 500
    assert theft.first_reach(100, 50.0, 100, 500) == 50
