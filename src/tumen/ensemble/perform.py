"""One function runs a plan on any executor; what is stored is not run again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass

from tumen.core.errors import RunError
from tumen.engine.kernel import Model, default_model
from tumen.engine.simulation import compile_kernel
from tumen.ensemble import people, work
from tumen.ensemble.driver import Driver, Progress
from tumen.ensemble.plan import Member, Plan
from tumen.ensemble.pool import Given, OwnProcesses, broken_pipes_raise, check_workers
from tumen.ensemble.records import record
from tumen.ensemble.store import Store
from tumen.ensemble.tidying import lay_together
from tumen.runs.crew import Crew

ROUNDS = 3
"""Times the store is gone through for runs that went after they were stored."""


@dataclass(frozen=True)
class Performed:
    """What came of a plan.

    Attributes
    ----------
    done
        Runs that were done now.
    reused
        Runs that were there, or came from another driver meanwhile.
    seconds
        From the first run handed out to the last one stored.
    """

    done: int
    reused: int
    seconds: float


def run_many(
    plan: Plan,
    store: Store | None = None,
    *,
    model: Model | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    compiling: Callable[[], None] | None = None,
) -> Performed:
    """Run what of a plan is not stored yet.

    Parameters
    ----------
    plan : Plan
        Which runs.
    store : Store, optional
        Where they are kept (default: the user's store).
    model : Model, optional
        The mechanisms; another than the default one only for executors within this process.
    executor : Executor, optional
        Whoever runs tasks: anything with ``submit``. By default processes on this machine, which are
        replaced when they die. It is left open.
    workers : int, optional
        How many tasks run at once (default: one a core, or what the executor says).
    progress : callable, optional
        Called with (runs there, runs in all, runs a second, seconds left).
    compiling : callable, optional
        Called if machine code has to be made first.

    Returns
    -------
    Performed

    Raises
    ------
    InputError
        For a share, date, setting or number of workers that makes no sense; nothing was run.
    tumen.ensemble.driver.RunsStopped
        If runs stopped by themselves (books did not close, a rule broke): it names their members, and
        all others are done and stored.
    RunError
        If runs are given up for another reason, the store cannot be written, or the workers are gone
        for good. What was stored stays; the same call goes on from there.
    KeyboardInterrupt
        On Ctrl-C, with a sentence on what is stored.
    """
    model, store = model or default_model(), store or Store()
    plan.check(model)
    check_workers(workers)
    driver = Driver(plan, store, model, progress)
    if not driver.missing():
        _note(plan, store, model)
    else:
        prepare(plan, store, model, compiling)
        _carry_out(driver, executor, workers)
    _tidy(store, driver.world_key)
    if driver.failed:
        raise driver.failure()
    return Performed(len(driver.own), len(plan.members) - len(driver.own), driver.seconds)


def _carry_out(driver: Driver, executor: Executor | None, workers: int | None) -> None:
    """Hand the runs out until all are there; again, where some went after they were stored."""
    with broken_pipes_raise():
        pool = Given(executor, workers) if executor is not None else OwnProcesses(workers)
        try:
            for _ in range(ROUNDS):
                driver.carry_out(pool)
                if not driver.missing():
                    return
        finally:
            pool.close()
    raise RunError(
        f"{len(driver.missing())} runs went from {driver.store.path} as often as they were stored there; "
        "look after its disk."
    )


def prepare(plan: Plan, store: Store, model: Model, compiling: Callable[[], None] | None = None) -> None:
    """Note the plan, draw its people and make the machine code, once for all workers.

    Raises
    ------
    InputError
        If so few people are drawn that a staffed site stands empty.
    RunError
        If the store cannot be written.
    """
    world = plan.world
    drawn = Crew(world.alone(), model, None, None).people
    record(store, plan, model)
    try:
        people.keep(drawn, store.folder(world.key(model)) / work.PEOPLE)
    except OSError as error:
        raise store.unwritable(error) from error
    store.frame(world, model)
    if compiling and not model.is_compiled:
        compiling()
    compile_kernel(world.stage(model, Member(), drawn))


def _note(plan: Plan, store: Store, model: Model) -> None:
    """Note a plan all of whose runs are there, so that nobody takes them for waste."""
    if plan.members:
        with suppress(RunError):  # a store that may only be read
            record(store, plan, model)


def _tidy(store: Store, world_key: str) -> None:
    """Lay small shards together; where there is no room for it, everything is stored nonetheless."""
    try:
        lay_together(store, world_key, rest=True)
    except RunError as error:
        store.note(f"{error} Every run is stored, in more files than need be.")
