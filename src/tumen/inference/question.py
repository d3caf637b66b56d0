"""What is fitted to what: a scenario's world and beliefs, a case's reports, and the budget."""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

from tumen.core.errors import InputError
from tumen.engine.kernel import Model, default_model
from tumen.ensemble.plan import World
from tumen.evidence import Case, Observation, Observations, observe
from tumen.evidence import available as cases
from tumen.evidence import read as read_case
from tumen.evidence.case import find as find_case
from tumen.inference import steering
from tumen.inference.prior import Belief, beliefs
from tumen.inference.result import SCHEMA
from tumen.inference.terms import Discrepancy, Terms, terms
from tumen.scenario import Scenario
from tumen.scenario import available as scenarios
from tumen.scenario import load as load_scenario

RUNS = 1500
"""Runs by default: from 1,000 to 20,000 good methods gain almost nothing (INFERENCE)."""

PEOPLE_SHARE = 0.005
"""Share of households simulated in each run by default."""

DRAWS = 2000
"""Draws from the posterior."""

CHECKED = 60
"""Posterior draws that are really run, so that nothing said of the posterior rests on regressions alone."""

FEWEST_RUNS = 100
"""Below this a regression of hundreds of beliefs is worth nothing."""


@dataclass
class Question:
    """What is fitted to what.

    Attributes
    ----------
    world, beliefs
        Runs of which world, and what varies between them.
    observations
        The reports that count.
    """

    world: World
    beliefs: tuple[Belief, ...]
    observations: tuple[Observation, ...] = ()
    unfitted: tuple[tuple[str, str], ...] = ()
    case: str = ""
    runs: int = RUNS
    seed: int = 1
    draws: int = DRAWS
    steps: int = steering.STEPS
    checked: int = CHECKED
    discrepancy: Discrepancy = field(default_factory=Discrepancy)

    def __post_init__(self) -> None:
        """Raise `InputError` for numbers that make no sense."""
        if self.seed < 0:
            raise InputError(f"--seed is {self.seed}; expected 0 or more.")
        if not self.beliefs:
            raise InputError("No belief may vary, so that there is nothing to fit; name some with --vary.")
        if min(self.runs, self.draws, self.checked) < 1:
            raise InputError("A fit needs at least one run, one draw and one draw that is run.")

    @property
    def terms(self) -> Terms:
        """Their likelihood."""
        return terms(self.observations, self.discrepancy)

    def key(self, model: Model) -> str:
        """Name made from all that decides the result but the ensemble."""
        content = [
            self.world.key(model),
            [asdict(one) for one in self.beliefs],
            steering.name_of(self.terms),
            [self.runs, self.seed, self.draws, self.steps, self.checked, SCHEMA],
            asdict(self.discrepancy),
            method(),
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:10]


def ask(
    scenario: str | Path | Scenario,
    case: str | Path | Case,
    model: Model,
    *,
    runs: int = RUNS,
    seed: int = 1,
    people_share: float = PEOPLE_SHARE,
    end: date | None = None,
    only: Iterable[str] | None = None,
    discrepancy: Discrepancy | None = None,
) -> Question:
    """What would be fitted to what.

    Raises
    ------
    InputError
        If the case says nothing that can be fitted, or an argument makes no sense.
    """
    chosen = scenario if isinstance(scenario, Scenario) else load_scenario(scenario, model.catalog)
    read = case if isinstance(case, Case) else read_case(case)
    found = observe(read, chosen)
    end = end or chosen.end
    counting = tuple(one for one in found.observations if one.weight and one.last <= end)
    unfitted = _unfitted(found, counting, end)
    if not counting:
        raise InputError(_nothing(read, chosen, unfitted))
    if runs < FEWEST_RUNS:
        raise InputError(f"--runs is {runs}; expected at least {FEWEST_RUNS}.")
    world = World(chosen, people_share, chosen.start, end)
    varied = beliefs(chosen, model.catalog, only)
    return Question(
        world,
        varied,
        counting,
        unfitted,
        case_word(read),
        runs,
        seed,
        discrepancy=discrepancy or Discrepancy(),
    )


def _unfitted(
    found: Observations, counting: tuple[Observation, ...], end: date
) -> tuple[tuple[str, str], ...]:
    """Every claim that neither counts nor repeats one that does, and why."""
    done = {claim for one in counting for claim in (one.claim, *one.relays)}
    reasons = {one.claim: one.why for one in found.unfitted}
    for one in found.observations:
        late = f"speaks of days after {end}, where the runs end" if one.last > end else ""
        reasons[one.claim] = late or weightless(found, one)
    return tuple((claim, why) for claim, why in sorted(reasons.items()) if claim not in done)


def weightless(found: Observations, one: Observation) -> str:
    """Why a report counts for nothing beside the others of its case."""
    if one.counted_in:
        return f"its days are counted in {', '.join(one.counted_in)}"
    first = next((other.claim for other in found.observations if one.claim in other.relays), "another report")
    return f"says again what {first} says"


def _nothing(case: Case, scenario: Scenario, unfitted: tuple[tuple[str, str], ...]) -> str:
    if not case.claims:
        return (
            f"The case {case.path} holds no claims yet; add some with: tumen evidence ingest {case.path} TEXT"
        )
    reasons = sorted({why for _, why in unfitted})[:3]
    return (
        f"Nothing of the case {case.path} can be fitted to '{scenario.name}': {'; '.join(reasons)}. "
        f"See: tumen evidence observations {case.path} --scenario {scenario.name}"
    )


@cache
def method() -> str:
    """Hash of how a fit is made: the source of this package, and the libraries that it leans on."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    for library in ("numpy", "scipy", "scikit-learn"):
        digest.update(f"{library} {version(library)}".encode())
    return digest.hexdigest()[:16]


def command(question: Question) -> str:
    """The command that makes the fit again."""
    world, scenario, off = question.world, question.world.scenario, Discrepancy()
    parts = ["tumen", "fit", bundled_or_path(scenario), "--evidence", question.case]
    told = {
        "--runs": (question.runs, RUNS),
        "--people-share": (world.people_share, PEOPLE_SHARE),
        "--seed": (question.seed, 1),
        "--to": (world.end, scenario.end),
        "--model-error": (question.discrepancy.amounts, off.amounts),
    }
    for option, (value, usual) in told.items():
        if value != usual:
            parts += [option, f"{value:.15g}" if isinstance(value, float) else str(value)]
    if len(question.beliefs) < len(beliefs(scenario, default_model().catalog)):
        parts += [word for one in question.beliefs for word in ("--vary", one.name)]
    return shlex.join(parts)


def bundled_or_path(scenario: Scenario) -> str:
    """What a command calls a scenario."""
    if scenario.name in scenarios() and load_scenario(scenario.name).sha256 == scenario.sha256:
        return scenario.name
    return str(scenario.path)


def case_word(case: Case) -> str:
    """What a command calls a case."""
    return (
        case.path.name
        if case.path.name in cases() and find_case(case.path.name) == case.path
        else str(case.path)
    )
