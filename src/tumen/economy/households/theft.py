"""Theft: workers carry home what lies loose at their own workplace, a bag at a time.

Only those who come to work can. They take concentrate from the yard and metal from the plant
(plant_metal.py), most of what is worth most; brokers pay the next morning for what was in the bags.
The richer the pickings the more come, and the less each gets. Most concentrate is worth so little a
kilogram that a bag buys a meal and no more: it is copper, idle plant and hunger that make thieves.
"""

from tumen.core.declare import Draw, Fixed, Flow, Observable, Param, Signal, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import mean, total
from tumen.core.roles import Attendance, Livelihood

NUMBER = 24

THIEVES_PART = 0.5
"""Part of the brokers' budget that pays for bags; the rest is for scrap (collecting.py)."""

STATE = {
    "person.took": Whole(0, 1, "bags", "Got away with a bag, to be paid for it tomorrow."),
    "person.theft_caught": Whole(0, 1, "yes or no", "Handed over to the police with a bag today."),
    "place.theft_risk": Fixed(0, 0.9, "share", "Chance that a thief is stopped with his bag today."),
    "place.handed_over": Fixed(0, 0.9, "share", "Chance that he is handed over to the police besides."),
    "site.bag": Whole(0, 100_000, "g", "What a thief sets out to carry off today; 0 where nothing is loose."),
    "site.loose": Whole(0, 10**13, "g", "Product in the yard that thieves can reach today."),
    "site.pickings": Whole(0, 10**15, "fen", "Worth of all that is loose here today, metal included."),
    "site.wanted": Whole(0, 10**13, "g", "What tonight's thieves carry all together."),
    "site.claimed": Whole(0, 10**13, "g", "Of that, what they first reach for in the yard."),
    "site.topped_up": Fixed(0, 1, "share", "Part of what is then still loose that fills the bags."),
    "site.loot": Whole(0, 10**15, "fen", "Worth of tonight's bags at the brokers' bids."),
    "site.thief_pay": Whole(0, 10**7, "fen/bag", "Paid today for each of last night's bags."),
    "site.pilfer_return": Whole(0, 10**9, "KPW/day", "What a thief can expect for a bag today."),
}

PARAMS = {
    "bag": Param(20, 5, 40, "kg/day", "assumption", "Most that one worker can carry off unseen in a day."),
    "yard_loose": Param(
        0.01, 0.001, 0.1, "share", "assumption", "Part of the yard's product within a thief's reach."
    ),
    "theft_detection": Param(
        0.02, 0.002, 0.1, "share/day", "assumption", "Chance of being stopped under ordinary policing."
    ),
    "theft_reported": Param(
        0.2,
        0.02,
        0.5,
        "share",
        "assumption",
        "Part of those stopped who are handed over under ordinary policing; others lose the bag.",
    ),
    "theft_company": Param(
        0.02,
        0.005,
        0.1,
        "share of hands",
        "assumption",
        "Fewest others among whom a thief reckons that the pickings will be divided.",
    ),
}

DRAWS = {"seen": Draw("Whether a thief is stopped, and by whom.")}

FLOWS = {
    "concentrate_stolen": Flow(
        "commodity", "site.concentrate", "ware.held", "Product stolen from the yard and sold to brokers."
    ),
    "theft_paid": Flow("yuan", "place.broker_yuan", "household.yuan", "Brokers' payment for stolen goods."),
}

SIGNALS = {
    "thieves": Signal("site", "persons", "Workers who got away with a bag today."),
    "thieves_seen": Signal("place", "persons", "Workers handed over to the police with a bag today."),
    "loot_due": Signal("place", "fen", "Worth of last night's bags, of all workplaces."),
}

OBSERVABLES = {
    "concentrate_stolen": Observable(
        "t", "Product stolen from mines' yards.", total("flow.concentrate_stolen") / 1e6
    ),
    "thieves": Observable("persons/day", "Workers who stole from their workplace.", mean("site.thieves")),
    "thieves_caught": Observable(
        "persons", "Workers handed over to the police with a bag.", total("place.thieves_seen")
    ),
    "income_theft": Observable(
        "KPW/household/month",
        "Household income from theft, before what buyers keep back for advances.",
        total("flow.theft_paid") / 100 * mean("place.yuan_rate") / mean("place.households"),
    ),
}

