"""From what a run remembers to observables: the measures of the declarations, worked out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tumen.core.declare import BOUNDARIES, FIXED_ONE, GROUPS, Observable
from tumen.core.measure import Measure
from tumen.core.roles import Means
from tumen.engine.catalog import WITH_NONE
from tumen.engine.record import Period
from tumen.engine.stage import Stage


class Evaluator:
    """Works out observables from periods of one run.

    Parameters
    ----------
    stage : Stage
        For names, places and layouts.
    periods : sequence of Period
        Months or days.
    """

    def __init__(self, stage: Stage, periods: Sequence[Period]) -> None:
        self.stage, self.periods = stage, periods
        self.layout = stage.model.layout
        self.days = np.array([period.days for period in periods], float)

    def observable(self, observable: Observable) -> np.ndarray:
        """Values by time and the dimensions that ``observable.by`` gives (`GROUPS`).

        A ratio whose denominator is zero is missing (NaN).
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            values = self._evaluate(observable.measure, observable.by)
        values = np.asarray(np.where(np.isfinite(values), values, np.nan), float)
        return np.broadcast_to(values, self._shape(observable.by)).copy()

    def _shape(self, by: str) -> tuple[int, ...]:
        return (len(self.periods), *(self._rows(dimension) for dimension in GROUPS[by]))

    def _rows(self, dimension: str) -> int:
        return len(Means) if dimension == "means" else len(self.stage.names[dimension])

    def _evaluate(self, measure: Measure, by: str) -> np.ndarray:
        if measure.how == "number":
            return np.array(measure.value)
        if measure.how == "combine":
            assert measure.left is not None
            assert measure.right is not None
            left, right = self._evaluate(measure.left, by), self._evaluate(measure.right, by)
            match measure.operator:
                case "+":
                    return left + right
                case "-":
                    return left - right
                case "*":
                    return left * right
                case "/":
                    return left / right
        values = self._read(measure, by)
        if measure.how == "mean":
            days = self.days.reshape((-1,) + (1,) * (values.ndim - 1))
            values = values / days
        return values

    def _read(self, measure: Measure, by: str) -> np.ndarray:
        kind, name = measure.name.split(".")
        remembered = "lasts" if measure.how == "last" else "sums"
        if kind == "flow":
            return self._flow(name, remembered, by)
        if kind == "household":
            column = self.layout.holding_names.index(measure.name)
            values = np.stack([getattr(p, remembered)["holdings"][:, column] for p in self.periods]).astype(
                float
            )
            return self._group(values, np.arange(values.shape[1]), by)
        table = self.stage.arrays[f"{kind}_rows"]
        positions = [self.stage.wiring.at(measure.name, row) for row in range(len(table))]
        values = np.stack([getattr(p, remembered)["coarse"][positions] for p in self.periods]).astype(float)
        if self.layout.slots[measure.name].fixed:
            values = values / FIXED_ONE
        keep = np.ones(len(table), bool)
        for field, wanted in measure.where:
            keep &= table[field] == wanted
        if kind in WITH_NONE:
            keep[0] = False
        values = np.where(keep, np.ones_like(values) if measure.how == "rows" else values, 0.0)
        if by in ("crossing", "camp"):
            return self._sum_over(values, [table[by] if kind != by else np.arange(len(table))], by)
        if by in ("commodity", "means") and by in (table.dtype.names or ()):
            return self._sum_over(values, [table["place"], table[by]], by)
        return self._group(values, table["place"], by)

    def _flow(self, name: str, remembered: str, by: str) -> np.ndarray:
        """A flow, booked at the end that is not the centre."""
        flow = self.stage.model.catalog.flows[name]
        numbers = self.stage.wiring.books.columns_of(name)
        ends = [end for end in (flow.source, flow.to) if end not in BOUNDARIES]
        side = (
            "ledger_in"
            if ends and ends[0] == flow.source and flow.source.startswith("state.")
            else "ledger_out"
        )
        values = np.stack([getattr(p, remembered)[side][:, numbers] for p in self.periods]).astype(float)
        n = len(self.stage.names["place"])
        if by == "commodity" and len(numbers) > 1:
            return values[:, :n]
        return self._group(values.sum(axis=2), np.arange(n + 1), by)

    def _group(self, values: np.ndarray, places: np.ndarray, by: str) -> np.ndarray:
        if by == "nation":
            return np.asarray(values.sum(axis=1))
        n = len(self.stage.names["place"])
        grouped = np.zeros((len(values), n + 1))
        for column, place in enumerate(places):
            grouped[:, int(place)] += values[:, column]
        grouped = grouped[:, :n] if (np.asarray(places) < n).any() else np.repeat(grouped[:, n:], n, axis=1)
        return grouped[:, :, None] if by == "commodity" else grouped

    def _sum_over(self, values: np.ndarray, links: list[np.ndarray], by: str) -> np.ndarray:
        """Rows added up over the rows they are linked to."""
        grouped = np.zeros(self._shape(by))
        np.add.at(grouped.T, tuple(link.astype(np.int64) for link in reversed(links)), values.T)
        return grouped
