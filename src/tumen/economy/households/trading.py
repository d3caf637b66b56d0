"""Market trade: what the town and the outside spend at the stalls is shared among the traders.

Residents' spending on goods and services lies in the place's trade pot. Stallholders pay for
their stock out of it, outside customers add to it, and the rest is split next morning over the
stall hours of the day before. More traders, or neighbours with less cash, mean less for each:
miners' spending is traders' income.
"""

from tumen.core.declare import Flow, Given, Observable, Param, Signal, Trait, Whole
from tumen.core.maths import whole
from tumen.core.measure import mean, total
from tumen.core.roles import Livelihood, Role

NUMBER = 16

FULL_DAY = 8
"""Stall units of an average trader's whole day."""

GIVEN = {
    "place.outside_trade": Given(
        "KPW of 2013/resident/day",
        "Net earnings of the place's traders from the rest of the country and from legal trade abroad.",
    ),
}

STATE = {
    "person.stall_skill": Whole(0, 30, "tenths", "Worth of this adult's hour at a stall; 10 is average."),
    "person.traded": Whole(0, 24, "units", "Stall units worked yesterday, to be paid today."),
    "place.stall_share": Whole(0, 10_000_000, "KPW/unit", "Paid today for each of yesterday's stall units."),
    "place.trade_return": Whole(
        0, 10_000_000, "KPW/day", "What a day at an average stall has brought lately."
    ),
}

PARAMS = {
    "trade_margin": Param(
        0.4, 0.15, 0.8, "share", "assumption", "Part of local spending that stays after the stock is paid."
    ),
    "trade_memory": Param(14, 3, 60, "days", "assumption", "Days over which people judge what trade brings."),
    "fewest_traders": Param(
        0.01,
        0.001,
        0.05,
        "share",
        "assumption",
        "Residents trading below which takings per trader rise no more.",
    ),
}

DRAWS = {"talent": Trait("Talent for trade, contacts and capital.")}

FLOWS = {
    "stock_bought": Flow("won", "place.trade_pot", "rest", "Stallholders pay for goods brought in."),
    "outside_sales": Flow("won", "rest", "place.trade_pot", "Net earnings from customers elsewhere."),
    "trade_income": Flow("won", "place.trade_pot", "household.won", "Traders' takings."),
}

SIGNALS = {"stall_units": Signal("place", "units", "Stall units worked today.")}

OBSERVABLES = {
    "income_trade": Observable(
        "KPW/household/month",
        "Household income from trade.",
        total("flow.trade_income") / mean("place.households"),
    ),
    "trade_return": Observable(
        "KPW/day", "Takings of a day at an average stall.", mean("place.trade_return")
    ),
    "traders": Observable(
        "full days", "Full average trading days worked a day.", mean("place.stall_units") / FULL_DAY
    ),
}

WHEN = {"learn_trade": "opening", "share": "05:50", "trade": "14:00"}


def learn_trade(person, draw):
    """Skill is for life and unequal: most make do, a few deal in bulk; first traders are better at it."""
    talent = draw.talent
    skill = 4.5 + 5.0 * talent + 22.0 * talent * talent * talent * talent * talent * talent
    if person.role == Role.TRADER:
        skill = skill + 4.0
    person.stall_skill = whole(skill)


def share(place, state, param, flow):
    """Yesterday's pot, less the stock and plus outside sales, over yesterday's stall units."""
    cost = whole(place.trade_pot * (1.0 - param.trade_margin))
    custom = place.outside_trade * state.price_level
    outside = whole(custom * place.residents * place.trade_level)
    pot = place.trade_pot - cost + outside
    flow.stock_bought(cost)
    flow.outside_sales(outside)
    place.stall_share = 0
    if place.stall_units > 0:
        place.stall_share = pot // place.stall_units
    fewest = max(1, whole(FULL_DAY * param.fewest_traders * place.residents))
    today_brings = FULL_DAY * pot / max(place.stall_units, fewest)
    place.trade_return = whole(place.trade_return + (today_brings - place.trade_return) / param.trade_memory)


def trade(person, household, place, flow, send):
    """A trader is paid for yesterday's stall and works today's."""
    if person.livelihood != Livelihood.TRADE and person.traded == 0:
        return
    if person.traded > 0 and place.stall_share > 0:
        flow.trade_income(person.traded * place.stall_share)
    person.traded = 0
    if person.livelihood == Livelihood.TRADE and person.hours > 0.0:
        units = whole(FULL_DAY * person.hours * person.stall_skill / 10.0)
        person.traded = units
        send.stall_units(units)
