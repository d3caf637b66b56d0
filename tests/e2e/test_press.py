"""The press command, as a user calls it."""

from __future__ import annotations

import json

from tests.e2e.commands import answer, files, succeed, tumen


def test_press_writes_claims_into_the_runs_folder_and_prints_a_table(finished):
    said = succeed("press", finished.folder, "--set", "speaks=0.5", cwd=finished.cwd)
    content = json.loads((finished.folder / "press.json").read_text(encoding="utf-8"))
    assert content["schema"] == 2
    assert content["of"]["digest"] == finished.json["digest"]
    assert content["claims"]
    assert all({"value", "told", "genuine"} <= set(claim["truth"]) for claim in content["claims"])
    assert f"{len(content['claims'])} claims" in said
    assert "border_daily" in said


def test_the_same_seed_gives_the_same_file_and_no_truth_leaves_it_out(finished, tmp_path):
    for name in ("one.json", "two.json"):
        succeed("press", finished.folder, "--seed", "4", "--out", name, "--no-truth", cwd=tmp_path)
    one = (tmp_path / "one.json").read_text(encoding="utf-8")
    assert one == (tmp_path / "two.json").read_text(encoding="utf-8")
    assert '"truth"' not in one
    assert files(tmp_path) == ["one.json", "two.json"]


def test_press_answers_in_json_and_writes_into_a_folder(finished, tmp_path):
    said = answer("press", finished.folder, "--out", "new/folder", cwd=tmp_path)
    assert said["claims"] == said["first_reports"] + said["echoes"]
    assert {"false", "misdated", "outlets", "seed"} <= set(said)
    assert (tmp_path / said["file"]).is_file()


def test_a_wrong_setting_or_run_is_one_sentence_and_writes_nothing(finished, tmp_path):
    for arguments, word in (
        (("press", finished.folder, "--set", "speaks=2", "--out", "x.json"), "range"),
        (("press", "nowhere"), "not a finished"),
        (("press", finished.folder, "--set", "speaks", "--out", "x.json"), "false_share=0"),
    ):
        done = tumen(*arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert word in done.stderr
        assert "Traceback" not in done.stderr
    assert files(tmp_path) == []
