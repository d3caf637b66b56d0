"""The case that comes with Tumen: whole, honest about what may be fitted, and free of others' words."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache

import pytest

from tumen.engine.catalog import catalog
from tumen.evidence import case as cases
from tumen.evidence.case import Case
from tumen.evidence.conflicts import find_conflicts
from tumen.evidence.corroboration import corroborate
from tumen.evidence.observations import Observations, observe
from tumen.evidence.verification import verify
from tumen.reports.compare_facts import default_facts
from tumen.scenario import available, load

SEEDS = ("S0", "S1", "S2", "S3", "S4")


@cache
def border() -> Case:
    return cases.read("border")


@cache
def told(scenario: str) -> Observations:
    return observe(border(), load(scenario, catalog()))


def test_nothing_in_it_is_at_fault_as_far_as_can_be_told_without_the_texts():
    verdict = verify(border())
    assert verdict.faults == ()
    assert verdict.places.keys() == {"not at hand"}


def test_the_five_reports_are_coded_claim_by_claim_with_an_anchor_each():
    claims = [claim for name in SEEDS for claim in border().claims_of(name)]
    assert len(claims) >= 70
    assert all(claim.anchors for claim in claims)
    assert all(border().documents[name].sha256 for name in SEEDS)


def test_every_published_figure_that_may_be_fitted_or_drives_a_scenario_is_a_claim():
    facts = default_facts().with_name("facts.csv")
    rows = list(csv.DictReader(facts.open(encoding="utf-8")))
    coded = {claim.locator for claim in border().claims.values()} | set(border().claims)

    wanted = {row["id"] for row in rows if row["use"] in ("fit", "input")}
    assert sorted(wanted - coded) == []


def test_what_the_agency_repeats_counts_once_with_the_report_it_goes_back_to():
    weights = {one.claim: one.weight for one in told("musan").observations}
    echoes = [claim for claim in border().claims_of("S1") if claim.origin.startswith("nh-")]
    assert len(echoes) >= 5
    assert any(claim.id in weights for claim in echoes)
    assert [claim.id for claim in echoes if weights.get(claim.id)] == []


def test_no_stock_phrase_and_nothing_that_drives_a_scenario_is_an_observation():
    for scenario in available():
        for one in told(scenario).observations:
            claim = border().claims[one.claim]
            assert claim.use == "fit"
            assert not claim.stock_phrase


def test_the_figures_copied_for_years_are_marked_as_stock_phrases():
    phrases = {claim.subject for claim in border().claims.values() if claim.stock_phrase}
    assert {"ore_output", "export_value"} <= phrases


def test_each_claim_is_an_observation_or_says_why_not():
    for scenario in available():
        found = told(scenario)
        names = [one.claim for one in found.observations] + [one.claim for one in found.unfitted]
        assert Counter(names) == Counter(list(border().claims))
        assert all(one.why for one in found.unfitted)


@pytest.mark.parametrize(("scenario", "least"), [("musan", 40), ("hyesan-scrap", 5), ("tanchon-zinc", 15)])
def test_each_scenario_has_reports_to_be_fitted_to(scenario: str, least: int):
    assert sum(one.weight for one in told(scenario).observations) >= least


def test_no_month_of_a_customs_year_counts_beside_the_year():
    sums = {one.claim: one for one in told("musan").observations if one.observable == "export_value"}
    assert (sums["F0261"].period, sums["F0261"].weight, sums["F0261"].counted_in) == (
        "2015-01",
        0,
        ("F0024",),
    )
    assert (sums["F0024"].period, sums["F0024"].weight) == ("2015", 1)


def test_no_total_of_the_country_is_taken_for_the_scenario_s_places():
    for scenario in available():
        for one in told(scenario).observations:
            country = "North Korea" in border().claims[one.claim].places
            assert not country or one.over_places == "mean" or one.operator != "direct" or not one.places


def test_the_report_of_sign_in_and_leave_becomes_a_share_between_30_and_40_per_cent():
    one = next(one for one in told("musan").observations if one.observable == "sign_in_and_leave")
    assert (one.low, one.high, one.unit, one.places) == (0.3, 0.4, "share", ("Musan",))
    assert one.noise.scale == "odds"


def test_customs_figures_share_one_belief_about_the_mines_part():
    customs = [one for one in told("musan").observations if one.operator == "national iron"]
    assert len(customs) >= 5
    assert {one.noise.shared for one in customs} == {"musan_share"}
    assert {one.bias_group for one in customs} == {"mirror-trade"}


def test_who_was_caught_with_six_tonnes_is_shown_as_a_conflict():
    pairs = [{one.one.id, one.other.id} for one in find_conflicts(border())]
    assert {"S3-07", "S3-ko-03"} in pairs


def test_two_sources_who_count_the_same_trials_corroborate_each_other():
    backing = corroborate(border())
    trials = [
        c.id
        for c in border().claims_of("S4")
        if c.observable == "trials" and c.places == ("Tanchon",) and c.quantity.value == 2
    ]
    assert len(trials) == 2
    assert len(backing[trials[0]].origins) == 2


def test_origins_say_what_kind_of_source_it_is_and_nothing_of_the_person():
    words = {"man", "woman", "he", "she", "his", "her", "wife", "husband", "aged", "son", "daughter"}
    told = [(one.id, f"{one.about} {one.reason}") for one in border().origins.values()]
    told += [(one.id, f"{one.says} {one.reason} {one.why}") for one in border().claims.values()]
    for name, line in told:
        text = line.lower().replace(",", " ").replace(".", " ").split()
        assert not words & set(text), name
