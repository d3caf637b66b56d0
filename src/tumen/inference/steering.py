"""Which runs a fit rests on: some from the prior, and rounds steered to where the reports point.

The runs of a fit are part of its input. Once steered, they are kept in the store by name and taken
again when the evidence has changed: a new report then costs no new rounds. ``fresh`` steers anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tumen.ensemble.plan import Member, Plan, World
from tumen.ensemble.store import Store
from tumen.inference import esmda
from tumen.inference.posterior import total_error
from tumen.inference.prior import Belief, design, settings
from tumen.inference.terms import Terms

STEPS = 3
"""Rounds of steering."""

PRIOR_SHARE = 0.45
"""Share of the runs drawn from the prior; the rounds share the rest."""

FEWEST = 60
"""Runs in a round at least; a smaller budget has fewer rounds."""

Show = Callable[[np.ndarray, int], np.ndarray]
"""Runs points of probit space (runs, beliefs), numbered from an offset; what each report is in each run."""


@dataclass(frozen=True)
class Ensemble:
    """Runs, and how they came about.

    Attributes
    ----------
    z
        Beliefs in probit space, shape (runs, beliefs).
    rounds
        0 for the prior's, then 1, 2, …, shape (runs,).
    steered_by
        Name of the evidence that steered them.
    """

    z: np.ndarray
    rounds: np.ndarray
    steered_by: str

    @property
    def near(self) -> np.ndarray:
        """Runs near what was reported: those of the last two rounds, or all."""
        last = int(self.rounds.max())
        return np.asarray(self.rounds >= max(0, last - 1))


def rounds_of(runs: int, steps: int = STEPS) -> list[int]:
    """Runs of the prior and of every round that a budget allows."""
    prior = max(min(runs, FEWEST), round(PRIOR_SHARE * runs)) if steps else runs
    steps = min(steps, (runs - prior) // FEWEST)
    if steps < 1:
        return [runs]
    each = (runs - prior) // steps
    return [runs - each * steps, *[each] * steps]


def steer(
    beliefs: Sequence[Belief], terms: Terms, runs: int, seed: int, show: Show, *, steps: int = STEPS
) -> Ensemble:
    """Make an ensemble.

    Parameters
    ----------
    runs
        All runs together.
    show
        Runs members, and tells every report's quantity.
    """
    counts = rounds_of(runs, steps)
    z = design(counts[0], len(beliefs), seed)
    amounts = show(z, 0)
    every, rounds = [z], [np.zeros(len(z), int)]
    sigma, inflation = total_error(terms), float(max(1, len(counts) - 1))
    for number, count in enumerate(counts[1:], start=1):
        moved = esmda.step(
            z,
            terms.scaled(amounts),
            terms,
            np.hypot(sigma, esmda.widths(terms)),
            inflation,
            [seed, 6, number],
        )
        z = moved[:count] if len(moved) >= count else moved[np.arange(count) % len(moved)]
        amounts = show(z, sum(len(one) for one in every))
        every.append(z)
        rounds.append(np.full(count, number))
    return Ensemble(np.concatenate(every), np.concatenate(rounds), name_of(terms))


def name_of(terms: Terms) -> str:
    """Name of a set of reports, by content."""
    return hashlib.sha256(repr(terms.observations).encode()).hexdigest()[:12]


def members(beliefs: Sequence[Belief], z: np.ndarray, seed: int, first: int = 0) -> tuple[Member, ...]:
    """Members at points of probit space; each has luck of its own, numbered from ``first``."""
    return tuple(Member.of(settings(beliefs, row), seed, first + i) for i, row in enumerate(z))


def kept(world_key: str, beliefs: Sequence[Belief], runs: int, seed: int, steps: int) -> str:
    """Name under which an ensemble is kept: everything that decides it but the evidence."""
    asked = [world_key, [one.name for one in beliefs], [one.median for one in beliefs], runs, seed, steps]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:16]


def load(store: Store, name: str) -> Ensemble | None:
    """The ensemble of a name, if the store has it."""
    path = store.path / "ensembles" / f"{name}.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        z = np.array([[float.fromhex(number) for number in row] for row in content["z"]])
        rounds = np.array(content["rounds"], int)
        return (
            Ensemble(z, rounds, str(content["steered_by"])) if z.ndim == 2 and len(z) == len(rounds) else None
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save(store: Store, name: str, ensemble: Ensemble) -> None:
    """Keep an ensemble in the store."""
    content = {
        "steered_by": ensemble.steered_by,
        "rounds": ensemble.rounds.tolist(),
        "z": [[float(number).hex() for number in row] for row in ensemble.z],
    }
    store.write(store.path / "ensembles" / f"{name}.json", json.dumps(content))


def plan_of(
    world: World, beliefs: Sequence[Belief], z: np.ndarray, seed: int, first: int, label: str
) -> Plan:
    """A plan of runs at points of probit space."""
    return Plan(world, members(beliefs, z, seed, first), label)
