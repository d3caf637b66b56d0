"""Every mechanism of the model lives the same life compiled and as written, around the levy of February 2018."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tumen.core.declare import CROWD
from tumen.engine.catalog import Mechanism, catalog
from tumen.engine.dataset import audit, to_dataset
from tumen.engine.kernel import default_model
from tumen.engine.simulation import Simulation
from tumen.engine.stage import build
from tumen.scenario import load

SHARE = 3e-4
START, END, BURN_IN = date(2018, 1, 20), date(2018, 4, 20), 29

MECHANISMS = pytest.mark.parametrize("mechanism", catalog().mechanisms, ids=lambda m: m.name)


@pytest.fixture(scope="module")
def lives() -> tuple[Simulation, Simulation]:
    """The reference scenario with about a hundred households: compiled, and rule by rule."""
    scenario = replace(load("musan"), burn_in_days=BURN_IN)
    pair = []
    for interpreted in (False, True):
        stage = build(scenario, default_model(), share=SHARE, start=START, end=END)
        simulation = Simulation(stage, interpreted=interpreted, daily=True)
        simulation.run()
        pair.append(simulation)
    return pair[0], pair[1]


def every_day(simulation: Simulation, column: str) -> np.ndarray:
    """A coarse column or flow, (day, row); of people, what stands in the end."""
    kind, name = column.split(".")
    days = simulation.recorder.every_day
    if kind == "flow":
        number = simulation.stage.model.layout.flow_names.index(name)
        return np.stack([np.stack([day.sums["in"][:, number], day.sums["out"][:, number]]) for day in days])
    table = simulation.stage.arrays[f"{kind}_rows"]
    if kind in CROWD:
        return np.asarray(table[name])
    return np.stack([day.lasts[kind][:, table.dtype.names.index(name)] for day in days])


def columns(mechanism: Mechanism) -> list[str]:
    """All that a mechanism writes, moves and sends."""
    signals = [f"{signal.kind}.{name}" for name, signal in mechanism.signals.items()]
    return [*mechanism.state, *signals, *(f"flow.{name}" for name in mechanism.flows)]


@MECHANISMS
def test_compiled_is_as_written(lives: tuple[Simulation, Simulation], mechanism: Mechanism) -> None:
    for column in columns(mechanism):
        np.testing.assert_array_equal(*(every_day(life, column) for life in lives), err_msg=column)


def test_the_whole_lives_are_the_same(lives: tuple[Simulation, Simulation]) -> None:
    assert lives[0].digest() == lives[1].digest()


def moved(life: Simulation, mechanism: Mechanism) -> bool:
    """Whether anything that the mechanism owns differed from row to row or day to day, or flowed."""
    return any(np.ptp(every_day(life, column)) > 0 for column in columns(mechanism) if every_day(life, column).size)


def test_hardly_a_mechanism_stands_still(lives: tuple[Simulation, Simulation]) -> None:
    still = [m.name for m in catalog().mechanisms if columns(m) and not moved(lives[0], m)]
    assert len(still) <= len(catalog().mechanisms) // 10, still


def test_the_books_of_the_whole_model_close(lives: tuple[Simulation, Simulation]) -> None:
    assert all(row["imbalance"] == 0 for row in audit(to_dataset(lives[0])))
    assert set(lives[0].imbalance.values()) == {0}


def test_every_observable_is_measured(lives: tuple[Simulation, Simulation]) -> None:
    dataset = to_dataset(lives[0])
    empty = [name for name in catalog().observables if np.isnan(dataset[name].values).all()]
    assert not empty, f"never measured: {empty}"
