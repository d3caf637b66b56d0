"""``tumen selftest``: truths fitted one by one, and the figures in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tumen.commands.console import print_json, say, talk
from tumen.commands.fitting import workshop
from tumen.inference.wording import counted

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


FEWEST = 10
"""Truths below which the figures are no verdict."""


def words(found: Selftest) -> list[str]:
    """What the figures say."""
    told = found.figures()
    order = sorted(zip(found.contraction, found.identified, (one.name for one in found.beliefs), strict=True))
    best = [name for _, known, name in reversed(order) if known][:5]
    return [
        (
            f"{counted(told['truths'], 'world')} of {found.asked['scenario']}, "
            f"{found.asked['reports']} reports each, {found.asked['runs']} runs a fit. The reports tell "
            f"something of {told['identified']} of {told['beliefs']} beliefs, most of {', '.join(best)}."
        ),
        *([f"Fewer than {FEWEST} truths: the figures show that it works, not how well."] * _few(told)),
        (
            f"90 % bands of these hold it in {_percent(told['coverage90'], told['coverage90_margin'])}, "
            f"50 % bands in {_percent(told['coverage50'], told['coverage50_margin'])} "
            "(95 % margins, as if every belief of every truth were drawn anew)."
        ),
        (
            f"Skill against the prior {_skill(told['skill'])}: so much of its error (CRPS) is gone. Ranks "
            f"so uneven come by luck in {100 * told['rank_p']:.0f} % of tests, were beliefs independent."
        ),
        (
            "One report repeated ten times moved no band."
            if told["echo_change"] == 0
            else f"One report repeated ten times moved a band by {told['echo_change']:.2g} prior sd."
        ),
        _falsehoods(told),
        (
            "The truths are worlds of the model itself, while the fit allows for the model being wrong: its "
            "bands are somewhat wide here."
        ),
    ]


def _few(told: dict[str, Any]) -> bool:
    return bool(told["truths"] < FEWEST)


def _falsehoods(told: dict[str, Any]) -> str:
    if not told["false_asked"]:
        return "Whether false reports are found was not tested: ask for some with --false."
    if not told["false_cases"]:
        return (
            f"Whether false reports are found was not tested: none of {told['false_asked']} presses told an "
            "amount that could clearly be false; ask for more reports."
        )
    first = _percent(told["false_first"], told["false_first_margin"])
    alarms = _percent(told["false_alarms"], told["false_alarms_margin"])
    return (
        f"A report false by a factor of two lay the farthest out in {first} of {told['false_cases']} "
        f"cases, to a judge who knows the truth in {100 * told['false_first_known']:.0f} %; it was the most "
        f"doubted in {100 * told['false_first_doubted']:.0f} %; "
        f"{_silent(told)}honest ones were held to be false in {alarms}."
    )


def _silent(told: dict[str, Any]) -> str:
    silent = told["false_asked"] - told["false_cases"]
    return f"{silent} presses told nothing that could clearly be false; " if silent else ""


def _percent(share: float, margin: tuple[float, float]) -> str:
    return f"{100 * share:.0f} % ({100 * margin[0]:.0f} to {100 * margin[1]:.0f} %)"


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


def _skill(skill: float) -> str:
    return f"{round(skill, 2) + 0.0:.2f}".replace("-", "−")
