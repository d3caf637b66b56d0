"""The brief: one HTML file that shows a run, offline and on paper, beside the published facts."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tumen.core.text import visible
from tumen.reports import (
    earnings,
    figures,
    flows,
    headlines,
    panels,
    sankey,
    series,
    settings,
    style,
    subject,
    timeline,
    where,
    words,
    yearly,
)
from tumen.reports.compare_facts import Comparison, tally

TOPICS = {
    "ore": ("Ore", "From the pit to the border: tonnes of ore, concentrate and tailings."),
    "smuggled": (
        "Smuggled goods",
        "From yards, plants, collectors and suppliers to the far bank or into the state’s hands: tonnes.",
    ),
    "grain": ("Grain", "From harvest and border to the plate: tonnes of mixed cereals."),
    "money": (
        "Money",
        (
            "Who paid whom in the towns: payers on the left, receivers on the right; the country's other "
            "trade is left out. Won and yuan are drawn in dollars at the year's market rates."
        ),
    ),
}

SAID = {"earned": "money from smuggling", "smuggled": "smuggled goods"}

MARKET = frozenset({"rice_price", "maize_price"})
"""Observables that follow China's price and the won's rate, both given to the run: easy to agree with."""

SURE = ("agrees", "close")


@dataclass(frozen=True)
class Chart:
    """A drawn figure with what is said around it."""

    title: str
    unit: str
    svg: Markup
    note: str = ""
    key: tuple[tuple[str, str], ...] = ()


def write_brief(
    dataset: xr.Dataset, provenance: Mapping[str, Any], facts: Sequence[Comparison], path: Path
) -> None:
    """Write the brief of a run.

    Parameters
    ----------
    dataset
        The run's observables and flows, by month.
    provenance
        What ``run.json`` says of the run; keys that are missing are left out of the page.
    facts
        The run beside the published figures, from `compare_facts`.
    path
        The file to write; it appears whole or not at all.
    """
    html = render(dataset, provenance, facts)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        unfinished.write_text(html, encoding="utf-8")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def render(dataset: xr.Dataset, provenance: Mapping[str, Any], facts: Sequence[Comparison]) -> str:
    """The brief as text."""
    environment = Environment(
        loader=PackageLoader("tumen.reports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(
        number=words.number, day=words.day, sentence=words.sentence, safe_address=safe_address
    )
    environment.policies["urlize.rel"] = "noreferrer"
    template = environment.get_template("brief.html.j2")
    page = template.render(**context(dataset, provenance, facts))
    return visible(page)  # drawings too carry a scenario's words


def context(
    dataset: xr.Dataset, provenance: Mapping[str, Any], facts: Sequence[Comparison]
) -> dict[str, Any]:
    """Everything the page says."""
    dataset = dataset.load()
    goods = subject.goods(dataset, provenance)
    marks = timeline.marks(provenance, goods)
    groups, nothing = _charts(dataset, goods, titles(provenance), marks, facts)
    shadow, control = groups.pop(panels.SHADOW, []), groups.pop(panels.CONTROL, [])
    compared = [fact for fact in facts if fact.model is not None]
    judged = [fact for fact in facts if fact.use != "context"]
    cited = _cited(provenance)
    return {
        "run": _run(dataset, provenance),
        "headlines": headlines.headlines(dataset, provenance),
        "maps": where.maps(dataset, provenance),
        "marks": marks,
        "groups": list(groups.items()),
        "nothing": nothing,
        "turn": subject.turn(dataset, provenance),
        "shadow": shadow,
        "smuggled": yearly.smuggled(dataset, titles(provenance)),
        "earned": _earned(dataset, provenance),
        "plant": yearly.plant(dataset),
        "control": control,
        "courts": yearly.control(dataset),
        "trials": yearly.trials(dataset),
        "places": _legend(dataset),
        "several": dataset.sizes.get("run", 1),
        "sankeys": _sankeys(dataset, provenance),
        "facts": compared,
        "elsewhere": len(facts) - len(compared),
        "tally": tally(list(facts)),
        "judged": [fact for fact in judged if fact.model is not None],
        "differs": [fact for fact in judged if fact.model is not None and fact.verdict not in SURE],
        "near": [fact for fact in judged if fact.verdict == "close"],
        "sourced": [
            fact for fact in judged if fact.model is not None and fact.id.rpartition("/")[2] in cited
        ],
        "customs": any(fact.operator and "customs" in fact.operator for fact in compared),
        "market": [fact for fact in judged if fact.verdict == "agrees" and fact.observable in MARKET],
        "books": sorted((provenance.get("imbalance") or {}).items()),
        "parameters": settings.parameters(provenance),
        "changes": settings.changes(provenance),
        "sources": list(dict.fromkeys(fact.source for fact in compared)),
    }


def titles(provenance: Mapping[str, Any]) -> dict[str, str]:
    """What places and crossings are called, by their names."""
    rows = [*(provenance.get("places") or []), *(provenance.get("crossings") or [])]
    return {
        str(row["name"]): str(row.get("title") or row["name"])
        for row in rows
        if isinstance(row, Mapping) and row.get("name")
    }


def _cited(provenance: Mapping[str, Any]) -> set[str]:
    """Facts that some parameter names as its source: they were looked at when it was set."""
    parameters = (provenance.get("parameters") or {}).values()
    return {fact for given in parameters for fact in re.findall(r"F\d{4}", str(given.get("source", "")))}


def safe_address(address: str) -> str:
    """The address if a browser may follow it, else nothing."""
    return address if address.startswith(("https://", "http://")) and " " not in address else ""


def _run(dataset: xr.Dataset, provenance: Mapping[str, Any]) -> dict[str, Any]:
    """What was run, in words."""
    months = series.month_index(dataset)
    people = provenance.get("people") or {}
    seeds = provenance.get("seeds", provenance.get("seed", ""))
    seeds = seeds if isinstance(seeds, list | tuple) else [seeds]
    return {
        "scenario": str(provenance.get("scenario", "")),
        "title": str(provenance.get("title") or words.title(str(provenance.get("scenario", "")))),
        "about": str(provenance.get("about", "")),
        "version": str(provenance.get("version", "")),
        "schema": str(provenance.get("schema", "")),
        "digest": str(provenance.get("digest", "")),
        "seeds": [str(seed) for seed in seeds if seed != ""],
        "runs": int(provenance.get("runs") or dataset.sizes.get("run", 1)),
        "start": str(provenance.get("start") or months[0]),
        "end": str(provenance.get("end") or months[-1]),
        "days": provenance.get("days"),
        "residents": people.get("residents"),
        "simulated": people.get("simulated"),
        "weight": people.get("weight"),
        "speed": provenance.get("person_days_per_second"),
        "places": [words.title(place) for place in series.labels(dataset, "place")],
        "command": str(provenance.get("command") or _command(provenance, seeds)),
        "files": _files(provenance),
        "years": words.months(str(months[0]), str(months[-1])),
    }


def _command(provenance: Mapping[str, Any], seeds: Sequence[Any]) -> str:
    """A command line that repeats the run, as far as its provenance tells."""
    parts = ["tumen", "run", str(provenance.get("scenario", ""))]
    if seeds and seeds[0] != "":
        parts += ["--seed", str(seeds[0])]
    if len(seeds) > 1:
        parts += ["--runs", str(len(seeds))]
    people = provenance.get("people") or {}
    if people.get("share"):
        parts += ["--people-share", f"{people['share']:g}"]
    elif people.get("weight") and people["weight"] != 1:
        parts += ["--people-share", f"{1 / people['weight']:.3g}"]
    return shlex.join(parts)


def _files(provenance: Mapping[str, Any]) -> list[str]:
    found = provenance.get("files") or []
    return [str(name) for name in found]


def _charts(
    dataset: xr.Dataset,
    goods: Sequence[str],
    named: Mapping[str, str],
    marks: Sequence[timeline.Mark],
    facts: Sequence[Comparison],
) -> tuple[dict[str, list[Chart]], list[str]]:
    """The small charts by group, and the titles of those of which the run has nothing to show."""
    groups: dict[str, list[Chart]] = {}
    nothing = []
    focus = series.focus_place(dataset)
    for number, panel in enumerate(panels.panels(goods)):
        drawn = figures.panel_figure(dataset, panel, marks, facts)
        if drawn is None:
            nothing.append(panel.title)
            continue
        lines = panels.lines(dataset, panel)
        unit = panels.axis(dataset, panel)[1]
        if panels.steep(panel, lines):
            unit += ", logarithmic scale"
        svg = Markup(style.to_svg(drawn, f"c{number}", _alt(dataset, panel, unit)))
        note = words.title(focus) if panel.show == "focus" and focus else ""
        chart = Chart(panel.title, unit, svg, note, _key(panel, lines, named))
        groups.setdefault(panel.group, []).append(chart)
    return groups, nothing


def _key(
    panel: panels.Panel, lines: Sequence[panels.Line], named: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Labels and colours of a chart whose lines are not places."""
    if panel.show in {"places", "focus", "total"}:
        return ()
    known = {**named, **panels.LABELS}
    return tuple((known.get(line.label, words.title(line.label)), line.colour) for line in lines)


