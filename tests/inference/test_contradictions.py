"""Reports that cannot both be true are told as such, and not as a fault of the model."""

from __future__ import annotations

from tests.inference.cases import case_of, claim
from tumen.evidence import find_conflicts
from tumen.inference.contradictions import contradictions
from tumen.inference.failing import summary

APART = (claim("A", amount=4000), claim("B", amount=12_000))


def row(name, **changes):
    return {
        "claim": name,
        "relays": "",
        "genuine": 0.6,
        "outside": False,
        "r2": 0.5,
        "status": "fits",
    } | changes


def told(*rows):
    return contradictions(find_conflicts(case_of(*APART)), rows)


def test_two_fitted_reports_that_contradict_each_other_are_named_with_the_gap():
    found = told(row("A"), row("B"))
    (one,) = found
    assert [side.claim for side in one.sides] == ["A", "B"]
    sentence = summary([row("A"), row("B")], [], found)[-1]
    assert sentence == f"Reports contradict each other, whatever the model: A and B ({one.gap})."
    assert one.gap.endswith("times apart")


def test_one_that_is_not_fitted_is_listed_and_blames_nobody():
    (one,) = told(row("A"))
    assert one.sides[1].genuine is None
    assert not any("contradict" in sentence for sentence in summary([row("A")], [], [one]))


def test_what_does_not_touch_the_fit_is_left_out():
    assert told(row("C")) == []


def test_a_relay_stands_for_the_report_that_it_repeats():
    found = told(row("A"), row("C", relays="B"))
    assert found[0].is_fitted


def test_two_statements_that_the_fit_takes_for_one_are_no_pair_of_its_reports():
    (one,) = told(row("A", relays="B"))
    assert not one.is_fitted


def test_of_other_places_both_may_be_true():
    wider = claim("B", amount=12_000, places=("Musan", "Rason"))
    (one,) = contradictions(find_conflicts(case_of(APART[0], wider)), [row("A"), row("B")])
    assert one.in_part
    assert not any("contradict" in sentence for sentence in summary([row("A"), row("B")], [], [one]))
