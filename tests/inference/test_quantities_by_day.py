"""A quantity of any place, period and lag is what adding up day by day gives; rare cases one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.inference.fits import observation
from tumen.core.declare import GROUPS
from tumen.core.errors import InputError
from tumen.ensemble.frame import Frame
from tumen.evidence import Observation
from tumen.evidence.observations import EPOCH
from tumen.inference.quantities import NEVER_DAYS, Quantity, quantities

PLACES, RESIDENTS = ("Musan", "Hyesan", "Hoeryong"), (100.0, 50.0, 250.0)
GOODS, BANKS, CAMPS, MEANS = ("iron", "rice"), ("bridge", "ferry"), ("Camp 22", "Camp 25"), ("cart", "truck")
START, END = date(2013, 1, 11), date(2014, 3, 20)


def measured(by: str, over_places: str, unit: str = "t") -> Any:
    return SimpleNamespace(by=by, over_places=over_places, unit=unit)


OBSERVABLES = {
    "nation_sum": measured("nation", "sum"),
    "nation_mean": measured("nation", "mean"),
    "place_sum": measured("place", "sum"),
    "place_mean": measured("place", "mean"),
    "good_sum": measured("commodity", "sum"),
    "good_mean": measured("commodity", "mean"),
    "means_sum": measured("means", "sum"),
    "bank_sum": measured("crossing", "sum"),
    "bank_mean": measured("crossing", "mean"),
    "camp_sum": measured("camp", "sum"),
    "ration": measured("place", "mean", "g/person/day"),
    "exports": measured("nation", "sum"),
}
CATALOG: Any = SimpleNamespace(observables=OBSERVABLES)


def months_of(first: date, last: date) -> list[list[date]]:
    """Every day, month by month."""
    lived: dict[tuple[int, int], list[date]] = {}
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        lived.setdefault((day.year, day.month), []).append(day)
    return list(lived.values())


MONTHS = months_of(START, END)
FRAME = Frame(
    tuple(days[-1] for days in MONTHS),
    tuple(len(days) for days in MONTHS),
    PLACES,
    RESIDENTS,
    GOODS,
    BANKS,
    MEANS,
    CAMPS,
    {name: GROUPS[one.by] for name, one in OBSERVABLES.items()},
)


def shown(name: str, runs: int = 3, seed: int = 1, missing: float = 0.0) -> np.ndarray:
    """Random results of an observable (runs, months, its own dimensions), some months missing."""
    luck = np.random.default_rng(seed)
    values = luck.gamma(2.0, 100.0, (runs, *FRAME.shape(name)))
    values[luck.random((runs, len(FRAME.time))) < missing] = np.nan
    return values


def told(name: str, **changes: Any) -> Observation:
    """A report on Musan from March to June 2013, added up or averaged as its observable is."""
    over = OBSERVABLES[name].over_places
    plain = {"first": date(2013, 3, 1), "last": date(2013, 6, 30), "value": 1.0, "over_time": over}
    return observation("A", name, **({"over_places": over} | plain | changes))


def quantity(one: Observation) -> Quantity:
    return quantities([one], FRAME, CATALOG)[0]


def wanted(one: Observation, labels: dict[str, str]) -> bool:
    """Whether a report speaks of a place, good, means or crossing."""
    named = {"commodity": one.commodity, "means": one.group, "crossing": one.crossing}
    if "place" in labels and labels["place"] not in (one.places or PLACES):
        return False
    return all(named.get(dimension, "") in ("", label) for dimension, label in labels.items())


def together(one: Observation, month: np.ndarray) -> float:
    """One month's amount, cell by cell."""
    of, total, weight = OBSERVABLES[one.observable], 0.0, 0.0
    for at in np.ndindex(month.shape):
        labels = {name: FRAME.labels(name)[i] for name, i in zip(GROUPS[of.by], at, strict=True)}
        if wanted(one, labels):
            averaged = of.over_places == "mean" and "place" in labels
            share = RESIDENTS[PLACES.index(labels["place"])] if averaged else 1.0
            total, weight = total + share * month[at], weight + share
    return total / weight if of.over_places == "mean" else total


