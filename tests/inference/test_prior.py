"""A belief's median is its middle, its ends are kept, and a design covers the prior evenly."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri
from scipy.stats import kstest

from tumen.core.declare import Param
from tumen.core.errors import InputError
from tumen.engine.kernel import default_model
from tumen.inference.prior import EDGE, FARTHEST, SWITCH, Belief, beliefs, design, points, settings
from tumen.scenario import load


def belief(share: float, low: float = 2.0, high: float = 12.0, unit: str = "t") -> Belief:
    """A belief whose median lies at a share of its range."""
    return Belief("b", low, low + share * (high - low), high, unit, "", "assumption")


ranges = st.tuples(st.floats(-100, 100), st.floats(0.1, 100)).map(lambda pair: (pair[0], sum(pair)))
shares = st.one_of(st.floats(0, 1), st.sampled_from([0.0, EDGE, 0.5, 1 - EDGE, 1.0]))
normals = st.lists(st.floats(-6, 6), min_size=2, max_size=20).map(np.array)


@given(st.floats(EDGE, 1 - EDGE), ranges)
def test_the_median_is_the_middle_of_what_is_believed(share: float, ends: tuple[float, float]) -> None:
    one = belief(share, *ends)
    assert float(one.value(0.0)) == pytest.approx(one.median, abs=1e-9 * (ends[1] - ends[0]))
    assert float(one.probit(one.median)) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(("share", "middle"), [(0.0, EDGE), (0.01, EDGE), (0.995, 1 - EDGE), (1.0, 1 - EDGE)])
def test_a_default_at_the_end_of_its_range_counts_as_a_little_away_from_it(
    share: float, middle: float
) -> None:
    assert float(belief(share, 0, 1).value(0.0)) == pytest.approx(middle)


@given(shares, ranges, normals)
def test_values_rise_with_the_normal_number_and_never_leave_the_range(
    share: float, ends: tuple[float, float], z: np.ndarray
) -> None:
    values = belief(share, *ends).value(np.sort(z))
    assert (np.diff(values) >= 0).all()
    assert (values >= ends[0]).all()
    assert (values <= ends[1] + 1e-12 * abs(ends[1])).all()
    assert values.shape == z.shape


@given(shares, ranges, normals)
def test_mirrored_ranges_are_believed_in_as_mirror_images(
    share: float, ends: tuple[float, float], z: np.ndarray
) -> None:
    one, mirrored = belief(share, *ends), belief(1 - share, *ends)
    assert sum(ends) - mirrored.value(-z) == pytest.approx(one.value(z), abs=1e-6 * (ends[1] - ends[0]))


@given(shares, ranges, st.floats(0, 1))
def test_a_value_is_found_again_from_its_normal_number(
    share: float, ends: tuple[float, float], at: float
) -> None:
    one, width = belief(share, *ends), ends[1] - ends[0]
    reached = np.clip(ends[0] + at * width, *map(float, one.value(np.array([-FARTHEST, FARTHEST]))))
    assert float(one.value(one.probit(reached))) == pytest.approx(float(reached), abs=1e-6 * width)


@given(st.floats(0.1, 0.9), st.floats(-2, 2))
def test_a_normal_number_is_found_again_from_its_value(share: float, z: float) -> None:
    one = belief(share)
    assert float(one.probit(one.value(z))) == pytest.approx(z, abs=1e-6)


def test_half_of_what_is_drawn_lies_below_the_median_and_all_of_it_is_spread() -> None:
    one, z = belief(0.2), design(4096, 1, 3)[:, 0]
    values = one.value(z)
    assert (values < one.median).mean() == pytest.approx(0.5, abs=0.001)
    assert np.ptp(values) > 0.99 * (one.high - one.low)


def test_a_switch_is_on_or_off_with_even_odds_whatever_its_default() -> None:
    for default in (0.0, 1.0):
        one = belief(default, 0.0, 1.0, SWITCH)
        values = one.value(design(256, 1, 1)[:, 0])
        assert set(values.tolist()) == {0.0, 1.0}
        assert values.mean() == 0.5
        assert one.probit(np.array([0.0, 1.0])) == pytest.approx([ndtri(0.25), ndtri(0.75)], abs=1e-4)
        assert one.value(one.probit(np.array([0.0, 1.0]))).tolist() == [0.0, 1.0]


def world(**changes: Any) -> tuple[Any, Any]:
    """A scenario and a catalogue of six parameters, each but two with a reason not to be a belief."""
    params = {
        "wage_paid": Param(5.0, 1, 9, "won", "assumption", "Free."),
        "wage_asked": Param(5.0, 1, 9, "won", "assumption", "Free too."),
        "levy": Param(5.0, 1, 9, "won", "assumption", "Decided by someone.", lever=True),
        "price": Param(5.0, 1, 9, "won", "assumption", "Known by date."),
        "fixed": Param(5.0, 5, 5, "won", "assumption", "Of no width."),
        "idle": Param(5.0, 1, 9, "won", "assumption", "Read by nothing."),
    }
    catalog = SimpleNamespace(params=params, readers=lambda name: () if name == "idle" else ("a rule",))
    plain: dict[str, Any] = {"settings": {}, "changes": [SimpleNamespace(set={"price": 3.0})]}
    return SimpleNamespace(**(plain | changes)), catalog


def test_all_that_is_not_known_and_no_lever_may_be_fitted() -> None:
    assert [one.name for one in beliefs(*world())] == ["wage_asked", "wage_paid"]


def test_those_named_come_in_the_order_named_and_once() -> None:
    scenario, catalog = world()
    found = beliefs(scenario, catalog, ["wage_paid", "wage_asked", "wage_paid"])
    assert [one.name for one in found] == ["wage_paid", "wage_asked"]


def test_what_the_scenario_sets_is_the_median_and_the_default_otherwise() -> None:
    found = beliefs(*world(settings={"wage_paid": 3.0}))
    assert {one.name: one.median for one in found} == {"wage_asked": 5.0, "wage_paid": 3.0}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("wage_payd", "There is no parameter 'wage_payd'; did you mean 'wage_paid'"),
        ("nothing like it", "There is no parameter 'nothing like it'."),
        ("levy", "'levy' cannot be fitted: it is a lever, which someone decides."),
        ("price", "'price' cannot be fitted: the scenario gives its value by date."),
        ("fixed", "'fixed' cannot be fitted: its range has no width."),
        ("idle", "'idle' cannot be fitted: no rule reads it."),
    ],
)
def test_what_cannot_be_fitted_is_refused_with_the_reason(name: str, message: str) -> None:
    scenario, catalog = world()
    with pytest.raises(InputError) as refused:
        beliefs(scenario, catalog, ["wage_paid", name])
    assert str(refused.value).startswith(message)


def test_of_a_bundled_scenario_no_lever_and_nothing_dated_is_a_belief() -> None:
    catalog = default_model().catalog
    scenario = load("musan", catalog)
    found = {one.name: one for one in beliefs(scenario, catalog)}
    dated = {name for change in scenario.changes for name in change.set}
    assert len(found) > 200
    assert dated
    assert dated.isdisjoint(found)
    assert not any(catalog.params[name].lever for name in found)
    assert all(one.low < one.high for one in found.values())
    other = replace(scenario, settings={**scenario.settings, "rice_ratio": 1.23})
    assert beliefs(other, catalog, ["rice_ratio"])[0].median == 1.23


@pytest.mark.parametrize("dimensions", [1, 7, 303])
def test_a_design_has_as_many_points_in_every_part_of_every_belief(dimensions: int) -> None:
    z = design(256, dimensions, 5)
    edges = ndtri(np.linspace(0, 1, 17))
    counts = np.stack([np.histogram(column, edges)[0] for column in z.T])
    assert (counts == 16).all()


def test_a_design_is_spread_over_pairs_of_beliefs_too() -> None:
    z = design(1024, 40, 2)
    assert np.abs(np.corrcoef(z.T) - np.eye(40)).max() < 0.1
    assert min(kstest(column, "norm").pvalue for column in z.T) > 0.9


@pytest.mark.parametrize("count", [1, 2, 3, 100, 300])
def test_the_first_points_of_a_longer_design_are_those_of_a_shorter_one(count: int) -> None:
    z = design(count, 5, 7)
    assert z.shape == (count, 5)
    assert (design(1000, 5, 7)[:count] == z).all()


def test_a_design_is_the_same_for_a_seed_and_another_for_another() -> None:
    assert (design(64, 3, 1) == design(64, 3, 1)).all()
    assert not np.isclose(design(64, 3, 1), design(64, 3, 2)).any(axis=1).any()
    assert np.abs(design(2**14, 3, 1)).max() <= FARTHEST


def test_a_point_and_its_values_are_each_other() -> None:
    of = (belief(0.3), replace(belief(0.6), name="c"), replace(belief(1, 0, 1, SWITCH), name="on"))
    values = settings(of, np.array([0.5, -1.0, 2.0]))
    assert values["on"] == 1.0
    assert points(of, values) == pytest.approx([0.5, -1.0, 0.6745])
    assert points(of, {"c": values["c"]}) == pytest.approx([0, -1.0, 0.6745]), "elsewhere the median"
