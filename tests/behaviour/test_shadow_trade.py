"""Theft, gangs, advances, units, state smuggling, guards, buyers, goods (24 to 31)."""

from __future__ import annotations

import numpy as np
import pytest

from tests.behaviour.worlds import during, durings, results, shows

BOOM = ("2007-07", "2008-02")
ORDER = ("2008-03", "2008-08")
FIRST_MONTH = ("2008-03", "2008-03")
BANNED = ("2017-01", "2018-12")


# ---------------------------------------------------------------- 24 theft


@shows(24)
def test_idle_plant_is_stripped_towards_its_walls_and_gives_no_more_than_it_held():
    (walls,) = results("to the walls")
    left = walls.plant_left.sel(place="Hyesan").values
    assert left[-1] < 0.35, f"of Hyesan's plant {left[-1]:.0%} stands after 18 months of theft"
    at = {"place": "Hyesan", "commodity": "copper"}
    metal, lost = walls.plant_metal.sel(**at).values, walls.plant_metal_lost.sel(**at).values
    assert metal[0] - metal[-1] == pytest.approx(lost[1:].sum(), rel=1e-6)


@shows(24)
def test_a_ban_that_leaves_hands_idle_brings_thieves_and_strips_the_plant():
    banned, free = results("zinc", "no zinc ban")
    for name, least in (("thieves", 1.4), ("plant_metal_lost", 1.5)):
        with_ban, without = (
            during(one, name, "2018-01", "2018-12", place="Tanchon") for one in (banned, free)
        )
        assert with_ban > least * without, (
            f"{name} under the ban: {with_ban:.0f} against {without:.0f} without"
        )


# ---------------------------------------------------------------- 25 brokers and gangs


@shows(25)
def test_small_lots_are_pooled_until_they_fill_trucks():
    (boom,) = results("crackdown")
    loads = during(boom, "truck_loads", *BOOM)
    tonnes = during(boom, "smuggled_means", *BOOM, means="trucks")
    assert loads > 20
    assert 3 < tonnes / loads <= 6, f"a gang's truck carries {tonnes / loads:.1f} t of its 6"


@shows(25)
def test_gangs_learn_as_profit_allows():
    let_be, pressed = results("buyers let be", "buyers pressed")
    profit = [during(one, "broker_profit", *BOOM) for one in (let_be, pressed)]
    skill = [during(one, "gang_skill", "2008-02", "2008-02") for one in (let_be, pressed)]
    assert profit[0] > 2 * profit[1]
    assert skill[0] > 1.2 * skill[1], (
        f"skill {skill[0]:.2f} where brokers earn, {skill[1]:.2f} where they do not"
    )


@shows(25, 33)
def test_an_arrest_that_rolls_up_a_cell_takes_trucks_from_the_gang():
    little, much = results("cells know little", "cells know much")
    for name in ("gang_skill", "truck_loads"):
        kept, lost = (during(one, name, *ORDER) for one in (little, much))
        assert lost < 0.6 * kept, (
            f"{name} where cells know little {kept:.2f}, where they know much {lost:.2f}"
        )


# ---------------------------------------------------------------- 26 advances


@shows(26)
def test_money_paid_ahead_makes_thieves():
    none, many = results("no advances", "many advances")
    assert during(none, "advances_paid", *BANNED) == 0 < during(many, "advances_paid", *BANNED)
    thieves = [during(one, "thieves", *BANNED) for one in (none, many)]
    assert thieves[1] > 1.1 * thieves[0], (
        f"thieves a day without advances {thieves[0]:.0f}, with {thieves[1]:.0f}"
    )


@shows(26)
def test_an_advance_binds_the_thief():
    bound, free = results("advances that bind", "advances that do not")
    thieves = [during(one, "thieves", *BANNED) for one in (bound, free)]
    owed = [during(one, "advances_owed", *BANNED) for one in (bound, free)]
    assert thieves[0] > 1.3 * thieves[1], "debt to a buyer does not hold thieves to stealing"
    assert owed[0] < 0.7 * owed[1], "who goes on stealing works off more of what he owes"


# ---------------------------------------------------------------- 27 units


@shows(27, 38)
def test_a_hungry_army_sends_more_trucks_for_scrap():
    fed, hungry = results("army fed", "army hungry")
    eaten = [during(one, "energy_soldiers", *BOOM) for one in (fed, hungry)]
    loads = [during(one, "unit_loads", *BOOM) for one in (fed, hungry)]
    shared = [during(one, "income_units", *BOOM) for one in (fed, hungry)]
    assert eaten[1] < eaten[0] - 20
    assert loads[1] > 1.5 * loads[0], f"unit loads a month: fed {loads[0]:.0f}, hungry {loads[1]:.0f}"
    assert shared[1] > 1.2 * shared[0], "soldiers' families see nothing of it"


@shows(27)
def test_units_buy_inland_where_no_carrier_goes_and_sell_at_the_border():
    (boom,) = results("crackdown")
    inland = {"place": "Kapsan"}
    assert during(boom, "carrier_runs", *BOOM, **inland) == 0
    assert during(boom, "smuggled_means", *BOOM, means="unit", **inland) > 20


# ---------------------------------------------------------------- 28 state smuggling


