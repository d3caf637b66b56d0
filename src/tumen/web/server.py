"""The local app: one server for one user on his own machine."""

from __future__ import annotations

import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

import tumen
from tumen.core.errors import InputError, TumenError
from tumen.core.text import visible
from tumen.web import evidence_routes, job_routes, pages, scenario_routes, whatif_routes
from tumen.web.guard import Application, Guard
from tumen.web.jobs import Jobs
from tumen.web.live import Engine
from tumen.web.problems import Problem
from tumen.web.settings import Settings

LARGEST = 10_500_000
"""Bytes of a request: a document of 10 MB and what is said about it."""


class Said(BaseModel):
    """What went wrong."""

    error: str


def create_app(settings: Settings) -> Application:
    """The app behind its guard."""
    return Guard(bare_app(settings), settings.token, settings.hosts, LARGEST)


def bare_app(settings: Settings) -> FastAPI:
    """The app without a guard: for tests of its interface."""

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        if settings.warm:
            threading.Thread(target=app.state.engine.get_ready, args=(_silently,), daemon=True).start()
        yield
        app.state.engine.close()
        app.state.jobs.close()

    app = FastAPI(
        title="Tumen",
        version=tumen.__version__,
        summary="The local app of Tumen: what if, evidence, runs.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=life,
        responses={
            status: {"description": "One sentence: what is wrong, where, the way out.", "model": Said}
            for status in (400, 403, 404, 409, 413, 422)
        },
    )
    app.state.settings = settings
    app.state.engine = Engine(settings.ladder)
    app.state.jobs = Jobs(settings.root)
    for routes in (scenario_routes, whatif_routes, evidence_routes, job_routes):
        app.include_router(routes.router, prefix="/api")
    app.include_router(pages.router)
    app.add_exception_handler(TumenError, _said)
    app.add_exception_handler(RequestValidationError, _badly_asked)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(OSError, _disk)
    app.add_exception_handler(Exception, _unforeseen)
    return app


def _silently(_: str) -> None:
    """Nobody listens yet."""


def _sentence(status: int, words: str) -> JSONResponse:
    return JSONResponse({"error": visible(words)}, status)


async def _said(_: Request, error: Exception) -> JSONResponse:
    """What this package says went wrong."""
    status = error.status if isinstance(error, Problem) else 422 if isinstance(error, InputError) else 400
    return _sentence(status, str(error))


async def _badly_asked(_: Request, error: Exception) -> JSONResponse:
    """A request of the wrong form: its first fault."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    said = str(first["msg"]).rstrip(".")
    return _sentence(422, f"'{where[:120]}' is not as expected: {said[:200]}.")


async def _refused(_: Request, error: Exception) -> JSONResponse:
    """What the framework refuses by itself."""
    assert isinstance(error, HTTPException)
    words = {404: "There is nothing at this address; reload the page.", 405: "This address is not asked so."}
    return _sentence(error.status_code, words.get(error.status_code, str(error.detail)))


async def _disk(_: Request, error: Exception) -> JSONResponse:
    """A file or folder that cannot be read or written."""
    assert isinstance(error, OSError)
    name = Path(os.fsdecode(error.filename)).name if isinstance(error.filename, str | bytes) else ""
    what = f"'{name[:80]}'" if name else "A file"
    why = error.strerror or type(error).__name__
    return _sentence(
        409, f"{what} cannot be read or written ({why}); look at the folder's rights and at the room left."
    )


async def _unforeseen(_: Request, error: Exception) -> JSONResponse:
    """A fault of ours: the terminal has the whole of it."""
    return _sentence(500, f"Something went wrong here ({type(error).__name__}); the terminal says more.")
