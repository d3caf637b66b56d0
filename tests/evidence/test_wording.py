from __future__ import annotations

import pytest

from tests.evidence.conftest import make_quantity
from tumen.evidence.wording import amount, amount_in_words, period, statement


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2018", "2018"),
        ("2018-02", "Feb 2018"),
        ("2018-05~/2018-08", "about May to Aug 2018"),
        ("2018-33", "Jan to Mar 2018"),
        ("2018-02-21?", "about 21 February 2018"),
        ("2018-03-01~/2018-03-11~", "about 1 to 11 March 2018"),
        ("2018-03-30/2018-04-02", "30 March 2018 to 2 April 2018"),
        ("2018-03/..", "since Mar 2018"),
        ("../2016~", "until about 2016"),
        ("../..", ""),
        ("last spring", "last spring"),
    ],
)
def test_a_period_is_said_in_words(edtf: str, said: str):
    assert period(edtf) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (5200, "KPW/kg", "5,200 North Korean won a kg"),
        (30, "t/day", "30 t a day"),
        (7.1, "CNY/kg", "7.1 yuan a kg"),
        (2, "USD million", "2 US dollars million"),
    ],
)
def test_an_amount_in_a_sentence_has_no_codes_of_currencies(value: float, unit: str, said: str):
    assert amount_in_words(make_quantity(value, unit)) == said
    assert amount(make_quantity(value, unit)).endswith(unit)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("3 t", "rice_price", "rice", ["Musan"], "2018"), "Rice price in Musan, 2018: 3 t"),
        (("3 t", "smuggled_commodity", "iron_concentrate", ["Musan", "Hyesan"], "2018"),
         "Smuggled commodity, iron concentrate, in Musan and Hyesan, 2018: 3 t"),
        (("3 t", "exports", "coal", [], "../.."), "Exports, coal: 3 t"),
        (("", "protest", "", ["Musan"], "2018-02"), "Protest in Musan, Feb 2018"),
        (("3 t", "", "", [], "../.."), "3 t"),
    ],
)  # fmt: skip
def test_the_parts_of_a_claim_make_a_phrase(parts: tuple[str, str, str, list[str], str], said: str):
    assert statement(*parts) == said
