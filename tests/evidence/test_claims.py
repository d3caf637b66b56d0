from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.evidence.conftest import make_claim, make_quantity
from tumen.evidence.claims import SUBJECTS, Anchor, Claim, Quantity

INFINITE = float("inf")
GOOD: dict[str, dict[str, Any]] = {
    "value": {"value": 30},
    "interval": {"low": 20, "high": 40},
    "bound": {"low": 20},
    "ratio": {"value": 2, "than": "2017"},
    "worded": {"word": "rampant", "low": 20, "high": 200},
}
NEEDS = {
    "value": "needs 'value' alone",
    "interval": "needs 'low' and 'high'",
    "bound": "needs either 'low' or 'high'",
    "ratio": "needs 'than' (the period compared with) and 'value', 'low' or 'high'",
    "worded": "needs 'word' and its declared range, 'low' and 'high'",
}


def refusal(values: dict[str, Any], form: type = Quantity) -> str:
    """What is said of values that make no form."""
    with pytest.raises(ValidationError) as refused:
        form.model_validate(values)
    return str(refused.value.errors()[0]["msg"])


def claim_refusal(**changes: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        make_claim(**changes)
    return str(refused.value.errors()[0]["msg"])


@pytest.mark.parametrize("kind", GOOD)
def test_a_quantity_of_each_kind_can_be_told(kind: str) -> None:
    assert Quantity.model_validate({"kind": kind} | GOOD[kind]).kind == kind


@pytest.mark.parametrize(
    ("kind", "amounts"),
    [
        ("value", {}),
        ("value", {"low": 1}),
        ("value", {"value": 1, "low": 1}),
        ("value", {"value": 1, "high": 1}),
        ("interval", {}),
        ("interval", {"low": 1}),
        ("interval", {"high": 1}),
        ("interval", {"value": 1, "low": 1, "high": 2}),
        ("bound", {}),
        ("bound", {"value": 1}),
        ("bound", {"low": 1, "high": 2}),
        ("ratio", {"value": 2}),
        ("ratio", {"than": "2017"}),
        ("ratio", {"value": 2, "than": ""}),
        ("ratio", {"value": 2, "low": 1, "than": "2017"}),
        ("worded", {"low": 1, "high": 2}),
        ("worded", {"word": "many"}),
        ("worded", {"word": "many", "low": 1}),
        ("worded", {"word": "", "low": 1, "high": 2}),
        ("worded", {"word": "many", "value": 1}),
    ],
)
def test_a_quantity_that_lacks_something_says_what_it_needs(kind: str, amounts: dict[str, Any]) -> None:
    assert f"a quantity of kind '{kind}' {NEEDS[kind]}" in refusal({"kind": kind} | amounts)


@pytest.mark.parametrize("kind", ["interval", "worded", "ratio"])
def test_a_range_that_is_upside_down_is_refused(kind: str) -> None:
    values = {"kind": kind, "word": "many", "than": "2017", "low": 2, "high": 1}
    assert "'low' lies above 'high'" in refusal(values)


def test_a_range_may_be_one_number() -> None:
    assert make_quantity(None, kind="interval", low=5, high=5).range == (5, 5)


@pytest.mark.parametrize("number", [INFINITE, -INFINITE, float("nan")])
def test_a_number_must_be_finite(number: float) -> None:
    assert "finite" in refusal({"kind": "value", "value": number})


@pytest.mark.parametrize("number", [True, False, "5", "1e3", [5], {}])
def test_a_number_is_neither_text_nor_yes_or_no(number: object) -> None:
    assert "number" in refusal({"kind": "value", "value": number})


def test_a_number_too_great_for_any_machine_is_refused() -> None:
    assert "number" in refusal({"kind": "value", "value": 10**400})


@pytest.mark.parametrize(
    ("kind", "amounts", "low", "high"),
    [
        ("value", {"value": 30}, 30, 30),
        ("interval", {"low": 20, "high": 40}, 20, 40),
        ("bound", {"low": 20}, 20, INFINITE),
        ("bound", {"high": 20}, -INFINITE, 20),
        ("ratio", {"value": 2, "than": "2017"}, 2, 2),
        ("ratio", {"low": 2, "than": "2017"}, 2, INFINITE),
        ("worded", {"word": "some", "low": 0, "high": 5}, 0, 5),
        ("value", {"value": 0}, 0, 0),
    ],
)
def test_a_quantity_admits_a_range(kind: str, amounts: dict[str, Any], low: float, high: float) -> None:
    assert Quantity.model_validate({"kind": kind} | amounts).range == (low, high)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_claim_knows_what_it_speaks_of(subject: str) -> None:
    why = {} if subject in ("observable", "event") else {"use": "context", "why": "no such thing in a run"}
    claim = make_claim(**({"observable": None, subject: "thing"} | why))
    assert (claim.subject_kind, claim.subject) == (subject, "thing")


@pytest.mark.parametrize(
    ("subjects", "count"),
    [
        ({"observable": None}, 0),
        ({"observable": ""}, 0),
        ({"observable": "smuggled", "event": "arrest"}, 2),
        (dict.fromkeys(SUBJECTS, "thing"), 5),
    ],
)
def test_a_claim_speaks_of_exactly_one_thing(subjects: dict[str, str | None], count: int) -> None:
    assert f"about exactly one of observable, event, parameter, input, other, not {count}" in claim_refusal(
        **subjects
    )


@pytest.mark.parametrize("subject", ["parameter", "input", "other"])
def test_only_an_observable_or_an_event_can_be_fitted(subject: str) -> None:
    assert "cannot be fitted" in claim_refusal(**{subject: "thing"})


@pytest.mark.parametrize("use", ["input", "judge", "context"])
def test_a_claim_that_is_not_fitted_says_why(use: str) -> None:
    assert "'why' must say why" in claim_refusal(use=use)
    assert make_claim(use=use, why="stock phrase").use == use


def test_a_claim_without_an_amount_must_be_of_an_event() -> None:
    assert "without a quantity must name an event" in claim_refusal(quantity=None)
    assert make_claim(event="arrest", quantity=None).quantity is None


def test_a_period_that_is_none_is_named_with_examples() -> None:
    assert "'last spring' is no period; expected EDTF such as" in claim_refusal(period="last spring")
    ratio = {"kind": "ratio", "value": 2, "than": "before"}
    assert "'before' is no period" in claim_refusal(quantity=ratio)


@pytest.mark.parametrize(
    "changes",
    [
        {"id_": ""},
        {"id_": "a b"},
        {"id_": "../a"},
        {"id_": ".a"},
        {"id_": "a\n"},
        {"id_": "a" * 81},
        {"id_": "무산"},
        {"says": ""},
        {"says": "a" * 401},
        {"reason": "ok"},
        {"reliability": "G"},
        {"reliability": "b"},
        {"credibility": 0},
        {"credibility": 7},
        {"credibility": "2"},
        {"probability": "maybe"},
        {"use": "fitted"},
        {"over_time": "median"},
        {"dated_by": "guess"},
        {"places": "Musan"},
        {"places": [1]},
        {"period": 2018},
        {"colour": "red"},
        {"says": "half a pair \ud800"},
    ],
)
def test_what_fits_no_claim_is_refused(changes: dict[str, Any]) -> None:
    assert claim_refusal(**changes)


def test_a_claim_cannot_be_changed_once_made() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        make_claim().says = "something else"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"end": 3}, "'end' is not after 'start'"),
        ({"end": 2}, "'end' is not after 'start'"),
        ({"start": -1}, "greater than or equal to 0"),
        ({"sha256": "AB" * 32}, "match pattern"),
        ({"before": "0" * 7}, "match pattern"),
        ({"quote": "the words themselves"}, "not permitted"),
    ],
)
def test_what_fits_no_anchor_is_refused(changes: dict[str, Any], said: str) -> None:
    values = {"start": 3, "end": 9, "sha256": "ab" * 32, "before": "0" * 8, "after": "f" * 8}
    assert Anchor.model_validate(values).end == 9
    assert said in refusal(values | changes, Anchor)


def test_what_a_claim_does_not_say_is_not_written() -> None:
    assert set(make_claim().to_dict()) == {
        "id",
        "says",
        "observable",
        "places",
        "commodity",
        "period",
        "quantity",
        "origin",
        "reliability",
        "credibility",
        "reason",
    }


@given(
    st.sampled_from(list(GOOD)),
    st.text(min_size=3, max_size=400),
    st.lists(st.text(), max_size=3),
    st.sampled_from(["2018", "2018-02~", "2018-03/.."]),
)
def test_a_claim_written_as_values_is_read_as_the_same_claim(
    kind: str, says: str, places: list[str], period: str
) -> None:
    claim = make_claim(says=says, places=places, period=period, quantity={"kind": kind} | GOOD[kind])
    assert Claim.model_validate(claim.to_dict()) == claim
