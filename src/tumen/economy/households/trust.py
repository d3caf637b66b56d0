"""Trust and fear: one slow, lost by broken promises; one quick, raised by seen punishment.

Neighbours taken away frighten a little each; a public trial frightens those who stood in the crowd, in
that town and no other; a warning frightens everybody a little. Fear fades with `fear_half_life`.
"""

from tumen.core.declare import Draw, Fixed, Observable, Param, Signal
from tumen.core.maths import clip, whole
from tumen.core.measure import total

NUMBER = 37
STATE = {
    "household.trust": Fixed(
        0.0, 1.0, "share", "Trust that what is promised and taken serves its purpose.", 0.45
    ),
    "household.fear": Fixed(0.0, 1.0, "share", "Believed risk of being caught and punished.", 0.3),
    "place.pocketed_seen": Fixed(
        0.0, 10.0, "months of usual levies", "Levies seen going into pockets, a slow monthly average."
    ),
    "place.punished_seen": Fixed(
        0.0, 100.0, "persons per thousand", "Neighbours seen punished in the past week."
    ),
}
PARAMS = {
    "trust_base": Param(
        0.6, 0.3, 0.9, "share", "assumption", "Trust where nothing is pocketed and rations are kept."
    ),
    "trust_pocketed": Param(
        0.35, 0.0, 1.0, "per month of usual levies", "S0", "Trust lost to levies seen going into pockets."
    ),
    "trust_unkept": Param(0.25, 0.0, 0.6, "share", "S0 S1", "Trust lost where no promised ration comes."),
    "trust_hungry": Param(
        0.6, 0.0, 1.5, "per share of need", "S0", "Trust lost where a household goes hungry and nobody helps."
    ),
    "trust_half_life": Param(
        365, 120, 1_000, "days", "assumption", "Half-life of a loss of trust once its cause is gone."
    ),
    "trust_fall": Param(3.0, 1.0, 6.0, "times", "assumption", "Trust is lost this much faster than won."),
    "fear_base": Param(
        0.15, 0.0, 0.4, "share", "assumption", "Fear where nobody has been punished for long."
    ),
    "fear_half_life": Param(120, 30, 400, "days", "assumption", "Half-life of fear."),
    "fear_seen": Param(
        0.1, 0.0, 0.5, "per person in a thousand", "assumption", "Fear raised by punishment seen."
    ),
    "fear_trial": Param(
        0.3,
        0.05,
        0.7,
        "share",
        "S4; assumption",
        "Fear that a public trial leaves in a household that watched.",
    ),
    "fear_warning": Param(
        0.02, 0.0, 0.1, "share", "S4; assumption", "Fear that a warning leaves in every household."
    ),
    "fear_arrears": Param(
        0.01, 0.0, 0.05, "per week", "S0", "Fear raised by arrears of three months and more."
    ),
}
SIGNALS = {
    "trust_sum": Signal("place", "households x 1000", "Trust, summed over households."),
    "fear_sum": Signal("place", "households x 1000", "Fear, summed over households."),
    "asked_for_views": Signal(
        "place", "households", "Households in the two sums: a seventh of all each day."
    ),
}
OBSERVABLES = {
    "trust": Observable(
        "share",
        "Trust of the average household.",
        total("place.trust_sum") / total("place.asked_for_views") / 1000.0,
    ),
    "fear": Observable(
        "share",
        "Fear of the average household.",
        total("place.fear_sum") / total("place.asked_for_views") / 1000.0,
    ),
}
DRAWS = {"in_crowd": Draw("Whether somebody of the household watched the trial.")}
WEEK = 4.852030263919617
"""7 ln 2: the part of a gap that closes in a week is this over the half-life."""
WHEN = {"notice": "23:10", "weigh_up": "20:20"}


def notice(place, param):
    """What the town sees: pockets over months, punishment over a week."""
    usual = max(1.0, param.levy_usual * place.households)
    place.pocketed_seen += (30.0 * place.pocketed_today / usual - place.pocketed_seen) / 60.0
    place.punished_seen += 1000.0 * place.punished_today / max(1, place.residents) - place.punished_seen / 7.0


def step_towards(value, aim, half_life, fall):
    """One week's move: down ``fall`` times as fast as up."""
    pace = WEEK / half_life
    if aim < value:
        pace = min(1.0, pace * fall)
    return value + (aim - value) * pace


def weigh_up(household, place, today, param, draw, send):
    """Once a week a household takes stock of what was promised and what was done."""
    if (today.day + household.id) % 7 != 5:
        return
    unkept = 0.0
    if household.ration_due > 0:
        unkept = clip(1.0 - household.ration_today / household.ration_due, 0.0, 1.0)
    aim = param.trust_base - param.trust_pocketed * place.pocketed_seen - param.trust_unkept * unkept
    aim -= param.trust_hungry * household.hunger
    household.trust = step_towards(household.trust, max(0.0, aim), param.trust_half_life, param.trust_fall)
    fear = step_towards(household.fear, param.fear_base, param.fear_half_life, 1.0)
    fear += param.fear_seen * place.punished_seen
    if household.arrears > 3.0 * param.levy_usual:
        fear += param.fear_arrears
    if place.since_trial < 7 and draw.in_crowd < param.trial_crowd * household.equivalents:
        fear += param.fear_trial
    if place.since_warning < 7:
        fear += param.fear_warning
    household.fear = fear
    send.trust_sum(whole(1000.0 * household.trust))
    send.fear_sum(whole(1000.0 * household.fear))
    send.asked_for_views(1)
