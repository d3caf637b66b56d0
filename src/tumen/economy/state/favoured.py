"""The favoured: officials, soldiers and the centre's own places are hit last, but hit.

Their rations come out of what the centre can spare, so they hold while ordinary imports are already
being cut, and then follow the reserve down: soldiers before officials. What is on paper was never
what arrived, and in a poor year even the police have had half. The household gets what its place in
the order is worth on top of the public ration.
"""

from tumen.core.declare import Fixed, Flow, Given, Observable, Param, Signal, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import mean, total
from tumen.core.roles import Role

NUMBER = 38

STATE = {
    "state.army_ration": Fixed(0.0, 1.0, "share of norm", "What reaches a soldier.", 0.7),
    "state.favoured_ration": Fixed(0.0, 1.0, "share of norm", "What reaches an official.", 0.75),
    "place.soldier_ration": Whole(0, 2_000, "g/person/day", "Granted today to each soldier."),
    "place.official_ration": Whole(0, 2_000, "g/person/day", "Granted today to each official or guard."),
    "place.capital_ration": Whole(
        0, 2_000, "g/worker/day", "Granted today to each other worker of a favoured place."
    ),
    "household.soldiers": Whole(0, 15, "persons", "Members in the army."),
    "household.officials": Whole(0, 15, "persons", "Members in party, security or border guard."),
    "household.favoured_today": Whole(0, 60_000, "g", "Received today on top of the public ration."),
}
GIVEN = {
    "place.favoured": Given(
        "share", "How far the centre feeds the place as its own: 1 the capital, 0 others.", fixed=True
    ),
}
PARAMS = {
    "army_norm": Param(800, 550, 850, "g/person/day", "assumption", "A soldier's grain on paper."),
    "army_share": Param(
        0.7,
        0.3,
        1.0,
        "share of norm",
        "S2 S3; assumption",
        "Part of it that reaches him while imports are paid in full.",
    ),
    "army_cut_below": Param(
        0.8, 0.4, 1.0, "share of usual imports", "assumption", "Imports below which his part shrinks too."
    ),
    "favoured_norm": Param(
        700, 500, 900, "g/person/day", "assumption", "Grain on paper for an official or in the capital."
    ),
    "favoured_share": Param(
        0.75, 0.4, 1.0, "share of norm", "F0107", "Part of it that arrives while imports are paid in full."
    ),
    "favoured_cut_below": Param(
        0.5, 0.2, 1.0, "share of usual imports", "S2; assumption", "Imports below which that shrinks too."
    ),
    "favoured_harvest": Param(
        0.7,
        0.0,
        2.0,
        "per share of harvest",
        "F0107; assumption",
        "Cut in these rations for each share of harvest lost; for the public ration it is more.",
    ),
}
FLOWS = {
    "favoured_grain": Flow("grain", "rest", "household.grain", "Rations of those the centre favours."),
}
SENDS = ("rations_given",)
SIGNALS = {
    f"{what}_{group}": Signal("place", unit, f"{doc} of {group}.")
    for group in ("miners", "soldiers", "officials", "farmers")
    for what, unit, doc in (
        ("fed", "hundredths of an adult equivalent", "Adult equivalents asked, in households"),
        ("kcal", "kcal", "Energy they ate, in households"),
    )
}
OBSERVABLES = {
    "army_ration": Observable(
        "share of norm", "What reaches a soldier.", mean("state.army_ration"), by="nation"
    ),
    "favoured_ration": Observable(
        "share of norm", "What reaches an official.", mean("state.favoured_ration"), by="nation"
    ),
    "favoured_grain": Observable(
        "t", "Rations of the favoured on top of public ones.", total("flow.favoured_grain") / 1e6
    ),
    **{
        f"energy_{group}": Observable(
            "kcal/adult equivalent/day",
            f"Energy eaten in households of {group}, who are asked once a week.",
            total(f"place.kcal_{group}") * 100.0 / total(f"place.fed_{group}"),
        )
        for group in ("miners", "soldiers", "officials", "farmers")
    },
}
WHEN = {"enlist": "opening", "spare": "00:45", "grant": "04:45", "fetch": "17:55", "ask": "20:40"}


def enlist(person, household):
    """Who in the house serves the state at its core."""
    if person.role == Role.SOLDIER:
        household.soldiers += 1
    elif Role.OFFICIAL <= person.role <= Role.GUARD:
        household.officials += 1


def kept(cover, cut_below):
    """Part of a favoured supply that is kept up when the centre pays for this part of usual imports."""
    return clip(cover / max(0.01, cut_below), 0.0, 1.0)


def spare(state, param):
    """Soldiers and officials share the centre's want later than others, officials last."""
    state.army_ration = param.army_share * kept(state.import_cover, param.army_cut_below)
    state.favoured_ration = param.favoured_share * kept(state.import_cover, param.favoured_cut_below)


def grant(place, state, param):
    """What each gets today on top of the public ration, after the harvest has been felt."""
    supply = clip(1.0 - param.favoured_harvest * (1.0 - place.harvest), 0.0, 1.0)
    official = param.favoured_norm * state.favoured_ration * supply
    soldier = param.army_norm * state.army_ration * supply
    place.soldier_ration = max(0, whole(soldier) - place.public_ration)
    place.official_ration = max(0, whole(official) - place.public_ration)
    place.capital_ration = max(0, whole(official * place.favoured) - place.public_ration)


def fetch(household, place, flow, send):
    """Rations are fetched by the household's register."""
    soldiers, officials = household.soldiers, household.officials
    workers = max(0, household.state_workers - soldiers - officials)
    grams = soldiers * place.soldier_ration + officials * place.official_ration
    grams += workers * place.capital_ration
    household.favoured_today = grams
    if grams > 0:
        flow.favoured_grain(grams)
        send.rations_given(grams)


def ask(household, today, place, send):
    """Once a week a household is asked what it ate; one of several kinds answers for each."""
    if (today.day + household.id) % 7 != 4:
        return
    fed = whole(household.equivalents * 100.0)
    kcal = whole(household.equivalents * household.energy)
    if household.company_mouths > 0:
        send.fed_miners(fed)
        send.kcal_miners(kcal)
    if household.soldiers > 0:
        send.fed_soldiers(fed)
        send.kcal_soldiers(kcal)
    if household.officials > 0:
        send.fed_officials(fed)
        send.kcal_officials(kcal)
    if household.farm == 1:
        send.fed_farmers(fed)
        send.kcal_farmers(kcal)
