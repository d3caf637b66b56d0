"""The pages in a browser: what a reader sees, with mouse and with keyboard."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.web.browser.conftest import Watched

expect = pytest.importorskip("playwright.sync_api").expect

NOWHERE = "document.documentElement.scrollWidth - innerWidth"


def test_the_address_loses_its_token(watched: Watched) -> None:
    page = watched.open()
    assert "token" not in page.url
    expect(page.get_by_text("A model, not a measurement.")).to_be_visible()


def test_figures_and_charts_come_run_by_run(watched: Watched) -> None:
    page = watched.open("#/whatif?s=musan")
    watched.answered()
    expect(page.locator(".charts svg").first).to_be_visible()
    expect(page.locator(".progress > p").first).to_contain_text(
        re.compile(r"\d+ of \d+ runs?, a sample of 1 in")
    )
    table = page.get_by_role("button", name=re.compile("^Table: ")).first
    table.click()
    expect(page.locator(".charts table").first).to_be_visible()
    page.get_by_role("button", name=re.compile("^Chart: ")).first.click()
    expect(page.locator(".charts table")).to_have_count(0)
    expect(page.locator(".key")).to_contain_text("luck alone")


def test_every_chart_is_printed_seen_or_not(watched: Watched) -> None:
    """The last charts lie far below what was ever scrolled to; on paper each has its column's width."""
    page = watched.open("#/whatif?s=musan")
    watched.answered()
    charts = page.locator(".chart").count()
    page.locator(".charts svg").first.wait_for()
    assert page.locator(".chart svg").count() < charts
    page.evaluate(
        "addEventListener('afterprint', () => { document.body.dataset.left = "
        "document.querySelectorAll('.chart svg[viewBox]').length; })"
    )
    page.evaluate(
        "addEventListener('beforeprint', () => { document.body.dataset.printed = "
        "document.querySelectorAll('.chart svg[viewBox] path').length; })"
    )
    page.pdf()
    assert page.locator(".chart svg").count() == charts
    assert page.locator(".chart:not(:has(path))").count() == 0
    assert int(page.locator("body").get_attribute("data-printed")) > charts
    assert page.locator("body").get_attribute("data-left") == "0"


def test_what_a_link_could_not_bring_is_said(watched: Watched) -> None:
    page = watched.open("#/whatif?s=musan&p=gone&fit=elsewhere&runs=40")
    note = page.locator(".left-out")
    expect(note).to_contain_text('"gone"')
    expect(note).to_contain_text('"elsewhere"')
    expect(page).to_have_url(re.compile("runs=40"))
    note.get_by_role("button").click()
    expect(note).to_have_count(0)


def test_a_policy_stands_beside_the_baseline_and_in_the_address(watched: Watched) -> None:
    page = watched.open("#/whatif?s=musan")
    page.locator(".card input[type=checkbox]").first.check()
    expect(page.locator(".key")).to_contain_text(page.locator(".card b").first.inner_text())
    assert re.search(r"[?&]p=", page.url)
    expect(page.locator("#differs")).to_be_visible()


def test_a_belief_is_moved_and_reset(watched: Watched) -> None:
    page = watched.open("#/whatif?s=musan")
    page.get_by_role("tab", name="Beliefs").click()
    page.get_by_label("Search").first.fill("levy_pocketed")
    slider = page.locator("#belief-levy_pocketed")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"b\.levy_pocketed=0\.59"))
    page.get_by_role("button", name="Reset all").click()
    expect(page).not_to_have_url(re.compile("levy_pocketed"))


LEVY = "#belief-levy_pocketed"


def _policy_and_levy(watched: Watched) -> Any:
    """A page on which a policy was chosen first, then a belief moved."""
    page = watched.open("#/whatif?s=musan")
    page.locator(".card input[type=checkbox]").first.check()
    expect(page).to_have_url(re.compile(r"[?&]p="))
    page.get_by_role("tab", name="Beliefs").click()
    page.get_by_label("Search").first.fill("levy_pocketed")
    page.locator(LEVY).press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"p=.*b\.levy_pocketed=0\.59"))
    return page


def test_back_and_forward_walk_through_the_questions(watched: Watched) -> None:
    page = _policy_and_levy(watched)
    page.go_back()
    expect(page.locator(LEVY)).to_have_value("0.6")
    expect(page).to_have_url(re.compile(r"[?&]p=(?!.*levy_pocketed)"))
    page.go_forward()
    expect(page.locator(LEVY)).to_have_value("0.59")
    expect(page).to_have_url(re.compile(r"p=.*b\.levy_pocketed=0\.59"))
    page.go_back()
    page.go_back()
    expect(page).not_to_have_url(re.compile(r"[?&]p="))
    page.get_by_role("tab", name="Policies").click()
    expect(page.locator(".card input[type=checkbox]").first).not_to_be_checked()


