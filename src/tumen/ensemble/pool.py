"""Workers: processes of our own that are replaced when they die, or any executor that is handed in."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager
from typing import Any, Protocol

import loky
from loky.backend.context import get_context

from tumen.core.errors import InputError

ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
"""A run takes one core; the libraries that would take more are told so."""

WATCH = 1.0
"""Seconds between a worker's looks at whether its driver lives."""

UNKNOWN = 64
"""Workers assumed of an executor that does not say how many it has."""


class Pool(Protocol):
    """Workers for tasks."""

    def workers(self) -> int:
        """How many run at once."""

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Hand a call out."""

    def lost(self, error: BaseException) -> bool:
        """Whether an error means that a worker died, and not that a task went wrong."""

    def renew(self) -> bool:
        """Take new workers for those that died; false where that cannot be done."""

    def close(self) -> None:
        """Let the workers go, at once."""


class OwnProcesses:
    """Processes on this machine, one a core; new ones are started when one dies."""

    def __init__(self, number: int | None = None) -> None:
        self.number = number or cores()
        self._executor = self._start()

    def _start(self) -> loky.ProcessPoolExecutor:
        return loky.ProcessPoolExecutor(
            self.number,
            context=get_context("loky"),
            initializer=_begin,
            initargs=(os.getpid(),),
            env=ONE_THREAD,
        )

    def workers(self) -> int:
        """How many run at once."""
        return self.number

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Hand a call out."""
        return self._executor.submit(function, *arguments)

    def lost(self, error: BaseException) -> bool:
        """Whether an error means that a worker died."""
        return isinstance(error, BrokenExecutor)

    def renew(self) -> bool:
        """Start new processes for all."""
        self._executor.shutdown(wait=True, kill_workers=True)
        self._executor = self._start()
        return True

    def close(self) -> None:
        """Kill the processes: what they have not written is done again another time."""
        self._executor.shutdown(wait=True, kill_workers=True)


class Given:
    """An executor that is somebody else's: it is neither renewed nor shut down."""

    def __init__(self, executor: Executor, number: int | None = None) -> None:
        self.executor, self.number = executor, number

    def workers(self) -> int:
        """How many run at once, as far as the executor says."""
        return self.number or getattr(self.executor, "_max_workers", None) or UNKNOWN

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Hand a call out."""
        return self.executor.submit(function, *arguments)

    def lost(self, error: BaseException) -> bool:
        """Whether an error means that a worker died."""
        return isinstance(error, BrokenExecutor | CancelledError)

    def renew(self) -> bool:
        """Nothing that we may do."""
        return False

    def close(self) -> None:
        """Leave it to its owner."""


@contextmanager
def broken_pipes_raise() -> Iterator[None]:
    """Take a pipe that breaks for an error while workers are about: by default it would end a command.

    A worker that dies leaves pipes whose other end is closed.
    """
    apart = threading.current_thread() is not threading.main_thread()
    if apart or not hasattr(signal, "SIGPIPE") or signal.getsignal(signal.SIGPIPE) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def cores() -> int:
    """Cores that this process may use."""
    return int(loky.cpu_count())


def check_workers(workers: int | None) -> None:
    """Raise `InputError` for a number of workers that cannot be."""
    if workers is not None and workers < 1:
        raise InputError(f"The number of workers is {workers}; expected at least 1.")


def _begin(driver: int) -> None:
    """Leave Ctrl-C to the driver, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(driver,), daemon=True).start()


def _end_with(driver: int) -> None:
    while os.getppid() == driver:
        time.sleep(WATCH)
    os._exit(1)
