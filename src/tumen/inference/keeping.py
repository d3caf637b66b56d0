"""A fit on disk: a folder that is there whole or not at all."""

from __future__ import annotations

import math
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from tumen.core.errors import InputError, RunError
from tumen.engine.kernel import default_model
from tumen.ensemble.identity import ABOUT
from tumen.ensemble.store import Store
from tumen.evidence import Observation
from tumen.inference.prior import Belief
from tumen.inference.result import PAGE, PROVENANCE, RESULT, SCENARIO, Fit, is_fit, load_scenario, read_json
from tumen.runs import folder as folders

OBSERVATIONS = TypeAdapter(tuple[Observation, ...])
BELIEFS = TypeAdapter(tuple[Belief, ...])
ENDLESS = ("low", "high")


def write(fit: Fit, folder: Path) -> None:
    """Write a fit into a folder; a former fit of that name makes way.

    Raises
    ------
    InputError
        If the folder holds something else, or cannot be written.
    """
    if folder.exists() and not is_fit(folder) and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder} exists and is not a Tumen fit; name another folder with --out.")
    part = folders.workshop(folder)
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        _fill(fit, part)
        folders.finish(part, folder)
    except OSError as error:
        raise InputError(
            f"{folder} cannot be written ({error.strerror or error}); name another with --out."
        ) from error
    fit.path = folder


def _fill(fit: Fit, part: Path) -> None:
    from tumen.inference.page import write_page

    packed = {"zlib": True, "complevel": 4}
    encoding = {
        f"/{name}": {
            v: packed for v, data in group.data_vars.items() if data.dtype.kind == "f" and data.ndim > 1
        }
        for name, group in fit.tree.children.items()
    }
    fit.tree.to_netcdf(part / RESULT, engine="h5netcdf", encoding=encoding)
    folders.write_json(
        part / PROVENANCE,
        fit.provenance
        | {
            "observations": [_plain(one) for one in OBSERVATIONS.dump_python(fit.observations, mode="json")],
            "belief_ranges": BELIEFS.dump_python(fit.beliefs, mode="json"),
        },
    )
    folders.keep_scenario(fit.scenario, part / SCENARIO)
    fit.reports.to_csv(part / "reports.csv")
    fit.table.to_csv(part / "beliefs.csv")
    write_page(fit, part / PAGE)


def _plain(one: Mapping[str, Any]) -> dict[str, Any]:
    """An observation for JSON: an endless side of its range is null."""
    return {
        name: None if name in ENDLESS and isinstance(value, float) and not math.isfinite(value) else value
        for name, value in one.items()
    }


def _endless(one: dict[str, Any]) -> dict[str, Any]:
    sides = {"low": -math.inf, "high": math.inf}
    return one | {name: side for name, side in sides.items() if one[name] is None}


def read(folder: Path, store: Store | None = None) -> Fit:
    """Read a fit's folder.

    Raises
    ------
    RunError
        If a file is damaged or of another version.
    """
    import xarray as xr

    provenance = read_json(folder / PROVENANCE)
    try:
        tree = xr.load_datatree(folder / RESULT, engine="h5netcdf")
        told = [_endless(one) for one in provenance.pop("observations")]
        observations = OBSERVATIONS.validate_python(told)
        ranges = BELIEFS.validate_python(provenance.pop("belief_ranges"))
        scenario = load_scenario(folder, default_model())
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise RunError(
            f"{folder} cannot be read as a fit ({error}); fit again: {provenance.get('command')}"
        ) from error
    return Fit(
        tree, provenance, observations, ranges, scenario, store or _store(Path(provenance["store"])), folder
    )


def _store(path: Path) -> Store:
    """The store that a fit names if it is one, else the user's own: a fit may come from elsewhere."""
    return Store(path if (path / ABOUT).is_file() else None)
