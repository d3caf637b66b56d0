"""Is the method to be trusted here: truths drawn from the prior, reported by a press, fitted and scored.

Every truth is a world of the scenario itself. Its press writes reports, with echoes, falsehoods and
wrong dates; the fit sees only those, at the same budget for every truth. What it then believes is
compared with what was true. This tests the method, not the model: no real evidence is used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from threadpoolctl import threadpool_limits

from tumen.core.errors import InputError
from tumen.evidence import Observation, observe, read_press
from tumen.inference import falsehoods, news, scoring, steering
from tumen.inference.falsehoods import Falsehood, judged
from tumen.inference.fitting import Workshop, ensemble_for, weigh
from tumen.inference.posterior import Posterior
from tumen.inference.prior import FARTHEST, Belief
from tumen.inference.question import Question
from tumen.press import Press

if TYPE_CHECKING:
    import xarray as xr

TRUTH_LUCK = 1_000_000
"""Number of the first truth's luck, far from that of any run of an ensemble."""

REPORTS = 40
"""First reports kept of each press (assumption; the bundled evidence has 67 that count of `musan`)."""

IDENTIFIED = 0.1
"""A belief is identified if over all truths this much of its prior variance goes (assumption)."""

ECHOES = 10
"""Times that a report is repeated to see that nothing changes."""


@dataclass(frozen=True)
class Scored:
    """One truth, fitted.

    Attributes
    ----------
    truth
        Its beliefs in probit space (beliefs,).
    mean, spread
        Of the posterior (beliefs,).
    inside50, inside90
        Whether the truth lies within the posterior's central bands (beliefs,).
    rank
        Posterior draws below the truth (beliefs,).
    crps, crps_prior
        Of the posterior and of the prior, in prior standard deviations (beliefs,).
    reports, reached
        Reports that counted, and those in reach of some run.
    """

    truth: np.ndarray
    mean: np.ndarray
    spread: np.ndarray
    inside50: np.ndarray
    inside90: np.ndarray
    rank: np.ndarray
    crps: np.ndarray
    crps_prior: np.ndarray
    reports: int
    reached: int


@dataclass
class Selftest:
    """What a self-test found.

    Attributes
    ----------
    beliefs
        In the order of each score's columns.
    truths, falsehoods
        One entry a case.
    echo_change
        Greatest change of a belief's 5, 50 or 95 per cent point, in prior standard deviations, when
        one report is repeated ten times.
    """

    beliefs: tuple[Belief, ...]
    truths: tuple[Scored, ...]
    falsehoods: tuple[Falsehood, ...]
    echo_change: float
    asked: dict[str, Any] = field(default_factory=dict)

    def column(self, name: str) -> np.ndarray:
        """One number of every truth and belief, shape (truths, beliefs)."""
        return np.stack([getattr(one, name) for one in self.truths])

    @property
    def contraction(self) -> np.ndarray:
        """Share of prior variance that goes, averaged over truths (beliefs,)."""
        return np.asarray(1 - np.square(self.column("spread")).mean(axis=0))

    @property
    def identified(self) -> np.ndarray:
        """Beliefs that reports of this scenario tell something of, bool (beliefs,); the best one at least."""
        contraction = self.contraction
        return np.asarray(contraction >= min(IDENTIFIED, contraction.max()))

    def figures(self) -> dict[str, Any]:
        """The figures by which it is judged, with binomial margins."""
        known = self.identified
        inside90, inside50 = self.column("inside90")[:, known], self.column("inside50")[:, known]
        crps, before = self.column("crps")[:, known].sum(), self.column("crps_prior")[:, known].sum()
        first, doubted_first, known_first = (
            [getattr(one, name) == 0 for one in self.falsehoods] for name in ("place", "doubted", "known")
        )
        alarms, honest = (sum(getattr(one, name) for one in self.falsehoods) for name in ("alarms", "honest"))
        ranks = self.column("rank")[:, known]
        return {
            "truths": len(self.truths),
            "false_cases": len(self.falsehoods),
            "false_asked": self.asked.get("false_cases", len(self.falsehoods)),
            "identified": int(known.sum()),
            "beliefs": len(self.beliefs),
            "coverage90": _share(inside90),
            "coverage90_margin": scoring.binomial_margin(int(inside90.sum()), inside90.size),
            "coverage50": _share(inside50),
            "coverage50_margin": scoring.binomial_margin(int(inside50.sum()), inside50.size),
            "coverage90_all": _share(self.column("inside90")),
            "skill": float(scoring.skill(crps, before)),
            "rank_p": scoring.rank_histogram(ranks.ravel(), BINS, draws=self.asked["draws"]).p_value,
            "echo_change": self.echo_change,
            "false_first": _share(np.array(first)),
            "false_first_margin": scoring.binomial_margin(sum(first), len(first)) if first else None,
            "false_first_doubted": _share(np.array(doubted_first)),
            "false_first_known": _share(np.array(known_first)),
            "false_alarms": alarms / honest if honest else None,
            "false_alarms_margin": scoring.binomial_margin(alarms, honest) if honest else None,
        }

    def to_xarray(self) -> xr.Dataset:
        """Every score by truth and belief."""
        import xarray as xr

        names = ("truth", "mean", "spread", "inside50", "inside90", "rank", "crps", "crps_prior")
        return xr.Dataset(
            {name: (("case", "belief"), self.column(name)) for name in names},
            coords={"belief": [one.name for one in self.beliefs], "case": range(len(self.truths))},
        )


