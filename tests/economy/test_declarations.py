"""What every declaration owes its readers: a unit, an honest range, a source, a sentence, a use."""

from __future__ import annotations

import csv
import re
from importlib import resources

import pytest

from tumen.core.declare import Fixed, Param, Stock, Whole
from tumen.engine.catalog import catalog

CATALOG = catalog()
FACTS = {
    row["id"]
    for row in csv.DictReader(
        (resources.files("tumen.data") / "facts" / "facts.csv").read_text(encoding="utf-8").splitlines()
    )
}
TABLES = {"places.csv", "sanctions.csv", "trade.csv"}


@pytest.mark.parametrize("name", sorted(CATALOG.params))
def test_a_parameter_has_a_unit_a_range_around_its_default_a_source_and_a_sentence(name: str) -> None:
    param: Param = CATALOG.params[name]
    assert param.unit
    assert param.low < param.high
    assert param.low <= param.default <= param.high
    assert param.doc.endswith(".")
    sources = re.findall(r"F\d{4}|\bS[0-4]\b|assumption|\w+\.csv", param.source)
    assert sources, f"{name}: the source '{param.source}' names no fact, report or table, nor says assumption"
    for source in sources:
        assert not source.startswith("F") or source in FACTS
        assert not source.endswith(".csv") or source in TABLES


@pytest.mark.parametrize("name", sorted(CATALOG.params))
def test_a_parameter_is_read_by_some_rule(name: str) -> None:
    assert CATALOG.readers(name)


def test_every_column_is_written_by_its_owner_or_set_from_outside() -> None:
    moved = {end for flow in CATALOG.flows.values() for end in (flow.source, flow.to)}
    idle = [
        name
        for name, column in CATALOG.state.items()
        if isinstance(column, Whole | Fixed | Stock) and not CATALOG.writers(name) and name not in moved
    ]
    assert idle == []


def test_every_flow_is_moved_by_some_rule() -> None:
    moved = {name for rule in CATALOG.rules for name in rule.names("flow")}
    assert set(CATALOG.flows) <= moved


def test_every_draw_is_asked_for() -> None:
    for mechanism in CATALOG.mechanisms:
        asked = {name for rule in mechanism.rules for name in rule.names("draw")}
        assert set(mechanism.draws) == asked, mechanism.name


def test_every_observable_has_a_unit_and_a_sentence() -> None:
    for name, observable in CATALOG.observables.items():
        assert observable.unit, name
        assert observable.doc.endswith("."), name
