from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.evidence.conftest import Folder, make_document
from tumen.core.errors import EvidenceError, InputError
from tumen.evidence.imports import Imported, schema, take_in
from tumen.evidence.text import normalise, sha256

TEXT = normalise(
    "On March 3 a kilogram of rice cost 5,200 won in Hyesan.\nTwelve days later it cost 5,900 won. "
    "Police held thirty-one people."
)
RICE = "a kilogram of rice cost 5,200 won in Hyesan"


def entry(**changes: Any) -> dict[str, Any]:
    values = {
        "says": "Rice was 5,200 won a kilogram",
        "observable": "rice_price",
        "places": ["Hyesan"],
        "period": "2018-03-03",
        "quantity": {"kind": "value", "value": 5200, "unit": "KPW/kg"},
        "origin": "market-1",
        "reliability": "C",
        "credibility": 3,
        "reason": "Seen in one market.",
        "quote": RICE,
    } | changes
    return {key: value for key, value in values.items() if value is not None}


def imported(folder: Folder, tmp_path: Path, *entries: Any) -> Imported:
    folder.add(make_document("bulletin-4", published="2018-04", sha256=sha256(TEXT), length=len(TEXT)))
    file = tmp_path / "claims.json"
    file.write_text(json.dumps(entries), encoding="utf-8")
    return take_in(folder.read(), "bulletin-4", file, TEXT)


def test_a_claim_that_the_text_bears_out_is_taken_in_with_an_anchor(folder: Folder, tmp_path: Path):
    result = imported(folder, tmp_path, entry())
    assert result.refused == ()
    (claim,) = folder.read().claims_of("bulletin-4")
    assert TEXT[claim.anchors[0].start : claim.anchors[0].end] == RICE
    assert "market-1" in folder.read().origins


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"quote": "a kilogram of rice cost 5,300 won in Hyesan"}, "not in the text"),
        ({"quote": "rice"}, "at least"),
        ({"quote": None}, "at least"),
        ({"quantity": {"kind": "value", "value": 5300, "unit": "KPW/kg"}}, "cannot be read"),
        ({"observable": "rice_prise"}, "did you mean 'rice_price'"),
        ({"places": ["Hysan"]}, "did you mean 'Hyesan'"),
        ({"quantity": {"kind": "value", "value": 5200, "unit": "persons"}}, "cannot be turned"),
        ({"period": "spring"}, "EDTF"),
        ({"reliability": "G"}, "reliability"),
        ({"surprise": 1}, "surprise"),
        ({"period": "2015-03"}, "cannot be read in the quoted words"),
        ({"places": ["Musan"]}, "names neither Musan"),
        ({"id": "ore"}, "already a claim 'ore'"),
    ],
)
def test_what_does_not_hold_comes_back_with_the_reason(
    folder: Folder, tmp_path: Path, changes: dict[str, Any], why: str
):
    result = imported(folder, tmp_path, entry(**changes))
    assert result.taken == ()
    assert why in result.refused[0].why
    assert folder.read().claims_of("bulletin-4") == []


def test_the_good_ones_are_taken_and_the_others_come_back_by_number(folder: Folder, tmp_path: Path):
    second = entry(
        says="Rice was 5,900 won",
        period="2018-03-15",
        quantity={"kind": "value", "value": 5900, "unit": "KPW/kg"},
        quote="it cost 5,900 won",
    )
    result = imported(folder, tmp_path, entry(), "nonsense", second, entry())
    assert [claim.id for claim in result.taken] == ["bulletin-4-01", "bulletin-4-02"]
    assert [(one.number, one.why[:20]) for one in result.refused] == [
        (2, "is no object of keys"),
        (4, "the document's claim"),
    ]


def test_a_quote_may_run_over_a_line_end(folder: Folder, tmp_path: Path):
    quote = "5,200 won in Hyesan. Twelve days later it cost 5,900 won"
    result = imported(folder, tmp_path, entry(quote=quote))
    assert result.refused == ()


def test_a_number_in_words_is_read(folder: Folder, tmp_path: Path):
    held = entry(
        says="31 people were held",
        observable="arrests",
        quantity={"kind": "value", "value": 31, "unit": "persons"},
        quote="Police held thirty-one people",
    )
    assert imported(folder, tmp_path, held).refused == ()


def test_a_date_that_the_quote_does_not_name_is_put_down_as_that_of_publication(
    folder: Folder, tmp_path: Path
):
    imported(folder, tmp_path, entry(period="2018-02"))
    (claim,) = folder.read().claims_of("bulletin-4")
    assert claim.dated_by == "published"


def test_a_quote_that_is_not_quite_there_comes_back_with_the_nearest_words(folder: Folder, tmp_path: Path):
    result = imported(folder, tmp_path, entry(quote="a kilo of rice cost 5,200 won in Hyesan"))
    assert "kilogram of rice cost 5,200 won in Hyesan" in result.refused[0].why


def test_a_quote_that_cuts_a_number_in_two_is_refused(folder: Folder, tmp_path: Path):
    cut = entry(quote="200 won in Hyesan", quantity={"kind": "value", "value": 200, "unit": "KPW/kg"})
    half = entry(quote="900 won. Police held", quantity={"kind": "value", "value": 900, "unit": "KPW/kg"})
    result = imported(folder, tmp_path, cut, half)
    assert result.taken == ()
    assert all("not in the text" in one.why for one in result.refused)


def test_a_wrapped_list_is_read_too(folder: Folder, tmp_path: Path):
    folder.add(make_document("bulletin-4", published="2018-04", sha256=sha256(TEXT), length=len(TEXT)))
    file = tmp_path / "claims.json"
    file.write_text(json.dumps({"claims": [entry()]}), encoding="utf-8")
    assert len(take_in(folder.read(), "bulletin-4", file, TEXT).taken) == 1


@pytest.mark.parametrize("content", ["{", '"text"', "[" * 100_000, "12", ""])
def test_a_file_that_is_no_list_of_claims_is_refused(folder: Folder, tmp_path: Path, content: str):
    folder.add(make_document("bulletin-4"))
    file = tmp_path / "claims.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(EvidenceError, match=r"claims\.json"):
        take_in(folder.read(), "bulletin-4", file, TEXT)


def test_an_unknown_document_is_refused(folder: Folder, tmp_path: Path):
    file = tmp_path / "claims.json"
    file.write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match="no document 'elsewhere'"):
        take_in(folder.read(), "elsewhere", file, TEXT)


def test_the_schema_asks_for_a_quote_and_not_for_anchors():
    item = schema()["items"]
    assert "quote" in item["required"]
    assert "anchors" not in item["properties"]
    assert set(entry()) <= set(item["properties"])
    assert json.loads(json.dumps(schema())) == schema()
