import pytest

from tests.economy.helpers import day, defaults, make_site, make_state
from tumen.core.roles import SiteKind
from tumen.economy.mines import equipment, power, production, workload

SUMMER, WINTER = day(190), day(20)


def planned(kind: SiteKind, today: object = SUMMER, **site: float) -> tuple[float, float]:
    base = dict(kind=kind, power=1.0, condition=0.5, trucks=1.0, attainable=100, yard=10_000)
    worker = make_site(power, equipment, production, workload, **(base | site))
    workload.plan(worker, make_state(import_cover=1.0), today, defaults(workload))
    return worker.work, worker.idle


@pytest.mark.parametrize("short", ["power", "trucks", "yard"])
def test_the_scarcest_of_power_fuel_and_room_sets_the_mines_work(short: str) -> None:
    assert planned(SiteKind.MINE) == (1.0, 0.0)
    assert planned(SiteKind.MINE, **{short: 0.0})[0] == 0.0


def test_some_hands_are_needed_even_when_nothing_runs() -> None:
    work, idle = planned(SiteKind.MINE, power=0.0)
    assert work == 0.0
    assert 0.7 < idle < 0.9


def test_a_worn_plant_needs_less_power_for_its_day() -> None:
    assert planned(SiteKind.MINE, power=0.5)[0] == 1.0
    assert planned(SiteKind.MINE, power=0.5, condition=1.0)[0] == 0.5


def test_a_nearly_full_yard_slows_the_mine_before_it_stops_it() -> None:
    assert 0.0 < planned(SiteKind.MINE, concentrate=9_500)[0] < 1.0


def test_mills_run_at_a_fraction_for_want_of_coke() -> None:
    assert 0.5 * planned(SiteKind.MILL)[0] == pytest.approx(0.35)


def test_an_enterprise_without_orders_stands() -> None:
    usual, standing = planned(SiteKind.ENTERPRISE), planned(SiteKind.ENTERPRISE, orders=0.0)
    assert standing[0] == 0.0 < usual[0]
    assert standing[1] > usual[1]


def test_farms_rest_in_winter() -> None:
    assert planned(SiteKind.FARM, SUMMER)[1] == 0.0
    assert planned(SiteKind.FARM, WINTER)[1] > 0.5


def test_offices_are_never_idle() -> None:
    assert planned(SiteKind.OFFICE)[1] == 0.0
