"""What a fit says: sentences from rows of its tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tumen.evidence.grades import LIKELIHOOD
from tumen.inference import wording
from tumen.inference.outcomes import Course, Outcome

PRICE = {
    "claim": "F1",
    "says": "Rice costs 6,400 won.",
    "kind": "value",
    "unit": "KPW/kg",
    "value": 6400.0,
    "low": 6400.0,
    "high": 6400.0,
    "prior_05": 2800.4,
    "prior_50": 5018.0,
    "prior_95": 8451.0,
    "relays": "",
}


def report(**changes):
    return PRICE | changes


JUNE, YEAR_END = 16_237.0, 16_435.0  # 2014-06-16 and 2014-12-31, days since 1970


def test_what_happens_after_the_runs_end_is_no_date_of_theirs():
    assert wording.between(JUNE, JUNE + 60, "days", "date", YEAR_END) == "June 2014 to August 2014"
    never = "not before the runs end (December 2014)"
    assert (
        wording.between(JUNE, YEAR_END + 365, "days", "date", YEAR_END) == f"June 2014 or later, or {never}"
    )
    assert wording.between(YEAR_END + 9, YEAR_END + 365, "days", "date", YEAR_END) == never


def test_a_ratio_names_what_it_compares_with_and_a_date_what_it_is_of():
    ratio = report(kind="ratio", value=0.5, than="2013")
    assert wording.stated(ratio) == "0.5 times what it was in 2013"
    date_ = report(kind="date", value=np.nan, low=JUNE, high=JUNE + 9, event="rations_stop")
    assert wording.stated(date_) == "June 2014 (Rations at the mine are suspended)"


def belief(name="public_share", **changes):
    plain = {
        "belief": name,
        "unit": "share of norm",
        "mechanism": "rations",
        "low": 0.1,
        "high": 0.9,
        "contraction": 0.29,
        "shift": 0.56,
        "contraction_error": 0.02,
        "shift_error": 0.03,
    }
    plain |= {"prior_05": 0.14, "prior_50": 0.5, "prior_95": 0.86}
    return plain | {"posterior_05": 0.25, "posterior_50": 0.68, "posterior_95": 0.88} | changes


@pytest.mark.parametrize(
    ("value", "unit", "kind", "expected"),
    [
        (6412.0, "KPW/kg", "value", "6,410 KPW/kg"),
        (0.384, "share of people", "value", "38 % of people"),
        (0.384, "share", "value", "38 %"),
        (76_175_594.5, "USD", "value", "76.2 million USD"),
        (3512.0, "USD million", "value", "3.51 billion USD"),
        (1.3, "times (KPW/kg)", "ratio", "1.3 times"),
        (1.9e-6, "times (t)", "ratio", "under 0.01 times"),
        (0.0, "times (t)", "ratio", "0 times"),
        (float((date(2014, 6, 15) - date(1970, 1, 1)).days), "days", "date", "June 2014"),
        (np.nan, "t", "value", "nothing"),
    ],
)
def test_amounts_are_told_with_unit_thousands_and_no_false_precision(value, unit, kind, expected):
    assert wording.amount(value, unit, kind) == expected


def test_a_range_names_its_unit_once():
    assert wording.between(2800.4, 8451.0, "KPW/kg") == "2,800 to 8,450 KPW/kg"
    assert wording.between(0.094, 0.54, "share of people") == "9.4 to 54 % of people"
    assert wording.between(768_000.0, 37_700_000.0, "USD") == "768,000 USD to 37.7 million USD"
    assert wording.between(0.0, 0.0, "t") == "0 t"


def test_what_a_report_says():
    assert wording.said(report()) == "6,400 KPW/kg"
    told = report(value=np.nan, kind="interval", unit="share", low=0.3, high=0.4)
    assert wording.said(told) == "30 to 40 %"
    assert wording.said(told | {"high": np.inf, "unit": "t", "low": 366_000.0}) == "at least 366,000 t"
    assert wording.said(told | {"low": -np.inf, "unit": "t", "high": 50.0}) == "at most 50 t"
    days = [float((date(2014, month, 1) - date(1970, 1, 1)).days) for month in (6, 8)]
    when = report(value=np.nan, kind="date", unit="days", low=days[0], high=days[1])
    assert wording.said(when) == "June 2014 to August 2014"


def test_a_heading_takes_the_unit_off_its_rows():
    assert wording.without_unit("2,800 to 8,450 KPW/kg", report()) == "2,800 to 8,450"
    assert wording.heading_unit(report()) == "KPW/kg"
    people = report(unit="share of people")
    assert wording.without_unit("9.4 to 54 % of people", people) == "9.4 to 54 %"
    assert wording.heading_unit(people) == "% of people"
    times = report(kind="ratio", unit="times (t)")
    assert wording.without_unit("0.5 times", times) == "0.5"
    assert wording.heading_unit(times) == "times"
    money = report(unit="USD million")
    assert wording.without_unit("3.51 billion USD", money) == "3.51 billion"
    assert wording.heading_unit(money) == "USD"


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2016", "2016"),
        ("2016-09", "Sep 2016"),
        ("2018-05/2018-08", "May to Aug 2018"),
        ("2018-03-01/2018-08-20", "1 March 2018 to 20 August 2018"),
        ("2013-02-06", "6 February 2013"),
        ("2018-05~/2018-08", "May to Aug 2018"),
        ("199X", "199X"),
    ],
)
def test_periods_are_told_in_words(edtf, expected):
    assert wording.period(edtf) == expected


def test_no_chance_is_told_as_certain():
    assert wording.chance(0.004) == "under 1 %"
    assert wording.chance(0.996) == "over 99 %"
    assert wording.chance(0.154) == "15 %"
    assert wording.chance(np.nan) == "–"


@pytest.mark.parametrize("word", LIKELIHOOD)
def test_likelihood_uses_the_words_of_icd_203_and_never_speaks_of_confidence(word):
    sentence = wording.likelihood(word, 0.5)
    assert word in sentence
    assert "confiden" not in sentence
    assert sentence.count(".") == 1


def test_a_report_that_is_set_aside_has_no_likelihood():
    assert "nothing is said" in wording.likelihood("", np.nan)


def test_a_belief_that_did_not_move_is_not_shown_as_if_it_had():
    assert wording.belief(belief()) == "public_share 50 → 68 % of norm"
    assert wording.belief(belief(posterior_50=0.501)) == "public_share at 50 % of norm"


def test_headlines_count_reports_beliefs_and_what_nothing_is_said_of():
    table = [
        belief(),
        belief("toil", contraction=0.05, shift=0.1),
        belief("habit", contraction=0.05, shift=-0.4),
    ]
    first, second, third = wording.headlines([report(relays="A, B"), report()], table, (), origins=1)
    assert first == "2 reports of 1 origin count; 2 claims more only repeat them."
    only, *_ = wording.headlines([report(relays="A")], table)
    assert only == "1 report of 1 origin counts; 1 claim more only repeats them."
    assert second == "The evidence says something about 2 of 3 beliefs, and nothing about the other 1."
    assert third.startswith(
        "It says most about public_share 50 → 68 % of norm (29 % of its prior variance gone"
    )
    assert "toil" not in third
    assert "moved down by 0.4 sd" in third


def test_headlines_do_not_claim_to_know_outcomes_better_than_a_few_dozen_runs_can_tell():
    outcome = Outcome("exports", "Iron exported")
    before = np.array([[0.0, 0.0], [20.0, 20.0], [50.0, 50.0], [80.0, 80.0], [100.0, 100.0]])
    same = Course(outcome, "t", "sum", (2013, 2014), before, before * 0.9)
    assert "None of the outcomes" in wording.outcome_sentences([same])[0]
    half = Course(outcome, "t", "sum", (2013, 2014), before, before * np.array([1.0, 0.5]))
    (told,) = wording.outcome_sentences([same, half])
    assert told == (
        "Iron exported, in 2014: the middle half of the worlds showed 20 to 80 t (middle 50 t) before the "
        "evidence and shows 10 to 40 t (middle 25 t) after it."
    )
    (untold,) = wording.outcome_sentences([replace(half, reported=(2013,))])
    assert "None of the outcomes" in untold, "no report speaks of 2014"
    tails = np.array([[20.0, 20.0], *before[1:4], [80.0, 80.0]])
    (hardly,) = wording.outcome_sentences([Course(outcome, "t", "sum", (2013, 2014), before, tails)])
    assert "None of the outcomes" in hardly, "tails are not what was learned"
    assert wording.outcome_sentences([]) == []


def standing(**changes):
    plain = {"status": "fits", "shown_by": 30, "runs": 60, "percentile": 0.3, "word": "likely"}
    return report(**plain, prior_genuine=0.75) | {"genuine": 0.83} | changes


def test_a_chance_that_hardly_rises_is_told_as_its_grade_and_not_as_corroborated():
    assert wording.genuine(standing()) == ("75 % → 83 %", "likely")
    assert wording.genuine(standing(genuine=0.78)) == ("75 %", "hardly changed: its grade")
    assert wording.genuine(standing(status="not told apart")) == ("75 %", "its grade")
    assert wording.genuine(standing(word="", genuine=np.nan)) == ("75 % → not weighed", "")


def test_what_no_real_run_shows_is_never_said_to_fit():
    assert wording.stands(standing()) == ("fits", "at 30 %")
    assert wording.stands(standing(shown_by=0)) == ("only by its error", "at 30 %")
    assert wording.stands(standing(value=np.nan, percentile=0.5)) == ("fits", "within its range")
    assert wording.stands(standing(status="doubted", shown_by=0)) == ("doubted", "")


def test_a_switch_is_told_by_the_part_of_worlds_it_is_on_in():
    switch = belief("hope_link", unit="0 or 1", prior_on=0.5, posterior_on=0.46)
    assert wording.middles(switch) == ("on in 50 % of worlds", "on in 46 % of worlds")


def test_middles_that_sound_the_same_though_they_moved_get_more_digits():
    narrow = belief(prior_05=0.62, prior_50=0.6796, posterior_50=0.6843, prior_95=0.74)
    assert wording.middles(narrow) == ("67.96 % of norm", "68.43 % of norm")


def test_beliefs_of_which_most_is_said_come_first_whether_moved_or_narrowed():
    moved, narrowed = (
        belief("moved", contraction=0.0, shift=1.5),
        belief("narrowed", contraction=0.9, shift=0.0),
    )
    little = belief("little", contraction=0.12, shift=0.0)
    assert [row["belief"] for row in wording.learned([little, narrowed, moved])] == [
        "moved",
        "narrowed",
        "little",
    ]


def test_lists_and_counts_read_as_english():
    assert wording.listed(["a", "b", "c"]) == "a, b and c"
    assert wording.listed(["a"]) == "a"
    assert wording.counted(1, "report") == "1 report"
    assert wording.counted(1200, "run") == "1,200 runs"
