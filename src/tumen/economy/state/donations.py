"""Donations: grain from abroad for the people of a place, less what is led aside on the way.

A convoy's grain is divided among all residents day by day. Part of it never arrives: it goes to the
army, to offices and to markets elsewhere. How much is disputed, so it is a belief with a wide range.
"""

from tumen.core.declare import Flow, Observable, Param, Stock, Whole
from tumen.core.maths import whole
from tumen.core.measure import total

NUMBER = 11
GRAMS_PER_TONNE = 1_000_000
DAYS_PER_MONTH = 30.4
PER_RESIDENTS = 100_000

STATE = {
    "place.donated": Stock("grain", "Donated grain in the place's store."),
    "place.donated_ration": Whole(0, 100_000, "g/person/day", "Donated grain granted today to everyone."),
}
PARAMS = {
    "donation": Param(
        0,
        0,
        1_500,
        "t/month/100,000 residents",
        "assumption",
        "Grain that donors send to a place; 1,200 t would be 400 g a person and day.",
        lever=True,
    ),
    "donation_leakage": Param(
        0.3, 0.0, 0.7, "share", "assumption", "Part of donated grain that is led aside on the way."
    ),
}
FLOWS = {
    "donation_arrived": Flow("grain", "abroad", "place.donated", "Grain that donors sent."),
    "donation_diverted": Flow("grain", "place.donated", "rest", "Donated grain led aside."),
    "donation_given": Flow("grain", "place.donated", "household.grain", "Donated grain handed out."),
}
OBSERVABLES = {
    "donated": Observable("t", "Donated grain handed out.", total("flow.donation_given") / 1e6),
    "donated_diverted": Observable("t", "Donated grain led aside.", total("flow.donation_diverted") / 1e6),
}
WHEN = {"receive": "04:32", "hand_out": "17:57"}


def receive(place, param, flow):
    """A day's part of the month's grain comes in; what is left of it is divided by heads."""
    month = param.donation * GRAMS_PER_TONNE * place.residents / PER_RESIDENTS
    arrived = whole(month / DAYS_PER_MONTH)
    diverted = whole(arrived * param.donation_leakage)
    if arrived > 0:
        flow.donation_arrived(arrived)
        flow.donation_diverted(diverted)
    place.donated_ration = min(100_000, place.donated // max(1, place.residents))


def hand_out(household, place, flow):
    """Every household fetches its part."""
    grams = place.donated_ration * (household.adults + household.children + household.elders)
    if grams > 0:
        flow.donation_given(grams)
