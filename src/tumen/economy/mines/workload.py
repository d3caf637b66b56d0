"""Workload: how many of its hands a workplace can use today.

Before the sheet is checked, the foreman knows whether there is power, whether the trucks have
fuel and whether there is room left in the yard. What cannot be done leaves hands idle, and idle
hands are what attendance control has to look away from.
"""

from tumen.core.declare import Fixed, Given, Observable, Param
from tumen.core.maths import clip
from tumen.core.measure import mean, rows
from tumen.core.roles import SiteKind

NUMBER = 6

SOWING = 4
LAST_HARVEST = 10

STATE = {
    "site.work": Fixed(
        0.0, 1.0, "share", "Work there is today, as a share of what the plant as it is could do."
    ),
    "site.idle": Fixed(0.0, 1.0, "share", "Share of the hands who have nothing to do today."),
}
GIVEN = {
    "site.orders": Given(
        "share of usual", "Orders that an enterprise has, against others; 0 for one that stands.", 1.0, True
    ),
}
PARAMS = {
    "yard_slack": Param(
        15,
        5,
        45,
        "days",
        "assumption",
        "With fewer days' room than this left in the yard, output is cut in proportion.",
    ),
    "upkeep_hands": Param(
        0.15,
        0.05,
        0.3,
        "share",
        "assumption",
        "Hands that a standing plant still needs: guards, pumps, repairs.",
    ),
    "mill_coke": Param(
        0.35,
        0.1,
        0.6,
        "share",
        "F0684 F0685",
        "Mill capacity that imported coke allows while the state can pay for imports.",
    ),
    "enterprise_work": Param(
        0.5,
        0.2,
        0.8,
        "share",
        "assumption",
        "Work that other state enterprises have for their hands when power is normal.",
    ),
    "winter_farm_work": Param(0.4, 0.2, 0.7, "share", "assumption", "Work on farms from November to March."),
}
OBSERVABLES = {
    "mine_idle": Observable(
        "share",
        "Share of the mine's hands without work.",
        mean("site.idle", kind=SiteKind.MINE) / rows("site", kind=SiteKind.MINE),
    ),
}
WHEN = {"plan": "05:10"}


def pit_work(powered, trucks, room):
    """Least of power, fuel and room in the yard, against what the equipment allows."""
    return clip(min(min(powered, trucks), room), 0.0, 1.0)


def plan(site, state, today, param):
    """The foreman's plan for the day, and who is left with nothing to do."""
    work = 1.0
    powered = site.power / max(site.condition, 0.02)
    if site.kind == SiteKind.MINE:
        room = (site.yard - site.concentrate) / (max(site.attainable, 1) * param.yard_slack)
        work = pit_work(powered, site.trucks, room)
    elif site.kind == SiteKind.MILL:
        coke = param.mill_coke * clip(state.import_cover, 0.0, 1.0) / max(site.condition, 0.02)
        work = clip(min(powered, coke), 0.0, 1.0)
    elif site.kind == SiteKind.ENTERPRISE:
        work = min(param.enterprise_work * site.orders * (0.5 + 0.5 * site.power), site.fitted_left)
    elif site.kind == SiteKind.FARM and (today.month < SOWING or today.month > LAST_HARVEST):
        work = param.winter_farm_work
    site.work = work
    site.idle = 1.0 - max(work, param.upkeep_hands)
