"""Weather: what the year gives to reservoirs, fields and the river.

How good a harvest was, how much land a flood took and how full the reservoirs are come from the
scenario's dated series: they are inputs, never results. The season itself is a rule: a hill plot
yields between midsummer and the end of autumn, and a river can be walked and driven over from
mid-December, which opens it to carriers and closes it to ferries.
"""

from tumen.core.declare import Fixed, Given, Input, Observable, Param, Whole
from tumen.core.measure import mean

NUMBER = 4
STATE = {
    "place.season": Fixed(0.0, 1.0, "share of a year's yield", "What a plot yields today; a year sums to 1."),
    "crossing.frozen": Whole(0, 1, "yes or no", "The river bears a load today."),
}
GIVEN = {
    "crossing.river": Given(
        "yes or no", "1 if the crossing is over a river that freezes, 0 for a sea lane.", 1.0
    ),
}
INPUTS = {
    "state.hydro": Input("share of normal", "Hydropower that the reservoirs allow.", 1.0, fixed=True),
    "place.harvest": Input("share of normal", "Harvest of the current food year.", 1.0, fixed=True),
    "place.flood_loss": Input(
        "share of farmland", "Fields and plots out of use since a flood.", 0.0, fixed=True
    ),
}
PARAMS = {
    "season_start": Param(
        182, 160, 200, "day of year", "assumption", "First day a hill plot gives anything (1 July)."
    ),
    "season_peak": Param(263, 240, 280, "day of year", "assumption", "Height of the harvest (20 September)."),
    "season_end": Param(304, 290, 320, "day of year", "assumption", "Last day of the harvest (31 October)."),
    "freeze_day": Param(
        349, 335, 365, "day of year", "assumption", "First day the river bears a load (mid-December)."
    ),
    "thaw_day": Param(74, 60, 95, "day of year", "assumption", "First day it no longer does (mid-March)."),
}
OBSERVABLES = {
    "hydropower": Observable(
        "share of normal", "Hydropower that the reservoirs allowed.", mean("state.hydro"), by="nation"
    ),
    "flood_loss": Observable(
        "share of farmland", "Fields and plots out of use since a flood.", mean("place.flood_loss")
    ),
}
WHEN = {"ripen": "00:20", "freeze": "00:20"}


def _yielded_before(day, start, peak, end):
    """Share of a year's yield taken in before ``day``: the area under a triangle."""
    if day <= start:
        return 0.0
    if day >= end:
        return 1.0
    if day < peak:
        return (day - start) * (day - start) / ((end - start) * (peak - start))
    return 1.0 - (end - day) * (end - day) / ((end - start) * (end - peak))


def ripen(place, param, today):
    """Today's share of the yield is the strip of the triangle above today, so that a year sums to one."""
    day = float(today.day_of_year)
    after = _yielded_before(day + 1.0, param.season_start, param.season_peak, param.season_end)
    before = _yielded_before(day, param.season_start, param.season_peak, param.season_end)
    place.season = after - before


def freeze(crossing, param, today):
    """A river is ice from mid-December to mid-March; the sea stays open."""
    winter = today.day_of_year >= param.freeze_day or today.day_of_year < param.thaw_day
    crossing.frozen = 1 if winter and crossing.river == 1 else 0
