"""Collecting: iron filings and scrap from the river and the dumps, sold by the lot.

The work is steady and poorly paid. The more people search the same banks, the less each finds,
and the cold months give less. A broker buys whole lots of five kilograms at his bid; he pays no
more than his purse holds, so in a rush of sellers each gets rid of a part of his lots only, and his
heap lowers the bid. Some of the scrap goes to levies in kind instead.
"""

from tumen.core.declare import Flow, Given, Observable, Param, Signal, Stock, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import mean, total
from tumen.core.roles import Livelihood
from tumen.economy.households.theft import THIEVES_PART

NUMBER = 18

LOT = 5_000
"""Grams in the smallest lot a broker weighs."""

MOST_LOTS = 40
COLD = 3
FREEZE = 12

GIVEN = {
    "place.river_scrap": Given(
        "index", "Filings and scrap within reach; 1 below the Musan concentrator.", fixed=True
    ),
}

STATE = {
    "household.scrap": Stock("scrap", "Scrap and filings at home."),
    "place.scrap_pool": Stock("scrap", "Lots bought today, on their way to the brokers' heap (wares.py)."),
    "household.scrap_offer": Whole(0, MOST_LOTS, "lots", "Lots promised to the broker last night."),
    "place.scrap_found": Whole(0, 1_000_000, "g/day", "What a collector's whole day turns up today."),
    "place.scrap_lot": Whole(0, 1_000_000, "fen/lot", "Paid today for a lot of scrap."),
    "place.scrap_take": Whole(
        0, 10_000, "ten-thousandths", "Part of the lots promised that brokers can pay for today."
    ),
    "place.scrap_price": Whole(
        0, 1_000_000, "KPW/kg", "Worth of scrap today: a broker's price or what offices credit."
    ),
    "place.scrap_kept": Whole(0, 1, "yes or no", "Scrap counts for more against a levy than at a broker's."),
    "place.collect_credit": Whole(
        0, 1_000_000, "KPW/day", "What a day of collecting counts for against a levy."
    ),
    "place.collect_return": Whole(
        0, 1_000_000, "KPW/day", "What a day of collecting brings at today's price."
    ),
}

PARAMS = {
    "scrap_credit": Param(
        300, 0, 800, "KPW/kg", "assumption", "Least at which offices credit scrap against a levy.", real=True
    ),
    "scrap_day": Param(
        8, 2, 15, "kg/day", "assumption", "What one collector finds in a day with the banks to himself."
    ),
    "scrap_crowd": Param(
        0.05, 0.01, 0.3, "share", "assumption", "Residents collecting at whom each finds half as much."
    ),
    "scrap_winter": Param(
        0.4, 0.1, 0.8, "share", "assumption", "What the frozen months give against the others."
    ),
}

FLOWS = {
    "scrap_collected": Flow("scrap", "made", "household.scrap", "Filings and scrap found."),
    "scrap_sold": Flow("scrap", "household.scrap", "place.scrap_pool", "Scrap sold to brokers."),
    "scrap_paid": Flow("yuan", "place.broker_yuan", "household.yuan", "Brokers' payment for scrap."),
}

SIGNALS = {
    "collectors": Signal("place", "tenths of a day", "Time spent collecting today."),
    "scrap_offered": Signal("place", "lots", "Lots of scrap promised for tomorrow."),
}

OBSERVABLES = {
    "income_scrap": Observable(
        "KPW/household/month",
        "Household income from scrap.",
        total("flow.scrap_paid") / 100 * mean("place.yuan_rate") / mean("place.households"),
    ),
    "scrap_collected": Observable("t", "Scrap and filings collected.", total("flow.scrap_collected") / 1e6),
}

WHEN = {"weigh": "03:40", "collect": "14:20", "sell_scrap": "18:20"}


def weigh(place, today, param):
    """Today's find and today's price, both lower for a crowd."""
    crowd = 0.0
    if place.residents > 0:
        crowd = place.collectors / (10.0 * param.scrap_crowd * place.residents)
    season = 1.0
    if today.month <= COLD or today.month == FREEZE:
        season = param.scrap_winter
    place.scrap_found = whole(1000.0 * param.scrap_day * place.river_scrap * season / (1.0 + crowd))
    lot = int(place.scrap_bid * LOT / 1000.0)
    take = 1.0
    if place.scrap_offered * lot > 0:
        budget = (1.0 - THIEVES_PART) * place.broker_budget
        take = clip(budget / (place.scrap_offered * lot), 0.0, 1.0)
    place.scrap_take = int(10_000.0 * take)
    place.scrap_lot = lot
    cash = lot * place.yuan_rate / (100.0 * LOT / 1000.0)
    place.scrap_price = whole(max(cash, param.scrap_credit))
    place.scrap_kept = 1 if cash < param.scrap_credit else 0
    place.collect_return = whole(place.scrap_found * cash / 1000.0)
    place.collect_credit = whole(place.scrap_found * place.scrap_price / 1000.0)


def collect(person, household, place, flow, send):
    """A day on the banks."""
    if person.livelihood != Livelihood.COLLECT or person.hours <= 0.0:
        return
    flow.scrap_collected(whole(place.scrap_found * person.hours))
    send.collectors(whole(10.0 * person.hours))


def sell_scrap(household, place, flow, send):
    """The household delivers what it promised and promises what is left."""
    if household.scrap < LOT or (household.arrears > 0 and place.scrap_kept == 1):
        if household.scrap_offer > 0:
            household.scrap_offer = 0
        return
    held = household.scrap // LOT
    sold = 0
    if place.scrap_lot > 0:
        sold = min(household.scrap_offer * place.scrap_take // 10_000, held)
    offer = min(held - sold, MOST_LOTS)
    household.scrap_offer = offer
    send.scrap_offered(offer)
    flow.scrap_sold(sold * LOT)
    flow.scrap_paid(sold * place.scrap_lot)
