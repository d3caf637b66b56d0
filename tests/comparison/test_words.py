"""What a comparison says: signs, points, directions, grammar."""

from __future__ import annotations

import numpy as np
import pytest

from tests.comparison.cases import LEAST_HUNGER, both, made_up
from tumen.comparison import words
from tumen.comparison.outcomes import HUNGRY
from tumen.comparison.regret import Otherwise
from tumen.comparison.where import Leaf, Where

NAN = float("nan")


def told(base, mine, name: str = "smuggled") -> str:
    return words.sentence(made_up({name: [base, mine]}), 1, 0)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1234.0, "t", "+1,230"),
        (-0.5, "t", "−0.5"),
        (0.0, "t", "±0"),
        (0.123, "share", "+12.3"),
        (-0.02, "share of people", "−2"),
        (2.5e6, "person-days", "+2.5 million"),
        (NAN, "t", "not measured"),
    ],
)
def test_differences_have_signs_and_shares_are_told_in_points(value, unit, said):
    assert words.signed(value, unit) == said


def test_units_of_differences():
    assert words.unit_of("share") == "points"
    assert words.unit_of("t") == "t"
    assert words.between(-1.0, 2.0, "t") == "−1 to +2"


def test_a_sure_change_is_told_with_its_interval_and_from_what():
    said = told([100, 110, 120, 130], [90, 99, 108, 117])
    assert said == (
        "Title of smuggled: −11.5 t (least to greatest of 4 worlds: −13 to −10), "
        "from 115 t (100 to 130) in the baseline."
    )


def test_from_twenty_worlds_on_it_is_a_ninety_per_cent_interval():
    said = told(np.linspace(100, 119, 20), np.linspace(100, 119, 20) - 10)
    assert said == "Title of smuggled: −10 t (90 %: −10 to −10), from 110 t (100 to 119) in the baseline."


def test_ends_of_an_interval_are_told_with_digits_alike():
    assert words.between(-0.03, -0.00039, "t") == "−0.03 to −0.0004"
    assert words.between(-1234.0, 0.2, "t") == "−1,230 to ±0"
    assert words.signed(0.0004, "share", 0.2) == "±0"


def test_worlds_agree_from_nine_in_ten_on():
    assert words.agree(np.array([1.0] * 9 + [-1.0]))
    assert not words.agree(np.array([1.0] * 8 + [-1.0, 0.0]))
    assert words.agree(np.array([-1.0, NAN]))
    assert not words.agree(np.array([NAN]))


def test_a_policy_that_begins_late_says_that_averages_are_thinned():
    compared = made_up(both([[1, 2, 3], [2, 3, 4], [3, 4, 5]]))
    compared.provenance["policies"][2]["first"] = "2014-06-01"
    said = dict(words.headlines(compared))
    assert said["policy-2"][-1] == (
        "It first differs on 1 June 2014, in the last 1 of 5 months that are averaged here, "
        "so that averages say less of it."
    )
    assert not any("first differs" in line for line in said["policy-1"])


def test_a_change_either_way_is_told_with_both_shares():
    said = told(np.full(10, 5.0), [6, 6, 6, 6, 6, 6, 7, 4, 4, 5])
    assert "may go either way" in said
    assert "it rises in 7 of 10 worlds and falls in 2." in said
    assert "in the baseline" not in said
    assert "it falls in 7 of 10 worlds and rises in 2." in told(np.full(10, 5.0), [4] * 7 + [6, 6, 5])


def test_a_change_in_some_worlds_only_is_not_called_either_way():
    """Worlds in which nothing changes are no worlds in which it goes that way."""
    said = told(np.full(10, 5.0), [6, 6, 6, 5, 5, 5, 5, 5, 5, 5])
    assert "either way" not in said
    assert said.endswith("it rises in 3 of 10 worlds, else nothing changes.")


def test_no_change_in_any_world():
    assert told([1, 2, 3], [1, 2, 3]) == "Title of smuggled: no change in any world."


def test_shares_change_by_points():
    said = told([0.2, 0.2, 0.2], [0.25, 0.25, 0.25], "two_meals")
    assert said.startswith("Title of two_meals: +5 points (")
    assert said.endswith(": +5 to +5), from 20 % (20 %) in the baseline.")


def test_a_policy_that_does_nothing_is_told_so_and_says_nothing_else():
    compared = made_up(both([[1, 2, 3], [1, 2, 3], [2, 3, 4]]))
    compared.provenance["policies"][2]["differs"] = []
    said = dict(words.headlines(compared))
    assert said["policy-1"] == [
        "It makes no difference to any outcome in any of the 3 worlds: nothing that it touches goes on there."
    ]
    assert said["policy-2"] == ["Nothing is otherwise in this scenario, so that nothing can come of it."]


def test_what_is_measured_nowhere_is_not_told():
    compared = made_up({**both([[1, 2, 3], [2, 3, 4]]), "smuggled": np.full((2, 3), NAN)})
    assert not any("smuggled" in line for line in dict(words.headlines(compared))["policy-1"])
    hunger_only = made_up({HUNGRY: np.full((2, 3), NAN), "smuggled": np.ones((2, 3))})
    assert words.aims(hunger_only) == []


def test_where_it_fails_counts_its_cases():
    where = Where(
        "p", 30, 40, (Leaf(("a above 3 t", "b at most 1"), 20, 19), Leaf(("a at most 3 t",), 20, 11)), 0.4
    )
    said = words.of_where(where)
    assert said.startswith("Worse than the baseline in 30 of 40 worlds.")
    assert "19 of 20 where a above 3 t and b at most 1; 11 of 20 where a at most 3 t." in said


def test_what_the_choice_hangs_on():
    found = [Otherwise("without A", 30, "x"), Otherwise("without B", 30, "y"), Otherwise("without C", 3, "")]
    assert words.depends(found, "x") == [
        "It depends on this: without B, y would do best instead of x.",
        "x stays best without A.",
        "Too few of the worlds still count to say: without C (3).",
    ]


def test_pairing_says_what_it_spares_or_that_it_spares_none():
    assert "some 700 more runs" in words.pairing(made_up({"smuggled": [[10, 20, 30], [11, 22, 33]]}))
    assert words.pairing(made_up({"smuggled": [[1, 2, 3], [3, 2, 1]]})) == "Pairing runs spared none here."


def test_aims_are_those_that_were_compared():
    assert [aim for aim, _ in words.aims(made_up({HUNGRY: np.ones((2, 3))}))] == [LEAST_HUNGER]
