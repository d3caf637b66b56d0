"""Livelihood: once a week each adult puts the coming days where they are worth most.

A logit over seven options. The worth of an option is what it brings in won a day, times the
value of a further won, which hunger raises and a job that pays lowers; less what being caught
would cost, times the chance people believe; less shame at stealing from a state one trusts;
plus habit. Hunger scales returns and leaves penalties as they are: crimes of necessity.

A registered worker keeps his post whatever he chooses: his pay is no reason against a sideline,
but it leaves him less in need of one, and the sheet leaves him only part of the day.
"""

from tumen.core.declare import Draw, Observable, Param, Signal, Whole
from tumen.core.maths import exponential
from tumen.core.measure import mean
from tumen.core.roles import Livelihood, Role

NIGHTS = 3.0
"""A carrier runs one night in three (carrying.py)."""

NOTICED = 0.25
"""Gain, in log odds, at which half of the people think of an option at all."""

NUMBER = (16, 17, 18, 19, 20, 21)

STATE = {
    "person.livelihood": Whole(0, 6, "Livelihood", "What this adult's free time goes to this week."),
}

PARAMS = {
    "choice_noise": Param(
        3_000,
        1_000,
        8_000,
        "KPW/day",
        "assumption",
        "Difference in worth that multiplies the odds by e.",
        real=True,
    ),
    "need_weight": Param(
        5.0, 0.0, 12.0, "ratio", "assumption", "How much full hunger adds to the value of the next won."
    ),
    "habit": Param(1.5, 0.0, 3.0, "log odds", "assumption", "Pull of doing what one did last week."),
    "job_security": Param(
        1_500,
        0,
        9_000,
        "KPW/day",
        "assumption",
        "Worth of a clean record at the workplace, pay aside.",
        real=True,
    ),
    "plenty": Param(
        5_000,
        1_000,
        20_000,
        "KPW/day",
        "assumption",
        "Pay of a job at which a further won counts half.",
        real=True,
    ),
    "theft_taboo": Param(
        1.5, 0.0, 5.0, "log odds", "assumption", "Reluctance to steal at all, pay and risk aside."
    ),
    "home_worth": Param(
        4_000,
        0,
        12_000,
        "KPW/day",
        "assumption",
        "Worth of an adult at home where children or elders need one.",
        real=True,
    ),
    "toil": Param(
        3_000,
        0,
        8_000,
        "KPW/day",
        "assumption",
        "What a full day's work must bring to be worth it.",
        real=True,
    ),
    "penalty": Param(
        150_000,
        20_000,
        1_000_000,
        "won",
        "assumption",
        "What being caught is thought to cost: load, bribe, camp.",
        real=True,
    ),
    "shame": Param(
        3_000,
        0,
        10_000,
        "KPW/day",
        "assumption",
        "Reluctance to steal from a state that is fully trusted.",
        real=True,
    ),
    "unease": Param(
        1_000,
        0,
        5_000,
        "KPW/day",
        "assumption",
        "Hardship of nights on the river that the pay must cover.",
        real=True,
    ),
}

DRAWS = {"choice": Draw("Which livelihood is chosen.")}

SIGNALS = {
    "chose_state_job": Signal("place", "adults", "Adults who chose the state job today."),
    "chose_trade": Signal("place", "adults", "Adults who chose trade today."),
    "chose_plot": Signal("place", "adults", "Adults who chose the plot today."),
    "chose_collect": Signal("place", "adults", "Adults who chose collecting today."),
    "chose_pilfer": Signal("place", "adults", "Adults who chose pilfering today."),
    "chose_carry": Signal("place", "adults", "Adults who chose carrying today."),
    "chose_home": Signal("place", "adults", "Adults who chose the household today."),
}

OBSERVABLES = {
    "adults_state_job": Observable(
        "adults", "Adults whose week goes to the state job.", mean("place.chose_state_job") * 7
    ),
    "adults_trade": Observable(
        "adults", "Adults whose free time goes to trade.", mean("place.chose_trade") * 7
    ),
    "adults_plot": Observable(
        "adults", "Adults whose free time goes to plots and hills.", mean("place.chose_plot") * 7
    ),
    "adults_collect": Observable(
        "adults", "Adults whose free time goes to collecting.", mean("place.chose_collect") * 7
    ),
    "adults_pilfer": Observable(
        "adults", "Workers who take from their workplace.", mean("place.chose_pilfer") * 7
    ),
    "adults_carry": Observable("adults", "Adults who carry for smugglers.", mean("place.chose_carry") * 7),
    "adults_home": Observable("adults", "Adults who stay with the household.", mean("place.chose_home") * 7),
}

