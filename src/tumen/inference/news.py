"""The reports that a stored run's own world would give, few enough to be compared with real evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tumen.core.declare import GROUPS
from tumen.engine.catalog import Catalog
from tumen.ensemble.frame import Frame
from tumen.press import Claim, Press, Quantity
from tumen.press import write as write_press
from tumen.press.sources import BEATS
from tumen.scenario import Scenario

if TYPE_CHECKING:
    import xarray as xr

HONEST = {"false_share": 0.0, "misdated_share": 0.0, "grade_d_share": 0.0}
"""Settings of a press that errs but neither lies nor mistakes a quarter.

Its sources are graded B and C: of one graded D the grade alone says that it is false as likely as not."""

MEASURED = tuple(sorted({name for sees in BEATS.values() for name in sees}))
"""Observables that some source of a press sees."""


def dataset(results: Mapping[str, np.ndarray], frame: Frame, catalog: Catalog, run: int) -> xr.Dataset:
    """Stored results of one run in the form that a run's own results have.

    Parameters
    ----------
    results
        Observable -> (month, and its own dimensions).
    run
        Number that the press draws its luck by.
    """
    import xarray as xr

    variables = {}
    for name, values in results.items():
        observable = catalog.observables[name]
        attributes = {
            "units": observable.unit,
            "over_time": observable.over_time,
            "over_places": observable.over_places,
        }
        variables[name] = (
            ("run", "time", *GROUPS[observable.by]),
            np.asarray(values, float)[None],
            attributes,
        )
    return xr.Dataset(
        variables,
        coords={
            "run": [run],
            "time": np.array(frame.time, "datetime64[ns]"),
            "days": ("time", np.array(frame.days, np.int64)),
            "place": list(frame.places),
            "residents": ("place", np.array(frame.residents)),
            "commodity": list(frame.commodities),
            "crossing": list(frame.crossings),
            "means": list(frame.means),
            "camp": list(frame.camps),
        },
    )


def press_of(
    data: xr.Dataset, scenario: Scenario, seed: int, reports: int, settings: Mapping[str, float] | None = None
) -> Press:
    """Write a press and keep so many of its first reports, with all that repeats them.

    Which are kept is drawn from the press's own luck, the same for the same seed.
    """
    crossings = [{"name": row["name"], "place": row["place"]} for row in scenario.crossings]
    press = write_press(
        data, {"scenario": scenario.name, "crossings": crossings}, seed=seed, settings=settings
    )
    first = [claim for claim in press.claims if claim.repeats is None]
    order = np.random.default_rng([seed, int(data.run.values[0]), 8]).permutation(len(first))
    kept = {first[i].id for i in order[:reports]}
    claims: list[Claim] = []
    for claim in press.claims:
        if claim.id in kept or claim.repeats in kept:
            kept.add(claim.id)
            claims.append(claim)
    return Press(tuple(claims), press.about)


def echoed(press: Press, number: int, times: int) -> Press:
    """The press with one first report repeated so many times by others."""
    first = [claim for claim in press.claims if claim.repeats is None]
    chosen = first[number % len(first)]
    copies = [
        replace(chosen, id=f"{chosen.id}-{i}", outlet="Newspaper", repeats=chosen.id) for i in range(times)
    ]
    return Press((*press.claims, *copies), press.about)


def numbers(press: Press) -> Sequence[int]:
    """Positions of the claims that tell a plain amount at first hand, not of nothing."""
    return [
        i
        for i, claim in enumerate(press.claims)
        if claim.repeats is None and claim.quantity.kind == "value" and (claim.quantity.value or 0) > 0
    ]


def falsified(press: Press, at: int, factor: float) -> Press:
    """The press with one claim's amount multiplied; a share stays a share."""
    claim = press.claims[at]
    amount = (claim.quantity.value or 0.0) * factor
    if claim.quantity.unit.startswith("share"):
        amount = min(amount, 1.0)
    changed = replace(claim, quantity=Quantity("value", claim.quantity.unit, value=amount))
    return Press((*press.claims[:at], changed, *press.claims[at + 1 :]), press.about)
