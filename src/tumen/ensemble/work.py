"""What a worker does: some runs of one world, simulated, measured and written."""

from __future__ import annotations

import os
import time
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from tumen.core.errors import RunError, TumenError
from tumen.engine.evaluate import Evaluator
from tumen.engine.kernel import Model, default_model
from tumen.engine.simulation import Simulation
from tumen.ensemble import people, shards
from tumen.ensemble.plan import Member, World, hash_of_parts
from tumen.ensemble.sources import model_parts
from tumen.ensemble.store import Store
from tumen.world.population import Population, populate

PEOPLE = "people"

MODELS: dict[str, Model] = {}
"""Models by `model_key` that this process was given; every process has the default one."""


@dataclass(frozen=True)
class Task:
    """Runs for one worker.

    Attributes
    ----------
    world, world_key
        The world as `packed`, and the name that the driver has for it.
    model
        `model_key` of the driver's model.
    store, identity
        Folder of the driver's store and what tells it from another; a worker that does not see it
        sends the shard back.
    """

    world: bytes
    world_key: str
    model: str
    members: tuple[Member, ...]
    store: str
    identity: str


@dataclass(frozen=True)
class Report:
    """What came of a task.

    Attributes
    ----------
    done
        Keys of the runs that were simulated.
    failed
        Key and message of those that stopped.
    seconds
        Spent on the runs, preparations not counted.
    shard
        Name and content, where the worker did not see the store.
    """

    done: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    seconds: float
    shard: tuple[str, bytes] | None = None


def packed(world: World) -> bytes:
    """A world to be sent with every task."""
    return zlib.compress(world.to_json())


def model_key(model: Model) -> str:
    """Name made from all that a model's results hang on."""
    return hash_of_parts(model_parts(model))


def give(model: Model) -> str:
    """Make a model known to the workers of this process; its key."""
    key = model_key(model)
    MODELS[key] = model
    return key


def perform(task: Task) -> Report:
    """Simulate a task's runs and keep them; one that stops does not hold up the others.

    Raises
    ------
    RunError
        If this process has another version of the model than the driver, or the store cannot be written.
    """
    stage = _Stage.of(task)
    began = time.perf_counter()
    rows, failed = [], []
    for member in task.members:
        key = member.key(task.world_key)
        try:
            rows.append(shards.Row(key, member, stage.live(member)))
        except TumenError as error:
            failed.append((key, str(error)))
    seconds = time.perf_counter() - began
    done = tuple(row.key for row in rows)
    if not rows:
        return Report(done, tuple(failed), seconds)
    name, content = shards.pack(rows, list(stage.model.catalog.observables))
    store = Store(Path(task.store))
    if store.identity.name != task.identity:
        return Report(done, tuple(failed), seconds, (name, content))
    store.put(task.world_key, name, content)
    return Report(done, tuple(failed), seconds)


@dataclass(frozen=True)
class _Stage:
    """A world as a process keeps it between tasks."""

    world: World
    model: Model
    people: Population

    @classmethod
    def of(cls, task: Task) -> _Stage:
        return _prepared(task.world, task.world_key, task.model, task.store)

    def live(self, member: Member) -> dict[str, np.ndarray]:
        """Monthly observables of one run, float32."""
        stage = self.world.stage(self.model, member, self.people)
        simulation = Simulation(stage)
        simulation.run()
        evaluator = Evaluator(stage, simulation.recorder.months)
        observables = self.model.catalog.observables.items()
        return {name: evaluator.observable(one).astype(np.float32) for name, one in observables}


@lru_cache(maxsize=4)
def _prepared(world: bytes, world_key: str, model: str, store: str) -> _Stage:
    unpacked, chosen = World.from_json(zlib.decompress(world)), MODELS.get(model) or default_model()
    if unpacked.key(chosen) != world_key:
        raise RunError(
            f"Process {os.getpid()} has another model than the one that hands out the runs; start it anew, "
            "with the same version of tumen, its libraries and Python everywhere."
        )
    kept = people.mapped(Path(store) / "worlds" / world_key / PEOPLE, unpacked.people_share)
    return _Stage(unpacked, chosen, kept or populate(unpacked.scenario, unpacked.people_share))
