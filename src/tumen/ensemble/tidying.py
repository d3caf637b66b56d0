"""Small shards laid together: a store of thousands of runs stays quick to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyarrow as pa

from tumen.ensemble import shards
from tumen.ensemble.store import RUNS, Store

FULL = 100
"""Runs from which on a shard is full."""

SMALL = 50
"""Runs below which a shard is laid together with others."""


def lay_together(store: Store, world_key: str, *, rest: bool = False) -> int:
    """Lay a world's small shards together, about `FULL` runs each; how many shards made way.

    A large shard has its name before a small one goes, so that whenever this is cut short every run is
    there, some of them twice, of which a reader takes one. Two processes may do this at once: a shard
    goes only when the one that this process wrote, of another name, holds all its runs.

    Parameters
    ----------
    rest
        Also lay together what does not fill a shard.

    Raises
    ------
    RunError
        If the disk is full; nothing is lost by it.
    """
    gone = 0
    for group in _groups(store.shards(world_key), rest=rest):
        gone += _lay(store, world_key, group)
    return gone


def _groups(held: dict[str, tuple[str, ...]], *, rest: bool) -> Iterable[list[str]]:
    """Names of small shards that go together."""
    group: list[str] = []
    runs = 0
    for name, keys in sorted(held.items()):
        if len(keys) >= SMALL:
            continue
        group.append(name)
        runs += len(keys)
        if runs >= FULL:
            yield group
            group, runs = [], 0
    if rest and len(group) > 1:
        yield group


def _lay(store: Store, world_key: str, names: Sequence[str]) -> int:
    folder = store.folder(world_key) / RUNS
    tables, laid = [], []
    for name in names:
        try:
            tables.append(shards.read(folder / name))
            laid.append(name)
        except FileNotFoundError:
            continue
        except shards.DamagedShardError as damage:
            store.set_aside(world_key, name, damage)
    if len(laid) < 2:
        return 0
    large, content = shards.written(_each_once(pa.concat_tables(tables)))
    store.put(world_key, large, content)
    for name in laid:
        if name != large:
            (folder / name).unlink(missing_ok=True)
    return len(laid)


def _each_once(table: pa.Table) -> pa.Table:
    """The first row of every key."""
    first: dict[str, int] = {}
    for row, key in enumerate(table.column(shards.KEY).to_pylist()):
        first.setdefault(key, row)
    return table if len(first) == table.num_rows else table.take(pa.array(list(first.values())))
