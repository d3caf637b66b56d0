"""Camps: where sentences are served, what is eaten there, and where people go when one closes.

A camp takes the convicts of one place while it is open and has space. When it closes its inmates are
moved to those that are open; whoever finds no space waits in the place's cells, as do those held
for trial. Camps and cells feed their inmates, poorly, out of supplies that come from elsewhere.
"""

from tumen.core.declare import Flow, Given, Observable, Param, Stock, Whole
from tumen.core.maths import whole
from tumen.core.measure import mean, total

NUMBER = 35

LARDER = 7
"""Days of grain that camps and cells keep."""

GIVEN = {
    "camp.opens_day": Given("days since 1970", "First day it takes convicts."),
    "camp.closes_day": Given("days since 1970", "First day it is closed.", 99_999),
    "camp.space": Given("persons", "Convicts of the place for whom it has space.", 1_000),
}

STATE = {
    "camp.open": Whole(0, 1, "", "1 while it takes convicts."),
    "camp.inmates": Whole(0, 10**6, "persons", "Convicts it holds."),
    "camp.moved": Whole(0, 10**6, "persons", "Convicts moved elsewhere today because it closed."),
    "camp.grain": Stock("grain", "Grain in the camp's store."),
    "place.camp_due": Whole(-(10**7), 10**7, "persons", "Convicts to be put into camps, or let out of them."),
    "place.camp_free": Whole(0, 10**7, "persons", "Space left in open camps, while convicts are assigned."),
    "place.camp_held": Whole(0, 10**7, "persons", "Convicts in open camps, while releases are assigned."),
    "place.cells_grain": Stock("grain", "Grain for the cells and the training camp."),
}

PARAMS = {
    "camp_ration": Param(300, 120, 450, "g/day", "assumption", "Grain eaten by an inmate in a day."),
}

FLOWS = {
    "camp_supplied": Flow("grain", "rest", "camp.grain", "Grain brought to camps."),
    "camp_eaten": Flow("grain", "camp.grain", "used", "Grain eaten in camps."),
    "cells_supplied": Flow("grain", "rest", "place.cells_grain", "Grain brought to cells."),
    "cells_eaten": Flow("grain", "place.cells_grain", "used", "Grain eaten in cells."),
}

OBSERVABLES = {
    "inmates": Observable(
        "persons", "Convicts of the place in camps, average of the month.", mean("camp.inmates")
    ),
    "camp_inmates": Observable(
        "persons", "Convicts a camp holds, average of the month.", mean("camp.inmates"), by="camp"
    ),
    "camp_transfers": Observable(
        "persons", "Convicts moved away because their camp closed.", total("camp.moved"), by="camp"
    ),
    "camp_food": Observable(
        "t", "Grain eaten in camps and cells.", (total("flow.camp_eaten") + total("flow.cells_eaten")) / 1e6
    ),
}

WHEN = {
    "call_roll": "04:42",
    "clear": "04:43",
    "assign": "04:44",
    "feed_camp": "04:45",
    "feed_cells": "04:46",
}


def call_roll(place):
    """Last night's convicts, to be held against those whom the camps have."""
    place.camp_due = place.convicts
    place.camp_free = 0
    place.camp_held = 0


def clear(camp, place, today):
    """A closed camp gives up its inmates; an open one counts them and its space."""
    camp.moved = 0
    camp.open = 0
    if camp.opens_day <= today.date_number < camp.closes_day:
        camp.open = 1
        place.camp_free = place.camp_free + max(0, camp.space - camp.inmates)
        place.camp_held = place.camp_held + camp.inmates
        place.camp_due = place.camp_due - camp.inmates
    else:
        camp.moved = camp.inmates
        camp.inmates = 0


def assign(camp, place):
    """New and moved convicts go where there is space; who is free again leaves, in proportion."""
    if camp.open == 0:
        return
    inmates = camp.inmates
    space = max(0, camp.space - inmates)
    if place.camp_due > 0 and place.camp_free > 0:
        taken = min(place.camp_due, place.camp_free) * space // place.camp_free
        camp.inmates = inmates + taken
        place.camp_due = place.camp_due - taken
    elif place.camp_due < 0 and place.camp_held > 0:
        gone = -place.camp_due * inmates // place.camp_held
        camp.inmates = inmates - gone
        place.camp_due = place.camp_due + gone
    place.camp_free = place.camp_free - space
    place.camp_held = place.camp_held - inmates


def feed_camp(camp, param, flow):
    """The store is kept at a week's rations; inmates eat one."""
    ration = whole(param.camp_ration * camp.inmates)
    flow.camp_supplied(max(0, LARDER * ration - camp.grain))
    flow.camp_eaten(ration)


def feed_cells(place, param, flow):
    """The same for the accused, for short terms, and for convicts whom no camp has space for."""
    mouths = place.accused + place.in_training + max(0, place.camp_due)
    ration = whole(param.camp_ration * mouths)
    flow.cells_supplied(max(0, LARDER * ration - place.cells_grain))
    flow.cells_eaten(ration)
