"""A case from its first document to observations, by the real commands, as an analyst would work."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import xarray as xr

from tests.e2e.commands import answer, files, succeed, tumen

ARTICLE = """\
Mine town waits for rations

Rations at the iron mine in Musan have not been handed out since April, a source in North Hamgyong Province
told the Border Gazette on July 3. About 35 percent of the workers sign in and go home.

A kilogram of rice cost 5,200 won in Hoeryong at the end of June. On June 12 police in Hoeryong tried 14
people in public for smuggling copper. Seven tonnes of scrap were seized on the road to Chongjin in June.
"""

ECHO = """\
Hunger at the mine

Workers of the Musan iron mine have had no rations since April, the Border Gazette reported on Tuesday. About
35 percent of them sign in and go home, it said, quoting a source in the province.
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with one document taken in."""
    (tmp_path / "report.txt").write_text(ARTICLE, encoding="utf-8")
    succeed("evidence", "new", "case", "--title", "Trial", cwd=tmp_path)
    about = ("--id", "bg", "--outlet", "Border Gazette", "--published", "2018-07-04")
    succeed("evidence", "ingest", "report.txt", "--case", "case", *about, cwd=tmp_path)
    return tmp_path / "case"


def test_a_report_becomes_proposals_and_a_proposal_a_claim_that_verifies(case: Path):
    cwd = case.parent
    waiting = answer("evidence", "review", "--case", "case", cwd=cwd)["proposals"]
    rice = next(one for one in waiting if one.get("observable") == "rice_price")
    assert rice["quantity"]["value"] == 5200
    assert rice["places"] == ["Hoeryong"]

    graded = ("origin=market-1", "reliability=C", "credibility=3", "reason=Seen in one market.")
    options = [word for pair in graded for word in ("--set", pair)]
    succeed("evidence", "review", "bg", "--accept", str(rice["number"]), *options, "--case", "case", cwd=cwd)

    assert answer("evidence", "verify", "case", cwd=cwd)["faults"] == []
    shown = answer("evidence", "show", "bg-01", "--case", "case", cwd=cwd)
    assert any("5,200 won" in quote for quote in shown["quote"])
    left = answer("evidence", "review", "--case", "case", cwd=cwd)["proposals"]
    same = [
        one for one in waiting if (one["anchor"], one.get("quantity")) == (rice["anchor"], rice["quantity"])
    ]
    assert len(left) == len(waiting) - len(same), "the price at other places is not offered any more"

    succeed("evidence", "review", "bg", "--reopen", str(rice["number"]), "--case", "case", cwd=cwd)
    assert answer("evidence", "review", "--case", "case", cwd=cwd)["proposals"] == waiting
    assert answer("evidence", "list", "case", cwd=cwd)["claims"] == []


def test_no_words_of_the_text_stand_in_what_git_would_keep(case: Path):
    kept = [case / name for name in files(case) if not name.startswith(("texts", "proposals", "index"))]
    text = "\n".join(path.read_text(encoding="utf-8") for path in kept if path.is_file())
    assert "handed out since April" not in text
    assert (case / "texts" / "bg.txt").is_file()
    assert "/texts/" in (case / ".gitignore").read_text(encoding="utf-8")


def test_a_document_that_is_there_already_is_recognised(case: Path):
    again = answer("evidence", "ingest", "report.txt", "--case", "case", cwd=case.parent)
    assert again["documents"][0]["already_there"] is True
    assert again["documents"][0]["document"] == "bg"


def test_an_undated_report_is_not_dated_today_and_its_claims_need_a_period(case: Path):
    cwd = case.parent
    (cwd / "undated.txt").write_text("Yesterday rice cost 5,300 won a kilogram in Musan.", encoding="utf-8")
    told = succeed("evidence", "ingest", "undated.txt", "--case", "case", cwd=cwd)
    assert "NO DATE OF PUBLICATION" in told
    (price,) = answer("evidence", "review", "undated", "--case", "case", cwd=cwd)["proposals"]
    assert price["period"] == "../.."
    accept = ("evidence", "review", "undated", "--accept", str(price["number"]), "--case", "case")
    refused = tumen(*accept, cwd=cwd)
    assert refused.returncode == 2
    assert "its period is unknown" in refused.stderr
    assert "accepted" in succeed(*accept, "--set", "period=2018-02", cwd=cwd)


def test_claims_from_elsewhere_are_taken_only_if_the_text_bears_them_out(case: Path):
    def entry(quote: str, value: float) -> dict[str, object]:
        return {
            "says": "People were tried in public at Hoeryong",
            "observable": "accused_per_trial",
            "places": ["Hoeryong"],
            "period": "2018-06-12",
            "quantity": {"kind": "value", "value": value, "unit": "persons/trial"},
            "origin": "police-1",
            "reliability": "C",
            "credibility": 3,
            "reason": "A public event.",
            "quote": quote,
        }

    true = "On June 12 police in Hoeryong tried 14 people"
    entries = [entry(true, 14), entry(true, 41), entry("On June 12 police in Hoeryong tried 41 people", 41)]
    (case.parent / "claims.json").write_text(json.dumps(entries), encoding="utf-8")
    done = tumen(
        "evidence", "import", "claims.json", "--document", "bg", "--case", "case", "--json", cwd=case.parent
    )
    assert done.returncode == 1
    result = json.loads(done.stdout)
    assert result["taken"] == ["bg-01"]
    assert [one["number"] for one in result["refused"]] == [2, 3]
    assert "cannot be read" in result["refused"][0]["why"]
    assert "not in the text" in result["refused"][1]["why"]
    assert answer("evidence", "verify", "case", cwd=case.parent)["holds"] is True


def test_a_text_that_changed_shows_its_lost_anchor_and_verify_fails(case: Path):
    cwd = case.parent
    waiting = answer("evidence", "review", "--case", "case", cwd=cwd)["proposals"]
    rice = next(one for one in waiting if one.get("observable") == "rice_price")
    succeed("evidence", "review", "bg", "--accept", str(rice["number"]), "--case", "case", cwd=cwd)
    (case / "texts" / "bg.txt").unlink()
    (cwd / "texts").mkdir()
    (cwd / "texts" / "bg.txt").write_text(
        "An entirely different article about the weather.", encoding="utf-8"
    )
    done = tumen("evidence", "verify", "case", "--texts", "texts", cwd=cwd)
    assert done.returncode == 1
    assert "lost" in done.stdout


def test_an_echo_is_shown_confirmed_and_counted_once(case: Path):
    cwd = case.parent
    (cwd / "echo.txt").write_text(ECHO, encoding="utf-8")
    about = ("--id", "wire", "--outlet", "Wire", "--published", "2018-07-10")
    succeed("evidence", "ingest", "echo.txt", "--case", "case", *about, cwd=cwd)
    for document, origin in (("bg", "nh-1"), ("wire", "wire-desk")):
        waiting = answer("evidence", "review", document, "--case", "case", cwd=cwd)["proposals"]
        share = next(one for one in waiting if one.get("quantity", {}).get("unit") == "percent")
        changes = (
            "--set",
            f"origin={origin}",
            "--set",
            "observable=sign_in_and_leave",
            "--set",
            "places=Musan",
        )
        dated = ("--set", "period=2018-06", "--set", "dated_by=published")
        number = str(share["number"])
        succeed(
            "evidence", "review", document, "--accept", number, *changes, *dated, "--case", "case", cwd=cwd
        )
    found = answer("evidence", "echoes", "case", cwd=cwd)["proposed"]
    assert any({one["later"], one["earlier"]} <= {"wire", "bg", "wire-01", "bg-01"} for one in found)

    before = answer("evidence", "observations", "case", cwd=cwd)["observations"]
    succeed("evidence", "echoes", "case", "--confirm", "wire", "bg", cwd=cwd)
    after = answer("evidence", "observations", "case", cwd=cwd)["observations"]
    assert [one["weight"] for one in before] == [1, 1]
    assert sorted(one["weight"] for one in after) == [0, 1]


def test_the_bundled_case_goes_out_in_every_form(tmp_path: Path):
    for name in ("evidence.svg", "evidence.png", "evidence.graphml"):
        succeed("evidence", "graph", "--out", name, cwd=tmp_path)
        assert (tmp_path / name).stat().st_size > 1000
    for form, name in (
        ("csv", "claims.csv"),
        ("jsonl", "claims.jsonl"),
        ("ftm", "claims.ftm"),
        ("prov", "prov.json"),
    ):
        succeed("evidence", "export", "--format", form, "--out", name, cwd=tmp_path)
    claims = answer("evidence", "list", cwd=tmp_path)["claims"]
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(claims)
    entities = [
        json.loads(line) for line in (tmp_path / "claims.ftm").read_text(encoding="utf-8").splitlines()
    ]
    assert {"id", "schema", "properties"} <= set(entities[0])
    assert json.loads((tmp_path / "prov.json").read_text(encoding="utf-8"))["prefix"]


def test_observations_go_into_a_dataset_that_xarray_reads(tmp_path: Path):
    succeed("evidence", "observations", "border", "--scenario", "musan", "--out", "o.nc", cwd=tmp_path)
    with xr.open_dataset(tmp_path / "o.nc", engine="h5netcdf") as dataset:
        assert dataset.sizes["report"] > 40
        assert {"low", "high", "error", "weight", "genuine", "observable"} <= set(dataset.variables)


def test_the_bundled_case_is_searched_and_is_read_only(tmp_path: Path):
    hits = answer("evidence", "search", "rations Musan", cwd=tmp_path)["hits"]
    assert any(hit["subject"] in ("ration", "rations_stop") for hit in hits)
    done = tumen("evidence", "echoes", "--confirm", "S1", "S0", cwd=tmp_path)
    assert done.returncode == 2
    assert "read only" in done.stderr
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    ("content", "name", "complaint"),
    [
        (b"PK\x03\x04" + bytes(100), "bomb.zip", "archive"),
        (bytes(range(256)) * 4, "noise.txt", "noise.txt"),
        (b"   \n ", "empty.txt", "no words"),
        (b"x" * 21_000_000, "huge.txt", "MB"),
    ],
)
def test_a_file_that_is_no_report_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, name: str, complaint: str
):
    succeed("evidence", "new", "case", cwd=tmp_path)
    (tmp_path / name).write_bytes(content)
    done = tumen("evidence", "ingest", name, "--case", "case", cwd=tmp_path)
    assert done.returncode in (1, 2)
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr
    assert not any((tmp_path / "case" / "documents").iterdir())


def test_hostile_words_do_not_reach_the_terminal(tmp_path: Path):
    succeed("evidence", "new", "case", cwd=tmp_path)
    text = "In Musan 40 percent of the workers \x1b[2J\x1b]0;owned\x07 stayed away in June 2018 \u202edeson."
    (tmp_path / "evil.txt").write_text(text, encoding="utf-8")
    title = ("--title", "[bold red]x[/] \x1b[31m")
    out = succeed("evidence", "ingest", "evil.txt", "--case", "case", *title, cwd=tmp_path)
    out += succeed("evidence", "list", "case", "--documents", cwd=tmp_path)
    out += succeed("evidence", "review", "--case", "case", "--json", cwd=tmp_path)
    assert "\x1b" not in out
    assert "[bold red]x" in out


def test_the_dialogue_accepts_asks_again_and_shows_no_escape(case: Path):
    origin = '\n[[origin]]\nid = "o"\nabout = "a \\u001b[31mtrader"\nkind = "resident"\nreliability = "C"\n'
    with (case / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(origin + 'reason = "saw \\u001b[2Jit"\n')
    answers = [
        "e",
        "People stayed away",
        "",
        "",
        "",
        "",
        "",
        "foo",
        "",
        "",
        "",
        "o",
        "Z",
        "B",
        "9",
        "2",
        "",
        "r",
        "q",
    ]
    done = tumen(
        "evidence", "review", "bg", "--case", "case", cwd=case.parent, input="\n".join(answers) + "\n"
    )
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    assert "'foo' is no amount" in done.stderr
    assert "should be A to F" in done.stderr
    assert "should be 1 to 6" in done.stderr
    (claim,) = answer("evidence", "list", "case", cwd=case.parent)["claims"]
    assert (claim["says"], claim["origin"]) == ("People stayed away", "o")
    assert (claim["reliability"], claim["credibility"]) == ("B", 2)
