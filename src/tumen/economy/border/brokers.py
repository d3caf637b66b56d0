"""Brokers: they sell last night's loads abroad, pay guards and carriers, and weigh the ways.

Buyers who paid thieves ahead keep back what those have worked off. Of the rest a broker pays the
guards what they ask, or a part of the value of a poor load; a carrier a full wage for a dear load
and a part of the value of a poor one. What is left of a kilogram after carrier, guard and the risk
of losing it says which way is best, and so what he bids for the good (wares.py). He pays out of
his own purse only.
"""

from tumen.core.declare import Fixed, Flow, Observable, Param, Stock, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import mean, total
from tumen.core.roles import Means
from tumen.economy.border.private_crossings import LOAD

NUMBER = 25

STATE = {
    "ware.best": Fixed(0, 1e8, "fen/kg", "What the best way over leaves of the buyer's price."),
    "haul.leaves": Fixed(
        0, 10**8, "fen/kg", "What this way leaves of the buyer's price, its costs and risk taken off."
    ),
    "ware.outlet": Whole(0, 10**15, "g/night", "What could leave tonight by all ways together."),
    "place.broker_yuan": Stock("yuan", "Brokers' purse (fen)."),
    "place.loads_value": Fixed(0, 1e12, "fen", "What buyers owe for last night's loads."),
    "place.advances_due": Whole(0, 10**13, "fen", "Advances worked off that buyers have yet to keep back."),
    "place.wages_due": Fixed(0, 1e12, "fen", "Wages for last night's loads on backs."),
    "place.first_pay": Fixed(0, 1e6, "fen", "Wage for the best load that waited, had anybody come for it."),
    "place.bribes_asked": Whole(0, 10**13, "fen", "What guards asked for last night's loads on backs."),
    "place.bribes_given": Whole(0, 10**13, "fen", "What they got."),
    "place.looked_away": Fixed(0, 1, "share", "Part of what guards ask that brokers have paid lately.", 1.0),
    "place.carry_pay": Whole(
        0, 1_000_000, "fen/run", "Paid this morning for each of last night's runs that got through."
    ),
    "place.carry_offer": Whole(
        0, 1_000_000, "fen/run", "What a run has paid lately, or would pay the first carrier."
    ),
    "place.yuan_rate": Whole(0, 1_000_000, "KPW/CNY", "Market rate of the yuan today."),
}

PARAMS = {
    "run_pay": Param(25, 10, 80, "CNY/run", "assumption", "Wage of a carrier for a dear load."),
    "run_share": Param(
        0.35, 0.15, 0.6, "share", "assumption", "Most of a load's value that a carrier can get."
    ),
    "bribe_share": Param(
        0.15, 0.05, 0.35, "share", "assumption", "Most of a load's value that brokers will pay a guard."
    ),
    "bribe_memory": Param(
        7, 1, 30, "days", "assumption", "Time in which guards forget who paid and who did not."
    ),
    "word_spreads": Param(7, 2, 30, "days", "assumption", "Time in which word of what a run pays spreads."),
    "broker_capital": Param(
        5, 1, 50, "CNY/household", "assumption", "Brokers' working purse for each household of the place."
    ),
}

FLOWS = {
    "loads_paid": Flow("yuan", "abroad", "place.broker_yuan", "Buyers pay for loads that came through."),
    "back_bribes": Flow(
        "yuan", "place.broker_yuan", "crossing.guard_purse", "Bribes for loads on carriers' backs."
    ),
    "licence_fees": Flow("yuan", "place.broker_yuan", "rest", "Fees for loads that go under a licence."),
    "broker_profit": Flow(
        "yuan", "place.broker_yuan", "rest", "Profit brokers take out, to spend or hide elsewhere."
    ),
}

OBSERVABLES = {
    "smuggling_receipts": Observable(
        "CNY",
        "Paid from abroad for loads on backs and gangs' trucks, advances kept back.",
        total("flow.loads_paid") / 100,
    ),
    "broker_profit": Observable("CNY", "Profit brokers took out.", total("flow.broker_profit") / 100),
    "guards_paid_off": Observable(
        "share", "Part of what guards ask for loads on backs that they get.", mean("place.looked_away")
    ),
}

WHEN = {
    "open_purse": "opening",
    "reckon": "02:52",
    "weigh_loads": "02:54",
    "sell": "03:00",
    "pay_guards": "03:05",
    "divide": "03:10",
    "advertise": "03:15",
    "forget": "03:18",
    "appraise": "03:20",
}


def wage(value, most, share):
    """Carrier's wage for a load of this value (fen): a fixed sum, or a share of a poor load."""
    return min(most, share * value)


