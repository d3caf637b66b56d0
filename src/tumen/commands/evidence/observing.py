"""``tumen evidence observations``: what a case says about a scenario, as numbers with their noise."""

from __future__ import annotations

import math
from itertools import groupby
from pathlib import Path
from typing import Any

from tumen.commands.console import print_json, say, talk
from tumen.commands.evidence.common import SCHEMA, opened
from tumen.core.errors import InputError
from tumen.evidence.export import tables
from tumen.evidence.files import whole
from tumen.evidence.observations import Observation, Observations, observe, row
from tumen.evidence.wording import number

SCALES = {"log": "x/÷", "odds": "odds x/÷", "count": "x/÷", "days": "±"}
"""How an error is written: a factor, a factor on the odds, or so many days."""


def show_observations(
    name: str | None, scenario_name: str | None, unfitted: bool, to: Path | None, *, as_json: bool
) -> None:
    """``tumen evidence observations``."""
    from tumen.engine.catalog import catalog
    from tumen.scenario import load

    case = opened(name)
    wanted = scenario_name or next(iter(case.scenarios), "musan")
    beside = case.path / wanted
    found = observe(case, load(beside if beside.is_dir() else wanted, catalog()))
    if to is not None:
        write(found, to)
    elif as_json:
        print_json(
            {
                "schema": SCHEMA,
                "scenario": found.scenario,
                "observations": [_json_row(one) for one in found.observations],
                "unfitted": [vars(one) for one in found.unfitted],
            }
        )
    elif unfitted:
        for left_out in found.unfitted:
            say(f"{left_out.claim:<12}  {left_out.why}")
    else:
        _print(found)
    counted = sum(one.weight for one in found.observations)
    talk.print(
        f"{len(found.observations)} observations of {found.scenario}, {counted} of them counted; "
        f"{len(found.unfitted)} claims cannot be fitted to it (--unfitted says why).",
        highlight=False,
    )


def _print(found: Observations) -> None:
    for thing, group in groupby(found.observations, key=_thing):
        say(thing)
        for one in group:
            say("  " + "  ".join([f"{one.claim:<10}", *filter(None, _facts(one))]))


def _thing(one: Observation) -> str:
    of = one.commodity or one.crossing
    return f"{one.observable}/{of}" if of else one.observable


def _facts(one: Observation) -> list[str]:
    error = (
        f"{one.noise.error:,.0f} days" if one.noise.scale == "days" else f"{math.exp(one.noise.error):.2f}"
    )
    places = ", ".join(one.places[:2]) + (f" and {len(one.places) - 2} more" if len(one.places) > 2 else "")
    return [
        places or "the nation",
        one.period,
        f"{one.event} then" if one.kind == "date" else f"{_amount(one)} {one.unit}",
        f"{SCALES[one.noise.scale]} {error}",
        f"and {one.noise.shared} {one.factor_low:g} to {one.factor_high:g}" if one.noise.shared else "",
        f"genuine {one.genuine:.2f}",
        "counts" if one.weight else "counted with another report of its origin",
        "" if one.operator == "direct" else f"by '{one.operator}'",
    ]


def _amount(one: Observation) -> str:
    if one.value is not None:
        return number(one.value)
    if math.isinf(one.low):
        return f"at most {number(one.high)}"
    return (
        f"at least {number(one.low)}" if math.isinf(one.high) else f"{number(one.low)} to {number(one.high)}"
    )


def _json_row(one: Observation) -> dict[str, Any]:
    lists = {name: list(getattr(one, name)) for name in ("places", "relays", "counted_in")}
    values = row(one) | lists
    return {key: _plain(value) for key, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value.isoformat() if hasattr(value, "isoformat") else value


def _harmless(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return tables.cell(cell) if isinstance(cell, str) else cell


def write(found: Observations, to: Path) -> None:
    """Write a table (.csv) or an xarray Dataset (.nc), whole or not at all.

    Raises
    ------
    InputError
        If the name has another ending, or the file cannot be written.
    """
    if to.suffix not in (".csv", ".nc"):
        raise InputError(f"{to}: a table ends in .csv, a dataset in .nc.")
    try:
        with whole(to) as temporary:
            if to.suffix == ".csv":
                found.to_dataframe().map(_harmless).to_csv(temporary, index=False)
            else:
                found.to_xarray().to_netcdf(temporary, engine="h5netcdf")
    except OSError as error:
        raise InputError(f"{to} cannot be written ({error.strerror or error}).") from error
    say(str(to))
