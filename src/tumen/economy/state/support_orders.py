"""Support orders: when a mine has been shut out of its trade for months, the province makes homes pay.

The order of February 2018 came five months after the last lots had cleared. It follows from the ban
here, by rule: a world without the ban knows no such order, one with an earlier ban an earlier one.
Which places are asked, and how much, is decided above them.
"""

from tumen.core.declare import Fixed, Observable, Param, Whole
from tumen.core.measure import mean

NUMBER = 13

STATE = {
    "state.ore_barred": Fixed(0.0, 1.0, "share of trade", "Closed today of the mines' trade, at the most."),
    "state.days_barred": Whole(0, 100_000, "days", "Since more than half of that trade was closed."),
    "place.support_order": Whole(0, 200_000, "KPW/household/month", "Asked for the mine today."),
}
PARAMS = {
    "support_levy": Param(
        0,
        0,
        200_000,
        "KPW/household/month",
        "F0056 F0058",
        "What the province asks of each household for a mine that is shut out of its trade.",
        lever=True,
    ),
    "support_after": Param(
        150, 30, 365, "days", "S0 F0056", "Days without its trade after which a mine's support is ordered."
    ),
    "support_length": Param(180, 30, 730, "days", "assumption", "How long such an order holds."),
}
OBSERVABLES = {
    "support_order": Observable(
        "KPW/household/month", "Asked of each household in support of a mine.", mean("place.support_order")
    ),
}
WHEN = {"forget": "00:06", "look": "00:07", "count": "00:08", "order": "00:09"}


def forget(state):
    """Every morning the mines' trade counts as open."""
    state.ore_barred = 0.0


def look(company, site, commodity, state):
    """A company that sells a mine's ore finds it barred or not."""
    if site.makes == 1 and company.makes_goods == 0:
        state.ore_barred = max(state.ore_barred, commodity.barred - commodity.for_food)


def count(state):
    """Days since the trade was closed; one open day ends the count."""
    state.days_barred = state.days_barred + 1 if state.ore_barred > 0.5 else 0


def order(place, state, param):
    """The order holds for its time and is not repeated while the trade stays closed."""
    waited = state.days_barred - param.support_after
    place.support_order = 0
    if 0 <= waited < param.support_length:
        place.support_order = int(param.support_levy)
