"""What a fit says in words: amounts, reports, beliefs, headlines. Pure functions of its tables' rows.

A row is a mapping of the columns of ``Fit.reports`` or ``Fit.table``, with its label under ``claim`` or
``belief``. A likelihood is told in the words of ICD 203 and never shares a sentence with a statement of
how far it is to be trusted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd

from tumen.evidence.events import EVENTS
from tumen.evidence.observations import EPOCH
from tumen.inference.outcomes import POINTS, Course
from tumen.inference.saying import told
from tumen.reports import words

Row = Mapping[str, Any]

NARROWED = 0.4
"""Part of the prior's middle half of an outcome that must be gone, or its middle move by, to be told.

Drawn anew, sixty runs of the same worlds differ by a seventh; the best of some seventy by a third."""

HARDLY = 0.05
"""Change of a chance that corroborates nothing: it is the grade that says it."""

TIED = 0.02
"""Part of a belief's prior 90 % band from which two middles that sound the same get more digits."""

MOST = 3
"""Beliefs and outcomes that a headline names."""

LEAST_RATIO = 0.01
"""Below this a ratio is as good as nothing."""

SIDES = ("low", "high")


def rows(table: pd.DataFrame, label: str) -> list[dict[str, Any]]:
    """Rows of one of a fit's tables, plain numbers and text, each with its label."""
    named = table.rename_axis(label).reset_index()
    return [{str(name): value for name, value in row.items()} for row in named.to_dict("records")]


def amount(value: float, unit: str, kind: str = "", until: float = math.inf) -> str:
    """An amount as one says it: ``6,400 KPW/kg``, ``38 % of people``, ``1.3 times``, ``June 2014``.

    Parameters
    ----------
    until
        Last day of the runs, days since 1970: what happens later does not happen in them.
    """
    if not math.isfinite(value):
        return "nothing"
    if kind == "date":
        month = f"{EPOCH + timedelta(days=round(min(value, until))):%B %Y}"
        return f"not before the runs end ({month})" if value > until else month
    if kind == "ratio":
        return f"{words.plain(value) if value >= LEAST_RATIO or not value else f'under {LEAST_RATIO}'} times"
    if is_share(unit):
        return f"{words.percent(value)}{unit.removeprefix('share')}"
    if unit == "USD million":
        return f"{words.plain(value * 1e6)} USD"
    return words.number(value, unit)


def is_share(unit: str) -> bool:
    """Whether a unit is a part of something, told as a percentage."""
    return unit == "share" or unit.startswith("share of ")


def between(low: float, high: float, unit: str, kind: str = "", until: float = math.inf) -> str:
    """A range as one says it, one amount where both ends sound the same; ``until`` as in `amount`."""
    first, last = amount(low, unit, kind, until), amount(high, unit, kind, until)
    if first == last:
        return last
    if kind == "date":
        return f"{first} or later, or {last}" if high > until else f"{first} to {last}"
    return f"{_bare(first, last)} to {last}"


def _bare(first: str, last: str) -> str:
    """The first end without its unit, where the last one has the same, its millions with it."""
    number, _, unit = first.partition(" ")
    return number if unit and unit == last.partition(" ")[2] else first


def said(row: Row) -> str:
    """What a report says its observable was."""
    kind, unit = str(row["kind"]), str(row["unit"])
    low, high = (float(row[side]) for side in SIDES)
    value = float(row["value"])
    if math.isfinite(value) and kind != "date":
        return amount(value, unit, kind)
    if math.isinf(high):
        return f"at least {amount(low, unit, kind)}"
    if math.isinf(low):
        return f"at most {amount(high, unit, kind)}"
    return between(low, high, unit, kind)


def stated(row: Row) -> str:
    """What a report says, with what a ratio compares with and what a date is of."""
    than = f" what it was in {period(str(row['than']))}" if row.get("than") else ""
    event = f" ({EVENTS[str(row['event'])].doc.rstrip('.')})" if row.get("event") else ""
    return f"{said(row)}{than}{event}"


def shown(row: Row, which: str) -> str:
    """Band of what worlds show where a report speaks: 5th to 95th percentile."""
    ends = float(row[f"{which}_05"]), float(row[f"{which}_95"])
    return between(*ends, str(row["unit"]), str(row["kind"]), until(row))


