"""What if: runs of the question asked last, a few people first, then more, told as they come."""

from __future__ import annotations

import os
import secrets
import threading
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np

from tumen.core.errors import TumenError
from tumen.engine.kernel import default_model
from tumen.engine.simulation import compile_kernel
from tumen.scenario import Scenario
from tumen.web import bands, flows, policies
from tumen.web.beliefs import Beliefs
from tumen.web.lives import Course, Lives, Stopped, World, scenario_named
from tumen.web.policies import Changed
from tumen.web.problems import Problem, missing
from tumen.web.schemas import Question

LADDER: tuple[tuple[float, int | None], ...] = ((0.0005, 1), (0.002, None))
"""Share of people and number of runs of each round; None is as many as are asked for.

A day costs the same for its places and crossings however few people there are, so a round between these two
would save a third of the time; and the fewer the people, the less they smuggle: over six samples of `musan`,
looked at once, 28 % less at one in a thousand than at twenty, 15 % less at two.
"""

ENOUGH = 4
"""Runs of a round from which on their picture says more than that of the round before."""

REPLACED = "replaced"
"""Kind of a message whose place a later picture has taken: nothing is left to tell of it."""

PAUSE = 0.3
"""Seconds between two pictures at least."""

SLOW = 0.1
"""Seconds from which on what happened is shown first, while a first run under policies is still lived."""

MOST_KEPT = 8
"""Questions whose answers can still be fetched."""

LEFT_ALONE = 30.0
"""Seconds without a listener after which a question stops: its page was closed."""

WORKERS = max(1, min(4, os.cpu_count() or 1))


@dataclass
class Live:
    """One question and what has been answered so far.

    Attributes
    ----------
    messages
        Kind and content, in order; of pictures the last one alone is sent to a slow reader.
    runs, ground, share
        The last whole round, from which tables and diagrams are made.
    seen
        When somebody last listened.
    """

    id: str
    question: Question
    scenario: Scenario
    changed: dict[str, Changed]
    beliefs: Beliefs
    messages: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    finished: threading.Event = field(default_factory=threading.Event)
    runs: dict[str, list[Course]] = field(default_factory=dict)
    ground: bands.Ground | None = None
    share: float = 0.0
    seen: float = field(default_factory=time.monotonic)
    _putting: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _partial: int | None = None

    def put(self, kind: str, content: dict[str, Any]) -> None:
        """Tell something to whoever listens; a picture of a part of a round goes when the next one comes."""
        with self._putting:
            self.messages.append((kind, content))
            if kind != "bands":
                return
            if self._partial is not None:
                self.messages[self._partial] = (REPLACED, {})
            self._partial = None if "places" in content else len(self.messages) - 1

    @property
    def end(self) -> date:
        """Last day that is lived."""
        return min(self.question.until or self.scenario.end, self.scenario.end)

    @property
    def first_change(self) -> date | None:
        """First day on which any of its policies differs."""
        days = [one.first for one in self.changed.values() if one.first is not None and one.first <= self.end]
        return min(days, default=None)

    @property
    def first_month(self) -> int:
        """Position of the month from which on figures are added up: of the first change, or the first."""
        first = self.first_change
        months = self.world(1.0, 0).months
        return next((i for i, one in enumerate(months) if first and one >= first.replace(day=1)), 0)

    @property
    def window(self) -> tuple[date, date]:
        """First and last day of what is added up."""
        return max(self.world(1.0, 0).months[self.first_month], self.scenario.start), self.end

    def world(self, share: float, run: int) -> World:
        """The world of one run."""
        end = None if self.end == self.scenario.end else self.end
        return World(self.scenario, share, self.beliefs.of(run), end)


