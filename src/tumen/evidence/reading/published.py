"""The day on which a text says it was published: a dateline at its head, or a full date at its foot."""

from __future__ import annotations

import re
from datetime import date

from tumen.evidence.reading.dates import dates_in

DAY = re.compile(r"\d{4}-\d\d-\d\d")
HEAD, FOOT = 400, 200
"""Characters at either end of a text in which its own date may stand."""


def day_of_publication(text: str) -> date | None:
    """The first day named in full at the head of a text, else the last at its foot, else None."""
    head = _days(text[:HEAD])
    foot = _days(text[-FOOT:])
    return head[0] if head else foot[-1] if foot else None


def _days(text: str) -> list[date]:
    return [date.fromisoformat(one.period) for one in dates_in(text, None) if DAY.fullmatch(one.period)]