def by_hand(one: Observation, run: np.ndarray) -> float:
    """One run's amount, day by day for each lag of the operator."""
    series = [together(one, month) for month in run]
    lags = range(one.lag_months[0], one.lag_months[1] + 1)
    amounts, parts = [], []
    for lag in lags:
        for number, days in enumerate(MONTHS):
            for day in days:
                amount = series[max(number - lag, 0)]
                if one.first <= day <= one.last and not np.isnan(amount):
                    amounts.append(amount)
                    parts.append(amount / len(days) / len(lags))
    if not amounts:
        return np.nan
    put = {"sum": sum(parts), "mean": np.mean(amounts), "min": min(amounts), "max": max(amounts)}
    return float(put[one.over_time])


@st.composite
def reports(draw: st.DrawFn) -> tuple[Observation, np.ndarray]:
    """A report of any place, period and lag on any observable, with random results to read it off."""
    name, least = draw(st.sampled_from([*OBSERVABLES])), draw(st.integers(0, 2))
    first = START + timedelta(days=draw(st.integers(-20, 400)))
    last = min(max(START, first) + timedelta(days=draw(st.integers(0, 200))), END + timedelta(days=10))
    one = told(
        name,
        first=first,
        last=last,
        lag_months=(least, least + draw(st.integers(0, 2))),
        over_time=draw(st.sampled_from(["sum", "mean", "min", "max"])),
        places=tuple(draw(st.lists(st.sampled_from(PLACES), unique=True))),
        commodity=draw(st.sampled_from(["", *GOODS])),
        group=draw(st.sampled_from(["", *MEANS])),
        crossing=draw(st.sampled_from(["", *BANKS])),
    )
    return one, shown(name, seed=draw(st.integers(0, 99)), missing=draw(st.sampled_from([0.0, 0.4])))


@given(reports())
def test_a_quantity_is_what_days_and_places_put_together_by_hand_give(
    of: tuple[Observation, np.ndarray],
) -> None:
    one, values = of
    expected = [by_hand(one, run) for run in values]
    assert quantity(one).of({one.observable: values}) == pytest.approx(expected, rel=1e-9, nan_ok=True)


@given(st.permutations(PLACES), st.sampled_from(["place_mean", "place_sum", "good_mean"]))
def test_the_order_of_places_does_not_matter(places: list[str], name: str) -> None:
    values = {name: shown(name)}
    one, other = (quantity(told(name, places=tuple(order))).of(values) for order in (PLACES, places))
    assert one == pytest.approx(other)


def test_what_a_lag_reaches_before_the_runs_is_told_by_their_first_month() -> None:
    values = shown("nation_sum")
    first = {"first": date(2013, 1, 1), "last": date(2013, 1, 31), "lag_months": (0, 1)}
    found = quantity(told("nation_sum", **first)).of({"nation_sum": values})
    assert found == pytest.approx(values[:, 0]), "not half of it"
    year = told("nation_sum", **(first | {"last": date(2013, 12, 31)}))
    assert sum(quantity(year).months) == pytest.approx(12)


def test_the_last_month_of_a_period_is_the_last_that_is_meant() -> None:
    values = shown("nation_mean")
    one = quantity(told("nation_mean", over_time="last", lag_months=(1, 1)))
    assert one.of({"nation_mean": values}) == pytest.approx(values[:, 4])


def spoken_about(*, slip: tuple[int, int], **changes: Any) -> Observation:
    """A report on May 2013 that is not sure of its months."""
    plain = {"first": date(2013, 5, 1), "last": date(2013, 5, 31), "published": "2014-01-10"}
    return told("nation_sum", slip=slip, **(plain | changes))


