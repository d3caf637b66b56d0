"""What a store knows of plans and worlds: enough to go on with them, and to say what has changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tumen.core.errors import InputError, did_you_mean
from tumen.engine.kernel import Model
from tumen.ensemble.plan import Plan
from tumen.ensemble.store import Store

WORLD = "world.json"


@dataclass(frozen=True)
class Recorded:
    """A plan that was performed, or begun.

    Attributes
    ----------
    plan
        As it was asked, its scenario with it.
    world_key
        The world it was last run in; another one if the model has changed since.
    when
        When it was last begun.
    """

    plan: Plan
    world_key: str
    when: datetime


def record(store: Store, plan: Plan, model: Model) -> None:
    """Note a plan and the parts of its world in the store. Raises `RunError` if it cannot be written."""
    world, world_key, parts = plan.world, plan.world.key(model), plan.world.parts(model)
    if parts_of(store, world_key) != parts:
        words = f"{world.scenario.name}, {parts['start']} to {parts['end']}, share {world.people_share:g}"
        content: dict[str, Any] = {"about": words, "when": _now(), "tumen": version("tumen"), "parts": parts}
        store.write(store.folder(world_key) / WORLD, _lines(content))
    content = {"world": world_key, "when": _now(), "plan": json.loads(plan.to_json())}
    store.write(store.path / "plans" / f"{plan.name}.json", _lines(content))


def _lines(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def about(store: Store, world_key: str) -> str:
    """What a world is, in words: scenario, period, share."""
    return str(_read(store.folder(world_key) / WORLD).get("about", world_key))


def parts_of(store: Store, world_key: str) -> dict[str, str]:
    """Parts of a world in the store; empty where they cannot be read."""
    return dict(_read(store.folder(world_key) / WORLD).get("parts", {}))


def recorded(store: Store) -> Iterator[Recorded]:
    """Plans in the store, the latest first; what cannot be read is passed over, with a note."""
    found = []
    for path in sorted((store.path / "plans").glob("[!.]*.json")):
        content = _read(path)
        try:
            plan = Plan.from_json(json.dumps(content["plan"]))
            found.append(Recorded(plan, content["world"], datetime.fromisoformat(content["when"])))
        except (KeyError, ValueError, TypeError):
            store.note(f"{path} cannot be read as a plan and is passed over.")
    yield from sorted(found, key=lambda one: one.when, reverse=True)


def find(store: Store, name: str | None) -> Recorded:
    """The plan called so, or by the beginning of its name, or by its label; without a name the latest.

    Raises
    ------
    InputError
        If there is none, or more than one.
    """
    plans = list(recorded(store))
    if not plans:
        raise InputError(f"There is no plan in the store at {store.path}.")
    if name is None:
        return plans[0]
    exact = [one for one in plans if name in (one.plan.name, one.plan.label)]
    chosen = exact or [one for one in plans if name and one.plan.name.startswith(name)]
    if len(chosen) == 1:
        return chosen[0]
    names = [one.plan.name for one in chosen or plans]
    if chosen:
        raise InputError(f"'{name}' may be any of the plans {', '.join(names)}; name one.")
    known = [*names, *(one.plan.label for one in plans if one.plan.label)]
    raise InputError(f"There is no plan '{name}' in the store at {store.path}{did_you_mean(name, known)}.")


def _read(path: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        content = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(content, dict):
            return content
    return {}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
