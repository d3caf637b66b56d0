"""Dates in a text as EDTF, those that lean on the day of publication resolved against it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tumen.evidence.reading import dates_cjk, dates_en
from tumen.evidence.reading.calendar import YEARS, Found, edtf
from tumen.evidence.reading.scripts import east_asian
from tumen.evidence.text import one_line


@dataclass(frozen=True)
class Dated:
    """A date or period named in a text."""

    period: str
    start: int
    end: int


LEAD = re.compile(r"(?:since|until|from|before|by) (?:the )?", re.IGNORECASE)
"""A word that belongs to a date's expression and says towards which side it is open."""

SINCE = re.compile(
    r"\b(?:since|ever since|starting(?: in| on| from)?|beginning(?: in| on)?|as of|"
    r"effective) (?:the )?$",
    re.IGNORECASE,
)
FROM = re.compile(r"\bfrom (?:the )?$", re.IGNORECASE)
TO_AFTER = re.compile(r" (?:to|until|through)\b| ?[-–]", re.IGNORECASE)
BEFORE = re.compile(r"\b(?:before|prior to) (?:the )?$", re.IGNORECASE)
UNTIL = re.compile(r"\b(?:until|till|up to|through) (?:the )?$", re.IGNORECASE)
RANGE = re.compile(r"[a-z\d.] ?(?:[-–~至到]|to|and|through|until|부터|에서) ?[A-Z\d]")
AGO = re.compile(r"\b(?:ago|earlier|before)$")


def dates_in(text: str, published: date | None) -> list[Dated]:
    """Every date that a text names, in order, none inside another.

    Parameters
    ----------
    text
        Any text; offsets are its code points.
    published
        Day of publication, against which "last month", "since March" and "on the 14th" are read; without
        it those are left out.
    """
    if published is not None and published.year not in YEARS:
        published = None
    text = one_line(text)
    found = [*dates_en.spans_in(text, published)]
    found += dates_cjk.spans_in(text, published) if east_asian(text) else ()
    return [_opened(text, one) for one in _apart(found)]


def _apart(found: list[Found]) -> list[Found]:
    """Of expressions that overlap the longest, the earlier of two as long."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda spanned: (spanned[1], -spanned[2])):
        if not kept or one[1] >= kept[-1][2]:
            kept.append(one)
        elif one[2] - one[1] > kept[-1][2] - kept[-1][1]:
            kept[-1] = one
    return kept


def _opened(text: str, one: Found) -> Dated:
    """EDTF of the days, open towards one side after "since" and "until"."""
    span, start, end = one
    said = text[start:end]
    if RANGE.search(said) or AGO.search(said):
        return Dated(edtf(span), start, end)
    lead = LEAD.match(said)
    before = text[max(0, start - 20) : start] + (lead[0] if lead else "")
    begins = SINCE.search(before) or (FROM.search(before) and not TO_AFTER.match(text, end))
    if begins or dates_cjk.opens(text, start, end):
        span = replace(span, last=None)
    elif BEFORE.search(before) and span.first:
        span = replace(span, first=None, last=span.first - timedelta(days=1))
    elif UNTIL.search(before) or dates_cjk.closes(text, end):
        span = replace(span, first=None)
    return Dated(edtf(span), start, end)
