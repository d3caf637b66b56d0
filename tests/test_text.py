"""Text fit to print."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tumen.core.text import visible, visible_json


@given(st.text())
def test_nothing_that_steers_a_terminal_or_a_line_is_left(text):
    shown = visible(text)
    assert all(one.isprintable() or one in "\n\t" or one.isspace() for one in shown)
    assert not set(shown) & {"\x1b", "\x07", "\x9b", "\u202e", "\u2028", "\r", "\b"}


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_json_keeps_its_content(text):
    assert json.loads(visible_json(json.dumps(text, ensure_ascii=False))) == text


def test_words_of_any_language_stay_as_they_are():
    assert visible("무산 – 茂山 Größe 5 %\u00a0½") == "무산 – 茂山 Größe 5 %\u00a0½"
