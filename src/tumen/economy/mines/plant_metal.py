"""Plant metal: what is built into a workplace can be cut out and carried off, once.

Wire, pipes and motors go first where hands stand idle and nobody watches: a plant that works is full
of eyes, and watchmen who live off the plant guard it. Nothing replaces what is gone, so theft ends
with bare walls. Without its lines and windings a plant gets no current (F0658).
"""

from tumen.core.declare import Fixed, Flow, Given, Observable, Param, Signal, Stock, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import last, mean, total
from tumen.economy.households.theft import first_reach

NUMBER = 24

GIVEN = {
    "fitting.fitted": Given("g", "Metal of the commodity built into the site that could be carried off."),
    "commodity.wiring": Given("yes or no", "Metal of lines and windings, without which no current flows."),
}

STATE = {
    "fitting.metal": Stock("commodity", "Metal still in the plant."),
    "fitting.loose": Whole(0, 10**13, "g", "What thieves can get off and away today."),
    "fitting.claimed": Whole(0, 10**13, "g", "Of that, what they first reach for tonight."),
    "site.unwatched": Fixed(0, 1, "share", "How far the plant lies idle and nobody watches it."),
    "site.fitted_left": Fixed(0, 1, "share", "Part of the plant's metal that is still there.", 1.0),
    "site.wired": Fixed(0, 1, "share", "Part of its lines and windings that is still there.", 1.0),
}

PARAMS = {
    "plant_loose": Param(
        0.006,
        0.0005,
        0.03,
        "share a day",
        "S3 F0067; size: assumption",
        "Part of a wholly idle and unwatched plant's dear metal that can be carried off in a day.",
    ),
    "strip_worth": Param(
        1.0,
        0.2,
        5.0,
        "CNY/kg",
        "assumption",
        "Price at which half as much of a metal is taken out as if it were very dear.",
    ),
    "watchman_grain": Param(
        1.0,
        0.3,
        3.0,
        "kg/day",
        "assumption",
        "Worth of a day at the plant, in grain, for which its own watchmen keep watch.",
    ),
}

FLOWS = {
    "plant_stripped": Flow(
        "commodity", "fitting.metal", "ware.held", "Metal stripped from plant and sold to brokers."
    ),
}

SIGNALS = {
    "metal_built": Signal("site", "kg", "Metal built into the plant."),
    "metal_there": Signal("site", "kg", "Metal still there."),
    "wire_built": Signal("site", "kg", "The same of its lines and windings."),
    "wire_there": Signal("site", "kg", "Lines and windings still there."),
    "metal_loose": Signal("site", "g", "Metal thieves can get at today."),
    "metal_worth": Signal("site", "fen", "Worth of that at the brokers' bids."),
    "metal_claimed": Signal("site", "g", "Metal that thieves first reach for."),
    "metal_left": Signal("site", "g", "Metal within reach beyond that."),
    "metal_loot": Signal("site", "fen", "Worth of the metal in tonight's bags."),
}

OBSERVABLES = {
    "plant_metal_lost": Observable(
        "t", "Metal stripped from plant.", total("flow.plant_stripped") / 1e6, by="commodity"
    ),
    "plant_metal": Observable("t", "Metal still in plant.", last("fitting.metal") / 1e6, by="commodity"),
    "plant_left": Observable(
        "share",
        "Part of the metal built into its plant that a place still has.",
        mean("site.metal_there") / mean("site.metal_built"),
    ),
}

WHEN = {
    "build": "opening",
    "inspect": "03:50",
    "measure": "03:52",
    "desert": "05:20",
    "loosen": "05:22",
    "reach_plant": "21:52",
    "strip": "21:55",
}


def build(fitting):
    """On the first day everything is there that the scenario gives."""
    fitting.metal = fitting.fitted


def inspect(fitting, site, commodity, send):
    """What was built in and what is left, by the kilogram."""
    built, there = fitting.fitted // 1000, fitting.metal // 1000
    send.metal_built(built)
    send.metal_there(there)
    if commodity.wiring == 1:
        send.wire_built(built)
        send.wire_there(there)


def measure(site):
    """How much of a plant is still a plant."""
    if site.metal_built > 0:
        site.fitted_left = site.metal_there / site.metal_built
    if site.wire_built > 0:
        site.wired = site.wire_there / site.wire_built


def desert(site, place, param):
    """A few idle hands see everything, an empty hall nothing; police watch it, and watchmen who are fed."""
    keep = param.watchman_grain * place.grain_price
    fed = 1.0
    if keep > 0.0:
        fed = clip(site.job_return / keep, 0.0, 1.0)
    empty = site.idle * site.idle
    site.unwatched = empty * empty * (1.0 - 0.5 * place.enforcement * (1.0 + fed))


def loosen(fitting, site, ware, param, send):
    """What can be got off and away today; the dearer the metal, the more pains are taken over it."""
    fitting.loose = 0
    if ware.bid > 0.0:
        pains = ware.bid / (ware.bid + 100.0 * param.strip_worth)
        fitting.loose = whole(fitting.metal * param.plant_loose * site.unwatched * pains)
    send.metal_loose(fitting.loose)
    send.metal_worth(int(fitting.loose * ware.bid / 1000.0))


def reach_plant(fitting, site, ware, send):
    """Bags are filled with what is worth most first (theft.py)."""
    worth = fitting.loose * ware.bid / 1000.0
    fitting.claimed = first_reach(site.wanted, worth, site.pickings, fitting.loose)
    send.metal_claimed(fitting.claimed)
    send.metal_left(fitting.loose - fitting.claimed)


def strip(fitting, site, ware, flow, send):
    """What room is left in the bags is filled too; the metal goes to the brokers."""
    taken = fitting.claimed + int((fitting.loose - fitting.claimed) * site.topped_up)
    if taken > 0:
        flow.plant_stripped(taken)
        send.metal_loot(int(taken * ware.bid / 1000.0))
