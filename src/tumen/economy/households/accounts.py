"""What a household holds: grain, won, yuan and goods; and money sent by kin abroad."""

from tumen.core.declare import Fixed, Flow, Observable, Param, Stock, Trait, Whole
from tumen.core.maths import whole
from tumen.core.measure import last, total

NUMBER = (20, 23)

FEN_PER_WON = 0.05
"""Most of a household's first savings in Chinese money (fen), for each won of 2013 of its usual cash."""

STATE = {
    "household.grain": Stock("grain", "Cereals in the house, mixed rice and maize."),
    "household.won": Stock("won", "Cash in won."),
    "household.yuan": Stock("yuan", "Savings in Chinese money, in fen."),
    "household.goods": Stock("goods", "Goods received as wages and not yet used or sold, in fen of value."),
    "household.equivalents": Fixed(0.5, 30.0, "adult equivalents", "Mouths weighted by what they need.", 3.0),
    "household.grain_need": Whole(
        100, 30_000, "g/day", "Grain that, with the other food that goes with it, meets their need.", 1_500
    ),
}
PARAMS = {
    "child_need": Param(0.7, 0.55, 0.8, "share of an adult's", "assumption", "What a child needs to eat."),
    "elder_need": Param(
        0.8, 0.7, 0.9, "share of an adult's", "assumption", "What an old person needs to eat."
    ),
    "opening_savings": Param(
        55_000,
        20_000,
        120_000,
        "KPW/adult equivalent",
        "assumption",
        "Average cash when the run begins.",
        real=True,
    ),
    "opening_grain_days": Param(
        12, 5, 30, "days", "assumption", "Pantry of a town household when the run begins."
    ),
    "opening_farm_days": Param(
        200, 90, 300, "days", "assumption", "Grain of a farm household when the run begins."
    ),
    "kin_share": Param(
        0.04, 0.01, 0.1, "share of households", "assumption", "Households with kin abroad who send money."
    ),
    "kin_sends": Param(
        17_000,
        5_000,
        40_000,
        "fen/month",
        "F0540",
        "What such a household receives after the brokers' commission.",
    ),
    "yuan_spent": Param(
        0.1, 0.03, 0.3, "share/week", "assumption", "Part of its yuan a household changes and spends."
    ),
    "cash_float": Param(
        35_000,
        10_000,
        80_000,
        "KPW/adult equivalent",
        "assumption",
        "Cash below which savings in yuan are changed.",
        real=True,
    ),
}
DRAWS = {
    "wealth": Trait("How well off the household is when the run begins."),
    "kin": Trait("Whether it has kin abroad."),
}
FLOWS = {
    "remittance": Flow("yuan", "abroad", "household.yuan", "Money from kin abroad."),
    "yuan_changed": Flow(
        "yuan", "household.yuan", "rest", "Yuan sold to money changers, who pass it inland."
    ),
    "won_changed": Flow("won", "rest", "household.won", "Won received for yuan."),
}
OBSERVABLES = {
    "remittances": Observable(
        "CNY", "Money received from kin abroad in the month.", total("flow.remittance") / 100.0
    ),
    "household_cash": Observable("KPW", "Won in households' hands, all together.", last("household.won")),
}
WHEN = {"open_accounts": "opening", "receive": "18:50", "change": "18:52"}


def open_accounts(household, state, param, draw):
    """Mouths, a pantry and some cash; savings are few and unequal, in yuan alike whatever won is worth."""
    mouths = household.adults + param.child_need * household.children + param.elder_need * household.elders
    household.equivalents = mouths
    grain_need = whole(mouths * param.energy_need * (1.0 - param.other_food) / param.grain_energy)
    household.grain_need = grain_need
    days = param.opening_grain_days
    if household.farm:
        days = param.opening_farm_days
    household.grain = whole(grain_need * days)
    wealth = draw.wealth
    household.won = whole(mouths * param.opening_savings * (0.25 + 3.0 * wealth * wealth * wealth))
    usual = mouths * param.opening_savings / state.price_level
    household.yuan = whole(usual * FEN_PER_WON * wealth * wealth)
    household.goods = 0


def receive(household, state, today, param, draw, flow):
    """Once a month the brokers bring what kin sent, if anyone can cross."""
    if (today.day + household.id) % 30 == 11 and draw.kin < param.kin_share:
        flow.remittance(whole(param.kin_sends * state.border_open))


def change(household, state, today, param, flow):
    """Yuan are kept for worse days: a part is changed each week, more when cash is short."""
    if household.yuan == 0 or (today.day + household.id) % 7 != 3 or state.won_per_yuan <= 0:
        return
    short = household.equivalents * param.cash_float - household.won
    fen = max(household.yuan * param.yuan_spent, short * 100.0 / state.won_per_yuan)
    sold = min(household.yuan, whole(fen))
    flow.yuan_changed(sold)
    flow.won_changed(whole(sold * state.won_per_yuan / 100.0))
