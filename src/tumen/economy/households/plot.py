"""Private plots and foraging: food from the hillside, from July to October.

Every household has some plot; it yields in proportion to the season's weather, to the care it
had since spring and to the land the flood left. Adults whose time goes to the plot raise that
care and bring home greens and roots from April to October. What grows there is mostly maize and
potatoes, so it is valued as maize.
"""

from tumen.core.declare import Fixed, Flow, Given, Observable, Param, Signal, Trait, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import mean, total
from tumen.core.roles import Livelihood

NUMBER = 17

SPRING = 4
AUTUMN = 10
SEASON_DAYS = 100
"""Days of work that bring a plot to full care."""

GIVEN = {
    "place.plot_land": Given(
        "index",
        "Private land of the average household; 1 yields `plot_yield` a year.",
        default=1.0,
        fixed=True,
    ),
}

STATE = {
    "household.plot": Fixed(0, 4, "index", "Size and quality of the household's plot."),
    "household.tended": Fixed(0, 1, "share", "Care the plot has had this year."),
    "place.plot_return": Whole(
        0, 10_000_000, "KPW/day", "Food value of a day on a plot of size 1, as expected."
    ),
    "place.plot_day": Whole(0, 1_000_000, "g/day", "Grain a fully tended plot of size 1 gives today."),
}

PARAMS = {
    "plot_yield": Param(
        200, 60, 400, "kg/year", "assumption", "Grain equivalent from a well tended plot of size 1."
    ),
    "plot_untended": Param(
        0.4, 0.1, 0.7, "share", "assumption", "Part of the yield that comes with spare-time care alone."
    ),
    "farm_plot": Param(1.5, 1.0, 3.0, "ratio", "assumption", "Plot of a farm household against others."),
    "town_plot": Param(0.6, 0.1, 1.0, "ratio", "assumption", "Plot of a town household against others."),
    "forage": Param(
        300, 50, 800, "g/day", "assumption", "Grain equivalent of a day's greens, roots and acorns."
    ),
}

DRAWS = {"ground": Trait("How good the household's ground is.")}

FLOWS = {
    "plot_harvest": Flow("grain", "made", "household.grain", "Harvest of private plots."),
    "foraged": Flow("grain", "made", "household.grain", "Greens and roots, as grain."),
}

SIGNALS = {"plot_value": Signal("place", "won", "Value as maize of food from plots and hills.")}

OBSERVABLES = {
    "income_plot": Observable(
        "KPW/household/month",
        "Food from plots and hills, valued as maize at the market.",
        total("place.plot_value") / mean("place.households"),
    ),
    "plot_grain": Observable(
        "t",
        "Grain equivalent from plots and hills.",
        (total("flow.plot_harvest") + total("flow.foraged")) / 1e6,
    ),
}

WHEN = {"clear": "opening", "look_at_fields": "05:40", "tend": "14:10", "harvest": "18:10"}


def clear(household, place, param, draw):
    """Plots differ: farm families have more land, town families less, and some ground is better."""
    size = place.plot_land * (0.4 + 1.2 * draw.ground)
    if household.farm == 1:
        size = size * param.farm_plot
    elif household.urban == 1:
        size = size * param.town_plot
    household.plot = size
    household.tended = 0.5


def look_at_fields(place, today, param):
    """What a plot gives today, and what a day's work on it is expected to bring in the end."""
    standing = place.harvest * (1.0 - place.flood_loss)
    place.plot_day = whole(1000.0 * param.plot_yield * place.season * standing)
    place.plot_return = 0
    if SPRING <= today.month <= AUTUMN:
        extra = 1000.0 * param.plot_yield * (1.0 - param.plot_untended) / SEASON_DAYS
        grams = standing * extra + (1.0 - place.flood_loss) * param.forage
        place.plot_return = whole(grams * place.maize_price / 1000.0)


def tend(person, household, place, today, param, flow, send):
    """A day on the hill: better care of the plot, and a basket for tonight."""
    if person.livelihood != Livelihood.PLOT:
        return
    if today.month < SPRING or today.month > AUTUMN or person.hours <= 0.0:
        return
    household.tended = clip(household.tended + person.hours / SEASON_DAYS, 0.0, 1.0)
    grams = whole(param.forage * person.hours * (1.0 - place.flood_loss))
    flow.foraged(grams)
    send.plot_value(grams * place.maize_price // 1000)


def harvest(household, place, today, param, flow, send):
    """Once a week in season the household brings in what is ripe; each year starts anew."""
    if (today.day + household.id) % 7 != 0:
        return
    if place.plot_day > 0:
        care = param.plot_untended + (1.0 - param.plot_untended) * household.tended
        grams = whole(7.0 * place.plot_day * household.plot * care)
        flow.plot_harvest(grams)
        send.plot_value(grams * place.maize_price // 1000)
    elif today.month == 1 and today.day_of_month <= 7:
        household.tended = 0.0
