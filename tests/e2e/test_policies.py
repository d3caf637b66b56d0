"""The policies command, as a user calls it."""

from __future__ import annotations

import pytest

from tests.e2e.commands import ESCAPE, answer, files, succeed, tumen

NAMES = ("as-it-happened", "no-2371", "no-campaign", "food-aid")

MINE = """\
name = "mine"
title = "[bold red]Mine \\u001b[31m"
about = "About \\u202Eit."

[[change]]
from = 2016-01-01
set.donation = 100
"""


def test_policies_lists_what_there_is_and_whether_it_is_about_the_scenario(tmp_path):
    said = succeed("policies", cwd=tmp_path)
    for name in NAMES:
        assert name in said
    rows = {row["policy"]: row for row in answer("policies", cwd=tmp_path)["policies"]}
    assert next(iter(rows)) == "as-it-happened"
    assert {name for name, row in rows.items() if not row["differs"]} == {"as-it-happened", "no-campaign"}
    assert rows["no-2371"]["first_day"] == "2017-08-15"
    assert all(row["title"] and row["who"] for row in rows.values())


def test_another_scenario_has_other_policies_that_it_is_nothing_for(tmp_path):
    told = answer("policies", "--scenario", "hyesan-scrap", cwd=tmp_path)
    assert (told["schema"], told["scenario"]) == (1, "hyesan-scrap")
    assert {"no-campaign", "no-levies", "small-licences"} == {
        row["policy"] for row in told["policies"] if row["differs"]
    }
    said = succeed("policies", "--scenario", "hyesan-scrap", cwd=tmp_path)
    assert "nothing here" in said
    assert "the baseline" in said


def test_one_policy_is_told_in_sentences(tmp_path):
    said = succeed("policies", "no-2371", cwd=tmp_path)
    assert "The livelihood exemption stays (no-2371)" in said
    assert "Who could decide it: The Security Council" in said
    assert "the first difference is on 2017-08-15" in said
    assert "holds to the end instead of to 14 August 2017" in said
    assert "sanctions.csv" in said
    told = answer("policies", "no-2371", cwd=tmp_path)
    assert all(sentence in said for sentence in told["differences"])
    assert (told["policy"], told["differs"], told["evidence"]) == ("no-2371", True, ["sanctions.csv"])


def test_a_policy_that_is_about_nothing_here_says_so(tmp_path):
    assert "nothing here for this scenario" in succeed("policies", "no-campaign", cwd=tmp_path)
    assert "This is the baseline" in succeed("policies", "as-it-happened", cwd=tmp_path)
    assert answer("policies", "no-campaign", cwd=tmp_path)["first_day"] is None


def test_a_file_of_ones_own_is_shown_and_steers_no_terminal(tmp_path):
    (tmp_path / "mine.toml").write_text(MINE, encoding="utf-8")
    said = succeed("policies", "mine.toml", cwd=tmp_path)
    assert "100 t/month/100,000 residents instead of" in said
    assert "[bold red]Mine" in said
    assert not ESCAPE.search(said)
    assert "\u202e" not in said
    assert files(tmp_path) == ["mine.toml"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("policies", "no-2731"), "did you mean 'no-2371'"),
        (("policies", "nowhere.toml"), "No policy 'nowhere.toml'"),
        (("policies", "--scenario", "msan"), "did you mean 'musan'"),
        (("policies", "bad.toml"), "bad.toml, change 1: unknown key 'plces'; did you mean 'places'?"),
        (("policies", "belief.toml"), "'levy_pocketed' is a belief"),
    ],
)
def test_a_mistake_is_one_sentence(arguments, word, tmp_path):
    head = 'name = "mine"\ntitle = "Mine"\n[[change]]\n'
    (tmp_path / "bad.toml").write_text(f'{head}plces = ["Musan"]\nset.donation = 1\n', encoding="utf-8")
    (tmp_path / "belief.toml").write_text(f"{head}set.levy_pocketed = 0.1\n", encoding="utf-8")
    done = tumen(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert word in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
