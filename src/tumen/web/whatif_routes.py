"""Addresses of the page What if: ask, listen, stop, look closer, take home."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse

from tumen.inference.result import is_fit
from tumen.web import brief as briefs
from tumen.web import diary, export
from tumen.web.beliefs import beliefs_of
from tumen.web.common import PULSE, breath, engine_of, inside, left, packed, scenario_of, settings_of, stream
from tumen.web.live import REPLACED, Live
from tumen.web.problems import Problem, missing
from tumen.web.schemas import Id, Question

router = APIRouter(tags=["what if"])


@router.post("/whatif", status_code=201)
def ask(question: Question, request: Request) -> Id:
    """Ask what would be under some policies, given some beliefs; the question it replaces stops."""
    scenario = scenario_of(question.scenario)
    fit = None
    if question.fit is not None:
        fit = inside(settings_of(request).root / "fits", question.fit)
        if not is_fit(fit):
            raise missing("fit", question.fit, ())
    return Id(id=engine_of(request).ask(question, beliefs_of(question.beliefs, fit, scenario)).id)


@router.get("/whatif/{id}/events", response_class=StreamingResponse)
async def listen(id: str, request: Request) -> StreamingResponse:
    """Listen: compiling, start, bands, flows, then done, stopped or problem (server-sent events)."""
    return stream(_events(engine_of(request).find(id), left(request)))


async def _events(live: Live, gone: Callable[[], Awaitable[bool]]) -> AsyncIterator[str]:
    told, spoke = 0, time.monotonic()
    while True:
        live.seen = time.monotonic()
        messages = live.messages[told:]
        last = max((i for i, (kind, _) in enumerate(messages) if kind == "bands"), default=-1)
        for number, (kind, content) in enumerate(messages):
            if kind != REPLACED and (kind != "bands" or number == last or "places" in content):
                yield packed(kind, content)
                spoke = time.monotonic()
        told += len(messages)
        if live.finished.is_set() and told >= len(live.messages):
            return
        if time.monotonic() - spoke > PULSE:
            yield ": still at work\n\n"
            spoke = time.monotonic()
        if await gone():
            return
        await breath()


@router.delete("/whatif/{id}", status_code=204, response_class=Response)
def stop(id: str, request: Request) -> Response:
    """Stop a question; one that is over or unknown is stopped already."""
    engine_of(request).cancel(id)
    return Response(status_code=204)


@router.get("/whatif/{id}/diary")
def household_diary(
    id: str,
    request: Request,
    policy: Annotated[str, Query(max_length=80)] = "as-it-happened",
    household: Annotated[int | None, Query(ge=0, lt=2**62)] = None,
    place: Annotated[str | None, Query(max_length=80)] = None,
    start: Annotated[date | None, Query(alias="from")] = None,
    days: Annotated[int, Query(ge=1, le=62)] = 14,
) -> dict[str, Any]:
    """Days of one household's life in words; the same household lives in every policy."""
    engine, live = engine_of(request), engine_of(request).find(id)
    engine.get_ready(lambda _: None)
    return diary.diary(live, policy, household, place, start, days)


TYPES = {"csv": "text/csv; charset=utf-8", "nc": "application/x-netcdf", "toml": "application/toml"}


@router.get("/whatif/{id}/export.{kind}", response_class=Response)
def take_home(
    id: str,
    kind: Literal["csv", "nc", "toml"],
    request: Request,
    policy: Annotated[str | None, Query(max_length=80)] = None,
) -> Response:
    """The answer as a table (csv), every run (nc), or one policy as its file (toml, ``policy=NAME``)."""
    live = engine_of(request).find(id)
    if kind == "toml":
        name, content = export.policy_file(live, policy)
        return attachment(content, f"{name}.toml", TYPES[kind])
    content = {"csv": export.table, "nc": export.netcdf}[kind](live)
    return attachment(content, f"{live.scenario.name}-what-if.{kind}", TYPES[kind])


@router.post("/whatif/{id}/brief", response_class=Response)
def brief(id: str, request: Request) -> Response:
    """The answer as one HTML file that opens anywhere."""
    live = engine_of(request).find(id)
    return attachment(briefs.brief(live), f"{live.scenario.name}-what-if.html", "text/html; charset=utf-8")


SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def attachment(content: bytes, name: str, kind: str) -> Response:
    """A download, which a browser saves and never runs."""
    if not content:
        raise Problem(409, "There is nothing to take home yet; wait for the first picture.")
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Security-Policy": SANDBOX}
    return Response(content, media_type=kind, headers=headers)
