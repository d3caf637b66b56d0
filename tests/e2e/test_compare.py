"""What if, by command: policies compared, what decides, the archive, and questions that make no sense."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest

from tests.e2e.commands import answer, succeed, tumen

WORLD = ("--people-share", "0.004", "--to", "2003-03-31", "--store", "store")
COMPARED = ("compare", "hyesan-scrap", "small-licences", "no-campaign", "--runs", "6", *WORLD)
FEW = ("--beliefs", "broker_margin", "--beliefs", "levy_usual", "--trajectories", "4")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("compare")


@pytest.fixture(scope="module")
def said(place: Path) -> dict:
    """What a comparison says; it also writes the archive."""
    return answer(*COMPARED, "--out", "first", "--ema", "first.tar.gz", "--quiet", cwd=place)


def test_a_comparison_says_what_differs_what_comes_of_it_and_what_pairing_spares(said):
    assert said["differs"]
    assert any(line.startswith("small-licences: ") for line in said["differs"])
    assert any(line.startswith("no-campaign: Nothing is otherwise") for line in said["differs"])
    assert said["runs"] == 6
    assert said["runs_saved"] >= 0
    for one in said["outcomes"].values():
        assert one["unit"]
        assert set(one["policies"]) == {"as-it-happened", "small-licences", "no-campaign"}
        for told in one["policies"].values():
            for number in (told["value"], told["difference"]):
                assert set(number) == {"median", "50", "90"}
                if number["median"] is not None:
                    assert number["90"][0] <= number["50"][0] <= number["median"]
                    assert number["median"] <= number["50"][1] <= number["90"][1]
        nothing = one["policies"]["no-campaign"]["difference"]
        assert nothing in (
            {"median": 0, "50": [0, 0], "90": [0, 0]},
            {"median": None, "50": [None, None], "90": [None, None]},
        )
    assert said["outcomes"]["smuggled"]["policies"]["small-licences"]["difference"]["90"] != [0, 0]


def test_the_folder_holds_a_page_and_the_numbers(place, said):
    for name in ("compare.html", "compare.nc", "compare.json", "outcomes.csv", "scenario"):
        assert (place / "first" / name).exists()
    assert "<script" not in (place / "first" / "compare.html").read_text(encoding="utf-8")


def test_the_archive_holds_an_experiment_for_each_policy_and_world(place, said):
    with tarfile.open(place / "first.tar.gz") as archive:
        rows = archive.extractfile("experiments.csv").read().decode().splitlines()
        metadata = json.loads(archive.extractfile("metadata.json").read())
    assert len(rows) == 1 + 3 * 6
    assert rows[0].endswith(",scenario,policy,model")
    assert ["ScalarOutcome", "smuggled", "smuggled.cls"] in metadata["outcomes"]


def test_the_same_question_again_gives_the_same_answer_from_stored_runs(place, said):
    again = answer(*COMPARED, "--out", "second", "--workers", "1", cwd=place)
    assert again | {"path": ""} == said | {"path": ""}


def test_on_a_terminal_what_differs_comes_before_what_comes_of_it(place, said):
    shown = succeed(*COMPARED, "--out", "first", "--quiet", cwd=place)
    assert shown.index("What differs") < shown.index("\nsmall-licences") < shown.index("best in")
    assert "compare.html" in shown
    assert "nan" not in shown.split()


def test_drivers_say_what_decides_with_the_runs_counted(place, said):
    asked = ("drivers", "hyesan-scrap", "small-licences", "--outcome", "bribes", *FEW, *WORLD)
    done = tumen(*asked, "--out", "drivers-1", "--json", cwd=place)
    assert done.returncode == 0, done.stderr
    assert "32 runs" in done.stderr
    told = json.loads(done.stdout)
    assert (told["schema"], told["runs"], told["method"]) == (1, 32, "morris")
    assert {one["name"] for one in told["drivers"]} == {"broker_margin", "levy_usual", "luck"}
    shown = succeed(*asked, "--out", "drivers-1", "--quiet", cwd=place)
    assert "the yardstick" in shown
    assert "From 32 runs" in shown
    assert (place / "drivers-1" / "drivers.html").is_file()


@pytest.mark.parametrize("command", ["compare", "drivers"])
def test_help_has_examples(tmp_path, command):
    shown = succeed(command, "--help", cwd=tmp_path)
    assert "Examples" in shown
    assert f"tumen {command} musan no-2371" in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("compare", "musan", "no-2731"), "no-2371"),
        (("compare", "musan"), "at least one policy"),
        (("compare", "musan", "food-aid", "food-aid"), "named twice"),
        (("compare", "musan", "food-aid", "--runs", "2"), "--runs is 2"),
        (("compare", "musan", "food-aid", "--posterior", "nowhere"), "nowhere"),
        (
            ("compare", "musan", "food-aid", "--posterior", "latest", "--beliefs", "prior"),
            "leave --beliefs out",
        ),
        (("compare", "musan", "food-aid", "--ema", "no/folder/a.tar.gz"), "--ema"),
        (("drivers", "musan", "no-2371", "--outcome", "smugled"), "smuggled"),
        (("drivers", "musan", "no-2371", "--method", "sobol"), "--beliefs NAME"),
        (("drivers", "musan", "no-2371", "--to", "2014-01-31"), "changes nothing"),
    ],
)
def test_bad_input_is_one_sentence(tmp_path, arguments, words):
    done = tumen(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
