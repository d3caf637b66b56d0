# ruff: noqa: RUF001 - Korean and Chinese texts
from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evidence.reading.conftest import PUBLISHED, read
from tumen.evidence import periods, units
from tumen.evidence.events import EVENTS
from tumen.evidence.grades import LIKELIHOOD
from tumen.evidence.known import known_names
from tumen.evidence.places import Gazetteer, bundled
from tumen.evidence.reading import Proposal, propose
from tumen.evidence.reading.dates import dates_in
from tumen.evidence.text import normalise
from tumen.evidence.verification import missing_numbers


def one(text: str) -> Proposal:
    found = [each for each in read(text) if each.quantity and each.quantity.kind != "worded"]
    assert len(found) == 1, [each.says for each in found]
    return found[0]


def test_a_proposal_says_in_plain_words_what_its_parts_hold():
    found = one("On March 12 the court in Tanchon tried 36 smugglers in public.")
    assert found.says == "Accused in Tanchon, 12 March 2018: 36 smugglers"
    assert (found.observable, found.period, found.dated_by) == ("accused", "2018-03-12", "quote")


def test_the_number_stands_where_the_proposal_says():
    text = normalise("In Hyesan rice costs KPW 5,200 a kilo.")
    found = propose(text, PUBLISHED, bundled())[0]
    assert text[found.number_start : found.number_end] == "5,200"
    assert found.start <= found.number_start < found.number_end <= found.end


@pytest.mark.parametrize(
    ("text", "period", "dated_by"),
    [
        ("Hyesan had 40 carts in 2016.", "2016", "quote"),
        ("Since March Hyesan has had 40 carts.", "2018-03/..", "quote"),
        ("Hyesan has 40 carts.", "2018-06~", "published"),
        ("Hyesan has 40 carts, a source told the Herald on June 3.", "2018-06~", "published"),
        ("Hyesan has 40 carts, fewer than a year ago.", "2018-06~", "published"),
    ],
)
def test_the_period_is_read_from_the_quote_or_else_from_the_day_of_publication(
    text: str, period: str, dated_by: str
):
    found = one(text)
    assert (found.period, found.dated_by) == (period, dated_by)


def test_amounts_in_a_row_have_each_the_date_behind_it():
    text = "Rice was 5,100 won a kilo on June 3, 5,300 won on June 10 and 5,250 won on June 14."
    assert [found.period for found in read(text)] == ["2018-06-03", "2018-06-10", "2018-06-14"]


def test_without_a_day_of_publication_an_undated_claim_has_an_open_period():
    found = read("Hyesan has 40 carts, and had 50 two weeks ago.", None)
    assert {each.period for each in found} == {"../.."}
    assert [each.quantity.value for each in found if each.quantity] == [40, 50]


@pytest.mark.parametrize(
    ("text", "observable", "good"),
    [
        ("In Hyesan rice costs 5,200 won a kilo.", "rice_price", "rice"),
        ("In Hyesan corn costs 2,200 won a kilo.", "maize_price", "maize"),
        ("A dollar costs 8,200 won in Hyesan.", "won_per_usd", None),
        ("1위안에 1280원이다.", "won_per_yuan", None),
        ("The daily ration of a miner is 450 grams of maize a day.", "ration", "maize"),
        ("Musan produced 2.3 million tons of iron ore in 2016.", "concentrate_output", "iron_concentrate"),
        ("Police seized 300 kg of copper.", "seized", "copper"),
        (
            "Smugglers carried 300 kg of zinc concentrate over the river.",
            "smuggled_commodity",
            "zinc_concentrate",
        ),
        ("The camp's terms were five years.", "sentence_months", None),
        ("Power comes for two hours a day.", "power_hours", None),
        ("约三成工人缺勤。", "absence", None),
    ],
)
def test_what_an_amount_speaks_of_is_guessed_from_its_unit_and_words(
    text: str, observable: str, good: str | None
):
    found = one(text)
    assert (found.observable, found.commodity, found.other) == (observable, good, None)


def test_what_no_observable_fits_gets_a_few_plain_words():
    assert one("The fine is 9,000 won.").other == "fine"
    assert one("They own 40 goats.").other == "number of goats"


@pytest.mark.parametrize(
    ("text", "event", "period"),
    [
        ("Rations at the Musan mine were suspended in March.", "rations_stop", "2018-03"),
        ("China banned the trade from December 2016.", "ban_in_force", "2016-12/.."),
        ("A public trial was held in Hyesan on June 2.", "public_trial", "2018-06-02"),
        ("The camp was closed last year.", "camp_closes", "2017"),
        ("무산광산에서는 3월부터 배급이 중단됐다.", "rations_stop", "2018-03/.."),
        ("当地从3月起停发口粮。", "rations_stop", "2018-03/.."),
    ],
)
def test_a_dated_event_is_proposed_without_a_quantity(text: str, event: str, period: str):
    found = [each for each in read(text) if each.event]
    assert [(each.event, each.period, each.quantity) for each in found] == [(event, period, None)]


def test_an_event_of_the_weaker_kind_needs_a_date():
    assert [each for each in read("A flood may come.") if each.event] == []


