"""Which worlds are drawn, and how they weigh when an outlet is thought away."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest

from tests.comparison.cases import musan
from tests.inference.fits import REPORTS, made_up_fit
from tumen.comparison import draws
from tumen.core.errors import InputError
from tumen.engine.kernel import default_model
from tumen.inference import fitting
from tumen.inference.posterior import Posterior

OUTLETS = {"R3": "Asiapress", "R8": "Silent"}
"""R8 is out of reach: what its outlet says did nothing."""


@pytest.fixture(scope="module")
def fitted(tmp_path_factory):
    """A fit, and the posterior it was made from."""
    kept: list[Posterior] = []
    infer = fitting.infer

    def keep(*arguments, **named):
        kept.append(infer(*arguments, **named))
        return kept[-1]

    reports = tuple(replace(one, outlet=OUTLETS.get(one.claim, one.outlet)) for one in REPORTS)
    with patch.object(fitting, "infer", keep):
        fit = made_up_fit(tmp_path_factory.mktemp("fit"), reports)
    return fit, kept[0]


def test_the_prior_is_spread_evenly_and_the_same_for_the_same_seed():
    one, other = (draws.from_prior(musan(), default_model(), 64, seed) for seed in (1, 1))
    np.testing.assert_array_equal(one.z, other.z)
    assert np.abs(np.median(one.z, axis=0)).max() < 0.35
    table = one.table()
    for i, belief in enumerate(one.beliefs):
        assert belief.low <= table[:, i].min() <= table[:, i].max() <= belief.high
        assert one.settings(5)[belief.name] == pytest.approx(table[5, i], rel=1e-12)


def test_more_runs_begin_with_the_same_worlds():
    few, many = (draws.from_prior(musan(), default_model(), runs, 1) for runs in (16, 32))
    np.testing.assert_array_equal(many.z[:16], few.z)


def test_defaults_set_nothing():
    held = draws.from_defaults(7)
    assert held.settings(3) == {}
    assert held.table().shape == (7, 0)


def test_worlds_of_a_fit_are_its_first_draws(fitted):
    fit, posterior = fitted
    found = draws.from_fit(fit, 25)
    np.testing.assert_allclose(found.z, posterior.z[:25], atol=1e-6)
    assert str(len(REPORTS)) in found.about
    with pytest.raises(InputError, match="400 draws"):
        draws.from_fit(fit, 401)


@pytest.mark.parametrize("outlet", ["Asiapress", "Daily NK"])
def test_an_outlet_is_left_out_as_the_mixture_it_was_weighed_by(fitted, outlet):
    fit, posterior = fitted
    runs = 200
    logs = posterior.terms.log_terms(posterior.log_genuine, posterior.log_false)
    among = np.array([one.outlet == outlet for one in posterior.terms.observations]) & posterior.reached
    held = logs[:runs, among].sum(axis=1)
    weights = np.exp(held.min() - held)
    found = draws.from_fit(fit, runs).weightings[f"without {outlet}"]
    np.testing.assert_allclose(found, weights / weights.sum(), rtol=2e-3)


def test_a_report_out_of_reach_weighs_nothing(fitted):
    fit, posterior = fitted
    assert not posterior.reached[[one.claim for one in posterior.terms.observations].index("R8")]
    found = draws.from_fit(fit, 50).weightings["without Silent"]
    np.testing.assert_allclose(found, 1 / 50)


def test_doubtful_sources_are_left_out_together(fitted):
    fit, _ = fitted
    found = draws.from_fit(fit, 100).weightings
    assert set(found) == {
        "without Asiapress", "without Daily NK", "without Silent", "without sources graded C or worse",
    }  # fmt: skip
    for weights in found.values():
        assert weights.sum() == pytest.approx(1)
        assert (weights >= 0).all()
