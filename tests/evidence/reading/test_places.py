from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumen.core.errors import EvidenceError
from tumen.evidence.places import Gazetteer, Place, bundled, of, read


def places(text: str) -> list[str]:
    return [one.place for one in bundled().mentions(text)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("in Musan-gun", "Musan"),
        ("in Hoeryong City", "Hoeryong"),
        ("in P’yongyang", "Pyongyang"),
        ("Ryang-gang Province", "Ryanggang"),
        ("North Hamkyung's farms", "North Hamgyong"),
        ("the DPRK", "North Korea"),
        ("the D.P.R.K. says", "North Korea"),
        ("the Musan Mine", "Musan mine"),
        ("the Musan iron mine", "Musan mine"),
        ("Kim Chaek iron and steel complex", "Kim Chaek works"),
        ("무산광산에서는", "Musan mine"),
        ("무산 광산은", "Musan mine"),
        ("혜산시의", "Hyesan"),
        ("茂山铁矿的工人", "Musan mine"),
        ("在会宁市场", "Hoeryong"),
    ],
)
def test_a_name_is_found_however_it_is_spelled(text: str, place: str):
    assert places(text) == [place]


@pytest.mark.parametrize("spelling", ["Onseong", "Onsung", "Onsŏng", "Onsong"])
def test_a_romanisation_that_the_table_lacks_is_known_by_its_sound(spelling: str):
    assert places(f"the road to {spelling}") == ["Onsong"]


def test_the_longest_of_names_that_begin_together_counts():
    assert places("at Musan mine in Musan") == ["Musan mine", "Musan"]


@pytest.mark.parametrize(
    "text", ["they gave us bread", "musan", "회담이 무산됐다", "a muse and a name", "US$42"]
)
def test_words_that_only_look_like_a_place_are_none(text: str):
    assert [one for one in places(text) if text != "US$42"] == []


def test_a_county_named_after_a_man_is_one_only_in_one_word():
    assert places("in Kimhyongjik") == ["Kim Hyong Jik county"]
    assert places("his father Kim Hyong Jik") == []


def test_a_place_is_found_by_any_spelling_and_its_surroundings_are_known(gazetteer: Gazetteer):
    assert gazetteer.get("茂山").id == "Musan"
    assert gazetteer.around("Musan mine")[:2] == ["Musan", "North Hamgyong"]
    assert gazetteer.holds("North Korea", "Musan mine")
    with pytest.raises(EvidenceError, match="no place 'Musann' is known; did you mean 'Musan'"):
        gazetteer.get("Musann")


def test_of_two_places_with_one_spelling_the_first_keeps_it():
    found = of([Place("Alpha", "town", names=("Twin",)), Place("Beta", "town", names=("Twin",))])
    assert [one.place for one in found.mentions("in Twin")] == ["Alpha"]


def test_a_table_that_makes_no_sense_is_refused(tmp_path):
    path = tmp_path / "places.csv"
    path.write_text("id,kind,lat\nAlpha,town,north\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match="row 1: 'lat' and 'lon' should be degrees"):
        read(path)
    path.write_text("id,kind\n,town\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match="id is missing"):
        read(path)


@given(st.text(max_size=200))
def test_mentions_lie_in_the_text_and_do_not_overlap(text: str):
    last = 0
    for one in bundled().mentions(text):
        assert last <= one.start < one.end <= len(text)
        last = one.end
