"""Arithmetic that rules may use: the same bits interpreted and compiled, on any machine.

Only IEEE addition, multiplication, division and table look-ups are used, so no libm enters.
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
    """2**n for whole n, by squaring; exact within the range of a double."""
    base = 2.0
    if n < 0:
        base = 0.5
        n = -n
    result = 1.0
    while n > 0:
        if n & 1:
            result *= base
        base *= base
        n >>= 1
    return result


def exponential(x: float) -> float:
    """e**x to about 1e-12, held between e**-60 and e**60."""
    if x < -60.0:
        x = -60.0
    if x > 60.0:
        x = 60.0
    n = int(math.floor(x * LOG2_E + 0.5))
    r = x - n * LN2_HIGH - n * LN2_LOW
    term = 1.0 + r / 11.0
    term = 1.0 + r / 10.0 * term
    term = 1.0 + r / 9.0 * term
    term = 1.0 + r / 8.0 * term
    term = 1.0 + r / 7.0 * term
    term = 1.0 + r / 6.0 * term
    term = 1.0 + r / 5.0 * term
    term = 1.0 + r / 4.0 * term
    term = 1.0 + r / 3.0 * term
    term = 1.0 + r / 2.0 * term
    return (1.0 + r * term) * power_of_two(n)


def logarithm(x: float) -> float:
    """Natural logarithm of a positive number to about 1e-12; non-positive numbers give -60."""
    if x <= 0.0:
        return -60.0
    n = 0
    while x >= 1.4142135623730951:
        x *= 0.5
        n += 1
    while x < 0.7071067811865476:
        x *= 2.0
        n -= 1
    s = (x - 1.0) / (x + 1.0)
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
