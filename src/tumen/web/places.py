"""The map for the page: what ships, with the scenarios' places and crossings and approximate counties."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from tumen.reports.geography import features, region
from tumen.scenario import available
from tumen.scenario.schema import Row
from tumen.web.lives import scenario_named

Numbers = npt.NDArray[np.float64]

COUNTIES = ("county", "city", "district")
NORTH = "KP"


def place_row(row: Row) -> dict[str, Any]:
    """A place of a scenario."""
    name = str(row["name"])
    title = str(row.get("title") or name)
    korean, _ = other_names(name)
    about = {"name": name, "title": title, "korean": korean, "population": row["population"]}
    return about | {"lat": row.get("lat"), "lon": row.get("lon")}


def crossing_row(row: Row) -> dict[str, Any]:
    """A crossing of a scenario."""
    about = {"name": row["name"], "title": row.get("title") or row["name"], "place": row["place"]}
    return about | {"opposite": row.get("opposite") or "", "lat": row.get("lat"), "lon": row.get("lon")}


@cache
def gazetteer() -> dict[str, dict[str, str]]:
    """Places by id, as the gazetteer lists them."""
    text = (files("tumen") / "data" / "gazetteer" / "places.csv").read_text(encoding="utf-8")
    return {row["id"]: row for row in csv.DictReader(text.splitlines())}


def other_names(name: str) -> tuple[str, str]:
    """A place's Korean and Chinese names, where the gazetteer has them."""
    row = gazetteer().get(name)
    names = row["names"].split(";") if row else []
    korean = next((one for one in names if _within(one, "\uac00", "\ud7a3")), "")
    chinese = next((one for one in names if _within(one, "\u4e00", "\u9fff")), "")
    return str(region()["names_ko"].get(name, "")) or korean, chinese


def _within(word: str, first: str, last: str) -> bool:
    return bool(word) and all(first <= letter <= last for letter in word)


@cache
def region_map() -> dict[str, Any]:
    """A GeoJSON collection; counties are cells around their seats and say that they are approximate."""
    drawn = [_named(one) for one in region()["features"]]
    west, south, east, north = region()["window"]
    return {
        "type": "FeatureCollection",
        "credit": region()["credit"],
        "window": [west, south, east, north],
        "features": [*drawn, *_counties(), *_crossings()],
    }


def _named(feature: dict[str, Any]) -> dict[str, Any]:
    properties = dict(feature["properties"])
    # A town may be called like the river that it lies on.
    river = " River" if properties["kind"] == "river" else ""
    korean, chinese = other_names(properties["name"] + river)
    properties["name_ko"] = properties.get("name_ko") or korean
    properties["name_zh"] = properties.get("name_zh") or chinese
    return {"type": "Feature", "properties": properties, "geometry": feature["geometry"]}


def _crossings() -> Iterator[dict[str, Any]]:
    """Every crossing of a bundled scenario that has a position, once."""
    seen: set[str] = set()
    for scenario in available():
        for row in scenario_named(scenario).crossings:
            if row.get("lat") is None or row["name"] in seen:
                continue
            seen.add(row["name"])
            properties = {"kind": "crossing"} | crossing_row(row)
            where = {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
            yield {"type": "Feature", "properties": properties, "geometry": where}


def _counties() -> Iterator[dict[str, Any]]:
    """Cells of the land nearest to each seat, within its province."""
    west, south, east, north = region()["window"]
    rings = {about["name"]: [part[0] for part in parts] for about, parts in features("province")}
    seats: dict[str, list[tuple[str, float, float]]] = {name: [] for name in rings}
    for name, row in gazetteer().items():
        province = name if name in rings else row["within"]
        if row["kind"] not in COUNTIES or province not in rings or not row["lat"] or row["country"] != NORTH:
            continue
        lat, lon = float(row["lat"]), float(row["lon"])
        if west < lon < east and south < lat < north:
            seats[province].append((name, lon, lat))
    for province, here in seats.items():
        for number, (name, _, _) in enumerate(here):
            parts = [cut for ring in rings[province] if len(cut := _cell(ring, here, number)) > 3]
            if parts:
                yield _county(name, province, parts)


def _county(name: str, province: str, parts: Sequence[Numbers]) -> dict[str, Any]:
    korean, chinese = other_names(name)
    properties = {"kind": "county", "name": name, "name_ko": korean, "name_zh": chinese}
    closed = [np.vstack([part, part[:1]]).round(4).tolist() for part in parts]
    geometry = {"type": "MultiPolygon", "coordinates": [[one] for one in closed]}
    properties |= {"province": province}
    return {"type": "Feature", "properties": {**properties, "approximate": True}, "geometry": geometry}


def _cell(ring: Numbers, seats: Sequence[tuple[str, float, float]], number: int) -> Numbers:
    """The part of a ring that lies nearer to one seat than to any other."""
    squeeze = np.array([np.cos(np.radians(41.7)), 1.0])
    points = np.array([(lon, lat) for _, lon, lat in seats]) * squeeze
    left = ring[:-1] * squeeze
    for other in range(len(points)):
        if other != number and len(left):
            left = _half(left, points[number], points[other])
    return np.asarray(left / squeeze)


def _half(ring: Numbers, own: Numbers, other: Numbers) -> Numbers:
    """A ring cut along the line half-way between two points; what lies beyond it goes."""
    normal, middle = other - own, (other + own) / 2
    side = (ring - middle) @ normal
    kept: list[Numbers] = []
    for here, there, a, b in zip(ring, np.roll(ring, -1, axis=0), side, np.roll(side, -1), strict=True):
        if a <= 0:
            kept.append(here)
        if (a < 0 < b) or (b < 0 < a):
            kept.append(here + (there - here) * (a / (a - b)))
    return np.array(kept) if kept else np.zeros((0, 2))
