"""Policies by name: those that come with the package, and files."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from tests.policies.worlds import bundled
from tumen.core.errors import ScenarioError
from tumen.policies import AS_IT_HAPPENED, apply, available, differences, first_day, load
from tumen.scenario import available as scenarios
from tumen.scenario.check import check

EVERY = [(policy, scenario) for policy in available() for scenario in scenarios()]


def test_the_baseline_comes_first_and_the_rest_in_order():
    assert available()[0] == AS_IT_HAPPENED
    assert available()[1:] == sorted(available()[1:])
    files = (resources.files("tumen.data") / "policies").iterdir()
    assert {file.name for file in files if file.name.endswith(".toml")} == {
        f"{one}.toml" for one in available()
    }


@pytest.mark.parametrize("name", available())
def test_every_bundled_policy_says_what_it_is_and_who_could_decide_it(name):
    policy = load(name)
    assert policy.name == name
    assert policy.title
    assert re.fullmatch(r"[^\s].*\.", policy.about)
    assert re.fullmatch(r"[^\s].*\.", policy.who)


@pytest.mark.parametrize(("name", "scenario"), EVERY)
def test_every_bundled_policy_gives_a_valid_scenario_of_every_bundled_one(name, scenario, catalog):
    before = bundled(scenario)
    after = apply(load(name), before, catalog)
    assert check(after, catalog) == after
    said = differences(before, after, catalog)
    assert bool(said) == (first_day(before, after, catalog) is not None)
    assert len(set(said)) == len(said)
    for sentence in said:
        assert re.fullmatch(r"[A-Z'].*\.", sentence)


@pytest.mark.parametrize("name", available()[1:])
def test_every_other_bundled_policy_is_about_something_in_some_bundled_scenario(name, catalog):
    policy = load(name)
    said = [differences(bundled(one), apply(policy, bundled(one), catalog), catalog) for one in scenarios()]
    assert any(said)


@pytest.mark.parametrize("scenario", scenarios())
def test_as_it_happened_differs_in_nothing(scenario, catalog):
    before = bundled(scenario)
    after = apply(load(AS_IT_HAPPENED), before, catalog)
    assert after == before
    assert differences(before, after, catalog) == []
    assert first_day(before, after, catalog) is None


def test_a_name_that_is_nearly_right_is_suggested():
    with pytest.raises(ScenarioError, match=r"No policy 'no-levis'.*did you mean 'no-levies'\?"):
        load("no-levis")


def test_a_name_like_nothing_is_answered_with_the_list():
    with pytest.raises(ScenarioError, match="bundled are as-it-happened, "):
        load("xyz")


@pytest.mark.parametrize("path", ["nowhere.toml", "", ".", "a\0b.toml"])
def test_a_file_that_is_not_there_is_named(path):
    with pytest.raises(ScenarioError, match="No policy"):
        load(path)


def test_a_folder_is_no_policy(tmp_path):
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(ScenarioError, match="No policy"):
        load(tmp_path / "folder.toml")


def test_broken_toml_is_said_with_its_line(write):
    with pytest.raises(ScenarioError, match=r"^mine.toml: not valid TOML: .*line 2"):
        load(write('title = "Of my own"', "title = Of my own"))


def test_bytes_that_are_no_text_are_one_sentence(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(b'name = "\xff\xfe"')
    with pytest.raises(ScenarioError, match=r"^mine.toml: cannot be read"):
        load(path)


def test_a_file_in_this_folder_does_not_hide_a_bundled_policy(write, monkeypatch):
    path = write('name = "mine"', 'name = "no-levies"')
    path.rename(path.with_name("no-levies"))
    monkeypatch.chdir(path.parent)
    assert load("no-levies").title == "No levies"
