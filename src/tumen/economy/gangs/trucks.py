"""Gangs' trucks: small lots pooled until a load pays for truck, bribe and risk.

A truck is hired when what has been pooled fills it and leaves something after all of that; the
dearest load of the place goes first. A little copper pays for a bribe that six tonnes of
concentrate can hardly bear: what is worth little moves in bulk, where the bribe is small.
"""

from tumen.core.declare import Draw, Fixed, Flow, Observable, Param, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import total
from tumen.core.roles import Means
from tumen.economy.gangs.roads import TRUCK

NUMBER = 25

STATE = {
    "place.best_load": Whole(0, 10**13, "fen", "What the dearest truck load waiting here would leave."),
    "place.trucks_free": Whole(0, 1_000, "loads", "Trucks that gangs can still arrange tonight."),
    "place.stake_left": Whole(0, 10**13, "fen", "What they can still spend on trucks and bribes tonight."),
    "crossing.truck_rate": Fixed(0, 1_000, "loads/night", "Hired trucks that guards here would let pass."),
    "crossing.truck_room": Whole(0, 1_000, "loads", "How many of them still may tonight."),
    "ware.promised": Whole(0, 10**15, "g", "Of the heap here, what goes on trucks hired already tonight."),
    "haul.load_gain": Whole(0, 10**13, "fen", "What a truck load would leave this way tonight."),
    "haul.hired": Whole(0, 1_000, "loads", "Trucks hired for tonight."),
}

PARAMS = {
    "trucks_passed": Param(
        12,
        3,
        40,
        "loads/night",
        "F0161; assumption",
        "Truck loads that one crossing's guards would pass in a night, were all of them in it.",
    ),
    "truck_fill": Param(
        0.5, 0.1, 1.0, "share", "assumption", "Part of a truck that must be full before it goes."
    ),
    "truck_return": Param(
        0.05,
        0.0,
        0.5,
        "share",
        "assumption",
        "Profit on a load's price below which nobody takes the trouble.",
    ),
    "truck_fine": Param(
        3_000, 300, 30_000, "CNY", "assumption", "What it takes to get a stopped truck and its driver back."
    ),
}

DRAWS = {"in_league": Draw("Whether the guards on duty make the part of a load into a whole one.")}

FLOWS = {
    "truck_loaded": Flow("commodity", "ware.held", "haul.load", "Pooled lots loaded on gangs' trucks."),
    "trucks_hired": Flow("yuan", "place.broker_yuan", "rest", "Paid for trucks, drivers and fuel."),
    "truck_bribes": Flow("yuan", "place.broker_yuan", "crossing.guard_purse", "Bribes for truck loads."),
    "truck_fines": Flow("yuan", "place.broker_yuan", "rest", "Paid to get a stopped truck and driver back."),
}

OBSERVABLES = {
    "truck_costs": Observable(
        "CNY",
        "Paid for trucks, drivers, fuel and their release.",
        (total("flow.trucks_hired") + total("flow.truck_fines")) / 100,
    ),
}

WHEN = {
    "let_by": "02:20",
    "count_free": "02:20",
    "count_heap": "02:20",
    "weigh_load": "02:21",
    "hire_dearest": "02:22",
    "hire_others": "02:23",
    "depart": "02:24",
    "release": "02:44",
}


def left_over(grams, price, bid, risk, fixed, least):
    """What a load leaves (fen) after what its goods cost, hire, bribe and risk.

    Nothing if it is below the least return on the load's price.
    """
    kilograms = grams / 1000.0
    left = kilograms * (price * (1.0 - risk) - bid) - fixed
    if left < least * kilograms * price:
        return 0
    return whole(left)


def loads_of(grams, fill):
    """Full trucks, and one more if the rest fills enough of it."""
    return int((grams + (1.0 - fill) * TRUCK) // TRUCK)


def trucks_for(ready, fill, free, stake, room):
    """Trucks for what is ready, as far as trucks, money and guards go."""
    return min(loads_of(ready, fill), free, stake, room)


def let_by(crossing, param, draw):
    """Guards who are in the trade let some trucks by; with none in it, or the border shut, none pass."""
    rate = param.trucks_passed * crossing.complicity * clip(crossing.open, 0.0, 1.0)
    crossing.truck_rate = rate
    crossing.truck_room = int(rate + draw.in_league)


def count_free(place):
    """A new night: as many trucks and as much money as the gangs could arrange."""
    place.best_load = 0
    place.trucks_free = place.gang_trucks
    place.stake_left = place.gang_stake


def count_heap(ware):
    """Nothing of the heap is promised to any way yet."""
    ware.promised = 0


def weigh_load(haul, ware, place, param):
    """Reckon whether a load of what lies here would pay, this way, tonight."""
    haul.hired = 0
    haul.load_gain = 0
    ready = min(ware.held, haul.most)
    if haul.means != Means.TRUCKS or loads_of(ready, param.truck_fill) == 0:
        return
    fixed = haul.hire_due + haul.bribe_due + haul.stop_risk * 100.0 * param.truck_fine
    grams = min(ready, TRUCK)
    haul.load_gain = left_over(grams, haul.price, ware.bid, haul.stop_risk, fixed, param.truck_return)
    place.best_load = max(place.best_load, haul.load_gain)


def hire_dearest(haul, ware, place, crossing, param):
    """The dearest load gets its trucks first."""
    if haul.load_gain > 0 and haul.load_gain == place.best_load:
        each = max(1, haul.hire_due + haul.bribe_due)
        ready, stake = min(ware.held - ware.promised, haul.most), place.stake_left // each
        trucks = trucks_for(ready, param.truck_fill, place.trucks_free, stake, crossing.truck_room)
        haul.hired = trucks
        ware.promised = ware.promised + min(ready, trucks * TRUCK)
        place.trucks_free = place.trucks_free - trucks
        place.stake_left = place.stake_left - trucks * each
        crossing.truck_room = crossing.truck_room - trucks


def hire_others(haul, ware, place, crossing, param):
    """Other loads that pay have what is left."""
    if haul.load_gain > 0 and haul.load_gain < place.best_load:
        each = max(1, haul.hire_due + haul.bribe_due)
        ready, stake = min(ware.held - ware.promised, haul.most), place.stake_left // each
        trucks = trucks_for(ready, param.truck_fill, place.trucks_free, stake, crossing.truck_room)
        haul.hired = trucks
        ware.promised = ware.promised + min(ready, trucks * TRUCK)
        place.trucks_free = place.trucks_free - trucks
        place.stake_left = place.stake_left - trucks * each
        crossing.truck_room = crossing.truck_room - trucks


def depart(haul, ware, place, crossing, flow):
    """Load, pay the driver and the guards, and go."""
    if haul.hired == 0:
        return
    load = min(ware.held, haul.most, haul.hired * TRUCK)
    trucks = (load + TRUCK - 1) // TRUCK
    flow.truck_loaded(load)
    flow.trucks_hired(trucks * haul.hire_due)
    flow.truck_bribes(trucks * haul.bribe_due)


def release(haul, place, param, flow):
    """A truck that was stopped is bought free, as far as the money goes."""
    if haul.means == Means.TRUCKS and haul.stopped > 0:
        flow.truck_fines(min(place.broker_yuan, whole(100.0 * param.truck_fine)))
