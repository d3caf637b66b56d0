from tests.economy.helpers import Flows, day, defaults, make_household, make_place
from tumen.economy.state import farm_share


def shared(flood: float = 0.0, harvest: float = 1.0, farm: int = 1, days: int = 366) -> int:
    household = make_household(farm=farm, equivalents=3.0)
    place, flow = make_place(harvest=harvest, flood_loss=flood), Flows()
    for number in range(days):
        farm_share.divide(household, place, day(number), defaults(farm_share), flow)
    return flow["farm_share"]


def test_a_farm_household_gets_its_grain_once_a_year():
    assert shared() == 660_000
    assert shared(days=280) == 0


def test_flood_and_poor_harvest_shrink_the_share():
    assert shared(flood=1 / 3) < 0.7 * shared()
    assert shared(harvest=0.8) < shared()


def test_town_households_get_none():
    assert shared(farm=0) == 0
