"""Claims as tables: a row each, flat, and harmless in a spreadsheet and a terminal."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.export.made import PATH, claim
from tumen.evidence.case import Case
from tumen.evidence.export import tables
from tumen.evidence.line import line


def csv_rows(case: Case) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    tables.to_csv(case, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))


def row_of(case: Case, id_: str) -> dict[str, Any]:
    return next(row for row in tables.rows(case) if row["claim"] == id_)


def test_every_claim_is_one_row_of_the_same_flat_columns(case: Case) -> None:
    rows = tables.rows(case)
    assert [row["claim"] for row in rows] == list(case.claims)
    assert all(tuple(row) == tables.COLUMNS for row in rows)
    plain = (str, int, float, bool, type(None))
    assert all(isinstance(value, plain) for row in rows for value in row.values())


def test_a_row_says_what_the_claim_its_document_and_its_origin_say(case: Case) -> None:
    row = row_of(case, "hill-ore")
    told = {
        "subject_kind": "observable",
        "subject": "smuggled",
        "places": "Musan",
        "period": "2018-02",
        "first_day": "2018-02-01",
        "last_day": "2018-02-28",
        "quantity_kind": "value",
        "value": 30.0,
        "low": None,
        "unit": "t/day",
        "about": True,
        "origin": "miner",
        "origin_kind": "resident",
        "outlet": "The Hill Times",
        "document": "hill-1",
        "published": "2018-03",
        "repeats": "ore",
        "document_repeats": "bulletin-1",
        "reliability": "C",
        "credibility": 2,
        "stock_phrase": False,
    }
    assert {name: row[name] for name in told} == told


def test_anchors_open_ends_and_the_bias_of_an_origin_are_told(case: Case) -> None:
    assert row_of(case, "ore")["anchor_start"] == 0
    assert row_of(case, "ore")["anchor_end"] == 12
    assert row_of(case, "rice")["last_day"] is None
    assert row_of(case, "rice")["low"] == -5.5
    assert row_of(case, "table")["bias_group"] == "mirror"


def test_a_claim_whose_document_is_missing_keeps_its_row() -> None:
    lone = Case(PATH, "Lone", "", (), {}, {}, {}, {"x": claim("x")}, {"x": "gone"})
    row = row_of(lone, "x")
    assert row["document"] == "gone"
    assert row["outlet"] is None


def test_csv_and_json_lines_hold_the_same_rows(case: Case) -> None:
    stream = io.StringIO()
    tables.to_jsonl(case, stream)
    assert [json.loads(row) for row in stream.getvalue().split("\n")[:-1]] == tables.rows(case)
    assert [row["claim"] for row in csv_rows(case)] == list(case.claims)


def test_text_that_would_be_a_formula_is_text_and_numbers_stay_numbers(case: Case) -> None:
    nasty, rice = (next(row for row in csv_rows(case) if row["claim"] == id_) for id_ in ("nasty", "rice"))
    assert nasty["says"].startswith("'=HYPERLINK")
    assert nasty["subject"].startswith("'@SUM")
    assert nasty["commodity"] == "'+1"
    assert nasty["crossing"] == "'-1"
    assert nasty["word"] == "'-many"
    assert rice["low"] == "-5.5"


def test_nothing_in_a_table_steers_a_terminal_or_ends_a_row(case: Case) -> None:
    stream, lines = io.StringIO(newline=""), io.StringIO()
    tables.to_csv(case, stream)
    tables.to_jsonl(case, lines)
    for written in (stream.getvalue(), lines.getvalue()):
        assert all(one.isprintable() or one == "\n" for one in written)
        assert "무산" in written
    assert stream.getvalue().count("\n") == len(case.claims) + 1


@given(st.text())
def test_a_line_is_printable_has_no_ends_and_stays_as_it_is(text: str) -> None:
    made = line(text)
    assert made.isprintable()
    assert line(made) == made


@given(st.text(), st.integers(1, 40))
def test_a_line_is_cut_to_length(text: str, most: int) -> None:
    assert len(line(text, most)) <= most


@given(st.text(min_size=3, max_size=400))
def test_no_text_becomes_a_formula(text: str) -> None:
    case = Case(PATH, "x", "", (), {}, {}, {}, {"c": claim("c", says=text, commodity=text)}, {"c": "d"})
    for value in csv_rows(case)[0].values():
        assert not value.startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20"))