WHEN = {
    "guard": "03:40",
    "count_loot": "03:42",
    "price_bags": "03:44",
    "look_round": "05:55",
    "be_paid": "14:20",
    "take": "14:30",
    "reach_yard": "21:51",
    "top_up": "21:53",
    "empty_yard": "21:54",
    "reckon": "21:56",
}


def first_reach(bags, worth, pickings, loose):
    """Grams thieves first reach for of one good: a part of the bags by its worth, or all that is loose."""
    if pickings <= 0:
        return 0
    return min(loose, int(bags * min(1.0, worth / pickings)))


def guard(place, param):
    """The stricter the place is policed the more thieves are stopped, and the fewer of them let go."""
    strict = 2.0 * place.enforcement
    place.theft_risk = clip(strict * param.theft_detection, 0.0, 0.9)
    place.handed_over = place.theft_risk * clip(strict * param.theft_reported, 0.0, 1.0)


def count_loot(site, place, send):
    """What the night brought is added up over workplaces."""
    send.loot_due(site.loot)


def price_bags(site, place):
    """Thieves of one workplace are paid alike; if brokers cannot pay for all, every thief gets less."""
    site.thief_pay = 0
    if site.thieves > 0:
        part = min(1.0, THIEVES_PART * place.broker_budget / max(1, place.loot_due))
        site.thief_pay = int(site.loot * part) // site.thieves


def look_round(site, place, ware, param):
    """What is loose today, and what a bag of it should bring among so many thieves."""
    site.loose = 0
    if site.makes == 1 and ware.bid > 0.0:
        site.loose = int(site.concentrate * param.yard_loose)
    reach = site.loose + site.metal_loose
    site.pickings = int(site.loose * ware.bid / 1000.0) + site.metal_worth
    site.bag = min(reach, whole(1000.0 * param.bag))
    site.pilfer_return = 0
    if reach == 0:
        return
    a_bag = 1.0 * site.thief_pay
    if site.thieves == 0:
        a_bag = site.bag * (site.pickings / reach)
    shared = site.pickings / max(1.0, site.thieves, param.theft_company * site.posts)
    site.pilfer_return = whole(min(a_bag, shared) * place.yuan_rate / 100.0)


def be_paid(person, household, place, site, flow):
    """Paid the morning after, whatever he does today."""
    if person.took == 1:
        flow.theft_paid(site.thief_pay)


def take(person, household, place, site, draw, send):
    """A bag goes over the wall, unless a watchman stops it, who may call the police."""
    if person.livelihood != Livelihood.PILFER and person.took == 0 and person.theft_caught == 0:
        return
    person.took = 0
    person.theft_caught = 0
    if person.livelihood != Livelihood.PILFER or site.bag == 0:
        return
    if person.attendance != Attendance.AT_WORK and person.attendance != Attendance.SIGNED_IN_AND_LEFT:
        return
    luck = draw.seen
    if luck >= place.theft_risk:
        person.took = 1
        send.thieves(1)
    elif luck < place.handed_over:
        person.theft_caught = 1
        send.thieves_seen(1)


def reach_yard(site, ware):
    """Bags are filled with what is worth most first, as far as it goes."""
    site.wanted = min(site.thieves * site.bag, site.loose + site.metal_loose)
    site.claimed = first_reach(site.wanted, site.loose * ware.bid / 1000.0, site.pickings, site.loose)


def top_up(site):
    """What room is left in the bags is filled with what is left, whatever it is."""
    room = site.wanted - site.claimed - site.metal_claimed
    left = site.loose - site.claimed + site.metal_left
    site.topped_up = 0.0
    if left > 0:
        site.topped_up = room / left


def empty_yard(site, ware, flow):
    """The yard gives what it still holds."""
    more = int((site.loose - site.claimed) * site.topped_up)
    taken = min(site.claimed + more, site.concentrate)
    site.loot = int(taken * ware.bid / 1000.0)
    if taken > 0:
        flow.concentrate_stolen(taken)


def reckon(site):
    """The metal in the bags is counted in."""
    site.loot = site.loot + site.metal_loot
