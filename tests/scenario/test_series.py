"""Published averages, points and spells become one value a day."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tumen.core.errors import ScenarioError
from tumen.scenario.series import Series, Spell


def years(first: int, values: list[float]) -> Series:
    spells = [
        Spell(date(first + i, 1, 1), date(first + i, 12, 31), v, "average") for i, v in enumerate(values)
    ]
    return Series("commodity.world_price", "ore", tuple(spells))


def average(series: Series, spell: Spell) -> float:
    return float(series.daily(spell.start, (spell.end - spell.start).days + 1).mean())


def test_averages_are_met_exactly():
    series = years(2012, [131.83, 136.58, 97.34, 55.82, 58.61])
    for spell in series.spells:
        assert average(series, spell) == pytest.approx(spell.value, rel=1e-9)


def test_a_quarter_may_lie_within_its_year():
    quarter = Spell(date(2013, 1, 1), date(2013, 3, 31), 148.16, "average")
    series = years(2013, [136.58, 97.34])
    both = Series(series.column, series.row, (quarter, *series.spells))
    for spell in both.spells:
        assert average(both, spell) == pytest.approx(spell.value, rel=1e-9)


def test_a_point_among_averages_is_its_months_average():
    january = Spell(date(2016, 1, 13), date(2016, 1, 13), 40.0, "point")
    series = years(2015, [55.82, 58.61])
    both = Series(series.column, series.row, (*series.spells, january))
    month = Spell(date(2016, 1, 1), date(2016, 1, 31), 40.0, "average")
    assert average(both, month) == pytest.approx(40.0, rel=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(0.5, 500), min_size=1, max_size=7))
def test_the_path_is_positive_or_the_figures_are_refused(values):
    series = years(2010, values)
    try:
        path = series.daily(date(2009, 6, 1), 365 * (len(values) + 1))
    except ScenarioError:
        return
    assert path.min() > 0
    for spell in series.spells:
        assert average(series, spell) == pytest.approx(spell.value, rel=1e-6)


def test_a_fall_to_almost_nothing_stays_positive():
    series = years(2010, [100.0, 100.0, 4.0, 4.0])
    assert series.daily(date(2010, 1, 1), 1461).min() > 0
    for spell in series.spells:
        assert average(series, spell) == pytest.approx(spell.value, rel=1e-6)


def test_averages_of_one_period_that_contradict_each_other_are_refused():
    halves = (
        Spell(date(2013, 1, 1), date(2013, 6, 30), 10.0, "average"),
        Spell(date(2013, 1, 1), date(2013, 12, 31), 90.0, "average"),
        Spell(date(2013, 7, 1), date(2013, 12, 31), 10.0, "average"),
    )
    with pytest.raises(ScenarioError, match="contradict"):
        Series("commodity.world_price", "ore", halves, file="inputs/x.csv").daily(date(2013, 1, 1), 10)


def test_points_are_joined_by_straight_lines_and_held_beyond_the_ends():
    points = [
        Spell(date(2014, 1, 1 + 10 * i), date(2014, 1, 1 + 10 * i), float(i), "point") for i in range(3)
    ]
    path = Series("state.hydro", "", tuple(points)).daily(date(2013, 12, 31), 25)
    assert path[0] == 0
    assert path[6] == pytest.approx(0.5)
    assert path[-1] == 2


def test_a_step_holds_within_its_spell_and_the_default_outside():
    spell = Spell(date(2014, 1, 2), date(2014, 1, 3), 0.3, "step")
    path = Series("place.flood_loss", "North", (spell,), outside=0.0).daily(date(2014, 1, 1), 4)
    assert path.tolist() == [0.0, 0.3, 0.3, 0.0]


def test_the_start_of_the_run_does_not_change_the_path():
    series = years(2012, [131.83, 136.58, 97.34])
    long = series.daily(date(2012, 1, 1), 900)
    later = series.daily(date(2012, 1, 1) + timedelta(days=200), 700)
    np.testing.assert_array_equal(long[200:], later)
