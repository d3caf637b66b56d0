"""The cheapest world there is (some hundredths of a second a run), plans of it, and what runs hold."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from tumen.engine.evaluate import Evaluator
from tumen.engine.kernel import Model, default_model
from tumen.engine.simulation import Simulation
from tumen.ensemble import work
from tumen.ensemble.perform import run_many
from tumen.ensemble.plan import Member, Plan, World
from tumen.ensemble.store import Store
from tumen.scenario import load
from tumen.world.population import populate

SHARE, END = 0.002, date(2013, 1, 31)

SOME = ("exports", "two_meals", "household_cash")
"""Observables by place and good, and by place."""


def model() -> Model:
    return default_model()


@cache
def world() -> World:
    return World(load("musan", model().catalog), SHARE, end=END)


def plan(runs: int, label: str = "") -> Plan:
    return Plan(world(), tuple(Member.of({"levy_pocketed": 0.4}, seed=seed) for seed in range(runs)), label)


@cache
def undisturbed(runs: int) -> dict[str, np.ndarray]:
    """Every observable of a plan that nothing disturbed: one run after the other, in this process."""
    people = populate(world().scenario, SHARE)
    found: dict[str, list[np.ndarray]] = {}
    for member in plan(runs).members:
        stage = world().stage(model(), member, people)
        simulation = Simulation(stage)
        simulation.run()
        evaluator = Evaluator(stage, simulation.recorder.months)
        for name, observable in model().catalog.observables.items():
            found.setdefault(name, []).append(evaluator.observable(observable).astype(np.float32))
    return {name: np.stack(values) for name, values in found.items()}


def assert_whole(store: Store, runs: int) -> None:
    """Every run is there, with the bits of an undisturbed one, in the order of the plan."""
    names = list(undisturbed(runs))
    for name, values in store.read(plan(runs), names, model()).items():
        np.testing.assert_array_equal(values, undisturbed(runs)[name], err_msg=name)


def assert_each_once(store: Store, runs: int) -> None:
    """No run is stored twice."""
    keys = [key for held in store.shards(world().key(model())).values() for key in held]
    assert sorted(keys) == sorted(plan(runs).keys(model()))


def folder(store: Store) -> Path:
    """Where the shards of the world lie."""
    return store.folder(world().key(model())) / "runs"


def filled(path: Path, runs: int, *, tidy: bool = True) -> Store:
    """A store with a plan's runs in it, done in this process; without tidying, each call adds a shard."""
    store = Store(path)
    if tidy:
        with ThreadPoolExecutor(1) as thread:
            run_many(plan(runs), store, executor=thread)
    else:
        missing = [one for one in plan(runs).members if one.key(world().key(model())) not in keys(store)]
        work.perform(task(store, *missing))
    return store


def keys(store: Store) -> frozenset[str]:
    """Keys of all that is stored of the world."""
    return store.keys(world().key(model()))


def task(store: Store, *members: Member) -> work.Task:
    """A task as a driver hands it out."""
    packed, world_key = work.packed(world()), world().key(model())
    identity = store.identity.settle()
    return work.Task(packed, world_key, work.model_key(model()), members, str(store.path), identity)
