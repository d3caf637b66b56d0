"""Fuel and transport: without money for petrol the trucks stand, or are hired out for it.

Fuel comes back with exports (the shipping mechanism brings it) and, a little, by state allotment,
which shrinks with the import cap and with foreign currency. As the tank empties the mine sends
fewer trucks into the pit; some of those that stand are hired out and the hirer pays in petrol. A mine
underground hauls most of its ore by electric train and needs diesel only for the rest.
"""

from tumen.core.declare import Fixed, Flow, Given, Observable, Param, Stock, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import last, mean, rows
from tumen.core.roles import SiteKind

NUMBER = 8

STATE = {
    "site.fuel": Stock("fuel", "Diesel in the mine's tank."),
    "site.trucks": Fixed(0.0, 1.0, "share", "Share of the haulage the mine could use that can run today."),
    "site.trucks_hired": Fixed(0.0, 1.0, "share", "Share of those trucks that are out on hire today."),
    "site.fuel_want": Whole(0, 10**13, "g", "Fuel that the tank would still take this morning."),
}
GIVEN = {
    "site.diesel": Given("share", "Part of its haulage that burns diesel.", 1.0, fixed=True),
}
PARAMS = {
    "fuel_per_ore": Param(
        1.0, 0.5, 2.5, "g/kg", "assumption", "Diesel burnt for each kilogram of ore moved and milled."
    ),
    "fuel_tank": Param(75, 20, 150, "days", "assumption", "Full days of work that the tank holds."),
    "fuel_thrift": Param(
        30, 10, 60, "days", "assumption", "Below this cover trucks are laid up in proportion."
    ),
    "fuel_allotment": Param(
        0.2,
        0.05,
        0.5,
        "share of the need",
        "S2",
        "State fuel allotted to a mine while oil and currency are plentiful.",
    ),
    "trucks_for_hire": Param(0.3, 0.0, 0.6, "share", "S2", "Share of standing trucks that find a hirer."),
    "hire_pay": Param(
        0.2,
        0.0,
        0.5,
        "share",
        "assumption",
        "Petrol paid for a truck's day, over its own burn, against a day in the pit.",
    ),
}
FLOWS = {
    "fuel_allotted": Flow("fuel", "rest", "site.fuel", "State allotment of fuel."),
    "fuel_from_hire": Flow("fuel", "rest", "site.fuel", "Petrol paid by those who hire trucks."),
    "fuel_burnt": Flow("fuel", "site.fuel", "used", "Fuel burnt in the pit and the plant."),
}
OBSERVABLES = {
    "trucks_running": Observable(
        "share",
        "Share of the mine's trucks with fuel.",
        mean("site.trucks", kind=SiteKind.MINE) / rows("site", kind=SiteKind.MINE),
    ),
    "fuel_stock": Observable("t", "Fuel in mines' tanks at the month's end.", last("site.fuel") / 1e6),
}
WHEN = {"fill": "opening", "allot": "04:30", "burn": "21:20"}


def fill(site, param):
    """A mine at work starts with a tank two thirds full."""
    if site.kind == SiteKind.MINE:
        need = site.capacity * site.condition_start * site.diesel * param.fuel_per_ore / 1000.0
        site.fuel = whole(need * param.fuel_tank * 2.0 / 3.0)


def allot(site, state, param, flow):
    """The state's share arrives, then the mine counts how many trucks it dares to run."""
    if site.kind != SiteKind.MINE:
        return
    need = site.capacity * site.condition * site.diesel * param.fuel_per_ore / 1000.0
    room = max(0, whole(need * param.fuel_tank) - site.fuel)
    allotted = min(room, whole(need * param.fuel_allotment * clip(state.fuel_supply, 0.0, 1.0)))
    flow.fuel_allotted(allotted)
    earned = min(room - allotted, whole(need * site.trucks_hired * param.hire_pay))
    flow.fuel_from_hire(earned)
    site.fuel_want = room - allotted - earned
    running = 1.0
    if need > 0.0:
        running = clip(site.fuel / (need * param.fuel_thrift), 0.0, 1.0)
    site.trucks = 1.0 - site.diesel * (1.0 - running)
    site.trucks_hired = (1.0 - running) * param.trucks_for_hire


def burn(site, param, flow):
    """Diesel goes with the ore."""
    flow.fuel_burnt(min(site.fuel, whole(site.ore_today * site.diesel * param.fuel_per_ore / 1000.0)))
