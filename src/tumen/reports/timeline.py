"""The dates that matter, numbered once for every figure of a brief."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd

NEAR = pd.Timedelta(days=24)
"""Marks closer than this share a number: a line each would not be told apart."""


@dataclass(frozen=True)
class Mark:
    """A dated event: ``input`` was given to the run, ``outcome`` is what was reported of reality."""

    number: str
    date: pd.Timestamp
    kind: Literal["input", "outcome"]
    names: tuple[str, ...]
    about: str = ""

    @property
    def name(self) -> str:
        """All that happened on about this date."""
        return "; ".join(self.names)


def marks(provenance: Mapping[str, Any], goods: Collection[str] | None = None) -> list[Mark]:
    """The scenario's events and the instruments that no event tells of, by date.

    Of instruments only those on ``goods`` are marked, or all where no goods are named. Anything
    without a readable date is left out.
    """
    events = [
        mark
        for event in _list(provenance, "events")
        if (mark := _mark(event.get("date"), event, event.get("kind", "input"))) is not None
    ]
    told = [event.date for event in events if event.kind == "input"]
    instruments = [
        mark
        for instrument in _list(provenance, "instruments")
        if (goods is None or str(instrument.get("commodity", "")) in goods)
        and (mark := _mark(instrument.get("in_force"), instrument, "input")) is not None
        and not any(abs(mark.date - date) <= NEAR for date in told)
    ]
    dated = sorted(events + instruments, key=lambda mark: (mark.date, mark.kind))
    return [replace(mark, number=str(number)) for number, mark in enumerate(_merge(dated), start=1)]


def ban_date(provenance: Mapping[str, Any], goods: Collection[str]) -> pd.Timestamp | None:
    """The day the last sanction on ``goods`` took force; a measure of the exporting side is none."""
    found = [
        date_of(instrument.get("in_force"))
        for instrument in _list(provenance, "instruments")
        if str(instrument.get("commodity", "")) in goods and not instrument.get("own")
    ]
    return max((date for date in found if date is not None), default=None)


def dated(provenance: Mapping[str, Any], key: str, by: str) -> list[Mapping[str, Any]]:
    """Entries of a list in the provenance, in the order of their dates."""
    return sorted(_list(provenance, key), key=lambda item: str(item.get(by)))


def _list(provenance: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    return [item for item in provenance.get(key) or [] if isinstance(item, Mapping)]


def date_of(value: Any) -> pd.Timestamp | None:
    """A date, or None where there is none to be read."""
    try:
        date = pd.Timestamp(str(value))
    except ValueError:
        return None
    return None if pd.isna(date) else date


def _mark(value: Any, item: Mapping[str, Any], kind: Any) -> Mark | None:
    date = date_of(value)
    if date is None:
        return None
    chosen: Literal["input", "outcome"] = "outcome" if kind == "outcome" else "input"
    return Mark("", date, chosen, (str(item.get("name", "")),), str(item.get("about", "")))


def _merge(dated: list[Mark]) -> list[Mark]:
    """Join marks of one kind that lie within ``NEAR`` of each other."""
    merged: list[Mark] = []
    for mark in dated:
        last = merged[-1] if merged else None
        if last and last.kind == mark.kind and mark.date - last.date <= NEAR:
            names = last.names if mark.names[0] in last.names else last.names + mark.names
            about = " ".join(filter(None, dict.fromkeys((last.about, mark.about))))
            merged[-1] = replace(last, names=names, about=about)
        else:
            merged.append(mark)
    return merged