def test_back_from_evidence_shows_what_if_as_it_was(watched: Watched) -> None:
    page = _policy_and_levy(watched)
    left = page.url
    page.get_by_role("tab", name="Evidence").click()
    expect(page.locator(".evidence h1")).to_be_visible()
    page.go_back()
    expect(page.locator(".key li")).to_have_count(4)
    expect(page.get_by_role("button", name="Reset all")).to_be_enabled()
    assert page.url == left


@pytest.mark.parametrize("end", ["pointercancel", "unmount"])
def test_a_slider_that_was_held_lets_go(watched: Watched, end: str) -> None:
    page = watched.open("#/whatif?s=musan")
    page.get_by_role("tab", name="Beliefs").click()
    search = page.get_by_label("Search").first
    search.fill("levy_pocketed")
    page.locator(LEVY).evaluate(
        "(it) => { it.value = '0.4'; it.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    expect(page.get_by_role("button", name="Reset all")).to_be_enabled()
    assert "levy_pocketed" not in page.url
    if end == "unmount":
        search.fill("no belief is called so")
    else:
        page.locator(LEVY).dispatch_event("pointercancel")
    expect(page).to_have_url(re.compile(r"b\.levy_pocketed=0\.4"))


NO_SCENARIO = """() => {
  const real = window.fetch;
  const gone = () => Promise.reject(new TypeError("gone"));
  window.fetch = (path, init) => path.includes("scenarios/") ? gone() : real(path, init);
  location.hash = "#/whatif?s=musan&fit=soon";
}"""


def test_an_address_that_cannot_be_read_stays_and_is_said(watched: Watched) -> None:
    page = watched.open("#/whatif?s=musan")
    expect(page).to_have_url(re.compile("runs=20"))
    page.evaluate(NO_SCENARIO)
    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    assert page.url.endswith("#/whatif?s=musan&fit=soon")
    page.locator(".card input[type=checkbox]").first.check()
    expect(page).to_have_url(re.compile(r"[?&]p="))
    page.go_back()
    expect(page).to_have_url(re.compile("#/whatif.s=musan&fit=soon$"))


def test_a_measure_is_added_moved_by_keyboard_and_removed(watched: Watched) -> None:
    page = watched.open("#/whatif?s=musan")
    page.get_by_label(re.compile("^Add a measure")).select_option("closure")
    page.get_by_role("button", name="Add", exact=True).click()
    end = page.get_by_role("slider", name="Start of Border closed")
    before = end.get_attribute("aria-valuetext")
    end.focus()
    page.keyboard.press("ArrowLeft")
    expect(end).not_to_have_attribute("aria-valuetext", before or "")
    expect(page).to_have_url(re.compile("o=own-1"))
    page.get_by_role("button", name="Remove: Border closed").click()
    expect(page.get_by_text('"Own policy" has no measures yet.')).to_be_visible()


def test_a_refused_change_leaves_several_places_shown(watched: Watched) -> None:
    page = watched.open("#/whatif?s=musan")
    asked = page.evaluate("fetch('api/scenarios/musan').then((answer) => answer.json())")
    lever = next(one for one in asked["levers"] if one["places"])
    first, second, third = (place["name"] for place in asked["places"][:3])
    value = f"l:{lever['name']}:{lever['high']}@2015-01-01..@"
    watched.open(f"#/whatif?s=musan&o=own-1|Two|{value}{first}%2B{second}|{value}{third}")
    where = page.get_by_label(re.compile("^Where: ")).first
    expect(where).to_have_value("several")
    where.select_option(third)
    expect(page.get_by_text(re.compile("is set already"))).to_be_visible()
    expect(where).to_have_value("several")
    where.select_option("")
    expect(where).to_have_value("several")
    where.select_option(first)
    expect(where).to_have_value(first)


def test_a_bar_is_dragged(watched: Watched) -> None:
    page = watched.open("#/whatif?s=musan&o=own-1|Shut|c:@2015-01-01..2016-12-31")
    end = page.get_by_role("slider", name="End of Border closed")
    end.scroll_into_view_if_needed()
    box = end.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 4, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 124, box["y"] + 10, steps=4)
    page.mouse.up()
    expect(end).to_have_attribute("aria-valuetext", re.compile("201[789]"))


