"""What happened year by year, in worlds before and after the evidence: bands of chosen observables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tumen.core.declare import Observable
from tumen.ensemble.frame import Frame
from tumen.evidence import Observation

POINTS = (5, 25, 50, 75, 95)
"""Per cent points of a band: the middle half and nine tenths of the runs."""

THIN = 0.1
"""Part of its middle below which a prior's 90 % band is hair-thin."""

FOCUS, GOOD = "(town)", "(good)"
"""In place of a place or a good: the town where most ore is mined, the good that is sold most."""

WHOLE = 360
"""Days lived without which a year is not shown beside whole ones."""

Arrays = Mapping[str, np.ndarray]
"""Observable -> values by (run, month, and the dimensions that `Frame.dims` gives it)."""


@dataclass(frozen=True)
class Outcome:
    """An observable for one place or all, of one good or all.

    Attributes
    ----------
    place, commodity
        Empty for all of them put together.
    """

    observable: str
    title: str
    place: str = ""
    commodity: str = ""


CHOSEN: tuple[Outcome, ...] = (
    Outcome("foreign_currency_earned", "Foreign currency earned"),
    Outcome("exports", "{good} exported", commodity=GOOD),
    Outcome("smuggled_commodity", "{good} smuggled", commodity=GOOD),
    Outcome("operating_rate", "Operating rate of the mine", place=FOCUS),
    Outcome("ration", "Ration of miners’ families", place=FOCUS),
    Outcome("rice_price", "Rice in the market", place=FOCUS),
    Outcome("two_meals", "People eating two meals", place=FOCUS),
    Outcome("income_smuggling", "Household income from carrying", place=FOCUS),
    Outcome("trust", "Trust in the authorities", place=FOCUS),
)
"""What a fit's page shows, where the scenario has it."""

NEEDED = tuple(dict.fromkeys([*(one.observable for one in CHOSEN), "ore_output"]))
"""Observables to read for `chosen` and `courses`."""


@dataclass(frozen=True)
class Course:
    """An outcome by year before and after the evidence.

    Attributes
    ----------
    before, after
        Per cent points `POINTS` of the runs, shape (points, years), in the observable's unit.
    places
        Places in which anything of it happens in some run.
    over_time
        ``sum``: a year's figure is what its months add up to; ``mean``: their average.
    reported
        Years of which a report of it speaks.
    """

    outcome: Outcome
    unit: str
    over_time: str
    years: tuple[int, ...]
    before: np.ndarray
    after: np.ndarray
    places: tuple[str, ...] = ()
    reported: tuple[int, ...] = ()

    @property
    def by_inputs(self) -> np.ndarray:
        """Years whose prior band is hair-thin: the scenario's inputs set the outcome almost wholly."""
        wide = self.before[-1] - self.before[0]
        return np.asarray(wide < THIN * np.abs(self.before[POINTS.index(50)]))

    @property
    def half_gone(self) -> np.ndarray:
        """Part of each year's middle half that is gone; negative where it has widened."""
        before, after = (of[POINTS.index(75)] - of[POINTS.index(25)] for of in (self.before, self.after))
        return 1 - np.divide(after, before, out=np.ones_like(after), where=before > 0)

    @property
    def half_moved(self) -> np.ndarray:
        """How far each year's middle has moved, as a part of the middle half before."""
        before = self.before[POINTS.index(75)] - self.before[POINTS.index(25)]
        way = self.after[POINTS.index(50)] - self.before[POINTS.index(50)]
        return np.divide(way, before, out=np.zeros_like(way), where=before > 0)

    @property
    def telling(self) -> np.ndarray:
        """Years in which it may be known better: of which a report speaks, if any, and not set by inputs."""
        of_reports = np.isin(self.years, self.reported) if self.reported else np.full(len(self.years), True)
        half = self.before[POINTS.index(75)] - self.before[POINTS.index(25)]
        return of_reports & ~self.by_inputs & (half >= THIN / 2 * np.abs(self.before[POINTS.index(50)]))

    @property
    def narrowed(self) -> np.ndarray:
        """Part of each year's 90 % band that is gone; negative where it has widened."""
        before, after = self.before[-1] - self.before[0], self.after[-1] - self.after[0]
        return 1 - np.divide(after, before, out=np.ones_like(after), where=before > 0)

    @property
    def moved(self) -> np.ndarray:
        """How far each year's middle has moved, as a part of the 90 % band before."""
        before = self.before[-1] - self.before[0]
        middle = POINTS.index(50)
        return np.divide(
            self.after[middle] - self.before[middle], before, out=np.zeros_like(before), where=before > 0
        )


