from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumen.evidence.text import normalise, one_line, sha256

anything = st.text(st.characters(exclude_categories=()))
"""Every code point, halves of surrogate pairs too."""

hostile = st.text(st.sampled_from("a\r\n\t \x00\x0b\x0c\x1b\x85\xa0\u2028\u200b\u202e\ufeff\u0301가ᄀ\u1161"))
"""Few characters, so that those that work on each other stand side by side."""


@given(anything | hostile)
def test_normalising_twice_changes_nothing_more(raw: str) -> None:
    once = normalise(raw)
    assert normalise(once) == once


@given(anything | hostile)
def test_the_normal_form_can_be_saved_and_holds_nothing_that_is_not_seen(raw: str) -> None:
    text = normalise(raw)
    text.encode("utf-8")
    assert text == text.strip()
    assert "  " not in text
    assert not {unicodedata.category(letter) for letter in text.replace("\n", "")} & {"Cc", "Cs", "Zl", "Zp"}


@given(anything | hostile)
def test_putting_a_text_on_one_line_moves_no_offset(raw: str) -> None:
    text = normalise(raw)
    line = one_line(text)
    assert len(line) == len(text)
    assert "\n" not in line
    assert all(new in (old, " ") for old, new in zip(text, line, strict=True))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029", " \n\t\r\n \n"])
def test_every_way_to_end_a_line_is_one_line_end(end: str) -> None:
    assert normalise(f"one{end}two") == "one\ntwo"


@pytest.mark.parametrize("blank", [" ", "\t", "   ", "\xa0", "\u3000", "\u2009 \t"])
def test_every_run_of_white_space_is_one_space(blank: str) -> None:
    assert normalise(f"{blank}쌀{blank}값{blank}") == "쌀 값"


def test_korean_in_parts_becomes_korean_in_syllables() -> None:
    parts = unicodedata.normalize("NFD", "무산 광산")
    assert len(parts) > 5
    assert normalise(parts) == "무산 광산"


def test_accents_that_were_saved_apart_are_put_together() -> None:
    assert normalise("Onso\u0306ng") == "Onsŏng"


@pytest.mark.parametrize("emoji", ["🙂", "👩‍🌾", "👨‍👩‍👧‍👦", "🇰🇵", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"])
def test_an_emoji_keeps_all_its_parts(emoji: str) -> None:
    assert normalise(f"rice {emoji} rice") == f"rice {emoji} rice"


@pytest.mark.parametrize(
    "unseen",
    [
        "\xad",
        "\u200b",
        "\u200e",
        "\u200f",
        "\u061c",
        "\u2060",
        "\u2063",
        "\ufeff",
        "\u202e",
        "\u2066",
        "\u2069",
    ],
)
def test_what_nobody_sees_is_left_out(unseen: str) -> None:
    assert normalise(f"{unseen}smug{unseen}gled{unseen}") == "smuggled"


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x08", "\x1b", "\x7f", "\x9b", "\ud800"])
def test_what_would_steer_a_terminal_is_left_out(control: str) -> None:
    assert normalise(f"a{control}[31mb") == "a[31mb"


def test_offsets_are_code_points() -> None:
    text = normalise("🙂👩‍🌾 무산")
    assert len(text) == 7
    assert text.index("무산") == 5


def test_a_text_wrapped_anew_has_the_same_offsets_on_one_line() -> None:
    wide, narrow = normalise("ore went  over\r\nthe ice"), normalise("ore went\nover the\nice")
    assert one_line(wide) == one_line(narrow)


def test_a_hash_is_that_of_the_utf8_bytes() -> None:
    assert sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sha256("") != sha256(" ")
