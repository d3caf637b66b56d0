"""The grain market: a price between what Chinese grain costs here and what ours would fetch there.

The band lies around the Chinese price at the market's exchange rate. Season, harvest, the town's
rations and its distance move the price inside the band; a shut border lifts the band's upper edge.

The price is that of the usual mix, half rice and half maize. A gram of either feeds alike, so a
household that sees the end of its money buys maize in place of rice before it cuts a meal. Dealers
bring, and farms sell, grain of the kinds that the town bought the day before.
"""

from tumen.core.declare import Fixed, Flow, Given, Input, Observable, Param, Signal, Stock, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import mean, total

NUMBER = 22
STATE = {
    "place.grain_price": Whole(100, 60_000, "KPW/kg", "Price of the mix, half rice and half maize.", 3_400),
    "place.rice_price": Whole(100, 90_000, "KPW/kg", "Price of rice.", 5_000),
    "place.maize_price": Whole(50, 60_000, "KPW/kg", "Price of maize.", 1_800),
    "place.town_price": Whole(50, 90_000, "KPW/kg", "Price of grain of the kinds the town bought.", 3_400),
    "household.maize": Fixed(
        0.0, 1.0, "share", "Maize in the grain the household buys; half is the usual mix.", 0.5
    ),
    "place.market_grain": Stock("grain", "Grain on the stalls and in the dealers' sheds."),
    "place.market_won": Stock("won", "The grain dealers' cash."),
    "place.grain_offer": Whole(0, 1_000_000, "g/household", "The most a household can buy today."),
    "place.grain_bid": Whole(0, 1_000_000, "g/household", "The most dealers buy from a household today."),
    "household.selling_grain": Whole(0, 1, "yes or no", "Has grain to sell and will bring it tomorrow."),
    "state.border_open": Fixed(
        0.0, 1.0, "share", "Share of the crossings that let goods and money pass.", 1.0
    ),
    "state.closure": Fixed(0.0, 1.0, "share", "How far a shut border is felt, as stocks behind it run down."),
}
GIVEN = {
    "place.grain_premium": Given(
        "share of the band", "Where the town lies in the band, for its distance.", 0.0, True
    ),
}
INPUTS = {
    "state.china_grain": Input(
        "fen/kg", "Wholesale price of half rice, half maize in the border provinces.", 300
    ),
    "state.price_level": Input(
        "share of 2013", "Prices in won against those of 2013, in which beliefs are written.", 1.0, fixed=True
    ),
}
PARAMS = {
    "import_cost": Param(
        0.12, 0.05, 0.3, "share of price", "assumption", "Freight, fees and profit to bring grain in."
    ),
    "export_cost": Param(
        0.25, 0.1, 0.4, "share of price", "assumption", "What a seller would lose to sell grain to China."
    ),
    "usual_scarcity": Param(
        0.45, 0.1, 0.8, "share of the band", "F0396 F0407", "Where in the band an ordinary day's price lies."
    ),
    "season_swing": Param(
        0.35, 0.0, 0.9, "share of the band", "F0445 F0452", "From the harvest to the lean months."
    ),
    "harvest_pull": Param(
        0.9, 0.2, 2.0, "share of the band", "assumption", "Rise in a year without any harvest."
    ),
    "ration_pull": Param(
        0.5, 0.1, 1.0, "share of the band", "F0441 F0603 F0605", "Fall where rations or relief feed everyone."
    ),
    "closure_cost": Param(
        0.3, 0.05, 1.2, "share of price", "F0463", "Rise of the import price once a shut border is felt."
    ),
    "closure_pull": Param(
        0.25, 0.0, 0.6, "share of the band", "assumption", "Rise within the band once a shut border is felt."
    ),
    "closure_days": Param(75, 30, 180, "days", "assumption", "How long stocks soften a shut border."),
    "price_inertia": Param(12, 5, 30, "days", "assumption", "How long the price takes to follow."),
    "rice_ratio": Param(
        1.47, 1.3, 1.6, "of the mixed price", "F0403 F0404", "Rice over the half-and-half mix."
    ),
    "grain_margin": Param(
        0.14, 0.05, 0.25, "share of price", "assumption", "The dealers' margin, spent in the town."
    ),
    "grain_imported": Param(
        0.25, 0.05, 0.6, "share", "F0539", "Share of what dealers bring in that comes from China."
    ),
    "stall_stock": Param(12_000, 6_000, 30_000, "g/household", "assumption", "What dealers like to hold."),
    "dealer_float": Param(
        5_000, 1_000, 15_000, "KPW/household", "assumption", "Cash dealers keep to buy from farms.", real=True
    ),
    "mix_above": Param(
        45,
        20,
        90,
        "days",
        "assumption",
        "Days of the usual mix that food and money would last, above which nobody saves on rice.",
    ),
    "maize_below": Param(
        15, 5, 30, "days", "assumption", "Days of the usual mix below which a household buys maize alone."
    ),
    "pantry_days": Param(
        10, 5, 30, "days", "assumption", "Days of food a household likes to have in the house."
    ),
    "food_first": Param(
        0.9, 0.7, 1.0, "share of cash", "assumption", "The most of its cash that goes on grain in a visit."
    ),
    "pantry_most": Param(
        40, 20, 90, "days", "assumption", "Days of grain above which a town household sells some of it."
    ),
    "farm_keeps": Param(
        0.85,
        0.6,
        1.0,
        "share of need",
        "assumption",
        "Grain to the next harvest a farm household never sells.",
    ),
    "farm_cash": Param(
        20_000,
        5_000,
        50_000,
        "KPW/adult equivalent",
        "assumption",
        "Cash for which a farm household sells.",
        real=True,
    ),
}
FLOWS = {
    "grain_bought": Flow("grain", "place.market_grain", "household.grain", "Grain bought."),
    "grain_paid": Flow("won", "household.won", "place.market_won", "Paid for grain."),
    "grain_sold": Flow("grain", "household.grain", "place.market_grain", "Grain sold by households."),
    "grain_earned": Flow("won", "place.market_won", "household.won", "Earned by households with grain."),
    "grain_brought": Flow("grain", "rest", "place.market_grain", "Grain dealers bring from inland."),
    "grain_imported_in": Flow("grain", "abroad", "place.market_grain", "Grain dealers bring from China."),
    "dealers_paid": Flow("won", "place.market_won", "rest", "Paid for grain from elsewhere."),
    "grain_sent": Flow("grain", "place.market_grain", "rest", "Surplus sent inland."),
    "dealers_earned": Flow("won", "rest", "place.market_won", "Earned with surplus sent inland."),
    "dealers_spent": Flow(
        "won", "place.market_won", "place.trade_pot", "The dealers' margin, spent in the town."
    ),
}
SIGNALS = {
    "crossings": Signal("state", "crossings", "Crossings there are."),
    "crossings_open": Signal("state", "hundredths of a crossing", "Crossings open today."),
    "grain_sellers": Signal("place", "households", "Households that will bring grain tomorrow."),
    "grain_dealt": Signal("place", "g", "Grain households bought today."),
    "maize_dealt": Signal("place", "g", "Maize in it."),
}
OBSERVABLES = {
    "grain_price": Observable(
        "KPW/kg", "Market price of cereals, half rice and half maize.", mean("place.grain_price")
    ),
    "rice_price": Observable("KPW/kg", "Market price of rice.", mean("place.rice_price")),
    "maize_price": Observable("KPW/kg", "Market price of maize.", mean("place.maize_price")),
    "maize_share": Observable(
        "share",
        "Maize in the grain households bought; half is the usual mix.",
        total("place.maize_dealt") / total("place.grain_dealt"),
    ),
    "grain_sales": Observable(
        "t", "Grain bought by households in the market.", total("flow.grain_bought") / 1e6
    ),
}
WHEN = {
    "open_market": "opening",
    "count_crossings": "00:10",
    "feel_border": "00:20",
    "set_price": "05:10",
    "make_offers": "05:20",
    "sell": "18:30",
    "buy": "18:40",
    "restock": "21:30",
}


