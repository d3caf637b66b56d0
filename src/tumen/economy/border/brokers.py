"""Small brokers: they sell last night's loads abroad, pay bribes and carriers, and buy in.

A broker pays a carrier a full wage for a dear load and a part of the value of a poor one. What
is left of a load after carrier, guard and the risk of losing it sets what he offers for scrap
and concentrate; a heap he cannot move lowers the offer. He pays out of his own purse only.
"""

from tumen.core.declare import Fixed, Flow, Observable, Param, Stock, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import total

NUMBER = 20

LOAD = 30_000
"""Grams on one back."""

STATE = {
    "place.broker_yuan": Stock("yuan", "Brokers' purse (fen)."),
    "place.broker_budget": Whole(
        0, 10**13, "fen", "What brokers may spend on lots today, wages of carriers set aside."
    ),
    "place.carry_pay": Whole(
        0, 1_000_000, "fen/run", "Paid this morning for each of last night's runs that got through."
    ),
    "place.carry_offer": Whole(
        0, 1_000_000, "fen/run", "What a run has paid lately, or would pay the first carrier."
    ),
    "place.bribe": Whole(0, 100_000, "fen/run", "What a guard asks to look away from one dear back load."),
    "place.scrap_bid": Fixed(0, 1_000, "fen/kg", "What a broker would give for scrap today."),
    "place.ore_bid": Fixed(0, 1_000, "fen/kg", "What a broker would give for concentrate today."),
    "place.yuan_rate": Whole(0, 1_000_000, "KPW/CNY", "Market rate of the yuan today."),
}

PARAMS = {
    "goods_value": Param(
        20, 8, 40, "CNY/kg", "F0161 F0162", "Border value of herbs, seafood and other dear goods."
    ),
    "goods_cost": Param(
        0.8, 0.5, 0.95, "share", "assumption", "Part of that value paid to those who supply the goods."
    ),
    "scrap_value": Param(1.5, 0.8, 2.2, "CNY/kg", "assumption", "Price of scrap iron on the far bank."),
    "ore_value": Param(0.3, 0.2, 0.4, "CNY/kg", "trade.csv", "Price of iron concentrate on the far bank."),
    "run_pay": Param(25, 10, 80, "CNY/run", "assumption", "Wage of a carrier for a dear load."),
    "run_share": Param(
        0.35, 0.15, 0.6, "share", "assumption", "Most of a load's value that a carrier can get."
    ),
    "run_bribe": Param(
        4, 0.5, 20, "CNY/run", "assumption", "Bribe for one back load under ordinary policing."
    ),
    "bribe_share": Param(
        0.15,
        0.05,
        0.35,
        "share",
        "assumption",
        "Most of a load's value that a guard can ask for under ordinary policing.",
    ),
    "broker_margin": Param(
        0.4, 0.1, 0.7, "share", "assumption", "Part of what a load leaves that the broker keeps."
    ),
    "broker_capital": Param(
        5, 1, 50, "CNY/household", "assumption", "Brokers' working purse for each household of the place."
    ),
}

FLOWS = {
    "loads_paid": Flow(
        "yuan", "abroad", "place.broker_yuan", "Buyers on the far bank pay for loads that came through."
    ),
    "goods_cost_paid": Flow(
        "yuan", "place.broker_yuan", "rest", "Paid to suppliers of smuggled goods elsewhere."
    ),
    "bribes_paid": Flow(
        "yuan", "place.broker_yuan", "rest", "Bribes; guards' superiors and families elsewhere get them."
    ),
    "broker_profit": Flow(
        "yuan", "place.broker_yuan", "rest", "Profit brokers take out, to spend or hide elsewhere."
    ),
}

OBSERVABLES = {
    "bribes": Observable("CNY", "Bribes paid for private loads.", total("flow.bribes_paid") / 100),
    "smuggling_receipts": Observable(
        "CNY", "Paid from abroad for private loads.", total("flow.loads_paid") / 100
    ),
}

WHEN = {"open_purse": "opening", "sell": "03:00", "divide": "03:10", "advertise": "03:20", "bid": "03:30"}


def wage(value, param_pay, param_share):
    """Carrier's wage for a load of this value (yuan): a fixed sum, or a share of a poor load."""
    return min(param_pay, param_share * value)


