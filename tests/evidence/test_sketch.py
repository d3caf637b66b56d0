from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumen.evidence.sketch import CHARACTERS, KEPT, NEAR, RUN, likeness, near_pairs, nearest, sketch
from tumen.evidence.text import normalise

LETTERS = {
    "English": "aeioubdfgklmnprst",
    "Korean": "가나다라마바사아자차카타파하강산물길밤쌀값돈말눈",
    "Chinese": "江山水路夜米价钱话雪人车马冰面矿铁工粮市场年月日说",
}
"""What the words of made-up articles are made of."""


def article(tongue: str, sentences: int, seed: int) -> list[str]:
    """Sentences of a made-up article, of words that another may use too."""
    dice = random.Random(f"{tongue}{seed}")
    length = {"English": 4, "Korean": 3, "Chinese": 2}[tongue]
    joint = "" if tongue == "Chinese" else " "
    return [
        joint.join("".join(dice.choices(LETTERS[tongue], k=length)) for _ in range(14)) + "."
        for _ in range(sentences)
    ]


def text_of(sentences: list[str]) -> str:
    return normalise("\n".join(sentences))


@pytest.fixture(params=LETTERS)
def tongue(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_text_is_entirely_like_itself(tongue: str) -> None:
    one = sketch(text_of(article(tongue, 12, seed=1)))
    assert likeness(one, one) == 1.0


def test_texts_on_the_same_things_in_other_words_are_hardly_alike(tongue: str) -> None:
    one, other = (sketch(text_of(article(tongue, 20, seed=seed))) for seed in (1, 2))
    assert likeness(one, other) < 0.05


def test_a_copy_with_some_sentences_changed_is_a_near_copy(tongue: str) -> None:
    sentences, others = article(tongue, 20, seed=1), article(tongue, 20, seed=2)
    copy = sentences[:8] + others[:3] + sentences[11:]
    assert likeness(sketch(text_of(sentences)), sketch(text_of(copy))) > NEAR + 0.2


def test_a_text_with_one_sentence_in_twenty_of_another_is_no_near_copy(tongue: str) -> None:
    sentences, others = article(tongue, 20, seed=1), article(tongue, 20, seed=2)
    assert likeness(sketch(text_of(sentences)), sketch(text_of([sentences[0], *others[1:]]))) < NEAR


def test_capitals_and_commas_make_no_difference() -> None:
    one = "Carts crossed the ice by night, a trader said on Monday."
    assert sketch(one) == sketch("CARTS crossed the ice -- by night a trader said; on monday")


def test_a_sketch_keeps_so_many_hashes_at_most_and_no_word() -> None:
    long = sketch(text_of(article("English", 200, seed=1)))
    assert len(long) == 8 * KEPT
    hashes = [long[at : at + 8] for at in range(0, len(long), 8)]
    assert hashes == sorted(set(hashes))
    assert set(long) <= set("0123456789abcdef")


@pytest.mark.parametrize("text", ["", "... !", "🙂"])
def test_a_text_without_words_is_like_nothing(text: str) -> None:
    assert sketch(text) == ""
    assert likeness("", "") == 0.0
    assert likeness("", sketch("Carts crossed the ice")) == 0.0


def test_a_text_shorter_than_a_run_is_like_the_same_text_only() -> None:
    assert RUN > 2
    assert likeness(sketch("two words"), sketch("two words")) == 1.0
    assert likeness(sketch("two words"), sketch("other words")) == 0.0


def test_a_korean_sentence_too_short_for_english_counts_still_has_runs() -> None:
    text = "무산광산노동자들은배급을받지못했다고한다"
    assert len(sketch(text)) == 8 * (len(text) // CHARACTERS - RUN + 1)


@given(st.text(max_size=300), st.text(max_size=300))
def test_likeness_is_a_share_and_goes_both_ways(one: str, other: str) -> None:
    ours, theirs = sketch(normalise(one)), sketch(normalise(other))
    assert 0 <= likeness(ours, theirs) <= 1
    assert likeness(ours, theirs) == likeness(theirs, ours)


def test_likeness_estimates_the_share_of_common_runs() -> None:
    common = article("English", 30, seed=1)
    one, other = ([*common, *article("English", 15, seed=seed)] for seed in (2, 3))
    assert likeness(sketch(text_of(one)), sketch(text_of(other))) == pytest.approx(0.5, abs=0.2)


def several() -> dict[str, str]:
    """Sketches of two articles, a copy of each, and one that has nothing to do with them."""
    first, second, third = (article("English", 20, seed=seed) for seed in (1, 2, 3))
    texts = {
        "first": first,
        "first-copied": first[2:],
        "second": second,
        "second-copied": second[:-2],
        "third": third,
        "empty": [],
    }
    return {name: sketch(text_of(sentences)) for name, sentences in texts.items()}


def test_near_pairs_are_exactly_the_copies() -> None:
    found = near_pairs(several())
    assert [pair[:2] for pair in found] == [("first", "first-copied"), ("second", "second-copied")]
    assert all(share >= NEAR for *_, share in found)


def test_near_pairs_are_those_that_comparing_each_with_each_would_find() -> None:
    sketches = several()
    names = sorted(sketches)
    each = [(a, b, likeness(sketches[a], sketches[b])) for a in names for b in names if a < b]
    for least in (0.01, NEAR, 0.99):
        assert near_pairs(sketches, least) == [pair for pair in each if pair[2] >= least]


def test_a_footer_that_every_text_ends_with_makes_no_near_copies() -> None:
    footer = article("English", 2, seed=99)
    texts = {str(n): sketch(text_of([*article("English", 20, seed=n), *footer])) for n in range(20)}
    assert near_pairs(texts) == []
    assert likeness(texts["0"], texts["1"]) > 0


def test_the_nearest_comes_first_and_what_is_far_not_at_all() -> None:
    sketches = several()
    found = nearest(sketches["first"], sketches)
    assert [name for name, _ in found] == ["first", "first-copied"]
    assert found[0][1] == 1.0
    assert nearest("", sketches) == []
