"""A run's results as an xarray Dataset: observables, flows and books, with units and meanings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tumen.core.declare import BOUNDARIES, GROUPS
from tumen.core.roles import Means
from tumen.engine.catalog import WITH_NONE
from tumen.engine.compose import COARSE
from tumen.engine.evaluate import Evaluator
from tumen.engine.record import Period

if TYPE_CHECKING:
    import xarray

    from tumen.engine.simulation import Simulation
    from tumen.engine.stage import Stage

SCHEMA = 2
"""Version of the layout of ``result.nc`` and ``run.json``; files of another version are refused."""

UNITS = {
    "grain": "g",
    "won": "KPW",
    "yuan": "fen",
    "usd": "US cent",
    "goods": "fen",
    "levy_arrears": "KPW",
    "advance": "fen",
}
"""Units of the assets; what is not named here is in grams."""


def to_dataset(simulation: Simulation, run: int = 0, *, daily: bool = False) -> xarray.Dataset:
    """Observables, flows and books of one simulation.

    Parameters
    ----------
    simulation : Simulation
        A finished or stopped simulation.
    run : int
        Its number, the coordinate ``run``.
    daily : bool
        Days in place of months; the simulation must have been asked to remember them.

    Returns
    -------
    xarray.Dataset
        Dimensions ``run``, ``time`` (last day of each period), ``place``, ``commodity``, ``crossing``,
        ``means``, ``camp``, ``account`` (the places and the centre), ``flow``, ``asset``. Every
        variable has ``units`` and ``long_name``.
    """
    import xarray as xr

    stage, recorder = simulation.stage, simulation.recorder
    periods = recorder.every_day if daily else recorder.months
    catalog, books = stage.model.catalog, stage.wiring.books
    evaluator = Evaluator(stage, periods)
    assets = _assets_held(stage)
    variables: dict[str, tuple[tuple[str, ...], np.ndarray, dict[str, str]]] = {}
    for name, observable in catalog.observables.items():
        attributes = {"units": observable.unit, "long_name": observable.doc}
        attributes |= {"over_places": observable.over_places, "over_time": observable.over_time}
        variables[name] = (
            ("run", "time", *GROUPS[observable.by]),
            evaluator.observable(observable)[None],
            attributes,
        )
    if not daily:
        variables |= _books(simulation, periods, assets)
    dataset = xr.Dataset(
        variables,
        coords={
            "run": [run],
            "time": (
                "time",
                np.array([p.end for p in periods], "datetime64[ns]"),
                {"long_name": "last day of the period"},
            ),
            "place": list(stage.names["place"]),
            "commodity": list(stage.names["commodity"]),
            "crossing": list(stage.names["crossing"]),
            "means": [means.name.lower() for means in Means],
            "camp": list(stage.names["camp"]),
            "account": [*stage.names["place"], "centre"],
            "flow": [column.name for column in books.columns],
            "asset": [books.assets[asset] for asset in assets],
        },
        attrs={"Conventions": "CF-1.10", "schema": SCHEMA, "title": f"Tumen run of {stage.scenario.name}"},
    )
    flow = [column.flow for column in books.columns]
    return dataset.assign_coords(
        residents=("place", stage.arrays["place_rows"]["residents"].copy(), {"units": "persons"}),
        days=("time", np.array([p.days for p in periods], np.int64), {"units": "d"}),
        flow_asset=("flow", [books.assets[column.asset] for column in books.columns]),
        flow_source=("flow", [f.source for f in flow]),
        flow_to=("flow", [f.to for f in flow]),
        flow_doc=("flow", [f.doc for f in flow]),
        asset_unit=("asset", [UNITS.get(books.assets[asset], "g") for asset in assets]),
    )


def _assets_held(stage: Stage) -> list[int]:
    """Numbers of the assets that something in this world can hold."""
    books = stage.wiring.books
    held = set(range(len(stage.model.layout.assets)))
    for name in stage.model.layout.stocks(*COARSE):
        kind = name.split(".")[0]
        table = stage.arrays[f"{kind}_rows"][kind in WITH_NONE :]
        if kind == "site":
            table = table[table["makes"] == 1]
        held |= {int(asset) for asset in books.of_stock(name, table)}
    return sorted(held)


def _books(
    simulation: Simulation, periods: Sequence[Period], assets: list[int]
) -> dict[str, tuple[tuple[str, ...], np.ndarray, dict[str, str]]]:
    opening = simulation.recorder.opening
    opening = None if opening is None else opening[:, assets]
    held = np.stack([period.lasts["held"][:, assets] for period in periods])
    start = held[:1] * 0 if opening is None else opening[None]
    books = ("run", "time", "account", "flow")
    stocks = ("run", "time", "account", "asset")
    return {
        "flow_out": (
            books,
            np.stack([p.sums["ledger_out"] for p in periods])[None],
            {"long_name": "moved out of an account"},
        ),
        "flow_in": (
            books,
            np.stack([p.sums["ledger_in"] for p in periods])[None],
            {"long_name": "moved into an account"},
        ),
        "stock": (stocks, held[None], {"long_name": "held at the end of the period"}),
        "stock_opening": (("run", "account", "asset"), start, {"long_name": "held before the first day"}),
    }


def audit(dataset: xarray.Dataset) -> list[dict[str, object]]:
    """The books of a whole run, recomputed from its file.

    Returns
    -------
    list of dict
        One row per run, account and asset: opening, made, brought in, moved in, used, sent out,
        lost, moved out, closing and imbalance, in whole units.
    """
    rows: list[dict[str, object]] = []
    moved_out, moved_in = dataset.flow_out.sum("time").values, dataset.flow_in.sum("time").values
    sources, targets = dataset.flow_source.values, dataset.flow_to.values
    outside = {"brought_in": ("abroad", "rest"), "made": ("made", "used", "lost")}
    gone = {"used": ("used", "made"), "sent_out": ("abroad", "rest"), "lost": ("lost",)}
    for r, run in enumerate(dataset.run.values):
        for p, account in enumerate(dataset.account.values):
            for a, asset in enumerate(dataset.asset.values):
                mine = dataset.flow_asset.values == asset
                row: dict[str, object] = {"run": int(run), "place": str(account), "asset": str(asset)}
                opening = int(dataset.stock_opening.values[r, p, a])
                closing = int(dataset.stock.values[r, -1, p, a])
                entries: dict[str, int] = {}
                for label, boundary in outside.items():
                    entries[label] = int(moved_in[r, p, mine & np.isin(sources, boundary)].sum())
                entries["moved_in"] = int(
                    moved_in[r, p, mine & ~np.isin(sources, BOUNDARIES) & ~np.isin(targets, BOUNDARIES)].sum()
                )
                for label, boundary in gone.items():
                    entries[label] = int(moved_out[r, p, mine & np.isin(targets, boundary)].sum())
                entries["moved_out"] = int(
                    moved_out[
                        r, p, mine & ~np.isin(targets, BOUNDARIES) & ~np.isin(sources, BOUNDARIES)
                    ].sum()
                )
                into = entries["brought_in"] + entries["made"] + entries["moved_in"]
                out = entries["used"] + entries["sent_out"] + entries["lost"] + entries["moved_out"]
                imbalance = closing - opening - into + out
                rows.append(
                    row | {"opening": opening} | entries | {"closing": closing, "imbalance": imbalance}
                )
    return rows
