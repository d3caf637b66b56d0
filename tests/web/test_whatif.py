import csv
import io
import json
import time
import tomllib

import numpy as np
import pytest

from tests.web.conftest import error_of
from tumen import policies
from tumen.comparison.result import apart
from tumen.engine.kernel import default_model
from tumen.scenario import load
from tumen.web.bands import quantiles
from tumen.web.live import Engine
from tumen.web.policies import as_measures
from tumen.web.schemas import Question

SHORT = {"scenario": "hyesan-scrap", "until": "2004-06-30", "runs": 2}
LEVY = {
    "name": "early",
    "title": "A levy on every household",
    "measures": [{"kind": "lever", "lever": "levy_order", "value": 60_000, "from": "2004-02-01"}],
}


def events(client, id_):
    """All that a stream says, as (kind, content)."""
    found = []
    with client.stream("GET", f"/api/whatif/{id_}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        kind = ""
        for line in stream.iter_lines():
            if line.startswith("event: "):
                kind = line.removeprefix("event: ")
            elif line.startswith("data: "):
                found.append((kind, json.loads(line.removeprefix("data: "))))
    return found


def answered(client, **question):
    answer = client.post("/api/whatif", json=SHORT | question)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


@pytest.fixture
def told(client):
    id_ = answered(client, policies=[LEVY])
    return client, id_, events(client, id_)


def test_a_question_is_answered_with_bands_flows_and_an_end(told):
    _, _, said = told
    kinds = [kind for kind, _ in said if kind != "compiling"]
    assert kinds[0] == "start"
    assert kinds[-1] == "done"
    assert {"bands", "flows"} <= set(kinds)
    start = next(content for kind, content in said if kind == "start")
    last = [content for kind, content in said if kind == "bands"][-1]
    assert start["months"][0] == "2003-01" or start["months"][0].startswith("200")
    assert start["differs"]["early"]
    assert (last["done"], last["runs"]) == (2, 2)
    for of in last["charts"].values():
        assert set(of) == {"as-it-happened", "early"}
        assert len(of["early"]["p50"]) == len(start["months"])
    assert {one["name"] for one in last["headlines"]} >= {"smuggled", "detained"}
    assert last["places"]["energy"]["early"]
    flows = next(content for kind, content in said if kind == "flows")
    year = flows["early"][min(flows["early"])]
    assert {"source", "target", "value", "unit"} == set(year["grain"][0])


def test_nothing_is_different_before_the_first_change(told):
    _, _, said = told
    months = next(content for kind, content in said if kind == "start")["months"]
    charts = [content for kind, content in said if kind == "bands"][-1]["charts"]
    before = months.index("2004-02")
    changed = False
    for of in charts.values():
        assert of["early"]["p50"][:before] == of["as-it-happened"]["p50"][:before]
        changed |= of["early"]["p50"][before:] != of["as-it-happened"]["p50"][before:]
    assert changed


def test_the_same_question_has_the_same_answer(client):
    one, other = (events(client, answered(client, policies=[LEVY])) for _ in range(2))
    pictures = [[content for kind, content in said if kind == "bands"][-1] for said in (one, other)]
    assert pictures[0] == pictures[1]


def test_a_policy_that_does_nothing_says_so(client):
    idle = {"name": "none", "title": "", "measures": []}
    said = events(client, answered(client, policies=[idle]))
    assert next(content for kind, content in said if kind == "start")["idle"]["none"]
    last = [content for kind, content in said if kind == "bands"][-1]
    difference = last["headlines"][2]["policies"]["none"]["difference"]
    assert set(difference.values()) == {0.0}


def test_a_question_stops_when_another_replaces_it(client):
    id_ = answered(client, runs=60, until="2006-12-31")
    began = time.monotonic()
    answered(client, runs=1, replaces=id_)
    said = events(client, id_)
    assert said[-1][0] == "stopped"
    assert time.monotonic() - began < 60  # a first compile may stand before it


def test_the_id_of_a_question_may_stand_wherever_a_name_may(client):
    ids = {answered(client, runs=1) for _ in range(3)}
    assert len(ids) == 3
    for id_ in ids:
        assert set(id_) <= set("0123456789abcdef")  # a sign at its beginning would be no name
        assert Question.model_validate(SHORT | {"replaces": id_}).replaces == id_


def test_a_question_can_be_stopped(client):
    id_ = answered(client, runs=60, until="2006-12-31")
    assert client.delete(f"/api/whatif/{id_}").status_code == 204
    assert events(client, id_)[-1][0] == "stopped"
    assert client.delete("/api/whatif/unknown").status_code == 204


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"scenario": "atlantis"}, "atlantis"),
        ({"beliefs": {"levy_pocketed": 7}}, "levy_pocketed"),
        ({"beliefs": {"levy_poketed": 0.2}}, "levy_pocketed"),
        ({"beliefs": {"levy_order": 1}}, "lever"),
        ({"runs": 1000}, "runs"),
        ({"until": "1950-01-01"}, "until"),
        ({"fit": "../../etc"}, "fit"),
        ({"fit": "none"}, "fit"),
        ({"policies": [LEVY | {"measures": [LEVY["measures"][0] | {"lever": "no_such"}]}]}, "no_such"),
        ({"policies": [{"name": "as-it-happened", "measures": []}]}, "as-it-happened"),
    ],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_told_why(client, wrong, named):
    answer = client.post("/api/whatif", json=SHORT | wrong)
    assert answer.status_code in (400, 404, 422)
    assert named in error_of(answer)


