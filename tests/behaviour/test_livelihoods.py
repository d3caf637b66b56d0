"""Livelihoods, market and eating, smuggling and who looks away (16 to 23, 32)."""

from __future__ import annotations

from tests.behaviour.worlds import level, levels, results, shows


@shows(16)
def test_lost_wages_are_lost_trade_for_the_neighbours():
    usual, free = results("usual", "no iron ban")
    assert level(usual, "spending") < 0.7 * level(free, "spending")
    assert level(usual, "trade_return") < 0.9 * level(free, "trade_return")
    assert level(usual, "income_trade") < 0.9 * level(free, "income_trade")


@shows(17)
def test_plots_give_from_midsummer_to_autumn_and_nothing_in_winter():
    (usual,) = results("usual")
    assert level(usual, "plot_grain", "2017-08", "2017-10") > 10 * level(
        usual, "plot_grain", "2017-01", "2017-02"
    )


@shows(18)
def test_an_order_to_give_sends_people_to_the_river_for_scrap():
    ordered, usual_levies = results("heavy order", "no order")
    span = ("2017-10", "2018-12")
    searching = [level(one, "adults_collect", *span) for one in (ordered, usual_levies)]
    assert searching[0] > 1.05 * searching[1], (
        f"collectors with the order {searching[0]:.0f}, without {searching[1]:.0f}"
    )
    assert level(ordered, "scrap_collected", *span) > 1.02 * level(usual_levies, "scrap_collected", *span)


@shows(18, 24)
def test_iron_stolen_from_idle_plant_spoils_what_collectors_are_paid():
    usual, free = results("usual", "no sanctions")
    stolen = [level(one, "plant_metal_lost", commodity="scrap") for one in (usual, free)]
    bid = [level(one, "broker_bid", commodity="scrap") for one in (usual, free)]
    assert stolen[0] > 3 * stolen[1]
    assert bid[0] < 0.5 * bid[1]
    assert level(usual, "income_scrap") < 0.5 * level(free, "income_scrap")


@shows(19)
def test_hunger_makes_thieves_and_relief_makes_fewer_under_the_same_policing():
    hungry, fed = results("strict policing", "relief, strict policing")
    stolen = {"first": "2018-03", "last": "2018-12"}
    assert level(hungry, "hunger", **stolen) > level(fed, "hunger", **stolen)
    crimes = [
        level(one, "adults_pilfer", **stolen) + level(one, "adults_carry", **stolen) for one in (hungry, fed)
    ]
    assert crimes[0] > crimes[1]


@shows(19)
def test_a_watched_yard_has_fewer_thieves_and_loses_less():
    span = ("2016-06", "2018-12")
    thieves = levels(("watched yard", "usual"), "thieves", *span)
    stolen = levels(("watched yard", "usual"), "concentrate_stolen", *span)
    assert thieves[0] < 0.9 * thieves[1], (
        f"thieves a day where watched {thieves[0]:.0f}, usual {thieves[1]:.0f}"
    )
    assert stolen[0] < 0.98 * stolen[1]


@shows(19, 20)
def test_where_exports_and_rations_are_kept_there_is_little_theft():
    usual, free = results("usual", "no sanctions")
    assert level(free, "thieves") < 0.04 * level(free, "workforce")
    assert level(free, "thieves") < 0.3 * level(usual, "thieves")


@shows(20)
def test_lost_exports_and_relaxed_policing_raise_individual_smuggling():
    relaxed, strict, free = results("usual", "strict policing", "no sanctions")
    assert level(relaxed, "private_enforcement_felt") < 0.9 * level(strict, "private_enforcement_felt")
    assert level(relaxed, "smuggled") > 1.1 * level(free, "smuggled")
    assert level(relaxed, "smuggled") > 1.05 * level(strict, "smuggled")
    assert level(relaxed, "adults_carry") > level(free, "adults_carry")


@shows(20)
def test_without_an_open_border_nothing_is_smuggled():
    shut, open_ = results("closed border", "usual")
    everywhere = {"place": None}
    assert level(shut, "smuggled", "2017-11", **everywhere) == 0
    assert level(shut, "income_smuggling", "2017-11", **everywhere) == 0
    assert level(open_, "smuggled", "2017-11", **everywhere) > 0
    assert level(shut, "smuggled", "2016-03", "2016-12", **everywhere) > 0


@shows(21)
def test_the_state_job_is_worth_its_pay_and_its_ration():
    usual, free, paid = results("usual", "no sanctions", "better cash wage")
    assert level(usual, "mine_job_return") < 0.6 * level(free, "mine_job_return")
    assert level(usual, "adults_state_job") < 0.97 * level(free, "adults_state_job")
    assert level(usual, "adults_state_job") < level(paid, "adults_state_job")


@shows(22)
def test_a_closed_border_moves_the_grain_price_by_more_than_lost_exports_do():
    banned, shut, free = results("usual", "closed border", "no sanctions")
    for place in ("Musan", "Chongjin"):
        span = ("2018-03", "2018-12", place)
        by_the_ban = abs(level(banned, "grain_price", *span) - level(free, "grain_price", *span))
        by_the_border = level(shut, "grain_price", *span) - level(free, "grain_price", *span)
        assert by_the_border > 1.2 * by_the_ban


@shows(22)
def test_grain_is_cheapest_after_the_harvest_and_dearest_before_it():
    (usual,) = results("no sanctions")
    for year in ("2016", "2017", "2018"):
        assert level(usual, "grain_price", f"{year}-06", f"{year}-07") > level(
            usual, "grain_price", f"{year}-10", f"{year}-11"
        )


@shows(22, 23)
def test_the_cash_poor_turn_to_maize_and_then_cut_to_two_meals():
    usual, free = results("usual", "no iron ban")
    assert level(usual, "household_cash") < 0.8 * level(free, "household_cash")
    assert level(usual, "maize_share") > level(free, "maize_share") + 0.03
    assert level(usual, "two_meals") > 1.5 * level(free, "two_meals")


@shows(23)
def test_savings_go_first_and_hunger_comes_last():
    usual, free = results("usual", "no sanctions")
    soon, late = ("2017-11", "2017-12"), ("2018-09", "2018-12")
    gap = {when: level(free, "energy", *when) - level(usual, "energy", *when) for when in (soon, late)}
    assert gap[late] > gap[soon]
    assert gap[late] > 50
    assert level(usual, "person_days_below_1800") > 1.5 * level(free, "person_days_below_1800")


@shows(16, 23)
def test_hardship_is_lost_cash_and_rations_more_than_dearer_grain():
    usual, free = results("usual", "no iron ban")
    dearer = level(usual, "grain_price") / level(free, "grain_price")
    poorer = level(free, "spending") / level(usual, "spending")
    assert poorer > 1.3
    assert dearer < poorer


@shows(37)
def test_unkept_rations_and_hunger_wear_trust_down_slowly():
    usual, free = results("usual", "no sanctions")
    soon, late = ("2017-10", "2017-10"), ("2018-12", "2018-12")
    lost = {when: level(free, "trust", *when) - level(usual, "trust", *when) for when in (soon, late)}
    assert lost[soon] < lost[late]
    assert lost[late] > 0.03
