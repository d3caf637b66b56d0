"""Domestic use: a pipeline takes a little concentrate to mills that hardly run.

Mills order what their power, coke and hands let them use; the mine pumps a few days' worth ahead.
Coke is bought abroad, so mills too feel the loss of currency.
"""

from tumen.core.declare import Flow, Observable, Param, Signal, Stock, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import last, total
from tumen.core.roles import SiteKind

NUMBER = 7

STATE = {
    "state.pipeline": Stock("iron_concentrate", "Concentrate on its way to the mills."),
    "site.smelted": Whole(0, 10**13, "g", "Concentrate the mill used today."),
}
PARAMS = {
    "pipeline_cover": Param(
        5, 1, 20, "days", "assumption", "Mills' orders that the pipeline and its end stock hold."
    ),
}
SIGNALS = {"mill_orders": Signal("state", "g", "Concentrate that mills could use today.")}
FLOWS = {
    "pumped": Flow(
        "iron_concentrate", "site.concentrate", "state.pipeline", "Concentrate pumped to the mills."
    ),
    "smelted": Flow("iron_concentrate", "state.pipeline", "used", "Concentrate charged at the mills."),
}
OBSERVABLES = {
    "domestic_use": Observable("t", "Concentrate used by the place's mills.", total("site.smelted") / 1e6),
    "mill_operating_rate": Observable(
        "share",
        "Concentrate used against the mills' design capacity.",
        total("site.smelted") / total("site.capacity", kind=SiteKind.MILL),
    ),
    "pipeline_stock": Observable(
        "t",
        "Concentrate between mine and mills at the month's end.",
        last("state.pipeline") / 1e6,
        by="nation",
    ),
}
WHEN = {"order": "21:30", "pump": "21:35", "smelt": "21:40"}


def appetite(capacity, condition, work, attended, hands):
    """Concentrate that a mill can use in a day with the hands who came."""
    return whole(capacity * condition * min(work, clip(attended / max(hands, 1.0), 0.0, 1.0)))


def order(site, state, param, send):
    """A mill asks for what it could use."""
    if site.kind == SiteKind.MILL:
        hands = site.posts * param.labour_need
        send.mill_orders(appetite(site.capacity, site.condition, site.work, site.attended, hands))


def pump(site, state, param, flow):
    """The mine fills the pipeline while it has power for the pumps."""
    if site.kind != SiteKind.MINE or site.power <= 0.0:
        return
    wanted = max(0, whole(state.mill_orders * param.pipeline_cover) - state.pipeline)
    flow.pumped(min(wanted, site.concentrate))


def smelt(site, state, param, flow):
    """The mill charges what it ordered, or what there is."""
    if site.kind != SiteKind.MILL:
        return
    hands = site.posts * param.labour_need
    wanted = appetite(site.capacity, site.condition, site.work, site.attended, hands)
    charged = min(wanted, state.pipeline)
    flow.smelted(charged)
    site.smelted = charged
