"""Bars of the timeline as policies, and policies as bars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from tumen import policies
from tumen.engine.catalog import catalog
from tumen.policies.measures import opening
from tumen.scenario import Scenario
from tumen.web.problems import Problem
from tumen.web.schemas import ClosureMeasure, InstrumentMeasure, LeverMeasure, Measure, Policy

MADE = "Made in the app."
WHO = "Whoever asked the question."


@dataclass(frozen=True)
class Changed:
    """A scenario under a policy.

    Attributes
    ----------
    first
        First day on which it differs; None where the policy does nothing here.
    differs
        What is different, a sentence each.
    """

    scenario: Scenario
    first: date | None
    differs: tuple[str, ...]


def under(policy: Policy, scenario: Scenario) -> Changed:
    """The scenario with the policy in it.

    Raises
    ------
    TumenError
        If a measure sets what is no lever, to a value out of its range, or twice.
    """
    return _under(policy.model_dump_json(by_alias=True), scenario.sha256, _Held(scenario))


class _Held:
    """A scenario as an argument of a cached function, told apart by its hash alone."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=64)
def _under(policy: str, sha256: str, held: _Held) -> Changed:
    del sha256
    return changed(as_file(Policy.model_validate_json(policy)), held.scenario)


def changed(policy: policies.Policy, before: Scenario) -> Changed:
    """A scenario under a policy as it is written to disk."""
    after = policies.apply(policy, before, catalog())
    first = policies.first_day(before, after, catalog())
    return Changed(after, first, tuple(policies.differences(before, after, catalog())))


def as_file(policy: Policy) -> policies.Policy:
    """A policy of the page in the form that is written to disk.

    Raises
    ------
    Problem
        If its parts contradict each other.
    """
    content: dict[str, Any] = {"name": policy.name, "title": policy.title or policy.name}
    content |= {"about": MADE, "who": WHO, "change": [], "instrument": [], "closure": [], "without": []}
    for one in policy.measures:
        part, entry = _entry(one)
        content[part].append(entry)
    try:
        return policies.Policy.model_validate(content)
    except ValidationError as error:
        said = str(error.errors()[0]["msg"]).removeprefix("Value error, ").rstrip(".")
        raise Problem(422, f"The policy '{policy.name}' cannot be: a measure {said}.") from None


def as_named(policy: Policy, scenario: Scenario) -> policies.Policy:
    """A policy's file: the bundled one, with its authors, where the page changed nothing of it."""
    if policy.name in policies.available():
        bundled = policies.load(policy.name)
        content = {"name": policy.name, "measures": as_measures(bundled, scenario)}
        if Policy.model_validate(content).measures == policy.measures:
            return bundled
    return as_file(policy)


def _entry(one: Measure) -> tuple[str, Any]:
    """A bar as an entry of a policy's file: under which key, and what it holds."""
    if isinstance(one, LeverMeasure):
        return "change", {**_dates(one), "places": one.places, "set": {one.lever: one.value}}
    if isinstance(one, InstrumentMeasure):
        return "instrument", {"match": one.match, **_edit(one)}
    if isinstance(one, ClosureMeasure):
        return "closure", {"match": one.match, **_dates(one)}
    return "without", one.change


def _edit(one: InstrumentMeasure) -> dict[str, Any]:
    """What of an instrument is different; to enforce without a date is to enforce without exemptions."""
    if one.action == "remove":
        return {"remove": True}
    edit = _dates(one) | ({"endless": True} if one.endless else {})
    edit |= {
        key: value for key, value in (("exemption", one.exemption), ("quota", one.quota)) if value is not None
    }
    if one.action == "exempt":
        return {"exemption": 1.0} | edit
    return edit or {"exemption": 0.0}


def _dates(one: LeverMeasure | InstrumentMeasure | ClosureMeasure) -> dict[str, Any]:
    dates = {"from": one.start, "to": one.end}
    return {key: day for key, day in dates.items() if day is not None}


def as_measures(policy: policies.Policy, scenario: Scenario) -> list[dict[str, Any]]:
    """The bars of a policy's file; what has no first day holds from the first that is lived."""
    start = str(opening(scenario))
    bars: list[dict[str, Any]] = []
    for change in policy.change:
        dates = {"from": str(change.start or start), "to": _day(change.end), "places": list(change.places)}
        bars += [
            {"kind": "lever", "lever": name, "value": value} | dates for name, value in change.set.items()
        ]
    for edit in policy.instrument:
        action = "remove" if edit.remove else "exempt" if edit.exemption else "enforce"
        bar: dict[str, Any] = {"kind": "instrument", "match": edit.match, "action": action}
        more = {
            "from": _day(edit.start),
            "to": _day(edit.end),
            "exemption": edit.exemption,
            "quota": edit.quota,
        }
        bar |= {key: value for key, value in more.items() if value is not None}
        bars.append(bar | ({"endless": True} if edit.endless else {}))
    for shut in policy.closure:
        dates = {"from": str(shut.start or start), "to": _day(shut.end)}
        bars.append({"kind": "closure", **dates} | ({"match": shut.match} if shut.match != "*" else {}))
    return bars + [{"kind": "without", "change": name} for name in policy.without]


def _day(day: date | None) -> str | None:
    return str(day) if day else None
