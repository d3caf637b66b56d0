"""Power: a river's current is shared out, and mines come after everybody with a prior claim.

Railways, garrisons, cities and (after the harvest) threshing are served first; industry gets what
is left, in order of rank. A pit that gets only a trickle stops: pumps and lamps run, shovels and
mills do not. A dry year therefore closes the mine in autumn, when threshing needs the current. No
more current flows than stolen lines and windings let through (plant_metal.py).
"""

from tumen.core.declare import Draw, Fixed, Given, Observable, Param
from tumen.core.maths import clip
from tumen.core.measure import mean, rows
from tumen.core.roles import SiteKind

NUMBER = 5

THRESHING_FROM = 11
"""Month in which threshing starts; it ends with the year."""

STATE = {
    "site.power": Fixed(0.0, 1.0, "share", "Power received today, as a share of what full work needs."),
}
GIVEN = {
    "site.power_rank": Given(
        "share", "Rank among industrial users: 0 served last, 1 first.", 0.5, fixed=True
    ),
}
PARAMS = {
    "power_claimed": Param(
        0.35,
        0.15,
        0.5,
        "share of normal hydro output",
        "assumption",
        "Output taken by users served before any industry.",
    ),
    "power_threshing": Param(
        0.15,
        0.05,
        0.3,
        "share of normal hydro output",
        "F0099",
        "Further prior claim of threshing in November and December.",
    ),
    "power_cuts": Param(
        0.15,
        0.02,
        0.5,
        "probability a day",
        "S0",
        "Chance that a site's line is cut for half of the day.",
    ),
    "power_floor": Param(
        0.2,
        0.05,
        0.4,
        "share",
        "assumption",
        "Below this share of its need a site cannot run at all.",
    ),
}
DRAWS = {"line_cut": Draw("Whether the site's line is cut today.")}
OBSERVABLES = {
    "power_hours": Observable(
        "hours/day",
        "Power to be had at the mine, used or not, in hours of full supply a day.",
        mean("site.power", kind=SiteKind.MINE) * 24 / rows("site", kind=SiteKind.MINE),
    ),
}
WHEN = {"distribute": "04:20"}


def distribute(site, state, today, param, draw):
    """What prior users leave goes to industry by rank; too little is as good as none."""
    claimed = param.power_claimed
    if today.month >= THRESHING_FROM:
        claimed = claimed + param.power_threshing
    left = (state.hydro - claimed) / (1.0 - param.power_claimed)
    share = clip(left * (0.75 + 0.5 * site.power_rank), 0.0, 1.0)
    if draw.line_cut < param.power_cuts:
        share = 0.5 * share
    share = min(share, site.wired)
    if share < param.power_floor:
        share = 0.0
    site.power = share
