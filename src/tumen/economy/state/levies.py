"""Levies: orders to give money or scrap, partly obeyed, partly pocketed on the way up."""

from tumen.core.declare import Flow, Observable, Param, Signal, Stock, Trait, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import mean, total

NUMBER = 13
STATE = {
    "household.arrears": Stock("levy_arrears", "Levies asked and not settled, in won."),
    "place.office_won": Stock("won", "Cash in the county's offices."),
    "place.office_scrap": Stock("scrap", "Scrap handed in as levies."),
    "place.pocketed_today": Whole(0, 10**13, "KPW", "Levies pocketed today."),
    "state.levy_won": Stock("won", "Levies that reached the centre."),
}
PARAMS = {
    "levy_usual": Param(
        35_000,
        15_000,
        60_000,
        "KPW/household/month",
        "F0595",
        "The many small levies of any month.",
        real=True,
    ),
    "levy_order": Param(
        0,
        0,
        200_000,
        "KPW/household/month",
        "F0056 F0058",
        "Asked besides by an order from above.",
        lever=True,
    ),
    "levies_forbidden": Param(
        0.0,
        0.0,
        1.0,
        "share",
        "assumption",
        "Part of all levies, ordinary ones included, that the centre forbids and nobody asks for any more.",
        lever=True,
    ),
    "levy_pocketed": Param(
        0.6, 0.0, 0.9, "share", "S0", "Share of a levy that stays in the hands it passes through."
    ),
    "levy_readiness": Param(
        0.4, 0.0, 0.8, "share", "assumption", "Readiness to pay without trust, fear or hunger."
    ),
    "levy_trust": Param(0.5, 0.0, 1.0, "share", "assumption", "Readiness added by full trust."),
    "levy_fear": Param(0.5, 0.0, 1.0, "share", "assumption", "Readiness added by full fear."),
    "levy_hunger": Param(
        1.0, 0.0, 3.0, "share", "assumption", "Readiness lost by hunger, for each share of need."
    ),
    "levy_pressure": Param(
        0.25, 0.0, 0.6, "share", "assumption", "Readiness added by half a year of arrears."
    ),
    "levy_food_kept": Param(
        6, 2, 15, "days", "assumption", "Days of food in cash that no household gives away."
    ),
    "levy_forgotten": Param(
        0.15, 0.0, 0.5, "share/month", "assumption", "Part of arrears written off each month."
    ),
}
DRAWS = {"stubborn": Trait("How unwilling the household is to pay.")}
FLOWS = {
    "levy_asked": Flow("levy_arrears", "made", "household.arrears", "Levies asked."),
    "levy_settled": Flow("levy_arrears", "household.arrears", "used", "Levies settled in cash or in kind."),
    "levy_waived": Flow("levy_arrears", "household.arrears", "lost", "Arrears nobody asks for any more."),
    "levy_paid": Flow("won", "household.won", "place.office_won", "Levies paid in cash."),
    "levy_scrap": Flow("scrap", "household.scrap", "place.office_scrap", "Scrap handed in as levies."),
    "levy_pocketed": Flow("won", "place.office_won", "rest", "Levies pocketed on the way up."),
    "levy_remitted": Flow("won", "place.office_won", "state.levy_won", "Levies passed on to the centre."),
    "office_costs": Flow(
        "won", "place.office_won", "rest", "Fees and fines, spent by offices and their heads."
    ),
    "scrap_remitted": Flow("scrap", "place.office_scrap", "rest", "Scrap sent to the mills."),
}
SIGNALS = {"levy_taken": Signal("place", "KPW", "Levies taken in cash today.")}
OBSERVABLES = {
    "levy_ordered": Observable(
        "KPW/household/month", "Levies asked.", total("flow.levy_asked") / mean("place.households")
    ),
    "levy_paid": Observable(
        "KPW/household/month",
        "Levies settled, in cash or in kind.",
        total("flow.levy_settled") / mean("place.households"),
    ),
    "levy_pocketed": Observable(
        "KPW/household/month",
        "Levies pocketed on the way up.",
        total("flow.levy_pocketed") / mean("place.households"),
    ),
    "levy_compliance": Observable(
        "share", "Levies settled over levies asked.", total("flow.levy_settled") / total("flow.levy_asked")
    ),
}
WHEN = {"answer": "19:10", "pass_on": "22:40"}


def readiness(base, per_trust, trust, per_fear, fear, per_hunger, hunger):
    """How much of a levy an average household is ready to give."""
    return clip(base + per_trust * trust + per_fear * fear - per_hunger * hunger, 0.0, 1.0)


def answer(household, place, today, param, draw, flow, send):
    """Once a month the neighbourhood unit collects: households settle, settle less, or refuse."""
    if (today.day + household.id) % 30 != 17:
        return
    flow.levy_waived(int(household.arrears * param.levy_forgotten))
    ordered = param.levy_order + place.support_order
    asked = whole((param.levy_usual + ordered) * (1.0 - param.levies_forbidden))
    flow.levy_asked(asked)
    ready = readiness(
        param.levy_readiness,
        param.levy_trust,
        household.trust,
        param.levy_fear,
        household.fear,
        param.levy_hunger,
        household.hunger,
    )
    ready += param.levy_pressure * clip(
        household.arrears / (6.0 * max(1.0, param.levy_usual)) - 0.2, 0.0, 1.0
    )
    share = clip(0.5 + 2.0 * (ready - draw.stubborn), 0.0, 1.0)
    due = whole(asked * share)
    grams = min(household.scrap, whole(due * 1000.0 / max(1, place.scrap_price)))
    in_kind = min(due, grams * place.scrap_price // 1000)
    can_pay = max(0, household.won - whole(param.levy_food_kept * household.food_cost))
    cash = min(due - in_kind, can_pay)
    flow.levy_scrap(grams)
    flow.levy_paid(cash)
    flow.levy_settled(min(household.arrears, in_kind + cash))
    send.levy_taken(cash)


def pass_on(place, state, param, flow):
    """The day's levies go up, less what is pocketed; other takings are spent by the offices."""
    taken = min(place.levy_taken, place.office_won)
    pocketed = whole(taken * param.levy_pocketed)
    place.pocketed_today = pocketed
    flow.levy_pocketed(pocketed)
    flow.levy_remitted(taken - pocketed)
    flow.office_costs(place.office_won)
    flow.scrap_remitted(place.office_scrap)
