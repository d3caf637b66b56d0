"""A place where a text names it, and what speaks against it being the place of a number."""

from __future__ import annotations

from dataclasses import dataclass

LOCAL = frozenset(
    {"city", "county", "town", "village", "mine", "works", "district", "camp", "province", "region"}
)

SEATS = frozenset({"city", "county", "town"})
"""Kinds that people call by each other's name: a county's seat is its town."""

COSTS = {
    "after": 2.0,
    "after break": 60.0,
    "attached": 8.0,
    "back": 5.0,
    "to": 40.0,
    "path": 64.0,
    "capital": 35.0,
    "country": 30.0,
    "weak": 62.0,
    "abroad": 100.0,
    "source": 70.0,
    "source beyond": 82.0,
    "topic": 55.0,
    "step": 2.0,
    "heading": 70.0,
    "title": 90.0,
    "country heading": 30.0,
    "paragraph": 80.0,
    "further": 4.0,
    "wide": 15.0,
    "dominant": 125.0,
    "lead": 61.0,
    "focus": 78.0,
    "trade": 62.0,
}
"""How far a place seems from a number, in tens of characters, by how the text ties the two (assumption)."""


@dataclass(frozen=True)
class Spot:
    """A place where a text names it or points back to it.

    ``tie`` says what speaks against it: the key of `COSTS`, empty for a plain mention.
    """

    place: str
    start: int
    end: int
    tie: str = ""