def toll(value, asked, most):
    """Bribe for a load of this value (yuan): what guards ask, or a share of a poor load."""
    return min(asked, most * value)


def offer(value, detection, wage_due, bribe, margin):
    """What one kilogram of a load is worth to the broker before he carries it (fen)."""
    left = value * (1.0 - detection) - wage_due - bribe
    return clip(100.0 * (1.0 - margin) * left / (LOAD / 1000.0), 0.0, 1000.0)


def glut(stock, nightly):
    """A heap of many nights' carrying lowers the bid; no way over, no bid at all."""
    if nightly <= 0:
        return 0.0
    return 10.0 * nightly / (10.0 * nightly + stock)


def open_purse(place, param):
    """Brokers start with a small purse."""
    place.broker_yuan = whole(100.0 * param.broker_capital * place.households)


def sell(place, param, flow):
    """Receipts first, then suppliers and guards; suppliers bear what a bad night cannot pay."""
    kept = 1.0 - place.seized_share
    goods = param.goods_value * place.goods_load / 10.0
    scrap = param.scrap_value * place.scrap_load / 10.0
    ore = param.ore_value * place.ore_load / 10.0
    received = whole(kept * (goods + scrap + ore))
    purse = place.broker_yuan + received
    cost = min(whole(param.goods_cost * goods), purse)
    asked, most = place.bribe / 100.0, param.bribe_share * (0.5 + place.enforcement)
    due = (
        place.goods_load * toll(param.goods_value * LOAD / 1000, asked, most)
        + place.scrap_load * toll(param.scrap_value * LOAD / 1000, asked, most)
        + place.ore_load * toll(param.ore_value * LOAD / 1000, asked, most)
    )
    bribes = min(whole(100.0 * due / LOAD), purse - cost)
    flow.loads_paid(received)
    flow.goods_cost_paid(cost)
    flow.bribes_paid(bribes)


def divide(place, param, flow):
    """Carriers' wages come first, out of the value of what they carried; profit leaves last."""
    pay = (
        place.goods_load * wage(param.goods_value * LOAD / 1000, param.run_pay, param.run_share)
        + place.scrap_load * wage(param.scrap_value * LOAD / 1000, param.run_pay, param.run_share)
        + place.ore_load * wage(param.ore_value * LOAD / 1000, param.run_pay, param.run_share)
    )
    wages = min(whole(100.0 * pay / LOAD), place.broker_yuan)
    place.carry_pay = 0
    if place.runs_through > 0:
        place.carry_pay = wages // place.runs_through
    due = place.carry_pay * place.runs_through
    working = whole(100.0 * param.broker_capital * place.households)
    profit = max(0, place.broker_yuan - due - working)
    place.broker_budget = place.broker_yuan - due - profit
    flow.broker_profit(profit)


def advertise(place, param):
    """Word of what a run pays spreads over a week; with nobody running, the first would get all."""
    pay = place.carry_pay
    if place.runs_through == 0 and place.ways > 0:
        pay = whole(100.0 * wage(param.goods_value * LOAD / 1000, param.run_pay, param.run_share))
    place.carry_offer = whole(place.carry_offer + (pay - place.carry_offer) / 7.0)
    if place.ways == 0:
        place.carry_offer = 0
    place.bribe = whole(100.0 * param.run_bribe * (0.5 + place.enforcement))


def bid(place, state, param):
    """The bid for scrap and concentrate: what a load leaves, less as the heap grows."""
    place.yuan_rate = whole(state.won_per_yuan)
    nightly = place.ways * 1000
    scrap = param.scrap_value * LOAD / 1000
    ore = param.ore_value * LOAD / 1000
    scrap_wage = wage(scrap, param.run_pay, param.run_share)
    ore_wage = wage(ore, param.run_pay, param.run_share)
    asked, most = place.bribe / 100.0, param.bribe_share * (0.5 + place.enforcement)
    scrap_toll = toll(scrap, asked, most)
    ore_toll = toll(ore, asked, most)
    place.scrap_bid = glut(place.broker_scrap, nightly) * offer(
        scrap, place.detection, scrap_wage, scrap_toll, param.broker_margin
    )
    place.ore_bid = glut(place.broker_ore, nightly) * offer(
        ore, place.detection, ore_wage, ore_toll, param.broker_margin
    )
