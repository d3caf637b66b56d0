"""A world of random arithmetic and random transfers, to try the translation and the books on."""

from __future__ import annotations

import importlib.util
import random
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np

from tests.engine.toy import toy_people, toy_scenario
from tumen.engine.catalog import Catalog
from tumen.engine.kernel import Model
from tumen.engine.mechanism import read_mechanism
from tumen.engine.stage import Stage, build

EXPRESSIONS = 40
PLACES = 30
DAYS = 30

HEADER = '''"""Random arithmetic on a place's columns, and transfers of amounts that the scenario names."""
from tumen.core.declare import Fixed, Flow, Input, Param, Stock, Whole
from tumen.core.maths import clip, exponential, logarithm, logistic, whole

STATE = {
    "place.pot": Stock("grain", "Pot."),
    "household.tin": Stock("grain", "Tin."),
'''
TRANSFERS = """
FLOWS = {
    "put_in": Flow("grain", "made", "place.pot", "In."),
    "took_out": Flow("grain", "place.pot", "used", "Out."),
    "shared": Flow("grain", "place.pot", "household.tin", "Shared."),
    "returned": Flow("grain", "household.tin", "place.pot", "Returned."),
    "conjured": Flow("grain", "made", "household.tin", "From nowhere."),
}
WHEN = {"reckon": "01:00", "move": "02:00", "share": "12:00", "take_back": "13:00", "conjure": "14:00"}


def move(place, flow):
    flow.put_in(place.put)
    flow.took_out(place.take)


def share(household, place, flow):
    flow.shared(place.each)


def take_back(household, place, flow):
    flow.returned(min(place.back, household.tin))


def conjure(household, place, flow):
    flow.conjured(place.gift)
"""
AMOUNTS = ("put", "take", "each", "back", "gift")
WHOLES, FRACTIONS = ("a", "b", "c"), ("x", "y", "z")


def whole_expression(rng: random.Random, depth: int) -> str:
    """Text of an expression that is a whole number of modest size."""
    if depth == 0:
        return rng.choice([*(f"place.{name}" for name in WHOLES), "today.month", str(rng.randint(-9, 9))])
    e: Callable[[], str] = lambda: whole_expression(rng, depth - 1)  # noqa: E731
    f: Callable[[], str] = lambda: fraction_expression(rng, depth - 1)  # noqa: E731
    return rng.choice(
        [
            lambda: f"({e()} + {e()})",
            lambda: f"({e()} - {e()})",
            lambda: f"({e()} % 97 * ({e()} % 89))",
            lambda: f"({e()} // {rng.choice([-7, -3, 2, 5])})",
            lambda: f"({e()} % {rng.choice([-7, -3, 2, 5])})",
            lambda: f"min({e()}, {e()})",
            lambda: f"max({e()}, {e()}, {e()})",
            lambda: f"abs({e()})",
            lambda: f"int(clip({f()}, -1e6, 1e6))",
            lambda: f"whole(clip({f()}, -1e6, 1e6))",
            lambda: f"({e()} if {f()} < {f()} else {e()})",
            lambda: f"({e()} * ({e()} > {f()}))",
        ]
    )()


def fraction_expression(rng: random.Random, depth: int) -> str:
    """Text of an expression that is a fraction, whole numbers mixed in."""
    if depth == 0:
        return rng.choice(
            [*(f"place.{name}" for name in FRACTIONS), "param.rate", f"{rng.uniform(-3, 3):.3f}"]
        )
    e: Callable[[], str] = lambda: whole_expression(rng, depth - 1)  # noqa: E731
    f: Callable[[], str] = lambda: fraction_expression(rng, depth - 1)  # noqa: E731
    return rng.choice(
        [
            lambda: f"({f()} + {e()})",
            lambda: f"({f()} - {f()})",
            lambda: f"({f()} * {f()})",
            lambda: f"({e()} / (abs({f()}) + 1))",
            lambda: f"({e()} / {rng.choice([-7, 3, 10])})",
            lambda: f"({f()} // {rng.choice([-0.7, 0.3])})",
            lambda: f"({f()} % {rng.choice([-0.7, 0.3])})",
            lambda: f"min({e()}, {f()})",
            lambda: f"max({f()}, {e()})",
            lambda: f"exponential(clip({f()}, -5, 5))",
            lambda: f"logarithm(abs({f()}))",
            lambda: f"logistic({f()})",
            lambda: f"({f()} if {e()} <= {e()} and not {f()} > 0.5 else {f()})",
        ]
    )()


def source(seed: int = 20) -> str:
    """The file's text: `EXPRESSIONS` random columns, whole and fraction in turn."""
    rng = random.Random(seed)
    state, rule = [], ["", "", "def reckon(place, param, today):"]
    for number in range(EXPRESSIONS):
        if number % 2:
            state.append(f'    "place.out_{number}": Whole(-30_000, 20_000, "n", "Out."),')
            rule.append(f"    place.out_{number} = {whole_expression(rng, 3)}")
        else:
            state.append(f'    "place.out_{number}": Fixed(-70.3, 90.7, "share", "Out."),')
            rule.append(f"    place.out_{number} = {fraction_expression(rng, 3)}")
    inputs = ["}", 'PARAMS = {"rate": Param(0.3, 0, 1, "share", "assumption", "Rate.")}', "INPUTS = {"]
    inputs += [f'    "place.{name}": Input("n", "In."),' for name in (*WHOLES, *AMOUNTS)]
    inputs += [f'    "place.{name}": Input("share", "In.", fixed=True),' for name in FRACTIONS]
    return HEADER + "\n".join([*state, *inputs, "}"]) + TRANSFERS + "\n".join(rule) + "\n"


@cache
def trials_model() -> Model:
    """The random file's model, from a file as every mechanism is."""
    path = Path(tempfile.mkdtemp()) / "trials.py"
    path.write_text(source(), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("tumen.economy.toys.trials", path)
    assert spec and spec.loader
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return Model(Catalog([read_mechanism(module)]))


def series(column: str, row: str, values: np.ndarray) -> SimpleNamespace:
    return SimpleNamespace(column=f"place.{column}", row=row, daily=lambda first, days: values[:days])


def trials_stage(
    amounts: dict[tuple[str, str], np.ndarray] | None = None,
    *,
    places: int = 2,
    days: int = DAYS,
    households: int = 30,
) -> Stage:
    """A world whose every input is random, save the amounts moved, which are given by (column, place)."""
    rng = np.random.default_rng(7)
    names = [f"P{number}" for number in range(places)]
    given = [series(column, place, rng.integers(-999, 999, days)) for column in WHOLES for place in names]
    given += [series(column, place, rng.normal(0, 2, days)) for column in FRACTIONS for place in names]
    given += [series(column, place, values) for (column, place), values in (amounts or {}).items()]
    start = date(2015, 1, 1)
    scenario = toy_scenario(
        start=start,
        end=start + timedelta(days=days - 1),
        burn_in_days=0,
        places=[{"name": name} for name in names],
        sites=[],
        fittings=[],
        routes=[],
        crossings=[],
        series=given,
    )
    people = toy_people(households)
    people.persons["site"] = people.persons["site"] * 0
    return build(scenario, trials_model(), population=people)
