"""Corroboration: how many independent origins say the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.export.made import PATH, PLACES, claim, write_case
from tumen.engine.catalog import catalog
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim
from tumen.evidence.corroboration import Corroboration, corroborate, first_telling
from tumen.evidence.known import Known

KNOWN = Known(catalog().observables, {}, {}, frozenset(), frozenset(), PLACES)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return write_case(tmp_path / "made")


def case_of(*claims: Claim) -> Case:
    by_id = {one.id: one for one in claims}
    return Case(PATH, "x", "", (), {}, {}, {}, by_id, dict.fromkeys(by_id, "d"))


def counted(*claims: Claim) -> dict[str, Corroboration]:
    return corroborate(case_of(*claims), KNOWN)


def only(origins: tuple[str, ...], grades: tuple[str, ...], echoes: int) -> Corroboration:
    """Of origins that share no bias."""
    return Corroboration(origins, grades, echoes, ("",) * len(origins))


def amount(value: float, unit: str = "t/day") -> dict[str, Any]:
    return {"kind": "value", "value": value, "unit": unit}


def agree(one: Claim, other: Claim) -> bool:
    return counted(one, other)[one.id].count == 2


def test_two_origins_that_say_the_same_are_two() -> None:
    found = counted(claim("a"), claim("b", origin="trader", reliability="C", credibility=3))
    assert found["a"] == only(("miner", "trader"), ("B2", "C3"), 0)
    assert found["b"] == only(("trader", "miner"), ("C3", "B2"), 0)


def test_a_claim_that_nobody_else_makes_has_its_own_origin() -> None:
    assert counted(claim("a"))["a"] == only(("miner",), ("B2",), 0)


def test_one_origin_counts_once_however_many_outlets_carry_it() -> None:
    echoes = [claim(f"e{n}", repeats="a", reliability="A") for n in range(10)]
    found = counted(*echoes, claim("a"), claim("again"))
    assert found["a"] == only(("miner",), ("B2",), 11)
    assert found["e3"] == only(("miner",), ("B2",), 11)


def test_an_echo_goes_back_to_the_origin_of_the_first_telling_whatever_it_says_itself() -> None:
    found = counted(
        claim("a"), claim("b", repeats="a", origin="agency"), claim("c", repeats="b", origin="daily")
    )
    assert found["c"].origins == ("miner",)


def test_a_stock_phrase_counts_for_nobody() -> None:
    found = counted(claim("a"), claim("b", origin="trader", stock_phrase=True))
    assert found["a"] == only(("miner",), ("B2",), 0)
    assert found["b"] == only(("miner",), ("B2",), 0)
    assert counted(claim("b", stock_phrase=True))["b"] == only((), (), 0)


def test_origins_that_share_a_bias_count_once() -> None:
    mirror = [claim(id_, origin=id_, bias_group="mirror") for id_ in ("customs", "agency")]
    found = counted(*mirror, claim("c"))["customs"]
    assert found.origins == ("customs", "agency", "miner")
    assert found.biases == ("mirror", "mirror", "")
    assert found.count == 2


def test_the_bias_of_an_origin_holds_for_its_claims(case: Case) -> None:
    assert corroborate(case, KNOWN)["table"].biases == ("mirror",)


@pytest.mark.parametrize(
    "changes",
    [
        {"observable": "exports"},
        {"commodity": "copper"},
        {"commodity": None},
        {"crossing": "Chilsong"},
        {"group": "soldiers"},
        {"places": ["Hyesan"]},
        {"places": ["North Korea"]},
        {"places": []},
        {"period": "2018-03"},
        {"quantity": amount(60)},
        {"quantity": amount(30, "t")},
        {"quantity": amount(30, "no such unit")},
        {"quantity": {"kind": "ratio", "value": 30, "than": "2017"}},
        {"other": "smuggled", "use": "context", "why": "no such thing"},
    ],
)
def test_claims_on_different_things_do_not_agree(changes: dict[str, Any]) -> None:
    assert not agree(claim("a"), claim("b", origin="trader", **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"places": ["Hyesan", "Musan"]},
        {"period": "2018-02-20/2018-03-05"},
        {"period": "2018-01/.."},
        {"period": "2018-03-05~"},
        {"quantity": amount(33)},
        {"quantity": amount(30_000, "kg/day")},
        {"quantity": {"kind": "bound", "low": 31, "unit": "t/day"}},
        {"quantity": {"kind": "worded", "word": "rampant", "low": 10, "high": 29, "unit": "t/day"}},
    ],
)
def test_what_overlaps_agrees(changes: dict[str, Any]) -> None:
    assert agree(claim("a"), claim("b", origin="trader", **changes))


def test_a_number_is_spread_and_a_range_is_not() -> None:
    def told(low: float, high: float) -> Claim:
        return claim(
            "b", origin="trader", quantity={"kind": "interval", "low": low, "high": high, "unit": "t/day"}
        )

    assert agree(claim("a", quantity=amount(30)), told(31, 40))
    assert not agree(claim("a", quantity=amount(30)), told(32, 40))


def test_sums_are_compared_over_much_the_same_days_and_means_over_any() -> None:
    def pair(over_time: str) -> tuple[Claim, Claim]:
        told = {"quantity": amount(30, "t"), "over_time": over_time}
        return claim("a", **told), claim("b", origin="trader", period="2018", **told)

    assert not agree(*pair("sum"))
    assert agree(*pair("mean"))


def test_a_sum_is_known_by_its_observable_where_the_claim_does_not_say() -> None:
    assert catalog().observables["exports"].over_time == "sum"
    year = claim("b", observable="exports", period="2018", origin="trader", quantity=amount(30, "t"))
    assert not agree(claim("a", observable="exports", quantity=amount(30, "t")), year)


def test_ratios_agree_when_they_compare_with_the_same_period() -> None:
    def ratio(id_: str, than: str) -> Claim:
        return claim(id_, origin=id_, quantity={"kind": "ratio", "value": 2, "than": than})

    assert agree(ratio("a", "2017"), ratio("b", "2017"))
    assert not agree(ratio("a", "2017"), ratio("b", "2016"))


def arrest(id_: str, *places: str, **changes: Any) -> Claim:
    return claim(id_, event="arrest", origin=id_, quantity=None, places=list(places), **changes)


def test_an_event_in_a_town_agrees_with_one_told_of_the_country_and_not_of_another_town() -> None:
    assert agree(arrest("a", "Musan"), arrest("b", "North Korea"))
    assert not agree(arrest("a", "Musan"), arrest("b", "Hyesan"))
    assert not agree(arrest("a", "Musan"), arrest("b", "Musan", period="2018-04"))


def test_a_ring_of_repeats_and_one_of_what_is_missing_end() -> None:
    case = case_of(
        claim("a", repeats="b"), claim("b", repeats="a"), claim("c", repeats="c"), claim("d", repeats="gone")
    )
    assert {id_: first_telling(case, id_) for id_ in case.claims} == {"a": "b", "b": "a", "c": "c", "d": "d"}
    assert corroborate(case, KNOWN)["a"].origins == ("miner",)


def test_the_ends_of_the_calendar_do_no_harm() -> None:
    assert agree(claim("a", period="0001~"), claim("b", origin="trader", period="../0001-02"))
    assert agree(claim("a", period="9999~"), claim("b", origin="trader", period="9999-12/.."))


def test_an_empty_case_has_nothing_to_corroborate() -> None:
    assert counted() == {}


@st.composite
def told(draw: st.DrawFn) -> list[Claim]:
    made: list[Claim] = []
    for number in range(draw(st.integers(1, 8))):
        changes = {
            "origin": draw(st.sampled_from(["miner", "trader", "guard"])),
            "period": draw(st.sampled_from(["2018", "2018-02", "2018-02~", "2018-03/..", "../2018-01"])),
            "places": draw(st.sampled_from([["Musan"], ["Hyesan"], ["Musan", "Hyesan"], []])),
            "quantity": amount(
                draw(st.sampled_from([10, 12, 30])), draw(st.sampled_from(["t/day", "kg/day"]))
            ),
            "stock_phrase": draw(st.booleans()),
            "repeats": draw(st.sampled_from([None, *(one.id for one in made)])),
        }
        made.append(claim(f"c{number}", **changes))
    return made


@given(told())
def test_repeating_a_claim_changes_no_count(claims: list[Claim]) -> None:
    copies = [claims[0].model_copy(update={"id": f"copy{n}", "repeats": claims[0].id}) for n in range(5)]
    before, after = counted(*claims), counted(*claims, *copies)
    assert {one.id: set(after[one.id].origins) for one in claims} == {
        one.id: set(before[one.id].origins) for one in claims
    }


@given(told())
def test_agreement_is_mutual_and_every_origin_counts_once(claims: list[Claim]) -> None:
    alone = [
        one.model_copy(update={"origin": one.id, "repeats": None, "stock_phrase": False}) for one in claims
    ]
    found = counted(*alone)
    for one in alone:
        assert found[one.id].origins[0] == one.id
        assert len(set(found[one.id].origins)) == len(found[one.id].grades)
        assert all(one.id in found[other].origins for other in found[one.id].origins)
