"""A run saved whole on any evening: one file, versioned, refused when it does not fit."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
import threading
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from tumen.core.declare import KINDS
from tumen.core.errors import RunError
from tumen.engine.record import Period
from tumen.engine.simulation import Simulation
from tumen.engine.stage import Stage

VERSION = 1
SEAL = 32
"""Bytes of the hash before the content: a file damaged anywhere is noticed."""


def identity(stage: Stage) -> dict[str, Any]:
    """What a snapshot must agree with to be continued: mechanisms, scenario, settings, luck, people."""
    return {
        "version": VERSION,
        "kernel": stage.model.fingerprint,
        "scenario": stage.scenario.sha256,
        "settings": dict(sorted(stage.settings.items())),
        "luck": [int(word) for word in stage.arrays["luck"]],
        "first_day": stage.first_day.isoformat(),
        "start": stage.start.isoformat(),
        "end": stage.end.isoformat(),
        "households": len(stage.arrays["household_rows"]),
    }


def save(simulation: Simulation, path: Path) -> None:
    """Write the simulation's state to ``path``, whole or not at all."""
    arrays = {f"{kind}_rows": simulation.stage.arrays[f"{kind}_rows"] for kind in KINDS}
    arrays["held"] = simulation.stage.arrays["held"]
    recorder = simulation.recorder
    if recorder.opening is not None:
        arrays["opening"] = recorder.opening
    periods: dict[str, list[dict[str, Any]]] = {}
    for group, kept in (("months", recorder.months), ("every_day", recorder.every_day)):
        periods[group] = [
            {"start": p.start.isoformat(), "end": p.end.isoformat(), "days": p.days} for p in kept
        ]
        for what in ("sums", "lasts"):
            for name in getattr(kept[0], what) if kept else ():
                arrays[f"{group}/{what}/{name}"] = np.stack([getattr(p, what)[name] for p in kept])
    meta = {
        "identity": identity(simulation.stage),
        "day": simulation.day,
        "daily": recorder.daily,
        "periods": periods,
    }
    arrays["meta"] = np.frombuffer(json.dumps(meta).encode(), np.uint8)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_sealed(arrays))
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _sealed(arrays: dict[str, np.ndarray]) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    content = buffer.getvalue()
    return hashlib.sha256(content).digest() + content


_ONE_READER = threading.Lock()
"""NumPy reads a header with Python's parser, which in 3.11 fails at times when two threads use it at once."""


def _unsealed(sealed: bytes) -> dict[str, np.ndarray]:
    seal, content = sealed[:SEAL], sealed[SEAL:]
    if hashlib.sha256(content).digest() != seal:
        raise ValueError("its content does not match its seal")
    with _ONE_READER, np.load(io.BytesIO(content), allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


def restore(path: Path, stage: Stage, **options: Any) -> Simulation:
    """Take up a simulation where ``path`` left it.

    Parameters
    ----------
    path : Path
        A file written by `save`.
    stage : Stage
        The same world, freshly laid out.
    **options
        As for `Simulation`.

    Raises
    ------
    RunError
        If the file is damaged, or was saved by other mechanisms, another scenario, seed or sample.
    """
    try:
        arrays = _unsealed(path.read_bytes())
    except (OSError, ValueError) as error:
        raise RunError(
            f"{path} is not a whole snapshot of a run ({error}); run it again from the start."
        ) from error
    meta = json.loads(bytes(arrays.pop("meta")).decode())
    expected = identity(stage)
    for key, value in expected.items():
        if meta["identity"].get(key) != value:
            raise RunError(
                f"{path} was saved with another {key} and cannot be continued here; "
                "run again from the start, or with the same version and options."
            )
    for name in [*(f"{kind}_rows" for kind in KINDS), "held"]:
        stage.arrays[name][...] = arrays[name]
    simulation = Simulation(stage, opened=True, daily=meta["daily"], **options)
    simulation.day = meta["day"]
    simulation.recorder.opening = arrays.get("opening")
    simulation.recorder.months = _periods("months", meta, arrays)
    simulation.recorder.every_day = _periods("every_day", meta, arrays)
    return simulation


def _periods(group: str, meta: dict[str, Any], arrays: dict[str, np.ndarray]) -> list[Period]:
    periods = []
    for i, kept in enumerate(meta["periods"][group]):
        period = Period(date.fromisoformat(kept["start"]), date.fromisoformat(kept["end"]), kept["days"])
        for what in ("sums", "lasts"):
            prefix = f"{group}/{what}/"
            found = {name.removeprefix(prefix): a[i] for name, a in arrays.items() if name.startswith(prefix)}
            setattr(period, what, found)
        periods.append(period)
    return periods
