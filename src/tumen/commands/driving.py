"""``tumen drivers`` on a terminal: what decides, then the strongest factors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tumen.commands.console import print_json, say, talk

if TYPE_CHECKING:
    from tumen.comparison.driving import Drivers

ROWS = 15
"""Factors printed; the page has all."""

NAME, NUMBER, RANGE, FURTHER = 26, 16, 30, 24
"""Widths of columns."""


def find_drivers(
    scenario: str,
    policy: str,
    *,
    folder: Path | None,
    store: Path | None,
    workers: int | None,
    cluster: str | None,
    as_json: bool,
    quiet: bool,
    **asked: Any,
) -> None:
    """``tumen drivers``."""
    from tumen.commands.fitting import workshop
    from tumen.comparison import driving
    from tumen.engine.kernel import default_model

    model = default_model()
    of = driving.inquire(scenario, policy, model, **asked)
    folder = folder or driving.DRIVERS / f"{of.question.scenario.name}-{of.key(model)}"
    if not quiet:
        talk.print(f"{of.price}.", markup=False, soft_wrap=True)
    with workshop(store=store, workers=workers, cluster=cluster, quiet=quiet) as shop:
        found = driving.answer(of, shop)
        driving.write(found, folder)
    if as_json:
        print_json(found.to_json())
    else:
        show(found)


def show(found: Drivers) -> None:
    """What decides, the strongest factors, and where the page is."""
    from tumen.comparison import driving_words as words
    from tumen.comparison.drivers import LUCK, MORRIS
    from tumen.comparison.words import unit_of

    of = found.provenance
    say(f"{of['title']}: what decides what {of['policy']} does\n")
    for line in words.sentences(found):
        say(f"  {line}")
    morris = of["method"] == MORRIS
    head = (f"mu* ({unit_of(of['unit'])})", "sigma") if morris else ("ST", "S1")
    rows = list(found.drivers[:ROWS])
    rows += [one for one in found.drivers[ROWS:] if one.name == LUCK]
    width = max(NUMBER, len(head[0]) + 2)
    say(f"\n  {'':<{NAME}}{head[0]:<{width}}{'90 %':<{RANGE}}{head[1]:<{FURTHER}}verdict")
    for one in rows:
        middle, band = words.strength(one, of["method"], of["unit"])
        verdict = "the yardstick" if one.name == LUCK else one.verdict
        further = words.further(one, of["method"], of["unit"])
        say(f"  {one.name:<{NAME}}{middle:<{width}}{band:<{RANGE}}{further:<{FURTHER}}{verdict}")
    if found.path:
        page = (found.path / "drivers.html").resolve().as_uri()
        say(f"\nPage: {page}")
        say(f"Drivers: {found.path}")
