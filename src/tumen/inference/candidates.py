"""Reports that somebody could give: what sources see, of every place, in recent months, quarters, years."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

import numpy as np

from tumen.core.declare import GROUPS, Observable
from tumen.core.errors import InputError, did_you_mean
from tumen.ensemble.frame import Frame
from tumen.evidence import Observation, Quantity
from tumen.evidence import periods as edtf
from tumen.evidence.grades import RELIABILITY
from tumen.evidence.noise import noise
from tumen.inference.quantities import quantities
from tumen.inference.result import Fit
from tumen.press.sources import BEATS

GRADE = "B"
"""Letter of the source that a report is imagined from: usually reliable."""

SPANS: Mapping[int, int] = {1: 6, 3: 4, 12: 2}
"""Months that a report covers -> how many such periods back from the last month are looked at."""

UNNAMED = ("means", "camp")
"""What a run tells apart and a report has no name for."""

LEVEL = 1e-3
"""Part of an amount by which nine worlds in ten must differ for there to be anything to narrow."""

TOGETHER = 24
"""Observables read from the store at a time."""

Span = tuple[date, date]

Tell = Callable[[str], None]
"""Says how far one is."""


@dataclass(frozen=True)
class Imagined:
    """Reports that somebody could give, and what every run of a fit would have them say.

    Attributes
    ----------
    reports
        Without an amount.
    amounts
        Shape (runs, reports), in the reports' units; NaN where a run shows nothing.
    """

    reports: tuple[Observation, ...]
    amounts: np.ndarray


def seen_by(observable: str) -> str:
    """Which sort of source sees it; empty where nobody does."""
    return next((beat for beat, sees in BEATS.items() if observable in sees), "")


def spans(frame: Frame, lengths: Mapping[int, int] = SPANS) -> list[Span]:
    """Periods that end with the last month, and those before them."""
    found: list[Span] = []
    for months, times in lengths.items():
        for back in range(times):
            last = len(frame.time) - 1 - back * months
            first = last - months + 1
            if first >= 0:
                begins = frame.time[first] - timedelta(days=frame.days[first] - 1)
                found.append((begins, frame.time[last]))
    return found


def silent(_: str) -> None:
    """Say nothing."""


def imagined(fit: Fit, tell: Tell = silent) -> Imagined:
    """Every report that a source could give of recent times and that not all runs agree on.

    Parameters
    ----------
    tell
        Says how far one is.

    Raises
    ------
    RunError
        If the store no longer holds the fit's runs, or the model has changed since.
    """
    catalog, frame = fit.model.catalog, fit.frame
    names = sorted({name for sees in BEATS.values() for name in sees} & frame.dims.keys())
    names = [name for name in names if catalog.observables[name].by not in UNNAMED]
    reports: list[Observation] = []
    columns: list[np.ndarray] = []
    for first in range(0, len(names), TOGETHER):
        some = names[first : first + TOGETHER]
        tell(f"Reading what somebody could see: {first + len(some)} of {len(names)} things …")
        for name, values in fit.results(some, "all").items():
            moving = list(_reports(name, catalog.observables[name], frame, values))
            exact = {name: values.astype(float)}  # once, not once a report
            reports += moving
            columns += [quantity.of(exact) for quantity in quantities(moving, frame, catalog)]
    runs = fit.tree["runs"].sizes["run"]
    amounts = np.stack(columns, axis=1) if columns else np.zeros((runs, 0))
    return Imagined(tuple(reports), amounts)


def _reports(name: str, observable: Observable, frame: Frame, values: np.ndarray) -> Iterator[Observation]:
    """A report of every place, good or crossing in which runs differ, of every recent period."""
    dimensions = GROUPS[observable.by]
    labels = [frame.labels(one) if one in dimensions else ("",) for one in ("place", "commodity", "crossing")]
    for place, good, crossing in product(*labels):
        of = {"place": place, "commodity": good, "crossing": crossing}
        if not _moves(values, [frame.labels(one).index(of[one]) for one in frame.dims[name]]):
            continue
        places = (place,) if place else ()
        for span in spans(frame):
            yield report(name, observable, span, places=places, commodity=good, crossing=crossing)


def _moves(values: np.ndarray, cell: list[int]) -> bool:
    """Whether runs differ at all in what was lately at a place, of a good or at a crossing."""
    recent = slice(-max(SPANS) * SPANS[max(SPANS)], None)
    at: list[int | slice] = [slice(None), recent, *cell]
    part = values[tuple(at)]
    there = part[~np.isnan(part)]
    return bool(there.size and np.ptp(there) > 0)


def report(
    name: str,
    observable: Observable,
    span: Span,
    *,
    places: tuple[str, ...] = (),
    commodity: str = "",
    crossing: str = "",
    value: float = 0.0,
) -> Observation:
    """A report of an observable by a source of grade `GRADE`; until it is known, of nothing."""
    over_time, period = observable.over_time, edtf.of_days(*span)
    told = Quantity(kind="value", value=_round(value), unit=observable.unit)
    error = noise(told, GRADE, edtf.parse(period), observable.unit)
    return Observation(
        claim="/".join(filter(None, (name, commodity, crossing, *places, period))),
        says="",
        observable=name,
        places=places,
        commodity=commodity,
        crossing=crossing,
        group="",
        first=span[0],
        last=span[1],
        over_time=over_time,
        kind="count" if error.scale == "count" else "value",
        unit=observable.unit,
        low=value,
        high=value,
        value=value,
        noise=error,
        operator="direct",
        factor_low=1.0,
        factor_high=1.0,
        lag_months=(0, 0),
        genuine=RELIABILITY[GRADE][1],
        reliability=GRADE,
        credibility=6,
        bias_group="",
        origin=seen_by(name) or "nobody",
        outlet="",
        published=str(span[1]),
        over_places=observable.over_places,
    )


def _round(value: float) -> float:
    """The amount as it would be told: to two digits."""
    return float(f"{value:.2g}")


def telling(one: Observation, observable: Observable, value: float) -> Observation:
    """A report that says an amount."""
    span = (one.first, one.last)
    found = report(
        one.observable,
        observable,
        span,
        places=one.places,
        commodity=one.commodity,
        crossing=one.crossing,
        value=value,
    )
    return replace(found, claim=one.claim)


def outcome(fit: Fit, wanted: str) -> Observation:
    """What is to be narrowed, as a report that says it would: ``NAME[/GOOD][:PERIOD]``.

    Without a period it is the last twelve months of the runs; places are put together.

    Raises
    ------
    InputError
        If there is no such observable, good or period.
    """
    name, _, when = wanted.partition(":")
    name, _, good = name.partition("/")
    frame, known = fit.frame, fit.model.catalog.observables
    if name not in frame.dims:
        raise InputError(f"There is no observable '{name}'{did_you_mean(name, frame.dims)}.")
    observable = known[name]
    if good and ("commodity" not in frame.dims[name] or good not in frame.commodities):
        raise InputError(f"No run tells '{name}' of '{good}'{did_you_mean(good, frame.commodities)}.")
    if "commodity" in frame.dims[name] and not good and observable.over_places == "mean":
        raise InputError(f"'{name}' is told apart by goods; name one, such as {name}/{frame.commodities[0]}.")
    months = min(12, len(frame.time))
    span = _span(when, frame) if when else spans(frame, {months: 1})[0]
    return report(name, observable, span, commodity=good)


def check_good(fit: Fit, wanted: Observation, values: np.ndarray) -> None:
    """Refuse an outcome of a good of which no run shows anything at any time.

    Parameters
    ----------
    values
        What every run shows of the observable.

    Raises
    ------
    InputError
        If it is such a good.
    """
    if not wanted.commodity:
        return
    at = fit.frame.dims[wanted.observable].index("commodity")
    others = tuple(i for i in range(values.ndim) if i != at + 2)
    there = np.any(np.nan_to_num(values) != 0, axis=others)
    known = [good for good, shown in zip(fit.frame.commodities, there, strict=True) if shown]
    if wanted.commodity not in known:
        hint = f"; it tells of {', '.join(known)}" if known else ""
        raise InputError(f"No run shows any '{wanted.observable}' of '{wanted.commodity}'{hint}.")


def last_telling(fit: Fit, wanted: Observation, values: np.ndarray) -> Observation:
    """An outcome in the last year in which the posterior's runs differ; as it is where they never do.

    Parameters
    ----------
    values
        What the posterior's runs show of the observable.
    """
    months = min(12, len(fit.frame.time))
    observable = fit.model.catalog.observables[wanted.observable]
    for span in spans(fit.frame, {months: len(fit.frame.time) // months}):
        one = report(wanted.observable, observable, span, commodity=wanted.commodity)
        (of,) = quantities([one], fit.frame, fit.model.catalog)
        amounts = of.of({wanted.observable: values})
        if differ(amounts[~np.isnan(amounts)]):
            return one
    return wanted


def differ(amounts: np.ndarray) -> bool:
    """Whether more than a few worlds differ."""
    if not len(amounts):
        return False
    low, high = np.percentile(amounts, (5, 95))
    return bool(high - low > LEVEL * max(abs(low), abs(high)))


def _span(when: str, frame: Frame) -> Span:
    first, last = edtf.parse(when).within(frame.first, frame.time[-1])
    if first < frame.first or last > frame.time[-1]:
        raise InputError(f"{when} is not within the runs, {frame.first} to {frame.time[-1]}.")
    return first, last
