"""A scale can be gone both ways, rises, and its slope is what a small step says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.inference.fits import SHARE, TRIALS, observation
from tumen.evidence.noise import FLOORS
from tumen.inference.scales import LEAST, REFERENCE, Scale, ends, scale

AMOUNTS = {
    "log": st.floats(-1e6, 1e9),
    "ratio": st.floats(1e-3, 1e3),
    "odds": st.floats(0, 1),
    "days": st.floats(-1e4, 1e5),
}
NEAR = {"log": st.floats(1e-2, 1e4), "ratio": st.just(LEAST), "odds": st.just(0.02), "days": st.just(0.0)}


@st.composite
def scaled(draw: st.DrawFn) -> tuple[Scale, float, float]:
    """A scale and two amounts on it, the lesser first."""
    kind = draw(st.sampled_from(sorted(AMOUNTS)))
    low, high = sorted((draw(AMOUNTS[kind]), draw(AMOUNTS[kind])))
    return Scale(kind, draw(NEAR[kind])), low, high


@given(scaled())
def test_an_amount_is_found_again_from_its_place_on_the_scale(of: tuple[Scale, float, float]) -> None:
    one, amount, _ = of
    assert float(one.back(one.to(amount))) == pytest.approx(amount, rel=1e-6, abs=1e-6 * (one.near or 1))


@given(scaled())
def test_a_scale_rises(of: tuple[Scale, float, float]) -> None:
    one, low, high = of
    assume(high - low > 1e-6 * max(1.0, abs(low), abs(high)))
    assert one.to(low) < one.to(high)


@given(scaled())
def test_the_slope_is_what_a_small_step_says(of: tuple[Scale, float, float]) -> None:
    one, amount, _ = of
    step = 1e-4 * max(abs(amount), one.near or 1)
    if one.kind == "odds":
        step = 1e-6
        assume(step < amount < 1 - step)
    told = float(one.to(amount + step) - one.to(amount - step)) / (2 * step)
    assert one.slope(amount) == pytest.approx(told, rel=1e-3)


def test_far_above_its_floor_an_amount_errs_by_a_factor_and_at_nothing_by_the_floor() -> None:
    price = scale(observation("A", "rice_price", value=6000.0, floor=50.0))
    assert price.near == 50 / REFERENCE
    assert float(price.to(12_000.0) - price.to(6000.0)) == pytest.approx(np.log(2), rel=0.01)
    assert float(price.back(REFERENCE)) == pytest.approx(50, rel=0.01)
    assert float(price.to(-300.0)) == -float(price.to(300.0))


def test_a_share_errs_by_its_odds_and_none_and_all_of_it_are_a_floor_away_from_the_end() -> None:
    one = scale(observation("A", "two_meals", low=0.1, high=0.2, kind="interval", **SHARE))
    assert (one.kind, one.near) == ("odds", FLOORS["share"])
    assert float(one.to(0.0)) == pytest.approx(np.log(0.02 / 1.02))
    assert float(one.to(1.0)) == pytest.approx(-float(one.to(0.0)))
    assert one.to(np.array([-0.1, 1.1])) == pytest.approx(one.to(np.array([0.0, 1.0])))
    assert one.back(np.array([-50.0, 50.0])).tolist() == [0.0, 1.0]
    unsaid = observation("A", "two_meals", value=0.1, **(SHARE | {"floor": 0.0}))
    assert scale(unsaid).near == FLOORS["share"]


def test_what_has_no_floor_is_measured_by_the_greatest_amount_told() -> None:
    assert scale(observation("A", "fees", value=400.0)).near == 400 * LEAST
    ranged = observation("A", "fees", low=100.0, high=np.inf, kind="lower")
    assert scale(ranged).near == 100 * LEAST
    assert scale(observation("A", "fees", value=0.0)).near == 1e-12


def test_a_ratio_is_measured_by_its_logarithm_and_a_date_by_its_days() -> None:
    ratio = scale(observation("A", "rice_price", value=2.0, kind="ratio"))
    assert float(ratio.to(2.0)) == pytest.approx(np.log(2))
    assert float(ratio.to(0.0)) == pytest.approx(np.log(LEAST))
    date = scale(observation("A", "ration", low=100.0, high=130.0, kind="date", scale="days"))
    assert (date.kind, float(date.to(115.0)), date.slope(115.0)) == ("days", 115.0, 1.0)
    counted = scale(observation("A", "trials", value=4.0, **(TRIALS | {"scale": "count"})))
    assert (counted.kind, counted.near) == ("log", FLOORS["trials"] / REFERENCE)


def test_the_ends_of_a_report_are_what_it_tells_and_never_endless() -> None:
    assert ends(observation("A", "fees", value=4.0)) == [4.0]
    assert ends(observation("A", "fees", low=1.0, high=2.0, kind="interval")) == [1.0, 2.0]
    assert ends(observation("A", "fees", low=1.0, high=np.inf, kind="lower")) == [1.0]