class Engine:
    """Answers questions; keeps what was lived for the next one.

    Parameters
    ----------
    ladder
        As `LADDER`.
    """

    def __init__(self, ladder: Sequence[tuple[float, int | None]] = LADDER, workers: int = WORKERS) -> None:
        self.ladder, self.workers = tuple(ladder), workers
        self.lives = Lives(bands.WANTED)
        self.pool = ThreadPoolExecutor(workers, "life")
        self.questions: OrderedDict[str, Live] = OrderedDict()
        self._lock = threading.Lock()
        self._ready = threading.Lock()
        self._is_ready = threading.Event()

    def ask(self, question: Question, beliefs: Beliefs) -> Live:
        """Begin to answer; the question it replaces stops.

        Raises
        ------
        TumenError
            If the question makes no sense.
        """
        scenario = scenario_named(question.scenario)
        if question.until and question.until < scenario.start + timedelta(days=31):
            raise Problem(422, f"'until' is {question.until}; expected a day a month after {scenario.start}.")
        names = [policy.name for policy in question.policies]
        if len({*names, bands.BASELINE}) <= len(names):
            raise Problem(422, f"Two policies have one name, or one is called '{bands.BASELINE}'; rename it.")
        changed = {policy.name: policies.under(policy, scenario) for policy in question.policies}
        if question.replaces:
            self.cancel(question.replaces)
        live = Live(secrets.token_hex(9), question, scenario, changed, beliefs)
        with self._lock:
            self.questions[live.id] = live
            while len(self.questions) > MOST_KEPT:
                self.questions.popitem(last=False)[1].stop.set()
        threading.Thread(target=self._answer, args=(live,), daemon=True, name="question").start()
        return live

    def find(self, id_: str) -> Live:
        """A question by its id."""
        with self._lock:
            if id_ not in self.questions:
                raise missing("question", id_, ())
            return self.questions[id_]

    def cancel(self, id_: str) -> None:
        """Stop a question; one that is not there is stopped already."""
        with self._lock:
            if id_ in self.questions:
                self.questions[id_].stop.set()

    def close(self) -> None:
        """Stop everything."""
        with self._lock:
            for live in self.questions.values():
                live.stop.set()
        self.pool.shutdown(wait=False, cancel_futures=True)

    def get_ready(self, tell: Callable[[str], None]) -> None:
        """Make machine code of the model, once, saying so if it takes long."""
        if self._is_ready.is_set():
            return
        if not default_model().is_compiled:
            tell("Compiling the model; this happens once and takes about half a minute.")
        with self._ready:
            if self._is_ready.is_set():
                return
            compile_kernel(World(scenario_named("musan"), 0.0005).stage(0))
            self._is_ready.set()

    def _answer(self, live: Live) -> None:
        began = time.monotonic()
        try:
            self.get_ready(lambda words: live.put("compiling", {"words": words}))
            self._start(live)
            first = True
            for share, many in self.ladder:
                runs = min(many or live.question.runs, live.question.runs)
                _Round(self, live, share, runs, first).carry_out()
                first = False
            live.put("done", {"seconds": round(time.monotonic() - began, 2)})
        except Stopped:
            live.put("stopped", {})
        except TumenError as error:
            live.put("problem", {"error": str(error)})
        except Exception as error:  # noqa: BLE001 -- whatever goes wrong must reach the page as a sentence
            traceback.print_exc()
            live.put("problem", {"error": f"The runs broke off ({type(error).__name__}); ask again."})
        finally:
            live.finished.set()

    def _start(self, live: Live) -> None:
        live.put(
            "start",
            {
                "months": [month.strftime("%Y-%m") for month in live.world(1.0, 0).months],
                "runs": live.question.runs,
                "share": max((share for share, _ in self.ladder), default=0.0),
                "from_snapshot": _snapshot(live),
                "differs": {name: list(one.differs) for name, one in live.changed.items()},
                "idle": {name: idle(one, live) for name, one in live.changed.items() if idle(one, live)},
            },
        )


def idle(changed: Changed, live: Live) -> list[str]:
    """Why a policy does nothing in the time that is lived."""
    if changed.first is None:
        return [f"Nothing in '{live.scenario.name}' is different under this policy."]
    if changed.first > live.end:
        return [f"It first differs on {changed.first}, after the last day that is lived, {live.end}."]
    return []


