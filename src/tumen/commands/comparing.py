"""``tumen compare`` on a terminal: first what differs, then what comes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tumen.commands.console import print_json, say
from tumen.core.errors import InputError

if TYPE_CHECKING:
    from tumen.comparison.result import Comparison


def compare_policies(
    scenario: str,
    policies: tuple[str, ...],
    *,
    runs: int,
    people_share: float,
    posterior: str | None,
    beliefs: str | None,
    seed: int,
    end: date | None,
    folder: Path | None,
    store: Path | None,
    workers: int | None,
    cluster: str | None,
    as_json: bool,
    quiet: bool,
    archive: Path | None = None,
) -> None:
    """``tumen compare``."""
    from tumen.commands.fitting import workshop
    from tumen.comparison import comparing, ema, result
    from tumen.comparison.draws import PRIOR
    from tumen.comparison.question import ask
    from tumen.engine.kernel import default_model
    from tumen.inference.result import Fit

    if posterior and beliefs:
        raise InputError("--posterior draws the beliefs from a fit; leave --beliefs out, or --posterior.")
    if archive is not None:
        ema.check(archive)
    model = default_model()
    fit = Fit.open(posterior) if posterior else None
    question = ask(
        scenario,
        policies,
        model,
        runs=runs,
        people_share=people_share,
        seed=seed,
        fit=fit,
        beliefs=beliefs or PRIOR,
        end=end,
    )
    folder = folder or result.COMPARISONS / f"{question.scenario.name}-{question.key(model)}"
    with workshop(store=store, workers=workers, cluster=cluster, quiet=quiet) as shop:
        compared = comparing.answer(question, shop)
        result.write(compared, folder)
    if archive is not None:
        compared.to_ema(archive)
    if as_json:
        print_json(compared.to_json())
    else:
        show(compared)


def show(compared: Comparison) -> None:
    """What differs, what comes of it, and where the page is."""
    from tumen.commands.compare_table import tables
    from tumen.comparison import words

    of = compared.provenance
    say(f"{of['title']}: {', '.join(compared.policies[1:])} beside {compared.policies[0]}")
    say(f"{compared.runs} worlds each, {of['first']} to {of['end']}; {of['beliefs_about']}.\n")
    say("What differs")
    for line in compared.differs:
        say(f"  {line}")
    for policy, lines in words.headlines(compared):
        say(f"\n{policy}")
        for line in lines:
            say(f"  {line}")
    tables(compared)
    for aim, found in words.aims(compared):
        say(f"\n{aim.title}: " + "; ".join(f"{one.policy} best in {100 * one.best:.0f} %" for one in found))
        for line in words.of_knowing(compared, aim):
            say(f"  {line}")
    say(f"\n{words.pairing(compared)}")
    if compared.path:
        page = (compared.path / "compare.html").resolve().as_uri()
        say(f"Page: {page}")
        say(f"Comparison: {compared.path}")
