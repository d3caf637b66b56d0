"""Public trials: warnings, enough accused, notice, a crowd, sentences."""

from itertools import pairwise

from tests.economy.courts.county import County
from tests.economy.helpers import defaults, make_place
from tumen.core.roles import Case
from tumen.economy.courts import custody, trials

HELD = {"held_for_trial": 1.0, "custody_days": 365}


def calendar(days: int, accused: int, campaign: float = 0.0, **changed: float) -> dict[str, list[int]]:
    """Days on which the town is warned, a trial announced and a trial held."""
    place, param = make_place(trials, accused=accused, campaign=campaign), defaults(trials, **changed)
    found: dict[str, list[int]] = {"warned": [], "announced": [], "held": []}
    for number in range(days):
        before = place.trial_in
        trials.convene(place, param)
        if place.warning_today:
            found["warned"].append(number)
        if place.trial_in > before:
            found["announced"].append(number)
        if place.trial_today:
            found["held"].append(number)
    return found


def test_warnings_come_before_trials_and_notice_is_four_days():
    found = calendar(60, accused=36)
    warned, announced, held = (found[what][0] for what in ("warned", "announced", "held"))
    assert announced - warned == defaults(trials).warning_days
    assert held - announced == 4


def test_without_enough_accused_there_are_warnings_but_no_trial():
    found = calendar(365, accused=12)
    assert found["held"] == []
    assert len(found["warned"]) == 3


def test_a_town_without_accused_is_not_even_warned():
    assert calendar(365, accused=2) == {"warned": [], "announced": [], "held": []}


def test_trials_keep_their_distance_and_each_has_its_own_warning():
    found = calendar(730, accused=100)
    assert 3 <= len(found["held"]) <= 4
    assert all(later - sooner >= defaults(trials).trial_gap for sooner, later in pairwise(found["held"]))
    for before, held in pairwise([-1, *found["held"]]):
        assert any(before < warned < held for warned in found["warned"])


def test_a_campaign_shortens_the_wait():
    assert len(calendar(365, accused=100, campaign=1.0)["held"]) > len(calendar(365, accused=100)["held"])


def test_the_crowd_is_there_on_the_day_and_on_no_other():
    place, param = make_place(trials, residents=4_000, accused=36, campaign=0.0), defaults(trials)
    seen = []
    for _ in range(60):
        trials.convene(place, param)
        seen.append((place.trial_today, place.crowd))
    assert sum(held for held, _ in seen) == 1
    assert all(crowd == held * 120 for held, crowd in seen)


def test_thieves_drug_users_and_crop_thieves_are_tried_together():
    county = County(36, trial_accused=20, **HELD)
    county.catch("theft_caught", 0, 26)
    county.catch("searched", 26, 31, value=Case.DRUGS)
    county.catch("searched", 31, 36, value=Case.CROPS)
    while county.place.trial_today == 0:
        county.live()
    assert county.sent["sentenced_today"] == county.sent["convicts"] == 36
    months = {
        case: [person.detained / 30 for person, _ in county.people if person.case == case]
        for case in (Case.THEFT, Case.DRUGS, Case.CROPS)
    }
    assert all(6 <= term <= 24 for terms in months.values() for term in terms)
    assert max(months[Case.CROPS]) < min(months[Case.DRUGS])
    assert len(set(months[Case.THEFT])) > 10
    county.live()
    assert county.sent["accused"] == 0


def test_a_sentence_is_served_to_its_last_day():
    county = County(20, trial_accused=20, sentence_spread=0.0, **HELD)
    county.catch("theft_caught")
    while county.place.trial_today == 0:
        county.live()
    county.live(30 * 12 - 1)
    assert county.count(sentenced=custody.LABOUR) == 20
    county.live()
    assert county.detained == 0
    assert county.sent["freed"] == 20
