from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.evidence.conftest import case_of, make_origin
from tests.evidence.test_observations import price
from tumen.evidence import read
from tumen.evidence.bias import BIAS_GROUPS, UNLISTED, bias_width
from tumen.evidence.observations import Observation, observe
from tumen.scenario import Scenario, load


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("musan")


def only(scenario: Scenario, **changes: Any) -> Observation:
    (one,) = observe(case_of({"d": [price(**changes)]}), scenario).observations
    return one


def test_every_group_of_the_bundled_case_has_a_width() -> None:
    border = read("border")
    named = {one.bias_group for one in (*border.claims.values(), *border.origins.values())}
    assert named - {None} <= set(BIAS_GROUPS)


def test_every_width_is_a_number_with_a_source_that_exists() -> None:
    border = read("border").claims
    known = {*border, *(claim.locator for claim in border.values())}
    for group in (*BIAS_GROUPS.values(), UNLISTED):
        assert 0 < group.width < 1
        cited = set(re.findall(r"\bF\d{4}\b", group.source))
        assert cited <= known
        assert cited or group.source == "assumption"


def test_the_widths_in_the_docs_are_those_of_the_table() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"(?m)^\| `?([a-z -]+?)`? \| (0\.\d\d) \|", docs))
    widths = {name: group.width for name, group in BIAS_GROUPS.items()} | {"any other": UNLISTED.width}
    assert {name: float(width) for name, width in told.items()} == widths


def test_no_group_has_no_width_and_an_unlisted_one_an_assumption() -> None:
    assert bias_width("") == 0
    assert bias_width("mirror-trade") == BIAS_GROUPS["mirror-trade"].width
    assert bias_width("my-own") == UNLISTED.width


@pytest.mark.parametrize(
    ("group", "width"),
    [
        (None, 0.0),
        ("daily-nk-prices", BIAS_GROUPS["daily-nk-prices"].width),
        ("my-own", UNLISTED.width),
    ],
)
def test_an_observation_carries_the_width_of_its_group(
    scenario: Scenario, group: str | None, width: float
) -> None:
    assert only(scenario, bias_group=group).bias_width == width


def test_the_group_of_the_origin_gives_the_width_too(scenario: Scenario) -> None:
    case = case_of({"d": [price()]})
    case = replace(case, origins={"trader": make_origin(bias_group="mirror-trade")})
    (one,) = observe(case, scenario).observations
    assert one.bias_width == BIAS_GROUPS["mirror-trade"].width


def test_a_common_factor_cancels_in_a_ratio_and_says_nothing_of_a_date(scenario: Scenario) -> None:
    ratio = only(
        scenario, bias_group="mirror-trade", quantity={"kind": "ratio", "value": 2, "than": "2017-02"}
    )
    assert (ratio.bias_group, ratio.bias_width) == ("mirror-trade", 0)
    event = only(scenario, bias_group="mirror-trade", quantity=None, observable=None, event="rations_stop")
    assert (event.bias_group, event.bias_width) == ("mirror-trade", 0)
