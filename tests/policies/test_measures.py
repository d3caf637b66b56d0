"""A policy applied: what it sets holds, and what it does not touch holds as before."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policies.worlds import (
    DAYS,
    END,
    LEVERS,
    START,
    bundled,
    changes_of,
    holding,
    lived,
    own,
    periods,
    policy,
    short_musan,
)
from tumen.core.errors import ScenarioError
from tumen.engine.catalog import catalog as declared
from tumen.policies import apply, available, differences, load
from tumen.policies.measures import ENDLESS, OPEN
from tumen.scenario.check import check
from tumen.scenario.schema import Change
from tumen.scenario.series import Series, Spell
from tumen.scenario.tables import EPOCH

# ------------------------------------------------------------------ levers


@given(changes_of(3), changes_of(3))
def test_a_policys_value_stands_in_its_time_and_places_and_the_scenarios_everywhere_else(theirs, ours):
    before = short_musan(*own(theirs))
    after = apply(policy(change=ours), before, declared())
    measures = [Change.model_validate({**one, "name": "x", "from": one["from"] or date.min}) for one in ours]
    for day in lived(before):
        for place in (row["name"] for row in before.places):
            for lever in LEVERS:
                decided = holding(measures, lever, place, day)
                wanted = decided or holding(before.changes, lever, place, day)
                assert holding(after.changes, lever, place, day) == wanted, (day, place, lever)


@given(changes_of(3), changes_of(3))
def test_what_comes_out_is_a_valid_scenario_with_names_told_apart(theirs, ours):
    before = short_musan(*own(theirs))
    before = replace(before, changes=[one for one in before.changes if _lived(one)])
    after = apply(policy(change=ours), before, declared())
    assert check(after, declared()).changes == after.changes
    assert len({one.name for one in after.changes}) == len(after.changes)


def _lived(one: Change) -> bool:
    return one.start <= END and (one.end is None or one.end >= START)


@given(changes_of(3), changes_of(3))
def test_the_scenario_that_is_given_stays_as_it_was(theirs, ours):
    before = short_musan(*own(theirs))
    kept = copy.deepcopy(before)
    apply(policy(change=ours, closure=[{}], instrument=[{"match": "*", "quota": 1}]), before, declared())
    assert before == kept


@pytest.mark.parametrize("name", available())
def test_no_bundled_policy_changes_the_scenario_that_it_is_given(name, musan, catalog):
    kept = copy.deepcopy(musan)
    apply(load(name), musan, catalog)
    assert musan == kept


def test_what_else_a_change_sets_goes_on_while_a_policy_sets_one_of_its_levers(musan, catalog):
    ours = policy(change=[{"from": "2018-01-01", "to": "2018-12-31", "set": {"guard_risk_ordinary": 0.2}}])
    after = apply(ours, musan, catalog)
    for day, risk in (("2017-12-31", 0.15), ("2018-01-01", 0.2), ("2018-12-31", 0.2), ("2019-01-01", 0.15)):
        at = date.fromisoformat(day)
        assert holding(after.changes, "guard_risk_ordinary", "Musan", at) == [risk]
        assert holding(after.changes, "crossing_penalty", "Musan", at) == [100_000]


def test_a_change_that_a_policy_strikes_is_gone_and_one_that_is_not_there_is_passed_over(catalog):
    hyesan = bundled("hyesan-scrap")
    after = apply(load("no-campaign"), hyesan, catalog)
    assert [one.name for one in hyesan.changes if one not in after.changes] == [
        "come down hard on scrap smugglers"
    ]
    assert apply(policy(without=["nothing is called so"]), hyesan, catalog) == hyesan


def test_without_dates_a_lever_is_set_from_the_first_day_of_burn_in_to_the_end(musan, catalog):
    (change,) = apply(policy(change=[{"set": {"donation": 5}}]), musan, catalog).changes[-1:]
    assert (change.start, change.end, change.kind) == (date(2012, 7, 1), None, "policy")


def test_what_the_scenario_sets_holds_through_burn_in_where_a_policy_begins_with_its_start(musan, catalog):
    ours = policy(change=[{"from": musan.start, "set": {"crossing_penalty": 50_000}}])
    after = check(apply(ours, musan, catalog), catalog)
    burn_in = musan.start - timedelta(days=1)
    assert holding(after.changes, "crossing_penalty", "Musan", burn_in) == [100_000]
    assert holding(after.changes, "crossing_penalty", "Musan", musan.start) == [50_000]


WRONG = {
    "a belief": (
        {"set": {"levy_pocketed": 0.1}},
        "change 1: 'levy_pocketed' is a belief, which nobody decides",
    ),
    "a lever misspelt": (
        {"set": {"support_lvy": 1}},
        r"no lever 'support_lvy'; did you mean 'support_levy'\?",
    ),
    "a value above its range": ({"set": {"small_licences": 1.5}}, "is 1.5, expected 0 to 1 share of loads"),
    "a value below its range": ({"set": {"support_levy": -1}}, "is -1, expected 0 to 200000 KPW"),
    "a national lever in some places": (
        {"places": ["Musan"], "set": {"importer_enforcement": 0.5}},
        "'importer_enforcement' holds for the whole country; leave out 'places'",
    ),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_a_measure_that_nobody_could_take_is_refused_in_one_sentence(mistake, musan, catalog):
    change, said = WRONG[mistake]
    with pytest.raises(ScenarioError, match=said) as caught:
        apply(policy(change=[change]), musan, catalog)
    assert str(caught.value).startswith("policy 'mine'")
    assert "\n" not in str(caught.value)


def test_a_mistake_is_found_even_where_the_scenario_lacks_the_place_or_the_time(musan, catalog):
    elsewhere = {
        "places": ["Atlantis"],
        "from": "1990-01-01",
        "to": "1990-12-31",
        "set": {"levy_pocketed": 1},
    }
    with pytest.raises(ScenarioError, match="is a belief"):
        apply(policy(change=[elsewhere]), musan, catalog)


def test_two_changes_of_one_policy_may_not_contradict_each_other(musan, catalog):
    one = {"from": "2016-01-01", "set": {"donation": 1}}
    other = {"from": "2017-01-01", "places": ["Musan"], "set": {"donation": 2}}
    with pytest.raises(ScenarioError, match="'donation' at the same place from 2017-01-01"):
        apply(policy(change=[one, other]), musan, catalog)
    apply(policy(change=[one | {"to": "2016-12-31"}, other]), musan, catalog)


def test_places_the_scenario_lacks_are_passed_over(musan, catalog):
    nowhere = policy(change=[{"places": ["Atlantis"], "set": {"donation": 5}}])
    assert apply(nowhere, musan, catalog) == musan
    both = policy(change=[{"places": ["Atlantis", "Musan"], "set": {"donation": 5}}])
    assert apply(both, musan, catalog).changes[-1].places == ("Musan",)


@pytest.mark.parametrize(("first", "last"), [("1990-01-01", "1990-12-31"), ("2030-01-01", None)])
def test_a_time_that_the_scenario_does_not_live_is_passed_over(first, last, musan, catalog):
    days = {"from": first, **({"to": last} if last else {})}
    ours = policy(change=[{**days, "set": {"donation": 5}}], closure=[days])
    assert apply(ours, musan, catalog) == musan


# ------------------------------------------------------------------ instruments


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal() - EPOCH


def test_instruments_are_edited_by_name_and_others_stay_as_they_are(musan, catalog):
    edit = {"match": "2371 *", "from": "2018-01-01", "to": "2019-06-30", "quota": 0.25}
    after = apply(policy(instrument=[edit]), musan, catalog)
    assert [row["name"] for row in after.instruments] == [row["name"] for row in musan.instruments]
    for old, new in zip(musan.instruments, after.instruments, strict=True):
        if old["name"].startswith("2371 "):
            edited = {"in_force_day": _number("2018-01-01"), "cleared_by_day": 0, "quota": 0.25}
            assert new == {**old, **edited, "ends_day": _number("2019-07-01")}
        else:
            assert new == old


def test_instruments_are_struck_and_made_endless_in_the_order_of_the_file(musan, catalog):
    edits = [{"match": "* coal", "remove": True}, {"match": "2270 *", "endless": True}]
    after = apply(policy(instrument=edits), musan, catalog)
    assert not any(row["name"].endswith(" coal") for row in after.instruments)
    (left,) = (row for row in after.instruments if row["name"].startswith("2270"))
    assert left["ends_day"] == ENDLESS


def test_a_pattern_minds_capitals_and_may_match_nothing(musan, catalog):
    for match in ("CHINA *", "9999 *"):
        after = apply(policy(instrument=[{"match": match, "remove": True}]), musan, catalog)
        assert after == musan
        assert differences(musan, after, catalog) == []


# ------------------------------------------------------------------ crossings


def _open(scenario, crossing: str) -> dict[date, float]:
    days = list(lived(scenario))
    found = [one for one in scenario.series if (one.column, one.row) == (OPEN, crossing)]
    assert len(found) <= 1
    values = found[0].daily(days[0], len(days)) if found else [1.0] * len(days)
    return dict(zip(days, map(float, values), strict=True))


@st.composite
def courses(draw: st.DrawFn) -> Series | None:
    """A crossing's series: steps with gaps between them, averages, points, or none."""
    how = draw(st.sampled_from(["step", "point", "average", "none"]))
    if how == "none":
        return None
    cuts = sorted(draw(st.sets(st.sampled_from(DAYS), min_size=2, max_size=2 if how == "average" else 6)))
    levels = st.sampled_from([0.0, 0.5, 1.0])
    spells = [
        Spell(first, last - timedelta(days=1), draw(levels), how, "F0001")
        for first, last in pairwise(cuts)
        if how == "average" or draw(st.booleans())
    ]
    return Series(OPEN, "Hoeryong-Sanhe", tuple(spells), "share", 1.0) if spells else None


