"""From runs to a posterior, on a world cheap enough to be weighed exactly; no simulator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from scipy.special import logsumexp
from scipy.stats import norm

from tests.inference.fits import SHARE, TRIALS, observation
from tumen.evidence import Observation
from tumen.inference import emulator, esmda, steering
from tumen.inference.common import shared, shift
from tumen.inference.influence import without
from tumen.inference.posterior import Posterior, infer
from tumen.inference.prior import design
from tumen.inference.summary import percentiles
from tumen.inference.terms import Discrepancy, terms

RUNS, BELIEFS = 240, 6
NAMES = ("rice_price", "maize_price", "trade_return", "carry_pay", "levy_paid", "spending")


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    """One way to fit a regression instead of six."""
    with patch.object(emulator, "CHOICES", emulator.CHOICES[:1]):
        yield


def world(z: np.ndarray) -> np.ndarray:
    """Six quantities of six beliefs: four that beliefs move, one bent, one that none moves."""
    luck = np.random.default_rng(99).standard_normal(len(z))
    return np.exp(
        np.stack(
            [
                8 + 0.4 * z[:, 0],
                8 + 0.4 * z[:, 0] + 0.2 * z[:, 1],
                6 + 0.3 * z[:, 1] ** 2,
                5 + 0.5 * np.tanh(z[:, 2]),
                7 - 0.3 * z[:, 0] + 0.3 * z[:, 2],
                9 + 0.2 * luck,
            ],
            axis=1,
        )
    )


TRUTH = np.array([[0.8, -0.6, 0.5, 0.0, 0.0, 0.0]])


def reports(*factors: float):
    amounts = world(TRUTH)[0]
    amounts[5] = np.exp(9)
    factors = factors or (1.0,) * 6
    return [
        observation(f"R{i}", name, value=float(amounts[i] * factor), error=0.15)
        for i, (name, factor) in enumerate(zip(NAMES, factors, strict=True))
    ]


def posterior(of, seed: int = 1) -> Posterior:
    z = design(RUNS, BELIEFS, seed=1)
    every = np.ones(RUNS, bool)
    quantity = [NAMES.index(one.observable) for one in of]
    return infer(z, world(z)[:, quantity], terms(of), prior=every, near=every, draws=1200, seed=seed)


def exact(of, number: int = 40_000) -> np.ndarray:
    """Mean and variance of the beliefs by weighing draws of the prior, errors in common with them."""
    luck = np.random.default_rng(5)
    z = luck.standard_normal((number, BELIEFS))
    told = terms(of)
    scaled = told.scaled(world(z)[:, [NAMES.index(one.observable) for one in of]])
    numbers = shared(told)
    common = luck.standard_normal((number, len(numbers)))
    moved = told.shifted(scaled, shift(numbers, common, len(told)))
    logs = told.log_terms(told.log_genuine(moved), told.log_false(moved[:2000])).sum(axis=1)
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    mean = weights @ z
    return np.stack([mean, weights @ np.square(z - mean)])


@pytest.fixture(scope="module")
def honest() -> Posterior:
    return posterior(reports())


def test_it_comes_near_weighing_a_world_exactly(honest):
    mean, variance = exact(reports())
    assert honest.z.mean(axis=0) == pytest.approx(mean, abs=0.15)
    assert honest.z.var(axis=0) == pytest.approx(variance, abs=0.15)
    assert (1 - variance)[0] > 0.3, "there is something to be learned of the first belief"


def test_what_no_report_tells_of_stays_at_the_prior(honest):
    assert np.abs(honest.z[:, 3:].mean(axis=0)).max() < 0.15
    assert honest.z[:, 3:].var(axis=0) == pytest.approx(1, abs=0.2)


def test_a_false_report_is_found_out_and_the_others_keep_their_credit(honest):
    told = posterior(reports(1, 4, 1, 1, 1, 1))
    assert told.reached[1]
    assert told.genuine.argmin() == 1
    assert told.genuine[1] < 0.4
    assert honest.genuine.min() > 0.7
    assert np.delete(told.genuine, 1).min() > 0.6


def test_what_no_run_comes_near_is_set_aside_and_moves_nothing(honest):
    told = posterior(reports(1, 1, 1, 1, 1, 1e4))
    assert not told.reached[5]
    assert np.isnan(told.genuine[5])
    kept = posterior(reports()[:5])
    assert told.z.mean(axis=0) == pytest.approx(kept.z.mean(axis=0), abs=0.15)


def test_less_than_nothing_of_what_no_run_shows_below_nothing_is_set_aside(honest):
    wrong = replace(reports()[3], claim="W", value=-1.0, low=-1.0, high=-1.0)
    debt = replace(wrong, noise=replace(wrong.noise, error=50.0))
    assert list(posterior([*reports(), debt]).reached) == [True] * 6 + [False]


def test_a_quantity_that_no_belief_moves_teaches_nothing_and_keeps_its_grade(honest):
    assert honest.emulator.r2[honest.column[5]] < 0.1
    assert honest.genuine[5] == pytest.approx(reports()[5].genuine, abs=0.08)


def test_echoes_change_no_bit(honest):
    echoed = [replace(one, relays=tuple(f"E{i}" for i in range(10))) for one in reports()]
    assert (posterior(echoed).z == honest.z).all()


def test_leaving_a_report_out_undoes_it(honest):
    weights = without(honest)
    assert weights.sum(axis=0) == pytest.approx(np.ones(6))
    kept = posterior([one for i, one in enumerate(reports()) if i != 3])
    assert weights[:, 3] @ honest.z[:, 2] == pytest.approx(kept.z[:, 2].mean(), abs=0.2)


def test_steering_moves_towards_the_reports_and_leaves_the_rest():
    z = design(RUNS, BELIEFS, seed=1)
    told = terms(reports())
    moved = esmda.step(z, told.scaled(world(z)), told, told.error, 1.0, [1])
    assert moved[:, 0].mean() > 0.4
    assert moved[:, 0].std() < 0.8
    assert (moved[:, 3:] == z[:, 3:]).all(), "chance correlations move nothing"


def test_a_bound_that_is_kept_and_a_range_without_ends_want_nothing():
    of = terms(
        [
            observation("L", "rice_price", value=None, kind="lower", low=1.0, high=np.inf),
            observation(
                "S", "two_meals", value=None, kind="worded", low=0.0, high=1.0, unit="share", scale="odds"
            ),
        ]
    )
    assert (esmda.misfit(of, of.scaled(np.array([[5000.0, 0.3]]))) == 0).all()


@pytest.mark.parametrize(("runs", "expected"), [(1500, [675, 275, 275, 275]), (200, [90, 110]), (100, [100])])
def test_a_budget_is_shared_out_whole(runs, expected):
    assert steering.rounds_of(runs) == expected


def test_the_order_of_reports_changes_nothing_but_luck(honest):
    turned = posterior(reports()[::-1])
    assert turned.z.mean(axis=0) == pytest.approx(honest.z.mean(axis=0), abs=0.15)
    assert turned.z.std(axis=0) == pytest.approx(honest.z.std(axis=0), abs=0.1)
    assert turned.genuine[::-1] == pytest.approx(honest.genuine, abs=0.04)


def test_chances_come_near_weighing_a_world_exactly():
    told, luck = reports(1, 3, 1, 1, 1, 1), np.random.default_rng(6)
    of, z = terms(told), luck.standard_normal((60_000, BELIEFS))
    numbers = shared(of)
    common = luck.standard_normal((len(z), len(numbers)))
    shown = of.shifted(of.scaled(world(z)), shift(numbers, common, len(of)))
    genuine, false = of.log_genuine(shown), of.log_false(shown[:3000])
    weights = np.exp(of.log_terms(genuine, false).sum(axis=1))
    expected = weights @ of.posterior_genuine(genuine, false) / weights.sum()
    assert expected[1] < expected[0] - 0.1
    assert posterior(told).genuine == pytest.approx(expected, abs=0.12)


def ranged(width: float) -> list[Observation]:
    """The first report alone, told as a range of so many times up and down."""
    one = reports()[0]
    ends = {"low": one.value / width, "high": one.value * width}
    return [replace(one, value=None, kind="interval", **ends)]


def test_a_narrow_range_says_as_much_as_its_middle_and_a_wide_one_less():
    value, narrow, wide = (posterior(of) for of in (reports()[:1], ranged(1.02), ranged(3.0)))
    assert narrow.z[:, 0].mean() == pytest.approx(value.z[:, 0].mean(), abs=0.12)
    assert narrow.z[:, 0].std() == pytest.approx(value.z[:, 0].std(), abs=0.08)
    assert wide.z[:, 0].std() > value.z[:, 0].std() + 0.1
    assert abs(wide.z[:, 0].mean()) < abs(value.z[:, 0].mean())


N = 300
SPREAD = design(N, 3, 2)
ALL = np.ones(N, bool)
SURE = Discrepancy(0.0, 0.0, 0.0, 0.0)


def weighed(
    of: Sequence[Observation], amounts: np.ndarray, model: Discrepancy = SURE, draws: int = 400
) -> Posterior:
    return infer(SPREAD, amounts, terms(of, model), prior=ALL, near=ALL, draws=draws, seed=1)


def enumerated(of: Sequence[Observation], amounts: np.ndarray) -> np.ndarray:
    """Chances to be genuine where no belief tells anything: every run is as likely, and weighed."""
    told = terms(of, SURE)
    shown = told.scaled(amounts)
    genuine, false = told.log_genuine(shown), told.log_false(shown)
    logs = told.log_terms(genuine, false).sum(axis=1)
    weights = np.exp(logs - logsumexp(logs))
    return np.asarray(weights @ told.posterior_genuine(genuine, false))


ARRESTS: dict[str, Any] = TRIALS | {"unit": "persons", "floor": 1.0, "scale": "count", "kind": "count"}


@pytest.mark.parametrize("share", [0.01, 0.03, 0.2])
@pytest.mark.parametrize("told", [0.0, 250.0, 500.0])
def test_an_honest_report_of_what_few_runs_show_keeps_its_grade(share: float, told: float) -> None:
    """Simulated persons stand for 250 each: a run shows 0, 250 or 500, by luck alone."""
    some = np.random.default_rng(4).permutation(N) < share * N
    amounts = np.where(some, 250.0 * (1 + np.cumsum(some) % 2), 0.0)[:, None]
    of = [observation("A", "arrests", value=told, **ARRESTS)]
    found = weighed(of, amounts)
    assert found.genuine == pytest.approx(enumerated(of, amounts), abs=0.06)
    assert found.genuine[0] > 0.8


@pytest.mark.parametrize("away", [0.0, 1.8, 2.5])
@pytest.mark.parametrize("spread", [0.3, 2.0])
def test_a_report_in_the_tail_of_what_luck_makes_keeps_its_grade(away: float, spread: float) -> None:
    amounts = 6000 * np.exp(spread * norm.ppf((np.random.default_rng(5).permutation(N) + 0.5) / N))[:, None]
    of = [observation("A", "rice_price", value=6000 * np.exp(spread * away))]
    found = weighed(of, amounts)
    assert found.emulator.loose.all()
    assert found.genuine == pytest.approx(enumerated(of, amounts), abs=0.08)


@pytest.mark.parametrize("second", [1.0, 1.3, 3.0])
def test_two_reports_of_one_lucky_quantity_speak_of_the_same_luck(second: float) -> None:
    amounts = 6000 * np.exp(np.random.default_rng(6).standard_normal(N))[:, None]
    of = [
        observation("A", "rice_price", value=9000.0, floor=50.0),
        observation("B", "rice_price", value=9000.0 * second, genuine=0.6, floor=50.0),
    ]
    both = np.repeat(amounts, 2, axis=1)
    found = weighed(of, both, draws=1200)
    assert found.column.tolist() == [0, 0]
    assert found.genuine == pytest.approx(enumerated(of, both), abs=0.08)
    assert (found.genuine[1] > 0.6) == (second < 2), "they agree, or not"


def test_what_no_run_shows_at_all_is_set_aside():
    amounts = np.column_stack([np.full(N, np.nan), 6000 * np.exp(0.5 * SPREAD[:, 0])])
    found = weighed([observation(name, name, value=9000.0) for name in ("A", "B")], amounts)
    assert found.reached.tolist() == [False, True]
    assert np.isnan(found.genuine[0])
    alone = weighed([observation("B", "B", value=9000.0)], amounts[:, 1:])
    assert found.z.mean(axis=0) == pytest.approx(alone.z.mean(axis=0), abs=0.2)
    assert without(found)[:, 0] == pytest.approx(np.full(len(found.z), 1 / len(found.z)))


@pytest.mark.parametrize(
    "one",
    [
        observation("A", "two_meals", low=0.0, high=1.0, kind="interval", **SHARE),
        observation("A", "rice_price", low=0.0, high=np.inf, kind="lower"),
    ],
    ids=["a share from none to all", "at least nothing"],
)
def test_a_report_that_says_nothing_teaches_nothing_and_stops_nothing(one: Observation) -> None:
    found = weighed([one], 0.5 + 0.1 * SPREAD[:, :1])
    assert found.genuine == pytest.approx([one.genuine], abs=0.01)
    assert np.abs(found.z.mean(axis=0)).max() < 0.15


def test_a_count_lies_where_its_own_spread_lets_it():
    """Of worlds with one trial, four are told by luck now and then; it is not strained."""
    amounts = np.random.default_rng(7).poisson(1.0, N)[:, None].astype(float)
    of = [observation("A", "trials", value=4.0, **(TRIALS | {"scale": "count", "kind": "count"}))]
    assert 0.8 < percentiles(weighed(of, amounts))[0] < 0.975


@pytest.mark.parametrize("away", [-2.5, -1.0, 0.0, 1.0, 2.5])
def test_a_report_s_place_is_told_by_the_others_and_not_by_itself(away: float) -> None:
    """The only report pulls worlds to itself; by the prior it is as far out as ever."""
    amounts = 6000 * np.exp(0.6 * SPREAD[:, :1])
    of = [observation("A", "rice_price", value=6000 * np.exp(0.6 * away), error=0.3)]
    found = percentiles(weighed(of, amounts, draws=3000))[0]
    assert found == pytest.approx(norm.cdf(0.6 * away / np.hypot(0.6, 0.3)), abs=0.06)


def test_a_report_that_stands_alone_errs_as_much_as_the_model_is_said_to():
    """The error in common to all prices is no smaller for being that of one price."""
    of = [observation("A", "rice_price", value=9000.0, error=0.01, genuine=1.0)]
    found = weighed(of, 6000 * np.exp(0.5 * SPREAD[:, :1]), Discrepancy(amounts=0.4), draws=2000)
    precision = 1 + 0.5**2 / (0.4**2 + 0.01**2)
    assert found.z[:, 0].var() == pytest.approx(1 / precision, rel=0.12)
    assert found.z[:, 0].mean() == pytest.approx((1 - 1 / precision) * np.log(1.5) / 0.5, abs=0.08)
