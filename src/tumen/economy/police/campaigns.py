"""Campaigns: an order from the centre to come down hard, with a date and a length.

A campaign is ordered for some places and months (`campaign`, a lever that a scenario dates). It is
felt at once, in every search and in what officers dare to overlook. Zeal wears out: a campaign
that goes on for long is carried out ever less, and one that follows soon after starts tired.
"""

from tumen.core.declare import Fixed, Observable, Param
from tumen.core.measure import mean

NUMBER = 32

STATE = {
    "place.campaign": Fixed(0, 1, "share", "Strength of the campaign as it is felt here today."),
    "place.campaign_weariness": Fixed(0, 1, "share", "Zeal used up by campaigns, this one and earlier ones."),
}

PARAMS = {
    "campaign": Param(
        0.0,
        0.0,
        1.0,
        "share",
        "F0066 F0625",
        "Strength of the campaign that the centre has ordered.",
        lever=True,
    ),
    "campaign_tires": Param(
        0.6, 0.0, 1.0, "share", "S3; assumption", "Strength lost by a campaign that never ends."
    ),
    "campaign_fatigue": Param(
        120,
        30,
        365,
        "days",
        "F0625; assumption",
        "Time in which zeal wears out, and comes back afterwards; the one of 2010-11 went on for 124 days.",
    ),
}

OBSERVABLES = {
    "campaign": Observable("share", "Strength of the campaign as felt.", mean("place.campaign")),
}

WHEN = {"drive": "01:50"}


def drive(place, param):
    """What is ordered, less what weariness takes off; rest restores it."""
    ordered = 0.0
    if param.campaign > 0.0:
        ordered = 1.0
    place.campaign_weariness += (ordered - place.campaign_weariness) / param.campaign_fatigue
    place.campaign = param.campaign * (1.0 - param.campaign_tires * place.campaign_weariness)
