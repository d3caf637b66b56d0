"""Workers that meet with an accident, and drivers as programs of their own, to be killed by the tests.

What happens is told by files in a folder named by ``TUMEN_TEST_GATE``, never by the clock.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from tests.ensemble.worlds import plan
from tumen.ensemble import driver, work
from tumen.ensemble.cluster import cluster
from tumen.ensemble.perform import run_many
from tumen.ensemble.store import Store
from tumen.ensemble.tidying import lay_together
from tumen.ensemble.work import Report, Task

GATE = "TUMEN_TEST_GATE"
FREE = 3
"""Runs of smaller seeds pass the gate; the others wait in front of it."""

DEADLY = 5
"""The seed of the run that kills its worker."""

done = work.perform


def gate() -> Path:
    return Path(os.environ[GATE])


def at_the_gate(task: Task) -> Report:
    """Leave word that this worker waits, with a run in hand, until the gate is opened."""
    if any(member.seed >= FREE for member in task.members):
        (gate() / f"waiting-{os.getpid()}").touch()
        while not (gate() / "open").exists():
            time.sleep(0.02)
    return done(task)


def deadly(task: Task) -> Report:
    """Die of one run, unless this is the process of the tests themselves."""
    assert "pytest" not in sys.modules
    if any(member.seed == DEADLY for member in task.members):
        os.kill(os.getpid(), signal.SIGKILL)
    return done(task)


def gated() -> None:
    """Put the gate in front of this driver's workers, who begin with the first run, one at a time."""
    work.perform = at_the_gate
    driver.randbelow = lambda number: 0
    driver.LARGEST_TASK = 1


def waiting() -> list[int]:
    """Workers that stand at the gate."""
    return sorted(int(path.name.partition("-")[2]) for path in gate().glob("waiting-*"))


def wait_before_small_shards_go() -> None:
    """Leave word when the large shard has its name, and wait."""
    put = Store.put

    def put_and_wait(store: Store, world_key: str, name: str, content: bytes) -> None:
        put(store, world_key, name, content)
        (gate() / f"waiting-{os.getpid()}").touch()
        while True:
            time.sleep(1)

    Store.put = put_and_wait  # type: ignore[method-assign]


def drive() -> None:
    """A driver, or what it does at the end.

    ``python -m tests.ensemble.workers STORE RUNS [gated] [--workers N] [--cluster ADDRESS]``
    ``python -m tests.ensemble.workers STORE 0 tidying WORLD``
    """
    store, runs, *options = sys.argv[1:]
    if "tidying" in options:
        wait_before_small_shards_go()
        lay_together(Store(Path(store)), options[-1], rest=True)
    if "gated" in options:
        gated()
    number = int(options[options.index("--workers") + 1]) if "--workers" in options else 2
    executor = cluster(options[options.index("--cluster") + 1]) if "--cluster" in options else None
    performed = run_many(plan(int(runs)), Store(Path(store)), executor=executor, workers=number)
    print(performed.done, performed.reused)


if __name__ == "__main__":
    drive()