def middle(row: Row, which: str) -> str:
    """Median of what worlds show where a report speaks."""
    return amount(float(row[f"{which}_50"]), str(row["unit"]), str(row["kind"]), until(row))


def until(row: Row) -> float:
    """Last day of the runs that a row's dates were read off."""
    return float(row.get("until", math.inf))


def without_unit(text: str, row: Row) -> str:
    """An amount in words less the unit that a heading names: of a row's observable, or ``times``."""
    unit = "times" if row.get("kind") == "ratio" else str(row["unit"])
    if is_share(unit):
        return text.removesuffix(unit.removeprefix("share"))
    return text.removesuffix(f" {unit.removesuffix(' million')}")


def heading_unit(row: Row) -> str:
    """The unit of a row's amounts, as a heading names it."""
    unit = str(row["unit"])
    if row.get("kind") in ("ratio", "date"):
        return "times" if row["kind"] == "ratio" else "date"
    return f"%{unit.removeprefix('share')}" if is_share(unit) else unit.removesuffix(" million")


def period(edtf: str) -> str:
    """A period in words: ``2016-09`` as ``Sep 2016``, ``2018-05/2018-08`` as ``May to Aug 2018``."""
    start, _, end = edtf.replace("~", "").replace("?", "").partition("/")
    end = end or start
    if len(start) > 7 or len(end) > 7:
        return words.day(start) if start == end else f"{words.day(start)} to {words.day(end)}"
    try:
        return words.months(start, end)
    except ValueError:
        return edtf


def chance(probability: float) -> str:
    """A probability to the whole per cent, none quite sure."""
    if not math.isfinite(probability):
        return "–"
    if probability < 0.01:
        return "under 1 %"
    return "over 99 %" if probability > 0.99 else f"{100 * probability:.0f} %"


def likelihood(word: str, probability: float) -> str:
    """How likely a report is genuine, as a sentence with a word of ICD 203."""
    if not word:
        return "It is set aside, and nothing is said of whether it is genuine."
    stated = {
        "almost no chance": "there is almost no chance that it is genuine",
        "roughly even chance": "there is a roughly even chance that it is genuine",
    }.get(word, f"it is {word} to be genuine")
    return f"Given all the evidence {stated} ({chance(probability)})."


def genuine(row: Row) -> tuple[str, str]:
    """The chance that a report is genuine as a table has it: before and after, and a word.

    A chance that hardly changed is told as its grade's, not as corroborated.
    """
    before, after = float(row["prior_genuine"]), float(row["genuine"])
    if not row["word"]:
        return f"{chance(before)} → not weighed", ""
    if row["status"] == "not told apart":
        return chance(before), "its grade"
    if abs(after - before) < HARDLY:
        return chance(before), "hardly changed: its grade"
    return f"{chance(before)} → {chance(after)}", str(row["word"])


def stands(row: Row) -> tuple[str, str]:
    """How a report stands to the worlds that fit, and where in them it lies."""
    status = str(row["status"])
    if status not in ("fits", "strained"):
        return status, ""
    if status == "fits" and not row["shown_by"]:
        return "only by its error", f"at {chance(float(row['percentile']))}"
    if not math.isfinite(row["value"]) and float(row["percentile"]) == 0.5:
        return status, "within its range"
    return status, f"at {chance(float(row['percentile']))}"


def quoted(row: Row) -> str:
    """A report's own sentence without its stop, and its claim."""
    return f"{str(row['says']).rstrip('. ')} ({row['claim']})"


def says_nothing(row: Row) -> bool:
    """Whether the evidence says nothing of a belief."""
    return not any(_said(row))


def _said(row: Row) -> tuple[bool, bool]:
    """Whether a belief was narrowed, and whether it was moved."""
    contraction, shift, *wobble = (
        float(row[name]) for name in ("contraction", "shift", "contraction_error", "shift_error")
    )
    return told(contraction, shift, (wobble[0], wobble[1]))


def belief(row: Row) -> str:
    """What became of a belief's middle: ``public_share 50 → 68 % of norm``."""
    before, after = middles(row)
    if before == after:
        return f"{row['belief']} {'' if 'prior_on' in row else 'at '}{after}"
    return f"{row['belief']} {_bare(before, after)} → {after}"


