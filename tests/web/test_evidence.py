from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.web.conftest import error_of
from tumen.evidence import case as cases
from tumen.evidence.verification import verify

REPORT = b"""Musan, February 23, 2018

A source in North Hamgyong Province said on February 23 that the Musan mine sold 300 tons of ore a day in
January 2018. Rice cost 5,000 won a kilogram in Musan.

Miners received rations of 300 grams a day last month, he added.
"""


@pytest.fixture
def own(client):
    assert client.post("/api/cases", json={"name": "mine", "title": "My reports"}).status_code == 201
    return "mine"


def brought(client, case, name="report.txt", content=REPORT, **more):
    return client.post(f"/api/cases/{case}/documents", files={"file": (name, content)}, data=more)


def test_the_bundled_case_is_shown_and_cannot_be_changed(client):
    listed = {one["name"]: one for one in client.get("/api/cases").json()}
    assert listed["border"]["claims"] > 300
    assert not listed["border"]["editable"]
    whole = client.get("/api/cases/border").json()
    assert len(whole["claims"]) == listed["border"]["claims"]
    assert whole["conflicts"]
    assert any(one["conflicts"] for one in whole["claims"])
    assert brought(client, "border").status_code == 409


def test_a_claim_says_why_its_words_are_not_shown(client):
    whole = client.get("/api/cases/border").json()
    id_ = whole["claims"][0]["id"]
    claim = client.get(f"/api/cases/border/claims/{id_}", params={"model": False}).json()
    assert claim["anchor"] or claim["why_no_anchor"]
    assert claim["reason"]


def test_the_model_stands_beside_a_claim_that_it_measures(client):
    claims = client.get("/api/cases/border").json()["claims"]
    id_ = next(one["id"] for one in claims if one["subject"] == "exports" and one["status"] == "fit")
    beside = client.get(f"/api/cases/border/claims/{id_}").json()["beside"]
    assert beside["model"]["p5"] <= beside["model"]["p50"] <= beside["model"]["p95"]
    assert beside["words"]
    assert beside["where"]
    assert beside["period"]
    assert beside["error_low"] < beside["low"] <= beside["high"] < beside["error_high"]


def test_a_report_becomes_claims_that_an_analyst_accepts(client, own, settings):
    answer = brought(client, own, outlet="A newspaper", published="2018-02-23")
    assert answer.status_code == 201, answer.text
    document, proposals = answer.json()["document"], answer.json()["proposals"]
    assert proposals
    first = next(one for one in proposals if one["quote"])
    assert first["quote"] in " ".join(REPORT.decode().split())
    accepted = client.post(f"/api/cases/{own}/proposals/{first['id']}", json={"accept": True, "grade": "B3"})
    assert accepted.status_code == 200, accepted.text
    claim = accepted.json()["claim"]
    assert claim["grade"] == "B3"
    again = client.post(f"/api/cases/{own}/proposals/{first['id']}", json={"accept": True})
    assert again.status_code == 409
    other = next(one for one in client.get(f"/api/cases/{own}").json()["proposals"])
    assert client.post(f"/api/cases/{own}/proposals/{other['id']}", json={"accept": False}).json() == {}
    shown = client.get(f"/api/cases/{own}/claims/{claim['id']}", params={"model": False}).json()
    assert shown["anchor"]["quote"] == first["quote"]
    page = client.get(f"/api/cases/{own}/documents/{document}").json()
    mark = page["claims"][0]
    assert page["text"][mark["paragraph"]][mark["start"] : mark["end"]]
    assert cases.read(settings.root / "cases" / own).claims


UNDATED = b"Yesterday rice cost 5,200 won a kilogram in Musan, a trader said. Police took 14 smugglers."


def decide(client, case, id_, **decision):
    return client.post(f"/api/cases/{case}/proposals/{id_}", json={"accept": True, **decision})


def test_a_document_without_a_date_is_not_dated_today(client, own):
    answer = brought(client, own, content=UNDATED).json()
    assert not answer["dated"]
    assert answer["published"] == ""
    assert answer["proposals"]
    assert {one["period"] for one in answer["proposals"]} == {""}
    assert client.get(f"/api/cases/{own}").json()["documents"][0]["date"] == ""
    refused = decide(client, own, answer["proposals"][0]["id"])
    assert refused.status_code == 422
    assert error_of(refused).startswith("Period: say when it held")
    assert client.get(f"/api/cases/{own}").json()["claims"] == []
    made = decide(client, own, answer["proposals"][0]["id"], period="2018-02").json()["claim"]
    assert made["period"] == "2018-02"


