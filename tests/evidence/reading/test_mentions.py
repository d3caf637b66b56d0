from __future__ import annotations

import pytest

from tests.evidence.reading.conftest import read
from tumen.evidence.places import bundled
from tumen.evidence.reading.mentions import locate
from tumen.evidence.reading.sentences import sentences


def where(text: str) -> list[tuple[float | None, tuple[str, ...]]]:
    return [
        (one.quantity.value, one.places)
        for one in read(text)
        if one.quantity and one.quantity.kind == "value" and not one.alternative
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Hyesan, 40 carts were seen.", ("Hyesan",)),
        ("They saw 40 carts in Hyesan.", ("Hyesan",)),
        ("Police seized 40 carts near the market in Hyesan.", ("Hyesan",)),
        ("Hyesan, in the north of Ryanggang, has 40 carts.", ("Hyesan",)),
        ("Ryanggang's Hyesan City has 40 carts.", ("Hyesan",)),
        ("Both Onsong and Hoeryong have 40 carts.", ("Hoeryong", "Onsong")),
        ("From Hyesan to Changbai went 40 carts.", ("Hyesan",)),
        ("Rice that comes through Hunchun is sold in Onsong at 40 yuan.", ("Onsong",)),
        ("The Seoul-based Herald of Progress says that Hyesan has 40 carts.", ("Hyesan",)),
        ("An economist in Yanji guessed that Chongjin has 40 carts.", ("Chongjin",)),
        ("North Korea has 40 carts.", ("North Korea",)),
        ("The country, North Korean papers say, has 40 carts.", ("North Korea",)),
        ("혜산에서 화물차 40대가 왔다.", ("Hyesan",)),
        ("청진의 한 소식통은 무산에 화물차 40대가 있다고 말했다.", ("Musan",)),
        ("惠山市有40辆卡车。", ("Hyesan",)),
    ],
)
def test_an_amount_belongs_to_the_place_that_its_sentence_names(text: str, expected: tuple[str, ...]):
    found = where(text)
    assert [(value, tuple(sorted(places))) for value, places in found] == [(40, expected)]


def test_amounts_in_a_row_belong_each_to_the_place_behind_it():
    text = "Rice was 5,200 won a kilo in Hyesan, 5,300 won in Musan and 5,400 won in Onsong."
    assert where(text) == [(5200, ("Hyesan",)), (5300, ("Musan",)), (5400, ("Onsong",))]


def test_the_mine_is_the_one_that_was_named_last():
    text = "The Komdok mine is old. Its town, Tanchon, is not. The mine employs 900 people."
    assert where(text) == [(900, ("Komdok mine",))]


def test_the_mine_of_a_town_is_meant_where_none_is_named():
    text = "Musan lies on a slope near Helong. The mine employs 900 people."
    assert where(text)[0][1] in (("Musan",), ("Musan mine",))


def test_a_sentence_without_a_place_goes_on_about_the_last_one():
    text = "Traders in Hyesan complain. They sold 40 carts.\nNothing else is known. They keep 50 carts."
    assert where(text) == [(40, ("Hyesan",)), (50, ("Hyesan",))]


def test_a_heading_tells_where_its_section_lies():
    text = "[Musan] Less\nPeople own 40 carts, they say.\n[Onsong] More\nPeople own 50 carts, they say."
    assert where(text) == [(40, ("Musan",)), (50, ("Onsong",))]


def test_a_lead_that_names_only_the_country_is_about_the_town_of_the_story():
    text = (
        "North Korean police have held 27 people for theft, neighbours said.\n"
        "The group came from Hyesan. Hyesan is a border town. In Hyesan nobody was surprised."
    )
    assert where(text)[0] == (27, ("Hyesan",))


def test_every_spot_lies_in_the_text_and_is_known():
    text = "The mine at Musan, the city of Hoeryong and the Chinese side. There they met. 광산에서. 当地。"
    found = locate(text, sentences(text), bundled())
    assert found.spots
    assert all(0 <= spot.start < spot.end <= len(text) for spot in found.spots)
    assert {spot.place for spot in found.spots} <= set(bundled().places)
