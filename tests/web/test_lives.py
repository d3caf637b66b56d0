from datetime import date

import numpy as np
import pytest

from tumen.engine.simulation import Simulation
from tumen.web.lives import Lives, Memory, Stopped, World, scenario_named
from tumen.web.policies import under
from tumen.web.schemas import Policy

WANTED = ("exports", "smuggled", "energy", "foreign_currency_earned", "trust")
END = date(2013, 10, 31)
MEASURES = {
    "a lever": [{"kind": "lever", "lever": "levy_order", "value": 50_000, "from": "2013-05-20"}],
    "a ban": [{"kind": "instrument", "match": "2270 *", "action": "enforce", "from": "2013-05-15"}],
    "a ban, and other sanctions struck": [
        {"kind": "instrument", "match": "2270 *", "action": "enforce", "from": "2013-05-15"},
        {"kind": "instrument", "match": "2321 *", "action": "remove"},
    ],
    "a closure": [{"kind": "closure", "from": "2013-08-01", "to": None}],
    "levers from the first day": [
        {"kind": "lever", "lever": "levy_order", "value": 50_000, "from": "2012-07-01"}
    ],
}


@pytest.mark.parametrize("name", MEASURES)
def test_going_on_from_a_morning_is_living_it_all(name):
    lives, world = Lives(WANTED), World(scenario_named("musan"), 0.0005, (), END)
    changed = under(Policy(name="p", measures=MEASURES[name]), world.scenario)
    found = lives.under(world, 3, changed.scenario, changed.first, lambda: False, "p")
    simulation = Simulation(world.stage(3, changed.scenario))
    simulation.run()
    whole = lives.course(simulation, simulation.recorder.months)
    before = lives.as_it_happened(world, 3, lambda: False).course
    assert any(not np.array_equal(whole.values[one], before.values[one], equal_nan=True) for one in WANTED)
    for one in WANTED:
        assert np.array_equal(found.values[one], whole.values[one], equal_nan=True), one
    for side in ("in", "out"):
        assert np.array_equal(found.ledgers[side], whole.ledgers[side])
    assert found.quarters == whole.quarters


def test_a_policy_that_changes_nothing_is_what_happened():
    lives, world = Lives(WANTED), World(scenario_named("musan"), 0.0005, (), END)
    before = lives.as_it_happened(world, 0, lambda: False)
    assert lives.under(world, 0, world.scenario, None, lambda: False, "p") is before.course
    assert lives.under(world, 0, world.scenario, date(2019, 1, 1), lambda: False, "p") is before.course


def test_a_run_that_nobody_waits_for_stops_within_a_month():
    asked = []
    lives, world = Lives(WANTED), World(scenario_named("musan"), 0.0005, (), END)

    def stop():
        asked.append(1)
        return len(asked) > 2

    with pytest.raises(Stopped):
        lives.as_it_happened(world, 0, stop)
    assert len(asked) == 3
    assert len(lives.memory) == 0


def test_memory_forgets_what_was_not_asked_for_longest():
    class Thing:
        bytes = 10

    memory = Memory(most=30)
    for key in (1, 2, 3):
        memory.recall(key, Thing)
    kept = memory.recall(1, Thing)
    memory.recall(4, Thing)
    assert memory.recall(1, Thing) is kept
    assert len(memory) == 3
