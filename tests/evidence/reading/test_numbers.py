from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumen.evidence.reading.numbers import Number, numbers_in
from tumen.evidence.reading.numerals import EAST_ASIAN_FINDERS, Numeral, _merged, numerals_in
from tumen.evidence.reading.scripts import east_asian


def one(text: str) -> Number:
    found = numbers_in(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6,200 workers", 6200),
        ("10 000 bottles", 10_000),
        ("1.4 billion tons", 1.4e9),
        ("$3bn in all", 3e9),
        ("$2.5m in all", 2.5e6),
        ("a dozen huts", 12),
        ("two dozen huts", 24),
        ("half a million bricks", 500_000),
        ("one and a half million bricks", 1.5e6),
        ("a hundred and twenty kilos", 120),
        ("twenty-five carts", 25),
        ("three and a half tons", 3.5),
        ("a fortnight without bread", 14),
        ("1만 2000명", 12_000),
        ("2억 1000만 달러", 2.1e8),
        ("1천5백 명", 1500),
        ("백만 달러", 1e6),
        ("두 끼를 먹는다", 2),
        ("열흘 동안", 10),
        ("187.5万吨", 1.875e6),
        ("十二万人", 120_000),
        ("一百二十名工人", 120),
    ],
)
def test_a_number_is_read_in_digits_and_in_words(text: str, value: float):
    assert one(text).value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value", "sort"),
    [
        ("one third of the fields", 1 / 3, "share"),
        ("two-fifths of them", 0.4, "share"),
        ("one in five homes", 0.2, "share"),
        ("one home in ten", 0.1, "share"),
        ("half of the lamps", 0.5, "share"),
        ("1/3 of the lamps", 1 / 3, "share"),
        ("3분의 1이 떠났다", 1 / 3, "share"),
        ("10명 중 3명이 떠났다", 0.3, "share"),
        ("절반이 떠났다", 0.5, "share"),
        ("三分之二的工人", 2 / 3, "share"),
        ("百分之三十的工人", 30, "percent"),
        ("三成工人", 30, "percent"),
        ("20 percent of it", 20, "percent"),
        ("38.5% of it", 38.5, "percent"),
        ("it has doubled", 2, "times"),
        ("a threefold rise", 3, "times"),
        ("두 배로 늘었다", 2, "times"),
        ("the third public trial", 3, "ordinal"),
        ("올해 두 번째", 2, "ordinal"),
        ("第三次公审", 3, "ordinal"),
    ],
)
def test_fractions_percentages_and_multiples_are_told_apart(text: str, value: float, sort: str):
    found = one(text)
    assert (found.value, found.sort) == (pytest.approx(value), sort)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("30 to 40 carts", 30, 40),
        ("12-15 carts", 12, 15),
        ("between 6 and 8 carts", 6, 8),
        ("70-80 million dollars", 70e6, 80e6),
        ("between $2 and $3 million", 2e6, 3e6),
        ("two or three hours", 2, 3),
        ("anything from 1,000 to 3,000 yuan", 1000, 3000),
        ("3~4시간", 3, 4),
        ("두세 명", 2, 3),
        ("2至4年", 2, 4),
        ("6至8成", 60, 80),
        ("三四百人", 300, 400),
    ],
)
def test_a_range_is_one_number_with_two_ends(text: str, low: float, high: float):
    found = one(text)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("more than 130 pupils", 130, None),
        ("at least six workers", 6, None),
        ("no fewer than 10 pairs", 10, None),
        ("not less than $30 million", 30e6, None),
        ("10,000+ people", 10_000, None),
        ("up to 3 tons", None, 3),
        ("fewer than 20 teachers", None, 20),
        ("no more than four hours", None, 4),
        ("less than a third of it", None, 1 / 3),
        ("최소 3000위안", 3000, None),
        ("500여 명", 500, None),
        ("30% 이하", None, 30),
        ("60多辆卡车", 60, None),
        ("不足10辆", None, 10),
        ("最多能收回十分之一", None, 0.1),
        ("以上八成不算, 8成以上", 80, None),
    ],
)
def test_a_bound_leaves_the_other_side_open(text: str, low: float | None, high: float | None):
    found = numbers_in(text)[-1]
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    "text", ["the price went up to 11 yuan", "it had gone up to 11 yuan", "handed over 11 kg"]
)
def test_a_rise_up_to_a_number_is_no_bound(text: str):
    assert one(text).value == 11


