"""The comparison with published facts."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from tests.reports.conftest import made_up
from tumen.reports.compare_facts import OPERATORS, compare_facts, default_facts, judge, tally
from tumen.reports.series import monthly, shift_year

HEAD = (
    "id,observable,place,commodity,period_start,period_end,aggregate,"
    "low,value,high,unit,operator,use,note,source"
)


def rows() -> list[dict[str, str]]:
    with default_facts().open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def facts_file(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "facts.csv"
    path.write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    return path


def test_bundled_facts_are_well_formed() -> None:
    known = {"sum", "mean", "last", "max", "min", "share", "change", "first month"}
    ids = [row["id"] for row in rows()]
    assert len(ids) == len(set(ids))
    for row in rows():
        assert row["aggregate"] in known, row["id"]
        assert row["use"] in {"fit", "context"}, row["id"]
        assert row["operator"] in OPERATORS, row["id"]
        low, high = float(row["low"] or row["value"]), float(row["high"] or row["value"])
        assert low <= float(row["value"]) <= high, row["id"]
        assert row["source"] and row["note"] and row["unit"], row["id"]


def test_no_bundled_fact_of_2017_or_later_comes_from_outside_the_seeds() -> None:
    for row in rows():
        if row["period_end"] >= "2017":
            assert any(code in row["id"] + row["note"] for code in ("S0", "S1", "S2", "S3", "S4")), row["id"]


def test_every_bundled_fact_is_compared(result: xr.Dataset) -> None:
    assert len(compare_facts(result)) == len(rows())


def test_missing_observable_is_not_measured_and_never_fails(result: xr.Dataset) -> None:
    compared = compare_facts(result[["exports"]])
    silent = [one for one in compared if one.observable != "exports"]
    assert silent and all(one.verdict == "not measured in this run" and one.model is None for one in silent)
    assert all(one.verdict_in_words and one.modelled == "–" for one in silent)


def test_period_that_the_run_does_not_cover_is_said_so() -> None:
    compared = compare_facts(made_up(start="2013-01", end="2013-12"))
    two_meals = next(one for one in compared if one.observable == "two_meals")
    assert two_meals.verdict == "outside the run's period"


def test_national_figure_is_scaled_by_the_belief_about_musan(result: xr.Dataset) -> None:
    fact = next(one for one in compare_facts(result) if one.id == "F0061")
    assert (fact.low, fact.high, fact.unit) == pytest.approx((0.2 * 219.9e6, 0.6 * 219.9e6, "USD"))


def test_tonnes_a_day_are_compared_by_the_month(result: xr.Dataset) -> None:
    fact = next(one for one in compare_facts(result) if one.id == "F0125")
    assert fact.unit == "t" and fact.low == pytest.approx(30_400)


@pytest.mark.parametrize(
    ("model", "verdict"),
    [(10, "agrees"), (14.9, "agrees"), (16, "close"), (30, "too high"), (8, "close"), (3, "too low")],
)
def test_verdict_follows_the_distance_from_the_range(model: float, verdict: str) -> None:
    assert judge(model, 10, 15) == verdict


def test_nothing_is_close_to_zero() -> None:
    assert judge(0.01, 0, 0) == "too high"
    assert judge(-0.2, 0.0, 1.0) == "too low"


def test_sum_mean_and_change_are_what_they_say(tmp_path: Path) -> None:
    dataset = made_up()
    line = monthly(dataset, "exports", "Musan", "iron")
    assert line is not None
    by_year = line.groupby("time.year").sum().values[0]
    path = facts_file(
        tmp_path,
        "A,exports,Musan,iron,2015,2015,sum,,1,,t,,fit,note,source",
        "B,exports,Musan,iron,2015-01,2015-12,mean,,1,,t,,fit,note,source",
        "C,exports,Musan,iron,2015,2015,change,,1,,share,,fit,note,source",
    )
    total, mean, change = (one.model for one in compare_facts(dataset, path))
    assert total == pytest.approx(by_year[2])
    assert mean == pytest.approx(by_year[2] / 12)
    assert change == pytest.approx(by_year[2] / by_year[1] - 1)


def test_first_month_counts_from_the_reported_one(result: xr.Dataset, tmp_path: Path) -> None:
    path = facts_file(
        tmp_path, "A,levy_ordered,Yonsa,,2018-01,2018-01,first month,0,0,0,months,,fit,note,source"
    )
    (order,) = compare_facts(result, path)
    assert order.model == 1 and order.verdict_in_words == "too late"


def test_several_runs_give_a_median_and_a_band(several: xr.Dataset) -> None:
    fact = next(one for one in compare_facts(several) if one.id == "F0061")
    assert fact.model_low is not None and fact.model is not None and fact.model_high is not None
    assert fact.model_low < fact.model < fact.model_high
    assert "(" in fact.modelled


def test_shares_are_averaged_and_amounts_added_over_places(result: xr.Dataset) -> None:
    tonnes = monthly(result, "smuggled", "Musan;Yonsa")
    share = monthly(result, "two_meals", "musan;YONSA")
    assert tonnes is not None and share is not None
    chosen = result.sel(place=["Musan", "Yonsa"])
    np.testing.assert_allclose(tonnes.values, chosen.smuggled.sum("place").values)
    np.testing.assert_allclose(share.values, chosen.two_meals.mean("place").values)


def test_context_is_not_counted(result: xr.Dataset) -> None:
    compared = compare_facts(result)
    assert sum(tally(compared).values()) == sum(one.use == "fit" for one in compared)


def test_a_year_is_moved_with_its_month() -> None:
    assert (shift_year("2018", -2), shift_year("2018-03", -1)) == ("2016", "2017-03")
