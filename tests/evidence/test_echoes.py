from __future__ import annotations

from typing import Any

import pytest

from tests.evidence.conftest import Folder, case_of, make_claim, make_document, make_origin
from tumen.core.errors import EvidenceError, InputError
from tumen.evidence import case as cases
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim
from tumen.evidence.echoes import (
    SOON,
    Echo,
    confirm,
    find_echoes,
    mark_stock_phrase,
    outlet_names,
    stock_phrases,
)
from tumen.evidence.sketch import sketch
from tumen.evidence.sources import Document, Outlet
from tumen.evidence.weights import weigh

LONG = " ".join(f"Cart {n} crossed the ice with ore for {n * 7} yuan." for n in range(60))
NUMBER, NAMED, SHARED = "states the same number", "names it as its source", "shares its words"


def printed(*pairs: tuple[Document, list[Claim]], outlets: tuple[Outlet, ...] = ()) -> Case:
    case = case_of({document.id: claims for document, claims in pairs}, [document for document, _ in pairs])
    known = {outlet.name: outlet for outlet in outlets}
    return Case(case.path, "", "", (), case.documents, case.origins, known, case.claims, case.document_of)


def first(**changes: Any) -> Document:
    return make_document("first", **({"outlet": "River Bulletin", "published": "2018-03-01"} | changes))


def second(**changes: Any) -> Document:
    return make_document("second", **({"outlet": "Post", "published": "2018-03-10"} | changes))


def pair(one: Document, other: Document, **changes: Any) -> Case:
    """Two documents with a claim each, of two origins, that differ by the changes."""
    return printed((one, [make_claim("a")]), (other, [make_claim("b", **({"origin": "miner"} | changes))]))


def test_the_same_number_of_the_same_thing_printed_soon_after_may_be_an_echo() -> None:
    assert find_echoes(pair(first(), second())) == [Echo("b", "a", (NUMBER,), 9)]


def test_the_same_number_in_another_unit_is_the_same_number() -> None:
    tonnes = {"kind": "value", "value": 30_000, "unit": "kg/day"}
    assert [echo.later for echo in find_echoes(pair(first(), second(), quantity=tonnes))] == ["b"]


@pytest.mark.parametrize(
    "changes",
    [
        {"quantity": {"kind": "value", "value": 31, "unit": "t/day"}},
        {"quantity": {"kind": "value", "value": 30, "unit": "t"}},
        {"quantity": {"kind": "bound", "low": 30, "unit": "t/day"}},
        {"period": "2018-01"},
        {"places": ["Hyesan"]},
        {"commodity": "coal"},
        {"observable": "smuggled"},
        {"origin": "trader"},
        {"repeats": "a"},
        {"quantity": {"kind": "value", "value": 30, "unit": "sackfuls"}},
    ],
)
def test_what_says_something_else_or_is_known_to_repeat_is_no_new_echo(changes: dict[str, Any]) -> None:
    assert find_echoes(pair(first(), second(), **changes)) == []


@pytest.mark.parametrize(
    ("published", "found"),
    [("2018-03-01", 1), ("2018-04-30", 1), ("2018-05-01", 0), ("2019-03-01", 0), ("2018-02-01", 1)],
)
def test_a_number_is_taken_up_within_weeks(published: str, found: int) -> None:
    assert SOON == 60
    assert len(find_echoes(pair(first(), second(published=published)))) == found


@pytest.mark.parametrize(("earlier", "later"), [("2018-33", "2018-02"), ("2018-02-20", "2018-02-21")])
def test_who_printed_first_is_told_by_days_not_by_letters(earlier: str, later: str) -> None:
    (found,) = find_echoes(pair(first(published=earlier), second(published=later)))
    assert (found.later, found.earlier) == ("b", "a")


def test_two_claims_of_one_document_do_not_repeat_each_other() -> None:
    assert find_echoes(printed((first(), [make_claim("a"), make_claim("b", origin="miner")]))) == []


def test_naming_the_outlet_makes_it_likelier() -> None:
    case = pair(first(), second(cites=["river bulletin"]))
    assert find_echoes(case) == [Echo("b", "a", (NUMBER, NAMED), 9), Echo("second", "first", (NAMED,), 9)]


