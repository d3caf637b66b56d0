from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.conftest import make_quantity
from tumen.evidence.grades import RELIABILITY
from tumen.evidence.noise import COUNTS, FLOORS, SHARES, Noise, floor, noise, rounding
from tumen.evidence.operators import OPERATORS, Operator
from tumen.evidence.periods import parse

NEAR, WIDE, SHARED = (
    Operator("near", 0.9, 1.1),
    Operator("wide", 0.5, 2.0),
    Operator("shared", 0.5, 2.0, shared="a belief"),
)


def noise_of(quantity: Any = None, *, grade: str = "B", period: str = "2018-02", **more: Any) -> Noise:
    unit = more.pop("unit", "t")
    return noise(make_quantity() if quantity is None else quantity, grade, parse(period), unit, **more)


def test_an_example_worked_by_hand() -> None:
    """30 t a day, "about", of a B source, by an operator of 0.5 to 2."""
    found = noise_of(make_quantity(30, about=True), operator=WIDE)
    seen = 0.10
    told = math.hypot(10 / 30 / math.sqrt(12), 0.10)
    tied = math.log(4) / math.sqrt(12)
    assert (found.seen, found.told) == pytest.approx((seen, told))
    assert (found.dated, found.tied) == pytest.approx((0, tied))
    assert found.error == pytest.approx(0.43521, abs=5e-6)
    assert (found.scale, found.floor) == ("log", 1.0)


@pytest.mark.parametrize("grade", RELIABILITY)
def test_a_plain_exact_number_errs_as_its_source_does(grade: str) -> None:
    found = noise_of(make_quantity(31.4159265), grade=grade)
    assert found.error == pytest.approx(RELIABILITY[grade][2], rel=1e-6)
    assert (found.dated, found.tied) == (0, 0)


def test_a_worse_grade_errs_more() -> None:
    errors = [noise_of(grade=grade).error for grade in "ABCDE"]
    assert errors == sorted(set(errors))


def test_a_rounder_number_errs_more() -> None:
    errors = [noise_of(make_quantity(value)).error for value in (31.42, 31.4, 31, 30)]
    assert errors == sorted(set(errors))


def test_a_hedge_errs_more() -> None:
    for amount in ({"value": 30}, {"value": None, "kind": "interval", "low": 20, "high": 40}):
        plain, hedged = (noise_of(make_quantity(**amount, about=about)) for about in (False, True))
        assert hedged.error > plain.error


@pytest.mark.parametrize("period", ["2018~", "2018-02~", "2018-02~/2018-05", "../2018?"])
def test_doubt_about_the_months_is_no_error_of_the_amount(period: str) -> None:
    assert noise_of(period=period) == noise_of(period="2018")


@pytest.mark.parametrize("period", ["../..", "../2018~", "2018~/..", "9999~", "0001~"])
def test_any_period_has_an_error(period: str) -> None:
    assert math.isfinite(noise_of(period=period).error)
    assert math.isfinite(noise(None, "B", parse(period), "days").error)


def test_a_wider_operator_errs_more() -> None:
    errors = [noise_of(operator=operator).error for operator in (OPERATORS["direct"], NEAR, WIDE)]
    assert errors == sorted(set(errors))


def test_what_is_shared_is_told_apart_and_not_in_the_error() -> None:
    found, plain = noise_of(operator=SHARED), noise_of()
    assert found.error == plain.error
    assert found.shared == "a belief"
    assert found.tied == noise_of(operator=WIDE).tied
    assert plain.shared == ""


@pytest.mark.parametrize(
    "amount",
    [
        {"kind": "interval", "low": 20, "high": 40},
        {"kind": "bound", "low": 20},
        {"kind": "bound", "high": 20},
        {"kind": "worded", "word": "some", "low": 20, "high": 40},
        {"kind": "ratio", "low": 2, "than": "2017"},
    ],
)
def test_the_ends_of_a_range_are_blurred_by_half_of_what_the_source_errs(amount: dict[str, Any]) -> None:
    found = noise_of(make_quantity(None, **amount), grade="C")
    assert (found.seen, found.told) == (0.10, 0.0)


