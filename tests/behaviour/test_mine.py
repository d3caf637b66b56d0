"""Weather, power, mine and plants, mills, fuel (4 to 8)."""

from __future__ import annotations

import pytest

from tests.behaviour.worlds import durings, level, levels, moved, results, shows

DRY_WINTER = ("2014-11", "2015-01")
HARVEST = ("2017-07", "2017-10")


@shows(4, 5)
def test_a_drought_takes_the_power_and_stops_the_pits():
    dry, wet = results("drought", "no drought")
    assert level(dry, "power_hours", *DRY_WINTER) < 0.4 * level(wet, "power_hours", *DRY_WINTER)
    assert level(dry, "ore_output", *DRY_WINTER) < 0.4 * level(wet, "ore_output", *DRY_WINTER)
    assert level(dry, "mine_idle", *DRY_WINTER) > 0.5 > level(wet, "mine_idle", *DRY_WINTER)


@shows(5)
def test_threshing_takes_current_from_the_mine_even_in_a_wet_year():
    (wet,) = results("no drought")
    assert level(wet, "power_hours", "2014-11", "2014-12") < level(wet, "power_hours", "2014-09", "2014-10")


@shows(4, 17)
def test_the_flood_of_2016_takes_the_next_summers_plots_where_it_was_and_nowhere_else():
    flooded, dry = results("usual", "no flood")
    assert level(flooded, "plot_grain", *HARVEST) < 0.9 * level(dry, "plot_grain", *HARVEST)
    elsewhere = {"place": "Chongjin"}
    assert level(flooded, "plot_grain", *HARVEST, **elsewhere) == pytest.approx(
        level(dry, "plot_grain", *HARVEST, **elsewhere), rel=0.05
    )


@shows(4)
def test_a_poor_harvest_gives_less_from_fields_and_plots():
    poor, good = results("usual", "good harvests")
    assert level(poor, "plot_grain", *HARVEST) < 0.97 * level(good, "plot_grain", *HARVEST)
    in_autumn = ("2017-10", "2017-11")
    assert level(poor, "farm_share", *in_autumn) < 0.97 * level(good, "farm_share", *in_autumn)


@shows(4, 20)
def test_ice_carries_loads_over_the_river_in_winter_only():
    winter, summer = ("2017-01", "2017-02"), ("2016-06", "2016-09")
    on_backs = {"means": "backs"}
    thick, thin = durings(("thick ice", "thin ice"), "smuggled_means", winter, **on_backs)
    assert thick > 1.1 * thin, f"on backs over thick ice {thick:.0f} t a month, over thin {thin:.0f} t"
    thick, thin = durings(("thick ice", "thin ice"), "smuggled_means", summer, **on_backs)
    assert thick == pytest.approx(thin, rel=0.1)


@shows(6)
def test_unsold_ore_piles_up_after_the_ban_until_the_yard_is_full_and_the_pits_stop():
    usual, free, wide = results("usual", "no sanctions", "wide yard")
    assert level(usual, "stockpile", "2018-06") > level(usual, "stockpile", "2017-08", "2017-08")
    assert level(usual, "stockpile", "2018-06") > 1.05 * level(free, "stockpile", "2018-06")
    assert level(usual, "ore_output") < 0.4 * level(free, "ore_output")
    assert level(wide, "stockpile") > 1.3 * level(usual, "stockpile")
    assert level(usual, "mine_idle") > level(free, "mine_idle") + 0.3


@shows(6)
def test_every_gram_of_ore_ends_as_concentrate_or_tailings():
    (usual,) = results("usual")
    ore = moved(usual, "ore_milled")
    concentrate = int(usual.flow_in.sel(flow="concentrate_made of iron_concentrate").sum())
    tailings = int(usual.flow_in.sel(flow="tailings_made").sum())
    assert ore == concentrate + tailings
    assert 0.24 * 0.75 / 0.68 < concentrate / ore < 0.24 * 0.75 / 0.60


@shows(6)
def test_without_exports_there_are_no_spares_and_the_plant_wears():
    usual, free = results("usual", "no sanctions")
    start, end = ("2017-08", "2017-08"), ("2018-12", "2018-12")
    worn = level(usual, "plant_condition", *end) - level(usual, "plant_condition", *start)
    kept = level(free, "plant_condition", *end) - level(free, "plant_condition", *start)
    assert worn < 0
    assert worn < kept


@shows(7)
def test_the_mills_take_a_little_ore_and_stand_almost_still():
    usual, short = results("usual", "no coke")
    at_mills = {"place": "Chongjin"}
    before = ("2016-03", "2016-12")
    assert 0 < level(usual, "domestic_use", *before, **at_mills) < 0.5 * level(usual, "exports", *before)
    assert level(usual, "mill_operating_rate", *before, **at_mills) < 0.5
    assert level(short, "domestic_use", *before, **at_mills) < 0.5 * level(
        usual, "domestic_use", *before, **at_mills
    )


@shows(7, 10)
def test_lost_currency_reaches_the_mills_as_missing_coke():
    usual, free = levels(("usual", "no sanctions"), "mill_operating_rate", place="Chongjin")
    assert usual < 0.9 * free


@shows(8)
def test_the_oil_cap_and_lost_barter_lay_up_the_trucks():
    late = ("2018-07", "2018-12")
    usual, uncapped, free = levels(("usual", "no oil cap", "no sanctions"), "trucks_running", *late)
    assert usual < uncapped <= free
    assert usual < 0.9 * free
