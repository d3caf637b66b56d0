"""The season of the hill plots and the ice on the river."""

from datetime import date

import pytest
from tests.economy.helpers import blank, day, defaults, make_place

from tumen.economy.nature import weather


def season(start: date, days: int) -> list[float]:
    place, param = make_place(weather), defaults(weather)
    shares = []
    for number in range(days):
        weather.ripen(place, param, day(number, start))
        shares.append(place.season)
    return shares


@pytest.mark.parametrize(("year", "days"), [(2015, 365), (2016, 366)])
def test_a_year_yields_exactly_one_harvest_leap_year_or_not(year, days):
    assert sum(season(date(year, 1, 1), days)) == pytest.approx(1.0)


def test_plots_give_nothing_before_midsummer_and_most_in_september():
    shares = season(date(2015, 1, 1), 365)
    assert sum(shares[:181]) == 0.0
    assert max(shares) == max(shares[243:273])
    assert sum(shares[304:]) == 0.0


@pytest.mark.parametrize(
    ("when", "frozen"),
    [(date(2015, 12, 14), 0), (date(2015, 12, 16), 1), (date(2016, 2, 1), 1), (date(2016, 4, 1), 0)],
)
def test_the_river_bears_a_load_from_mid_december_to_mid_march(when, frozen):
    crossing = blank("crossing", weather)
    weather.freeze(crossing, defaults(weather), day(0, when))
    assert crossing.frozen == frozen


def test_a_sea_lane_never_freezes():
    crossing = blank("crossing", weather, river=0)
    weather.freeze(crossing, defaults(weather), day(0, date(2016, 1, 20)))
    assert crossing.frozen == 0
