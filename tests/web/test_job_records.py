import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.web.conftest import error_of
from tumen.evidence import case as cases
from tumen.web import job_work
from tumen.web import jobs as jobs_module
from tumen.web.job_commands import is_alive, spawn
from tumen.web.job_progress import progress
from tumen.web.job_titles import called, some_of
from tumen.web.jobs import RECORDS, Jobs
from tumen.web.schemas import FitJob, RunJob

RUN = {"kind": "run", "scenario": "musan", "seed": 7}
SLEEP = "import time; print('here', flush=True); time.sleep(60)"


@pytest.fixture
def root(tmp_path):
    return tmp_path


@pytest.fixture
def spawned(monkeypatch):
    """Jobs are processes that only sleep; those that were started."""
    started = []

    def sleeping(words, root, talk):
        # the words stand behind the code, as they do in the command line of a true job
        command = [sys.executable, "-c", SLEEP, "tumen.cli", *words]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=talk, start_new_session=True)
        process.stdout.readline()
        started.append(process)
        return process

    monkeypatch.setattr(jobs_module, "spawn", sleeping)
    yield started
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def ended(jobs, id_):
    """The record of a job, once its end is put down."""
    for _ in range(600):
        record = jobs._record(id_)
        if record.get("code") is not None:
            return record
        time.sleep(0.05)
    raise AssertionError(record)


def finished_fit(root, name):
    folder = root / "fits" / name
    folder.mkdir(parents=True)
    for file in ("fit.json", "fit.nc"):
        (folder / file).write_text("{}")


def test_a_module_in_the_users_folder_is_not_run(root):
    for name in ("cyclopts", "numpy", "tumen"):
        (root / f"{name}.py").write_text("open('was-run', 'w').close()")
    with (root / "talk.log").open("wb") as talk:
        assert spawn(["--version"], root, talk).wait(120) == 0
    assert not (root / "was-run").exists()


def test_one_odd_name_does_not_hide_the_others(client, settings, tmp_path):
    for name in ("good", "my run", ".hidden", "x" * 90, "\u00e9t\u00e9", "y" * 78):
        finished_fit(settings.root, name)
    finished_fit(tmp_path / "elsewhere", "target")
    fits, records = settings.root / "fits", settings.root / RECORDS
    (fits / "link").symlink_to(tmp_path / "elsewhere" / "fits" / "target")
    (fits / "circle").symlink_to(fits / "circle")
    records.mkdir()
    for name in ("run-a b", ".run-x", "nothing", "fit-broken"):
        (records / f"{name}.json").write_text("[" * 100_000)
    (records / "fit-odd.json").write_text('{"title": 5, "made": 5, "pid": "x", "code": {}}')
    ids = [one["id"] for one in client.get("/api/jobs").json()]
    assert sorted(ids) == ["fit-good", "fit-odd", "fit-" + "y" * 78]
    assert client.get("/api/jobs/fit-circle").status_code == 404


def test_what_was_made_in_a_terminal_is_called_by_its_command_and_shows_its_folder(root):
    finished_fit(root, "musan-1a2b")
    about = root / "fits" / "musan-1a2b" / "fit.json"
    about.write_text(json.dumps({"command": "tumen fit musan --evidence border"}))
    row = Jobs(root).about("fit-musan-1a2b")
    assert (row["title"], row["folder"]) == ("fit musan --evidence border", "musan-1a2b")
    for odd in (5, None, ["tumen"]):
        about.write_text(json.dumps({"command": odd}))
        assert Jobs(root).about("fit-musan-1a2b")["title"] == "musan-1a2b"


SAID = {
    "fit": {"scenario": "musan", "evidence": "cases/mine", "runs": 1500, "people_share": 0.005,
            "title": "Musan and its neighbours", "version": "0.1.0", "command": "tumen fit musan",
            "observations": [{"outlet": "Daily NK"}, {"outlet": "UPI"}, {"outlet": "UPI"}]},
    "comparison": {"scenario": "musan", "runs": 40, "people_share": 0.01, "seed": 1, "end": "2020-12-31",
                   "beliefs": "posterior", "fit": "fits/one", "beliefs_about": "draws of a fit.",
                   "policies": [{"name": "as-it-happened", "title": "As it happened", "file": None},
                                {"name": "food-aid", "title": "Food aid, for all", "file": None},
                                {"name": "mine", "title": "", "file": "x"}]},
    "run": {"scenario": "musan", "runs": 1, "people": {"weight": 200.06}, "seed": 7,
            "settings": {"levy_pocketed": 0.2, "run_pay": 30, "a": 1}},
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("fit", "Fit of musan to mine, 1,500 runs, 3 reports, 0.5 % of the people"),
        (
            "comparison",
            "Food aid, for all; mine in musan, beliefs of one, 40 worlds, 1 % of the people",
        ),
        (
            "run",
            "1 run of musan, levy_pocketed 0.2, run_pay 30 …, 0.5 % of the people, seed 7",
        ),
    ],
)
def test_a_title_says_what_tells_results_apart(kind, title):
    assert called(kind, SAID[kind], "2026-11-26T10:00:00+00:00") == f"{title}, made 26 November 2026"
    for odd in ({}, {"scenario": 5, "runs": 1}, {"scenario": "musan"}, {"scenario": "musan", "runs": "x"}):
        assert called(kind, odd) == ""


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("fit", "3 reports of the case 'mine', published by Daily NK, UPI. Made again by: tumen fit musan"),
        (
            "comparison",
            "Beliefs: draws of a fit. Made again by: tumen compare musan food-aid policies/mine.toml",
        ),
    ],
)
def test_how_to_cite_names_sources_and_the_command(root, kind, said):
    folder = root / jobs_module.KINDS[kind] / "old"
    folder.mkdir(parents=True)
    (folder / jobs_module.ABOUT[kind].replace(".json", ".nc")).write_text("")
    (folder / jobs_module.ABOUT[kind]).write_text(json.dumps(SAID[kind]))
    cited = Jobs(root).cite(f"{kind}-old")
    assert cited.startswith("Tumen")
    assert "Scenario 'musan'" in cited
    assert said in cited


