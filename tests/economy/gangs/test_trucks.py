"""Gangs' trucks: which loads go, and what is paid for them."""

from tests.economy.gangs.road import TONNE, bank, county, lots, luck, param, send_trucks, way
from tests.economy.helpers import Flows
from tumen.core.roles import Means
from tumen.economy.gangs import trucks

SCRAP, COPPER, CONCENTRATE = (150.0, 70.0), (3_000.0, 2_000.0), (30.0, 5.0)


def load(good, tonnes):
    price, bid = good
    return way(Means.TRUCKS, price), lots(tonnes, bid)


def night(*ways, place=None, crossing=None, **changed):
    place = place or county(gang_trucks=2, gang_stake=10**6)
    return send_trucks(list(ways), place, crossing or bank(), param(**changed))


def test_small_lots_wait_until_they_fill_enough_of_a_truck():
    assert night(load(SCRAP, 2.0)) == {}
    assert night(load(SCRAP, 4.0))["truck_loaded"] == 4 * TONNE


def test_a_gang_sends_no_more_than_the_trucks_it_can_find():
    assert night(load(SCRAP, 100.0))["truck_loaded"] == 12 * TONNE


def test_the_dearest_load_goes_first():
    scrap, copper = load(SCRAP, 12.0), load(COPPER, 6.0)
    night(scrap, copper, place=county(gang_trucks=1, gang_stake=10**6))
    assert copper[0].hired == 1
    assert scrap[0].hired == 0


def test_what_the_dearest_load_leaves_free_takes_others():
    scrap, copper = load(SCRAP, 12.0), load(COPPER, 6.0)
    night(scrap, copper)
    assert copper[0].hired == scrap[0].hired == 1


def test_one_heap_is_promised_once_however_many_ways_lead_from_it():
    near, heap = load(SCRAP, 7.0)
    far = way(Means.TRUCKS, 149.0)
    moved = night((near, heap), (far, heap))
    assert (near.hired, far.hired) == (1, 0)
    assert moved["truck_loaded"] == 6 * TONNE


def test_guards_take_of_a_poor_load_what_it_can_bear():
    dear = bank(truck_bribe=150_000)
    poor = night(load(CONCENTRATE, 6.0), crossing=dear)
    assert poor["truck_loaded"] == 6 * TONNE
    assert 0 < poor["truck_bribes"] < 50_000
    assert night(load(COPPER, 6.0), crossing=dear)["truck_bribes"] == 150_000


def test_concentrate_does_not_pay_for_a_long_road():
    near, far = load(CONCENTRATE, 6.0), load(CONCENTRATE, 6.0)
    far[0].road_km = 200
    assert night(near)["truck_loaded"] > 0
    assert night(far) == {}


def test_guards_decide_how_many_trucks_pass():
    crossing = bank(complicity=0.5)
    trucks.let_by(crossing, param(), luck(in_league=0.4))
    assert crossing.truck_room == 6
    assert night(load(SCRAP, 100.0), crossing=bank(truck_room=1))["truck_loaded"] == 6 * TONNE


def test_where_guards_are_honest_or_the_border_is_shut_no_truck_passes():
    for crossing in (bank(complicity=0.0), bank(open=0.0)):
        trucks.let_by(crossing, param(), luck(in_league=0.99))
        assert crossing.truck_room == 0


def test_gangs_spend_no_more_than_their_stake():
    place = county(gang_trucks=5, gang_stake=100_000)
    moved = night(load(SCRAP, 100.0), place=place)
    assert moved["trucks_hired"] + moved["truck_bribes"] <= 100_000


def test_bribes_go_to_the_guards():
    crossing = bank()
    moved = night(load(SCRAP, 12.0), crossing=crossing)
    assert crossing.guard_purse == moved["truck_bribes"] == 2 * 30_000


def test_no_more_is_loaded_than_buyers_take():
    scrap = load(SCRAP, 100.0)
    scrap[0].most = 5 * TONNE
    assert night(scrap)["truck_loaded"] == 5 * TONNE


def test_a_stopped_truck_is_bought_free_as_far_as_the_money_goes():
    place, haul = county(broker_yuan=100_000), way(Means.TRUCKS, 150.0, stopped=6 * TONNE)
    flow = Flows(trucks, place=place, haul=haul)
    trucks.release(haul, place, param(), flow)
    assert flow["truck_fines"] == 100_000
    assert place.broker_yuan == 0
