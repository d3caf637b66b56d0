"""The road: its risk, what it costs, and loads that are stopped one by one."""

import pytest

from tests.economy.gangs.road import TONNE, ask_price, bank, county, luck, param, way
from tumen.core.roles import Means
from tumen.economy.gangs import roads


def weighed(means=Means.TRUCKS, place=None, crossing=None, p=None, **changed):
    haul = way(means, 150.0, **changed)
    ask_price(haul, place or county(), crossing or bank(), p or param())
    return haul


def gone(haul, checked):
    roads.travel(haul, luck(checked=checked))
    return haul


def test_what_is_stopped_is_one_truck_of_the_convoy():
    haul = gone(way(Means.TRUCKS, 150.0, stop_risk=0.2, load=14 * TONNE), checked=0.1)
    assert haul.trucks == 3
    assert haul.stopped == 6 * TONNE


def test_a_convoy_that_meets_no_check_arrives_whole():
    haul = gone(way(Means.TRUCKS, 150.0, stop_risk=0.2, load=14 * TONNE), checked=0.9)
    assert haul.trucks == 3
    assert haul.stopped == 0


def test_a_longer_convoy_is_stopped_more_often():
    assert gone(way(Means.TRUCKS, 150.0, stop_risk=0.1, load=TONNE), checked=0.3).stopped == 0
    assert gone(way(Means.TRUCKS, 150.0, stop_risk=0.1, load=30 * TONNE), checked=0.3).stopped > 0


def test_carriers_do_not_use_the_road():
    haul = gone(way(Means.BACKS, 150.0, stop_risk=1.0, load=TONNE), checked=0.0)
    assert haul.trucks == haul.stopped == 0


def test_a_longer_road_costs_more_and_meets_more_checks():
    near, far = weighed(road_km=0), weighed(road_km=240)
    assert far.stop_risk > 2 * near.stop_risk
    assert far.hire_due > near.hire_due


def test_without_checks_and_guards_nothing_is_stopped():
    assert weighed(place=county(road_check=0.0), crossing=bank(watch=0.0)).stop_risk == 0


def test_checks_at_both_ends_of_the_road_count():
    quiet = weighed(place=county(road_check=0.0), crossing=bank(watch=0.0))
    crossing = bank(watch=0.0)
    roads.approach(crossing, county(road_check=0.2))
    haul = way(Means.TRUCKS, 150.0)
    roads.weigh_road(haul, county(road_check=0.0), crossing, param())
    assert haul.stop_risk > quiet.stop_risk


def test_at_a_strict_bank_behind_an_open_road_it_is_the_guards_who_stop_trucks():
    strict, open_road = bank(watch=1.0), county(road_check=0.0)
    assert weighed(place=open_road, crossing=strict, road_km=180).at_bank == pytest.approx(1.0)
    assert weighed(crossing=bank(watch=0.0), road_km=180).at_bank == 0.0


def test_the_longer_the_road_the_smaller_the_guards_part_in_what_is_stopped():
    parts = [weighed(road_km=km).at_bank for km in (0, 60, 240)]
    assert parts == sorted(parts, reverse=True)
    assert 0.0 < parts[-1] < 0.5 * parts[0] < 0.5


def test_who_is_shielded_and_who_is_able_is_spared_on_the_road_and_at_the_bank_alike():
    plain, able = weighed(), weighed(place=county(gang_skill=0.9))
    office = weighed(Means.UNIT, protection=0.6, shield=0.6)
    assert plain.at_bank == able.at_bank == office.at_bank


def test_a_licence_shields_the_load_and_shortens_the_bribe():
    gang, office = weighed(), weighed(Means.UNIT, protection=0.6, shield=0.6)
    assert office.stop_risk < 0.5 * gang.stop_risk
    assert office.bribe_due < 0.5 * gang.bribe_due


def test_an_able_gang_is_stopped_less():
    assert weighed(place=county(gang_skill=0.9)).stop_risk < 0.6 * weighed().stop_risk


def test_brokers_are_told_what_the_way_costs_and_how_much_it_could_take():
    haul = weighed(most=4 * TONNE)
    roads.quote(haul, county(gang_rate=2.0), bank(truck_rate=1.0), param())
    assert haul.reach == 4 * TONNE
    assert 120 < haul.worth < 150


def test_where_no_guard_lets_a_truck_by_there_is_nothing_to_bid_for():
    haul = weighed()
    roads.quote(haul, county(gang_rate=2.0), bank(truck_rate=0.0), param())
    assert haul.reach == 0
