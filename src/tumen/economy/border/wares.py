"""Wares: what lies in brokers' hands in one place, one good at a time, and what they bid for it.

A broker bids what the best way over the border leaves him of the buyer's price, less his margin;
a heap he cannot move lowers the bid, and with no way over there is none. Scrap comes in from
collectors by the lot. Herbs, gold and the like come from elsewhere in the country, if the bid is
a fair part of what they fetch abroad.
"""

from tumen.core.declare import Fixed, Flow, Given, Input, Observable, Param, Stock, Whole
from tumen.core.maths import clip
from tumen.core.measure import last, mean, rows, total

NUMBER = 31

GIVEN = {
    "commodity.supply": Given(
        "g/household/night",
        "What suppliers elsewhere can bring to the brokers of a place; 0 for what only the place yields.",
        fixed=True,
    ),
    "commodity.collected": Given("yes or no", "Collectors gather it: the row named scrap."),
}

INPUTS = {
    "commodity.far_price": Input("fen/kg", "What the good fetches beyond the border, free of all risk."),
}

STATE = {
    "ware.held": Stock("commodity", "The good in brokers' hands."),
    "ware.bid": Fixed(0, 1e8, "fen/kg", "What a broker pays for it in the place today."),
    "place.scrap_bid": Fixed(0, 1_000, "fen/kg", "What a broker would give for scrap today."),
    "place.supplied": Whole(0, 1_000, "wares", "Wares brought from elsewhere."),
    "place.supply_budget": Whole(0, 10**13, "fen", "What brokers may spend today on each of those."),
    "place.broker_budget": Whole(
        0,
        10**13,
        "fen",
        "What brokers may spend today on scrap and stolen goods, wages of carriers set aside.",
    ),
}

PARAMS = {
    "broker_margin": Param(
        0.4, 0.1, 0.7, "share", "assumption", "Part of what a load leaves that the broker keeps."
    ),
    "heap_nights": Param(
        10, 3, 40, "nights", "assumption", "Heap, in nights of carrying, at which a broker bids half."
    ),
    "goods_cost": Param(
        0.2,
        0.05,
        0.4,
        "share",
        "assumption",
        "Part of the price abroad below which suppliers elsewhere bring nothing; at twice as much all.",
    ),
    "goods_purse": Param(
        0.4, 0.1, 0.8, "share", "assumption", "Part of the purse that brokers keep for goods from elsewhere."
    ),
    "goods_nights": Param(
        5, 1, 20, "nights", "assumption", "Supply from elsewhere that brokers keep in hand."
    ),
}

FLOWS = {
    "scrap_pooled": Flow("commodity", "place.scrap_pool", "ware.held", "Collectors' lots put on one heap."),
    "goods_brought": Flow("commodity", "rest", "ware.held", "Goods for smuggling brought from elsewhere."),
    "goods_cost_paid": Flow("yuan", "place.broker_yuan", "rest", "Paid to suppliers of goods elsewhere."),
}

OBSERVABLES = {
    "broker_bid": Observable(
        "CNY/kg",
        "What brokers pay for a smuggled good.",
        mean("ware.bid") / 100 / rows("ware"),
        by="commodity",
    ),
    "broker_stock": Observable("t", "Goods in brokers' hands.", last("ware.held") / 1e6, by="commodity"),
    "goods_brought": Observable(
        "t",
        "Goods that brokers had brought from elsewhere.",
        total("flow.goods_brought") / 1e6,
        by="commodity",
    ),
}

WHEN = {
    "count_supplied": "opening",
    "pool": "02:05",
    "set_aside": "03:12",
    "bid": "03:25",
    "post_scrap": "03:28",
    "restock": "03:30",
}


def glut(stock, nightly, nights):
    """A heap lowers the bid, to half at so many nights of carrying and to nothing at twice as many."""
    if nightly <= 0:
        return 0.0
    return clip(1.0 - 0.5 * stock / (nights * nightly), 0.0, 1.0)


def eagerness(bid, far_price, least):
    """Part of their goods that suppliers elsewhere bring: none below ``least`` of the price abroad."""
    if far_price <= 0.0:
        return 0.0
    return clip(bid / (least * far_price) - 1.0, 0.0, 1.0)


def count_supplied(ware, place, commodity):
    """Which goods come from elsewhere does not change."""
    if commodity.supply > 0.0:
        place.supplied += 1


def pool(ware, place, commodity, flow):
    """Yesterday's lots of scrap go on the brokers' heap."""
    if commodity.collected == 1:
        flow.scrap_pooled(place.scrap_pool)


def set_aside(place, param):
    """Working money is divided before anybody spends it."""
    free = max(0, place.broker_yuan - place.carry_pay * place.runs_through)
    place.supply_budget = 0
    if place.supplied > 0:
        place.supply_budget = int(param.goods_purse * free) // place.supplied
    place.broker_budget = free - place.supply_budget * place.supplied
    place.scrap_bid = 0.0


def bid(ware, param):
    """What the best way leaves, less the broker's margin, less as the heap grows."""
    ware.bid = ware.best * (1.0 - param.broker_margin) * glut(ware.held, ware.outlet, param.heap_nights)


def post_scrap(ware, place, commodity):
    """Collectors hear what scrap brings."""
    if commodity.collected == 1:
        place.scrap_bid = ware.bid


def restock(ware, place, commodity, param, flow):
    """From elsewhere comes what can leave again, suppliers part with at the bid, and the purse pays for."""
    if commodity.supply <= 0.0 or ware.bid <= 0.0:
        return
    nightly = min(commodity.supply * place.households, 1.0 * ware.outlet)
    ready = nightly * eagerness(ware.bid, commodity.far_price, param.goods_cost)
    room = max(0.0, param.goods_nights * nightly - ware.held)
    brought = int(min(ready, room, 1000.0 * place.supply_budget / ware.bid))
    flow.goods_brought(brought)
    flow.goods_cost_paid(min(int(brought * ware.bid / 1000.0), place.supply_budget))