@pytest.mark.parametrize(
    ("text", "word", "unit"),
    [
        ("Most residents of Hyesan trade.", "Most", "share"),
        ("A great number of families in Hyesan go hungry.", "A great number", "share"),
        ("Dozens of soldiers in Hyesan look away.", "Dozens", "person"),
        ("Smuggling in Hyesan is rampant.", "rampant", "share"),
        ("혜산 주민 수십 명이 조사를 받았다.", "수십", "person"),
        ("惠山大部分居民做买卖。", "大部分", "share"),
    ],
)
def test_a_worded_amount_keeps_its_word_and_a_declared_range(text: str, word: str, unit: str):
    found = [each.quantity for each in read(text) if each.quantity and each.quantity.kind == "worded"]
    assert [(each.word, each.unit) for each in found] == [(word, unit)]
    assert found[0].low is not None
    assert found[0].high is not None
    assert found[0].low < found[0].high


@pytest.mark.parametrize(
    ("text", "speaker", "cites", "repeated"),
    [
        (
            "A source in Ryanggang Province said that Hyesan has 40 carts.",
            "a source in Ryanggang",
            None,
            False,
        ),
        ("Hyesan has 40 carts, Daily NK reported.", None, "Daily NK", True),
        ("Hyesan has 40 carts, according to the Border Herald.", None, "Border Herald", True),
        ("A resident told Daily NK that Hyesan has 40 carts.", "a resident", "Daily NK", False),
        ("The report states that Hyesan has 40 carts.", None, None, True),
        ("자강도 소식통은 무산에 40세대가 있다고 말했다.", "a source in Jagang", None, False),
        ("연합뉴스에 따르면 무산에 40세대가 있다.", None, "연합뉴스", True),
        ("据韩联社报道，惠山有40户。", None, "韩联社", True),
    ],
)
def test_who_says_it_and_which_outlet_is_cited(
    text: str, speaker: str | None, cites: str | None, repeated: bool
):
    found = one(text)
    assert (found.speaker, found.cites, found.repeated) == (speaker, cites, repeated)


@pytest.mark.parametrize(
    ("text", "hedged", "word"),
    [
        ("Hyesan reportedly has 40 carts.", True, None),
        ("Hyesan has about 40 carts.", True, None),
        ("Hyesan has 40 carts.", False, None),
        ("Hyesan very likely has 40 carts.", False, "very likely"),
        ("It is unlikely that Hyesan has 40 carts.", False, "unlikely"),
    ],
)
def test_hedges_and_words_of_probability_are_kept(text: str, hedged: bool, word: str | None):
    found = one(text)
    assert (found.hedged, found.probability) == (hedged, word)


def test_what_the_heading_says_again_is_proposed_once():
    text = "Hyesan counts 40 carts\nAfter a long night the town of Hyesan has counted 40 carts, it is said."
    assert len([each for each in read(text) if each.quantity]) == 1


def test_the_words_of_a_quote_hold_the_numbers_that_are_claimed(gazetteer: Gazetteer):
    text = normalise(
        "In Hyesan, "
        + "where the river is narrow and the nights are long, " * 8
        + "rice cost 5,200 won a kilo, "
        "maize 2,100 won, and a third of the stalls stood empty; between 30 and 40 traders were held in May, "
        + "and nobody knows for how long they will be kept there, " * 6
        + "say neighbours."
    )
    found = propose(text, PUBLISHED, gazetteer)
    assert len(found) >= 4
    for each in found:
        assert each.end - each.start <= 300
        assert missing_numbers(each.quantity, [text[each.start : each.end]]) == []


TOKENS = """
In Hyesan Musan the mine 40 1,200 tons won yuan a kilo rice since March 2016 said a source Daily NK reported
about more than half of workers most residents doubled public trial . , ; 무산에서 쌀 1kg에 5000원 주민 30명
每户 2万朝元 。
"""


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from(TOKENS.split()), max_size=40),
    st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2030, 1, 1))),
)
def test_every_proposal_is_sound_whatever_the_words(words: list[str], published: date | None):
    text = normalise(" ".join(words))
    known = known_names()
    for each in propose(text, published, bundled()):
        assert 0 <= each.start <= each.number_start < each.number_end <= each.end <= len(text)
        assert set(each.places) <= set(known.gazetteer.places)
        assert each.observable is None or each.observable in known.observables
        assert each.event is None or each.event in EVENTS
        assert each.commodity is None or each.commodity in known.goods
        assert each.probability is None or each.probability in LIKELIHOOD
        assert 0 < len(each.says) <= 400
        quote = text[each.start : each.end]
        assert each.dated_by == "published" or each.period in {
            day.period for day in dates_in(quote, published)
        }
        periods.parse(each.period)
        if each.quantity:
            units.parse(each.quantity.unit)
            told = (each.quantity.value, each.quantity.low, each.quantity.high)
            assert all(math.isfinite(number) for number in told if number is not None)
            assert missing_numbers(each.quantity, [quote]) == []


@settings(max_examples=60)
@given(st.text(max_size=400))
def test_any_text_at_all_can_be_read(raw: str):
    for each in read(raw):
        assert each.says
