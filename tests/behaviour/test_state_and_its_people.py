"""Rations, wages, levies, attendance and leaving (11 to 15)."""

from __future__ import annotations

import pytest

from tests.behaviour.worlds import level, levels, moved, results, shows

ORDER = ("2018-02", "2018-07")
AFTER_ORDER = ("2018-08", "2018-12")
BEFORE_THE_BAN = ("2016-05", "2017-08")


@shows(11)
def test_rations_end_some_time_after_exports_end_and_go_on_where_they_go_on():
    usual, free = results("usual", "no iron ban")
    assert level(usual, "ration", "2017-09", "2017-09") > 100  # the granary carries them for a while
    assert level(usual, "ration", "2018-07", "2018-12") == 0
    assert level(usual, "months_without_ration", "2018-12") > 4
    assert level(free, "ration", "2018-07", "2018-12") > 300


@shows(11)
def test_relief_from_the_centre_feeds_the_town_and_costs_currency():
    fed, unfed = results("relief", "usual")
    assert level(fed, "two_meals") < 0.5 * level(unfed, "two_meals")
    assert level(fed, "energy") > level(unfed, "energy")
    assert level(fed, "foreign_currency", "2018-12") < level(unfed, "foreign_currency", "2018-12")
    assert level(fed, "rice_price") < 0.98 * level(unfed, "rice_price")


@shows(12)
def test_wages_are_goods_while_exports_run_and_fall_to_a_nominal_sum_of_cash():
    usual, free = results("usual", "no sanctions")
    assert level(usual, "wage_paid", *BEFORE_THE_BAN) > 1.5 * level(usual, "wage_paid_cash", *BEFORE_THE_BAN)
    assert level(usual, "wage_paid") < 0.5 * level(free, "wage_paid")
    assert level(usual, "wage_paid") == pytest.approx(level(usual, "wage_paid_cash"), rel=0.05)


@shows(13)
def test_the_order_of_february_2018_asks_for_more_than_people_give():
    ordered, usual_levies = results("usual", "no order")
    assert level(ordered, "levy_ordered", *ORDER) > 1.5 * level(usual_levies, "levy_ordered", *ORDER)
    assert level(ordered, "levy_paid", *ORDER) > level(usual_levies, "levy_paid", *ORDER)
    assert level(ordered, "levy_compliance", *ORDER) < level(usual_levies, "levy_compliance", *ORDER) - 0.02
    before = level(ordered, "levy_compliance", "2017-01", "2017-08")
    assert level(ordered, "levy_compliance", *ORDER) < before


@shows(13, 37)
def test_what_is_pocketed_lowers_trust_and_the_next_compliance():
    clean, dirty = results("none pocketed", "most pocketed")
    assert level(clean, "levy_pocketed") == 0 < level(dirty, "levy_pocketed")
    assert level(dirty, "trust", *AFTER_ORDER) < level(clean, "trust", *AFTER_ORDER) - 0.05
    assert level(dirty, "levy_compliance", *AFTER_ORDER) < level(clean, "levy_compliance", *AFTER_ORDER)


@shows(13, 37)
def test_where_nothing_is_pocketed_trust_does_not_fall_because_of_a_levy():
    ordered, usual_levies = levels(("honest order", "honest, no order"), "trust", *AFTER_ORDER)
    assert ordered == pytest.approx(usual_levies, abs=0.005)
    pocketed, not_ordered = levels(("usual", "no order"), "trust", *AFTER_ORDER)
    assert pocketed < not_ordered - 0.01


@shows(13)
def test_every_won_of_a_levy_is_pocketed_or_passed_on():
    (usual,) = results("usual")
    assert moved(usual, "levy_paid") == pytest.approx(
        moved(usual, "levy_pocketed") + moved(usual, "levy_remitted"), rel=1e-6
    )


@shows(14)
def test_where_there_is_no_work_workers_sign_in_and_leave():
    usual, free = results("usual", "no sanctions")
    assert level(usual, "sign_in_and_leave") > 3 * level(free, "sign_in_and_leave")
    assert level(usual, "attendance") < level(free, "attendance") - 0.05


@shows(14)
def test_a_stricter_check_keeps_men_at_an_idle_mine():
    strict, usual = results("strict sheet", "usual")
    assert level(strict, "sign_in_and_leave") < 0.5 * level(usual, "sign_in_and_leave")
    assert level(strict, "attendance") > level(usual, "attendance")


@shows(14)
def test_fewer_buy_their_absence_the_dearer_it_is():
    names = ("cheap absence", "usual", "dear absence")
    cheap, usual, dear = levels(names, "paid_absence", *BEFORE_THE_BAN)
    assert cheap > usual > dear
    assert cheap > 1.3 * dear


@shows(14)
def test_paid_absence_ends_with_the_cash_that_bought_it():
    usual, free = levels(("usual", "no sanctions"), "paid_absence")
    assert usual < 0.7 * free


@shows(14, 37)
def test_absences_punished_with_the_camp_are_seen_and_feared_and_then_fewer():
    seen, unseen = results("harsh camp", "harsh camp, unseen")
    assert level(unseen, "sent_to_camp") > 0
    assert level(seen, "fear") > level(unseen, "fear") + 0.1
    assert level(seen, "absence") < level(unseen, "absence")


@shows(15)
def test_workers_leave_the_mine_after_long_months_without_the_usual_pay():
    usual, free = results("usual", "no sanctions")
    assert level(usual, "leavers") > level(free, "leavers")
    assert level(usual, "workforce", "2018-12") < 0.99 * level(free, "workforce", "2018-12")
    assert level(usual, "leavers", "2016-01", "2017-08") < 0.5 * level(usual, "leavers")
