from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumen.core.errors import EvidenceError
from tumen.evidence.periods import MARGIN_DAYS, Period, moved, of_days, parse, slip

YEAR, QUARTER, MONTH, DAY = (MARGIN_DAYS[name] for name in ("year", "quarter", "month", "day"))

days = st.dates(date(1000, 1, 1))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "first", "last", "margins"),
    [
        ("2018", "2018-01-01", "2018-12-31", (0, 0)),
        ("2018-02", "2018-02-01", "2018-02-28", (0, 0)),
        ("2016-02", "2016-02-01", "2016-02-29", (0, 0)),
        ("2018-12", "2018-12-01", "2018-12-31", (0, 0)),
        ("2018-02-21", "2018-02-21", "2018-02-21", (0, 0)),
        ("2018-33", "2018-01-01", "2018-03-31", (0, 0)),
        ("2018-34", "2018-04-01", "2018-06-30", (0, 0)),
        ("2018-35", "2018-07-01", "2018-09-30", (0, 0)),
        ("2018-36", "2018-10-01", "2018-12-31", (0, 0)),
        ("2018-40", "2018-01-01", "2018-06-30", (0, 0)),
        ("2018-21", "2018-03-01", "2018-05-31", (0, 0)),
        ("2018-23", "2018-09-01", "2018-11-30", (0, 0)),
        ("199X", "1990-01-01", "1999-12-31", (0, 0)),
        ("2018-XX", "2018-01-01", "2018-12-31", (0, 0)),
        ("2018-02-XX", "2018-02-01", "2018-02-28", (0, 0)),
        ("2018-03/2018-08", "2018-03-01", "2018-08-31", (0, 0)),
        ("2018/2018-06-15", "2018-01-01", "2018-06-15", (0, 0)),
        ("2018-33/2018-34", "2018-01-01", "2018-06-30", (0, 0)),
        ("2018-03/..", "2018-03-01", "", (0, 0)),
        ("2018-03/", "2018-03-01", "", (0, 0)),
        ("../2016", "", "2016-12-31", (0, 0)),
        ("/2016", "", "2016-12-31", (0, 0)),
        ("../..", "", "", (0, 0)),
        ("2018~", "2018-01-01", "2018-12-31", (YEAR, YEAR)),
        ("2018?", "2018-01-01", "2018-12-31", (YEAR, YEAR)),
        ("2018%", "2018-01-01", "2018-12-31", (YEAR, YEAR)),
        ("2018-33~", "2018-01-01", "2018-03-31", (QUARTER, QUARTER)),
        ("2018-21?", "2018-03-01", "2018-05-31", (QUARTER, QUARTER)),
        ("2018-02~", "2018-02-01", "2018-02-28", (MONTH, MONTH)),
        ("2018-02-XX~", "2018-02-01", "2018-02-28", (MONTH, MONTH)),
        ("2018-02-21~", "2018-02-21", "2018-02-21", (DAY, DAY)),
        ("2018-02~/2018-05", "2018-02-01", "2018-05-31", (MONTH, 0)),
        ("2018-02-21~/2018~", "2018-02-21", "2018-12-31", (DAY, YEAR)),
        ("2018-33~/..", "2018-01-01", "", (QUARTER, 0)),
        ("[2017, 2018]", "2017-01-01", "2018-12-31", (0, 0)),
    ],
)
def test_a_period_has_a_first_day_a_last_day_and_margins(
    text: str, first: str, last: str, margins: tuple[int, int]
) -> None:
    assert parse(text) == Period(text, day(first), day(last), *margins)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "last spring",
        "18",
        "2018-2",
        "2018-00",
        "2018-13",
        "2018-32-01",
        "2018-02-30",
        "2017-02-29",
        "-0100",
        "Y17000002",
        "2018-W10",
        "2018/2019/2020",
        "2018-03/..~",
        "\uff12\uff10\uff11\uff18",
        "\x1b[31m",
        "2018\x00",
    ],
)
def test_what_is_no_period_is_refused_with_examples(text: str) -> None:
    with pytest.raises(EvidenceError, match=r"is no period; expected EDTF such as 2018, 2018-02"):
        parse(text)


@pytest.mark.parametrize("text", ["2018-05/2018-02", "2018/2017-12-31", "2018-02-21/2018-02-20"])
def test_a_period_that_ends_before_it_begins_is_refused(text: str) -> None:
    with pytest.raises(EvidenceError, match="ends before it begins"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "Y1E99999999",
        "Y-17E7777777",
        "Y" + "9" * 5000,
        "{" + ",".join(["2018"] * 5000) + "}",
        "[" * 5000,
        "2018/" * 5000,
        "2018" + "~" * 5000,
        " " * 100_000,
        "a" * 100_000,
    ],
)
def test_a_period_made_to_be_read_for_ever_is_refused_in_one_short_sentence(text: str) -> None:
    with pytest.raises(EvidenceError) as refused:
        parse(text)
    assert len(str(refused.value)) < 300


@given(st.text())
def test_any_text_is_a_period_or_refused(text: str) -> None:
    try:
        period = parse(text)
    except EvidenceError:
        return
    assert period.first is None or period.last is None or period.first <= period.last


