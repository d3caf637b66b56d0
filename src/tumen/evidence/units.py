"""Units as reports and observables write them, converted by pint.

Money of different currencies does not convert here: an exchange rate is an observation, not a unit.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tumen.core.errors import EvidenceError

if TYPE_CHECKING:
    from pint import Unit, UnitRegistry

_NAMES = """
USD CNY KPW KRW JPY EUR RUB load train run trial camp mine house meal warning team rank wagon school
market stall farm village town province district execution case visit check bottle pair set phone
animal line furnace machine item place shift
"""
COUNTED = tuple(_NAMES.split())
"""What a border town counts in, each a dimension of its own; ``item`` is any other thing."""

DEFINITIONS = (
    *(f"{name} = [{name}]" for name in COUNTED),
    "person = [person] = people = persons = adult = worker = soldier = officer = guard",
    "household = [household] = family = families",
    "company = [company] = companies",
    "county = [county] = counties",
    "city = [city] = cities",
    "factory = [factory] = factories",
    "box = [box] = boxes",
    "truck = [truck] = lorry = lorries = vehicle",
    "ship = [ship] = boat = vessel = barge",
    "trip = [trip] = crossing",
    "sack = bag",
    "jin = 0.5 * kilogram",
    "mou = hectare / 15",
    "jongbo = 0.9917 * hectare",
    "cent = USD / 100 = cents",
    "fen = CNY / 100",
    "night = day",
    "share = []",
    "norm = []",
    "times = [] = ratio",
    "probability = []",
)

WORDINGS: tuple[tuple[str, str], ...] = (
    (r"\b(USD|CNY|KPW|KRW|JPY|EUR|RUB|US cent) million\b", r"mega\1"),
    (r"\b(USD|CNY|KPW|KRW|JPY|EUR|RUB|US cent) billion\b", r"giga\1"),
    (r"\bshare of [a-z ]+", "share"),
    (r"%|\b(percent|per cent)( (of|points?)\b[a-z ]*| y/y)?", "percent"),
    (r"\badult equivalents?\b", "person"),
    (r"\bback loads?\b", "load"),
    (r"\bfull days\b", "day"),
    (r"\bmonths? averted\b", "month"),
    (r"\bperson-days\b", "person*day"),
    (r"\bkt\b", "kilotonne"),
    (r"\bMt\b", "megatonne"),
    (r"\bMT\b", "tonne"),
    (r"\bthousand (?:tons?|tonnes?|t)\b", "kilotonne"),
    (r"\btons?\b|\bt\b|\bdmt\b", "tonne"),
    (r"\byuan\b", "CNY"),
    (r"\bwon\b", "KPW"),
)
"""How wordings are put so that pint can read them: tons are metric, and a dry tonne is a tonne."""

PLAIN = re.compile(r"[A-Za-z%](?!.*\*\*)[A-Za-z %/*.-]{0,80}")
"""What a unit may be written with: no digits or powers, which a hostile text could make endless."""


@lru_cache(maxsize=1)
def registry() -> UnitRegistry[Any]:
    """The registry of pint, with the units above (a third of a second, once)."""
    from pint import UnitRegistry

    units: UnitRegistry[Any] = UnitRegistry(on_redefinition="ignore")
    for definition in DEFINITIONS:
        units.define(definition)
    return units


@lru_cache(maxsize=4096)
def parse(text: str) -> Unit:
    """Read a unit such as ``KPW/kg``, ``g/person/day``, ``USD million`` or ``share of people``.

    Raises
    ------
    EvidenceError
        If pint knows no such unit.
    """
    plain = text.strip()
    known = "expected such as t, t/day, USD million, KPW/kg, g/person/day, persons, share or percent."
    if not PLAIN.fullmatch(plain):
        raise EvidenceError(f"'{text[:80]}' is no unit; {known}")
    for wording, meant in WORDINGS:
        plain = re.sub(wording, meant, plain)
    try:
        return registry().Unit(plain)
    except Exception:  # noqa: BLE001 - pint, its parser and Python's tokenizer each raise their own
        raise EvidenceError(f"'{text}' is no unit that is known here; {known}") from None


@lru_cache(maxsize=4096)
def factor(unit: str, to: str) -> float:
    """What an amount in ``unit`` is multiplied by to be in ``to``.

    Raises
    ------
    EvidenceError
        If one is unknown or they measure different things.
    """
    from pint import DimensionalityError

    try:
        return float(registry().Quantity(1.0, parse(unit)).to(parse(to)).magnitude)
    except DimensionalityError:
        raise EvidenceError(f"'{unit}' cannot be turned into '{to}'.") from None


def converts(unit: str, to: str) -> bool:
    """Whether the one can be turned into the other."""
    try:
        factor(unit, to)
    except EvidenceError:
        return False
    return True


def convertible(unit: str, to: str, *, summed: bool = False) -> float:
    """What an amount is multiplied by to be in an observable's unit; a month's worth of a rate for sums.

    A flow told as a rate (``t/day``) stands for an observable that is summed over the days of a month
    (``t``); so does a total told for a longer period.

    Parameters
    ----------
    summed
        Whether the observable adds up over time.

    Raises
    ------
    EvidenceError
        If the two measure different things.
    """
    if summed and not converts(unit, to):
        return factor(unit, f"{to}/month")
    return factor(unit, to)


@lru_cache(maxsize=4096)
def base(unit: str) -> tuple[float, str]:
    """Factor to base units, and their name: two units measure the same thing if the names are equal.

    Raises
    ------
    EvidenceError
        If the unit is unknown.
    """
    quantity = registry().Quantity(1.0, parse(unit or "times")).to_base_units()
    return float(quantity.magnitude), str(quantity.units)
