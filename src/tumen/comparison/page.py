"""A comparison as one HTML file, offline and on paper: first what differs, then what comes of it."""

from __future__ import annotations

import os
from pathlib import Path
from shlex import quote
from typing import Any

import numpy as np
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tumen.comparison import figures, outcomes, regret, words
from tumen.comparison.again import POLICIES, as_named
from tumen.comparison.result import PAGE, PROVENANCE, RESULT, SCENARIO, TABLE, Comparison
from tumen.comparison.where import where_it_fails
from tumen.core.text import visible
from tumen.inference.wording import is_share
from tumen.reports import style
from tumen.reports.words import day, number, sentence, spoken

FILES = (PAGE, RESULT, PROVENANCE, TABLE, f"{SCENARIO}/")


def write_page(comparison: Comparison, path: Path) -> None:
    """Write the page of a comparison; it appears whole or not at all."""
    html = render(comparison)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        unfinished.write_text(html, encoding="utf-8")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def render(comparison: Comparison) -> str:
    """The page as text."""
    return visible(environment().get_template("compare.html.j2").render(**context(comparison)))


def environment(*more: str) -> Environment:
    """Where the pages' templates are found, ``more`` packages first, and how they say numbers and days."""
    packages = (*more, "tumen.comparison", "tumen.inference", "tumen.reports")
    found = Environment(
        loader=ChoiceLoader([PackageLoader(name) for name in packages]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    found.filters.update(number=number, day=day, sentence=sentence)
    return found


def context(comparison: Comparison) -> dict[str, Any]:
    """Everything the page says."""
    groups = _groups(comparison)
    return {
        "of": comparison.provenance,
        "runs": comparison.runs,
        "command": command(comparison),
        "policies": _policies(comparison),
        "groups": groups,
        "told": sum(len(row["cells"]) for _, rows in groups for row in rows),
        "nowhere": _nowhere(comparison),
        "left_out": comparison.policies[figures.MOST :],
        "share": f"{100 * comparison.provenance['people_share']:g}",
        "band": words.band_name(comparison.runs),
        "few": comparison.runs < words.ENOUGH,
        "frontier": _svg(figures.frontier(comparison), "frontier", "Currency denied against hunger"),
        "courses": _courses(comparison),
        "aims": [_aim(comparison, aim, found) for aim, found in words.aims(comparison)],
        "pairing": words.pairing(comparison),
        "files": _files(comparison),
    }


def command(comparison: Comparison) -> str:
    """What makes the comparison again."""
    of = comparison.provenance
    named = [as_named(one) for one in of["policies"][1:]]
    parts = ["tumen compare", of["scenario"], *named, f"--runs {of['runs']}"]
    parts += [f"--people-share {of['people_share']:g}", f"--seed {of['seed']}", f"--to {of['end']}"]
    worlds = {"posterior": f"--posterior {quote(of['fit'] or 'FIT')}", "defaults": "--beliefs defaults"}
    return " ".join([*parts, worlds.get(of["beliefs"], "")]).rstrip()


def _files(comparison: Comparison) -> list[str]:
    own = any(one["file"] for one in comparison.provenance["policies"])
    return [*FILES, f"{POLICIES}/"] if own else list(FILES)


def _policies(comparison: Comparison) -> list[dict[str, Any]]:
    told = dict(words.headlines(comparison))
    return [
        {**one, "number": i, "colour": figures.colour(i), "says": told.get(one["name"], [])}
        for i, one in enumerate(comparison.provenance["policies"])
    ]


def _groups(comparison: Comparison) -> list[tuple[str, list[dict[str, Any]]]]:
    """Outcomes by whose matter they are, each policy's value and difference in a row."""
    groups = comparison.data["outcome_group"].to_numpy()
    found = []
    for group in outcomes.GROUPS:
        rows = [
            _row(comparison, j) for j, of in enumerate(groups) if str(of) == group and _goes_on(comparison, j)
        ]
        if rows:
            found.append((group, rows))
    return found


def _goes_on(comparison: Comparison, outcome: int) -> bool:
    """Whether there is any of it in any world."""
    return comparison.measured(outcome) and bool(np.nan_to_num(comparison.numbers[:, :, outcome]).any())


def _nowhere(comparison: Comparison) -> list[str]:
    """What is measured, and is zero in every world and under every policy."""
    titles = comparison.data["outcome_title"].to_numpy()
    of = range(len(titles))
    return [str(titles[j]) for j in of if comparison.measured(j) and not _goes_on(comparison, j)]


def _row(comparison: Comparison, outcome: int) -> dict[str, Any]:
    unit = comparison.unit(outcome)
    values = comparison.points(comparison.numbers)[:, 0, outcome]
    points = words.unit_of(unit) == "points"
    middle, band = words.interval(values, unit)
    return {
        "title": str(comparison.data["outcome_title"].to_numpy()[outcome]),
        "unit": "%; differences in points" if points else unit,
        "before": (_bare(middle, unit), _bare(band, unit)),
        "cells": [_cell(comparison, i, outcome) for i in range(1, len(comparison.policies))],
    }


def _bare(said: str, unit: str) -> str:
    """Without the unit, which stands at the head of the row."""
    return said.removesuffix(" %").removesuffix(f" {spoken(unit)}")


def _cell(comparison: Comparison, policy: int, outcome: int) -> dict[str, Any]:
    unit = comparison.unit(outcome)
    points = comparison.points(comparison.differences)[:, policy, outcome]
    low, _, middle, _, high = (float(one) for one in points)
    quiet = low == middle == high == 0
    return {
        "policy": comparison.policies[policy],
        "middle": "no change" if quiet else words.signed(middle, unit, words.apart_by(points)),
        "band": "" if quiet else words.between(low, high, unit),
        "sure": words.agree(comparison.differences[policy, :, outcome]),
    }


def _courses(comparison: Comparison) -> list[dict[str, Any]]:
    shown = list(range(min(len(comparison.policies), figures.MOST)))
    charts = []
    for name in comparison.data["course"].to_numpy():
        one = comparison.data.sel(course=name)
        if not np.isfinite(one["course_value"].to_numpy()).any():
            continue
        title = str(one["course_title"].item())
        figure = figures.course(comparison, str(name), shown)
        unit = _axis_unit(str(one["course_unit"].item()))
        charts.append({"title": title, "unit": unit, "svg": _svg(figure, f"c-{name}", title)})
    return charts


def _moves(comparison: Comparison, aim: regret.Aim) -> bool:
    """Whether any policy makes a difference to what is aimed at."""
    return bool(np.nan_to_num(comparison.differences[:, :, comparison.of(aim.outcome)]).any())


def _axis_unit(unit: str) -> str:
    return f"%{unit.removeprefix('share')}" if is_share(unit) else unit


def _aim(comparison: Comparison, aim: regret.Aim, found: tuple[regret.Regret, ...]) -> dict[str, Any]:
    unit = comparison.unit(comparison.of(aim.outcome))
    differing = [one["name"] for one in comparison.provenance["policies"] if one["differs"]]
    fails = [
        (policy, words.of_where(where_it_fails(comparison, policy, aim)))
        for policy in comparison.policies[1:]
        if policy not in comparison.idle and policy in differing
    ]
    weightings = regret.weightings(comparison)
    return {
        "title": aim.title,
        "unit": unit,
        "rows": found,
        "moves": _moves(comparison, aim),
        "prior": _over_prior(comparison, aim),
        "fails": fails,
        "knowing": words.of_knowing(comparison, aim),
        "hangs": words.depends(regret.otherwise(comparison, aim, weightings), regret.winner(found)),
    }


def _over_prior(comparison: Comparison, aim: regret.Aim) -> tuple[regret.Regret, ...]:
    return regret.regrets(comparison, aim, prior=True) if "prior_value" in comparison.data else ()


def _svg(figure: Any, prefix: str, alt: str) -> Markup:
    return Markup(style.to_svg(figure, prefix, alt))
