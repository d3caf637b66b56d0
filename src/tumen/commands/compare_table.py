"""Outcomes of a comparison as a tall table: easy to read down, easy to search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tumen.commands.console import say

if TYPE_CHECKING:
    import numpy as np

    from tumen.comparison.result import Comparison

NAME, NUMBER, RANGE = 24, 16, 34
"""Widths of columns."""


def tables(compared: Comparison) -> None:
    """Every outcome: what happened, and below it each policy's difference with its 90 % band."""
    from tumen.comparison import outcomes, words

    data = compared.data
    values, apart = compared.points(compared.numbers), compared.points(compared.differences)
    widest = "nine in ten" if compared.runs >= words.ENOUGH else "least to greatest"
    head = f"    {'difference':<{NAME}}{'middle':<{NUMBER}}{'half of the worlds':<{RANGE}}{widest}"
    for group in outcomes.GROUPS:
        say(f"\n{group}\n{head}")
        for j, of in enumerate(data["outcome_group"].to_numpy()):
            if str(of) != group or not compared.measured(j):
                continue
            unit = compared.unit(j)
            told = "; differences in points" if words.unit_of(unit) == "points" else ""
            middle, band = words.interval(values[:, 0, j], unit)
            say(f"  {data['outcome_title'].to_numpy()[j]}: {middle} ({band}){told}")
            for i, policy in enumerate(compared.policies[1:], start=1):
                say(f"    {policy:<{NAME}}{_difference(apart[:, i, j], unit)}")


def _difference(points: np.ndarray, unit: str) -> str:
    from tumen.comparison import words

    low, quarter, middle, three_quarters, high = (float(number) for number in points)
    if low == high == 0:
        return "no change"
    inner, outer = words.between(quarter, three_quarters, unit), words.between(low, high, unit)
    return f"{words.signed(middle, unit):<{NUMBER}}{inner:<{RANGE}}{outer}"
