"""The answer to take home: a table, every run as netCDF, the policies as a file."""

from __future__ import annotations

import csv
import io
from typing import Any

import numpy as np
import xarray as xr

from tumen.core.declare import GROUPS
from tumen.policies import as_toml
from tumen.web import bands, policies
from tumen.web.live import Live
from tumen.web.problems import Problem, missing


def table(live: Live) -> bytes:
    """Bands of every chart by month and policy, as CSV."""
    if live.ground is None:
        return b""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["observable", "unit", "policy", "month", "runs", *(f"p{one}" for one in bands.PERCENT)])
    months = [month.strftime("%Y-%m") for month in live.world(live.share, 0).months]
    for name, of in bands.charts(live.ground, live.runs).items():
        unit = live.ground.catalog.observables[name].unit
        for policy, band in of.items():
            rows = zip(months, *(band[f"p{one}"] for one in bands.PERCENT), strict=True)
            for month, *values in rows:
                writer.writerow([name, unit, policy, month, len(live.runs[policy]), *values])
    return out.getvalue().encode()


def netcdf(live: Live) -> bytes:
    """Every run of every policy as one netCDF file."""
    if live.ground is None:
        return b""
    names = list(live.runs)
    world = live.world(live.share, 0)
    stage = world.stage(0)
    variables: dict[str, Any] = {}
    for name in bands.WANTED:
        declared = live.ground.catalog.observables[name]
        values = np.stack([np.stack([one.values[name] for one in live.runs[policy]]) for policy in names])
        about = {"units": declared.unit, "long_name": declared.doc}
        variables[name] = (("policy", "run", "time", *GROUPS[declared.by]), values, about)
    dataset = xr.Dataset(
        variables,
        coords={
            "policy": names,
            "time": np.array(world.months, "datetime64[ns]"),
            "place": list(stage.names["place"]),
            "commodity": list(stage.names["commodity"]),
        },
        attrs={
            "Conventions": "CF-1.10",
            "title": f"What if in {live.scenario.title}",
            "question": live.question.model_dump_json(by_alias=True),
            "people_share": live.share,
        },
    )
    return bytes(dataset.to_netcdf(engine="h5netcdf"))


def policy_file(live: Live, wanted: str | None) -> tuple[str, bytes]:
    """A policy's name and file, as ``tumen compare`` takes it; of the only one where none is named.

    Raises
    ------
    Problem
        If there is no such policy, or several and none is named.
    """
    known = {policy.name: policy for policy in live.question.policies}
    if not known:
        raise Problem(400, "No policy was asked about; add one and ask again.")
    if wanted is None and len(known) > 1:
        names = ", ".join(known)
        raise Problem(400, f"A file holds one policy; say which with ?policy=NAME: {names}.")
    name = wanted if wanted is not None else next(iter(known))
    if name not in known:
        raise missing("policy", name, known)
    return name, as_toml(policies.as_named(known[name], live.scenario)).encode()