def _snapshot(live: Live) -> str | None:
    """Last day that policies share with the baseline without being lived anew."""
    first = live.first_change
    if first is None or _quarter(first) <= live.scenario.start:
        return None
    return str(_quarter(first) - timedelta(days=1))


def _quarter(day: date) -> date:
    return day.replace(month=day.month - (day.month - 1) % 3, day=1)


class _Round:
    """Runs of one question at one share of the people."""

    def __init__(self, engine: Engine, live: Live, share: float, many: int, first: bool) -> None:
        self.engine, self.live, self.share, self.many, self.first = engine, live, share, many, first
        self.done: dict[int, dict[str, Course]] = {}
        stage = live.world(share, 0).stage(0)
        months = live.world(share, 0).months
        ends = [*(month - timedelta(days=1) for month in months[1:]), live.end]
        days = [(end - month).days + 1 for month, end in zip(months, ends, strict=True)]
        self.stage, self.months = stage, months
        self.ground = bands.Ground(
            default_model().catalog,
            stage.names["place"],
            stage.arrays["place_rows"]["residents"].astype(float),
            np.array(days, float),
        )
        self.told = 0.0

    def carry_out(self) -> None:
        """Run, tell pictures on the way, keep the whole."""
        left = list(range(self.many))
        at_work: dict[Future[dict[str, Course]], int] = {}
        try:
            while left or at_work:
                while left and len(at_work) < self.engine.workers:
                    run = left.pop(0)
                    at_work[self.engine.pool.submit(self._one, run)] = run
                finished, _ = wait(at_work, timeout=0.1, return_when=FIRST_COMPLETED)
                if self.live.stop.is_set() or time.monotonic() - self.live.seen > LEFT_ALONE:
                    raise Stopped
                for future in finished:
                    self.done[at_work.pop(future)] = future.result()
                if finished:
                    self._perhaps_tell(whole=not left and not at_work)
        except BaseException:
            self.live.stop.set()
            raise
        finally:
            for future in at_work:
                future.cancel()
        runs = _runs(self.done)
        self.live.runs, self.live.ground, self.live.share = runs, self.ground, self.share
        if not self.first:
            self.live.put("flows", flows.by_year(self.stage, runs, self.months))

    def _one(self, run: int) -> dict[str, Course]:
        live, lives = self.live, self.engine.lives
        world, stop = live.world(self.share, run), live.stop.is_set
        if stop():
            raise Stopped
        began = time.monotonic()
        found = {bands.BASELINE: lives.as_it_happened(world, run, stop).course}
        if self.first and live.question.policies and time.monotonic() - began > SLOW:
            self.live.put("bands", self._picture({run: found}, whole=False))
        for policy in live.question.policies:
            changed = live.changed[policy.name]
            name = policy.model_dump_json(by_alias=True, include={"measures"})
            found[policy.name] = lives.under(world, run, changed.scenario, changed.first, stop, name)
        return found

    def _perhaps_tell(self, *, whole: bool) -> None:
        """A picture, unless one was just told or that of the round before still says more."""
        now = time.monotonic()
        enough = self.first or len(self.done) >= ENOUGH
        if whole or (enough and now - self.told >= PAUSE):
            self.live.put("bands", self._picture(self.done, whole=whole))
            self.told = time.monotonic()

    def _picture(self, done: Mapping[int, dict[str, Course]], *, whole: bool) -> dict[str, Any]:
        runs = _runs(done)
        start, end = self.live.window
        picture = {
            "done": len(done),
            "runs": self.many,
            "share": self.share,
            "first": self.first,
            "charts": bands.charts(self.ground, runs),
            "headlines": bands.headlines(self.ground, runs, self.live.first_month),
            "window": {"from": str(start), "to": str(end)},
        }
        if whole:
            picture["places"] = bands.on_the_map(self.ground, runs)
        return picture


def _runs(done: Mapping[int, dict[str, Course]]) -> dict[str, list[Course]]:
    """Policy -> runs in their own order, whichever was done first."""
    order = sorted(done)
    return {name: [done[run][name] for run in order] for name in done[order[0]]}