def test_a_ratio_of_one_number_errs_as_a_number_and_has_no_floor() -> None:
    found = noise_of(make_quantity(2, kind="ratio", than="2017", unit=""), unit="share of people")
    assert (found.scale, found.floor, found.seen) == ("log", 0.0, 0.10)
    assert found.told > 0


@given(
    st.floats(-1e12, 1e12, allow_subnormal=False).filter(lambda value: abs(value) > 1e-12),
    st.sampled_from("ABCDEF"),
    st.sampled_from(("2018", "2018-02~", "../2018?", "2018-02-21~/..")),
    st.sampled_from((*FLOORS, *SHARES, *COUNTS, "CNY/kg")),
    st.sampled_from(list(OPERATORS.values())),
)
def test_the_error_is_the_root_of_the_squares_of_its_parts(
    value: float, grade: str, period: str, unit: str, operator: Operator
) -> None:
    found = noise_of(make_quantity(value), grade=grade, period=period, unit=unit, operator=operator)
    tied = 0 if found.shared else found.tied
    assert found.error**2 == pytest.approx(found.seen**2 + found.told**2 + found.dated**2 + tied**2)
    assert found.error > 0
    assert min(found.seen, found.told, found.dated, found.tied, found.floor) >= 0


@pytest.mark.parametrize(
    ("value", "step"),
    [
        (1, 1),
        (5000, 1000),
        (5200, 100),
        (5217, 1),
        (0.25, 0.01),
        (0.3, 0.1),
        (1.05, 0.01),
        (-5200, 100),
        (1e6, 1e6),
        (1.2e-5, 1e-6),
        (123456.789, 0.001),
    ],
)
def test_a_number_is_rounded_to_its_last_digit_that_is_not_nought(value: float, step: float) -> None:
    assert rounding(make_quantity(value)) == pytest.approx(step / abs(value) / math.sqrt(12))


def test_nought_and_a_range_are_not_rounded() -> None:
    assert rounding(make_quantity(0)) == 0
    assert rounding(make_quantity(None, kind="interval", low=20, high=40)) == 0


@given(st.integers(1, 10**9))
def test_rounding_is_never_more_than_of_one_digit(number: int) -> None:
    assert 0 < rounding(make_quantity(number)) <= 1 / math.sqrt(12)


@pytest.mark.parametrize(
    ("unit", "scale", "least"),
    [
        ("t", "log", 1.0),
        ("KPW/kg", "log", 50.0),
        ("CNY/kg", "log", 0.0),
        ("share", "odds", 0.02),
        ("share of people", "odds", 0.02),
        ("persons", "count", 1.0),
        ("trials", "count", 0.25),
        ("loads", "count", 1.0),
    ],
)
def test_the_unit_decides_the_scale_and_the_floor(unit: str, scale: str, least: float) -> None:
    found = noise_of(unit=unit)
    assert (found.scale, found.floor) == (scale, least)
    assert floor(unit) == least


def date_noise(period: str, **more: Any) -> Noise:
    return noise(None, "B", parse(period), "days", **more)


def test_a_date_errs_by_the_width_of_what_was_said() -> None:
    assert date_noise("2018-02-21").error == pytest.approx(1 / math.sqrt(12))
    assert date_noise("2018-02").error == pytest.approx(28 / math.sqrt(12))
    assert date_noise("2018-02-21").scale == "days"
    errors = [
        date_noise(period).error for period in ("2018-02-21", "2018-02-21~", "2018-02", "2018-02~", "2018")
    ]
    assert errors == sorted(set(errors))


def test_a_date_errs_by_the_lag_of_its_operator() -> None:
    lagging = Operator("lags", lag_months=(0, 2))
    found = date_noise("2018-02-21", operator=lagging)
    assert found.error == pytest.approx(math.hypot(1 / math.sqrt(12), 2 * 30.4 / math.sqrt(12)))


def test_the_floors_and_scales_that_are_declared_do_not_contradict_each_other() -> None:
    assert not set(SHARES) & set(COUNTS)
    assert all(floor(unit) == FLOORS["share"] for unit in SHARES)
