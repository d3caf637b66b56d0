"""Takings: what officers ask for letting somebody go, and who ends up with it.

The price follows what it averts: so much for each month of labour that the case would bring, more
where policing is strict, and more again under a campaign, when the officer risks his own post. The
superiors of the security office take their part; the rest is shared by its officers.
"""

from tumen.core.declare import Flow, Observable, Param, Signal, Stock, Whole
from tumen.core.maths import whole
from tumen.core.measure import mean, total
from tumen.core.roles import Role

NUMBER = 33

STATE = {
    "place.release_price": Whole(
        0, 10**7, "fen/month averted", "Asked today for letting somebody go, by month of labour averted."
    ),
    "place.officer_pot": Stock("yuan", "Bribes in yuan that officers have not shared out."),
    "place.officer_won": Stock("won", "Bribes in won that officers have not shared out."),
    "place.officer_fen": Whole(0, 10**9, "fen/officer", "Each officer's part of the yuan this morning."),
    "place.officer_cash": Whole(0, 10**9, "KPW/officer", "Each officer's part of the won."),
}

PARAMS = {
    "release_bribe": Param(
        15,
        0,
        60,
        "CNY/month averted",
        "assumption",
        "Asked for letting somebody go under ordinary policing, by month of labour averted.",
    ),
    "release_bribe_campaign": Param(
        2.0,
        0.0,
        8.0,
        "times",
        "F0637 F0639; assumption",
        "What a campaign at full strength adds to that price.",
    ),
    "superiors_share": Param(
        0.5, 0.2, 0.8, "share", "assumption", "Part of officers' takings that goes up to their superiors."
    ),
}

FLOWS = {
    "officer_yuan_up": Flow("yuan", "place.officer_pot", "rest", "Superiors' part of bribes in yuan."),
    "officer_won_up": Flow("won", "place.officer_won", "rest", "Superiors' part of bribes in won."),
    "officer_yuan_shared": Flow(
        "yuan", "place.officer_pot", "household.yuan", "Officers' own part of bribes in yuan."
    ),
    "officer_won_shared": Flow(
        "won", "place.officer_won", "household.won", "Officers' own part of bribes in won."
    ),
}

SIGNALS = {"officers": Signal("place", "persons", "Security officers.")}

OBSERVABLES = {
    "release_price": Observable(
        "CNY/month averted",
        "Asked for letting somebody go, by month of labour averted.",
        mean("place.release_price") / 100,
    ),
    "officer_income": Observable(
        "KPW/officer/month",
        "A security officer's own part of bribes.",
        (total("flow.officer_yuan_shared") / 100 * mean("place.yuan_rate") + total("flow.officer_won_shared"))
        / mean("place.officers"),
    ),
}

WHEN = {"set_price": "05:10", "share_out": "05:12", "take_part": "14:52"}


def set_price(place, param):
    """Strictness and a campaign make looking away dearer; where officers ask nothing nobody pays."""
    ordinary = 100.0 * param.release_bribe * (0.5 + place.enforcement)
    place.release_price = whole(ordinary * (1.0 + param.release_bribe_campaign * place.campaign))


def share_out(place, param, flow):
    """Superiors first; what is left is divided by yesterday's heads, who are the same today."""
    up = param.superiors_share
    if place.officers == 0:
        up = 1.0
    fen_up = whole(up * place.officer_pot)
    won_up = whole(up * place.officer_won)
    heads = max(1, place.officers)
    place.officer_fen = (place.officer_pot - fen_up) // heads
    place.officer_cash = (place.officer_won - won_up) // heads
    flow.officer_yuan_up(fen_up)
    flow.officer_won_up(won_up)


def take_part(person, household, place, flow, send):
    """Every officer has his part."""
    if person.role != Role.SECURITY:
        return
    send.officers(1)
    flow.officer_yuan_shared(place.officer_fen)
    flow.officer_won_shared(place.officer_cash)
