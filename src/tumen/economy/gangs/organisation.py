"""Gangs: brokers who have done well organise; an arrest that makes someone talk takes a cell away.

Skill is what a place's smugglers know together: whom to pay, whose truck to hire, which night. It
grows by doing, as profit allows, is forgotten in idle times, and goes with the people who are
arrested. Each smuggler or thief belongs to one of ``CELLS`` cells and knows only its members.
"""

from tumen.core.declare import Draw, Fixed, Observable, Param, Whole
from tumen.core.maths import clip, power, whole
from tumen.core.measure import mean
from tumen.core.roles import Means

NUMBER = 25

CELLS = 40
"""Cells of a place; the police roll up one at a time."""

STATE = {
    "place.gang_skill": Fixed(0, 1, "share", "How well the place's smugglers are organised."),
    "place.gang_rate": Fixed(0, 1_000, "loads/night", "Truck loads that gangs can arrange on average."),
    "place.gang_trucks": Whole(0, 1_000, "loads", "Truck loads that gangs can arrange tonight."),
    "place.gang_stake": Whole(0, 10**13, "fen", "What gangs may spend on trucks and bribes tonight."),
    "place.gang_earned": Whole(0, 10**13, "fen", "What last night's loads brought above what they cost."),
    "place.trucks_lost": Whole(0, 1_000, "loads", "Gangs' trucks stopped last night."),
    "place.cell_rolled": Whole(-1, CELLS - 1, "cell", "Cell that the police roll up today; -1 for none.", -1),
}

PARAMS = {
    "gang_start": Param(
        0.1, 0.0, 0.6, "share", "assumption", "How well smugglers are organised when the run begins."
    ),
    "gang_learning": Param(
        180,
        60,
        730,
        "days",
        "S4; size: assumption",
        "Time in which much profit teaches half of what is left.",
    ),
    "gang_forgetting": Param(
        540, 180, 1_500, "days", "assumption", "Time in which idle smugglers lose half of what they knew."
    ),
    "gang_profit": Param(
        0.3,
        0.05,
        2,
        "CNY/household/night",
        "assumption",
        "Profit of the place's smuggling at which they learn at half speed.",
    ),
    "gang_entry": Param(
        0.1,
        0.0,
        0.5,
        "share",
        "assumption",
        "Speed of learning where nobody earns yet, but a truck load waiting in the place would pay.",
    ),
    "gang_reach": Param(
        12_000,
        4_000,
        50_000,
        "households/load",
        "assumption",
        "Households for each truck an able gang sends.",
    ),
    "gang_purse_share": Param(
        0.5, 0.1, 0.9, "share", "assumption", "Part of brokers' money that may go into trucks in one night."
    ),
    "truck_talks": Param(
        0.2, 0.02, 0.6, "share", "S4; size: assumption", "Chance that a truck's crew gives away their cell."
    ),
    "arrest_talks": Param(
        0.0003,
        0.00003,
        0.005,
        "share",
        "S4; size: assumption",
        "Chance that a thief or carrier caught does; most work for themselves and know no one.",
    ),
    "cell_loss": Param(
        0.08,
        0.02,
        0.5,
        "share",
        "assumption",
        "Part of what smugglers know that goes with a cell, which is one in forty of them.",
    ),
}

DRAWS = {
    "muster": Draw("Whether the part of a truck they could arrange is one tonight."),
    "talks": Draw("Whether someone arrested talks."),
    "cell": Draw("Whose cell it is."),
}

OBSERVABLES = {
    "gang_skill": Observable("share", "How well smugglers are organised.", mean("place.gang_skill")),
}

WHEN = {
    "start": "opening",
    "learn": "02:17",
    "muster": "02:18",
    "reckon": "02:46",
    "roll_up": "02:48",
}


def start(place, param):
    """Some know each other already."""
    place.gang_skill = param.gang_start


def learn(place, param):
    """Profit of last night teaches; a load that would pay, lying in the place, tempts beginners."""
    pace = 0.0
    if place.households > 0:
        profit = place.gang_earned / (100.0 * place.households)
        pace = profit / (profit + param.gang_profit)
    if place.best_load > 0:
        pace = max(pace, param.gang_entry)
    gained = 0.693 * pace * (1.0 - place.gang_skill) / param.gang_learning
    lost = 0.693 * (1.0 - pace) * place.gang_skill / param.gang_forgetting
    place.gang_skill = place.gang_skill + gained - lost


def muster(place, param, draw):
    """How many trucks, and how much money: the able are many, the beginner finds a truck some nights."""
    rate = place.gang_skill * place.households / param.gang_reach
    place.gang_rate = rate
    place.gang_trucks = int(rate + draw.muster)
    place.gang_stake = int(param.gang_purse_share * place.broker_yuan)
    place.gang_earned = 0
    place.trucks_lost = 0


def reckon(haul, ware, place):
    """Brokers count what came over above what it cost them, and what did not come back."""
    if haul.means == Means.UNIT:
        return
    gain = haul.crossed / 1000.0 * max(0.0, haul.leaves - ware.bid)
    place.gang_earned = place.gang_earned + whole(gain)
    if haul.means == Means.TRUCKS and haul.stopped > 0:
        place.trucks_lost = place.trucks_lost + 1


def roll_up(place, param, draw):
    """The more are caught, the likelier that one talks; his cell is gone by evening."""
    place.cell_rolled = -1
    caught = place.runs_caught + place.thieves_seen
    if caught + place.trucks_lost == 0:
        return
    silent = power(1.0 - param.truck_talks, place.trucks_lost) * power(1.0 - param.arrest_talks, caught)
    if draw.talks < clip(1.0 - silent, 0.0, 1.0):
        place.cell_rolled = int(CELLS * draw.cell)
        place.gang_skill = place.gang_skill * (1.0 - param.cell_loss)