def test_a_comparison_of_another_form_is_cited_without_a_command(root):
    folder = root / "comparisons" / "old"
    folder.mkdir(parents=True)
    for about in (
        {"scenario": "musan"},
        {"scenario": "musan", "runs": 4, "policies": [5]},
        [],
        {"policies": {}},
    ):
        (folder / "compare.json").write_text(json.dumps(about))
        assert "Made again" not in Jobs(root).cite("comparison-old")


def test_a_job_that_vanishes_while_it_is_listed_is_left_out(root, monkeypatch):
    finished_fit(root, "good")
    jobs = Jobs(root)
    monkeypatch.setattr(Jobs, "_ids", lambda self: iter(["fit-gone", "fit-good"]))
    assert [row["id"] for row in jobs.all()] == ["fit-good"]


def test_two_starts_at_once_are_one_process(root, spawned):
    jobs = Jobs(root)
    first = jobs.start(RunJob.model_validate(RUN))
    jobs._begin(first, {}, RunJob.model_validate(RUN))
    assert jobs.start(RunJob.model_validate(RUN)) == first
    assert len(spawned) == 1
    jobs.close()


@pytest.mark.skipif(os.name == "nt", reason="a process left behind cannot be told from another there")
def test_a_job_that_outlives_its_app_is_still_running_and_can_be_stopped(root, spawned):
    id_ = Jobs(root).start(RunJob.model_validate(RUN))
    later = Jobs(root)
    assert later.about(id_)["state"] == "running"
    later.start(RunJob.model_validate(RUN))
    assert len(spawned) == 1
    later.stop(id_)
    assert spawned[0].wait(30) == -signal.SIGTERM or spawned[0].returncode == 1
    assert Jobs(root).about(id_)["state"] == "stopped"


def test_a_job_that_failed_has_failed_after_a_restart_too(root, spawned):
    jobs = Jobs(root)
    id_ = jobs.start(RunJob.model_validate(RUN))
    (root / RECORDS / f"{id_}.log").write_text("error: no luck\n")
    spawned[0].kill()
    ended(jobs, id_)
    about = Jobs(root).about(id_)
    assert about["state"] == "failed"
    assert about["error"] == "no luck"
    assert about["resumable"]


def test_a_job_that_failed_on_its_arguments_cannot_go_on_and_is_told_of_its_form(root):
    (root / RECORDS).mkdir()
    record = {"title": "x", "made": "", "pid": None, "code": 2, "asked": RUN}
    (root / RECORDS / "run-musan-1.json").write_text(json.dumps(record))
    (root / RECORDS / "run-musan-1.log").write_text("error: --runs is 4; expected at least 5.\n")
    about = Jobs(root).about("run-musan-1")
    assert (about["state"], about["resumable"]) == ("failed", False)
    assert about["error"] == "Runs is 4; expected at least 5."


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "fit", "scenario": "musan", "runs": 99}, "Runs is 99; a fit needs at least 100."),
        (
            {"kind": "comparison", "scenario": "musan", "policies": ["x"], "runs": 4},
            "Runs is 4; a comparison needs at least 5.",
        ),
        (RUN | {"runs": 900}, "Runs is 900; a run takes at most 200."),
        (RUN | {"runs": "many"}, "Runs: input should be a valid integer"),
        (RUN | {"runs": "0"}, "Runs: input should be greater than or equal to 1"),
    ],
    ids=["a fit", "a comparison", "a run", "no number", "a number in quotes"],
)
def test_a_number_out_of_bounds_is_told_in_the_words_of_the_form(client, wrong, said):
    answer = client.post("/api/jobs", json=wrong)
    assert answer.status_code == 422
    assert error_of(answer).startswith(said)
    assert "body" not in error_of(answer)


