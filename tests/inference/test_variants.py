"""Other grades and errors weigh the same runs otherwise, each in the way its words say."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest

from tests.inference.fits import observation
from tumen.inference import emulator
from tumen.inference.posterior import Posterior, infer, total_error
from tumen.inference.prior import design
from tumen.inference.terms import Discrepancy, terms
from tumen.inference.variants import DRAWS, ODDS, VARIANTS, Variant, variants

RUNS, BELIEFS = 240, 20
Z, EVERY = design(RUNS, BELIEFS, 1), np.ones(RUNS, bool)
AMOUNTS = 5000 * np.exp(0.5 * Z[:, [0, 0, 0]])
TOLD = terms(
    [
        observation("A", "rice_price", value=6000.0, floor=50.0),
        observation("B", "rice_price", value=6500.0, floor=50.0, genuine=0.75),
        observation("C", "rice_price", value=17_000.0, floor=50.0, genuine=0.75),
    ],
    Discrepancy(amounts=0.2, common=0.25),
)


@pytest.fixture(scope="module")
def base() -> Posterior:
    with patch.object(emulator, "CHOICES", emulator.CHOICES[:1]):
        return infer(Z, AMOUNTS, TOLD, prior=EVERY, near=EVERY, draws=1000, seed=3)


@pytest.fixture(scope="module")
def found(base: Posterior) -> dict[str, Variant]:
    return {one.name: one for one in variants(TOLD, Z, AMOUNTS, EVERY, base, 3)}


def test_there_is_one_of_each_with_its_words(found: dict[str, Variant]) -> None:
    assert list(found) == list(VARIANTS)
    assert all(found[name].doc == doc for name, (doc, _) in VARIANTS.items())
    assert all(one.z.shape == (DRAWS, BELIEFS) for one in found.values())


@pytest.mark.parametrize(("name", "factor"), [("trusting", ODDS), ("doubting", 1 / ODDS)])
def test_grades_are_changed_by_their_odds(name: str, factor: float) -> None:
    changed = VARIANTS[name][1](TOLD).genuine
    assert changed / (1 - changed) == pytest.approx(factor * TOLD.genuine / (1 - TOLD.genuine))
    assert (changed < 1).all()


@pytest.mark.parametrize(("name", "factor"), [("model surer", 0.5), ("model less sure", 2.0)])
def test_the_model_s_error_is_changed_and_what_of_it_is_common_is_not(name: str, factor: float) -> None:
    changed = VARIANTS[name][1](TOLD)
    assert changed.off == pytest.approx(factor * TOLD.off)
    assert changed.discrepancy.common == TOLD.discrepancy.common
    assert changed.genuine == pytest.approx(TOLD.genuine)
    own = np.square([one.noise.error for one in TOLD.observations])
    assert total_error(changed) == pytest.approx(np.sqrt(own + (0.2 * factor) ** 2))


def test_who_trusts_more_believes_those_that_agree_more_and_who_doubts_less(
    base: Posterior, found: dict[str, Variant]
) -> None:
    assert base.genuine[2] < 0.5 < base.genuine[:2].min()
    assert (found["trusting"].genuine[:2] > base.genuine[:2]).all()
    assert (base.genuine[:2] > found["doubting"].genuine[:2]).all()


def test_a_surer_model_learns_more_and_forgives_less(base: Posterior, found: dict[str, Variant]) -> None:
    spread = {name: one.z[:, 0].std() for name, one in found.items()}
    assert spread["model surer"] < base.z[:, 0].std() < spread["model less sure"]
    assert found["model surer"].genuine[2] < base.genuine[2] < found["model less sure"].genuine[2]


def test_what_no_report_tells_of_stays_as_it_is_in_the_fit(
    base: Posterior, found: dict[str, Variant]
) -> None:
    idle = np.setdiff1d(np.arange(BELIEFS), base.emulator.active)
    assert len(idle) > 5
    both = min(DRAWS, len(base.z))
    for one in found.values():
        assert (one.z[:both, idle] == base.z[:both, idle]).all()


def test_no_regression_is_made_for_them(base: Posterior) -> None:
    with patch.object(emulator, "_best", side_effect=AssertionError("made anew")):
        variants(TOLD, Z, AMOUNTS, EVERY, base, 3)
