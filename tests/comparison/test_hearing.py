"""Which report would be worth most to a choice: the one that tells which policy is better, beyond luck."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tests.comparison.cases import LEAST_HUNGER, both, made_up
from tests.inference.fits import made_up_fit
from tumen.commands.judging import show_ranking
from tumen.comparison import hearing
from tumen.comparison import result as results
from tumen.comparison.hearing import worth_hearing
from tumen.core.errors import InputError
from tumen.inference import value
from tumen.inference.result import Fit

WORLDS = 60


@pytest.fixture(scope="module")
def fit(tmp_path_factory: pytest.TempPathFactory) -> Fit:
    return made_up_fit(tmp_path_factory.mktemp("fit"), checked=WORLDS)


def compared(fit: Fit, slope: float, seed: int = 1, worlds: int = WORLDS, **changes):
    """A policy that feeds more people where more eat two meals, and fewer where fewer do."""
    luck = np.random.default_rng(seed)
    meals = fit.results(["two_meals"])["two_meals"].mean(axis=(1, 2))[:worlds]
    apart = slope * value.scores(meals[:, None])[:, 0] + luck.normal(size=worlds)
    z = fit.tree["posterior"]["probit"].to_numpy()[0, :worlds].astype(float)
    base = luck.normal(1000, 100, worlds)
    given = {"z": z, "named": [one.name for one in fit.beliefs], "beliefs": "posterior"} | changes
    return made_up(both([base, base - apart]), **given)


def test_the_report_that_tells_which_policy_is_better_is_worth_most(fit: Fit) -> None:
    (found,) = worth_hearing(fit, compared(fit, 10.0), [LEAST_HUNGER])
    assert found.leads[0].report.observable == "two_meals"
    assert found.leads[0].beat == "neighbour"
    worth = [lead.worth for lead in found.leads]
    assert worth == sorted(worth, reverse=True)
    assert 0 < worth[0] <= found.regret
    assert (found.worlds, found.unit) == (WORLDS, "person-days")
    things = [(lead.report.observable, lead.report.places, lead.report.commodity) for lead in found.leads]
    assert len(things) == len(set(things)) <= found.looked_at


def test_a_report_that_may_be_false_or_errs_is_worth_less_than_to_know(fit: Fit) -> None:
    """The difference has sd 10: to know its sign would save 10 phi(0) = 4; a report tells less."""
    (found,) = worth_hearing(fit, compared(fit, 10.0), [LEAST_HUNGER])
    assert found.leads[0].worth < 4.0 * found.leads[0].report.genuine * 1.2


def test_where_luck_alone_decides_hardly_any_report_is_named(fit: Fit) -> None:
    named = sum(
        bool(worth_hearing(fit, compared(fit, 0.0, seed), [LEAST_HUNGER])[0].leads) for seed in range(12)
    )
    assert named <= 3


def test_where_one_policy_is_best_anyway_no_report_could_change_that(fit: Fit) -> None:
    better = compared(fit, 0.1)
    better.data["outcome_value"].values[1, :, 1] -= 500
    (found,) = worth_hearing(fit, better, [LEAST_HUNGER])
    assert (found.leads, found.regret, found.best) == ((), 0.0, "policy-1")


def test_worlds_of_another_fit_or_of_the_prior_are_refused(fit: Fit) -> None:
    other = np.random.default_rng(1).normal(size=(WORLDS, len(fit.beliefs)))
    for odd in ({"z": other}, {"named": [f"b{i}" for i in range(len(fit.beliefs))]}):
        with pytest.raises(InputError, match="not of worlds drawn from this fit"):
            worth_hearing(fit, compared(fit, 1.0, **odd), [LEAST_HUNGER])


def test_too_few_worlds_say_how_many_are_needed(fit: Fit) -> None:
    few = compared(fit, 10.0, worlds=20)
    with pytest.raises(InputError, match=f"20 worlds .* expected at least {hearing.FEWEST}"):
        worth_hearing(fit, few, [LEAST_HUNGER])


def test_it_is_said_in_sentences_and_as_json(fit: Fit, capsys, monkeypatch) -> None:
    monkeypatch.setattr(results, "read", lambda _: compared(fit, 10.0))
    show_ranking(fit, "latest", as_json=False)
    told = capsys.readouterr().out
    assert "As few days below 1,800 kcal as possible: of what was compared, " in told
    assert "  1. two_meals, " in told
    assert "person-days" in told
    show_ranking(fit, "latest", as_json=True)
    hungry, denied = json.loads(capsys.readouterr().out)["rankings"]
    assert hungry["leads"][0]["report"]["observable"] == "two_meals"
    assert hungry["aim"]["name"] == "least hunger"
    assert denied["leads"] == []
    assert "no report could change the choice" in denied["words"][0]
