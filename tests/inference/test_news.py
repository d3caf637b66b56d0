"""A stored run's press: which reports are kept, what repeats them, and how one is made false."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from tumen.engine.kernel import default_model
from tumen.evidence import observe, read_press
from tumen.inference import news
from tumen.inference.result import Fit
from tumen.press import Press


@pytest.fixture(scope="module")
def data(made_up: Fit) -> xr.Dataset:
    """Results of the first of a fit's runs, as a run's own would be."""
    catalog = default_model().catalog
    names = [name for name in news.MEASURED if name in catalog.observables]
    results = {name: values[0] for name, values in made_up.results(names, "prior").items()}
    return news.dataset(results, made_up.frame, catalog, 5)


@pytest.fixture(scope="module")
def press(data: xr.Dataset, made_up: Fit) -> Press:
    return news.press_of(data, made_up.scenario, 1, 30)


def first(of: Press) -> list[Any]:
    return [claim for claim in of.claims if claim.repeats is None]


def test_stored_results_have_the_form_of_a_run_s_own(data: xr.Dataset, made_up: Fit) -> None:
    prices = made_up.results(["rice_price"], "prior")["rice_price"][0]
    np.testing.assert_allclose(data["rice_price"].values[0], prices)
    assert data["rice_price"].dims == ("run", "time", "place")
    assert data["exports"].dims == ("run", "time", "place", "commodity")
    assert data["rice_price"].attrs == {"units": "KPW/kg", "over_time": "mean", "over_places": "mean"}
    assert data["exports"].attrs["over_time"] == "sum"
    assert data.sizes["time"] == 24
    assert list(data["place"].values) == list(made_up.frame.places)
    assert int(data["days"].sum()) == 730
    assert int(data["run"].values[0]) == 5


def test_so_many_first_reports_are_kept_and_all_that_repeats_them(
    data: xr.Dataset, made_up: Fit, press: Press
) -> None:
    whole = news.press_of(data, made_up.scenario, 1, 10_000)
    assert len(first(press)) == 30 < len(first(whole))
    kept = {claim.id for claim in press.claims}
    assert {claim.repeats for claim in press.claims} - {None} <= kept
    assert {claim.id for claim in whole.claims if claim.repeats in kept} <= kept
    assert [claim for claim in whole.claims if claim.id in kept] == list(press.claims)
    assert len(press.claims) > len(first(press)), "some of them are repeated"


def test_the_seed_decides_which_and_more_reports_are_the_same_and_others(
    data: xr.Dataset, made_up: Fit, press: Press
) -> None:
    assert news.press_of(data, made_up.scenario, 1, 30) == press
    ids = {claim.id for claim in first(press)}
    assert {claim.id for claim in first(news.press_of(data, made_up.scenario, 1, 15))} < ids
    assert {claim.id for claim in first(news.press_of(data, made_up.scenario, 2, 30))} != ids


def told_of(seed: int, number: int) -> Counter[str]:
    """Of which of 60 things, each told of by 20 claims, so many reports speak, and how often."""
    claims: Any = [SimpleNamespace(observable=f"thing {i % 60}", commodity=None) for i in range(1200)]
    return Counter(claim.observable for claim in news.told_of(claims, number, [seed]))


def test_of_some_things_many_reports_speak_and_of_many_one_as_in_real_evidence() -> None:
    found = [told_of(seed, 67) for seed in range(30)]
    assert all(one.total() == 67 for one in found)
    assert np.mean([len(one) for one in found]) == pytest.approx(67 * (1 - news.AGAIN), rel=0.1)
    assert np.mean([max(one.values()) for one in found]) > 8
    assert np.mean([sum(times == 1 for times in one.values()) for one in found]) > 8


def test_where_only_what_was_told_of_is_left_it_is_told_of_again() -> None:
    assert told_of(1, 1100).total() == 1100
    assert told_of(1, 5000).total() == 1200


def test_an_honest_press_tells_nothing_false_and_nothing_of_another_time(
    data: xr.Dataset, made_up: Fit
) -> None:
    honest = news.press_of(data, made_up.scenario, 1, 10_000, news.HONEST)
    assert all(claim.truth.genuine and not claim.truth.misdated for claim in honest.claims)
    assert "D" not in {claim.reliability for claim in first(honest)}
    usual = news.press_of(data, made_up.scenario, 1, 10_000)
    assert not all(claim.truth.genuine for claim in usual.claims)


@given(number=st.integers(0, 100), times=st.integers(0, 12))
def test_an_echoed_report_is_said_so_often_again(press: Press, number: int, times: int) -> None:
    found = news.echoed(press, number, times)
    chosen = first(press)[number % 30]
    echoes = found.claims[len(press.claims) :]
    assert found.claims[: len(press.claims)] == press.claims
    assert len(echoes) == times == len({claim.id for claim in echoes})
    assert all(claim.repeats == chosen.id and claim.quantity == chosen.quantity for claim in echoes)


def test_what_is_fitted_of_an_echoed_press_is_what_is_fitted_of_the_press(press: Press, made_up: Fit) -> None:
    def counting(of: Press) -> list[str]:
        found = observe(read_press(of, made_up.scenario), made_up.scenario).observations
        return [one.claim for one in found if one.weight]

    assert counting(press)
    for number in range(5):
        assert counting(news.echoed(press, number, 10)) == counting(press)


def test_numbers_are_plain_amounts_told_at_first_hand(press: Press) -> None:
    found = news.numbers(press)
    assert found
    for i, claim in enumerate(press.claims):
        plain = claim.repeats is None and claim.quantity.kind == "value" and claim.quantity.value > 0
        assert (i in found) == plain


@pytest.mark.parametrize("factor", [0.5, 2.0, 1000.0])
def test_a_false_report_says_so_many_times_what_was_true_and_a_share_stays_one(
    press: Press, factor: float
) -> None:
    for at in news.numbers(press):
        before, others = press.claims[at], news.falsified(press, at, factor).claims
        expected = before.truth.value * factor
        if before.quantity.unit.startswith("share"):
            expected = min(expected, 1.0)
        assert others[at].quantity.value == pytest.approx(expected, rel=0.05), "in two digits"
        assert (others[at].id, others[at].quantity.unit) == (before.id, before.quantity.unit)
        assert others[:at] + others[at + 1 :] == press.claims[:at] + press.claims[at + 1 :]
