"""What holds where and when, worked out without any of the package's own reckoning; and things to draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import hypothesis.strategies as st

from tumen.engine.catalog import catalog
from tumen.policies import Policy
from tumen.scenario import Scenario, load
from tumen.scenario.schema import Change

LEVERS = ("support_levy", "donation", "central_relief")
"""Three that any place may have of its own; 0 to 500 is in the range of each."""

PLACES = ("Musan", "Yonsa", "Rason")
DAYS = [date(2013, 1, 1) + timedelta(days=10 * number) for number in range(12)]
"""Few, so that ends and beginnings often meet; the first ones are before the days that are lived."""

START, END, BURN_IN = DAYS[3], DAYS[10] - timedelta(days=4), 15
"""A short scenario, whose first and last day are among those drawn or next to them."""


@cache
def bundled(name: str) -> Scenario:
    """A bundled scenario, checked."""
    return load(name, catalog())


def policy(**entries: object) -> Policy:
    """A policy of these entries."""
    return Policy.model_validate({"name": "mine", "title": "Of my own", **entries})


def short_musan(*changes: Change) -> Scenario:
    """A few months of musan, with these dated changes and no others."""
    return replace(
        bundled("musan"), start=START, end=END, burn_in_days=BURN_IN, changes=list(changes), events=[]
    )


def lived(scenario: Scenario) -> Iterator[date]:
    """Every day of a scenario, its burn-in too."""
    first = scenario.start - timedelta(days=scenario.burn_in_days)
    return (first + timedelta(days=number) for number in range((scenario.end - first).days + 1))


def holding(changes: Sequence[Change], lever: str, place: str, day: date) -> list[float]:
    """The values that changes give a parameter there and then; of a sound list one at the most."""
    return [
        one.set[lever]
        for one in changes
        if lever in one.set
        and (place in one.places or one.places == ())
        and one.start <= day
        and (one.end is None or day <= one.end)
    ]


periods = st.tuples(st.none() | st.sampled_from(DAYS), st.none() | st.sampled_from(DAYS)).filter(
    lambda days: days[0] is None or days[1] is None or days[0] <= days[1]
)
somewhere = st.lists(st.sampled_from(PLACES), unique=True, max_size=2).map(tuple)
values = st.dictionaries(st.sampled_from(LEVERS), st.integers(0, 5).map(float), min_size=1)


@st.composite
def changes_of(draw: st.DrawFn, most: int) -> list[dict[str, object]]:
    """Dated changes as a file would hold them, no two of which set one lever there and then."""
    found: list[dict[str, object]] = []
    for _ in range(draw(st.integers(0, most))):
        first, last = draw(periods)
        one = {"from": first, "to": last, "places": draw(somewhere), "set": draw(values)}
        if not any(_contend(one, other) for other in found):
            found.append(one)
    return found


def _contend(one: dict, other: dict) -> bool:
    same_place = not one["places"] or not other["places"] or set(one["places"]) & set(other["places"])
    return bool(
        one["set"].keys() & other["set"].keys()
        and same_place
        and (one["from"] or date.min) <= (other["to"] or date.max)
        and (other["from"] or date.min) <= (one["to"] or date.max)
    )


def own(written: list[dict[str, object]]) -> list[Change]:
    """The same as the scenario's own dated changes, which always have a first day."""
    return [
        Change.model_validate({**one, "name": f"own {number}", "from": one["from"] or DAYS[0]})
        for number, one in enumerate(written)
        if one["to"] is None or one["to"] >= DAYS[0]
    ]
