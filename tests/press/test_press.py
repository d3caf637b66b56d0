"""What holds of every press, whatever its seed and numbers."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.press.conftest import CERTAIN, EXACT, made_up
from tumen.core.errors import InputError
from tumen.engine.catalog import catalog
from tumen.press import PARAMS, write
from tumen.press.luck import Deck
from tumen.press.outlets import OUTLETS
from tumen.press.params import values
from tumen.press.period import Period
from tumen.press.sources import BEATS
from tumen.press.writing import change, misstate, perceive

DATASET = made_up()
seeds = st.integers(0, 2**31)
chances = st.sampled_from(
    [name for name in PARAMS if name.endswith("_share") and not name.startswith("grade")]
)
presses = st.builds(
    lambda seed, numbers: write(DATASET, seed=seed, settings={"speaks": 0.3} | numbers),
    seeds,
    st.dictionaries(chances, st.floats(0, 1), max_size=4),
)
some = settings(max_examples=25, deadline=None)


def true_figure(claim, dataset=DATASET):
    period = Period.parse(claim.truth.period)
    figures = dataset[claim.observable].isel(run=0).sel(place=claim.place)
    if claim.commodity:
        figures = figures.sel(commodity=claim.commodity)
    figures = figures.sel(time=slice(pd.Timestamp(period.start), pd.Timestamp(period.end)))
    assert len(figures) == period.length
    return float(figures.sum() if claim.over_time == "sum" else figures.mean())


@some
@given(presses)
def test_an_echo_carries_the_number_of_what_it_copies_and_a_later_date(press):
    by_id = {claim.id: claim for claim in press.claims}
    assert len(by_id) == len(press.claims)
    for echo in (claim for claim in press.claims if claim.repeats):
        copied = by_id[echo.repeats]
        assert echo.quantity == copied.quantity
        assert echo.published > copied.published
        assert echo.outlet != copied.outlet
        assert (echo.origin, echo.thing, echo.place) == (copied.origin, copied.thing, copied.place)
        assert replace(echo.truth, months_off=0, misdated=False) == replace(
            copied.truth, months_off=0, misdated=False
        )


@some
@given(presses)
def test_nothing_is_published_before_it_happened_or_is_said_to_have(press):
    for claim in press.claims:
        assert claim.published > Period.parse(claim.truth.period).end
        assert claim.published > Period.parse(claim.period).end
    assert [claim.published for claim in press.claims] == sorted(claim.published for claim in press.claims)


@some
@given(presses)
def test_each_source_speaks_only_of_its_own_place_and_beat(press):
    sources = {source["id"]: source for source in press.about["sources"]}
    for claim in press.claims:
        source = sources[claim.origin]
        assert claim.place == source["place"]
        assert claim.observable in BEATS[source["beat"]]


@some
@given(presses)
def test_the_truth_is_what_the_run_says(press):
    for claim in press.claims:
        assert claim.truth.value == pytest.approx(true_figure(claim))


@some
@given(presses, st.just(PARAMS["false_factor"].default))
def test_a_false_report_is_off_by_the_declared_factor_and_a_genuine_one_by_none(press, factor):
    for truth in (claim.truth for claim in press.claims):
        if truth.genuine:
            assert truth.told == truth.seen
        else:
            assert abs(math.log(truth.told / truth.seen)) == pytest.approx(math.log(factor))


@some
@given(presses)
def test_a_dating_error_is_a_quarter_and_stays_within_the_run(press):
    for claim in press.claims:
        stated, true = Period.parse(claim.period), Period.parse(claim.truth.period)
        off = stated.first - true.first
        assert claim.truth.months_off == off
        slack = 1 if stated.about else 0
        assert abs(abs(off) - (3 if claim.truth.misdated else 0)) <= slack
        assert 12 * 2016 <= stated.first <= stated.last < 12 * 2019


@some
@given(seeds)
def test_the_same_seed_gives_the_same_press_and_another_seed_another(seed):
    first, again, other = (write(DATASET, seed=s).to_json() for s in (seed, seed, seed + 1))
    assert json.dumps(first) == json.dumps(again)
    assert first["claims"] != other["claims"]


@some
@given(seeds)
def test_echoes_come_and_go_without_touching_first_reports(seed):
    quiet, loud = (write(DATASET, seed=seed, settings={"echo_share": share}) for share in (0, 1))
    assert [c for c in loud.claims if not c.repeats] == list(quiet.claims)


def test_a_place_or_thing_more_leaves_the_other_reports_as_they_are():
    alone = write(DATASET.isel(place=[1]))
    beside = write(DATASET)
    assert set(alone.claims) <= set(beside.claims)


def test_when_nobody_errs_the_numbers_are_the_runs_own():
    numbers = (
        CERTAIN | EXACT | {"worded_share": 0, "interval_share": 0, "bound_share": 0, "one_digit_share": 0}
    )
    claims = write(DATASET, settings=numbers).claims
    assert claims
    for claim in claims:
        assert claim.period == claim.truth.period
        assert claim.quantity.value == pytest.approx(claim.truth.value, rel=0.06)


def test_everybody_speaks_only_of_what_has_values_and_is_seen():
    claims = write(DATASET, settings=CERTAIN).claims
    assert {c.place for c in claims if c.observable == "attendance"} == {"Ore Town"}
    assert {c.commodity for c in claims if c.observable == "exports"} == {"iron_concentrate"}
    assert not {"trust", "trade_closed"} & {c.observable for c in claims}


def test_what_changed_is_printed_more_than_what_stayed():
    claims = [c for seed in range(20) for c in write(DATASET, seed=seed).claims if not c.repeats]
    around = [c for c in claims if "2017-07" <= c.truth.period <= "2018-03" and len(c.truth.period) == 7]
    assert sum(c.observable == "adults_carry" for c in around) > 2 * sum(
        c.observable == "rice_price" for c in around
    )


def test_first_reports_stand_in_outlets_with_sources_and_echoes_are_graded_by_outlet():
    for claim in write(DATASET, settings=CERTAIN | {"echo_share": 1}).claims:
        assert OUTLETS[claim.outlet].first_hand or claim.repeats
        assert claim.reliability == OUTLETS[claim.outlet].grade or not claim.repeats


def test_a_poorly_graded_source_is_false_more_often():
    numbers = CERTAIN | {
        "false_share": 0.1,
        "echo_share": 0,
        "residents_per_source": 20_000,
        "sources_most": 10,
    }
    claims = [c for seed in range(3) for c in write(DATASET, seed=seed, settings=numbers).claims]
    false = {g: [not c.truth.genuine for c in claims if c.reliability == g] for g in "BCD"}
    shares = {grade: sum(found) / len(found) for grade, found in false.items()}
    assert shares["B"] < shares["C"] < shares["D"]
    assert shares["C"] == pytest.approx(0.1, abs=0.03)


def test_word_takes_about_as_long_as_declared():
    numbers = CERTAIN | {"source_delay": 40, "border_daily_delay": 0, "radio_delay": 0, "echo_share": 0}
    waits = [c.published - Period.parse(c.truth.period).end for c in write(DATASET, settings=numbers).claims]
    assert sum(waits, timedelta()) / len(waits) / timedelta(days=1) == pytest.approx(40.5, rel=0.12)


def test_months_cut_short_are_not_spoken_of():
    dataset = made_up(pd.DatetimeIndex([*pd.date_range("2018-01-31", periods=2, freq="ME"), "2018-03-15"]))
    dataset = dataset.assign_coords(days=("time", [31, 28, 15]))
    claims = write(dataset, settings=CERTAIN).claims
    assert {c.truth.period for c in claims} == {"2018-01", "2018-02"}


def test_each_run_of_several_has_its_own_press():
    dataset = made_up(runs=2)
    assert write(dataset, run=0).claims == write(dataset).claims
    assert write(dataset, run=1).claims != write(dataset, run=0).claims
    with pytest.raises(InputError, match="There is no run 2"):
        write(dataset, run=2)


def test_without_the_truth_nothing_of_it_is_left():
    press = write(DATASET, {"scenario": "made up", "digest": "abc", "files": {}}, settings=CERTAIN)
    blind = press.to_json(truth=False)
    assert all("truth" not in claim for claim in blind["claims"])
    assert blind["of"] == {"run": 0, "scenario": "made up", "digest": "abc"}
    assert not {"false", "misdated"} & set(press.summary(truth=False))
    assert json.loads(json.dumps(press.to_json(), allow_nan=False))["schema"] == 2


def test_the_summary_counts_what_is_there():
    press = write(DATASET, settings=CERTAIN)
    summary = press.summary()
    assert summary["claims"] == len(press.claims) == summary["first_reports"] + summary["echoes"]
    assert summary["false"] == sum(not c.truth.genuine for c in press.claims) > 0
    assert sum(row["echoes"] for row in summary["outlets"].values()) == summary["echoes"] > 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"fals_share": 0.1}, "did you mean 'false_share'"),
        ({"false_share": 1.5}, "outside its range 0 to 1"),
        ({"speaks": float("nan")}, "outside its range"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(wrong, said):
    with pytest.raises(InputError, match=said):
        values(wrong)


def test_a_dataset_of_something_else_is_refused():
    with pytest.raises(InputError, match="monthly results"):
        write(DATASET.isel(run=0))


def test_everything_a_beat_sees_is_an_observable_of_the_model():
    known = catalog().observables
    assert [name for sees in BEATS.values() for name in sees if name not in known] == []


def test_every_parameter_has_a_unit_a_source_and_a_default_within_its_range():
    for name, param in PARAMS.items():
        assert param.low <= param.default <= param.high, name
        assert param.unit and param.source and param.doc, name


@given(st.floats(0, 1), st.integers(0, 1_000))
def test_a_share_is_seen_as_a_share(share, seed):
    luck = Deck.of(seed, 0).at("someone", 1, "it")
    assert 0 <= perceive(share, "share", luck, luck, values({"source_noise": 1})) <= 1


@given(st.floats(0, 1), st.integers(0, 1_000))
def test_a_false_share_is_a_share(share, seed):
    assert 0 <= misstate(share, "share", 1, Deck.of(seed, 0).at("someone", 1, "it"), values()) <= 1


def test_change_runs_from_none_to_all():
    assert [change(5, 5), change(0, 5), change(5, 0), change(0, 0), change(5, None)] == [0, 1, 1, 0, 0]
    assert change(10, 5) == change(5, 10) == 0.5


def test_what_is_measured_at_a_crossing_is_told_where_it_lies():
    fee = DATASET["rice_price"].isel(place=0, drop=True).expand_dims(crossing=["Ford bridge"], axis=2)
    dataset = DATASET.assign(crossing_fee=fee.assign_attrs(units="CNY/person", over_time="mean"))
    crossings = {"crossings": [{"name": "Ford bridge", "place": "Ford"}, "odd", {"name": "x"}]}
    claims = [c for c in write(dataset, crossings, settings=CERTAIN).claims if c.crossing]
    assert {(c.observable, c.place, c.crossing) for c in claims} == {("crossing_fee", "Ford", "Ford bridge")}
    assert claims[0].thing == "crossing_fee/Ford bridge"
    assert not any(c.crossing for c in write(dataset, settings=CERTAIN).claims)


def test_amounts_told_apart_in_other_ways_are_nobodys_to_report():
    by_means = DATASET["rice_price"].expand_dims(means=["backs", "trucks"], axis=3)
    claims = write(DATASET.assign(trade_return=by_means), settings=CERTAIN).claims
    assert claims and "trade_return" not in {claim.observable for claim in claims}


def test_what_happens_seldom_is_news():
    tried = DATASET["rice_price"].where(DATASET["time"].dt.month == 11).assign_attrs(units="persons/trial")
    dataset = DATASET.assign(accused_per_trial=tried.assign_attrs(units="persons/trial", over_time="mean"))
    numbers = {"speaks": 1.0, "routine_share": 0.0}
    claims = [c for c in write(dataset, settings=numbers).claims if c.observable == "accused_per_trial"]
    assert "2016-11" in {claim.truth.period for claim in claims}
