"""A self-test's figures are what its scores say, and a small one of a real world can be done in parts."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from scipy.stats import norm

from tumen.core.errors import InputError
from tumen.engine.kernel import default_model
from tumen.ensemble.plan import World
from tumen.ensemble.store import Store
from tumen.inference import emulator, news, ranks, scoring, selftest
from tumen.inference.falsehoods import Falsehood
from tumen.inference.fitting import Workshop
from tumen.inference.prior import Belief, beliefs
from tumen.inference.question import Question
from tumen.inference.selftest import Scored, Selftest, joined, score
from tumen.scenario import load

NAMES = ("plot_yield", "public_share", "trade_margin", "levy_usual", "scrap_day")
DRAWS = 120


@dataclass
class Small:
    """What a small self-test of a real world needs, and what it found."""

    question: Question
    shop: Workshop
    whole: Selftest


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Small]:
    """Three truths of a scrap town in its first months, with twelve reports each."""
    model = default_model()
    scenario = load("hyesan-scrap", model.catalog)
    world = World(scenario, 0.004, scenario.start, date(2003, 4, 30))
    question = Question(world, beliefs(scenario, model.catalog, NAMES), runs=60, draws=DRAWS, steps=1)
    quick = patch.object(emulator, "CHOICES", emulator.CHOICES[:1])
    with ThreadPoolExecutor(1) as alone, quick:
        shop = Workshop(model, Store(tmp_path_factory.mktemp("selftest") / "store"), alone, 1)
        whole = selftest.selftest(question, shop, truths=3, false_cases=1, reports=12)
        yield Small(question, shop, whole)


def part(small: Small, *among: int) -> Selftest:
    return selftest.selftest(small.question, small.shop, truths=3, false_cases=1, reports=12, among=among)


def test_a_small_self_test_has_all_its_figures(small: Small) -> None:
    found = small.whole.figures()
    assert (found["truths"], found["false_cases"], found["beliefs"]) == (3, 1, 5)
    assert 1 <= found["identified"] <= 5
    for name in ("coverage90", "coverage50", "coverage90_all", "false_first", "false_alarms"):
        assert 0 <= found[name] <= 1, name
    assert found["coverage90"] >= found["coverage50"]
    assert found["skill"] < 1
    assert 0 <= found["rank_p"] <= 1
    assert all(0 < one.reached <= one.reports <= 12 for one in small.whole.truths)


def test_a_report_repeated_ten_times_changes_no_bit(small: Small) -> None:
    assert small.whole.echo_change == 0.0


def test_the_parts_of_a_self_test_are_the_whole(small: Small) -> None:
    parts = [part(small, 1, 2), part(small, 0)]
    together = joined(parts[::-1])
    assert together.figures() == small.whole.figures()
    for one, other in zip(together.truths, small.whole.truths, strict=True):
        np.testing.assert_array_equal(one.mean, other.mean)
        np.testing.assert_array_equal(one.rank, other.rank)
    assert together.falsehoods == small.whole.falsehoods


def test_truths_are_worlds_of_their_own_that_no_ensemble_holds(small: Small) -> None:
    worlds = selftest.Worlds(small.question, small.shop, [0, 1], 12)
    truths = [worlds.truth(number) for number in (0, 1)]
    assert not np.isclose(*truths).any()
    np.testing.assert_array_equal(truths[0], small.whole.truths[0].truth)
    assert not np.allclose(*[worlds.results[number]["rice_price"] for number in (0, 1)])
    assert selftest.TRUTH_LUCK > 100_000


def test_the_fit_is_told_nothing_of_the_truth(small: Small) -> None:
    worlds = selftest.Worlds(small.question, small.shop, [0], 12)
    press = worlds.press(0)
    plain = [replace(claim, truth=replace(claim.truth, value=-1.0, genuine=True)) for claim in press.claims]
    assert worlds.observations(replace(press, claims=tuple(plain))) == worlds.observations(press)


def test_a_falsehood_is_one_amount_of_an_honest_press_doubled_or_halved(small: Small) -> None:
    worlds = selftest.Worlds(small.question, small.shop, [0, 1], 12)
    for number, one in enumerate(small.whole.falsehoods):
        honest = worlds.press(number, **news.HONEST)
        assert one.claim in {claim.id for claim in honest.claims}
        assert one.honest == len(worlds.observations(honest)) - 1
        assert 0 <= one.chance <= 1


def test_progress_is_told_and_draws_are_rounded_up_to_whole_populations(small: Small) -> None:
    told: list[tuple[int, int]] = []
    asked = replace(small.question, draws=42)
    found = selftest.selftest(
        asked, small.shop, truths=1, false_cases=0, reports=12, step=lambda *at: told.append(at)
    )
    assert told == [(1, 1)]
    assert found.asked["draws"] == 44
    assert 0 <= found.figures()["rank_p"] <= 1


@pytest.mark.parametrize(("truths", "false_cases"), [(0, 0), (3, 4), (3, -1)])
def test_numbers_that_make_no_sense_are_refused(small: Small, truths: int, false_cases: int) -> None:
    with pytest.raises(InputError, match=f"{truths} truths and {false_cases} false-report cases"):
        selftest.selftest(small.question, small.shop, truths=truths, false_cases=false_cases)


def test_a_press_that_says_nothing_that_can_be_fitted_is_refused(small: Small) -> None:
    worlds = selftest.Worlds(small.question, small.shop, [0], 12)
    press = worlds.press(0)
    with pytest.raises(InputError, match="simulate a longer time"):
        worlds.observations(replace(press, claims=()))


OF = tuple(Belief(name, 0.0, 0.5, 1.0, "share", "", "assumption") for name in "abc")


def scored(spread: list[float], **changes: Any) -> Scored:
    """A truth whose scores are made up."""
    count = len(spread)
    plain: dict[str, Any] = {
        "truth": np.zeros(count),
        "mean": np.zeros(count),
        "spread": np.array(spread),
        "inside50": np.zeros(count, bool),
        "inside90": np.ones(count, bool),
        "rank": np.full(count, 50),
        "crps": np.full(count, 0.2),
        "crps_prior": np.full(count, 0.5),
        "reports": 12,
        "reached": 11,
    }
    return Scored(**(plain | changes))


def found_of(*truths: Scored, falsehoods: tuple[Falsehood, ...] = (), echo_change: float = 0.0) -> Selftest:
    return Selftest(OF, truths, falsehoods, echo_change, {"draws": 99})


TWO = (
    scored(
        [0.6, 0.8, 1.0],
        inside90=np.array([True, True, False]),
        inside50=np.array([True, False, True]),
        crps=np.array([0.1, 0.2, 9.0]),
    ),
    scored(
        [0.0, 1.0, 1.0],
        inside90=np.array([True, False, False]),
        inside50=np.array([False, False, True]),
        crps=np.array([0.3, 0.4, 9.0]),
    ),
)


def test_contraction_is_the_variance_that_goes_averaged_over_truths() -> None:
    found = found_of(*TWO)
    assert found.contraction == pytest.approx([1 - (0.36 + 0) / 2, 1 - (0.64 + 1) / 2, 0.0])
    assert found.identified.tolist() == [True, True, False]


def test_coverage_and_skill_count_what_is_identified_only() -> None:
    found = found_of(*TWO).figures()
    assert found["identified"] == 2
    assert found["coverage90"] == 3 / 4
    assert found["coverage50"] == 1 / 4
    assert found["coverage90_all"] == 3 / 6
    assert found["coverage90_margin"] == scoring.binomial_margin(3, 4)
    assert found["skill"] == pytest.approx(1 - (0.1 + 0.2 + 0.3 + 0.4) / (4 * 0.5))


def test_where_nothing_is_identified_the_best_belief_is_looked_at() -> None:
    found = found_of(scored([1.0, 0.99, 1.05]))
    assert found.identified.tolist() == [False, True, False]


def test_falsehoods_are_counted_by_who_looked_falsest_and_alarms_by_honest_reports() -> None:
    falsehoods = (
        Falsehood("x", place=0, doubted=1, chance=0.1, alarms=1, honest=10, known=0),
        Falsehood("y", place=2, doubted=3, chance=0.7, alarms=0, honest=30, known=0),
    )
    found = found_of(*TWO, falsehoods=falsehoods).figures()
    assert found["false_first"] == 0.5
    assert found["false_first_doubted"] == 0.0
    assert found["false_first_known"] == 1.0
    assert found["false_alarms"] == 1 / 40
    assert found["false_alarms_margin"] == scoring.binomial_margin(1, 40)
    none = found_of(*TWO).figures()
    assert none["false_first"] is none["false_alarms"] is none["false_first_margin"] is None


def test_ranks_are_even_where_truths_lie_anywhere_and_uneven_where_all_lie_low() -> None:
    luck = np.random.default_rng(1)
    even = [scored([0.5] * 3, rank=luck.integers(0, 100, 3)) for _ in range(100)]
    low = [scored([0.5] * 3, rank=luck.integers(0, 20, 3)) for _ in range(100)]
    assert found_of(*even).figures()["rank_p"] > 0.01
    assert found_of(*low).figures()["rank_p"] < 1e-6


def test_the_table_holds_every_score_by_truth_and_belief() -> None:
    found = found_of(*TWO).to_xarray()
    assert found["crps"].dims == ("case", "belief")
    assert found["spread"].sel(belief="b").values.tolist() == [0.8, 1.0]


def test_joined_takes_the_greatest_change_and_all_cases() -> None:
    falsehood = Falsehood("x", 0, 0, 0.1, 1, 10, 0)
    found = joined([found_of(TWO[0], falsehoods=(falsehood,)), found_of(TWO[1], echo_change=0.3)])
    assert found.truths == TWO
    assert found.falsehoods == (falsehood,)
    assert found.echo_change == 0.3


def test_a_posterior_is_scored_against_the_truth_in_the_prior_s_standard_deviations() -> None:
    luck = np.random.default_rng(2)
    z = np.column_stack([1 + 0.5 * luck.standard_normal(4000), luck.standard_normal(4000)])
    of: Any = SimpleNamespace(z=z, terms=[0] * 7, reached=np.array([True] * 5 + [False] * 2))
    found = score(np.array([1.4, -1.7]), of, luck)
    assert found.mean == pytest.approx([1, 0], abs=0.05)
    assert found.spread == pytest.approx([0.5, 1], rel=0.05)
    assert found.inside90.tolist() == [True, False]
    assert found.inside50.tolist() == [False, False]
    assert found.rank / 4000 == pytest.approx([norm.cdf(0.8), norm.cdf(-1.7)], abs=0.03)
    assert found.crps_prior[1] == pytest.approx(found.crps[1], abs=0.1), "nothing was learned"
    assert found.crps[0] < 0.5 * found.crps_prior[0]
    assert (found.reports, found.reached) == (7, 5)


def test_draws_of_the_prior_cover_truths_of_the_prior_and_save_nothing() -> None:
    luck = np.random.default_rng(3)
    every = []
    for _ in range(300):
        of: Any = SimpleNamespace(z=luck.standard_normal((199, 3)), terms=[], reached=np.zeros(0))
        every.append(score(luck.standard_normal(3), of, luck))
    found = found_of(*every)
    assert np.mean(found.column("inside90")) == pytest.approx(0.9, abs=0.03)
    assert np.mean(found.column("inside50")) == pytest.approx(0.5, abs=0.05)
    assert scoring.skill(found.column("crps"), found.column("crps_prior")) == pytest.approx(0, abs=0.02)
    assert scoring.rank_histogram(found.column("rank").ravel(), 10, draws=199).p_value > 0.01


def test_rank_histograms_are_drawn_of_all_and_of_those_that_are_identified() -> None:
    drawn = ranks.draw(found_of(*TWO))
    assert drawn.lstrip().startswith("<svg")
    assert "all identified" in drawn
    assert drawn.count("(p = ") == 3
