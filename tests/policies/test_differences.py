"""What two courses differ in, as sentences, and from which day on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from tests.policies.worlds import LEVERS, bundled, changes_of, holding, lived, own, policy, short_musan
from tumen.engine.catalog import catalog as declared
from tumen.policies import apply, differences, first_day, load
from tumen.scenario.schema import Change

BAN = "Resolution 2371 and China MOFCOM 40/2017"

SAID = {
    "a lever for a time in some places": (
        {"change": [{"from": "2016-04-01", "to": "2016-12-31", "places": ["Musan"], "set": {"donation": 5}}]},
        (
            "From 1 April 2016 to 31 December 2016, in Musan, grain that donors send to a place; 1,200 t "
            "would be 400 g a person and day: 5 t/month/100,000 residents instead of 0 "
            "t/month/100,000 residents (donation)."
        ),
        date(2016, 4, 1),
    ),
    "a lever from the first day to the last": (
        {"change": [{"set": {"levies_forbidden": 1}}]},
        (
            "Throughout, part of all levies, ordinary ones included, that the centre forbids and nobody "
            "asks for any more: 100 % instead of 0 % (levies_forbidden)."
        ),
        date(2012, 7, 1),
    ),
    "a lever that the scenario sets there and then": (
        {"change": [{"from": "2018-01-01", "places": ["Musan"], "set": {"support_levy": 10_000}}]},
        (
            "From 1 January 2018, in Musan, what the province asks of each household for a mine that is "
            "shut out of its trade: 10,000 KPW/household/month instead of 40,000 KPW/household/month"
        ),
        date(2018, 1, 1),
    ),
    "a lever that the scenario sets here and there": (
        {"change": [{"from": "2018-01-01", "set": {"support_levy": 10_000}}]},
        (
            "From 1 January 2018, what the province asks of each household for a mine that is shut out of "
            "its trade: 10,000 KPW/household/month instead of what the scenario sets there and then"
        ),
        date(2018, 1, 1),
    ),
    "instruments struck": (
        {"instrument": [{"match": "2371 *", "remove": True}]},
        (
            "Resolution 2371 and China MOFCOM 40/2017, iron concentrate, coal, lead and seafood: does "
            "not bind at all, instead of from 5 September 2017."
        ),
        date(2017, 9, 5),
    ),
    "an instrument sooner": (
        {"instrument": [{"match": "2371 lead", "from": "2017-01-01"}]},
        f"{BAN}, lead: binds from 1 January 2017 instead of 5 September 2017.",
        date(2017, 1, 1),
    ),
    "an instrument later": (
        {"instrument": [{"match": "2371 lead", "from": "2018-01-01"}]},
        f"{BAN}, lead: binds from 1 January 2018 instead of 5 September 2017.",
        date(2017, 9, 5),
    ),
    "instruments that do not end": (
        {"instrument": [{"match": "2270 *", "endless": True}]},
        (
            "Resolution 2270 and China MOFCOM 11/2016, iron concentrate and coal: holds to the end "
            "instead of to 14 August 2017."
        ),
        date(2017, 8, 15),
    ),
    "an instrument that ends": (
        {"instrument": [{"match": "2371 iron*", "to": "2018-12-31"}]},
        (
            "Resolution 2371 and China MOFCOM 40/2017, iron concentrate: holds to 31 December 2018 "
            "instead of to the end."
        ),
        date(2019, 1, 1),
    ),
    "less of an exemption": (
        {"instrument": [{"match": "2270 *", "exemption": 0.25}]},
        (
            "Resolution 2270 and China MOFCOM 11/2016, iron concentrate and coal: 25 % of the trade may "
            "pass by its exemption instead of 100 %."
        ),
        date(2016, 4, 5),
    ),
    "a crossing shut": (
        {"closure": [{"match": "*Sanhe", "from": "2016-05-01", "to": "2016-05-31"}]},
        "From 1 May 2016 to 31 May 2016 Hoeryong - Sanhe is closed to all trade.",
        date(2016, 5, 1),
    ),
    "all crossings shut over a time in which they were": (
        {"closure": [{"from": "2019-12-01"}]},
        (
            "From 1 December 2019 to 21 January 2020 Chilsong - Nanping, Upper Tumen at Yonsa, Hoeryong "
            "- Sanhe, Wonjong - Quanhe and Port of Chongjin are closed to all trade."
        ),
        date(2019, 12, 1),
    ),
}


@pytest.mark.parametrize("case", SAID)
def test_a_difference_is_one_sentence_and_begins_on_its_first_day(case, musan, catalog):
    entries, said, day = SAID[case]
    after = apply(policy(**entries), musan, catalog)
    (sentence,) = differences(musan, after, catalog)
    assert sentence.startswith(said)
    assert sentence.endswith(".")
    assert first_day(musan, after, catalog) == day


def test_a_change_that_is_struck_is_named_with_its_day(catalog):
    hyesan = bundled("hyesan-scrap")
    after = apply(load("no-campaign"), hyesan, catalog)
    assert differences(hyesan, after, catalog) == [
        "'come down hard on scrap smugglers', which the scenario has from 1 March 2008, does not happen."
    ]
    assert first_day(hyesan, after) == date(2008, 3, 1)


def test_a_change_that_a_policy_takes_the_place_of_is_told_once(catalog):
    hyesan = bundled("hyesan-scrap")
    after = apply(policy(change=[{"set": {"campaign": 0.5}}]), hyesan, catalog)
    (sentence,) = differences(hyesan, after, catalog)
    assert "instead of what the scenario sets there and then" in sentence


def test_what_is_left_of_a_decision_that_the_scenario_has_is_not_told_again(musan, catalog):
    decided = Change.model_validate(
        {"name": "decided", "from": "2016-01-01", "set": {"donation": 3}, "kind": "policy"}
    )
    before = replace(musan, changes=[*musan.changes, decided])
    after = apply(
        policy(change=[{"from": "2017-01-01", "to": "2017-12-31", "set": {"donation": 5}}]), before, catalog
    )
    (sentence,) = differences(before, after, catalog)
    assert sentence.startswith("From 1 January 2017 to 31 December 2017, grain that donors send")
    assert ": 5 t/month/100,000 residents instead of 3 t/month" in sentence


NOTHING = {
    "a lever at its default": {"change": [{"from": "2016-01-01", "set": {"donation": 0}}]},
    "a lever as the scenario sets it": {
        "change": [{"places": ["Musan", "Rason"], "set": {"support_levy": 40_000}}]
    },
    "an instrument that already binds so": {"instrument": [{"match": "2321 zinc", "from": "2016-12-24"}]},
    "an instrument whose grace is its first day": {
        "instrument": [{"match": "2371 lead", "from": "2017-09-05"}]
    },
    "an end after the last day": {"instrument": [{"match": "2371 *", "to": "2031-12-31"}]},
    "an end of what has ended": {"instrument": [{"match": "2270 *", "to": "2017-08-14"}]},
    "a crossing that is shut already": {"closure": [{"from": "2020-02-01"}]},
}


@pytest.mark.parametrize("case", NOTHING)
def test_what_comes_to_the_same_is_no_difference(case, musan, catalog):
    after = apply(policy(**NOTHING[case]), musan, catalog)
    assert differences(musan, after, catalog) == []
    assert first_day(musan, after, catalog) is None


def test_an_instrument_that_binds_after_the_last_day_is_no_difference(musan, catalog):
    early = replace(musan, end=date(2016, 12, 1))
    after = apply(load("no-2371"), early, catalog)
    assert differences(early, after, catalog) == []
    assert first_day(early, after) is None


def test_a_setting_of_the_scenario_is_what_a_lever_would_be(musan, catalog):
    before = replace(musan, settings={**musan.settings, "donation": 7.0})
    same = apply(policy(change=[{"set": {"donation": 7}}]), before, catalog)
    assert differences(before, same, catalog) == []
    assert first_day(before, same) is None
    (sentence,) = differences(
        before, apply(policy(change=[{"set": {"donation": 0}}]), before, catalog), catalog
    )
    assert ": 0 t/month/100,000 residents instead of 7 t/month/100,000 residents" in sentence


@given(changes_of(3), changes_of(2))
def test_the_first_day_is_the_first_on_which_anything_is_otherwise(theirs, ours):
    catalog = declared()
    before = short_musan(*own(theirs))
    after = apply(policy(change=ours), before, catalog)

    def at(scenario, lever, place, day):
        return (holding(scenario.changes, lever, place, day) or [catalog.params[lever].default])[0]

    places = [row["name"] for row in before.places]
    days = (
        day
        for day in lived(before)
        for lever in LEVERS
        for place in places
        if at(before, lever, place, day) != at(after, lever, place, day)
    )
    first = next(days, None)
    assert first_day(before, after, catalog) == first
    assert bool(differences(before, after, catalog)) == (first is not None)
