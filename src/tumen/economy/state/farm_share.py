"""Farm shares: once a year, after the harvest, a farm household is given its grain."""

from tumen.core.declare import Flow, Observable, Param
from tumen.core.maths import whole
from tumen.core.measure import total

NUMBER = (4, 11)
FIRST_DAY = 290
"""Mid-October; teams are paid over the following three weeks."""

PARAMS = {
    "farm_share": Param(
        220,
        150,
        300,
        "kg/adult equivalent",
        "assumption",
        "A farm household's grain for the year after a usual harvest.",
    ),
}
FLOWS = {"farm_share": Flow("grain", "made", "household.grain", "Farm households' share of the harvest.")}
OBSERVABLES = {
    "farm_share": Observable("t", "Grain given to farm households.", total("flow.farm_share") / 1e6)
}
WHEN = {"divide": "17:00"}


def divide(household, place, today, param, flow):
    """The share shrinks with the harvest and with the fields the flood took."""
    if household.farm == 0 or today.day_of_year != FIRST_DAY + household.id % 21:
        return
    kept = place.harvest * (1.0 - place.flood_loss)
    flow.farm_share(whole(1000.0 * param.farm_share * household.equivalents * kept))
