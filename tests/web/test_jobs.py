import csv
import io
import json
import time

import pytest
from anyio.from_thread import start_blocking_portal

from tests.web.conftest import error_of

RUN = {
    "kind": "run",
    "scenario": "hyesan-scrap",
    "people_share": 0.001,
    "to": "2003-02-28",
    "settings": {"levy_pocketed": 0.2},
}


def finished(client, id_, seconds=180):
    """The job once it no longer runs."""
    for _ in range(seconds * 5):
        about = client.get(f"/api/jobs/{id_}").json()
        if about["state"] != "running":
            return about
        time.sleep(0.2)
    raise AssertionError(about)


def test_a_run_is_started_listed_downloaded_and_removed(client, settings):
    id_ = client.post("/api/jobs", json=RUN).json()["id"]
    assert client.get(f"/api/jobs/{id_}").json()["state"] in ("running", "done")
    about = finished(client, id_)
    assert about["state"] == "done", about
    assert about["unit"] in (None, "runs")
    assert (about["done"], about["total"]) in ((None, None), (1, 1))
    assert {"brief.html", "run.json", "result.nc"} <= {one["name"] for one in about["files"]}
    assert "hyesan-scrap" in about["cite"]
    assert [one["id"] for one in client.get("/api/jobs").json()] == [id_]
    page = client.get("/" + about["page"])
    assert page.headers["content-type"].startswith("text/html")
    assert "sandbox" in page.headers["content-security-policy"]
    saved = client.get(f"/api/jobs/{id_}/files/run.json")
    assert saved.headers["content-disposition"].startswith("attachment")
    assert json.loads(saved.text)["scenario"] == "hyesan-scrap"
    series = about["files"][0]
    assert series["name"] == "monthly.csv"
    table = client.get("/" + series["url"])
    assert table.headers["content-disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(table.text)))
    prices = [row for row in rows if row["observable"] == "rice_price"]
    assert {row["month"] for row in prices} == {"2003-01", "2003-02"}
    assert all(float(row["run_1"]) > 0 for row in prices)
    assert len({row["place"] for row in prices}) > 1
    assert client.post("/api/jobs", json=RUN).json()["id"] == id_
    next((settings.root / "runs").rglob("result.nc")).write_bytes(b"cut off")
    assert "run it again" in error_of(client.get("/" + series["url"]))
    assert client.delete(f"/api/jobs/{id_}").status_code == 204
    assert client.get("/api/jobs").json() == []
    assert not list((settings.root / "runs").glob("hyesan*"))


def test_a_run_is_stopped_and_goes_on(client):
    slow = RUN | {"people_share": 0.05, "to": "2006-12-31", "runs": 8}
    id_ = client.post("/api/jobs", json=slow).json()["id"]
    time.sleep(2.5)
    client.post(f"/api/jobs/{id_}/stop")
    about = finished(client, id_)
    assert about["state"] == "stopped"
    assert about["resumable"]
    assert client.get("/api/jobs").json()[0]["state"] == "stopped"
    assert client.post(f"/api/jobs/{id_}/resume").json()["state"] == "running"
    assert client.delete(f"/api/jobs/{id_}").status_code == 409
    client.post(f"/api/jobs/{id_}/stop")
    assert finished(client, id_)["state"] == "stopped"
    assert client.delete(f"/api/jobs/{id_}").status_code == 204


def test_a_job_that_fails_says_why(client):
    wrong = RUN | {"settings": {"levy_pocketed": 44}}
    about = finished(client, client.post("/api/jobs", json=wrong).json()["id"])
    assert about["state"] == "failed"
    assert "levy_pocketed" in about["error"]


def test_the_progress_of_jobs_is_streamed(client):
    id_ = client.post("/api/jobs", json=RUN).json()["id"]
    finished(client, id_)
    from tumen.web.job_routes import _events

    asked = []

    async def gone():
        asked.append(1)
        return len(asked) > 1

    async def said():
        return [one async for one in _events(client.app.app.state.jobs, gone)]

    # A thread of its own: where the browser's tests came first, this one has a running loop.
    with start_blocking_portal() as portal:
        told = [one for one in portal.call(said) if one.startswith("event: job")]
    assert len(told) == 1
    assert f'"id":"{id_}"' in told[0]
    assert '"state":"done"' in told[0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "run", "scenario": "../x"},
        {"kind": "run", "scenario": "atlantis"},
        {"kind": "shell", "scenario": "musan"},
        RUN | {"people_share": 0},
        RUN | {"runs": 10_000},
        RUN | {"settings": {"--out": 1}},
        {"kind": "fit", "scenario": "musan", "case": "../../etc"},
        {"kind": "comparison", "scenario": "musan", "policies": ["--help"]},
    ],
    ids=str,
)
def test_a_job_that_makes_no_sense_is_refused(client, wrong):
    answer = client.post("/api/jobs", json=wrong)
    assert answer.status_code in (404, 422)
    assert error_of(answer)


@pytest.mark.parametrize(
    "id_", ["run-..", "run-nothing", "nothing", "run-a%2f..%2fb", "fit-.hidden", "run-", "--"]
)
def test_a_job_that_is_not_there_is_not_found(client, id_):
    for ask in (client.get, client.delete):
        assert ask(f"/api/jobs/{id_}").status_code in (404, 405)
    assert client.post(f"/api/jobs/{id_}/stop").status_code in (404, 405)
    assert client.post(f"/api/jobs/{id_}/resume").status_code in (404, 405)


def test_files_are_read_from_the_jobs_folder_alone(client, settings, tmp_path):
    folder = settings.root / "fits" / "old"
    folder.mkdir(parents=True)
    for name in ("fit.json", "fit.nc", ".hidden"):
        (folder / name).write_text("{}")
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    names = [one["name"] for one in client.get("/api/jobs/fit-old").json()["files"]]
    assert names == ["fit.json", "fit.nc"]
    for name in ("link.txt", ".hidden", "..%2f..%2f..%2fsecret.txt", "nothing"):
        assert client.get(f"/api/jobs/fit-old/files/{name}").status_code == 404
    assert client.get("/api/jobs/fit-old/files/fit.json").text == "{}"
