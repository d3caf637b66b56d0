"""Which names a claim may use: observables, parameters and inputs of the model, goods, places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from tumen.core.roles import SiteKind
from tumen.evidence.places import Gazetteer, Place, bundled, of, read

if TYPE_CHECKING:
    from tumen.core.declare import Observable
    from tumen.evidence.case import Case
    from tumen.evidence.claims import Claim
    from tumen.scenario import Scenario

GENERAL_GOODS: tuple[str, ...] = ("all", "minerals", "grain", "rice", "maize", "fuel", "crops", "drugs")
"""Goods that reports speak of and no scenario's table names."""


@dataclass(frozen=True)
class Known:
    """The names that a claim is checked against.

    Attributes
    ----------
    observables
        Name -> what a run measures, with its unit.
    parameters, inputs
        Name -> unit.
    goods, crossings
        Names of the scenarios' tables.
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
            return self.observables[name].unit if name in self.observables else None
        return {"parameter": self.parameters, "input": self.inputs}.get(kind, {}).get(name)

    def over_time(self, claim: Claim) -> str | None:
        """How a claim's amount is put together over its period: as it says, else as its observable is."""
        observable = self.observables.get(claim.observable or "")
        return claim.over_time or (observable.over_time if observable else None)


def known(case: Case) -> Known:
    """The names that the model, the bundled scenarios, the case's own scenarios and ``places.csv`` give.

    Raises
    ------
    EvidenceError, ScenarioError
        If one of the case's scenarios or its ``places.csv`` makes no sense.
    """
    from tumen.scenario import available

    model, own = known_names(), case.path / "places.csv"
    theirs = [_scenario(case, name) for name in case.scenarios if name not in available()]
    if not theirs and not own.is_file():
        return model
    before = read(own) if own.is_file() else []
    after = [place for one in theirs for place in _places(one)]
    return replace(
        model,
        goods=model.goods | _names(theirs, "commodities"),
        crossings=model.crossings | _names(theirs, "crossings"),
        gazetteer=of([*before, *model.gazetteer.places.values(), *after]),
    )


def _scenario(case: Case, name: str) -> Scenario:
    """A scenario that a case speaks of: a folder beside the case, or wherever its name leads."""
    from tumen.scenario import load

    beside = case.path / name
    return load(beside if beside.is_dir() else name)


def _places(scenario: Scenario) -> list[Place]:
    """A scenario's places and mines, with their titles as other names."""
    towns = [
        Place(row["name"], str(row["kind"]), lat=row["lat"], lon=row["lon"], names=(row["title"],))
        for row in scenario.table("places")
    ]
    mines = [
        Place(row["name"], "mine", within=row["place"], names=(row["title"],))
        for row in scenario.table("sites")
        if row["kind"] == SiteKind.MINE
    ]
    return [*towns, *mines]


def _names(scenarios: Iterable[Scenario], table: str) -> frozenset[str]:
    return frozenset(str(row["name"]) for scenario in scenarios for row in scenario.table(table))


@lru_cache(maxsize=1)
def known_names() -> Known:
    """The names that the model and the bundled scenarios give."""
    from tumen.engine.catalog import catalog
    from tumen.scenario import available, load

    declared = catalog()
    scenarios = [load(name) for name in available()]
    inputs = {name: column.unit for name, column in declared.inputs.items()}
    inputs |= {name: column.unit for name, column in declared.given.items()} | {"place.population": "persons"}
    return Known(
        declared.observables,
        {name: param.unit for name, param in declared.params.items()},
        inputs,
        _names(scenarios, "commodities") | frozenset(GENERAL_GOODS),
        _names(scenarios, "crossings"),
        bundled(),
    )
