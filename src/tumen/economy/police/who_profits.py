"""Who profits decides what is a crime: a load caught is let go where the state or its offices gain.

The same goods on the same road are contraband on a private back or truck, and business under a
licence. The office behind a load has its people released and its goods returned, as far as its
protection goes. A campaign from the centre reaches through part of that. While the centre has
barred goods moved itself, those who hold a licence share in its cover; private smugglers do not.

Small traders could be given licences too: what they then carry over on their backs is no offence,
nobody has to be bribed for it, and an office takes a fee.
"""

from tumen.core.declare import Fixed, Observable, Param
from tumen.core.maths import clip
from tumen.core.measure import mean, rows
from tumen.core.roles import Means

NUMBER = 36

STATE = {
    "haul.shield": Fixed(
        0, 1, "share", "Chance that a load caught tonight is let go for the sake of who profits from it."
    ),
}

PARAMS = {
    "licence_protection": Param(
        0.8,
        0.2,
        1.0,
        "share",
        "S4; assumption",
        "Chance that a load under a full licence is let go when caught.",
    ),
    "small_licences": Param(
        0.0,
        0.0,
        1.0,
        "share of loads",
        "assumption",
        "Loads on private backs that go over under a licence for small traders.",
        lever=True,
    ),
    "licence_fee": Param(
        0.1, 0.0, 0.3, "share of value", "assumption", "What the office takes of a licensed load's value."
    ),
    "campaign_reach": Param(
        0.2,
        0.0,
        1.0,
        "share",
        "S3 F0065; assumption",
        "Part of a licence's protection that a campaign at full strength takes away.",
    ),
}

OBSERVABLES = {
    "shield": Observable(
        "share",
        "Chance that a caught load is let go, average of ways by each means.",
        mean("haul.shield") / rows("haul"),
        by="means",
    ),
}

WHEN = {"protect": "02:15"}


def protect(haul, place, param):
    """A licence protects, less under a campaign, wholly in what the centre does itself; others have none."""
    haul.shield = 0.0
    if haul.means != Means.UNIT:
        return
    reached = param.campaign_reach * clip(place.campaign, 0.0, 1.0)
    spared = param.licence_protection * (1.0 - reached)
    haul.shield = haul.protection * (spared + (1.0 - spared) * param.state_smuggling)
