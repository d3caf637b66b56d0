"""Spending: what is left after food goes to the stalls, and so to the traders.

Wage goods are used at home first; what a household has too much of it sells to the stalls. Firms
that export spend a part of their takings in the town. A bar on the country's exports is felt as
fewer outside customers wherever a town lives off that trade.
"""

from tumen.core.declare import Fixed, Flow, Given, Observable, Param, Signal, Stock, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import mean, total

NUMBER = (16, 23)
STATE = {
    "place.trade_pot": Stock("won", "What customers have spent and traders have not yet shared out."),
    "place.stall_won": Stock("won", "Put by at the stalls to buy wage goods from households."),
    "place.stall_goods": Stock("goods", "Wage goods bought from households, in fen of value."),
    "place.goods_bid": Whole(
        0, 10_000, "ten-thousandths", "Part of each offer that the stalls can pay for today."
    ),
    "place.trade_level": Fixed(
        0.0, 2.0, "share of usual", "Outside customers, as the country's trade brings them.", 1.0
    ),
    "state.foreign_trade": Fixed(
        0.0, 2.0, "share of usual", "The country's exports against a usual year's.", 1.0
    ),
    "household.goods_offered": Whole(0, 10_000_000, "fen", "Goods offered last night, to be sold today."),
}
GIVEN = {
    "place.trade_exposure": Given(
        "share", "Part of outside custom that follows the country's exports.", 0.3, True
    ),
    "state.usual_exports": Given("cents/day", "Exports of a usual year besides the scenario's companies.", 0),
}
PARAMS = {
    "trade_lag": Param(45, 10, 120, "days", "assumption", "How long outside custom takes to follow exports."),
    "company_spending": Param(
        0.06, 0.0, 0.2, "share of sales", "assumption", "What an exporter spends in its town."
    ),
    "stall_budget": Param(
        0.4, 0.1, 0.8, "share", "assumption", "The most of the stalls' takings that buys wage goods."
    ),
    "least_spending": Param(
        2_200,
        800,
        4_000,
        "KPW/adult equivalent/week",
        "assumption",
        "Fuel, soap, salt, oil, vegetables: bought even by the poor, less by the hungry.",
        real=True,
    ),
    "food_reserve": Param(
        16, 8, 40, "days", "assumption", "Days of food a household keeps in cash before it spends."
    ),
    "spending_share": Param(
        0.2, 0.1, 0.5, "share/week", "assumption", "Part of the cash above it spent in a week."
    ),
}
FLOWS = {
    "spent": Flow("won", "household.won", "place.trade_pot", "Spent on goods and services."),
    "goods_used": Flow("goods", "household.goods", "used", "Wage goods used at home."),
    "goods_sold": Flow("goods", "household.goods", "place.stall_goods", "Wage goods sold to the stalls."),
    "goods_earned": Flow("won", "place.stall_won", "household.won", "Earned with wage goods."),
    "stall_fund": Flow("won", "place.trade_pot", "place.stall_won", "Put by to buy wage goods."),
    "stall_returned": Flow("won", "place.stall_won", "place.trade_pot", "Put by and not needed."),
    "goods_resold": Flow("goods", "place.stall_goods", "used", "Wage goods resold to customers."),
    "company_spent": Flow("won", "rest", "place.trade_pot", "Spent in the town by firms that export."),
}
SIGNALS = {
    "trade_today": Signal("state", "cents", "The country's other exports today."),
    "goods_on_offer": Signal("place", "fen", "Wage goods offered for tomorrow."),
}
OBSERVABLES = {
    "spending": Observable(
        "KPW/household/month",
        "Spent on goods and services besides grain.",
        total("flow.spent") / mean("place.households"),
    ),
    "food_spending": Observable(
        "KPW/household/month", "Spent on grain.", total("flow.grain_paid") / mean("place.households")
    ),
    "trade_level": Observable("share of usual", "Outside custom against usual.", mean("place.trade_level")),
}
WHEN = {
    "add_up_exports": "00:10",
    "compare_exports": "00:15",
    "follow_exports": "00:30",
    "fund_stalls": "05:40",
    "sell_goods": "18:54",
    "spend": "18:56",
    "spend_locally": "22:05",
    "close_stalls": "22:10",
}


def add_up_exports(commodity, state, send):
    """What the country sells besides the scenario's companies, less what is barred."""
    send.trade_today(int(commodity.other_exports * (1.0 - commodity.barred)))


def compare_exports(state, param):
    """Trade against a usual year's, as it is felt after a while."""
    if state.usual_exports > 0:
        ratio = clip(state.trade_today / state.usual_exports, 0.0, 2.0)
        state.foreign_trade += (ratio - state.foreign_trade) / param.trade_lag


def follow_exports(place, state):
    """Outside customers stay away as far as the town lives off the country's trade."""
    place.trade_level = 1.0 - place.trade_exposure * (1.0 - state.foreign_trade)


def fund_stalls(place, state, param, flow):
    """Cash for the wage goods offered last night, so much to each seller that it cannot run out."""
    worth = place.goods_on_offer * state.won_per_yuan * param.goods_worth / 100.0
    fund = min(whole(worth) + 1, int(place.trade_pot * param.stall_budget))
    flow.stall_fund(fund)
    place.goods_bid = 0
    if place.goods_on_offer > 0 and worth > 0.0:
        place.goods_bid = int(10_000.0 * clip(place.stall_won / worth, 0.0, 1.0))


def sell_goods(household, place, state, param, flow, send):
    """Deliver what was offered, at the stalls' share; use some at home; offer what is too much."""
    if household.goods == 0:
        if household.goods_offered > 0:
            household.goods_offered = 0
        return
    offered = min(household.goods_offered, household.goods)
    sold = offered * place.goods_bid // 10_000
    flow.goods_sold(sold)
    flow.goods_earned(int(sold * state.won_per_yuan * param.goods_worth / 100.0))
    household.goods_offered = 0
    usual = whole(household.equivalents * param.least_spending * 800.0 / max(1, state.won_per_yuan))
    if household.goods > usual:
        household.goods_offered = (household.goods - usual) // 4
        send.goods_on_offer(household.goods_offered)


def spend(household, place, state, today, param, flow):
    """Once a week: what one cannot do without, and a part of what food does not need."""
    if (today.day + household.id) % 7 != 1:
        return
    spare = max(0.0, household.won - param.food_reserve * household.food_cost)
    least = household.equivalents * param.least_spending * clip(1.0 - 2.0 * household.hunger, 0.3, 1.0)
    rate = max(1.0, state.won_per_yuan / 100.0)
    own = min(household.goods, whole(2.0 * least / rate))
    flow.goods_used(own)
    cash = max(0.0, least - own * rate) + param.spending_share * spare
    flow.spent(min(int(cash), household.won // 2))


def spend_locally(company, place, state, param, flow):
    """A firm that ships pays carters, cooks and smiths in the town."""
    flow.company_spent(int(company.earned / 100.0 * state.won_per_usd * param.company_spending))


def close_stalls(place, flow):
    """What was put by and not needed goes back; resold goods are in customers' homes."""
    flow.stall_returned(place.stall_won)
    flow.goods_resold(place.stall_goods)
    place.goods_bid = 0
