"""Which beliefs decide: designs, and effects that a test plants."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.comparison.cases import musan
from tumen.comparison import drivers
from tumen.comparison.drivers import LUCK, MORRIS, SOBOL, analyse, cost, design, leaders
from tumen.core.errors import InputError
from tumen.engine.kernel import default_model
from tumen.inference.prior import beliefs

NAMES = ("rice_ratio", "public_share", "ration_norm", "toil", "contract_length", "hope_link")
GROUPS = ("food", "food", "food", "work", "trade", "trade")


def made(method, groups=NAMES, size=8, seed=1):
    return design(method, beliefs(musan(), default_model().catalog, NAMES), groups, size, seed)


def noise(of, scale: float) -> np.ndarray:
    """The same for the same luck."""
    return scale * np.array([np.random.default_rng(int(number)).normal() for number in of.luck])


def test_a_trajectory_moves_one_group_after_the_other_and_luck_once():
    of = made(MORRIS, GROUPS)
    assert len(of.u) == cost(MORRIS, 3, 8) == 40
    assert set(np.round(of.u.ravel(), 9)) == {0.125, 0.375, 0.625, 0.875}
    for block in range(8):
        steps = np.diff(of.u[of.block == block], axis=0) != 0
        moved = [tuple(np.flatnonzero(row)) for row in steps]
        assert sorted(moved) == [(0, 1, 2), (3,), (4, 5), (6,)]
        luck = of.luck[of.block == block]
        assert len(set(luck)) == 2
        assert (np.diff(luck) != 0).sum() == 1
    assert len(set(of.luck)) == 16


def test_a_switch_is_switched_by_every_step():
    of = made(MORRIS)
    on = of.beliefs[5].value(of.z[:, 5])
    assert set(on) == {0.0, 1.0}
    for block in range(8):
        assert np.abs(np.diff(on[of.block == block])).sum() == 1


def test_a_sobol_block_changes_one_belief_at_a_time():
    of = made(SOBOL, size=16)
    assert len(of.u) == cost(SOBOL, 6, 16) == 16 * 9
    first = of.u[of.block == 3]
    assert [tuple(np.flatnonzero(row != first[0])) for row in first[1:-1]] == [(i,) for i in range(7)]
    luck = of.luck[of.block == 3]
    assert (luck[:-2] == luck[0]).all()
    assert luck[-2] == luck[-1] != luck[0]
    assert np.isfinite(of.z).all()


def test_the_same_seed_gives_the_same_design():
    np.testing.assert_array_equal(made(MORRIS).u, made(MORRIS).u)
    np.testing.assert_array_equal(made(SOBOL, size=16).u, made(SOBOL, size=16).u)
    assert not np.array_equal(made(MORRIS).u, made(MORRIS, seed=2).u)


@pytest.mark.parametrize(
    ("method", "size", "words"),
    [(MORRIS, 3, "at least 4"), (SOBOL, 8, "at least 16"), (SOBOL, 48, "power of two")],
)
def test_a_design_too_small_is_refused(method, size, words):
    with pytest.raises(InputError, match=words):
        made(method, size=size)


def test_morris_finds_what_decides_and_what_does_nothing():
    of = made(MORRIS)
    effects = 10 * of.u[:, 0] - 3 * of.u[:, 3] + noise(of, 0.01)
    found = {one.name: one for one in analyse(of, effects)}
    assert found["rice_ratio"].strength == pytest.approx(5, rel=0.01)
    assert found["toil"].strength == pytest.approx(1.5, rel=0.05)
    assert found["rice_ratio"].sigma == pytest.approx(0, abs=1e-6) or found["rice_ratio"].sigma > 0
    for name, verdict in {"rice_ratio": "decides", "toil": "decides", "hope_link": "no influence"}.items():
        assert found[name].verdict == verdict
    assert found["hope_link"].strength == 0
    assert found[LUCK].verdict != "decides"
    first, less = leaders(tuple(sorted(found.values(), key=lambda one: -one.strength)))
    assert [one.name for one in first] == ["rice_ratio"]
    assert [one.name for one in less] == ["toil"]


def test_mechanisms_are_groups_of_beliefs():
    of = made(MORRIS, GROUPS)
    found = {one.name: one for one in analyse(of, 4 * of.u[:, 4] + noise(of, 0.01))}
    assert set(found) == {"food", "work", "trade", LUCK}
    assert found["trade"].beliefs == ("contract_length", "hope_link")
    assert found["trade"].strength == pytest.approx(2, rel=0.01)
    assert found["trade"].sigma is None
    assert found["food"].verdict == found["work"].verdict == "no influence"


def test_overlapping_intervals_share_the_first_place():
    of = made(MORRIS)
    effects = 10 * of.u[:, 0] * of.u[:, 1] + noise(of, 0.01)
    first, less = leaders(analyse(of, effects))
    assert {one.name for one in first} == {"rice_ratio", "public_share"}
    assert less == []


def test_what_does_no_more_than_luck_is_not_said_to_decide():
    """Every change shuffles the luck, as in a world where one thing leads to another."""
    wrong = 0
    for seed in range(10):
        of = made(MORRIS, seed=seed)
        effects = np.random.default_rng(seed).normal(size=len(of.u))
        found = analyse(of, effects)
        assert all(one.verdict != "no influence" for one in found)
        wrong += sum(one.verdict == "decides" for one in found)
    assert wrong <= 2


def test_sobol_tells_parts_of_the_variance():
    of = made(SOBOL, size=512)
    effects = 2 * of.u[:, 0] + of.u[:, 1] + noise(of, 0.02)
    found = {one.name: one for one in analyse(of, effects)}
    assert found["rice_ratio"].strength == pytest.approx(0.8, abs=0.1)
    assert found["public_share"].strength == pytest.approx(0.2, abs=0.1)
    assert found["rice_ratio"].first[0] == pytest.approx(0.8, abs=0.1)
    assert found["rice_ratio"].low < 0.8 < found["rice_ratio"].high
    assert found["rice_ratio"].verdict == found["public_share"].verdict == "decides"
    assert found["toil"].verdict == "no influence"


def test_a_block_with_a_world_that_shows_nothing_is_left_out():
    of = made(MORRIS)
    effects = 10 * of.u[:, 0] + noise(of, 0.01)
    effects[9] = np.nan
    assert {one.name: one for one in analyse(of, effects)}["rice_ratio"].strength == pytest.approx(
        5, rel=0.01
    )
    effects[:: len(of.u) // 8] = np.nan
    with pytest.raises(InputError, match="Too few worlds"):
        analyse(of, effects)


def test_a_policy_that_does_the_same_everywhere_is_decided_by_nothing():
    of = made(MORRIS)
    rounding = 1e-13 * np.random.default_rng(1).normal(size=len(of.u))
    for effects in (np.zeros(len(of.u)), 7 + rounding):
        with pytest.raises(InputError, match="nothing decides it"):
            analyse(of, effects)


def test_rounding_is_no_influence():
    of = made(MORRIS)
    effects = 1e6 * of.u[:, 0] + 1e-7 * of.u[:, 1]
    found = {one.name: one for one in analyse(of, effects)}
    assert found["public_share"].verdict == "no influence"


def test_intervals_of_few_trajectories_are_wide():
    few, many = drivers._for_few(1.0, 4), drivers._for_few(1.0, 400)
    assert few > 1.6
    assert many == pytest.approx(1.0, abs=0.01)


def test_lucks_are_far_from_those_of_comparisons():
    from tumen.comparison.question import LUCK as COMPARED

    assert made(MORRIS).luck.min() >= COMPARED + 100_000
    assert replace(made(MORRIS), seed=3).luck.min() == drivers.FIRST_LUCK
