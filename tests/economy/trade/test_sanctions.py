"""Instruments: dates, grace, exemption, cap and who enforces them."""

from datetime import date

import pytest
from tests.economy.helpers import blank, day, defaults

from tumen.economy.trade import sanctions


def number(when: date) -> int:
    return (when - date(1970, 1, 1)).days


LIVELIHOOD_BAN = dict(
    in_force_day=number(date(2016, 4, 5)), ends_day=number(date(2017, 8, 15)), exemption=1.0
)
FULL_BAN = dict(in_force_day=number(date(2017, 8, 15)), cleared_by_day=number(date(2017, 9, 4)))


def barred(when: date, *instruments: dict, **changed: float) -> float:
    commodity = blank("commodity", sanctions)
    sanctions.lift(commodity)
    for columns in instruments:
        instrument = blank("instrument", sanctions, **columns)
        sanctions.bar(instrument, commodity, defaults(sanctions, **changed), day(0, when))
    return commodity.barred


def test_nothing_is_barred_before_the_first_instrument():
    assert barred(date(2016, 4, 4), LIVELIHOOD_BAN, FULL_BAN) == 0.0


def test_a_livelihood_exemption_lets_nearly_everything_pass():
    assert 0.0 < barred(date(2016, 4, 5), LIVELIHOOD_BAN, FULL_BAN) < 0.05


def test_the_last_lot_clears_on_the_last_day_of_the_grace_and_none_the_day_after():
    assert barred(date(2017, 9, 4), LIVELIHOOD_BAN, FULL_BAN) == 0.0
    assert barred(date(2017, 9, 5), LIVELIHOOD_BAN, FULL_BAN) == 1.0


def test_without_letters_the_first_ban_would_have_closed_the_trade():
    assert barred(date(2016, 4, 5), LIVELIHOOD_BAN, livelihood_letters=0.0) == 1.0


def test_a_ban_is_only_as_strong_as_the_importers_customs():
    assert barred(date(2018, 1, 1), FULL_BAN, importer_enforcement=0.7) == pytest.approx(0.7)


def test_lax_customs_abroad_do_not_soften_a_border_that_the_exporter_shuts():
    assert barred(date(2018, 1, 1), FULL_BAN | dict(own=1), importer_enforcement=0.0) == 1.0


def test_a_cap_lets_its_share_in_and_the_strictest_instrument_decides():
    cap = dict(in_force_day=number(date(2017, 1, 1)), quota=0.34)
    assert barred(date(2017, 1, 10), cap) == pytest.approx(0.66)
    assert barred(date(2017, 12, 1), cap, FULL_BAN) == 1.0


def test_what_is_lifted_in_the_morning_stays_lifted_when_an_instrument_has_ended():
    assert barred(date(2019, 1, 1), FULL_BAN | dict(ends_day=number(date(2018, 12, 1)))) == 0.0


def for_food(when: date, *instruments: dict, **changed: float) -> float:
    commodity = blank("commodity", sanctions)
    sanctions.lift(commodity)
    for columns in instruments:
        instrument = blank("instrument", sanctions, **columns)
        sanctions.bar(instrument, commodity, defaults(sanctions, **changed), day(0, when))
    return commodity.for_food


def test_barter_for_food_passes_only_where_it_is_exempt():
    assert for_food(date(2018, 1, 1), FULL_BAN) == 0.0
    assert for_food(date(2018, 1, 1), FULL_BAN, food_exemption=0.5) == 0.5
    assert barred(date(2018, 1, 1), FULL_BAN, food_exemption=0.5) == 1.0


@pytest.mark.parametrize("own_first", [True, False])
def test_the_importers_exemption_does_not_open_what_the_exporter_shuts(own_first):
    shut = FULL_BAN | dict(own=1, quota=0.05)
    both = (shut, FULL_BAN) if own_first else (FULL_BAN, shut)
    assert for_food(date(2018, 1, 1), *both, food_exemption=1.0) == pytest.approx(0.05)
