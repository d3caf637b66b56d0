"""What a run would have to show for a report to be right, read off months laid out by hand."""

from __future__ import annotations

import calendar
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tests.inference.fits import observation
from tumen.core.errors import InputError
from tumen.engine.kernel import default_model
from tumen.ensemble.frame import Frame
from tumen.ensemble.store import Store
from tumen.inference.quantities import NEVER_DAYS, quantities
from tumen.inference.question import ask

MONTHS = [(2014, month) for month in range(1, 13)] + [(2015, month) for month in range(1, 13)]
DAYS = tuple(calendar.monthrange(*month)[1] for month in MONTHS)
FRAME = Frame(
    tuple(date(*month, days) for month, days in zip(MONTHS, DAYS, strict=True)),
    DAYS,
    ("Musan", "Yonsa"),
    (300.0, 100.0),
    ("iron_concentrate", "scrap"),
    ("Bridge", "Ford"),
    ("backs", "trucks"),
    ("camp",),
)
LUCK = np.random.default_rng(1)
PRICES = LUCK.uniform(1000, 2000, (3, 24, 2))
EXPORTS = LUCK.uniform(0, 100, (3, 24, 2, 2))
FEES = LUCK.uniform(10, 20, (3, 24, 2))


def read(one, **arrays):
    (of,) = quantities([one], FRAME, default_model().catalog)
    return of.of({one.observable: next(iter(arrays.values()))})


def price(first: date, last: date, **changes):
    return observation("P", "rice_price", first=first, last=last, **changes)


def test_a_mean_weighs_months_by_the_days_that_are_meant():
    shown = read(price(date(2014, 1, 17), date(2014, 2, 28)), prices=PRICES)
    january, february = PRICES[:, 0, 0], PRICES[:, 1, 0]
    assert shown == pytest.approx((15 * january + 28 * february) / 43)


def test_places_are_averaged_by_residents_in_any_order():
    both = read(price(date(2014, 3, 1), date(2014, 3, 31), places=("Musan", "Yonsa")), prices=PRICES)
    turned = read(price(date(2014, 3, 1), date(2014, 3, 31), places=("Yonsa", "Musan")), prices=PRICES)
    assert both == pytest.approx(0.75 * PRICES[:, 2, 0] + 0.25 * PRICES[:, 2, 1])
    assert turned == pytest.approx(both)


def exports(first: date, last: date, **changes):
    plain = {"commodity": "iron_concentrate", "over_time": "sum", "unit": "t", "first": first, "last": last}
    return observation("E", "exports", **(plain | changes))


def test_a_sum_takes_the_part_of_a_month_that_is_meant_and_the_good_that_is_named():
    shown = read(exports(date(2014, 1, 1), date(2014, 2, 14)), exports=EXPORTS)
    assert shown == pytest.approx(EXPORTS[:, 0, 0, 0] + 0.5 * EXPORTS[:, 1, 0, 0])
    every = read(exports(date(2014, 1, 1), date(2014, 1, 31), commodity=""), exports=EXPORTS)
    assert every == pytest.approx(EXPORTS[:, 0, 0].sum(axis=1))


def test_a_report_that_may_run_behind_is_the_mean_of_its_month_and_the_one_before():
    shown = read(exports(date(2014, 4, 1), date(2014, 4, 30), lag_months=(0, 1)), exports=EXPORTS)
    assert shown == pytest.approx(EXPORTS[:, 2:4, 0, 0].mean(axis=1))


def test_a_ratio_compares_with_the_period_before_and_nothing_over_nothing_is_one():
    one = exports(
        date(2015, 1, 1), date(2015, 12, 31), kind="ratio", value=0.5,
        than_first=date(2014, 1, 1), than_last=date(2014, 12, 31),
    )  # fmt: skip
    shown = read(one, exports=EXPORTS)
    expected = EXPORTS[:, 12:, 0, 0].sum(axis=1) / EXPORTS[:, :12, 0, 0].sum(axis=1)
    assert shown == pytest.approx(expected, rel=0.01)
    assert read(one, exports=np.zeros_like(EXPORTS)) == pytest.approx(1)


def test_a_crossing_is_read_at_that_crossing():
    fee = observation("F", "crossing_fee", unit="CNY/person", crossing="Ford", places=("Musan",),
                      first=date(2014, 5, 1), last=date(2014, 5, 31))  # fmt: skip
    by = default_model().catalog.observables["crossing_fee"].by
    assert read(fee, fees=FEES) == pytest.approx(FEES[:, 4, 1] if by == "crossing" else FEES[:, 4, 0])


def test_a_date_is_the_month_nearest_the_report_in_which_the_level_is_passed_or_long_after():
    ration = np.full((2, 24, 2), 500.0)
    ration[0, 3:6], ration[0, 15:] = 0.0, 0.0
    first, last = ((day - date(1970, 1, 1)).days for day in (date(2015, 5, 1), date(2015, 5, 31)))
    told = {"kind": "date", "value": None, "event": "rations_stop", "scale": "days"}
    one = observation("D", "ration", **told, unit="days since 1970-01-01", low=float(first), high=float(last))
    stopped, never = read(one, ration=ration)
    assert date.fromordinal(int(stopped) + date(1970, 1, 1).toordinal()).strftime("%Y-%m") == "2015-04"
    assert never == (FRAME.time[-1] - date(1970, 1, 1)).days + NEVER_DAYS


def test_months_without_a_value_are_left_out_and_a_period_without_any_is_missing():
    holes = PRICES.copy()
    holes[0, 0], holes[1, :2] = math.nan, math.nan
    shown = read(price(date(2014, 1, 1), date(2014, 2, 28)), prices=holes)
    assert shown[0] == pytest.approx(holes[0, 1, 0])
    assert np.isnan(shown[1])


@pytest.mark.parametrize(
    "wrong", [{"places": ("Hyesan",)}, {"first": date(2013, 1, 1), "last": date(2013, 5, 31)}]
)
def test_what_the_results_do_not_hold_is_said(wrong):
    one = replace(price(date(2014, 1, 1), date(2014, 1, 31)), **wrong)
    with pytest.raises(InputError, match="Claim P speaks of"):
        read(one, prices=PRICES)


def test_every_bundled_report_that_is_not_sure_of_its_months_may_mean_others(tmp_path: Path) -> None:
    """Nothing of its doubt is lost to the day on which it was published or to where the runs end."""
    model = default_model()
    question = ask("musan", "border", model, people_share=0.001)
    unsure = [one for one in question.observations if max(one.slip)]
    frame = Store(tmp_path / "store").frame(question.world, model)
    found = quantities(unsure, frame, model.catalog)
    assert len(found) >= 6
    assert all(other != one.months for one in found for other in one.others)
    assert all(len(one.others) == 2 * max(report.slip) for one, report in zip(found, unsure, strict=True))
