"""Which beliefs decide what a policy does: designs of runs, and what they tell. No run is made here.

Two methods, both by SALib. *Morris*: along a trajectory one group of beliefs after the other is moved, each
by half of its probability, and how far the policy's effect moves with it is noted. *Sobol*: which part of
the variance of the effect goes with a belief, alone (S1) and with all that it takes part in (ST).

Luck is a factor like the others: what other luck alone does is the yardstick. A group that does no more
than other luck is not said to do anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from scipy.special import ndtri
from scipy.stats import norm, t

from tumen.core.errors import InputError
from tumen.inference.prior import FARTHEST, Belief

Method = Literal["morris", "sobol"]
MORRIS: Method = "morris"
SOBOL: Method = "sobol"

LUCK = "luck"
"""Name of the factor that is nothing but other luck."""

FIRST_LUCK = 700_000
"""Number of the first luck, far from that of comparisons, fits and self-tests."""

LUCKS = 100_000
"""Lucks that a Sobol design draws from."""

LEVELS = 4
OUTERMOST = 1 / (2 * LEVELS)
"""Each of the levels is the middle of an equal part of a belief's probability: 1/8, 3/8, 5/8, 7/8."""

STEP = 2 / 3
"""What SALib divides an effect by, with four levels; a step is from 1/8 to 5/8, or from 3/8 to 7/8."""

FEWEST = {MORRIS: 4, SOBOL: 16}
"""Trajectories, or points of a Sobol design, below which no interval can be told."""

USUAL = {MORRIS: 8, SOBOL: 64}

LEVEL = 0.9
"""Of all intervals."""

RESAMPLES = 1000

NOTHING = 1e-9
"""Part of the greatest effect below which a difference is rounding."""

Verdict = Literal["decides", "not told from luck", "no influence"]


@dataclass(frozen=True)
class Design:
    """Worlds to be run with and without a policy.

    Attributes
    ----------
    groups
        Of each belief, the factor it belongs to.
    u
        Chance of a lower value of each belief, in the last column of the luck: (points, beliefs + 1).
    size
        Trajectories, or points of the Sobol sequence.
    """

    method: Method
    beliefs: tuple[Belief, ...]
    groups: tuple[str, ...]
    u: np.ndarray
    size: int
    seed: int

    @property
    def z(self) -> np.ndarray:
        """Beliefs in probit space, shape (points, beliefs)."""
        inner = np.clip(self.u[:, :-1], 1e-9, 1 - 1e-9)
        return np.clip(ndtri(inner), -FARTHEST, FARTHEST)

    @property
    def block(self) -> np.ndarray:
        """Which trajectory, or which point of the Sobol sequence, each world belongs to."""
        return np.arange(len(self.u)) // (len(self.u) // self.size)

    @property
    def luck(self) -> np.ndarray:
        """Number of each world's luck: the same throughout a block but where luck itself is what moves."""
        if self.method == MORRIS:
            return FIRST_LUCK + 2 * self.block + (self.u[:, -1] > 0.5)
        return FIRST_LUCK + np.minimum((self.u[:, -1] * LUCKS).astype(int), LUCKS - 1)


@dataclass(frozen=True)
class Driver:
    """A factor, and what it does to the policy's effect.

    Attributes
    ----------
    beliefs
        What it is made of.
    strength, low, high
        Morris: how far a step moves the effect on average, either way, in the outcome's unit (mu* times the
        step). Sobol: the part of the variance that goes with it in all (ST). With its 90 % interval.
    sigma
        Morris: standard deviation of the effects; large where it hangs on the other beliefs. None of groups.
    first
        Sobol: the part that goes with it alone (S1), and its 90 % interval.
    """

    name: str
    beliefs: tuple[str, ...]
    strength: float
    low: float
    high: float
    verdict: Verdict
    sigma: float | None = None
    first: tuple[float, float, float] | None = None


def cost(method: Method, factors: int, size: int) -> int:
    """Worlds that a design has; each is run with and without the policy. Luck is one more factor."""
    return size * (factors + 2) if method == MORRIS else size * (factors + 3)


def design(method: Method, beliefs: Sequence[Belief], groups: Sequence[str], size: int, seed: int) -> Design:
    """Worlds to be run.

    Parameters
    ----------
    groups
        Factor of each belief; the beliefs' own names to tell every one apart.
    size
        Trajectories (Morris), or points (Sobol: a power of two).

    Raises
    ------
    InputError
        If there are too few of them, or the number is no power of two where it must be.
    """
    if size < FEWEST[method]:
        raise InputError(f"--trajectories is {size}; expected at least {FEWEST[method]} for {method}.")
    if method == SOBOL and size & (size - 1):
        raise InputError(f"--trajectories is {size}; for sobol expected a power of two, such as 64.")
    problem = _problem(method, beliefs, groups)
    if method == MORRIS:
        from SALib.sample.morris import sample

        u = sample(problem, size, num_levels=LEVELS, seed=seed)
    else:
        from SALib.sample.sobol import sample as sample_sobol

        u = sample_sobol(problem, size, calc_second_order=False, scramble=True, seed=seed)
    return Design(method, tuple(beliefs), tuple(groups), np.asarray(u, float), size, seed)


