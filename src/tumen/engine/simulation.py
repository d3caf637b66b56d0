"""One world, day by day: advance it, stop it, save it, go on."""

from __future__ import annotations

import gc
import hashlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property, partial
from typing import Any

import numpy as np
from numba import int64, typeof

from tumen.core.declare import KINDS
from tumen.core.errors import RunError
from tumen.engine.interpret import Interpreter
from tumen.engine.record import Recorder, history_arrays
from tumen.engine.stage import Stage

LONGEST_CALL = 31
"""Days the kernel runs at most before it comes back for progress, interrupts and the record."""


@contextmanager
def _keeping_garbage() -> Iterator[None]:
    """Collect no garbage meanwhile: a compiler's many small objects all live until it is done."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def machine_code(entry: Any, arrays: Mapping[str, np.ndarray]) -> Callable[..., int]:
    """An entry of the kernel, compiled or from the cache, holding its arrays; it takes the numbers left.

    Numba's own dispatch would look at the type of every array at every call.
    """
    names = inspect.signature(entry.py_func).parameters
    held = [arrays[name] for name in names if name in arrays]
    signature = (*(typeof(array) for array in held), *[int64] * (len(names) - len(held)))
    with _keeping_garbage():
        entry.compile(signature)
    return partial(entry.get_overload(signature), *held)


def compile_kernel(stage: Stage) -> None:
    """Make machine code for the stage's kernel, from the cache where it is there, before any day is run."""
    kernel = stage.model.kernel
    arrays = stage.arrays | history_arrays(stage.arrays, 1) | {"trouble": np.zeros(5, np.int64)}
    for entry in (kernel.open_world, kernel.begin_day, kernel.live, kernel.settle):
        machine_code(entry, arrays)


class Simulation:
    """A stage, the day it has reached and what it remembers.

    Parameters
    ----------
    stage : Stage
        The world.
    threads : int
        Threads that share the tiles of one day; the results do not depend on it.
    interpreted : bool
        Run the rules as plain Python, slowly, with every bound checked.
    daily : bool
        Remember every day, not only months.
    opened : bool
        Whether the opening balances stand already (a snapshot's do).
    """

    def __init__(
        self,
        stage: Stage,
        *,
        threads: int = 1,
        interpreted: bool = False,
        daily: bool = False,
        opened: bool = False,
    ) -> None:
        self.stage = stage
        self.threads = threads
        self.day = 0
        self.recorder = Recorder(stage.model.layout, stage.first_day, stage.burn_in, daily=daily)
        self.history = history_arrays(stage.arrays, LONGEST_CALL)
        self.trouble = np.zeros(5, np.int64)
        self.interpreter = Interpreter(stage) if interpreted else None
        if not opened:
            stage.set_params(0)
            self._open()

    def _open(self) -> None:
        if self.interpreter:
            self.interpreter.open_world()
        else:
            machine_code(self.stage.model.kernel.open_world, self.stage.arrays)()
        self.stage.arrays["held"][0] = self._count_stocks()

    def _count_stocks(self) -> np.ndarray:
        """Every stock, counted afresh: (place and centre, asset)."""
        arrays, books = self.stage.arrays, self.stage.wiring.books
        counted = np.zeros_like(arrays["held"][0])
        for name in self.stage.model.layout.stocks(*KINDS):
            kind, field = name.split(".")
            table = arrays[f"{kind}_rows"]
            values = table[field].astype(np.int64)
            if kind == "household":
                values = values * table["weight"]
            np.add.at(counted, (table["place"].astype(np.int64), books.of_stock(name, table)), values)
        return counted

    def run(self, until: int | None = None, progress: Callable[[int], None] | None = None) -> None:
        """Advance to day ``until`` (default: the end), calling ``progress(day)`` about once a month.

        Raises
        ------
        RunError
            If the books of any asset do not close, or a stock falls below zero.
        KeyboardInterrupt
            On Ctrl-C, after the month in hand; the state is whole and can be saved.
        """
        until = self.stage.days if until is None else min(until, self.stage.days)
        changes = [*self.stage.change_days(), self.stage.burn_in, until]
        while self.day < until:
            self.stage.set_params(self.day)
            stop = min(
                [day for day in changes if day > self.day] + [self._month_end(), self.day + LONGEST_CALL]
            )
            if self.day == self.stage.burn_in:
                self.recorder.opening = self.stage.arrays["held"][0].copy()
            first = self.day
            reached = self._advance(first, stop)
            self.recorder.add(first, self.history, reached - first)
            self.day = reached
            if reached != stop:
                raise RunError(self._what_went_wrong())
            if progress:
                progress(self.day)

    def _month_end(self) -> int:
        today = self.stage.first_day + timedelta(days=self.day)
        following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
        return (following - self.stage.first_day).days

    @cached_property
    def _parts(self) -> tuple[Callable[..., int], ...]:
        kernel = self.stage.model.kernel
        arrays = self.stage.arrays | self.history | {"trouble": self.trouble}
        return tuple(machine_code(entry, arrays) for entry in (kernel.begin_day, kernel.live, kernel.settle))

    def _advance(self, first: int, stop: int) -> int:
        self.trouble[:] = 0
        if self.interpreter:
            return self.interpreter.advance(first, stop, self.history, self.trouble)
        tiles = len(self.stage.arrays["tile_place"])
        edges = [tiles * i // self.threads for i in range(self.threads + 1)]
        if self.threads == 1:
            return self._live_days(first, stop, map, edges)
        with ThreadPoolExecutor(self.threads) as pool:
            return self._live_days(first, stop, pool.map, edges)

    def _live_days(self, first: int, stop: int, each: Callable[..., Iterable[Any]], edges: list[int]) -> int:
        """Live days up to ``stop``, tiles between ``edges`` side by side; returns the day reached."""
        begin_day, live, settle = self._parts
        for day in range(first, stop):
            begin_day(day)
            for _ in each(partial(live, day), edges[:-1], edges[1:]):
                pass
            if settle(day, day - first):
                return day
        return stop

    def _what_went_wrong(self) -> str:
        kind, day, place, asset, gap = (int(x) for x in self.trouble)
        when = self.stage.first_day + timedelta(days=day)
        where = [*self.stage.names["place"], "the centre"][place]
        what = self.stage.wiring.books.assets[asset]
        if kind == 2:
            return (
                f"On {when} in {where}, a stock of {what} fell below zero or grew too large; the run stopped."
            )
        return f"On {when} in {where}, the books of {what} do not close ({gap:+d} units); the run stopped."

    @property
    def imbalance(self) -> dict[str, int]:
        """Asset -> units by which stocks counted afresh differ from the books (0 unless broken)."""
        gap = (self._count_stocks() - self.stage.arrays["held"][0]).sum(axis=0)
        return {asset: int(gap[i]) for i, asset in reversed(list(enumerate(self.stage.wiring.books.assets)))}

    def digest(self) -> str:
        """Hash of the state and of all that is remembered: equal for equal lives."""
        hasher = hashlib.sha256()
        for kind in KINDS:
            table = self.stage.arrays[f"{kind}_rows"]
            for field in sorted(table.dtype.names or ()):
                hasher.update(f"{kind}.{field}".encode())
                hasher.update(np.ascontiguousarray(table[field]).astype("<i8").tobytes())
        for period in self.recorder.months:
            hasher.update(f"{period.start} {period.days}".encode())
            for name in sorted(period.sums):
                hasher.update(np.ascontiguousarray(period.sums[name]).astype("<i8").tobytes())
        return hasher.hexdigest()
