"""What a finished result is called, told from others of its kind, and what it is made of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from tumen.comparison import result as comparisons
from tumen.reports import words

NAMED = 3
"""Policies that a title names."""


def about_of(path: Path) -> Mapping[str, Any]:
    """What a result says of itself, read anew where its file changed; empty where that makes no sense."""
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError:
        return {}


@lru_cache(maxsize=512)
def _read(path: Path, _changed: int) -> Mapping[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def made_on(path: Path) -> str:
    """When what a result says of itself was written (ISO, UTC); `OSError` where it is not there."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")


def command_of(kind: str, about: Mapping[str, Any]) -> str:
    """The command that makes a result again, as far as it says so itself."""
    said = about.get("command")
    if isinstance(said, str):
        return said
    if kind != "comparison":
        return ""
    import xarray as xr

    from tumen.comparison.page import command

    try:
        return command(comparisons.Comparison(xr.Dataset(), dict(about), None))
    except (LookupError, TypeError, ValueError, AttributeError):  # of another version, or damaged
        return ""


def sources_of(kind: str, about: Mapping[str, Any]) -> str:
    """Where a result's figures come from: the scenario, the reports of a fit, the beliefs of a comparison."""
    scenario = about.get("scenario")
    if not isinstance(scenario, str):
        return ""
    titled = f" ({about['title']})" if isinstance(about.get("title"), str) else ""
    said = [f"Scenario '{scenario}'{titled}: its tables name the source of every row."]
    reports = about.get("observations")
    if kind == "fit" and isinstance(reports, list):
        outlets = _outlets(one.get("outlet") for one in reports if isinstance(one, dict))
        said.append(
            f"{_count(len(reports), 'report')} of the case '{_name(about.get('evidence'))}'{outlets}."
        )
    if kind == "comparison" and isinstance(about.get("beliefs_about"), str):
        said.append(f"Beliefs: {about['beliefs_about'].rstrip('.')}.")
    return " ".join(said)


def _outlets(names: Iterable[object]) -> str:
    """Who published the reports."""
    told = sorted({str(name) for name in names if name}, key=str.casefold)
    return f", published by {', '.join(told)}" if told else ""


def called(kind: str, about: Mapping[str, Any], made: str = "") -> str:
    """A result's title out of what it says of itself; empty where it says nothing of it.

    Parameters
    ----------
    kind
        ``run``, ``fit`` or ``comparison``.
    made
        The day on which it was made (ISO), where it is to be said.
    """
    scenario, runs = about.get("scenario"), about.get("runs")
    if not isinstance(scenario, str) or not isinstance(runs, int):
        return ""
    parts = [_first(kind, about, scenario, runs), *_size(kind, about, runs)]
    return ", ".join(filter(None, [*parts, f"made {words.day(made[:10])}" if made else ""]))


def _first(kind: str, about: Mapping[str, Any], scenario: str, runs: int) -> str:
    if kind == "run":
        return f"{_count(runs, 'run')} of {scenario}{_changed(about)}"
    if kind == "fit":
        return f"Fit of {scenario} to {_name(about.get('evidence'))}"
    given = (
        f", beliefs of {_name(about['fit'])}" if isinstance(about.get("fit"), str) and about["fit"] else ""
    )
    given = ", default beliefs" if about.get("beliefs") == "defaults" else given
    return f"{some_of(list(_policies(about))) or 'Comparison'} in {scenario}{given}"


def some_of(policies: Sequence[str]) -> str:
    """The first policies by title, the others counted."""
    more = f" and {len(policies) - NAMED} more" if len(policies) > NAMED else ""
    return "; ".join(policies[:NAMED]) + more


def _changed(about: Mapping[str, Any]) -> str:
    settings = about.get("settings")
    if not isinstance(settings, Mapping) or not settings:
        return ""
    few = [
        f"{name} {value:g}" for name, value in list(settings.items())[:2] if isinstance(value, int | float)
    ]
    return f", {', '.join(few)}{' …' if len(settings) > len(few) else ''}"


def _name(of: object) -> str:
    """The last part of a path: a case or fit is called by its folder."""
    return str(of or "its evidence").replace("\\", "/").rstrip("/").rpartition("/")[2]


def _policies(about: Mapping[str, Any]) -> Iterator[str]:
    """The policies that were compared, by title; what happened is beside them always."""
    rows = about.get("policies")
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and row.get("name") != "as-it-happened":
            yield str(row.get("title") or row.get("name") or "a policy")


def _size(kind: str, about: Mapping[str, Any], runs: int) -> Iterator[str]:
    if kind != "run":
        yield _count(runs, "world" if kind == "comparison" else "run")
    reports = about.get("observations")
    if isinstance(reports, list):
        yield _count(len(reports), "report")
    share = _share_of(about)
    if share:
        yield of_the_people(share)
    if kind == "run" and "seed" in about:
        yield f"seed {about['seed']}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def of_the_people(share: float) -> str:
    """How large a sample is, in words."""
    return f"{100 * share:.3g} % of the people"


def _share_of(about: Mapping[str, Any]) -> float | None:
    """The part of the people that was simulated."""
    share = about.get("people_share")
    people = about.get("people")
    if share is None and isinstance(people, Mapping):
        weight = people.get("weight")
        share = 1 / weight if isinstance(weight, int | float) and weight > 0 else None
    return float(share) if isinstance(share, int | float) and share > 0 else None
