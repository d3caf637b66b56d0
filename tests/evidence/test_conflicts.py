from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.conftest import case_of, make_claim
from tumen.evidence.claims import Claim
from tumen.evidence.conflicts import SAME_EVENT, apart, find_conflicts

INFINITE = float("inf")


def price(id_: str, value: float, unit: str = "KPW/kg", **changes: Any) -> Claim:
    """A price of rice, which is a mean over its period."""
    quantity = {"kind": "value", "value": value, "unit": unit}
    return make_claim(
        id_, **({"observable": "rice_price", "commodity": "rice", "quantity": quantity} | changes)
    )


def ranged(id_: str, low: float | None, high: float | None, **changes: Any) -> Claim:
    kind = "bound" if low is None or high is None else "interval"
    ends = {"low": low, "high": high}
    quantity = {"kind": kind, "unit": "KPW/kg"} | {end: at for end, at in ends.items() if at is not None}
    return price(id_, 0, quantity=quantity, **changes)


def exported(id_: str, value: float, unit: str = "t", **changes: Any) -> Claim:
    """Ore sold, which is summed over its period."""
    quantity = {"kind": "value", "value": value, "unit": unit}
    return make_claim(id_, **({"observable": "exports", "quantity": quantity} | changes))


def ratio(id_: str, value: float, than: str = "2017", **changes: Any) -> Claim:
    return price(id_, 0, quantity={"kind": "ratio", "value": value, "than": than}, **changes)


def happened(id_: str, period: str, event: str = "border_closes") -> Claim:
    return make_claim(id_, event=event, quantity=None, period=period)


def pairs(*claims: Claim) -> list[tuple[str, str]]:
    return [(one.one.id, one.other.id) for one in find_conflicts(case_of({"d": claims}))]


def test_two_numbers_that_lie_apart_conflict_and_the_gap_is_their_ratio() -> None:
    (found,) = find_conflicts(case_of({"d": [price("a", 5000), price("b", 10_000, origin="miner")]}))
    assert (found.one.id, found.other.id, found.same_origin) == ("a", "b", False)
    assert found.gap == pytest.approx(2)


def test_two_claims_of_one_origin_that_conflict_are_marked() -> None:
    (found,) = find_conflicts(case_of({"d": [price("a", 5000), price("b", 10_000)]}))
    assert found.same_origin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (price("a", 5000), price("b", 5000)),
        (price("a", 5000), price("b", 5400)),
        (price("a", 5000), price("b", 5, "KPW/g")),
        (ranged("a", 4000, 6000), ranged("b", 6000, 8000)),
        (ranged("a", 4000, None), price("b", 10**9)),
        (ranged("a", None, 4000), price("b", 0)),
        (ranged("a", 4000, None), ranged("b", None, 4000)),
        (price("a", 4100), ranged("b", 3000, 4000)),
        (price("a", 0), price("b", 0)),
        (price("a", -5), price("b", -5)),
    ],
)
def test_ranges_that_meet_do_not_conflict(one: Claim, other: Claim) -> None:
    assert apart(one, other) == 0
    assert apart(other, one) == 0
    assert pairs(one, other) == []


@pytest.mark.parametrize(
    ("one", "other", "gap"),
    [
        (ranged("a", 4000, 6000), ranged("b", 9000, 12_000), 1.5),
        (ranged("a", None, 4000), ranged("b", 8000, None), 2),
        (ranged("a", 1, 2), ranged("b", 1000, None), 500),
        (ranged("a", 0, 0), ranged("b", 5, 6), INFINITE),
        (ranged("a", -6, -5), ranged("b", 1, 2), INFINITE),
        (
            price("a", 1, "KPW/g", quantity={"kind": "interval", "low": 1, "high": 2, "unit": "KPW/g"}),
            ranged("b", 8000, 9000),
            4,
        ),
    ],
)
def test_ranges_that_do_not_meet_lie_so_many_times_apart(one: Claim, other: Claim, gap: float) -> None:
    assert apart(one, other) == pytest.approx(gap)
    assert apart(other, one) == pytest.approx(gap)


@pytest.mark.parametrize(
    "changes",
    [
        {"places": ["Hyesan"]},
        {"commodity": "maize"},
        {"crossing": "bridge"},
        {"group": "miners"},
        {"observable": "grain_price"},
        {"period": "2018-03"},
        {"over_time": "max"},
    ],
)
def test_claims_on_different_things_do_not_conflict(changes: dict[str, Any]) -> None:
    assert pairs(price("a", 5000), price("b", 50_000)) == [("a", "b")]
    assert pairs(price("a", 5000), price("b", 50_000, **changes)) == []


def test_units_that_do_not_convert_are_no_conflict() -> None:
    assert pairs(price("a", 5000), price("b", 5, "CNY/kg")) == []
    assert pairs(price("a", 5000), price("b", 5, "sackfuls")) == []
    assert pairs(price("a", 5000, ""), price("b", 5)) == []


