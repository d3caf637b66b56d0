"""What is kept by content comes back whole, under a name that nothing else has."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tumen.inference.regressions import Kept

ARRAYS = {"numbers": np.array([1.5, np.nan]), "active": np.arange(3), "none": np.zeros((0, 4))}


def test_arrays_come_back_as_they_were_put(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "a" / "b")
    assert kept.get("x") is None
    kept.put("x", ARRAYS)
    found = kept.get("x")
    assert found is not None
    assert found.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        np.testing.assert_array_equal(found[name], array)
        assert found[name].dtype == array.dtype


def test_a_file_cut_anywhere_counts_as_none(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.put("x", ARRAYS)
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        assert kept.get("x") is None, length


def test_without_a_folder_nothing_is_kept() -> None:
    kept = Kept(None)
    kept.put("x", ARRAYS)
    assert kept.get("x") is None


@given(arrays(float, 4), st.integers(0, 3), st.integers(0, 9), st.text(max_size=3))
def test_the_name_hangs_on_every_number_and_word(of: np.ndarray, at: int, seed: int, word: str) -> None:
    other = of.copy()
    other[at] = np.nextafter(of[at], 1e300) if np.isfinite(of[at]) else 0.0
    names = [
        Kept.name(of, seed, word),
        Kept.name(other, seed, word),
        Kept.name(of, seed + 1, word),
        Kept.name(of, seed, word + "x"),
    ]
    assert len(set(names)) == 4
    assert names[0] == Kept.name(of.copy(), seed, word)
