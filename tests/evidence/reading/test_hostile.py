"""Texts made to choke a reader: long, nested, without a blank, full of signs that nobody sees."""

from __future__ import annotations

import sys
from datetime import date
from types import FrameType
from typing import Any

import pytest

from tests.evidence.reading.conftest import read
from tumen.evidence.places import bundled
from tumen.evidence.reading.numbers import numbers_in
from tumen.evidence.reading.propose import MOST, propose
from tumen.evidence.text import normalise

SIZE = 30_000
PIECES = {
    "digits": "9",
    "thousands": "1,111",
    "number words": "one hundred and ",
    "brackets": "([{",
    "places": "Musan ",
    "dates": "12 May 2018 ",
    "amounts": "12 tons of rice in Musan, ",
    "ranges": "from between 1 and ",
    "prices": "1 won 2 yuan 3 dollars per kilo ",
    "korean": "무산에서 쌀 1kg에 5000원 ",
    "chinese": "茂山每人每天300克",
    "lines": "a\n",
    "stops": ". ",
    "one word": "a",
    "at signs": "@",
    "the mine": "the mine ",
    "most": "most of the ",
    "speech": "said a source in ",
}


def calls(text: str) -> int:
    """Functions called while a text is read: a measure of the work that no busy machine changes."""
    count = 0

    def seen(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        propose(text, date(2018, 6, 1), bundled())
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_the_work_grows_no_faster_than_the_text(piece: str):
    small = normalise(piece * (SIZE // 4 // len(piece)))
    large = normalise(piece * (SIZE // len(piece)))
    propose(small[:500], date(2018, 6, 1), bundled())
    assert calls(large) <= 6 * calls(small) + 20_000


def test_a_number_of_ten_thousand_digits_is_none():
    assert numbers_in("9" * 10_000) == []
    assert read("He owes " + "9" * 10_000 + " won.") == []


def test_a_million_digits_are_read_and_give_nothing():
    assert read("9" * 1_000_000) == []


def test_marks_of_direction_and_control_characters_change_nothing():
    plain = read("In Hyesan rice costs 5,200 won a kilo.")
    dressed = read("In \u202eHyesan\u202c rice\x00 costs \x1b5,2\u200b00 won\u2069 a kilo.")
    assert [one.says for one in dressed] == [one.says for one in plain]


def test_markup_is_only_text():
    found = read("<script>alert('12 tons in Musan')</script> {{7*7}} ${jndi:ldap://x} 3 tons in Musan.")
    assert all("<" not in one.says and "{" not in one.says for one in found)


def test_a_text_of_nothing_but_amounts_ends_at_a_limit():
    text = "They took 12 tons of rice. " * (MOST + 500)
    assert MOST <= len(read(text)) < MOST + 10


@pytest.mark.parametrize(
    "text", ["", " ", "\n", ".", "0", "%", "12", "won", "\ud800", "무", "每", "\U0001f600 12 tons"]
)
def test_next_to_nothing_is_read_too(text: str):
    for one in propose(normalise(text), None, bundled()):
        assert one.says
