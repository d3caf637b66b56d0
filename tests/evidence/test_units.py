from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumen.core.errors import EvidenceError
from tumen.engine.catalog import catalog
from tumen.evidence import noise, units

UNITS = sorted({observable.unit for observable in catalog().observables.values()})


@pytest.mark.parametrize("unit", UNITS)
def test_the_unit_of_every_observable_can_be_read(unit: str) -> None:
    assert units.factor(unit, unit) == 1.0


@pytest.mark.parametrize(
    "unit",
    sorted({one.unit for one in catalog().observables.values() if one.over_time == "sum"}),
)
def test_what_is_summed_can_be_told_as_a_rate(unit: str) -> None:
    assert units.convertible(f"{unit}/day", unit, summed=True) == pytest.approx(30.4375)


def test_the_lists_of_units_with_a_floor_or_a_count_name_units_that_exist() -> None:
    assert set(noise.FLOORS) <= set(UNITS)
    assert set(noise.COUNTS) <= set(UNITS)


@pytest.mark.parametrize(
    ("unit", "to", "factor"),
    [
        ("t", "kg", 1000),
        ("tons", "t", 1),
        ("kt", "t", 1000),
        ("Mt", "t", 1e6),
        ("dmt", "t", 1),
        ("lb", "kg", 0.45359237),
        ("t/day", "kg/day", 1000),
        ("t/month", "t/day", 1 / 30.4375),
        ("t/year", "t/month", 1 / 12),
        ("USD million", "USD", 1e6),
        ("CNY billion", "CNY million", 1000),
        ("won/kg", "KPW/kg", 1),
        ("yuan", "CNY", 1),
        ("KPW/kg", "KPW/t", 1000),
        ("percent", "share", 0.01),
        ("%", "share of people", 0.01),
        ("per cent of people", "share", 0.01),
        ("people", "persons", 1),
        ("adult equivalents", "persons", 1),
        ("g/person/day", "kg/person/month", 0.0304375),
        ("kcal/adult equivalent/day", "kcal/person/day", 1),
        ("person-days", "persons*day", 1),
        ("full days", "days", 1),
        ("months averted", "months", 1),
        ("back loads", "loads", 1),
        ("  t ", "t", 1),
    ],
)
def test_units_are_converted(unit: str, to: str, factor: float) -> None:
    assert units.factor(unit, to) == pytest.approx(factor)
    assert units.factor(to, unit) == pytest.approx(1 / factor)
    assert units.converts(unit, to)


@pytest.mark.parametrize(
    ("unit", "to"),
    [
        ("KPW", "CNY"),
        ("USD", "CNY"),
        ("KPW/kg", "CNY/kg"),
        ("t", "persons"),
        ("t/day", "t"),
        ("truck", "loads"),
        ("share", "persons"),
        ("KPW", "KRW"),
    ],
)
def test_what_measures_different_things_does_not_convert(unit: str, to: str) -> None:
    assert not units.converts(unit, to)
    with pytest.raises(EvidenceError, match=rf"'{unit}' cannot be turned into '{to}'"):
        units.factor(unit, to)


def test_a_rate_stands_for_a_sum_only_where_amounts_are_summed() -> None:
    with pytest.raises(EvidenceError, match="cannot be turned into"):
        units.convertible("t/day", "t")
    assert units.convertible("t", "t", summed=True) == 1.0
    with pytest.raises(EvidenceError, match="cannot be turned into"):
        units.convertible("persons/day", "t", summed=True)


HOSTILE = (
    "",
    " ",
    "9**9**9",
    "t**9",
    "t^9",
    "10 t",
    "a" * 10_000,
    "t*" * 5_000 + "t",
    "__import__",
    "__import__('os')",
    "t.real",
    "lambda x",
    "t if t else t",
    "[t]",
    "(t)",
    "t\nkg",
    "t\x00",
    "\x1b[31m",
    "t;t",
    "톤",
    "%%%",
    "/t",
    "t/",
    "-",
    "nan",
    "inf",
    "None",
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_what_is_no_unit_is_refused_in_one_short_sentence(unit: str) -> None:
    with pytest.raises(EvidenceError, match=r"is no unit.*; expected such as t, t/day") as refused:
        units.parse(unit)
    assert len(str(refused.value)) < 300
    assert not units.converts(unit, "t")
    assert not units.converts("t", unit)


@given(st.text(st.sampled_from("tkg USDMma%/*.- 9\n"), max_size=30))
def test_anything_is_a_unit_or_refused(text: str) -> None:
    try:
        units.parse(text)
    except EvidenceError:
        return
    assert units.converts(text, text)


def test_two_units_of_one_thing_have_one_base() -> None:
    (day, of_day), (month, of_month) = units.base("t/day"), units.base("kg/month")
    assert of_day == of_month
    assert day / month == pytest.approx(30_437.5)
    assert units.base("KPW")[1] != units.base("CNY")[1]


def test_no_unit_at_all_is_times() -> None:
    assert units.base("") == units.base("times")


def test_the_base_of_what_is_no_unit_is_refused() -> None:
    with pytest.raises(EvidenceError, match="is no unit"):
        units.base("sackfuls")
