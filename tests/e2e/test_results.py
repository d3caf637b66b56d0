"""What the commands print and leave behind."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET

import pytest
import xarray as xr

from tests.e2e.commands import ESCAPE, SHORT, answer, environment, files, succeed, tumen
from tests.e2e.conftest import Finished
from tumen.scenario import copy

NO_COLOUR = environment(NO_COLOR="1")


def test_a_run_answers_in_json_with_the_documented_keys(finished):
    said = finished.json
    assert said["scenario"] == "musan"
    assert said["seed"] == 1
    assert 1_100_000 < said["people"] < 1_300_000  # residents, although a hundredth is simulated
    assert said["days"] > 90
    assert said["person_days_per_second"] > 0
    assert set(said["imbalance"].values()) == {0}
    assert {"grain", "won", "yuan", "usd", "iron_concentrate"} <= set(said["imbalance"])
    assert len(said["digest"]) == 64
    sold = said["observables"]["export_iron_concentrate"]
    assert sold["unit"] == "t"
    assert 20_000 < sold["yearly"]["2013"] < 1_000_000
    rice = said["observables"]["rice_price"]
    assert rice["unit"] == "KPW/kg"
    assert 1_000 < rice["yearly"]["2013"] < 20_000


def test_what_json_says_is_all_that_stdout_holds(finished):
    assert finished.done.stdout.count("\n") == 1
    assert not ESCAPE.search(finished.done.stderr)


def test_several_runs_carry_a_median_and_a_band(tmp_path):
    said = answer("run", "musan", *SHORT, "--runs", "3", "--quiet", "--out", "three", cwd=tmp_path)
    assert said["runs"] == 3
    for observable in said["observables"].values():
        for value in observable["yearly"].values():
            assert value is None or value["p05"] <= value["median"] <= value["p95"]
    assert said["observables"]["trust"]["yearly"]["2013"]["p05"] > 0
    with xr.open_dataset(tmp_path / "three" / "result.nc", engine="h5netcdf") as dataset:
        assert dataset.sizes["run"] == 3


def test_a_run_leaves_a_folder_with_everything_in_it(finished):
    assert {"result.nc", "run.json", "brief.html", "scenario"} <= set(files(finished.folder))
    assert "scenario/scenario.toml" in files(finished.folder)
    assert [name for name in files(finished.cwd) if name.endswith((".part", ".npz", ".lock"))] == []
    provenance = json.loads((finished.folder / "run.json").read_text(encoding="utf-8"))
    assert provenance["digest"] == finished.json["digest"]
    assert provenance["command"].startswith("tumen run musan --seed 1 --people-share 0.01")
    with xr.open_dataset(finished.folder / "result.nc", engine="h5netcdf") as dataset:
        assert dataset.sizes["time"] == 3
        assert dataset.rice_price.attrs["units"] == "KPW/kg"


def test_the_command_in_the_provenance_gives_the_same_digest_on_any_number_of_threads(finished, tmp_path):
    provenance = json.loads((finished.folder / "run.json").read_text(encoding="utf-8"))
    command = provenance["command"].split()[1:]
    again = answer(*command, "--quiet", "--threads", "1", "--out", "again", cwd=tmp_path)
    assert again["digest"] == finished.json["digest"]


def test_another_seed_gives_another_digest(finished, tmp_path):
    assert answer("run", "musan", *SHORT, "--seed", "2", cwd=tmp_path)["digest"] != finished.json["digest"]


def test_a_scenario_runs_in_its_own_folder_and_the_copy_kept_with_the_run_takes_its_parent_along(tmp_path):
    mother, child = copy("musan", tmp_path / "mother"), tmp_path / "child"
    child.mkdir()
    toml = 'name = "child"\nbased_on = "../mother"\n[settings]\nlevy_usual = 40_000\n'
    (child / "scenario.toml").write_text(toml, encoding="utf-8")
    first = answer("run", ".", *SHORT, "--quiet", cwd=child)
    second = answer("run", ".", *SHORT, "--quiet", cwd=child)
    assert first["folder"] == second["folder"]  # the same run, not one of a scenario that holds the first
    shutil.rmtree(mother)
    kept = child / first["folder"] / "scenario"
    assert not (kept / "runs").exists()
    again = answer("run", kept, *SHORT, "--quiet", "--out", "again", cwd=tmp_path)
    assert again["digest"] == first["digest"] == second["digest"]


def test_where_there_is_no_terminal_nothing_is_coloured(tmp_path):
    done = tumen("run", "musan", *SHORT, "--out", "new/folders/run", cwd=tmp_path, env=NO_COLOUR)
    assert done.returncode == 0
    assert not ESCAPE.search(done.stdout + done.stderr)
    assert "rice" in done.stdout
    assert (tmp_path / "new" / "folders" / "run" / "brief.html").as_uri() in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("--version",), ("run",), ("check", "musan"), ("mechanisms",), ("observables",), ("odd",)]
    + [("explain", name) for name in ("levies", "levy_pocketed", "place.grain_price", "ration")]
    + [("run", "--help"), ("cache",)],
    ids=" ".join,
)
def test_a_command_that_only_talks_succeeds_without_colours_and_writes_nothing(arguments, tmp_path):
    done = tumen(*arguments, cwd=tmp_path, env=NO_COLOUR)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert not ESCAPE.search(done.stdout + done.stderr)
    assert files(tmp_path) == []


def test_mechanisms_are_a_list_of_rules_in_the_order_of_the_day(tmp_path):
    rules = answer("mechanisms", cwd=tmp_path)
    assert len(rules) > 50
    keys = {"when", "mechanism", "rule", "for_each", "reads", "writes", "moves", "sends", "parameters"}
    assert all(keys <= set(rule) for rule in rules)
    times = [rule["when"] for rule in rules if rule["when"] != "opening"]
    assert times == sorted(times)
    numbers = {number for rule in rules for number in rule["number"]}
    assert set(range(1, 24)) <= numbers


def test_explain_says_what_a_parameter_is_and_who_reads_it(tmp_path):
    said = answer("explain", "levy_pocketed", cwd=tmp_path)
    parameter = next(one for one in (said if isinstance(said, list) else [said]) if "default" in one)
    assert parameter["low"] <= parameter["default"] <= parameter["high"]
    assert parameter["unit"] == "share"
    assert parameter["source"]
    assert any("levies" in reader for reader in parameter["read_by"])


def test_every_observable_has_a_unit_dimensions_and_a_meaning(finished, tmp_path):
    rows = answer("observables", cwd=tmp_path)
    assert all(row["unit"] and row["dims"] and row["meaning"] for row in rows)
    with xr.open_dataset(finished.folder / "result.nc", engine="h5netcdf") as dataset:
        for row in rows:
            assert set(row["dims"]) == set(dataset[row["name"]].dims) - {"run"}
            assert dataset[row["name"]].attrs["units"] == row["unit"]


def test_audit_recomputes_the_books_from_the_file(finished):
    said = answer("audit", "latest", cwd=finished.cwd)
    assert set(said["imbalance"].values()) == {0}
    for book in said["books"]:
        came = book["opening"] + book["made"] + book["brought_in"] + book["moved_in"]
        went = book["closing"] + book["used"] + book["sent_out"] + book["lost"] + book["moved_out"]
        assert came == went
    assert succeed("audit", finished.folder, cwd=finished.cwd)


def test_audit_of_a_run_whose_books_were_changed_exits_with_1(finished, tmp_path):
    broken = tmp_path / "broken"
    shutil.copytree(finished.folder, broken)
    with xr.open_dataset(broken / "result.nc", engine="h5netcdf") as dataset:
        changed = dataset.load()
    changed["stock"][0, -1, 0, 0] += 1
    (broken / "result.nc").unlink()
    changed.to_netcdf(broken / "result.nc", engine="h5netcdf")
    done = tumen("audit", "broken", cwd=tmp_path)
    assert done.returncode == 1
    assert "do not close" in done.stderr


@pytest.mark.parametrize("spoilt", ["cut short", "not a file of this kind", "another version", "no object"])
def test_a_damaged_run_is_refused_by_name(finished, tmp_path, spoilt):
    damaged = tmp_path / "damaged"
    shutil.copytree(finished.folder, damaged)
    result, provenance = damaged / "result.nc", damaged / "run.json"
    if spoilt == "cut short":
        result.write_bytes(result.read_bytes()[:5_000])
    elif spoilt == "not a file of this kind":
        result.write_text("nothing of the sort", encoding="utf-8")
    elif spoilt == "another version":
        provenance.write_text('{"schema": 99}', encoding="utf-8")
    else:
        provenance.write_text("[]", encoding="utf-8")
    done = tumen("audit", "damaged", cwd=tmp_path)
    assert done.returncode == 1
    assert "damaged" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_brief_can_be_written_anew_and_is_the_same(finished, tmp_path):
    copied = tmp_path / "copied"
    shutil.copytree(finished.folder, copied)
    before = (copied / "brief.html").read_bytes()
    (copied / "brief.html").unlink()
    said = succeed("brief", "copied", cwd=tmp_path)
    assert said.strip() == (copied / "brief.html").as_uri()
    assert (copied / "brief.html").read_bytes() == before


def test_check_says_in_words_what_a_scenario_is(tmp_path):
    said = answer("check", "musan", cwd=tmp_path)
    assert said["valid"] is True
    assert any("Musan" in line for line in said["words"])


def test_a_new_scenario_is_whole_and_valid(tmp_path):
    succeed("new", "mine", cwd=tmp_path)
    assert files(tmp_path)[0] == "mine"
    assert answer("check", "mine", cwd=tmp_path)["scenario"] == "mine"


def test_the_cache_can_be_moved_and_cleared(tmp_path):
    env = environment(TUMEN_CACHE=str(tmp_path / "cache"))
    (tmp_path / "cache" / "kernels").mkdir(parents=True)
    assert str(tmp_path / "cache") in tumen("cache", cwd=tmp_path, env=env).stdout
    assert tumen("cache", "clear", cwd=tmp_path, env=env).returncode == 0
    assert not (tmp_path / "cache").exists()


def test_the_odd_protocol_is_markdown(tmp_path):
    assert succeed("odd", cwd=tmp_path).startswith("#")


def test_the_pictures_in_the_brief_are_well_formed(finished: Finished):
    page = (finished.folder / "brief.html").read_text(encoding="utf-8")
    pictures = [part.split("</svg>")[0] for part in page.split("<svg")[1:]]
    assert len(pictures) > 10
    for picture in pictures:
        ET.fromstring(f"<svg xmlns:xlink='x'{picture}</svg>".replace('xmlns:xlink="', 'data-xlink="'))
