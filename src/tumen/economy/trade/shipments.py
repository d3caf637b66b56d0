"""Shipments: loads over the crossing, paid partly in kind on the trucks' way back.

In the evening each company asks for what its buyers ordered and customs let in. The yard and the
crossing are shared out in proportion. Part of a load's value returns as grain, fuel and consumer
goods, in that order and only as far as there is need: a mine town's ration is a by-product of its
truck flow. The rest is foreign currency for the treasury.

What an exemption lets pass against food alone is worth a trip only while the town's granary has room
for the grain it buys, and brings no foreign currency.
"""

from tumen.core.declare import Fixed, Flow, Given, Input, Observable, Param, Signal, Stock, Whole
from tumen.core.measure import total
from tumen.core.roles import SiteKind

NUMBER = (2, 6, 11)
GRAMS_PER_TONNE = 1_000_000
STATE = {
    "site.yard_share": Fixed(
        0.0, 1.0, "share", "Part of what companies ask for that the yard holds this evening."
    ),
    "company.goods": Stock("commodity", "Goods the company has made and not yet shipped."),
    "company.requested": Whole(0, 10**12, "g", "What the company would load today."),
    "company.food_share": Fixed(0.0, 1.0, "share", "Part of that which passes against food alone."),
    "company.shipped": Whole(0, 10**12, "g", "What it loaded today."),
    "company.earned": Whole(0, 10**12, "cents", "Value of what it loaded today."),
    "company.owed": Whole(0, 10**12, "cents", "What buyers still pay in kind today."),
    "company.in_kind": Whole(0, 10**12, "cents", "What buyers paid in kind today."),
}
GIVEN = {
    "company.makes_goods": Given(
        "yes or no", "1 if it makes what it ships, 0 if it ships its site's concentrate."
    ),
    "company.barter": Given("share", "Scale of payment in kind at this company.", 1.0, fixed=True),
}
INPUTS = {
    "crossing.open": Input("share", "1 on days the crossing is open to trade.", 1.0, fixed=True),
    "crossing.load_limit": Input("t/day", "What road and rail behind the crossing can carry.", 1_000_000),
}
PARAMS = {
    "barter_share": Param(
        0.30,
        0.10,
        0.70,
        "share of value",
        "F0125 F0601 F0630",
        "Most of a load's value that is paid in kind.",
    ),
    "venture_barter": Param(
        0.15, 0.0, 0.5, "share of value", "S2", "Paid in kind besides where foreign partners are present."
    ),
    "barter_grain_price": Param(
        35, 25, 50, "cents/kg", "assumption", "Maize and flour delivered at the crossing."
    ),
    "barter_fuel_price": Param(90, 50, 130, "cents/kg", "assumption", "Diesel delivered at the crossing."),
    "barter_ration": Param(
        400, 200, 700, "g/person/day", "F0537", "Grain for each resident that a company means to bring home."
    ),
    "granary_days": Param(
        90, 30, 180, "days", "S2 F0063", "Days of that grain at which buyers bring no more."
    ),
    "barter_goods": Param(
        525,
        100,
        1_000,
        "fen/worker/day",
        "F0095 F0634",
        "Goods for each worker that a company means to bring home.",
    ),
    "store_days": Param(
        60, 20, 120, "days", "assumption", "Days of those goods at which buyers bring no more."
    ),
    "buyer_trucks": Param(
        0.5, 0.2, 0.95, "share of loads", "F0134 F0601", "Loads carried by the buyers' own trucks and fuel."
    ),
    "goods_days": Param(
        20, 5, 60, "days", "assumption", "Days of unsold goods at which a company stops making more."
    ),
}
FLOWS = {
    "make_goods": Flow(
        "commodity", "made", "company.goods", "Seafood landed, textiles sewn, metal smelted for export."
    ),
    "export_ore": Flow("commodity", "site.concentrate", "abroad", "Concentrate sold over the crossing."),
    "export_goods": Flow("commodity", "company.goods", "abroad", "Goods that companies made, sold."),
    "barter_grain": Flow("grain", "abroad", "place.granary", "Grain that comes back on the trucks."),
    "barter_fuel": Flow("fuel", "abroad", "site.fuel", "Fuel that comes back on the trucks."),
    "barter_consumer_goods": Flow(
        "goods", "abroad", "site.store", "Consumer goods that come back on the trucks."
    ),
    "export_cash": Flow("usd", "abroad", "state.usd", "What loads earn in foreign currency."),
}
SIGNALS = {
    "ore_requested": Signal("site", "g", "Concentrate that companies would load today."),
    "load_requested": Signal("crossing", "g", "What companies would take over the crossing today."),
    "exported": Signal("site", "g", "What companies shipped from the site today."),
    "fuel_brought": Signal("site", "g", "Fuel that came back today."),
}
OBSERVABLES = {
    "exports": Observable("t", "Sold over the crossings.", total("company.shipped") / 1e6, by="commodity"),
    "export_value": Observable(
        "USD", "Value of what was sold, paid in cash or kind.", total("company.earned") / 100, by="commodity"
    ),
    "export_price": Observable(
        "USD/t",
        "Value over tonnes.",
        total("company.earned") * 1e4 / total("company.shipped"),
        by="commodity",
    ),
    "barter_grain": Observable("t", "Grain that came back on the trucks.", total("flow.barter_grain") / 1e6),
}
WHEN = {
    "make": "21:41",
    "request": "21:42",
    "weigh": "21:43",
    "load": "21:44",
    "bring_grain": "21:46",
    "bring_fuel": "21:47",
    "bring_goods": "21:48",
    "settle": "21:49",
}


