"""``tumen runs``: what it prints, what it does, and what it refuses."""

from __future__ import annotations

import json
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ensemble.worlds import SHARE, assert_whole, filled, folder, keys, model, plan, world
from tumen.cli import main
from tumen.core.errors import InputError
from tumen.ensemble import sources
from tumen.ensemble.plan import Member, Plan
from tumen.ensemble.records import find, record, recorded
from tumen.ensemble.store import Store
from tumen.ensemble.sweeping import remove, waste
from tumen.ensemble.why import differences, reasons
from tumen.evidence.files import whole

RUNS = 3


@pytest.fixture(autouse=True)
def signals_as_they_were():
    """A command sets its signals; here it runs within the tests."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGPIPE)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def full(tmp_path) -> Store:
    """A store with a finished plan and one of which a part is there."""
    store = filled(tmp_path / "store", RUNS)
    record(store, plan(RUNS + 2, "the larger one"), model())
    return store


@pytest.fixture
def tumen(full, capsys):
    """Run a command on the store; its exit code, what it printed and what it said."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["runs", *arguments, "--store", str(full.path)])
        return code, *capsys.readouterr()

    return run


def test_list_says_what_is_there_and_asked_for(tumen, full):
    code, out, _ = tumen("list")
    assert code == 0
    period = f"musan, 2013-01-01 to {world().end}, share {SHARE}"
    assert [line.split()[1:4] for line in out.splitlines()[:2]] in (
        [["3", "of", "3"], ["3", "of", "5"]],
        [["3", "of", "5"], ["3", "of", "3"]],
    )
    assert out.count(period) == 3
    assert "the larger one" in out
    assert f"world {world().key(model())[:12]}       3 runs" in out
    listed = json.loads(tumen("list", "--json")[1])
    assert {(row["held"], row["asked"]) for row in listed["plans"]} == {(3, 3), (3, 5)}
    assert listed["worlds"][0]["runs"] == 3
    assert listed["worlds"][0]["needed"] is True


def test_an_empty_store_is_said_to_be_empty(tmp_path, capsys):
    assert main(["runs", "list", "--store", str(tmp_path / "none")]) == 0
    out, said = capsys.readouterr()
    assert out == ""
    assert "Nothing is stored" in said
    assert main(["runs", "show", "--store", str(tmp_path / "none")]) == 2
    assert main(["runs", "resume", "--store", str(tmp_path / "none")]) == 2
    assert main(["runs", "gc", "--store", str(tmp_path / "none")]) == 0
    assert not (tmp_path / "none").exists()


def test_show_names_the_members_and_whether_they_are_there(tumen, full):
    code, out, _ = tumen("show", "the larger one")
    assert code == 0
    assert "3 of 5 runs are there" in out
    assert "seed: 5 values from 0 to 4" in out
    assert "levy_pocketed: 0.4 share" in out
    shown = json.loads(tumen("show", plan(RUNS).name[:6], "--json")[1])
    assert [member["held"] for member in shown["members"]] == [True] * RUNS
    assert [member["key"] for member in shown["members"]] == plan(RUNS).keys(model())
    assert shown["members"][1]["settings"] == {"levy_pocketed": 0.4}


def test_a_plan_that_is_not_there_is_refused(tumen):
    code, _, said = tumen("show", "the largr one")
    assert code == 2
    assert "did you mean 'the larger one'" in said
    assert tumen("resume", "--workers", "0")[0] == 2
    assert tumen("resume", "--cluster", "nowhere.json")[0] == 2


def test_resume_does_what_is_missing_and_says_why(tumen, full):
    code, out, _ = tumen("resume", "--why", "--dry-run")
    assert code == 0
    assert "2 of 5 runs were not done yet; the others are there." in out
    assert f"2 runs of plan {plan(5, 'the larger one').name} would be done." in out
    assert len(keys(full)) == RUNS
    done = json.loads(tumen("resume", "--workers", "1", "--json")[1])
    assert (done["done"], done["reused"], done["missing"]) == (2, 3, 2)
    assert len(keys(full)) == 5
    code, out, _ = tumen("resume", "--why")
    assert "Every run is there." in out
    assert "0 runs done; " in out


