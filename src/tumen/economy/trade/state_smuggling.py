"""State smuggling: the centre has licensed firms move what may no longer be exported.

Off by default: a scenario, or a belief about what was going on, opens it. Then, by night, a company
ships part of what the ban keeps in its yard, below the contract price since the buyer runs a
risk, and the centre's purse gets the dollars. Nobody is punished for it. Policing of private smugglers
does not know of this lever: who profits decides what is a crime.
"""

from tumen.core.declare import Fixed, Flow, Observable, Param, Signal, Whole
from tumen.core.measure import total

NUMBER = 28
GRAMS_PER_TONNE = 1_000_000

STATE = {
    "site.night_share": Fixed(0, 1, "share", "Part of what companies want tonight that the yard holds."),
    "company.night_wanted": Whole(0, 10**12, "g", "What the company means to smuggle tonight."),
    "company.smuggled": Whole(0, 10**12, "g", "What it smuggled for the state tonight."),
    "company.smuggled_value": Whole(0, 10**12, "cents", "What the state got for it."),
}
PARAMS = {
    "state_smuggling": Param(
        0.0,
        0.0,
        1.0,
        "share",
        "S4",
        "How far the centre lets its firms move what is barred: 0 not at all, 1 as far as they can.",
        lever=True,
    ),
    "sea_interdiction": Param(
        0.0,
        0.0,
        1.0,
        "share",
        "assumption",
        "Part of what goes by sea for the state that foreign ships stop and send back.",
        lever=True,
    ),
    "night_capacity": Param(
        0.3,
        0.05,
        0.8,
        "share",
        "assumption",
        "Part of an ordinary day's barred trade that can be moved unseen.",
    ),
    "night_price": Param(
        0.6,
        0.3,
        0.9,
        "share of contract price",
        "assumption",
        "What is left of the price after the buyer's risk and detours.",
    ),
}
FLOWS = {
    "smuggled_from_yard": Flow(
        "commodity", "site.concentrate", "abroad", "Barred goods of mines, moved for the state."
    ),
    "smuggled_from_store": Flow(
        "commodity", "company.goods", "abroad", "Barred goods of companies, moved for the state."
    ),
    "state_smuggling_cash": Flow("usd", "abroad", "state.usd", "What those goods earn the state."),
    "state_smuggling_elsewhere": Flow(
        "usd", "abroad", "state.usd", "Earned the same way by firms outside the scenario's places."
    ),
}
SIGNALS = {"night_demand": Signal("site", "g", "What companies mean to smuggle from the yard tonight.")}
OBSERVABLES = {
    "smuggled_by_state": Observable(
        "t", "Moved for the state though barred.", total("company.smuggled") / 1e6, by="commodity"
    ),
    "state_smuggling_value": Observable(
        "USD", "What the state got for it.", total("company.smuggled_value") / 100, by="commodity"
    ),
    "state_smuggling_abroad": Observable(
        "USD million",
        "Earned by state smuggling in the whole country, the scenario's companies included.",
        (total("flow.state_smuggling_cash") + total("flow.state_smuggling_elsewhere")) / 1e8,
        by="nation",
    ),
}
WHEN = {"want": "22:05", "look_in_yard": "22:06", "move": "22:07", "move_elsewhere": "22:08"}


def want(company, site, commodity, crossing, param, send):
    """Only what is barred needs the night, and only an open crossing lets it by."""
    barred = commodity.barred * crossing.open
    wanted = company.capacity * param.night_capacity * param.state_smuggling * barred
    if crossing.river == 0:
        wanted *= 1.0 - param.sea_interdiction
    company.night_wanted = int(wanted)
    if company.makes_goods == 0:
        send.night_demand(company.night_wanted)


def look_in_yard(site):
    """A yard is shared in proportion to what its companies want."""
    site.night_share = min(1.0, site.concentrate / max(1, site.night_demand))


def move(company, site, state, param, flow):
    """Goods leave by night; the state is paid, and pays nobody for keeping quiet."""
    if company.makes_goods == 1:
        moved = min(company.night_wanted, company.goods)
        flow.smuggled_from_store(moved)
    else:
        moved = min(int(company.night_wanted * site.night_share), site.concentrate)
        flow.smuggled_from_yard(moved)
    value = int(moved * param.night_price * company.price / GRAMS_PER_TONNE)
    flow.state_smuggling_cash(value)
    company.smuggled = moved
    company.smuggled_value = value


def move_elsewhere(commodity, state, param, flow):
    """The rest of the country's firms do the same with what they may not export, from its ports."""
    moved = commodity.other_exports * commodity.barred * param.night_capacity * param.state_smuggling
    moved *= 1.0 - param.sea_interdiction
    flow.state_smuggling_elsewhere(int(moved * param.night_price))