def chosen(arrays: Arrays, frame: Frame, wanted: Sequence[Outcome] = CHOSEN) -> list[Outcome]:
    """Outcomes with their town and good named; those of which nothing ever happens are left out."""
    focus = _focus(arrays, frame)
    found = []
    for one in wanted:
        if one.observable not in arrays:
            continue
        good = _good(one, arrays, frame) if one.commodity == GOOD else one.commodity
        if one.commodity == GOOD and not good:
            continue
        title = one.title.format(good=good.replace("_", " ").capitalize())
        place = focus if one.place == FOCUS else one.place
        named = replace(one, place=place, commodity=good, title=title)
        values = monthly(arrays[one.observable], named, frame, "sum")
        if (np.isfinite(values) & (values != 0)).any():
            found.append(named)
    return found


def courses(
    before: Arrays,
    after: Arrays,
    frame: Frame,
    observables: Mapping[str, Observable],
    wanted: Sequence[Outcome] | None = None,
) -> list[Course]:
    """Bands of outcomes by year.

    Parameters
    ----------
    before, after
        Monthly results of runs at draws from the prior and from the posterior.
    observables
        Those of the model's catalogue.
    wanted
        Outcomes, `chosen` ones when left out.
    """
    outcomes = chosen(before, frame) if wanted is None else wanted
    return [_course(one, before, after, frame, observables[one.observable]) for one in outcomes]


def _course(one: Outcome, before: Arrays, after: Arrays, frame: Frame, observable: Observable) -> Course:
    def told(of: Arrays) -> np.ndarray:
        by_month = monthly(of[one.observable], one, frame, observable.over_places)
        return band(yearly(by_month, frame, observable.over_time))

    places = _places(before[one.observable], one, frame)
    return Course(one, observable.unit, observable.over_time, years(frame), told(before), told(after), places)


def monthly(values: np.ndarray, outcome: Outcome, frame: Frame, over_places: str) -> np.ndarray:
    """One number a run and month, shape (runs, months); NaN where nothing was measured.

    Parameters
    ----------
    values
        Results of the outcome's observable: (run, month, and its own dimensions).
    over_places
        ``sum`` or ``mean``: how places (by residents), goods, crossings and the like are put together.
    """
    values = np.asarray(values, float)
    for dimension in reversed(_dimensions(values, outcome, frame)):
        named = {"place": outcome.place, "commodity": outcome.commodity}.get(dimension, "")
        if named:
            values = values[..., frame.labels(dimension).index(named)]
            continue
        weights = np.ones(values.shape[-1])
        if dimension == "place" and over_places == "mean":
            weights = np.array(frame.residents, float)
        values = _together(values, weights, over_places)
    return values


def yearly(values: np.ndarray, frame: Frame, over_time: str) -> np.ndarray:
    """One number a run and year, shape (runs, years): months added, or averaged by their days."""
    of_year = np.array([day.year for day in frame.time])
    days = np.array(frame.days, float)
    columns = [
        _together(
            values[:, of_year == year],
            days[of_year == year] if over_time == "mean" else np.ones((of_year == year).sum()),
            over_time,
        )
        for year in years(frame)
    ]
    return np.stack(columns, axis=1)