def other_world(**changed: object) -> Plan:
    return Plan(replace(world(), **changed), (Member(),))


def test_why_names_what_differs_from_the_nearest_world(full, tmp_path):
    assert reasons(full, plan(RUNS), model()) == []
    (share,) = reasons(full, other_world(people_share=0.003), model())
    assert share == "All 1 runs have to be done. The share of people was 0.002 and is 0.003."
    scenario = replace(world().scenario, changes=[], settings={"levy_pocketed": 0.2})
    (why,) = reasons(full, other_world(scenario=scenario), model())
    assert "The scenario differs: [[change]] in scenario.toml and [settings] in scenario.toml." in why
    first, second = reasons(full, other_world(people_share=0.003, start=world().end), model())
    assert "share" in first
    assert second == f"The period was 2013-01-01 to {world().end} and is {world().end} to {world().end}."
    (nothing,) = reasons(Store(tmp_path / "none"), plan(1), model())
    assert nothing.startswith("Nothing like it was run")


def test_why_names_the_files_of_the_model_that_changed():
    now = world().parts(model())
    was = dict(now)
    was[sources.SOURCE + "engine/stage.py"] = was[sources.MODEL] = "other"
    was[sources.MECHANISM + "state/levies"] = was[sources.MECHANISM + "market/grain"] = "other"
    was[sources.MECHANISM + "gangs/gone"] = "old"
    del was[sources.MECHANISM + "courts/camps"]
    was[sources.VERSIONS] = "python 2.7"
    was["layout"] = "0"
    assert differences(now, was) == [
        "The mechanisms market/grain and state/levies changed.",
        "The mechanism courts/camps came.",
        "The mechanism gangs/gone went.",
        "The engine file engine/stage.py changed.",
        f"It was run with python 2.7; this is {now[sources.VERSIONS]}.",
        "The store is laid out in another way now.",
    ]
    assert differences(now, {**now, sources.MODEL: "x"}) == [
        "The composed day is another one, though no file of the model changed."
    ]
    assert differences(now, now) == []


def aged(path: Path, days: float) -> None:
    then = time.time() - days * 86_400
    for file in (*path.rglob("*"), path):
        os.utime(file, (then, then))


