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
    make_site,
)
from tumen.core.roles import SiteKind
from tumen.economy.state import rations

STATE = SimpleNamespace(import_cover=1.0)


def mine_town(granary: int, **changed: float) -> SimpleNamespace:
    base = dict(granary=granary, residents=4_000, ration_heads=1_000, ration_workers=500, harvest=1.0)
    return make_place(rations, **(base | changed))


def announced(place: SimpleNamespace, **param: float) -> SimpleNamespace:
    rations.announce(place, STATE, defaults(rations, central_relief=0, **param))
    return place


def test_a_full_granary_gives_miners_families_the_norm():
    assert announced(mine_town(50_000_000)).ration == 500


@pytest.mark.parametrize("granary", [0, 999, 1_000_000, 8_000_000, 30_000_000, 10**9])
@pytest.mark.parametrize("relief", [0, 150])
def test_what_is_announced_never_exceeds_the_granary(granary: int, relief: int):
    place = mine_town(granary)
    rations.announce(place, STATE, defaults(rations, central_relief=relief))
    asked = place.ration * 1_000 + place.worker_ration * 500 + place.relief_ration * 4_000
    assert asked <= granary


def test_relief_is_there_for_those_who_came_home_from_custody_last_night():
    place = mine_town(1_000_000, mouths=3_600)  # 400 were away when supper was counted
    rations.announce(place, STATE, defaults(rations, central_relief=300))
    assert 0 < place.relief_ration * place.residents <= 1_000_000


def test_rations_end_some_months_after_the_trucks_stop_and_return_when_the_granary_is_full():
    place, days = mine_town(45_000_000), 0
    while not announced(place).suspended:
        place.granary -= place.ration * 1_000 + place.worker_ration * 500
        days += 1
    assert 60 < days < 200
    place.granary = 9_000_000
    assert announced(place).ration == 0
    place.granary = 11_000_000
    assert announced(place).ration > 0


def test_others_eat_from_the_granary_only_when_it_holds_plenty_or_the_miners_do_not():
    assert announced(mine_town(20_000_000)).worker_ration == 0
    assert announced(mine_town(2_000_000)).worker_ration > 0
    assert announced(mine_town(45_000_000)).worker_ration > 0


def test_a_poor_harvest_cuts_the_public_ration():
    assert announced(mine_town(0, harvest=0.8)).public_ration < announced(mine_town(0)).public_ration


def collected(household: SimpleNamespace, **place: int) -> Flows:
    flow = Flows()
    rations.collect(household, make_place(rations, **place), defaults(rations), day(1), flow, Sends())
    return flow


def test_a_miners_family_is_fed_whole_and_a_workers_is_fed_for_one():
    miners = make_household(rations, company_mouths=4, state_workers=1)
    assert collected(miners, ration=500, public_ration=180).moved == {"ration": 2_000}
    workers = make_household(rations, state_workers=1)
    assert collected(workers, ration=500, public_ration=180).moved == {"public_ration": 180}


def test_a_miner_without_his_own_ration_gets_the_public_one():
    miners = make_household(rations, company_mouths=4, state_workers=1)
    assert collected(miners, ration=0, public_ration=180)["public_ration"] == 180


def test_the_register_lists_those_on_the_books():
    household, today = make_household(rations), day(15)
    rations.read_register(make_person(registered=1), household, make_site(kind=SiteKind.MINE), today)
    assert (household.company_mouths, household.state_workers) == (4, 1)
    left = make_household(rations)
    rations.read_register(make_person(registered=0), left, make_site(kind=SiteKind.MINE), today)
    assert (left.company_mouths, left.state_workers) == (0, 0)


def test_the_queue_of_tomorrow_is_those_on_the_list_tonight():
    send = Sends()
    rations.queue(make_household(rations, company_mouths=4, state_workers=2), make_place(rations), send)
    assert send.sent == {"ration_heads": 4}


def test_days_without_rations_are_counted_where_there_are_miners():
    place = make_place(rations, ration_heads=10, days_without_ration=3)
    rations.count_days(place)
    assert place.days_without_ration == 4
    place.ration = 200
    rations.count_days(place)
    assert place.days_without_ration == 0
