"""The answer to take home: a table, every run as netCDF, the policies as a file, a brief."""

from __future__ import annotations

import csv
import io
import threading
from typing import Any

import numpy as np
import xarray as xr
from markupsafe import Markup

from tumen.core.declare import GROUPS
from tumen.policies import as_toml
from tumen.web import bands, policies
from tumen.web.live import Live
from tumen.web.problems import Problem, missing


def table(live: Live) -> bytes:
    """Bands of every chart by month and policy, as CSV."""
    if live.ground is None:
        return b""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["observable", "unit", "policy", "month", "runs", *(f"p{one}" for one in bands.PERCENT)])
    months = [month.strftime("%Y-%m") for month in live.world(live.share, 0).months]
    for name, of in bands.charts(live.ground, live.runs).items():
        unit = live.ground.catalog.observables[name].unit
        for policy, band in of.items():
            rows = zip(months, *(band[f"p{one}"] for one in bands.PERCENT), strict=True)
            for month, *values in rows:
                writer.writerow([name, unit, policy, month, len(live.runs[policy]), *values])
    return out.getvalue().encode()


def netcdf(live: Live) -> bytes:
    """Every run of every policy as one netCDF file."""
    if live.ground is None:
        return b""
    names = list(live.runs)
    world = live.world(live.share, 0)
    stage = world.stage(0)
    variables: dict[str, Any] = {}
    for name in bands.WANTED:
        declared = live.ground.catalog.observables[name]
        values = np.stack([np.stack([one.values[name] for one in live.runs[policy]]) for policy in names])
        about = {"units": declared.unit, "long_name": declared.doc}
        variables[name] = (("policy", "run", "time", *GROUPS[declared.by]), values, about)
    dataset = xr.Dataset(
        variables,
        coords={
            "policy": names,
            "time": np.array(world.months, "datetime64[ns]"),
            "place": list(stage.names["place"]),
            "commodity": list(stage.names["commodity"]),
        },
        attrs={
            "Conventions": "CF-1.10",
            "title": f"What if in {live.scenario.title}",
            "question": live.question.model_dump_json(by_alias=True),
            "people_share": live.share,
        },
    )
    return bytes(dataset.to_netcdf(engine="h5netcdf"))


def policy_file(live: Live, wanted: str | None) -> tuple[str, bytes]:
    """A policy's name and file, as ``tumen compare`` takes it; of the only one where none is named.

    Raises
    ------
    Problem
        If there is no such policy, or several and none is named.
    """
    known = {policy.name: policy for policy in live.question.policies}
    if not known:
        raise Problem(400, "No policy was asked about; add one and ask again.")
    if wanted is None and len(known) > 1:
        names = ", ".join(known)
        raise Problem(400, f"A file holds one policy; say which with ?policy=NAME: {names}.")
    name = wanted if wanted is not None else next(iter(known))
    if name not in known:
        raise missing("policy", name, known)
    return name, as_toml(policies.as_file(known[name])).encode()


def brief(live: Live) -> bytes:
    """One page with the headline figures and the charts, in one file."""
    if live.ground is None:
        return b""
    titles = {bands.BASELINE: "As it happened"} | {
        one.name: one.title or one.name for one in live.question.policies
    }
    world = live.world(live.share, 0)
    first = live.first_change
    month = next((i for i, one in enumerate(world.months) if first and one >= first.replace(day=1)), 0)
    parts = [
        Markup("<h1>What if: {}</h1><p>{} runs of a sample of {:.1%} of the people, {} to {}.</p>").format(
            live.scenario.title,
            len(live.runs[bands.BASELINE]),
            live.share,
            live.scenario.start,
            live.end,
        ),
        Markup("<p>{}</p>").format(CAUTION),
        *_differs(live, titles),
        _headline_table(bands.headlines(live.ground, live.runs, month), titles),
        *_charts(live, titles),
        Markup("<h2>The question</h2><pre>{}</pre>").format(
            live.question.model_dump_json(by_alias=True, indent=1)
        ),
    ]
    return str(PAGE.format(live.scenario.title, Markup("\n").join(parts))).encode()