def test_tabs_are_walked_by_keyboard(watched: Watched) -> None:
    page = watched.open()
    page.get_by_role("tab", name="What if").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Evidence")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="Runs, fits and comparisons")).to_be_visible()


def test_a_claim_opens_with_its_grade(watched: Watched) -> None:
    page = watched.open("#/evidence?case=border")
    page.get_by_label("Search").fill("smuggling")
    page.locator(".claims .claim").first.click(timeout=90_000)
    expect(page.locator("#claim-title")).to_be_visible(timeout=180_000)
    expect(page).to_have_url(re.compile("claim="))


def test_a_document_of_ones_own_is_read(watched: Watched) -> None:
    page = watched.open("#/evidence?case=border")
    page.get_by_text("A case of your own", exact=True).click()
    page.get_by_label("Name").fill("letters")
    page.get_by_role("button", name="Make it").click()
    expect(page).to_have_url(re.compile("case=letters"))
    text = "In Musan rice cost 5,200 won a kilogram on 20 February 2018. <img src=x onerror=alert(1)>"
    page.locator("input[type=file]").set_input_files(
        {"name": "letter.txt", "mimeType": "text/plain", "buffer": text.encode()}
    )
    page.get_by_label("Outlet, if known").fill("A letter")
    page.get_by_label("Published, if known").fill("2018-03-01")
    page.get_by_role("button", name="Read it").dblclick()
    expect(page.locator("section:has(#add-document) [role=status]")).to_contain_text(
        re.compile("proposed|kept"), timeout=60_000
    )
    assert sum(url.endswith("/documents") for url in watched.asked) == 1
    assert page.locator("img").count() == 0
    page.get_by_role("button", name="Reject").first.click()
    expect(page.locator("section:has(#add-document) [role=status]")).to_be_focused(timeout=60_000)
    case = page.evaluate("fetch('api/cases/letters').then((answer) => answer.json())")
    assert (case["documents"][0]["publisher"], case["documents"][0]["date"]) == ("A letter", "2018-03-01")


def test_a_proposal_is_accepted_with_its_period_and_grade_alone_and_taken_back(watched: Watched) -> None:
    page = watched.open("#/evidence?case=border")
    page.get_by_text("A case of your own", exact=True).click()
    page.get_by_label("Name").fill("undated")
    page.get_by_role("button", name="Make it").click()
    expect(page.locator(".claims [role=status]")).to_contain_text("holds no claims yet")
    text = "Yesterday rice cost 5,200 won a kilogram in Musan."
    page.locator("input[type=file]").set_input_files(
        {"name": "letter.txt", "mimeType": "text/plain", "buffer": text.encode()}
    )
    page.get_by_role("button", name="Read it").click()
    card = page.locator(".proposal").first
    expect(card).to_contain_text("period unknown", timeout=60_000)
    accept, problem = card.get_by_role("button", name="Accept"), card.get_by_role("alert")
    accept.click()
    expect(problem).to_contain_text("Say when it held")
    card.get_by_label(re.compile("^Period")).fill("2018-02")
    accept.click()
    expect(problem).to_contain_text("Choose how far the source is to be trusted")
    card.get_by_label("The source is").select_option("F")
    card.get_by_label("The claim is").select_option("6")
    card.get_by_text("Change it", exact=True).click()
    amount = card.get_by_label(re.compile("^Amount"))
    for typed, said in [("1,5", "a comma only sets thousands apart"), ("", "The amount is missing")]:
        amount.fill(typed)
        accept.click()
        expect(problem).to_contain_text(said)
        expect(amount).to_be_focused()
    amount.fill("5,200")
    accept.click()
    expect(page.locator(".claims .claim")).to_have_count(1, timeout=60_000)
    expect(page.locator(".opening option:checked")).to_contain_text("1 claim")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".claims .claim")).to_have_count(0, timeout=60_000)
    expect(page.locator(".proposal")).to_have_count(1)


def test_on_a_phone_a_chosen_claim_comes_into_view(narrow: Watched) -> None:
    page = narrow.open("#/evidence?case=border")
    for number in (0, 8):
        page.locator(".claims .claim").nth(number).click(timeout=90_000)
        expect(page.locator("#claim-title")).to_be_focused(timeout=180_000)
        expect(page.locator("#claim-title")).to_be_in_viewport()


@pytest.mark.parametrize("route", ["#/whatif?s=musan", "#/evidence?case=border", "#/runs"])
def test_nothing_is_wider_than_a_phone(narrow: Watched, route: str) -> None:
    page = narrow.open(route)
    page.wait_for_timeout(500)
    assert page.evaluate(NOWHERE) <= 0
