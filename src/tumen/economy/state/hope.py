"""Talks and hope: miners wait for the trade to come back, and in the end stop believing in it.

While ore leaves over the crossing nobody doubts that it will. Once it stands in the yard, hope runs
down with every month that a promise is not kept, and talks with the outside raise it again, though
not as far as trucks would. Whether an emptying reserve brings the talks is one politician's claim:
by default it does not, and talks are what the scenario says.
"""

from tumen.core.declare import Fixed, Input, Observable, Param
from tumen.core.maths import clip
from tumen.core.measure import mean, rows
from tumen.core.roles import SiteKind

NUMBER = 39
LOG_OF_TWO = 0.693147

STATE = {
    "state.detente": Fixed(0.0, 1.0, "share", "How far talks are in the air today."),
    "site.hope": Fixed(0.0, 1.0, "share", "Workers' belief that the trade will come back.", 1.0),
}
INPUTS = {
    "state.talks": Input("share", "Talks with the outside: 0 none, 1 a summit.", 0.0, fixed=True),
}
PARAMS = {
    "hope_half_life": Param(
        180, 45, 720, "days", "S1; assumption", "Half-life of hope once no ore leaves over the crossing."
    ),
    "hope_return": Param(
        45, 10, 180, "days", "assumption", "Half-life of doubt once ore leaves again or talks are held."
    ),
    "hope_enough": Param(
        0.15,
        0.02,
        1.0,
        "share of output",
        "assumption",
        "Exports, against what the plant could make, at which nobody doubts.",
    ),
    "hope_talks": Param(
        0.5, 0.0, 1.0, "share", "assumption", "Hope that a summit gives a mine which exports nothing."
    ),
    "hope_link": Param(
        0,
        0,
        1,
        "0 or 1",
        "S1",
        "1: an emptying reserve brings talks, as one politician claimed; 0: it does not.",
    ),
    "talks_below": Param(
        0.5,
        0.1,
        1.0,
        "share of first reserve",
        "assumption",
        "Reserve below which, if that claim holds, talks begin.",
    ),
}
OBSERVABLES = {
    "hope": Observable(
        "share",
        "Miners' belief that the trade will come back; no value where there is no mine.",
        mean("site.hope", kind=SiteKind.MINE) / rows("site", kind=SiteKind.MINE),
    ),
    "talks": Observable("share", "How far talks are in the air.", mean("state.detente"), by="nation"),
}
WHEN = {"talk": "00:40", "believe": "23:20"}


def talk(state, param):
    """Talks are given; if the claim holds, the emptier the reserve the more of them."""
    pressed = param.hope_link * clip(1.0 - state.reserve_ratio / max(0.01, param.talks_below), 0.0, 1.0)
    state.detente = max(state.talks, pressed)


def believe(site, state, param):
    """Hope follows what is seen: slowly down, quickly up."""
    if site.kind != SiteKind.MINE:
        return
    seen = clip(site.exporting / max(0.01, param.hope_enough), 0.0, 1.0)
    aim = max(seen, param.hope_talks * state.detente)
    days = param.hope_return if aim > site.hope else param.hope_half_life
    site.hope += (aim - site.hope) * min(1.0, LOG_OF_TWO / max(1.0, days))
