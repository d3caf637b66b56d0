"""Plots and foraging: food from July to October, less of it after a flood."""

from tests.economy.helpers import Flows, Sends, day, defaults, make_household, make_person, make_place
from tumen.core.roles import Livelihood
from tumen.economy.households import plot
from tumen.economy.nature import weather


def hillside(**changed):
    given = dict(harvest=1.0, flood_loss=0.0, season=0.0, grain_price=3_400, plot_land=1.0) | changed
    return make_place(plot, **given)


def year_of_harvest(tended=1.0, **changed):
    """Kilograms of each month from a plot of size 1."""
    household, place, param = make_household(grain=0), hillside(**changed), defaults(plot, weather)
    household.plot, household.tended = 1.0, tended
    months = [0] * 12
    for number in range(31, 366):
        today = day(number)
        weather.ripen(place, param, today)
        plot.look_at_fields(place, today, param)
        flow = Flows(plot, household=household)
        plot.harvest(household, place, today, param, flow, Sends())
        months[today.month - 1] += flow["plot_harvest"] / 1000
    return months


def test_a_tended_plot_yields_its_year_between_july_and_october():
    months = year_of_harvest()
    assert sum(months[6:10]) > 0.98 * sum(months)
    assert abs(sum(months) - 200) < 10


def test_a_neglected_plot_yields_less():
    assert sum(year_of_harvest(tended=0.0)) < 0.5 * sum(year_of_harvest())


def test_a_flood_that_takes_a_third_of_the_land_takes_a_third_of_the_food():
    assert 0.64 < sum(year_of_harvest(flood_loss=1 / 3)) / sum(year_of_harvest()) < 0.69


def test_a_day_on_the_hill_feeds_tonight_and_raises_the_care_of_the_plot():
    person, household = (
        make_person(livelihood=Livelihood.PLOT, hours=1.0),
        make_household(tended=0.5, grain=0),
    )
    plot.tend(
        person, household, hillside(), day(150), defaults(plot), Flows(plot, household=household), Sends()
    )
    assert household.grain == 300
    assert household.tended > 0.5


def test_each_year_begins_with_an_untended_plot():
    household = make_household(plot, tended=0.8, id=3)
    for number in range(7):
        plot.harvest(household, hillside(), day(number), defaults(plot), Flows(), Sends())
    assert household.tended == 0.0


def test_the_hill_gives_nothing_in_winter():
    person, household, place = (
        make_person(livelihood=Livelihood.PLOT, hours=1.0),
        make_household(tended=0.5),
        hillside(),
    )
    flow = Flows()
    plot.tend(person, household, place, day(10), defaults(plot), flow, Sends())
    plot.look_at_fields(place, day(10), defaults(plot))
    assert not flow.moved
    assert place.plot_return == 0


def test_farm_families_have_more_land_than_town_families():
    luck = type("Luck", (), {"ground": 0.5})
    farm, town = make_household(plot, farm=1, urban=0), make_household(plot, farm=0, urban=1)
    for household in (farm, town):
        plot.clear(household, hillside(), defaults(plot), luck)
    assert farm.plot > 2 * town.plot