def test_a_date_that_only_the_text_names_is_in_doubt(client, own):
    assert brought(client, own).json()["published"] == "2018-02-23?"
    again = brought(client, own, published="2018-02-24").json()
    assert again["published"] == "2018-02-24"


def priced(client, own):
    found = brought(client, own, published="2018-02-23").json()["proposals"]
    return next(one for one in found if one["number"] == 5000)


def test_a_reader_says_what_a_claim_shall_say(client, own):
    rice = priced(client, own)
    assert (rice["place"], rice["unit"]) == ("Musan", "KPW/kg")
    changed = {
        "says": "Rice at the market of Hyesan.",
        "place": "Hyesan",
        "period": "2018-01~",
        "value": 5100.5,
        "reason": "The second edition says so.",
    }
    claim = decide(client, own, rice["id"], **changed).json()["claim"]
    assert (claim["says"], claim["place"], claim["period"]) == (changed["says"], "Hyesan", "2018-01~")
    assert (claim["value"], claim["unit"]) == ("5,100.5 KPW/kg", "KPW/kg")


def test_a_reader_says_a_range_where_one_number_was_proposed(client, own):
    claim = decide(client, own, priced(client, own)["id"], low=4800, high=5200, reason="Told later.").json()[
        "claim"
    ]
    assert claim["value"] == "4,800 to 5,200 KPW/kg"


def test_what_the_quote_contradicts_needs_a_reason_and_keeps_it(client, own, settings):
    rice = priced(client, own)
    answer = decide(client, own, rice["id"], low=4800, high=5200, place="Hyesan", grade="C3")
    assert answer.status_code == 422
    assert error_of(answer) == (
        "Reason: 4800 and 5200, Hyesan cannot be read in the quoted words; say why you change it."
    )
    assert client.get(f"/api/cases/{own}").json()["claims"] == []
    asked = {"low": 4800, "high": 5200, "place": "Hyesan", "grade": "C3", "reason": "Told later."}
    made = decide(client, own, rice["id"], **asked).json()["claim"]["id"]
    shown = client.get(f"/api/cases/{own}/claims/{made}", params={"model": False}).json()
    assert shown["corrected"] == "proposed was 5,000 KPW/kg, Musan; Told later."
    assert shown["reason"] == "Graded in the app by the analyst."
    verdict = verify(cases.read(settings.root / "cases" / own))
    assert verdict.holds
    assert {note.claim for note in verdict.notes} == {made}


def test_a_reason_without_a_departure_is_the_grades(client, own):
    made = decide(client, own, priced(client, own)["id"], grade="C3", reason="Often right.").json()["claim"]
    shown = client.get(f"/api/cases/{own}/claims/{made['id']}", params={"model": False}).json()
    assert (shown["reason"], shown["corrected"]) == ("Often right.", "")


def test_a_speaker_is_an_origin_of_his_own_unless_another_is_named(client, own):
    rice, *others = brought(client, own, published="2018-02-23").json()["proposals"]
    claim = decide(client, own, rice["id"]).json()["claim"]
    assert claim["origin"] == rice["origin"] != "unknown"
    origins = client.get(f"/api/cases/{own}").json()["origins"]
    assert origins == [{"id": rice["origin"], "about": rice["speaker"]}]
    if others:
        named = decide(client, own, others[0]["id"], origin=rice["origin"]).json()["claim"]
        assert named["origin"] == rice["origin"]


def test_what_is_not_changed_stays_as_it_was_proposed(client, own):
    rice = priced(client, own)
    same = {"says": rice["says"], "place": rice["place"], "period": rice["period"], "value": rice["number"]}
    claim = decide(client, own, rice["id"], **same).json()["claim"]
    assert {key: claim[key] for key in ("says", "place", "period", "value")} == {
        key: rice[key] for key in ("says", "place", "period", "value")
    }


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"place": "Atlantis"}, "Place: no place 'Atlantis' is known"),
        ({"period": "last spring"}, "Period: 'last spring' is no period; expected"),
        ({"period": "../.."}, "Period: say when it held, such as"),
        ({"says": "x"}, "Sentence: string should have at least 3"),
        ({"value": "much"}, "Amount: input should be a valid number"),
        ({"low": 5200, "high": 4800}, "Amount: give one number, or a lower and a higher end"),
        ({"low": 4800}, "Amount: give one number, or a lower and a higher end"),
        ({"value": 5000, "low": 4800, "high": 5200}, "Amount: give one number, or a lower and a higher end"),
    ],
    ids=["place", "period", "open period", "sentence", "amount", "range", "half a range", "both"],
)
def test_what_makes_no_sense_of_a_claim_is_refused_by_its_field(client, own, wrong, said):
    rice = priced(client, own)
    answer = decide(client, own, rice["id"], **wrong)
    assert answer.status_code == 422
    assert error_of(answer).startswith(said)
    assert client.get(f"/api/cases/{own}").json()["claims"] == []


