"""What a run would have to show for a report to be exactly right: one number a run and report.

A quantity ties an observation to the monthly results: which observable, which places put together,
which months, how they make one amount. It is a function of stored results, so that a new report needs
no new run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zlib import crc32

import numpy as np

from tumen.core.declare import GROUPS
from tumen.core.errors import InputError
from tumen.engine.catalog import Catalog
from tumen.ensemble.frame import Frame
from tumen.evidence import periods
from tumen.evidence.events import EVENTS
from tumen.evidence.noise import floor
from tumen.evidence.observations import EPOCH, Observation

NEVER_DAYS = 365
"""An event that does not happen counts as happening so many days after the last day (assumption)."""

Weights = tuple[float, ...]

Cells = tuple[tuple[int, ...], ...]

Arrays = Mapping[str, np.ndarray]
"""Observable -> values by (run, month, and the dimensions that `GROUPS` gives it)."""


@dataclass(frozen=True)
class Quantity:
    """How one observation is read off monthly results.

    Attributes
    ----------
    observable
        Whose results are read.
    cells
        Positions along the observable's own dimensions that are put together.
    shares
        Weight of each cell: 1 to add up, shares of residents to average.
    months
        Weight of each month: days covered as a part of the month for a sum, of the period for a mean.
    others
        The same for the other periods that a report may mean which is not sure of its months.
    than
        The same for the period that a ratio compares with.
    event
        Name of a dated event; it is read by its level, not by months.
    """

    claim: str
    observable: str
    cells: Cells
    shares: tuple[float, ...]
    months: Weights
    over_time: str
    others: tuple[Weights, ...] = ()
    than: Weights = ()
    event: str = ""
    floor: float = 0.0
    about: float = 0.0
    ends: tuple[float, ...] = ()

    def of(self, arrays: Arrays, first: int = 0) -> np.ndarray:
        """The quantity in each run, shape (runs,), in the observation's unit; NaN where it is missing.

        Of a report that is not sure of its months each run shows one of those that it may mean, drawn
        by what is read and the run's number: reports of the same are wrong about it together, so that
        two of them teach no more than they can.

        Parameters
        ----------
        first
            Number of the first run.
        """
        every = self.every(arrays)
        if len(every) == 1:
            return every[0]
        what = (self.observable, self.cells, self.months, self.others, self.than, self.over_time)
        luck = np.random.default_rng(crc32(repr(what).encode()))
        runs = np.arange(every.shape[1])
        meant = luck.integers(len(every), size=first + len(runs))[first:]
        return every[meant, runs]

    def every(self, arrays: Arrays) -> np.ndarray:
        """The quantity for each period that the report may mean, shape (periods, runs)."""
        values = np.asarray(arrays[self.observable], float)
        by_month = np.zeros(values.shape[:2])
        for share, cell in zip(self.shares, self.cells, strict=True):
            at: Any = (..., *cell)
            by_month += share * values[at]
        if self.event:
            return self._date(by_month)[None]
        amounts = np.stack(
            [_together(by_month, np.array(one), self.over_time) for one in (self.months, *self.others)]
        )
        if not self.than:
            return amounts
        before = _together(by_month, np.array(self.than), self.over_time)
        return (amounts + self.floor) / (before + self.floor)

    def _date(self, by_month: np.ndarray) -> np.ndarray:
        """Days since 1970 of the middle of the month in which the level is passed, nearest to the report."""
        event = EVENTS[self.event]
        holds = by_month > event.level if event.shows == "above" else by_month < event.level
        began = holds & ~np.concatenate([holds[:, :1], holds[:, :-1]], axis=1)
        ends = np.array(self.ends)
        middles = ends - 15.0
        distance = np.where(began, np.abs(middles - self.about), np.inf)
        nearest = distance.argmin(axis=1)
        return np.where(began.any(axis=1), middles[nearest], ends[-1] + NEVER_DAYS)


def _together(by_month: np.ndarray, weights: np.ndarray, over_time: str) -> np.ndarray:
    """Months put together: added, averaged over what is not missing, or the last, least or greatest."""
    wanted = by_month[:, weights > 0]
    if over_time == "last":
        return wanted[:, -1]
    with np.errstate(invalid="ignore"):
        if over_time in ("min", "max"):
            found = np.where(np.isnan(wanted), np.inf if over_time == "min" else -np.inf, wanted)
            extreme = found.min(axis=1) if over_time == "min" else found.max(axis=1)
            return np.where(np.isfinite(extreme), extreme, np.nan)
        weights = weights[weights > 0]
        there = ~np.isnan(wanted)
        total = np.where(there, wanted, 0.0) @ weights
        if over_time == "sum":
            return np.where(there.any(axis=1), total, np.nan)
        share = there @ weights
        return np.divide(total, share, out=np.full(len(total), np.nan), where=share > 0)


def quantities(observations: Sequence[Observation], frame: Frame, catalog: Catalog) -> tuple[Quantity, ...]:
    """How each observation is read off results laid out as ``frame`` says.

    Raises
    ------
    InputError
        If an observation speaks of a month, place, good or crossing that the results do not hold.
    """
    return tuple(_quantity(one, frame, catalog) for one in observations)


def _quantity(one: Observation, frame: Frame, catalog: Catalog) -> Quantity:
    observable = catalog.observables[one.observable]
    cells, shares = _cells(one, frame, observable.by, observable.over_places)
    if one.kind == "date":
        return Quantity(
            one.claim,
            one.observable,
            cells,
            shares,
            (),
            "date",
            event=one.event,
            about=(one.low + one.high) / 2,
            ends=tuple(float((end - EPOCH).days) for end in frame.time),
        )
    months, *others = _meant(one, frame)
    than: Weights = ()
    if one.kind == "ratio":
        assert one.than_first is not None
        assert one.than_last is not None
        than = _months(one.than_first, one.than_last, one, frame)
    least = max(floor(observable.unit), 1e-9)
    return Quantity(
        one.claim, one.observable, cells, shares, months, one.over_time, tuple(others), than, floor=least
    )


def _cells(one: Observation, frame: Frame, by: str, over_places: str) -> tuple[Cells, tuple[float, ...]]:
    """Positions that are put together, and the weight of each."""
    dimensions = GROUPS[by]
    if not dimensions:
        return ((),), (1.0,)
    if dimensions == ("crossing",):
        wanted = [one.crossing] if one.crossing else list(frame.crossings)
        banks: Cells = tuple((_at(name, frame.crossings, one),) for name in wanted)
        return banks, _shares([1.0] * len(banks), over_places)
    if dimensions == ("camp",):
        every: Cells = tuple((i,) for i in range(len(frame.camps)))
        return every, _shares([1.0] * len(every), over_places)
    places = [_at(name, frame.places, one) for name in one.places or frame.places]
    residents = [float(frame.residents[place]) for place in places]
    if dimensions == ("place",):
        return tuple((place,) for place in places), _shares(residents, over_places)
    labels = frame.commodities if dimensions[1] == "commodity" else frame.means
    named = one.commodity if dimensions[1] == "commodity" else one.group
    if named:
        others = [_at(named, labels, one)]
    else:
        others = list(range(len(labels)))
    cells: Cells = tuple((place, other) for place in places for other in others)
    return cells, _shares([number for number in residents for _ in others], over_places)


def _shares(residents: Sequence[float], over_places: str) -> tuple[float, ...]:
    if over_places == "sum":
        return (1.0,) * len(residents)
    return tuple(number / sum(residents) for number in residents)


def _at(name: str, names: Sequence[str], one: Observation) -> int:
    if name not in names:
        raise InputError(f"Claim {one.claim} speaks of {name}, which the results do not hold.")
    return names.index(name)


def _meant(one: Observation, frame: Frame) -> list[Weights]:
    """Weights of the months for every period that a report may mean: as told, and all others.

    Each is as likely (assumption). Where both ends are in doubt they move together, each as far as it
    may. What is not possible is not meant: the period as told stands for it.
    """
    found = [_months(one.first, one.last, one, frame)]
    days = (one.last - one.first).days + 1
    most = max(one.slip)
    for months in (*range(-most, 0), *range(1, most + 1)):
        first, last = (
            periods.moved(day, max(-slip, min(slip, months)))
            for day, slip in zip((one.first, one.last), one.slip, strict=True)
        )
        if not _possible(first, last, one, frame):
            found.append(found[0])
            continue
        parts = days / ((last - first).days + 1) if one.rate else 1.0
        found.append(tuple(parts * weight for weight in _months(first, last, one, frame)))
    return found


def _possible(first: date, last: date, one: Observation, frame: Frame) -> bool:
    """Whether a report may mean a period that is another than told.

    The runs must hold it, it must have been over when the report was published, and it may not meet the
    period that it is compared with.
    """
    over = periods.parse(one.published).last if one.published else None
    begins = first == one.first or first >= frame.first
    ends = last == one.last or last <= min(over or frame.time[-1], frame.time[-1])
    apart = one.than_first is None or one.than_last is None or last < one.than_first or first > one.than_last
    return first <= last and begins and ends and apart


def _months(first: date, last: date, one: Observation, frame: Frame) -> Weights:
    """Weight of each month, the operator's lags averaged over: the report's month may show an earlier one."""
    least, most = one.lag_months
    summed = one.over_time == "sum"
    rows = [_covered(first, last, lag, frame, parts=summed) for lag in range(least, most + 1)]
    weights = np.mean(rows, axis=0)
    if not weights.sum() > 0:
        raise InputError(
            f"Claim {one.claim} speaks of {one.period}, which runs from {frame.first} to {frame.time[-1]} "
            "do not cover."
        )
    if not summed:
        weights = weights / weights.sum()
    return tuple(float(weight) for weight in weights)


def _covered(first: date, last: date, lag: int, frame: Frame, *, parts: bool) -> np.ndarray:
    """Days of each month, or with ``parts`` the part of it, in the period, shifted back by ``lag`` months.

    What falls before the runs is told by their first month.
    """
    found = np.zeros(len(frame.time))
    for i, (end, days) in enumerate(zip(frame.time, frame.days, strict=True)):
        begin = end - timedelta(days=days - 1)
        both = (min(last, end) - max(first, begin)).days + 1
        if both > 0:
            found[max(i - lag, 0)] += both / days if parts else both
    return found
