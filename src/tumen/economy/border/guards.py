"""Border guards: what they ask for looking away, what it makes of them, and how well they watch.

A favour costs what a guard always wants for his trouble plus what he stands to lose, at the odds of
being found out: the price at which taking pays. So bribes rise with punishment, for a load on a back,
for a truck and, on another scale, for a person; a person's price is reported and never prices goods.

Half of the takings goes up to commanders, the rest is shared by the post. The better the river pays,
the more of its guards belong to the trade. They cover for each other, and they undo what is ordered:
a crackdown that has to rely on them falls short. Moving guards elsewhere breaks that up, at the
cost of new ones who do not know their stretch yet. Guards of a place are spread evenly over its crossings.
"""

from tumen.core.declare import Fixed, Flow, Observable, Param, Signal, Stock, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import mean, total
from tumen.core.roles import Role

NUMBER = 29

DAYS_PER_MONTH = 30.4
DAYS_PER_YEAR = 365.0

STATE = {
    "crossing.guard_risk": Fixed(
        0,
        0.75,
        "share",
        "Chance of being found out and punished over one favour, as guards believe it.",
        0.02,
    ),
    "crossing.bribe": Whole(0, 10**7, "fen/back load", "What guards ask for one load on a back tonight."),
    "crossing.truck_bribe": Whole(0, 10**9, "fen/truck", "What guards ask for one truck of 6 t tonight."),
    "crossing.crossing_fee": Whole(0, 10**9, "fen/person", "What a person pays to be let over tonight."),
    "crossing.complicity": Fixed(0, 1, "share", "Share of the guards here who belong to the trade."),
    "crossing.knowledge": Fixed(0, 1, "share", "How well the guards here know their stretch.", 0.9),
    "crossing.watch": Fixed(0, 1, "share", "Strictness carried out here tonight.", 0.4),
    "crossing.takings": Fixed(
        0, 10**6, "CNY/guard/month", "Bribes of last night by guard, as if every night brought as much."
    ),
    "crossing.guard_purse": Stock("yuan", "Bribes taken here last night."),
    "place.stretches": Whole(0, 1_000, "crossings", "Crossings that the place's guards keep."),
    "place.guard_pot": Stock("yuan", "What the post shares out this morning."),
    "place.guard_pay": Whole(0, 10**9, "fen/guard", "Each guard's part of it."),
}

PARAMS = {
    "guard_risk_ordinary": Param(
        0.02,
        0.005,
        0.3,
        "share",
        "F0638; assumption",
        "Risk to a guard over one favour under ordinary policing: how closely guards are inspected.",
        lever=True,
    ),
    "guard_risk_campaign": Param(
        0.35,
        0.1,
        0.6,
        "share",
        "F0636 F0637 F0639; assumption",
        "What a campaign at full strength adds to that risk.",
    ),
    "guard_risk_caught": Param(
        0.3,
        0.0,
        1.0,
        "ratio",
        "assumption",
        "Risk added for each unit of the share of loads caught here: somebody asks who let them by.",
    ),
    "guard_risk_lag": Param(30, 7, 120, "days", "assumption", "Time in which guards believe what they see."),
    "guard_cover": Param(
        0.4,
        0.0,
        0.8,
        "share",
        "assumption",
        "Part of that risk which goes where every guard is in it and nobody tells.",
    ),
    "load_tip": Param(
        3, 0.5, 10, "CNY/back load", "assumption", "Wanted for one back load if nothing could happen."
    ),
    "load_penalty": Param(
        40,
        5,
        200,
        "CNY/back load",
        "assumption",
        "What a guard found out over goods loses, as he counts it for one back load.",
        lever=True,
    ),
    "truck_tip": Param(
        200, 50, 1_000, "CNY/truck", "assumption", "Wanted for one truck if nothing could happen."
    ),
    "truck_penalty": Param(
        5_000,
        1_000,
        30_000,
        "CNY/truck",
        "assumption",
        "What a guard found out over a truck loses.",
        lever=True,
    ),
    "crossing_tip": Param(
        100,
        20,
        400,
        "CNY/person",
        "F0635 F0638; assumption",
        "Paid for a person's crossing if nothing could happen.",
    ),
    "crossing_penalty": Param(
        20_000,
        5_000,
        150_000,
        "CNY/person",
        "F0636 F0637 F0639",
        "What those who let a person over lose when found out; F0640 and F0641 need several times as much.",
        lever=True,
    ),
    "commanders_share": Param(
        0.5, 0.2, 0.8, "share", "assumption", "Part of the takings that goes up to commanders."
    ),
    "complicity_start": Param(
        0.2, 0.0, 0.7, "share", "assumption", "Share of guards who belong to the trade on the first day."
    ),
    "guards_bought": Param(
        60,
        15,
        300,
        "CNY/guard/month",
        "assumption",
        "Takings at which half of the guards end up in the trade.",
    ),
    "guard_habit": Param(
        180, 30, 720, "days", "assumption", "Time in which complicity follows what the river pays."
    ),
    "guards_undo": Param(
        0.7,
        0.2,
        1.0,
        "share",
        "S3; size: assumption",
        "Part of the strictness ordered that goes where every guard is in it.",
    ),
    "guard_rotation": Param(
        0.3,
        0.0,
        12.0,
        "share of guards/year",
        "assumption",
        "Guards replaced by others from elsewhere; a purge is a high rate for a short time.",
        lever=True,
    ),
    "guard_learning": Param(
        60, 20, 365, "days", "assumption", "Time in which new guards learn their stretch."
    ),
    "newcomer_knowledge": Param(
        0.4, 0.0, 0.8, "share", "assumption", "What a guard knows of a stretch on his first night there."
    ),
}

