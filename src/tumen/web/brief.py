"""The answer as one HTML file: what was asked, what differs, what came of it, how sure that is."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
from markupsafe import Markup

from tumen.comparison import figures, words
from tumen.comparison.page import environment
from tumen.comparison.words import between, signed
from tumen.core.text import visible
from tumen.inference.wording import is_share
from tumen.policies.wording import amount
from tumen.reports import style
from tumen.reports.words import number, span, spoken
from tumen.web import bands
from tumen.web.live import Live
from tumen.web.policies import as_named

TITLE = "Baseline (simulated)"

_DRAWING = threading.Lock()
"""Matplotlib's settings are of the whole process."""

ENOUGH = 5
"""Runs below which a range says nothing."""


def brief(live: Live) -> bytes:
    """The page; empty where there is no answer yet."""
    if live.ground is None:
        return b""
    return visible(environment("tumen.web").get_template("what-if.html.j2").render(**_context(live))).encode()


def _context(live: Live) -> dict[str, Any]:
    ground = live.ground
    assert ground is not None
    runs = len(live.runs[bands.BASELINE])
    made_of = "luck and the draws of a fit" if live.beliefs.draws else "luck alone"
    start, end = live.window
    return {
        "scenario": live.scenario,
        "runs": runs,
        "range": _range(runs),
        "sample": f"1 in {round(1 / live.share):,}",
        "made_of": made_of,
        "held": not live.beliefs.draws,
        "fit": live.question.fit,
        "start": str(start),
        "end": str(end),
        "policies": _policies(live),
        "rows": [_row(one, live, runs) for one in bands.headlines(ground, live.runs, live.first_month)],
        "beliefs": _beliefs(live),
        "sources": _sources(live),
        "charts": _charts(live),
        "question": live.question.model_dump_json(by_alias=True, exclude={"replaces"}),
    }


def _range(runs: int) -> str:
    """What ranges hold."""
    if runs < ENOUGH:
        return "nothing yet, there are too few runs"
    return "nine in ten runs" if runs >= words.ENOUGH else f"the least to the greatest of {runs} runs"


def _policies(live: Live) -> list[dict[str, Any]]:
    found = [{"name": bands.BASELINE, "title": TITLE, "colour": figures.colour(0), "differs": []}]
    for place, one in enumerate(live.question.policies, start=1):
        differs = live.changed[one.name].differs
        found.append(
            {
                "name": one.name,
                "title": one.title or one.name,
                "colour": figures.colour(place),
                "differs": differs,
            }
        )
    return found


def _row(headline: dict[str, Any], live: Live, runs: int) -> dict[str, Any]:
    unit = headline["unit"]
    cells = []
    for policy in live.question.policies:
        under = headline["policies"][policy.name]
        cells.append(
            {
                "title": policy.title or policy.name,
                "value": _amount(under["value"], unit, runs),
                **_difference(under["difference"], unit, runs, fitted=bool(live.beliefs.draws)),
            }
        )
    return {**headline, "before": _amount(headline["baseline"], unit, runs), "cells": cells}


def _amount(points: dict[str, float | None], unit: str, runs: int) -> tuple[str, str]:
    low, middle, high = (points[key] for key in ("p5", "p50", "p95"))
    if low is None or high is None:
        return "not measured", ""
    return number(middle, unit), span(low, high, unit) if runs >= ENOUGH else ""


def _difference(points: dict[str, float | None], unit: str, runs: int, *, fitted: bool) -> dict[str, str]:
    low, middle, high = (points[key] for key in ("p5", "p50", "p95"))
    if low is None or middle is None or high is None:
        return {"change": "not measured", "band": "", "verdict": ""}
    if low == middle == high == 0:
        return {"change": "no change", "band": "", "verdict": "the same in every run"}
    told = {"change": f"{signed(middle, unit)} {spoken(unit)}", "band": "", "verdict": "too few runs to tell"}
    if runs < ENOUGH:
        return told
    told["band"] = f"{between(low, high, unit)} {spoken(unit)}"
    if low <= 0 <= high:
        return told | {"verdict": "may be chance or belief" if fitted else "may be chance"}
    way = "higher" if low > 0 else "lower"
    many = "nearly all runs" if runs >= words.ENOUGH else "every run"
    return told | {"verdict": f"{way} in {many}{'' if fitted else ', at these beliefs'}"}


def _beliefs(live: Live) -> list[dict[str, str]]:
    """Beliefs that the reader holds at another value than the scenario does."""
    assert live.ground is not None
    params = live.ground.catalog.params
    rows = []
    for name, value in sorted(live.beliefs.held.items()):
        one = params[name]
        usual = live.scenario.settings.get(name, one.default)
        rows.append(
            {
                "name": name,
                "doc": one.doc,
                "value": amount(float(f"{value:.3g}"), one.unit),
                "usual": amount(float(f"{float(usual):.3g}"), one.unit),
            }
        )
    return rows


def _sources(live: Live) -> list[tuple[str, str]]:
    """Where sizes and dates of the policies, levers and beliefs are from, as far as they are declared."""
    assert live.ground is not None
    params = live.ground.catalog.params
    found = []
    for one in live.question.policies:
        policy = as_named(one, live.scenario)
        found.append((one.title or one.name, ", ".join(policy.evidence) or "whoever asked"))
        levers = sorted({name for change in policy.change for name in change.set})
        found += [(name, params[name].source) for name in levers]
    found += [(name, params[name].source) for name in sorted(live.beliefs.held)]
    return list(dict.fromkeys(found))


def _charts(live: Live) -> list[dict[str, Any]]:
    ground = live.ground
    assert ground is not None
    months, runs = np.array(live.world(live.share, 0).months, "datetime64[D]"), len(live.runs[bands.BASELINE])
    firsts = {
        place: np.datetime64(first)
        for place, one in enumerate(live.question.policies, start=1)
        if (first := live.changed[one.name].first)
    }
    order = [bands.BASELINE, *(one.name for one in live.question.policies)]
    drawn = []
    for name, of in bands.charts(ground, live.runs).items():
        lines = {
            place: np.array([of[policy][key] for key in ("p5", "p50", "p95")], float)
            for place, policy in enumerate(order)
        }
        if not np.isfinite(lines[0]).any():
            continue
        declared = ground.catalog.observables[name]
        with _DRAWING:
            figure = figures.bands(months, lines, firsts, declared.unit, edges=runs >= ENOUGH)
            svg = Markup(style.to_svg(figure, f"c-{name}", declared.doc))
        unit = "%" + declared.unit.removeprefix("share") if is_share(declared.unit) else declared.unit
        title = name.replace("_", " ").capitalize()
        about = {"doc": declared.doc, "where": bands.where(ground, name)}
        drawn.append({"title": title, "unit": unit, "svg": svg, **about})
    return drawn