def test_an_unknown_question_is_not_found(client):
    assert client.get("/api/whatif/nothing/events").status_code == 404
    assert client.get("/api/whatif/nothing/diary").status_code == 404


def test_a_household_keeps_a_diary_in_every_policy(told):
    client, id_, _ = told
    one = client.get(f"/api/whatif/{id_}/diary", params={"from": "2004-03-01", "days": 5}).json()
    assert one["days"][0]["date"] == "2004-03-01"
    assert len(one["days"]) == 5
    assert all(day["words"] for day in one["days"])
    assert one["members"]
    same = client.get(
        f"/api/whatif/{id_}/diary",
        params={"from": "2004-03-01", "days": 5, "policy": "early", "household": one["household"]},
    ).json()
    assert same["members"] == one["members"]
    assert same["household"] == one["household"]
    other = client.get(f"/api/whatif/{id_}/diary", params={"household": one["another"], "days": 1}).json()
    assert other["household"] == one["another"]


def test_a_diary_asks_for_days_that_are_lived_and_households_that_are_there(told):
    client, id_, _ = told
    for wrong in (
        {"from": "1999-01-01"},
        {"household": 5},
        {"policy": "other"},
        {"place": "Paris"},
        {"days": 999},
    ):
        assert client.get(f"/api/whatif/{id_}/diary", params=wrong).status_code in (404, 422)


