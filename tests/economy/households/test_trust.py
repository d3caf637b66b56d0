import pytest

from tests.economy.helpers import Sends, day, defaults, make_household, make_place
from tumen.economy.households import trust
from tumen.economy.state import levies

PARAM = defaults(trust, levies)


def after(weeks: int, punished: int = 0, **changed: float) -> tuple[float, float]:
    household = make_household(trust, **({"arrears": 0, "ration_due": 0, "ration_today": 0} | changed))
    place = make_place(trust, pocketed_today=0)
    for number in range(7 * weeks):
        place.punished_today = punished
        trust.notice(place, PARAM)
        trust.weigh_up(household, place, day(number), PARAM, Sends())
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
