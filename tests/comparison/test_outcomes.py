"""Outcomes put together from months by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.comparison.cases import MONTHS
from tumen.comparison import outcomes
from tumen.comparison.outcomes import CHOSEN, Outcome, known, values, window
from tumen.core.declare import Observable
from tumen.engine.kernel import default_model
from tumen.ensemble.frame import Frame

FRAME = Frame(
    time=tuple(day.date() for day in MONTHS[:3]),
    days=(31, 28, 10),
    places=("A", "B"),
    residents=(300.0, 100.0),
    commodities=("x",),
    crossings=(),
    means=(),
    camps=(),
    dims={
        "added": ("place",),
        "share": ("place",),
        "won_per_yuan": (),
        "won_per_usd": (),
        "held": ("place",),
    },
)
ALL = np.ones(3, bool)


class Told:
    def __init__(self, over_places: str) -> None:
        self.over_places, self.unit = over_places, "t"


OBSERVABLES: dict[str, Observable] = {
    name: Told(over)  # type: ignore[misc]
    for name, over in {
        "added": "sum", "share": "mean", "won_per_yuan": "mean", "won_per_usd": "mean", "held": "sum",
    }.items()
}  # fmt: skip


def outcome(how: str, *observables: str, scale: float = 1.0, in_usd: bool = False) -> Outcome:
    return Outcome("o", "O", "t", observables, how, "g", scale=scale, in_usd=in_usd)  # type: ignore[arg-type]


def of(one: Outcome, months: np.ndarray = ALL, **arrays: object) -> list[float]:
    return values(
        one, {k: np.array([v], float) for k, v in arrays.items()}, FRAME, OBSERVABLES, months
    ).tolist()


def test_sums_add_places_and_the_months_that_count():
    assert of(outcome("sum", "added"), added=[[1, 2], [3, 4], [5, 6]]) == [21.0]
    late = np.array([False, True, True])
    assert of(outcome("sum", "added", scale=0.5), late, added=[[1, 2], [3, 4], [5, 6]]) == [9.0]


def test_means_weigh_places_by_residents_and_months_by_days():
    by_month = np.array([0.2 * 0.75 + 0.4 * 0.25, 0.1 * 0.75 + 0.3 * 0.25, 0.5])
    expected = by_month @ [31, 28, 10] / 69
    found = of(outcome("mean", "share"), share=[[0.2, 0.4], [0.1, 0.3], [0.5, 0.5]])
    assert found == [pytest.approx(expected)]


def test_person_years_are_persons_times_days_and_several_observables_add_up():
    one = outcome("person-years", "held", "added")
    found = of(one, held=[[10, 0], [10, 0], [10, 0]], added=[[0, 1], [0, 1], [0, 1]])
    assert found == [pytest.approx(11 * 69 / 365.25)]


def test_yuan_turn_into_dollars_month_by_month():
    one = outcome("sum", "added", scale=1e-6, in_usd=True)
    rates = {"won_per_yuan": [1000, 1200, 1200], "won_per_usd": [8000, 8400, 6000]}
    found = of(one, added=[[8e6, 0], [7e6, 0], [5e6, 0]], **rates)
    assert found == [pytest.approx(1 + 1 + 1)]


def test_the_last_year_is_the_last_twelve_months(monkeypatch):
    monkeypatch.setattr(outcomes, "LAST_MONTHS", 2)
    found = of(outcome("last year", "share"), share=[[9, 9], [1, 1], [2, 2]])
    assert found == [pytest.approx((28 + 20) / 38)]


def test_what_is_not_measured_is_left_out_and_nothing_at_all_is_nan():
    nan = float("nan")
    assert of(outcome("sum", "added"), added=[[nan, nan], [3, nan], [5, 6]]) == [14.0]
    assert np.isnan(of(outcome("sum", "added"), added=[[nan, nan]] * 3)).all()
    assert np.isnan(of(outcome("mean", "share"), share=[[nan, nan]] * 3)).all()
    mean = of(outcome("mean", "share"), share=[[1, 1], [nan, nan], [2, 2]])
    assert mean == [pytest.approx((31 + 20) / 41)]


@pytest.mark.parametrize(
    ("first", "counts"),
    [
        (date(2014, 1, 1), [True, True, True]),
        (date(2014, 1, 31), [True, True, True]),
        (date(2014, 2, 1), [False, True, True]),
        (date(2014, 3, 31), [False, False, True]),
    ],
)
def test_months_count_from_the_one_of_the_first_difference(first, counts):
    assert window(FRAME, first).tolist() == counts


def test_every_outcome_is_measured_by_the_model_and_named_once():
    observables = default_model().catalog.observables
    assert known(observables) == CHOSEN
    assert len({one.name for one in CHOSEN}) == len(CHOSEN)
    assert set(outcomes.needed(observables)) <= observables.keys()
    assert {name for name, _ in outcomes.COURSES} <= observables.keys()


def test_units_are_those_of_what_is_read():
    """Adding up or averaging must leave a unit that the outcome names."""
    observables = default_model().catalog.observables
    for one in CHOSEN:
        units = {observables[name].unit for name in one.observables}
        if one.scale != 1.0 or one.how == "person-years":
            continue
        assert len(units) == 1, one.name
        unit = units.pop()
        assert unit.split("/month")[0].split(" of ")[0] in (one.unit, one.unit.split("/month")[0]), (
            one.name,
            unit,
        )
