"""Which runs are wanted: what they share, what tells them apart, and a name made from their content."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property

from pydantic import TypeAdapter

from tumen.core.errors import InputError
from tumen.engine.kernel import Model
from tumen.engine.stage import Stage, build, checked_settings, period
from tumen.ensemble.sources import model_parts, scenario_parts, short_hash
from tumen.runs.plan import Plan as RunPlan
from tumen.scenario import Scenario
from tumen.world.population import Population

LAYOUT = "1"
"""Version of the store's layout; results laid out otherwise are other results."""

Policy = Callable[[Scenario], Scenario]
"""A policy makes another scenario of a scenario."""


@dataclass(frozen=True)
class World:
    """What all runs of a plan share.

    Attributes
    ----------
    scenario
        A checked scenario; its content counts, not its files.
    people_share
        Share of households simulated, in (0, 1].
    start, end
        First and last day that count; the scenario's where not given.
    """

    scenario: Scenario
    people_share: float = 0.005
    start: date | None = None
    end: date | None = None

    @cached_property
    def own_parts(self) -> dict[str, str]:
        """What of the results hangs on the question, whatever the model: scenario, share, period."""
        start, end = period(self.scenario, self.start, self.end)
        shared = {"share": float(self.people_share).hex(), "start": str(start), "end": str(end)}
        return {"layout": LAYOUT, **shared, **scenario_parts(self.scenario)}

    def parts(self, model: Model) -> dict[str, str]:
        """Name -> content or hash of everything that the results hang on besides a member's own."""
        return {**model_parts(model), **self.own_parts}

    def key(self, model: Model) -> str:
        """Name made from all parts: equal for equal results."""
        return hash_of_parts(self.parts(model))

    def stage(self, model: Model, member: Member, people: Population) -> Stage:
        """The arrays of one run."""
        return build(
            self.scenario,
            model,
            seed=member.seed,
            run=member.run,
            share=self.people_share,
            start=self.start,
            end=self.end,
            settings=dict(member.settings),
            population=people,
        )

    def alone(self) -> RunPlan:
        """A single run of it, with nothing set: for what is checked and drawn once for all."""
        return RunPlan(self.scenario, people_share=self.people_share, start=self.start, end=self.end)

    def to_json(self) -> bytes:
        """The world as JSON, whole: it can be read where its scenario's files are not."""
        return _world_form().dump_json(replace(self, scenario=replace(self.scenario, parent=None)))

    @staticmethod
    def from_json(text: bytes | str) -> World:
        """The world that `to_json` wrote."""
        return _world_form().validate_json(text)


def hash_of_parts(parts: Mapping[str, str]) -> str:
    """A world's key, from its parts in any order."""
    return short_hash(*itertools.chain.from_iterable(sorted(parts.items())))


@dataclass(frozen=True)
class Member:
    """What tells a run from the others of its world.

    Attributes
    ----------
    settings
        Parameters held at a value throughout, by name; put in order whatever order they come in.
    seed, run
        Key of all luck.

    Raises
    ------
    InputError
        If a parameter is named twice or set to no number, or the luck has no key.
    """

    settings: tuple[tuple[str, float], ...] = ()
    seed: int = 1
    run: int = 0

    def __post_init__(self) -> None:
        ordered = tuple(sorted((name, float(value) + 0.0) for name, value in self.settings))
        for name, value in ordered:
            if not math.isfinite(value):
                raise InputError(f"The parameter '{name}' is {value}; expected a number.")
        for (name, _), (following, _) in itertools.pairwise(ordered):
            if name == following:
                raise InputError(f"The parameter '{name}' is set twice in one run.")
        if self.seed < 0 or self.run < 0:
            raise InputError(f"The seed is {self.seed} and the run {self.run}; expected 0 or more.")
        object.__setattr__(self, "settings", ordered)

    @classmethod
    def of(cls, settings: Mapping[str, float] | None = None, seed: int = 1, run: int = 0) -> Member:
        """A member from parameters in any order."""
        return cls(tuple((settings or {}).items()), int(seed), int(run))

    def key(self, world_key: str) -> str:
        """Name of the run, made from its content: 32 hexadecimal digits."""
        numbers = (f"{name}={value.hex()}" for name, value in self.settings)
        return short_hash(world_key, str(self.seed), str(self.run), *numbers)


@dataclass(frozen=True)
class Plan:
    """Runs of one world."""

    world: World
    members: tuple[Member, ...]
    label: str = ""

    @cached_property
    def name(self) -> str:
        """Name made from what is asked, whatever the model: 12 hexadecimal digits."""
        asked = hash_of_parts(self.world.own_parts)
        return short_hash(self.label, asked, *sorted(one.key(asked) for one in self.members), size=6)

    def keys(self, model: Model) -> list[str]:
        """Keys of the members, in their order."""
        world = self.world.key(model)
        return [member.key(world) for member in self.members]

    def check(self, model: Model) -> None:
        """Raise `InputError` for a share, dates, or settings that make no sense."""
        self.world.alone().check(model)
        for member in self.members:
            checked_settings(model, dict(member.settings))

    def to_json(self) -> bytes:
        """The plan as JSON, its scenario with it."""
        scenario = replace(self.world.scenario, parent=None)
        return _plan_form().dump_json(replace(self, world=replace(self.world, scenario=scenario)))

    @staticmethod
    def from_json(text: bytes | str) -> Plan:
        """The plan that `to_json` wrote."""
        return _plan_form().validate_json(text)


@cache
def _world_form() -> TypeAdapter[World]:
    return TypeAdapter(World)


@cache
def _plan_form() -> TypeAdapter[Plan]:
    return TypeAdapter(Plan)


def product(
    scenarios: Iterable[Scenario],
    settings: Iterable[Mapping[str, float]] = ({},),
    seeds: Sequence[int] = (1,),
    *,
    policies: Mapping[str, Policy] | None = None,
    runs: int = 1,
    people_share: float = 0.005,
    start: date | None = None,
    end: date | None = None,
) -> list[Plan]:
    """Every scenario under every policy, each with every setting, seed and run.

    Parameters
    ----------
    scenarios
        Checked scenarios.
    settings
        Parameters held throughout, one mapping a variant.
    seeds, runs
        Keys of luck: every seed with runs ``0`` to ``runs - 1``.
    policies
        Name -> what makes another scenario of a scenario; without any, the scenarios as they are.
    people_share, start, end
        As for `World`.

    Returns
    -------
    list of Plan
        One a scenario and policy, labelled by their names; the same members, in the same order, in each.
    """
    members = tuple(Member.of(one, seed, run) for one in settings for seed in seeds for run in range(runs))
    plans = []
    for scenario in scenarios:
        for policy, change in (policies or {"": _as_it_is}).items():
            world = World(change(scenario), people_share, start, end)
            label = ", ".join(word for word in (scenario.name, policy) if word)
            plans.append(Plan(world, members, label))
    return plans


def _as_it_is(scenario: Scenario) -> Scenario:
    return scenario
