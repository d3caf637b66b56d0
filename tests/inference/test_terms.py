"""The likelihood of one report: densities, ranges, bounds, false reports, errors in common."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate
from scipy.stats import norm

from tests.inference.fits import observation
from tumen.core.errors import InputError
from tumen.inference.common import shared, shift
from tumen.inference.scales import Scale
from tumen.inference.terms import Discrepancy, terms

EXACT = Discrepancy(0.0, 0.0, 0.0, 0.0)


def price(value: float = 5000.0, **changes):
    return observation("P", "rice_price", value=value, **changes)


@pytest.mark.parametrize(
    "scale", [Scale("log", 50.0), Scale("odds", 0.02), Scale("ratio", 1e-6), Scale("days", 0.0)]
)
@given(amount=st.floats(0.001, 0.999))
def test_scales_go_there_and_back_and_know_their_slope(scale, amount):
    there = float(scale.to(amount))
    assert float(scale.back(there)) == pytest.approx(amount, rel=1e-9)
    step = 1e-6
    numeric = (float(scale.to(amount + step)) - float(scale.to(amount - step))) / (2 * step)
    assert scale.slope(amount) == pytest.approx(numeric, rel=1e-4)


def test_a_value_errs_as_a_normal_on_its_scale():
    of = terms([price(error=0.2)], EXACT)
    shown = of.scaled(np.array([[4000.0], [5000.0], [9000.0]]))
    expected = norm.logpdf(of.value[0], shown[:, 0], 0.2)
    assert of.log_genuine(shown)[:, 0] == pytest.approx(expected)


def test_a_range_and_a_bound_are_probabilities_exact_far_out():
    told = terms(
        [
            price(None, kind="interval", low=4000.0, high=6000.0),
            price(None, kind="lower", low=4000.0, high=math.inf),
        ],
        EXACT,
    )
    shown = told.scaled(np.array([[5000.0] * 2, [1e-3] * 2, [1e9] * 2]))
    logs = told.log_genuine(shown)
    assert np.isfinite(logs).all()
    assert (logs <= 0).all()
    assert logs[2, 1] == pytest.approx(0, abs=1e-9), "a bound that is kept by far costs nothing"
    inside = norm.cdf((told.high[0] - shown[0, 0]) / 0.15) - norm.cdf((told.low[0] - shown[0, 0]) / 0.15)
    assert logs[0, 0] == pytest.approx(math.log(inside))


def test_a_count_errs_by_its_own_spread_besides():
    loads = observation("N", "truck_loads", value=4.0, unit="loads", scale="count", floor=1.0, error=0.1)
    of = terms([loads], EXACT)
    few, many = of.scaled(np.array([[4.0], [4000.0]]))
    assert of.spread(few[None])[0, 0] > 0.3
    assert of.spread(many[None])[0, 0] == pytest.approx(math.hypot(0.1, 1 / math.sqrt(4000)), rel=0.02)
    assert np.isfinite(of.spread(of.scaled(np.zeros((1, 1))))).all()


def test_what_a_false_report_says_is_a_proper_density():
    luck = np.random.default_rng(1)
    prior = np.log(5000) + 0.3 * luck.standard_normal((400, 1))

    def density(at: float) -> float:
        of = terms([price(math.exp(at), error=0.2)], EXACT)
        return math.exp(float(of.log_false(of.scaled(np.exp(prior)))[0]))

    total, _ = integrate.quad(density, np.log(5000) - 9, np.log(5000) + 9, limit=100)
    assert total == pytest.approx(1, abs=0.01)


def test_the_mixture_never_falls_below_the_false_report():
    of = terms([price(error=0.1)], EXACT)
    false = np.array([-3.0])
    logs = of.log_terms(np.array([[-500.0], [0.0]]), false)
    assert logs[0, 0] == pytest.approx(math.log(1 - of.genuine[0]) - 3)
    assert of.posterior_genuine(np.array([[-500.0]]), false)[0, 0] < 1e-9


def test_the_models_error_is_partly_common_to_reports_of_one_observable():
    of = terms(
        [price(), price(5200.0), observation("M", "maize_price", value=2000.0)], Discrepancy(0.2, common=0.5)
    )
    model = {one.name: one for one in shared(of) if one.kind == "model"}
    assert model["rice_price"].reach == pytest.approx([0.2 / math.sqrt(2)] * 2 + [0])
    assert of.error == pytest.approx([math.hypot(0.15, 0.2 / math.sqrt(2))] * 3)


def test_an_operators_factor_stays_in_its_range_and_leaves_ratios_alone():
    national = {"operator": "national iron", "shared": "musan_share", "factor_low": 0.2, "factor_high": 0.6}
    of = terms(
        [
            observation("E", "exports", value=1000.0, unit="t", **national),
            observation("R", "exports", kind="ratio", value=0.5, unit="times (t)", **national),
        ],
        EXACT,
    )
    number = next(one for one in shared(of) if one.kind == "operator")
    factors = number.describe(np.array([-9.0, 0.0, 9.0])) * math.sqrt(0.2 * 0.6)
    assert factors == pytest.approx([0.2, math.sqrt(0.12), 0.6], rel=1e-6)
    moved = shift((number,), np.array([[2.0]]), 2)
    assert moved[0, 0] < 0, "if more of the country's iron is the town's, the figure told is low for it"
    assert moved[0, 1] == 0


@pytest.mark.parametrize(
    "wrong", [{"amounts": -1}, {"shares": math.nan}, {"common": 1.5}, {"days": math.inf}]
)
def test_an_impossible_error_of_the_model_is_refused(wrong):
    with pytest.raises(InputError, match="expected 0 to"):
        Discrepancy(**wrong)
