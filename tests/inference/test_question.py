"""What is fitted to what: every claim is accounted for, and what cannot be asked says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tumen import evidence
from tumen.core.errors import InputError
from tumen.engine.kernel import default_model
from tumen.inference import steering
from tumen.inference.question import ask, command


def test_every_claim_of_the_case_counts_repeats_or_is_named_with_the_reason_and_only_one_of_these():
    case = evidence.read("border")
    asked = ask("musan", case, default_model())
    counting = [one.claim for one in asked.observations]
    relays = [claim for one in asked.observations for claim in one.relays]
    unfitted = [claim for claim, _ in asked.unfitted]
    assert sorted([*counting, *relays, *unfitted]) == sorted(case.claims)
    assert dict(asked.unfitted)["F0261"].startswith("its days are counted in")


def test_reports_after_the_last_day_are_named_and_not_fitted():
    asked = ask("musan", "border", default_model(), end=date(2016, 12, 31))
    assert max(one.last for one in asked.observations) <= date(2016, 12, 31)
    assert "where the runs end" in dict(asked.unfitted)["S4-20"]


def test_the_command_makes_the_same_question_again():
    asked = ask("musan", "border", default_model(), runs=400, seed=3, only=["toil", "rice_ratio"])
    said = command(asked)
    assert said == ("tumen fit musan --evidence border --runs 400 --seed 3 --vary toil --vary rice_ratio")


def test_what_decides_the_result_decides_the_name():
    model = default_model()
    asked = ask("musan", "border", model)
    assert asked.key(model) == ask("musan", "border", model).key(model)
    others = [
        replace(asked, seed=2),
        replace(asked, runs=400),
        replace(asked, observations=asked.observations[1:]),
    ]
    assert len({one.key(model) for one in (asked, *others)}) == 4
    relayed = replace(asked.observations[0], relays=("X",))
    assert steering.name_of(asked.terms) != steering.name_of(
        replace(asked, observations=(relayed, *asked.observations[1:])).terms
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"runs": 20}, "--runs is 20"),
        ({"seed": -1}, "--seed is -1"),
        ({"only": []}, "nothing to fit"),
        ({"end": date(2012, 1, 31)}, "Nothing of the case"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(changes, words):
    with pytest.raises(InputError, match=words):
        ask("musan", "border", default_model(), **changes)
