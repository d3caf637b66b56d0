"""Leaving: workers quit the books for other income, and come back when pay does.

Long months without the usual pay wear the bond down: who already lives off something else stops
signing at all. Who believes that the trade will come back waits longer. A man without a workplace is
pressed to take one up again, so some come back in any case, and most when the mine pays as it used to.
"""

from tumen.core.declare import Draw, Observable, Param, Signal, Whole
from tumen.core.measure import total
from tumen.core.roles import Livelihood, SiteKind

NUMBER = 15

MONTH = 30.0

STATE = {
    "person.registered": Whole(0, 1, "", "1 while the person is on a workplace's books."),
}
PARAMS = {
    "leaving_patience": Param(
        60,
        15,
        180,
        "days",
        "F0547",
        "Unpaid days before anyone without hope strikes himself off.",
    ),
    "hope_patience": Param(
        1.0, 0.0, 4.0, "times", "S1; assumption", "How much longer those wait who are sure of the trade."
    ),
    "leaving_rate": Param(
        0.002,
        0.0005,
        0.01,
        "probability a week",
        "assumption",
        "Chance of quitting for one who lives off something else, for each unpaid month beyond that.",
    ),
    "return_pressure": Param(
        0.005,
        0.0,
        0.03,
        "probability a week",
        "F0547",
        "Chance that the police press one without a workplace back into it.",
    ),
    "return_pull": Param(
        0.04,
        0.01,
        0.15,
        "probability a week",
        "assumption",
        "Further chance of coming back once the usual pay is back.",
    ),
}
DRAWS = {"quit": Draw("Whether the person quits, or takes the post up again, this week.")}
SIGNALS = {
    "leavers": Signal("site", "persons", "Workers who quit the books today."),
    "returners": Signal("site", "persons", "Workers who came back to them today."),
}
OBSERVABLES = {
    "leavers": Observable(
        "persons", "Workers who quit the mine's books.", total("site.leavers", kind=SiteKind.MINE)
    ),
    "returners": Observable(
        "persons",
        "Workers who came back to the mine's books.",
        total("site.returners", kind=SiteKind.MINE),
    ),
}
WHEN = {"enrol": "opening", "quit_or_return": "20:30"}


def enrol(person, site):
    """Everyone who is assigned to a workplace starts on its books."""
    if site.kind != SiteKind.NONE:
        person.registered = 1


def quit_or_return(person, household, site, today, param, draw, send):
    """Once a week: quit if unpaid for long and living off something else; or come back."""
    if (today.day + person.id) % 7 != 2 or site.kind == SiteKind.NONE or person.detained > 0:
        return
    if person.registered == 0:
        chance = param.return_pressure
        if site.unpaid_days == 0:
            chance = chance + param.return_pull
        if draw.quit < chance:
            person.registered = 1
            send.returners(1)
        return
    waited = site.unpaid_days - param.leaving_patience * (1.0 + param.hope_patience * site.hope)
    if waited <= 0 or person.livelihood == Livelihood.STATE_JOB or person.livelihood == Livelihood.PILFER:
        return
    chance = param.leaving_rate * (1.0 + waited / MONTH) * (0.5 + household.hunger) * (1.0 - household.fear)
    if draw.quit < chance:
        person.registered = 0
        send.leavers(1)
