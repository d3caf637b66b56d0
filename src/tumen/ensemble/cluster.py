"""Workers on other machines, through Dask: for those who outgrow their own."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tumen.core.errors import InputError
from tumen.ensemble.pool import broken_pipes_raise

PATIENCE = 10.0
"""Seconds a scheduler has to answer."""

COUNT_AGAIN = 5.0
"""Seconds for which a count of the workers holds."""


@contextmanager
def connection(address: str | None) -> Iterator[Executor | None]:
    """The cluster at an address, for a while; without an address none. Raises as `cluster` does."""
    if address is None:
        yield None
        return
    with broken_pipes_raise():
        executor = cluster(address)
        try:
            yield executor
        finally:
            executor.shutdown(wait=False)


def cluster(address: str, patience: float = PATIENCE) -> Cluster:
    """An executor whose workers a Dask scheduler hands out.

    Parameters
    ----------
    address : str
        ``tcp://HOST:PORT``, or the scheduler's file (``….json``).
    patience : float
        Seconds it has to answer.

    Raises
    ------
    InputError
        If Dask is not installed, or nobody answers.
    """
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise InputError(
            "Dask is not installed, and a cluster needs it: pip install 'tumen[cluster]'"
        ) from error
    found = _address(address)
    try:
        host = urlsplit(found)
        socket.create_connection((host.hostname, host.port), patience).close()  # Dask itself gives up noisily
        client = distributed.Client(found, timeout=patience, set_as_default=False)
    except (OSError, TimeoutError, ValueError, TypeError) as error:
        raise InputError(
            f"No Dask scheduler answers at {address}; start one with 'dask scheduler' and give its address, "
            "such as tcp://127.0.0.1:8786."
        ) from error
    return Cluster(client)


def _address(address: str) -> str:
    """An address, out of the scheduler's file where that is named, and with the protocol."""
    if address.endswith(".json"):
        try:
            address = json.loads(Path(address).read_text(encoding="utf-8"))["address"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"{address} is no file of a Dask scheduler; start one with: "
                f"dask scheduler --scheduler-file {address}"
            ) from error
    return address if "://" in address else f"tcp://{address}"


class Cluster(Executor):
    """A Dask client as an executor that knows how many workers there are; closed with its client."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self._executor = client.get_executor(pure=False)
        self._number, self._counted = 1, float("-inf")
        self._lock = threading.Lock()

    @property
    def _max_workers(self) -> int:
        """Threads of all workers as of some seconds ago: they come and go."""
        with self._lock:
            if time.monotonic() - self._counted > COUNT_AGAIN:
                self._counted = time.monotonic()
                with suppress(OSError, TimeoutError):  # the tasks in hand will tell that it has gone
                    self._number = max(1, sum(self.client.nthreads().values()))
            return self._number

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a call to a worker."""
        future: Future[Any] = self._executor.submit(fn, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the scheduler go; its workers stay."""
        self._executor.shutdown(wait=wait)
        self.client.close(timeout=PATIENCE)
