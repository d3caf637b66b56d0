"""Private crossings: what carriers take over the river at night, and what is caught.

Loads go over by hand, 30 kg at a time, the dearest goods first: herbs, dried seafood and the
like brought in from elsewhere, then scrap iron, each within the part of the ways that its brokers
have arranged; then concentrate, worth so little a kilogram that it fills only backs with nothing
better to carry. A place without a private way, or with
its border shut, moves nothing.

Detection and what people believe of it are two things: belief follows the share caught with
the half-life `risk_half_life`.
"""

from tumen.core.declare import Fixed, Flow, Given, Observable, Param, Stock, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import total

NUMBER = 20

LOAD = 30_000
"""Grams on one back."""

GIVEN = {
    "crossing.private_ways": Given(
        "kg/night", "What could slip over here by hand on a night that nobody watched."
    ),
}

STATE = {
    "place.ways": Whole(
        0, 2_000_000, "kg/night", "What can be carried over tonight, given the guard on the river."
    ),
    "place.detection": Fixed(0, 0.9, "share", "Chance that a run is caught tonight."),
    "place.believed_risk": Fixed(
        0, 0.9, "share", "Chance of being caught on a run, as people believe it.", 0.03
    ),
    "place.seized_share": Fixed(0, 1, "share", "Share of last night's runs that was caught."),
    "place.runs": Whole(0, 10_000_000, "runs", "Runs attempted last night."),
    "place.goods_load": Whole(0, 4_000_000_000, "g", "Other goods carried last night, caught ones included."),
    "place.scrap_load": Whole(0, 4_000_000_000, "g", "Scrap carried last night, caught loads included."),
    "place.ore_load": Whole(0, 4_000_000_000, "g", "Concentrate carried last night, caught loads included."),
    "place.broker_goods": Stock("other_goods", "Herbs, dried seafood and the like in brokers' hands."),
    "place.broker_scrap": Stock("scrap", "Scrap iron in brokers' hands."),
    "place.broker_ore": Stock("iron_concentrate", "Concentrate in brokers' hands."),
}

PARAMS = {
    "run_risk": Param(
        0.03, 0.005, 0.15, "share", "assumption", "Chance of being caught on a run under ordinary policing."
    ),
    "risk_half_life": Param(
        60, 10, 365, "days", "assumption", "Time in which belief goes half way to what is seen."
    ),
    "ice_ease": Param(1.3, 1.0, 2.0, "ratio", "assumption", "How much more goes over a frozen river."),
    "scrap_share": Param(
        0.5,
        0.1,
        0.9,
        "share",
        "assumption",
        "Part of the ways that brokers in scrap have arranged with the guards.",
    ),
    "goods_share": Param(
        0.3,
        0.05,
        0.8,
        "share",
        "F0161",
        "Part of the private ways that dearer goods from elsewhere can fill.",
    ),
}

FLOWS = {
    "goods_brought": Flow(
        "other_goods", "rest", "place.broker_goods", "Goods for smuggling bought elsewhere in the country."
    ),
    "goods_smuggled": Flow(
        "other_goods", "place.broker_goods", "abroad", "Other goods carried over privately."
    ),
    "goods_seized": Flow("other_goods", "place.broker_goods", "lost", "Other goods seized."),
    "scrap_smuggled": Flow("scrap", "place.broker_scrap", "abroad", "Scrap carried over privately."),
    "scrap_seized": Flow("scrap", "place.broker_scrap", "lost", "Scrap seized."),
    "ore_smuggled": Flow(
        "iron_concentrate", "place.broker_ore", "abroad", "Concentrate carried over privately."
    ),
    "ore_seized": Flow("iron_concentrate", "place.broker_ore", "lost", "Concentrate seized."),
}

OBSERVABLES = {
    "smuggled_goods": Observable("t", "Other goods smuggled privately.", total("flow.goods_smuggled") / 1e6),
    "smuggled_scrap": Observable("t", "Scrap smuggled privately.", total("flow.scrap_smuggled") / 1e6),
    "smuggled_concentrate": Observable(
        "t", "Concentrate smuggled privately.", total("flow.ore_smuggled") / 1e6
    ),
    "smuggled": Observable(
        "t",
        "Everything smuggled privately.",
        (total("flow.goods_smuggled") + total("flow.scrap_smuggled") + total("flow.ore_smuggled")) / 1e6,
    ),
    "seized": Observable(
        "t",
        "Private loads seized.",
        (total("flow.goods_seized") + total("flow.scrap_seized") + total("flow.ore_seized")) / 1e6,
    ),
}

WHEN = {"close_ways": "02:10", "open_ways": "02:20", "load": "02:30", "deliver": "02:40", "judge": "02:50"}


def close_ways(place):
    """Each morning the ways are counted afresh."""
    place.ways = 0


def open_ways(crossing, place, param):
    """A stretch of river lets by what its guards do not watch; ice helps, a shut border ends it."""
    ease = 1.0 + (param.ice_ease - 1.0) * crossing.frozen
    room = crossing.private_ways * crossing.open * ease * (1.0 - place.enforcement)
    place.ways = place.ways + whole(room)


def load(place, param):
    """Last night's carriers took the dearest goods first."""
    place.runs = place.runs_through + place.runs_caught
    place.seized_share = 0.0
    if place.runs > 0:
        place.seized_share = place.runs_caught / place.runs
    carried = min(place.runs * LOAD, place.ways * 1000)
    goods = min(carried, whole(param.goods_share * place.ways * 1000))
    scrap = min(carried - goods, whole(param.scrap_share * place.ways * 1000), place.broker_scrap)
    place.goods_load = goods
    place.scrap_load = scrap
    place.ore_load = min(carried - goods - scrap, place.broker_ore)


def deliver(place, flow):
    """What got through is abroad; what was caught is gone."""
    goods_lost = int(place.goods_load * place.seized_share)
    scrap_lost = int(place.scrap_load * place.seized_share)
    ore_lost = int(place.ore_load * place.seized_share)
    flow.goods_brought(place.goods_load)
    flow.goods_smuggled(place.goods_load - goods_lost)
    flow.goods_seized(goods_lost)
    flow.scrap_smuggled(place.scrap_load - scrap_lost)
    flow.scrap_seized(scrap_lost)
    flow.ore_smuggled(place.ore_load - ore_lost)
    flow.ore_seized(ore_lost)


def judge(place, param):
    """Risk grows with policing and with the crowd on the bank; belief follows what was seen."""
    crowd = 0.0
    if place.ways > 0:
        crowd = clip(place.runs * LOAD / (place.ways * 1000.0), 0.0, 2.0)
    place.detection = clip(2.0 * place.enforcement * param.run_risk * (0.5 + crowd), 0.0, 0.9)
    if place.runs > 0:
        gap = place.seized_share - place.believed_risk
        place.believed_risk = place.believed_risk + 0.693 * gap / param.risk_half_life