WHEN = {"begin": "opening", "choose": "06:10", "tell": "06:15"}


def value_of_won(hunger, job, need_weight, plenty, noise):
    """What a further won a day is worth in log odds: hunger raises it, a job that pays lowers it."""
    return (1.0 + need_weight * hunger) * plenty / (noise * (plenty + job))


def odds(gain, bar, habit, same):
    """Weight of an option in the logit; one that brings nothing is not considered."""
    if gain <= 0.0:
        return 0.0
    return exponential(gain - bar + habit * same)


def sideline(gain, bar, habit, same):
    """Weight of work that needs a day: one that brings next to nothing is hardly thought of."""
    return odds(gain, bar, habit, same) * gain / (gain + NOTICED)


def pick(u, job, trade, plot, collect, pilfer, carry, home):
    """The option on which a uniform number falls."""
    u = u * (job + trade + plot + collect + pilfer + carry + home)
    if u < job:
        return 0
    u -= job
    if u < trade:
        return 1
    u -= trade
    if u < plot:
        return 2
    u -= plot
    if u < collect:
        return 3
    u -= collect
    if u < pilfer:
        return 4
    u -= pilfer
    if u < carry:
        return 5
    return 6


def begin(person):
    """Those without a workplace start at home, traders at their stalls."""
    if person.role == Role.TRADER:
        person.livelihood = Livelihood.TRADE
    elif person.role == Role.DEPENDANT:
        person.livelihood = Livelihood.HOME


def choose(person, household, place, site, today, param, draw):
    """One draw a week from the logit; officers and soldiers stay at their posts."""
    if (today.day + household.id) % 7 != 0 or Role.OFFICIAL <= person.role <= Role.SOLDIER:
        return
    now, habit, noise = person.livelihood, param.habit, param.choice_noise
    cost = param.penalty * (0.5 + household.fear) / noise
    job, pilfer, home, earned, hours = 0.0, 0.0, 0.0, 0.0, 1.0
    if person.registered == 1:
        earned = 1.0 * site.job_return
        hours = param.hours_after_work + (param.hours_after_signing - param.hours_after_work) * site.leeway
    won = value_of_won(household.hunger, earned, param.need_weight, param.plenty, noise)
    if person.registered == 1:
        record = param.job_security / noise
        job = odds(1.0, 1.0 - record, habit, now == Livelihood.STATE_JOB)
        bar = cost * place.theft_risk + param.shame * household.trust / noise + param.theft_taboo - record
        pilfer = sideline(won * site.pilfer_return, bar, habit, now == Livelihood.PILFER)
    else:
        care = param.home_worth * (0.25 + 0.75 * person.female) / noise
        if household.children + household.elders == 0:
            care = 0.25 * care
        home = odds(1.0, 1.0 - care, habit, now == Livelihood.HOME)
    side, toil = won * hours, param.toil * hours / noise
    trade = sideline(
        side * place.trade_return * person.stall_skill / 10.0, toil, habit, now == Livelihood.TRADE
    )
    plot = sideline(side * place.plot_return * household.plot, toil, habit, now == Livelihood.PLOT)
    scrap = place.collect_return
    if household.arrears > 0:
        scrap = max(scrap, place.collect_credit)
    collect = sideline(side * scrap, toil, habit, now == Livelihood.COLLECT)
    bar = toil + cost * place.believed_risk / NIGHTS + param.unease / noise
    carry = sideline(side * place.carry_return, bar, habit, now == Livelihood.CARRY)
    person.livelihood = pick(draw.choice, job, trade, plot, collect, pilfer, carry, home)


def tell(person, household, place, today, send):
    """The week's choice is counted on the day it is made."""
    if (today.day + household.id) % 7 != 0:
        return
    if person.livelihood == Livelihood.STATE_JOB:
        send.chose_state_job(1)
    elif person.livelihood == Livelihood.TRADE:
        send.chose_trade(1)
    elif person.livelihood == Livelihood.PLOT:
        send.chose_plot(1)
    elif person.livelihood == Livelihood.COLLECT:
        send.chose_collect(1)
    elif person.livelihood == Livelihood.PILFER:
        send.chose_pilfer(1)
    elif person.livelihood == Livelihood.CARRY:
        send.chose_carry(1)
    else:
        send.chose_home(1)