def test_the_answer_can_be_taken_home(told):
    client, id_, _ = told
    table = client.get(f"/api/whatif/{id_}/export.csv")
    assert table.headers["content-disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert {row["policy"] for row in rows} == {"as-it-happened", "early"}
    assert client.get(f"/api/whatif/{id_}/export.nc").content[:4] in (b"\x89HDF", b"CDF\x01")
    assert "levy_order" in client.get(f"/api/whatif/{id_}/export.toml").text
    assert client.get(f"/api/whatif/{id_}/export.exe").status_code == 422


def test_each_policy_is_a_file_of_its_own(client):
    client.app.app.state.engine.ladder = ()
    other = LEVY | {"name": "late", "measures": [LEVY["measures"][0] | {"from": "2004-05-01"}]}
    id_ = answered(client, policies=[LEVY, other])
    for name in ("early", "late"):
        file = client.get(f"/api/whatif/{id_}/export.toml", params={"policy": name})
        assert f'"{name}.toml"' in file.headers["content-disposition"]
        assert policies.Policy.model_validate(tomllib.loads(file.text)).name == name
    which = client.get(f"/api/whatif/{id_}/export.toml")
    assert which.status_code == 400
    assert "early, late" in error_of(which)
    assert client.get(f"/api/whatif/{id_}/export.toml", params={"policy": "none"}).status_code == 404


def test_a_partial_picture_is_dropped_when_a_later_one_comes(client):
    client.app.app.state.engine.ladder = ()
    live = client.app.app.state.engine.find(answered(client))
    assert live.finished.wait(60)
    before = len(live.messages)
    for content in ({"done": 1}, {"done": 2}, {"done": 3, "places": {}}, {"done": 1}):
        live.put("bands", content)
    kept = [content for kind, content in live.messages[before:] if kind == "bands"]
    assert kept == [{"done": 3, "places": {}}, {"done": 1}]
    assert [content for kind, content in events(client, live.id) if kind == "bands"] == kept


def test_a_run_that_breaks_off_stops_the_others_and_says_so(client, monkeypatch, capsys):
    engine: Engine = client.app.app.state.engine

    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(engine.lives, "as_it_happened", broken)
    live = engine.find(answered(client))
    assert live.finished.wait(60)
    assert live.stop.is_set()
    assert live.messages[-1][0] == "problem"
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_brief_escapes_what_the_user_wrote(client):
    nasty = LEVY | {"title": "<script>alert(1)</script>"}
    id_ = answered(client, policies=[nasty])
    events(client, id_)
    page = client.post(f"/api/whatif/{id_}/brief")
    assert page.status_code == 200
    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text
    assert "sandbox" in page.headers["content-security-policy"]


def test_figures_are_added_up_from_the_first_difference_and_say_of_whom(told):
    _, _, said = told
    last = [content for kind, content in said if kind == "bands"][-1]
    assert last["window"] == {"from": "2004-02-01", "to": "2004-06-30"}
    where = {one["name"]: one["where"] for one in last["headlines"]}
    assert where["foreign_currency"] == "whole country"
    assert "residents" in where["hungry"]


def test_without_a_policy_figures_are_of_the_whole_time(client):
    last = [content for kind, content in events(client, answered(client)) if kind == "bands"][-1]
    assert last["window"] == {"from": "2003-01-01", "to": "2004-06-30"}


def test_what_rounding_leaves_is_no_difference():
    assert apart(np.array([3e9 + 8, 3e9 + 8e6]), np.array([3e9, 3e9])).tolist() == [0.0, 8e6]


def test_a_brief_says_what_was_asked_what_it_is_of_and_how_sure_that_is(client):
    id_ = answered(client, policies=[LEVY], beliefs={"levy_pocketed": 0.07})
    events(client, id_)
    text = client.post(f"/api/whatif/{id_}/brief").text
    assert "Added up from 1 February 2004 to 30 June 2004" in text
    assert "luck alone, at one set of beliefs" in text
    assert "levy_pocketed" in text
    assert "too few runs to tell" in text
    assert "whole country" in text
    sources = text.partition('id="sources"')[2]
    for name in ("levy_order", "levy_pocketed"):
        assert default_model().catalog.params[name].source in sources, name
    assert "e+0" not in text.partition("<svg")[0]


def test_a_bundled_policy_keeps_its_authors_unless_it_was_changed(client):
    name = "no-campaign"
    scenario = load("hyesan-scrap", default_model().catalog)
    bars = as_measures(policies.load(name), scenario)
    for measures, kept in ((bars, True), ([*bars, LEVY["measures"][0]], False)):
        id_ = answered(client, policies=[{"name": name, "title": "Mine", "measures": measures}])
        events(client, id_)
        text = client.get(f"/api/whatif/{id_}/export.toml").text
        assert (policies.load(name).who in text) == kept


def test_nothing_can_be_taken_home_before_the_first_picture(client):
    engine: Engine = client.app.app.state.engine
    engine.ladder = ()
    id_ = answered(client)
    assert client.get(f"/api/whatif/{id_}/export.csv").status_code == 409


def test_quantiles_leave_out_what_is_missing():
    values = np.array([[1.0, np.nan, np.nan], [2.0, 4.0, np.nan], [3.0, 6.0, np.nan]])
    assert quantiles(values, (50,))[0][:2].tolist() == [2.0, 5.0]
    assert np.isnan(quantiles(values, (50,))[0][2])
    full = np.random.default_rng(1).random((7, 3))
    assert np.allclose(
        quantiles(full, (5, 50, 95)), np.percentile(full, (5, 50, 95), axis=0, method="weibull")
    )
    assert quantiles(np.array([-1.0, 100, 100, 100, 100]), (5,))[0] == -1.0
