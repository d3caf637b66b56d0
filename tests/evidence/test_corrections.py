from __future__ import annotations

import pytest

from tests.evidence.conftest import Folder, make_document
from tumen.core.errors import EvidenceError
from tumen.evidence import case as cases
from tumen.evidence import proposals
from tumen.evidence.export.tables import COLUMNS, rows
from tumen.evidence.imports import schema
from tumen.evidence.known import known
from tumen.evidence.proposals import Proposed
from tumen.evidence.text import normalise, sha256
from tumen.evidence.verification import verify

TEXT = normalise("Rice cost 5,200 won a kilogram in Hyesan on March 3, a trader said.")
RANGE = {"kind": "interval", "low": 5000, "high": 6000, "unit": "KPW/kg"}


@pytest.fixture
def price(empty: Folder) -> tuple[Folder, Proposed]:
    """A price that was read out of a text at hand."""
    empty.add(make_document("b", published="2018-03-10", sha256=sha256(TEXT), length=len(TEXT)))
    empty.write(f"{cases.TEXTS}/b.txt", TEXT)
    case = empty.read()
    found = proposals.read_out(case, "b", TEXT, known(case).gazetteer)
    return empty, next(one for one in found if one.observable == "rice_price")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"quantity": RANGE}, "5000 and 6000 cannot be read in the quoted words; say why you change it"),
        ({"places": ["Musan"]}, "Musan cannot be read"),
        ({"period": "2017-05"}, "May 2017 cannot be read"),
        ({"quantity": RANGE, "places": ["Musan"]}, "5000 and 6000, Musan cannot be read"),
    ],
    ids=["amount", "place", "period", "two"],
)
def test_what_the_quote_does_not_say_needs_a_reason(
    price: tuple[Folder, Proposed], changes: dict[str, object], said: str
):
    folder, one = price
    assert said in proposals.departs(folder.read(), "b", one, changes)
    with pytest.raises(EvidenceError, match=said):
        proposals.accept(folder.read(), "b", one.number, changes)
    assert folder.read().claims_of("b") == []
    claim = proposals.accept(folder.read(), "b", one.number, {**changes, "corrected": "Told us later."})
    assert claim.corrected.startswith("proposed was ")
    assert claim.corrected.endswith("; Told us later.")
    assert folder.read().claims[claim.id] == claim


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"places": ["Ryanggang"]},
        {"period": "2018-03", "dated_by": "published"},
        {"says": "Rice was dear."},
    ],
    ids=["nothing", "a place around", "a wider period", "the sentence"],
)
def test_what_the_quote_bears_out_needs_none(price: tuple[Folder, Proposed], changes: dict[str, object]):
    folder, one = price
    assert proposals.accept(folder.read(), "b", one.number, changes).corrected == ""


def test_a_declared_correction_is_a_note_and_no_fault(price: tuple[Folder, Proposed]):
    folder, one = price
    claim = proposals.accept(
        folder.read(), "b", one.number, {"quantity": RANGE, "corrected": "A range in the second edition."}
    )
    verdict = verify(folder.read())
    assert verdict.holds
    said = "proposed was 5,200 KPW/kg; A range in the second edition."
    first, *others = verdict.notes
    assert (first.claim, first.sort, first.message) == (claim.id, "corrected", said)
    assert [note.sort for note in others] == ["number", "number"]
    assert verdict.unread == 0
    cases.replace_claim(folder.path, "b", claim.model_copy(update={"corrected": ""}))
    assert [fault.sort for fault in verify(folder.read()).faults] == ["number", "number"]


def test_without_the_text_nothing_is_asked(price: tuple[Folder, Proposed]):
    folder, one = price
    (folder.path / cases.TEXTS / "b.txt").unlink()
    assert proposals.departs(folder.read(), "b", one, {"quantity": RANGE}) == ""


def test_a_correction_is_exported_and_cannot_be_imported(price: tuple[Folder, Proposed]):
    folder, one = price
    proposals.accept(folder.read(), "b", one.number, {"places": ["Musan"], "corrected": "A slip."})
    assert "corrected" in COLUMNS
    assert [row["corrected"] for row in rows(folder.read())] == ["proposed was Hyesan; A slip."]
    assert "corrected" not in schema()["items"]["properties"]


OF_A_PROVINCE = normalise("A source in North Hamgyong Province said rice cost 5,200 won a kilogram in Musan.")


def test_a_province_that_is_named_is_no_word_for_every_town_in_it(empty: Folder):
    empty.add(
        make_document("p", published="2018-03-10", sha256=sha256(OF_A_PROVINCE), length=len(OF_A_PROVINCE))
    )
    empty.write(f"{cases.TEXTS}/p.txt", OF_A_PROVINCE)
    found = proposals.read_out(empty.read(), "p", OF_A_PROVINCE, known(empty.read()).gazetteer)
    one = next(one for one in found if one.observable == "rice_price" and one.places == ("Musan",))
    march = {"period": "2018-03", "dated_by": "published"}
    said = proposals.departs(empty.read(), "p", one, {**march, "places": ["Chongjin"]})
    assert said.startswith("Chongjin cannot be read")
    assert proposals.departs(empty.read(), "p", one, {**march, "places": ["North Hamgyong"]}) == ""


def test_what_is_corrected_is_still_looked_up_and_said(price: tuple[Folder, Proposed]):
    folder, one = price
    claim = proposals.accept(folder.read(), "b", one.number, {"places": ["Musan"], "corrected": "A slip."})
    assert [note.sort for note in verify(folder.read()).notes] == ["corrected"]
    dear = claim.model_copy(update={"quantity": claim.quantity.model_copy(update={"value": 52_000.0})})
    cases.replace_claim(folder.path, "b", dear)
    verdict = verify(folder.read())
    assert verdict.holds
    assert [note.sort for note in verdict.notes] == ["corrected", "number"]


def test_where_nothing_departs_no_correction_is_kept(price: tuple[Folder, Proposed]):
    folder, one = price
    assert proposals.accept(folder.read(), "b", one.number, {"corrected": "x"}).corrected == ""