_DRAWING = threading.Lock()
"""Matplotlib's settings are of the whole process."""

CAUTION = (
    "The people are synthetic, drawn from published margins. Trust a difference between two policies more "
    "than a level; bands are the 5th to 95th percentile over runs that differ in luck, and in beliefs where "
    "a fit was chosen."
)

PAGE = Markup(
    "<!doctype html><html lang=en><head><meta charset=utf-8>"
    "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    "<title>What if: {}</title><style>body{{font:16px/1.5 system-ui,sans-serif;max-width:60rem;"
    "margin:2rem auto;padding:0 1rem}}table{{border-collapse:collapse}}td,th{{padding:.2rem .8rem;"
    "text-align:right;border-bottom:1px solid #ccc}}td:first-child,th:first-child{{text-align:left}}"
    "svg{{max-width:100%;height:auto}}</style></head><body>{}</body></html>"
)


def _differs(live: Live, titles: dict[str, str]) -> list[Markup]:
    said = []
    for name, one in live.changed.items():
        rows = Markup("").join(Markup("<li>{}</li>").format(sentence) for sentence in one.differs)
        said.append(
            Markup("<h2>{}</h2><ul>{}</ul>").format(titles[name], rows or Markup("<li>Nothing.</li>"))
        )
    return said


def _headline_table(rows: list[dict[str, Any]], titles: dict[str, str]) -> Markup:
    others = [name for name in titles if name != bands.BASELINE]
    head = Markup("").join(Markup("<th>{}</th>").format(titles[name]) for name in (bands.BASELINE, *others))
    body = Markup("").join(
        Markup("<tr><td>{}, {}</td><td>{}</td>{}</tr>").format(
            row["title"],
            row["unit"],
            _said(row["baseline"]),
            Markup("").join(
                Markup("<td>{}<br>difference {}</td>").format(
                    _said(row["policies"][name]["value"]), _said(row["policies"][name]["difference"])
                )
                for name in others
            ),
        )
        for row in rows
    )
    return Markup("<h2>In figures</h2><table><tr><th></th>{}</tr>{}</table>").format(head, body)


def _said(three: dict[str, float | None]) -> str:
    low, middle, high = (three[key] for key in ("p5", "p50", "p95"))
    if low is None or middle is None or high is None:
        return "not measured"
    return f"{middle:,.4g} ({low:,.4g} to {high:,.4g})"


def _charts(live: Live, titles: dict[str, str]) -> list[Markup]:
    from matplotlib.figure import Figure

    from tumen.reports import style

    assert live.ground is not None
    months = np.array(live.world(live.share, 0).months, "datetime64[D]")
    colours = (style.GREY, style.BLUE, style.ORANGE, style.GREEN)
    drawn = []
    for name, of in bands.charts(live.ground, live.runs).items():
        with _DRAWING, style.drawing():
            figure = Figure(figsize=(9, 2.6))
            axes = figure.add_subplot()
            for colour, (policy, band) in zip(colours, of.items(), strict=False):
                low, middle, high = (np.array(band[key], float) for key in ("p5", "p50", "p95"))
                axes.fill_between(months, low, high, color=colour, alpha=0.2, linewidth=0)
                axes.plot(months, middle, color=colour, label=titles[policy])
            axes.legend(frameon=False)
            text = io.StringIO()
            figure.savefig(text, format="svg", metadata={"Date": None})
        svg = text.getvalue()
        unit = live.ground.catalog.observables[name].unit
        title = f"{name.replace('_', ' ').capitalize()}, {unit}"
        drawn.append(Markup("<h2>{}</h2>{}").format(title, Markup(svg[svg.index("<svg") :])))
    return drawn
