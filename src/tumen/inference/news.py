"""The reports that a stored run's own world would give, few enough to be compared with real evidence."""

from __future__ import annotations

from collections import Counter
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

AGAIN = 2 / 3
"""Chance that a report speaks of a thing of which another has spoken: of the 67 reports of the bundled
evidence that a fit to `musan` weighs, 45 do; the 22 things are told of by 1 to 25 each."""

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

    Which are kept is drawn from the press's own luck, the same for the same seed. As in real evidence
    some things are told of often and many once (`AGAIN`; what was told of more is told of sooner again).
    """
    crossings = [{"name": row["name"], "place": row["place"]} for row in scenario.crossings]
    press = write_press(
        data, {"scenario": scenario.name, "crossings": crossings}, seed=seed, settings=settings
    )
    first = [claim for claim in press.claims if claim.repeats is None]
    kept = {claim.id for claim in told_of(first, reports, [seed, int(data.run.values[0]), 8])}
    claims: list[Claim] = []
    for claim in press.claims:
        if claim.id in kept or claim.repeats in kept:
            kept.add(claim.id)
            claims.append(claim)
    return Press(tuple(claims), press.about)


def told_of(first: Sequence[Claim], reports: int, key: Sequence[int]) -> list[Claim]:
    """So many first reports, drawn one by one."""
    if reports >= len(first):
        return list(first)
    luck = np.random.default_rng(key)
    left = [first[i] for i in luck.permutation(len(first))]
    kept: list[Claim] = []
    while left and len(kept) < reports:
        told = Counter(_thing(claim) for claim in kept)
        waiting = Counter(_thing(claim) for claim in left)
        times = np.array([told[_thing(claim)] / waiting[_thing(claim)] for claim in left])
        likely = times if luck.random() < AGAIN else 1.0 * (times == 0)
        if not likely.any():
            likely = np.ones(len(left))
        kept.append(left.pop(int(luck.choice(len(left), p=likely / likely.sum()))))
    return kept


def _thing(claim: Claim) -> tuple[str, str | None]:
    return claim.observable, claim.commodity


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
    """The press with one claim telling so many times what was true, in two digits; a share stays a share."""
    claim = press.claims[at]
    amount = float(f"{claim.truth.value * factor:.2g}")
    if claim.quantity.unit.startswith("share"):
        amount = min(amount, 1.0)
    changed = replace(claim, quantity=Quantity("value", claim.quantity.unit, value=amount))
    return Press((*press.claims[:at], changed, *press.claims[at + 1 :]), press.about)
