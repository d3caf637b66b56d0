"""Custody: what happens to somebody who is caught.

Caught on a run, with a bag, on a search, away from work once too often, or named by one who was, he
pays his way out if he would and can. Otherwise he is let off, sent to the short training camp in the
county, or held for a public trial. If no trial comes in the time allowed the case is closed behind
doors, with the training camp. Every adult is in exactly one state: free, held, in the training camp
or serving a sentence. In the last three he earns nothing and does not eat at home.
"""

from tumen.core.declare import Draw, Fixed, Flow, Observable, Param, Signal, Trait, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import mean, total
from tumen.core.roles import Case, Livelihood, Role
from tumen.economy.gangs.organisation import CELLS

NUMBER = (33, 34, 35)

UNSENTENCED, TRAINING, LABOUR = 0, 1, 2
"""Held for trial; in the training camp; in a correctional camp."""

DAYS_A_MONTH = 30.0
SHORTEST, LONGEST = 6.0, 24.0
"""Months that public trials give (F0069)."""

STATE = {
    "person.case": Whole(0, 5, "Case", "What the person is held or sentenced for."),
    "person.detained": Whole(0, 1_000, "days", "Days left: of the sentence, or of the time in custody."),
    "person.sentenced": Whole(0, 2, "", "0 not sentenced, 1 to the training camp, 2 to a correctional camp."),
    "household.away": Whole(0, 30, "adults", "Members held, in the training camp or serving a sentence."),
    "place.hold_risk": Fixed(0, 1, "share", "Held for trial, of those caught today who do not pay."),
    "place.training_risk": Fixed(0, 1, "share", "Sent to the training camp, of the same."),
    "place.named_today": Whole(0, 1, "", "1 on a day when somebody caught has named others."),
    "place.soldiers_sought": Fixed(0, 1, "share", "Chance that a soldier is wanted for a convoy stopped."),
}

PARAMS = {
    "would_bribe": Param(
        0.793,
        0.6,
        0.95,
        "share",
        "F0526 F0516",
        "Adults who would bribe an official to escape punishment.",
    ),
    "held_for_trial": Param(
        0.025,
        0.002,
        0.15,
        "share",
        "F0068 F0071; assumption",
        "Held for trial under ordinary policing, of those caught who do not pay.",
    ),
    "held_short": Param(
        0.15,
        0.02,
        0.6,
        "share",
        "assumption",
        "Sent to the training camp under ordinary policing, of the same.",
    ),
    "camp_days": Param(30, 10, 180, "days", "assumption", "Stay in the training camp."),
    "custody_days": Param(
        180,
        60,
        365,
        "days",
        "assumption",
        "Time in custody after which a case is closed without a public trial.",
    ),
    "sentence_theft": Param(
        12, 6, 24, "months", "F0069; size: assumption", "Usual sentence for theft of what the state owns."
    ),
    "sentence_smuggling": Param(
        15, 6, 24, "months", "F0069; size: assumption", "Usual sentence for smuggling."
    ),
    "sentence_drugs": Param(20, 6, 24, "months", "F0069; size: assumption", "Usual sentence for drugs."),
    "sentence_crops": Param(
        8, 6, 24, "months", "F0069; size: assumption", "Usual sentence for theft of crops."
    ),
    "sentence_spread": Param(
        0.5, 0.0, 1.0, "share", "F0069; assumption", "Width of the sentences for one sort of case."
    ),
}

DRAWS = {
    "scruple": Trait("Whether the person would bribe an official."),
    "tie": Trait("The cell the person would belong to."),
    "sought": Draw("Whether a soldier is among those wanted."),
    "fate": Draw("What happens to one who is caught and does not pay."),
    "term": Draw("How long the sentence is for such a case."),
}

FLOWS = {
    "bribed_in_yuan": Flow("yuan", "household.yuan", "place.officer_pot", "Paid in yuan to be let go."),
    "bribed_in_won": Flow("won", "household.won", "place.officer_won", "Paid in won to be let go."),
}

SIGNALS = {
    "bought_off": Signal("place", "persons", "People caught who paid and went."),
    "let_off": Signal("place", "persons", "People caught and released without paying."),
    "punished_today": Signal("place", "persons", "People taken to the training camp or into custody today."),
    "sent_to_training": Signal("place", "persons", "Of them, those sent to the training camp."),
    "accused": Signal("place", "persons", "People held for trial tonight."),
    "in_training": Signal("place", "persons", "People in the training camp tonight."),
    "convicts": Signal("place", "persons", "People of the place serving a sentence tonight."),
    "sentenced_today": Signal("place", "persons", "People sentenced at a public trial today."),
    "sentence_days": Signal("place", "days", "Days of labour in their sentences."),
    "freed": Signal("place", "persons", "People who came home today."),
}

