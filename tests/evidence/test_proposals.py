from __future__ import annotations

import json

import pytest

from tests.evidence.conftest import ARTICLE, Folder, make_document
from tumen.core.errors import EvidenceError, InputError
from tumen.evidence import case as cases
from tumen.evidence import proposals
from tumen.evidence.case import Case
from tumen.evidence.known import known
from tumen.evidence.proposals import Proposed
from tumen.evidence.text import normalise, sha256

TEXT = normalise(
    "Rice cost 5,200 won a kilogram in Hyesan on March 3, a trader in Ryanggang Province told River "
    "Bulletin. Police in Hyesan arrested 14 smugglers last month."
)


GRADED = {"origin": "market-1", "reliability": "C", "credibility": 3, "reason": "Seen in one market."}


@pytest.fixture
def read_out(folder: Folder) -> tuple[Folder, list[Proposed]]:
    """A document that was read, and what was proposed."""
    document = make_document("bulletin-3", published="2018-03-10", sha256=sha256(TEXT), length=len(TEXT))
    folder.add(document)
    case = folder.read()
    return folder, proposals.read_out(case, "bulletin-3", TEXT, known(case).gazetteer)


def by_number(found: list[Proposed], value: float) -> Proposed:
    return next(one for one in found if one.quantity and one.quantity.value == value)


def test_a_price_is_proposed_with_its_place_unit_and_day(read_out: tuple[Folder, list[Proposed]]):
    rice = by_number(read_out[1], 5200)
    assert rice.observable == "rice_price"
    assert (rice.places, rice.period) == (("Hyesan",), "2018-03-03")
    assert rice.quantity is not None
    assert rice.quantity.unit == "KPW/kg"


def test_proposals_are_no_claims(read_out: tuple[Folder, list[Proposed]]):
    folder, found = read_out
    assert found
    assert folder.read().claims_of("bulletin-3") == []


def test_no_words_are_kept_beside_a_proposal(read_out: tuple[Folder, list[Proposed]]):
    folder, _ = read_out
    kept = folder.text("proposals/bulletin-3.json")
    assert "cost 5,200 won" not in kept
    assert "arrested 14" not in kept


def test_an_accepted_proposal_is_a_claim_with_its_anchor_and_its_origin(
    read_out: tuple[Folder, list[Proposed]],
):
    folder, found = read_out
    changes = {"origin": "market-1", "reliability": "C", "credibility": 3, "reason": "Seen in one market."}
    claim = proposals.accept(folder.read(), "bulletin-3", by_number(found, 5200).number, changes)
    case = folder.read()
    assert case.claims[claim.id] == claim
    assert claim.anchors == (by_number(found, 5200).anchor,)
    assert "market-1" in case.origins
    assert states(case) == {by_number(found, 5200).number: "accepted"}


def states(case: Case) -> dict[int, str]:
    return {one.number: one.state for one in proposals.of(case, "bulletin-3") if one.state != "open"}


def test_a_rejected_proposal_does_not_come_back(read_out: tuple[Folder, list[Proposed]]):
    folder, found = read_out
    number = by_number(found, 5200).number
    proposals.reject(folder.read(), "bulletin-3", number)
    case = folder.read()
    again = proposals.read_out(case, "bulletin-3", TEXT, known(case).gazetteer)
    assert sorted(one.number for one in again) == sorted(one.number for one in found)
    assert states(case) == {number: "rejected"}


def test_a_proposal_is_decided_once(read_out: tuple[Folder, list[Proposed]]):
    folder, found = read_out
    proposals.reject(folder.read(), "bulletin-3", found[0].number)
    with pytest.raises(InputError, match="no open proposal"):
        proposals.accept(folder.read(), "bulletin-3", found[0].number, {})


def test_a_change_that_makes_no_claim_is_refused_and_nothing_is_written(
    read_out: tuple[Folder, list[Proposed]],
):
    folder, found = read_out
    with pytest.raises(EvidenceError, match="period"):
        proposals.accept(folder.read(), "bulletin-3", found[0].number, {"period": "last spring"})
    assert folder.read().claims_of("bulletin-3") == []
    assert states(folder.read()) == {}


def test_a_reviewer_may_say_that_it_is_about_something_else(read_out: tuple[Folder, list[Proposed]]):
    folder, found = read_out
    number = by_number(found, 14).number
    claim = proposals.accept(folder.read(), "bulletin-3", number, {"observable": "carriers_caught"})
    assert (claim.subject_kind, claim.subject) == ("observable", "carriers_caught")


