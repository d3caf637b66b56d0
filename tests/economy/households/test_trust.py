from types import SimpleNamespace

import pytest

from tests.economy.helpers import Sends, day, defaults, make_household, make_place
from tumen.economy.courts import trials
from tumen.economy.households import trust
from tumen.economy.state import levies

PARAM = defaults(trust, levies, trials)
LONG_AGO = {"since_trial": 10_000, "since_warning": 10_000}


def after(weeks: int, punished: int = 0, **changed: float) -> tuple[float, float]:
    household = make_household(trust, **({"arrears": 0, "ration_due": 0, "ration_today": 0} | changed))
    place = make_place(trust, pocketed_today=0, **LONG_AGO)
    for number in range(7 * weeks):
        place.punished_today = punished
        trust.notice(place, PARAM)
        trust.weigh_up(household, place, day(number), PARAM, None, Sends())
    return household.trust, household.fear


def test_unkept_rations_cost_trust():
    kept = after(52, ration_due=2_000, ration_today=2_000)[0]
    assert after(52, ration_due=2_000, ration_today=0)[0] < kept


def test_trust_falls_faster_than_it_recovers():
    fallen = trust.step_towards(0.5, 0.3, 365.0, 3.0)
    risen = trust.step_towards(0.5, 0.7, 365.0, 3.0)
    assert 0.5 - fallen == pytest.approx(3.0 * (risen - 0.5))


def test_half_of_a_gap_closes_in_the_half_life():
    value = 1.0
    for _ in range(52):
        value = trust.step_towards(value, 0.0, 364.0, 1.0)
    assert value == pytest.approx(0.5, abs=0.01)


def test_seen_punishment_raises_fear_and_fear_fades():
    calm, frightened = after(20)[1], after(20, punished=2)[1]
    assert frightened > calm + 0.1
    assert after(200, fear=0.9)[1] == pytest.approx(PARAM.fear_base, abs=0.01)


def test_arrears_of_a_quarter_frighten():
    assert after(10, arrears=4 * 35_000)[1] > after(10)[1]


def week(luck: float = 0.0, start: float = 0.3, days: int = 7, size: float = 3.2, **place: int) -> float:
    """Fear at the end of so many days that begin with what ``place`` says happened on the first."""
    household = make_household(trust, arrears=0, ration_due=0, ration_today=0, fear=start, equivalents=size)
    town = make_place(trust, pocketed_today=0, punished_today=0, **(LONG_AGO | place))
    for number in range(days):
        trust.weigh_up(household, town, day(number), PARAM, SimpleNamespace(in_crowd=luck), Sends())
        trust.notice(town, PARAM)
        town.since_trial += 1
        town.since_warning += 1
    return household.fear


def test_a_trial_frightens_those_who_saw_it_once_and_nobody_else():
    seen, unseen, elsewhere = week(since_trial=0), week(luck=0.9, since_trial=0), week()
    assert seen == pytest.approx(elsewhere + PARAM.fear_trial)
    assert unseen == elsewhere
    assert week(since_trial=0, days=28) < seen


def test_the_more_there_are_of_a_household_the_likelier_one_of_them_watched():
    calm = week()
    for size in (1.0, 3.2, 6.0):
        chance = PARAM.trial_crowd * size
        assert week(luck=0.99 * chance, size=size, since_trial=0) > calm
        assert week(luck=1.01 * chance, size=size, since_trial=0) == calm


def test_half_of_the_fear_of_a_trial_is_gone_after_its_half_life():
    gap = week(since_trial=0, start=PARAM.fear_base) - PARAM.fear_base
    later = week(since_trial=0, start=PARAM.fear_base, days=7 + int(PARAM.fear_half_life)) - PARAM.fear_base
    assert later == pytest.approx(gap / 2, rel=0.06)


def test_a_warning_frightens_everybody_a_little():
    assert 0 < week(since_warning=0) - week() < week(since_trial=0) - week()
