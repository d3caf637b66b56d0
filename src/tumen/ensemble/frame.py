"""What the stored results of a world are laid out by: months, places, goods, crossings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import prod

from tumen.core.declare import GROUPS
from tumen.core.roles import Means
from tumen.engine.stage import Stage


@dataclass(frozen=True)
class Frame:
    """Labels along the dimensions of monthly results; the same for every run of a world.

    Attributes
    ----------
    time
        Last day of each month.
    days
        Days of each month that were lived; the first and last may be cut short.
    residents
        People of each place, in the order of ``places``.
    dims
        Observable -> its dimensions besides time, as `GROUPS` names them.
    units
        Observable -> its unit.
    """

    time: tuple[date, ...]
    days: tuple[int, ...]
    places: tuple[str, ...]
    residents: tuple[float, ...]
    commodities: tuple[str, ...]
    crossings: tuple[str, ...]
    means: tuple[str, ...]
    camps: tuple[str, ...]
    dims: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    @property
    def first(self) -> date:
        """First day that counts."""
        return self.time[0] - timedelta(days=self.days[0] - 1)

    def labels(self, dimension: str) -> tuple[str, ...]:
        """Names along a dimension: ``place``, ``commodity``, ``crossing``, ``means`` or ``camp``."""
        return {
            "place": self.places,
            "commodity": self.commodities,
            "crossing": self.crossings,
            "means": self.means,
            "camp": self.camps,
        }[dimension]

    def shape(self, name: str) -> tuple[int, ...]:
        """Lengths of an observable's dimensions, time first."""
        return (len(self.time), *(len(self.labels(dimension)) for dimension in self.dims[name]))

    def size(self, name: str) -> int:
        """Numbers that one run has of an observable."""
        return prod(self.shape(name))


def frame_of(stage: Stage) -> Frame:
    """The frame of every run of a stage's world."""
    time, days = _months(stage.start, stage.end)
    observables = stage.model.catalog.observables
    return Frame(
        time=time,
        days=days,
        places=stage.names["place"],
        residents=tuple(float(number) for number in stage.arrays["place_rows"]["residents"]),
        commodities=stage.names["commodity"],
        crossings=stage.names["crossing"],
        means=tuple(means.name.lower() for means in Means),
        camps=stage.names["camp"],
        dims={name: GROUPS[observable.by] for name, observable in observables.items()},
        units={name: observable.unit for name, observable in observables.items()},
    )


def _months(start: date, end: date) -> tuple[tuple[date, ...], tuple[int, ...]]:
    """Last day of each month from ``start`` to ``end``, and how many of its days lie between them."""
    ends, days = [], []
    first = start
    while first <= end:
        following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        last = min(end, following - timedelta(days=1))
        ends.append(last)
        days.append((last - first).days + 1)
        first = following
    return tuple(ends), tuple(days)