def test_what_nobody_measures_is_kept_as_context():
    text = normalise(ARTICLE)
    anchor = {"start": 0, "end": 5, "sha256": "0" * 64, "before": "0" * 8, "after": "0" * 8}
    one = Proposed.model_validate(
        {
            "number": 1,
            "says": "12 songs were sung",
            "other": "songs",
            "period": "2018",
            "quantity": {"kind": "value", "value": 12, "unit": "item"},
            "anchor": anchor,
        }
    )
    folder_less = Case(cases.find("border"), "", "", (), {}, {}, {}, {}, {})
    claim = proposals.as_claim(folder_less, "d", one, {})
    assert (claim.use, claim.subject_kind) == ("context", "other")
    assert text


def test_waiting_counts_open_proposals_by_document(read_out: tuple[Folder, list[Proposed]]):
    folder, found = read_out
    assert proposals.waiting(folder.read()) == {"bulletin-3": len(found)}


def test_a_damaged_file_of_proposals_is_named(read_out: tuple[Folder, list[Proposed]]):
    folder, _ = read_out
    folder.write("proposals/bulletin-3.json", json.dumps([{"number": "x"}]))
    with pytest.raises(EvidenceError, match=r"bulletin-3\.json"):
        proposals.of(folder.read(), "bulletin-3")


STORY = normalise(
    "Musan mine sells its pumps\n\nThe Musan mine has begun to sell pumps, people of the town say.\n\n"
    "Buyers come from Chongjin. They bought 40 carts and 12 tons of wire.\n"
)


@pytest.fixture
def offered(folder: Folder) -> tuple[Folder, list[Proposed]]:
    """A document of which the number of carts was read at more than one place."""
    document = make_document("bulletin-4", published="2018-03-10", sha256=sha256(STORY), length=len(STORY))
    folder.add(document)
    case = folder.read()
    found = proposals.read_out(case, "bulletin-4", STORY, known(case).gazetteer)
    return folder, [one for one in found if one.quantity and one.quantity.value in (40, 12)]


def test_the_same_amount_at_another_place_is_a_proposal_of_its_own(offered: tuple[Folder, list[Proposed]]):
    carts = [one for one in offered[1] if one.quantity and one.quantity.value == 40]
    assert len(carts) > 1
    assert [one.alternative for one in carts] == [False] + [True] * (len(carts) - 1)
    assert len({one.places for one in carts}) == len(carts)
    assert all(one.anchor == carts[0].anchor and one.rivals(carts[0]) for one in carts[1:])


@pytest.mark.parametrize("chosen", [0, 1], ids=["the likeliest", "an alternative"])
def test_accepting_one_place_puts_the_others_aside(offered: tuple[Folder, list[Proposed]], chosen: int):
    folder, found = offered
    carts = [one for one in found if one.quantity and one.quantity.value == 40]
    claim = proposals.accept(folder.read(), "bulletin-4", carts[chosen].number, {})
    assert claim.places == carts[chosen].places
    now = {one.number: one.state for one in proposals.of(folder.read(), "bulletin-4")}
    assert [now[one.number] for one in carts] == [
        "accepted" if one is carts[chosen] else "rejected" for one in carts
    ]
    wire = [one for one in found if one not in carts]
    assert wire
    assert {now[one.number] for one in wire} == {"open"}


def test_rejecting_one_place_leaves_the_others_open(offered: tuple[Folder, list[Proposed]]):
    folder, found = offered
    proposals.reject(folder.read(), "bulletin-4", found[0].number)
    now = [one.state for one in proposals.of(folder.read(), "bulletin-4")]
    assert now.count("rejected") == 1


def test_decisions_outlive_a_date_that_is_given_later(folder: Folder):
    undated = make_document("letter-1", published="../..", sha256=sha256(TEXT), length=len(TEXT))
    folder.add(undated)
    case = folder.read()
    gazetteer = known(case).gazetteer
    first = proposals.read_out(case, "letter-1", TEXT, gazetteer)
    arrests = by_number(first, 14)
    assert proposals.is_open(arrests.period)
    proposals.reject(case, "letter-1", by_number(first, 5200).number)
    cases.write_document(case.path, undated.model_copy(update={"published": "2018-03-10"}))
    again = proposals.read_out(folder.read(), "letter-1", TEXT, gazetteer)
    assert [one.key for one in again[: len(first)]] == [one.key for one in first]  # and a dated event
    assert by_number(again, 5200).state == "rejected"
    assert (by_number(again, 14).state, by_number(again, 14).period) == ("open", "2018-02")


