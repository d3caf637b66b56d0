"""Army units and offices: when they trade, what they pay, and what their cover is worth."""

from types import SimpleNamespace

from tests.economy.gangs.road import TONNE, ask_price, bank, county, lots, luck, param, way
from tests.economy.helpers import Flows, Sends, make_household, make_person
from tumen.core.roles import Means, Role
from tumen.economy.gangs import units


class Unit:
    """A unit of six trucks that buys scrap 50 km inland."""

    def __init__(self, tonnes=12.0, bid=60.0, price=150.0, ration=0.7, **changed):
        self.state = SimpleNamespace(army_ration=ration)
        self.place, self.crossing, self.ware = county(), bank(), lots(tonnes, bid)
        self.haul = way(Means.UNIT, price, fleet=6, road_km=50, purse=5_000_000)
        vars(self.haul).update(changed)
        self.param = param()

    def night(self, sets_out=0.0):
        """Reckon, turn out, set out and buy; what was moved."""
        haul, ware, place = self.haul, self.ware, self.place
        flow = Flows(units, haul=haul, ware=ware, place=place, crossing=self.crossing)
        units.clear_units(place)
        ask_price(haul, place, self.crossing, self.param)
        units.reckon_load(haul, ware, place, self.param)
        units.turn_out(haul, place, self.state, self.param, flow)
        units.set_out(haul, ware, self.param, luck(sets_out=sets_out))
        units.buy(haul, ware, place, self.crossing, flow)
        return flow

    def season(self, nights=120):
        """How much of the fleet is out after so many nights of the same; nothing is bought."""
        for _ in range(nights):
            self.haul.drive = max(0.0, self.haul.drive)
            self.night()
            self.ware.held = 12 * TONNE
        return self.haul.drive


def test_a_hungry_army_sends_more_trucks():
    assert Unit(ration=0.6).season() > 2 * Unit(ration=1.0).season()


def test_the_more_a_load_leaves_the_more_trucks_go():
    assert Unit(bid=30.0).season() > 1.1 * Unit(bid=80.0).season()


def test_where_nothing_is_to_be_gained_no_truck_goes():
    assert Unit(bid=150.0).season() < 0.01
    assert Unit(most=0).season() < 0.01


def test_brokers_are_paid_above_their_bid_and_guards_little():
    unit = Unit(drive=0.5, protection=0.8)
    paid = unit.night(sets_out=0.9)
    assert paid["unit_loaded"] == 6 * TONNE
    assert paid["unit_paid"] == 6_000 * 66
    assert paid["unit_bribes"] == unit.crossing.guard_purse == whole_bribe(unit) // 5


def whole_bribe(unit):
    return unit.crossing.truck_bribe


def test_a_unit_buys_no_more_than_it_can_pay_for():
    unit = Unit(drive=1.0, purse=250_000, tonnes=100.0)
    before = unit.haul.purse
    paid = unit.night(sets_out=0.9)
    spent = paid["unit_paid"] + paid["unit_fuel"] + paid["unit_bribes"]
    assert spent <= before + paid["unit_funded"]
    assert unit.haul.purse >= 0


def test_a_truck_waits_until_it_is_full_or_worth_the_trouble():
    assert Unit(tonnes=0.5, drive=0.5).night(sets_out=0.9)["unit_loaded"] == 0
    assert Unit(tonnes=0.5, price=3_000.0, bid=1_500.0, drive=0.5).night(sets_out=0.9)["unit_loaded"] > 0


def test_a_unit_whose_load_is_taken_keeps_its_trucks_in_and_its_crew_is_wanted():
    unit = Unit(drive=0.8, stopped=6 * TONNE)
    units.want_crew(unit.haul, unit.place, unit.param)
    assert unit.place.unit_rolled == 4
    unit.night()
    assert unit.haul.drive == 0.0


def test_sold_at_the_border_the_profit_goes_to_officers_and_a_part_to_soldiers():
    unit = Unit(crossed=6 * TONNE, purse=0)
    unit.place.soldier_heads = 500
    flow = Flows(units, haul=unit.haul, place=unit.place)
    units.sell(unit.haul, flow)
    units.share_profit(unit.haul, unit.place, unit.param, flow)
    assert flow["unit_sold"] == 6_000 * 150
    assert flow["soldiers_set_aside"] + flow["office_profit"] == flow["unit_sold"]
    assert 0 < flow["soldiers_set_aside"] < flow["office_profit"]


def test_where_no_soldier_lives_nothing_is_set_aside():
    unit = Unit(purse=900_000)
    flow = Flows(units, haul=unit.haul, place=unit.place)
    units.share_profit(unit.haul, unit.place, unit.param, flow)
    assert flow["soldiers_set_aside"] == 0
    assert flow["office_profit"] == 900_000


def test_soldiers_never_take_more_than_was_set_aside():
    place = county(soldier_pot=1_003, soldier_heads=10)
    units.divide_pot(place)
    assert place.soldier_pay * 10 <= 1_003
    flow, send = Flows(), Sends()
    for role in (Role.SOLDIER, Role.MINER):
        units.bring_home(make_person(role=role), make_household(), place, flow, send)
    assert flow["soldiers_paid"] == place.soldier_pay
    assert send["soldier_heads"] == 1


def test_carriers_and_gangs_are_no_unit():
    unit = Unit(means=Means.TRUCKS)
    assert unit.night(sets_out=0.9).moved == {}
