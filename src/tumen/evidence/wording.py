"""An amount in words, as it was told: "about 30 to 50 t/day", "at least 20 persons"."""

from __future__ import annotations

import re

from pydantic import ValidationError

from tumen.core.errors import EvidenceError
from tumen.evidence.claims import Quantity

WRITTEN = re.compile(
    r"(?P<about>about )?(?P<bound>at least |at most )?(?P<low>[-+.\d,]+)(?:(?: to |-)(?P<high>[.\d,]+))?"
    r"(?: (?P<unit>[^\d].*))?"
)
"""An amount as `amount` writes a number, a range or a bound."""


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


def read_amount(text: str) -> Quantity:
    """Read what `amount` writes of a number, a range or a bound: "30 to 40 percent", "at least 3 t".

    Raises
    ------
    EvidenceError
        If it is none of these.
    """
    found = WRITTEN.fullmatch(text.strip())
    try:
        if not found:
            raise ValueError
        first = float(found["low"].replace(",", ""))
        values: dict[str, object] = {"kind": "value", "value": first}
        if found["high"]:
            values = {"kind": "interval", "low": first, "high": float(found["high"].replace(",", ""))}
        elif found["bound"]:
            values = {"kind": "bound", "low" if "least" in found["bound"] else "high": first}
        unit = (found["unit"] or "").strip()
        return Quantity.model_validate(values | {"unit": unit, "about": bool(found["about"])})
    except (ValueError, ValidationError):
        raise EvidenceError(
            f"'{text}' is no amount; expected such as 36 persons, 30 to 40 percent or at least 3 t."
        ) from None
