from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.conftest import case_of, make_claim, make_document
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim
from tumen.evidence.weights import same_statements, weigh


def printed(*claims: Claim, **dates: str) -> Case:
    """A case in which each claim stands in a document of its own, printed on a date told by its id."""
    documents = [make_document(f"in-{name}", published=date) for name, date in dates.items()]
    return case_of({f"in-{claim.id}": [claim] for claim in claims}, documents)


def apart(id_: str, **changes: Any) -> Claim:
    """A claim whose origin nobody else has."""
    return make_claim(id_, **({"origin": f"origin-of-{id_}"} | changes))


def groups(case: Case) -> set[frozenset[str]]:
    return {frozenset(claim.id for claim in group) for group in same_statements(case)}


def heads(case: Case) -> dict[str, str]:
    return weigh(case)[0]


def test_claims_of_two_origins_count_each() -> None:
    assert heads(printed(apart("a"), apart("b"))) == {"a": "a", "b": "b"}


def test_the_same_origin_in_two_outlets_counts_once() -> None:
    case = printed(make_claim("a"), make_claim("b"), a="2018-03-02", b="2018-03-01")
    assert weigh(case) == ({"a": "b", "b": "b"}, {"b": ["a"]})


def test_who_printed_first_counts_whatever_the_ids_and_the_order_of_files() -> None:
    for first, second in (("a", "b"), ("b", "a")):
        dates = {first: "2018-03-01", second: "2018-03-02"}
        for claims in ([make_claim("a"), make_claim("b")], [make_claim("b"), make_claim("a")]):
            assert set(heads(printed(*claims, **dates)).values()) == {first}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("2018-33", "2018-12"), ("2018-21", "2018-09-01"), ("2017", "2018"), ("199X", "1999")],
)
def test_dates_of_publication_are_compared_as_days_not_as_letters(earlier: str, later: str) -> None:
    assert set(heads(printed(make_claim("z"), make_claim("a"), z=earlier, a=later)).values()) == {"z"}


def test_of_a_chain_of_echoes_the_first_link_counts() -> None:
    chain = [apart("d"), apart("c", repeats="d"), apart("b", repeats="c"), apart("a", repeats="b")]
    assert weigh(printed(*chain)) == (dict.fromkeys("abcd", "d"), {"d": ["a", "b", "c"]})


def test_an_echo_counts_for_nothing_even_where_it_was_printed_first() -> None:
    case = printed(apart("a"), apart("b", repeats="a"), a="2018-03-02", b="2018-03-01")
    assert heads(case) == {"a": "a", "b": "a"}


def test_of_a_ring_of_echoes_one_counts() -> None:
    ring = [
        apart("a", repeats="b"),
        apart("b", repeats="c"),
        apart("c", repeats="a"),
        apart("d", repeats="a"),
    ]
    assert len(set(heads(printed(*ring)).values())) == 1
    assert heads(printed(*ring)) == heads(printed(*ring[::-1]))


def test_an_echo_of_what_is_not_in_the_case_counts() -> None:
    assert heads(printed(apart("a", repeats="lost"))) == {"a": "a"}
    assert heads(printed(apart("a", repeats="a"))) == {"a": "a"}


def test_an_echo_of_either_of_two_reports_of_one_origin_joins_both() -> None:
    case = printed(make_claim("a"), make_claim("b"), apart("c", repeats="b"))
    assert groups(case) == {frozenset("abc")}


@pytest.mark.parametrize(
    "changes",
    [
        {"origin": "miner"},
        {"observable": "smuggled"},
        {"commodity": "coal"},
        {"crossing": "bridge"},
        {"group": "miners"},
        {"places": ["Hyesan"]},
        {"places": []},
        {"period": "2018-03"},
        {"period": "2018-02/.."},
        {"period": "../2018-02"},
        {"quantity": {"kind": "ratio", "value": 2, "than": "2017"}},
    ],
)
def test_one_origin_may_say_two_things(changes: dict[str, Any]) -> None:
    assert heads(printed(make_claim("a"), make_claim("b", **changes))) == {"a": "a", "b": "b"}


