"""What bundled policies do: each against the same world without it, with the same luck."""

from __future__ import annotations

from functools import cache

import pytest
import xarray as xr

from tests.behaviour.worlds import World, during, level, shortened
from tumen.engine.dataset import audit
from tumen.engine.kernel import default_model
from tumen.policies import AS_IT_HAPPENED, apply, load
from tumen.runs.run import simulate

SHARES = {"musan": 0.004, "hyesan-scrap": 0.01}
FULL_BAN = ("2017-07-01", "2018-06-30")
FIRST_BAN = ("2016-01-01", "2016-12-31")
SCRAP = ("2007-07-01", "2008-06-30")

SHUT = ("2017-10", "2018-06")
"""Months wholly under the full ban; textiles still clear until December."""
ALL_SHUT = ("2018-01", "2018-06")


@cache
def under(
    policy: str,
    window: tuple[str, str] = FULL_BAN,
    scenario: str = "musan",
    settings: tuple[tuple[str, float], ...] = (),
) -> xr.Dataset:
    """A year of a bundled scenario under a bundled policy."""
    catalog = default_model().catalog
    world = World(window, dict(settings), lambda one: apply(load(policy), one, catalog), scenario)
    done = simulate(shortened(world), people_share=SHARES[scenario], end=window[1], settings=world.settings)
    dataset = done.to_xarray()
    assert [row for row in audit(dataset) if row["imbalance"]] == [], "the books do not close"
    return dataset.isel(run=0)


def asked(policy: str, window: tuple[str, str], place: str = "Musan") -> list[str]:
    """Months in which homes are asked to support a mine."""
    order = under(policy, window).support_order.sel(place=place)
    return [str(month)[:7] for month in order.time.values[order.values > 0]]


def test_the_order_to_support_the_mine_comes_in_february_2018_and_not_without_the_ban():
    assert asked(AS_IT_HAPPENED, FULL_BAN) == [f"2018-{month:02}" for month in range(2, 7)]
    assert asked("no-2371", FULL_BAN) == []


def test_the_order_comes_in_autumn_2016_where_the_ban_came_in_spring():
    assert asked(AS_IT_HAPPENED, FIRST_BAN) == []
    assert asked("full-ban-2016", FIRST_BAN)[0] == "2016-09"


def test_exports_go_on_where_the_exemption_stays_and_end_where_it_was_never_given():
    assert level(under("no-2371"), "exports", *SHUT) > 100 * (
        1 + level(under(AS_IT_HAPPENED), "exports", *SHUT)
    )
    early = under("full-ban-2016", FIRST_BAN)
    assert level(early, "exports", "2016-01", "2016-03") > 0
    assert level(early, "exports", "2016-05", "2016-12") == 0


def test_food_aid_raises_what_people_eat():
    aided, alone = under("food-aid"), under(AS_IT_HAPPENED)
    assert level(aided, "energy", *ALL_SHUT) > level(alone, "energy", *ALL_SHUT) + 20
    assert level(aided, "donated", *ALL_SHUT) > 0 == level(alone, "donated", *ALL_SHUT)
    assert level(aided, "donated", "2017-07", "2017-09") == 0


def test_where_levies_are_forbidden_nobody_asks_and_nobody_pays():
    free, usual = under("no-levies"), under(AS_IT_HAPPENED)
    for name in ("levy_ordered", "levy_paid", "levy_pocketed"):
        assert float(free[name].max()) == 0, name
        assert level(usual, name) > 0, name


@pytest.mark.parametrize(("window", "scenario"), [(FULL_BAN, "musan"), (SCRAP, "hyesan-scrap")])
def test_licences_lower_bribes_and_arrests_of_those_who_carry(window, scenario):
    licensed, usual = under("small-licences", window, scenario), under(AS_IT_HAPPENED, window, scenario)
    months = (window[0][:7], window[1][:7])
    for name in ("bribes", "carriers_caught"):
        assert during(licensed, name, *months) < 0.8 * during(usual, name, *months), name
    assert during(licensed, "arrests", *months) < during(usual, "arrests", *months)


