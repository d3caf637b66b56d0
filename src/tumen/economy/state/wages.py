"""Wages: a nominal sum in won, and for miners goods while exports bring them.

Since the pay rule of 2013 a miner's wage is a promise whose larger part is cloth, oil and sugar from
the barter trade. When the trade stops the store empties and the bonus goes, and what is left is the
promised floor in cash. All other state workers get the old nominal wage, with a little more for
those the state leans on. Won is issued by the state.
"""

from tumen.core.declare import Flow, Observable, Param, Stock, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import mean, total
from tumen.core.roles import Attendance, Role, SiteKind

NUMBER = 12

DAYS_A_MONTH = 30.0

STATE = {
    "site.store": Stock("goods", "Consumer goods in the workplace's store, valued in fen."),
    "site.pay": Whole(0, 1_000_000, "KPW/worker/day", "What a day's pay is worth to a worker who is paid."),
    "site.pay_cash": Whole(0, 1_000_000, "KPW/worker/day", "Cash part of the day's pay."),
    "site.pay_goods": Whole(0, 1_000_000, "fen/worker/day", "Part of the day's pay in goods."),
    "site.usual_pay": Whole(0, 1_000_000, "KPW/worker/day", "Pay that workers have come to expect."),
    "site.unpaid_days": Whole(
        0, 10_000, "days", "Days' pay of less than half of the usual, less those since made good."
    ),
    "site.wage_bill": Whole(0, 10**12, "KPW/day", "Worth of what was paid out today."),
    "site.cash_bill": Whole(0, 10**12, "KPW/day", "Cash in what was paid out today."),
}
PARAMS = {
    "wage_state": Param(
        3_000,
        1_500,
        6_000,
        "KPW/worker/month",
        "F0097 F0105",
        "Nominal wage in offices, enterprises and farms.",
    ),
    "wage_mine": Param(
        30_000,
        2_000,
        60_000,
        "KPW/worker/month",
        "F0549 F0634",
        "Cash wage at a mine whether or not it exports.",
        lever=True,
    ),
    "wage_bonus": Param(
        20_000,
        0,
        70_000,
        "KPW/worker/month",
        "F0095 F0634",
        "Further cash at a mine while exports run: 70,000 was promised, hardly any seen.",
        lever=True,
    ),
    "wage_goods": Param(
        200_000,
        0,
        250_000,
        "KPW/worker/month",
        "F0095",
        "Goods promised at a mine, paid while the store lasts.",
        lever=True,
    ),
    "wage_favoured": Param(
        2.0,
        1.0,
        5.0,
        "times",
        "assumption",
        "Nominal wage of officials, security officers and guards against others.",
    ),
    "goods_worth": Param(
        0.45,
        0.3,
        0.8,
        "share",
        "F0634",
        "Resale value of goods paid as wages, which glut the town: real pay was under half of the promise.",
    ),
    "store_release": Param(
        0.05,
        0.02,
        0.2,
        "share a day",
        "assumption",
        "Share of its store that a workplace hands out in a day at most.",
    ),
}
FLOWS = {
    "wage": Flow("won", "made", "household.won", "Wages in cash."),
    "wage_in_kind": Flow("goods", "site.store", "household.goods", "Wages in goods."),
}
OBSERVABLES = {
    "wage_paid": Observable(
        "KPW/worker/month",
        "Worth of the pay of a miner on the books, cash and goods.",
        total("site.wage_bill", kind=SiteKind.MINE) / mean("site.on_books", kind=SiteKind.MINE),
    ),
    "wage_paid_cash": Observable(
        "KPW/worker/month",
        "Cash in the pay of a miner on the books.",
        total("site.cash_bill", kind=SiteKind.MINE) / mean("site.on_books", kind=SiteKind.MINE),
    ),
}
WHEN = {"announce_pay": "05:30", "pay_out": "06:10"}


def announce_pay(site, state, param):
    """Pay for those who signed in yesterday, such that the store cannot run short."""
    payees = site.attended + site.signed_left
    won_per_fen = state.won_per_yuan / 100.0
    cash = param.wage_state
    goods = 0
    if site.kind == SiteKind.MINE:
        cash = param.wage_mine + param.wage_bonus * clip(site.exporting, 0.0, 1.0)
        if payees > 0 and won_per_fen > 0.0:
            promised = whole(param.wage_goods / DAYS_A_MONTH / won_per_fen)
            goods = min(promised, whole(site.store * param.store_release) // payees)
    site.pay_cash = whole(cash / DAYS_A_MONTH)
    site.pay_goods = goods
    worth = site.pay_cash + whole(goods * won_per_fen * param.goods_worth)
    site.pay = worth
    site.wage_bill = worth * payees
    site.cash_bill = site.pay_cash * payees
    if worth >= site.usual_pay:
        site.usual_pay = site.usual_pay + whole((worth - site.usual_pay) / 30.0)
    else:
        site.usual_pay = site.usual_pay - whole((site.usual_pay - worth) / 365.0)
    if 2 * worth < site.usual_pay:
        site.unpaid_days = site.unpaid_days + 1
    else:
        site.unpaid_days = max(0, site.unpaid_days - 2)


def pay_out(person, household, site, param, flow):
    """Those on yesterday's sheet as present draw their pay."""
    if person.attendance != Attendance.AT_WORK and person.attendance != Attendance.SIGNED_IN_AND_LEFT:
        return
    cash = site.pay_cash
    if person.role >= Role.OFFICIAL and person.role <= Role.GUARD:
        cash = whole(cash * param.wage_favoured)
    flow.wage(cash)
    if site.pay_goods > 0:
        flow.wage_in_kind(site.pay_goods)
