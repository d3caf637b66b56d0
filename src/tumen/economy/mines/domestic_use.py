"""Domestic use: the country's own mills and smelters take a little concentrate and hardly run.

A mill orders what power, coke and the hands who came let it use; mines of its kind send a few days'
worth ahead, each in proportion to what lies in its yard, and the mills share what has arrived. Coke
is bought abroad, so mills too feel the loss of currency. Works outside the scenario's places take
what the scenario says they take, as long as there is any.
"""

from tumen.core.declare import Fixed, Flow, Given, Observable, Param, Signal, Stock, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import last, total
from tumen.core.roles import SiteKind

NUMBER = 7

STATE = {
    "commodity.at_mills": Stock("commodity", "Held by the country's own mills, and on its way to them."),
    "commodity.mills_draw": Fixed(
        0.0, 1.0, "share", "Part of each mine's yard that is sent to the mills tonight."
    ),
    "commodity.mills_charge": Fixed(0.0, 1.0, "share", "Part of each mill's order that has arrived tonight."),
    "site.smelted": Whole(0, 10**13, "g", "Concentrate the mill used today."),
}
GIVEN = {
    "commodity.home_use": Given("g/day", "What works outside the scenario's places take of it."),
}
PARAMS = {
    "pipeline_cover": Param(
        5, 1, 20, "days", "assumption", "Mills' orders that the way to them and their stores hold."
    ),
}
SIGNALS = {
    "mill_orders": Signal("commodity", "g", "What the scenario's mills could use today."),
    "mine_yards": Signal("commodity", "g", "What lies in yards from which it can be sent."),
}
FLOWS = {
    "sent_to_mills": Flow("commodity", "site.concentrate", "commodity.at_mills", "Sent to mills by mines."),
    "smelted": Flow("commodity", "commodity.at_mills", "used", "Charged at the scenario's mills."),
    "smelted_elsewhere": Flow("commodity", "commodity.at_mills", "used", "Taken by works outside of it."),
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
        "Concentrate between mines and mills at the month's end, of every kind.",
        last("commodity.at_mills") / 1e6,
        by="nation",
    ),
}
WHEN = {
    "order": "21:30",
    "offer_yard": "21:31",
    "share_orders": "21:32",
    "send_off": "21:35",
    "share_arrivals": "21:37",
    "smelt": "21:40",
    "smelt_elsewhere": "21:41",
}


def appetite(capacity, condition, work, attended, hands):
    """Concentrate that a mill can use in a day with the hands who came."""
    return whole(capacity * condition * min(work, clip(attended / max(hands, 1.0), 0.0, 1.0)))


def order(site, commodity, param, send):
    """A mill asks for what it could use."""
    if site.kind == SiteKind.MILL and site.makes == 1:
        hands = site.posts * param.labour_need
        send.mill_orders(appetite(site.capacity, site.condition, site.work, site.attended, hands))


def offer_yard(site, commodity, send):
    """A mine can send what lies in its yard while it has power for pumps and loaders."""
    if site.kind == SiteKind.MINE and site.makes == 1 and site.power > 0.0:
        send.mine_yards(site.concentrate)


def share_orders(commodity, param):
    """What is missing from a few days' orders is drawn from all yards alike."""
    daily = commodity.mill_orders + commodity.home_use
    missing = max(0, whole(daily * param.pipeline_cover) - commodity.at_mills)
    commodity.mills_draw = min(1.0, missing / max(1, commodity.mine_yards))


def send_off(site, commodity, flow):
    """The mine sends its part, by pipe, rail or lorry."""
    if site.kind == SiteKind.MINE and site.makes == 1 and site.power > 0.0:
        flow.sent_to_mills(int(site.concentrate * commodity.mills_draw))


def share_arrivals(commodity):
    """If less has arrived than was ordered, each mill gets the same part of its order."""
    daily = commodity.mill_orders + commodity.home_use
    commodity.mills_charge = min(1.0, commodity.at_mills / max(1, daily))


def smelt(site, commodity, param, flow):
    """The mill charges its part."""
    if site.kind != SiteKind.MILL or site.makes == 0:
        return
    hands = site.posts * param.labour_need
    wanted = appetite(site.capacity, site.condition, site.work, site.attended, hands)
    charged = min(int(wanted * commodity.mills_charge), commodity.at_mills)
    flow.smelted(charged)
    site.smelted = charged


def smelt_elsewhere(commodity, flow):
    """Works outside the scenario's places take theirs."""
    flow.smelted_elsewhere(min(int(commodity.home_use * commodity.mills_charge), commodity.at_mills))
