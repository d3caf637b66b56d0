"""Searches: of homes, on the road; what is found is taken, and its owner has a case.

Once a week each adult who lives off theft or carrying may be searched. Fields are watched before and
during the harvest, when the hungry help themselves, and now and then drugs are found. Collectors of
scrap are left alone, except that a campaign takes what they have at home. Who pays for a run or a
bag at the place where he is caught, at the crossing or the gate, is not searched for it again.
"""

from tumen.core.declare import Draw, Fixed, Flow, Observable, Param, Signal, Whole
from tumen.core.maths import clip
from tumen.core.measure import mean, total
from tumen.core.roles import Case, Livelihood, Role

NUMBER = 33

WEEKS_A_YEAR = 52.0
FIRST_CROP_MONTH, LAST_CROP_MONTH = 7, 10
CROP_WEEKS = 17.5
"""Weeks from July to October, in which fields are watched."""

STATE = {
    "place.road_check": Fixed(
        0, 0.9, "share", "Chance that a truck is stopped tonight on the roads of the place."
    ),
    "place.search_rate": Fixed(
        0, 0.9, "share/week", "Chance that one who steals or carries is searched in his week."
    ),
    "person.searched": Whole(0, 5, "Case", "What a search brought up today."),
}

PARAMS = {
    "road_checks": Param(
        0.03,
        0.005,
        0.2,
        "share",
        "assumption",
        "Chance that a truck is stopped on its way under ordinary policing.",
    ),
    "road_campaign": Param(
        0.05, 0.01, 0.4, "share", "S3 F0169; assumption", "What a campaign at full strength adds to that."
    ),
    "home_searches": Param(
        0.003,
        0.0003,
        0.03,
        "share/week",
        "assumption",
        "Chance that a thief or carrier is searched with something to find, under ordinary policing.",
    ),
    "drug_cases": Param(
        0.4,
        0.05,
        3.0,
        "persons/1,000 adults/year",
        "F0624; assumption",
        "Adults found with drugs under ordinary policing.",
    ),
    "crop_thieves": Param(
        0.05,
        0.0,
        0.5,
        "share/season",
        "S4; assumption",
        "Chance that one who has nothing to eat is found in a field that is not his, in the season.",
    ),
}

DRAWS = {"search": Draw("Whom a search finds this week, and with what.")}

FLOWS = {"confiscated": Flow("scrap", "household.scrap", "rest", "Scrap found at home, taken to the mills.")}

SIGNALS = {"searches_found": Signal("place", "persons", "Adults with whom something was found today.")}

OBSERVABLES = {
    "found_on_search": Observable(
        "persons", "Adults with whom a search found something.", total("place.searches_found")
    ),
    "scrap_confiscated": Observable("t", "Scrap taken in searches.", total("flow.confiscated") / 1e6),
    "road_checks": Observable(
        "share", "Chance that a truck is stopped on the road.", mean("place.road_check")
    ),
}

WHEN = {"order_searches": "02:01", "search": "20:25"}


def order_searches(place, param):
    """Searches go with the strictness of the day; on the road a campaign adds its own."""
    pace = 2.0 * place.enforcement
    place.road_check = clip(pace * param.road_checks + param.road_campaign * place.campaign, 0.0, 0.9)
    place.search_rate = clip(pace * param.home_searches, 0.0, 0.9)


def goods_case(livelihood):
    """What somebody searched with goods of his trade is accused of."""
    if livelihood == Livelihood.PILFER:
        return int(Case.THEFT)
    if livelihood == Livelihood.CARRY:
        return int(Case.SMUGGLING)
    return int(Case.NONE)


def found(luck, goods, searched, drugs, crops):
    """One number decides: drugs, a field that is not his, or goods of the trade he lives off."""
    if luck < drugs:
        return int(Case.DRUGS)
    if luck < drugs + crops:
        return int(Case.CROPS)
    if luck < drugs + crops + searched:
        return goods
    return int(Case.NONE)


def search(person, household, place, today, param, draw, flow, send):
    """On his day of the week each adult may be searched; most never are."""
    if person.searched > 0:
        person.searched = 0
    if (today.day + household.id) % 7 != 6 or person.detained > 0:
        return
    if Role.OFFICIAL <= person.role <= Role.SOLDIER:
        return
    drugs = 2.0 * place.enforcement * param.drug_cases / (1000.0 * WEEKS_A_YEAR)
    crops = 0.0
    if FIRST_CROP_MONTH <= today.month <= LAST_CROP_MONTH:
        crops = param.crop_thieves * household.hunger / CROP_WEEKS
    goods = goods_case(person.livelihood)
    luck = draw.search
    if goods == Case.SMUGGLING:
        rate = place.search_rate * (1.0 - param.small_licences)
        person.searched = found(luck, goods, rate, drugs, crops)
    elif goods > 0:
        person.searched = found(luck, goods, place.search_rate, drugs, crops)
    else:
        person.searched = found(luck, goods, 0.0, drugs, crops)
    if person.searched > 0:
        send.searches_found(1)
        flow.confiscated(household.scrap)
    elif person.livelihood == Livelihood.COLLECT and luck < place.campaign * param.home_searches:
        flow.confiscated(household.scrap)
