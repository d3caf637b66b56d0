from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumen.evidence import periods
from tumen.evidence.reading.dates import dates_in

PUBLISHED = date(2018, 5, 17)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("on 12 November 2017", "2017-11-12"),
        ("on November 12", "2017-11-12"),
        ("on the 14th", "2018-05-14"),
        ("by the 20th", "2018-04-20"),
        ("4/4/2008", "2008-04-04"),
        ("31/12/2016", "2016-12-31"),
        ("2018-02-21", "2018-02-21"),
        ("2018.05.17", "2018-05-17"),
        ("since March", "2018-03/.."),
        ("from December 2016", "2016-12/.."),
        ("until last year", "../2017-12"),
        ("before 2016", "../2015-12"),
        ("from March to May", "2018-03/2018-05"),
        ("January-June 2016", "2016-01/2016-06"),
        ("from 2014 to 2016", "2014-01/2016-12"),
        ("between May 2 and May 10", "2018-05-02/2018-05-10"),
        ("early 2018", "2018-01~/2018-03~"),
        ("in the mid-1990s", "1994-01~/1996-12~"),
        ("in the 1990s", "199X"),
        ("last month", "2018-04"),
        ("last autumn", "2017-09/2017-11"),
        ("in winter", "2017-12/2018-02"),
        ("two weeks ago", "2018-04-30/2018-05-06"),
        ("a year ago", "2017"),
        ("over the past two weeks", "2018-05-03/2018-05-17"),
        ("the first quarter of 2017", "2017-33"),
        ("Q3 2016", "2016-35"),
        ("the second half of last year", "2017-07/2017-12"),
        ("it will run out by October", "2018-10"),
        ("in October", "2017-10"),
        ("In 2016 exports peaked, in May", "2016"),
        ("2018년 2월 21일", "2018-02-21"),
        ("지난 14일", "2018-05-14"),
        ("지난달", "2018-04"),
        ("3월부터", "2018-03/.."),
        ("12월까지", "../2017-12"),
        ("올해 1분기", "2018-33"),
        ("올해 1~4월", "2018-01/2018-04"),
        ("지난해 말", "2017-10~/2017-12~"),
        ("1990년대 중반", "1994-01~/1996-12~"),
        ("한 달 전", "2018-04"),
        ("2017年11月8日", "2017-11-08"),
        ("去年秋天", "2017-09/2017-11"),
        ("从3月起", "2018-03/.."),
        ("今年第一季度", "2018-33"),
        ("2017年1至9月", "2017-01/2017-09"),
        ("过去两年", "2016-05/2018-05"),
    ],
)
def test_a_date_is_read_as_of_the_day_of_publication(text: str, period: str):
    assert dates_in(text, PUBLISHED)[0].period == period
    periods.parse(period)


def test_a_month_lies_in_the_year_that_the_sentence_has_just_named():
    found = dates_in("In 2016 sales peaked in May. In June 40 carts came.", PUBLISHED)
    assert [one.period for one in found] == ["2016", "2016-05", "2017-06"]


def test_a_year_that_is_only_compared_with_does_not_date_the_month():
    assert [one.period for one in dates_in("compared with 2015, sales in May", PUBLISHED)] == [
        "2015",
        "2018-05",
    ]


@pytest.mark.parametrize(
    "text", ["2000 people", "more than 2010 tons", "he may go", "march on", "in her 40s", "2018원"]
)
def test_a_number_or_a_verb_is_no_date(text: str):
    assert dates_in(text, PUBLISHED) == []


def test_what_leans_on_publication_is_left_out_where_that_is_unknown():
    assert [one.period for one in dates_in("Last month, on 3 May 2018", None)] == ["2018-05-03"]


@given(
    st.dates(date(1900, 1, 1), date(2090, 1, 1)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%Y년 %m월 %d일"]),
)
def test_a_day_that_was_written_is_found_again(day: date, form: str):
    assert [one.period for one in dates_in(f"on {day.strftime(form)} it", None)] == [day.isoformat()]


@given(st.text(max_size=200), st.dates())
def test_every_period_parses_and_stands_in_the_text_whatever_that_is(text: str, published: date):
    last = 0
    for one in dates_in(text, published):
        periods.parse(one.period)
        assert last <= one.start < one.end <= len(text)
        last = one.end


WORDS = """
since until from to early late mid- the last next 2018 March 14th first quarter of spring week ago two
지난 3월 부터 2017년 말 去年 11月 初 前 年
"""


@given(st.lists(st.sampled_from(WORDS.split()), max_size=12))
def test_every_heap_of_date_words_gives_periods_that_parse(words: list[str]):
    for one in dates_in(" ".join(words), PUBLISHED):
        periods.parse(one.period)
