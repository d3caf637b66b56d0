"""The brief's section on places: the border region before and after the ban."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import xarray as xr
from markupsafe import Markup

from tumen.reports import figures, geography, series, style, timeline, words
from tumen.reports.map import Period, border_map, limits_of, values_of

OBSERVABLE = "two_meals"


@dataclass(frozen=True)
class Map:
    """A drawn map and what is said above it."""

    title: str
    period: str
    svg: Markup


def maps(dataset: xr.Dataset, provenance: Mapping[str, Any], observable: str = OBSERVABLE) -> list[Map]:
    """Maps of an observable by place for two periods, on one scale; none where no place has a position."""
    if observable not in dataset.data_vars or not geography.spots(provenance.get("places")):
        return []
    chosen = periods(dataset, provenance)
    limits = limits_of(dataset, observable, [when for _, when in chosen])
    found = []
    for number, (title, when) in enumerate(chosen):
        figure = border_map(dataset, provenance, observable, when, limits)
        if figure is not None:
            alt = _alt(dataset, provenance, observable, when)
            svg = Markup(style.to_svg(figure, f"map{number}", alt))
            found.append(Map(title, words.months(*when), svg))
    return found


def periods(dataset: xr.Dataset, provenance: Mapping[str, Any]) -> list[tuple[str, Period]]:
    """The twelve months before and after the ban on iron where the run has them, else its ends."""
    months = series.month_index(dataset)
    ban = timeline.ban_date(provenance)
    if ban is not None:
        month = ban.to_period("M")
        if months[0] <= month - 12 and month + 12 <= months[-1]:
            return [
                ("The year before the ban", (str(month - 12), str(month - 1))),
                ("The year after the ban", (str(month + 1), str(month + 12))),
            ]
    length = min(12, len(months) // 2)
    if length == 0:
        return [("The run", (str(months[0]), str(months[-1])))]
    return [
        ("At the start", (str(months[0]), str(months[length - 1]))),
        ("At the end", (str(months[-length]), str(months[-1]))),
    ]


def _alt(dataset: xr.Dataset, provenance: Mapping[str, Any], observable: str, when: Period) -> str:
    """The map in words: figures by place, and where the crossings are."""
    values = values_of(dataset, observable, when)
    shown = [
        f"{place.title} {values[place.name.lower()].said}"
        for place in geography.spots(provenance.get("places"))
        if place.name.lower() in values and values[place.name.lower()].said
    ]
    crossings = [one.title for one in geography.spots(provenance.get("crossings"))]
    said = f"Map of the border region. {figures.panel_for(observable).title}, {words.months(*when)}: "
    said += f"{', '.join(shown) or 'not measured'}."
    return said + (f" Crossings: {', '.join(crossings)}." if crossings else "")