@pytest.mark.parametrize(
    "text", ["about 30", "nearly 30", "some 30", "maybe 30", "30 or so", "약 30명", "30명가량", "近30人"]
)
def test_a_hedge_is_kept(text: str):
    found = one(text.replace("명가량", "가량"))
    assert found.about
    assert found.value == 30


def test_both_ends_of_a_change_are_numbers_of_their_own():
    first, second = numbers_in("came down from 700 to 450 grams a day")
    assert (first.value, second.value, first.change) == (700, 450, True)


@pytest.mark.parametrize("text", ["a second visit", "the first half of the month", "no one came", "million"])
def test_words_that_count_nothing_are_no_fractions(text: str):
    assert all(found.sort == "ordinal" or found.low == 1 for found in numbers_in(text))


@given(st.integers(0, 10**9), st.sampled_from(["{:,}", "{}", "about {:,}", "쌀 {}", "约{}"]))
def test_a_number_that_was_written_is_found_again(number: int, form: str):
    assert any(found.value == number for found in numbers_in(f"{form.format(number)} kg"))


@given(
    st.decimals(min_value=0, max_value=999, places=2), st.sampled_from([("million", 1e6), ("billion", 1e9)])
)
def test_a_scale_word_multiplies_what_stands_before_it(number: object, scale: tuple[str, float]):
    wanted = float(str(number)) * scale[1]
    assert any(math.isclose(found.value or 0, wanted) for found in numbers_in(f"${number} {scale[0]}"))


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_korean_tens_of_thousands_add_up(high: int, low: int):
    assert any(found.value == high * 10_000 + low for found in numbers_in(f"{high}만 {low}톤"))


@given(st.text(max_size=300))
def test_numbers_lie_in_the_text_and_are_finite_whatever_it_is(text: str):
    for found in numbers_in(text):
        assert 0 <= found.start < found.end <= len(text)
        assert all(math.isfinite(one) for one in (found.low, found.high) if one is not None)
        assert found.low is not None or found.high is not None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Not even 300 came.", None, 300),
        ("Barely 300 came.", 300, 300),
        ("Under 300 came.", None, 300),
        ("Over 300 came.", 300, None),
        ("Some 300 came.", 300, 300),
        ("Well over 300 came.", 300, None),
        ("Upwards of 300 came.", 300, None),
        ("As many as 300 came.", None, 300),
        ("No more than 300 came.", None, 300),
        ("It fell to as little as 300.", None, 300),
        ("It rarely exceeded 300.", None, 300),
        ("They won't sell more than 300.", None, 300),
        ("They want a ceiling of 300.", None, 300),
        ("He left. Over 300 stayed.", 300, None),
        ("He handed over 300.", 300, 300),
    ],
)
def test_a_word_before_a_number_bounds_it(text: str, low: float | None, high: float | None):
    assert [(one.low, one.high) for one in numbers_in(text)] == [(low, high)]


def test_fewer_than_half_is_a_bound_from_above():
    assert [(one.low, one.high, one.sort) for one in numbers_in("Fewer than half came.")] == [
        (None, 0.5, "share")
    ]


def test_the_patterns_that_a_text_is_spared_would_find_nothing_in_it():
    folder = Path(__file__).parent / "articles"
    lines = [line for path in sorted(folder.glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    lines += ["Half a kilo in a week and a half; the 2nd, ½ and 3/4 of one in five, twice a fortnight's pay."]
    for line in lines:
        taken: list[Numeral] = []
        for find in EAST_ASIAN_FINDERS:
            taken = _merged(taken, find(line))
        assert numerals_in(line) == taken


def test_east_asian_letters_are_seen_in_any_of_their_blocks():
    assert all(east_asian(f"rice {letter}") for letter in "무ㄱ米々\u1100\U00020000\uf900")
    assert not any(east_asian(text) for text in ("rice", "“rice” — naïve €5 Ōsaka", ""))
