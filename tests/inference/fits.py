"""A fit without a simulator: made-up months stand in the store, everything else is the real thing.

``made_up_fit(folder)`` gives a `Fit` in a few seconds. Its world has six beliefs of `musan` and two
years; every way a report can stand to the model occurs, as `REPORTS` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from scipy.special import expit

from tumen.engine.kernel import default_model
from tumen.ensemble import shards
from tumen.ensemble.frame import Frame
from tumen.ensemble.plan import World
from tumen.ensemble.store import Store
from tumen.evidence import Observation
from tumen.evidence.noise import Noise
from tumen.inference import emulator, steering
from tumen.inference.fitting import Workshop, answer
from tumen.inference.prior import beliefs
from tumen.inference.question import Question
from tumen.inference.result import Fit
from tumen.scenario import load

BELIEFS = ("rice_ratio", "public_share", "ration_norm", "toil", "contract_length", "hope_link")
"""What each moves: prices up; hunger down; the ration; nothing; exports; nothing (a switch)."""

START, END = date(2013, 1, 1), date(2014, 12, 31)


def observation(claim: str, observable: str, **changes: Any) -> Observation:
    """A report on Musan in 2014, graded B; everything may be told otherwise."""
    error = changes.pop("error", 0.15)
    scale = changes.pop("scale", "log")
    shared = changes.pop("shared", "")
    floor = changes.pop("floor", 0.0)
    value = changes.get("value")
    plain: dict[str, Any] = {
        "claim": claim,
        "says": f"Claim {claim} about {observable}.",
        "observable": observable,
        "places": ("Musan",),
        "commodity": "",
        "crossing": "",
        "group": "",
        "first": date(2014, 1, 1),
        "last": date(2014, 12, 31),
        "over_time": "mean",
        "kind": "value",
        "unit": "KPW/kg",
        "low": value,
        "high": value,
        "noise": Noise(scale, error, floor, error, 0.0, 0.0, 0.0, shared),
        "operator": "direct",
        "factor_low": 1.0,
        "factor_high": 1.0,
        "lag_months": (0, 0),
        "genuine": 0.9,
        "reliability": "B",
        "credibility": 2,
        "bias_group": "",
        "origin": f"origin of {claim}",
        "outlet": "Daily NK",
        "published": "2015-01-20",
        "over_places": "mean",
    }
    return Observation(**(plain | changes))


IRON: dict[str, Any] = {
    "commodity": "iron_concentrate",
    "over_time": "sum",
    "over_places": "sum",
    "unit": "t",
    "operator": "national iron",
    "shared": "musan_share",
    "factor_low": 0.2,
    "factor_high": 0.6,
    "bias_group": "mirror-trade",
    "bias_width": 0.15,
    "floor": 1.0,
}
SHARE: dict[str, Any] = {"unit": "share of people", "scale": "odds", "floor": 0.02}
TRIALS: dict[str, Any] = {"unit": "trials", "over_time": "sum", "over_places": "sum", "floor": 0.25}
JUNE, YEAR_BEFORE = date(2014, 6, 1), {"than_first": date(2013, 1, 1), "than_last": date(2013, 12, 31)}

REPORTS: tuple[Observation, ...] = (
    observation("R1", "rice_price", value=6400.0, relays=("R1-echo",)),
    observation("R2", "rice_price", value=6300.0, first=JUNE, last=date(2014, 6, 30), reliability="C"),
    observation("R3", "rice_price", value=2500.0, genuine=0.5, reliability="D"),  # contradicts R1 and R2
    observation("R4", "two_meals", low=0.3, high=0.5, kind="interval", **SHARE),
    observation("R5", "exports", value=700_000.0, **IRON),
    observation("R6", "exports", value=760_000.0, **(IRON | {"first": date(2013, 1, 1), "last": END})),
    observation("R7", "exports", low=1_000.0, high=np.inf, kind="lower", **IRON),
    observation("R8", "ration", value=2_000.0, unit="g/person/day", floor=20.0),  # out of reach
    observation("R9", "trials", value=4.0, scale="count", **TRIALS),
    observation("R10", "rice_price", low=1.0, high=1.5, kind="ratio", unit="times (KPW/kg)", **YEAR_BEFORE),
    observation(
        "R11",
        "ration",
        kind="date",
        unit="days",
        scale="days",
        error=20.0,
        low=float((date(2014, 6, 1) - date(1970, 1, 1)).days),
        high=float((date(2014, 6, 30) - date(1970, 1, 1)).days),
        event="rations_stop",
        shows="below",
        level=20.0,
        first=JUNE,
        last=date(2014, 6, 30),
    ),
)
"""R1, R2 agree; R3 contradicts them; R5 to R7 share an operator; R8 is out of reach; R9 teaches nothing;
R10 is a ratio; R11 a date."""


def made_up_months(z: np.ndarray, luck: int, frame: Frame) -> dict[str, np.ndarray]:
    """What one run shows: all zero but for prices, rations, meals, exports and trials."""
    noise = np.random.default_rng([20, luck]).normal(size=(len(frame.time), len(frame.places)))
    month = np.arange(len(frame.time))[:, None]
    values = {name: np.zeros(frame.shape(name), np.float32) for name in frame.dims}
    season = 0.08 * np.cos(2 * np.pi * month / 12)
    values["rice_price"][:] = 5000 * np.exp(0.35 * z[0] + season + 0.03 * noise)
    values["two_meals"][:] = expit(-0.6 - 0.8 * z[1] + 0.3 * z[0] + 0.1 * noise)
    stopped = month >= 15 + 2 * z[2]
    values["ration"][:] = np.where(stopped, 5.0, 300 * np.exp(0.2 * z[2] + 0.05 * noise))
    iron = 60_000 * np.exp(0.3 * z[4] + 0.05 * noise)
    good = frame.commodities.index("iron_concentrate")
    values["exports"][:, 0, good] = iron[:, 0]
    values["export_value"][:, 0, good] = 80 * iron[:, 0]
    values["foreign_currency_earned"][:] = 80e-6 * iron[:, 0]
    values["trials"][:] = noise > 0.5
    return values


@dataclass
class MadeUpShop(Workshop):
    """A workshop whose runs are made up and put into the store."""

    def amounts(self, question: Question, z: np.ndarray, first: int, label: str) -> np.ndarray:
        """Every report's quantity in made-up runs."""
        plan = steering.plan_of(question.world, question.beliefs, z, question.seed, first, label)
        frame = self.store.frame(question.world, self.model)
        rows = [
            shards.Row(key, member, made_up_months(point, member.run, frame))
            for key, member, point in zip(plan.keys(self.model), plan.members, z, strict=True)
        ]
        self.store.put(question.world.key(self.model), *shards.pack(rows, list(frame.dims)))
        of = self.quantities(question)
        results = self.store.read(plan, sorted({one.observable for one in of}), self.model)
        return np.stack([one.of(results) for one in of], axis=1)


