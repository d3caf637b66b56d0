"""Adding a mechanism is adding a file: the walk-through of docs/adding-a-mechanism.md, carried out."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from tests.economy import helpers
from tumen.engine.catalog import Catalog, catalog
from tumen.engine.dataset import audit, to_dataset
from tumen.engine.kernel import Model
from tumen.engine.mechanism import read_mechanism
from tumen.engine.simulation import Simulation
from tumen.engine.stage import build
from tumen.scenario import Change, load

PAGE = Path(__file__).parents[2] / "docs" / "adding-a-mechanism.md"


def blocks(language: str) -> list[str]:
    """The page's code."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def food_aid(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The page's file, dropped into an empty folder."""
    path = tmp_path_factory.mktemp("state") / "food_aid.py"
    path.write_text(blocks("python")[0], encoding="utf-8")
    spec = importlib.util.spec_from_file_location("tumen.economy.state.food_aid", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


Live = Callable[..., Simulation]


@pytest.fixture(scope="module")
def live(food_aid: ModuleType) -> Live:
    """A few weeks of a few households, rules as written, with the new file or without."""
    models = {
        True: Model(Catalog([*catalog().mechanisms, read_mechanism(food_aid)])),
        False: Model(catalog()),
    }
    scenario = replace(load("musan"), burn_in_days=3)

    def run(with_aid: bool, *changes: Change) -> Simulation:
        changed = replace(scenario, changes=[*scenario.changes, *changes])
        stage = build(changed, models[with_aid], share=1e-4, start=date(2016, 9, 25), end=date(2016, 10, 8))
        simulation = Simulation(stage, interpreted=True)
        simulation.run()
        return simulation

    return run


@pytest.fixture(scope="module")
def without(live: Live) -> Simulation:
    return live(False)


def test_the_new_rules_take_their_turn(food_aid: ModuleType) -> None:
    extended = Catalog([*catalog().mechanisms, read_mechanism(food_aid)])
    names = [rule.full_name for rule in extended.rules]
    assert [name for name in names if not name.startswith("food_aid")] == [
        rule.full_name for rule in catalog().rules
    ]
    times = {rule.full_name: rule.when for rule in extended.rules}
    assert names == sorted(names, key=lambda name: (times[name], name.split("__")[0]))
    assert extended.params["aid_shipped"].lever
    assert extended.owner_of("flows", "aid_given") == "food_aid"


def test_a_mechanism_that_does_nothing_changes_nobodys_life(live: Live, without: Simulation) -> None:
    idle = live(True)
    assert not idle.stage.arrays["place_rows"]["aid_sack"].any()
    for name, table in without.stage.arrays.items():
        if name.endswith("_rows"):
            for column in table.dtype.names:
                np.testing.assert_array_equal(
                    table[column], idle.stage.arrays[name][column], err_msg=f"{name} {column}"
                )


def test_the_change_on_the_page_brings_aid_to_two_places(live: Live, without: Simulation) -> None:
    change = Change.model_validate(tomllib.loads(blocks("toml")[0])["change"][0])
    aided = live(True, change)
    results = to_dataset(aided).food_aid.sel(run=0)
    assert results.time.dt.month.values.tolist() == [9, 10]
    assert not results.isel(time=0).any()
    given = results.isel(time=1)
    assert given.sel(place=["Musan", "Hoeryong"]).values == pytest.approx([900, 900], rel=0.02)
    assert not given.sel(place=["Yonsa", "Rason", "Chongjin"]).any()
    assert all(row["imbalance"] == 0 for row in audit(to_dataset(aided)))
    fed = [s.stage.arrays["household_rows"]["grain"].sum(dtype=np.int64) for s in (aided, without)]
    assert fed[0] > fed[1]


def test_the_tests_on_the_page_pass(food_aid: ModuleType) -> None:
    space: dict[str, Any] = {**vars(helpers), "food_aid": food_aid}
    exec(blocks("python")[1], space)
    tests = [function for name, function in space.items() if name.startswith("test_")]
    assert len(tests) == 2
    for test in tests:
        test()
