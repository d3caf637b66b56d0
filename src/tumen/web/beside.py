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
from tumen.evidence.wording import number
from tumen.inference.quantities import quantities
from tumen.inference.scales import scale
from tumen.scenario import available
from tumen.web.bands import quantiles, rounded
from tumen.web.lives import Lived, Lives, World, scenario_named
from tumen.web.problems import Problem

SHARE, RUNS = 0.002, 8
"""Enough for a first look; a fit tells more."""

NINE_TENTHS = 1.645
"""Standard deviations on either side that hold nine tenths of a normal error."""

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
    least, most = _allowed(one)
    show = _day if one.kind == "date" else rounded

    def end(value: float) -> Any:
        return show(value) if np.isfinite(value) else None

    return {
        "observable": one.observable,
        "scenario": scenario,
        "unit": "" if one.kind == "date" else one.unit,
        "where": _where(one, world),
        "period": one.period,
        "runs": len(known),
        "model": {"p5": show(low), "p50": show(middle), "p95": show(high)},
        "reported": None if reported is None else show(reported),
        "low": end(one.low),
        "high": end(one.high),
        "error_low": end(least),
        "error_high": end(most),
        "percentile": percentile,
        "words": _words(one, known, scenario),
    }


def _allowed(one: Observation) -> tuple[float, float]:
    """Between which amounts the truth lies nine times in ten, if the report is genuine."""
    on, off = scale(one), NINE_TENTHS * one.noise.error
    least = float(on.back(on.to(one.low) - off)) if np.isfinite(one.low) else -np.inf
    most = float(on.back(on.to(one.high) + off)) if np.isfinite(one.high) else np.inf
    return (max(0.0, least) if one.low >= 0 else least), most


def _where(one: Observation, world: World) -> str:
    """Of which places the model's figure is."""
    if not one.places:
        return "the whole country"
    every = len(world.scenario.table("places"))
    if len(one.places) == every > 2:
        return f"the {every} places of the scenario together"
    *most, last = one.places
    return f"{', '.join(most)} and {last}" if most else last


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
    least, most = _allowed(one)
    inside = int(((values >= least) & (values <= most)).sum())
    return (
        f"With default beliefs the middle of {len(values)} runs of '{scenario}' lies {_apart(one, values)}; "
        f"{inside} of {len(values)} lie within the error that a report of grade {one.reliability}, "
        f"so {'dated' if one.kind == 'date' else 'told'}, may have."
    )


def _apart(one: Observation, values: np.ndarray) -> str:
    """How far the middle run lies from what is reported."""
    middle = float(np.median(values))
    if one.low <= middle <= one.high:
        return "at the report" if one.low == one.high else "within what is reported"
    below = middle < one.low
    told, gap = (one.low, one.low - middle) if below else (one.high, middle - one.high)
    end = "the report" if one.low == one.high else f"the {'least' if below else 'most'} that is reported"
    if one.kind == "date":
        days = round(gap)
        return f"{days:,} day{'s' * (days != 1)} {'before' if below else 'after'} the report"
    side = f"{'below' if below else 'above'} {end}"
    if one.noise.scale == "odds":
        return f"{_two(gap * 100)} points {side}"
    if told == 0:
        return side
    if not below and told > 0 and middle >= 2 * told:
        return f"at {_two(middle / told)} times {end}"
    return f"{_two(gap / abs(told) * 100)} % {side}"


def _two(value: float) -> str:
    """Two digits that mean something."""
    return number(float(f"{value:.2g}"))