def open_market(place, state, param):
    """Dealers begin with full sheds and a float, at prices of the first day."""
    place.grain_price = whole(place.grain_price * state.price_level)
    place.rice_price = whole(place.rice_price * state.price_level)
    place.maize_price = whole(place.maize_price * state.price_level)
    place.town_price = whole(place.town_price * state.price_level)
    place.market_grain = whole(place.households * param.stall_stock)
    place.market_won = whole(place.households * param.dealer_float)


def count_crossings(crossing, state, send):
    """Every crossing counts alike: what one carries, another could."""
    send.crossings(1)
    send.crossings_open(whole(crossing.open * 100.0))


def feel_border(state, param):
    """A shut border is felt as the stocks behind it run down, an opened one at the same pace."""
    state.border_open = 1.0
    if state.crossings > 0:
        state.border_open = state.crossings_open / (100.0 * state.crossings)
    state.closure += (1.0 - state.border_open - state.closure) / param.closure_days


def season(day_of_year):
    """-0.5 in mid-October with the harvest in, rising to 0.5 in mid-July, then falling."""
    since_harvest = (day_of_year + 77) % 365
    if since_harvest < 270:
        return since_harvest / 270.0 - 0.5
    return (365 - since_harvest) / 95.0 - 0.5


def parity_price(parity, scarcity, export_cost, import_cost):
    """The price at a point of the band: 0 is export parity, 1 import parity."""
    low = parity * (1.0 - export_cost)
    high = parity * (1.0 + import_cost)
    return low + (high - low) * clip(scarcity, 0.0, 1.0)


