"""Private crossings: what carriers take over the river at night, and what is caught.

Loads go over by hand, 30 kg at a time. Backs are given out by class of price, the dearest class
first and within a class in proportion to what waits, so that poor goods such as concentrate fill
only backs with nothing better to carry. A place without a private way, or with its border shut,
moves nothing; a way on backs starts in the place on whose bank it lies.

Guards who are paid look away: what brokers paid of what was asked lowers the chance of being caught; a
licensed load is not looked for. Detection and what people believe of it are two things: belief follows
the share caught with the half-life `risk_half_life`.
"""

from tumen.core.declare import Fixed, Flow, Given, Observable, Param, Stock, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import total
from tumen.core.roles import Means

NUMBER = 20

LOAD = 30_000
"""Grams on one back."""

DEAR = 1_000.0
"""From this price up (fen/kg) a good is dear: copper, nickel, herbs, gold."""

FAIR = 300.0
"""From this price up a good is fair: zinc, aluminium, lead."""

COMMON = 100.0
"""From this price up a good is common, as scrap iron is; below it is poor, as concentrate is."""

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
        0, 0.9, "share", "Chance of being caught on a run, as people believe it.", 0.005
    ),
    "place.seized_share": Fixed(0, 1, "share", "Share of last night's runs that was caught."),
    "place.runs": Whole(0, 10_000_000, "runs", "Runs attempted last night."),
    "crossing.bank": Whole(0, 2**31, "id", "Place on whose bank the crossing lies."),
    "crossing.room": Whole(0, 2_000_000, "kg/night", "What can be carried over here tonight."),
    "crossing.backs": Whole(0, 10**13, "g", "What last night's carriers took over here at most."),
    "crossing.dear": Whole(0, 10**15, "g", "Dear goods that wait for a back here."),
    "crossing.fair": Whole(0, 10**15, "g", "Fairly priced goods that wait for a back here."),
    "crossing.common": Whole(0, 10**15, "g", "Common goods that wait for a back here."),
    "crossing.poor": Whole(0, 10**15, "g", "Poor goods that wait for a back here."),
    "haul.asked": Whole(0, 10**13, "g", "What waits for a back on this way tonight."),
    "haul.load": Stock("commodity", "On the way over the border tonight."),
    "haul.crossed": Whole(0, 10**13, "g", "What got through last night."),
    "haul.seized": Whole(0, 10**13, "g", "What was caught last night."),
}

PARAMS = {
    "run_risk": Param(
        0.02, 0.005, 0.15, "share", "assumption", "Chance of being caught on a run that nobody was paid for."
    ),
    "run_campaign": Param(
        0.06, 0.0, 0.15, "share", "S3; assumption", "What a campaign at full strength adds to that chance."
    ),
    "look_away": Param(
        0.9,
        0.5,
        1.0,
        "share",
        "S3; size: assumption",
        "Part of that risk that goes when guards get all they ask for.",
    ),
    "risk_half_life": Param(
        60, 10, 365, "days", "assumption", "Time in which belief goes half way to what is seen."
    ),
    "ice_ease": Param(1.3, 1.0, 2.0, "ratio", "assumption", "How much more goes over a frozen river."),
}

FLOWS = {
    "backs_loaded": Flow("commodity", "ware.held", "haul.load", "Goods taken up by carriers."),
    "loads_caught": Flow("commodity", "haul.load", "rest", "Loads seized: the state has them."),
    "carried_over": Flow(
        "commodity", "haul.load", "abroad", "Goods that came over the border unseen or paid for."
    ),
}

OBSERVABLES = {
    "smuggled": Observable("t", "Goods smuggled by carriers, gangs and units.", total("haul.crossed") / 1e6),
    "smuggled_commodity": Observable("t", "Smuggled, by good.", total("haul.crossed") / 1e6, by="commodity"),
    "smuggled_crossing": Observable(
        "t", "Smuggled, by crossing.", total("haul.crossed") / 1e6, by="crossing"
    ),
    "smuggled_means": Observable(
        "t", "Smuggled, by backs, trucks or units.", total("haul.crossed") / 1e6, by="means"
    ),
    "seized": Observable("t", "Smuggled goods seized on the way.", total("haul.seized") / 1e6),
}

