"""Comparisons without a simulator, from numbers a test gives; and a short world for real ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from scipy.special import ndtr

from tumen.comparison.outcomes import COURSES, CURRENCY, HUNGRY
from tumen.comparison.regret import AIMS
from tumen.comparison.result import SCHEMA, Comparison
from tumen.engine.kernel import default_model
from tumen.policies import Policy
from tumen.scenario import Scenario, load

UNITS = {CURRENCY: "USD million", HUNGRY: "person-days", "two_meals": "share", "smuggled": "t"}
LEAST_HUNGER, MOST_DENIED = AIMS
MONTHS = pd.date_range("2014-01-31", periods=6, freq="ME")


def made_up(
    values: Mapping[str, Sequence[Any] | np.ndarray],
    *,
    z: np.ndarray | None = None,
    policies: Sequence[str] = (),
    named: Sequence[str] = (),
    weights: Mapping[str, np.ndarray] | None = None,
    **told: Any,
) -> Comparison:
    """A comparison of these outcomes, each (policies, runs), the baseline first."""
    numbers = np.stack([np.asarray(one, float) for one in values.values()], axis=-1)
    count, runs, _ = numbers.shape
    names = ["as-it-happened", *(policies or [f"policy-{i}" for i in range(1, count)])]
    z = np.zeros((runs, 0)) if z is None else z
    shown = COURSES[:2]
    course = np.random.default_rng(3).normal(100, 10, (count, runs, len(shown), len(MONTHS)))
    variables: dict[str, Any] = {
        "outcome_value": (("policy", "run", "outcome"), numbers),
        "course_value": (("policy", "run", "course", "time"), course),
        "belief_value": (("run", "belief"), ndtr(z) * 10),
        "belief_probit": (("run", "belief"), z),
        "draw": (("run",), np.arange(runs)),
    }
    if weights:
        variables["weight"] = (("weighting", "run"), np.stack(list(weights.values())))
        variables["weighting_name"] = (("weighting",), list(weights))
    coords = {
        "policy": names,
        "outcome": list(values),
        "course": [name for name, _ in shown],
        "belief": list(named or [f"belief_{i}" for i in range(z.shape[1])]),
        "belief_unit": ("belief", ["t"] * z.shape[1]),
        "time": MONTHS,
        "outcome_title": ("outcome", [f"Title of {name}" for name in values]),
        "outcome_unit": ("outcome", [UNITS.get(name, "t") for name in values]),
        "outcome_group": ("outcome", ["The state"] * len(values)),
        "outcome_better": ("outcome", [""] * len(values)),
        "course_title": ("course", [title for _, title in shown]),
        "course_unit": ("course", ["USD million", "t"]),
    }
    return Comparison(xr.Dataset(variables, coords=coords), _provenance(names, runs, told))


def _provenance(names: Sequence[str], runs: int, told: Mapping[str, Any]) -> dict[str, Any]:
    policies = [
        {
            "name": name,
            "title": f"Title of {name}",
            "about": "About it.",
            "who": "",
            "differs": [f"{name} differs."] if i else [],
            "first": "2014-02-01" if i else None,
            "file": f'name = "{name}"' if i == 1 else None,
        }
        for i, name in enumerate(names)
    ]
    usual = {
        "schema": SCHEMA,
        "version": "0.1.0",
        "key": "0123456789",
        "scenario": "musan",
        "title": "Musan",
        "kernel": "abc",
        "policies": policies,
        "first": "2014-02-01",
        "start": "2014-01-01",
        "end": "2014-06-30",
        "people_share": 0.005,
        "beliefs": "prior",
        "beliefs_about": "2 beliefs drawn",
        "fit": "fits/musan-0123456789" if told.get("beliefs") == "posterior" else "",
        "seed": 1,
        "runs": runs,
        "stopped": 0,
    }
    return usual | dict(told)


def both(hungry: Any, earned: Any = None) -> dict[str, Any]:
    """Hunger, and currency, by policy and run."""
    hungry = np.asarray(hungry, float)
    return {CURRENCY: np.ones_like(hungry) if earned is None else earned, HUNGRY: hungry}


SHARE, FIRST, LAST = 0.004, date(2013, 3, 1), date(2013, 4, 30)


@cache
def musan() -> Scenario:
    """Musan with hardly any burn-in, so that a run takes a moment."""
    return replace(load("musan", default_model().catalog), burn_in_days=20)


def policy(name: str = "mine", first: date = FIRST, **levers: float) -> Policy:
    """Levers set from a day on."""
    change = {"from": first, "set": levers or {"support_levy": 2000.0, "levy_order": 5000.0}}
    return Policy.model_validate({"name": name, "title": f"Title of {name}", "change": [change]})
