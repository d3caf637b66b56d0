from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumen.evidence.grades import (
    CREDIBILITY,
    LIKELIHOOD,
    RELIABILITY,
    Credibility,
    Likelihood,
    Reliability,
    likelihood_word,
)


def test_every_letter_digit_and_word_that_a_claim_may_have_is_explained() -> None:
    assert set(get_args(Reliability)) == set(RELIABILITY)
    assert set(get_args(Credibility)) == set(CREDIBILITY)
    assert set(get_args(Likelihood)) == set(LIKELIHOOD)


def test_a_worse_letter_is_less_often_genuine_and_errs_more() -> None:
    for better, worse in pairwise("ABCDE"):
        assert RELIABILITY[better][1] > RELIABILITY[worse][1]
        assert RELIABILITY[better][2] < RELIABILITY[worse][2]


def test_chances_are_chances() -> None:
    assert all(0 < chance < 1 and error > 0 for _, chance, error in RELIABILITY.values())


def test_who_cannot_be_judged_is_neither_the_best_nor_the_worst() -> None:
    assert RELIABILITY["E"][1] < RELIABILITY["F"][1] < RELIABILITY["A"][1]


def test_the_words_of_likelihood_leave_no_gap() -> None:
    ranges = list(LIKELIHOOD.values())
    assert all(end == start for (_, end), (start, _) in pairwise(ranges))
    assert (ranges[0][0], ranges[-1][1]) == (0.01, 0.99)


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.0, "almost no chance"),
        (0.049, "almost no chance"),
        (0.05, "very unlikely"),
        (0.2, "unlikely"),
        (0.45, "roughly even chance"),
        (0.5, "roughly even chance"),
        (0.55, "likely"),
        (0.8, "very likely"),
        (0.95, "almost certain"),
        (0.995, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_a_probability_has_its_word(probability: float, word: str) -> None:
    assert likelihood_word(probability) == word


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_greater_probability_never_has_a_weaker_word(one: float, other: float) -> None:
    words = list(LIKELIHOOD)
    low, high = sorted((one, other))
    assert words.index(likelihood_word(low)) <= words.index(likelihood_word(high))
