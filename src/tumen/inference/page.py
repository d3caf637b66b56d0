"""A fit as one HTML file, offline and on paper: first what it fails at, then what was learned."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tumen.core.errors import TumenError
from tumen.core.text import visible
from tumen.inference import failing, figures, limits, moving, outcomes, reading, wording
from tumen.inference.contradictions import case_conflicts, contradictions
from tumen.inference.wording import Row
from tumen.reports import style, words

if TYPE_CHECKING:
    from tumen.evidence import Observation
    from tumen.evidence.conflicts import Conflict
    from tumen.inference.result import Fit

FILES = ("fit.html", "fit.nc", "fit.json", "reports.csv", "beliefs.csv", "scenario/")
"""What lies in a fit's folder, this page first."""

MOST_CONFLICTS = 40
"""Contradictions that are written out."""

MOST_BELIEFS = 25
"""Beliefs shown with their strip before the table of all."""


def write_page(fit: Fit, path: Path, conflicts: Sequence[Conflict] | None = None) -> None:
    """Write the page of a fit.

    Parameters
    ----------
    fit
        A finished fit; where its runs are no longer in the store, the outcomes are left out.
    path
        The file to write; it appears whole or not at all.
    conflicts
        Claims of the case that contradict each other; looked up in the case when left out.
    """
    html = render(fit, conflicts)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        unfinished.write_text(html, encoding="utf-8")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def render(fit: Fit, conflicts: Sequence[Conflict] | None = None) -> str:
    """The page as text."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("tumen.inference"), PackageLoader("tumen.reports")]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(
        number=words.number, day=words.day, sentence=words.sentence, title=words.title, chance=wording.chance
    )
    environment.globals.update(period=wording.period, counted=wording.counted, pull_of=moving.pull_of)
    environment.globals.update(genuine=wording.genuine, stands=wording.stands)
    page = environment.get_template("fit.html.j2").render(**context(fit, conflicts))
    return visible(page)  # drawings too carry words of others


def context(fit: Fit, conflicts: Sequence[Conflict] | None = None) -> dict[str, Any]:
    """Everything the page says."""
    reports = reading.report_rows(fit)
    beliefs = reading.belief_rows(fit)
    found, why_none = courses(fit)
    failed = failing.failures(reports)
    conflicts = case_conflicts(fit) if conflicts is None else conflicts
    against = contradictions(conflicts or (), reports)
    told = wording.learned(beliefs)
    return {
        "fit": _about(fit),
        "failed": [(kind, [one for one in failed if one.kind == kind]) for kind in failing.KINDS],
        "kinds": failing.KINDS,
        "failing": failing.summary(reports, failed, against),
        "silent": failing.silent(reports),
        "headlines": wording.headlines(reports, beliefs, found, origins(fit)),
        "outcomes": _outcome_charts(fit, found),
        "no_outcomes": why_none,
        "told": [_belief(row) for row in told[:MOST_BELIEFS]],
        "told_more": max(0, len(told) - MOST_BELIEFS),
        "nothing": [str(row["belief"]) for row in beliefs if wording.says_nothing(row)],
        "beliefs": [_belief(row) for row in beliefs],
        "groups": _report_groups(fit, reports),
        "repeated": [(row["claim"], row["relays"]) for row in reports if row["relays"]],
        "unfitted": _unfitted(fit.provenance.get("unfitted") or []),
        "shared": moving.shared_rows(fit),
        "conflicts": against[:MOST_CONFLICTS],
        "conflicts_known": conflicts is not None,
        "dragging": moving.drag_sentences(beliefs, reports),
        "drags": moving.drags(beliefs, reports),
        "pulls": moving.pulls(reports),
        "changes": moving.changes(fit, reports, beliefs),
        "drawn": moving.drawn(fit, beliefs),
        "limits": limits.limits(fit, reports),
        "files": FILES,
    }


def origins(fit: Fit) -> int:
    """Origins that the reports go back to; an unknown one is nobody twice."""
    named = {one.origin for one in fit.observations if one.origin and one.origin != "unknown"}
    return len(named) + sum(not one.origin or one.origin == "unknown" for one in fit.observations)


def courses(fit: Fit) -> tuple[list[outcomes.Course], str]:
    """Outcomes by year before and after, or why there are none."""
    try:
        model, frame = fit.model, fit.frame
        needed = [name for name in outcomes.NEEDED if name in frame.dims]
        before, after = fit.results(needed, "prior"), fit.results(needed, "posterior")
        found = outcomes.courses(before, after, frame, model.catalog.observables)
        return [replace(one, reported=outcomes.years_of(fit.observations, one)) for one in found], ""
    except TumenError as error:
        return [], str(error)


def _about(fit: Fit) -> dict[str, Any]:
    """What was fitted to what, in words."""
    of = dict(fit.provenance)
    rounds = list(of.get("rounds") or [])
    return {
        **of,
        "case": Path(str(of["evidence"])).name,
        "about": fit.scenario.about,
        "prior_runs": rounds[0] if rounds else of["runs"],
        "steered": sum(rounds[1:]),
        "reports": len(fit.observations),
        "origins": origins(fit),
        "repeats": sum(len(one.relays) for one in fit.observations),
        "left_out": len(of.get("unfitted") or []),
        "share": words.percent(float(of["people_share"])),
    }


def _outcome_charts(fit: Fit, found: Sequence[outcomes.Course]) -> list[dict[str, Any]]:
    charts = []
    for number, course in enumerate(found):
        reports = [one for one in fit.observations if outcomes.speaks_of(one, course)]
        unit = f"%{course.unit.removeprefix('share')}" if wording.is_share(course.unit) else course.unit
        svg = "" if course.by_inputs.all() else _outcome_svg(course, reports, f"o{number}")
        charts.append(
            {
                "title": course.outcome.title,
                "unit": f"{unit}{' a year' if course.over_time == 'sum' else ''}",
                "place": course.outcome.place,
                "note": _by_inputs(course),
                "svg": Markup(svg),
            }
        )
    return charts


def _outcome_svg(course: outcomes.Course, reports: Sequence[Observation], name: str) -> str:
    """Its chart, without the years that the scenario's inputs set."""
    before, after = (np.where(course.by_inputs, np.nan, of) for of in (course.before, course.after))
    return style.to_svg(
        figures.outcome(replace(course, before=before, after=after), reports), name, _outcome_alt(course)
    )


