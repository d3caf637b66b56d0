"""Our arithmetic: close to the library's, and the same bits compiled and interpreted."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.toy import kernel_function
from tumen.core import maths

FLOATS = st.floats(allow_nan=False, allow_infinity=False, width=64)


@given(st.floats(-60, 60))
def test_exponential_is_e_to_the_x(x: float) -> None:
    assert maths.exponential(x) == pytest.approx(math.exp(x), rel=1e-12)


@given(st.floats(60, 1e300))
def test_exponential_holds_at_its_ends(x: float) -> None:
    assert maths.exponential(x) == maths.exponential(60.0)
    assert maths.exponential(-x) == maths.exponential(-60.0)


@given(st.floats(1e-25, 1e25))
def test_logarithm_is_the_natural_one(x: float) -> None:
    assert maths.logarithm(x) == pytest.approx(math.log(x), rel=1e-12, abs=1e-12)


def test_logarithm_of_nothing_is_very_low() -> None:
    assert maths.logarithm(0.0) == maths.logarithm(-3.0) == -60.0


@given(st.floats(1e-3, 1e3), st.floats(-5, 5))
def test_power_is_x_to_the_y(x: float, y: float) -> None:
    assert maths.power(x, y) == pytest.approx(x**y, rel=1e-10)


@given(st.floats(-50, 50))
def test_logistic_lies_between_nought_and_one_and_mirrors(x: float) -> None:
    assert 0.0 < maths.logistic(x) <= 1.0
    assert maths.logistic(x) + maths.logistic(-x) == pytest.approx(1.0)


@given(st.floats(-1e15, 1e15))
def test_whole_rounds_halves_upwards(x: float) -> None:
    assert abs(maths.whole(x) - x) <= 0.5
    assert maths.whole(2.5) == 3
    assert maths.whole(-2.5) == -2


@given(FLOATS, FLOATS, FLOATS)
def test_clip_holds_between(x: float, a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    assert low <= maths.clip(x, low, high) <= high
    if low <= x <= high:
        assert maths.clip(x, low, high) == x


UNARY = {
    "exponential": np.linspace(-70, 70, 4_001),
    "logarithm": np.concatenate([np.geomspace(1e-30, 1e30, 4_000), [0.0, -1.0, 1.0]]),
    "logistic": np.linspace(-70, 70, 4_001),
    "whole": np.concatenate([np.linspace(-1e6, 1e6, 4_001), np.arange(-50, 50) + 0.5]),
}


@pytest.mark.parametrize("name", UNARY)
def test_the_kernel_computes_the_same_bits(name: str) -> None:
    compiled, plain = kernel_function(name), getattr(maths, name)
    rough = UNARY[name] * (1 + 1e-9 * math.pi)
    for x in np.concatenate([UNARY[name], rough]):
        assert compiled(float(x)) == plain(float(x))


def test_the_kernel_raises_to_the_same_bits() -> None:
    compiled = kernel_function("power")
    for x in np.geomspace(1e-6, 1e6, 60):
        for y in np.linspace(-3, 3, 60):
            assert compiled(float(x), float(y)) == maths.power(float(x), float(y))


def test_the_kernel_writes_the_same_powers_of_two() -> None:
    compiled = kernel_function("power_of_two")
    for n in range(-1_022, 1_024):
        assert compiled(n) == maths.power_of_two(n) == 2.0**n