def test_a_closed_border_stops_exports_and_smuggling():
    shut, usual = under("border-closed"), under(AS_IT_HAPPENED)
    for name in ("exports", "smuggled", "carrier_runs", "bribes"):
        assert during(shut, name, *SHUT) == 0, name
        assert during(shut, name, "2017-07", "2017-08") == during(usual, name, "2017-07", "2017-08") > 0, name
        assert during(usual, name, *SHUT) > 0, name


def test_barter_of_ore_for_food_brings_grain():
    bartering, usual = under("food-for-ore"), under(AS_IT_HAPPENED)
    assert level(bartering, "barter_grain", *ALL_SHUT) > 100 * (1 + level(usual, "barter_grain", *ALL_SHUT))
    assert level(bartering, "ration", *ALL_SHUT) > level(usual, "ration", *ALL_SHUT)


def test_barter_of_ore_for_food_brings_no_currency_nor_anything_but_food():
    bartering, usual = under("food-for-ore"), under(AS_IT_HAPPENED)
    for flow in ("export_cash", "barter_fuel", "barter_consumer_goods"):
        assert came_in(usual, flow) == 0
        assert came_in(bartering, flow) <= ROUNDING * came_in(bartering, "barter_grain"), flow


ROUNDING = 1e-6


def came_in(dataset: xr.Dataset, flow: str) -> int:
    """Units that a flow moved since all trade was barred."""
    return int(dataset.flow_out.sel(flow=flow, time=slice(*ALL_SHUT)).sum())


def test_stopping_ships_changes_nothing_where_nobody_smuggles_for_the_state():
    assert under("sea-interdiction").equals(under(AS_IT_HAPPENED))


@pytest.mark.parametrize(("place", "by_sea"), [("Chongjin", True), ("Rason", False)])
def test_stopping_ships_lowers_what_the_state_smuggles_by_sea_alone(place, by_sea):
    smuggling = (("state_smuggling", 1.0),)
    stopped, usual = (
        under(name, settings=smuggling).smuggled_by_state.sel(place=place, time=slice(*ALL_SHUT)).sum()
        for name in ("sea-interdiction", AS_IT_HAPPENED)
    )
    assert usual > 0
    if by_sea:
        assert float(stopped) == pytest.approx(0.2 * float(usual), rel=0.05)
    else:
        assert float(stopped) == float(usual)


def test_stopping_ships_lowers_what_the_country_earns_so():
    smuggling = (("state_smuggling", 1.0),)
    stopped, usual = (
        float(under(name, settings=smuggling).state_smuggling_abroad.sel(time=slice(*ALL_SHUT)).sum())
        for name in ("sea-interdiction", AS_IT_HAPPENED)
    )
    assert stopped < 0.5 * usual


def test_where_the_centre_smuggles_barred_goods_leave_and_earn():
    official, usual = under("state-smuggling"), under(AS_IT_HAPPENED)
    assert during(usual, "smuggled_by_state", *SHUT) == 0 < during(official, "smuggled_by_state", *SHUT)
    assert during(official, "smuggled_by_state", "2017-07", "2017-08") == 0


def test_without_the_campaign_more_scrap_crosses():
    spring = ("2008-03", "2008-06")
    let_be, pressed = (
        under("no-campaign", SCRAP, "hyesan-scrap"),
        under(AS_IT_HAPPENED, SCRAP, "hyesan-scrap"),
    )
    assert during(let_be, "smuggled", *spring) > during(pressed, "smuggled", *spring)
    assert during(let_be, "smuggled", "2007-07", "2008-02") == during(
        pressed, "smuggled", "2007-07", "2008-02"
    )


def test_customs_that_look_away_let_exports_by_and_strict_police_lower_what_buyers_take():
    lax, usual, strict = (under(name) for name in ("lax-customs", AS_IT_HAPPENED, "strict-customs"))
    assert level(lax, "exports", *ALL_SHUT) > 0 == level(usual, "exports", *ALL_SHUT)
    assert during(strict, "smuggled", *SHUT) < during(usual, "smuggled", *SHUT)
