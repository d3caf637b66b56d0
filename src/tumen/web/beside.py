"""What the model shows beside a report: a few runs of the scenario, read off as the report tells."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from tumen.core.errors import TumenError
from tumen.engine.kernel import default_model
from tumen.ensemble.frame import frame_of
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim
from tumen.evidence.observations import EPOCH, Observation, observe
from tumen.inference.quantities import quantities
from tumen.scenario import available
from tumen.web.bands import quantiles, rounded
from tumen.web.lives import Lived, Lives, World, scenario_named
from tumen.web.problems import Problem

SHARE, RUNS = 0.002, 8
"""Enough for a first look; a fit tells more."""

PATIENCE = 20.0
"""Seconds to wait for somebody else's runs."""


@lru_cache(maxsize=1)
def _lives() -> Lives:
    return Lives(tuple(default_model().catalog.observables), memory=200_000_000)


_ONE_AT_A_TIME = threading.Lock()


def beside(case: Case, claim: Claim) -> dict[str, Any] | None:
    """Model and report side by side; None where the model does not measure what the report speaks of."""
    for name in [*case.scenarios, *available()]:
        if name not in available():
            continue
        found = _observations(case, name).get(claim.id)
        if found is not None:
            return _compared(found, name)
    return None


_OBSERVED: dict[tuple[int, str], tuple[Case, dict[str, Observation]]] = {}


def _observations(case: Case, scenario: str) -> dict[str, Observation]:
    key = (id(case), scenario)
    kept = _OBSERVED.get(key)
    if kept is None:
        if len(_OBSERVED) > 12:
            _OBSERVED.clear()
        told = observe(case, scenario_named(scenario)).observations
        kept = _OBSERVED[key] = (case, {one.claim: one for one in told})
    return kept[1]


def _compared(one: Observation, scenario: str) -> dict[str, Any] | None:
    world = World(scenario_named(scenario), SHARE)
    catalog = default_model().catalog
    try:
        quantity = quantities([one], frame_of(world.stage(0)), catalog)[0]
    except TumenError:
        return None
    courses = _lived(world)
    values = quantity.of({one.observable: np.stack([c.course.values[one.observable] for c in courses])})
    known = values[np.isfinite(values)]
    low, middle, high = quantiles(values, (5, 50, 95)).tolist()
    if not len(known):
        return None
    reported = one.value if one.value is not None else _middle(one)
    percentile = None if reported is None else float((known < reported).mean() * 100)
    show = _day if one.kind == "date" else rounded
    return {
        "observable": one.observable,
        "scenario": scenario,
        "unit": "" if one.kind == "date" else one.unit,
        "runs": len(known),
        "model": {"p5": show(low), "p50": show(middle), "p95": show(high)},
        "reported": None if reported is None else show(reported),
        "low": show(one.low) if np.isfinite(one.low) else None,
        "high": show(one.high) if np.isfinite(one.high) else None,
        "percentile": percentile,
        "words": _words(one, known, scenario),
    }


def _lived(world: World) -> list[Lived]:
    """The runs; one caller at a time has them made.

    Raises
    ------
    Problem
        If others take too long.
    """
    if not _ONE_AT_A_TIME.acquire(timeout=PATIENCE):
        raise Problem(409, "The model is busy; open the claim again.")
    try:
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(lambda run: _lives().as_it_happened(world, run, lambda: False), range(RUNS)))
    finally:
        _ONE_AT_A_TIME.release()


def _middle(one: Observation) -> float | None:
    if np.isfinite(one.low) and np.isfinite(one.high):
        return (one.low + one.high) / 2
    return None


def _day(days: float) -> str:
    return str(date.fromordinal(EPOCH.toordinal() + round(days)))


def _words(one: Observation, values: np.ndarray, scenario: str) -> str:
    inside = int(((values >= one.low) & (values <= one.high)).sum())
    if inside:
        said = f"{inside} of {len(values)} runs lie within what is reported"
    elif values.max() < one.low:
        said = "the model lies below the report in every run"
    elif values.min() > one.high:
        said = "the model lies above the report in every run"
    else:
        said = "the runs lie on both sides of the report"
    return f"Of '{scenario}' with default beliefs, {said}; errors of the report are not counted here."
