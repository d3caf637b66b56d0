"""Rations: a mine town eats what the ore trucks bring back; others get the public ration.

The company's granary feeds whole families of its miners and, when it holds plenty or theirs are
suspended, the town's other workers. It is stretched as it empties and closed when too little is
left for each: a suspension with a date, and a resumption once it is filled again. Other state
workers, and miners without their own, get the public ration, enough for one.
"""

from tumen.core.declare import Flow, Observable, Param, Signal, Stock, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import last, mean, rows, total
from tumen.core.roles import SiteKind

NUMBER = (11, 13)
REFRESH = 15
"""Days between two readings of the household register."""

STATE = {
    "place.granary": Stock("grain", "Grain in the town's distribution centre."),
    "place.ration": Whole(0, 2_000, "g/person/day", "Granted today to each member of a miner's family."),
    "place.worker_ration": Whole(
        0, 2_000, "g/worker/day", "Granted today from the granary to other workers."
    ),
    "place.public_ration": Whole(0, 2_000, "g/worker/day", "Public ration that reaches each worker today."),
    "place.relief_ration": Whole(0, 2_000, "g/person/day", "Relief granted today to everyone."),
    "place.suspended": Whole(0, 1, "yes or no", "Miners' rations are suspended."),
    "place.days_without_ration": Whole(0, 100_000, "days", "Since miners' families last got a ration."),
    "household.company_mouths": Whole(0, 60, "persons", "Members fed by the mine."),
    "household.state_workers": Whole(0, 30, "persons", "Members entitled to the ration of a worker."),
    "household.ration_today": Whole(0, 200_000, "g", "Ration received today."),
    "household.ration_due": Whole(0, 200_000, "g", "Ration that today's norms would give."),
}
PARAMS = {
    "ration_norm": Param(
        500, 300, 700, "g/person/day", "F0103 F0104", "Ration of a miner's family when grain suffices."
    ),
    "ration_least": Param(
        0.2, 0.05, 0.4, "share of norm", "assumption", "Share below which rations are suspended."
    ),
    "ration_spread": Param(
        45, 15, 120, "days", "assumption", "Days for which a granary is stretched as it empties."
    ),
    "ration_resume": Param(
        20, 7, 60, "days", "F0096", "Days of full rations in the granary at which they resume."
    ),
    "public_norm": Param(360, 250, 570, "g/worker/day", "F0537", "Public ration on paper."),
    "public_share": Param(
        0.5, 0.1, 0.9, "share of norm", "F0107", "Part of it that reaches a worker in a usual year."
    ),
    "public_harvest": Param(
        2.0, 0.5, 4.0, "per share of harvest", "assumption", "Cut in it for each share of harvest lost."
    ),
}
FLOWS = {
    "ration": Flow("grain", "place.granary", "household.grain", "Rations from the granary."),
    "public_ration": Flow("grain", "rest", "household.grain", "Public rations, brought from inland."),
}
SIGNALS = {
    "rations_given": Signal("place", "g", "Rations and relief handed out today."),
    "ration_heads": Signal("place", "persons", "Members of miners' families on the ration list."),
    "ration_workers": Signal("place", "persons", "Other workers on the ration list."),
}
OBSERVABLES = {
    "ration": Observable(
        "g/person/day",
        "Ration received by each member of a miner's family; no value where there is no mine.",
        mean("place.ration") / rows("site", kind=SiteKind.MINE),
    ),
    "public_ration": Observable(
        "g/worker/day", "Public ration received by each worker who is due one.", mean("place.public_ration")
    ),
    "rations_handed_out": Observable(
        "t", "Rations of every kind.", (total("flow.ration") + total("flow.public_ration")) / 1e6
    ),
    "months_without_ration": Observable(
        "months",
        "Since miners' families last got a ration.",
        last("place.days_without_ration") / 30.4 / rows("site", kind=SiteKind.MINE),
    ),
    "granary": Observable("t", "Grain in the granary.", last("place.granary") / 1e6),
}
WHEN = {
    "announce": "04:40",
    "collect": "18:00",
    "read_register": "18:05",
    "queue": "18:10",
    "count_days": "23:00",
}


def announce(place, state, param):
    """The centre divides what it holds so that no queue can outrun the stock."""
    mouths, heads, others = max(1, place.residents), place.ration_heads, place.ration_workers
    left = place.granary
    place.relief_ration = min(whole(param.central_relief * state.import_cover), left // mouths)
    left -= place.relief_ration * mouths
    if heads > 0 and place.suspended and left >= heads * param.ration_norm * param.ration_resume:
        place.suspended = 0
    place.ration = 0
    if heads > 0:
        stretched = left / (heads * param.ration_spread)
        if stretched < param.ration_least * param.ration_norm:
            place.suspended = 1
        if place.suspended == 0:
            place.ration = int(min(param.ration_norm, stretched))
    if place.suspended == 0:
        left -= whole(heads * param.ration_norm * param.ration_spread)
    place.worker_ration = 0
    if others > 0 and left > 0:
        place.worker_ration = int(min(param.ration_norm, left / (others * param.ration_spread)))
    supply = clip(1.0 - param.public_harvest * (1.0 - place.harvest), 0.0, 1.2)
    place.public_ration = whole(param.public_norm * param.public_share * supply)


def collect(household, place, param, today, flow, send):
    """The household fetches what its register says; a miner without his own gets the public ration."""
    mouths = household.adults + household.children + household.elders
    fed, workers = household.company_mouths, household.state_workers
    granted = place.ration * fed + place.relief_ration * mouths
    public = 0
    if fed == 0:
        granted += place.worker_ration * workers
    if workers > 0 and (fed == 0 or place.ration == 0):
        public = place.public_ration * workers
    if granted > 0:
        flow.ration(granted)
    if public > 0:
        flow.public_ration(public)
    if granted + public > 0:
        send.rations_given(granted + public)
    donated = place.donated_ration * mouths
    household.ration_today = granted + public + household.favoured_today + donated
    household.ration_due = whole(param.ration_norm * fed)
    if fed == 0:
        household.ration_due = whole(param.public_norm * workers)
    if (today.day + household.id) % REFRESH == 0:
        household.company_mouths = 0
        household.state_workers = 0


def read_register(person, household, site, today):
    """Now and then the lists are written anew: who is on the books of what workplace."""
    if (today.day + household.id) % REFRESH != 0 or person.registered == 0:
        return
    if site.kind == SiteKind.MINE:
        household.company_mouths = household.adults + household.children + household.elders
    if site.kind != SiteKind.FARM and site.kind != SiteKind.NONE:
        household.state_workers += 1


def queue(household, place, send):
    """Tomorrow's queue is known tonight."""
    if household.company_mouths > 0:
        send.ration_heads(household.company_mouths)
    elif household.state_workers > 0:
        send.ration_workers(household.state_workers)


def count_days(place):
    """Days since the last ration, where there are miners."""
    if place.ration > 0 or place.ration_heads == 0:
        place.days_without_ration = 0
    else:
        place.days_without_ration += 1
