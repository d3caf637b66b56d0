"""Public trials: warnings first, then enough accused, days of notice, and a crowd.

As people held for trial gather, party and police warn the town. If theft goes on and enough accused
are in custody (thieves with drug users and crop thieves), a date is announced a few days ahead, so
that people come. On the day everybody held is sentenced (custody.py) before the part of the town
that turned out; it is they who take fear home (trust.py). Such trials are rare; a campaign shortens
the wait between them. Harsher forms of the 1990s are not modelled.
"""

from tumen.core.declare import Observable, Param, Whole
from tumen.core.maths import whole
from tumen.core.measure import total

NUMBER = 34

LONG_AGO = 10_000

STATE = {
    "place.trial_in": Whole(0, 60, "days", "Days until the trial that has been announced; 0: none is."),
    "place.trial_today": Whole(0, 1, "", "1 on the day of a public trial."),
    "place.warning_today": Whole(0, 1, "", "1 on a day when the town is warned."),
    "place.since_trial": Whole(0, 100_000, "days", "Since the last public trial.", LONG_AGO),
    "place.since_warning": Whole(0, 100_000, "days", "Since the last warning.", LONG_AGO),
    "place.crowd": Whole(0, 10**7, "persons", "People who watch today's trial."),
}

PARAMS = {
    "trial_accused": Param(
        20,
        8,
        60,
        "persons",
        "F0068; assumption",
        "Accused that make a public trial worth holding; 36 were tried together in a city of 345,000.",
    ),
    "warning_at": Param(
        0.5, 0.1, 0.9, "share", "S4; assumption", "Part of that number at which the town is warned."
    ),
    "warning_days": Param(
        30, 7, 120, "days", "S4; assumption", "Least time between a warning and the announcement of a trial."
    ),
    "warning_lasts": Param(
        180, 60, 365, "days", "assumption", "Time after which a warning is forgotten and has to be repeated."
    ),
    "trial_notice": Param(4, 1, 14, "days", "F0070", "Notice given of a public trial."),
    "trial_gap": Param(
        180,
        60,
        730,
        "days",
        "F0071; size: assumption",
        "Least time between two public trials without a campaign; two a year were many.",
    ),
    "trial_crowd": Param(
        0.03, 0.003, 0.2, "share of residents", "S4; assumption", "Part of the town that watches."
    ),
}

OBSERVABLES = {
    "trials": Observable("trials", "Public trials held.", total("place.trial_today")),
    "warnings": Observable("warnings", "Warnings given to the town.", total("place.warning_today")),
    "trial_crowd": Observable("persons", "People who watched a public trial.", total("place.crowd")),
    "accused_per_trial": Observable(
        "persons/trial",
        "People sentenced at one public trial.",
        total("place.sentenced_today") / total("place.trial_today"),
    ),
}

WHEN = {"convene": "04:40"}


def convene(place, param):
    """A trial announced draws near; else a warning is due, or a trial can be announced."""
    place.trial_today = 0
    place.warning_today = 0
    place.crowd = 0
    place.since_trial = place.since_trial + 1
    place.since_warning = place.since_warning + 1
    if place.trial_in > 0:
        place.trial_in = place.trial_in - 1
        if place.trial_in == 0:
            place.trial_today = 1
            place.since_trial = 0
            place.crowd = whole(param.trial_crowd * place.residents)
    elif place.accused < param.warning_at * param.trial_accused:
        return
    elif place.since_warning >= min(place.since_trial, param.warning_lasts):
        place.warning_today = 1
        place.since_warning = 0
    elif (
        place.accused >= param.trial_accused
        and place.since_warning >= param.warning_days
        and place.since_trial >= param.trial_gap * (1.0 - place.campaign)
    ):
        place.trial_in = whole(param.trial_notice)
