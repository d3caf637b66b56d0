from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tumen.evidence.reading.quotes import LONGEST, quote_around
from tumen.evidence.reading.sentences import paragraphs, sentences
from tumen.evidence.text import normalise


def said(text: str) -> list[str]:
    return [text[one.start : one.end] for one in sentences(text) if one.role != "aside"]


def test_a_full_stop_after_a_short_form_or_in_a_number_ends_nothing():
    text = "Mr. Ri paid 1.5 yuan to Unit No. 8 in Feb. last. He left at 5 a.m. and slept."
    assert said(text) == ["Mr. Ri paid 1.5 yuan to Unit No. 8 in Feb. last.", "He left at 5 a.m. and slept."]


def test_a_missing_blank_between_sentences_is_seen():
    assert said("They sold ore.As trade grew, so did they. It is so here.")[0] == "They sold ore."


def test_korean_and_chinese_sentences_end_at_their_own_marks():
    assert said("사람이 왔다. 그는 갔다.") == ["사람이 왔다.", "그는 갔다."]
    assert said("他来了。他走了!真的。") == ["他来了。", "他走了!", "真的。"]


def test_lines_that_were_wrapped_at_a_width_are_one_paragraph():
    text = normalise("""
1. Background
The complex in the hills was designed for an output that it has
never reached, and the pits around it stand under water for most
of the year.
2. Prices
Nothing is known of them, say the authors of this short notice of
the situation.
""")
    assert len(paragraphs(text)) == 4


def test_headings_open_a_section():
    text = "[Musan] Less to eat\nThere is less, people say.\n[Onsong] More\nThere is more, they say."
    roles = [(one.role, one.section) for one in sentences(text)]
    assert roles == [("heading", 1), ("body", 1), ("heading", 2), ("body", 2)]


def test_a_sentence_that_begins_with_by_is_no_byline():
    text = "By September, 300 trucks a day were crossing at the bridge."
    assert said(text) == [text]


@given(st.text(alphabet=st.sampled_from('ab AB.。!?"”)\n1다 '), max_size=400))
def test_sentences_come_in_order_and_lie_in_the_text(raw: str):
    text = normalise(raw)
    last = 0
    for one in sentences(text):
        assert last <= one.start < one.end <= len(text)
        last = one.end


@given(st.integers(0, 900), st.integers(1, 60))
def test_a_quote_is_short_and_holds_its_number(at: int, length: int):
    line = ("word, and then " * 70)[:1000]
    sentence = sentences(line)[0]
    start, end = quote_around(line, sentence, (at, at + length), (at, at + length))
    assert start <= at
    assert at + length <= end
    assert end - start <= LONGEST
