"""A report is held against what a fit expects of it, and told what would have to be true."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.inference.cases import case_of, claim
from tests.inference.fits import REPORTS, made_up_fit
from tumen.commands import judging_words
from tumen.commands.judging import show_surprise
from tumen.commands.judging_words import surprise_line, surprise_words
from tumen.core.errors import RunError, TumenError
from tumen.ensemble.store import Store
from tumen.evidence import Quantity
from tumen.evidence import case as cases
from tumen.evidence.grades import likelihood_word
from tumen.inference import forecast as forecasts
from tumen.inference.asking import of_case
from tumen.inference.common import shared
from tumen.inference.forecast import forecast
from tumen.inference.requirements import Need, needs, showing, worlds
from tumen.inference.result import Fit
from tumen.inference.surprise import Surprise, judge, surprises
from tumen.inference.terms import terms
from tumen.inference.wording import likelihood


def _one(fit: Fit, about: str, case=None) -> Surprise:
    found, unanswered = surprises(fit, about, case)
    assert len(found) == 1, unanswered
    return found[0]


def test_what_the_fit_expects_of_its_own_reports_agrees_with_its_own_figures(made_up: Fit) -> None:
    expected = forecast(made_up, made_up.observations)
    held = made_up.reports["status"].isin(["fits", "not told apart"]).to_numpy()
    percentile = made_up.reports["percentile"].to_numpy()
    assert np.abs(expected.percentile - percentile)[held].max() < 0.2
    assert np.abs(expected.genuine - made_up.reports["genuine"].to_numpy())[held].max() < 0.1


def test_a_fitted_report_is_left_out_of_what_is_expected_of_it(made_up: Fit, tmp_path) -> None:
    kept = tuple(one for one in REPORTS if one.claim != "R1")
    without = made_up_fit(tmp_path, kept)
    asked = next(one for one in REPORTS if one.claim == "R1")
    mine, theirs = forecast(made_up, [asked]), forecast(without, [asked])
    assert np.median(mine.said(0)) == pytest.approx(np.median(theirs.said(0)), abs=0.15)
    assert np.std(mine.said(0)) == pytest.approx(np.std(theirs.said(0)), rel=0.3)
    assert mine.effective[0] < theirs.effective[0] == 30


def test_a_fitted_report_says_so_and_keeps_the_chance_that_the_fit_gives_it(made_up: Fit) -> None:
    told = _one(made_up, "R3")
    assert told.fitted == "R3"
    assert told.genuine == pytest.approx(float(made_up.reports["genuine"]["R3"]))
    assert told.genuine < 0.2
    assert told.percentile < 0.02
    assert told.band90[0] > 2500
    assert told.likelier < 1
    assert _one(made_up, "R1-echo").fitted == "R1"
    assert _one(made_up, "R1-echo", case_of(claim("R1-echo", amount=6400.0))).fitted == "R1"


def test_a_new_report_is_likelier_the_nearer_it_lies_to_what_is_expected(made_up: Fit) -> None:
    told = [case_of(claim("N", amount=amount)) for amount in (6300.0, 12_000.0, 20_000.0, 40_000.0)]
    chances = [_one(made_up, "N", case).genuine for case in told]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.75 > 0.3 > chances[-1]


def test_bands_widen_with_the_grade_and_nest(made_up: Fit) -> None:
    sure = _one(made_up, "N", case_of(claim("N", reliability="A")))
    poor = _one(made_up, "N", case_of(claim("N", reliability="E")))
    for one in (sure, poor):
        assert one.band90[0] < one.band50[0] < one.median < one.band50[1] < one.band90[1]
    assert poor.band90[1] / poor.band90[0] > sure.band90[1] / sure.band90[0]
    assert sure.before90[0] < sure.band90[0]


def test_a_report_is_told_the_same_alone_and_in_company(made_up: Fit) -> None:
    meals = claim("M", "two_meals", 0.4, unit="share of people")
    together, _ = judge(made_up, of_case(made_up, case_of(claim("N"), meals, claim("L", amount=900.0)))[0])
    alone = _one(made_up, "N", case_of(claim("N")))
    beside = next(one for one in together if one.claim == "N")
    assert (beside.band50, beside.band90, beside.needs) == (alone.band50, alone.band90, alone.needs)
    assert beside.genuine == pytest.approx(alone.genuine, abs=1e-12)
    assert beside.percentile == pytest.approx(alone.percentile, abs=1e-12)


def test_many_reports_are_told_in_parts_and_the_same(made_up: Fit, monkeypatch) -> None:
    case = case_of(*(claim(f"N{i}", amount=6000.0 + 100 * i) for i in range(5)))
    whole = {one.claim: one.band90 for one in judge(made_up, of_case(made_up, case)[0])[0]}
    monkeypatch.setattr(forecasts, "TOGETHER", 2)
    assert {one.claim: one.band90 for one in judge(made_up, of_case(made_up, case)[0])[0]} == whole
    with pytest.raises(TumenError, match="expected 1 to 2"):
        forecast(made_up, made_up.observations)
    late = replace(made_up.observations[0], last=date(2016, 1, 1))
    with pytest.raises(TumenError, match="cannot be forecast: speaks of days after"):
        forecast(made_up, [late])


def test_errors_in_common_are_those_that_the_fit_found(made_up: Fit) -> None:
    expected = forecast(made_up, made_up.observations)
    share = next(one for one in shared(expected.terms) if one.name == "musan_share")
    number = forecasts._number(made_up, share, share.reach)
    assert number is not None
    assert np.abs(number).max() <= 1 + 1e-6
    factors = made_up.tree["posterior"].to_dataset()["common"].sel(shared="operator: musan_share")
    first = np.flatnonzero(share.reach)[0]
    assert np.exp(-number * share.reach[first]) == pytest.approx(factors.values[0, :30], rel=1e-5)


def test_an_error_in_common_that_the_fit_knows_makes_a_report_foretold_better(
    made_up: Fit, monkeypatch
) -> None:
    customs = {"unit": "t", "commodity": "iron_concentrate", "operator": "national iron"}
    case = case_of(claim("N", "exports", 700_000.0, **customs))
    known = _one(made_up, "N", case)
    monkeypatch.setattr(forecasts, "_number", lambda *_: None)
    unknown = _one(made_up, "N", case)
    wide = [np.log(band[1] / band[0]) for band in (known.band90, unknown.band90, known.before90)]
    assert wide == sorted(wide)
    assert wide[0] < 0.9 * wide[1]


def test_a_count_errs_by_its_root_and_stays_in_bounds_at_nothing(made_up: Fit) -> None:
    few = terms([REPORTS[8]])
    amounts = np.array([[4.0], [400.0]])
    root = np.sqrt(few.error**2 + 1 / amounts)
    assert few.spread(few.scaled(amounts)) == pytest.approx(root, rel=0.2)
    loads = terms([replace(REPORTS[8], noise=replace(REPORTS[8].noise, floor=0.0))])
    assert loads.spread(loads.scaled(np.zeros((1, 1)))) < 20
    assert np.isfinite(_one(made_up, "N", case_of(claim("N", "truck_loads", 4.0, unit="loads"))).band90).all()


def test_what_would_have_to_be_true_is_what_moves_it(made_up: Fit) -> None:
    dear = _one(made_up, "N", case_of(claim("N", amount=8800.0)))
    assert dear.needs.reached
    assert dear.needs.needs[0].belief == "rice_ratio"
    assert dear.needs.needs[0].difference > 1
    assert dear.needs.needs[0].here > dear.needs.needs[0].elsewhere
    assert not {"toil", "hope_link"} & {need.belief for need in dear.needs.needs}
    cheap = _one(made_up, "N", case_of(claim("N", amount=3200.0)))
    assert cheap.needs.needs[0].belief == "rice_ratio"
    assert cheap.needs.needs[0].difference < -1
    hungry = Quantity(kind="interval", low=0.05, high=0.18, unit="share of people")
    fewer = _one(made_up, "N", case_of(claim("N", "two_meals", hungry)))
    assert fewer.needs.needs[0].belief == "public_share"


def test_what_no_world_shows_is_said_to_be_out_of_reach(made_up: Fit) -> None:
    told = _one(made_up, "N", case_of(claim("N", "ration", 2000.0, unit="g/person/day", reliability="A")))
    assert not told.needs.reached
    assert told.needs.prior == told.needs.fitted == 0
    assert told.needs.nearest > 2
    assert 100 < told.needs.amount < 1000
    assert {need.belief for need in told.needs.needs} <= {"ration_norm"}


def test_a_world_shows_a_range_only_inside_it_and_is_allowed_an_error_beside_it(made_up: Fit) -> None:
    narrow = Quantity(kind="interval", low=6300.0, high=6310.0, unit="KPW/kg")
    told = _one(made_up, "N", case_of(claim("N", amount=narrow)))
    needs = told.needs
    assert needs.reached
    assert needs.fitted < needs.fitted_runs / 5
    assert needs.fitted_allowed > needs.fitted_runs / 2
    words = "\n".join(surprise_words(told))
    assert "Nothing special" not in words
    assert f"{needs.prior} of {needs.prior_runs} worlds before the evidence show it" in words
    assert (
        f"Within the error allowed, the report's and the model's (90 %), lie {needs.prior_allowed}" in words
    )


def test_a_world_shows_an_amount_within_the_own_error_of_the_report() -> None:
    of = terms([REPORTS[0], REPORTS[3]])
    off = 6400 * np.exp(1.64 * np.array([0, 0.145, 0.155, -0.145, -0.155]))
    assert showing(of, 0, off).tolist() == [True, True, False, True, False]
    shares = np.array([0.29, 0.3, np.float32(0.3), 0.5, 0.51, np.nan])
    assert showing(of, 1, shares).tolist() == [False, True, True, True, False, False]


def test_what_is_either_so_or_not_is_told_as_on_or_off() -> None:
    need = Need("easing_decided", "Whether it is.", "0 or 1", -1.0, 0.0, 0.46, 0.4)
    assert judging_words._need(need) == (
        "easing_decided off (elsewhere on in 46 % of worlds; in the fit in 40 %). Whether it is."
    )
    assert "easing_decided on in 25 % (elsewhere" in judging_words._need(replace(need, here=0.25))


def test_a_chance_that_stays_at_its_grade_says_so(made_up: Fit) -> None:
    told = replace(_one(made_up, "R1"), genuine=0.92)
    assert "That is hardly changed: its grade alone (B) gives 90 %." in surprise_words(told)
    assert "hardly changed: its grade" in surprise_line(told)
    moved = replace(told, genuine=0.6)
    assert "By the grade of its source alone (B) it would be 90 %." in surprise_words(moved)
    assert "hardly changed" not in surprise_line(moved)


def test_a_word_of_likelihood_is_that_of_the_percentage_told(made_up: Fit) -> None:
    for name in (one.claim for one in REPORTS):
        told = _one(made_up, name)
        assert told.word == likelihood_word(round(100 * told.genuine) / 100)


def test_no_belief_is_named_where_worlds_differ_by_luck(made_up: Fit) -> None:
    every, named = worlds(made_up), 0
    for seed in range(100):
        named += bool(needs(every, np.random.default_rng(seed).random(len(every.z)) < 0.2))
    assert named <= 12  # 5 of 100 expected


def test_a_rank_of_beliefs_that_go_together_names_one(made_up: Fit) -> None:
    every = worlds(made_up)
    z = every.within.copy()
    z[:, 1] = z[:, 0] + 0.1 * z[:, 1]
    twins = type(every)(every.beliefs, every.z, z, every.rounds, every.fitted)
    named = [one.belief for one in needs(twins, z[:, 0] > 0.8)]
    assert named in (["rice_ratio"], ["public_share"])


def test_a_belief_whose_medians_differ_the_other_way_is_not_named(made_up: Fit) -> None:
    every = worlds(made_up)
    here = every.within[:, 0] > 0.8
    assert needs(every, here)[0].belief == every.beliefs[0].name
    turned = type(every)(every.beliefs, -every.z, every.within, every.rounds, every.fitted)
    assert every.beliefs[0].name not in [one.belief for one in needs(turned, here)]


def test_a_day_has_no_more_than_its_hours(made_up: Fit) -> None:
    found = forecast(made_up, made_up.observations)
    hours = replace(found.terms.observations[0], unit="hours/day", kind="value")
    of = replace(found, terms=replace(found.terms, observations=(hours, *found.terms.observations[1:])))
    assert of.amounts(0, found.terms.scales[0].to(30.0)) == pytest.approx(24.0)
    assert of.amounts(0, found.terms.scales[0].to(9.0)) == pytest.approx(9.0)


def test_a_store_without_the_runs_of_a_fit_is_named_and_left_alone(made_up: Fit, tmp_path) -> None:
    elsewhere = replace(made_up, store=Store(tmp_path / "store"))
    with pytest.raises(RunError, match=r"holds no run of this fit; name the one .*--store"):
        surprises(elsewhere, "R1")
    assert not (tmp_path / "store" / "worlds").exists()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"places": ("Tanchon",)}, "none of Tanchon lies in the scenario"),
        ({"period": "2016"}, "where the runs end"),
        ({"period": "2031"}, "lies outside"),
        ({"use": "input", "why": "it drives the run"}, "kept as input"),
        ({"stock_phrase": True}, "a stock phrase"),
    ],
)
def test_what_cannot_be_observed_says_why(made_up: Fit, changes, why: str) -> None:
    found, unanswered = surprises(made_up, "N", case_of(claim("N", **changes)))
    assert found == ()
    assert [one.claim for one in unanswered] == ["N"]
    assert why in unanswered[0].why


def test_what_no_run_shows_says_so(made_up: Fit) -> None:
    for name, values in made_up.results(["rice_price"], "all").items():
        assert not np.isnan(values).any(), name
    never = case_of(claim("N", "rice_price", Quantity(kind="bound", low=1.0, unit="KPW/kg")))
    assert _one(made_up, "N", never).percentile == 0.5


def test_claims_kept_aside_may_be_asked_about(made_up: Fit) -> None:
    aside = claim("N", use="judge", why="kept aside to judge with")
    assert _one(made_up, "N", case_of(aside)).fitted == ""


def test_all_of_a_case_is_told_the_most_surprising_first(made_up: Fit, tmp_path, capsys) -> None:
    told = (claim("N1", amount=6300.0), claim("N2", amount=40_000.0), claim("N3", places=("Tanchon",)))
    folder = _on_disk(tmp_path, *told)
    show_surprise(made_up, str(folder), as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("N2 ")
    assert "almost no chance" in lines[0] or "unlikely" in lines[0]
    assert lines[1].startswith("N1 ")
    assert lines[2].startswith("N3 cannot be held against the fit: none of Tanchon lies")
    show_surprise(made_up, f"{folder}:N1", as_json=False)
    assert capsys.readouterr().out.startswith("N1: Claim N1 about rice_price.")


def _on_disk(tmp_path, *claims):
    folder = cases.new(tmp_path / "case")
    made = case_of(*claims)
    for one in claims:
        cases.add_origin(folder, made.origins[one.origin])
        cases.write_document(folder, made.documents[one.id])
        cases.add_claims(folder, one.id, [one])
    return folder


@pytest.mark.parametrize(
    ("about", "case", "message"),
    [
        ("R33", None, "There is no claim or case 'R33' in the fit"),
        ("R33", None, "did you mean 'R3'"),
        ("N7", case_of(claim("N")), "There is no claim or case 'N7' in a-case"),
        ("nowhere:R1", None, "No case 'nowhere'"),
        ("N", case_of(), "There is no claim or case 'N'"),
    ],
)
def test_what_is_not_there_is_asked_back(made_up: Fit, about: str, case, message: str) -> None:
    with pytest.raises(TumenError, match=re.escape(message)):
        surprises(made_up, about, case)


def test_an_empty_case_says_that_it_is_empty(made_up: Fit, tmp_path) -> None:
    with pytest.raises(TumenError, match="holds no claims yet"):
        surprises(made_up, str(_on_disk(tmp_path)))


def test_what_is_printed_keeps_likelihood_and_trust_apart_and_escapes(made_up: Fit, capsys) -> None:
    hostile = claim("N", says="Rice [red]costs\x1b[2J 6,000\nwon")
    show_surprise(made_up, "N", case=case_of(hostile), as_json=False)
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "N: Rice [red]costs\\x1b[2J 6,000 won" in told
    one = _one(made_up, "N", case_of(hostile))
    assert likelihood(one.word, one.genuine) in told.splitlines()
    assert "This rests on 30 runs" in told
    assert "What would have to be true:" in told
    assert "worlds before the evidence show it" in told


@pytest.mark.parametrize("name", [one.claim for one in REPORTS])
def test_every_kind_of_report_is_told_in_words_and_as_json(made_up: Fit, capsys, name: str) -> None:
    show_surprise(made_up, name, as_json=False)
    words = capsys.readouterr().out
    assert "It is in the fit" in words
    assert "nan" not in words
    show_surprise(made_up, name, as_json=True)
    content = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert content["reports"][0]["fitted"] == name
    assert content["reports"][0]["words"] == words.splitlines()