def years(frame: Frame) -> tuple[int, ...]:
    """Years that were lived whole, or all if none was."""
    lived: dict[int, int] = {}
    for day, days in zip(frame.time, frame.days, strict=True):
        lived[day.year] = lived.get(day.year, 0) + days
    whole = tuple(year for year, days in lived.items() if days >= WHOLE)
    return whole or tuple(lived)


def band(values: np.ndarray, points: Sequence[float] = POINTS) -> np.ndarray:
    """Per cent points over runs, shape (points, years); NaN where no run has a value."""
    result = np.full((len(points), values.shape[1]), np.nan)
    known = np.isfinite(values).any(axis=0)
    result[:, known] = np.nanpercentile(values[:, known], points, axis=0, method="weibull")
    return result


def _together(values: np.ndarray, weights: np.ndarray, how: str) -> np.ndarray:
    """The last axis added or averaged, what is missing left aside; NaN where all of it is."""
    there = np.isfinite(values)
    total = np.where(there, values, 0.0) @ weights
    count = there @ weights
    if how == "mean":
        return np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    return np.where(count > 0, total, np.nan)


def _dimensions(values: np.ndarray, outcome: Outcome, frame: Frame) -> tuple[str, ...]:
    dimensions = frame.dims.get(outcome.observable, ())
    if values.ndim != 2 + len(dimensions):
        raise ValueError(f"{outcome.observable} has {values.ndim} dimensions, expected {2 + len(dimensions)}")
    return tuple(dimensions)


def _focus(arrays: Arrays, frame: Frame) -> str:
    """The town where most ore is mined, else the first."""
    if "ore_output" not in arrays:
        return frame.places[0]
    mined = np.nansum(arrays["ore_output"], axis=(0, 1))
    return frame.places[int(mined.argmax())]


def _good(one: Outcome, arrays: Arrays, frame: Frame) -> str:
    """The good sold most by value or weight; of smuggled goods that one, if it is ever smuggled."""
    amounts = _by_good(arrays[one.observable])
    sold = _by_good(arrays["exports"]) if "exports" in arrays else amounts
    best = int(sold.argmax())
    best = best if amounts[best] > 0 else int(amounts.argmax())
    return frame.commodities[best] if amounts[best] > 0 else ""


def _by_good(values: np.ndarray) -> np.ndarray:
    return np.asarray(np.nansum(values, axis=(0, 1, 2)))


def _places(values: np.ndarray, one: Outcome, frame: Frame) -> tuple[str, ...]:
    dimensions = _dimensions(values, one, frame)
    if "place" not in dimensions:
        return ()
    if one.place:
        return (one.place,)
    if one.commodity and "commodity" in dimensions:
        values = values[..., frame.commodities.index(one.commodity)]
    at = 2 + dimensions.index("place")
    happens = (np.nan_to_num(values) != 0).any(axis=tuple(i for i in range(values.ndim) if i != at))
    return tuple(place for place, some in zip(frame.places, happens, strict=True) if some)


def speaks_of(one: Observation, course: Course) -> bool:
    """Whether a report can be laid over a course: an amount of the same good, told of all its places."""
    outcome = course.outcome
    if one.observable != outcome.observable or one.kind in ("ratio", "date") or one.crossing or one.group:
        return False
    same_good = (one.commodity or outcome.commodity) == outcome.commodity
    return same_good and (not one.places or set(course.places) <= set(one.places))


def years_of(reports: Sequence[Observation], course: Course) -> tuple[int, ...]:
    """Years of a course of which some report speaks."""
    spans = [(one.first.year, one.last.year) for one in reports if speaks_of(one, course)]
    return tuple(year for year in course.years if any(first <= year <= last for first, last in spans))


def a_year(one: Observation, amount: float) -> float:
    """A report's amount as a year's: of a sum its yearly rate."""
    days = (one.last - one.first).days + 1
    return amount * 365.25 / days if one.over_time == "sum" else amount
