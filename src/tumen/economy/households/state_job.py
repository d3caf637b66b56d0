"""State job: what staying at the assigned workplace is worth, as its workers have come to expect.

Pay in cash and goods plus the ration, remembered over a season: after rations end people keep
coming for a while, and come back late when they return. Farm work is judged by the share of the
harvest it earns.
"""

from tumen.core.declare import Observable, Param, Whole
from tumen.core.maths import whole
from tumen.core.measure import mean, rows
from tumen.core.roles import SiteKind

NUMBER = 21

STATE = {
    "site.job_return": Whole(0, 10_000_000, "KPW/day", "Expected worth of a day at the assigned workplace."),
}

PARAMS = {
    "job_memory": Param(
        60, 10, 365, "days", "assumption", "Days over which workers judge what the job brings."
    ),
    "farm_day": Param(
        1.2, 0.4, 2.5, "kg/day", "assumption", "Grain a farmer expects to have earned with a day's work."
    ),
}

OBSERVABLES = {
    "mine_job_return": Observable(
        "KPW/day",
        "Expected worth of a day at the mine.",
        mean("site.job_return", kind=SiteKind.MINE) / rows("site", kind=SiteKind.MINE),
    ),
}

WHEN = {"expect_little": "opening", "remember": "05:45"}


def expect_little(site, param):
    """Before the burn-in nobody expects anything; the first months teach them."""
    site.job_return = 0


def remember(site, place, param):
    """Expectation follows pay and ration: a miner's feeds his family, another worker's himself."""
    family = place.residents / max(1, place.households)
    grams = place.worker_ration + place.public_ration
    if site.kind == SiteKind.MINE:
        grams = max(place.ration * family, place.public_ration)
    elif site.kind == SiteKind.FARM:
        grams = 1000.0 * param.farm_day
    worth = site.pay + grams * place.grain_price / 1000.0
    site.job_return = whole(site.job_return + (worth - site.job_return) / param.job_memory)
