"""The tables of words: every name in them is one that the model, the units or the events know."""

from __future__ import annotations

import pytest

from tumen.evidence import units
from tumen.evidence.events import EVENTS
from tumen.evidence.known import known_names
from tumen.evidence.reading import counters, rates, subjects, worded
from tumen.evidence.reading.tables import pattern, rows

TABLES = ("events", "goods", "meant", "observables", "speakers", "topics")


@pytest.mark.parametrize("name", TABLES)
def test_the_words_of_every_row_are_a_pattern_that_matches_something_only(name: str):
    for row in rows(name):
        words = pattern(row)
        if any(row[language] for language in ("english", "korean", "chinese")):
            assert words.search("") is None, row


def test_every_observable_is_one_of_the_model_in_its_unit():
    known = known_names().observables
    for rule in subjects.RULES:
        assert rule.observable in known
        assert units.converts(rule.unit, known[rule.observable].unit), rule.observable


def test_every_good_is_known():
    assert {name for name, _ in subjects.GOODS} <= known_names().goods


def test_every_event_is_known():
    assert {row["event"] for row in rows("events")} <= set(EVENTS)


def test_every_unit_that_a_word_stands_for_can_be_read():
    said = {unit for unit, _ in counters.MEASURES.values()} | set(counters.COUNTED.values())
    said |= {row["unit"] for row in rows("counters")} - {"vehicle"}
    said |= {row["unit"] for row in rows("rates")} | {row["unit"] for row in rows("per")}
    for unit in said:
        units.parse(unit)
        units.parse(f"KPW/{unit}")


def test_worded_amounts_have_ranges_and_share_the_scales_of_the_press():
    for wording in (*worded.WORDINGS, *worded.CHANGES):
        assert 0 <= wording.low < wording.high
    assert worded.SHARE["most"] == (0.55, 0.95)


def test_what_holds_a_rate_is_a_unit_of_persons_or_things():
    assert rates.HOLDERS["family"] == "household"
    assert "kg" not in rates.HOLDERS.values()
