"""Days, lists and amounts as one writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def in_words(day: date) -> str:
    """A day as one writes it."""
    return f"{day.day} {day:%B %Y}"


def listed(names: Sequence[str]) -> str:
    """Names with commas and a last "and"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def amount(value: float, unit: str) -> str:
    """A number with its unit; shares in per cent."""
    part, _, of = unit.partition(" of ")
    if part == "share":
        return f"{100 * value:,.10g} %" + (f" of {of}" if of else "")
    return f"{value:,.10g} {unit}"
