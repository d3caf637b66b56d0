"""Every mechanism lives the same life compiled and as written, around the levy of February 2018."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.engine.toy import every_day, moved_every_day
from tumen.core.declare import CROWD
from tumen.engine.catalog import catalog
from tumen.engine.dataset import audit, to_dataset
from tumen.engine.kernel import default_model
from tumen.engine.mechanism import Mechanism
from tumen.engine.simulation import Simulation
from tumen.engine.stage import build
from tumen.scenario import load

SHARE = 3e-4
START, END, BURN_IN = date(2018, 1, 20), date(2018, 4, 20), 29

MECHANISMS = pytest.mark.parametrize("mechanism", catalog().mechanisms, ids=lambda m: m.name)


@pytest.fixture(scope="module")
def lives() -> tuple[Simulation, Simulation]:
    """The reference scenario with about a hundred households: compiled, and rule by rule."""
    scenario = replace(load("musan"), start=START, burn_in_days=BURN_IN)
    pair = []
    for interpreted in (False, True):
        stage = build(scenario, default_model(), share=SHARE, start=START, end=END)
        simulation = Simulation(stage, interpreted=interpreted, daily=True)
        simulation.run()
        pair.append(simulation)
    return pair[0], pair[1]


def values(simulation: Simulation, column: str) -> np.ndarray:
    """A coarse column or a flow day by day; of people, what stands in the end."""
    kind, name = column.split(".")
    if kind == "flow":
        return moved_every_day(simulation, name)
    if kind in CROWD:
        return np.asarray(simulation.stage.arrays[f"{kind}_rows"][name])
    return every_day(simulation, column)


def columns(mechanism: Mechanism) -> list[str]:
    """All that a mechanism writes, moves and sends."""
    signals = [f"{signal.kind}.{name}" for name, signal in mechanism.signals.items()]
    return [*mechanism.state, *signals, *(f"flow.{name}" for name in mechanism.flows)]


@MECHANISMS
def test_compiled_is_as_written(lives: tuple[Simulation, Simulation], mechanism: Mechanism) -> None:
    for column in columns(mechanism):
        np.testing.assert_array_equal(*(values(life, column) for life in lives), err_msg=column)


def test_the_whole_lives_are_the_same(lives: tuple[Simulation, Simulation]) -> None:
    assert lives[0].digest() == lives[1].digest()


def moved(life: Simulation, mechanism: Mechanism) -> bool:
    """Whether anything that the mechanism owns differed from row to row or day to day, or flowed."""
    return any(np.ptp(values(life, column)) > 0 for column in columns(mechanism) if values(life, column).size)


def test_hardly_a_mechanism_stands_still(lives: tuple[Simulation, Simulation]) -> None:
    still = [m.name for m in catalog().mechanisms if columns(m) and not moved(lives[0], m)]
    assert len(still) <= len(catalog().mechanisms) // 10, still


def test_the_books_of_the_whole_model_close(lives: tuple[Simulation, Simulation]) -> None:
    assert all(row["imbalance"] == 0 for row in audit(to_dataset(lives[0])))
    assert set(lives[0].imbalance.values()) == {0}


def test_every_observable_is_measured(lives: tuple[Simulation, Simulation]) -> None:
    dataset = to_dataset(lives[0])
    empty = {name for name in catalog().observables if np.isnan(dataset[name].values).all()}
    nothing_to_divide_by = {
        "export_price",  # nothing is exported in 2018
        "accused_per_trial",  # and so few people hold no trial
        "sentence_months",
        "officer_income",  # nor has the sample an officer
        "energy_soldiers",  # or a soldier
    }
    assert empty <= nothing_to_divide_by
