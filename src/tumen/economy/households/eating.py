"""Eating: a household that sees the end of its grain and money cuts to two meals, then to less.

It looks ahead: it remembers what food and money there was some weeks ago, expects the coming weeks
to go as those did, and gives up the third meal while there is still something to save. A farm
household looks no further than the harvest.

Grain is what is counted and bought; vegetables, beans, oil and fish go with it in proportion, paid
for among the small spending of every week or grown beside the house. Who is in custody or in a camp eats
there, and is missed neither at the pot nor in the count.
"""

from tumen.core.declare import Fixed, Flow, Observable, Param, Signal, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import total

NUMBER = (22, 23)
STATE = {
    "household.meals": Whole(2, 3, "meals/day", "Meals a day: a habit, changed when the outlook changes.", 3),
    "household.energy": Whole(0, 4_000, "kcal/day", "Energy eaten today per adult equivalent.", 2_100),
    "household.food_cost": Whole(
        0, 10_000_000, "KPW/day", "What a day's grain costs the household, of the kind it buys."
    ),
    "household.days_of_food": Fixed(0.0, 365.0, "days", "How long grain and money last today."),
    "household.stores": Fixed(0.0, 365.0, "days", "How long they lasted, as remembered from past weeks."),
    "household.hunger": Fixed(0.0, 1.0, "share of need", "Slow memory of the deficit against need."),
}
PARAMS = {
    "energy_need": Param(2_100, 1_900, 2_300, "kcal/day", "assumption", "Need of an adult equivalent."),
    "grain_energy": Param(3.4, 3.3, 3.6, "kcal/g", "assumption", "Energy of mixed cereals."),
    "other_food": Param(
        0.18,
        0.1,
        0.3,
        "share of energy",
        "assumption",
        "Energy from vegetables, beans, oil and fish, which people have as much of as they have of grain.",
    ),
    "two_meal_share": Param(0.87, 0.75, 0.95, "share of need", "assumption", "What two meals a day supply."),
    "two_meals_below": Param(
        10, 4, 20, "days", "S0", "Days of food that grain and money would buy, below which a meal is cut."
    ),
    "three_meals_above": Param(
        18, 8, 40, "days", "assumption", "Days of food above which the third meal returns."
    ),
    "looks_ahead": Param(
        45,
        0,
        180,
        "days",
        "assumption",
        "How far ahead a household plans its food, by as long a look back; 0: it sees only the present.",
    ),
    "stretch_below": Param(4, 1, 8, "days", "assumption", "Days of food below which even two meals shrink."),
    "hunger_memory": Param(
        30, 14, 60, "days", "assumption", "How long a household remembers that it went short."
    ),
}
FLOWS = {"eaten": Flow("grain", "household.grain", "used", "Grain eaten.")}
SIGNALS = {
    "mouths": Signal("place", "persons", "People who ate, children and the old included."),
    "energy_eaten": Signal("place", "kcal", "Energy eaten today, all food together."),
    "equivalents_fed": Signal("place", "hundredths of an adult equivalent", "Adult equivalents who ate."),
    "two_meal_mouths": Signal("place", "persons", "People in households that eat two meals."),
    "sparing_mouths": Signal("place", "persons", "People who eat two meals with food and money for three."),
    "mouths_below_1800": Signal(
        "place", "persons", "People in households below 1,800 kcal per adult equivalent."
    ),
    "mouths_below_2100": Signal(
        "place", "persons", "People in households below 2,100 kcal per adult equivalent."
    ),
}
OBSERVABLES = {
    "energy": Observable(
        "kcal/adult equivalent/day",
        "Energy eaten, all food together.",
        total("place.energy_eaten") * 100.0 / total("place.equivalents_fed"),
    ),
    "two_meals": Observable(
        "share of people",
        "People in households that eat two meals a day or fewer.",
        total("place.two_meal_mouths") / total("place.mouths"),
    ),
    "sparing": Observable(
        "share of people",
        "People on two meals only because they look ahead: today's stores alone would let them eat three.",
        total("place.sparing_mouths") / total("place.mouths"),
    ),
    "person_days_below_1800": Observable(
        "person-days",
        "Days people spent below 1,800 kcal per adult equivalent.",
        total("place.mouths_below_1800"),
    ),
    "person_days_below_2100": Observable(
        "person-days",
        "Days people spent below 2,100 kcal per adult equivalent.",
        total("place.mouths_below_2100"),
    ),
    "hunger": Observable(
        "share of need",
        "Remembered deficit of the average household.",
        total("place.hunger_seen") / total("place.households") / 100.0,
    ),
}
WHEN = {"plan": "19:55", "eat": "20:00"}


def meals_by_outlook(meals, days, below, above):
    """Two or three meals: the third goes below one outlook and returns above a better one."""
    if days < below:
        return 2
    if days > above:
        return 3
    return meals


def foreseen(days, remembered, share):
    """Days of food left in the time to come if stores run down as they did, for this share of it."""
    return days - share * max(0.0, remembered - days)


def to_harvest(day_of_year):
    """Days to mid-October, when farm households are given their grain."""
    return 365 - (day_of_year + 76) % 365


def at_table(need, equivalents, away):
    """What those need who are at home."""
    if away == 0:
        return float(need)
    return need * max(0.0, equivalents - away) / equivalents


def plan(household, place, state, today, param):
    """Weigh how long food and money last, and how long they would later, and set the meals."""
    need = at_table(household.grain_need, household.equivalents, household.away)
    if need <= 0.0:
        return
    money = household.won + household.yuan * state.won_per_yuan / 100.0
    price = place.rice_price + household.maize * (place.maize_price - place.rice_price)
    household.food_cost = whole(need * price / 1000.0)
    bought = max(need - household.ration_today, 0.1 * need)
    days = min(365.0, (household.grain + money * 1000.0 / max(price, 1.0)) / bought)
    span = max(1.0, param.looks_ahead)
    remembered = household.stores + (days - household.stores) / span
    share = 1.0
    if household.farm == 1:
        share = min(1.0, to_harvest(today.day_of_year) / span)
    outlook = foreseen(days, remembered, share)
    household.meals = meals_by_outlook(
        household.meals, outlook, param.two_meals_below, param.three_meals_above
    )
    household.stores = remembered
    household.days_of_food = days


def eat(household, place, param, flow, send):
    """Eat what is planned as far as it is there, remember, and be counted."""
    need = at_table(household.grain_need, household.equivalents, household.away)
    if need <= 0.0:
        return
    days = household.days_of_food
    share = 1.0
    if household.meals == 2:
        share = param.two_meal_share * clip(0.6 + 0.4 * days / param.stretch_below, 0.6, 1.0)
    grams = min(household.grain, whole(need * share))
    flow.eaten(grams)
    eaten = grams / need
    energy = whole(eaten * param.energy_need)
    household.energy = energy
    household.hunger += (clip(1.0 - eaten, 0.0, 1.0) - household.hunger) / param.hunger_memory
    mouths = household.adults + household.children + household.elders - household.away
    equivalents = household.equivalents - household.away
    send.mouths(mouths)
    send.equivalents_fed(whole(equivalents * 100.0))
    send.energy_eaten(whole(equivalents * energy))
    if household.meals == 2:
        send.two_meal_mouths(mouths)
        if days > param.three_meals_above:
            send.sparing_mouths(mouths)
    if energy < 2_095:
        send.mouths_below_2100(mouths)
    if energy < 1_800:
        send.mouths_below_1800(mouths)
