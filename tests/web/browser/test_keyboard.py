"""With the keyboard alone: what goes away, or can no longer be pressed, hands the focus on."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.web.browser.conftest import Watched

expect = pytest.importorskip("playwright.sync_api").expect


def _press(button: Any) -> None:
    expect(button).to_be_enabled()
    button.focus()
    button.press("Enter")


def _step(page: Any, name: str) -> Any:
    return page.get_by_role("button", name=re.compile(f"^{name}: "))


def test_measures_and_policies_come_and_go_without_losing_the_focus(watched: Watched) -> None:
    page = watched.open("#/whatif?s=musan&p=no-2371,food-aid")
    page.locator("input[name=chosen]").first.check()
    remove = _step(page, "Remove")
    _press(remove.nth(1))
    expect(remove).to_have_count(1)
    expect(remove).to_be_focused()
    _press(remove)
    expect(page.locator("#timeline")).to_be_focused()
    measure = page.get_by_label(re.compile("^Add a measure"))
    measure.select_option("closure")
    _press(page.get_by_role("button", name="Add", exact=True))
    expect(remove).to_have_count(1)
    expect(measure).to_be_focused()
    leave = _step(page, "Leave out")
    _press(leave.nth(1))
    expect(leave).to_have_count(1)
    expect(leave).to_be_focused()
    _press(leave)
    expect(page.get_by_text("Only the baseline is drawn")).to_be_focused()


def test_a_reset_belief_keeps_the_focus(watched: Watched) -> None:
    page = watched.open("#/whatif?s=musan")
    page.get_by_role("tab", name="Beliefs").click()
    page.get_by_label("Search").first.fill("levy_pocketed")
    slider = page.locator("#belief-levy_pocketed")
    slider.press("ArrowLeft")
    _press(_step(page, "Reset"))
    expect(slider).to_be_focused()
    slider.press("ArrowLeft")
    _press(page.get_by_role("button", name="Reset all"))
    expect(page.get_by_text("No belief changed")).to_be_focused()


def test_asking_is_stopped_and_taken_up_by_one_button(watched: Watched) -> None:
    page = watched.open("#/whatif?s=musan&runs=60")
    _press(page.get_by_role("button", name="Stop", exact=True))
    again = page.get_by_role("button", name="Ask again")
    expect(again).to_be_focused()
    again.press("Enter")
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_focused()


def test_starting_a_run_hands_the_focus_to_the_list(watched: Watched) -> None:
    page = watched.open("#/runs")
    page.get_by_role("button", name="Start a run").click()
    page.get_by_label(re.compile(r"^Runs \(")).fill("200")
    _press(page.get_by_role("button", name="Start", exact=True))
    expect(page.get_by_role("heading", name="In this folder")).to_be_focused()
    _press(_step(page, "Stop"))


def test_a_proposal_that_the_server_refuses_keeps_the_focus(watched: Watched) -> None:
    page = watched.open("#/evidence?case=border")
    page.get_by_text("A case of your own", exact=True).click()
    page.get_by_label("Name").fill("refused")
    _press(page.get_by_role("button", name="Make it"))
    expect(page).to_have_url(re.compile("case=refused"))
    text = "In Musan rice cost 5,200 won a kilogram on 20 February 2018."
    page.locator("input[type=file]").set_input_files(
        {"name": "letter.txt", "mimeType": "text/plain", "buffer": text.encode()}
    )
    page.get_by_role("button", name="Read it").click()
    card = page.locator(".proposal").first
    card.get_by_label("The source is").select_option("F")
    card.get_by_label("The claim is").select_option("6")
    card.get_by_text("Change it", exact=True).click()
    card.get_by_label(re.compile("^Period")).fill("some time in spring")
    page.evaluate(REFUSED)
    accept = card.get_by_role("button", name="Accept")
    _press(accept)
    expect(card.get_by_role("alert")).to_contain_text("does not answer")
    expect(accept).to_be_focused()


REFUSED = """() => {
  const real = window.fetch;
  const gone = () => Promise.reject(new TypeError("gone"));
  window.fetch = (path, init) => path.includes("/proposals/") ? gone() : real(path, init);
}"""
