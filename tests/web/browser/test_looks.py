"""What is looked at: it stands in the address, is marked in the text, and comes onto paper."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.web.browser.conftest import FOR_THE_FIRST_PICTURE, Watched

expect = pytest.importorskip("playwright.sync_api").expect


def _choice(page: Any, name: str) -> Any:
    return page.get_by_role("combobox", name=name, exact=True)


def test_a_sanction_without_an_end_is_drawn_to_the_end(watched: Watched) -> None:
    page = watched.open("#/whatif?s=musan&p=no-2371")
    row = page.locator(".timeline li", has_text="Resolution 2270")
    expect(row.locator(".what")).to_contain_text("goes on without an end")
    expect(row.locator(".days")).to_have_text("5 April 2016 and from then on")
    bar, ground = row.locator(".measure").bounding_box(), row.locator(".row").bounding_box()
    assert bar is not None and ground is not None
    assert bar["x"] + bar["width"] == pytest.approx(ground["x"] + ground["width"], abs=2)
    section = page.locator("section:has(#timeline)")
    expect(section).not_to_contain_text("Drag a bar")
    page.get_by_label(re.compile("^Add a measure")).select_option("closure")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(section).to_contain_text("Drag a bar with handles")


def test_what_is_looked_at_comes_back(watched: Watched) -> None:
    page = watched.open("#/whatif?s=musan&p=no-2371&runs=4")
    lines = _choice(page, "Line")
    _choice(page, "What").select_option("money", timeout=FOR_THE_FIRST_PICTURE)
    for number in range(3):
        lines.nth(number).select_option("no-2371")
    page.get_by_role("checkbox", name="Difference from the baseline").check()
    page.get_by_label("From", exact=True).fill("2018-02-05")
    page.get_by_role("button", name="A household").click()
    expect(page.locator("#diary-of")).to_be_visible()
    members = page.locator(".diary .soft").inner_text()
    expect(page).to_have_url(re.compile(r"ml=no-2371&md=1.*flow=money&fl=no-2371&h=\d+&hd=2018-02-05&hl=no"))
    page.reload()
    expect(_choice(page, "What")).to_have_value("money", timeout=FOR_THE_FIRST_PICTURE)
    for number in range(3):
        expect(lines.nth(number)).to_have_value("no-2371")
    expect(page.get_by_role("checkbox", name="Difference from the baseline")).to_be_checked()
    expect(page.locator(".diary .soft")).to_have_text(members)
    expect(page.locator(".diary time").first).to_have_text("5 February 2018")


def test_flows_begin_with_what_flows(watched: Watched) -> None:
    page = watched.open("#/whatif?s=hyesan-scrap&runs=4")
    what = _choice(page, "What")
    expect(what).to_have_value("smuggled", timeout=FOR_THE_FIRST_PICTURE)
    expect(page.locator(".sankey")).to_be_visible()
    what.select_option("ore")
    expect(page.get_by_text("Nothing moved in 2008.")).to_be_visible()


def test_claims_are_searched_with_commas_and_the_search_comes_back(watched: Watched) -> None:
    page = watched.open("#/evidence?case=border")
    search, claims = page.get_by_label("Search"), page.locator(".claims [role=status]")
    search.fill(search.get_attribute("placeholder") or "")
    expect(claims).to_have_text(re.compile(r"^\d+ claims?$"))
    before = claims.inner_text()
    search.fill("rice price")
    expect(claims).not_to_have_text(before)
    said = claims.inner_text()
    page.locator(".claims .claim").first.click()
    expect(page).to_have_url(re.compile(r"claim=.*q=rice\+price"))
    page.reload()
    expect(search).to_have_value("rice price")
    expect(claims).to_have_text(said)


SENTENCE = "In the town of Musan a kilogram of rice of middling quality, as it is sold at the market by the "
SENTENCE += "station and in the lanes behind it, cost no less than 5,200 won on 20 February 2018"


def _claim_of_several_lines(page: Any) -> None:
    page.get_by_text("A case of your own", exact=True).click()
    page.get_by_label("Name").fill("long")
    page.get_by_role("button", name="Make it").click()
    expect(page).to_have_url(re.compile("case=long"))
    page.locator("input[type=file]").set_input_files(
        {"name": "letter.txt", "mimeType": "text/plain", "buffer": f"{SENTENCE}.".encode()}
    )
    page.get_by_role("button", name="Read it").click()
    card = page.locator(".proposal").first
    card.get_by_label("The source is").select_option("F")
    card.get_by_label("The claim is").select_option("6")
    card.get_by_role("button", name="Accept").click()
    expect(page.locator(".claims .claim")).to_have_count(1)


LINES = "(mark) => [mark, mark.querySelector('a')].map((one) => one.getClientRects().length)"


def test_a_quote_of_several_lines_is_marked_on_each(watched: Watched) -> None:
    page = watched.open("#/evidence?case=border")
    _claim_of_several_lines(page)
    page.locator(".documents button").first.click()
    mark = page.locator(".text mark").first
    expect(mark).to_be_visible()
    lines, of_words = mark.evaluate(LINES)
    assert lines == of_words > 1
    link = mark.get_by_role("link")
    link.focus()
    link.press("Enter")
    expect(page.locator("#claim-title")).to_be_visible(timeout=180_000)


def test_paper_has_every_policy_with_its_measures_and_every_claim(watched: Watched) -> None:
    page = watched.open("#/whatif?s=musan&p=no-2371,full-ban-2016")
    page.locator(".timeline li").first.wait_for()
    page.emulate_media(media="print")
    section = page.locator("section:has(#timeline)")
    for words in ("The livelihood exemption stays", "goes on without an end", "exemption 0 %"):
        expect(section.locator(".on-paper", has_text=words).last).to_be_visible()
    page.goto(watched.base + "#/evidence?case=border")
    claims = page.locator(".claims li")
    expect(claims.last).to_be_visible()
    assert claims.count() > 500
    page.emulate_media(media="screen")
    expect(claims.last).to_be_hidden()