WHEN = {
    "count": "02:12",
    "open_ways": "02:14",
    "muster": "02:18",
    "ask": "02:26",
    "load": "02:28",
    "deliver": "02:40",
    "judge": "02:45",
}


def part(backs, dearer, own):
    """Part of a class of goods that finds a back after all dearer ones have."""
    if own <= 0:
        return 0.0
    return clip((backs - dearer) / own, 0.0, 1.0)


def count(place):
    """Last night's runs; the ways are counted afresh."""
    place.runs = place.runs_through + place.runs_caught
    place.seized_share = 0.0
    if place.runs > 0:
        place.seized_share = place.runs_caught / place.runs
    place.ways = 0
    place.detection = 0.0


def open_ways(crossing, place, param):
    """A stretch of river lets by what its guards do not watch; ice helps, a shut border ends it."""
    ease = 1.0 + (param.ice_ease - 1.0) * crossing.frozen
    crossing.bank = place.id
    crossing.room = whole(crossing.private_ways * crossing.open * ease * (1.0 - crossing.watch))
    place.ways = place.ways + crossing.room
    crossing.dear = 0
    crossing.fair = 0
    crossing.common = 0
    crossing.poor = 0


def muster(crossing, place, param):
    """Carriers spread over their place's ways; risk grows with watch and crowd, bribes lower it."""
    crossing.backs = 0
    if place.ways <= 0:
        return
    share = crossing.room / place.ways
    crossing.backs = min(int(share * place.runs * LOAD), crossing.room * 1000)
    crowd = clip(place.runs * LOAD / (place.ways * 1000.0), 0.0, 2.0)
    strict = param.run_risk + param.run_campaign * place.campaign
    seen = 2.0 * strict * crossing.watch * (0.5 + crowd)
    private = 1.0 - param.small_licences
    place.detection = place.detection + share * private * seen * (1.0 - param.look_away * place.looked_away)


def ask(haul, ware, crossing, place):
    """A way's share of what brokers hold and its buyer takes waits on the bank, by class of price."""
    haul.asked = 0
    if haul.means != Means.BACKS or place.ways <= 0 or crossing.bank != place.id:
        return
    asked = min(int(ware.held * (crossing.room / place.ways)), haul.most, crossing.room * 1000)
    haul.asked = asked
    if haul.price >= DEAR:
        crossing.dear = crossing.dear + asked
    elif haul.price >= FAIR:
        crossing.fair = crossing.fair + asked
    elif haul.price >= COMMON:
        crossing.common = crossing.common + asked
    else:
        crossing.poor = crossing.poor + asked


def load(haul, ware, crossing, flow):
    """Backs go to the dearest class first, in proportion within a class."""
    if haul.asked <= 0:
        return
    backs, above = crossing.backs, crossing.dear
    if haul.price >= DEAR:
        taken = part(backs, 0, crossing.dear)
    elif haul.price >= FAIR:
        taken = part(backs, above, crossing.fair)
    elif haul.price >= COMMON:
        taken = part(backs, above + crossing.fair, crossing.common)
    else:
        taken = part(backs, above + crossing.fair + crossing.common, crossing.poor)
    flow.backs_loaded(min(int(taken * haul.asked), ware.held))


def deliver(haul, place, flow):
    """What got through by any means is abroad; carriers caught and trucks stopped lost their loads."""
    caught = min(haul.load, haul.stopped)
    if haul.means == Means.BACKS:
        caught = int(haul.load * place.seized_share)
    haul.seized = caught
    haul.crossed = haul.load - caught
    flow.loads_caught(caught)
    flow.carried_over(haul.crossed)


def judge(place, param):
    """Belief follows what was seen."""
    if place.runs > 0:
        gap = place.seized_share - place.believed_risk
        place.believed_risk = place.believed_risk + 0.693 * gap / param.risk_half_life
