"""What of a store nobody needs any more."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tumen.core.errors import RunError
from tumen.engine.kernel import Model
from tumen.ensemble import shards
from tumen.ensemble.records import about, recorded
from tumen.ensemble.store import Store

HOUR, DAY = 3_600.0, 86_400.0

REGRESSIONS = "regressions"
"""Folder of a store in which fits keep what they can make anew."""


@dataclass(frozen=True)
class Waste:
    """A file or folder to be removed: what it is, and its size in bytes."""

    path: Path
    what: str
    size: int


def waste(store: Store, model: Model, keep_days: float) -> list[Waste]:
    """What can go: worlds that no plan needs, old regressions, damaged shards, temporaries left behind.

    Parameters
    ----------
    model : Model
        A plan needs its world as this model makes it.
    keep_days : float
        Worlds and regressions that were written to in the last so many days stay.
    """
    needed = {one.plan.world.key(model) for one in recorded(store)}
    found = []
    for world_key in store.worlds():
        folder = store.folder(world_key)
        if world_key not in needed and _age(folder) >= keep_days * DAY:
            what = f"a world that no plan needs: {about(store, world_key)}"
            found.append(Waste(folder, what, size(folder)))
    for file in sorted((store.path / REGRESSIONS).glob("*.npz")):
        with suppress(FileNotFoundError):
            if _age(file) >= keep_days * DAY:
                found.append(Waste(file, "a regression that can be made anew", file.stat().st_size))
    gone = {one.path for one in found}
    found += [one for one in _leftovers(store.path) if not gone & set(one.path.parents)]
    return found


def _leftovers(path: Path) -> Iterator[Waste]:
    for file in sorted(path.rglob("*")):
        with suppress(FileNotFoundError):
            if file.name.endswith(shards.DAMAGED):
                yield Waste(file, "a damaged shard", file.stat().st_size)
            elif file.name.startswith(".") and file.is_file() and _age(file) > HOUR:
                yield Waste(file, "a file that was never finished", file.stat().st_size)


def remove(found: list[Waste]) -> None:
    """Remove what was found. Raises `RunError` where it may not."""
    for one in found:
        try:
            if one.path.is_dir():
                shutil.rmtree(one.path)
            else:
                one.path.unlink(missing_ok=True)
        except OSError as error:
            raise RunError(f"{one.path} cannot be removed ({error.strerror or error}).") from error


def size(folder: Path) -> int:
    """Bytes of all files under a folder."""
    total = 0
    for file in folder.rglob("*"):
        with suppress(FileNotFoundError):
            total += file.stat().st_size if file.is_file() else 0
    return total


def _age(path: Path) -> float:
    """Seconds since anything under a path was written."""
    times = [path.stat().st_mtime]
    for file in path.rglob("*") if path.is_dir() else ():
        with suppress(FileNotFoundError):
            times.append(file.stat().st_mtime)
    return time.time() - max(times)
