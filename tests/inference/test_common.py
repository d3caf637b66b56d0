"""One unknown number behind reports: how far it reaches, where it cancels, and that nothing is lost of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri

from tests.inference.fits import IRON, SHARE, YEAR_BEFORE, observation
from tumen.inference.common import Shared, shared, shift
from tumen.inference.posterior import total_error
from tumen.inference.terms import Discrepancy, Terms, terms

SURE = Discrepancy(0.0, 0.0, 0.0, 0.0)
NATIONAL: dict[str, Any] = IRON | {"bias_group": "", "bias_width": 0.0}
BIASED: dict[str, Any] = {"bias_group": "daily-nk-prices", "bias_width": 0.1}


def named(of: Terms) -> dict[str, Shared]:
    return {f"{one.kind}: {one.name}": one for one in shared(of)}


def test_a_national_figure_times_its_factor_is_the_town_s() -> None:
    """In the amount stands the middle factor; the number behind says how far the true one lies from it."""
    of = terms([observation("A", "exports", value=7e5, **NATIONAL)], SURE)
    number = named(of)["operator: musan_share"]
    middle, nation = np.sqrt(0.2 * 0.6), 7e5 / np.sqrt(0.2 * 0.6)
    for factor in (0.2, 0.35, 0.6):
        town = of.scaled(np.array([[nation * factor]]))
        part = np.log(factor / 0.2) / np.log(3)
        z = np.array([ndtri(np.clip(part, 1e-12, 1 - 1e-12))])
        expected = of.shifted(town, number.shift(z))
        assert expected[0, 0] == pytest.approx(of.value[0], abs=1e-6), "what a genuine report says"
        assert number.describe(z)[0] * middle == pytest.approx(factor)


@given(st.floats(-50, 50))
def test_an_operator_s_factor_never_leaves_its_range(z: float) -> None:
    of = terms([observation("A", "exports", value=7e5, **NATIONAL)], SURE)
    factor = shared(of)[0].describe(np.array([z]))[0] * np.sqrt(0.2 * 0.6)
    assert 0.2 - 1e-9 <= factor <= 0.6 + 1e-9


def test_an_operator_s_factor_is_spread_evenly_and_adds_that_much_to_the_error() -> None:
    of = terms([observation("A", "exports", value=7e5, error=0.0, **NATIONAL)], SURE)
    number = shared(of)[0]
    drawn = number.shift(np.random.default_rng(1).standard_normal(200_000))[:, 0]
    assert np.log(3) / np.sqrt(12) == pytest.approx(drawn.std(), rel=0.01)
    assert total_error(of)[0] == pytest.approx(drawn.std(), rel=0.01)
    assert np.histogram(drawn, 10)[0] / 20_000 == pytest.approx(np.ones(10), abs=0.05)


def test_a_habit_that_makes_figures_too_high_is_taken_off_them() -> None:
    of = terms([observation("A", "rice_price", value=6000.0, **BIASED)], SURE)
    number = named(of)["bias: daily-nk-prices"]
    assert number.shift(np.array([2.0]))[0, 0] == pytest.approx(0.2), "a genuine report then says more"
    assert number.describe(np.array([2.0]))[0] == pytest.approx(np.exp(-0.2))


def test_all_reports_of_a_group_are_moved_by_one_number_each_by_its_own_width() -> None:
    of = terms(
        [
            observation("A", "rice_price", value=6000.0, **BIASED),
            observation("B", "maize_price", value=3000.0, **(BIASED | {"bias_width": 0.3})),
            observation("C", "rice_price", value=3000.0),
        ],
        SURE,
    )
    assert list(named(of)) == ["bias: daily-nk-prices"]
    moved = shift(shared(of), np.array([[1.0], [-2.0]]), 3)
    assert moved == pytest.approx(np.array([[0.1, 0.3, 0.0], [-0.2, -0.6, 0.0]]))


def test_what_two_figures_of_one_maker_have_in_common_cancels_in_their_ratio() -> None:
    ratio = {"kind": "ratio", "value": 1.2, **YEAR_BEFORE}
    of = terms(
        [
            observation("A", "exports", value=7e5, **IRON),
            observation("B", "exports", **(IRON | ratio)),
            observation("C", "ration", low=1.0, high=3.0, kind="date", scale="days", **BIASED),
        ]
    )
    for one in shared(of):
        assert one.reach[0] != 0, one.name
        assert (one.reach[1:] == 0).all(), one.name


def test_the_model_is_off_by_one_number_about_each_observable() -> None:
    of = terms(
        [
            observation("A", "rice_price", value=6000.0),
            observation("B", "rice_price", low=5000.0, high=7000.0, kind="interval"),
            observation("C", "two_meals", value=0.4, **SHARE),
        ],
        Discrepancy(amounts=0.2, shares=0.08, common=0.25),
    )
    numbers = named(of)
    assert list(numbers) == ["model: rice_price", "model: two_meals"]
    assert numbers["model: rice_price"].reach == pytest.approx([0.1, 0.1, 0])
    assert numbers["model: two_meals"].reach[2] == pytest.approx(0.5 * 0.08 * of.scales[2].slope(0.4))


@pytest.mark.parametrize("others", [0, 1, 3])
@pytest.mark.parametrize(
    "one",
    [
        observation("A", "rice_price", value=6000.0, **BIASED),
        observation("A", "rice_price", low=5000.0, high=7000.0, kind="interval", **BIASED),
        observation("A", "two_meals", value=0.4, **SHARE),
        observation("A", "exports", value=7e5, **IRON),
    ],
    ids=["price", "range", "share", "national"],
)
def test_a_report_errs_by_as_much_alone_as_beside_others_and_however_much_is_in_common(
    one: Any, others: int
) -> None:
    beside = [
        observation(f"B{i}", one.observable, value=one.value or 6000.0, **BIASED) for i in range(others)
    ]
    every = [
        total_error(terms([one, *beside], Discrepancy(common=common)))[0] for common in (0.0, 0.3, 0.5, 1.0)
    ]
    assert every == pytest.approx([total_error(terms([one]))[0]] * 4)


def test_a_report_with_no_error_in_common_has_none() -> None:
    assert shared(terms([observation("A", "rice_price", value=6000.0)], SURE)) == ()
    assert shared(terms([])) == ()
    assert shift((), np.zeros((4, 0)), 2).shape == (4, 2)


def test_errors_in_common_come_in_one_order_whatever_the_order_of_reports() -> None:
    many = [
        observation("A", "exports", value=7e5, **IRON),
        observation("B", "rice_price", value=6000.0, **BIASED),
        observation("C", "two_meals", value=0.4, **SHARE),
    ]
    assert list(named(terms(many))) == list(named(terms(many[::-1])))
    assert list(named(terms(many))) == [
        "operator: musan_share",
        "bias: daily-nk-prices",
        "bias: mirror-trade",
        "model: exports",
        "model: rice_price",
        "model: two_meals",
    ]


def test_a_number_that_touches_nothing_multiplies_by_one() -> None:
    assert Shared("none", "bias", np.zeros(3)).describe(np.array([1.0, 2.0])).tolist() == [1.0, 1.0]
