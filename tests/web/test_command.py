import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tumen.commands.serving import _address, _listening, names
from tumen.core.errors import InputError
from tumen.web.settings import Settings


@pytest.fixture
def started(tmp_path, monkeypatch):
    """An app started from a release's pages, with its address."""
    code = (
        "import sys; from pathlib import Path; from tumen.web import build; "
        f"build.BUILT = Path({str(tmp_path)!r}); build.pages.__defaults__ = (build.SOURCE, build.BUILT); "
        "from tumen.cli import main; sys.exit(main(['app', '--port', '0', '--no-browser']))"
    )
    (tmp_path / "index.html").write_text("<!doctype html><title>Tumen</title>")
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path
    )
    assert process.stdout is not None
    yield process, process.stdout.readline().strip()
    process.kill()


def test_the_app_prints_an_address_that_opens_once_and_stops_on_interrupt(started):
    process, address = started
    assert address.startswith("http://127.0.0.1:")
    assert "?token=" in address
    with httpx.Client(follow_redirects=True, trust_env=False) as browser:
        page = browser.get(address)
        assert "<title>Tumen</title>" in page.text
        assert "token" not in str(page.url)
        base = address.split("/?")[0]
        assert browser.get(f"{base}/api/scenarios").status_code == 200
        assert httpx.get(f"{base}/api/scenarios", trust_env=False).status_code == 401
    process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
    assert process.wait(30) in (0, 1, 130)


@pytest.mark.skipif(os.name == "nt", reason="no such signals there")
@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_the_app_stops_quietly_while_a_page_listens(started, how):
    process, address = started
    with httpx.Client(follow_redirects=True, trust_env=False) as browser:
        browser.get(address)
        with browser.stream("GET", address.split("/?")[0] + "/api/jobs/events") as stream:
            lines = stream.iter_lines()  # kept, since the stream is closed with it
            assert next(lines) == ": here"
            process.send_signal(getattr(signal, how))
            assert process.wait(30) in (0, 1, 130)
    said = process.stderr.read()
    assert "Traceback" not in said
    assert "Cancel" not in said


def test_a_taken_port_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=str(port)):
            _listening("127.0.0.1", port)


def test_only_its_own_names_reach_it():
    assert names("127.0.0.1", 8642) == {"127.0.0.1:8642", "localhost:8642"}
    assert "192.168.1.5:8642" in names("192.168.1.5", 8642)
    assert not any(name.startswith("0.0.0.0") for name in names("0.0.0.0", 8642))


def test_an_address_of_six_is_reached_and_printed_as_such():
    for host in ("::", "::1"):
        assert "[::1]:8642" in names(host, 8642)
        assert _address(host, 8642, Settings(token="t")) == "http://[::1]:8642/?token=t"
    assert _address("0.0.0.0", 8642, Settings(token="t")).startswith("http://127.0.0.1:8642/")


def test_help_is_quick_and_needs_nothing_of_the_app():
    code = "import sys; import tumen.cli; sys.exit('fastapi' in sys.modules or 'tumen.web' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path.cwd()).returncode == 0


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="no such signal there")
def test_a_page_that_is_closed_while_it_is_written_to_does_not_end_the_app(started):
    process, address = started
    with httpx.Client(follow_redirects=True, trust_env=False) as browser:
        browser.get(address)
        process.send_signal(signal.SIGPIPE)
        assert browser.get(address.split("/?")[0] + "/api/scenarios").status_code == 200
    assert process.poll() is None