def _problem(method: Method, beliefs: Sequence[Belief], groups: Sequence[str]) -> dict[str, Any]:
    ends = [OUTERMOST, 1 - OUTERMOST] if method == MORRIS else [0.0, 1.0]
    names = [*(one.name for one in beliefs), f"({LUCK})"]
    found: dict[str, Any] = {"num_vars": len(names), "names": names, "bounds": [ends] * len(names)}
    if list(groups) != [one.name for one in beliefs]:
        found["groups"] = [*groups, f"({LUCK})"]
    return found


def analyse(of: Design, effects: np.ndarray) -> tuple[Driver, ...]:
    """What each factor does, the strongest first; luck is among them.

    Parameters
    ----------
    effects
        What the policy does in each world, shape (points,). A block with a world that shows nothing (NaN)
        is left out.

    Raises
    ------
    InputError
        If too few blocks are left, or the policy does the same in every world.
    """
    whole = np.isfinite(effects).reshape(of.size, -1).all(axis=1)
    if whole.sum() < FEWEST[of.method]:
        raise InputError("Too few worlds show this outcome to say what decides it.")
    kept = whole[of.block]
    u, y = of.u[kept], effects[kept]
    still = NOTHING * np.abs(y).max()
    if np.ptp(y) <= still:
        raise InputError("The policy does the same to this outcome in every world: nothing decides it.")
    rows = _morris(of, u, y, still) if of.method == MORRIS else _sobol(of, y, still)
    luck = next(row for row in rows if row["name"] == LUCK)
    made = [Driver(**row, verdict=_verdict(row, luck)) for row in rows]
    return tuple(sorted(made, key=lambda one: (-one.strength, one.name)))


def _verdict(row: dict[str, Any], luck: dict[str, Any]) -> Verdict:
    if not row["strength"]:
        return "no influence"
    return "decides" if row is not luck and row["low"] > luck["high"] else "not told from luck"


def _morris(of: Design, u: np.ndarray, y: np.ndarray, still: float) -> list[dict[str, Any]]:
    from SALib.analyze.morris import analyze

    problem = _problem(of.method, of.beliefs, of.groups)
    found = analyze(problem, u, y, num_resamples=RESAMPLES, conf_level=LEVEL, num_levels=LEVELS, seed=of.seed)
    blocks = len(y) // (len(set(of.groups)) + 2)
    rows = []
    for i, name in enumerate(found["names"]):
        strength = float(found["mu_star"][i]) * STEP
        strength = strength if strength > still else 0.0
        half = _for_few(float(found["mu_star_conf"][i]), blocks) * STEP if strength else 0.0
        rows.append(
            {
                **_named(of, str(name)),
                "strength": strength,
                "low": max(0.0, strength - half),
                "high": strength + half,
                "sigma": _sigma(found, i),
            }
        )
    return rows


def _sigma(found: Any, i: int) -> float | None:
    """None of a group, whose beliefs move up and down together in any way."""
    value = float(found["sigma"][i])
    return value * STEP if np.isfinite(value) else None


def _for_few(half: float, blocks: int) -> float:
    """A bootstrap half width of a mean of few effects, as wide as Student's t has it."""
    wider = float(t.ppf(0.5 + LEVEL / 2, blocks - 1) / norm.ppf(0.5 + LEVEL / 2))
    return half * wider * float(np.sqrt(blocks / (blocks - 1)))


def _sobol(of: Design, y: np.ndarray, still: float) -> list[dict[str, Any]]:
    from SALib.analyze.sobol import analyze

    problem = _problem(of.method, of.beliefs, of.groups)
    found = analyze(
        problem, y, calc_second_order=False, num_resamples=RESAMPLES, conf_level=LEVEL, seed=of.seed
    )
    at = y.reshape(-1, len(of.beliefs) + 3)
    rows = []
    for i, name in enumerate(problem["names"]):
        moves = np.abs(at[:, 1 + i] - at[:, 0]).max() > still
        total, half = (float(found[key][i]) if moves else 0.0 for key in ("ST", "ST_conf"))
        alone, around = (float(found[key][i]) if moves else 0.0 for key in ("S1", "S1_conf"))
        rows.append(
            {
                **_named(of, name),
                "strength": max(total, 0.0),
                "low": max(0.0, total - half),
                "high": total + half,
                "first": (alone, alone - around, alone + around),
            }
        )
    return rows


def _named(of: Design, name: str) -> dict[str, Any]:
    if name == f"({LUCK})":
        return {"name": LUCK, "beliefs": ()}
    members = tuple(one.name for one, group in zip(of.beliefs, of.groups, strict=True) if group == name)
    return {"name": name, "beliefs": members}


def leaders(of: Sequence[Driver]) -> tuple[list[Driver], list[Driver]]:
    """Those that decide: the first with all whose interval meets its own; and the others, told weaker."""
    deciding = [one for one in of if one.verdict == "decides"]
    if not deciding:
        return [], []
    together = [one for one in deciding if one.high >= deciding[0].low]
    return together, [one for one in deciding if one not in together]