def joined(parts: Sequence[Selftest]) -> Selftest:
    """Self-tests of different truths of one world as one."""
    return replace(
        parts[0],
        truths=tuple(one for part in parts for one in part.truths),
        falsehoods=tuple(one for part in parts for one in part.falsehoods),
        echo_change=max(part.echo_change for part in parts),
    )


def _share(hits: np.ndarray) -> float | None:
    return float(np.mean(hits)) if hits.size else None


BINS = 10
"""Of the rank histogram."""

Step = Callable[[int, int], None]
"""Told how many cases are done, of how many."""


def selftest(
    question: Question,
    shop: Workshop,
    *,
    truths: int = 40,
    false_cases: int = 30,
    reports: int = REPORTS,
    among: Sequence[int] | None = None,
    step: Step | None = None,
) -> Selftest:
    """Fit truths that are known.

    Parameters
    ----------
    question
        World, beliefs, budget and seed; its observations are not looked at.
    truths
        Worlds drawn from the prior.
    false_cases
        So many of them (at most all) are fitted again, to an honest press with one false report; fewer
        count where a press tells no amount that could be false.
    reports
        First reports of each press.
    among
        Which of the truths to fit now (default: all); see `joined`.

    Raises
    ------
    InputError
        If the numbers make no sense or a press says nothing that can be fitted.
    """
    if truths < 1 or not 0 <= false_cases <= truths:
        raise InputError(
            f"{truths} truths and {false_cases} false-report cases: expected at least 1 truth, and no more "
            "false-report cases than truths."
        )
    if reports < 1:
        raise InputError(f"{reports} reports of each truth: expected at least 1.")
    numbers = list(range(truths) if among is None else among)
    with threadpool_limits(1):
        return _selftest(question, shop, numbers, false_cases, reports, step)


def _selftest(
    question: Question,
    shop: Workshop,
    numbers: Sequence[int],
    false_cases: int,
    reports: int,
    step: Step | None,
) -> Selftest:
    worlds = Worlds(question, shop, numbers, reports)
    scored, found, change, drawn = [], [], 0.0, question.draws
    for done, number in enumerate(numbers, start=1):
        press = worlds.press(number)
        asked = worlds.question(press)
        ensemble, amounts = ensemble_for(asked, shop, fresh=True, keep=False)
        posterior = weigh(asked, ensemble, amounts, shop)
        drawn = len(posterior.z)
        scored.append(
            score(worlds.truth(number), posterior, np.random.default_rng([question.seed, 7, number]))
        )
        if number == 0:
            change = _echo_change(worlds, press, posterior)
        if number < false_cases:
            found.append(_falsehood(worlds, number, ensemble))
        if step:
            step(done, len(numbers))
    told = {
        "runs": question.runs,
        "draws": drawn,
        "reports": reports,
        "false_cases": false_cases,
        "seed": question.seed,
        "scenario": question.world.scenario.name,
    }
    false = tuple(one for one in found if one is not None)
    return Selftest(question.beliefs, tuple(scored), false, change, told)


