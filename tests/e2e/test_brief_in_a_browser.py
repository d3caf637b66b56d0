"""The brief in headless Chromium: no message on the console, nothing asked of the network."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--enable-logging=stderr",
)


class Visit(NamedTuple):
    """What a browser did with a page."""

    dom: str
    console: list[str]
    requests: list[str]


def visit(page: Path, scratch: Path) -> Visit:
    """Open a page; requests are those that the page itself made."""
    net = scratch / "net.json"
    command = [str(CHROMIUM), *QUIET, f"--user-data-dir={scratch / 'profile'}", f"--log-net-log={net}"]
    done = subprocess.run(
        [*command, "--dump-dom", page.as_uri()], capture_output=True, text=True, timeout=120, check=True
    )
    log = json.loads(net.read_text(encoding="utf-8"))
    started = log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    asked = [event["params"] for event in log["events"] if event["type"] == started and "params" in event]
    own = [one["url"] for one in asked if "url" in one and one.get("initiator") != "not an origin"]
    requests = [url for url in own if not url.startswith(("file:", "data:"))]
    return Visit(done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line], requests)


def test_the_brief_opens_without_a_word_on_the_console_or_to_the_network(finished, tmp_path):
    seen = visit(finished.folder / "brief.html", tmp_path)
    assert "The books" in seen.dom
    assert seen.dom.count("<svg") > 10
    assert seen.console == []
    assert seen.requests == []


def test_a_page_that_misbehaves_would_be_noticed(tmp_path):
    page = tmp_path / "bad.html"
    page.write_text('<img src="http://example.org/x.png"><script>console.error("boom")</script>', "utf-8")
    seen = visit(page, tmp_path)
    assert any("boom" in line for line in seen.console)
    assert any("example.org" in url for url in seen.requests)


def test_the_brief_prints_on_a_few_pages(finished, tmp_path):
    paper = tmp_path / "brief.pdf"
    command = [str(CHROMIUM), *QUIET, f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={paper}"]
    subprocess.run(
        [*command, (finished.folder / "brief.html").as_uri()], capture_output=True, timeout=120, check=True
    )
    pages = paper.read_bytes().count(b"/Type /Page\n") or paper.read_bytes().count(b"/Type /Page ")
    assert paper.read_bytes().startswith(b"%PDF")
    assert pages < 40
