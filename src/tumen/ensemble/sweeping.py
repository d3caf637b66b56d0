"""What of a store nobody needs any more."""

from __future__ import annotations

import re
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
from tumen.ensemble.store import HASH, RUNS, Store
from tumen.ensemble.work import PEOPLE

HOUR, DAY = 3_600.0, 86_400.0

REGRESSIONS = "regressions"
"""Folder of a store in which fits keep what they can make anew."""

WRITTEN = ("plans", "ensembles", REGRESSIONS)
"""Folders of a store in which files are written, beside those of its worlds."""

UNFINISHED = re.compile(r"\..{1,40}\.[a-z0-9_]{8}\.(json|npy|npz|parquet)")
"""Names under which `tumen.evidence.files.whole` writes what a store holds."""


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

    Raises
    ------
    InputError
        If the folder holds something and is not named as a store.
    """
    store.identity.check()
    needed = {one.plan.world.key(model) for one in recorded(store)}
    found = [*_worlds(store, needed, keep_days * DAY), *_regressions(store, keep_days * DAY)]
    gone = {one.path for one in found}
    return found + [one for one in _leftovers(store) if not gone & set(one.path.parents)]


def _worlds(store: Store, needed: set[str], age: float) -> Iterator[Waste]:
    for world_key in store.worlds():
        folder = store.folder(world_key)
        with suppress(FileNotFoundError):
            if world_key not in needed and _age(folder) >= age:
                what = f"a world that no plan needs: {about(store, world_key)}"
                yield Waste(folder, what, size(folder))


def _regressions(store: Store, age: float) -> Iterator[Waste]:
    for file in _files(store.path / REGRESSIONS):
        with suppress(FileNotFoundError):
            if HASH.fullmatch(file.stem) and file.suffix == ".npz" and _age(file) >= age:
                yield Waste(file, "a regression that can be made anew", file.stat().st_size)


def _leftovers(store: Store) -> Iterator[Waste]:
    """Damaged shards, and what was never finished, in the folders that a store writes."""
    worlds = [store.folder(key) for key in store.worlds()]
    runs = [world / RUNS for world in worlds]
    people = [world / PEOPLE for world in worlds]
    for file in (file for folder in runs for file in _files(folder)):
        with suppress(FileNotFoundError):
            if file.name.endswith(shards.SUFFIX + shards.DAMAGED):
                yield Waste(file, "a damaged shard", file.stat().st_size)
    written = [store.path / name for name in WRITTEN]
    for file in (file for folder in (*written, *worlds, *people, *runs) for file in _files(folder)):
        with suppress(FileNotFoundError):
            if UNFINISHED.fullmatch(file.name) and _age(file) > HOUR:
                yield Waste(file, "a file that was never finished", file.stat().st_size)


def _files(folder: Path) -> list[Path]:
    """Files of a folder itself; none where there is no such folder or it may not be read."""
    with suppress(OSError):
        return sorted(file for file in folder.iterdir() if file.is_file())
    return []


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
