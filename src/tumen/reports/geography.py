"""The border region on paper: provinces, rivers and towns, and a projection to points of a page."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

MARGIN, LEAST = 0.17, 1.3
"""What is left around the outermost places, as a share of their span; least height in degrees."""


@dataclass(frozen=True)
class Spot:
    """A place or crossing with its position."""

    name: str
    title: str
    korean: str
    lat: float
    lon: float


@dataclass(frozen=True)
class View:
    """A window of the map, drawn on ``width`` by ``height`` points of paper.

    Degrees of longitude are shortened by the cosine of the middle latitude, which is true enough
    for a few hundred kilometres.
    """

    west: float
    south: float
    width: float
    height: float
    points_a_degree: float
    squeeze: float

    def project(self, lonlat: Any) -> Numbers:
        """Longitudes and latitudes as points from the lower left corner."""
        given = np.asarray(lonlat, dtype=np.float64)
        return (given - (self.west, self.south)) * (self.points_a_degree * self.squeeze, self.points_a_degree)

    def holds(self, point: Sequence[float], border: float = 0.0) -> bool:
        """Whether a projected point lies on the paper, ``border`` points from its edge."""
        x, y = point
        return border <= x <= self.width - border and border <= y <= self.height - border

    @property
    def points_a_kilometre(self) -> float:
        """Scale of the map."""
        return self.points_a_degree / 111.2


def view_of(spots: Sequence[Spot], width: float, height: float) -> View:
    """The window that holds all spots with a margin, moved inside the region where it would stick out."""
    west, south, east, north = region()["window"]
    squeeze = math.cos(math.radians((min(s.lat for s in spots) + max(s.lat for s in spots)) / 2))
    aspect = width / height
    tall = max(s.lat for s in spots) - min(s.lat for s in spots)
    wide = (max(s.lon for s in spots) - min(s.lon for s in spots)) * squeeze
    span = max(tall * (1 + 2 * MARGIN), wide * (1 + 2 * MARGIN) / aspect, LEAST)
    span = min(span, north - south, (east - west) * squeeze / aspect)
    across = span * aspect / squeeze
    middle_lon = (min(s.lon for s in spots) + max(s.lon for s in spots)) / 2
    middle_lat = (min(s.lat for s in spots) + max(s.lat for s in spots)) / 2
    return View(
        min(max(middle_lon - across / 2, west), east - across),
        min(max(middle_lat - span / 2, south), north - span),
        width,
        height,
        height / span,
        squeeze,
    )


def spots(rows: object) -> list[Spot]:
    """Places or crossings of ``run.json`` that have a position inside the region."""
    west, south, east, north = region()["window"]
    found = []
    for row in rows if isinstance(rows, list) else []:
        lat, lon = (
            (_number(row.get(key)) for key in ("lat", "lon")) if isinstance(row, Mapping) else (None, None)
        )
        if lat is None or lon is None or not (west < lon < east and south < lat < north):
            continue
        name = str(row.get("name") or "")
        korean = str(row.get("name_ko") or region()["names_ko"].get(name, ""))
        found.append(Spot(name, str(row.get("title") or name), korean, lat, lon))
    return found


def _number(value: object) -> float | None:
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


@cache
def region() -> dict[str, Any]:
    """The map as it ships: a GeoJSON collection with ``credit``, ``window`` and ``names_ko``."""
    text = (files("tumen") / "data" / "map" / "border.geo.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def features(kind: str) -> Iterator[tuple[Mapping[str, str], list[list[Numbers]]]]:
    """Features of a kind: properties, and parts made of lines (the outer ring of an area comes first)."""
    for one in region()["features"]:
        if one["properties"]["kind"] == kind:
            shape, drawn = one["geometry"]["type"], one["geometry"]["coordinates"]
            nested = {"Point": [[[drawn]]], "LineString": [[drawn]], "Polygon": [drawn]}.get(shape, drawn)
            yield one["properties"], [[np.asarray(line, np.float64) for line in part] for part in nested]
