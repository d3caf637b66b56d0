from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.evidence.conftest import ARTICLE
from tumen.core.errors import EvidenceError
from tumen.evidence import anchors
from tumen.evidence.anchors import Place, Words, find, make, words_at
from tumen.evidence.claims import Anchor
from tumen.evidence.text import normalise, sha256

KOREAN = normalise(
    "무산의 한 상인은 지난달 밤마다 수레가 얼음 위를 지났다고 말했다. "
    "쌀 1킬로그램은 5,200원이었다. 🙂👩‍🌾 그는 더 말하지 않았다."
)

texts = st.text(min_size=1, max_size=200).map(normalise).filter(bool)
repetitive = st.text(st.sampled_from("ab 가🙂\n"), min_size=1, max_size=60).map(normalise).filter(bool)


def spans(text: str) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(
        lambda span: span[0] < span[1]
    )


def anchored(text: str, quote: str) -> tuple[Anchor, Words]:
    """Anchor and words of a quote, the first time it stands in a text."""
    start = text.index(quote)
    anchor = make(text, start, start + len(quote))
    return anchor, words_at(text, anchor)


def cut(text: str, place: Place) -> str:
    return text[place.start : place.end]


def tongue(size: int, seed: int) -> str:
    """So many characters of words that mean nothing."""
    dice = random.Random(seed)
    return "".join(dice.choices("abcdefghij ", k=size)).replace("  ", " ").strip()


@given(st.data(), texts | repetitive)
def test_any_span_of_any_text_is_found_exactly_in_itself(data: st.DataObject, text: str) -> None:
    start, end = data.draw(spans(text))
    anchor = make(text, start, end)
    assert find(text, anchor) == Place("exact", start, end)
    assert find(text, anchor, words_at(text, anchor)) == Place("exact", start, end)


@given(st.data(), texts | repetitive, texts | repetitive)
def test_any_span_is_found_after_something_was_put_before_it(
    data: st.DataObject, text: str, before: str
) -> None:
    start, end = data.draw(spans(text))
    anchor = make(text, start, end)
    edition = before + text
    for words in (None, words_at(text, anchor)):
        place = find(edition, anchor, words)
        assert place.how in ("exact", "moved")
        assert cut(edition, place).replace("\n", " ") == text[start:end].replace("\n", " ")


@given(st.data(), texts, texts)
def test_a_span_that_stands_once_is_found_where_it_moved_to(
    data: st.DataObject, text: str, before: str
) -> None:
    start, end = data.draw(spans(text))
    edition = before + text
    assume(edition.replace("\n", " ").count(text[start:end].replace("\n", " ")) == 1)
    assert find(edition, make(text, start, end)) == Place("moved", start + len(before), end + len(before))


@given(texts | repetitive, texts | repetitive)
def test_looking_for_a_quote_in_any_other_text_never_fails(text: str, other: str) -> None:
    anchor = make(text, 0, len(text))
    for words in (None, words_at(text, anchor)):
        place = find(other, anchor, words)
        assert 0 <= place.start <= place.end <= len(other)
        assert (place.how == "lost") == (place.score == 0)


@pytest.mark.parametrize("quote", ["지난달", "5,200원", "🙂👩‍🌾", "👩"])
def test_korean_and_emoji_are_counted_by_code_points(quote: str) -> None:
    anchor, _ = anchored(KOREAN, quote)
    assert anchor.end - anchor.start == len(quote)
    assert cut(KOREAN, find(KOREAN, anchor)) == quote


def test_an_emoji_put_before_a_quote_moves_it_by_its_code_points() -> None:
    anchor, _ = anchored(KOREAN, "5,200원")
    assert find("👩‍🌾" + KOREAN, anchor) == Place("moved", anchor.start + 3, anchor.end + 3)


def test_a_line_wrapped_elsewhere_leaves_a_quote_in_place() -> None:
    anchor, words = anchored(ARTICLE, "thirty tonnes a day")
    wrapped = ARTICLE.replace("tonnes a", "tonnes\na").replace(" in ", "\nin ")
    assert find(wrapped, anchor).how == "exact"
    assert words_at(wrapped, anchor).quote == words.quote


def test_of_a_quote_that_stands_twice_the_one_with_its_old_surroundings_is_found() -> None:
    text = "In spring the fee was 300 yuan a head. In autumn the fee was 300 yuan a head."
    start = text.rindex("300 yuan")
    anchor = make(text, start, start + 8)
    edition = "The ford again. " + text
    for words in (None, words_at(text, anchor)):
        assert find(edition, anchor, words).start == start + 16


def test_a_quote_that_overlaps_itself_is_found_where_it_stood() -> None:
    text = "the code is ababab and no more"
    anchor = make(text, 14, 18)
    for words in (None, words_at(text, anchor)):
        assert find("So: " + text, anchor, words) == Place("moved", 18, 22)


def test_of_two_quotes_with_the_same_surroundings_the_nearer_is_found() -> None:
    text = "x" * 60 + "300 yuan" + "x" * 60
    anchor, _ = anchored(text, "300 yuan")
    edition = "y" + text + text
    assert find(edition, anchor).start == anchor.start + 1


def test_without_its_words_a_changed_quote_is_lost() -> None:
    anchor, _ = anchored(ARTICLE, "thirty tonnes a day")
    assert find(ARTICLE.replace("thirty", "thirsty"), anchor) == Place("lost", score=0.0)


def test_with_its_words_a_changed_quote_is_found_between_its_surroundings() -> None:
    anchor, words = anchored(ARTICLE, "thirty tonnes a day")
    edition = "Corrected. " + ARTICLE.replace("thirty tonnes a day", "thirty-one tonnes a day")
    place = find(edition, anchor, words)
    assert place.how == "context"
    assert cut(edition, place) == "thirty-one tonnes a day"
    assert anchors.ALIKE <= place.score < 100


