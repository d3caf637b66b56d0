"""What a fit fails at, and what drags it: said in words, and never more than is known."""

from __future__ import annotations

import re

import numpy as np
import pytest

from tests.inference.test_wording import belief
from tumen.inference import failing, limits, moving, reading, summary, wording


@pytest.fixture(scope="module")
def reports(made_up):
    return {row["claim"]: row for row in reading.report_rows(made_up)}


@pytest.fixture(scope="module")
def failed(reports):
    return {one.claim: one for one in failing.failures(list(reports.values()))}


def test_a_report_out_of_reach_is_told_with_what_it_says_and_what_the_nearest_run_shows(reports, failed):
    one, row = failed["R8"], reports["R8"]
    assert one.kind == "out of reach"
    assert "It says 2,000 g/person/day" in one.sentence
    assert f"{row['nearest']:.1f} standard deviations" in one.sentence
    assert "set aside" in one.sentence
    assert row["prior_95"] * 0.8 < row["nearest_amount"] < 2000
    assert row["near_before"] == 0


def test_a_report_is_never_called_false_only_because_the_model_cannot_show_it(failed, reports):
    for one in failed.values():
        assert "either the report is false or the model is wrong here" in one.sentence.lower() or (
            one.kind in ("strained", "doubted", "regression")
        )
        assert not re.search(r"(?<!report )is false(?! or)", one.sentence)
    unseen = failing.judgement(reports["R8"] | {"near_before": 0.02})
    assert "either the report is false or the model is wrong here" in unseen
    never = failing.judgement(reports["R8"])
    assert never.startswith("No world of the prior shows it within its errors; the nearest of all runs shows")
    seen = failing.judgement(reports["R1"] | {"near_before": 0.4})
    assert "other reports that speak against it" in seen
    assert "no single one" in seen
    against = failing.judgement(reports["R3"] | {"near_before": 0.4}, list(reports.values()))
    assert "R1" in against and "R2" in against, "they hang on the same belief"
    assert "false" not in seen


def test_a_report_that_others_contradict_is_strained_and_likely_not_genuine(failed, reports):
    assert failed["R3"].kind == "strained"
    assert "almost no chance that it is genuine" in failed["R3"].sentence
    assert "By its grade the chance that it is genuine was 50 %." in failed["R3"].sentence
    assert {"R1", "R2", "R4"}.isdisjoint(failed), "what fits does not fail"
    assert next(iter(failed)) == "R8", "the gravest first"


def test_what_fits_only_because_errors_are_allowed_for_is_told_with_counts(reports):
    row = reports["R1"]
    assert row["runs"] == 30 and row["shown_by"] > 15
    assert reports["R8"]["shown_by"] == 0 and reports["R8"]["outside"]
    seldom = row | {"shown_by": 2}
    (one,) = failing.failures([seldom])
    assert one.kind == "by error"
    assert "2 of 30 real runs show within its own 90 % error what is said" in one.sentence
    told = " ".join(failing.summary([seldom], [one]))
    assert "1 fits only because errors are allowed for" in told and "R1 (2 of 30)" in told
    assert failing.failures([row | {"shown_by": 6}]) == []


def test_likelihood_and_confidence_never_share_a_sentence(failed):
    for one in failed.values():
        for sentence in re.split(r"(?<=[a-z%)])\. ", one.sentence):
            assert not ("likely" in sentence and re.search(r"confiden|trust", sentence.lower()))


def test_doubt_is_told_when_the_chance_fell_by_much_and_not_for_a_little():
    assert summary.doubted(0.9, 0.6)
    assert not summary.doubted(0.9, 0.87)
    assert not summary.doubted(0.6, 0.52)


def test_the_summary_counts_and_says_what_is_fine_too(reports, failed):
    rows = list(reports.values())
    first, second, *_ = failing.summary(rows, list(failed.values()))
    assert first == "1 of 11 reports is out of the model’s reach and set aside: R8."
    assert "R3" in second
    fine = failing.summary([reports["R1"]], [])
    assert fine == ["None of 1 report is out of the model’s reach.", "None is strained."]
    assert {row["claim"] for row in failing.silent(rows)} == {"R9", "R10"}


def test_real_runs_that_contradict_the_regressions_are_told(reports):
    row = dict(reports["R1"])
    scale = reading.Scale("log", 1.0)
    agrees = row | {"own_05": 5000.0, "own_50": 6000.0, "own_95": 7000.0}
    assert not reading._disagrees(agrees | {"checked_50": 6100.0}, scale, 0.2, 60)
    off = agrees | {"checked_05": 8000.0, "checked_50": 9000.0, "checked_95": 10_000.0}
    assert reading._disagrees(off, scale, 0.2, 60)
    assert not reading._disagrees(off, scale, 2.0, 60), (
        "where the report itself is vaguer, it does not matter"
    )
    one = failing._failure(off | {"status": "fits", "genuine": 0.9, "prior_genuine": 0.9, "disagrees": True})
    assert one is not None and one.kind == "regression"
    assert "Trust the real runs" in one.sentence