def test_a_decision_is_taken_back(client, own):
    rice = priced(client, own)
    made = decide(client, own, rice["id"]).json()["claim"]["id"]
    shown = client.get(f"/api/cases/{own}/claims/{made}", params={"model": False}).json()
    assert shown["proposal"] == rice["id"]
    address = f"/api/cases/{own}/proposals/{rice['id']}/reopen"
    assert client.post(address).status_code == 200
    whole = client.get(f"/api/cases/{own}").json()
    assert whole["claims"] == []
    assert rice["id"] in {one["id"] for one in whole["proposals"]}
    assert client.post(address).status_code == 409
    assert client.post("/api/cases/border/proposals/x~1/reopen").status_code == 409


def test_proposals_that_exclude_each_other_name_each_other(client, own):
    story = (
        b"Musan mine sells its pumps\n\nThe Musan mine has begun to sell pumps, people of the town say.\n\n"
        b"Buyers come from Chongjin. They bought 40 carts and 12 tons of wire.\n"
    )
    found = brought(client, own, content=story, published="2018-03-10").json()["proposals"]
    carts = [one for one in found if one["number"] == 40]
    assert len(carts) > 1
    ids = {one["id"] for one in carts}
    assert all({one["id"], *one["rivals"]} == ids for one in carts)
    decide(client, own, carts[1]["id"])
    left = {one["id"] for one in client.get(f"/api/cases/{own}").json()["proposals"]}
    assert not left & ids


def test_a_damaged_pdf_is_not_told_of_encodings(client, own):
    answer = brought(client, own, name="a.pdf", content=b"\x00\xff broken")
    assert "no PDF, or a damaged one" in error_of(answer)


def test_hostile_text_comes_back_as_text(client, own):
    nasty = REPORT + b"\n<script>alert(1)</script> <img src=x onerror=alert(1)>\n"
    document = brought(client, own, content=nasty).json()["document"]
    answer = client.get(f"/api/cases/{own}/documents/{document}")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["report.exe", "report", "report.svg", "report.docx", "x.txt.zip", ""])
def test_other_kinds_of_files_are_refused(client, own, name):
    assert brought(client, own, name=name).status_code == 422


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"%PDF-1.4 broken", b"PK\x03\x04zip", b"   \n  "], ids=str
)
def test_files_that_are_no_reports_are_refused(client, own, content):
    answer = brought(client, own, name="a.pdf" if content.startswith(b"%") else "a.txt", content=content)
    assert answer.status_code in (400, 422)
    assert error_of(answer)


def test_a_file_that_is_too_large_is_refused(client, own):
    assert brought(client, own, content=b"words " * 1_700_000).status_code == 413


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "..\\..\\boot.txt", "/etc/passwd.txt", "a\x00b.txt", "é.txt"]
)
def test_the_name_of_an_upload_leads_nowhere(client, own, name, settings):
    answer = brought(client, own, name=name)
    assert answer.status_code in (201, 422)
    outside = [path for path in settings.root.parent.rglob("*passwd*") if settings.root not in path.parents]
    assert not outside


@pytest.mark.parametrize("name", ["..", "../other", "a/b", ".hidden", "border", "x" * 200, "", "a\nb", "c:x"])
def test_a_case_is_a_plain_folder_under_the_root(client, name, settings):
    assert client.post("/api/cases", json={"name": name}).status_code in (404, 409, 422)
    assert not (settings.root / "cases").exists() or not list((settings.root / "cases").iterdir())


@pytest.mark.parametrize("name", ["..", "%2e%2e", "..%2f..%2fetc", "nothing", ".git"])
def test_a_case_elsewhere_is_not_read(client, name):
    assert client.get(f"/api/cases/{name}").status_code in (404, 405)


def test_a_case_that_is_a_link_to_elsewhere_is_not_read(client, settings, tmp_path):
    cases.new(tmp_path / "elsewhere", "Not yours")
    (settings.root / "cases").mkdir()
    (settings.root / "cases" / "link").symlink_to(tmp_path / "elsewhere")
    assert client.get("/api/cases/link").status_code == 404