def test_with_its_words_a_quote_is_found_by_likeness_where_its_surroundings_changed_too() -> None:
    anchor, words = anchored(ARTICLE, "Some thirty tonnes a day went over")
    edition = "He puts it so: some thirty tons a day went over. No more is known."
    place = find(edition, anchor, words)
    assert place.how == "fuzzy"
    assert "thirty tons a day went over" in cut(edition, place)
    assert anchors.ALIKE <= place.score < 100


def test_a_quote_of_other_words_is_lost_though_its_surroundings_stand() -> None:
    anchor, words = anchored(ARTICLE, "Some thirty tonnes a day went over")
    edition = ARTICLE.replace("Some thirty tonnes a day went over", "Nothing whatever moved")
    assert find(edition, anchor, words) == Place("lost", score=0.0)


@pytest.mark.parametrize("edition", ["", "x", "a b c", "무산"])
def test_a_long_quote_is_lost_in_a_text_shorter_than_itself(edition: str) -> None:
    anchor, words = anchored(ARTICLE, ARTICLE[:100])
    assert find(edition, anchor, words).how == "lost"
    assert find(edition, anchor).how == "lost"


def test_the_whole_of_a_text_may_be_the_quote() -> None:
    anchor, words = anchored(ARTICLE, ARTICLE)
    assert find(ARTICLE, anchor) == Place("exact", 0, len(ARTICLE))
    edition = ARTICLE.replace("Rice", "Maize")
    place = find(edition, anchor, words)
    assert (place.how, cut(edition, place)) == ("context", edition)


def test_an_anchor_past_the_end_of_a_text_is_lost_even_with_the_hash_of_nothing() -> None:
    anchor = Anchor(start=10**9, end=10**9 + 5, sha256=sha256(""), before="0" * 8, after="0" * 8)
    assert find(ARTICLE, anchor).how == "lost"
    with pytest.raises(EvidenceError, match="not the one in which the anchor was made"):
        words_at(ARTICLE, anchor)


def test_an_anchor_that_ends_past_the_text_is_not_exact_for_what_is_left_of_it() -> None:
    tail = ARTICLE[-20:]
    start = len(ARTICLE) - 20
    anchor = Anchor(start=start, end=start + 500, sha256=sha256(tail), before="0" * 8, after="0" * 8)
    assert find(ARTICLE, anchor).how == "lost"


def test_words_are_not_taken_from_another_text() -> None:
    anchor, _ = anchored(ARTICLE, "thirty tonnes")
    with pytest.raises(EvidenceError, match="not the one in which the anchor was made"):
        words_at("The " + ARTICLE, anchor)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 5), (6, 5), (-1, 3), (0, 10_000)])
def test_a_span_that_is_empty_or_outside_cannot_be_anchored(start: int, end: int) -> None:
    with pytest.raises(EvidenceError, match=f"Characters {start} to {end} are not in a text of"):
        make(ARTICLE, start, end)


def test_an_anchor_holds_no_word_of_its_text() -> None:
    anchor, _ = anchored(ARTICLE, "thirty tonnes a day")
    held = str(anchor.model_dump())
    assert not [word for word in ("thirty", "tonnes", "Some", "went") if word in held]


def test_the_surroundings_of_a_quote_are_kept_as_far_as_said() -> None:
    text = tongue(600, seed=1)
    words = words_at(text, make(text, 200, 250))
    assert (len(words.before), len(words.after)) == (anchors.CONTEXT, anchors.CONTEXT)
    changed = "#" + text[1:]
    assert make(changed, 200, 250) == make(text, 200, 250)
    near = text[: 200 - anchors.AROUND] + "#" + text[201 - anchors.AROUND :]
    assert make(near, 200, 250).before != make(text, 200, 250).before


@pytest.mark.parametrize(
    ("text", "length"),
    [
        (tongue(200_000, seed=2), 50),
        (tongue(200_000, seed=2), 5_000),
        (tongue(200_000, seed=2), 100_000),
        ("a" * 200_000, 100_000),
        ("ab" * 100_000, 100_000),
    ],
)
def test_a_hash_is_sought_in_a_long_text_within_bounds(
    text: str, length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = text[: length // 2] + "#" + text[length // 2 : length]
    anchor = make(f"{text[-100:]}{elsewhere}{text[:100]}", 100, 100 + len(elsewhere))
    hashed: list[int] = []

    def counted(words: str) -> str:
        hashed.append(len(words))
        return sha256(words)

    monkeypatch.setattr(anchors, "SEARCHED", 50_000_000)
    monkeypatch.setattr(anchors, "sha256", counted)
    assert find(text, anchor).how == "lost"
    assert sum(hashed) <= anchors.SEARCHED + length


@pytest.mark.parametrize("size", [50_000, 100_000])
def test_a_very_long_quote_that_moved_is_found_by_what_stands_before_it(size: int) -> None:
    text = tongue(200_000, seed=3)
    anchor = make(text, 20_000, 20_000 + size)
    assert find("New: " + text, anchor) == Place("moved", 20_005, 20_005 + size)


@pytest.mark.parametrize(
    "text",
    ["a" * 200_000, "ab" * 100_000, " a" * 100_000, tongue(200_000, seed=4)],
)
@pytest.mark.parametrize("length", [10, 300, 20_000, 100_000])
def test_a_text_made_to_match_everywhere_does_not_keep_the_search_busy(text: str, length: int) -> None:
    old = f"{text[:30]}{text[:length]}#{text[:30]}"
    anchor = make(old, 30, 31 + length)
    place = find(text, anchor, words_at(old, anchor))
    assert place.how in ("context", "fuzzy", "lost")
