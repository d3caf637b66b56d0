"""The road to the river: what a truck load costs, who may stop it, and whether he does tonight.

A place inland reaches a crossing elsewhere by road; each stretch has its checks, and the bank its
guards. Loads are of six tonnes. A check stops one truck of a convoy, so that what is seized on the
road is one load, now and then, and not a share of everything every night. What a guard is paid
to pass is decided by the guards; here it is only counted in.
"""

from tumen.core.declare import Draw, Fixed, Given, Observable, Param, Whole
from tumen.core.maths import clip, power, whole
from tumen.core.measure import total
from tumen.core.roles import Means

NUMBER = (25, 27, 33)

TRUCK = 6_000_000
"""Grams on one truck (F0065)."""

GIVEN = {
    "haul.road_km": Given(
        "km", "Road from where the load starts to the crossing; 0 where they are together."
    ),
    "haul.protection": Given(
        "share", "Cover that a licence gives an office or army unit; hired trucks have none.", fixed=True
    ),
}

STATE = {
    "crossing.approach": Fixed(
        0, 1, "share", "Chance that a truck is stopped on the roads to the bank here."
    ),
    "haul.stop_risk": Fixed(0, 1, "share", "Chance that a truck going this way tonight is stopped."),
    "haul.at_bank": Fixed(0, 1, "share", "Part of that chance which is the guards' at the bank.", 1.0),
    "haul.hire_due": Whole(0, 10_000_000, "fen/load", "Truck, driver and fuel for one load this way."),
    "haul.bribe_due": Whole(0, 10**9, "fen/load", "Bribe for one load this way."),
    "haul.reach": Whole(0, 10**12, "g/night", "Most that could go this way by truck on such a night."),
    "haul.worth": Fixed(
        0, 10**8, "fen/kg", "What a kilogram leaves that goes this way on a full truck, before brokers' part."
    ),
    "haul.trucks": Whole(0, 10_000, "loads", "Trucks on the road this way tonight."),
    "haul.stopped": Whole(0, TRUCK, "g", "Load of the truck that was stopped this way tonight."),
}

PARAMS = {
    "road_stage": Param(60, 20, 200, "km", "assumption", "Road between one set of checks and the next."),
    "truck_seen": Param(
        0.05, 0.01, 0.3, "share", "assumption", "Chance that strict guards at the bank stop a truck."
    ),
    "skill_avoids": Param(
        0.6, 0.0, 0.9, "share", "S4; size: assumption", "Part of the road's risk that an able gang avoids."
    ),
    "truck_hire": Param(400, 100, 1_500, "CNY/load", "assumption", "A truck with its driver for one night."),
    "truck_fuel": Param(5, 2, 12, "CNY/km", "assumption", "Fuel and tolls of a loaded way and the way back."),
}

DRAWS = {
    "checked": Draw("Whether a convoy is stopped."),
}

OBSERVABLES = {
    "truck_loads": Observable(
        "loads", "Loads that gangs sent by truck.", total("haul.trucks", means=Means.TRUCKS)
    ),
    "unit_loads": Observable(
        "loads", "Loads that army units and offices sent.", total("haul.trucks", means=Means.UNIT)
    ),
    "seized_on_road": Observable(
        "t", "Loads taken from trucks on the road and at the bank.", total("haul.stopped") / 1e6
    ),
}

WHEN = {"approach": "02:18", "weigh_road": "02:19", "travel": "02:30", "quote": "02:31"}


def any_stopped(risk, trucks):
    """Chance that at least one of so many is stopped, each with this risk."""
    return 1.0 - power(1.0 - risk, trucks)


def road_risk(check, stages, bank):
    """Chance of being stopped by the checks of so many stages or, past them, at the bank."""
    return 1.0 - power(1.0 - check, stages) * (1.0 - bank)


def approach(crossing, place):
    """The last stretch is policed by the county that the crossing lies in."""
    crossing.approach = place.road_check


def weigh_road(haul, place, crossing, param):
    """Risk, hire and bribe of one truck; guards take from a poor load what it can bear.

    A licence shields from checks and shortens what they ask.
    """
    if haul.means == Means.BACKS:
        return
    stages = 1.0 + haul.road_km / param.road_stage
    check = 0.5 * (place.road_check + crossing.approach)
    caught = road_risk(check, stages, param.truck_seen * crossing.watch)
    risk = caught * (1.0 - haul.shield)
    hire = param.truck_fuel * haul.road_km
    bearable = param.bribe_share * haul.price * TRUCK / 1000.0
    bribe = min(1.0 * crossing.truck_bribe, bearable) * (1.0 - haul.protection)
    if haul.means == Means.TRUCKS:
        risk = risk * (1.0 - param.skill_avoids * place.gang_skill)
        hire = hire + param.truck_hire
    haul.at_bank = clip(param.truck_seen * crossing.watch / max(0.0001, caught), 0.0, 1.0)
    haul.stop_risk = risk
    haul.hire_due = whole(100.0 * hire)
    haul.bribe_due = whole(bribe)


def travel(haul, draw):
    """The convoy leaves; a check may stop one of its trucks."""
    haul.trucks = 0
    haul.stopped = 0
    if haul.means == Means.BACKS or haul.load <= 0:
        return
    trucks = (haul.load + TRUCK - 1) // TRUCK
    haul.trucks = trucks
    if draw.checked < any_stopped(haul.stop_risk, trucks):
        haul.stopped = min(haul.load, TRUCK)


def quote(haul, place, crossing, param):
    """What brokers reckon with when they bid for goods that could go this way."""
    if haul.means == Means.BACKS:
        return
    cost = 1.0 * (haul.hire_due + haul.bribe_due)
    kept = 0.0
    if haul.means == Means.TRUCKS:
        rate = min(place.gang_rate, crossing.truck_rate)
        cost = cost + haul.stop_risk * 100.0 * param.truck_fine
    else:
        rate = haul.fleet * max(haul.drive, param.unit_usual) / param.unit_turn
        kept = param.unit_keeps
    haul.worth = max(0.0, haul.price * (1.0 - haul.stop_risk - kept) - 1000.0 * cost / TRUCK)
    haul.reach = min(haul.most, int(rate * TRUCK))
