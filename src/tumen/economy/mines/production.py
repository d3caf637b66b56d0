"""Production: ore times grade times recovery, by as many hands as came.

The foreman's plan already holds the least of power, fuel, equipment and room; in the evening the
hands who came decide how much of it was done. Ore becomes concentrate and tailings, gram for gram;
what a mine makes, of which ore, its row in the scenario says. Labour follows ore, money follows
concentrate, so the two are measured apart. What is not sold lies in the open, and a little of it
washes away.
"""

from tumen.core.declare import Fixed, Flow, Given, Observable, Param, Stock, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import last, total
from tumen.core.roles import SiteKind

NUMBER = 6

STATE = {
    "site.ore_in_ground": Stock("ore", "Ore that can still be mined."),
    "site.concentrate": Stock("commodity", "Concentrate in the yard."),
    "site.tailings": Stock("tailings", "Tailings behind the dam."),
    "site.recipe": Fixed(0.0, 1.0, "g/g", "Product from a gram of what is milled."),
    "site.ore_today": Whole(0, 10**13, "g", "Ore moved and milled today."),
}
GIVEN = {
    "site.grade": Given("share", "Metal in a mine's ore, in a mill's concentrate.", fixed=True),
    "site.recovery": Given("share", "Part of that metal that ends in the product.", fixed=True),
    "site.product_grade": Given("share", "Metal in the product.", fixed=True),
    "site.yard": Given("g", "Concentrate that finds room in the open."),
    "site.reserve": Given("g", "Ore in the ground on the first day."),
    "site.stock_start": Given("g", "Concentrate in the yard on the first day."),
}
PARAMS = {
    "labour_need": Param(
        0.6,
        0.3,
        0.9,
        "share of posts",
        "assumption",
        "Hands at work that the plant as it now is needs for a full day.",
    ),
    "yard_wash": Param(
        0.0001,
        0.0,
        0.001,
        "share a day",
        "S0",
        "Concentrate in the open that wind and rain carry off.",
    ),
}
FLOWS = {
    "ore_milled": Flow("ore", "site.ore_in_ground", "used", "Ore blasted, hauled and milled."),
    "concentrate_made": Flow("commodity", "made", "site.concentrate", "Concentrate from the plant."),
    "tailings_made": Flow("tailings", "made", "site.tailings", "The rest of the ore."),
    "washed_away": Flow("commodity", "site.concentrate", "lost", "Concentrate washed out of the yard."),
}
OBSERVABLES = {
    "ore_output": Observable("t", "Ore mined.", total("flow.ore_milled") / 1e6),
    "concentrate_output": Observable("t", "Concentrate made.", total("flow.concentrate_made") / 1e6),
    "concentrate_made": Observable(
        "t", "Concentrate made, by commodity.", total("flow.concentrate_made") / 1e6, by="commodity"
    ),
    "stockpile": Observable(
        "t", "Concentrate in mines' yards at the month's end.", last("site.concentrate") / 1e6
    ),
    "operating_rate": Observable(
        "share",
        "Ore mined against the mine's design capacity.",
        total("flow.ore_milled") / total("site.capacity", kind=SiteKind.MINE),
    ),
}
WHEN = {"survey": "opening", "work_shift": "21:10"}


def survey(site):
    """What lies in the ground and in the yard on the first day."""
    site.recipe = clip(site.grade * site.recovery / max(site.product_grade, 0.001), 0.0, 1.0)
    if site.kind == SiteKind.MINE and site.makes == 1:
        site.ore_in_ground = site.reserve
        site.concentrate = site.stock_start


def work_shift(site, param, flow):
    """The hands who came do what the plan allows; ore becomes concentrate and tailings."""
    if site.kind != SiteKind.MINE or site.makes == 0:
        return
    labour = clip(site.attended / max(site.posts * param.labour_need, 1.0), 0.0, 1.0)
    ore = whole(site.capacity * site.condition * min(site.work, labour))
    ore = min(ore, site.ore_in_ground)
    concentrate = whole(ore * site.recipe)
    flow.ore_milled(ore)
    flow.concentrate_made(concentrate)
    flow.tailings_made(ore - concentrate)
    flow.washed_away(whole(site.concentrate * param.yard_wash))
    site.ore_today = ore
