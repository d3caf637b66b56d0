"""Luck: the published generator, evenly spread, and independent of who, when and what for.

Statistical checks have fixed seeds; the false-alarm rate of each, had the seed been free, is 1e-6.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.toy import kernel_function
from tumen.engine import draws

WORD = st.integers(0, 2**32 - 1)
Z_LIMIT = 4.9
"""A standard normal number lies further out once in a million."""

KNOWN = {
    (0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000): 0x6627E8D5,
    (0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF): 0x408F276D,
    (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0): 0xD16CFE09,
}
"""Known answers published with Random123 (first words)."""


def philox_of_the_paper(counter: tuple[int, ...], key: tuple[int, ...]) -> tuple[int, ...]:
    """Philox4x32-10 written from the paper's equations, block by block, in numpy words."""
    r0, l0, r1, l1 = (np.uint64(x) for x in counter)
    k0, k1 = (np.uint64(x) for x in key)
    low, word = np.uint64(0xFFFFFFFF), np.uint64(32)
    for _ in range(10):
        first, second = np.uint64(0xD2511F53) * r0, np.uint64(0xCD9E8D57) * r1
        r0, l0, r1, l1 = (second >> word) ^ l0 ^ k0, second & low, (first >> word) ^ l1 ^ k1, first & low
        k0, k1 = (k0 + np.uint64(0x9E3779B9)) & low, (k1 + np.uint64(0xBB67AE85)) & low
    return tuple(int(x) for x in (r0, l0, r1, l1))


@pytest.mark.parametrize("words", KNOWN)
def test_philox_gives_the_published_answers(words: tuple[int, ...]) -> None:
    assert draws.philox(*words) == KNOWN[words]
    assert philox_of_the_paper(words[:4], words[4:])[0] == KNOWN[words]


@given(st.tuples(*[WORD] * 6))
def test_philox_agrees_with_a_second_implementation(words: tuple[int, ...]) -> None:
    assert draws.philox(*words) == philox_of_the_paper(words[:4], words[4:])[0]


def test_the_kernel_draws_the_same_bits() -> None:
    compiled = kernel_function("philox")
    words = np.random.default_rng(5).integers(0, 2**32, (3_000, 6))
    for row in [*KNOWN, *(tuple(int(x) for x in row) for row in words)]:
        assert compiled(*row) & 0xFFFFFFFF == draws.philox(*row)


@given(WORD, WORD, st.integers(0, 8), st.integers(0, 2**56 - 1), WORD, WORD)
def test_a_draw_lies_from_nought_to_below_one(
    k0: int, k1: int, kind: int, who: int, day: int, stream: int
) -> None:
    assert 0.0 <= draws.uniform(k0, k1, kind, who, day, stream) < 1.0


@pytest.fixture(scope="module")
def table() -> np.ndarray:
    """Draws by (stream, person, day)."""
    uniform, key = kernel_function("uniform"), draws.key(2013, 0)
    streams = [draws.stream(name) for name in ("work.lazy", "work.nature", "farm.rain")]
    return np.array(
        [
            [[uniform(*key, 8, 1_000 + who, day, s) for day in range(150)] for who in range(300)]
            for s in streams
        ]
    )


def test_draws_are_uniform(table: np.ndarray) -> None:
    bins = 100
    for values in table:
        counts = np.histogram(values, bins, (0.0, 1.0))[0]
        expected = values.size / bins
        chi_square = float(((counts - expected) ** 2 / expected).sum())
        degrees = bins - 1
        cube_root = (chi_square / degrees) ** (1 / 3)  # Wilson and Hilferty: normal to three digits
        assert abs(cube_root - 1 + 2 / (9 * degrees)) / math.sqrt(2 / (9 * degrees)) < Z_LIMIT


def _z(a: np.ndarray, b: np.ndarray) -> float:
    """Correlation of two equal stretches of draws, in standard errors."""
    a, b = a.ravel() - 0.5, b.ravel() - 0.5
    return float((a * b).sum() / (math.sqrt(len(a)) / 12))


@pytest.mark.parametrize("lag", [1, 2, 7, 30])
def test_one_day_says_nothing_of_another(table: np.ndarray, lag: int) -> None:
    assert abs(_z(table[:, :, lag:], table[:, :, :-lag])) < Z_LIMIT


@pytest.mark.parametrize("lag", [1, 2, 16, 32])
def test_one_person_says_nothing_of_another(table: np.ndarray, lag: int) -> None:
    assert abs(_z(table[:, lag:], table[:, :-lag])) < Z_LIMIT


def test_one_draw_says_nothing_of_another(table: np.ndarray) -> None:
    for a, b in [*pairwise(table), (table[0], table[2])]:
        assert abs(_z(a, b)) < Z_LIMIT


def test_a_trait_never_changes_and_a_draw_does() -> None:
    key = draws.key(1, 0)
    days = {draws.uniform(*key, 8, 7, day, draws.stream("work.lazy")) for day in range(100)}
    assert len(days) == 100
    assert draws.uniform(*key, 8, 7, draws.FOR_LIFE, draws.stream("work.nature")) not in days


def test_kinds_runs_and_seeds_have_luck_of_their_own() -> None:
    stream = draws.stream("work.lazy")
    keys = [draws.key(seed, run) for seed in range(20) for run in range(20)]
    assert len(set(keys)) == 400
    assert len({draws.uniform(*key, kind, 7, 3, stream) for key in keys for kind in range(9)}) == 3_600


def test_a_stream_is_named_for_ever() -> None:
    assert draws.stream("work.lazy") == 839_270_489