OBSERVABLES = {
    "arrests": Observable(
        "persons", "People taken to the training camp or into custody.", total("place.punished_today")
    ),
    "sent_to_camp": Observable(
        "persons", "People sent to the training camp when caught.", total("place.sent_to_training")
    ),
    "bought_off": Observable("persons", "People caught who paid their way out.", total("place.bought_off")),
    "let_off": Observable("persons", "People caught and let off without paying.", total("place.let_off")),
    "bribes_to_officers": Observable(
        "CNY",
        "Paid to officers by people caught.",
        total("flow.bribed_in_yuan") / 100 + total("flow.bribed_in_won") / mean("place.yuan_rate"),
    ),
    "detained": Observable(
        "persons",
        "People held, in the training camp or serving a sentence, average of the month.",
        mean("place.accused") + mean("place.in_training") + mean("place.convicts"),
    ),
    "accused": Observable("persons", "People held for trial, average of the month.", mean("place.accused")),
    "sentence_months": Observable(
        "months",
        "Average sentence at public trials.",
        total("place.sentence_days") / total("place.sentenced_today") / DAYS_A_MONTH,
    ),
    "freed": Observable("persons", "People who came home from custody or camp.", total("place.freed")),
}

WHEN = {"brief": "05:45", "serve": "20:30", "take_in": "20:35", "decide": "20:36"}


def brief(place, param):
    """How strict the day is, and whom those caught last night have named."""
    pace = 2.0 * place.enforcement
    place.hold_risk = clip(pace * param.held_for_trial, 0.0, 1.0)
    place.training_risk = clip(pace * param.held_short, 0.0, 1.0)
    place.soldiers_sought = place.unit_rolled / max(1, place.soldier_heads)
    place.named_today = 0
    if place.cell_rolled >= 0 or place.unit_rolled > 0:
        place.named_today = 1


def months(case, absence, theft, smuggling, drugs, crops):
    """Months of labour that a case usually brings."""
    if case == Case.ABSENCE:
        return absence
    if case == Case.THEFT:
        return theft
    if case == Case.SMUGGLING:
        return smuggling
    if case == Case.DRUGS:
        return drugs
    return crops


def sentence(usual, spread, luck):
    """A term around the usual one, within what such trials give."""
    return clip(usual * (1.0 + spread * (luck - 0.5)), SHORTEST, LONGEST)


def serve(person, household, place, param, draw, send):
    """One day less; at a trial the term is read out, after the last day the person goes home."""
    if person.detained == 0:
        return
    person.detained = person.detained - 1
    if person.sentenced == UNSENTENCED and place.trial_today == 1:
        usual = months(
            person.case,
            0.0,
            param.sentence_theft,
            param.sentence_smuggling,
            param.sentence_drugs,
            param.sentence_crops,
        )
        person.sentenced = LABOUR
        person.detained = whole(DAYS_A_MONTH * sentence(usual, param.sentence_spread, draw.term))
        send.sentenced_today(1)
        send.sentence_days(int(person.detained))
    elif person.sentenced == UNSENTENCED and person.detained == 0:
        person.sentenced = TRAINING
        person.detained = whole(param.camp_days)
    elif person.detained == 0:
        person.case = Case.NONE
        person.sentenced = UNSENTENCED
        household.away = household.away - 1
        send.freed(1)
        return
    if person.sentenced == UNSENTENCED:
        send.accused(1)
    elif person.sentenced == TRAINING:
        send.in_training(1)
    else:
        send.convicts(1)


def take_in(person, place, draw):
    """Who was caught today, or named by somebody who was, has a case."""
    if person.run_caught + person.theft_caught + person.searched + person.absconded == 0:
        if place.named_today == 0:
            return
        if person.livelihood == Livelihood.PILFER or person.livelihood == Livelihood.CARRY:
            if int(draw.tie * CELLS) != place.cell_rolled:
                return
        elif person.role != Role.SOLDIER or draw.sought >= place.soldiers_sought:
            return
    if person.detained > 0:
        return
    if person.searched > 0:
        person.case = person.searched
    elif person.theft_caught > 0:
        person.case = Case.THEFT
    elif person.absconded > 0 and person.run_caught == 0:
        person.case = Case.ABSENCE
    elif person.run_caught == 0 and person.livelihood == Livelihood.PILFER:
        person.case = Case.THEFT
    else:
        person.case = Case.SMUGGLING


def decide(person, household, place, state, param, draw, flow, send):
    """He pays his way out, or is held, sent to the training camp, or let off."""
    if person.case == Case.NONE or person.detained > 0:
        return
    averted = months(
        person.case,
        param.camp_days / DAYS_A_MONTH,
        param.sentence_theft,
        param.sentence_smuggling,
        param.sentence_drugs,
        param.sentence_crops,
    )
    price = whole(place.release_price * averted)
    won_per_fen = max(0.01, state.won_per_yuan / 100.0)
    purse = household.yuan + household.won / won_per_fen
    if price == 0 or (price <= purse and draw.scruple < param.would_bribe):
        fen = int(min(price, household.yuan))
        flow.bribed_in_yuan(fen)
        flow.bribed_in_won(int(min(household.won, whole((price - fen) * won_per_fen))))
        send.bought_off(1)
        person.case = Case.NONE
        return
    fate = draw.fate
    if person.case != Case.ABSENCE and fate < place.hold_risk:
        person.detained = whole(param.custody_days)
        send.accused(1)
    elif person.case == Case.ABSENCE or fate < place.hold_risk + place.training_risk:
        person.detained = whole(param.camp_days)
        person.sentenced = TRAINING
        send.sent_to_training(1)
        send.in_training(1)
    else:
        person.case = Case.NONE
        send.let_off(1)
        return
    household.away = household.away + 1
    send.punished_today(1)
