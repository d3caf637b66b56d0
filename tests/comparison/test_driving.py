"""What decides what a policy does, from real runs; its words, page and files."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import numpy as np
import pytest

from tests.comparison.cases import LAST, SHARE, musan, policy
from tumen.comparison import driving, driving_page, driving_words
from tumen.comparison.driving import drivers, inquire
from tumen.core.errors import TumenError
from tumen.engine.kernel import default_model
from tumen.ensemble.store import Store
from tumen.inference import fitting

BELIEFS = ("public_share", "rice_ratio", "hope_link")
ASKED = {"outcome": "energy", "only": BELIEFS, "trajectories": 4, "people_share": SHARE, "end": LAST}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("drivers")


@pytest.fixture(scope="module")
def found(place):
    with ThreadPoolExecutor(1) as thread:
        return drivers(
            musan(), policy(), store=Store(place / "store"), executor=thread, out=place / "out", **ASKED
        )


def asked(**more):
    return inquire(musan(), more.pop("policy", policy()), default_model(), **{**ASKED, **more})


def test_every_world_is_run_with_and_without_the_policy_and_the_same_luck(found):
    without, with_ = asked().plans
    assert without.members == with_.members
    assert len(without.members) == 4 * (3 + 2) == found.provenance["worlds"]
    assert found.provenance["runs"] == 40
    assert asked().price.startswith("20 worlds with and without the policy, 40 runs")
    assert {one.name for one in found.drivers} == {*BELIEFS, "luck"}
    assert np.abs(found.worlds["with"] - found.worlds["without"]).max() > 0


def test_the_answer_is_kept_and_told(found, place):
    told = json.loads((place / "out" / "drivers.json").read_text(encoding="utf-8"))
    assert told == json.loads(json.dumps(found.to_json()))
    assert told["schema"] == 1
    assert told["unit"] == "kcal/adult equivalent/day"
    for one in told["drivers"]:
        low, high = one["mu_star_90"]
        assert low <= one["mu_star"] <= high
        assert one["verdict"] in ("decides", "not told from luck", "no influence")
    assert {path.name for path in (place / "out").iterdir()} == {
        "drivers.html", "drivers.json", "drivers.csv", "worlds.csv", "policies",
    }  # fmt: skip


def test_stored_runs_are_taken_again(found, place, monkeypatch):
    done = []
    run_many = fitting.run_many
    monkeypatch.setattr(fitting, "run_many", lambda *a, **b: done.append(run_many(*a, **b)))
    again = drivers(musan(), policy(), store=Store(place / "store"), **ASKED)
    assert [one.done for one in done] == [0, 0]
    assert again.drivers == found.drivers


def test_words_name_what_decides_and_count_the_runs(found):
    said = driving_words.sentences(found)
    assert said[0].startswith("Energy eaten under mine: ")
    assert said[-1] == "From 40 runs: 4 trajectories, 20 worlds with and without the policy."
    told = " ".join(said)
    assert all(name in told for name in BELIEFS)
    command = driving_words.command(found)
    assert command.startswith(
        "tumen drivers musan policies/mine.toml --outcome energy --method morris --trajectories 4"
    )
    assert all(f"--beliefs {name}" in command for name in BELIEFS)


def test_the_page_is_offline_whole_and_safe(found):
    html = driving_page.render(found)
    for name in ("decides", "all", "differs", "limits", "reproduce"):
        assert f'<h2 id="{name}">' in html
    assert html.count("<svg") == 1
    assert "<script" not in html
    assert not [url for url in re.findall(r"https?://[^\s\"'<)]+", html) if "w3.org" not in url]
    hostile = dict(found.provenance, title="<script>x</script>", policy_title="<img src=x>", differs=["<b>"])
    html = driving_page.render(driving.Drivers(found.drivers, found.worlds, hostile))
    assert "<script" not in html
    assert "<img" not in html


def test_mechanisms_are_moved_together_unless_beliefs_are_named():
    whole = asked(only=None)
    assert len(set(whole.design.groups)) < len(whole.design.beliefs) / 3
    assert set(whole.design.groups) <= {one.name for one in default_model().catalog.mechanisms}
    each = asked(only=None, by="belief")
    assert each.design.groups == tuple(one.name for one in each.design.beliefs)
    assert whole.key(default_model()) != each.key(default_model())


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"outcome": "energ"}, "did you mean 'energy'"),
        ({"method": "fast"}, "morris or sobol"),
        ({"method": "sobol", "only": None}, "--beliefs NAME"),
        ({"only": ("public_shar",)}, "public_share"),
        ({"only": ("levy_order",)}, "lever"),
        ({"trajectories": 2}, "at least 4"),
        ({"policy": policy("late", date(2015, 1, 1))}, "changes nothing"),
        ({"policy": "as-it-happened"}, "at least one policy"),
        ({"policy": "nowhere"}, "No policy"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_in_one_sentence(more, words):
    with pytest.raises(TumenError) as error:
        asked(**more)
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_something_else_is_never_overwritten(found, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(TumenError, match="something else"):
        driving.write(found, tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]
