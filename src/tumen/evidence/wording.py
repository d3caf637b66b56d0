"""An amount in words, as it was told: "about 30 to 50 t/day", "at least 20 persons"."""

from __future__ import annotations

from tumen.evidence.claims import Quantity


def amount(quantity: Quantity | None) -> str:
    """The amount in words, in the source's own unit; nothing for a claim that only dates an event."""
    if quantity is None:
        return ""
    unit = "" if quantity.kind == "ratio" else quantity.unit
    said = f"{_numbers(quantity)} {unit}".rstrip()
    if quantity.kind == "ratio":
        said = f"{said} times that of {quantity.than}"
    if quantity.word:
        said = f"{quantity.word!r} (taken for {said})"
    return f"about {said}" if quantity.about else said


def _numbers(quantity: Quantity) -> str:
    if quantity.value is not None:
        return number(quantity.value)
    if quantity.low is None:
        return f"at most {number(quantity.high or 0.0)}"
    if quantity.high is None:
        return f"at least {number(quantity.low)}"
    return f"{number(quantity.low)} to {number(quantity.high)}"


def number(value: float) -> str:
    """A number for people: thousands apart, no needless digits."""
    return f"{value:,.0f}" if abs(value) >= 1e5 else f"{value:,.6g}"
