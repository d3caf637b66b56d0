"""Offices and army units that smuggle: their own trucks, a licence, and soldiers who are hungry.

They buy from brokers inland, where metal is cheap, and sell at the border, where their trucks are
seldom searched; guards ask little of them. The worse the army is fed, the more of its trucks are
out. A licence covers the load as far as it goes (see who profits); where it does not, the
load is taken, the crew is wanted and the unit lies low for a while. Soldiers' families see
part of the money, the rest is their officers'.
"""

from tumen.core.declare import Draw, Fixed, Flow, Given, Observable, Param, Signal, Stock, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import mean, total
from tumen.core.roles import Means, Role
from tumen.economy.gangs.roads import TRUCK

NUMBER = 27

GIVEN = {
    "haul.fleet": Given("trucks", "Trucks that an office or unit has for this road, for all goods together."),
}

STATE = {
    "haul.purse": Stock("yuan", "Money an office or unit works with."),
    "haul.unit_working": Whole(0, 10**12, "fen", "Money needed for the loads the unit means to buy."),
    "haul.unit_gain": Whole(0, 10**13, "fen/load", "What a truck of what lies here would leave the unit."),
    "haul.drive": Fixed(0, 1, "share", "Part of the fleet that is out for this good."),
    "haul.unit_price": Whole(0, 10**9, "fen/kg", "What the unit pays brokers tonight."),
    "haul.unit_load": Whole(0, 10**12, "g", "What the unit means to load tonight."),
    "place.unit_pull": Whole(0, 10**15, "fen", "Gains of all goods that units could carry from here."),
    "place.unit_rolled": Whole(0, 10_000, "persons", "Soldiers wanted today, taken with an open load."),
    "place.soldier_pot": Stock("yuan", "What units set aside for their soldiers."),
    "place.soldier_pay": Whole(0, 10**9, "fen/soldier", "Each soldier's part of it today."),
}

PARAMS = {
    "unit_usual": Param(
        0.25, 0.05, 0.8, "share", "F0575; assumption", "Part of the fleet that trades when soldiers eat well."
    ),
    "unit_hunger": Param(
        0.6, 0.2, 1.0, "share", "S3; size: assumption", "Shortfall of army rations at which all of it does."
    ),
    "unit_toil": Param(
        1_500, 300, 6_000, "CNY/load", "assumption", "Gain at which half of the trucks that could go do go."
    ),
    "unit_turn": Param(
        4, 1, 10, "nights/load", "assumption", "Time in which a crew buys, fills, sells and comes back."
    ),
    "unit_lag": Param(30, 7, 120, "days", "assumption", "Time in which a unit takes up a trade or its loss."),
    "unit_keeps": Param(
        0.25, 0.05, 0.6, "share of price", "assumption", "What a unit wants to keep of the price abroad."
    ),
    "unit_premium": Param(
        0.1, 0.0, 0.5, "share", "assumption", "Paid above what brokers bid, for goods they have pooled."
    ),
    "unit_capital": Param(
        10_000,
        2_000,
        60_000,
        "CNY/truck",
        "assumption",
        "Money for goods that the office puts behind a truck.",
    ),
    "unit_crew": Param(4, 3, 5, "persons/truck", "F0575", "Soldiers with one truck."),
    "soldiers_part": Param(
        0.3, 0.05, 0.8, "share", "assumption", "Part of a unit's profit that reaches soldiers' families."
    ),
}

DRAWS = {"sets_out": Draw("Whether the part of a load that a fleet makes in a night goes tonight.")}

FLOWS = {
    "unit_funded": Flow("yuan", "rest", "haul.purse", "Money that an office puts behind its trucks."),
    "unit_loaded": Flow("commodity", "ware.held", "haul.load", "Goods that units buy from brokers."),
    "unit_paid": Flow("yuan", "haul.purse", "place.broker_yuan", "Paid to brokers for them."),
    "unit_fuel": Flow("yuan", "haul.purse", "rest", "Fuel for units' trucks."),
    "unit_bribes": Flow("yuan", "haul.purse", "crossing.guard_purse", "Bribes that guards ask of units."),
    "unit_sold": Flow("yuan", "abroad", "haul.purse", "Buyers abroad pay for units' loads."),
    "office_profit": Flow("yuan", "haul.purse", "rest", "Profit of offices and officers."),
    "soldiers_set_aside": Flow("yuan", "haul.purse", "place.soldier_pot", "Soldiers' part of the profit."),
    "soldiers_paid": Flow("yuan", "place.soldier_pot", "household.yuan", "The same, shared out."),
}

SIGNALS = {"soldier_heads": Signal("place", "persons", "Soldiers who live in the place.")}

OBSERVABLES = {
    "bought_by_units": Observable(
        "t", "Goods that army units and offices bought from brokers.", total("flow.unit_loaded") / 1e6
    ),
    "unit_profit": Observable(
        "CNY",
        "Profit of units' smuggling, soldiers' part included.",
        (total("flow.office_profit") + total("flow.soldiers_set_aside") - total("flow.unit_funded")) / 100,
    ),
    "soldiers_wanted": Observable(
        "persons", "Soldiers wanted after a load without cover was taken.", total("place.unit_rolled")
    ),
    "income_units": Observable(
        "KPW/household/month",
        "Household income from army units' smuggling.",
        total("flow.soldiers_paid") / 100 * mean("place.yuan_rate") / mean("place.households"),
    ),
}

