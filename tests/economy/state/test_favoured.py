from types import SimpleNamespace

import pytest

from tests.economy.helpers import (
    Flows,
    Sends,
    day,
    defaults,
    make_household,
    make_person,
    make_place,
    make_state,
)
from tumen.core.roles import Role
from tumen.economy.households import eating
from tumen.economy.state import favoured

PARAM = defaults(favoured)


def morning(cover: float = 1.0, harvest: float = 1.0, **place: float) -> SimpleNamespace:
    """A town's announcements on a day when the centre pays for this share of usual imports."""
    state = make_state(favoured, import_cover=cover)
    town = make_place(favoured, **(dict(harvest=harvest, public_ration=180) | place))
    favoured.spare(state, PARAM)
    favoured.grant(town, state, PARAM)
    return SimpleNamespace(state=state, place=town)


def test_the_first_cuts_spare_soldiers_and_officials() -> None:
    usual, pinched = morning(), morning(cover=0.85)
    assert pinched.state.army_ration == usual.state.army_ration
    assert pinched.state.favoured_ration == usual.state.favoured_ration


def test_then_soldiers_are_hit_and_officials_last() -> None:
    usual, hard, worst = morning(), morning(cover=0.6), morning(cover=0.3)
    assert hard.state.army_ration < usual.state.army_ration
    assert hard.state.favoured_ration == usual.state.favoured_ration
    assert worst.state.favoured_ration < usual.state.favoured_ration
    assert worst.state.army_ration < hard.state.army_ration


@pytest.mark.parametrize("cover", [1.0, 0.7, 0.4, 0.1])
def test_a_soldier_never_keeps_a_larger_part_than_an_official(cover: float) -> None:
    state = morning(cover).state
    assert state.army_ration <= state.favoured_ration


def test_a_poor_harvest_is_felt_by_the_favoured_too() -> None:
    assert morning(harvest=0.8).place.soldier_ration < morning().place.soldier_ration


def test_the_favoured_get_what_goes_beyond_the_public_ration() -> None:
    place = morning(public_ration=100).place
    assert place.official_ration == pytest.approx(0.75 * 700 - 100, abs=1)
    assert morning(public_ration=600).place.official_ration == 0


def test_the_centre_feeds_the_workers_of_its_own_places() -> None:
    assert morning(favoured=1.0).place.capital_ration == morning().place.official_ration > 0
    assert morning().place.capital_ration == 0


def fetched(**household: int) -> int:
    place, flow, send = morning().place, Flows(), Sends()
    place.capital_ration = 0
    home = make_household(favoured, **(dict(state_workers=1) | household))
    favoured.fetch(home, place, flow, send)
    assert flow["favoured_grain"] == send["rations_given"] == home.favoured_today
    return home.favoured_today


def test_only_households_of_soldiers_and_officials_fetch_it() -> None:
    assert fetched() == 0
    assert fetched(soldiers=1) > 0
    assert fetched(officials=2) == 2 * fetched(officials=1) > 0


@pytest.mark.parametrize(
    ("role", "soldiers", "officials"),
    [
        (Role.SOLDIER, 1, 0),
        (Role.OFFICIAL, 0, 1),
        (Role.SECURITY, 0, 1),
        (Role.GUARD, 0, 1),
        (Role.MINER, 0, 0),
    ],
)
def test_who_counts_as_what(role: Role, soldiers: int, officials: int) -> None:
    household = make_household(favoured)
    favoured.enlist(make_person(role=role), household)
    assert (household.soldiers, household.officials) == (soldiers, officials)


def test_soldiers_go_hungry_when_the_centre_can_pay_for_little() -> None:
    def eaten(cover: float) -> float:
        place = morning(cover, public_ration=0).place
        home = make_household(favoured, eating, soldiers=1, won=0, yuan=0, equivalents=1.0, grain_need=506)
        home.state_workers = home.ration_today = home.grain = 0
        beliefs = defaults(eating)
        for number in range(60):
            flow = Flows()
            favoured.fetch(home, place, flow, Sends())
            home.grain += flow["favoured_grain"]
            eating.plan(home, place, make_state(), day(number), beliefs)
            eating.eat(home, place, beliefs, Flows(eating, household=home), Sends())
        return home.energy

    assert eaten(1.0) > eaten(0.3)


def test_each_group_is_asked_once_a_week_what_it_ate() -> None:
    home = make_household(favoured, id=0, soldiers=1, equivalents=3.0, energy=1_900, company_mouths=0, farm=1)
    send = Sends()
    for number in range(7):
        favoured.ask(home, day(number), make_place(), send)
    assert send["kcal_soldiers"] / send["fed_soldiers"] * 100 == 1_900
    assert send["fed_soldiers"] == send["fed_farmers"] == 300
    assert send["fed_miners"] == send["fed_officials"] == 0