def score(truth: np.ndarray, posterior: Posterior, luck: np.random.Generator) -> Scored:
    """Compare a posterior with the truth, in probit space."""
    z = posterior.z
    before = luck.standard_normal(len(z))
    return Scored(
        truth,
        z.mean(axis=0),
        z.std(axis=0),
        scoring.inside(z, truth, 0.5),
        scoring.inside(z, truth, 0.9),
        scoring.rank(z, truth, luck),
        scoring.crps(z, truth),
        scoring.crps(np.repeat(before[:, None], len(truth), axis=1), truth),
        len(posterior.terms),
        int(posterior.reached.sum()),
    )


class Worlds:
    """Truths that were run, and the presses of their worlds."""

    def __init__(self, question: Question, shop: Workshop, numbers: Sequence[int], reports: int) -> None:
        self.base, self.shop, self.reports = question, shop, reports
        self.frame = shop.store.frame(question.world, shop.model)
        self.results: dict[int, Mapping[str, np.ndarray]] = {}
        shop.say(f"running {len(numbers)} true worlds")
        for number in numbers:
            self.results[number] = self._run(number)

    def truth(self, number: int) -> np.ndarray:
        """Beliefs of a truth, drawn from the prior (beliefs,)."""
        luck = np.random.default_rng([self.base.seed, 9, number])
        return luck.standard_normal(len(self.base.beliefs)).clip(-FARTHEST, FARTHEST)

    def _run(self, number: int) -> Mapping[str, np.ndarray]:
        shop, asked = self.shop, replace(self.base, observations=())
        z, luck = self.truth(number)[None], TRUTH_LUCK + number
        shop.amounts(asked, z, luck, "selftest, truth")
        plan = steering.plan_of(asked.world, asked.beliefs, z, asked.seed, luck, "selftest, truth")
        names = [name for name in news.MEASURED if name in shop.model.catalog.observables]
        return {name: values[0] for name, values in shop.store.read(plan, names, shop.model).items()}

    def press(self, number: int, **settings: float) -> Press:
        """The press of one truth."""
        data = news.dataset(self.results[number], self.frame, self.shop.model.catalog, number)
        scenario = self.base.world.scenario
        return news.press_of(data, scenario, self.base.seed, self.reports, settings)

    def false_press(self, number: int) -> tuple[str, Press] | None:
        """An honest press of one truth in which one amount is told twice or half as large as it was.

        Returns
        -------
        The claim that is false, and the press; None where no amount could be (`falsehoods.CLEAR`).
        """
        press = self.press(number, **news.HONEST)
        luck = np.random.default_rng([self.base.seed, 10, number])
        return falsehoods.drawn(press, lambda one: self.question(one).terms, luck)

    def question(self, press: Press) -> Question:
        """The question that a press's reports put."""
        return replace(self.base, observations=self.observations(press))

    def observations(self, press: Press) -> tuple[Observation, ...]:
        """What of a press can be fitted.

        Raises
        ------
        InputError
            If nothing can.
        """
        scenario = self.base.world.scenario
        found = observe(read_press(press, scenario), scenario).observations
        end = self.base.world.end or scenario.end
        counting = tuple(one for one in found if one.weight and one.last <= end)
        if not counting:
            raise InputError(
                "The press of a true world says nothing that can be fitted; simulate a longer time."
            )
        return counting


def _echo_change(worlds: Worlds, press: Press, posterior: Posterior) -> float:
    """How far the bands of the beliefs move when a report is repeated ten times."""
    asked = worlds.question(news.echoed(press, worlds.base.seed, ECHOES))
    ensemble, amounts = ensemble_for(asked, worlds.shop, fresh=True, keep=False)
    again = weigh(asked, ensemble, amounts, worlds.shop)
    points = [np.percentile(one.z, [5, 50, 95], axis=0) for one in (posterior, again)]
    return float(np.abs(points[0] - points[1]).max())


def _falsehood(worlds: Worlds, number: int, ensemble: steering.Ensemble) -> Falsehood | None:
    """A press with one false amount, weighed over what was run; None where there is none."""
    drawn = worlds.false_press(number)
    if drawn is None:
        return None
    claim, press = drawn
    asked = worlds.question(press)
    amounts = worlds.shop.amounts(asked, ensemble.z, 0, "selftest")
    posterior = weigh(asked, ensemble, amounts, worlds.shop)
    known = falsehoods.known(asked.terms, worlds.shop.quantities(asked), worlds.results[number])
    return judged(claim, posterior, known)
