"""The map of the border region, and the brief's section with it."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import numpy as np
import pytest
import xarray as xr

from tests.reports.conftest import made_up
from tumen.reports import geography, labels, style, where
from tumen.reports.brief import render
from tumen.reports.map import border_map, limits_of, radius, values_of
from tumen.runs.provenance import located as located_row
from tumen.scenario import load

BEFORE, AFTER = ("2016-08", "2017-07"), ("2017-09", "2018-08")
PLACES = [
    {"name": "Musan", "title": "Musan", "name_ko": None, "lat": 42.226, "lon": 129.208},
    {"name": "Chongjin", "title": "Chongjin", "name_ko": "청진", "lat": 41.796, "lon": 129.776},
]
CROSSINGS = [{"name": "Nanping", "title": "Chilsong - Nanping", "lat": 42.265, "lon": 129.225}]


@pytest.fixture
def located(provenance: dict[str, Any]) -> dict[str, Any]:
    return provenance | {"places": PLACES, "crossings": CROSSINGS}


@pytest.fixture(autouse=True)
def no_korean_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labels, "hangul_font", lambda: None)


def test_shipped_map_is_small_credited_and_holds_what_scenarios_need() -> None:
    folder = files("tumen") / "data" / "map"
    assert len((folder / "border.geo.json").read_bytes()) < 120_000
    assert "CC BY 4.0" in (folder / "LICENSE.md").read_text(encoding="utf-8")
    assert "GeoNames" in geography.region()["credit"]
    names = {about["name"] for about, _ in geography.features("province")}
    assert {"North Hamgyong", "Rason", "Ryanggang", "South Hamgyong", "Jilin"} <= names
    assert {about["name"] for about, _ in geography.features("town")} >= {"Yanji", "Musan", "Hyesan"}


@pytest.mark.parametrize(
    ("river", "lon", "lat"),
    [("Tumen", 129.22, 42.26), ("Tumen", 129.85, 42.96), ("Tumen", 130.69, 42.30), ("Yalu", 128.19, 41.405)],
)
def test_rivers_pass_the_crossings_that_are_on_them(river: str, lon: float, lat: float) -> None:
    (line,) = [parts[0][0] for about, parts in geography.features("river") if about["name"] == river]
    assert np.hypot(*((line - (lon, lat)) * (0.74, 1.0)).T).min() < 0.06


def test_map_shows_places_with_their_figures_crossings_and_credit(
    result: xr.Dataset, located: dict[str, Any]
) -> None:
    figure = border_map(result, located, "two_meals", BEFORE)
    assert figure is not None
    svg = style.to_svg(figure, "m", "alt")
    said = values_of(result, "two_meals", BEFORE)["musan"].said
    for text in (
        f"Musan {said}",
        "Chilsong–Nanping",
        "People eating two meals",
        "GeoNames, CC BY 4.0",
        "Tumen",
    ):
        assert f">{text}<" in svg or text in svg, text
    assert not any("\uac00" <= letter <= "\ud7a3" for letter in svg)


def test_both_periods_are_on_one_scale_that_holds_them(result: xr.Dataset) -> None:
    low, high = limits_of(result, "two_meals", [BEFORE, AFTER])
    numbers = [
        value.number for when in (BEFORE, AFTER) for value in values_of(result, "two_meals", when).values()
    ]
    assert low == 0.0 and all(low <= number <= high for number in numbers if number is not None)


def test_bundled_scenario_gives_positions_to_all_its_places_and_crossings() -> None:
    scenario = load("musan")
    for rows in (scenario.places, scenario.crossings):
        assert [spot.name for spot in geography.spots([located_row(row) for row in rows])] == [
            row["name"] for row in rows
        ]
    assert all(spot.korean for spot in geography.spots([located_row(row) for row in scenario.places]))


def test_area_of_a_circle_stands_for_residents() -> None:
    assert radius(400_000) == pytest.approx(2 * radius(100_000))


def test_every_map_needs_a_position_and_no_more(result: xr.Dataset, provenance: dict[str, Any]) -> None:
    assert border_map(result, provenance, "two_meals", BEFORE) is None
    odd = [None, {}, {"name": "x", "lat": "north", "lon": 129}, {"name": "Seoul", "lat": 37.5, "lon": 127.0}]
    assert geography.spots(odd) == [] and geography.spots("Musan") == []
    bare = provenance | {"places": [{"name": "Musan", "lat": 42.2, "lon": 129.2}]}
    assert border_map(result, bare, "not_measured", BEFORE) is not None


@pytest.mark.parametrize("corner", [(127.05, 40.15), (131.15, 43.25)])
def test_view_stays_inside_the_region(corner: tuple[float, float]) -> None:
    lon, lat = corner
    view = geography.view_of([geography.Spot("x", "x", "", lat, lon)], 300, 200)
    west, south, east, north = geography.region()["window"]
    edges = view.project([(west, south), (east, north)])
    assert (edges[0] <= 1e-6).all() and (edges[1] >= (300 - 1e-6, 200 - 1e-6)).all()
    assert view.holds(view.project(corner))


def test_labels_keep_off_each_other_and_the_edge() -> None:
    paper = labels.Paper(200, 100)
    sides = []
    for _ in range(4):
        box, side, cost = paper.place(100, 50, 5, 40, 10)
        assert cost == 0
        sides.append(side)
        paper.take(box)
    assert sides == [1, -1, 0, 0]
    (_, _, right, _), side, cost = paper.place(195, 50, 5, 40, 10)
    assert (side, cost) == (-1, 0) and right <= 195


def test_korean_names_are_outlines_and_only_where_the_font_has_their_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    latin = labels.font_manager.findfont("DejaVu Sans")
    monkeypatch.setattr(labels, "hangul_font", lambda: latin)
    assert labels.outline("무산", 8) is None and labels.outline("", 8) is None
    assert labels.outline("Musan", 8) is not None


def test_brief_has_two_maps_with_their_figures_in_words(result: xr.Dataset, located: dict[str, Any]) -> None:
    text = render(result, located, [])
    assert text.count("Map of the border region.") == 2
    assert 'href="#where"' in text and 'id="where"' in text
    before = values_of(result, "two_meals", BEFORE)["chongjin"].said
    assert f"Aug 2016 to Jul 2017: Musan {values_of(result, 'two_meals', BEFORE)['musan'].said}" in text
    assert f"Chongjin {before}. Crossings: Chilsong - Nanping." in text


def test_brief_of_a_run_without_positions_has_no_map(result: xr.Dataset, provenance: dict[str, Any]) -> None:
    assert 'id="where"' not in render(result, provenance, [])


def test_run_without_the_ban_shows_its_start_and_its_end(located: dict[str, Any]) -> None:
    short = made_up(start="2014-01", end="2014-05")
    assert [when for _, when in where.periods(short, located)] == [
        ("2014-01", "2014-02"),
        ("2014-04", "2014-05"),
    ]
    assert len(where.maps(short, located)) == 2