WHEN = {
    "clear_units": "02:20",
    "reckon_load": "02:21",
    "turn_out": "02:22",
    "set_out": "02:25",
    "buy": "02:25",
    "let_rest": "02:31",
    "want_crew": "02:32",
    "sell": "02:46",
    "share_profit": "02:47",
    "divide_pot": "03:40",
    "bring_home": "18:52",
}


def clear_units(place):
    """A new night."""
    place.unit_pull = 0


def reckon_load(haul, ware, place, param):
    """What a truck of the goods that lie here would leave, bought above the brokers' bid, sold abroad."""
    haul.unit_gain = 0
    if haul.means != Means.UNIT:
        return
    haul.unit_price = whole((1.0 + param.unit_premium) * ware.bid)
    left = haul.price * (1.0 - haul.stop_risk) - haul.unit_price
    grams = min(ware.held, haul.most, TRUCK)
    gain = left * grams / 1000.0 - haul.hire_due - haul.bribe_due
    if gain > 0.0:
        haul.unit_gain = whole(gain)
        place.unit_pull = place.unit_pull + haul.unit_gain


def turn_out(haul, place, state, param, flow):
    """Hunger and gain bring trucks out, split over goods by what they leave; after an arrest none."""
    if haul.means != Means.UNIT:
        return
    part = haul.unit_gain / max(1, place.unit_pull)
    hungry = clip((1.0 - state.army_ration) / param.unit_hunger, 0.0, 1.0)
    wish = part * (param.unit_usual + (1.0 - param.unit_usual) * hungry)
    wish = wish * haul.unit_gain / (haul.unit_gain + 100.0 * param.unit_toil)
    haul.drive = haul.drive + (wish - haul.drive) / param.unit_lag
    if place.unit_rolled > 0:
        haul.drive = 0.0
    needed = 100.0 * param.unit_capital * haul.fleet
    haul.unit_working = whole(haul.unit_working + (part * needed - haul.unit_working) / param.unit_lag)
    flow.unit_funded(int(max(0, haul.unit_working - haul.purse) / param.unit_lag))


def set_out(haul, ware, param, draw):
    """A truck goes when it is full, or when what lies here is worth the trouble."""
    haul.unit_load = 0
    if haul.unit_gain == 0:
        return
    loads = int(haul.fleet * haul.drive / param.unit_turn + draw.sets_out)
    money = haul.purse - loads * (haul.hire_due + haul.bribe_due)
    if loads == 0 or money <= 0:
        return
    grams = min(loads * TRUCK, ware.held, haul.most, int(1000.0 * money / max(1, haul.unit_price)))
    if grams >= TRUCK or haul.unit_gain >= 100.0 * param.unit_toil:
        haul.unit_load = grams


def buy(haul, ware, place, crossing, flow):
    """Brokers are paid on the spot; fuel and the little that guards ask of such trucks."""
    if haul.unit_load == 0:
        return
    grams = min(haul.unit_load, ware.held)
    trucks = (grams + TRUCK - 1) // TRUCK
    flow.unit_loaded(grams)
    flow.unit_paid(grams * haul.unit_price // 1000)
    flow.unit_fuel(trucks * haul.hire_due)
    flow.unit_bribes(trucks * haul.bribe_due)


def let_rest(place):
    """Yesterday's arrests have had their effect."""
    place.unit_rolled = 0


def want_crew(haul, place, param):
    """No cover held: the load is gone, its crew is wanted; tomorrow the unit keeps its trucks in."""
    if haul.means == Means.UNIT and haul.stopped > 0:
        place.unit_rolled = place.unit_rolled + whole(param.unit_crew)


def sell(haul, flow):
    """Sold across the border at tonight's price."""
    if haul.means == Means.UNIT:
        flow.unit_sold(int(haul.crossed / 1000.0 * haul.price))


def share_profit(haul, place, param, flow):
    """What is not needed for the next loads goes to officers, a part to soldiers."""
    if haul.means != Means.UNIT or haul.purse <= haul.unit_working:
        return
    profit = haul.purse - haul.unit_working
    soldiers = 0
    if place.soldier_heads > 0:
        soldiers = int(param.soldiers_part * profit)
    flow.soldiers_set_aside(soldiers)
    flow.office_profit(profit - soldiers)


def divide_pot(place):
    """The pot by heads; who serves where does not change over night."""
    place.soldier_pay = 0
    if place.soldier_heads > 0:
        place.soldier_pay = place.soldier_pot // place.soldier_heads


def bring_home(person, household, place, flow, send):
    """A soldier's part goes to his family."""
    if person.role != Role.SOLDIER:
        return
    send.soldier_heads(1)
    flow.soldiers_paid(place.soldier_pay)
