"""The value of a report is what a Gaussian world says it is, and nothing is praised for luck."""

from __future__ import annotations

import json

import numpy as np
import pytest
from scipy.stats import norm

from tumen.commands.judging import show_next
from tumen.commands.judging_words import advice_words
from tumen.core.errors import InputError, TumenError
from tumen.inference import candidates, next_report, value
from tumen.inference.next_report import next_reports
from tumen.inference.result import Fit, find


def _exact(mean: float, spread: float, noise: float) -> float:
    """What choosing between nothing and a policy of normal gain is worth after a report of the gain."""
    known = spread**2 / np.hypot(spread, noise)
    return float(known * norm.pdf(mean / known) + mean * norm.cdf(mean / known) - max(mean, 0))


@pytest.mark.parametrize(("mean", "noise"), [(0.0, 0.0), (0.0, 1.0), (-0.5, 0.5), (0.8, 2.0)])
def test_choosing_after_a_report_brings_what_the_formula_says(mean: float, noise: float) -> None:
    gain = np.random.default_rng(1).normal(mean, 1.0, 4_000)
    gain += mean - gain.mean()
    found = value.value_of_report(gain, gain, noise)
    assert found == pytest.approx(_exact(mean, 1.0, noise), abs=0.02)


def test_policies_are_ranked_by_their_differences() -> None:
    luck = np.random.default_rng(2)
    gain, common = luck.normal(size=4_000), 10 * luck.normal(size=4_000)
    two = np.column_stack([common, common + gain])
    assert value.value_of_report(two, gain, 1.0) == pytest.approx(_exact(0.0, 1.0, 1.0), abs=0.05)
    settled = np.column_stack([common, common + gain - 8])
    assert value.value_of_report(settled, gain, 0.1) == pytest.approx(0.0, abs=0.02)


@pytest.mark.parametrize("noise", [0.0, 0.7, 2.0])
def test_variance_goes_as_the_formula_says(noise: float) -> None:
    luck = np.random.default_rng(3)
    shown = luck.normal(size=20_000)
    outcome = 0.6 * shown + 0.8 * luck.normal(size=20_000)
    share = value.value_of_report(outcome, shown, noise, rank=False)
    assert share == pytest.approx(0.36 / (1 + noise**2), abs=0.015)


def test_what_knows_nothing_is_worth_nothing_with_few_draws_too() -> None:
    luck = np.random.default_rng(4)
    found = [value.value_of_report(luck.normal(size=60), luck.normal(size=60), 0.3) for _ in range(40)]
    assert np.mean(found) < 0.03  # hearing the gain itself is worth 0.38
    shares = [value.value_of_report(*luck.normal(size=(2, 60)), 0.3, rank=False) for _ in range(40)]
    assert np.mean(shares) < 0.02


def test_a_report_that_never_differs_is_worth_nothing() -> None:
    gain = np.random.default_rng(5).normal(size=60)
    assert value.value_of_report(gain, np.ones(60), 0.0) == 0
    assert value.value_of_report(gain, np.ones(60), 0.0, rank=False) == 0


@pytest.mark.parametrize(
    ("outcome", "candidate", "noise", "rank", "message"),
    [
        ([1.0] * 5, [1.0] * 5, 1.0, True, "too few"),
        ([1.0] * 20, [1.0] * 19, 1.0, True, "do not belong together"),
        ([np.nan, *[1.0] * 19], [1.0] * 20, 1.0, True, "missing"),
        ([1.0] * 20, [1.0] * 20, np.nan, True, "expected 0 or more"),
        ([[1.0, 2.0]] * 20, [1.0] * 20, 1.0, False, "give one"),
    ],
)
def test_draws_that_make_no_sense_are_refused(outcome, candidate, noise, rank, message: str) -> None:
    with pytest.raises(InputError, match=message):
        value.value_of_report(outcome, candidate, noise, rank=rank)


def test_the_best_of_many_is_praised_by_luck_no_oftener_than_said() -> None:
    luck, praised = np.random.default_rng(6), 0
    for number in range(60):
        outcome, many = luck.normal(size=60), luck.normal(size=(60, 40))
        best = np.abs(value.correlations(outcome, many)).max()
        praised += best > value.by_luck(outcome, many, 0.95, number)
    assert praised <= 8  # 3 of 60 expected


def test_a_fit_says_whom_to_ask(made_up: Fit) -> None:
    money, meals = next_reports(made_up, ["foreign_currency_earned", "two_meals"])
    best = money.leads[0].report
    assert (best.observable, best.places, best.commodity) in {
        ("exports", ("Musan",), "iron_concentrate"),
        ("export_value", ("Musan",), "iron_concentrate"),
    }
    assert money.leads[0].beat == "official"
    assert 0.05 < money.leads[0].low <= money.leads[0].narrowing <= money.leads[0].high + 1e-9 < 1
    assert {lead.report.observable for lead in meals.leads} <= {"two_meals", "rice_price", "ration"}
    assert meals.leads[0].report.observable == "two_meals"
    assert [lead.narrowing for lead in meals.leads] == sorted(
        (lead.narrowing for lead in meals.leads), reverse=True
    )
    things = [(lead.report.observable, lead.report.places) for lead in meals.leads]
    assert len(things) == len(set(things))
    assert next_reports(made_up, ["two_meals"])[0] == meals


