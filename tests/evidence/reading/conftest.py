"""Texts read as `propose` reads them, and what was found in them."""

from __future__ import annotations

from datetime import date

import pytest

from tumen.evidence.places import Gazetteer, bundled
from tumen.evidence.reading.proposal import Proposal
from tumen.evidence.reading.propose import propose
from tumen.evidence.text import normalise

PUBLISHED = date(2018, 6, 15)


def read(text: str, published: date | None = PUBLISHED) -> list[Proposal]:
    """What is proposed for a text."""
    return propose(normalise(text), published, bundled())


def amounts(text: str) -> list[tuple[float | None, float | None, str]]:
    """Low, high and unit of every number that is proposed."""
    return [
        (one.quantity.value, one.quantity.value, one.quantity.unit)
        if one.quantity.value is not None
        else (one.quantity.low, one.quantity.high, one.quantity.unit)
        for one in read(text)
        if one.quantity and one.quantity.kind != "worded" and not one.alternative
    ]


def values(text: str) -> list[tuple[float | None, str]]:
    """The plain numbers that are proposed, with their units."""
    return [(low, unit) for low, high, unit in amounts(text) if low == high]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The bundled places."""
    return bundled()
