"""Buyers on the far bank: what they pay tonight, and how much they take.

A buyer bears the price beyond the border less his margin and less the load, fine or prison cell
that his own police may cost him. In ordinary times he keeps part of that; when less arrives than
he is used to he bids against others for it, when he is swamped he pays less. A crackdown on the
near bank therefore raises the price of the loads that still come, until buyers get used to less;
one on the far bank lowers it, and fewer loads find a buyer.
"""

from tumen.core.declare import Fixed, Given, Observable, Param, Whole
from tumen.core.maths import clip, power, whole
from tumen.core.measure import mean, rows, total
from tumen.economy.border.private_crossings import LOAD

NUMBER = 30

GIVEN = {
    "haul.outlet": Given(
        "kg/night", "What buyers of one good at the far end of a way can take in a night, unpressed.", 12_000
    ),
}

STATE = {
    "crossing.buyer_risk": Fixed(
        0, 1, "share", "Part of a load's value that a buyer expects his own police to cost him."
    ),
    "haul.price": Fixed(0, 1e8, "fen/kg", "What the buyer pays for what arrives tonight."),
    "haul.arriving": Whole(0, 10**12, "g/night", "What has arrived lately."),
    "haul.wanted": Whole(0, 10**12, "g/night", "What the buyer is used to."),
    "haul.most": Whole(0, 10**13, "g/night", "What the buyer takes at most tonight."),
    "haul.far_worth": Whole(0, 10**15, "fen", "What last night's load fetches beyond the border."),
}

PARAMS = {
    "buyer_policing": Param(
        0.2,
        0.0,
        1.0,
        "share",
        "assumption",
        "How hard the police beyond the border press buyers: fences, fines, prison.",
        lever=True,
    ),
    "buyer_loss": Param(
        0.6,
        0.2,
        0.9,
        "share",
        "assumption",
        "Part of a load's value that buyers lose under the hardest policing.",
    ),
    "buyer_alarm": Param(
        30, 5, 120, "days", "assumption", "Time in which buyers learn how hard they are pressed."
    ),
    "buyer_margin": Param(0.1, 0.03, 0.4, "share", "assumption", "Least a buyer keeps of the price beyond."),
    "buyer_usual": Param(
        0.75, 0.5, 0.95, "share", "assumption", "What a buyer pays in ordinary times, of what he could bear."
    ),
    "buyer_floor": Param(
        0.4, 0.2, 0.5, "share", "assumption", "Least a swamped buyer pays, of what he could bear."
    ),
    "buyer_response": Param(
        0.5, 0.2, 1.0, "ratio", "assumption", "Rise of the price (log) by fall of what arrives (log)."
    ),
    "buyer_notice": Param(30, 7, 60, "days", "assumption", "Time over which a buyer judges what arrives."),
    "buyer_plenty": Param(60, 30, 180, "days", "assumption", "Time in which buyers get used to more."),
    "buyer_want": Param(365, 90, 1_000, "days", "assumption", "Time in which buyers get used to less."),
}

OBSERVABLES = {
    "buyer_price": Observable(
        "CNY/kg",
        "What buyers beyond the border pay smugglers, averaged over the ways.",
        mean("haul.price") / 100 / rows("haul"),
        by="commodity",
    ),
    "far_value": Observable(
        "CNY",
        "What the goods that came over fetch beyond the border.",
        total("haul.far_worth") / 100,
        by="commodity",
    ),
    "buyer_risk": Observable(
        "share",
        "Part of a load's value that buyers expect their own police to cost them.",
        mean("crossing.buyer_risk"),
        by="crossing",
    ),
}

WHEN = {"feel_police": "02:08", "remember": "02:09", "feel_market": "02:10"}


def scarcity(wanted, arriving, response):
    """Factor on the usual price where this much comes and that much is the custom, give or take a load."""
    return power((wanted + LOAD) / (arriving + LOAD), response)


def feel_police(crossing, param):
    """Buyers learn in some weeks how hard they are pressed."""
    expected = param.buyer_policing * param.buyer_loss
    crossing.buyer_risk = crossing.buyer_risk + (expected - crossing.buyer_risk) / param.buyer_alarm


def remember(haul, param):
    """What came last night, held against what is usual; plenty becomes a habit sooner than want."""
    lately = haul.arriving + (haul.crossed - haul.arriving) / param.buyer_notice
    haul.arriving = whole(lately)
    days = param.buyer_want
    if lately > haul.wanted:
        days = param.buyer_plenty
    haul.wanted = whole(haul.wanted + (lately - haul.wanted) / days)


def feel_market(haul, commodity, crossing, param):
    """The price moves with what is scarce; what he bears and takes, with his own risk."""
    haul.far_worth = whole(haul.crossed / 1000.0 * commodity.far_price)
    bears = commodity.far_price * max(0.0, 1.0 - param.buyer_margin - crossing.buyer_risk)
    scarce = scarcity(haul.wanted, haul.arriving, param.buyer_response)
    haul.price = bears * clip(param.buyer_usual * scarce, param.buyer_floor, 1.0)
    haul.most = 0
    if crossing.open > 0.0 and bears > 0.0:
        haul.most = whole(1000.0 * haul.outlet * (1.0 - crossing.buyer_risk))
