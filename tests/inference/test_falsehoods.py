"""Which report is made false, and where it then stands for a fit and for who knows the true world."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.inference.fits import observation
from tumen.core.errors import InputError
from tumen.inference import falsehoods
from tumen.inference.falsehoods import CLEAR, FALSE_FACTOR, Falsehood, drawn, judged, known
from tumen.inference.terms import Terms, terms
from tumen.press import Quantity

KNOWN = np.array([0.4, 0.04, 0.999, 0.7])
"""Where these reports lie for who knows the truth: the third farthest out, then the second."""


@pytest.fixture(autouse=True)
def _told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A posterior's percentiles are those that it is made up with."""
    monkeypatch.setattr(falsehoods, "percentiles", lambda one: one.percentile)


def posterior(**changes: Any) -> Any:
    """A posterior of four reports with chances that are made up."""
    observations = [SimpleNamespace(claim=name) for name in "abcd"]
    terms = SimpleNamespace(observations=observations, genuine=np.array([0.9, 0.75, 0.9, 0.9]))
    plain = {
        "terms": terms,
        "genuine": np.array([0.95, 0.5, 0.4, 0.9]),
        "percentile": np.array([0.5, 0.99, 0.02, 0.8]),
    }
    return SimpleNamespace(**(plain | changes))


def test_a_report_s_place_is_how_far_out_it_lies_on_either_side() -> None:
    assert [judged(name, posterior(), KNOWN).place for name in "abcd"] == [3, 0, 1, 2]
    assert [judged(name, posterior(), KNOWN).known for name in "abcd"] == [3, 1, 0, 2]


def test_reports_are_doubted_by_what_the_evidence_says_against_them_not_by_their_grade() -> None:
    """The second fell from 75 % to 50 %, the third from 90 % to 40 %: the third is doubted more."""
    assert [judged(name, posterior(), KNOWN).doubted for name in "abcd"] == [3, 1, 0, 2]
    low = posterior(genuine=np.array([0.3, 0.3, 0.9, 0.9]))
    assert judged("a", low, KNOWN).doubted == 0, "both have 30 %, but this one had 90 %"
    assert judged("b", low, KNOWN).doubted == 1


def test_a_report_that_lies_as_far_out_as_another_is_not_first() -> None:
    alike = posterior(percentile=np.array([0.25, 0.25, 0.5, 0.75]))
    assert [judged(name, alike, KNOWN).place for name in "abcd"] == [2, 2, 3, 2]


def test_honest_reports_that_are_rather_false_than_genuine_are_alarms() -> None:
    found = judged("b", posterior(), KNOWN)
    assert found == Falsehood("b", place=0, doubted=1, chance=0.5, alarms=1, honest=3, known=1)
    assert judged("c", posterior(), KNOWN).alarms == 0


def test_a_report_that_is_set_aside_counts_as_found_out_and_an_honest_one_as_an_alarm() -> None:
    aside = posterior(
        genuine=np.array([0.95, 0.5, np.nan, 0.9]), percentile=np.array([0.5, 0.99, np.nan, 0.8])
    )
    found = judged("c", aside, KNOWN)
    assert (found.place, found.doubted, found.chance, found.alarms) == (0, 0, 0.0, 0)
    assert (judged("b", aside, KNOWN).place, judged("b", aside, KNOWN).alarms) == (1, 1)


def test_a_false_report_that_is_no_observation_is_refused() -> None:
    with pytest.raises(InputError, match="The false report z is no observation"):
        judged("z", posterior(), KNOWN)


def test_who_knows_the_truth_allows_for_every_month_that_a_report_may_mean() -> None:
    """Ten in the month told and twenty in the next: 20 is far out for who is sure of the month only."""
    of = terms([observation(name, "exports", value=20.0, error=0.1) for name in "AB"])
    sure = SimpleNamespace(every=lambda arrays: np.array([[10.0]]))
    unsure = SimpleNamespace(every=lambda arrays: np.array([[10.0], [20.0]]))
    quantities: Any = [sure, unsure]
    found = known(of, quantities, {"exports": np.zeros((12, 1))})
    assert found[0] > 0.99
    assert found[1] == pytest.approx((found[0] + 0.5) / 2)


def claim(name: str, true: float, unit: str = "t", told: float | None = None) -> Any:
    """A claim of an amount, told rightly unless said otherwise."""
    quantity = Quantity("value", unit, value=true if told is None else told)
    truth = SimpleNamespace(value=true)
    return SimpleNamespace(id=name, repeats=None, quantity=quantity, truth=truth)


@pytest.fixture
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Claims are changed and presses made without their other fields."""

    def falsified(press: Any, at: int, factor: float) -> Any:
        one = press.claims[at]
        changed = claim(one.id, one.truth.value, one.quantity.unit, one.truth.value * factor)
        return SimpleNamespace(claims=(*press.claims[:at], changed, *press.claims[at + 1 :]))

    monkeypatch.setattr(falsehoods.news, "falsified", falsified)


def many(*claims: Any, **changes: Any) -> set[tuple[str, float] | None]:
    """Which claims are made false and what they then tell, over many draws."""

    def put(press: Any) -> Terms:
        told = [(one.id, float(one.quantity.value)) for one in press.claims if one.id != "unweighed"]
        return terms([observation(name, "exports", value=value, **changes) for name, value in told])

    found: set[tuple[str, float] | None] = set()
    for seed in range(40):
        of: Any = SimpleNamespace(claims=claims)
        false = drawn(of, put, np.random.default_rng(seed))
        if false is None:
            found.add(None)
            continue
        name, press = false
        (one,) = [one for one in press.claims if one.id == name]
        found.add((name, float(one.quantity.value or 0)))
    return found


@pytest.mark.usefixtures("_plain")
def test_what_is_made_false_is_twice_or_half_of_the_truth_and_each_comes_up() -> None:
    assert many(claim("A", 1000.0, told=900.0), claim("B", 70.0)) == {
        (name, true * factor)
        for name, true in (("A", 1000.0), ("B", 70.0))
        for factor in (FALSE_FACTOR, 1 / FALSE_FACTOR)
    }


@pytest.mark.usefixtures("_plain")
def test_a_share_is_told_too_low_only() -> None:
    assert many(claim("A", 0.3, "share"), error=0.05) == {("A", 0.15)}


@pytest.mark.usefixtures("_plain")
def test_what_lies_no_farther_from_the_truth_than_a_report_so_told_may_is_not_made_false() -> None:
    few, tons = claim("A", 2.0), claim("B", 5000.0)
    assert {one[0] for one in many(few, tons, floor=3.0) if one} == {"B"}
    assert many(tons, error=np.log(2) / CLEAR * 1.01) == {None}


@pytest.mark.usefixtures("_plain")
def test_a_press_of_reports_that_weigh_nothing_has_nothing_to_make_false() -> None:
    assert many(claim("unweighed", 1000.0)) == {None}
