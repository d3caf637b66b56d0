"""Where runs are kept by content: write-once shards that several drivers may share."""

from __future__ import annotations

import os
import re
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
from platformdirs import user_data_path
from pydantic import TypeAdapter

from tumen.core.errors import InputError, RunError, did_you_mean
from tumen.engine.kernel import Model
from tumen.ensemble import shards
from tumen.ensemble.frame import Frame, frame_of
from tumen.ensemble.identity import Identity
from tumen.ensemble.plan import LAYOUT, Member, Plan, World
from tumen.evidence.files import whole, write
from tumen.world.population import populate

FRAME, RUNS = "frame.json", "runs"

HASH = re.compile("[0-9a-f]{32}")
"""What worlds and regressions are called: files of another name are somebody else's."""

PATIENCE = 50
"""Times a reader looks again while another process lays shards together under its eyes."""


def default_path() -> Path:
    """Folder of the store: ``TUMEN_STORE``, else among the user's data (a cache may be cleared)."""
    override = os.environ.get("TUMEN_STORE")
    return Path(override) if override else user_data_path("tumen") / "store"


class Store:
    """A folder of runs, by world and key.

    Nothing is made on disk before something is written. Any number of processes may read and write
    one store at once: a file takes its name when it is whole, and goes only when another one that
    holds all its runs has its name.

    Parameters
    ----------
    path : Path, optional
        Its folder (default: `default_path`).
    note : callable, optional
        Told in a sentence what was found damaged; by default it is a warning.

    Raises
    ------
    InputError
        If the folder is none, is somebody else's, or was laid out by another version.
    """

    def __init__(self, path: Path | None = None, note: Callable[[str], None] | None = None) -> None:
        self.path = (path or default_path()).absolute()
        self.note = note or warnings.warn
        self.identity = Identity(self.path, LAYOUT)
        self._known: dict[str, dict[str, tuple[str, ...]]] = {}
        self._lock = threading.RLock()

    def folder(self, world_key: str) -> Path:
        """Where the runs of a world and what they share lie."""
        return self.path / "worlds" / world_key

    def frame(self, world: World, model: Model) -> Frame:
        """Labels of the results of a world, from the store or worked out; kept where its runs are."""
        path = self.folder(world.key(model)) / FRAME
        with suppress(OSError, ValueError):
            return _frame_form().validate_json(path.read_bytes())
        stage = world.stage(model, Member(), populate(world.scenario, world.people_share))
        frame = frame_of(stage)
        if path.parent.is_dir():
            with suppress(RunError):
                self.write(path, _frame_form().dump_json(frame).decode())
        return frame

    def write(self, path: Path, text: str) -> None:
        """Write a file of the store whole or not at all.

        Raises
        ------
        RunError
            If the disk is full or the folder not ours.
        """
        try:
            self.identity.settle()
            write(path, text)
        except OSError as error:
            raise self.unwritable(error) from error

    def unwritable(self, error: OSError) -> RunError:
        """What to say when the disk is full or the folder not ours."""
        return RunError(f"The store at {self.path} cannot be written ({error.strerror or error}).")

    def put(self, world_key: str, name: str, content: bytes) -> None:
        """Keep a shard under its name; one of the same name holds the same runs. Raises as `write` does."""
        path = self.folder(world_key) / RUNS / name
        try:
            self.identity.settle()
            path.parent.mkdir(parents=True, exist_ok=True)
            with whole(path) as temporary:
                temporary.write_bytes(content)
        except OSError as error:
            raise self.unwritable(error) from error

    def shards(self, world_key: str) -> dict[str, tuple[str, ...]]:
        """File name -> keys of its runs, of every whole shard of a world as it is now."""
        with self._lock:
            known = self._known.setdefault(world_key, {})
            for _ in range(PATIENCE):
                names = self._listed(world_key)
                for gone in known.keys() - names:
                    del known[gone]
                gone_meanwhile = [
                    one for one in sorted(names - known.keys()) if not self._look_into(world_key, one)
                ]
                if not gone_meanwhile:
                    return dict(known)
            raise RunError(f"{self.folder(world_key)} changes too fast to be read; try again.")

    def _listed(self, world_key: str) -> set[str]:
        """Names of the shards; looked up until they stay the same.

        One listing may miss both a shard that was laid together with others and the one they went into.
        """
        before: set[str] | None = None
        for _ in range(PATIENCE):
            try:
                found = {path.name for path in (self.folder(world_key) / RUNS).iterdir()}
            except FileNotFoundError:
                return set()
            except OSError as error:
                raise RunError(f"{self.folder(world_key)} cannot be read ({error.strerror}).") from error
            now = {name for name in found if name.endswith(shards.SUFFIX) and not name.startswith(".")}
            if now == before:
                return now
            before = now
        return before or set()

    def _look_into(self, world_key: str, name: str) -> bool:
        """Note the runs of a shard; false if it has gone meanwhile."""
        try:
            self._known[world_key][name] = shards.keys_in(self.folder(world_key) / RUNS / name)
        except FileNotFoundError:
            return False
        except shards.DamagedShardError as damage:
            self.set_aside(world_key, name, damage)
        return True

    def set_aside(self, world_key: str, name: str, damage: Exception) -> None:
        """Rename a damaged shard, so that its runs count as missing, and say so."""
        path = self.folder(world_key) / RUNS / name
        with suppress(FileNotFoundError):
            path.rename(path.with_name(name + shards.DAMAGED))
            self.note(f"{path} is damaged ({damage}); it is set aside and its runs count as missing.")
        with self._lock:
            self._known.get(world_key, {}).pop(name, None)

    def keys(self, world_key: str) -> frozenset[str]:
        """Keys of all runs of a world that are there now."""
        return frozenset(key for keys in self.shards(world_key).values() for key in keys)

    def held(self, plan: Plan, model: Model) -> frozenset[str]:
        """Keys of the plan's members whose runs are there."""
        return self.keys(plan.world.key(model)).intersection(plan.keys(model))

    def read(self, plan: Plan, names: Sequence[str], model: Model) -> dict[str, np.ndarray]:
        """Observables of every run of a plan.

        Parameters
        ----------
        plan : Plan
            Whose runs, in the order of its members.
        names : sequence of str
            Observables.
        model : Model
            The mechanisms they were run with.

        Returns
        -------
        dict of str to ndarray
            Name -> float32 of shape (member, time, *dimensions); see `frame` for the labels.

        Raises
        ------
        InputError
            If there is no such observable.
        RunError
            If runs are missing.
        """
        frame = self.frame(plan.world, model)
        for name in names:
            if name not in frame.dims:
                raise InputError(f"There is no observable '{name}'{did_you_mean(name, frame.dims)}.")
        keys = plan.keys(model)
        for _ in range(PATIENCE):
            found = self._read(plan.world.key(model), keys, names, frame)
            if found is not None:
                return found
        raise RunError(f"{self.path} changes too fast to be read; try again.")

    def _read(
        self, world_key: str, keys: Sequence[str], names: Sequence[str], frame: Frame
    ) -> dict[str, np.ndarray] | None:
        """The arrays; None if a shard went while it was wanted."""
        rows: dict[str, list[int]] = {}
        for row, key in enumerate(keys):
            rows.setdefault(key, []).append(row)
        arrays = {name: np.empty((len(keys), *frame.shape(name)), np.float32) for name in names}
        missing = set(rows)
        for name, held in sorted(self.shards(world_key).items()):
            if missing.isdisjoint(held):
                continue
            try:
                table = shards.read(self.folder(world_key) / RUNS / name, [shards.KEY, *arrays])
                missing -= _copy(table, {key: rows[key] for key in missing}, arrays)
            except FileNotFoundError:
                return None
            except shards.DamagedShardError as damage:
                self.set_aside(world_key, name, damage)
                return None
        if missing:
            raise RunError(
                f"{len(missing)} of {len(rows)} runs are not in the store at {self.path}; "
                "perform the plan again (tumen runs resume)."
            )
        return arrays

    def worlds(self) -> Iterator[str]:
        """Keys of all worlds of which there is anything."""
        try:
            found = [path for path in (self.path / "worlds").iterdir() if HASH.fullmatch(path.name)]
        except FileNotFoundError:
            return
        except OSError as error:
            raise RunError(f"{self.path / 'worlds'} cannot be read ({error.strerror}).") from error
        yield from sorted(path.name for path in found if path.is_dir())


def _copy(table: pa.Table, wanted: Mapping[str, list[int]], arrays: Mapping[str, np.ndarray]) -> set[str]:
    """Copy the wanted runs of a table, key -> rows of the arrays, to those rows; the keys that it held."""
    keys = {key: at for at, key in enumerate(table.column(shards.KEY).to_pylist()) if key in wanted}
    pairs = [(at, row) for key, at in keys.items() for row in wanted[key]]
    if pairs:
        source, target = (np.array(side) for side in zip(*pairs, strict=True))
        for name, array in arrays.items():
            array[target] = shards.numbers(table, name, array.shape[1:])[source]
    return set(keys)


@cache
def _frame_form() -> TypeAdapter[Frame]:
    return TypeAdapter(Frame)