def test_a_case_made_in_a_terminal_lies_in_the_root_and_is_shown_too(client, own, settings):
    cases.new(settings.root / "my-case", "Made in a terminal")
    cases.new(settings.root / "deep" / "hidden-case", "Too deep")
    (settings.root / "runs").mkdir()
    listed = {one["name"]: one for one in client.get("/api/cases").json()}
    assert {"my-case", own} <= set(listed)
    assert not {"runs", "deep", "hidden-case"} & set(listed)
    assert listed["my-case"]["editable"]
    document = brought(client, "my-case").json()["document"]
    assert (settings.root / "my-case" / "documents" / f"{document}.toml").is_file()
    assert not list((settings.root / "cases" / own / "documents").iterdir())
    assert client.post("/api/cases", json={"name": "my-case"}).status_code == 409


def test_of_two_cases_of_one_name_the_apps_own_is_opened_and_listed_once(client, own, settings):
    cases.new(settings.root / own, "Another")
    listed = [one for one in client.get("/api/cases").json() if one["name"] == own]
    assert [one["title"] for one in listed] != ["Another"]
    assert len(listed) == 1


def test_a_link_in_the_root_that_leads_out_of_it_is_not_read(client, settings, tmp_path):
    cases.new(tmp_path / "elsewhere", "Not yours")
    (settings.root / "link").symlink_to(tmp_path / "elsewhere")
    assert client.get("/api/cases/link").status_code == 404
    assert client.get("/api/cases").status_code == 200


def test_a_damaged_case_does_not_hide_the_others(client, own, settings):
    (settings.root / "cases" / own / "case.toml").write_text("schema = [")
    listed = {one["name"]: one for one in client.get("/api/cases").json()}
    assert listed[own]["problem"]
    assert listed["border"]["claims"]
    assert client.get(f"/api/cases/{own}").status_code == 400


def test_the_same_report_twice_is_recognised(client, own):
    first = brought(client, own).json()
    second = brought(client, own, name="again.txt").json()
    assert second["already_there"]
    assert second["document"] == first["document"]


def test_many_acceptances_at_once_leave_a_readable_case_with_distinct_ids(client, own, settings):
    many = b"\n\n".join(
        b"A source in Musan said on February 23 2018 that rice cost %d won a kilogram in Musan."
        % (4_000 + 10 * n)
        for n in range(12)
    )
    waiting = brought(client, own, content=b"Musan, February 23, 2018\n\n" + many).json()["proposals"]
    assert len(waiting) >= 8

    def accept(one):
        return client.post(f"/api/cases/{own}/proposals/{one['id']}", json={"accept": True, "grade": "C3"})

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(accept, waiting))
    made = [answer.json()["claim"]["id"] for answer in answers if answer.status_code == 200]
    assert {answer.status_code for answer in answers} <= {200, 409}
    assert len(made) >= 8
    assert len(set(made)) == len(made)
    assert set(cases.read(settings.root / "cases" / own).claims) == set(made)


def test_a_file_that_is_just_being_written_is_no_part_of_a_case(client, own, settings):
    folder = settings.root / "cases" / own
    for part in ("documents", "claims"):
        (folder / part / ".half.a1b2.toml").write_text("[[cla")
    assert client.get(f"/api/cases/{own}").json()["claims"] == []


def test_a_case_of_ones_own_called_as_a_bundled_one_does_not_hide_it(client, settings, monkeypatch):
    for place in (settings.root / "cases" / "border", settings.root / "border"):
        cases.new(place, "Not the bundled one")
    monkeypatch.chdir(settings.root)
    listed = [one for one in client.get("/api/cases").json() if one["name"] == "border"]
    assert len(listed) == 1
    assert listed[0]["claims"] > 300
    assert cases.is_bundled(cases.find("border"))
    assert not cases.is_bundled(cases.find("./border/case.toml"))


def test_a_disk_that_refuses_is_told_in_one_sentence_without_its_path(client, settings, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device", str(settings.root / "cases" / "mine" / "case.toml"))

    monkeypatch.setattr(cases, "new", full)
    answer = client.post("/api/cases", json={"name": "mine"})
    assert answer.status_code == 409
    assert "'case.toml'" in error_of(answer)
    assert "No space left" in error_of(answer)
    assert str(settings.root) not in error_of(answer)


def test_a_model_that_others_keep_busy_is_told_instead_of_waited_for(client, monkeypatch):
    from tumen.web import beside

    claims = client.get("/api/cases/border").json()["claims"]
    id_ = next(one["id"] for one in claims if one["subject"] == "exports" and one["status"] == "fit")
    monkeypatch.setattr(beside, "PATIENCE", 0.01)
    with beside._ONE_AT_A_TIME:
        answer = client.get(f"/api/cases/border/claims/{id_}")
    assert answer.status_code == 409
    assert "busy" in error_of(answer)
