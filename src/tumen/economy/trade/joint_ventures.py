"""Joint ventures: foreign partners come with the trade and leave with it.

A partner's presence is a slow share between 0 and 1. It brings spares and equipment
(`tumen.economy.mines.equipment`) and part of the payment in goods
(`tumen.economy.trade.shipments`). It ebbs within months when nothing is shipped, or when
ventures themselves are barred, and takes longer to come back than to go.
"""

from tumen.core.declare import Fixed, Input, Observable, Param
from tumen.core.measure import mean
from tumen.core.roles import SiteKind

NUMBER = 9
LOG_OF_TWO = 0.693147
STATE = {
    "site.investor": Fixed(0.0, 1.0, "share", "Presence of foreign partners at the site."),
}
INPUTS = {
    "state.ventures_barred": Input("share", "1 from the day joint ventures must be closed.", 0.0, fixed=True),
}
PARAMS = {
    "investor_opening": Param(
        0.5, 0.0, 1.0, "share", "F0114 F0141", "Partners' presence at exporting sites on the first day."
    ),
    "investor_leaving": Param(
        180, 60, 400, "days", "S2 F0115", "Half-life of the partners' presence when nothing is shipped."
    ),
    "investor_return": Param(
        720,
        200,
        2_000,
        "days",
        "assumption",
        "Half-life with which partners come back once goods are shipped.",
    ),
}
OBSERVABLES = {
    "investors": Observable(
        "mines", "Mines, each counted by its partners' presence.", mean("site.investor", kind=SiteKind.MINE)
    ),
}
WHEN = {"begin": "opening", "come_or_go": "22:10"}


def begin(company, site, param):
    """Sites that export start with some partners."""
    site.investor = param.investor_opening


def come_or_go(site, state, param):
    """Presence drifts to what the day's trade and the law allow, down faster than up."""
    welcome = 1.0 - state.ventures_barred if site.exported > 0 else 0.0
    days = param.investor_return if welcome > site.investor else param.investor_leaving
    site.investor += (welcome - site.investor) * min(1.0, LOG_OF_TWO / days)
