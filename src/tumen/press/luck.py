"""Luck of the press: keyed by seed, source, month, thing and purpose, so that no draw moves another."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

from tumen.engine.draws import FOR_LIFE, key, stream, uniform

KIND = 40
"""Sets these draws apart from those of the world's actors, whose kinds are counted from 0."""


@dataclass(frozen=True)
class Luck:
    """The draws of one teller (a source or an outlet) about one thing in one month."""

    keys: tuple[int, int]
    teller: str
    month: int
    thing: str

    def uniform(self, purpose: str) -> float:
        """A number in [0, 1)."""
        return uniform(*self.keys, KIND, _who(self.teller), self.month, _stream(self.thing, purpose))

    def happens(self, chance: float, purpose: str) -> bool:
        """Whether something of this chance comes about."""
        return self.uniform(purpose) < chance

    def normal(self, purpose: str) -> float:
        """A standard normal number."""
        return NormalDist().inv_cdf(self.uniform(purpose) * (1 - 2**-32) + 2**-33)

    def days(self, average: float, purpose: str) -> int:
        """Whole days of waiting, exponential with this average."""
        return int(-math.log(1 - self.uniform(purpose)) * average)

    def pick(self, count: int, purpose: str) -> int:
        """One of ``count`` things, each as likely."""
        return int(self.uniform(purpose) * count)

    def claim_id(self, outlet: str) -> str:
        """A name that says nothing of the truth and stays when other claims come or go."""
        text = f"{self.keys}/{self.teller}/{self.month}/{self.thing}/{outlet}"
        return "c" + hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


@lru_cache(4096)
def _who(teller: str) -> int:
    return int.from_bytes(hashlib.blake2b(teller.encode(), digest_size=6).digest(), "little")


@lru_cache(4096)
def _stream(thing: str, purpose: str) -> int:
    return stream(f"press.{thing}.{purpose}")


@dataclass(frozen=True)
class Deck:
    """All luck of one press."""

    keys: tuple[int, int]

    @classmethod
    def of(cls, seed: int, run: int) -> Deck:
        """The luck of this seed for this run of a result."""
        return cls(key(seed, run))

    def at(self, teller: str, month: int, thing: str) -> Luck:
        """Luck of one teller in one month about one thing."""
        return Luck(self.keys, teller, month, thing)

    def for_life(self, teller: str, thing: str = "") -> Luck:
        """What never changes of a teller."""
        return Luck(self.keys, teller, FOR_LIFE, thing)
