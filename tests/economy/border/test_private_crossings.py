"""Private crossings: what goes over at night, what is caught, and what people believe."""

from tests.economy.helpers import Flows, blank, defaults, make_place
from tests.economy.riverside import Riverside
from tumen.economy.border import private_crossings as river


def bank(**changed):
    given = dict(enforcement=0.5, ways=1_000, runs_through=0, runs_caught=0) | changed
    place = make_place(river, **given)
    place.broker_scrap, place.broker_ore = changed.get("broker_scrap", 0), changed.get("broker_ore", 0)
    return place


def open_ways(place, **changed):
    crossing = blank("crossing", river, **(dict(private_ways=10_000, open=1.0, frozen=0) | changed))
    river.close_ways(place)
    river.open_ways(crossing, place, defaults(river))
    return place.ways


def test_strict_policing_narrows_the_ways():
    assert open_ways(bank(enforcement=0.2)) > open_ways(bank(enforcement=0.8))


def test_ice_eases_the_crossing_and_a_shut_border_ends_it():
    assert open_ways(bank(), frozen=1) > open_ways(bank()) > 0
    assert open_ways(bank(), open=0.0) == 0


def test_the_dearest_goods_go_first():
    place = bank(runs_through=10, broker_scrap=10**9, broker_ore=10**9)
    river.load(place, defaults(river))
    assert (place.goods_load, place.scrap_load, place.ore_load) == (300_000, 0, 0)


def test_loads_never_exceed_backs_ways_or_what_brokers_hold():
    place = bank(runs_through=100, broker_scrap=200_000, broker_ore=50_000)
    river.load(place, defaults(river))
    assert place.goods_load + place.scrap_load + place.ore_load <= min(100 * river.LOAD, 1_000_000)
    assert (place.scrap_load, place.ore_load) == (200_000, 50_000)


def test_what_is_caught_is_lost():
    place = bank(runs_through=3, runs_caught=1, broker_scrap=10**6)
    river.load(place, defaults(river))
    flow = Flows(river, place=place)
    river.deliver(place, flow)
    assert flow["scrap_seized"] + flow["goods_seized"] == (place.scrap_load + place.goods_load) // 4


def test_belief_follows_what_is_seen_with_its_half_life():
    place = bank(runs_through=80, runs_caught=20)
    place.believed_risk = 0.0
    for _ in range(60):
        river.load(place, defaults(river))
        river.judge(place, defaults(river))
    assert 0.09 < place.believed_risk < 0.11


def test_without_a_border_there_is_no_smuggling():
    town = Riverside()
    town.crossing.private_ways = 0
    moved = town.live(60)
    assert moved["goods_smuggled"] == moved["scrap_smuggled"] == moved["ore_smuggled"] == 0


def test_smuggling_rises_with_hunger_and_relaxed_policing():
    fed, hungry = Riverside(outside_trade=300), Riverside(outside_trade=300, hunger=0.3)
    before, after = fed.live(120), hungry.live(120)
    assert hungry.place.enforcement < 0.6 * fed.place.enforcement
    kinds = ("goods_smuggled", "scrap_smuggled", "ore_smuggled")
    assert sum(after[k] for k in kinds) > 1.3 * sum(before[k] for k in kinds)


def test_shutting_the_border_ends_a_running_trade():
    town = Riverside(hunger=0.2)
    town.live(60)
    town.crossing.open = 0.0
    town.live(3)
    moved = town.live(30)
    assert moved["goods_smuggled"] == moved["scrap_smuggled"] == 0
    assert town.place.scrap_bid == 0