def make(company, site, param, flow):
    """An ordinary day's goods, or what its smelter's furnaces gave, until the store is full."""
    if company.makes_goods == 1:
        room = int(company.capacity * param.goods_days) - company.goods
        day = int(company.capacity * (1.0 + company.push))
        if site.kind == SiteKind.MILL:
            day = int(site.smelted * site.recipe)
        flow.make_goods(max(0, min(day, room)))


def grain_room(residents, ration, days, barter, granary):
    """Grain (g) that a company still means to bring home."""
    return max(0, int(residents * ration * days * barter) - granary)


def worth_of_grain(room, grain_price, price):
    """Goods (g) at a price (cents/t) that pay for this much grain (g)."""
    return room * grain_price / 1_000.0 * GRAMS_PER_TONNE / max(1, price)


def request(company, commodity, site, place, crossing, param, send):
    """Ask for what was ordered, as far as customs, the crossing and trucks allow."""
    free = company.ordered * (1.0 - commodity.barred) * crossing.open
    room = grain_room(place.residents, param.barter_ration, param.granary_days, company.barter, place.granary)
    payable = worth_of_grain(room, param.barter_grain_price, company.price)
    for_grain = 0.0
    if company.makes_goods == 0:
        for_grain = min(company.ordered * commodity.for_food, payable) * crossing.open
    wanted = free + for_grain
    company.food_share = for_grain / max(1.0, wanted)
    if company.makes_goods == 1:
        company.requested = int(min(wanted, float(company.goods)))
    elif site.makes == 1:
        wheels = param.buyer_trucks + (1.0 - param.buyer_trucks) * site.trucks
        company.requested = int(min(wanted, company.capacity * (1.0 + company.push) * wheels))
        send.ore_requested(company.requested)
    else:
        company.requested = 0
    send.load_requested(company.requested)


def weigh(site):
    """Before anyone loads, see what part of all requests the yard can meet."""
    site.yard_share = min(1.0, site.concentrate / max(1, site.ore_requested))


def load(company, site, crossing, param, flow, send):
    """Yard and crossing are shared in proportion to what was asked for."""
    share = min(1.0, crossing.load_limit * GRAMS_PER_TONNE / max(1, crossing.load_requested))
    if company.makes_goods == 1:
        loaded = int(company.requested * share)
        flow.export_goods(loaded)
    else:
        loaded = min(int(company.requested * min(share, site.yard_share)), site.concentrate)
        flow.export_ore(loaded)
    send.exported(loaded)
    company.shipped = loaded
    company.earned = loaded * company.price // GRAMS_PER_TONNE
    in_kind = min(1.0, param.barter_share + param.venture_barter * site.investor)
    for_cash = company.earned * (1.0 - company.food_share)
    company.owed = int(for_cash * in_kind * company.barter + company.earned * company.food_share)
    company.in_kind = 0


def bring_grain(company, place, param, flow):
    """Grain first, until the granary holds the days it should, and for all that passed against food."""
    room = grain_room(place.residents, param.barter_ration, param.granary_days, company.barter, place.granary)
    wanted = max(room, int(company.earned * company.food_share * 1_000.0 / param.barter_grain_price))
    affordable = int(company.owed * 1_000.0 / param.barter_grain_price)
    brought = min(wanted, affordable)
    paid = int(brought * param.barter_grain_price / 1_000.0)
    flow.barter_grain(brought)
    company.owed -= paid
    company.in_kind += paid


def bring_fuel(company, site, state, param, flow, send):
    """Then what the site's tank has room for, as far as the oil cap allows."""
    wanted = int(site.fuel_want * state.oil_cap) - site.fuel_brought
    affordable = int(company.owed * 1_000.0 / param.barter_fuel_price)
    brought = max(0, min(wanted, affordable))
    paid = int(brought * param.barter_fuel_price / 1_000.0)
    flow.barter_fuel(brought)
    send.fuel_brought(brought)
    company.owed -= paid
    company.in_kind += paid


def bring_goods(company, site, state, param, flow):
    """Then consumer goods to pay the workers with, valued in fen at the market's rates."""
    fen_per_cent = state.won_per_usd / max(1, state.won_per_yuan)
    wanted = int(site.posts * param.barter_goods * param.store_days) - site.store
    affordable = int(company.owed * fen_per_cent)
    brought = max(0, min(wanted, affordable))
    paid = min(company.owed, int(brought / max(0.01, fen_per_cent)))
    flow.barter_consumer_goods(brought)
    company.owed -= paid
    company.in_kind += paid


def settle(company, state, flow):
    """What was not paid in kind is paid in foreign currency."""
    flow.export_cash(max(0, company.earned - company.in_kind))