def test_a_report_that_no_belief_moves_is_no_quarrel_between_regressions_and_runs(reports):
    row = reports["R9"]
    assert row["r2"] < 0.1
    assert row["fitted_95"] - row["fitted_05"] > 1, "what the regression leaves to chance is in it"
    assert not row["disagrees"]


def test_what_a_value_may_have_meant_is_its_own_errors_and_those_of_its_group(reports):
    price, range_, iron = reports["R1"], reports["R4"], reports["R5"]
    assert price["error_low"] == pytest.approx(6400 * np.exp(-1.6449 * 0.15), rel=0.01)
    assert (range_["error_low"], range_["error_high"]) == (0.3, 0.5)
    assert iron["error_high"] / iron["error_low"] > 3, "nobody knows Musan's part of the national figure"
    assert iron["scale_note"].startswith("national iron")


def test_mechanisms_are_dragged_by_beliefs_that_move_far_or_are_pushed_to_an_end():
    still, far = belief("still", shift=0.3), belief("far", shift=-0.8)
    pushed = belief("pushed", mechanism="trust", shift=0.4, posterior_50=0.88)
    leaning = belief(low=0.0, high=9000.0, prior_50=1500.0, posterior_50=630.0)
    assert moving.pushed(leaning) == "", "the prior itself leans to the low end"
    assert moving.pushed(pushed) == "high"
    assert moving.pushed(still) == ""
    assert moving.pushed(belief(unit="0 or 1", posterior_50=1.0)) == ""
    found = moving.drags([still, far, pushed])
    assert [one.mechanism for one in found] == ["rations", "trust"]
    assert "to the high end of its range" in found[1].sentence
    assert "still" not in found[0].sentence
    assert "many small pulls" in found[0].sentence
    puller = {"claim": "S-1", "pulls": "far", "pull": -0.3}
    assert "(S-1 −0.3 sd and many small pulls)" in moving.drags([far], [puller])[0].sentence
    assert "(S-1 −0.7 sd)" in moving.drags([far], [puller | {"pull": -0.7}])[0].sentence
    assert moving.drags([still]) == []
    assert "No mechanism" in moving.drag_sentences([still], [])[0]


def test_reports_that_pull_are_named(made_up, reports):
    rows = list(reports.values())
    strong = moving.pulls(rows)
    assert strong[0]["claim"] in ("R1", "R2", "R11", "R5", "R6")
    assert "sd" in moving.pull_of(strong[0])
    assert moving.pull_of(reports["R8"]) == ""
    _, told = moving.drag_sentences(wording.rows(made_up.table, "belief"), rows)
    assert strong[0]["claim"] in told


def test_a_changed_grade_is_not_told_as_a_change_by_itself(made_up, reports):
    rows, table = list(reports.values()), wording.rows(made_up.table, "belief")
    found = {one.name: one for one in moving.changes(made_up, rows, table)}
    assert list(found) == ["trusting", "doubting", "model surer", "model less sure"]
    chances = {row["claim"]: row["genuine"] for row in rows}
    by_grade = {claim: 3 * p / (3 * p + 1 - p) for claim, p in chances.items()}
    assert moving._reports(by_grade, rows, 3.0) == []
    assert any("R1 " in text for text in moving._reports(chances | {"R1": 0.2}, rows, 1.0))
    assert moving._reports(chances | {"R8": 0.5}, rows, 1.0) == ["R8 comes within reach"]


def test_a_variant_names_only_beliefs_of_which_the_fit_tells_and_beyond_drawing():
    told, silent = belief("told"), belief("silent", contraction=0.0, shift=0.1)
    medians = {"told": 0.5, "silent": 0.4}
    assert [text.split()[0] for text in moving._beliefs(medians, [told, silent], 2000)] == ["told"]
    rough = belief("told", shift_error=0.2, shift=0.9)
    assert moving._beliefs(medians, [rough], 2000) == []


def test_errors_in_common_have_their_range_before_and_what_they_stand_for(made_up):
    found = {one["name"]: one for one in moving.shared_rows(made_up)}
    assert found["musan_share"]["before"] == pytest.approx((3**-0.5, 3**0.5)), "the range assumed"
    assert "the town’s part" in found["musan_share"]["about"]
    assert found["mirror-trade"]["before"][1] == pytest.approx(np.exp(1.6449 * 0.15))
    assert "Mirror trade" in found["mirror-trade"]["about"]


def test_what_a_fit_cannot_tell_names_its_own_numbers(made_up, reports):
    sentences = " ".join(limits.limits(made_up, list(reports.values())))
    assert "30 draws of it were run to check" in sentences
    assert "hope_link is either on or off" in sentences
    assert "0.5 % of the people" in sentences
    assert "20 % of an amount, 8 points of a share, 30 days of a date" in sentences
