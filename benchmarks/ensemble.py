"""How fast many runs are: on one worker and on two, beside a bare loop, and how fast a store is read.

``python benchmarks/ensemble.py`` takes some minutes; ``--quick`` leaves the reference scenario out.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from tumen.engine.evaluate import Evaluator
from tumen.engine.kernel import default_model
from tumen.engine.simulation import Simulation
from tumen.ensemble import shards
from tumen.ensemble.perform import prepare, run_many
from tumen.ensemble.plan import Member, Plan, World
from tumen.ensemble.store import Store
from tumen.scenario import load
from tumen.world.population import Population, populate

SMALL = {"people_share": 0.002, "end": date(2013, 1, 31)}
REFERENCE = {"people_share": 0.005}
IN_A_SHARD = 100


def plan(runs: int, **world: Any) -> Plan:
    """So many runs of Musan that differ in luck."""
    scenario = load("musan", default_model().catalog)
    return Plan(World(scenario, **world), tuple(Member.of({}, seed) for seed in range(runs)))


def observed(asked: Plan, member: Member, people: Population) -> dict[str, np.ndarray]:
    """One run and what is measured of it, with nothing around it."""
    stage = asked.world.stage(default_model(), member, people)
    simulation = Simulation(stage)
    simulation.run()
    evaluator = Evaluator(stage, simulation.recorder.months)
    observables = default_model().catalog.observables.items()
    return {name: evaluator.observable(one).astype(np.float32) for name, one in observables}


def bare(asked: Plan) -> float:
    """Seconds a run in a loop of this process that stores nothing."""
    people = populate(asked.world.scenario, asked.world.people_share)
    observed(asked, asked.members[0], people)
    began = time.perf_counter()
    for member in asked.members:
        observed(asked, member, people)
    return (time.perf_counter() - began) / len(asked.members)


def doing(asked: Plan, folder: Path) -> Iterator[tuple[str, float]]:
    """Runs a second on one worker and on two, their start not counted apart, and the cost around a run."""
    prepare(asked, Store(folder / "first"), default_model())
    alone = bare(replace(asked, members=asked.members[: max(2, len(asked.members) // 4)]))
    yield "seconds_a_run_in_a_bare_loop", alone
    for workers in (1, 2):
        store = Store(folder / f"{len(asked.members)}-{workers}")
        began = time.perf_counter()
        run_many(asked, store, workers=workers)
        seconds = time.perf_counter() - began
        yield f"runs_a_second_on_{workers}", len(asked.members) / seconds
        yield (
            f"share_of_the_time_around_the_runs_on_{workers}",
            1 - alone * len(asked.members) / workers / seconds,
        )
        world_key = asked.world.key(default_model())
        files = list((store.folder(world_key) / "runs").iterdir())
        yield "bytes_a_run", sum(file.stat().st_size for file in files) / len(asked.members)


def reading(runs: int, names: int, folder: Path) -> Iterator[tuple[str, float]]:
    """Seconds to find and to read runs of the reference scenario's size, noise around a true one."""
    asked, store, model = plan(runs, **REFERENCE), Store(folder / "read"), default_model()
    world_key, keys = asked.world.key(model), asked.keys(model)
    people = populate(asked.world.scenario, asked.world.people_share)
    true = observed(asked, asked.members[0], people)
    rng = np.random.default_rng(1)

    def noisy(value: np.ndarray) -> np.ndarray:
        return value * rng.random(value.shape, np.float32)

    for first in range(0, runs, IN_A_SHARD):
        rows = [
            shards.Row(key, member, {name: noisy(value) for name, value in true.items()})
            for key, member in zip(keys[first : first + IN_A_SHARD], asked.members[first:], strict=False)
        ]
        store.put(world_key, *shards.pack(rows, list(true)))
    began = time.perf_counter()
    assert len(Store(store.path).held(asked, model)) == runs
    yield "seconds_to_find_what_is_there", time.perf_counter() - began
    began = time.perf_counter()
    read = Store(store.path).read(asked, sorted(true)[:names], model)
    yield f"seconds_to_read_{names}_observables_of_{runs}_runs", time.perf_counter() - began
    yield "megabytes_read", sum(array.nbytes for array in read.values()) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="leave the reference scenario out")
    parser.add_argument("--json", action="store_true", help="print numbers for a program")
    chosen = parser.parse_args()
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        found["a month of a small world"] = dict(doing(plan(300, **SMALL), Path(folder)))
        if not chosen.quick:
            found["the reference scenario, 2013-2020"] = dict(doing(plan(30, **REFERENCE), Path(folder)))
        found["reading"] = dict(reading(1_500, 20, Path(folder)))
    if chosen.json:
        print(json.dumps(found, indent=1))
        return
    for title, numbers in found.items():
        print(title)
        for name, value in numbers.items():
            print(f"  {name.replace('_', ' '):56} {value:>12,.4g}")


if __name__ == "__main__":
    main()