DEAF_ONCE = """
import signal, time
signal.signal(signal.SIGTERM, lambda *_: signal.signal(signal.SIGTERM, signal.SIG_DFL))
print("ready", flush=True)
time.sleep(600)
"""


def test_a_command_that_lost_the_interrupt_is_asked_again(monkeypatch):
    monkeypatch.setattr(job_work, "AGAIN", 0.2)
    process = subprocess.Popen([sys.executable, "-c", DEAF_ONCE], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    work = job_work.Work(process)
    work.stop()
    assert work.ended() != 0


def test_another_process_of_that_number_is_not_taken_for_a_job(root):
    id_ = "run-musan-1a2b"
    (root / RECORDS).mkdir()
    (root / RECORDS / f"{id_}.json").write_text(json.dumps({"title": "x", "made": "", "pid": os.getpid()}))
    assert Jobs(root).about(id_)["state"] == "stopped"
    for odd in (-1, 0, 1, True, "7", None, 1.5):
        assert not is_alive(odd, "musan")


def test_a_record_that_names_a_command_is_not_carried_out(client, settings, spawned):
    records = settings.root / RECORDS
    records.mkdir()
    old = {"title": "x", "made": "", "command": ["run", "/etc"], "stopped": True}
    (records / "run-old.json").write_text(json.dumps(old))
    odd = old | {"asked": RUN | {"settings": {"--out": 1}}}
    (records / "run-odd.json").write_text(json.dumps(odd))
    (records / "fit-other.json").write_text(json.dumps(old | {"asked": RUN}))
    for id_ in ("run-old", "run-odd", "fit-other"):
        answer = client.post(f"/api/jobs/{id_}/resume")
        assert answer.status_code == 409
        assert "anew" in error_of(answer)
    gone = old | {"asked": RUN | {"scenario": "atlantis"}}
    (records / "run-gone.json").write_text(json.dumps(gone))
    assert client.post("/api/jobs/run-gone/resume").status_code == 404
    assert not spawned


def test_a_fit_takes_the_bundled_case_before_one_of_its_name(root):
    from tumen.web.job_commands import command

    (root / "cases" / "border").mkdir(parents=True)
    asked = FitJob.model_validate({"kind": "fit", "scenario": "musan"})
    assert command(asked, "one")[3] == "border"
    own = FitJob.model_validate({"kind": "fit", "scenario": "musan", "case": "mine"})
    assert command(own, "one")[3] == os.path.join("cases", "mine")  # noqa: PTH118
    cases.new(root / "mine")
    assert command(own, "one", root)[3] == "mine"
    cases.new(root / "cases" / "mine")
    assert command(own, "one", root)[3] == os.path.join("cases", "mine")  # noqa: PTH118


def test_what_cannot_be_removed_is_told(client, settings, monkeypatch):
    finished_fit(settings.root, "kept")
    monkeypatch.setattr(jobs_module.shutil, "rmtree", lambda *_, **__: None)
    answer = client.delete("/api/jobs/fit-kept")
    assert answer.status_code == 409
    assert "kept" in error_of(answer)


def test_one_job_that_cannot_be_stopped_does_not_keep_the_others_at_work(root, spawned, monkeypatch):
    jobs = Jobs(root)
    jobs.start(RunJob.model_validate(RUN))
    jobs.start(RunJob.model_validate(RUN | {"seed": 8}))
    real, called = Jobs.stop, []

    def stop(self, id_):
        called.append(id_)
        if len(called) == 1:
            raise RuntimeError
        real(self, id_)

    monkeypatch.setattr(Jobs, "stop", stop)
    jobs.close()
    assert len(called) == 2
    assert spawned[1].wait(30) != 0


@pytest.mark.parametrize(
    ("talk", "state", "expected"),
    [
        ("", "done", (None, None, None, 0.0)),
        ("12 of 40 runs", "running", (12, 40, "runs", None)),
        ("12 of 40 runs 0:01:10", "running", (12, 40, "runs", 70.0)),
        ("1,200 of 1,500 runs", "stopped", (1200, 1500, "runs", None)),
        ("39 of 40 runs", "done", (40, 40, "runs", 0.0)),
        ("0:00:30", "running", (25, 100, "percent", 30.0)),
        ("0:00:30", "failed", (None, None, None, None)),
        ("nothing yet", "running", (None, None, None, None)),
    ],
)
def test_progress_is_told_as_far_as_it_is_counted(talk, state, expected):
    told = progress(talk, state, 10.0)
    assert (told.done, told.total, told.unit, told.left) == expected


def test_a_title_names_three_policies_and_counts_the_others():
    assert some_of(["A", "B", "C"]) == "A; B; C"
    assert some_of(["A", "B", "C", "D", "E"]) == "A; B; C and 2 more"
