"""The page of a comparison: whole, offline, and safe whatever a scenario or policy is called."""

from __future__ import annotations

import re

import numpy as np
import pytest

from tests.comparison.cases import both, made_up
from tumen.comparison import figures, page

HOSTILE = "<script>alert(1)</script>\x1b[31m\" onload='x' {{ 7*7 }} <img src=x onerror=y>"
SECTIONS = ("differs", "comes", "frontier", "courses", "outcomes", "sure", "limits", "reproduce")


def compared(runs: int = 50, **told):
    luck = np.random.default_rng(1)
    z = luck.normal(size=(runs, 3))
    base = luck.normal(1000, 50, runs)
    hungry = [base, base - 20 * z[:, 0], base + 5]
    earned = [base, base - 1, base + luck.normal(size=runs)]
    weights = {"without Daily NK": np.full(runs, 1 / runs)} if told.get("beliefs") == "posterior" else None
    values = {
        **both(hungry, earned),
        "two_meals": np.full((3, runs), 0.2),
        "smuggled": np.full((3, runs), np.nan),
    }
    return made_up(values, z=z, weights=weights, **told)


def compared_with(values):
    return made_up({**both(np.ones((2, 30)), np.ones((2, 30))), **values})


@pytest.fixture(scope="module")
def html() -> str:
    return page.render(compared())


def test_every_section_is_there_and_linked(html):
    for name in SECTIONS:
        assert f'<h2 id="{name}">' in html
        assert f'href="#{name}"' in html
    assert html.count("<svg") == 1 + 2
    for policy in ("policy-1", "policy-2"):
        assert f"{policy} differs." in html


def test_it_asks_nothing_of_the_network_and_holds_no_scripts(html):
    assert "<script" not in html.lower()
    assert "default-src 'none'" in html
    for url in re.findall(r"""(?:href|src|url|action)\s*[=(]\s*["']?([^"')\s>]+)""", html):
        assert url.startswith(("#", "data:")), url
    outside = {url for url in re.findall(r"https?://[^\s\"'<)]+", html) if "www.w3.org" not in url}
    assert outside == set()


def test_what_is_measured_nowhere_has_no_row(html):
    assert "Title of two_meals" in html
    assert "Title of smuggled" not in html
    assert "nan" not in re.sub(r"<style>.*?</style>", "", html, flags=re.S).lower().split()


def test_what_there_is_none_of_stands_in_one_line_and_not_in_the_table():
    html = page.render(compared_with({"exports": np.zeros((2, 30)), "two_meals": np.full((2, 30), 0.2)}))
    assert "None of it in any world: Title of exports." in html
    assert '<th scope="row">Title of exports' not in html
    assert '<th scope="row">Title of two_meals' in html


def test_where_no_policy_moves_an_aim_nothing_is_ranked():
    html = page.render(made_up(both(np.ones((2, 30)), np.ones((2, 30)))))
    assert html.count("No policy makes a difference to it in any world.") == 2
    assert "Best in" not in html


def test_no_policy_has_the_colour_of_the_baseline():
    assert figures.colour(0) not in {figures.colour(number) for number in range(1, 30)}
    assert len({figures.colour(number) for number in range(7)}) == 7


def test_few_worlds_are_told_by_their_ends_and_no_percentile():
    few, many = page.render(compared(runs=10)), page.render(compared(runs=50))
    assert "least to greatest of 10 worlds" in few
    assert "in one world of ten" not in few
    assert "in one world of ten" in many


def test_worth_knowing_and_where_it_fails_are_said(html):
    assert "Knowing belief_0 would be worth" in html
    assert "Worse than the baseline in" in html


def test_hostile_words_stay_words():
    one = compared(title=HOSTILE, beliefs_about=HOSTILE, scenario=HOSTILE)
    for policy in one.provenance["policies"]:
        policy |= {"title": HOSTILE, "about": HOSTILE, "who": HOSTILE, "differs": [HOSTILE]}
    html = page.render(one)
    assert "<script" not in html.lower()
    assert "<img" not in html
    assert "\x1b" not in html
    assert "&lt;script&gt;" in html
    assert "{{ 7*7 }}" in html


def test_of_a_fit_it_says_on_which_evidence_the_choice_hangs():
    html = page.render(compared(beliefs="posterior"))
    assert "stays best without Daily NK." in html
    assert "Beliefs are drawn from a fit" in html


def test_what_makes_it_again_names_own_policies_by_their_files_and_the_fit():
    made = compared(beliefs="posterior")
    first, *others = made.policies[1:]
    command = page.command(made)
    assert f"tumen compare musan policies/{first}.toml {' '.join(others)} --runs 50" in command
    assert command.endswith(" --posterior fits/musan-0123456789")
    assert "posterior" not in page.command(compared())


def test_runs_that_stopped_are_counted():
    assert "2 worlds were left out" in page.render(compared(stopped=2))
    assert "were left out" not in page.render(compared())


def test_the_same_comparison_gives_the_same_page(html):
    assert page.render(compared()) == html


def test_it_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    page.write_page(compared(), tmp_path / "a.html")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]

    def full(self, *_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_text", full)
    with pytest.raises(OSError, match="No space"):
        page.write_page(compared(), tmp_path / "b.html")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_a_course_that_is_measured_nowhere_has_no_chart():
    one = compared()
    one.data["course_value"].values[:, :, 1] = np.nan
    assert page.render(one).count("<svg") == 1 + 1
