"""A run on disk: a folder that is there whole or not at all."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tumen.core.errors import InputError, RunError
from tumen.engine.dataset import SCHEMA
from tumen.scenario.files import files_of
from tumen.scenario.load import FILE

try:
    import fcntl
except ImportError:  # Windows: two processes at one run are not kept apart
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    import xarray

    from tumen.scenario import Scenario

RESULT, PROVENANCE, LATEST, LOCK, SNAPSHOT = "result.nc", "run.json", "latest.txt", ".lock", ".npz"


def is_run(folder: Path) -> bool:
    """Whether ``folder`` holds a finished run."""
    return (folder / PROVENANCE).is_file() and (folder / RESULT).is_file()


def workshop(folder: Path) -> Path:
    """Where a run is put together before it gets its name: beside it, hidden."""
    return folder.parent / f".{folder.name}.part"


def named_after(part: Path) -> Path:
    """The folder that a workshop will become."""
    return part.parent / part.name.removeprefix(".").removesuffix(".part")


def prepare(folder: Path) -> Path:
    """Make the workshop of ``folder``.

    Raises
    ------
    InputError
        If ``folder`` holds something that is no run of ours, or cannot be written.
    """
    if folder.exists() and not is_run(folder) and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder} exists and is not a Tumen run; name another folder with --out.")
    part = workshop(folder)
    try:
        part.mkdir(parents=True, exist_ok=True)
        probe = part / ".probe"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        raise InputError(
            f"{folder.parent} cannot be written ({error.strerror}); name another folder with --out."
        ) from error
    return part


@contextlib.contextmanager
def held(part: Path | None) -> Iterator[None]:
    """Keep a workshop to one process; the lock goes when the process does, however it ends.

    Raises
    ------
    InputError
        If another process is at work there.
    """
    if part is None or fcntl is None:
        yield
        return
    with (part / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InputError(
                f"Another process is writing {named_after(part)}; wait, or name another folder with --out."
            ) from None
        yield


def tidy(part: Path) -> None:
    """Leave of a workshop only the snapshots from which the run can go on."""
    for path in part.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.suffix != SNAPSHOT:
            path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        part.rmdir()


def keep_scenario(scenario: Scenario, to: Path) -> None:
    """Copy a scenario's files; its parent's go into ``parent``, so that it can be loaded."""
    shutil.rmtree(to, ignore_errors=True)
    for path in files_of(scenario.path):
        copied = to / path.relative_to(scenario.path)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copied)
    if scenario.parent:
        text = (to / FILE).read_text(encoding="utf-8")
        pinned = re.sub(r"(?m)^based_on\s*=.*$", 'based_on = "parent"', text, count=1)
        (to / FILE).write_text(pinned, encoding="utf-8")
        keep_scenario(scenario.parent, to / "parent")


def finish(part: Path, folder: Path) -> None:
    """Give a finished workshop its name; a former run of that name makes way."""
    for leftover in (*part.glob(f"*{SNAPSHOT}"), part / LOCK):
        leftover.unlink(missing_ok=True)
    former = folder.parent / f".{folder.name}.former"
    shutil.rmtree(former, ignore_errors=True)
    if folder.exists():
        folder.rename(former)
    part.rename(folder)
    shutil.rmtree(former, ignore_errors=True)
    with contextlib.suppress(OSError):
        (folder.parent / LATEST).write_text(f"{folder.name}\n", encoding="utf-8")


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write JSON whole or not at all."""
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_text(
        json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8"
    )
    temporary.replace(path)


def find(run: str | Path, runs: Path = Path("runs")) -> Path:
    """The folder a RUN argument means: a path, a name under ``runs``, or ``latest``.

    Raises
    ------
    InputError
        If there is no such finished run.
    """
    if str(run) == "latest":
        pointer = runs / LATEST
        if not pointer.is_file():
            raise InputError(
                f"There is no run under {runs}/ yet; start one with: tumen run musan --people-share 0.05"
            )
        run = runs / pointer.read_text(encoding="utf-8").strip()
    for folder in (Path(run), runs / str(run)):
        if is_run(folder):
            return folder
    known = sorted(path.name for path in runs.glob("*") if is_run(path)) if runs.is_dir() else []
    there = f"; under {runs}/ there are: {', '.join(known)}" if known else ""
    raise InputError(f"{run} is not a finished Tumen run{there}.")


def read(folder: Path) -> tuple[xarray.Dataset, dict[str, Any]]:
    """Results and provenance of a finished run.

    Raises
    ------
    RunError
        If a file is damaged or of another version.
    """
    import xarray as xr

    try:
        provenance = json.loads((folder / PROVENANCE).read_text(encoding="utf-8"))
        if provenance.get("schema") != SCHEMA:
            raise RunError(
                f"{folder / PROVENANCE} has schema {provenance.get('schema')!r}, "
                f"this version reads {SCHEMA}; run it again."
            )
        dataset = xr.load_dataset(folder / RESULT, engine="h5netcdf")
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise RunError(f"{folder} cannot be read as a run ({error}); run it again.") from error
    return dataset, provenance
