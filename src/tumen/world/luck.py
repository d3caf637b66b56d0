"""Numbers that belong to a household or person: spread evenly, or hashed, always from the id alone.

Integers only, so that every machine draws the same people.
"""

from __future__ import annotations

import numpy as np

Words = np.ndarray
"""Array of unsigned 64-bit words."""

ONE = 1 << 32
"""Uniform numbers are compared as the upper 32 bits of a word."""

STRIDES = tuple(
    int(fraction * 2**64) | 1 for fraction in (0.6180339887498949, 0.41421356237309503, 0.7320508075688772)
)
"""Irrational steps of the evenly spread sequences, one for each purpose."""


def hashed(ids: np.ndarray, seed: int, purpose: int) -> Words:
    """Hash each id to a word (the finaliser of splitmix64)."""
    x = ids.astype(np.uint64) + np.uint64((seed * 0x9E3779B97F4A7C15 + purpose * 0xD1B54A32D192ED03) % 2**64)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def spread(numbers: np.ndarray, offset: np.ndarray | int, sequence: int) -> Words:
    """Spread consecutive numbers evenly over the words: far closer to a margin than chance."""
    return numbers.astype(np.uint64) * np.uint64(STRIDES[sequence]) + np.asarray(offset, np.uint64)


def below(words: Words, share: float | np.ndarray) -> np.ndarray:
    """True for a ``share`` of the words."""
    threshold = np.rint(np.asarray(share) * ONE).astype(np.uint64)
    return (words >> np.uint64(32)) < threshold


def pick(words: Words, weights: np.ndarray) -> np.ndarray:
    """Choose an index for each word, in proportion to the weights; the last takes what rounding leaves."""
    ends = np.rint(np.cumsum(weights)[:-1] / np.sum(weights) * ONE).astype(np.uint64)
    return np.searchsorted(ends, words >> np.uint64(32), side="right")


def between(words: Words, low: np.ndarray | int, high: np.ndarray | int) -> np.ndarray:
    """Whole numbers from ``low`` to ``high``, both included."""
    width = np.asarray(high, np.int64) - np.asarray(low, np.int64) + 1
    return np.asarray(low, np.int64) + (((words >> np.uint64(32)).astype(np.int64) * width) >> 32)
