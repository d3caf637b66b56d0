"""What ``run.json`` says: enough to know a run by, and to run it again."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import Any

import numpy as np

from tumen.engine.catalog import Catalog
from tumen.engine.dataset import SCHEMA
from tumen.engine.kernel import Model
from tumen.runs.crew import Finished
from tumen.runs.plan import Plan
from tumen.scenario.schema import Row


def describe(plan: Plan, model: Model, done: list[Finished], wall: float) -> dict[str, Any]:
    """Provenance of finished runs that took ``wall`` seconds."""
    first = done[0]
    scenario, catalog = plan.scenario, model.catalog
    digests = [finished.digest for finished in done]
    imbalance = {asset: sum(abs(f.imbalance[asset]) for f in done) for asset in first.imbalance}
    weight = first.residents / max(1, first.simulated)
    return {
        "schema": SCHEMA,
        "version": version("tumen"),
        "scenario": scenario.name,
        "title": scenario.title,
        "about": scenario.about,
        "scenario_sha256": scenario.sha256,
        "kernel": model.fingerprint,
        "seed": plan.seed,
        "runs": plan.runs,
        "people": {"residents": first.residents, "simulated": first.simulated, "weight": round(weight, 4)},
        "adults_as_rows": first.adults,
        "start": (plan.start or scenario.start).isoformat(),
        "end": (plan.end or scenario.end).isoformat(),
        "burn_in_days": first.burn_in_days,
        "days": first.days,
        "wall_seconds": round(wall, 3),
        "person_days_per_second": round(first.simulated * first.days * plan.runs / max(wall, 1e-9)),
        "imbalance": imbalance,
        "digest": digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest(),
        "digests": digests,
        "settings": plan.settings,
        "parameters": _parameters(plan, catalog),
        "events": [
            {"date": str(e.date), "name": e.name, "kind": e.kind, "about": e.about} for e in scenario.events
        ],
        "instruments": [
            {
                "name": row["name"],
                "commodity": row["commodity"],
                "in_force": _epoch_date(row.get("in_force_day")),
                "exemption": row.get("exemption"),
                "own": bool(row.get("own")),
            }
            for row in scenario.instruments
        ],
        "places": [located(row) for row in scenario.places],
        "crossings": [
            located(row) | {"place": row.get("place"), "opposite": row.get("opposite")}
            for row in scenario.crossings
        ],
        "changes": [
            {
                "name": c.name,
                "from": str(c.start),
                "to": c.end and str(c.end),
                "places": list(c.places),
                "set": c.set,
            }
            for c in scenario.changes
        ],
    }


def located(row: Row) -> dict[str, Any]:
    """Names and position of a place or crossing, as far as its scenario gives them."""
    return {key: row.get(key) or None for key in ("name", "title", "name_ko")} | {
        key: row.get(key) for key in ("lat", "lon")
    }


def _epoch_date(day: object) -> str:
    return str(np.datetime64(int(float(str(day or 0))), "D"))


def _parameters(plan: Plan, catalog: Catalog) -> dict[str, dict[str, Any]]:
    table = {}
    for name, param in catalog.params.items():
        value = plan.settings.get(name, plan.scenario.settings.get(name, param.default))
        table[name] = {
            "value": value,
            "default": param.default,
            "low": param.low,
            "high": param.high,
            "unit": param.unit,
            "source": param.source,
            "mechanism": catalog.owner_of("params", name),
            "lever": param.lever,
            "about": param.doc,
        }
    return table
