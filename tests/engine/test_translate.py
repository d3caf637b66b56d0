"""The translated rule does what the written rule says, to the last bit."""

from __future__ import annotations

import math
import sys
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.toy import every_day, kernel_function, toy_stage
from tests.engine.trials import DAYS, EXPRESSIONS, PLACES, trials_stage
from tumen.core.declare import FIXED_ONE, Fixed, Whole
from tumen.engine.interpret import pack
from tumen.engine.layout import integer_type, slot_of
from tumen.engine.simulation import Simulation

compiled = cache(kernel_function)
BOUND = st.integers(-(2**40), 2**40)


@pytest.fixture(scope="module")
def pair() -> tuple[Simulation, Simulation]:
    """Random arithmetic, compiled and interpreted."""
    fast = Simulation(trials_stage(places=PLACES), daily=True)
    slow = Simulation(trials_stage(places=PLACES), interpreted=True, daily=True)
    fast.run()
    slow.run()
    return fast, slow


@pytest.mark.parametrize("number", range(EXPRESSIONS))
def test_random_arithmetic_is_the_same_compiled_and_interpreted(
    pair: tuple[Simulation, Simulation], number: int
) -> None:
    fast, slow = (every_day(simulation, f"place.out_{number}") for simulation in pair)
    assert fast.shape == (DAYS, PLACES)
    np.testing.assert_array_equal(fast, slow)


def test_random_arithmetic_is_not_all_alike(pair: tuple[Simulation, Simulation]) -> None:
    rows = pair[0].stage.arrays["place_rows"]
    varied = sum(len(np.unique(rows[f"out_{number}"])) > 3 for number in range(EXPRESSIONS))
    assert varied > EXPRESSIONS // 2


@given(st.floats(-1e12, 1e12), BOUND, BOUND)
def test_a_fraction_is_packed_alike(value: float, a: int, b: int) -> None:
    low, high = min(a, b), max(a, b)
    slot = slot_of("place.x", Fixed(low / FIXED_ONE, high / FIXED_ONE, "share", ""))
    stored = compiled("pack_fraction")(value, slot.low, slot.high)
    assert stored == pack(value, slot)
    assert low <= stored <= high
    if low <= value * FIXED_ONE <= high:
        assert abs(stored - value * FIXED_ONE) <= 0.5


@given(st.one_of(st.integers(-(2**50), 2**50), st.floats(-1e15, 1e15)), BOUND, BOUND)
def test_a_whole_number_is_packed_alike(value: float, a: int, b: int) -> None:
    low, high = min(a, b), max(a, b)
    stored = compiled("pack_whole")(value, low, high)
    assert stored == pack(value, slot_of("place.x", Whole(low, high, "n", "")))
    assert stored == min(max(math.trunc(value), low), high)


@given(BOUND, BOUND)
def test_a_column_is_as_narrow_as_its_bounds_allow(a: int, b: int) -> None:
    low, high = min(a, b), max(a, b)
    kind = np.iinfo(integer_type(low, high))
    assert kind.min <= low
    assert high <= kind.max


def test_the_kernel_reads_like_the_rules() -> None:
    text = toy_stage(households=2).model.text
    assert "def farm__eat(household, " in text
    assert "place.ration = pack_whole(place.store // (2 * place.residents), INT_0, INT_10000)" in text
    assert "tally.sent_place_mouths += int64(mouths) * household.weight" in text
    assert "person.busy = 1" in text
    assert "def work__half_(x):" in text


def test_the_kernel_is_named_by_its_content() -> None:
    first, second = toy_stage(households=2).model, toy_stage(households=3).model
    assert first.fingerprint == second.fingerprint
    kernel = second.kernel
    assert sys.modules[f"tumen_day_{first.fingerprint}"] is kernel
