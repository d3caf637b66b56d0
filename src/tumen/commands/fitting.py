"""``tumen fit``: what is being done while it runs, and where the fit is when it is done."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from tumen.commands.console import talk

if TYPE_CHECKING:
    from tumen.inference.fitting import Workshop
    from tumen.inference.question import Question
    from tumen.inference.result import Fit


class Doing:
    """What is being done, on stderr: a line for every step, runs with their rate and the time left."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet
        self.bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.fields[note]}"),
            console=talk,
            disable=quiet or not talk.is_terminal,
            transient=True,
        )
        self.task = self.bar.add_task("", total=None, note="")

    def __enter__(self) -> Doing:
        self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.stop()

    def compiling(self) -> None:
        """Say why nothing moves yet."""
        if not self.quiet:
            talk.print("Compiling the model; once after each change of a mechanism (about a minute).")

    def step(self, what: str) -> None:
        """Say what comes next."""
        self.bar.reset(self.task, description=what, total=None, note="")
        if not self.quiet and not talk.is_terminal:
            talk.print(f"{what[:1].upper()}{what[1:]} …", markup=False)

    def runs(self, done: int, total: int, rate: float, left: float) -> None:
        """Take note of runs that are stored."""
        note = f"{done:,} of {total:,} runs"
        if math.isfinite(left):
            note += f" · {rate:.2f}/s · {timedelta(seconds=max(0, round(left)))} left"
        self.bar.update(self.task, completed=done, total=total, note=note)


@contextmanager
def workshop(
    *, store: Path | None, workers: int | None, cluster: str | None, quiet: bool
) -> Iterator[Workshop]:
    """Where runs are made: processes here, or a Dask cluster; progress on stderr."""
    from tumen.engine.kernel import default_model
    from tumen.ensemble.cluster import connection
    from tumen.ensemble.pool import check_workers, cores
    from tumen.ensemble.store import Store
    from tumen.inference.fitting import Workshop

    check_workers(workers)
    opened = Store(store)
    with connection(cluster) as executor, Doing(quiet) as doing:
        yield Workshop(
            default_model(),
            opened,
            executor,
            workers or (None if cluster else cores()),
            doing.runs,
            doing.step,
            doing.compiling,
        )


def fit_scenario(
    scenario: str,
    case: str,
    *,
    runs: int,
    seed: int,
    people_share: float,
    end: date | None,
    only: list[str] | None,
    model_error: float,
    fresh: bool,
    folder: Path | None,
    store: Path | None,
    workers: int | None,
    cluster: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """``tumen fit``."""
    from tumen.commands.fit import show_fit
    from tumen.engine.kernel import default_model
    from tumen.inference import keeping
    from tumen.inference.fitting import answer
    from tumen.inference.question import ask
    from tumen.inference.result import FITS
    from tumen.inference.terms import Discrepancy

    off = Discrepancy()
    factor = model_error / off.amounts
    question = ask(
        scenario,
        case,
        default_model(),
        runs=runs,
        seed=seed,
        people_share=people_share,
        end=end,
        only=only,
        discrepancy=Discrepancy(model_error, off.shares * factor, off.days * factor, off.common),
    )
    folder = folder or FITS / f"{question.world.scenario.name}-{question.key(default_model())}"
    fitted = None if fresh else made_before(folder, question)
    if fitted is None:
        with workshop(store=store, workers=workers, cluster=cluster, quiet=quiet) as shop:
            fitted = answer(question, shop, fresh=fresh)
            keeping.write(fitted, folder)
    elif not quiet:
        talk.print(f"The same fit was made before; it is in {folder}. --fresh makes it anew.", markup=False)
    show_fit(fitted, as_json=as_json)


def made_before(folder: Path, question: Question) -> Fit | None:
    """The fit that the folder holds, if it answers this question."""
    from tumen.core.errors import TumenError
    from tumen.engine.kernel import default_model
    from tumen.inference import keeping
    from tumen.inference.result import is_fit

    if not is_fit(folder):
        return None
    try:
        fitted = keeping.read(folder)
    except TumenError:
        return None
    return fitted if fitted.provenance["key"] == question.key(default_model()) else None
