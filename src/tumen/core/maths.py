"""Arithmetic that rules may use: the same bits interpreted and compiled, on any machine.

Only IEEE addition, multiplication and division are used, and the exact splitting of a number into
mantissa and power of two (frexp, ldexp), so that no libm's rounding enters.
"""

from __future__ import annotations

import math

LOG2_E = 1.4426950408889634
LN2_HIGH = 0.693147180369123816490
LN2_LOW = 1.90821492927058770002e-10


def whole(x: float) -> int:
    """Round to the nearest whole number, halves upwards."""
    return int(math.floor(x + 0.5))


def clip(x: float, low: float, high: float) -> float:
    """Hold ``x`` between ``low`` and ``high``."""
    if x < low:
        return low
    if x > high:
        return high
    return x


def power_of_two(n: int) -> float:
    """2**n, exactly, for n from -1022 to 1023 (the kernel writes the exponent's bits)."""
    return math.ldexp(1.0, n)


def exponential(x: float) -> float:
    """e**x to about 1e-14 relative, with x held between -60 and 60."""
    x = min(max(x, -60.0), 60.0)
    n = math.floor(x * LOG2_E + 0.5)
    r = x - n * LN2_HIGH - n * LN2_LOW
    r2 = r * r
    r4 = r2 * r2
    low = (1.0 + r) + r2 * (0.5 + r * (1.0 / 6.0))
    middle = (1.0 / 24.0 + r * (1.0 / 120.0)) + r2 * (1.0 / 720.0 + r * (1.0 / 5040.0))
    high = (1.0 / 40320.0 + r * (1.0 / 362880.0)) + r2 * (1.0 / 3628800.0 + r * (1.0 / 39916800.0))
    return (low + r4 * (middle + r4 * high)) * power_of_two(int(n))


def logarithm(x: float) -> float:
    """Natural logarithm of a positive number to about 1e-12; non-positive numbers give -60."""
    if x <= 0.0:
        return -60.0
    m, n = math.frexp(x)
    if m < 0.7071067811865476:
        m *= 2.0
        n -= 1
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    series = 1.0 / 17.0
    series = 1.0 / 15.0 + z * series
    series = 1.0 / 13.0 + z * series
    series = 1.0 / 11.0 + z * series
    series = 1.0 / 9.0 + z * series
    series = 1.0 / 7.0 + z * series
    series = 1.0 / 5.0 + z * series
    series = 1.0 / 3.0 + z * series
    return n * LN2_HIGH + (n * LN2_LOW + 2.0 * s * (1.0 + z * series))


def power(x: float, exponent: float) -> float:
    """x**exponent for positive x."""
    return exponential(exponent * logarithm(x))


def logistic(x: float) -> float:
    """1 / (1 + e**-x)."""
    return 1.0 / (1.0 + exponential(-x))
