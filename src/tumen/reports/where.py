"""The brief's section on places: the border region before and after things turned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import xarray as xr
from markupsafe import Markup

from tumen.reports import geography, panels, series, style, subject, words
from tumen.reports.map import Period, border_map, crossed_of, limits_of, tonnes_said, values_of

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
    """The two periods that the brief compares, or the whole of a short run."""
    turn = subject.turn(dataset, provenance)
    if turn is None:
        months = series.month_index(dataset)
        return [("The run", (str(months[0]), str(months[-1])))]
    return [(turn.titles[0], turn.before), (turn.titles[1], turn.after)]


def _alt(dataset: xr.Dataset, provenance: Mapping[str, Any], observable: str, when: Period) -> str:
    """The map in words: figures by place, and where the crossings are."""
    values = values_of(dataset, observable, when)
    shown = [
        f"{place.title} {values[place.name.lower()].said}"
        for place in geography.spots(provenance.get("places"))
        if place.name.lower() in values and values[place.name.lower()].said
    ]
    crossed = crossed_of(dataset, when)
    spots = geography.spots(provenance.get("crossings"))
    crossings = [f"{one.title}{tonnes_said(one, crossed)}" for one in spots]
    said = f"Map of the border region. {panels.panel_for(observable).title}, {words.months(*when)}: "
    said += f"{', '.join(shown) or 'not measured'}."
    return said + (f" Crossings: {', '.join(crossings)}." if crossings else "")
