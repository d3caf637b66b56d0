"""Handing a plan's runs out to workers and keeping account of them."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from secrets import randbelow

from tumen.core.errors import RunError, TumenError
from tumen.engine.kernel import Model
from tumen.ensemble import work
from tumen.ensemble.plan import Member, Plan
from tumen.ensemble.pool import Pool
from tumen.ensemble.store import Store
from tumen.ensemble.tidying import lay_together

SECONDS_A_TASK = 1.0
"""What a task should take: little is lost with a worker, and handing out costs next to nothing."""

LARGEST_TASK = 100
"""Runs in a task at most."""

LOOK_AGAIN = 1.0
"""Seconds after which the driver looks for runs that another one has stored."""

DEATHS = 3
"""A run by which so many workers died is given up."""

TROUBLES = 12
"""Tasks that come to grief one after the other, none done between them, after which all is given up."""

Progress = Callable[[int, int, float, float], None]
"""Called with (runs there, runs in all, runs a second, seconds left)."""


class RunsStopped(RunError):  # noqa: N818 – it is what happened
    """Runs of a plan stopped by themselves (books did not close, a rule broke); all others are stored.

    Attributes
    ----------
    members
        Those that stopped.
    """

    def __init__(self, message: str, members: tuple[Member, ...]) -> None:
        super().__init__(message)
        self.members = members


class Driver:
    """Hands out a plan's runs.

    Attributes
    ----------
    there
        Keys of the runs that are stored.
    own
        Those of them that were done by this driver's workers, also by one that died before it told.
    failed
        Key and message of the runs that are given up.
    stopped
        Keys of those of them that stopped by themselves: done again, they would stop again.
    seconds
        Spent handing out.
    """

    def __init__(self, plan: Plan, store: Store, model: Model, progress: Progress | None = None) -> None:
        self.plan, self.store, self.model, self.progress = plan, store, model, progress
        self.world_key = plan.world.key(model)
        self.members = dict(zip(plan.keys(model), plan.members, strict=True))
        self.there = set(store.held(plan, model))
        self.own: set[str] = set()
        self.failed: dict[str, str] = {}
        self.stopped: set[str] = set()
        self.seconds = 0.0
        self._waiting: deque[str] = deque()
        self._in_hand: dict[Future[work.Report], tuple[str, ...]] = {}
        self._suspicion: Counter[str] = Counter()
        self._looked = self._spent = 0.0
        self._at_first, self._troubles = len(self.there), 0

    def missing(self) -> list[str]:
        """Keys of the runs that are neither there nor failed."""
        return [key for key in self.members if key not in self.there and key not in self.failed]

    def carry_out(self, pool: Pool) -> None:
        """Hand out all that is missing and wait for it.

        Raises
        ------
        RunError
            If the store cannot be written or the workers are gone for good.
        KeyboardInterrupt
            With a sentence on what is stored.
        """
        began = time.perf_counter()
        todo = self.missing()
        first = randbelow(len(todo))  # two drivers of one plan begin at different places
        self._waiting = deque([*todo[first:], *todo[:first]])
        self._sender = self._introduce()
        try:
            while self._waiting or self._in_hand:
                self._hand_out(pool)
                self._take_in(pool)
                self._tell(began)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(self._standing()) from None
        finally:
            for future in self._in_hand:
                future.cancel()
            self._in_hand.clear()
            self.seconds += time.perf_counter() - began
        self.there = set(self.store.held(self.plan, self.model))

    def _introduce(self) -> Callable[[tuple[Member, ...]], work.Task]:
        """What makes a task of members."""
        world, model = work.packed(self.plan.world), work.give(self.model)
        path, identity = str(self.store.path), self.store.identity.name
        return lambda members: work.Task(world, self.world_key, model, members, path, identity)

    def _hand_out(self, pool: Pool) -> None:
        """Keep the workers in tasks; a run under suspicion goes alone."""
        self._look()
        while self._waiting and len(self._in_hand) < 2 * pool.workers():
            alone = self._suspected(self._waiting[0])
            if alone and self._in_hand:
                return
            batch = self._next_batch(pool.workers())
            if not batch:
                continue
            try:
                future = pool.submit(work.perform, self._sender(tuple(self.members[key] for key in batch)))
            except Exception as error:
                if not pool.lost(error):
                    raise
                self._put_back(batch)
                self._renew(pool, error)
                return
            self._in_hand[future] = batch
            if alone:
                return

    def _suspected(self, key: str) -> bool:
        return self._suspicion[key] >= DEATHS - 1

    def _next_batch(self, workers: int) -> tuple[str, ...]:
        """The next runs that make a task: about a second's work, the rest shared out evenly."""
        size = 1
        if self.own and not self._suspected(self._waiting[0]):
            each = self._spent / len(self.own)
            share = -(-len(self._waiting) // (2 * workers))
            size = max(1, min(LARGEST_TASK, share, round(SECONDS_A_TASK / max(each, 1e-6))))
        batch: list[str] = []
        while self._waiting and len(batch) < size:
            if batch and self._suspected(self._waiting[0]):
                break
            key = self._waiting.popleft()
            if key not in self.there:
                batch.append(key)
        return tuple(batch)

    def _look(self) -> None:
        """See what is stored by now, by whomever, and lay small shards together."""
        if time.monotonic() - self._looked > LOOK_AGAIN:
            with suppress(RunError):  # it is tried again at the end
                lay_together(self.store, self.world_key)
            found = self.store.keys(self.world_key) & self.members.keys() - self.there
            self.there |= found
            self.own |= found & self._suspicion.keys()
            self._looked = time.monotonic()

    def _take_in(self, pool: Pool) -> None:
        """Wait for a task; when a worker has died, for all that went with it."""
        if not self._in_hand:
            return
        done, _ = wait(self._in_hand, timeout=LOOK_AGAIN, return_when=FIRST_COMPLETED)
        deaths = [error for future in done if (error := self._settle(future, pool))]
        if deaths:
            wait(self._in_hand)
            for future in list(self._in_hand):
                self._settle(future, pool)
            self._renew(pool, deaths[0])

    def _settle(self, future: Future[work.Report], pool: Pool) -> BaseException | None:
        """Account for a finished task; returns what killed its worker, if it was killed."""
        batch = self._in_hand.pop(future)
        try:
            report = future.result()
        except TumenError:
            raise
        except Exception as error:
            self._troubles += 1
            what = f"{type(error).__name__}: {error}"
            died = pool.lost(error)
            if died:
                self._suspect(batch, 1, "its worker died, as often as it was tried")
            else:
                self._suspect(batch, DEATHS - 1, what)
            if self._troubles > TROUBLES:
                raise RunError(f"No worker gets a run done ({what}). {self._standing()}") from error
            return error if died else None
        self._account(report)
        return None

    def _account(self, report: work.Report) -> None:
        self._troubles = 0
        if report.shard:
            self.store.put(self.world_key, *report.shard)
        self.there.update(report.done)
        self.own.update(report.done)
        self.failed.update(report.failed)
        self.stopped.update(key for key, _ in report.failed)
        self._spent += report.seconds

    def _suspect(self, batch: Sequence[str], degree: int, message: str) -> None:
        """Put runs back, alone from the second time on; give up those that did it alone too."""
        for key in batch:
            alone = self._suspected(key)
            self._suspicion[key] = min(self._suspicion[key] + degree, DEATHS - (not alone))
            if alone:
                self.failed[key] = message
        self._put_back([key for key in batch if key not in self.failed])

    def _put_back(self, batch: Sequence[str]) -> None:
        self._waiting.extendleft(reversed(batch))

    def _renew(self, pool: Pool, error: BaseException) -> None:
        if not pool.renew():
            raise RunError(
                f"The workers are gone ({type(error).__name__}: {error}). {self._standing()}"
            ) from error
        self._looked = float("-inf")  # what they stored and could not tell is not done again

    def _tell(self, began: float) -> None:
        if self.progress:
            rate = (len(self.there) - self._at_first) / max(time.perf_counter() - began, 1e-9)
            missing = len(self.members) - len(self.there) - len(self.failed)
            left = missing / rate if rate else float("nan")
            self.progress(len(self.there), len(self.members), rate, left)

    def _standing(self) -> str:
        there = len(self.store.held(self.plan, self.model))
        return (
            f"{there} of {len(self.members)} runs are stored in {self.store.path}; "
            "the same call goes on from there."
        )

    def failure(self) -> RunError:
        """What to raise for the runs that are given up: `RunsStopped` if each stopped by itself."""
        if self.failed.keys() == self.stopped:
            return RunsStopped(self._what_failed(), tuple(self.members[key] for key in self.failed))
        return RunError(self._what_failed())

    def _what_failed(self) -> str:
        """One run that stopped and why, how many others, and what is stored."""
        key, message = next(iter(self.failed.items()))
        stored = len(self.members) - len(self.failed)
        return (
            f"{len(self.failed)} of {len(self.members)} runs stopped; the other {stored} are stored. "
            f"Run {key[:12]} ({self._described(key)}): {message}"
        )

    def _described(self, key: str) -> str:
        """A member by its luck and by the settings in which the plan's members differ."""
        member = self.members[key]
        alike = Counter(setting for one in self.members.values() for setting in one.settings)
        settings = [
            f"{name}={value:.6g}" for name, value in member.settings if alike[name, value] < len(self.members)
        ]
        words = [f"seed {member.seed}", *([f"run {member.run}"] if member.run else []), *settings]
        return ", ".join(words)
