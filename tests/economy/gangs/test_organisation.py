"""Gangs learn with profit, forget without, and lose people when someone talks."""

from tests.economy.gangs.road import TONNE, county, lots, luck, param, way
from tumen.core.roles import Means
from tumen.economy.gangs import organisation


def after(days, place, **changed):
    for _ in range(days):
        organisation.learn(place, param(**changed))
    return place.gang_skill


def night_after(place, talks=0.0, cell=0.5, **changed):
    organisation.roll_up(place, param(**changed), luck(talks=talks, cell=cell))
    return place


def test_profit_teaches_and_idle_times_make_them_forget():
    rich, idle = county(gang_skill=0.3, gang_earned=100 * 24_000), county(gang_skill=0.3)
    assert after(365, rich) > 0.45
    assert after(365, idle) < 0.22


def test_a_load_that_would_pay_tempts_beginners():
    assert after(365, county(best_load=1)) > after(365, county()) == 0


def test_much_profit_never_makes_more_than_all_of_them_able():
    assert 0.9 < after(5_000, county(gang_earned=10**12)) <= 1.0


def test_the_able_find_more_trucks_and_the_beginner_one_on_some_nights():
    able, beginner = county(gang_skill=1.0), county(gang_skill=0.1)
    for place in (able, beginner):
        organisation.muster(place, param(), luck(muster=0.5))
    assert able.gang_trucks == 2
    assert beginner.gang_trucks == 0
    organisation.muster(beginner, param(), luck(muster=0.9))
    assert beginner.gang_trucks == 1


def test_only_a_part_of_the_money_goes_into_trucks():
    place = county(broker_yuan=1_000_000)
    organisation.muster(place, param(), luck(muster=0.0))
    assert place.gang_stake < place.broker_yuan


def test_brokers_count_what_came_over_above_what_it_cost_them():
    place = county()
    for means in (Means.BACKS, Means.TRUCKS, Means.UNIT):
        organisation.reckon(way(means, 150.0, leaves=130.0, crossed=TONNE), lots(0, 70.0), place)
    assert place.gang_earned == 2 * 1_000 * 60


def test_a_load_whose_way_costs_more_than_it_brings_teaches_nothing():
    place = county()
    organisation.reckon(way(Means.BACKS, 150.0, leaves=40.0, crossed=TONNE), lots(0, 70.0), place)
    assert place.gang_earned == 0


def test_a_truck_that_was_stopped_is_counted():
    place = county()
    organisation.reckon(way(Means.TRUCKS, 150.0, stopped=6 * TONNE), lots(0, 70.0), place)
    assert place.trucks_lost == 1


def test_with_nobody_caught_nobody_talks():
    assert night_after(county(gang_skill=0.5)).cell_rolled == -1


def test_a_stopped_truck_may_cost_a_cell_and_what_it_knew():
    place = night_after(county(gang_skill=0.8, trucks_lost=1), talks=0.1, cell=0.5)
    assert place.cell_rolled == organisation.CELLS // 2
    assert place.gang_skill < 0.75


def test_most_crews_keep_silent():
    place = night_after(county(gang_skill=0.8, trucks_lost=1), talks=0.5)
    assert place.cell_rolled == -1
    assert place.gang_skill == 0.8


def test_the_more_are_caught_the_likelier_one_talks():
    few, many = county(thieves_seen=2, runs_caught=1), county(thieves_seen=2_000, runs_caught=1_000)
    assert night_after(few, talks=0.3).cell_rolled == -1
    assert night_after(many, talks=0.3).cell_rolled >= 0
