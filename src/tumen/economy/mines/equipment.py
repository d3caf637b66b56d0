"""Equipment: shovels, lorries and mills wear out, and spares come only with exports.

The foreign partner brings the better half of the spares. A worn plant needs as many hands as a
sound one and moves less ore, which is how a mine built for eight million tonnes a year came to do
four. Standing still, it rusts more slowly than it wears. What has been stripped (plant_metal.py) is not
repaired.
"""

from tumen.core.declare import Fixed, Given, Observable, Param, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import mean, rows
from tumen.core.roles import SiteKind

NUMBER = 6

MONTHS_A_YEAR = 12.0
RUST = 0.4
"""Wear of a standing plant relative to one at full work."""

LEAST = 0.02
"""Condition of a ruin: what a few men with hand tools can do."""

STATE = {
    "site.condition": Fixed(0.0, 1.0, "share", "Share of its design capacity that the plant can still do."),
    "site.attainable": Whole(
        0, 10**15, "g/day", "Concentrate that the plant could make in a day as it now is."
    ),
    "site.exporting": Fixed(
        0.0,
        2.0,
        "share",
        "Concentrate exported over the last month, against what the plant could make.",
    ),
}
GIVEN = {
    "site.capacity": Given("g/day", "Design capacity: ore a mine can move, concentrate a mill can take."),
    "site.condition_start": Given("share", "Condition on the first day.", 0.5, fixed=True),
}
PARAMS = {
    "equipment_wear": Param(
        0.08,
        0.03,
        0.2,
        "share a year",
        "F0106",
        "Yearly loss of condition at full work without spares.",
    ),
    "equipment_spares": Param(
        0.12,
        0.03,
        0.3,
        "share of the gap a year",
        "assumption",
        "Yearly repair of what is missing while a partner is present and exports run.",
    ),
    "equipment_own_spares": Param(
        0.01,
        0.0,
        0.06,
        "share of the gap a year",
        "assumption",
        "Yearly repair of what is missing from workshops of one's own.",
    ),
}
OBSERVABLES = {
    "plant_condition": Observable(
        "share",
        "Share of its design capacity that the mine's plant can still do.",
        mean("site.condition", kind=SiteKind.MINE) / rows("site", kind=SiteKind.MINE),
    ),
}
WHEN = {"inherit": "opening", "rate": "04:00", "maintain": "23:10"}


def inherit(site):
    """The plant starts as worn as the scenario says."""
    site.condition = site.condition_start


def rate(site):
    """The engineer's answer to how much the plant can do today."""
    site.attainable = whole(site.capacity * site.condition * site.recipe)


def maintain(site, today, param):
    """Spares follow exports; wear follows work; both are settled once a month."""
    if site.kind != SiteKind.MINE and site.kind != SiteKind.MILL:
        return
    sold = 0.0
    if site.attainable > 0:
        sold = clip(site.exported / site.attainable, 0.0, 2.0)
    site.exporting = site.exporting + (sold - site.exporting) / 30.0
    if today.day_of_month != 1:
        return
    wear = param.equipment_wear * site.condition * (RUST + (1.0 - RUST) * site.work)
    imported = param.equipment_spares * clip(site.exporting, 0.0, 1.0) * (0.5 + 0.5 * site.investor)
    repair = (imported + param.equipment_own_spares) * (1.0 - site.condition)
    most = max(LEAST, site.fitted_left)
    site.condition = clip(site.condition + (repair - wear) / MONTHS_A_YEAR, LEAST, most)
