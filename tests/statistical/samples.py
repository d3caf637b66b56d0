"""How far a sample of the people gives what all of them give.

A sample is drawn anew for each number: other households of the same towns, and other luck. What is
linear in people then differs from the whole by sampling error only; what depends on sizes of crowds,
on thresholds of a place or on whole persons need not.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import numpy as np
import xarray as xr

from tumen.engine.kernel import default_model
from tumen.runs.run import simulate
from tumen.scenario import Scenario, load

WINDOW = ("2016-01-01", "2018-12-31")


@cache
def musan() -> Scenario:
    """The bundled scenario, checked."""
    return load("musan", default_model().catalog)


def sample(number: int, share: float, window: tuple[str, str], threads: int = 1) -> dict[str, float]:
    """Observables of one sample of the people; what is luck of places and mines is the same in all."""
    start, end = map(date.fromisoformat, window)
    scenario = replace(musan(), population_seed=musan().population_seed + number, start=start)
    run = simulate(scenario, people_share=share, end=end, threads=threads)
    return averages(run.to_xarray().isel(run=0))


def samples(count: int, share: float, window: tuple[str, str], first: int = 1) -> dict[str, np.ndarray]:
    """Observables of several samples, two at a time."""
    _ = default_model().kernel  # imported once, before the threads
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda number: sample(number, share, window), range(first, first + count)))
    return {name: np.array([one[name] for one in found]) for name in found[0]}


def averages(dataset: xr.Dataset) -> dict[str, float]:
    """Monthly average of every observable over all places: added up, or averaged by residents.

    Amounts of commodities, means, crossings and camps are added up; prices and shares are averaged.
    """
    found: dict[str, float] = {}
    for name, values in dataset.data_vars.items():
        if "over_time" not in values.attrs:
            continue
        apart = [dim for dim in ("commodity", "means", "crossing", "camp") if dim in values.dims]
        if apart:
            values = values.sum(apart) if values.attrs["over_places"] == "sum" else values.mean(apart)
        if "place" in values.dims and values.attrs["over_places"] == "sum":
            values = values.sum("place")
        elif "place" in values.dims:
            values = values.weighted(dataset.residents).mean("place")
        found[str(name)] = float(values.mean())
    return found


@dataclass(frozen=True)
class Bias:
    """How far samples are off on average, as a share of the whole's value, and the standard error."""

    share: float
    error: float

    def is_beyond(self, errors: float) -> bool:
        """Whether it is more than so many standard errors (and more than a part in ten thousand)."""
        return self.error > 0 and abs(self.share) > max(errors * self.error, 1e-4)


def bias(few: np.ndarray, few_share: float, many: np.ndarray, many_share: float) -> Bias:
    """Compare samples of a small share with samples of a large one, or with everybody.

    The error is taken from the spread of the small samples alone, which falls with the people in them.
    """
    whole = float(many.mean())
    variance = float(few.var(ddof=1)) * (1 / len(few) + few_share / many_share / len(many))
    scale = abs(whole) or 1.0
    return Bias((float(few.mean()) - whole) / scale, float(np.sqrt(variance)) / scale)


LUMPS = (
    "one sampled carrier stands for many, so a night's runs come in lumps; after a night without any, "
    "brokers promise the first runner a full wage, and more people come"
)
FULL_WAYS = "what goes over in a night is the least of loads and ways, and is less when nights differ more"
BROKERS = "brokers buy what they can pass on over the river, and people collect and take what they buy"

ENOUGH = (
    "a trial waits for twenty accused, and one sampled prisoner stands for many: in a sample there are "
    "fewer trials, with more accused"
)

HANDFUL = "officers, guards and soldiers are few in a town, and in a sample a handful stand for all of them"

NOT_LINEAR = {
    **dict.fromkeys(
        ("adults_carry", "carrier_runs", "carriers_caught", "carry_pay", "guards_paid_off"), LUMPS
    ),
    **dict.fromkeys(("bribes", "income_smuggling", "seized", "smuggling_receipts"), FULL_WAYS),
    **dict.fromkeys(("smuggled", "smuggled_commodity", "smuggled_crossing", "smuggled_means"), FULL_WAYS),
    **dict.fromkeys(("truck_loads", "truck_costs", "bought_by_units", "unit_profit"), FULL_WAYS),
    **dict.fromkeys(("adults_collect", "income_scrap", "scrap_collected"), BROKERS),
    **dict.fromkeys(("adults_pilfer", "concentrate_stolen", "income_theft"), BROKERS),
    **dict.fromkeys(("thieves", "thieves_caught", "broker_stock", "plant_metal_lost"), BROKERS),
    **dict.fromkeys(("guard_complicity", "crossing_watch", "income_bribes"), HANDFUL),
    **dict.fromkeys(("officer_income", "bribes_to_officers", "soldiers_wanted"), HANDFUL),
    **dict.fromkeys(("trials", "accused_per_trial", "trial_crowd", "warnings", "fear"), ENOUGH),
}
"""Observables that a sample gets wrong by more than chance, and why."""
