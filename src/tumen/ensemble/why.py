"""Why a run is not reused: what differs between the world that is wanted and the nearest that is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tumen.engine.kernel import Model
from tumen.ensemble.plan import Plan
from tumen.ensemble.records import parts_of
from tumen.ensemble.sources import MECHANISM, MODEL, SCENARIO, SOURCE, VERSIONS
from tumen.ensemble.store import Store
from tumen.scenario.schema import TABLES

FILES = {
    **{table: f"{table}.csv" for table in TABLES},
    "margins": "population.csv",
    "series": "inputs/",
    "settings": "[settings] in scenario.toml",
    "state": "[state] in scenario.toml",
    "changes": "[[change]] in scenario.toml",
}
"""Part of a scenario -> where it is written; what is not named here stands in scenario.toml."""


def reasons(store: Store, plan: Plan, model: Model) -> list[str]:
    """Sentences on why runs of a plan have to be done; none if they are all there."""
    world_key, keys = plan.world.key(model), set(plan.keys(model))
    missing = len(keys) - len(store.held(plan, model))
    if not missing:
        return []
    if store.keys(world_key):
        return [f"{missing} of {len(keys)} runs were not done yet; the others are there."]
    nearest = _nearest(store, plan.world.parts(model))
    if nearest is None:
        return [f"Nothing like it was run into the store at {store.path} before."]
    return [f"All {missing} runs have to be done. {one}" for one in nearest[:1]] + nearest[1:]


def _nearest(store: Store, wanted: Mapping[str, str]) -> list[str] | None:
    """What differs from the stored world that differs least; None if there is no stored world."""
    found = []
    for world_key in store.worlds():
        stored = parts_of(store, world_key)
        if stored and store.keys(world_key):
            count = sum(stored.get(part) != wanted.get(part) for part in stored.keys() | wanted.keys())
            found.append((count, world_key, stored))
    return differences(wanted, min(found)[2]) if found else None


def differences(wanted: Mapping[str, str], stored: Mapping[str, str]) -> list[str]:
    """Sentences on what differs between the parts of two worlds."""
    sentences = []
    for prefix, what in ((MECHANISM, "mechanism"), (SOURCE, "engine file")):
        for how, names in _changed(wanted, stored, prefix).items():
            if names:
                sentences.append(f"The {what}{'s' * (len(names) > 1)} {_list(names)} {how}.")
    if wanted.get(VERSIONS) != stored.get(VERSIONS):
        sentences.append(f"It was run with {stored.get(VERSIONS)}; this is {wanted.get(VERSIONS)}.")
    if wanted.get(MODEL) != stored.get(MODEL) and not sentences:
        sentences.append("The composed day is another one, though no file of the model changed.")
    tables = [name for names in _changed(wanted, stored, SCENARIO).values() for name in names]
    if tables:
        places = [FILES.get(name, f"{name} in scenario.toml") for name in tables]
        sentences.append(f"The scenario differs: {_list(places)}.")
    if wanted.get("share") != stored.get("share"):
        was, now = (float.fromhex(parts.get("share", "nan")) for parts in (stored, wanted))
        sentences.append(f"The share of people was {was:g} and is {now:g}.")
    period = [f"{parts.get('start')} to {parts.get('end')}" for parts in (stored, wanted)]
    if period[0] != period[1]:
        sentences.append(f"The period was {period[0]} and is {period[1]}.")
    if wanted.get("layout") != stored.get("layout"):
        sentences.append("The store is laid out in another way now.")
    return sentences


def _changed(wanted: Mapping[str, str], stored: Mapping[str, str], prefix: str) -> dict[str, list[str]]:
    new, old = ({name for name in parts if name.startswith(prefix)} for parts in (wanted, stored))
    altered = {name for name in new & old if wanted[name] != stored[name]}
    groups = {"changed": altered, "came": new - old, "went": old - new}
    return {how: sorted(name.removeprefix(prefix) for name in names) for how, names in groups.items()}


def _list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
