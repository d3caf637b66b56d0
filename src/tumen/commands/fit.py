"""What ``tumen fit`` prints: what it fails at, what was learned, reports and beliefs, where the files are."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tumen.commands.console import print_json, say

if TYPE_CHECKING:
    from tumen.inference.result import Fit
    from tumen.inference.wording import Row

SCHEMA = 1
"""Version of what ``--json`` prints."""

WIDTH = 110
"""Columns within which sentences are wrapped."""

MOST_REPORTS, MOST_BELIEFS = 25, 12
"""Rows of the two tables; what is left over is counted."""


def show_fit(fit: Fit, *, as_json: bool) -> None:
    """Print a finished fit, for people or as one JSON object."""
    if as_json:
        print_json(fit_json(fit))
        return
    from tumen.inference import contradictions, failing, page, reading, wording

    reports, beliefs = reading.report_rows(fit), reading.belief_rows(fit)
    failed = failing.failures(reports)
    against = contradictions.contradictions(contradictions.case_conflicts(fit) or (), reports)
    courses, _ = page.courses(fit)
    say("What it fails at")
    _sentences(failing.summary(reports, failed, against))
    for one in failed:
        _wrapped(f"{one.claim}: ", one.whole.removeprefix(f"{one.claim}: "))
    say("")
    say("What was learned")
    _sentences(wording.headlines(reports, beliefs, courses, page.origins(fit)))
    say("")
    for line in report_lines(reports, {one.claim for one in failed}):
        say(line)
    say("")
    for line in belief_lines(beliefs):
        say(line)
    if fit.path is not None:
        say("")
        say(f"Page: {(fit.path / 'fit.html').resolve().as_uri()}")
        say(f"Fit:  {fit.path}")


def fit_json(fit: Fit) -> dict[str, Any]:
    """The JSON object of a fit; what is missing or endless is null."""
    from tumen.inference import failing, reading, wording

    reports = reading.report_rows(fit)
    told = fit.tree["variants"].to_dataset()
    variants = [
        {
            "variant": str(name),
            "about": str(told["about"].values[i]),
            "genuine": dict(zip(map(str, told["report"].values), told["genuine"].values[i], strict=True)),
            "median": dict(zip(map(str, told["belief"].values), told["median"].values[i], strict=True)),
        }
        for i, name in enumerate(told["variant"].values)
    ]
    return {
        "schema": SCHEMA,
        "folder": None if fit.path is None else str(fit.path),
        "provenance": plain(fit.provenance),
        "failing": [one.whole for one in failing.failures(reports)],
        "reports": plain(reports),
        "beliefs": plain(reading.belief_rows(fit)),
        "shared": plain(wording.rows(fit.tree["shared"].to_dataset().to_dataframe(), "shared")),
        "variants": plain(variants),
    }


def plain(value: Any) -> Any:
    """The same for JSON: numbers of numpy as Python's, NaN and endless as None."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if hasattr(value, "item"):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _sentences(sentences: Sequence[str]) -> None:
    for sentence in sentences:
        _wrapped("- ", sentence)


def _wrapped(head: str, text: str) -> None:
    indent = "  " + " " * min(len(head), 8)
    say(textwrap.fill(f"  {head}{text}", WIDTH, subsequent_indent=indent, break_on_hyphens=False))


def report_lines(reports: Sequence[dict[str, Any]], failed: set[str]) -> Iterator[str]:
    """Reports by observable, those that fail or pull hardest first; the rest of each is counted."""
    from tumen.inference import reading, wording

    groups = reading.groups(reports)
    for _, _, rows in groups:
        rows.sort(key=lambda row: (row["claim"] not in failed, -abs(float(row["pull"]))))
    taken = _taken([rows for _, _, rows in groups], failed)
    yield (
        f"{'Reports':<27} {'said':<20} {'before, 90 %':<22} {'after, real runs, 90 %':<22} "
        f"{'shown by':<9} genuine"
    )
    for (name, apart, rows), shown in zip(groups, taken, strict=True):
        if not shown:
            continue
        yield f"{name.replace('_', ' ')}, {apart or wording.heading_unit(rows[0])}"
        for row in rows[:shown]:
            yield _report(row)
        if rest := rows[shown:]:
            yield f"  and {len(rest):,} more, genuine: {_chances(rest)}"
    if missing := sum(len(rows) for (_, _, rows), shown in zip(groups, taken, strict=True) if not shown):
        yield f"and {wording.counted(missing, 'report')} more on other things"


def _taken(groups: Sequence[Sequence[Row]], failed: set[str]) -> list[int]:
    """How many rows of each group are shown: all that fail, then one each, as far as there is room."""
    taken = [sum(row["claim"] in failed for row in rows) for rows in groups]
    while sum(taken) < MOST_REPORTS:
        room = [at for at, rows in enumerate(groups) if taken[at] < len(rows)]
        if not room:
            break
        taken[min(room, key=lambda at: taken[at])] += 1
    return taken


def _report(row: Row) -> str:
    from tumen.inference import wording

    said, before, after = (
        wording.without_unit(text, row)
        for text in (wording.said(row), wording.shown(row, "prior"), wording.shown(row, "checked"))
    )
    when = f"{str(row['claim'])[:12]} {wording.period(row['period']).replace(' to ', '–')}"
    chances, word = wording.genuine(row)
    stands = wording.stands(row)[0]
    parting = ", " if word.endswith("its grade") else " "
    now = f"{chances}{f'{parting}{word}' if word else ''}{'' if stands == 'fits' else f', {stands}'}"
    shown = f"{row['shown_by']} of {row['runs']}"
    return f"  {when[:25]:<25} {said:<20} {before:<22} {after:<22} {shown:<9} {now}"


def _chances(rows: Sequence[Row]) -> str:
    from tumen.inference import wording

    known = sorted(float(row["genuine"]) for row in rows if math.isfinite(row["genuine"]))
    if not known:
        return "not weighed"
    low, high = wording.chance(known[0]), wording.chance(known[-1])
    return low if low == high else f"{low.removesuffix(' %')} to {high}"


def belief_lines(beliefs: Sequence[Row]) -> Iterator[str]:
    """Beliefs of which the evidence says most, with middle and 90 % band before and after."""
    from tumen.inference import wording

    told = wording.learned(beliefs)
    yield f"{'Beliefs':<24} {'before: middle, 90 %':<26} {'after: middle, 90 %':<26} {'unit':<20} mechanism"
    for row in told[:MOST_BELIEFS]:
        before, after = (_middle_and_band(row, which) for which in ("prior", "posterior"))
        unit = wording.heading_unit(row)
        yield f"  {row['belief']:<22} {before:<26} {after:<26} {unit:<20} {row['mechanism']}"
    if len(told) > MOST_BELIEFS:
        yield f"  and {len(told) - MOST_BELIEFS:,} more of which it says something"
    yield f"  The evidence says nothing about {wording.counted(len(beliefs) - len(told), 'belief')}."


def _middle_and_band(row: Row, which: str) -> str:
    from tumen.inference import wording

    unit = str(row["unit"])
    middles = dict(zip(("prior", "posterior"), wording.middles(row), strict=True))
    if "prior_on" in row:
        return middles[which]
    texts = (
        middles[which],
        wording.between(row[f"{which}_05"], row[f"{which}_95"], unit),
    )
    middle, band = (wording.without_unit(text, row).removesuffix(" %") for text in texts)
    return f"{middle} ({band})"