@given(days, days)
def test_days_written_as_a_period_are_read_as_the_same_days(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    read = parse(of_days(first, last))
    assert (read.first, read.last, read.margin) == (first, last, 0)


@given(st.integers(1, 9999), st.integers(1, 12), st.sampled_from((1, 2, 3, 6, 12)))
def test_whole_months_written_as_a_period_are_read_as_the_same_months(
    year: int, month: int, length: int
) -> None:
    first = parse(f"{year:04}-{month:02}").first
    ends = 12 * year + month - 1 + length - 1
    if ends // 12 <= 9999:
        last = parse(f"{ends // 12:04}-{ends % 12 + 1:02}").last
        assert first is not None
        assert last is not None
        read = parse(of_days(first, last))
        assert (read.first, read.last) == (first, last)


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2018-01-01", "2018-12-31", "2018"),
        ("2018-04-01", "2018-06-30", "2018-34"),
        ("2018-02-01", "2018-04-30", "2018-02/2018-04"),
        ("2018-02-01", "2018-02-28", "2018-02"),
        ("2018-02-01", "2019-01-31", "2018-02/2019-01"),
        ("2018-02-01", "2018-02-27", "2018-02-01/2018-02-27"),
        ("2018-02-21", "2018-02-21", "2018-02-21"),
        ("0999-01-01", "0999-12-31", "0999"),
        ("9999-01-01", "9999-12-31", "9999"),
    ],
)
def test_days_are_written_as_shortly_as_can_be(first: str, last: str, text: str) -> None:
    assert of_days(date.fromisoformat(first), date.fromisoformat(last)) == text


def test_open_ends_are_held_where_they_are_told() -> None:
    start, end = date(2017, 1, 1), date(2018, 12, 31)
    assert parse("2018-03/..").within(start, end) == (date(2018, 3, 1), end)
    assert parse("../2018-03").within(start, end) == (start, date(2018, 3, 31))
    assert parse("../..").days(start, end) == 730
    assert parse("2018-02").days(start, end) == 28


def test_a_period_that_opens_after_the_end_has_no_days() -> None:
    assert parse("2020/..").days(date(2017, 1, 1), date(2018, 12, 31)) == 0


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("2018", "2018-12-31", True),
        ("2018", "2019", False),
        ("2018-03/..", "2030", True),
        ("../2017", "2018/..", False),
        ("../..", "2018", True),
    ],
)
def test_periods_meet_where_they_share_a_day(one: str, other: str, meet: bool) -> None:
    assert parse(one).meets(parse(other)) is meet
    assert parse(other).meets(parse(one)) is meet


def test_doubtful_periods_may_meet_where_plain_ones_do_not() -> None:
    assert not parse("2018-02").may_meet(parse("2018-03"))
    assert parse("2018-02~").may_meet(parse("2018-03"))
    assert not parse("2018-02~").may_meet(parse("2018-06"))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("0001~", "0001-01-01", "0002-04-01"),
        ("9999~", "9998-10-02", "9999-12-31"),
        ("../9999-12-31?", "", "9999-12-31"),
    ],
)
def test_a_period_at_the_end_of_the_calendar_is_widened_up_to_it(text: str, first: str, last: str) -> None:
    wide = parse(text).widened()
    assert (wide.first, wide.last) == (day(first), day(last))


@given(days, days, st.sampled_from(("", "~")))
def test_a_widened_period_holds_the_plain_one(one: date, other: date, doubt: str) -> None:
    period = parse(f"{min(one, other)}{doubt}/{max(one, other)}")
    wide = period.widened()
    assert wide.first is not None
    assert wide.last is not None
    assert wide.first <= min(one, other)
    assert max(one, other) <= wide.last
    assert (wide == period) == (not doubt)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2018-02", (0, 0)),
        ("2018-02~", (1, 1)),
        ("2018-33?", (1, 1)),
        ("2018~", (3, 3)),
        ("2018-02-21~", (0, 0)),
        ("2018-02~/2018-05", (1, 0)),
        ("2018-02/2018-05~", (0, 1)),
        ("2018-02~/..", (1, 0)),
    ],
)
def test_a_period_in_doubt_slips_by_whole_months_at_the_end_in_doubt(
    text: str, months: tuple[int, int]
) -> None:
    assert slip(parse(text)) == months


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), st.integers(-40, 40))
def test_a_day_moved_by_months_is_the_same_day_of_a_month_so_far_away(one: date, months: int) -> None:
    there = moved(one, months)
    assert 12 * (there.year - one.year) + there.month - one.month == months
    assert there.day == one.day or (there + timedelta(days=1)).day == 1


def test_the_last_of_a_month_stays_the_last() -> None:
    assert moved(date(2018, 2, 28), 1) == date(2018, 3, 31)
    assert moved(date(2018, 3, 31), -1) == date(2018, 2, 28)
    assert moved(date(2018, 1, 30), 1) == date(2018, 2, 28)
    assert moved(date(2018, 1, 15), -1) == date(2017, 12, 15)
