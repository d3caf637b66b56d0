"""Text in a scenario may be hostile: it steers no terminal and runs in no browser."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from tests.e2e.commands import ESCAPE, succeed, tumen

HOSTILE = (
    "[bold red]A</title><script>alert(1)</script> \\u001b[31mred\\u001b]0;owned\\u0007 "
    "\\u009b2J \\u202Eback {{7*7}} :bomb:"
)
EVENT = "<img src=x onerror=alert(2)> \\u001b[2J [link=http://example.org]x"
CELL = "<b onclick=alert(3)>Musan</b>\x1b[31m[red]"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    succeed("new", "mine", cwd=folder)
    toml = folder / "mine" / "scenario.toml"
    text = re.sub(r'(?m)^title = ".*"$', lambda _: f'title = "{HOSTILE}"', toml.read_text("utf-8"), count=1)
    text = re.sub(r'(?m)^about = ".*"$', lambda _: f'about = "{EVENT}"', text, count=1)
    text = text.replace('name = "the mine stands still"', f'name = "{EVENT}"')
    text = text.replace('name = "homes pay for the mine"', f'name = "{HOSTILE}"')
    toml.write_text(text, encoding="utf-8")
    places = folder / "mine" / "places.csv"
    places.write_text(places.read_text("utf-8").replace("Musan,Musan,", f"Musan,{CELL},"), encoding="utf-8")
    said = succeed("run", "mine", "--people-share", "0.01", "--to", "2013-02-28", "--out", "run", cwd=folder)
    return folder, said


def test_the_terminal_shows_it_and_obeys_nothing(hostile):
    folder, said = hostile
    said += succeed("check", "mine", cwd=folder) + succeed("audit", "run", cwd=folder)
    assert not ESCAPE.search(said)
    assert "\u202e" not in said
    assert "[bold red]A</title>" in said
    assert "\\x1b[31mred" in said
    assert ":bomb:" in said


class Page(HTMLParser):
    """Elements and attributes of a page that a browser could act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.handlers: set[str] = set()
        self.images: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.handlers |= {name for name, _ in attrs if name.startswith("on")}
        self.images += [value or "" for name, value in attrs if name == "src"]


def test_the_brief_shows_it_and_runs_nothing(hostile):
    text = (hostile[0] / "run" / "brief.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert not page.tags & {"script", "iframe", "object", "embed", "img", "b onclick"}
    assert page.handlers == set()
    assert page.images == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "{{7*7}}" in text
    assert not ESCAPE.search(text)
    assert "\u202e" not in text


def test_json_and_provenance_hold_it_as_it_is(hostile):
    folder, _ = hostile
    provenance = json.loads((folder / "run" / "run.json").read_text(encoding="utf-8"))
    assert provenance["title"] == HOSTILE.encode("ascii").decode("unicode_escape")
    said = succeed("check", "mine", "--json", cwd=folder)
    assert not ESCAPE.search(said)
    assert json.loads(said)["words"][0].startswith(provenance["title"])


def test_no_terminal_code_in_an_error_reaches_the_terminal(tmp_path):
    done = tumen("explain", "\x1b[31mred\x1b]0;owned\x07", cwd=tmp_path)
    assert done.returncode == 2
    assert not ESCAPE.search(done.stderr)
