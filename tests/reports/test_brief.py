"""The one-file brief."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import xarray as xr

from tests.reports.conftest import made_up
from tumen.reports.brief import render, safe_address, write_brief
from tumen.reports.compare_facts import Comparison, compare_facts

VOID = {"meta", "link", "br", "img", "hr", "input"}


class Page(HTMLParser):
    """Ids, addresses and unclosed tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.loaded: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(str(value))
            if name in {"src", "srcset"} or (name == "href" and tag in {"link", "image", "use"}):
                self.loaded.append(str(value))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes another element"


@pytest.fixture(scope="module")
def facts(result: xr.Dataset) -> list[Comparison]:
    return compare_facts(result)


def test_page_is_well_formed_and_asks_nothing_of_the_network(
    result: xr.Dataset, provenance: dict[str, Any], facts: list[Comparison]
) -> None:
    text = render(result, provenance, facts)
    page = Page(text)
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert all(address.startswith(("#", "data:")) for address in page.loaded)
    assert "script" not in page.tags
    assert "@import" not in text and not re.search(r"url\((?!#)", text)


def test_page_stays_small(several: xr.Dataset, provenance: dict[str, Any]) -> None:
    assert len(render(several, provenance, compare_facts(several)).encode()) < 1_500_000


def test_page_says_what_it_is_and_shows_every_section(
    result: xr.Dataset, provenance: dict[str, Any], facts: list[Comparison]
) -> None:
    text = render(result, provenance, facts)
    for said in (
        "synthetic",
        "unfitted defaults",
        "Iron concentrate exported",
        "Sign in and leave",
        "Levy paid",
        "Who gave what to whom",
        "What does not come out",
        "The books",
        "assumption",
        "tumen run musan --seed 1",
        "9f2c4be1d0a7735c6c81c1f2a0b94d5e",
        "How to cite",
        "given to the run",
        "reported outcome",
    ):
        assert said in text, said
    assert text.count('class="sankey"') == 10


def test_hostile_text_is_shown_and_never_run(
    result: xr.Dataset, provenance: dict[str, Any], facts: list[Comparison]
) -> None:
    attack = '"><script>alert(1)</script><img src=x onerror=alert(2)>$\\frac{'
    provenance |= {
        "scenario": attack,
        "about": attack,
        "files": [attack],
        "digest": attack,
        "version": attack,
    }
    provenance["events"] = [{"date": "2015-05-05", "name": attack, "kind": "input", "about": attack}]
    provenance["parameters"] = {attack: {"value": attack, "source": attack, "unit": attack}}
    named = made_up().assign_coords(place=["Musan", attack, "Rason", "Hoeryong", "Chongjin"])
    text = render(named, provenance, facts)
    page = Page(text)
    assert "script" not in page.tags and "img" not in page.tags
    assert "<script" not in text


def test_only_web_addresses_become_links() -> None:
    assert safe_address("https://example.org/a") == "https://example.org/a"
    assert safe_address("javascript:alert(1)") == ""
    assert safe_address("https://example.org (a note)") == ""


def test_bare_run_of_a_few_months_still_gives_a_page(tmp_path: Path) -> None:
    short = made_up(start="2014-01", end="2014-05")[["exports", "two_meals"]].drop_dims(
        "flow", errors="ignore"
    )
    path = tmp_path / "brief.html"
    write_brief(short, {"scenario": "x"}, compare_facts(short), path)
    text = path.read_text(encoding="utf-8")
    assert "not measured in this run" in text.lower() and "<svg" in text
    assert [file.name for file in tmp_path.iterdir()] == ["brief.html"]


def test_same_run_gives_the_same_page(
    result: xr.Dataset, provenance: dict[str, Any], facts: list[Comparison]
) -> None:
    assert render(result, provenance, facts) == render(result, provenance, facts)


def test_dated_changes_and_levers_stand_beside_the_parameters(
    result: xr.Dataset, provenance: dict[str, Any], facts: list[Comparison]
) -> None:
    change = {"name": "an order", "from": "2018-02-01", "to": None, "places": ["Musan"], "set": {"x": 2e6}}
    page = render(result, provenance | {"changes": [change], "settings": {}}, facts)
    assert "1 February 2018 on, Musan: x = 2,000,000" in page
    page = render(result, provenance | {"changes": [change], "settings": {"x": 1.0}}, facts)
    assert "an order" not in page


def test_facts_that_a_parameter_was_set_by_are_counted(
    result: xr.Dataset, provenance: dict[str, Any], facts: list[Comparison]
) -> None:
    judged = next(fact for fact in facts if fact.use != "context" and fact.model is not None)
    unsourced = {name: given | {"source": "assumption"} for name, given in provenance["parameters"].items()}
    first = next(iter(unsourced))
    sourced = unsourced | {first: unsourced[first] | {"source": judged.id.rpartition("/")[2]}}
    phrase = "of those judged are named as the source of a parameter"
    assert phrase not in render(result, provenance | {"parameters": unsourced}, facts)
    assert f": 1 {phrase}" in render(result, provenance | {"parameters": sourced}, facts)
