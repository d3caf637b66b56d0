"""What may be asked, and what is said of a question that makes no sense."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from tests.comparison.cases import FIRST, LAST, musan, policy
from tumen.comparison.question import Question, ask
from tumen.core.errors import TumenError
from tumen.engine.kernel import default_model
from tumen.policies import Policy, PolicyChange


def question(*policies, scenario=None, **more) -> Question:
    return ask(scenario or musan(), policies, default_model(), **{"runs": 5, "end": LAST, **more})


@pytest.mark.parametrize(
    ("policies", "more", "words"),
    [
        (("no-2371x",), {}, "did you mean 'no-2371'"),
        (("food-aid", "food-aid"), {}, "named twice"),
        ((), {}, "at least one policy"),
        (("as-it-happened",), {}, "at least one policy"),
        (("food-aid",), {"runs": 4}, "--runs is 4"),
        (("food-aid",), {"beliefs": "posterior"}, "name a fit"),
        (("nowhere.toml",), {}, "nowhere.toml"),
        (
            ("food-aid",),
            {"fit": SimpleNamespace(scenario=SimpleNamespace(name="hyesan-scrap"))},
            "hyesan-scrap",
        ),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_in_one_sentence(policies, more, words):
    with pytest.raises(TumenError) as error:
        question(*policies, **more)
    assert words.lower() in str(error.value).lower()
    assert str(error.value).count("\n") == 0
    assert str(error.value).endswith((".", "?"))


def test_the_baseline_comes_first_and_days_count_from_the_first_difference():
    asked = question(policy("late", date(2013, 4, 10)), policy("early"))
    assert [one.policy.name for one in asked.courses] == ["as-it-happened", "late", "early"]
    assert asked.first == FIRST
    assert asked.courses[0].differs == ()
    assert asked.courses[2].differs


def test_a_policy_that_sets_a_lever_to_what_it_is_moves_no_days():
    idle = Policy(
        name="idle", title="Idle", change=(PolicyChange(start=date(2013, 1, 1), set={"donation": 0.0}),)
    )
    asked = question(idle, policy("early"))
    assert asked.courses[1].differs == ()
    assert asked.courses[1].first is None
    assert asked.first == FIRST


def test_a_share_and_a_last_day_are_checked_before_anything_is_run():
    with pytest.raises(TumenError, match="--people-share is 0"):
        question(policy("early"), people_share=0.0)
    assert question(policy("early"), end=str(LAST)).courses[0].world.end == LAST
    with pytest.raises(TumenError):
        question(policy("early"), end="soon")


def test_a_policy_that_begins_after_the_runs_end_changes_nothing():
    asked = question(policy("too-late", date(2014, 1, 1)))
    assert asked.courses[1].first is None
    assert asked.courses[1].differs == ()
    keys = [asked.plan(one).keys(default_model()) for one in asked.courses]
    assert keys[0] == keys[1]
    assert asked.first == musan().start


def test_every_policy_meets_the_same_beliefs_and_luck():
    asked = question(policy())
    first, second = (asked.plan(one) for one in asked.courses)
    assert first.members == second.members
    assert len({one.run for one in first.members}) == 5
    assert first.members[0].settings


def test_the_key_tells_questions_apart():
    model = default_model()
    keys = {
        question(policy()).key(model),
        question(policy(), seed=2).key(model),
        question(policy(), runs=6).key(model),
        question(policy(), people_share=0.01).key(model),
        question(policy(), beliefs="defaults").key(model),
        question(policy("mine", date(2013, 3, 2))).key(model),
        question(policy("other")).key(model),
    }
    assert len(keys) == 7
    assert question(policy()).key(model) in keys
