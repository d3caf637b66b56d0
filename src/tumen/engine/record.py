"""What a run remembers: every coarse column and every flow, added up by month (or by day)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from tumen.engine.compose import HISTORY
from tumen.engine.layout import Layout


@dataclass
class Period:
    """One month (or day) up to ``end``: sums over its days and its last evening, as stored integers."""

    start: date
    end: date = date.min
    days: int = 0
    sums: dict[str, np.ndarray] = field(default_factory=dict)
    lasts: dict[str, np.ndarray] = field(default_factory=dict)


class Recorder:
    """Adds days to periods.

    Parameters
    ----------
    layout : Layout
        For the names of columns.
    first_day : date
        Day 0 of the run.
    burn_in : int
        Days before the first that counts; they are not remembered.
    daily : bool
        Keep every day as a period of its own beside the months.
    """

    def __init__(self, layout: Layout, first_day: date, burn_in: int, *, daily: bool = False) -> None:
        self.layout, self.first_day, self.burn_in, self.daily = layout, first_day, burn_in, daily
        self.months: list[Period] = []
        self.every_day: list[Period] = []
        self.opening: np.ndarray | None = None

    def add(self, first: int, history: dict[str, np.ndarray], days: int) -> None:
        """Remember ``days`` days from day ``first`` out of the kernel's history arrays."""
        rows = {name.removesuffix("_history"): array[:days] for name, array in history.items()}
        skip = max(0, self.burn_in - first)
        row = skip
        while row < days:
            today = self._date(first + row)
            to_month_end = (_next_month(today) - today).days
            until = min(days, row + to_month_end)
            self._put(self.months, today.replace(day=1), rows, row, until, self._date(first + until - 1))
            if self.daily:
                for one in range(row, until):
                    that_day = self._date(first + one)
                    self._put(self.every_day, that_day, rows, one, one + 1, that_day)
            row = until

    def _date(self, day: int) -> date:
        return self.first_day + timedelta(days=day)

    def _put(
        self,
        periods: list[Period],
        start: date,
        rows: dict[str, np.ndarray],
        first: int,
        until: int,
        end: date,
    ) -> None:
        if not periods or periods[-1].start != start:
            periods.append(Period(start))
        period = periods[-1]
        period.days += until - first
        period.end = end
        for name, values in rows.items():
            added = values[first:until].sum(axis=0)
            period.sums[name] = period.sums[name] + added if name in period.sums else added
            period.lasts[name] = values[until - 1].copy()


def history_arrays(arrays: dict[str, np.ndarray], days: int) -> dict[str, np.ndarray]:
    """Room for ``days`` days of the coarse tables, the ledgers and the stocks."""
    room = {f"{name}_history": np.zeros((days, *arrays[name].shape), np.int64) for name in HISTORY}
    room["held_history"] = np.zeros((days, *arrays["held"].shape[1:]), np.int64)
    return room


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
