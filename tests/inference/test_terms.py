"""A report's probability is what the textbook says, stays finite in the tails, and has a floor."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from tests.inference.fits import SHARE, TRIALS, observation
from tumen.core.errors import InputError
from tumen.inference.posterior import OUT_OF_REACH, distance
from tumen.inference.scales import Scale
from tumen.inference.terms import FAR, Discrepancy, Terms, has_common, terms

SURE = Discrepancy(0.0, 0.0, 0.0, 0.0)
COUNT: dict[str, Any] = TRIALS | {"scale": "count", "kind": "count"}


def price(value: float = 6000.0, **changes: Any) -> Terms:
    """The term of one price, with no error of the model."""
    model = changes.pop("model", SURE)
    return terms([observation("A", "rice_price", value=value, **changes)], model)


def ranged(low: float, high: float, **changes: Any) -> Terms:
    return terms([observation("A", "rice_price", low=low, high=high, kind="interval", **changes)], SURE)


def at(of: Terms, *scaled: float) -> np.ndarray:
    return of.log_genuine(np.array(scaled, float)[:, None])[:, 0]


@given(st.floats(1, 20), st.floats(0.01, 2), st.floats(0, 2))
def test_a_value_is_normal_about_what_a_world_shows(shown: float, error: float, residual: float) -> None:
    of = price(error=error)
    found = of.log_genuine(np.array([[shown]]), residual)[0, 0]
    assert found == pytest.approx(norm.logpdf(of.value[0], shown, np.hypot(error, residual)))


def test_errors_of_the_report_and_of_the_model_add_as_squares_and_part_of_the_model_s_is_in_common() -> None:
    of = price(error=0.15, model=Discrepancy(amounts=0.2, common=0.5))
    assert of.error[0] == pytest.approx(np.sqrt(0.15**2 + 0.5 * 0.2**2))
    assert of.off[0] == 0.2
    ratio = terms([observation("A", "rice_price", value=2.0, kind="ratio", error=0.15)])
    assert not has_common(ratio.observations[0])
    assert ratio.error[0] == pytest.approx(np.hypot(0.15, 0.2))


def test_the_model_s_error_on_a_share_is_in_points_where_the_share_is_told() -> None:
    of = terms(
        [observation("A", "two_meals", value=0.4, error=0.0, **SHARE)], Discrepancy(shares=0.01, common=0)
    )
    low, high = of.scales[0].back(of.value[0] + np.array([-1, 1]) * of.error[0])
    assert high - low == pytest.approx(0.02, rel=0.01)


def test_the_model_s_error_on_a_date_is_in_days() -> None:
    one = observation("A", "ration", low=100.0, high=130.0, kind="date", scale="days", error=20.0)
    of = terms([one], Discrepancy(days=15.0))
    assert (of.value[0], of.error[0]) == (115.0, 25.0)
    assert at(of, 100.0)[0] == pytest.approx(norm.logpdf(115, 100, 25))


ends = st.floats(-30, 30)


@given(ends, st.floats(0.01, 10), ends, st.floats(0.05, 2))
def test_a_range_holds_what_the_normal_distribution_puts_into_it(
    low: float, width: float, shown: float, error: float
) -> None:
    of = replace(ranged(1, 2, error=error), low=np.array([low]), high=np.array([low + width]))
    found = float(at(of, shown)[0])
    a, b = (low - shown) / error, (low + width - shown) / error
    assert found <= 1e-12
    assert np.isfinite(found)
    exact = norm.cdf(b) - norm.cdf(a) if a + b < 0 else norm.sf(a) - norm.sf(b)
    if exact > 1e-300:
        assert found == pytest.approx(np.log(exact), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("away", [10.0, 40.0, 1e3, 1e6])
def test_far_from_a_range_its_probability_is_tiny_but_no_less_than_a_number(away: float) -> None:
    of = replace(ranged(1, 2, error=1.0), low=np.array([0.0]), high=np.array([1.0]))
    above, below = at(of, 1 + away)[0], at(of, -away)[0]
    assert above == pytest.approx(below)
    assert above == pytest.approx(-0.5 * away**2, rel=0.1)


def test_a_range_is_nowhere_likelier_than_in_its_middle_and_blurred_at_its_ends() -> None:
    of = ranged(1000, 4000, error=0.1)
    low, high = of.low[0], of.high[0]
    middle, edge, outside = at(of, (low + high) / 2, low, low - 0.3)
    assert middle == pytest.approx(0, abs=1e-6)
    assert edge == pytest.approx(np.log(0.5), abs=1e-6)
    assert outside == pytest.approx(norm.logcdf(-3), abs=1e-3)


@pytest.mark.parametrize(
    ("low", "high", "kept", "broken"), [(50.0, np.inf, 500.0, 5.0), (-np.inf, 50.0, 5.0, 500.0)]
)
def test_a_bound_asks_nothing_of_a_world_that_keeps_it(
    low: float, high: float, kept: float, broken: float
) -> None:
    of = ranged(low, high, error=0.2)
    good, bad = at(of, *of.scaled(np.array([[kept], [broken]]))[:, 0])
    assert good == pytest.approx(0, abs=1e-9)
    assert bad < -20


@pytest.mark.parametrize(
    ("low", "high", "observed"),
    [(0.0, 1.0, SHARE), (0.0, np.inf, {}), (0.0, 0.3, SHARE), (0.0, 30.0, {})],
)
def test_none_of_a_share_or_all_of_it_or_at_least_nothing_bounds_nothing(
    low: float, high: float, observed: dict[str, Any]
) -> None:
    of = ranged(low, high, **observed)
    assert np.isneginf(of.low[0])
    assert np.isposinf(of.high[0]) == (high in (1.0, np.inf))


@pytest.mark.parametrize("amount", [0.0, 1.0, 4.0, 50.0, 400.0])
def test_a_count_has_the_spread_of_a_count_on_top(amount: float) -> None:
    of = terms([observation("A", "trials", value=4.0, error=0.1, **COUNT)], SURE)
    spread = of.spread(of.scaled(np.array([[amount]])))[0, 0]
    moved = of.scales[0].to(amount + np.sqrt(max(amount, 1))) - of.scales[0].to(amount)
    assert spread == pytest.approx(np.hypot(0.1, moved))
    plain = terms([observation("A", "trials", value=4.0, error=0.1, **TRIALS)], SURE)
    assert plain.spread(plain.scaled(np.array([[amount]])))[0, 0] == pytest.approx(0.1)


def test_a_count_s_own_spread_counts_in_ranges_and_not_in_ratios() -> None:
    at_most = terms([observation("A", "trials", low=0.0, high=4.0, **(COUNT | {"kind": "upper"}))], SURE)
    shown = at_most.scaled(np.array([[6.0]]))
    assert at_most.log_genuine(shown)[0, 0] > norm.logcdf((at_most.high[0] - shown[0, 0]) / 0.15)
    ratio = terms([observation("A", "trials", value=2.0, **(COUNT | {"kind": "ratio"}))], SURE)
    assert ratio.spread(np.zeros((1, 1))) == pytest.approx(0.15)


@pytest.mark.parametrize(
    "one",
    [
        observation("A", "rice_price", value=6000.0),
        observation("A", "two_meals", value=0.4, **SHARE),
        observation("A", "trials", value=4.0, **COUNT),
        observation("A", "rice_price", value=2.0, kind="ratio"),
    ],
    ids=["price", "share", "count", "ratio"],
)
def test_what_a_false_report_says_is_a_density_over_all_that_it_may_say(one: Any) -> None:
    of = terms([one])
    prior = of.scaled(np.array([[0.0], [0.3], [1.0], [5.0], [np.nan], [40.0], [900.0], [7000.0]]))

    def density(value: float) -> float:
        return float(np.exp(replace(of, value=np.array([value])).log_false(prior)[0]))

    edges = np.linspace(-25, 35, 61)
    total = sum(quad(density, a, b)[0] for a, b in itertools.pairwise(edges))
    assert total == pytest.approx(1, abs=1e-4)


def test_a_false_report_says_mostly_what_the_prior_shows_and_sometimes_goes_beyond() -> None:
    of = price(error=0.1)
    prior = np.full((50, 1), of.value[0])
    near = of.log_false(prior)[0]
    assert near == pytest.approx(np.log(1 - FAR) + norm.logpdf(0, 0, 0.1), abs=0.05)
    beyond = of.log_false(prior - 3)[0]
    assert beyond == pytest.approx(np.log(FAR) + norm.logpdf(3, 0, np.hypot(0.1, np.log(4))), abs=1e-6)
    assert of.log_false(np.vstack([prior, np.full((7, 1), np.nan)]))[0] == pytest.approx(near)


@given(st.floats(0.01, 0.99), st.floats(-1e6, 5), st.floats(-50, 5))
def test_no_world_makes_a_report_less_likely_than_if_it_were_false(
    chance: float, genuine: float, false: float
) -> None:
    of = replace(price(), genuine=np.array([chance]))
    mixed = of.log_terms(np.array([[genuine]]), np.array([false]))[0, 0]
    assert mixed >= np.log1p(-chance) + false - 1e-9
    exact = np.logaddexp(np.log(chance) + genuine, np.log1p(-chance) + false)
    assert mixed == pytest.approx(exact)
    posterior = of.posterior_genuine(np.array([[genuine]]), np.array([false]))[0, 0]
    assert 0 <= posterior <= 1
    odds = np.exp(np.clip(genuine - false, -700, 700)) * chance / (1 - chance)
    assert posterior == pytest.approx(odds / (1 + odds), abs=1e-9)


def test_a_report_surely_genuine_or_surely_false_is_weighed_without_a_warning() -> None:
    of = price()
    logs, false = np.array([[-2.0]]), np.array([-3.0])
    assert replace(of, genuine=np.ones(1)).log_terms(logs, false)[0, 0] == -2
    assert replace(of, genuine=np.zeros(1)).log_terms(logs, false)[0, 0] == -3
    assert replace(of, genuine=np.zeros(1)).posterior_genuine(logs, false)[0, 0] == 0


def test_an_amount_far_from_every_world_is_not_brought_near_by_what_a_false_report_may_say() -> None:
    of = price(1e6)
    worlds = of.scaled(np.array([[3000.0], [6000.0], [12_000.0]]))
    assert distance(of, worlds).min() > OUT_OF_REACH
    chance = of.posterior_genuine(of.log_genuine(worlds), of.log_false(worlds))
    assert chance.max() < 1e-6


@given(st.floats(-2, 2), st.floats(1e-3, 1e5))
def test_a_shift_multiplies_amounts_and_the_odds_of_shares(shift: float, amount: float) -> None:
    of = terms([observation("A", "rice_price", value=6000.0, floor=50.0)])
    moved = of.scales[0].back(of.shifted(of.scaled(np.array([[amount]])), np.array([[shift]])))
    assert float(moved[0, 0]) == pytest.approx(amount * np.exp(shift), rel=1e-6)
    share = terms([observation("A", "two_meals", value=0.4, **SHARE)])
    scaled = share.scaled(np.array([[0.3]]))
    assert share.shifted(scaled, np.array([[shift]])) == pytest.approx(scaled + shift)


def test_nothing_stays_nothing_whatever_factor_it_is_multiplied_by() -> None:
    of = terms([observation("A", "rice_price", value=6000.0, floor=50.0)])
    assert of.shifted(np.zeros((1, 1)), np.array([[3.0]])) == 0


def test_reports_are_columns_and_some_of_them_can_be_taken() -> None:
    many = [
        observation("A", "rice_price", value=6000.0),
        observation("B", "two_meals", low=0.1, high=0.4, kind="interval", **SHARE),
        observation("C", "trials", value=4.0, **COUNT),
    ]
    of = terms(many)
    shown = of.scaled(np.array([[5000.0, 0.2, 3.0], [7000.0, 0.5, 0.0]]))
    some = of.select([2, 0])
    assert [one.claim for one in some.observations] == ["C", "A"]
    assert some.log_genuine(shown[:, [2, 0]]) == pytest.approx(of.log_genuine(shown)[:, [2, 0]])
    alone = [terms([one]).log_genuine(shown[:, [i]])[:, 0] for i, one in enumerate(many)]
    assert pytest.approx(np.array(alone)) == of.log_genuine(shown).T


def test_what_a_world_does_not_show_has_no_probability_and_no_report_has_no_terms() -> None:
    assert np.isnan(price().log_genuine(np.array([[np.nan]]))[0, 0])
    nothing = terms([])
    assert len(nothing) == 0
    assert nothing.log_genuine(np.zeros((3, 0))).shape == (3, 0)


def test_the_scale_of_every_report_is_its_own() -> None:
    of = terms([observation("A", "a", value=1.0, floor=2.0), observation("B", "b", value=1.0, floor=4.0)])
    assert of.scales == (Scale("log", 10.0), Scale("log", 20.0))


@pytest.mark.parametrize(
    ("name", "value"), [("amounts", -0.1), ("shares", 1.0), ("common", 1.1), ("days", -1)]
)
def test_an_error_of_the_model_that_makes_no_sense_is_refused(name: str, value: float) -> None:
    with pytest.raises(InputError, match=f"The model's error on {name} is"):
        Discrepancy(**{name: value})
