"""A customs office's year and its months: no month counts twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.evidence.conftest import case_of, make_claim, make_origin
from tumen.evidence.claims import Claim
from tumen.evidence.observations import Observation, observe
from tumen.scenario import Scenario, load

MONTHS = [f"2018-{month:02d}" for month in range(1, 13)]


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("musan")


def total(period: str, **changes: Any) -> Claim:
    values: dict[str, Any] = {
        "observable": "exports",
        "origin": "customs",
        "places": ["North Korea"],
        "operator": "national iron",
        "period": period,
        "quantity": {"kind": "value", "value": 1000, "unit": "t"},
    }
    return make_claim(changes.pop("id_", named(period)), **(values | changes))


def named(period: str) -> str:
    return "in-" + period.replace("/", "-to-")


def told(scenario: Scenario, *claims: Claim, kind: str = "statistics") -> dict[str, Observation]:
    case = case_of({"returns": claims})
    case = replace(case, origins={"customs": make_origin("customs", kind=kind)})
    return {one.claim: one for one in observe(case, scenario).observations}


def counting(scenario: Scenario, *periods: str) -> list[str]:
    found = told(scenario, *[total(period) for period in periods])
    assert all(bool(one.weight) != bool(one.counted_in) for one in found.values())
    return sorted(claim.removeprefix("in-") for claim, one in found.items() if one.weight)


@pytest.mark.parametrize(
    ("periods", "counted"),
    [
        (["2018"], ["2018"]),
        (["2018", "2018-01"], ["2018"]),
        (["2018", *MONTHS], MONTHS),
        (["2018", *MONTHS[:6]], ["2018"]),
        (["2018", *MONTHS[:7]], MONTHS[:7]),
        (["2018", "2018-33", "2018-34", "2018-35"], ["2018-33", "2018-34", "2018-35"]),
        (["2018", "2018-33", "2018-01"], ["2018"]),
        (["2018-33", "2018-01", "2018-02"], ["2018-01", "2018-02"]),
        (["2017", "2018", "2018-01"], ["2017", "2018"]),
        (["2018-01", "2018-02"], ["2018-01", "2018-02"]),
        (["2018-01/2018-11", "2018-12", "2018"], ["2018-01-to-2018-11", "2018-12"]),
    ],
)
def test_the_shorter_sums_count_if_they_cover_half_of_the_longer(
    scenario: Scenario, periods: list[str], counted: list[str]
) -> None:
    assert counting(scenario, *periods) == sorted(counted)
    assert counting(scenario, *periods[::-1]) == sorted(counted)


def test_what_weighs_nothing_names_what_counts_in_its_place(scenario: Scenario) -> None:
    found = told(scenario, total("2018"), total("2018-01"))
    assert (found["in-2018-01"].weight, found["in-2018-01"].counted_in) == (0, ("in-2018",))
    assert (found["in-2018"].weight, found["in-2018"].counted_in) == (1, ())
    found = told(scenario, total("2018-33"), total("2018-01"), total("2018-03"))
    assert found["in-2018-33"].counted_in == ("in-2018-01", "in-2018-03")


def test_a_sum_counts_again_where_what_took_its_place_lost_it_too(scenario: Scenario) -> None:
    january, weeks, rest = "2018-01", "2018-01-25/2018-03-31", "2018-03/2018-12"
    assert counting(scenario, january, weeks) == [weeks.replace("/", "-to-")]
    found = told(scenario, total(january), total(weeks), total(rest))
    assert {claim: one.weight for claim, one in found.items()} == {
        named(january): 1,
        named(weeks): 0,
        named(rest): 1,
    }
    assert found[named(weeks)].counted_in == tuple(sorted([named(january), named(rest)]))


@pytest.mark.parametrize(
    "changes",
    [
        {"observable": "export_value", "quantity": {"kind": "value", "value": 1000, "unit": "USD"}},
        {"places": ["North Hamgyong"]},
        {"operator": None, "places": ["Musan"]},
        {"over_time": "mean"},
        {"quantity": {"kind": "bound", "low": 1000, "unit": "t"}},
        {"quantity": {"kind": "worded", "word": "much", "low": 1, "high": 9, "unit": "t"}},
        {"quantity": {"kind": "ratio", "value": 2, "than": "2017"}},
        {"origin": "other"},
    ],
)
def test_sums_of_another_thing_place_form_or_origin_count_besides(
    scenario: Scenario, changes: dict[str, Any]
) -> None:
    found = told(scenario, total("2018"), total("2018-01", **changes))
    assert [one.weight for one in found.values()] == [1, 1]


def test_a_resident_who_is_asked_of_a_year_looks_anew(scenario: Scenario) -> None:
    found = told(scenario, total("2018"), total("2018-01"), kind="resident")
    assert [one.weight for one in found.values()] == [1, 1]


def test_an_echo_of_a_sum_takes_no_place(scenario: Scenario) -> None:
    found = told(scenario, total("2018"), total("2018", id_="echo", repeats="in-2018"))
    assert (found["in-2018"].weight, found["in-2018"].relays) == (1, ("echo",))
    assert (found["echo"].weight, found["echo"].counted_in) == (0, ())
