"""What to run, by content: the plan of one or several runs of a scenario."""

from __future__ import annotations

import hashlib
import json
import shlex
from dataclasses import dataclass, field
from datetime import date

from tumen.core.errors import InputError
from tumen.engine.kernel import Model
from tumen.engine.stage import Stage, build, checked_settings, period
from tumen.scenario import Scenario, available, load
from tumen.world.population import Population


@dataclass
class Plan:
    """What to run: everything that decides the result, and nothing else."""

    scenario: Scenario
    seed: int = 1
    runs: int = 1
    people_share: float = 1.0
    start: date | None = None
    end: date | None = None
    settings: dict[str, float] = field(default_factory=dict)
    daily: bool = False

    def key(self, model: Model) -> str:
        """Name made from the plan's content and the mechanisms': equal for equal results."""
        content = {
            "kernel": model.fingerprint,
            "scenario": self.scenario.sha256,
            "seed": self.seed,
            "runs": self.runs,
            "people_share": self.people_share,
            "start": str(self.start),
            "end": str(self.end),
            "settings": sorted(self.settings.items()),
            "daily": self.daily,
        }
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:10]

    def check(self, model: Model) -> None:
        """Raise `InputError` for numbers, dates or settings that make no sense."""
        period(self.scenario, self.start, self.end)
        checked_settings(model, self.settings)
        if self.runs < 1:
            raise InputError(f"--runs is {self.runs}; expected at least 1.")
        if not 0.0 < self.people_share <= 1.0:
            raise InputError(f"--people-share is {self.people_share:g}; expected more than 0 and at most 1.")
        if self.seed < 0:
            raise InputError(f"--seed is {self.seed}; expected 0 or more.")

    def stage(self, model: Model, run: int, people: Population) -> Stage:
        """The world of one run."""
        return build(
            self.scenario,
            model,
            seed=self.seed,
            run=run,
            share=self.people_share,
            start=self.start,
            end=self.end,
            settings=self.settings,
            population=people,
        )

    def _scenario_word(self) -> str:
        bundled = (
            self.scenario.name in available() and load(self.scenario.name).sha256 == self.scenario.sha256
        )
        return self.scenario.name if bundled else str(self.scenario.path)

    def command(self) -> str:
        """The command that runs it."""
        parts = ["tumen", "run", self._scenario_word(), "--seed", str(self.seed)]
        if self.runs != 1:
            parts += ["--runs", str(self.runs)]
        if self.people_share != 1.0:
            parts += ["--people-share", f"{self.people_share:.15g}"]
        if self.start:
            parts += ["--from", str(self.start)]
        if self.end:
            parts += ["--to", str(self.end)]
        for name, value in sorted(self.settings.items()):
            parts += ["--set", f"{name}={value:.15g}"]
        if self.daily:
            parts.append("--daily")
        return shlex.join(parts)
