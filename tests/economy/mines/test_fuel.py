from tests.economy.helpers import make_state
from tests.economy.mines.pit import Pit
from tumen.economy.mines import fuel


def test_a_full_tank_runs_every_truck() -> None:
    pit = Pit()
    pit.live(10)
    assert pit.site.trucks == 1.0
    assert pit.site.trucks_hired == 0.0


def test_without_petrol_the_trucks_stand_and_some_are_hired_out() -> None:
    pit = Pit()
    pit.state.fuel_supply = 0.0
    pit.live(200)
    assert pit.site.trucks < 0.2
    assert 0.2 < pit.site.trucks_hired < 0.3


def test_hirers_pay_in_petrol() -> None:
    pit = Pit()
    pit.state.fuel_supply = 0.0
    pit.site.fuel, pit.site.trucks_hired = 0, 0.3
    flow = pit.flow(fuel)
    fuel.allot(pit.site, pit.state, pit.param, flow)
    assert flow["fuel_from_hire"] > 0
    assert flow["fuel_allotted"] == 0


def test_the_oil_cap_cuts_the_allotment() -> None:
    plenty, capped = Pit(), Pit()
    capped.state.fuel_supply = 0.3
    moved = []
    for pit in (plenty, capped):
        flow = pit.flow(fuel)
        fuel.allot(pit.site, pit.state, pit.param, flow)
        moved.append(flow["fuel_allotted"])
    assert moved[1] < 0.4 * moved[0]


def test_the_tank_never_takes_more_than_it_holds() -> None:
    pit = Pit()
    pit.live(60, sold=2_600, barter_fuel=True)
    need = pit.site.capacity * pit.site.condition * pit.param.fuel_per_ore / 1000.0
    assert pit.site.fuel <= need * (pit.param.fuel_tank + 1)


def test_a_mine_with_electric_trains_hauls_on_without_diesel():
    """Half of the haulage burns diesel: with an empty tank the other half still runs."""
    pit = Pit(diesel=0.5)
    pit.site.fuel = 0
    fuel.allot(pit.site, make_state(fuel_supply=0.0), pit.param, pit.flow(fuel))
    assert pit.site.trucks == 0.5
