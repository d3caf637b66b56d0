"""A comparison as an archive for the EMA Workbench: experiments with their outcomes.

``ema_workbench.load_results(FILE)`` gives a table with one row a policy and world (beliefs in their units,
then ``scenario``, ``policy`` and ``model``) and a number an outcome for each row.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tumen.core.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from tumen.comparison.result import Comparison

VERSION = 0.1
"""Of the archive's layout, as the workbench counts."""

SCALAR = "ScalarOutcome"
OWN = ("scenario", "policy", "model")
"""Columns that the workbench expects behind the uncertainties."""


def experiments(comparison: Comparison) -> pd.DataFrame:
    """One row a policy and world, policies one after the other: beliefs, world, policy, model."""
    import pandas as pd

    data, policies = comparison.data, comparison.policies
    names = [str(name) for name in data["belief"].to_numpy()]
    values = np.tile(data["belief_value"].to_numpy(), (len(policies), 1))
    table = pd.DataFrame(values, columns=names)
    table["scenario"] = np.tile(data["draw"].to_numpy(), len(policies))
    table["policy"] = np.repeat(policies, comparison.runs)
    table["model"] = f"tumen {comparison.provenance['scenario']}"
    return table


def outcomes(comparison: Comparison) -> dict[str, np.ndarray]:
    """Every measured outcome as a number an experiment, in the order of `experiments`."""
    names = [str(name) for name in comparison.data["outcome"].to_numpy()]
    return {
        name: comparison.numbers[:, :, j].reshape(-1)
        for j, name in enumerate(names)
        if comparison.measured(j)
    }


def check(path: Path) -> None:
    """See that a file can be written there, before anything is run for it.

    Raises
    ------
    InputError
        If its folder is not there, it is a folder itself, or its name is of another kind of file.
    """
    named = path.name.endswith((".tar.gz", ".tgz"))
    if not named or path.is_dir() or not path.absolute().parent.is_dir():
        raise InputError(f"--ema {path} cannot be written; name a file such as results.tar.gz.")


def write_ema(comparison: Comparison, path: Path) -> None:
    """Write the archive; it appears whole or not at all, and the same numbers give the same bytes.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    check(path)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        unfinished.write_bytes(archive(comparison))
        unfinished.replace(path)
    except OSError as error:
        raise InputError(f"--ema {path} cannot be written ({error.strerror or error}).") from error
    finally:
        unfinished.unlink(missing_ok=True)


def archive(comparison: Comparison) -> bytes:
    """The archive itself: ``experiments.csv``, a file an outcome, ``metadata.json``."""
    table, numbers = experiments(comparison), outcomes(comparison)
    files = {"experiments.csv": table.to_csv(index=False, lineterminator="\n")}
    files |= {f"{name}.cls": _column(values) for name, values in numbers.items()}
    beliefs = dict.fromkeys((str(name) for name in table.columns if name not in OWN), "float64")
    metadata = {
        "version": VERSION,
        "outcomes": [[SCALAR, name, f"{name}.cls"] for name in numbers],
        "experiments": {**beliefs, "scenario": "int64", "policy": "object", "model": "object"},
    }
    files["metadata.json"] = json.dumps(metadata)
    return _packed(files)


def _column(values: np.ndarray) -> str:
    """One number a line; what was not measured as ``nan``, since readers skip empty lines."""
    return "".join(f"{float(value)!r}\n" for value in values)


def _packed(files: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=stream, mode="wb", filename="", mtime=0) as zipped,
        tarfile.open(fileobj=zipped, mode="w") as tar,
    ):
        for name, text in files.items():
            content = text.encode()
            about = tarfile.TarInfo(name)
            about.size = len(content)
            tar.addfile(about, io.BytesIO(content))
    return stream.getvalue()