@shows(28)
def test_the_centre_smuggles_nothing_unless_it_is_opened():
    off, on = results("usual", "state smuggling")
    assert float(off.smuggled_by_state.sum()) == 0
    assert during(on, "smuggled_by_state", "2018-01", "2018-12", commodity="iron_concentrate") > 100
    dollars = [during(one, "foreign_currency", "2018-12", "2018-12") for one in (off, on)]
    assert dollars[1] > dollars[0], "the centre earns nothing by it"


# ---------------------------------------------------------------- 29 guards


@shows(29)
def test_bribes_rise_with_punishment():
    crackdown, usual, heavier = results("crackdown", "no crackdown", "heavier penalty")
    for name in ("bribe_load", "truck_bribe", "crossing_fee"):
        asked = [during(one, name, *ORDER) for one in (crackdown, usual)]
        assert asked[0] > 3 * asked[1], f"{name} in the crackdown {asked[0]:.0f}, without {asked[1]:.0f} CNY"
    assert during(heavier, "bribe_load", *BOOM) > 1.5 * during(crackdown, "bribe_load", *BOOM)


@shows(29)
def test_a_crackdown_that_relies_on_bought_guards_fails():
    cheap, dear = results("guards cheaply bought", "guards dearly bought")
    bought = [during(one, "guard_complicity", *ORDER) for one in (cheap, dear)]
    watch = [during(one, "crossing_watch", *ORDER) for one in (cheap, dear)]
    through = [during(one, "smuggled", *ORDER) for one in (cheap, dear)]
    assert bought[0] > bought[1] + 0.3
    assert watch[0] < 0.8 * watch[1], f"watch kept by bought guards {watch[0]:.2f}, by others {watch[1]:.2f}"
    assert through[0] > 1.01 * through[1], "bought guards let no more through"


@shows(29)
def test_a_purge_resets_complicity_and_the_river_buys_the_new_guards_in_time():
    purged, kept = results("guards purged", "crackdown")
    series = [one.guard_complicity.sel(crossing="Hyesan-Changbai") for one in (purged, kept)]
    gap = [
        float(series[1].sel(time=m).item() - series[0].sel(time=m).item())
        for m in ("2008-01", "2008-03", "2008-12")
    ]
    assert gap[0] == 0
    before = float(series[1].sel(time="2008-03").item())
    assert gap[1] > 0.3 * before, (
        f"two months of purge lower complicity from {before:.2f} by {gap[1]:.2f} only"
    )
    assert gap[2] < 0.3 * gap[1], "new guards are not bought in the end"


# ---------------------------------------------------------------- 30 buyers


@shows(30)
def test_police_beyond_the_border_lower_the_price_and_the_loads_that_find_a_buyer():
    let_be, pressed = results("buyers let be", "buyers pressed")
    for commodity in ("scrap", "copper"):
        price = [during(one, "buyer_price", *BOOM, commodity=commodity) for one in (let_be, pressed)]
        assert price[1] < 0.6 * price[0], f"{commodity}: {price[1]:.1f} pressed, {price[0]:.1f} CNY/kg let be"
    loads = [during(one, "smuggled", *BOOM) for one in (let_be, pressed)]
    assert loads[1] < 0.7 * loads[0]


@shows(30)
def test_a_crackdown_on_the_near_bank_raises_what_buyers_pay():
    crackdown, usual = durings(("crackdown", "no crackdown"), "buyer_price", ORDER, commodity="scrap")
    assert crackdown > 1.05 * usual, f"scrap {crackdown:.2f} in the crackdown, {usual:.2f} CNY/kg without"


# ---------------------------------------------------------------- 31 several goods


@shows(31)
def test_copper_is_worth_many_times_its_weight_in_iron():
    (usual,) = results("usual")
    price = {
        good: during(usual, "buyer_price", *BANNED, commodity=good)
        for good in ("iron_concentrate", "scrap", "zinc", "copper")
    }
    assert price["iron_concentrate"] < price["scrap"] < price["zinc"] < price["copper"]
    assert 0.1 < price["iron_concentrate"] < 0.5
    assert price["copper"] > 20 * price["iron_concentrate"]


@shows(31)
def test_a_ban_on_one_good_leaves_the_others():
    banned, free = results("zinc", "no zinc ban")
    exports = {
        good: [during(one, "exports", *BANNED, commodity=good) for one in (banned, free)]
        for good in ("zinc_concentrate", "copper_concentrate", "magnesia")
    }
    assert exports["zinc_concentrate"][0] == 0 < exports["zinc_concentrate"][1]
    assert exports["copper_concentrate"] == [0, 0], "copper has a ban of its own"
    before = [during(one, "exports", "2017-01", "2017-12", commodity="magnesia") for one in (banned, free)]
    assert before[0] == pytest.approx(before[1], rel=0.2) and before[0] > 0
    assert np.allclose(
        [during(one, "exports", "2018-03", "2018-12", commodity="magnesia") for one in (banned, free)], 0
    )


@shows(31)
def test_every_smuggled_metal_of_the_plants_crosses_by_weight_of_what_was_in_them():
    (boom,) = results("crackdown")
    crossed = {
        g: during(boom, "smuggled_commodity", *BOOM, commodity=g)
        for g in ("scrap", "copper", "aluminium", "lead", "nickel")
    }
    assert all(tonnes > 0 for tonnes in crossed.values()), crossed
    assert crossed["scrap"] > 20 * crossed["copper"] > 20 * crossed["nickel"]