def set_price(place, state, today, param):
    """The price follows its place in the band with some delay."""
    rationed = clip(place.rations_given / max(1.0, place.residents * 500.0), 0.0, 1.5)
    scarcity = param.usual_scarcity + place.grain_premium + param.season_swing * season(today.day_of_year)
    scarcity += param.harvest_pull * (1.0 - place.harvest) - param.ration_pull * rationed
    scarcity += param.closure_pull * state.closure
    parity = state.china_grain * state.won_per_yuan / 100.0
    dearer = param.import_cost + param.closure_cost * state.closure
    aim = parity_price(parity, scarcity, param.export_cost, dearer)
    place.grain_price = whole(place.grain_price + (aim - place.grain_price) / param.price_inertia)
    place.rice_price = whole(place.grain_price * param.rice_ratio)
    place.maize_price = whole(place.grain_price * (2.0 - param.rice_ratio))


def price_of(maize, rice_price, maize_price):
    """Price of a kilogram of rice and maize of which this share is maize."""
    return rice_price + maize * (maize_price - rice_price)


def make_offers(place, param):
    """What the town eats sets what dealers pay; shares cannot outrun sheds or cash, whoever comes."""
    maize = 0.5
    if place.grain_dealt > 0:
        maize = place.maize_dealt / place.grain_dealt
    town_price = whole(price_of(maize, place.rice_price, place.maize_price))
    place.town_price = town_price
    place.grain_offer = place.market_grain // max(1, place.households)
    pays = town_price * (1.0 - param.grain_margin)
    place.grain_bid = int(place.market_won * 1000.0 / pays * 0.999) // max(1, place.grain_sellers)


def sell(household, place, today, param, flow, send):
    """Every fifth day: what is not needed till the harvest, or in a town pantry; a little more for cash."""
    turn = (today.day + household.id) % 5
    if turn != 4 and household.selling_grain == 0:
        return
    need = float(household.grain_need)
    pays = place.town_price * (1.0 - param.grain_margin)
    wish = 0.5 * (household.grain - need * param.pantry_most)
    if household.farm == 1:
        to_harvest = 365 - (today.day_of_year + 76) % 365
        short = (household.equivalents * param.farm_cash - household.won) * 1000.0 / pays
        wish = max(0.1 * (household.grain - need * to_harvest), short)
        wish = min(wish, household.grain - need * (15.0 + param.farm_keeps * to_harvest))
    if turn == 4:
        household.selling_grain = 1 if wish > 0.0 else 0
        send.grain_sellers(household.selling_grain)
        return
    household.selling_grain = 0
    grams = int(min(place.grain_bid, max(wish, 0.0)))
    flow.grain_sold(grams)
    flow.grain_earned(int(grams * pays / 1000.0))


def staple(outlook, mix_above, maize_below):
    """Share of maize bought by a household whose food and money would last so many days of the mix."""
    return 0.5 + 0.5 * clip((mix_above - outlook) / max(1.0, mix_above - maize_below), 0.0, 1.0)


def buy(household, place, state, today, param, flow, send):
    """Every fifth day: rice and maize or maize alone, to fill the pantry, as far as the cash goes."""
    if (today.day + household.id) % 5 != 0:
        return
    need = float(household.grain_need)
    money = household.won + household.yuan * state.won_per_yuan / 100.0
    bought = max(need - household.ration_today, 0.1 * need)
    outlook = (household.grain + money * 1000.0 / place.grain_price) / bought
    maize = staple(outlook, param.mix_above, param.maize_below)
    household.maize = maize
    if household.meals == 2:
        need = need * param.two_meal_share
    want = param.pantry_days * need - household.grain
    if want <= 0.0:
        return
    price = price_of(maize, place.rice_price, place.maize_price)
    afford = household.won * param.food_first * 1000.0 / max(price, 1.0)
    grams = int(min(want, afford, place.grain_offer))
    flow.grain_bought(grams)
    flow.grain_paid(int(grams * price / 1000.0))
    send.grain_dealt(grams)
    send.maize_dealt(int(grams * maize))


def restock(place, state, param, flow):
    """Dealers refill their sheds from elsewhere, or send a surplus inland; the margin is spent here."""
    wanted = whole(place.households * param.stall_stock)
    pays = place.town_price * (1.0 - param.grain_margin)
    spare = max(0, place.market_won - whole(place.households * param.dealer_float))
    grams = int(clip(min(wanted - place.market_grain, spare * 1000.0 / pays), 0.0, 1e15))
    imported = int(grams * param.grain_imported * state.border_open)
    paid = int(grams * pays / 1000.0)
    flow.grain_imported_in(imported)
    flow.grain_brought(grams - imported)
    flow.dealers_paid(paid)
    surplus = max(0, place.market_grain - wanted - wanted // 4)
    flow.grain_sent(surplus)
    flow.dealers_earned(int(surplus * pays / 1000.0))
    if grams == 0 or place.market_grain >= wanted:
        flow.dealers_spent(spare - paid)
