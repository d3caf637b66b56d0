"""Substitution: the state pushes through the door that is still open.

When part of a country's usual trade is closed, its trading companies are told to sell more of
what is not, and those who lost a licence look for another. How strongly is not known: after the
first iron ban exports of Musan's concentrate rose, and coal volumes rose while coal prices fell.
"""

from tumen.core.declare import Fixed, Observable, Param, Signal
from tumen.core.measure import total

NUMBER = 3
STATE = {
    "commodity.push": Fixed(
        0.0, 2.0, "share of usual trade", "Extra trade pushed because other doors are closed."
    ),
    "company.push": Fixed(0.0, 2.0, "share of usual trade", "The same for one company's goods."),
}
PARAMS = {
    "substitution": Param(
        0.3,
        0.0,
        1.0,
        "share",
        "F0152 F0265",
        "Extra sales of open goods for each unit of the share of trade closed.",
    ),
}
SIGNALS = {
    "closed_trade": Signal("state", "cents", "Usual trade of the nation that is closed today."),
    "usual_trade": Signal("state", "cents", "Usual trade of the nation, were nothing closed."),
}
OBSERVABLES = {
    "trade_closed": Observable(
        "share of usual trade",
        "Nation's usual export value (the scenario's own companies apart) closed by instruments.",
        total("state.closed_trade") / total("state.usual_trade"),
        by="nation",
    ),
}
WHEN = {"count": "00:10", "push_commodity": "00:12", "push_company": "00:14"}


def count(commodity, state, send):
    """Each commodity tells the state how much of its usual trade is closed."""
    send.usual_trade(int(commodity.other_exports))
    send.closed_trade(int(commodity.other_exports * commodity.barred))


def push_commodity(commodity, state, param):
    """The larger the share of trade closed, the harder what is open is pushed."""
    closed = state.closed_trade / max(1, state.usual_trade)
    commodity.push = param.substitution * closed * (1.0 - commodity.barred)


def push_company(company, commodity):
    """A company's goods are pushed like the nation's."""
    company.push = commodity.push