def test_an_outlet_is_known_by_its_other_names() -> None:
    outlet = Outlet(name="River Bulletin", names=("강 소식", "The Bulletin"))
    case = printed(
        (first(outlet="강 소식"), [make_claim("a")]),
        (second(cites=["the bulletin"]), [make_claim("b", origin="miner")]),
        outlets=(outlet,),
    )
    names = outlet_names(case)
    assert names["the bulletin"] == names["강 소식"] == names["river bulletin"] == "River Bulletin"
    assert names["post"] == "Post"
    assert Echo("second", "first", (NAMED,), 9) in find_echoes(case)


@pytest.mark.parametrize(
    ("document", "claim"),
    [
        ({"published": "2018-02-01"}, {}),
        ({"published": "2018-06-01"}, {}),
        ({"cites": ["Times"]}, {"period": "2017"}),
        ({}, {"places": ["Hyesan"]}),
        ({}, {"observable": "smuggled"}),
    ],
)
def test_an_outlet_that_is_named_must_have_printed_on_the_same_thing_before(
    document: dict[str, Any], claim: dict[str, Any]
) -> None:
    case = pair(first(), second(**({"cites": ["River Bulletin"]} | document)), **claim)
    assert not [echo for echo in find_echoes(case) if NAMED in echo.signs and echo.later == "second"]


def test_a_near_copy_is_an_echo_of_the_earlier_document() -> None:
    case = pair(first(sketch=sketch(LONG)), second(sketch=sketch(LONG[200:])), period="2017")
    assert find_echoes(case) == [Echo("second", "first", (SHARED,), 9)]
    reversed_ = pair(
        first(sketch=sketch(LONG), published="2018-04"), second(sketch=sketch(LONG)), period="2017"
    )
    assert [(echo.later, echo.earlier) for echo in find_echoes(reversed_)] == [("first", "second")]


def test_a_document_without_a_date_is_not_held_to_be_the_first() -> None:
    undated = pair(first(sketch=sketch(LONG), published="../.."), second(sketch=sketch(LONG)), period="2017")
    assert [(echo.later, echo.earlier) for echo in find_echoes(undated)] == [("first", "second")]


def test_the_strongest_signs_come_first() -> None:
    case = pair(first(sketch=sketch(LONG)), second(sketch=sketch(LONG), cites=["River Bulletin"]))
    found = find_echoes(case)
    assert found[0] == Echo("second", "first", (SHARED, NAMED), 9)
    assert [echo.worth for echo in found] == sorted((echo.worth for echo in found), reverse=True)


def test_a_document_that_is_said_to_repeat_another_is_not_proposed_again() -> None:
    case = pair(first(sketch=sketch(LONG)), second(sketch=sketch(LONG), repeats="first"), period="2017")
    assert find_echoes(case) == []


@pytest.fixture
def copied(empty: Folder) -> Folder:
    """A document of two claims and a later one that says them again."""
    for origin in ("trader", "miner"):
        cases.add_origin(empty.path, make_origin(origin))
    empty.add(first(), make_claim("a1"), make_claim("a2", commodity="coal"))
    empty.add(
        second(),
        make_claim("b1", origin="miner"),
        make_claim("b2", origin="miner", commodity="coal"),
        make_claim("b3", origin="miner", observable="rice_price"),
    )
    return empty


def test_confirming_an_echo_sets_what_it_repeats_and_its_origin(copied: Folder) -> None:
    assert confirm(copied.read(), "b1", "a1") == ["b1"]
    case = copied.read()
    assert case.claim("b1") == make_claim("b1", origin="trader", repeats="a1")
    assert case.claim("b2").origin == "miner"
    assert weigh(case)[0]["b1"] == "a1"


def test_confirming_the_echo_of_a_document_pairs_its_claims(copied: Folder) -> None:
    assert confirm(copied.read(), "second", "first") == ["b1", "b2"]
    case = copied.read()
    assert case.documents["second"].repeats == "first"
    assert [(one.repeats, one.origin) for one in case.claims_of("second")] == [
        ("a1", "trader"),
        ("a2", "trader"),
        (None, "miner"),
    ]
    assert find_echoes(case) == []


