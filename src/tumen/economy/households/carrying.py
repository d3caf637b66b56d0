"""Carrying for smugglers: a run over the river every third night, paid the morning after.

A carrier goes only while there is a way. Caught, he loses the load and the pay and has the police
to settle with; got through, he shares in what brokers set aside for the night's carriers, so a
crowd on the bank earns less.
"""

from tumen.core.declare import Draw, Flow, Observable, Param, Signal, Whole
from tumen.core.maths import whole
from tumen.core.measure import mean, total
from tumen.core.roles import Livelihood

NUMBER = 20

NIGHTS = 3
"""A carrier runs one night in three."""

STATE = {
    "person.carried": Whole(0, 1, "runs", "Runs that got through last night, to be paid today."),
    "person.run_caught": Whole(0, 1, "runs", "Runs that were caught tonight."),
    "place.carry_return": Whole(
        0, 10_000_000, "KPW/day", "What a carrier earns a day, nights of waiting included."
    ),
}

PARAMS = {
    "carry_hours": Param(
        0.3,
        0.0,
        1.0,
        "share",
        "assumption",
        "Free share of the day that a carrier needs to rest and prepare.",
    ),
}

DRAWS = {"caught": Draw("Whether a run is caught.")}

FLOWS = {
    "carry_wages": Flow("yuan", "place.broker_yuan", "household.yuan", "Brokers' wages to carriers."),
}

SIGNALS = {
    "runs_through": Signal("place", "runs", "Runs that got through last night."),
    "runs_caught": Signal("place", "runs", "Runs that were caught last night."),
}

OBSERVABLES = {
    "carrier_runs": Observable(
        "runs", "Runs attempted.", total("place.runs_through") + total("place.runs_caught")
    ),
    "carriers_caught": Observable("persons", "Carriers caught with a load.", total("place.runs_caught")),
    "carry_pay": Observable(
        "CNY/run", "Pay offered for a run; 0 on days without an offer.", mean("place.carry_offer") / 100
    ),
    "income_smuggling": Observable(
        "KPW/household/month",
        "Household income from carrying.",
        total("flow.carry_wages") / 100 * mean("place.yuan_rate") / mean("place.households"),
    ),
}

WHEN = {"hear_pay": "03:45", "carry": "14:40"}


def hear_pay(place):
    """What a carrier's life brings a day."""
    place.carry_return = whole(
        (1.0 - place.detection) * place.carry_offer * place.yuan_rate / (100.0 * NIGHTS)
    )


def carry(person, household, place, today, param, draw, flow, send):
    """Paid for last night's run; tonight is the turn of one carrier in three."""
    if person.livelihood != Livelihood.CARRY and person.carried + person.run_caught == 0:
        return
    if person.carried > 0:
        flow.carry_wages(place.carry_pay)
    person.carried = 0
    person.run_caught = 0
    if person.livelihood != Livelihood.CARRY or person.hours < param.carry_hours or place.ways <= 0:
        return
    if (today.day + household.id) % NIGHTS != 0:
        return
    if draw.caught < place.detection:
        person.run_caught = 1
        send.runs_caught(1)
    else:
        person.carried = 1
        send.runs_through(1)
