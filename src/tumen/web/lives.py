"""One run after the other for the live page: cheap stages, mornings kept, nothing lived twice."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import numpy as np

from tumen.engine.evaluate import Evaluator
from tumen.engine.kernel import default_model
from tumen.engine.record import Period
from tumen.engine.simulation import Simulation
from tumen.engine.stage import Stage, build
from tumen.scenario import Scenario
from tumen.web.mornings import Morning, go_on, keep
from tumen.world.population import Population, populate

SEED = 1
"""Key of all luck on the page: a question asked again has the same answer."""

MEMORY = 700_000_000
"""Bytes of runs that are kept at most; those not asked for longest go first."""

QUARTERS = (1, 4, 7, 10)
"""Months on whose first morning a run is kept."""


class Stopped(Exception):  # noqa: N818
    """Nobody waits for this run any more."""


@dataclass(frozen=True)
class Course:
    """What a run told, month by month.

    Attributes
    ----------
    values
        Observable -> values by month and its own dimensions, float32.
    ledgers
        ``out`` and ``in`` -> what each account gave and took by quarter: (quarter, account, flow).
    quarters
        First day of each quarter of the ledgers.
    """

    values: dict[str, np.ndarray]
    ledgers: dict[str, np.ndarray]
    quarters: tuple[date, ...]

    @property
    def bytes(self) -> int:
        """Memory it takes."""
        return sum(one.nbytes for group in (self.values, self.ledgers) for one in group.values())

    def from_(self, other: Course, month: int, quarter: int) -> Course:
        """Up to a month this course, then the other."""
        values = {
            name: np.concatenate([own[:month], other.values[name]]) for name, own in self.values.items()
        }
        ledgers = {
            side: np.concatenate([own[:quarter], other.ledgers[side]]) for side, own in self.ledgers.items()
        }
        return Course(values, ledgers, (*self.quarters[:quarter], *other.quarters))


@dataclass(frozen=True)
class Lived:
    """A run as it happened, with the mornings from which others go on."""

    course: Course
    mornings: tuple[Morning, ...]

    @property
    def bytes(self) -> int:
        """Memory it takes."""
        return self.course.bytes + sum(morning.bytes for morning in self.mornings)


@dataclass(frozen=True)
class World:
    """A scenario with its people drawn.

    Attributes
    ----------
    settings
        Beliefs held at a value, sorted by name.
    end
        Last day that is lived.
    """

    scenario: Scenario
    share: float
    settings: tuple[tuple[str, float], ...] = ()
    end: date | None = None

    @property
    def key(self) -> Hashable:
        """Equal for equal lives."""
        return (self.scenario.sha256, self.share, self.settings, self.end)

    @property
    def last(self) -> date:
        """Last day that is lived."""
        return self.end or self.scenario.end

    @property
    def months(self) -> list[date]:
        """First day of each month that counts."""
        found, day = [], self.scenario.start.replace(day=1)
        while day <= self.last:
            found.append(day)
            day = (day + timedelta(days=32)).replace(day=1)
        return found

    def stage(self, run: int, scenario: Scenario | None = None) -> Stage:
        """A stage for one run, of another scenario with the same people where one is given."""
        stage = build(
            scenario or self.scenario,
            default_model(),
            seed=SEED,
            run=run,
            share=self.share,
            end=self.end,
            settings=dict(self.settings),
            population=people(self.scenario, self.share),
        )
        return SteadyStage(**{field.name: getattr(stage, field.name) for field in fields(stage)})


class SteadyStage(Stage):
    """A stage that lays its parameters out anew only where something changed since it last did."""

    _laid: tuple[Any, ...] | None = None

    def set_params(self, day: int) -> None:
        """Put the parameters of a day in force."""
        today = self.first_day + timedelta(days=day)
        changes = self.scenario.changes
        valid = tuple(one.start <= today and (one.end is None or today <= one.end) for one in changes)
        level = self.price_level[max(0, (today.replace(day=1) - self.first_day).days)]
        if self._laid != (valid, level):
            super().set_params(day)
            self._laid = (valid, level)


_DRAWING = threading.Lock()
_DRAWN: OrderedDict[tuple[str, float], Population] = OrderedDict()


def people(scenario: Scenario, share: float) -> Population:
    """The people of a scenario, drawn once."""
    with _DRAWING:
        key = (scenario.sha256, share)
        if key not in _DRAWN:
            _DRAWN[key] = populate(scenario, share)
        while len(_DRAWN) > 12:
            _DRAWN.popitem(last=False)
        return _DRAWN[key]


@dataclass
class Memory:
    """Runs by what they are of, up to a number of bytes."""

    most: int = MEMORY

    def __post_init__(self) -> None:
        """Start empty."""
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def recall(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What is kept under a key; made outside the lock where there is nothing."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self._bytes += made.bytes
            while self._bytes > self.most and len(self._kept) > 1:
                self._bytes -= self._kept.popitem(last=False)[1].bytes
        return made

    def __len__(self) -> int:
        """Runs that are kept."""
        return len(self._kept)


class Lives:
    """Runs as they happened and under policies, each lived once.

    Parameters
    ----------
    wanted
        Observables that are told of each run.
    """

    def __init__(self, wanted: tuple[str, ...], memory: int = MEMORY) -> None:
        self.wanted, self.memory = wanted, Memory(memory)

    def as_it_happened(self, world: World, run: int, stop: Callable[[], bool]) -> Lived:
        """The baseline of a run."""

        def live() -> Lived:
            simulation = Simulation(world.stage(run))
            mornings = []
            for day in _mornings(simulation.stage):
                simulation.run(until=day, progress=_watched(stop))
                mornings.append(keep(simulation))
            simulation.run(progress=_watched(stop))
            return Lived(self.course(simulation, simulation.recorder.months), tuple(mornings))

        lived: Lived = self.memory.recall((world.key, run), live)
        return lived

    def under(
        self,
        world: World,
        run: int,
        changed: Scenario,
        branch: date | None,
        stop: Callable[[], bool],
        name: str,
    ) -> Course:
        """A run under a policy, from the last morning kept before it changes anything.

        Parameters
        ----------
        changed
            The scenario with the policy in it.
        branch
            First day on which it differs; None where it never does.
        name
            The policy's content, by which the run is known again.
        """
        before = self.as_it_happened(world, run, stop)
        if branch is None or branch > world.last:
            return before.course

        def live() -> Course:
            stage = world.stage(run, changed)
            day = (branch - stage.first_day).days
            fit = [one for one in before.mornings if one.day <= day]
            if not fit:
                simulation = Simulation(stage)
                simulation.run(progress=_watched(stop))
                return self.course(simulation, simulation.recorder.months)
            simulation = go_on(stage, fit[-1])
            simulation.run(progress=_watched(stop))
            fresh = self.course(simulation, simulation.recorder.months)
            start = simulation.recorder.months[0].start
            month = world.months.index(start)
            return before.course.from_(fresh, month, before.course.quarters.index(start))

        course: Course = self.memory.recall((world.key, run, name), live)
        return course

    def course(self, simulation: Simulation, months: list[Period]) -> Course:
        """What a simulation tells of some months."""
        evaluator = Evaluator(simulation.stage, months)
        observables = simulation.stage.model.catalog.observables
        values = {name: evaluator.observable(observables[name]).astype(np.float32) for name in self.wanted}
        quarters: dict[date, list[Period]] = {}
        for period in months:
            start = period.start.replace(month=period.start.month - (period.start.month - 1) % 3)
            first = max(start, months[0].start)
            quarters.setdefault(first, []).append(period)
        ledgers = {
            side: np.stack([_added(of, f"ledger_{side}") for of in quarters.values()])
            for side in ("out", "in")
        }
        return Course(values, ledgers, tuple(quarters))


def _added(periods: list[Period], name: str) -> np.ndarray:
    return np.asarray(np.sum([period.sums[name] for period in periods], axis=0, dtype=float))


def _mornings(stage: Stage) -> list[int]:
    """Days on which a run is kept: the first that counts, if a month begins, and of each quarter."""
    days = range(stage.burn_in, stage.days)
    dates = ((day, stage.first_day + timedelta(days=day)) for day in days)
    return [day for day, today in dates if today.day == 1 and today.month in QUARTERS]


def _watched(stop: Callable[[], bool]) -> Callable[[int], None]:
    def progress(_: int) -> None:
        if stop():
            raise Stopped

    return progress


@lru_cache(maxsize=16)
def scenario_named(name: str) -> Scenario:
    """A bundled scenario, checked."""
    from tumen.scenario import load

    return load(name, default_model().catalog)