def test_confirming_twice_changes_nothing_more(copied: Folder) -> None:
    for _ in range(2):
        confirm(copied.read(), "second", "first")
    assert copied.read().claim("b1").repeats == "a1"


@pytest.mark.parametrize(
    ("steps", "ring"),
    [
        ([], ("a1", "a1")),
        ([], ("first", "first")),
        ([("b1", "a1")], ("a1", "b1")),
        ([("b1", "a1"), ("b2", "b1")], ("a1", "b2")),
        ([("second", "first")], ("first", "second")),
        ([("b1", "a1")], ("first", "second")),
    ],
)
def test_an_echo_that_would_lead_back_to_itself_is_refused_and_nothing_is_written(
    copied: Folder, steps: list[tuple[str, str]], ring: tuple[str, str]
) -> None:
    for step in steps:
        confirm(copied.read(), *step)
    before = copied.read()
    with pytest.raises(InputError, match="an echo cannot lead back to itself"):
        confirm(before, *ring)
    assert copied.read() == before


@pytest.mark.parametrize(
    ("later", "earlier"), [("b1", "nothing"), ("nothing", "a1"), ("second", "a1"), ("b1", "first")]
)
def test_what_is_not_there_cannot_be_an_echo(copied: Folder, later: str, earlier: str) -> None:
    with pytest.raises(InputError, match="There is no claim"):
        confirm(copied.read(), later, earlier)


def yearly(*years: int, **changes: Any) -> Case:
    """One number of one thing in a document of each year."""
    return printed(
        *(
            (make_document(f"d{n}", published=str(year)), [make_claim(f"c{n}", period=str(year), **changes)])
            for n, year in enumerate(years)
        )
    )


def test_one_number_over_years_is_a_stock_phrase() -> None:
    (phrase,) = stock_phrases(yearly(2014, 2016, 2018))
    assert (phrase.claims, phrase.first, phrase.last) == (("c0", "c1", "c2"), 2014, 2018)
    assert phrase.says == "Ore went over the ice"


@pytest.mark.parametrize("years", [(2014, 2018), (2018, 2018, 2019), (2018,) * 5])
def test_a_number_of_two_documents_or_of_one_year_is_no_stock_phrase(years: tuple[int, ...]) -> None:
    assert stock_phrases(yearly(*years)) == []


def test_what_is_marked_as_a_stock_phrase_is_not_proposed_again() -> None:
    assert stock_phrases(yearly(2014, 2016, 2018, stock_phrase=True)) == []


def test_a_ratio_or_a_word_that_comes_back_is_no_stock_phrase() -> None:
    ratio = {"kind": "ratio", "value": 2, "than": "2013"}
    assert stock_phrases(yearly(2014, 2016, 2018, quantity=ratio)) == []


def test_marking_a_stock_phrase_keeps_it_from_being_fitted(copied: Folder) -> None:
    mark_stock_phrase(copied.read(), ["a1", "b1"])
    case = copied.read()
    for name in ("a1", "b1"):
        claim = case.claim(name)
        assert (claim.stock_phrase, claim.use) == (True, "context")
        assert claim.why == "stock phrase: the same number year after year"
    assert not case.claim("a2").stock_phrase


def test_marking_a_stock_phrase_keeps_another_use_and_its_reason(empty: Folder) -> None:
    empty.add(first(), make_claim("a", use="judge", why="to score with"))
    mark_stock_phrase(empty.read(), ["a"])
    claim = empty.read().claim("a")
    assert (claim.stock_phrase, claim.use, claim.why) == (True, "judge", "to score with")


def test_a_claim_that_is_not_there_cannot_be_a_stock_phrase(copied: Folder) -> None:
    before = copied.read()
    with pytest.raises(InputError, match="There is no claim 'nothing'"):
        mark_stock_phrase(before, ["a1", "nothing"])
    assert copied.read() == before


def test_a_case_whose_claims_have_no_document_is_an_error_in_one_sentence(copied: Folder) -> None:
    (copied.path / "documents" / "second.toml").unlink()
    with pytest.raises(EvidenceError, match=r"claims/second\.toml has no documents/second\.toml"):
        find_echoes(copied.read())