def _by_inputs(course: outcomes.Course) -> str:
    """In which years it is no knowledge, since hardly anything but the inputs moves it."""
    years = [str(year) for year, thin in zip(course.years, course.by_inputs, strict=True) if thin]
    if not years:
        return ""
    when = "every year" if len(years) == len(course.years) else wording.listed(years)
    return (
        f"Not drawn for {when}: before the evidence nine worlds in ten already lie within a tenth of the "
        "middle, so the scenario’s inputs set it almost wholly and it is no finding."
    )


def _outcome_alt(course: outcomes.Course) -> str:
    """What a chart shows, for those who cannot see it."""
    low, high = 0, len(outcomes.POINTS) - 1
    said = [
        f"{year}: before {wording.between(course.before[low, i], course.before[high, i], course.unit)}, "
        f"after {wording.between(course.after[low, i], course.after[high, i], course.unit)}"
        for i, year in enumerate(course.years)
        if not course.by_inputs[i]
    ]
    return f"{course.outcome.title}, 90 % bands. {'; '.join(said)}."


def _belief(row: Row) -> dict[str, Any]:
    """A belief with its strip and its numbers in words."""
    unit = str(row["unit"])
    numbers = {
        which: (
            middle,
            "" if "prior_on" in row else wording.between(row[f"{which}_05"], row[f"{which}_95"], unit),
        )
        for which, middle in zip(("prior", "posterior"), wording.middles(row), strict=True)
    }
    return {**row, **numbers, "strip": figures.belief_bar(row, moving.position)}


def _report_groups(fit: Fit, reports: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Reports by observable, each group with its figure."""
    docs = _docs(fit)
    found = []
    for number, (name, apart, rows) in enumerate(reading.groups(reports)):
        title = words.title(name) + (f", {apart}" if apart else "")
        alt = f"{title}: reports beside what worlds show, as in the table."
        unit = wording.heading_unit(rows[0])
        heading = title if apart or unit.lower() == title.lower() else f"{title}, {unit}"
        told = {"title": title, "unit": unit, "heading": heading, "doc": docs.get(name, "")}
        svg = Markup(style.to_svg(figures.predictive(rows), f"r{number}", alt))
        found.append(told | {"svg": svg, "rows": [_report(row) for row in rows]})
    return found


def _report(row: Row) -> dict[str, Any]:
    """A report with its amounts in words, less the unit that its group's heading names."""

    def bare(text: str) -> str:
        return wording.without_unit(text, row)

    bands = {
        which: (bare(wording.middle(row, which)), bare(wording.shown(row, which)))
        for which in ("prior", "fitted", "checked")
    }
    return {**row, **bands, "said": bare(wording.said(row))}


def _docs(fit: Fit) -> dict[str, str]:
    try:
        return {name: one.doc for name, one in fit.model.catalog.observables.items()}
    except TumenError:
        return {}


def _unfitted(rows: Sequence[Mapping[str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Claims that were not fitted, by the beginning of the reason, the most frequent first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        head, colon, rest = str(row["why"]).partition(": ")
        kept = colon and head.startswith("kept as")
        groups.setdefault(head if kept else "not of this scenario or period", []).append(
            (str(row["claim"]), rest if kept else str(row["why"]))
        )
    return sorted(groups.items(), key=lambda one: -len(one[1]))
