"""How a report is dated: as it was, 'about' then, or by mistake a quarter too early or late."""

from __future__ import annotations

from datetime import date

from tumen.press.luck import Luck
from tumen.press.params import Settings
from tumen.press.period import QUARTER, Period


def state(
    period: Period, published: date, covered: range, luck: Luck, numbers: Settings
) -> tuple[Period, bool]:
    """The period as stated, and whether that is a mistake.

    ``covered`` are the months of the run: no report is dated outside them, nor to days that were
    not over when it was published. A year is never mistaken.
    """
    wrong = misdated(period, published, covered, luck, numbers)
    if wrong:
        return wrong, True
    if period.length == 1 and luck.happens(numbers["about_share"], "about"):
        slipped = period.shifted(luck.pick(3, "slip") - 1)
        kept = slipped if _possible(slipped, published, covered) else period
        return Period(kept.first, about=True), False
    return period, False


def misdated(period: Period, published: date, covered: range, luck: Luck, numbers: Settings) -> Period | None:
    """The period a quarter off, where this report is misdated and can be."""
    if period.length == 12 or not luck.happens(numbers["misdated_share"], "misdated"):
        return None
    shift = QUARTER if luck.happens(0.5, "later") else -QUARTER
    for months in (shift, -shift):
        if _possible(period.shifted(months), published, covered):
            return period.shifted(months)
    return None


def _possible(period: Period, published: date, covered: range) -> bool:
    return period.first in covered and period.last in covered and period.end < published