def test_a_report_that_is_not_sure_of_its_month_may_mean_the_one_before_or_after() -> None:
    values = shown("nation_sum", runs=4)
    found = quantity(spoken_about(slip=(1, 1))).every({"nation_sum": values})
    assert found == pytest.approx(values[:, [4, 3, 5]].T)


def test_one_that_is_not_sure_of_its_last_month_may_mean_more_or_fewer() -> None:
    values = shown("nation_sum", runs=4)
    found = quantity(spoken_about(slip=(0, 1), first=date(2013, 4, 1))).every({"nation_sum": values})
    assert found == pytest.approx(np.stack([values[:, 3:last].sum(axis=1) for last in (5, 4, 6)]))


def test_what_was_not_over_when_it_was_published_or_lies_outside_the_runs_is_not_meant() -> None:
    values = {"nation_sum": shown("nation_sum", runs=4)}
    early = quantity(spoken_about(slip=(1, 1), published="2013-06-02")).every(values)
    assert early[2] == pytest.approx(early[0])
    assert early[1] != pytest.approx(early[0])
    first = {"first": date(2013, 1, 11), "last": date(2013, 1, 31)}
    start = quantity(spoken_about(slip=(1, 1), **first)).every(values)
    assert start[1] == pytest.approx(start[0])


def test_each_run_shows_one_of_the_months_meant_about_as_often_as_the_others() -> None:
    values = {"nation_sum": shown("nation_sum", runs=3000)}
    of = quantity(spoken_about(slip=(1, 1)))
    every, one = of.every(values), of.of(values)
    which = (every == one).argmax(axis=0)
    assert np.bincount(which) / 3000 == pytest.approx(1 / 3, abs=0.03)


@given(st.integers(0, 30), st.integers(1, 30))
def test_what_a_run_shows_does_not_depend_on_which_runs_are_read_with_it(first: int, number: int) -> None:
    values = shown("nation_sum", runs=60)
    of = quantity(spoken_about(slip=(1, 1)))
    some = of.of({"nation_sum": values[first : first + number]}, first)
    assert np.array_equal(some, of.of({"nation_sum": values})[first : first + number])


def test_reports_of_the_same_are_wrong_about_its_month_together_and_of_another_apart() -> None:
    values, report = {"nation_sum": shown("nation_sum", runs=200)}, spoken_about(slip=(1, 1))
    one, other = (quantity(replace(report, claim=name)) for name in ("A", "B"))
    assert np.array_equal(one.of(values), other.of(values))
    june = quantity(spoken_about(slip=(1, 1), first=date(2013, 6, 1), last=date(2013, 6, 30)))
    meant = [(of.every(values) == of.of(values)).argmax(axis=0) for of in (one, june)]
    assert 0.2 < (meant[0] == meant[1]).mean() < 0.5


def test_each_end_moves_as_far_as_it_may() -> None:
    values = shown("nation_sum", runs=4)
    found = quantity(spoken_about(slip=(1, 2), first=date(2013, 5, 1), last=date(2013, 7, 31)))
    spans = [(4, 7), (3, 5), (3, 6), (5, 8), (5, 9)]
    expected = [values[:, first:last].sum(axis=1) for first, last in spans]
    assert found.every({"nation_sum": values}) == pytest.approx(np.stack(expected))


def test_a_beginning_in_doubt_moves_although_the_end_as_told_was_not_over() -> None:
    values = shown("nation_sum", runs=4)
    told_early = spoken_about(slip=(1, 0), first=date(2013, 4, 1), published="2013-05-20")
    found = quantity(told_early).every({"nation_sum": values})
    assert found == pytest.approx(np.stack([values[:, first:5].sum(axis=1) for first in (3, 2, 4)]))


def test_a_rate_is_of_the_days_as_told_whatever_days_are_meant() -> None:
    values = np.ones((1, len(FRAME.time))) * np.array(FRAME.days)
    report = spoken_about(slip=(0, 1), first=date(2013, 4, 1), rate=True)
    found = quantity(report).every({"nation_sum": values})
    assert found[:, 0] == pytest.approx(np.full(3, 61.0)), "a tonne a day of any months is 61 t in 61 days"