def test_one_place_in_common_is_enough_and_the_pair_is_named_once() -> None:
    one = price("a", 5000, places=["Musan", "Yonsa", "Hyesan"])
    other = price("b", 50_000, places=["Hyesan", "Musan"])
    assert pairs(one, other) == [("a", "b")]


def test_claims_without_a_place_are_compared_with_each_other() -> None:
    assert pairs(price("a", 5000, places=[]), price("b", 50_000, places=[])) == [("a", "b")]
    assert pairs(price("a", 5000, places=[]), price("b", 50_000)) == []


def test_means_are_compared_where_their_periods_share_a_day() -> None:
    assert pairs(price("a", 5000, period="2018"), price("b", 50_000, period="2018-12-31")) == [("a", "b")]
    (found,) = find_conflicts(
        case_of({"d": [price("a", 5000, period="2018"), price("b", 50_000, period="2018-05")]})
    )
    assert found.in_part
    assert pairs(price("a", 5000, period="2018/.."), price("b", 50_000, period="../2017")) == []


@pytest.mark.parametrize("over_time", [None, "sum"])
def test_sums_are_compared_over_the_same_period_only(over_time: str | None) -> None:
    year = exported("a", 1_000_000, period="2018", over_time=over_time)
    assert pairs(year, exported("b", 2_000_000, period="2018")) == [("a", "b")]
    assert pairs(year, exported("b", 2_000_000, period="2018-01/2018-12")) == [("a", "b")]
    assert pairs(year, exported("b", 50_000, period="2018-05", over_time=over_time)) == []


def test_rates_of_a_sum_are_compared_where_their_periods_share_a_day() -> None:
    assert pairs(exported("a", 30, "t/day", period="2018"), exported("b", 90, "t/day", period="2018-05"))
    assert not pairs(exported("a", 30, "t/day"), exported("b", 900, "t/month"))
    assert pairs(exported("a", 30, "t/day"), exported("b", 9000, "t/month"))


def test_ratios_are_compared_with_ratios_to_the_same_period() -> None:
    assert pairs(ratio("a", 2), ratio("b", 0.5)) == [("a", "b")]
    assert pairs(ratio("a", 2), ratio("b", 0.5, than="2016")) == []
    assert pairs(ratio("a", 2), price("b", 5000)) == []


def test_dates_of_one_event_conflict_by_days() -> None:
    found = find_conflicts(case_of({"d": [happened("a", "2018-02-10"), happened("b", "2018-03")]}))
    assert [(pair.one.id, pair.other.id, pair.gap) for pair in found] == [("a", "b", 19)]
    assert not found[0].in_part


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2018-02", "2018-02-10"),
        ("2018-02~", "2018-03-15"),
        ("2018-02-10", "2018-02-03~"),
        ("2018", "2020-01-03"),
        ("2018-02-10", "2018-02-10/.."),
        ("../..", "2018"),
        ("../..", "../.."),
    ],
)
def test_dates_that_may_be_the_same_or_of_another_year_do_not_conflict(one: str, other: str) -> None:
    assert pairs(happened("a", one), happened("b", other)) == []


def test_an_open_date_is_taken_at_the_end_it_names() -> None:
    assert apart(happened("a", "2018-02-10/.."), happened("b", "2018-06-01")) == 111
    assert apart(happened("a", "../2018-02-10"), happened("b", "2018-06-01")) == 111


def test_dates_more_than_a_year_apart_are_two_events() -> None:
    assert pairs(happened("a", "2017-01-01"), happened("b", "2018-01-02")) == [("a", "b")]
    assert pairs(happened("a", "2017-01-01"), happened("b", "2018-01-03")) == []
    assert SAME_EVENT == 366


@pytest.mark.parametrize("event", ["levy_ordered", "arrest", "something nobody knows"])
def test_what_may_happen_twice_is_no_conflict(event: str) -> None:
    assert pairs(happened("a", "2018-02-10", event), happened("b", "2018-05-10", event)) == []


def test_the_widest_gap_comes_first_whatever_the_order_of_the_file() -> None:
    claims = [price("a", 5000), price("b", 10_000), price("c", 500_000)]
    assert pairs(*claims) == [("a", "c"), ("b", "c"), ("a", "b")]
    assert pairs(*claims[::-1]) == pairs(*claims)


amounts = st.tuples(st.integers(-100, 100), st.integers(0, 100))
months = st.integers(1, 12)


@given(st.lists(st.tuples(amounts, months, months), min_size=2, max_size=8))
def test_every_pair_that_lies_apart_is_found_and_no_other(
    told: list[tuple[tuple[int, int], int, int]],
) -> None:
    claims = [
        ranged(f"c{n}", low, low + width, period=f"2018-{min(a, b):02}/2018-{max(a, b):02}")
        for n, ((low, width), a, b) in enumerate(told)
    ]
    each = {
        frozenset((one.id, other.id))
        for at, one in enumerate(claims)
        for other in claims[at + 1 :]
        if apart(one, other)
    }
    found = pairs(*claims)
    assert {frozenset(pair) for pair in found} == each
    assert len(found) == len(each)