def test_an_outcome_that_nothing_tells_of_gets_no_lead(made_up: Fit) -> None:
    short = made_up.frame.time[-1].replace(day=1)
    heard = next_report.audible(made_up, candidates.imagined(made_up), _rounds(made_up))
    named = 0
    for seed in range(20):
        shown = np.random.default_rng(seed).normal(size=len(_rounds(made_up)))
        wanted = candidates.outcome(made_up, f"two_meals:{short:%Y-%m}")
        named += bool(next_report._advice(wanted, shown, heard, _rounds(made_up), seed).leads)
    assert named <= 4  # 1 of 20 expected


def _rounds(fit: Fit) -> np.ndarray:
    return fit.tree["runs"].to_dataset()["round"].values


def test_outcomes_are_named_with_their_good_and_period(made_up: Fit) -> None:
    one = candidates.outcome(made_up, "exports/iron_concentrate:2014-06")
    assert (one.commodity, one.period, one.over_time, one.unit) == ("iron_concentrate", "2014-06", "sum", "t")
    assert candidates.outcome(made_up, "two_meals").period == "2014"


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("two_meal", "did you mean 'two_meals'"),
        ("two_meals/coal", "No run tells 'two_meals' of 'coal'"),
        ("exports/gold", "No run shows any 'exports' of 'gold'; it tells of iron_concentrate"),
        ("exports/iron", "No run tells 'exports' of 'iron'"),
        ("broker_bid", "name one, such as"),
        ("two_meals:2031", "is not within the runs"),
        ("two_meals:lately", "is no period"),
    ],
)
def test_outcomes_that_make_no_sense_are_refused(made_up: Fit, wanted: str, message: str) -> None:
    with pytest.raises(TumenError, match=message):
        next_reports(made_up, [wanted])


def test_an_outcome_without_a_period_is_of_the_last_year_in_which_worlds_differ(made_up: Fit) -> None:
    one = candidates.outcome(made_up, "two_meals")
    values = made_up.results(["two_meals"], "posterior")["two_meals"].copy()
    assert candidates.last_telling(made_up, one, values).period == "2014"
    values[:, 12:] = 0.4
    assert candidates.last_telling(made_up, one, values).period == "2013"
    values[:] = 0.4
    assert candidates.last_telling(made_up, one, values) == one


def test_an_outcome_in_which_worlds_hardly_differ_is_said_to_be_set_by_inputs(made_up: Fit) -> None:
    heard = next_report.audible(made_up, candidates.imagined(made_up), _rounds(made_up))
    wanted = candidates.outcome(made_up, "two_meals")
    shown = np.random.default_rng(1).normal(0.4, 0.005, len(_rounds(made_up)))
    advice = next_report._advice(wanted, shown, heard, _rounds(made_up), 1)
    assert advice.by_inputs
    assert "set almost wholly by the scenario's inputs" in advice_words(advice)[0]
    wide = next_report._advice(wanted, 20 * shown - 7.6, heard, _rounds(made_up), 1)
    assert not wide.by_inputs


def test_progress_is_told_beside_the_results(made_up: Fit, capsys) -> None:
    show_next(made_up, outcome=["two_meals"], as_json=True)
    told = capsys.readouterr()
    assert "Reading 1 outcome of" in told.err
    assert "Weighing" in told.err
    json.loads(told.out)


def test_the_only_fit_is_the_latest_and_several_are_named(tmp_path) -> None:
    with pytest.raises(TumenError, match="There is no fit under"):
        find("latest", tmp_path)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "fit.json").write_text("{}")
        (tmp_path / name / "fit.nc").write_text("")
        if name == "one":
            assert find("latest", tmp_path) == tmp_path / "one"
    with pytest.raises(TumenError, match="which fit is the latest of one, two"):
        find("latest", tmp_path)


def test_periods_end_with_the_runs(made_up: Fit) -> None:
    found = candidates.spans(made_up.frame)
    assert len(found) == 12
    assert all(first <= last <= made_up.frame.time[-1] for first, last in found)
    assert (str(found[-1][0]), str(found[-1][1])) == ("2013-01-01", "2013-12-31")


def test_what_is_printed_says_whom_to_ask_or_that_nobody_helps(made_up: Fit, capsys) -> None:
    show_next(made_up, outcome=["two_meals", "smuggled"], as_json=False)
    told = capsys.readouterr().out
    assert "1. two_meals, " in told
    assert "as a neighbour sees it" in told
    assert "there is nothing to narrow" in told
    show_next(made_up, outcome=["two_meals"], as_json=True)
    content = json.loads(capsys.readouterr().out)
    assert content["outcomes"][0]["leads"][0]["report"]["observable"] == "two_meals"
    assert content["outcomes"][0]["words"][1].startswith("   1.")
