"""``tumen mechanisms``, ``explain`` and ``observables``: the declarations, read aloud."""

from __future__ import annotations

from typing import Any

from rich.table import Table

from tumen.commands.console import out, print_json, say
from tumen.core.declare import GROUPS
from tumen.core.errors import InputError
from tumen.engine.catalog import Catalog, catalog
from tumen.engine.dataset import UNITS
from tumen.engine.mechanism import Mechanism


def show_mechanisms(*, as_json: bool) -> None:
    """``tumen mechanisms``: the order of the day."""
    known = catalog()
    docs = {m.name: m for m in known.mechanisms}
    rows: list[dict[str, Any]] = []
    for rule in (*known.opening_rules, *known.rules):
        mechanism = docs[rule.mechanism]
        rows.append(
            {
                "when": rule.when,
                "mechanism": rule.mechanism,
                "rule": rule.name,
                "number": list(mechanism.number),
                "folder": mechanism.actor,
                "for_each": rule.kind,
                "reads": list(rule.names("read")),
                "writes": list(rule.names("write")),
                "moves": list(rule.names("flow")),
                "sends": list(rule.names("send")),
                "parameters": list(rule.names("param")),
                "text": mechanism.doc.split("\n")[0],
            }
        )
    if as_json:
        print_json(rows)
        return
    table = Table(box=None, pad_edge=False, title="The order of the day", title_justify="left")
    for column in ("when", "rule", "for each", "writes", "moves, sends", "reads"):
        table.add_column(column, overflow="fold")
    for row in rows:
        others = [name for name in row["reads"] if name not in row["writes"]]
        table.add_row(
            row["when"],
            f"{row['folder']}/{row['mechanism']}.{row['rule']}",
            row["for_each"],
            ", ".join(row["writes"]),
            ", ".join([*row["moves"], *row["sends"]]),
            ", ".join(others),
        )
    out.print(table, highlight=False)


def show_parameters(*, as_json: bool) -> None:
    """``tumen explain`` by itself: every parameter in a line."""
    known = catalog()
    if as_json:
        print_json([_parameter(known, name) for name in sorted(known.params)])
        return
    table = Table(box=None, pad_edge=False)
    for column in ("parameter", "default", "range", "unit", "meaning"):
        table.add_column(column, overflow="fold")
    for name, param in sorted(known.params.items()):
        numbers = [f"{number:,.10g}" for number in (param.default, param.low, param.high)]
        table.add_row(name, numbers[0], f"{numbers[1]} to {numbers[2]}", param.unit, param.doc)
    out.print(table, highlight=False)


def explain_name(name: str, *, as_json: bool) -> None:
    """``tumen explain NAME``: everything that is called so."""
    found = explanations(catalog(), name)
    if as_json:
        print_json(found)
        return
    for number, entry in enumerate(found):
        if number:
            say("")
        for key, value in entry.items():
            text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            if text:
                say(f"{key.replace('_', ' ') + ':':<22}{text}")


def explanations(known: Catalog, name: str) -> list[dict[str, Any]]:
    """What a name means, wherever it is declared: a mechanism, parameter, observable, flow or column.

    A mechanism is also found by its folder or one of its rules, as ``tumen mechanisms`` prints them
    (``state/levies.answer``), an asset by its flows.

    Raises
    ------
    InputError
        If nothing is called so.
    """
    mechanisms = {m.name: m for m in known.mechanisms}
    asked, name = name, name.rpartition("/")[2]
    owner, _, rest = name.partition(".")
    if owner in mechanisms and rest:
        name = owner if rest in {rule.name for rule in mechanisms[owner].rules} else rest
    found = []
    if name in mechanisms:
        found.append(_mechanism(mechanisms[name]))
    if name in known.params:
        found.append(_parameter(known, name))
    if name in known.observables:
        found.append(_observable(known, name))
    if name in known.flows:
        found.append(_flow(known, name))
    if name in {flow.asset for flow in known.flows.values()}:
        found.append(_asset(known, name))
    found += [_column(known, c) for c in known.columns if name in (c, c.split(".")[1])]
    if not found:
        everything = [*mechanisms, *known.params, *known.observables, *known.flows, *known.columns]
        hint = (
            known.suggest(name, everything) or "; tumen mechanisms and tumen observables list what there is"
        )
        raise InputError(f"Nothing is called '{asked}'{hint}.")
    return found


