"""Mechanisms that do not fit together are refused, in a sentence that says where and what to type instead."""

from __future__ import annotations

from types import ModuleType

import pytest

from tests.engine.toy import mechanism, toy_catalog
from tumen.core.declare import Draw, Fixed, Flow, Observable, Param, Signal, Stock, Whole
from tumen.core.errors import ModelError
from tumen.core.measure import mean, total
from tumen.engine.catalog import Catalog
from tumen.engine.layout import Layout
from tumen.engine.mechanism import read_mechanism
from tumen.engine.translate import translate


def reads_misspelt(household):
    household.note = household.lader


def writes_stock(household):
    household.larder = 5


def writes_own_stock(household):
    household.tin = 5


def writes_place(household, place):
    place.crowding = 3


def writes_foreign(place):
    place.ration = 3


def writes_base(place):
    place.residents = 3


def idle_household(household):
    household.note = 1


def idle_place(place):
    place.crowding = 1


def asks_param(household, param):
    household.note = param.nee


def asks_draw(household, draw):
    household.note = draw.rain


def asks_today(household, today):
    household.note = today.weekdays


def moves_unknown(place, flow):
    flow.grwon(3)


def moves_unseen(household, flow):
    flow.pooled(3)


def sends_unknown(household, place, send):
    send.mouth(3)


def sends_unseen(household, send):
    send.noise(3)


def sends_as_place(place, send):
    send.noise(3)


def sends_as_people(household, place, send):
    send.noise(3)


def sees_too_much(household, site):
    household.note = site.posts


def runs_for_nobody(village):
    pass


def unknown_helper(household):
    household.note = undefined_helper(3)  # noqa: F821


WORDS = {"one": 1}


def uses_words(household):
    household.note = WORDS["one"]


def two_at_once(household):
    household.note = household.mark = 3


def two_numbers(household, place, send):
    send.noise(1, 2)


NOTE = {"household.note": Whole(0, 9, "code", "A note."), "household.mark": Whole(0, 9, "code", "A mark.")}
CROWDING = {"place.crowding": Whole(0, 9, "code", "Crowding.")}
NOISE = {"noise": Signal("place", "dB", "Noise.")}


def extra(when: dict[str, str], **contents: object) -> ModuleType:
    rules = {name: globals()[name] for name in when if name in globals()}
    return mechanism("extra", {"WHEN": when, **rules, **contents})