FLOWS = {
    "takings_up": Flow("yuan", "crossing.guard_purse", "rest", "Commanders' part of bribes."),
    "takings_shared": Flow("yuan", "crossing.guard_purse", "place.guard_pot", "The post's part of bribes."),
    "guards_paid": Flow("yuan", "place.guard_pot", "household.yuan", "Guards' own part of bribes."),
}

SIGNALS = {
    "guards_on_post": Signal("place", "persons", "Border guards."),
    "caught_here": Signal("crossing", "g", "Loads caught here last night."),
    "passed_here": Signal("crossing", "g", "Loads that got through here last night."),
}

OBSERVABLES = {
    "bribes": Observable(
        "CNY",
        "Bribes that guards took the night before, where they serve.",
        (total("flow.takings_up") + total("flow.takings_shared")) / 100,
    ),
    "bribe_load": Observable(
        "CNY/back load", "Asked for one load on a back.", mean("crossing.bribe") / 100, by="crossing"
    ),
    "truck_bribe": Observable(
        "CNY/truck", "Asked for one truck.", mean("crossing.truck_bribe") / 100, by="crossing"
    ),
    "crossing_fee": Observable(
        "CNY/person", "Paid to be let over, goods apart.", mean("crossing.crossing_fee") / 100, by="crossing"
    ),
    "guard_complicity": Observable(
        "share", "Guards who belong to the trade.", mean("crossing.complicity"), by="crossing"
    ),
    "crossing_watch": Observable(
        "share", "Strictness carried out, after what guards undo.", mean("crossing.watch"), by="crossing"
    ),
    "guard_income": Observable(
        "KPW/guard/month",
        "A guard's own part of bribes.",
        total("flow.guards_paid") / 100 * mean("place.yuan_rate") / mean("place.guards_on_post"),
    ),
    "income_bribes": Observable(
        "KPW/household/month",
        "Household income from guards' bribes.",
        total("flow.guards_paid") / 100 * mean("place.yuan_rate") / mean("place.households"),
    ),
}

WHEN = {
    "man": "opening",
    "stand_guard": "02:03",
    "ask": "02:04",
    "report": "03:50",
    "share_out": "04:00",
    "believe": "04:05",
    "join": "04:06",
    "pay_post": "04:10",
    "take_part": "14:50",
}


def price(tip, penalty, risk):
    """At this price (fen) a favour just pays: what is wanted anyway, and the loss at the odds of it."""
    return whole(100.0 * (tip + penalty * risk / (1.0 - risk)))


def man(crossing, place, param):
    """Count the crossings that one post keeps; some of its guards are in the trade already."""
    crossing.complicity = param.complicity_start
    place.stretches = place.stretches + 1


def stand_guard(crossing, place, param):
    """What is ordered, as far as guards know their stretch and are not in the trade themselves."""
    undone = param.guards_undo * crossing.complicity
    crossing.watch = place.enforcement * crossing.knowledge * (1.0 - undone)


def ask(crossing, param):
    """Tonight's prices, from one belief about the risk; each kind of favour on its own scale."""
    crossing.bribe = price(param.load_tip, param.load_penalty, crossing.guard_risk)
    crossing.truck_bribe = price(param.truck_tip, param.truck_penalty, crossing.guard_risk)
    crossing.crossing_fee = price(param.crossing_tip, param.crossing_penalty, crossing.guard_risk)


def report(haul, crossing, send):
    """What was caught at the bank, and not on a road inland, and what got through."""
    send.caught_here(whole(haul.seized * haul.at_bank))
    send.passed_here(haul.crossed)


def share_out(crossing, place, param, flow):
    """Commanders have their part; without a guard on the post they have it all."""
    purse = crossing.guard_purse
    if place.guards_on_post == 0:
        flow.takings_up(purse)
        return
    guards = place.guards_on_post / max(1, place.stretches)
    crossing.takings = purse / 100.0 * DAYS_PER_MONTH / guards
    up = whole(param.commanders_share * purse)
    flow.takings_up(up)
    flow.takings_shared(purse - up)


def believe(crossing, place, param):
    """Policing, a campaign and loads caught here frighten guards; comrades who keep quiet reassure."""
    caught = crossing.caught_here / max(1, crossing.caught_here + crossing.passed_here)
    danger = 2.0 * place.enforcement * param.guard_risk_ordinary
    danger += param.guard_risk_campaign * place.campaign + param.guard_risk_caught * caught
    danger *= 1.0 - param.guard_cover * crossing.complicity
    gap = clip(danger, 0.0, 0.75) - crossing.guard_risk
    crossing.guard_risk = crossing.guard_risk + gap / param.guard_risk_lag


def join(crossing, param):
    """A river that pays draws guards into the trade; rotation brings new ones, who have to learn it."""
    drawn = crossing.takings / (crossing.takings + param.guards_bought)
    leaving = min(1.0, param.guard_rotation / DAYS_PER_YEAR)
    stays = 1.0 - leaving
    crossing.complicity = stays * (crossing.complicity + (drawn - crossing.complicity) / param.guard_habit)
    known = crossing.knowledge + (1.0 - crossing.knowledge) / param.guard_learning
    crossing.knowledge = stays * known + leaving * param.newcomer_knowledge


def pay_post(place):
    """The pot is divided by yesterday's heads; who serves does not change over night."""
    place.guard_pay = 0
    if place.guards_on_post > 0:
        place.guard_pay = place.guard_pot // place.guards_on_post


def take_part(person, household, place, flow, send):
    """Every guard has his part, in the trade or not: silence is paid for too."""
    if person.role != Role.GUARD:
        return
    send.guards_on_post(1)
    flow.guards_paid(place.guard_pay)
