"""From what a run remembers to observables: the measures of the declarations, worked out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tumen.core.declare import BOUNDARIES, FIXED_ONE, Observable
from tumen.core.measure import Measure
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
        """Values by (time, place), (time, place, commodity) or (time,), as ``observable.by`` says.

        A ratio whose denominator is zero is missing (NaN).
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            values = self._evaluate(observable.measure, observable.by)
        values = np.asarray(np.where(np.isfinite(values), values, np.nan), float)
        return np.broadcast_to(values, self._shape(observable.by)).copy()

    def _shape(self, by: str) -> tuple[int, ...]:
        n, names = len(self.periods), self.stage.names
        return {
            "place": (n, len(names["place"])),
            "commodity": (n, len(names["place"]), len(names["commodity"])),
            "nation": (n,),
        }[by]

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
            return self._group(
                self._flow(name, remembered), np.arange(len(self.stage.names["place"]) + 1), by
            )
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
        if kind == "site":
            keep[0] = False
        values = np.where(keep, np.ones_like(values) if measure.how == "rows" else values, 0.0)
        if by == "commodity":
            return self._by_commodity(values, table)
        return self._group(values, table["place"], by)

    def _flow(self, name: str, remembered: str) -> np.ndarray:
        """A flow by place, booked at the end that is not the centre."""
        flow = self.stage.model.catalog.flows[name]
        number = self.layout.flow_names.index(name)
        ends = [end for end in (flow.source, flow.to) if end not in BOUNDARIES]
        side = (
            "ledger_in"
            if ends and ends[0] == flow.source and flow.source.startswith("state.")
            else "ledger_out"
        )
        return np.stack([getattr(p, remembered)[side][:, number] for p in self.periods]).astype(float)

    def _group(self, values: np.ndarray, places: np.ndarray, by: str) -> np.ndarray:
        if by == "nation":
            return np.asarray(values.sum(axis=1))
        n = len(self.stage.names["place"])
        grouped = np.zeros((len(values), n + 1))
        for column, place in enumerate(places):
            grouped[:, int(place)] += values[:, column]
        grouped = grouped[:, :n] if (np.asarray(places) < n).any() else np.repeat(grouped[:, n:], n, axis=1)
        return grouped[:, :, None] if by == "commodity" else grouped

    def _by_commodity(self, values: np.ndarray, table: np.ndarray) -> np.ndarray:
        n, m = len(self.stage.names["place"]), len(self.stage.names["commodity"])
        if "commodity" not in (table.dtype.names or ()):
            return self._group(values, table["place"], "commodity")
        grouped = np.zeros((len(values), n, m))
        for column, (place, commodity) in enumerate(zip(table["place"], table["commodity"], strict=True)):
            grouped[:, int(place), int(commodity)] += values[:, column]
        return grouped