REFUSED = {
    "two owners of a column": (
        extra({}, STATE={"household.mood": Fixed(0, 1, "share", "Mood.")}),
        "farm.py and extra.py both declare 'household.mood' in STATE; one may own it",
    ),
    "two owners of a parameter": (
        extra({}, PARAMS={"need": Param(1, 0, 2, "g", "assumption", "Need.")}),
        "both declare 'need' in PARAMS; one may own it",
    ),
    "a column that is the stage's": (
        extra({}, STATE={"household.weight": Whole(0, 1, "n", "Weight.")}),
        "The column 'household.weight' is declared twice",
    ),
    "a signal that is also a column": (
        extra({}, SIGNALS={"ration": Signal("place", "g", "Ration.")}),
        "The column 'place.ration' is declared twice",
    ),
    "an unknown column": (
        extra({"reads_misspelt": "10:00"}, STATE=NOTE),
        r"extra.py, line {line}: no mechanism declares household.lader; did you mean 'household.larder'\?",
    ),
    "a stock written outside a flow": (
        extra({"writes_own_stock": "10:00"}, STATE={"household.tin": Stock("grain", "Tin.")}),
        "extra.py, line {line}: the stock household.tin may only be changed by a flow",
    ),
    "another's stock": (
        extra({"writes_stock": "10:00"}),
        "extra.py, line {line}: household.larder belongs to farm; send it a signal or move a flow",
    ),
    "another's column": (
        extra({"writes_foreign": "04:00"}),
        "extra.py, line {line}: place.ration belongs to farm; send it a signal or move a flow",
    ),
    "the stage's column": (
        extra({"writes_base": "04:00"}),
        "extra.py, line {line}: place.residents belongs to the stage",
    ),
    "a place written by a household": (
        extra({"writes_place": "10:00"}, STATE=CROWDING),
        "extra.py, line {line}: a household may not write place.crowding; order would matter",
    ),
    "a place's rule while people are up": (
        extra({"idle_place": "10:00"}, STATE=CROWDING),
        "rule idle_place: a rule for a place happens before 06:00 or from 21:00, not at 10:00",
    ),
    "a household's rule at night": (
        extra({"idle_household": "22:00"}, STATE=NOTE),
        "rule idle_household: a rule for a household happens between 06:00 and 20:59, not at 22:00",
    ),
    "a flow between two assets": (
        extra({}, FLOWS={"swap": Flow("won", "household.larder", "household.purse", "Swap.")}),
        "extra.py: flow 'swap' moves won, but 'household.larder' holds grain",
    ),
    "a flow from an unknown stock": (
        extra({}, FLOWS={"swap": Flow("grain", "household.lader", "used", "Swap.")}),
        r"extra.py: flow 'swap' names 'household.lader', which is no stock; did you mean 'household.larder'",
    ),
    "a flow from a column that is no stock": (
        extra({}, FLOWS={"swap": Flow("grain", "place.ration", "used", "Swap.")}),
        "flow 'swap' names 'place.ration', which is no stock",
    ),
    "a flow between two boundaries": (
        extra({}, FLOWS={"swap": Flow("grain", "made", "lost", "Swap.")}),
        "extra.py: flow 'swap' touches no stock",
    ),
    "an unknown parameter": (
        extra({"asks_param": "10:00"}, STATE=NOTE),
        r"extra.py, line {line}: unknown param.nee; did you mean 'need'\?",
    ),
    "another's draw": (
        extra({"asks_draw": "10:00"}, STATE=NOTE, DRAWS={"rains": Draw("Rain.")}),
        r"extra.py, line {line}: unknown draw.rain; did you mean 'rains'\?",
    ),
    "an unknown part of the date": (
        extra({"asks_today": "10:00"}, STATE=NOTE),
        r"extra.py, line {line}: unknown today.weekdays; did you mean 'weekday'\?",
    ),
    "an unknown flow": (
        extra(
            {"moves_unknown": "04:00"}, FLOWS={"grown_more": Flow("grain", "made", "place.store", "More.")}
        ),
        "extra.py, line {line}: unknown flow.grwon",
    ),
    "a flow to an actor the rule does not see": (
        extra(
            {"moves_unseen": "10:00"},
            FLOWS={"pooled": Flow("grain", "household.larder", "place.store", "Pool.")},
        ),
        "rule moves_unseen: flow 'pooled' touches place.store, but the rule does not see a place",
    ),
    "an unknown signal": (
        extra({"sends_unknown": "10:00"}, SENDS=("mouths",)),
        r"extra.py, line {line}: unknown send.mouth; did you mean 'mouths'\?",
    ),
    "a signal nobody declares": (
        extra({"sends_unknown": "10:00"}, SENDS=("mouth",)),
        r"No mechanism declares the signal 'mouth'; did you mean 'mouths'\?",
    ),
    "a signal to an actor the rule does not see": (
        extra({"sends_unseen": "10:00"}, SIGNALS=NOISE),
        "rule sends_unseen: signal 'noise' goes to a place, which the rule does not see",
    ),
    "a signal from places and people": (
        extra({"sends_as_place": "04:00", "sends_as_people": "10:00"}, SIGNALS=NOISE),
        "The signal 'place.noise' is sent by coarse actors and by people; use two signals",
    ),
    "an actor out of sight": (
        extra({"sees_too_much": "10:00"}, STATE=NOTE),
        "rule sees_too_much: a rule for a household cannot see 'site'; it can see household, place, state",
    ),
    "a rule for an unknown actor": (
        extra({"runs_for_nobody": "10:00"}),
        "rule runs_for_nobody: the first parameter must be one of state, commodity.*found 'village'",
    ),
    "an observable of an unknown column": (
        extra({}, OBSERVABLES={"x": Observable("g", "X.", mean("place.stor"))}),
        r"The observable 'x' reads the unknown column 'place.stor'; did you mean 'place.store'\?",
    ),
    "an observable of an unknown flow": (
        extra({}, OBSERVABLES={"x": Observable("g", "X.", total("flow.eatn"))}),
        r"The observable 'x' reads the unknown flow 'eatn'; did you mean 'eaten'\?",
    ),
    "an observable of people": (
        extra({}, OBSERVABLES={"x": Observable("share", "X.", mean("household.mood"))}),
        "The observable 'x' reads 'household.mood': of people only stocks are summed daily; send a signal",
    ),
    "two files of one name": (
        mechanism("farm", {"WHEN": {}}),
        "toys/farm.py and toys/farm.py share a name; call one of them otherwise",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_the_catalog_refuses(case: str) -> None:
    module, expected = REFUSED[case]
    rules = [function for name in module.WHEN if (function := getattr(module, name, None))]
    line = rules[0].__code__.co_firstlineno + 1 if rules else 0
    with pytest.raises(ModelError, match=expected.replace("{line}", str(line))):
        toy_catalog(module)


TRANSLATION_REFUSED = {
    "a name the file does not hold": (
        "unknown_helper",
        "rule unknown_helper: unknown name 'undefined_helper'",
    ),
    "a dictionary": (
        "uses_words",
        "rule uses_words: 'WORDS' is neither a number nor a function a rule can use",
    ),
    "two columns at once": ("two_at_once", "rule two_at_once: assign to one column at a time"),
    "a signal of two numbers": ("two_numbers", "rule two_numbers: send.noise takes one number"),
}


@pytest.mark.parametrize("case", TRANSLATION_REFUSED)
def test_the_translation_refuses(case: str) -> None:
    rule, expected = TRANSLATION_REFUSED[case]
    catalog = toy_catalog(extra({rule: "10:00"}, STATE=NOTE, SIGNALS=NOISE))
    declared = next(m for m in catalog.mechanisms if m.name == "extra")
    with pytest.raises(ModelError, match=expected):
        translate(declared.rules[0], declared, Layout(catalog))


def test_when_names_a_rule_that_is_missing() -> None:
    with pytest.raises(
        ModelError, match=r"extra.py: WHEN names the rule 'sleep', which the file does not hold"
    ):
        read_mechanism(extra({"sleep": "10:00"}))


@pytest.mark.parametrize("when", ["24:00", "7:00", "07:60", "noon", ""])
def test_a_time_that_is_none_is_refused(when: str) -> None:
    with pytest.raises(
        ModelError, match=r"extra.py: rule 'idle_place' happens at .*; expected HH:MM or 'opening'"
    ):
        read_mechanism(extra({"idle_place": when}))


def test_the_order_of_files_does_not_matter() -> None:
    catalog = toy_catalog()
    assert Catalog(reversed(catalog.mechanisms)).rules == catalog.rules


def test_the_order_of_the_day_is_by_time_then_file() -> None:
    assert [rule.full_name for rule in toy_catalog().rules] == [
        "smuggle__strip",
        "farm__harvest",
        "work__work",
        "smuggle__gather_scrap",
        "farm__eat",
        "smuggle__pool",
        "smuggle__set_out",
        "work__count",
    ]


def test_readers_and_writers_of_a_column_are_known() -> None:
    catalog = toy_catalog()
    assert catalog.readers("household.mood") == ["work.work", "farm.eat"]
    assert catalog.writers("household.mood") == ["farm.eat"]
    assert catalog.readers("need") == ["farm.eat"]
    assert catalog.owner["place.mouths"] == "farm"
