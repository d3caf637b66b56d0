"""Periods as reports state them: a month, a quarter or a year, some of them 'about', in EDTF."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tumen.core.errors import InputError

QUARTER = 3
FIRST_QUARTER = 33
"""EDTF level 2 writes the quarters of a year as months 33 to 36."""

EDTF = re.compile(r"(\d{4})(?:-(\d\d))?(~?)")


@dataclass(frozen=True)
class Period:
    """``length`` months from ``first`` (months since year 0); ``about`` is good to a month either way."""

    first: int
    length: int = 1
    about: bool = False

    def __str__(self) -> str:
        year, month = divmod(self.first, 12)
        about = "~" if self.about else ""
        if self.length == 12:
            return f"{year:04d}{about}"
        code = FIRST_QUARTER + month // QUARTER if self.length == QUARTER else month + 1
        return f"{year:04d}-{code:02d}{about}"

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read what ``str`` writes: ``2018``, ``2018-02``, ``2018-02~``, ``2018-33`` (first quarter).

        Raises
        ------
        InputError
            If it is none of these.
        """
        found = EDTF.fullmatch(text)
        code = int(found[2] or 0) if found else -1
        if not found or not (0 <= code <= 12 or FIRST_QUARTER <= code < FIRST_QUARTER + 4):
            raise InputError(f"'{text}' is no period; expected such as 2018, 2018-02, 2018-02~ or 2018-33.")
        start, about = 12 * int(found[1]), bool(found[3])
        if found[2] is None:
            return cls(start, 12, about)
        if code >= FIRST_QUARTER:
            return cls(start + QUARTER * (code - FIRST_QUARTER), QUARTER, about)
        if not code:
            raise InputError(f"'{text}' is no period: months are counted from 01.")
        return cls(start + code - 1, 1, about)

    @property
    def last(self) -> int:
        """Its last month."""
        return self.first + self.length - 1

    @property
    def start(self) -> date:
        """First day."""
        return first_day(self.first)

    @property
    def end(self) -> date:
        """Last day."""
        return first_day(self.first + self.length) - timedelta(days=1)

    def shifted(self, months: int) -> Period:
        """The same so many months later."""
        return replace(self, first=self.first + months)


def first_day(month: int) -> date:
    """First day of a month counted since year 0."""
    return date(month // 12, month % 12 + 1, 1)
