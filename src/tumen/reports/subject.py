"""What a run is about: the goods its companies sell, and when things turned.

A brief of iron speaks of the ban on iron, one of zinc of the ban on zinc, and one of scrap, which
nobody banned, of the order that came down on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
import xarray as xr

from tumen.reports import series, timeline, words

Period = tuple[str, str]
"""First and last month, ``2016-09``."""

CRACKDOWN = "campaign"
"""The lever that a crackdown pulls."""

LEAST = 2
"""Months on either side without which nothing is compared."""


@dataclass(frozen=True)
class Turn:
    """The two periods that a brief compares, and how to say which they are."""

    kind: Literal["ban", "crackdown", "course"]
    date: pd.Timestamp | None
    before: Period
    after: Period
    said_before: str
    said_after: str
    titles: tuple[str, str]


def goods(dataset: xr.Dataset, provenance: Mapping[str, Any]) -> list[str]:
    """The goods the scenario is about: what its mine makes, and what its town sells under the same ban.

    Without a mine it is what the companies sell most of; empty where they sell nothing.
    """
    focus = series.focus_place(dataset) or "all"
    sold = _amounts(dataset, "export_value", focus) or _amounts(dataset, "export_value", "all")
    lead = _first(_amounts(dataset, "concentrate_made", focus)) or _first(sold)
    if lead is None:
        return []
    day = timeline.ban_date(provenance, [lead])
    alike = [name for name in sold if name != lead and day and timeline.ban_date(provenance, [name]) == day]
    return [lead, *alike]


def said(names: Sequence[str]) -> str:
    """Goods as a phrase: ``zinc concentrate and zinc``."""
    plain = [name.replace("_", " ") for name in names]
    return " and ".join([", ".join(plain[:-1]), plain[-1]] if len(plain) > 1 else plain)


def turn(dataset: xr.Dataset, provenance: Mapping[str, Any]) -> Turn | None:
    """What to compare: before and after the ban, else the crackdown, else the first and last year.

    None where the run is too short for any of them.
    """
    months = series.month_index(dataset)
    return (
        _ban(months, timeline.ban_date(provenance, goods(dataset, provenance)))
        or _crackdown(months, provenance)
        or _course(months)
    )


def years(dataset: xr.Dataset, provenance: Mapping[str, Any], covered: Sequence[int]) -> list[int]:
    """Calendar years to draw side by side: those around the turn, else the first and the last."""
    found = turn(dataset, provenance)
    if found is not None and found.date is not None:
        year = found.date.year
        after = year + 1 if year + 1 in covered else year
        around = [one for one in dict.fromkeys((year - 1, after)) if one in covered]
        if len(around) > 1:
            return around
    return list(dict.fromkeys([*covered[:1], *covered[-1:]]))


def _amounts(dataset: xr.Dataset, name: str, place: str) -> dict[str, float]:
    """Whole amounts by commodity, the largest first; nothing that is zero."""
    if name not in dataset.data_vars or "commodity" not in dataset[name].dims:
        return {}
    found = {}
    for label in series.labels(dataset, "commodity"):
        line = series.monthly(dataset, name, place, label)
        amount = 0.0 if line is None else float(np.nansum(line.values))
        if amount > 0:
            found[label] = amount
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def _first(amounts: Mapping[str, float]) -> str | None:
    return next(iter(amounts), None)


def _ban(months: pd.PeriodIndex, date: pd.Timestamp | None) -> Turn | None:
    if date is None:
        return None
    month = date.to_period("M")
    if month - 12 < months[0] or month + 12 > months[-1]:
        return None
    return Turn(
        "ban",
        date,
        (str(month - 12), str(month - 1)),
        (str(month + 1), str(month + 12)),
        "in the year before",
        f"in the twelve months after the ban of {words.day(f'{date:%Y-%m-%d}')}",
        ("The year before the ban", "The year after the ban"),
    )


def _crackdown(months: pd.PeriodIndex, provenance: Mapping[str, Any]) -> Turn | None:
    """From the first dated campaign to its end, at most a year, beside the same months a year before."""
    for change in timeline.dated(provenance, "changes", "from"):
        if not (change.get("set") or {}).get(CRACKDOWN):
            continue
        date, end = timeline.date_of(change.get("from")), timeline.date_of(change.get("to"))
        if date is None:
            continue
        month = date.to_period("M") + (1 if date.day > 15 else 0)
        final = min(months[-1], month + 11, end.to_period("M") if end is not None else months[-1])
        if month - 12 < months[0] or (final - month).n + 1 < LEAST:
            continue
        return Turn(
            "crackdown",
            date,
            (str(month - 12), str(final - 12)),
            (str(month), str(final)),
            f"in {words.months(str(month - 12), str(final - 12))}",
            f"in {words.months(str(month), str(final))}, the crackdown",
            ("The same months a year before", "Under the crackdown"),
        )
    return None


def _course(months: pd.PeriodIndex) -> Turn | None:
    """The first and the last year, or halves of a shorter run."""
    length = min(12, len(months) // 2)
    if length < LEAST:
        return None
    before = (str(months[0]), str(months[length - 1]))
    after = (str(months[-length]), str(months[-1]))
    said_before, said_after = (f"in {words.months(*period)}" for period in (before, after))
    return Turn("course", None, before, after, said_before, said_after, ("At the start", "At the end"))
