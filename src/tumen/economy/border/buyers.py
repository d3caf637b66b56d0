"""Buyers on the far bank: what they pay tonight, and how much they take.

A buyer bears the price beyond the border less his margin and less the load, fine or prison cell
that his own police may cost him. Between a floor and that he feels his way: when less arrives
than he hoped for he pays more, when he is swamped he pays less. A crackdown on the near bank
therefore raises the price of the loads that still come; one on the far bank lowers it, and fewer
loads find a buyer.
"""

from tumen.core.declare import Fixed, Given, Observable, Param, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import mean, rows, total

NUMBER = 30

GIVEN = {
    "haul.outlet": Given(
        "kg/night", "What buyers of one good at the far end of a way hope for on an ordinary night.", 6_000
    ),
}

STATE = {
    "crossing.buyer_risk": Fixed(
        0, 1, "share", "Part of a load's value that a buyer expects his own police to cost him."
    ),
    "haul.price": Fixed(0, 1e8, "fen/kg", "What the buyer pays for what arrives tonight."),
    "haul.wanted": Whole(0, 10**12, "g/night", "What the buyer hopes for tonight."),
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
    "buyer_floor": Param(
        0.5, 0.2, 0.9, "share", "assumption", "Least a swamped buyer pays, of what he could bear."
    ),
    "buyer_haste": Param(
        0.02, 0.005, 0.1, "share/night", "assumption", "Daily rise of the price when nothing at all arrives."
    ),
    "buyer_room": Param(
        2.0, 1.0, 4.0, "ratio", "assumption", "What a buyer takes at most, of what he hoped for."
    ),
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

WHEN = {"feel_police": "02:08", "feel_market": "02:10"}


def groped(price, arrived, wanted, haste):
    """Last night's price, a step up for what was missing, a step down for what was too much."""
    if wanted <= 0:
        return price
    return price * (1.0 + haste * clip(1.0 - arrived / wanted, -1.0, 1.0))


def feel_police(crossing, param):
    """Buyers learn in some weeks how hard they are pressed."""
    expected = param.buyer_policing * param.buyer_loss
    crossing.buyer_risk = crossing.buyer_risk + (expected - crossing.buyer_risk) / param.buyer_alarm


def feel_market(haul, commodity, crossing, param):
    """The price moves with what came last night; the load that finds a buyer, with his risk."""
    haul.far_worth = whole(haul.crossed / 1000.0 * commodity.far_price)
    bears = commodity.far_price * max(0.0, 1.0 - param.buyer_margin - crossing.buyer_risk)
    price = groped(haul.price, haul.crossed, haul.wanted, param.buyer_haste)
    haul.price = clip(price, param.buyer_floor * bears, bears)
    haul.wanted = whole(1000.0 * haul.outlet * (1.0 - crossing.buyer_risk))
    haul.most = 0
    if crossing.open > 0.0 and bears > 0.0:
        haul.most = whole(param.buyer_room * haul.wanted)
