from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.evidence.conftest import Folder, make_claim, make_document, make_quantity
from tumen.evidence import anchors
from tumen.evidence import case as cases
from tumen.evidence.claims import Anchor, Claim
from tumen.evidence.text import normalise, sha256
from tumen.evidence.texts import Texts
from tumen.evidence.verification import Verdict, missing_numbers, spellings, verify

TEXT = normalise(
    "On February 14 carts took some thirty tonnes a day over the ice at Musan. "
    "Half of the guards looked away. In March 2018 nobody went."
)


def quote(words: str) -> dict[str, Any]:
    """An anchor for words of the text."""
    start = TEXT.index(words)
    return anchors.make(TEXT, start, start + len(words)).model_dump()


CARTS = "On February 14 carts took some thirty tonnes a day over the ice at Musan."


def told(folder: Folder, *claims: Claim, text: str | None = TEXT) -> Verdict:
    """Verify a case of one document with these claims, its text at hand unless None."""
    document = make_document("bulletin-2", sha256=sha256(TEXT), length=len(TEXT))
    folder.add(document, *claims)
    if text is not None:
        cases.write(folder.path / cases.TEXTS / "bulletin-2.txt", text)
    return verify(folder.read())


def carts(**changes: Any) -> Claim:
    return make_claim("carts", **({"period": "2018-02-14", "anchors": [quote(CARTS)]} | changes))


def sorts(verdict: Verdict) -> list[str]:
    return [fault.sort for fault in verdict.faults]


def test_a_claim_whose_number_and_date_stand_in_its_quote_holds(folder: Folder):
    verdict = told(folder, carts())
    assert verdict.faults == ()
    assert verdict.places == {"exact": 1}


def test_a_number_that_the_quote_does_not_have_is_a_fault(folder: Folder):
    verdict = told(folder, carts(quantity=make_quantity(300).model_dump()))
    assert sorts(verdict) == ["number"]
    assert "300" in verdict.faults[0].message


def test_a_date_that_the_quote_does_not_have_is_a_fault_unless_it_is_that_of_publication(folder: Folder):
    assert sorts(told(folder, carts(period="2016-08"))) == ["date"]


def test_what_is_dated_by_publication_needs_no_date_in_the_quote(folder: Folder):
    assert told(folder, carts(period="2016-08", dated_by="published")).faults == ()


def test_a_second_quote_may_give_the_date(folder: Folder):
    later = quote("In March 2018 nobody went.")
    assert told(folder, carts(period="2018-03", anchors=[quote(CARTS), later])).faults == ()


def test_a_share_told_in_words_is_read_as_the_percentage_that_is_claimed(folder: Folder):
    half = make_claim(
        "guards",
        observable="guard_complicity",
        commodity=None,
        dated_by="published",
        quantity=make_quantity(50, "percent").model_dump(),
        anchors=[quote("Half of the guards looked away.")],
    )
    assert told(folder, half).faults == ()


def test_the_word_of_a_worded_amount_must_stand_in_the_quote(folder: Folder):
    worded = {"kind": "worded", "unit": "t/day", "low": 10, "high": 60, "word": "heaps"}
    verdict = told(folder, carts(quantity=worded))
    assert [(fault.sort, "'heaps'" in fault.message) for fault in verdict.faults] == [("number", True)]


def test_a_quote_whose_words_are_gone_is_lost_and_says_so(folder: Folder):
    verdict = told(folder, carts(), text="Nothing of the kind was ever written here, not by anybody.")
    assert sorts(verdict) == ["anchor"]
    assert verdict.places == {"lost": 1}


def test_a_quote_that_moved_is_found_without_the_first_text(folder: Folder):
    verdict = told(folder, carts(), text="A new first line.\n" + TEXT)
    assert verdict.faults == ()
    assert verdict.places == {"moved": 1}


