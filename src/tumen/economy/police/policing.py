"""Policing of private smuggling: authorities ease off where livelihoods are at risk.

The centre asks for a strictness (`private_enforcement`, a lever). How much of it is carried out
from day to day is decided on the spot: officers who see their town go hungry look away, slowly, and
tighten again when it eats. Whether they decide that themselves is in doubt: with `easing_decided`
at 0 only the centre eases, by a dated change of the lever. A campaign tightens what is left.
"""

from tumen.core.declare import Fixed, Observable, Param, Signal
from tumen.core.maths import clip, whole
from tumen.core.measure import mean

NUMBER = 32

STATE = {
    "place.routine": Fixed(0, 1, "share", "Strictness of local officers left to themselves.", default=0.5),
    "place.enforcement": Fixed(
        0, 1, "share", "How strictly private smuggling and theft are policed.", default=0.5
    ),
}

PARAMS = {
    "private_enforcement": Param(
        0.5,
        0.0,
        1.0,
        "share",
        "assumption",
        "Strictness towards private smugglers that the centre asks for.",
        lever=True,
    ),
    "easing_decided": Param(
        1,
        0,
        1,
        "0 or 1",
        "S0; assumption",
        "Who eases: 1 local officers by themselves, 0 only the centre.",
    ),
    "policing_relaxation": Param(
        0.7,
        0.0,
        1.0,
        "share",
        "S0",
        "Part of that strictness which local officers drop when livelihoods are at risk.",
    ),
    "policing_ordinary": Param(
        0.04,
        0.0,
        0.08,
        "share",
        "assumption",
        "Average hunger (deficit against need) that officers are used to and that changes nothing.",
    ),
    "policing_distress": Param(
        0.12, 0.08, 0.3, "share", "assumption", "Average hunger at which they have eased off completely."
    ),
    "policing_lag": Param(
        30, 5, 180, "days", "assumption", "Time in which policing follows what officers see."
    ),
}

SIGNALS = {"hunger_seen": Signal("place", "households x 100", "Hunger, summed over households.")}

OBSERVABLES = {
    "private_enforcement_felt": Observable(
        "share", "Strictness of policing of private smuggling, as carried out.", mean("place.enforcement")
    ),
}

WHEN = {"ease": "02:00", "show_hunger": "20:50"}


def ease(place, param):
    """Officers move towards the strictness ordered, less what local hunger talks them out of."""
    hungry = 0.0
    if place.households > 0:
        hungry = clip(place.hunger_seen / (100.0 * place.households), 0.0, 1.0)
    span = max(0.01, param.policing_distress - param.policing_ordinary)
    eased = param.policing_relaxation * clip((hungry - param.policing_ordinary) / span, 0.0, 1.0)
    wanted = param.private_enforcement * (1.0 - param.easing_decided * eased)
    routine = place.routine + (wanted - place.routine) / param.policing_lag
    place.routine = routine
    place.enforcement = routine + place.campaign * (1.0 - routine)


def show_hunger(household, place, send):
    """A hungry household is seen by its neighbourhood."""
    if household.hunger > 0.005:
        send.hunger_seen(whole(100.0 * household.hunger))
