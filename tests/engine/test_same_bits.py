"""The same scenario, seed and version give the same lives, however they are computed."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tests.engine.toy import toy_catalog, toy_people, toy_scenario, toy_stage
from tumen.engine.kernel import Model
from tumen.engine.simulation import Simulation
from tumen.engine.snapshot import restore, save
from tumen.engine.stage import build
from tumen.scenario import Change
from tumen.world.population import Population


def toy_digest(*, seed: int = 1, threads: int = 1, interpreted: bool = False, households: int = 2_500) -> str:
    simulation = Simulation(
        toy_stage(seed=seed, households=households), threads=threads, interpreted=interpreted
    )
    simulation.run()
    return simulation.digest()


@pytest.fixture(scope="module")
def digest() -> str:
    return toy_digest()


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_any_number_of_threads_gives_the_same_bits(digest: str, threads: int) -> None:
    assert toy_digest(threads=threads) == digest


def test_another_process_gives_the_same_bits(digest: str) -> None:
    program = "from tests.engine.test_same_bits import toy_digest; print(toy_digest(threads=2))"
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root, env=environment
    )
    assert done.stdout.strip() == digest


def test_the_written_rules_give_the_same_bits() -> None:
    assert toy_digest(interpreted=True, households=300) == toy_digest(households=300)


@pytest.mark.parametrize("day", [1, 7, 18, 25, 58])
def test_a_run_saved_and_continued_gives_the_same_bits(digest: str, day: int, tmp_path: Path) -> None:
    first = Simulation(toy_stage(sha256="toy"))
    first.run(day)
    save(first, tmp_path / "state")
    second = restore(tmp_path / "state", toy_stage(sha256="toy"), threads=2)
    assert second.day == day
    second.run()
    assert second.digest() == digest


def test_stopping_every_day_gives_the_same_bits(digest: str) -> None:
    simulation = Simulation(toy_stage())
    for day in range(simulation.stage.days):
        simulation.run(day + 1)
    assert simulation.digest() == digest


def test_another_seed_gives_another_life(digest: str) -> None:
    assert toy_digest(seed=2) != digest


def test_a_repeated_run_has_luck_of_its_own() -> None:
    model = toy_stage(households=2).model
    lives = set()
    for run in range(3):
        simulation = Simulation(build(toy_scenario(), model, run=run, population=toy_people(200)))
        simulation.run()
        lives.add(simulation.digest())
    assert len(lives) == 3


def _until_the_end(**scenario: object) -> dict[str, np.ndarray]:
    simulation = Simulation(toy_stage(households=100, **scenario))
    simulation.run()
    return simulation.stage.arrays


def test_a_change_in_one_place_leaves_the_other_as_it_was() -> None:
    thrifty = Change(name="thrift", start=date(2015, 5, 16), places=("West",), set={"need": 2})
    usual, changed = _until_the_end(), _until_the_end(changes=[thrifty])
    east = usual["household_rows"]["place"] == 0
    people_in_east = np.repeat(east, usual["household_rows"]["adults"])
    for table, rows in (("household_rows", east), ("person_rows", people_in_east)):
        np.testing.assert_array_equal(usual[table][rows], changed[table][rows])
        assert (usual[table][~rows] != changed[table][~rows]).any()
    assert usual["place_rows"][0] == changed["place_rows"][0]


def shuffled(people: Population, seed: int) -> Population:
    """The same people, households of each place in another order."""
    place, adults = people.households["place"], people.households["adults"]
    order = np.lexsort((np.random.default_rng(seed).random(len(place)), place))
    first = people.households["first_person"]
    members = np.concatenate([np.arange(first[h], first[h] + adults[h]) for h in order])
    households = {name: values[order] for name, values in people.households.items()}
    households["first_person"] = np.cumsum(households["adults"]) - households["adults"]
    persons = {name: values[members] for name, values in people.persons.items()}
    return Population(households, persons, people.share)


def test_the_order_of_households_does_not_matter() -> None:
    model = toy_stage(households=2).model
    simulations = []
    for people in (toy_people(3_000), shuffled(toy_people(3_000), 4)):
        simulation = Simulation(build(toy_scenario(), model, population=people))
        simulation.run()
        simulations.append(simulation)
    one, other = simulations
    for a, b in zip(one.recorder.months, other.recorder.months, strict=True):
        for name in a.sums:
            np.testing.assert_array_equal(a.sums[name], b.sums[name], err_msg=name)
    homes = [s.stage.arrays["household_rows"] for s in simulations]
    assert (homes[0] != homes[1]).any()
    np.testing.assert_array_equal(np.sort(homes[0], order="id"), np.sort(homes[1], order="id"))


def test_fewer_days_are_the_beginning_of_more() -> None:
    model = Model(toy_catalog())
    long, short = (
        Simulation(build(toy_scenario(), model, end=end, population=toy_people(500)))
        for end in (None, date(2015, 6, 30))
    )
    long.run(short.stage.days)
    short.run()
    assert long.digest() == short.digest()
