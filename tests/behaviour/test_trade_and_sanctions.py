"""Sanctions, contracts, substitution, partners and the treasury (1, 2, 3, 9, 10)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.behaviour.worlds import every_day, level, levels, results, shows

BEFORE_THE_BAN = ("2017-03", "2017-08")
REFUSAL = ("2014-08", "2015-01")


@shows(1)
def test_exports_do_not_fall_after_march_2016_while_the_exemption_stands():
    usual, unsanctioned = results("usual", "no 2270")
    before, after = ("2016-01", "2016-03"), ("2016-05", "2016-12")
    assert level(usual, "exports", *after) > 0.9 * level(usual, "exports", *before)
    assert level(usual, "exports", *after) > 0.9 * level(unsanctioned, "exports", *after)


@shows(1)
def test_without_the_livelihood_letter_the_same_resolution_ends_exports():
    usual, closed = results("usual", "no letter")
    assert level(closed, "exports", "2016-01", "2016-03") == level(usual, "exports", "2016-01", "2016-03") > 0
    assert level(closed, "exports", "2016-05", "2016-12") == 0


@shows(1)
def test_exports_stop_on_5_september_2017():
    days = every_day(date(2017, 8, 1), date(2017, 9, 20)).exports.sel(
        place="Musan", commodity="iron_concentrate"
    )
    shipped = days.sel(time=slice("2017-08-16", "2017-09-04"))
    assert (shipped > 0).mean() > 0.8  # lots under way clear in the days of grace
    assert float(days.sel(time=slice("2017-09-05", None)).sum()) == 0


@shows(1)
def test_a_ban_is_only_as_strong_as_the_customs_that_apply_it():
    lax, usual, free = levels(("lax customs", "usual", "no sanctions"), "exports", "2017-10")
    assert usual == 0
    assert 0.3 * free < lax < 0.7 * free


@shows(2)
def test_exports_fall_with_the_price_before_any_ban():
    (usual,) = results("drought")
    for name in ("export_price", "exports", "export_value"):
        assert level(usual, name, "2015-01", "2015-12") < 0.85 * level(usual, name, "2014-01", "2014-06")


@shows(2, 8, 11)
def test_a_refused_price_stops_exports_meals_and_fuel_without_a_sanction():
    refusing, selling = results("stubborn seller", "yielding seller")
    assert level(refusing, "trade_closed", *REFUSAL) == 0
    for name in ("exports", "barter_grain", "ration", "fuel_stock"):
        assert level(refusing, name, *REFUSAL) < 0.6 * level(selling, name, *REFUSAL), name
    assert level(refusing, "two_meals", *REFUSAL) > level(selling, "two_meals", *REFUSAL)


@shows(2)
def test_a_seller_who_does_not_sell_gives_way_in_the_end():
    (refusing,) = results("stubborn seller")
    selling = refusing.companies_selling.sel(place="Musan", commodity="iron_concentrate")
    assert float(selling.sel(time="2014-12").max()) < 1
    assert float(selling.sel(time="2015").max()) > 2


@shows(3)
def test_when_coal_is_barred_more_ore_is_pushed_through_the_open_door():
    names = ("no substitution", "usual", "strong substitution")
    none, usual, strong = levels(names, "exports", *BEFORE_THE_BAN)
    assert none < usual < strong
    assert strong > 1.1 * none


@shows(3)
def test_nothing_is_pushed_while_no_door_is_closed():
    names = ("no substitution", "strong substitution")
    before = [level(one, "exports", "2016-01", "2016-03") for one in results(*names)]
    assert before[0] == pytest.approx(before[1])


@shows(9)
def test_foreign_partners_leave_when_exports_end_and_stay_where_they_go_on():
    usual, free = results("usual", "no sanctions")
    assert level(usual, "investors", "2018-12") < 0.4 * level(usual, "investors", "2017-08", "2017-08")
    assert level(free, "investors", "2018-12") > 0.9 * level(free, "investors", "2017-08", "2017-08")


@shows(10)
def test_the_reserve_buffers_the_shock_and_runs_down():
    usual, free = results("usual", "no sanctions")
    soon, late = ("2017-12", "2017-12"), ("2018-12", "2018-12")
    assert level(usual, "import_cover", *soon) > 0.7  # exports are cut by far more
    assert level(usual, "foreign_currency_earned", *soon) < 0.6 * level(
        free, "foreign_currency_earned", *soon
    )
    assert level(usual, "foreign_currency", *late) < 0.7 * level(usual, "foreign_currency", *soon)
    assert level(usual, "import_cover", *late) < level(usual, "import_cover", *soon)
    assert level(free, "import_cover", *late) == 1


@shows(10)
def test_a_poor_treasury_cuts_imports_sooner_and_is_never_overdrawn():
    usual, poor = results("usual", "poor treasury")
    assert level(poor, "import_cover", "2018-12") < level(usual, "import_cover", "2018-12")
    assert float(poor.foreign_currency.min()) >= 0
