"""The set-up script: when it works, when it can be skipped, and what it says when it cannot."""

from __future__ import annotations

import json
import sys

import bootstrap
import pytest


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 14)])
def test_a_supported_python_is_no_problem(version):
    assert bootstrap.python_problem(version) is None


@pytest.mark.parametrize(("version", "words"), [((3, 10), "3.11 or newer"), ((3, 15), "3.11 to 3.14")])
def test_another_python_is_refused_with_both_versions_and_what_to_type(version, words):
    problem = bootstrap.python_problem(version)
    assert words in problem
    assert f"this is 3.{version[1]}" in problem
    assert "bootstrap.py" in problem


def test_a_python_without_venv_is_told_which_package_to_install():
    assert "python3.11-venv" in bootstrap.python_problem((3, 11), has_ensurepip=False)


def test_the_first_call_sets_up():
    assert bootstrap.needs_sync({}, "abc", ())


def test_an_unchanged_checkout_is_not_set_up_again():
    assert not bootstrap.needs_sync({"made_from": "abc", "groups": ["dev"]}, "abc", ("dev",))


def test_a_run_does_not_need_the_development_tools():
    assert not bootstrap.needs_sync({"made_from": "abc", "groups": []}, "abc", ())


def test_the_tests_need_the_development_tools():
    assert bootstrap.needs_sync({"made_from": "abc", "groups": []}, "abc", ("dev",))


def test_a_changed_lock_file_sets_up_again(tmp_path):
    for file in bootstrap.INPUTS:
        (tmp_path / file).write_text("one")
    before = bootstrap.fingerprint(tmp_path)
    (tmp_path / "uv.lock").write_text("two")
    assert bootstrap.needs_sync({"made_from": before, "groups": []}, bootstrap.fingerprint(tmp_path), ())


@pytest.mark.parametrize("content", ["", "{", "[]", '"text"'])
def test_a_broken_record_of_the_last_set_up_counts_as_none(tmp_path, content):
    stamp = tmp_path / "stamp.json"
    stamp.write_text(content)
    assert bootstrap.read_stamp(stamp) == {}


def test_a_record_with_odd_groups_sets_up_again():
    assert bootstrap.needs_sync({"made_from": "abc", "groups": None}, "abc", ("dev",))


def test_groups_installed_earlier_are_kept_when_the_lock_changes(tmp_path, monkeypatch):
    stamp = tmp_path / "stamp.json"
    stamp.write_text(json.dumps({"made_from": "old", "groups": ["dev"]}))
    asked = []
    monkeypatch.setattr(bootstrap, "read_stamp", lambda: json.loads(stamp.read_text()))
    monkeypatch.setattr(bootstrap, "sync", lambda groups, digest: asked.append(groups))
    bootstrap.prepare(())
    assert asked == [("dev",)]


def test_a_failing_command_ends_in_the_one_sentence_that_helps():
    script = "import sys; sys.exit('no route to host')"
    with pytest.raises(bootstrap.SetupError, match="no route to host\nIs this machine online"):
        bootstrap.call_quietly([sys.executable, "-c", script], "Is this machine online?")


def test_uv_is_told_to_use_this_checkouts_environment_whatever_the_shell_says(monkeypatch):
    monkeypatch.setenv("VIRTUAL_ENV", "elsewhere")
    monkeypatch.setenv("UV_PROJECT_ENVIRONMENT", "elsewhere")
    env = bootstrap.environment()
    assert "VIRTUAL_ENV" not in env
    assert env["UV_PROJECT_ENVIRONMENT"] == str(bootstrap.VENV)


def test_without_arguments_the_usage_is_shown(capsys):
    assert bootstrap.main([]) == 2
    assert "run musan" in capsys.readouterr().out
