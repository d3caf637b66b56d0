"""Addresses of what can be asked about: scenarios, policies, levers, beliefs, the map."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from fastapi import APIRouter, Request

from tumen import policies as bundled
from tumen.core.declare import GROUPS, Param
from tumen.core.errors import TumenError
from tumen.engine.catalog import Catalog, catalog
from tumen.inference.prior import beliefs
from tumen.inference.result import PROVENANCE, is_fit, read_json
from tumen.policies.measures import ENDLESS
from tumen.scenario import Scenario, available
from tumen.scenario.schema import Row
from tumen.scenario.tables import EPOCH
from tumen.web import bands, places, policies
from tumen.web.common import scenario_of, settings_of
from tumen.web.job_titles import called, made_on
from tumen.web.lives import scenario_named

router = APIRouter(tags=["scenarios"])


@router.get("/scenarios")
def scenarios() -> list[dict[str, Any]]:
    """The scenarios that can be asked about."""
    return [_short(scenario_named(name)) for name in available()]


@router.get("/scenarios/{name}")
def scenario(name: str, request: Request) -> dict[str, Any]:
    """A scenario: its places, events, policies, levers, beliefs, and what is drawn of it."""
    return {**_described(scenario_of(name).name), "fits": _fits(request, name)}


@router.get("/map")
def region_map() -> dict[str, Any]:
    """The border region as GeoJSON: provinces, rivers, towns, crossings, counties."""
    return places.region_map()


def _short(one: Scenario) -> dict[str, Any]:
    about = {"name": one.name, "title": one.title, "about": one.about}
    return about | {"start": str(one.start), "end": str(one.end)}


@lru_cache(maxsize=16)
def _described(name: str) -> dict[str, Any]:
    one, model = scenario_named(name), catalog()
    free = {belief.name for belief in beliefs(one, model)}
    return _short(one) | {
        "places": [places.place_row(row) for row in one.places],
        "crossings": [places.crossing_row(row) for row in one.crossings],
        "events": [
            {"name": e.name, "date": str(e.date), "kind": e.kind, "about": e.about} for e in one.events
        ],
        "instruments": [_instrument(row) for row in one.instruments],
        "changes": [
            {"name": c.name, "from": str(c.start), "to": str(c.end) if c.end else None, "about": c.about}
            for c in one.changes
        ],
        "policies": _policies(one),
        "levers": [_param(model, one, n, p) | {"places": n not in model.national} for n, p in _levers(model)],
        "beliefs": [
            _param(model, one, n, p) | {"switch": p.unit == "0 or 1", "from_evidence": n in free}
            for n, p in sorted(model.params.items())
            if not p.lever
        ],
        "charts": [_chart(model, n) for n in bands.CHARTS],
        "headlines": [{"name": h.name, "title": h.title, "unit": h.unit} for h in bands.HEADLINES],
        "map": list(bands.ON_THE_MAP),
    }


def _instrument(row: Row) -> dict[str, Any]:
    """A sanction with the first and the last day on which it binds."""
    last = int(row["ends_day"]) - 1
    about = {"name": row["name"], "title": row["title"], "commodity": row["commodity"]}
    about |= {"from": str(_date(int(row["in_force_day"]))), "about": row.get("about") or ""}
    return about | {"to": str(_date(last)) if last < ENDLESS - 1 else None}


def _date(number: int) -> date:
    return date.fromordinal(EPOCH + number)


def _levers(model: Catalog) -> list[tuple[str, Param]]:
    return [(name, param) for name, param in sorted(model.params.items()) if param.lever]


def _param(model: Catalog, one: Scenario, name: str, param: Param) -> dict[str, Any]:
    readers = sorted({reader.split(".")[0] for reader in model.readers(name)})
    return {
        "name": name,
        "doc": param.doc,
        "unit": param.unit,
        "low": param.low,
        "high": param.high,
        "default": one.settings.get(name, param.default),
        "source": param.source,
        "mechanism": model.owner_of("params", name),
        "group": _actor(model, name),
        "readers": readers,
        "reads": readers,
    }


def _actor(model: Catalog, name: str) -> str:
    """Who the parameter is about: the folder of its mechanism."""
    return next(one.actor for one in model.mechanisms if name in one.params)


def _chart(model: Catalog, name: str) -> dict[str, Any]:
    declared = model.observables[name]
    title = name.replace("_", " ").capitalize()
    about = {"observable": name, "title": title, "unit": declared.unit, "doc": declared.doc}
    about |= {"over_time": "last" if declared.measure.how == "last" else declared.over_time}
    return about | {"over_places": declared.over_places if GROUPS[declared.by] else "country"}


def _policies(one: Scenario) -> list[dict[str, Any]]:
    rows = []
    for name in bundled.available():
        if name == bundled.AS_IT_HAPPENED:
            continue
        policy = bundled.load(name)
        differs = list(policies.changed(policy, one).differs)
        why = "" if differs else f"Nothing in '{one.name}' is different under this policy."
        rows.append(
            {
                "name": name,
                "title": policy.title,
                "about": policy.about,
                "who": policy.who,
                "differs": differs,
                "does_nothing": not differs,
                "why": why,
                "measures": policies.as_measures(policy, one),
            }
        )
    return rows


def _fits(request: Request, scenario: str) -> list[dict[str, str]]:
    """Finished fits of a scenario under the app's root."""
    folder = settings_of(request).root / "fits"
    found = []
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if not is_fit(path):
            continue
        try:
            about, made = read_json(path / PROVENANCE), made_on(path / PROVENANCE)
        except (TumenError, OSError):
            continue
        if about.get("scenario") == scenario:
            title = called("fit", about, made) or str(about.get("evidence", "its evidence"))
            found.append({"id": path.name, "title": f"{path.name}: {title}"})
    return found
