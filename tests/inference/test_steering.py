"""Runs are shared out whole, steered to where the reports point, and kept bit for bit."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.inference.fits import observation
from tumen.ensemble.store import Store
from tumen.inference import steering
from tumen.inference.prior import Belief, design
from tumen.inference.steering import FEWEST, Ensemble, steer
from tumen.inference.terms import Terms, terms

BELIEFS = tuple(Belief(f"b{i}", 0.0, 0.5, 1.0, "share", "", "assumption") for i in range(4))


def amounts(z: np.ndarray) -> np.ndarray:
    """Two prices: one that the first belief moves, and one that the first two move."""
    return 5000 * np.exp(np.column_stack([0.5 * z[:, 0], 0.4 * z[:, 0] - 0.4 * z[:, 1]]))


TRUTH = np.array([[1.5, -1.0, 0.0, 0.0]])
TOLD: Terms = terms(
    [
        observation(f"R{i}", name, value=float(amounts(TRUTH)[0, i]))
        for i, name in enumerate(("rice", "maize"))
    ]
)


def recorded(shown: list[tuple[int, int]]) -> Callable[[np.ndarray, int], np.ndarray]:
    """A simulator that notes how many runs it was asked for, and from which number on."""

    def show(z: np.ndarray, first: int) -> np.ndarray:
        shown.append((len(z), first))
        return amounts(z)

    return show


@given(st.integers(1, 20_000), st.integers(0, 5))
def test_a_budget_is_shared_out_to_the_last_run_and_no_round_is_too_small(runs: int, steps: int) -> None:
    counts = steering.rounds_of(runs, steps)
    assert sum(counts) == runs
    assert 1 <= len(counts) <= steps + 1
    assert all(count >= FEWEST for count in counts[1:])
    assert len(set(counts[1:])) <= 1


def test_steering_goes_towards_the_reports_round_by_round_and_leaves_other_beliefs() -> None:
    found = steer(BELIEFS, TOLD, 700, 1, recorded([]))
    means = np.stack([found.z[found.rounds == number].mean(axis=0) for number in range(4)])
    away = np.abs(amounts(means) / amounts(TRUTH) - 1).max(axis=1)
    assert (np.diff(away) < 0).all()
    assert away[-1] < 0.25 * away[0]
    assert np.abs(means[:, 2:]).max() < 0.25
    assert found.z[found.rounds == 3, 0].std() < 0.5 < found.z[found.rounds == 3, 2].std()


def test_every_run_is_asked_for_once_and_numbered_on() -> None:
    shown: list[tuple[int, int]] = []
    found = steer(BELIEFS, TOLD, 500, 1, recorded(shown))
    assert shown == [(227, 0), (91, 227), (91, 318), (91, 409)]
    assert np.bincount(found.rounds).tolist() == [227, 91, 91, 91]
    assert (found.z[:227] == design(227, 4, 1)).all()
    assert found.steered_by == steering.name_of(TOLD)


def test_the_luck_of_the_rounds_is_the_seed_s() -> None:
    one, again, other = (steer(BELIEFS, TOLD, 200, seed, recorded([])).z for seed in (1, 1, 2))
    assert (one == again).all()
    assert not np.isclose(one, other).all(axis=1).any()


def test_without_rounds_all_runs_are_the_prior_s() -> None:
    found = steer(BELIEFS, TOLD, 150, 1, recorded([]), steps=0)
    assert (found.z == design(150, 4, 1)).all()
    assert found.near.all()


@pytest.mark.parametrize(("rounds", "first"), [([0], 0), ([0, 1], 0), ([0, 1, 2], 1), ([0, 1, 2, 3], 2)])
def test_near_are_the_last_two_rounds(rounds: list[int], first: int) -> None:
    numbers = np.repeat(rounds, 2)
    assert (Ensemble(np.zeros((len(numbers), 1)), numbers, "").near == (numbers >= first)).all()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_an_ensemble_is_kept_bit_for_bit(store: Store) -> None:
    assert steering.load(store, "x") is None
    z = np.array([[0.1, -0.0, 1 / 3], [np.pi, 1e-300, -4.0]])
    steering.save(store, "x", Ensemble(z, np.array([0, 2]), "abc"))
    found = steering.load(store, "x")
    assert found is not None
    assert found.z.tobytes() == z.tobytes()
    assert (found.rounds.tolist(), found.steered_by) == ([0, 2], "abc")
    assert found.rounds.dtype == int


def _without(content: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key != name}


@pytest.mark.parametrize(
    "damage",
    [
        lambda text, content: "",
        lambda text, content: text[: len(text) // 2],
        lambda text, content: "[]",
        lambda text, content: "null",
        lambda text, content: json.dumps(content | {"z": content["z"][:-1]}),
        lambda text, content: json.dumps(content | {"z": [*content["z"][:-1], ["0x1p+0"]]}),
        lambda text, content: json.dumps(content | {"z": [[1.0, 2.0]] * 3}),
        lambda text, content: json.dumps(content | {"z": [["one", "two"]] * 3}),
        lambda text, content: json.dumps(content | {"z": [], "rounds": []}),
        lambda text, content: json.dumps(_without(content, "rounds")),
        lambda text, content: json.dumps(_without(content, "steered_by")),
    ],
)
def test_a_damaged_file_counts_as_none(store: Store, damage: Callable[[str, dict[str, Any]], str]) -> None:
    steering.save(store, "x", Ensemble(np.eye(3)[:, :2], np.array([0, 0, 1]), "abc"))
    path = store.path / "ensembles" / "x.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(damage(text, json.loads(text)), encoding="utf-8")
    assert steering.load(store, "x") is None


def test_it_is_kept_by_all_that_decides_it_but_the_evidence() -> None:
    asked = ("world", BELIEFS, 1500, 1, 3)
    others = [
        ("other", *asked[1:]),
        ("world", BELIEFS[:3], *asked[2:]),
        ("world", (replace(BELIEFS[0], median=0.4), *BELIEFS[1:]), *asked[2:]),
        (*asked[:2], 1501, 1, 3),
        (*asked[:3], 2, 3),
        (*asked[:4], 2),
    ]
    names = [steering.kept(*one) for one in [asked, *others]]
    assert len(set(names)) == len(names)
    assert names[0] == steering.kept(*asked)


def test_members_have_their_values_and_luck_of_their_own() -> None:
    found = steering.members(BELIEFS, np.array([[0.0] * 4, [5.0, 0, 0, 0]]), seed=7, first=30)
    assert [(one.seed, one.run) for one in found] == [(7, 30), (7, 31)]
    assert dict(found[0].settings) == pytest.approx(dict.fromkeys(("b0", "b1", "b2", "b3"), 0.5))
    assert dict(found[1].settings)["b0"] == pytest.approx(1.0, abs=1e-4)
