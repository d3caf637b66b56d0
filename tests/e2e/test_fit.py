"""Fitting by command: a short world's own press, the page, and what is asked of the fit afterwards."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.commands import answer, environment, succeed, tumen

WORLD = ("--people-share", "0.004", "--to", "2003-06-30")
VARIED = ("levy_usual", "broker_margin", "trade_margin", "plant_loose", "public_share", "plot_yield")
FEW = [word for name in VARIED for word in ("--vary", name)]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a run's press: reports of half a year, without the truth."""
    folder = tmp_path_factory.mktemp("fit")
    succeed("run", "hyesan-scrap", *WORLD, "--out", "run", "--quiet", cwd=folder)
    succeed("press", "run", "--no-truth", "--set", "speaks=0.06", "--out", "press.json", cwd=folder)
    return folder


def fit(*more: str) -> list[str]:
    return [
        "fit",
        "hyesan-scrap",
        "--evidence",
        "press.json",
        "--runs",
        "100",
        *WORLD,
        *FEW,
        "--store",
        "store",
        *more,
    ]


@pytest.fixture(scope="module")
def said(place: Path) -> dict[str, object]:
    """What a fit to that press says."""
    return answer(*fit("--out", "first", "--quiet"), cwd=place)


def test_a_fit_says_what_it_fitted_and_what_each_report_and_belief_is_worth(place, said):
    provenance = said["provenance"]
    assert provenance["runs"] == 100
    assert sum(provenance["rounds"]) == 100
    assert {one["belief"] for one in said["beliefs"]} == set(VARIED)
    for report in said["reports"]:
        assert report["status"] in ("fits", "strained", "doubted", "out of reach", "not told apart")
        assert report["genuine"] is None or 0 <= report["genuine"] <= 1
    for name in ("fit.html", "fit.nc", "fit.json", "reports.csv", "beliefs.csv"):
        assert (place / "first" / name).is_file()
    assert "<script" not in (place / "first" / "fit.html").read_text(encoding="utf-8")


def test_the_same_fit_is_not_made_twice(place, said):
    again = tumen(*fit("--out", "first", "--json"), cwd=place)
    assert "made before" in again.stderr
    assert json.loads(again.stdout) == said


def test_a_fit_from_nothing_comes_out_the_same_on_other_processes_and_threads(place, said):
    arguments = [
        word if word != "store" else "one-store" for word in fit("--out", "second", "--quiet", "--json")
    ]
    threads = environment(OPENBLAS_NUM_THREADS="2")
    anew = json.loads(tumen(*arguments, "--workers", "1", cwd=place, env=threads).stdout)
    assert anew["beliefs"] == said["beliefs"]
    assert anew["reports"] == said["reports"]


def test_other_evidence_takes_the_same_runs(place, said):
    press = json.loads((place / "press.json").read_text(encoding="utf-8"))
    echoed = {claim["repeats"] for claim in press["claims"]}
    dropped = next(
        claim["id"] for claim in press["claims"] if not claim["repeats"] and claim["id"] not in echoed
    )
    press["claims"] = [claim for claim in press["claims"] if claim["id"] != dropped]
    (place / "fewer.json").write_text(json.dumps(press), encoding="utf-8")
    other = answer(
        *[word.replace("press.json", "fewer.json") for word in fit("--out", "third", "--quiet")], cwd=place
    )
    assert other["provenance"]["steered_by"] == said["provenance"]["steered_by"]
    assert other["provenance"]["evidence_key"] != said["provenance"]["evidence_key"]
    assert len(other["reports"]) == len(said["reports"]) - 1
    shown = succeed("surprise", "third", f"press.json:{dropped}", "--store", "store", cwd=place)
    assert dropped in shown
    assert "%" in shown
    scored = tumen("score", "third", "press.json", "--store", "store", cwd=place)
    assert scored.returncode == 2
    assert "in the fit" in scored.stderr
    left = answer("score", "third", "press.json", "--leave-out-fitted", "--store", "store", cwd=place)
    assert dropped in json.dumps(left)
    following = succeed("next", "third", "--store", "store", cwd=place)
    assert following.strip()


def test_a_fit_that_is_killed_goes_on_where_it_stood(place, said):
    command = [sys.executable, "-m", "tumen.cli", *fit("--out", "fourth", "--quiet", "--json")]
    command[command.index("store")] = "other-store"
    shards = place / "other-store" / "worlds"
    running = subprocess.Popen(command, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while running.poll() is None and not list(shards.glob("*/runs/*.parquet")):
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=True)
    again = json.loads(done.stdout)
    assert again["beliefs"] == said["beliefs"]
    assert again["reports"] == said["reports"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("fit", "hyesan-scrap", "--evidence", "press.json", "--runs", "5"), "--runs is 5"),
        (("fit", "hyesan-scrap", "--evidence", "press.json", "--vary", "levy_usal"), "levy_usual"),
        (("fit", "hyesan-scrap", "--evidence", "press.json", "--vary", "levy_order"), "lever"),
        (("fit", "hyesan-scrap", "--evidence", "nowhere"), "nowhere"),
        (("fit", "hyesan-scrap", "--evidence", "empty"), "no claims"),
        (("fit", "tanchon-zinc", "--evidence", "press.json"), "Nothing of the case"),
        (("fit", "hyesan-scrap", "--evidence", "press.json", "--seed", "-1"), "--seed is -1"),
        (("fit", "hyesan-scrap", "--evidence", "press.json", "--model-error", "nan"), "model's error"),
        (("surprise", "nowhere", "X"), "not a finished Tumen fit"),
        (("next",), "no fit under"),
    ],
)
def test_bad_input_is_one_sentence(tmp_path, place, arguments, words):
    (tmp_path / "press.json").write_bytes((place / "press.json").read_bytes())
    succeed("evidence", "new", "empty", cwd=tmp_path)
    done = tumen(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_self_test_prints_its_figures(place):
    told = answer(
        *("selftest", "hyesan-scrap", "--truths", "3", "--false", "2", "--runs", "100", "--reports", "12"),
        *(*WORLD, *FEW, "--store", "store", "--quiet", "--out", "scores"),
        cwd=place,
    )
    assert told["truths"] == 3
    assert told["echo_change"] == 0
    assert {"coverage90", "skill", "false_first", "false_alarms"} <= told.keys()
    assert (place / "scores" / "ranks.svg").is_file()