def middles(row: Row) -> tuple[str, str]:
    """A belief's middle before and after, finer where they would sound the same though it moved."""
    if "prior_on" in row:
        return _on(row["prior_on"]), _on(row["posterior_on"])
    unit = str(row["unit"])
    first, last = (float(row[f"{which}_50"]) for which in ("prior", "posterior"))
    before, after = amount(first, unit), amount(last, unit)
    if before == after and abs(last - first) >= TIED * (float(row["prior_95"]) - float(row["prior_05"])):
        return _finer(first, unit), _finer(last, unit)
    return before, after


def _on(part: float) -> str:
    return f"on in {words.percent(round(part, 2))} of worlds"


def _finer(value: float, unit: str) -> str:
    """An amount with four figures."""
    scale, tail = (100.0, f" %{unit.removeprefix('share')}") if is_share(unit) else (1.0, f" {unit}")
    return f"{float(f'{scale * value:.4g}'):,.10g}{tail}".replace("-", "−")


def learned(table: Sequence[Row]) -> list[Row]:
    """Beliefs of which the evidence says something, the most first."""
    return sorted((row for row in table if not says_nothing(row)), key=_told, reverse=True)


def _told(row: Row) -> float:
    """How much the evidence says of a belief: nats from prior to posterior, both taken for normal."""
    variance, shift = max(1 - float(row["contraction"]), 1e-3), float(row["shift"])
    return 0.5 * (shift**2 + variance - 1 - math.log(variance))


def headlines(
    reports: Sequence[Row], table: Sequence[Row], courses: Sequence[Course] = (), origins: int = 0
) -> list[str]:
    """What was learned, a sentence each, the plainest first."""
    relays = sum(len([one for one in str(row["relays"]).split(", ") if one]) for row in reports)
    known = learned(table)
    sentences = [
        f"{counted(len(reports), 'report')} of {counted(origins or len(reports), 'origin')} "
        f"{'counts' if len(reports) == 1 else 'count'}"
        + (
            f"; {counted(relays, 'claim')} more only repeat{'s' if relays == 1 else ''} them."
            if relays
            else "."
        ),
        f"The evidence says something about {len(known):,} of {counted(len(table), 'belief')}"
        + (f", and nothing about the other {len(table) - len(known):,}." if len(known) < len(table) else "."),
    ]
    if known:
        most = "; ".join(f"{belief(row)} {_change(row)}" for row in known[:MOST])
        sentences.append(f"It says most about {most}.")
    return sentences + outcome_sentences(courses)


def _change(row: Row) -> str:
    gone, shift = float(row["contraction"]), float(row["shift"])
    narrowed, moved = _said(row)
    parts = []
    if narrowed:
        parts.append(f"{words.percent(round(gone, 2))} of its prior variance gone")
    if moved:
        parts.append(f"moved {'up' if shift > 0 else 'down'} by {abs(shift):.1f} sd")
    return f"({', '.join(parts)})"


def outcome_sentences(courses: Sequence[Course]) -> list[str]:
    """The outcomes that are known better than before, each in its clearest year."""
    found = []
    for course in courses:
        known = np.maximum(np.nan_to_num(course.half_gone), np.abs(np.nan_to_num(course.half_moved)))
        known = np.where(course.telling, known, 0.0)
        if known.size and known.max() >= NARROWED:
            found.append((float(known.max()), course, int(known.argmax())))
    if courses and not found:
        hardly = "the middle half of the worlds hardly narrows or moves."
        return [f"None of the outcomes below is known much better than before: {hardly}"]
    found.sort(key=lambda one: (not one[1].reported, -one[0]))
    return [_outcome(course, at) for _, course, at in found[:MOST]]


def _outcome(course: Course, at: int) -> str:
    low, half, high = (POINTS.index(point) for point in (25, 50, 75))
    before, after = (
        f"{between(of[low, at], of[high, at], course.unit)} (middle {amount(of[half, at], course.unit)})"
        for of in (course.before, course.after)
    )
    where = f", {course.outcome.place}" if course.outcome.place else ""
    return (
        f"{course.outcome.title}{where}, in {course.years[at]}: the middle half of the worlds showed "
        f"{before} before the evidence and shows {after} after it."
    )


def counted(number: int, what: str) -> str:
    """A number with its noun: ``1 report``, ``67 reports``."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def listed(names: Iterable[str]) -> str:
    """Names as a phrase: ``a, b and c``."""
    every = list(names)
    return " and ".join([", ".join(every[:-1]), every[-1]] if len(every) > 1 else every)
