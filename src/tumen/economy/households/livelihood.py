"""Livelihood: once a week each adult puts the coming days where they are worth most.

A logit over seven options. The worth of an option is what it brings in won a day, times the
value of a further won, which hunger raises and a job that pays lowers; less what being caught
would cost, times the chance people believe; less shame at stealing from a state one trusts;
plus habit. Hunger scales returns and leaves penalties as they are: crimes of necessity.

A registered worker keeps his post whatever he chooses: his pay is no reason against a sideline,
but it leaves him less in need of one, and the sheet leaves him only part of the day. A clean record is
worth as much as he believes that the trade comes back.

Qualms about stealing are a luxury: hunger wears them away. Who was paid ahead is held to it.
"""

from tumen.core.declare import Draw, Observable, Param, Signal, Whole
from tumen.core.maths import clip, power_of_two
from tumen.core.measure import mean
from tumen.core.roles import Livelihood, Role
from tumen.economy.households.carrying import NIGHTS

NOTICED = 0.25
"""Gain, in log odds, at which half of the people think of an option at all."""

LOG2_E = 1.4426950408889634
LN2 = 0.6931471805599453

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
        "Worth of a clean record where trade is sure to return, pay aside.",
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
    "qualms_gone": Param(
        0.2,
        0.08,
        0.5,
        "share of need",
        "assumption",
        "Remembered hunger at which neither that reluctance nor shame is left.",
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
        300_000,
        20_000,
        1_000_000,
        "won",
        "assumption",
        "What being caught is thought to cost: about the bribe that opens the cell; else camp, and the load.",
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


def value_of_won(hunger, job, need_weight, plenty, per):
    """What a further won a day is worth in log odds: hunger raises it, a job that pays lowers it."""
    return (1.0 + need_weight * hunger) * per * plenty / (plenty + job)


def qualms(reluctance, hunger, gone):
    """Reluctance to steal, which the hungry cannot afford."""
    return reluctance * clip(1.0 - hunger / gone, 0.0, 1.0)


def care(worth, female, dependants):
    """Worth of an adult at home, less where no child or elder needs one, less for a man."""
    worth = worth * (0.25 + 0.75 * female)
    if dependants == 0:
        worth = 0.25 * worth
    return worth


def odds(x):
    """e**x to six digits, which is plenty for the weight of an option in the logit."""
    x = clip(x, -40.0, 40.0)
    n = int(x * LOG2_E + 64.5) - 64
    r = x - n * LN2
    r2 = r * r
    series = (1.0 + r) + r2 * ((0.5 + r * (1.0 / 6.0)) + r2 * (1.0 / 24.0 + r * (1.0 / 120.0)))
    return series * power_of_two(n)


def sideline(gain, bar):
    """Weight of work on the side: one that brings next to nothing is hardly thought of."""
    if gain <= 0.0:
        return 0.0
    return odds(gain - bar) * gain / (gain + NOTICED)


def pick(u, job, trade, plot, collect, pilfer, carry, home):
    """The option on which a uniform number falls."""
    trade += job
    plot += trade
    collect += plot
    pilfer += collect
    carry += pilfer
    u = u * (carry + home)
    past = int(u >= job) + int(u >= trade) + int(u >= plot)
    return past + int(u >= collect) + int(u >= pilfer) + int(u >= carry)


def begin(person):
    """Those without a workplace start at home, traders at their stalls."""
    if person.role == Role.TRADER:
        person.livelihood = Livelihood.TRADE
    elif person.role == Role.DEPENDANT:
        person.livelihood = Livelihood.HOME


def choose(person, household, place, site, today, param, draw):
    """One draw a week from the logit; officers and soldiers stay at their posts, prisoners in custody."""
    if (today.day + household.id) % 7 != 0 or Role.OFFICIAL <= person.role <= Role.SOLDIER:
        return
    if person.detained > 0:
        return
    hunger = household.hunger
    now, habit, per = person.livelihood, param.habit, 1.0 / param.choice_noise
    cost = param.penalty * (0.5 + household.fear) * per
    job, pilfer, home, earned, hours = 0.0, 0.0, 0.0, 0.0, 1.0
    if person.registered == 1:
        earned = 1.0 * site.job_return
        hours = param.hours_after_work + (param.hours_after_signing - param.hours_after_work) * site.leeway
    won = value_of_won(hunger, earned, param.need_weight, param.plenty, per)
    if person.registered == 1:
        record = param.job_security * site.hope * per
        job = odds(record + habit * (now == Livelihood.STATE_JOB))
        bar = qualms(param.theft_taboo + param.shame * household.trust * per, hunger, param.qualms_gone)
        bar += cost * place.handed_over - record
        gain = won * site.pilfer_return * (1.0 - place.theft_risk)
        if household.advance > 0:
            gain, bar = gain * (1.0 - param.advance_kept), bar - param.advance_bond
        pilfer = sideline(gain, bar - habit * (now == Livelihood.PILFER))
    else:
        worth = care(param.home_worth, person.female, household.children + household.elders) * per
        home = odds(worth + habit * (now == Livelihood.HOME))
    side, toil = won * hours, param.toil * hours * per
    gain = side * place.trade_return * person.stall_skill * 0.1
    trade = sideline(gain, toil - habit * (now == Livelihood.TRADE))
    plot = sideline(side * place.plot_return * household.plot, toil - habit * (now == Livelihood.PLOT))
    scrap = place.collect_return
    if household.arrears > 0:
        scrap = max(scrap, place.collect_credit)
    collect = sideline(side * scrap, toil - habit * (now == Livelihood.COLLECT))
    bar = toil + cost * place.believed_risk / NIGHTS + param.unease * per
    carry = sideline(side * place.carry_return, bar - habit * (now == Livelihood.CARRY))
    person.livelihood = pick(draw.choice, job, trade, plot, collect, pilfer, carry, home)


def tell(person, household, place, today, send):
    """The week's choice is counted on the day it is made; those in custody are not."""
    if (today.day + household.id) % 7 != 0 or person.detained > 0:
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
