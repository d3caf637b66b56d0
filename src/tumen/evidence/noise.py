"""How far off a told amount may be: one function from grade, wording and dating to an error.

An amount errs in three ways, added as variances: what its source could see (by grade), how the number was
told (rounding, "about"), and how it is tied to the thing that a run measures. A date errs by how surely it is
told; an amount of a period that is in doubt is read off other months instead (`tumen.inference.quantities`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from tumen.evidence import units
from tumen.evidence.claims import Quantity
from tumen.evidence.grades import RELIABILITY
from tumen.evidence.operators import DIRECT, Operator
from tumen.evidence.periods import Period

Scale = Literal["log", "odds", "count", "days"]

ABOUT = 0.10
"""Standard deviation (log) that a hedge such as "about" or "nearly" adds (assumption)."""

EDGE = 0.5
"""Share of the source's own error with which the ends of a told range, a bound or a word are blurred.

A source that gives a range has put part of its doubt into it (assumption)."""

FLOORS: dict[str, float] = {
    "share": 0.02,
    "t": 1.0,
    "g/person/day": 20.0,
    "kcal/adult equivalent/day": 50.0,
    "KPW/kg": 50.0,
    "persons": 1.0,
    "months": 0.5,
    "trials": 0.25,
    "persons/trial": 1.0,
    "warnings": 0.5,
    "loads": 1.0,
    "runs": 0.5,
    "hours/day": 0.5,
    "USD": 1000.0,
    "USD million": 1.0,
    "USD/t": 1.0,
    "CNY": 100.0,
    "CNY/person": 20.0,
    "KPW/worker/month": 500.0,
}
"""Unit -> least standard deviation of an amount in it: nothing is measured more finely (assumption)."""

SHARES = (
    "share",
    "share of people",
    "share of farmland",
    "share of need",
    "share of norm",
    "share of usual trade",
)
"""Units of parts of a whole, whose odds err; a share of what is usual may exceed 1."""

COUNTS = ("persons", "trials", "persons/trial", "warnings", "loads", "runs")


@dataclass(frozen=True)
class Noise:
    """What an observation may be off by.

    Attributes
    ----------
    scale
        ``log``: ``error`` is a standard deviation of the logarithm; ``odds``: of the logarithm of the
        odds (shares); ``count``: as log, on top of the spread of a count; ``days``: in days.
    floor
        Least standard deviation, in the observable's unit.
    seen, told, dated, tied
        The parts of ``error``, added as squares; ``dated`` is 0 but for a date.
    shared
        Belief through which ``tied`` is common to all observations that use it; ``tied`` is then not
        part of ``error``.
    """

    scale: Scale
    error: float
    floor: float
    seen: float
    told: float
    dated: float
    tied: float
    shared: str = ""


def noise(
    quantity: Quantity | None,
    reliability: str,
    period: Period,
    unit: str,
    *,
    operator: Operator = DIRECT,
) -> Noise:
    """The error of one observation.

    Parameters
    ----------
    quantity
        As told; None for a dated event.
    reliability
        Letter of the Admiralty code: sets what a genuine report of such a source errs by.
    period
        When it is said to have held: what a date errs by.
    unit
        Of the observable, which decides the scale.
    operator
        How the figure is tied to the observable.
    """
    seen = RELIABILITY[reliability][2]
    tied = (math.log(operator.high) - math.log(operator.low)) / math.sqrt(12)
    if quantity is None:
        return _dated(period, operator)
    ranged = quantity.kind in ("interval", "bound", "worded", "ratio") and quantity.value is None
    seen = seen * EDGE if ranged else seen
    scale: Scale = "log" if quantity.kind == "ratio" else _scale(unit)
    told = 0.0 if ranged else rounding(quantity)
    if scale == "odds" and quantity.value and units.converts(quantity.unit, "share"):
        told /= max(FLOORS["share"], 1 - quantity.value * units.factor(quantity.unit, "share"))
    if quantity.about:
        told = math.hypot(told, ABOUT)
    parts = [seen, told] + ([] if operator.shared else [tied])
    error = math.sqrt(sum(part * part for part in parts))
    least = 0.0 if quantity.kind == "ratio" else floor(unit)
    return Noise(scale, error, least, seen, told, 0.0, tied, operator.shared)


def rounding(quantity: Quantity) -> float:
    """Spread (log) of what rounds to a number: evenly over a step of its last digit that is not 0."""
    if not quantity.value:
        return 0.0
    digits = f"{abs(quantity.value):.12g}".replace(".", "").lstrip("0").split("e")[0].rstrip("0") or "1"
    exponent = math.floor(math.log10(abs(quantity.value)))
    step = 10.0 ** (exponent - len(digits) + 1)
    return step / abs(quantity.value) / math.sqrt(12)


def floor(unit: str) -> float:
    """Least standard deviation of an amount in a unit; 0 where none is declared."""
    return FLOORS["share"] if unit.startswith("share") else FLOORS.get(unit, 0.0)


def _scale(unit: str) -> Scale:
    if unit in SHARES:
        return "odds"
    return "count" if unit in COUNTS else "log"


def _dated(period: Period, operator: Operator) -> Noise:
    """Error of a date, in days: the width of the period said, evenly, its margin, and the operator's lag."""
    named = period.named
    width = (named.last - named.first).days + 1 if named.first and named.last else 30
    told = width / math.sqrt(12)
    lag = 30.4 * (operator.lag_months[1] - operator.lag_months[0]) / math.sqrt(12)
    return Noise(
        "days", math.sqrt(told**2 + period.margin**2 + lag**2), 1.0, 0.0, told, float(period.margin), lag
    )
