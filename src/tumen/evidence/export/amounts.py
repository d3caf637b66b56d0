"""An amount in words, as it was told: "about 30 to 50 t/day", "at least 20 persons"."""

from __future__ import annotations

from tumen.evidence.claims import Quantity


def amount(quantity: Quantity) -> str:
    """The amount in words, in the source's own unit."""
    said = _number_words(quantity)
    if quantity.kind == "ratio":
        return f"{said} times that of {quantity.than}"
    if quantity.kind == "worded":
        said = f"{quantity.word!r} (taken for {said})"
    return " ".join(part for part in ("about" if quantity.about else "", said, quantity.unit) if part)


def _number_words(quantity: Quantity) -> str:
    if quantity.value is not None:
        return number(quantity.value)
    if quantity.low is None:
        return f"at most {number(quantity.high or 0.0)}"
    if quantity.high is None:
        return f"at least {number(quantity.low)}"
    return f"{number(quantity.low)} to {number(quantity.high)}"


def number(value: float) -> str:
    """The number with its thousands apart and no empty decimals."""
    return f"{value:,}".removesuffix(".0")
