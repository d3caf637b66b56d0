from __future__ import annotations

from pathlib import Path

from tumen.engine.catalog import catalog
from tumen.reports.mechanism_table import mechanism_table

ROOT = Path(__file__).parents[1]


def test_the_table_of_mechanisms_is_what_the_declarations_say(update: bool) -> None:
    page = ROOT / "docs" / "mechanisms.md"
    text = mechanism_table(catalog())
    if update:
        page.write_text(text, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == text, "out of date; pytest tests/test_docs.py --update"


def test_every_mechanism_has_a_test_file_of_its_own() -> None:
    missing = [
        m.name
        for m in catalog().mechanisms
        if not (ROOT / "tests" / "economy" / m.actor / f"test_{m.name}.py").is_file()
    ]
    assert missing == []


def test_the_numbers_one_to_twenty_three_are_all_there() -> None:
    covered = {number for m in catalog().mechanisms for number in m.number}
    assert set(range(1, 24)) <= covered
