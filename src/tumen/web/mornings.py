"""A run kept in memory on some of its mornings, so that another policy can go on from there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tumen.core.declare import KINDS
from tumen.engine.compose import COARSE
from tumen.engine.simulation import Simulation
from tumen.engine.stage import Stage


@dataclass(frozen=True)
class Morning:
    """All that a run is on one morning.

    Attributes
    ----------
    day
        Days since the first simulated.
    rows
        Kind of actor -> its table.
    names
        Coarse kind -> names of its rows, in order: a policy may strike out or add instruments.
    """

    day: int
    rows: dict[str, np.ndarray]
    held: np.ndarray
    names: dict[str, tuple[str, ...]]

    @property
    def bytes(self) -> int:
        """Memory it takes."""
        return self.held.nbytes + sum(table.nbytes for table in self.rows.values())


def keep(simulation: Simulation) -> Morning:
    """Copy a simulation's state."""
    arrays = simulation.stage.arrays
    rows = {kind: arrays[f"{kind}_rows"].copy() for kind in KINDS}
    return Morning(simulation.day, rows, arrays["held"].copy(), simulation.stage.names)


def go_on(stage: Stage, morning: Morning) -> Simulation:
    """Take up a run on a kept morning, in a stage that may decide otherwise from then on.

    What the stage's own tables give (a sanction's dates) stays as the stage has it.
    """
    for kind in KINDS:
        table, kept = stage.arrays[f"{kind}_rows"], morning.rows[kind]
        given = {name: table[name].copy() for name in _given(stage, kind)}
        if kind in COARSE and stage.names[kind] != morning.names[kind]:
            _by_name(table, kept, stage.names[kind], morning.names[kind])
        else:
            table[...] = kept
        for name, values in given.items():
            table[name] = values
    stage.arrays["held"][...] = morning.held
    simulation = Simulation(stage, opened=True)
    simulation.day = morning.day
    return simulation


def _given(stage: Stage, kind: str) -> list[str]:
    return [
        field
        for owner, _, field in (name.partition(".") for name in stage.model.catalog.given)
        if owner == kind and field in (stage.arrays[f"{kind}_rows"].dtype.names or ())
    ]


def _by_name(table: np.ndarray, kept: np.ndarray, names: tuple[str, ...], before: tuple[str, ...]) -> None:
    """Rows that both have, whatever their order; a new row starts as the stage has laid it out."""
    position = {name: row for row, name in enumerate(before)}
    for row, name in enumerate(names):
        if name in position:
            table[row] = kept[position[name]]