@given(courses(), periods, periods)
def test_a_closed_crossing_is_shut_inside_and_as_it_was_outside(course, one, other):
    before = short_musan()
    before = replace(before, series=[course] if course else [])
    closures = [
        {"match": "*Sanhe", "from": one[0], "to": one[1]},
        {"match": "Hoeryong*", "from": other[0], "to": other[1]},
    ]
    after = apply(policy(closure=closures), before, declared())
    was, becomes = _open(before, "Hoeryong-Sanhe"), _open(after, "Hoeryong-Sanhe")
    for day in lived(before):
        shut = any((first or day) <= day <= (last or day) for first, last in (one, other))
        assert becomes[day] == pytest.approx(0.0 if shut else was[day], abs=1e-12), day
    assert _open(after, "Yonsa river") == _open(before, "Yonsa river")
    assert check(after, declared())


def test_all_crossings_are_shut_where_none_is_named(musan, catalog):
    after = apply(policy(closure=[{"from": "2016-05-01", "to": "2016-05-10"}]), musan, catalog)
    for row in musan.crossings:
        shut = [day for day, value in _open(after, row["name"]).items() if value == 0]
        usual = [day for day, value in _open(musan, row["name"]).items() if value == 0]
        assert set(shut) - set(usual) == {date(2016, 5, day) for day in range(1, 11)}


def test_a_crossing_the_scenario_lacks_is_passed_over(musan, catalog):
    after = apply(policy(closure=[{"match": "Dover*"}]), musan, catalog)
    assert after == musan
    assert differences(musan, after, catalog) == []