def unfinished(path: Path) -> Path:
    """What a writer of a file leaves that is killed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as temporary:
        temporary.write_bytes(b"1234")
        left = temporary.with_name(f"{temporary.name}.copy")
        left.hardlink_to(temporary)
    path.unlink()
    return left.rename(temporary)


def test_gc_removes_what_nobody_needs_and_only_when_told(tumen, full):
    old = other_world(people_share=0.003)
    full.write(full.folder(old.world.key(model())) / "frame.json", "{}")
    stray = unfinished(folder(full) / "3-x.parquet")
    fresh = unfinished(folder(full) / "4-x.parquet")
    (folder(full) / "1-x.parquet.damaged").write_bytes(b"12")
    aged(full.path, 10)
    fresh.touch()
    before = sorted(full.path.rglob("*"))

    code, out, said = tumen("gc")
    assert code == 2
    assert "Nothing was removed; give --yes" in said
    assert out.count("\n") == 4
    assert tumen("gc", "--dry-run")[0] == 0
    assert tumen("gc", "--keep-days", "30", "--dry-run")[1].count("\n") == 3  # the world is too young
    assert tumen("gc", "--yes", "--dry-run")[0] == 2
    assert tumen("gc", "--keep-days", "-1", "--yes")[0] == 2
    assert sorted(full.path.rglob("*")) == before

    removed = json.loads(tumen("gc", "--yes", "--json")[1])
    assert removed["removed"] is True
    assert len(removed["waste"]) == 3
    assert not full.folder(old.world.key(model())).exists()
    assert not stray.exists()
    assert fresh.exists()
    assert len(keys(full)) == RUNS
    assert tumen("gc", "--yes")[0] == 0


def test_gc_removes_what_was_never_finished_wherever_a_store_writes_and_nothing_of_others(full):
    world_folder = full.folder(world().key(model()))
    ours = [
        full.path / "plans" / "0123456789ab.json",
        full.path / "ensembles" / ("a" * 32 + ".json"),
        full.path / "regressions" / ("b" * 32 + ".npz"),
        world_folder / "frame.json",
        world_folder / "people" / "persons.npy",
        world_folder / "runs" / "100-0123456789abcdef0123456789abcdef.parquet",
    ]
    files = {path: path.read_bytes() for path in ours if path.exists()}
    left = [unfinished(path) for path in ours]
    for path, content in files.items():
        path.write_bytes(content)
    old = full.path / "regressions" / ("c" * 32 + ".npz")
    others = [
        full.path / ".gitconfig",
        full.path / ".ssh" / ".key.abcd1234.json",
        full.path / "plans" / ".bashrc",
        full.path / "plans" / ".git" / ".x.abcd1234.json",
        full.path / "worlds" / ".x.abcd1234.json",
        full.path / "worlds" / "of-mine" / "runs" / "1-x.parquet.damaged",
        full.path / "regressions" / "mine.npz",
        full.path / "regressions" / "1-x.parquet.damaged",
        folder(full) / "notes.damaged",
        folder(full) / ".nfs000000000",
    ]
    for path in (old, *others):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"1234")
    aged(full.path, 400)
    found = waste(full, model(), keep_days=7)
    assert {one.path for one in found} == {*left, old}
    assert len(found) == len(left) + 1
    remove(found)
    assert all(path.exists() for path in others)
    assert_whole(full, RUNS)


@pytest.mark.parametrize("about", [None, "{", "[]", "{}", '{"id": "mine"}', '{"layout": "1", "id": "mine"}'])
def test_a_strangers_folder_is_no_store(tmp_path, capsys, about):
    mine = tmp_path / "home"
    files = [
        mine / ".bashrc",
        mine / "plans" / ".x.abcd1234.json",
        mine / "worlds" / "earth" / "map",
        mine / "worlds" / ("a" * 32) / "map",
    ]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("mine", encoding="utf-8")
    if about is not None:
        (mine / "store.json").write_text(about, encoding="utf-8")
    aged(mine, 400)
    before = sorted(mine.rglob("*"))
    for command in (["list"], ["show"], ["resume"], ["gc", "--dry-run"], ["gc", "--yes"]):
        assert main(["runs", *command, "--store", str(mine)]) == 2
        said = " ".join(capsys.readouterr().err.split())
        assert "is no store of runs" in said or "is not a store's" in said
    with pytest.raises(InputError):
        waste(Store(mine), model(), keep_days=0)
    assert sorted(mine.rglob("*")) == before


def test_what_is_no_folder_is_no_store(tmp_path, capsys):
    file = tmp_path / "file"
    file.touch()
    for path, words in ((file, "is no folder, and a store is one"), (file / "below", "cannot be read")):
        for command in (["list"], ["show"], ["resume"], ["gc", "--yes"]):
            assert main(["runs", *command, "--store", str(path)]) == 2
            assert words in " ".join(capsys.readouterr().err.split())


def test_a_world_that_a_plan_needs_stays_however_old(full):
    aged(full.path, 400)
    assert waste(full, model(), keep_days=0) == []
    remove([])


def test_plans_are_found_by_name_its_beginning_and_label(full):
    larger = plan(RUNS + 2, "the larger one")
    for word in (larger.name, larger.name[:8], "the larger one"):
        assert find(full, word).plan.name == larger.name
    found = {one.plan.name: one for one in recorded(full)}
    assert set(found) == {larger.name, plan(RUNS).name}
    assert found[larger.name].plan.keys(model()) == larger.keys(model())
    assert found[larger.name].world_key == world().key(model())


def test_a_record_that_cannot_be_read_is_passed_over_with_a_note(full):
    notes: list[str] = []
    (full.path / "plans" / "broken.json").write_text("{", encoding="utf-8")
    assert len(list(recorded(Store(full.path, notes.append)))) == 2
    assert len(notes) == 1
    assert "broken.json cannot be read as a plan" in notes[0]
