"""A running ``tumen app`` and a browser that looks at it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

playwright = pytest.importorskip(
    "playwright.sync_api", reason="Playwright is not installed: pip install playwright"
)

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FOR_THE_FIRST_PICTURE = 180_000
"""Milliseconds; the model may have to be compiled first."""


PATIENCE = 60_000
"""Milliseconds after which a page counts as stuck: a busy machine is no failure."""

playwright.expect.set_options(timeout=PATIENCE)

SURROUNDINGS = os.environ | {"PYTHONFAULTHANDLER": "1"}
"""Where native code breaks, errors.txt in the app's folder says where."""


def chromium() -> str | None:
    """A Chromium that is installed, TUMEN_CHROMIUM first."""
    named = [os.environ.get("TUMEN_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next((found for name in named if name and (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address, token and all, that a running app prints."""
    if chromium() is None:
        pytest.skip(
            "Chromium is missing: install it (Debian: apt-get install chromium) or set TUMEN_CHROMIUM."
        )
    root = tmp_path_factory.mktemp("app")
    command = [
        str(Path(sys.executable).with_name("tumen")),
        "app",
        "--port",
        "0",
        "--no-browser",
        "--root",
        str(root),
    ]
    with (root / "errors.txt").open("w+") as errors:
        app = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=SURROUNDINGS)
        try:
            assert app.stdout is not None
            line = next((line for line in app.stdout if line.startswith("http")), "")
            if not line:
                app.wait(10)
                why = (root / "errors.txt").read_text().strip()
                if "Node" in why or "npm" in why:
                    pytest.skip(f"The pages could not be built here: {why.splitlines()[-1]}")
                pytest.fail(f"tumen app did not start: {why}")
            yield line.strip()
            ended = app.poll()
            assert ended is None, f"tumen app ended by itself, with status {ended}"
        finally:
            app.terminate()
            try:
                app.wait(10)
            except subprocess.TimeoutExpired:
                app.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests."""
    path = chromium()
    if path is None:
        pytest.skip(
            "Chromium is missing: install it (Debian: apt-get install chromium) or set TUMEN_CHROMIUM."
        )
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


class Watched:
    """A page with what went wrong on it and whom it asked."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.base = address.split("?")[0]
        self.errors: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))

    def open(self, route: str = "") -> Any:
        """Show the token, then go to a place in the app."""
        self.page.goto(self.address)
        if route:
            self.page.goto(self.base + route)
        self.page.locator("h1").wait_for()
        return self.page

    def answered(self) -> None:
        """Wait for the first picture."""
        self.page.locator(".big .value .unit").first.wait_for(timeout=FOR_THE_FIRST_PICTURE)


@pytest.fixture
def watched(browser: Any, address: str) -> Iterator[Watched]:
    """A wide page; a test fails where the page met an error or asked another host."""
    yield from _watched(browser, address, 1280)


@pytest.fixture
def narrow(browser: Any, address: str) -> Iterator[Watched]:
    """A page as wide as a phone."""
    yield from _watched(browser, address, 390)


def _watched(browser: Any, address: str, width: int) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    found = Watched(context.new_page(), address)
    yield found
    context.close()
    assert found.errors == []
    assert [url for url in found.asked if not url.startswith((found.base, "data:", "blob:"))] == []
