from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from tumen.press.luck import Deck
from tumen.press.params import values
from tumen.press.telling import PEOPLE, SHARES, between, in_words, rounded, tell

amounts = st.floats(1e-6, 1e12)
lucks = st.integers(0, 10_000).map(lambda seed: Deck.of(seed, 0).at("someone", 24_200, "something"))


@given(amounts, st.integers(1, 3))
def test_rounding_keeps_the_leading_digits(number, digits):
    assert abs(rounded(number, digits) - number) <= 0.51 * 10 ** (1 + math.floor(math.log10(number)) - digits)


@given(amounts)
def test_a_bound_lies_on_its_side(number):
    assert rounded(number, 1, math.floor) <= number * (1 + 1e-5)
    assert rounded(number, 1, math.ceil) >= number * (1 - 1e-5)


def test_rounding_says_what_people_say():
    assert [rounded(23_456, 2), rounded(0.0847, 1), rounded(996, 2), rounded(0, 1)] == [
        23_000,
        0.08,
        1_000,
        0,
    ]


@given(st.floats(0, 1), lucks)
def test_every_share_has_a_word_and_its_range_holds_it(share, luck):
    told = in_words(share, "share", 0, luck)
    assert told is not None
    assert told.low <= share <= told.high
    assert told.word in {word for word, _, _ in SHARES}


@given(st.integers(0, 40_000), lucks)
def test_people_are_worded_against_the_residents_of_the_place(people, luck):
    told = in_words(people, "adults", 100_000, luck)
    assert told.low <= people <= told.high
    assert (told.low / 1e5, told.high / 1e5) in {(low, high) for _, low, high in PEOPLE}


def test_tonnes_have_no_words():
    assert in_words(3.0, "t", 100_000, Deck.of(1, 0).at("someone", 1, "it")) is None


@given(st.floats(0.001, 1), st.floats(0.01, 0.9))
def test_an_interval_of_a_share_holds_it_and_ends_at_one(share, width):
    told = between(share, "share", width)
    assert told.low <= share <= told.high <= 1


@given(amounts, lucks, st.sampled_from(["share", "adults", "t", "KPW/kg"]))
def test_a_quantity_holds_what_its_kind_needs(amount, luck, unit):
    told = tell(min(amount, 1.0) if unit == "share" else amount, unit, 1e5, luck, values())
    given_ = (told.value is not None, told.low is not None, told.high is not None, told.word is not None)
    assert told.unit == unit
    assert (
        given_
        in {
            "value": {(True, False, False, False)},
            "interval": {(False, True, True, False)},
            "bound": {(False, True, False, False), (False, False, True, False)},
            "worded": {(False, True, True, True)},
        }[told.kind]
    )


@given(lucks)
def test_nothing_is_told_as_a_plain_zero(luck):
    told = tell(0.0, "t", 1e5, luck, values())
    assert (told.kind, told.value) == ("value", 0.0)


@given(st.floats(0.01, 9.4), lucks)
def test_a_few_are_counted(few, luck):
    told = tell(few, "trials", 100_000, luck, values())
    assert told.kind == "value"
    assert told.value == max(1, round(few))
