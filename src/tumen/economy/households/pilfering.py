"""Pilfering: workers carry concentrate home from the yard of their own workplace.

Only those who come to work can, a bag at a time, from what lies loose in the yard. Concentrate
is worth so little a kilogram that a bag buys a meal and no more; it is the yard that unsold ore
has filled, and hunger, that make it worth the risk.
"""

from tumen.core.declare import Draw, Fixed, Flow, Observable, Param, Signal, Stock, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import mean, total
from tumen.core.roles import Attendance, Livelihood

NUMBER = 19

LOT = 10_000
"""Grams of concentrate in the smallest lot a broker takes."""

MOST_LOTS = 40

STATE = {
    "household.ore": Stock("iron_concentrate", "Concentrate hidden at home."),
    "household.ore_offer": Whole(
        0, MOST_LOTS, "lots", "Lots of concentrate promised to the broker last night."
    ),
    "site.bag": Whole(0, 1_000_000, "g", "Concentrate a worker can carry off today."),
    "site.pilfer_return": Whole(0, 1_000_000, "KPW/day", "What that bag sells for at today's price."),
    "place.theft_risk": Fixed(0, 0.9, "share", "Chance that a thief is caught with his bag today."),
    "place.ore_lot": Whole(0, 1_000_000, "fen/lot", "Paid today for a lot of concentrate."),
    "place.ore_take": Whole(
        0, 10_000, "ten-thousandths", "Part of the lots promised that brokers can pay for today."
    ),
    "place.ore_price": Whole(0, 1_000_000, "KPW/kg", "Price of stolen concentrate in won today."),
}

PARAMS = {
    "bag": Param(20, 5, 40, "kg/day", "assumption", "Most that one worker can carry off unseen in a day."),
    "yard_loose": Param(
        0.01, 0.001, 0.1, "share", "assumption", "Part of the yard's concentrate within a thief's reach."
    ),
    "theft_detection": Param(
        0.02, 0.002, 0.1, "share/day", "assumption", "Chance of being caught under ordinary policing."
    ),
}

DRAWS = {"seen": Draw("Whether a thief is seen.")}

FLOWS = {
    "ore_taken": Flow(
        "iron_concentrate", "site.concentrate", "household.ore", "Concentrate taken from the yard."
    ),
    "ore_sold": Flow("iron_concentrate", "household.ore", "place.broker_ore", "Concentrate sold to brokers."),
    "ore_paid": Flow("yuan", "place.broker_yuan", "household.yuan", "Brokers' payment for concentrate."),
}

SIGNALS = {
    "ore_offered": Signal("place", "lots", "Lots of concentrate promised for tomorrow."),
    "thieves": Signal("place", "persons", "Workers who took concentrate today."),
    "thieves_seen": Signal("place", "persons", "Workers caught taking concentrate today."),
}

OBSERVABLES = {
    "concentrate_stolen": Observable("t", "Concentrate taken from the yard.", total("flow.ore_taken") / 1e6),
    "thieves": Observable("persons/day", "Workers who took concentrate.", mean("place.thieves")),
    "thieves_caught": Observable(
        "persons", "Workers caught taking concentrate.", total("place.thieves_seen")
    ),
    "income_theft": Observable(
        "KPW/household/month",
        "Household income from stolen concentrate.",
        total("flow.ore_paid") / 100 * mean("place.yuan_rate") / mean("place.households"),
    ),
}

WHEN = {"price_ore": "03:50", "guard_yard": "05:55", "take": "14:30", "sell_ore": "18:30"}


def price_ore(place, param):
    """Brokers' price for concentrate and the risk of being seen with a bag."""
    lot = int(place.ore_bid * LOT / 1000.0)
    take = 1.0
    if place.ore_offered * lot > 0:
        take = clip(place.broker_budget / (2.0 * place.ore_offered * lot), 0.0, 1.0)
    place.ore_take = int(10_000.0 * take)
    place.ore_lot = lot
    place.ore_price = whole(lot * place.yuan_rate / (100.0 * LOT / 1000.0))
    place.theft_risk = clip(2.0 * place.enforcement * param.theft_detection, 0.0, 0.9)


def guard_yard(site, place, param):
    """The bag is bounded so that all hands together cannot empty the yard."""
    reach = 0
    if site.posts > 0:
        reach = int(site.concentrate * param.yard_loose) // site.posts
    site.bag = min(reach, whole(1000.0 * param.bag))
    site.pilfer_return = whole(site.bag * place.ore_price / 1000.0)


def take(person, household, place, site, draw, flow, send):
    """A bag goes home, unless a guard sees it."""
    if person.livelihood != Livelihood.PILFER or site.bag <= 0:
        return
    if person.attendance != Attendance.AT_WORK and person.attendance != Attendance.SIGNED_IN_AND_LEFT:
        return
    if draw.seen < place.theft_risk:
        send.thieves_seen(1)
        return
    flow.ore_taken(site.bag)
    send.thieves(1)


def sell_ore(household, place, flow, send):
    """The household delivers what it promised and promises what is left."""
    if household.ore < LOT:
        if household.ore_offer > 0:
            household.ore_offer = 0
        return
    held = household.ore // LOT
    sold = 0
    if place.ore_lot > 0:
        sold = min(household.ore_offer * place.ore_take // 10_000, held)
    offer = min(held - sold, MOST_LOTS)
    household.ore_offer = offer
    send.ore_offered(offer)
    flow.ore_sold(sold * LOT)
    flow.ore_paid(sold * place.ore_lot)