@cache
def musan() -> Any:
    """The scenario that made-up fits are of."""
    return load("musan", default_model().catalog)


def made_up_question(
    reports: Sequence[Observation] = REPORTS,
    *,
    runs: int = 150,
    seed: int = 1,
    draws: int = 400,
    checked: int = 30,
    **changes: Any,
) -> Question:
    """What a made-up fit asks."""
    model = default_model()
    question = Question(
        World(musan(), 0.005, START, END),
        beliefs(musan(), model.catalog, BELIEFS),
        tuple(reports),
        unfitted=(("R20", "kept as input: bans are inputs"), ("R21", "none of Tanchon lies in the scenario")),
        case="border",
        runs=runs,
        seed=seed,
        draws=draws,
        steps=1,
        checked=checked,
    )
    return replace(question, **changes)


def made_up_fit(folder: Path, reports: Sequence[Observation] = REPORTS, **changes: Any) -> Fit:
    """A finished fit of made-up runs.

    Parameters
    ----------
    folder
        Where its store goes, such as ``tmp_path``.
    reports
        The observations that count.
    changes
        Fields of `Question`.
    """
    question = made_up_question(reports, **changes)
    with patch.object(emulator, "CHOICES", emulator.CHOICES[:1]):  # six times as fast, and good enough here
        return answer(question, MadeUpShop(default_model(), Store(folder / "store"), workers=1))
