"""Luck: numbers keyed by seed, run, who, day and what for, with no state to share or disturb.

The generator is Philox4x32-10 (Salmon et al., SC 2011, doi:10.1145/2063384.2063405), a block
cipher on counters: any order of asking, on any number of threads, gives the same numbers.
"""

from __future__ import annotations

import hashlib

FOR_LIFE = 0xFFFFFFFF
"""The day of a trait, which never changes."""


def philox(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> int:
    """First word of the Philox4x32-10 block for counter ``c0..c3`` and key ``k0, k1`` (32-bit words)."""
    for _ in range(10):
        p0 = c0 * 0xD2511F53
        p1 = c2 * 0xCD9E8D57
        c0 = ((p1 >> 32) & 0xFFFFFFFF) ^ c1 ^ k0
        c2 = ((p0 >> 32) & 0xFFFFFFFF) ^ c3 ^ k1
        c1 = p1 & 0xFFFFFFFF
        c3 = p0 & 0xFFFFFFFF
        k0 = (k0 + 0x9E3779B9) & 0xFFFFFFFF
        k1 = (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return c0


def uniform(k0: int, k1: int, kind: int, who: int, day: int, stream: int) -> float:
    """Uniform in [0, 1) for ``who`` (an id of less than 56 bits) of ``kind`` on ``day``."""
    high = ((who >> 32) & 0xFFFFFF) | (kind << 24)
    return philox(who & 0xFFFFFFFF, high, day, stream, k0, k1) * 2.3283064365386963e-10


def stream(name: str) -> int:
    """The 32-bit stream of the draw called ``mechanism.draw``."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "little")


def key(seed: int, run: int) -> tuple[int, int]:
    """Key words of one run of one seed."""
    digest = hashlib.blake2b(f"{seed}/{run}".encode(), digest_size=8).digest()
    return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:], "little")
