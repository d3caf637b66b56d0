"""Addresses of the page Runs: what is kept, what is at work, what can be taken home."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request
from fastapi.responses import FileResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from tumen import policies
from tumen.web import job_series
from tumen.web.common import PULSE, breath, jobs_of, left, packed, scenario_of, settings_of, stream
from tumen.web.evidence_cases import case_folder
from tumen.web.form_words import InFormWords
from tumen.web.jobs import Jobs
from tumen.web.problems import missing
from tumen.web.schemas import ComparisonJob, FitJob, Id, Job
from tumen.web.whatif_routes import SANDBOX

router = APIRouter(tags=["runs"], route_class=InFormWords)

LOOK = 0.5
"""Seconds between two looks at what is at work."""


@router.get("/jobs")
def jobs(request: Request) -> list[dict[str, Any]]:
    """Every run, fit and comparison under the app's folder, what runs first."""
    return jobs_of(request).all()


@router.post("/jobs", status_code=201)
def start(job: Annotated[Job, Body()], request: Request) -> Id:
    """Start a run, a fit or a comparison in the background."""
    _check(job, request)
    return Id(id=jobs_of(request).start(job))


def _check(job: Job, request: Request) -> None:
    """See that what a job names is there."""
    scenario_of(job.scenario)
    if isinstance(job, ComparisonJob):
        unknown = [one for one in job.policies if isinstance(one, str) and one not in policies.available()]
        if unknown:
            raise missing("policy", unknown[0], policies.available())
    if isinstance(job, FitJob):
        case_folder(settings_of(request).root, job.case)


@router.get("/jobs/events", response_class=StreamingResponse)
async def listen(request: Request) -> StreamingResponse:
    """Listen to how far jobs are (server-sent events ``job``)."""
    return stream(_events(jobs_of(request), left(request)))


async def _events(of: Jobs, gone: Callable[[], Awaitable[bool]]) -> AsyncIterator[str]:
    told: dict[str, tuple[Any, ...]] = {}
    spoke = time.monotonic()
    yield ": here\n\n"
    while not await gone():
        rows = await run_in_threadpool(of.all)
        for row in rows:
            now = {key: row[key] for key in ("id", "state", "done", "total", "unit", "left_s")}
            if told.get(row["id"]) != tuple(now.values()):
                told[row["id"]] = tuple(now.values())
                spoke = time.monotonic()
                yield packed("job", now)
        for id_ in told.keys() - {row["id"] for row in rows}:
            del told[id_]
            nothing = dict.fromkeys(("done", "total", "unit", "left_s"))
            yield packed("job", {"id": id_, "state": "deleted"} | nothing)
        if time.monotonic() - spoke > PULSE:
            spoke = time.monotonic()
            yield ": still here\n\n"
        await breath(LOOK)


@router.get("/jobs/{id}")
def job(id: str, request: Request) -> dict[str, Any]:
    """A job with its page, its files and how to cite it."""
    of = jobs_of(request)
    return of.about(id) | {"page": of.page(id), "files": of.files(id), "cite": of.cite(id)}


@router.post("/jobs/{id}/stop")
def stop(id: str, request: Request) -> dict[str, Any]:
    """Ask a job to stop; what is done is kept."""
    jobs_of(request).stop(id)
    return jobs_of(request).about(id)


@router.post("/jobs/{id}/resume")
def resume(id: str, request: Request) -> dict[str, Any]:
    """Go on with a job that was stopped."""
    jobs_of(request).about(id)
    _check(jobs_of(request).asked(id), request)
    jobs_of(request).resume(id)
    return jobs_of(request).about(id)


@router.delete("/jobs/{id}", status_code=204, response_class=Response)
def delete(id: str, request: Request) -> Response:
    """Remove a job and its results."""
    jobs_of(request).delete(id)
    return Response(status_code=204)


@router.get("/jobs/{id}/files/{name}", response_class=FileResponse)
def file(id: str, name: str, request: Request, view: Annotated[bool, Query()] = False) -> Response:
    """A file of a job, to be saved; ``view=true`` shows an HTML page, shut in so that it can do nothing."""
    headers = {"Content-Security-Policy": SANDBOX}
    result = jobs_of(request).result(id) if name == job_series.NAME else None
    if result:
        headers["Content-Disposition"] = f'attachment; filename="{id}-{name}"'
        return StreamingResponse(job_series.table(result), media_type="text/csv", headers=headers)
    path = jobs_of(request).file(id, name)
    if view and path.suffix == ".html":
        return FileResponse(path, media_type="text/html; charset=utf-8", headers=headers)
    return FileResponse(path, media_type="application/octet-stream", filename=path.name, headers=headers)