def test_taking_back_a_rival_removes_the_claim_that_won(folder: Folder):
    text = normalise("Police in Hyesan and Musan arrested 14 smugglers in February 2018.")
    folder.add(make_document("letter-2", published="2018-03-10", sha256=sha256(text), length=len(text)))
    case = folder.read()
    found = proposals.read_out(case, "letter-2", text, known(case).gazetteer)
    one, rival = next((one, other) for one in found for other in found if one.rivals(other))
    proposals.accept(case, "letter-2", one.number, GRADED)
    proposals.reopen(folder.read(), "letter-2", rival.number)
    assert folder.read().claims_of("letter-2") == []
    assert {one.state for one in proposals.of(folder.read(), "letter-2")} == {"open"}


def test_a_decision_can_be_taken_back_and_taken_again(read_out: tuple[Folder, list[Proposed]]):
    folder, found = read_out
    number = by_number(found, 5200).number
    first = proposals.accept(folder.read(), "bulletin-3", number, {"places": ["Musan"]})
    assert (first.places, "Musan" in first.says) == (("Musan",), True)
    proposals.reopen(folder.read(), "bulletin-3", number)
    assert folder.read().claims_of("bulletin-3") == []
    assert states(folder.read()) == {}
    assert proposals.accept(folder.read(), "bulletin-3", number, {}).places == ("Hyesan",)


def test_a_name_that_nothing_bears_is_refused_when_it_is_accepted(read_out: tuple[Folder, list[Proposed]]):
    folder, found = read_out
    with pytest.raises(EvidenceError, match="did you mean 'rice_price'"):
        proposals.accept(folder.read(), "bulletin-3", found[0].number, {"observable": "rise_price"})
    assert folder.read().claims_of("bulletin-3") == []


def test_an_accept_that_was_cut_off_is_finished_by_the_next(read_out: tuple[Folder, list[Proposed]]):
    folder, found = read_out
    number = by_number(found, 5200).number
    kept = folder.text("proposals/bulletin-3.json")
    proposals.accept(folder.read(), "bulletin-3", number, {})
    folder.write("proposals/bulletin-3.json", kept)
    proposals.accept(folder.read(), "bulletin-3", number, {})
    assert len(folder.read().claims_of("bulletin-3")) == 1


def test_a_price_is_not_told_apart_by_goods(read_out: tuple[Folder, list[Proposed]]):
    assert by_number(read_out[1], 5200).commodity is None


NEWS = normalise(
    "Yesterday rice cost 5,200 won a kilogram in Hyesan. In March 2018 it cost 4,900 won in Hyesan."
)


@pytest.fixture
def undated(folder: Folder) -> tuple[Folder, list[Proposed]]:
    """What a document proposes of which nobody says when it was published."""
    folder.add(make_document("letter", published="../..", sha256=sha256(NEWS), length=len(NEWS)))
    case = folder.read()
    return folder, proposals.read_out(case, "letter", NEWS, known(case).gazetteer)


def test_what_no_day_of_publication_dates_is_of_an_unknown_period(undated: tuple[Folder, list[Proposed]]):
    rice = by_number(undated[1], 5200)
    assert proposals.is_open(rice.period)
    assert "../.." not in rice.says
    assert by_number(undated[1], 4900).period == "2018-03"


def test_an_unknown_period_must_be_filled_in_before_a_claim_is_made(undated: tuple[Folder, list[Proposed]]):
    folder, found = undated
    number = by_number(found, 5200).number
    with pytest.raises(EvidenceError, match=f"Proposal {number}: its period is unknown"):
        proposals.accept(folder.read(), "letter", number, {})
    assert folder.read().claims_of("letter") == []
    claim = proposals.accept(folder.read(), "letter", number, {"period": "2018-02"})
    assert (claim.period, "Feb 2018" in claim.says) == ("2018-02", True)


def test_a_sentence_put_together_anew_is_in_words(read_out: tuple[Folder, list[Proposed]]):
    folder, found = read_out
    changes = {"places": ["Musan"], "period": "2018-03-01~/2018-03-11~"}
    claim = proposals.accept(folder.read(), "bulletin-3", by_number(found, 5200).number, changes)
    assert claim.says == "Rice price in Musan, about 1 to 11 March 2018: 5,200 North Korean won a kg"
