"""A run's key follows from what its results hang on, and from nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tumen
from tests.engine.toy import toy_catalog
from tests.ensemble.worlds import model, plan, world
from tumen.core.declare import Param
from tumen.core.errors import InputError
from tumen.engine.catalog import Catalog
from tumen.engine.kernel import Model
from tumen.ensemble import sources
from tumen.ensemble.plan import Member, Plan, World, product
from tumen.scenario import load
from tumen.scenario.schema import Change

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
SETTINGS = st.dictionaries(st.text(min_size=1, max_size=8), NUMBERS, max_size=6)


@given(SETTINGS, st.randoms(use_true_random=False))
def test_the_order_of_settings_does_not_matter(settings, random):
    shuffled = list(settings.items())
    random.shuffle(shuffled)
    assert Member.of(settings) == Member(tuple(shuffled))
    assert Member.of(settings).key("w") == Member.of(dict(shuffled)).key("w")


@given(NUMBERS, NUMBERS)
def test_different_numbers_give_different_keys_and_equal_ones_the_same(one, other):
    same = Member.of({"a": one}).key("w") == Member.of({"a": other}).key("w")
    assert same == (one == other)


@given(NUMBERS.filter(lambda number: abs(number) < 1e300))
def test_the_next_number_is_another_run(number):
    nearest = float(np.nextafter(number, np.inf))
    assert Member.of({"a": number}).key("w") != Member.of({"a": nearest}).key("w")


@given(SETTINGS, st.integers(0, 2**62), st.integers(0, 1000))
def test_a_plan_read_back_from_json_has_the_same_keys(settings, seed, run):
    asked = Plan(world(), (Member.of(settings, seed, run),), "öäü")
    back = Plan.from_json(asked.to_json())
    assert back.members == asked.members
    assert back.keys(model()) == asked.keys(model())
    assert back.name == asked.name


def test_names_and_numbers_do_not_run_into_each_other():
    assert Member.of({"a": 1.0}, 1, 11).key("w") != Member.of({"a": 1.0}, 11, 1).key("w")
    keys = {Member.of({"a": 1.0}, seed, run).key(w) for seed in (0, 1) for run in (0, 1) for w in ("v", "w")}
    assert len(keys) == 8


def test_zero_has_one_key_whatever_its_sign_and_type():
    assert len({Member.of({"a": zero}).key("w") for zero in (0, 0.0, -0.0, False)}) == 1


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_refused(number):
    with pytest.raises(InputError, match="expected a number"):
        Member.of({"a": number})


def test_a_parameter_is_set_once_and_luck_has_a_key():
    with pytest.raises(InputError, match="set twice"):
        Member((("a", 1.0), ("a", 2.0)))
    with pytest.raises(InputError, match="expected 0 or more"):
        Member.of({}, seed=-1)


def test_a_world_is_known_by_its_content():
    same = World(load("musan", model().catalog), world().people_share, date(2013, 1, 1), world().end)
    assert same.key(model()) == world().key(model())
    assert World.from_json(world().to_json()).key(model()) == world().key(model())
    retold = replace(world().scenario, title="Another title", path=world().scenario.path / "elsewhere")
    assert replace(world(), scenario=retold).key(model()) == world().key(model())


def test_whatever_changes_the_results_changes_the_world():
    scenario = world().scenario
    change = Change.model_validate({"name": "c", "from": date(2013, 1, 5), "set": {"levy_pocketed": 0.2}})
    rows = [dict(row) for row in scenario.sites]
    rows[0]["posts"] = int(rows[0].get("posts") or 0) + 1
    series = [replace(scenario.series[0], outside=7.0), *scenario.series[1:]]
    others = [
        replace(world(), people_share=0.003),
        replace(world(), start=date(2013, 1, 2)),
        replace(world(), end=date(2013, 2, 1)),
        replace(world(), scenario=replace(scenario, sites=rows)),
        replace(world(), scenario=replace(scenario, changes=[*scenario.changes, change])),
        replace(world(), scenario=replace(scenario, settings={**scenario.settings, "levy_pocketed": 0.3})),
        replace(world(), scenario=replace(scenario, population_seed=scenario.population_seed + 1)),
        replace(world(), scenario=replace(scenario, series=series)),
    ]
    keys = {one.key(model()) for one in (world(), *others)}
    assert len(keys) == len(others) + 1


@cache
def toy_model() -> Model:
    return Model(toy_catalog())


def other_model(**changed: object) -> Model:
    """The toy model with one mechanism declared otherwise."""
    mechanisms = toy_model().catalog.mechanisms
    return Model(Catalog([replace(one, **changed) if one.params else one for one in mechanisms]))


def test_a_mechanism_counts_by_its_numbers_and_not_by_the_words_about_them():
    first = next(one for one in toy_model().catalog.mechanisms if one.params)
    name, param = next(iter(first.params.items()))
    assert isinstance(param, Param)
    renamed = other_model(
        params={**first.params, name: replace(param, doc="Otherwise.", source="Elsewhere.")}
    )
    moved = other_model(params={**first.params, name: replace(param, default=param.default / 2)})
    assert renamed.fingerprint == moved.fingerprint == toy_model().fingerprint
    assert sources.model_parts(renamed) == sources.model_parts(toy_model())
    part = f"{sources.MECHANISM}{first.actor}/{first.name}"
    changed = sources.model_parts(moved)
    assert {p for p, was in sources.model_parts(toy_model()).items() if changed[p] != was} == {part}


def test_the_parts_name_every_mechanism_and_every_file_that_counts():
    parts = world().parts(model())
    assert {m.name for m in model().catalog.mechanisms} == {
        part.rpartition("/")[2] for part in parts if part.startswith(sources.MECHANISM)
    }
    for file in ("engine/stage.py", "engine/evaluate.py", "world/population.py", "core/maths.py"):
        assert sources.SOURCE + file in parts
    assert "numba" in parts[sources.VERSIONS]
    assert parts[sources.MODEL] == model().fingerprint


def test_every_file_left_out_is_there_and_would_change_no_number():
    root = Path(tumen.__file__).parent
    assert [name for name in sources.WITHOUT if not (root / name).is_file()] == []


def test_comments_and_docstrings_of_the_source_do_not_count(tmp_path):
    texts = [
        '"""One."""\nA = 1\n"""About A."""\n\n\ndef f(x):\n    """Do."""\n    return x + A\n',
        '"""Other."""\nA = 1  # one\n\ndef f(x):\n    return (x + A)\n',
        '"""One."""\nA = 2\n\n\ndef f(x):\n    return x + A\n',
    ]
    codes = []
    for number, text in enumerate(texts):
        path = tmp_path / f"{number}.py"
        path.write_text(text, encoding="utf-8")
        codes.append(sources._code(path))
    assert codes[0] == codes[1] != codes[2]


def test_a_product_is_every_combination_and_a_plan_a_scenario_and_policy():
    scenario = world().scenario

    def shorter(one):
        return replace(one, end=date(2014, 1, 1))

    plans = product(
        [scenario], [{}, {"levy_pocketed": 0.2}], (1, 2, 3), policies={"": lambda one: one, "short": shorter}
    )
    assert [one.label for one in plans] == ["musan", "musan, short"]
    assert plans[0].members == plans[1].members
    assert len(set(plans[0].members)) == 6
    assert plans[0].world.key(model()) != plans[1].world.key(model())
    (many,) = product([scenario], seeds=(4,), runs=3)
    assert [(one.seed, one.run) for one in many.members] == [(4, 0), (4, 1), (4, 2)]


def test_a_plan_checks_every_member():
    plan(2).check(model())
    with pytest.raises(InputError, match="no parameter 'nonsense'"):
        Plan(world(), (Member(), Member.of({"nonsense": 1.0}))).check(model())
    with pytest.raises(InputError, match="expected"):
        Plan(world(), (Member.of({"levy_pocketed": 17.0}),)).check(model())
    with pytest.raises(InputError, match="share"):
        Plan(replace(world(), people_share=0.0), (Member(),)).check(model())
    with pytest.raises(InputError, match="outside the scenario"):
        Plan(replace(world(), end=date(2031, 1, 1)), (Member(),)).check(model())


def test_the_packages_files_are_those_that_were_loaded():
    """An editor may change them while a program runs; the program does not run what they become."""
    stage = Path(tumen.__file__).parent / "engine" / "stage.py"
    assert sources.AS_LOADED[stage] == stage.read_text(encoding="utf-8")
    theft = Path(tumen.__file__).parent / "economy" / "households" / "theft.py"
    assert theft in sources.AS_LOADED