def test_changed_words_are_found_where_the_first_text_is_at_hand(folder: Folder, tmp_path: Path):
    told(folder, carts())
    edited = TEXT.replace("carts took some thirty", "carts carried thirty")
    edition = tmp_path / "edition"
    edition.mkdir()
    (edition / "bulletin-2.txt").write_text(edited, encoding="utf-8")
    case = folder.read()
    verdict = verify(case, Texts(case, edition))
    assert verdict.faults == ()
    assert verdict.places in ({"context": 1}, {"fuzzy": 1})


def test_a_word_added_before_the_number_never_hides_that_the_number_changed(folder: Folder, tmp_path: Path):
    told(folder, carts())
    edition = tmp_path / "edition"
    edition.mkdir()
    (edition / "bulletin-2.txt").write_text(TEXT.replace("thirty", "forty"), encoding="utf-8")
    case = folder.read()
    assert sorts(verify(case, Texts(case, edition))) == ["number"]


def test_without_the_text_what_stands_in_it_is_counted_as_not_checked(folder: Folder):
    verdict = told(folder, carts(), text=None)
    assert verdict.faults == ()
    assert verdict.places == {"not at hand": 1}
    assert verdict.unread == 2, "this claim, and the one of the other document, which has no anchor"


@pytest.mark.parametrize(
    ("changes", "sort", "hint"),
    [
        ({"observable": "smugled_commodity"}, "observable", "smuggled_commodity"),
        ({"places": ["Musann"]}, "place", "Musan"),
        ({"commodity": "iron_concentrat"}, "commodity", "iron_concentrate"),
        ({"origin": "tradr"}, "origin", "trader"),
        ({"operator": "nationl iron"}, "operator", "national iron"),
        ({"repeats": "orre"}, "claim or document", "ore"),
    ],
)
def test_a_name_that_nothing_bears_is_a_fault_with_a_suggestion(
    folder: Folder, changes: dict[str, Any], sort: str, hint: str
):
    verdict = told(folder, carts(**changes))
    assert sort in sorts(verdict)
    assert any(hint in fault.message for fault in verdict.faults)


def test_a_unit_that_measures_something_else_is_a_fault(folder: Folder):
    verdict = told(folder, carts(quantity=make_quantity(30, "persons").model_dump()))
    assert sorts(verdict) == ["unit"]


def test_a_daily_amount_may_stand_for_a_sum_over_months(folder: Folder):
    assert told(folder, carts(over_time="sum")).faults == ()


def test_a_claims_file_without_its_document_is_a_fault(folder: Folder):
    cases.add_claims(folder.path, "nowhere", [make_claim("stray")])
    assert [fault.document for fault in verify(folder.read()).faults] == ["nowhere"]


@pytest.mark.parametrize(
    ("quantity", "words", "missing"),
    [
        (make_quantity(36, "persons"), "the court tried 36 people", []),
        (make_quantity(36, "persons"), "the court tried thirty-six people", []),
        (make_quantity(36, "persons"), "the court tried 63 people", ["36"]),
        (make_quantity(2.5, "USD million"), "worth $2.5 million", []),
        (make_quantity(24, "months"), "a term of two years", []),
        (make_quantity(0.5, "share"), "half of them", []),
        (make_quantity(30, "t"), "cost 5,200 won", ["30"]),
        (None, "no number at all", []),
    ],
)
def test_numbers_are_looked_for_in_digits_and_words(quantity: Any, words: str, missing: list[str]):
    assert missing_numbers(quantity, [words]) == missing


def test_a_number_is_looked_for_in_the_units_a_text_may_have_used():
    assert 2.0 in spellings(24, "months")
    assert 2.5e6 in spellings(2.5, "USD million")
    assert spellings(36, "persons") == [36]


def test_an_anchor_counts_code_points_so_that_emoji_before_it_shift_nothing():
    text = normalise("😀👍 무산 광산에서 36명이 체포됐다.")
    start = text.index("36명")
    anchor = Anchor.model_validate(anchors.make(text, start, start + 3).model_dump())
    assert text[anchor.start : anchor.end] == "36명"
    assert anchors.find(text, anchor).how == "exact"
