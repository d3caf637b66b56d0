"""Every mistake in a policy's file is answered by one sentence with file, entry, field and remedy."""

from __future__ import annotations

import pytest

from tests.policies.conftest import FILE
from tumen.core.errors import ScenarioError
from tumen.policies import Closure, InstrumentEdit, PolicyChange, load

MISTAKES = {
    "an unknown key": ('who = "The test."', "colour = 1", "mine.toml: unknown key 'colour'"),
    "a misspelt key": ("who =", "whom =", "unknown key 'whom'; did you mean 'who'?"),
    "a misspelt table": ("[[closure]]", "[[clousure]]", "unknown key 'clousure'; did you mean 'closure'?"),
    "a misspelt key of a change": (
        "places",
        "plces",
        "change 1: unknown key 'plces'; did you mean 'places'?",
    ),
    "a misspelt key of an instrument": (
        "exemption =",
        "exempton =",
        "instrument 1: unknown key 'exempton'; did you mean 'exemption'?",
    ),
    "a key of another entry": ('match = "*Sanhe"', 'places = ["Musan"]', "closure 1: unknown key 'places'"),
    "a missing title": ('title = "Of my own"\n', "", "mine.toml: 'title' is missing"),
    "a change without values": ("set.support_levy = 1_000\n", "", "change 1: 'set' is missing"),
    "a name that climbs out": ('name = "mine"', 'name = "../mine"', "'name' is '../mine'"),
    "text for a date": ("from = 2016-04-01", 'from = "soon"', "change 1: 'from' is 'soon'"),
    "text for a number": ("1_000", '"1000"', "'set.support_levy' is '1000' but should be a number"),
    "true for a number": ("= 0.5", "= true", "instrument 1: 'exemption' is True but should be a number"),
    "infinity": ("1_000", "inf", "'set.support_levy' is inf"),
    "a share above one": ("= 0.5", "= 1.5", "instrument 1: 'exemption' is 1.5"),
    "a change that ends before it begins": (
        "to = 2016-12-31",
        "to = 2016-03-01",
        r"change 1: 'to' \(2016-03-01\) is before 'from' \(2016-04-01\)",
    ),
    "a closure that ends before it begins": ("to = 2016-01-31", "to = 2015-01-31", "closure 1: 'to'"),
    "an instrument that ends before it binds": (
        "exemption = 0.5",
        "from = 2017-01-01\nto = 2016-01-01",
        "instrument 1: 'to'",
    ),
    "an instrument of which nothing is said": (
        "exemption = 0.5\n",
        "",
        "instrument 1: should either 'remove'",
    ),
    "an instrument struck and edited": ("exemption", "remove = true\nexemption", "should either 'remove'"),
    "an instrument with an end and none": ("exemption = 0.5", "endless = true\nto = 2019-01-01", "is either"),
    "an instrument without a name": ('match = "2270 *"\n', "", "instrument 1: 'match' is missing"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_in_one_sentence(mistake, write):
    old, new, said = MISTAKES[mistake]
    with pytest.raises(ScenarioError, match=said) as caught:
        load(write(old, new))
    sentence = str(caught.value)
    assert sentence.startswith("mine.toml")
    assert "\n" not in sentence
    assert sentence.endswith((".", "?"))
    assert "Value error" not in sentence


def test_the_second_entry_is_called_the_second(write):
    twice = FILE + "\n[[closure]]\nfrom = 2016-01-01\nto = 2015-01-01\n"
    with pytest.raises(ScenarioError, match="closure 2: 'to'"):
        load(write(text=twice))


def test_a_good_file_is_read_as_it_is_written(write):
    read = load(write())
    assert (read.name, read.title, read.who) == ("mine", "Of my own", "The test.")
    (change,), (instrument,), (closure,) = read.change, read.instrument, read.closure
    assert change == PolicyChange.model_validate(
        {"from": "2016-04-01", "to": "2016-12-31", "places": ["Musan"], "set": {"support_levy": 1_000}}
    )
    assert instrument == InstrumentEdit(match="2270 *", exemption=0.5)
    assert closure == Closure.model_validate({"match": "*Sanhe", "from": "2016-01-01", "to": "2016-01-31"})


def test_a_policy_cannot_be_changed_once_it_is_read(write):
    with pytest.raises(ValueError, match="frozen"):
        load(write()).title = "Another"
