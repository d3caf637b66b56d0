"""What decides what a policy does, as one HTML file, offline and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from matplotlib.figure import Figure

from tumen.comparison import driving_words as words
from tumen.comparison.drivers import LUCK, MORRIS
from tumen.comparison.page import environment
from tumen.comparison.words import unit_of
from tumen.core.text import visible
from tumen.engine.catalog import catalog
from tumen.inference.wording import is_share
from tumen.reports import style
from tumen.reports.words import plain

if TYPE_CHECKING:
    from tumen.comparison.driving import Drivers

BARS = 20
"""Factors in the figure."""


def render(found: Drivers) -> str:
    """The page as text."""
    return visible(environment().get_template("drivers.html.j2").render(**context(found)))


def context(found: Drivers) -> dict[str, Any]:
    """Everything the page says."""
    of = found.provenance
    method, unit = str(of["method"]), str(of["unit"])
    about = {one.name: one.doc.splitlines()[0] for one in catalog().mechanisms}
    about |= {name: param.doc for name, param in catalog().params.items()}
    rows = [
        {
            "name": one.name,
            "about": "The same world with other luck." if one.name == LUCK else about.get(one.name, ""),
            "beliefs": one.beliefs,
            "strength": words.strength(one, method, unit),
            "further": words.further(one, method, unit),
            "verdict": "the yardstick" if one.name == LUCK else one.verdict,
        }
        for one in found.drivers
    ]
    return {
        "of": of,
        "share": f"{100 * float(of['people_share']):g}",
        "says": words.sentences(found),
        "rows": rows,
        "morris": method == MORRIS,
        "unit": unit_of(unit),
        "figure": Markup(style.to_svg(figure(found), "drivers", "How strongly each factor moves the effect")),
        "command": words.command(found),
    }


def figure(found: Drivers) -> Figure:
    """The strongest factors as bars with their 90 % intervals; what is no more than luck is grey."""
    of = found.provenance
    shown = [one for one in found.drivers if one.strength][:BARS]
    luck = next(one for one in found.drivers if one.name == LUCK)
    factor = 100.0 if of["method"] == MORRIS and is_share(str(of["unit"])) else 1.0
    with style.drawing():
        chart = Figure(figsize=(8.2, 0.9 + 0.24 * len(shown)))
        axes = chart.add_axes((0.24, 0.55 / chart.get_figheight(), 0.74, 1 - 0.65 / chart.get_figheight()))
        for row, one in enumerate(reversed(shown)):
            colour = style.BLUE if one.verdict == "decides" else style.GREY
            axes.barh(row, one.strength * factor, height=0.6, color=colour, alpha=0.75)
            axes.plot([one.low * factor, one.high * factor], [row, row], color=style.BLACK, linewidth=1.0)
        axes.axvline(luck.high * factor, color=style.BLACK, linewidth=0.8, linestyle=(0, (2, 2)))
        axes.set_yticks(range(len(shown)), [one.name for one in reversed(shown)])
        axes.set_xlim(left=0)
        axes.grid(True, axis="x")
        axes.grid(False, axis="y")
        axes.xaxis.set_major_formatter(lambda value, _: plain(value) if value else "0")
        said = f"mean move of the effect by a step ({unit_of(str(of['unit']))})"
        axes.set_xlabel(said if of["method"] == MORRIS else "part of the effect's variance (ST)")
    return chart
