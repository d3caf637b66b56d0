"""The calendar is the Gregorian one."""

from __future__ import annotations

import calendar as standard
from datetime import date, timedelta

from tumen.world import calendar


def test_every_field_agrees_with_the_standard_library():
    first = date(2012, 7, 1)
    for offset, row in enumerate(calendar(first, 3_200)):
        day = first + timedelta(days=offset)
        assert row.tolist() == (
            offset,
            (day - date(1970, 1, 1)).days,
            day.year,
            day.month,
            day.day,
            day.timetuple().tm_yday,
            day.weekday(),
            standard.monthrange(day.year, day.month)[1],
        )


def test_days_before_1970_count_backwards():
    (row,) = calendar(date(1969, 12, 31), 1)
    assert row["date_number"] == -1
    assert row["weekday"] == date(1969, 12, 31).weekday()
