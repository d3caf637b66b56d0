"""The small charts of a brief: which observable, for whom, in which words and on which scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import xarray as xr

from tumen.reports import series, style, subject, words


@dataclass(frozen=True)
class Panel:
    """One small chart: an observable, and for which places and goods it is drawn.

    ``show`` is ``places`` (one line each), ``total`` (all together), ``focus`` (the mine's town), or
    another dimension (``means``, ``crossing``, ``commodity``, ``camp``) with a line for each label.
    ``plus`` adds the total of another observable as one more line. ``{goods}`` in a title stands for
    what the scenario sells.
    """

    name: str
    title: str
    show: str = "places"
    commodity: str = "all"
    group: str = ""
    plus: tuple[str, str] | None = None
    log: bool = False


@dataclass(frozen=True)
class Line:
    """One line of a chart."""

    label: str
    course: xr.DataArray
    colour: str


GOODS = "goods"
"""In place of a commodity: what the scenario sells."""

MOST_LINES = 7
"""Lines a chart can hold; the smallest are left out."""

STEEP = 40.0
"""From this ratio of the largest to the smallest line up a chart may be drawn on a logarithmic scale."""

CROSSED = "smuggled_crossing"
"""Tells which crossings smugglers use at all."""

SMUGGLED = "smuggled_commodity"
"""Tells which goods matter most, where a chart of prices has no room for all."""

STATE = "state"
"""Label of what the state's own firms move, beside the means of `tumen.core.roles.Means`."""

LABELS = {
    "backs": "On backs",
    "trucks": "Gangs’ trucks",
    "unit": "Army units and offices",
    STATE: "The state’s own firms",
}

MINE, WORK, FOOD, TOWN, SHADOW, CONTROL = (
    "The mine and its market",
    "Work at the mine",
    "Food and prices",
    "Incomes and the state",
    "The shadow trade",
    "Police, courts and camps",
)

PANELS: tuple[Panel, ...] = (
    Panel("exports", "{goods} exported", "total", GOODS, MINE),
    Panel("export_price", "Price of {goods} at the border", "total", GOODS, MINE),
    Panel("export_value", "Earned from {goods}", "total", GOODS, MINE),
    Panel("ore_output", "Ore mined", "total", group=MINE),
    Panel("stockpile", "Concentrate unsold at the mine", "total", group=MINE),
    Panel("power_hours", "Power at the mine", "focus", group=MINE),
    Panel("operating_rate", "Operating rate of the mine", "focus", group=MINE),
    Panel("attendance", "At work, of those on the books", "focus", group=WORK),
    Panel("sign_in_and_leave", "Signed in and left", "focus", group=WORK),
    Panel("paid_absence", "Paid to be absent", "focus", group=WORK),
    Panel("leavers", "Quit the books", "focus", group=WORK),
    Panel("wage_paid", "Pay, cash and goods", "focus", group=WORK),
    Panel("hope", "Hope that trade comes back", "focus", group=WORK),
    Panel("ration", "Ration received by miners’ families", "places", group=FOOD),
    Panel("two_meals", "People eating two meals", "places", group=FOOD),
    Panel("energy", "Food energy", "places", group=FOOD),
    Panel("person_days_below_1800", "Person-days below 1,800 kcal", "places", group=FOOD),
    Panel("rice_price", "Rice in the market", "places", group=FOOD),
    Panel("maize_price", "Maize in the market", "places", group=FOOD),
    Panel("levy_compliance", "Levy paid, of what was ordered", "places", group=TOWN),
    Panel("income_trade", "Household income from trade", "places", group=TOWN),
    Panel("income_plot", "Household income from plots and hills", "places", group=TOWN),
    Panel("income_smuggling", "Household income from carrying", "places", group=TOWN),
    Panel("income_scrap", "Household income from scrap", "places", group=TOWN),
    Panel("income_theft", "Household income from theft", "places", group=TOWN),
    Panel("foreign_currency", "Foreign currency held by the state", "total", group=TOWN),
    Panel("smuggled_means", "Smuggled, by means", "means", group=SHADOW, plus=("smuggled_by_state", STATE)),
    Panel("smuggled_crossing", "Smuggled, by crossing", "crossing", group=SHADOW),
    Panel("smuggled_commodity", "Smuggled, by good", "commodity", group=SHADOW, log=True),
    Panel("buyer_price", "What buyers beyond the border pay", "commodity", group=SHADOW, log=True),
    Panel("broker_bid", "What brokers pay for a good", "commodity", group=SHADOW, log=True),
    Panel("carry_pay", "Pay for carrying a load over", "places", group=SHADOW),
    Panel("bribe_load", "Bribe asked for a load on a back", "crossing", group=SHADOW),
    Panel("truck_bribe", "Bribe asked for a truck", "crossing", group=SHADOW),
    Panel("crossing_fee", "Fee for a person to be let over", "crossing", group=SHADOW),
    Panel("guard_complicity", "Guards who belong to the trade", "crossing", group=SHADOW),
    Panel("gang_skill", "How well smugglers are organised", "places", group=SHADOW),
    Panel("advances_owed", "Buyers’ advances that thieves owe", "places", group=SHADOW),
    Panel("concentrate_stolen", "Stolen from mines’ yards", "places", group=SHADOW),
    Panel("plant_metal", "Metal still in plant, by good", "commodity", group=SHADOW, log=True),
    Panel("plant_left", "Metal still in plant, of what was built in", "places", group=SHADOW),
    Panel("campaign", "Strength of crackdowns as felt", "places", group=CONTROL),
    Panel("private_enforcement_felt", "Policing of private smuggling", "places", group=CONTROL),
    Panel("arrests", "People taken", "places", group=CONTROL),
    Panel("bought_off", "People caught who paid their way out", "places", group=CONTROL),
    Panel("bribes_to_officers", "Paid to officers by people caught", "places", group=CONTROL),
    Panel("detained", "People held or serving a sentence", "places", group=CONTROL),
    Panel("camp_inmates", "Inmates, by camp", "camp", group=CONTROL),
    Panel("fear", "Fear", "places", group=CONTROL),
    Panel("trust", "Trust in the authorities", "places", group=CONTROL),
)


def panels(goods: Sequence[str]) -> list[Panel]:
    """The brief's charts for a scenario that sells these goods; none of exports where it sells nothing."""
    return [one for panel in PANELS if (one := _about(panel, goods)) is not None]


def panel_for(name: str, goods: Sequence[str] = ()) -> Panel:
    """The brief's panel for an observable, or a plain one by place."""
    found = next((panel for panel in PANELS if panel.name == name), None)
    plain = Panel(name, words.title(name))
    return plain if found is None else _about(found, goods) or replace(plain, show=found.show)


def _about(panel: Panel, goods: Sequence[str]) -> Panel | None:
    if panel.commodity != GOODS:
        return panel
    if not goods:
        return None
    named = goods[:1] if panel.name == "export_price" else goods
    title = words.sentence(panel.title.replace("{goods}", subject.said(named)))
    return replace(panel, title=title, commodity=";".join(named))


def lines(dataset: xr.Dataset, panel: Panel) -> list[Line]:
    """What to draw, the most important first; lines without a number are left out."""
    if panel.name not in dataset.data_vars:
        return []
    dims = dataset[panel.name].dims
    if panel.show in dims and panel.show not in {"place", "time", "run"}:
        return _by_label(dataset, panel)
    focus = series.focus_place(dataset)
    if "place" not in dims or panel.show == "total":
        chosen = ["all"]
    elif panel.show == "focus" and focus:
        chosen = [focus]
    else:
        chosen = sorted(series.labels(dataset, "place"), key=lambda place: place != focus)
    found = []
    for position, place in enumerate(chosen):
        values = series.monthly(dataset, panel.name, place, panel.commodity)
        if values is not None and bool(np.isfinite(values.values).any()):
            found.append(Line(place, values, colour(position)))
    return found


def _by_label(dataset: xr.Dataset, panel: Panel) -> list[Line]:
    """A line for each label to which anything happens, the largest first; prices of what moves most.

    Prices of crossings are drawn only where something is smuggled.
    """
    found = series.split(dataset, panel.name, panel.show)
    if panel.plus is not None:
        more = series.monthly(dataset, panel.plus[0])
        found += [] if more is None else [(panel.plus[1], more)]
    if panel.show == "crossing":
        used = {label for label, over in series.split(dataset, CROSSED, "crossing") if series.happens(over)}
        found = [one for one in found if one[0] in used] or found
    seen = [(label, values) for label, values in found if series.happens(values)]
    priced = panel.show == "commodity" and series.unit_of(dataset[panel.name]) == "CNY/kg"
    moved = dict(series.split(dataset, SMUGGLED, "commodity")) if priced else {}
    seen.sort(key=lambda item: -float(np.nansum(moved.get(item[0], item[1]).values)))
    return [Line(label, values, colour(n)) for n, (label, values) in enumerate(seen[:MOST_LINES])]


def colour(position: int) -> str:
    """Colour of a line, in the palette's order."""
    return style.PLACE_COLOURS[position % len(style.PLACE_COLOURS)]


def steep(panel: Panel, drawn: Sequence[Line]) -> bool:
    """Whether a logarithmic scale is needed to see the smaller lines at all."""
    tops = [float(np.nanmax(line.course.to_numpy())) for line in drawn if series.happens(line.course)]
    return panel.log and len(tops) > 1 and max(tops) > STEEP * max(min(tops), 1e-12)


ALSO = {
    "kcal/adult equivalent/day": "kcal/AE/day",
    "hours/day": "h/day",
    "share of people": "share",
}
"""Units that observables state in other words."""

SAID = {
    "USD million": (1.0, "million USD"),
    "share": (100.0, "%"),
    "KPW/household/month": (1e-3, "thousand KPW a household a month"),
    "KPW/worker/month": (1e-3, "thousand KPW a month"),
    "kcal/AE/day": (1.0, "kcal a day per adult equivalent"),
    "g/person/day": (1.0, "g a person a day"),
    "h/day": (1.0, "hours a day"),
    "CNY/kg": (1.0, "CNY a kg"),
    "CNY/run": (1.0, "CNY a run"),
    "CNY/back load": (1.0, "CNY a load of 30 kg"),
    "CNY/truck": (1.0, "CNY a truck of 6 t"),
    "CNY/person": (1.0, "CNY a person"),
    "USD/t": (1.0, "USD a t"),
    "KPW/kg": (1.0, "KPW a kg"),
}

COUNTED = frozenset({"t", "USD", "CNY", "persons", "person-days", "runs", "loads", "trials", "warnings"})
"""Units told in thousands or millions where there are so many, by month where they add up."""

INDEX = frozenset({"trust", "fear", "hope", "campaign", "gang_skill", "private_enforcement_felt"})
"""Shares that are a scale rather than a part of something."""

LEVELS = frozenset({"stockpile", "foreign_currency", "pipeline_stock", "granary"})
"""What is held at a month's end."""


def axis(dataset: xr.Dataset, panel: Panel) -> tuple[float, str]:
    """Factor and words of a panel's axis."""
    variable = dataset[panel.name]
    unit = ALSO.get(series.unit_of(variable), series.unit_of(variable))
    if panel.name in INDEX:
        return 1.0, "0 to 1"
    if unit not in COUNTED:
        return SAID.get(unit, (1.0, unit.replace("/", " / ")))
    drawn = lines(dataset, panel)
    values = [np.nanmax(np.abs(line.course.to_numpy())) for line in drawn]
    scale, thousands = (1.0, "") if steep(panel, drawn) else _thousands(float(max(values, default=0.0)))
    added = series.adds_over_time(variable) and panel.name not in LEVELS
    return scale, f"{thousands}{unit}{' a month' if added else ''}"


def _thousands(most: float) -> tuple[float, str]:
    if most >= 1e6:
        return 1e-6, "million "
    return (1e-3, "thousand ") if most >= 2e3 else (1.0, "")
