"""``tumen press RUN``: write the reports that a run's own world would give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tumen.commands.console import print_json, say
from tumen.core.errors import InputError
from tumen.press import write
from tumen.runs import folder as folders

FILE = "press.json"


def write_press(
    run: str, *, seed: int, settings: dict[str, float], to: Path | None, truth: bool, as_json: bool
) -> None:
    """Write ``press.json`` into the run's folder or to ``to``, and print how many claims of which sort."""
    folder = folders.find(run)
    dataset, provenance = folders.read(folder)
    press = write(dataset, provenance, seed=seed, settings=settings)
    path = _path(to or folder)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folders.write_json(path, press.to_json(truth=truth))
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror or error}).") from error
    summary = press.summary(truth=truth)
    if as_json:
        print_json(summary | {"seed": seed, "file": str(path)})
    else:
        _print_table(summary)
        say(f"Press: {path}")


def _path(to: Path) -> Path:
    return to if to.suffix == ".json" and not to.is_dir() else to / FILE


def _print_table(summary: dict[str, Any]) -> None:
    say(f"{'outlet':<16}{'first reports':>14}{'echoes':>8}")
    for name, row in summary["outlets"].items():
        say(f"{name:<16}{row['first_reports']:>14,}{row['echoes']:>8,}")
    say(f"{'all':<16}{summary['first_reports']:>14,}{summary['echoes']:>8,}")
    line = (
        f"{summary['claims']:,} claims from {summary['origins']} sources in {len(summary['outlets'])} outlets"
    )
    if "false" in summary:
        line += f"; {summary['false']:,} false, {summary['misdated']:,} dated a quarter off (echoes counted)"
    say(f"{line}.")