def _alt(dataset: xr.Dataset, panel: panels.Panel, unit: str) -> str:
    """What a chart shows, for those who cannot see it: yearly means of its first line."""
    lines = panels.lines(dataset, panel)
    if not lines:
        return f"{panel.title}, {unit}"
    scale, first = panels.axis(dataset, panel)[0], lines[0]
    label = panels.LABELS.get(first.label, words.title(first.label))
    years = series.month_index(dataset).year
    said = []
    for year in sorted(set(years)):
        values = np.asarray(first.course.to_numpy())[:, np.asarray(years == year)]
        if np.isfinite(values).any():
            said.append(f"{year}: {words.plain(float(np.nanmean(values)) * scale)}")
    return f"{panel.title}, {unit}. {label}, mean by year. {'; '.join(said)}."


def _legend(dataset: xr.Dataset) -> list[tuple[str, str]]:
    """Places and their colours, the town in focus first."""
    focus = series.focus_place(dataset)
    ordered = sorted(series.labels(dataset, "place"), key=lambda place: place != focus)
    return [(words.title(place), panels.colour(number)) for number, place in enumerate(ordered)]


def _sankeys(dataset: xr.Dataset, provenance: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The diagrams of goods and money, each for the years around the turn."""
    wanted = subject.years(dataset, provenance, flows.years_with_flows(dataset))
    found = []
    for topic, (title, about) in TOPICS.items():
        kept = {year: flows.keep_large(flows.links(dataset, topic, year)) for year in wanted}
        layout = "two columns" if topic == "money" else "left to right"
        diagrams = _diagrams(topic, kept, flows.UNIT_OF[topic], layout)
        if diagrams:
            found.append({"title": title, "about": about, "unit": flows.UNIT_OF[topic], "diagrams": diagrams})
    return found


def _earned(dataset: xr.Dataset, provenance: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Who earns from smuggling in the years around the turn: a diagram and a table for each."""
    wanted = subject.years(dataset, provenance, flows.years_with_flows(dataset))
    whole = {year: earnings.links(dataset, year) for year in wanted}
    large = {(one.source, one.to) for links in whole.values() for one in flows.keep_large(links, 0.004)[0]}
    drawn = {year: [one for one in links if (one.source, one.to) in large] for year, links in whole.items()}
    kept = {year: (links, len(whole[year]) - len(links)) for year, links in drawn.items()}
    diagrams = _diagrams("earned", kept, earnings.UNIT, sankey.TO_THE_END)
    return [one | {"kept": earnings.kept(whole[one["year"]])} for one in diagrams]


def _diagrams(
    topic: str, kept: Mapping[int, tuple[list[flows.Link], int]], unit: str, layout: str
) -> list[dict[str, Any]]:
    """Diagrams of several years on one scale and in the same colours; years without a flow are left out."""
    drawn = {year: one for year, one in kept.items() if one[0]}
    if not drawn:
        return []
    together = [links for links, _ in drawn.values()]
    scale, palette = sankey.common_scale(together, layout), sankey.palette_of(together)
    return [
        _diagram(topic, year, links, dropped, unit, layout, scale, palette)
        for year, (links, dropped) in drawn.items()
    ]


def _diagram(
    topic: str,
    year: int,
    links: Sequence[flows.Link],
    dropped: int,
    unit: str,
    layout: str,
    scale: float,
    palette: Mapping[str, str],
) -> dict[str, Any]:
    """One year's diagram, on the scale and in the colours of its neighbours."""
    largest = "; ".join(f"{one.source} to {one.to} {words.number(one.amount, unit)}" for one in links[:4])
    drawn = sankey.sankey(links, unit, layout, scale, palette)
    svg = style.to_svg(
        drawn, f"{topic}{year}", f"Flows of {SAID.get(topic, topic)} in {year}. Largest: {largest}."
    )
    return {"year": year, "svg": Markup(svg), "dropped": dropped, "links": links}