def test_a_ratio_is_to_another_time_than_its_own() -> None:
    values = shown("nation_sum", runs=4)
    than = {"than_first": date(2013, 4, 1), "than_last": date(2013, 4, 30), "kind": "ratio"}
    found = quantity(spoken_about(slip=(1, 1), **than)).every({"nation_sum": values})
    assert found[1] == pytest.approx(found[0]), "April is what May is compared with"
    june = (values[:, 5] + 1) / (values[:, 3] + 1)  # a tonne is the least that is told apart
    assert found[2] == pytest.approx(june)


def middle_of(month: int) -> float:
    """Days since 1970 of the middle of a month of the frame, counted from 0."""
    return float((FRAME.time[month] - EPOCH).days) - 15


NEVER = float((END - EPOCH).days) + NEVER_DAYS


def dated(month: int, event: str = "rations_stop", name: str = "ration") -> Quantity:
    """A report that an event happened in a month of the frame."""
    last = FRAME.time[month]
    first = last.replace(day=1)
    low, high = float((first - EPOCH).days), float((last - EPOCH).days)
    when = {"kind": "date", "over_time": "date", "first": first, "last": last, "low": low, "high": high}
    return quantity(observation("A", name, event=event, over_places="mean", **when))


def rations(*months: float) -> dict[str, np.ndarray]:
    """Rations of one run in Musan, month by month, and then as in the last one told."""
    values = np.full((1, len(FRAME.time), len(PLACES)), 300.0)
    values[0, :, 0] = [*months, *[months[-1]] * (len(FRAME.time) - len(months))]
    return {"ration": values}


def test_of_two_times_the_one_nearest_to_the_report_counts() -> None:
    results = rations(300, 300, 5, 300, 300, 300, 300, 300, 5, 5, 300)
    assert dated(3).of(results).tolist() == [middle_of(2)]
    assert dated(7).of(results).tolist() == [middle_of(8)]


def test_what_never_happens_comes_long_after_the_end_and_what_holds_throughout_never_began() -> None:
    assert dated(5).of(rations(300)).tolist() == [NEVER]
    assert dated(5).of(rations(5)).tolist() == [NEVER]


def test_an_event_may_lie_above_its_level() -> None:
    months = np.full((1, len(FRAME.time)), 50.0)
    months[0, 4:] = 5000.0
    assert dated(6, "exports_resume", "exports").of({"exports": months}).tolist() == [middle_of(4)]


@pytest.mark.parametrize(
    ("name", "changes", "what"),
    [
        ("place_sum", {"places": ("Pyongyang",)}, "Claim A speaks of Pyongyang, which the results"),
        ("good_sum", {"commodity": "zinc"}, "speaks of zinc"),
        ("means_sum", {"group": "boat"}, "speaks of boat"),
        ("bank_sum", {"crossing": "tunnel"}, "speaks of tunnel"),
        ("nation_sum", {"first": date(2012, 1, 1), "last": date(2013, 1, 10)}, "do not cover"),
        ("nation_sum", {"first": date(2014, 3, 21), "last": date(2014, 4, 1)}, "2013-01-11 to 2014-03-20"),
        (
            "nation_sum",
            {"kind": "ratio", "than_first": date(2011, 1, 1), "than_last": date(2011, 2, 1)},
            "do not cover",
        ),
    ],
)
def test_what_the_results_do_not_hold_is_refused(name: str, changes: dict[str, Any], what: str) -> None:
    with pytest.raises(InputError, match=what):
        quantity(told(name, **changes))


def test_quantities_come_in_the_order_of_the_reports_and_name_their_claims() -> None:
    of = [replace(told("nation_sum"), claim=name) for name in ("b", "a", "c")]
    assert [one.claim for one in quantities(of, FRAME, CATALOG)] == ["b", "a", "c"]
