"""Advances: buyers pay ahead for theft, and the debt keeps the thief at it.

Who is short of money takes it. Of every bag a part is kept back until the debt is worked off, and a
thief who owes goes on stealing at a risk at which a free one would stop. An arrest leaves the debt
where it is; buyers forget what they cannot collect, slowly.
"""

from tumen.core.declare import Draw, Flow, Observable, Param, Signal, Stock, Whole
from tumen.core.maths import whole
from tumen.core.measure import last, total
from tumen.core.roles import Livelihood

NUMBER = 26

STATE = {
    "household.advance": Stock("advance", "Owed to a buyer who paid ahead (fen)."),
    "site.advance_offer": Whole(0, 10**7, "fen", "What buyers would pay a thief of this workplace ahead."),
}

PARAMS = {
    "advance_reach": Param(
        0.1,
        0.0,
        0.5,
        "chance a week",
        "S4; assumption",
        "Chance that a thief short of money is offered an advance.",
    ),
    "advance_bags": Param(
        30, 5, 120, "bags", "assumption", "Bags at yesterday's pay that an advance amounts to."
    ),
    "advance_poor": Param(
        20, 5, 60, "days of food", "assumption", "Money in hand below which a thief takes one."
    ),
    "advance_kept": Param(
        0.4, 0.1, 0.9, "share", "assumption", "Part of a bag's pay kept back while the debt lasts."
    ),
    "advance_bond": Param(
        2.0, 0.5, 4.0, "log odds", "assumption", "How much a debt to buyers holds a thief to stealing."
    ),
    "advance_forgotten": Param(
        0.02, 0.0, 0.1, "share a week", "assumption", "Part of a debt that buyers give up."
    ),
}

DRAWS = {"found": Draw("Whether a buyer's man comes with an advance.")}

FLOWS = {
    "advance_paid": Flow("yuan", "abroad", "household.yuan", "Advances from buyers beyond the border."),
    "advance_owed": Flow("advance", "made", "household.advance", "Debt taken on with an advance."),
    "advance_withheld": Flow("yuan", "household.yuan", "place.broker_yuan", "Kept back from pay for bags."),
    "advance_settled": Flow("advance", "household.advance", "used", "Debt worked off."),
    "advance_waived": Flow("advance", "household.advance", "lost", "Debt that buyers gave up."),
}

SIGNALS = {
    "advances_settled": Signal("place", "fen", "Kept back today; buyers pay brokers that much less."),
}

OBSERVABLES = {
    "advances_paid": Observable("CNY", "Paid to thieves ahead.", total("flow.advance_paid") / 100),
    "advances_owed": Observable(
        "CNY", "Owed by thieves' households at the month's end.", last("household.advance") / 100
    ),
}

WHEN = {"offer": "05:57", "meet_buyer": "14:25", "forget": "18:40"}


def offer(site, param):
    """Buyers pay ahead where bags come regularly and are worth having."""
    site.advance_offer = 0
    if site.bag > 0:
        site.advance_offer = whole(param.advance_bags * site.thief_pay)


def meet_buyer(person, household, place, site, today, param, draw, flow, send):
    """Just paid for a bag (theft.py), a thief gives back a part of what he owes; a poor one may borrow."""
    if person.took == 0:
        return
    if household.advance > 0:
        kept = min(household.advance, int(param.advance_kept * site.thief_pay))
        flow.advance_withheld(kept)
        flow.advance_settled(kept)
        send.advances_settled(kept)
        return
    if (today.day + household.id) % 7 != 2 or person.livelihood != Livelihood.PILFER:
        return
    money = household.won + household.yuan * place.yuan_rate / 100.0
    if money < param.advance_poor * household.food_cost and draw.found < param.advance_reach:
        flow.advance_paid(site.advance_offer)
        flow.advance_owed(site.advance_offer)


def forget(household, today, param, flow):
    """Once a week a part of the debt is given up as lost."""
    if household.advance > 0 and (today.day + household.id) % 7 == 4 and param.advance_forgotten > 0.0:
        flow.advance_waived(min(household.advance, 1 + int(household.advance * param.advance_forgotten)))
