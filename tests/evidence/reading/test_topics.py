from __future__ import annotations

import pytest

from tests.evidence.reading.conftest import read
from tumen.evidence.places import Gazetteer, bundled
from tumen.evidence.reading.mentions import locate
from tumen.evidence.reading.proposal import Proposal
from tumen.evidence.reading.sentences import sentences
from tumen.evidence.reading.topics import focus_of
from tumen.evidence.text import normalise, one_line


def focus(text: str) -> str:
    text = normalise(text)
    parts = sentences(text)
    return focus_of(parts, locate(one_line(text), parts, bundled()).spots, bundled())


def places(text: str, value: float) -> list[tuple[str, ...]]:
    """The places offered for a number, the likeliest first."""
    return [one.places for one in read(text) if one.quantity and one.quantity.value == value]


STORY = """Musan mine sells its pumps

The Musan mine has begun to sell pumps, people of the town say.

Buyers come from Chongjin. {}

Nobody in Musan is surprised.
"""


def test_a_document_is_about_the_place_of_its_title_and_lead():
    assert focus(STORY) == "Musan mine"


def test_a_mine_counts_for_its_town():
    text = "Near Tanchon and at the Komdok mine people wait, as they do in Musan and in Onsong."
    assert focus(text) in ("Tanchon", "Komdok mine")


@pytest.mark.parametrize(
    "text",
    [
        "Musan, Hyesan, Onsong and Hoeryong are towns.",
        "Yanji and Dandong are far from Beijing.",
        "North Korea buys less from China.",
        "",
    ],
)
def test_a_text_about_many_places_or_none_has_no_focus(text: str):
    assert focus(text) == ""


def test_the_basin_of_a_river_can_be_what_a_report_is_about():
    assert focus("After the ban: the Tumen basin\n\nThe basin of the river is poor.") == "Tumen River"
    assert focus("Over the Tumen River\n\nPeople cross the Tumen River.") == ""


def test_a_paragraph_that_names_no_place_is_of_the_focus():
    assert places(STORY.format("They paid well.\n\nA pump costs 900 yuan."), 900)[0] == ("Musan mine",)


@pytest.mark.parametrize(
    "sentence",
    [
        "Orders came from Pyongyang.",
        "The steel goes on to China.",
        "An official from North Hamgyong said so.",
    ],
)
def test_capitals_countries_and_provinces_in_passing_leave_the_topic(sentence: str):
    text = f"In Musan little works. {sentence} They keep 40 carts."
    assert places(text, 40)[0] == ("Musan",)


def test_a_country_that_a_sentence_begins_with_is_what_the_next_one_is_about():
    text = (
        "Musan has a mine. Musan is poor.\n\nNorth Korea sold coal to China. That brought 40 million dollars."
    )
    assert places(text, 40e6)[0] == ("North Korea",)


def test_a_foreign_town_is_what_its_own_paragraph_is_about_and_not_the_next():
    text = "In Musan the Musan mine rests.\n\nIn Nanping it is quiet. Nobody sells 30 carts.\n\n"
    text += "They sold 40 carts."
    assert places(text, 30)[0] == ("Nanping",)
    assert places(text, 40)[0][0] in ("Musan", "Musan mine")


def test_the_works_is_not_the_foreign_town_named_last():
    text = "A works in Chongjin buys from Yanji. In Yanji they wait. The works employs 900 people."
    assert places(text, 900)[0] == ("Chongjin",)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Musan sells less than China's 40 mines.", "China"),
        ("In Musan they heard of it from 40 people in China.", "China"),
        ("Musan makes less than the South's 40 mills.", "South Korea"),
    ],
)
def test_a_number_that_is_plainly_a_country_s_own_is_of_that_country(text: str, country: str):
    assert places(text, 40)[0] == (country,)


def test_the_runner_up_is_offered_as_an_alternative_of_its_own():
    text = STORY.format("They bought 40 carts.")
    found = [one for one in read(text) if one.quantity and one.quantity.value == 40]
    first, *others = found
    assert not first.alternative
    assert others
    assert all(one.alternative for one in others)
    assert {(one.start, one.end, one.number_start) for one in found} == {
        (first.start, first.end, first.number_start)
    }
    assert {one.quantity for one in others} == {first.quantity}
    assert len({one.places for one in found}) == len({one.says for one in found}) == len(found)


def related(one: Proposal, other: Proposal, gazetteer: Gazetteer) -> bool:
    within = {gazetteer.places[place].within for place in one.places}
    return bool(within & set(other.places))


def test_a_mine_and_its_town_are_no_alternatives(gazetteer: Gazetteer):
    found = [one for one in read("Musan is cold. The Musan mine has 40 carts.") if one.quantity]
    assert not [one for one in found[1:] if related(found[0], one, gazetteer)]


def test_one_place_alone_has_no_alternative():
    assert places("In Hyesan, 40 carts were seen.", 40) == [("Hyesan",)]


def test_a_sentence_about_foreign_trade_may_be_of_the_country():
    text = "Traders in Hyesan wait. Nobody buys there.\n\nImports came to 40 million dollars in March."
    assert ("North Korea",) in places(text, 40e6)
    assert ("North Korea",) not in places(text.replace("Imports", "Fines"), 40e6)
