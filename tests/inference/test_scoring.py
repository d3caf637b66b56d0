"""Scores are what integration, exchangeability and counting say they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from tumen.core.errors import InputError
from tumen.inference import scoring

NUMBERS = st.floats(-100, 100)


def _integrated(draws: np.ndarray, truth: float) -> float:
    """The score by its definition, the integral of (F(x) - 1{x >= truth})^2; exact, for F is a staircase."""
    edges = np.sort(np.append(draws, truth))
    middles = (edges[:-1] + edges[1:]) / 2
    below = (draws[:, None] <= middles).mean(axis=0)
    return float((np.square(below - (middles >= truth)) * np.diff(edges)).sum())


@given(st.lists(NUMBERS, min_size=1, max_size=30), NUMBERS)
def test_the_score_is_the_integral_that_defines_it(draws: list[float], truth: float) -> None:
    mine = scoring.crps(draws, truth, fair=False)
    assert mine == pytest.approx(_integrated(np.array(draws), truth), abs=1e-9)


@given(st.lists(NUMBERS, min_size=2, max_size=20), NUMBERS)
def test_the_fair_score_takes_the_distance_of_different_draws_only(draws: list[float], truth: float) -> None:
    x = np.array(draws)
    apart = np.abs(x[:, None] - x).sum() / (len(x) * (len(x) - 1))
    assert scoring.crps(x, truth) == pytest.approx(np.abs(x - truth).mean() - apart / 2, abs=1e-9)


def test_a_normal_forecast_scores_what_the_formula_says_with_few_draws_and_many() -> None:
    rng = np.random.default_rng(1)
    exact = 2 / np.sqrt(2 * np.pi) - 1 / np.sqrt(np.pi)
    assert float(scoring.crps(rng.standard_normal(200_000), 0.0)) == pytest.approx(exact, abs=0.003)
    few = scoring.crps(rng.standard_normal((5, 20_000)), np.zeros(20_000))
    assert few.mean() == pytest.approx(exact, abs=0.01)
    unfair = scoring.crps(rng.standard_normal((5, 20_000)), np.zeros(20_000), fair=False)
    assert unfair.mean() > exact + 0.05


def test_many_truths_are_scored_as_each_alone() -> None:
    rng = np.random.default_rng(2)
    draws, truth = rng.standard_normal((9, 4, 3)), rng.standard_normal((4, 3))
    together = scoring.crps(draws, truth)
    assert together.shape == (4, 3)
    assert together[2, 1] == pytest.approx(float(scoring.crps(draws[:, 2, 1], truth[2, 1])))


@pytest.mark.parametrize("number", [9, 60, 400])
@pytest.mark.parametrize("level", [0.5, 0.9])
def test_bands_of_few_draws_hold_one_more_as_often_as_they_say(number: int, level: float) -> None:
    if number == 9 and level == 0.9:
        number = 19  # nine draws have no 90 % band: the widest holds 80
    drawn = np.random.default_rng(3).gamma(2.0, size=(number + 1, 40_000))
    assert scoring.coverage(drawn[:-1], drawn[-1], level) == pytest.approx(level, abs=0.012)


def test_ends_of_a_band_count_as_inside_and_nothing_has_no_coverage() -> None:
    assert scoring.inside(np.full(10, 3.0), 3.0, 0.5)
    assert not scoring.inside(np.full(10, 3.0), 3.1, 0.99)
    assert np.isnan(scoring.coverage(np.zeros((5, 0)), np.zeros(0), 0.9))


def test_ranks_are_even_where_draws_are_right_ties_too() -> None:
    rng = np.random.default_rng(4)
    drawn = rng.integers(0, 3, size=(20, 4_000)).astype(float)
    histogram = scoring.rank_histogram(scoring.rank(drawn[1:], drawn[0], rng), 10, draws=19)
    assert histogram.counts.sum() == 4_000
    assert histogram.p_value > 0.01


def test_ranks_are_uneven_where_draws_are_too_narrow() -> None:
    rng = np.random.default_rng(5)
    ranks = scoring.rank(0.5 * rng.standard_normal((19, 400)), rng.standard_normal(400), rng)
    histogram = scoring.rank_histogram(ranks, 10, draws=19)
    assert histogram.p_value < 1e-6
    assert histogram.counts[0] > 2 * histogram.expected[0]


def test_bins_that_do_not_divide_the_places_expect_unequal_counts() -> None:
    histogram = scoring.rank_histogram(np.arange(11), 4, draws=10)
    assert histogram.expected == pytest.approx(histogram.counts)
    assert histogram.p_value == pytest.approx(1.0)
    assert np.isnan(scoring.rank_histogram(np.zeros(0), 4, draws=10).p_value)


def test_skill_is_the_part_of_the_reference_that_is_saved() -> None:
    assert scoring.skill([1.0, 1.0], [2.0, 6.0]) == pytest.approx(0.75)
    assert scoring.skill([4.0], [2.0]) == pytest.approx(-1.0)
    assert np.isnan(scoring.skill([0.0], [0.0]))


@given(st.integers(0, 40), st.integers(0, 40), st.sampled_from([0.5, 0.9, 0.95]))
def test_margins_are_those_of_wilson(hits: int, misses: int, level: float) -> None:
    number = hits + misses
    low, high = scoring.binomial_margin(hits, number, level)
    if number == 0:
        assert (low, high) == (0.0, 1.0)
        return
    theirs = binomtest(hits, number).proportion_ci(level, method="wilson")
    assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: scoring.crps([1.0, np.nan], 1.0), "missing"),
        (lambda: scoring.crps([1.0, 2.0], np.nan), "missing"),
        (lambda: scoring.crps([1.0], 1.0), "too few"),
        (lambda: scoring.inside([], 1.0, 0.9), "too few"),
        (lambda: scoring.inside([1.0], 1.0, 90), "between 0 and 1"),
        (lambda: scoring.rank_histogram([12], 4, draws=10), "outside 0 to 10"),
        (lambda: scoring.rank_histogram([1], 12, draws=10), "expected 2 to 11"),
        (lambda: scoring.binomial_margin(3, 2), "expected 0 to 2"),
    ],
)
def test_bad_numbers_are_refused_in_words(call, message: str) -> None:
    with pytest.raises(InputError, match=message):
        call()
