"""A county inland over a year: gangs, a unit and the road together."""

from tests.economy.gangs.road import TONNE, Year
from tumen.core.roles import Means


def test_gangs_that_earn_and_are_left_alone_organise():
    quiet = Year(road_check=0.0)
    quiet.crossing.watch = 0.0
    start = quiet.place.gang_skill
    assert quiet.live(365).place.gang_skill > 2 * start
    assert quiet.rolled == sum(quiet.stopped) == 0


def test_checks_on_the_road_break_gangs_up_and_leave_fewer_loads():
    lax, strict = Year(road_check=0.03).live(365), Year(road_check=0.25).live(365)
    assert strict.peak < lax.peak
    assert strict.rolled > lax.rolled
    assert strict.crossed[Means.TRUCKS - 1] < 0.7 * lax.crossed[Means.TRUCKS - 1]


def test_loads_are_stopped_now_and_then_and_not_every_night():
    year = Year(road_check=0.03).live(365)
    assert 2 < sum(year.stopped) < 50


def test_an_army_that_starves_carries_more():
    fed, starved = Year(), Year()
    fed.state.army_ration, starved.state.army_ration = 1.0, 0.3
    assert starved.live(365).crossed[1] > 1.3 * fed.live(365).crossed[1]


def test_where_the_border_is_shut_nothing_moves():
    shut = Year()
    shut.crossing.open = 0.0
    for haul in shut.ways:
        haul.most = 0
    assert sum(shut.live(60).crossed) == 0


def test_where_guards_are_honest_only_the_unit_moves():
    honest = Year()
    honest.crossing.complicity = 0.0
    honest.live(200)
    assert honest.crossed[0] == 0
    assert honest.crossed[1] > 6 * TONNE