@pytest.mark.parametrize(
    "changes",
    [
        {"quantity": {"kind": "value", "value": 31, "unit": "t/day"}},
        {"says": "Carts went over by night"},
        {"reliability": "D"},
        {"places": ["Musan mine"]},
        {"period": "2018-02-01/2018-02-28"},
        {"period": "2018-02~"},
    ],
)
def test_one_origin_told_two_ways_is_one_statement(changes: dict[str, Any]) -> None:
    assert len(set(heads(printed(make_claim("a"), make_claim("b", **changes))).values())) == 1


def test_what_is_not_to_be_fitted_stands_behind_what_is() -> None:
    kept = make_claim("a", use="context", why="a copy")
    assert heads(printed(kept, make_claim("b"), a="2018-01-01", b="2018-12-31")) == {"a": "b", "b": "b"}


def test_among_some_claims_one_of_them_counts() -> None:
    case = printed(make_claim("a"), make_claim("b"), apart("c", repeats="a"))
    assert weigh(case, ["b", "c"]) == (dict.fromkeys("abc", "b"), {"b": ["a", "c"]})
    assert weigh(case, ["c"]) == (dict.fromkeys("abc", "c"), {"c": ["a", "b"]})


NAMES = "abcdefgh"
told = st.fixed_dictionaries(
    {},
    optional={
        "origin": st.sampled_from(("trader", "miner")),
        "repeats": st.sampled_from(NAMES),
        "period": st.sampled_from(("2018-02", "2018-02~", "2018-04", "2018-06/..")),
        "places": st.sampled_from((["Musan"], ["Hyesan"], ["Musan", "Hyesan"], [])),
    },
)
cases = st.tuples(
    st.dictionaries(st.sampled_from(NAMES), told, min_size=1),
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from(("2017", "2018-03", "2018-33"))),
)


@given(cases, st.randoms(use_true_random=False), st.data())
def test_of_each_group_exactly_one_counts_and_the_order_of_files_does_not_matter(
    made: tuple[dict[str, dict[str, Any]], dict[str, str]], dice: Any, data: st.DataObject
) -> None:
    claims = [make_claim(name, **changes) for name, changes in made[0].items()]
    dates = {name: date for name, date in made[1].items() if name in made[0]}
    among = data.draw(st.none() | st.sets(st.sampled_from(sorted(made[0]))))
    case = printed(*claims, **dates)
    heads, relays = weigh(case, among)
    assert set(heads) == set(made[0])
    assert all(heads[head] == head for head in heads.values())
    for group in groups(case):
        (head,) = {heads[name] for name in group}
        assert head in group
        assert not among or not group & among or head in among
        assert relays.get(head, []) == sorted(group - {head})
    shuffled = claims[:]
    dice.shuffle(shuffled)
    assert weigh(printed(*shuffled, **dates), among) == (heads, relays)


def test_an_unknown_origin_is_nobody_twice() -> None:
    found = heads(printed(make_claim("a", origin="unknown"), make_claim("b", origin="unknown")))
    assert found == {"a": "a", "b": "b"}


def test_two_towns_are_not_joined_by_a_claim_on_both() -> None:
    both, one = make_claim("a", places=["Musan", "Yonsa"]), make_claim("b", places=["Yonsa"])
    assert heads(printed(both, one)) == {"a": "a", "b": "b"}


def test_a_claim_that_repeats_a_document_counts_with_what_that_says() -> None:
    found = heads(printed(make_claim("a"), make_claim("b", origin="agency", repeats="a")))
    by_document = case_of({"d": [make_claim("x")], "e": [make_claim("y", origin="agency", repeats="d")]})
    assert found["b"] == found["a"]
    assert weigh(by_document)[0] == {"x": "x", "y": "x"}


def test_a_claim_with_another_amount_is_no_echo_of_the_document() -> None:
    other = make_claim(
        "y", origin="agency", repeats="d", quantity={"kind": "value", "value": 90, "unit": "t/day"}
    )
    assert weigh(case_of({"d": [make_claim("x")], "e": [other]}))[0] == {"x": "x", "y": "y"}
