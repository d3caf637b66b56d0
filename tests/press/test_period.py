from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumen.core.errors import InputError
from tumen.press.period import Period

periods = st.builds(
    lambda year, length, part, about: Period(12 * year + part % (12 // length) * length, length, about),
    st.integers(1900, 2100),
    st.sampled_from((1, 3, 12)),
    st.integers(0, 11),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (Period(12 * 2018, 12), "2018"),
        (Period(12 * 2018, 3), "2018-33"),
        (Period(12 * 2018 + 9, 3), "2018-36"),
        (Period(12 * 2018 + 1), "2018-02"),
        (Period(12 * 2018 + 11, 1, about=True), "2018-12~"),
    ],
)
def test_a_period_is_written_in_edtf(period, text):
    assert str(period) == text


@given(periods)
def test_what_is_written_can_be_read(period):
    assert Period.parse(str(period)) == period


def test_a_period_knows_its_days():
    assert (Period.parse("2016-33").start, Period.parse("2016-02").end) == (
        date(2016, 1, 1),
        date(2016, 2, 29),
    )


@pytest.mark.parametrize(
    "text", ["", "18", "2018-00", "2018-13", "2018-32", "2018-37", "2018-2", "2018/2019", "x"]
)
def test_what_is_no_period_is_refused_by_name(text):
    with pytest.raises(InputError, match="no period"):
        Period.parse(text)