def _mechanism(mechanism: Mechanism) -> dict[str, Any]:
    return {
        "mechanism": mechanism.name,
        "number": list(mechanism.number),
        "file": f"economy/{mechanism.actor}/{mechanism.name}.py",
        "text": mechanism.doc,
        "rules": [f"{rule.when} {rule.name} (for each {rule.kind})" for rule in mechanism.rules],
        "owns": list(mechanism.state),
        "reads_from_scenario": [*mechanism.given, *mechanism.inputs],
        "parameters": list(mechanism.params),
        "draws": list(mechanism.draws),
        "flows": list(mechanism.flows),
        "signals": list(mechanism.signals),
        "observables": list(mechanism.observables),
    }


def _parameter(known: Catalog, name: str) -> dict[str, Any]:
    param = known.params[name]
    return {
        "parameter": name,
        "text": param.doc,
        "unit": param.unit,
        "default": param.default,
        "low": param.low,
        "high": param.high,
        "source": param.source,
        "sort": "policy (someone can decide it)" if param.lever else "belief (not known)",
        "declared_in": known.owner_of("params", name),
        "read_by": known.readers(name) or ["nothing"],
    }


def _observable(known: Catalog, name: str) -> dict[str, Any]:
    observable = known.observables[name]
    return {
        "observable": name,
        "text": observable.doc,
        "unit": observable.unit,
        "dims": _dims(observable.by),
        "measured_from": list(dict.fromkeys(observable.measure.names())),
        "declared_in": known.owner_of("observables", name),
    }


def _flow(known: Catalog, name: str) -> dict[str, Any]:
    flow = known.flows[name]
    return {
        "flow": name,
        "text": flow.doc,
        "asset": flow.asset,
        "from": flow.source,
        "to": flow.to,
        "declared_in": known.owner_of("flows", name),
    }


def _asset(known: Catalog, name: str) -> dict[str, Any]:
    return {
        "asset": name,
        "unit": UNITS.get(name, "g"),
        "held_in": [c for c, column in known.columns.items() if getattr(column, "asset", "") == name],
        "moved_by": [flow for flow, declared in known.flows.items() if declared.asset == name],
    }


def _column(known: Catalog, name: str) -> dict[str, Any]:
    column = known.columns[name]
    return {
        "column": name,
        "text": column.doc,
        "unit": getattr(column, "unit", getattr(column, "asset", "")),
        "sort": type(column).__name__,
        "low": getattr(column, "low", ""),
        "high": getattr(column, "high", ""),
        "declared_in": known.owner[name],
        "written_by": known.writers(name),
        "read_by": known.readers(name) or ["nothing"],
    }


def _dims(by: str) -> list[str]:
    return ["time", *GROUPS[by]]


def show_observables(*, as_json: bool) -> None:
    """``tumen observables``."""
    known = catalog()
    rows: list[dict[str, Any]] = [
        {
            "name": name,
            "unit": o.unit,
            "dims": _dims(o.by),
            "meaning": o.doc,
            "mechanism": known.owner_of("observables", name),
        }
        for name, o in sorted(known.observables.items())
    ]
    if as_json:
        print_json(rows)
        return
    table = Table(box=None, pad_edge=False)
    for column in ("observable", "unit", "dims", "meaning"):
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(row["name"], row["unit"], ", ".join(row["dims"]), row["meaning"])
    out.print(table, highlight=False)
