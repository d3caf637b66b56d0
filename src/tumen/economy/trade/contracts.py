"""Contracts: a fixed discount to the world price, which the seller may refuse.

Buyers across the border offer a share of the world price and follow it with a lag. The seller
remembers better days: it compares the offer with a slow memory of the world price and holds out
for a fraction of it. In a falling market the memory lags, the offer is refused, and exports stop
with no sanction at all. A seller that does not sell gives way, the sooner the emptier the
treasury, so that a price refused one winter is taken the next.

What buyers take falls with the world price too: cheap ore means slack steel, and mills near the
border can then do without a supplier behind a mountain road.
"""

from tumen.core.declare import Fixed, Given, Input, Observable, Param, Whole
from tumen.core.maths import clip, power, whole
from tumen.core.measure import mean

NUMBER = 2
LOG_OF_TWO = 0.693147
STATE = {
    "company.price": Whole(0, 10**9, "cents/t", "Price buyers offer, and pay if the company sells."),
    "company.reference": Whole(0, 10**9, "cents/t", "World price as the seller remembers it."),
    "company.reservation": Fixed(0.0, 2.0, "share of remembered price", "Least share the seller takes."),
    "company.contract_left": Whole(0, 1_000, "days", "Days the running contract still binds."),
    "company.selling": Whole(0, 1, "yes or no", "The seller accepts the price."),
    "company.ordered": Whole(0, 10**12, "g/day", "What buyers take today at the agreed price."),
}
GIVEN = {
    "company.capacity": Given("g/day", "What buyers and transport take on an ordinary day."),
    "commodity.usual_price": Given("cents/t", "World price below which buyers take less (0: they never do)."),
}
INPUTS = {
    "commodity.world_price": Input("cents/t", "Price of the same goods elsewhere."),
    "commodity.buyer_demand": Input(
        "index", "Buyers' demand for reasons outside the model.", 1.0, fixed=True
    ),
}
PARAMS = {
    "contract_discount": Param(
        0.78,
        0.65,
        0.90,
        "share of world price",
        "F0294 F0630",
        "What buyers offer for goods they can have elsewhere.",
    ),
    "contract_lag": Param(
        30,
        10,
        90,
        "days",
        "trade.csv (2016Q1 and 2016-06)",
        "Half-life with which offers follow the world price.",
    ),
    "contract_length": Param(60, 20, 120, "days", "assumption", "How long an agreed price formula binds."),
    "reservation_share": Param(
        0.56, 0.40, 0.75, "share of remembered price", "F0630 F0102", "Least share a seller at ease accepts."
    ),
    "reservation_memory": Param(
        330, 120, 720, "days", "F0630 F0562", "Half-life of the seller's memory of the world price."
    ),
    "reservation_patience": Param(
        500,
        120,
        1_500,
        "days",
        "F0548 trade.csv (2016Q1)",
        "Days in which a seller who does not sell halves its claim.",
    ),
    "reservation_recovery": Param(
        365,
        90,
        1_500,
        "days",
        "assumption",
        "Half-life with which a seller's claim comes back while it sells.",
    ),
    "reservation_need": Param(
        0.3, 0.0, 1.0, "share", "assumption", "How far empty reserves lower the claim."
    ),
    "demand_elasticity": Param(
        0.6,
        0.0,
        1.5,
        "ratio",
        "F0563 F0562",
        "How fast orders fall when the world price is below the usual one.",
    ),
}
OBSERVABLES = {
    "companies_selling": Observable(
        "companies", "Companies that accept the buyers' price.", mean("company.selling"), by="commodity"
    ),
}
WHEN = {"offer": "00:30", "negotiate": "00:32", "order": "00:34"}


def offer(company, commodity, param):
    """Buyers follow the world price with a lag; the seller's memory follows it slowly."""
    world_price = float(commodity.world_price)
    target = param.contract_discount * world_price
    if company.reference == 0:
        company.reference = whole(world_price)
        company.price = whole(target)
        company.reservation = param.reservation_share
    follows = min(1.0, LOG_OF_TWO / param.contract_lag)
    remembers = min(1.0, LOG_OF_TWO / param.reservation_memory)
    company.price = whole(company.price + (target - company.price) * follows)
    company.reference = whole(company.reference + (world_price - company.reference) * remembers)


def negotiate(company, commodity, state, param):
    """When the contract has run out the seller takes the offer or holds out; holding out wears thin."""
    if company.contract_left > 0:
        company.contract_left = company.contract_left - 1
    if company.contract_left == 0:
        accepts = company.price >= company.reservation * company.reference
        company.selling = 1 if accepts else 0
        company.contract_left = whole(param.contract_length) if accepts else 0
    ease = 1.0 - param.reservation_need * (1.0 - clip(state.reserve_ratio, 0.0, 1.0))
    if company.selling == 1 and commodity.barred < 0.5:
        gap = param.reservation_share * ease - company.reservation
        company.reservation += gap * min(1.0, LOG_OF_TWO / param.reservation_recovery)
    else:
        patience = max(1.0, param.reservation_patience * ease)
        company.reservation -= company.reservation * min(1.0, LOG_OF_TWO / patience)


def order(company, commodity, param):
    """Buyers take an ordinary day's load, less when the price is low, more when the state pushes."""
    taken = commodity.buyer_demand * (1.0 + company.push)
    if 0 < commodity.world_price < commodity.usual_price:
        taken *= power(commodity.world_price / commodity.usual_price, param.demand_elasticity)
    company.ordered = whole(company.capacity * taken) if company.selling == 1 else 0