def toll(value, asked, share):
    """Bribe for a load of this value (fen): what guards ask, or a share of a poor load."""
    return min(1.0 * asked, share * value)


def due_at_river(value, asked, share, licensed, fee):
    """Bribe or, for loads under a licence, fee for a load of this value (fen), averaged."""
    return (1.0 - licensed) * toll(value, asked, share) + licensed * fee * value


def left_of_load(value, detection, wage_due, bribe):
    """What a load on a back leaves for those on the near bank, by the kilogram."""
    return max(0.0, value * (1.0 - detection) - wage_due - bribe) / (LOAD / 1000.0)


def open_purse(place, param):
    """Brokers start with a small purse."""
    place.broker_yuan = whole(100.0 * param.broker_capital * place.households)


def reckon(place, state):
    """A new account for the night."""
    place.loads_value = 0.0
    place.wages_due = 0.0
    place.first_pay = 0.0
    place.bribes_asked = 0
    place.bribes_given = 0
    place.advances_due = place.advances_due + place.advances_settled
    place.yuan_rate = whole(state.won_per_yuan)


def weigh_loads(haul, place, param):
    """What came over is worth the buyer's price; units sell their own."""
    if haul.means == Means.UNIT:
        return
    place.loads_value = place.loads_value + haul.crossed / 1000.0 * haul.price
    if haul.means == Means.BACKS:
        due = wage(haul.price * LOAD / 1000.0, 100.0 * param.run_pay, param.run_share)
        place.wages_due = place.wages_due + due * haul.crossed / LOAD
        place.first_pay = max(place.first_pay, due * min(1.0, haul.asked / LOAD))


def sell(place, flow):
    """Buyers pay for what came, less advances that thieves have worked off."""
    value = whole(place.loads_value)
    kept_back = min(value, place.advances_due)
    place.advances_due = place.advances_due - kept_back
    flow.loads_paid(value - kept_back)


def pay_guards(haul, place, crossing, param, flow):
    """Guards get what they ask for each load, or what a poor one can bear; licensed ones pay a fee."""
    if haul.means != Means.BACKS:
        return
    loads, value = (haul.crossed + haul.seized) / LOAD, haul.price * LOAD / 1000.0
    private = 1.0 - param.small_licences
    due = whole(loads * private * toll(value, crossing.bribe, param.bribe_share))
    given = min(due, place.broker_yuan)
    place.bribes_asked = place.bribes_asked + whole(loads * private * crossing.bribe)
    place.bribes_given = place.bribes_given + given
    flow.back_bribes(given)
    fee = whole(loads * param.small_licences * param.licence_fee * value)
    flow.licence_fees(min(fee, place.broker_yuan))


def divide(place, param, flow):
    """Carriers share the wages of what they brought over; profit leaves last, the working purse stays."""
    met = 1.0
    if place.bribes_asked > 0:
        met = clip(place.bribes_given / place.bribes_asked, 0.0, 1.0)
    place.looked_away = place.looked_away + (met - place.looked_away) / param.bribe_memory
    place.carry_pay = 0
    if place.runs_through > 0:
        place.carry_pay = min(whole(place.wages_due), place.broker_yuan) // place.runs_through
    due = place.carry_pay * place.runs_through
    working = whole(100.0 * param.broker_capital * place.households)
    flow.broker_profit(max(0, place.broker_yuan - due - working))


def advertise(place, param):
    """Word of what a run pays spreads; with nobody running, what the first would get."""
    pay = place.carry_pay
    if place.runs == 0:
        pay = place.first_pay
    place.carry_offer = whole(place.carry_offer + (pay - place.carry_offer) / param.word_spreads)
    if place.ways == 0:
        place.carry_offer = 0


def forget(ware):
    """Each morning the ways are weighed afresh."""
    ware.best = 0.0
    ware.outlet = 0


def appraise(haul, ware, place, crossing, param):
    """The way that leaves most of the buyer's price is the one a broker counts on."""
    outlet, leaves = haul.reach, 1.0 * haul.worth
    if haul.means == Means.BACKS:
        value = haul.price * LOAD / 1000.0
        due = wage(value, 100.0 * param.run_pay, param.run_share)
        toll_due = due_at_river(
            value, crossing.bribe, param.bribe_share, param.small_licences, param.licence_fee
        )
        leaves = left_of_load(value, place.detection, due, toll_due)
        outlet = 0
        if crossing.bank == place.id:
            outlet = min(haul.most, crossing.room * 1000)
    haul.leaves = leaves
    if outlet > 0:
        ware.best = max(ware.best, leaves)
        ware.outlet = ware.outlet + outlet
