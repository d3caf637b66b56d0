"""The built pages: one HTML file for every address of the app, and its hashed assets."""

from __future__ import annotations

import mimetypes

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from tumen.web.common import PLAIN, settings_of
from tumen.web.problems import Problem

router = APIRouter(include_in_schema=False)

TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
"""Named here because what a system says of an ending cannot be relied upon."""

FOREVER = "public, max-age=31536000, immutable"


@router.get("/assets/{name}")
def asset(name: str, request: Request) -> Response:
    """A script, style or font; its name holds its hash, so that it may be kept for good."""
    folder = settings_of(request).pages
    if folder is None or not PLAIN.fullmatch(name):
        raise Problem(404, "There is no such file; reload the page.")
    path = folder / "assets" / name
    if not path.is_file() or path.resolve().parent != (folder / "assets").resolve():
        raise Problem(404, "There is no such file; reload the page.")
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return FileResponse(path, media_type=kind, headers={"Cache-Control": FOREVER})


@router.get("/{address:path}")
def page(address: str, request: Request) -> Response:
    """The page, whatever the address: it finds its way by itself."""
    folder = settings_of(request).pages
    if address.startswith("api/") or address == "api":
        raise Problem(404, "There is nothing at this address; reload the page.")
    if folder is None:
        raise Problem(404, "The pages are not built; the interface under /api works.")
    return FileResponse(folder / "index.html", media_type="text/html", headers={"Cache-Control": "no-store"})
