"""What a run was set to: its parameters with ranges and sources, and the scenario's dated changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tumen.reports import words


def parameters(provenance: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The parameter table: value, range, unit and source, with changes and assumptions flagged.

    A source may name a fact for the direction and still assume the size: that is flagged as well.
    """
    rows = []
    for name, given in sorted((provenance.get("parameters") or {}).items()):
        parameter = given if isinstance(given, Mapping) else {"value": given}
        source = str(parameter.get("source", ""))
        value, default = parameter.get("value"), parameter.get("default")
        rows.append(
            {
                "name": name,
                "value": _short(value),
                "default": _short(default),
                "changed": default is not None and value != default,
                "range": f"{_short(parameter.get('low'))} to {_short(parameter.get('high'))}"
                if parameter.get("low") is not None
                else "",
                "unit": str(parameter.get("unit", "")),
                "source": source,
                "lever": bool(parameter.get("lever")),
                "assumption": not source.strip() or "assumption" in source.lower(),
                "doc": str(parameter.get("about", "")),
            }
        )
    return rows


def changes(provenance: Mapping[str, Any]) -> list[dict[str, str]]:
    """Dated changes of the scenario; what ``--set`` holds throughout is not among them."""
    held, parameters = provenance.get("settings") or {}, provenance.get("parameters") or {}
    rows = []
    for change in provenance.get("changes") or []:
        until = f" to {words.day(change['to'])}" if change.get("to") else " on"
        values = [
            f"{name} = {_short(value)} {(parameters.get(name) or {}).get('unit', '')}".strip()
            for name, value in change["set"].items()
            if name not in held
        ]
        if values:
            where = ", ".join(words.title(place) for place in change.get("places") or []) or "everywhere"
            when = f"{words.day(change['from'])}{until}"
            rows.append({"name": change["name"], "when": when, "where": where, "what": "; ".join(values)})
    return rows


def _short(value: Any) -> str:
    """A number as a modeller writes it; anything else as text."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value)
    return f"{value:,.10g}".replace("-", "−")
