"""How an amount is told: a rounded number, a range, a bound, or a word with its declared range."""

from __future__ import annotations

import math
from collections.abc import Callable

from tumen.press.claim import Quantity
from tumen.press.luck import Luck
from tumen.press.params import Settings

Word = tuple[str, float, float]

SHARES: tuple[Word, ...] = (
    ("hardly anyone", 0.0, 0.08),
    ("a few", 0.03, 0.2),
    ("a good part", 0.15, 0.45),
    ("about half", 0.35, 0.65),
    ("most", 0.55, 0.95),
    ("nearly all", 0.85, 1.0),
)
"""Words for a share of those asked about."""

PEOPLE: tuple[Word, ...] = (
    ("isolated cases", 0.0, 0.002),
    ("some people", 0.0005, 0.01),
    ("many people", 0.005, 0.04),
    ("rampant", 0.02, 0.4),
)
"""Words for a number of people, as shares of the place's residents."""

SHARE_UNITS = ("share", "share of people", "share of need")
PEOPLE_UNITS = ("persons", "persons/day", "adults")
WHOLE_UNITS = (*PEOPLE_UNITS, "persons/trial", "trials", "warnings", "loads")
"""What comes in whole numbers only: nobody tells of two and a half trials."""

FEW = 9.5
"""Below this people count, and give the number."""


def tell(told: float, unit: str, residents: float, luck: Luck, numbers: Settings) -> Quantity:
    """Put an amount the way a report does; nothing at all is told as a plain 0."""
    if unit in WHOLE_UNITS and 0 < told < FEW:
        return Quantity("value", unit, value=float(max(1, round(told))))
    if luck.happens(numbers["worded_share"], "worded"):
        worded = in_words(told, unit, residents, luck)
        if worded:
            return worded
    form = luck.uniform("form")
    interval, bound = numbers["interval_share"], numbers["bound_share"]
    if told and form < interval:
        return between(told, unit, numbers["interval_width"])
    if told and form < interval + bound:
        if luck.happens(0.5, "side"):
            return Quantity("bound", unit, low=rounded(told, 1, math.floor))
        return Quantity("bound", unit, high=rounded(told, 1, math.ceil))
    digits = 1 if luck.happens(numbers["one_digit_share"], "digits") else 2
    return Quantity("value", unit, value=rounded(told, digits))


def in_words(told: float, unit: str, residents: float, luck: Luck) -> Quantity | None:
    """One of the words whose range holds the amount, where there are words for such a unit."""
    words, whole = scale(unit, residents)
    fitting = [word for word in words if word[1] * whole <= told <= word[2] * whole]
    if not fitting:
        return None
    word, low, high = fitting[luck.pick(len(fitting), "word")]
    return Quantity("worded", unit, low=low * whole, high=high * whole, word=word)


def between(told: float, unit: str, width: float) -> Quantity:
    """A range round the amount; a share ends at one."""
    most = 1.0 if unit in SHARE_UNITS else math.inf
    low = min(told, rounded(told * (1 - width), 2, math.floor))
    high = max(told, min(rounded(told * (1 + width), 2, math.ceil), most))
    return Quantity("interval", unit, low=low, high=high)


def scale(unit: str, residents: float) -> tuple[tuple[Word, ...], float]:
    """The words for a unit, and what their ranges are shares of."""
    if unit in SHARE_UNITS:
        return SHARES, 1.0
    if unit in PEOPLE_UNITS:
        return PEOPLE, residents
    return (), 1.0


def rounded(number: float, digits: int, way: Callable[[float], int] = round) -> float:
    """A number to so many significant digits, to the nearest or the way of ``floor`` or ``ceil``."""
    if number == 0:
        return 0.0
    places = digits - 1 - math.floor(math.log10(abs(number)))
    step = way(round(number * 10.0**places, 6))
    return round(step * 10.0**-places, max(places, 0))
