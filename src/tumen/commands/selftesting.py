"""``tumen selftest``: truths fitted one by one, and the figures in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tumen.commands.console import print_json, say, talk
from tumen.commands.fitting import workshop

if TYPE_CHECKING:
    from tumen.inference.selftest import Selftest

SCHEMA = 1
"""Version of the layout of the JSON output."""


def run_selftest(
    scenario: str,
    *,
    truths: int,
    false_cases: int | None,
    runs: int,
    reports: int,
    people_share: float,
    seed: int,
    end: date | None,
    only: list[str] | None,
    folder: Path | None,
    store: Path | None,
    workers: int | None,
    cluster: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """``tumen selftest``."""
    from tumen.engine.kernel import default_model
    from tumen.ensemble.plan import World
    from tumen.inference.prior import beliefs
    from tumen.inference.question import Question
    from tumen.inference.selftest import selftest
    from tumen.scenario import load

    catalog = default_model().catalog
    loaded = load(scenario, catalog)
    world = World(loaded, people_share, loaded.start, end or loaded.end)
    question = Question(world, beliefs(loaded, catalog, only), (), runs=runs, seed=seed, draws=1000)
    with workshop(store=store, workers=workers, cluster=cluster, quiet=quiet) as shop:
        found = selftest(
            question,
            shop,
            truths=truths,
            false_cases=min(truths, 3 * truths // 4) if false_cases is None else false_cases,
            reports=reports,
            step=None if quiet else lambda done, of: talk.print(f"{done} of {of} truths fitted"),
        )
    if folder:
        write(found, folder)
    if as_json:
        print_json(as_numbers(found))
        return
    for line in words(found):
        say(line)
    if folder:
        say(f"Scores: {folder}")


def as_numbers(found: Selftest) -> dict[str, Any]:
    """The JSON object of a self-test."""
    of = [
        {"belief": one.name, "contraction": float(c), "coverage90": float(inside), "identified": bool(known)}
        for one, c, inside, known in zip(
            found.beliefs,
            found.contraction,
            found.column("inside90").mean(axis=0),
            found.identified,
            strict=True,
        )
    ]
    return {"schema": SCHEMA} | found.asked | found.figures() | {"by_belief": of}


def words(found: Selftest) -> list[str]:
    """What the figures say."""
    told = found.figures()
    best = sorted(zip(found.contraction, (one.name for one in found.beliefs), strict=True), reverse=True)[:5]
    first = (
        f"{told['truths']} worlds of {found.asked['scenario']}, {found.asked['reports']} reports each, "
        f"{found.asked['runs']} runs a fit. The reports tell something of {told['identified']} of "
        f"{told['beliefs']} beliefs, most of {', '.join(name for _, name in best)}."
    )
    bands = (
        f"Of these, 90 % bands hold the truth in {_percent(told['coverage90'], told['coverage90_margin'])}, "
        f"50 % bands in {_percent(told['coverage50'], told['coverage50_margin'])} "
        "(95 % margins, as if every belief of every truth were drawn anew)."
    )
    skill = (
        f"Skill against the prior {told['skill']:.2f}: so much of its error (CRPS) is gone. "
        f"Ranks of the truth so uneven come by luck in {told['rank_p']:.0%} of tests, were beliefs "
        "independent."
    )
    echo = f"One report repeated ten times moved no band by more than {told['echo_change']:.2g} prior sd."
    exact = (
        "The truths are worlds of the model itself, while the fit allows for the model being wrong: its "
        "bands are somewhat wide here."
    )
    lines = [first, bands, skill, echo, exact]
    if told["false_cases"]:
        found_out = _percent(told["false_first"], told["false_first_margin"])
        alarms = _percent(told["false_alarms"], told["false_alarms_margin"])
        lines.append(
            f"A report false by a factor of two looked the falsest in {found_out} of {told['false_cases']} "
            f"cases; honest ones were held to be false in {alarms}."
        )
    return lines


def _percent(share: float, margin: tuple[float, float]) -> str:
    return f"{share:.0%} ({margin[0]:.0%} to {margin[1]:.0%})"


def write(found: Selftest, folder: Path) -> None:
    """Scores by truth and belief, the figures, and rank histograms."""
    from tumen.core.errors import InputError
    from tumen.evidence.files import write as write_file
    from tumen.inference.ranks import draw
    from tumen.runs.folder import write_json

    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_file(folder / "truths.csv", found.to_xarray().to_dataframe().to_csv())
        write_json(folder / "figures.json", as_numbers(found))
        write_file(folder / "ranks.svg", draw(found))
    except OSError as error:
        raise InputError(
            f"{folder} cannot be written ({error.strerror or error}); name another with --out."
        ) from error
