"""Which names a claim may use: observables, parameters and inputs of the model, goods, places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tumen.evidence.places import Gazetteer, bundled, of, read

if TYPE_CHECKING:
    from tumen.core.declare import Observable
    from tumen.evidence.case import Case

GENERAL_GOODS: tuple[str, ...] = ("all", "minerals", "grain", "rice", "maize", "fuel", "crops", "drugs")
"""Goods that reports speak of and no scenario's table names."""


@dataclass(frozen=True)
class Known:
    """The names that a claim is checked against.

    Attributes
    ----------
    observables
        Name -> what a run measures, with its unit.
    units
        Parameter or input -> its unit.
    """

    observables: Mapping[str, Observable]
    parameters: Mapping[str, str]
    inputs: Mapping[str, str]
    goods: frozenset[str]
    crossings: frozenset[str]
    gazetteer: Gazetteer

    def unit(self, kind: str, name: str) -> str | None:
        """Unit of an observable, parameter or input; None for what has none."""
        if kind == "observable":
            return self.observables[name].unit
        return {"parameter": self.parameters, "input": self.inputs}.get(kind, {}).get(name)


def known(case: Case) -> Known:
    """The names that the model, the bundled scenarios and the case's own ``places.csv`` give."""
    own = case.path / "places.csv"
    model = _model()
    if not own.is_file():
        return model
    gazetteer = of([*read(own), *model.gazetteer.places.values()])
    return Known(model.observables, model.parameters, model.inputs, model.goods, model.crossings, gazetteer)


@lru_cache(maxsize=1)
def _model() -> Known:
    from tumen.engine.catalog import catalog
    from tumen.scenario import available, load

    declared = catalog()
    scenarios = [load(name) for name in available()]
    goods = {row["name"] for scenario in scenarios for row in scenario.table("commodities")}
    crossings = {row["name"] for scenario in scenarios for row in scenario.table("crossings")}
    inputs = {name: column.unit for name, column in declared.inputs.items()}
    inputs |= {name: column.unit for name, column in declared.given.items()} | {"place.population": "persons"}
    return Known(
        declared.observables,
        {name: param.unit for name, param in declared.params.items()},
        inputs,
        frozenset(goods | set(GENERAL_GOODS)),
        frozenset(crossings),
        bundled(),
    )
