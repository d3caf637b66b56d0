"""Treasury: foreign currency comes in with exports and goes out for imports; a reserve buffers.

The rest of the nation's exports, earnings abroad and the usual need for imports are exogenous
accounts; instruments close exports commodity by commodity. While the reserve is comfortable
imports are paid in full; below a threshold they are cut in proportion, so that a shock is felt
late and the reserve ebbs away instead of turning negative. Relief grain is bought abroad and
shares the fate of other imports.
"""

from tumen.core.declare import Fixed, Flow, Input, Observable, Param, Stock
from tumen.core.maths import clip
from tumen.core.measure import last, mean, total

NUMBER = 10
CENTS_PER_MILLION = 100_000_000
STATE = {
    "state.usd": Stock("usd", "Foreign currency that the centre can spend."),
    "state.reserve_ratio": Fixed(0.0, 8.0, "share", "Reserve as a share of the reserve at the start.", 1.0),
    "state.import_cover": Fixed(0.0, 1.0, "share", "Share of usual imports that the centre pays for.", 1.0),
    "state.fuel_supply": Fixed(
        0.0, 1.0, "share", "Share of usual oil imports that money and cap allow.", 1.0
    ),
}
INPUTS = {
    "commodity.other_exports": Input(
        "cents/day", "Nation's exports besides the scenario's companies, unbarred."
    ),
    "state.other_income": Input("cents/day", "Services, workers abroad and other earnings.", 205_500_000),
    "state.import_need": Input("cents/day", "Usual imports.", 972_600_000),
    "state.oil_cap": Input("share", "Share of usual oil imports that may be supplied.", 1.0, fixed=True),
    "state.won_per_yuan": Input("KPW/CNY", "Market rate of the yuan.", 1_270),
    "state.won_per_usd": Input("KPW/USD", "Market rate of the dollar.", 8_100),
}
PARAMS = {
    "reserves": Param(
        3_500,
        1_000,
        6_600,
        "USD million",
        "F0556",
        "Centre's foreign currency at the start; households hold more.",
    ),
    "import_cut_below": Param(
        0.8,
        0.1,
        1.0,
        "share of first reserve",
        "assumption",
        "Reserve below which imports are cut in proportion.",
    ),
    "central_relief": Param(
        0, 0, 500, "g/person/day", "assumption", "Grain the centre sends for each resident.", lever=True
    ),
    "relief_price": Param(35, 25, 60, "cents/kg", "assumption", "Price of relief grain bought abroad."),
}
FLOWS = {
    "other_exports": Flow(
        "usd", "abroad", "state.usd", "Earned by exports besides the scenario's companies."
    ),
    "other_income": Flow("usd", "abroad", "state.usd", "Earned by services and workers abroad."),
    "imports": Flow("usd", "state.usd", "abroad", "Paid for the nation's imports."),
    "relief_paid": Flow("usd", "state.usd", "abroad", "Paid for relief grain."),
    "relief_grain": Flow("grain", "abroad", "place.granary", "Relief grain sent to a place."),
}
OBSERVABLES = {
    "won_per_yuan": Observable(
        "KPW/CNY", "Market rate of the yuan.", mean("state.won_per_yuan"), by="nation"
    ),
    "won_per_usd": Observable(
        "KPW/USD", "Market rate of the dollar.", mean("state.won_per_usd"), by="nation"
    ),
    "foreign_currency": Observable(
        "USD million", "Centre's stock at the month's end.", last("state.usd") / 1e8, by="nation"
    ),
    "foreign_currency_earned": Observable(
        "USD million",
        "Exports paid in cash, other earnings and what the state smuggles.",
        (
            total("flow.export_cash")
            + total("flow.other_exports")
            + total("flow.other_income")
            + total("flow.state_smuggling_cash")
            + total("flow.state_smuggling_elsewhere")
        )
        / 1e8,
        by="nation",
    ),
    "imports_paid": Observable("USD million", "Imports paid for.", total("flow.imports") / 1e8, by="nation"),
    "import_cover": Observable(
        "share", "Share of usual imports that the centre pays for.", mean("state.import_cover"), by="nation"
    ),
    "relief": Observable("t", "Relief grain that reached the place.", total("flow.relief_grain") / 1e6),
}
WHEN = {
    "open_account": "opening",
    "assess": "00:02",
    "send_relief": "04:30",
    "sell_other": "22:00",
    "buy_imports": "22:30",
}


def open_account(state, param):
    """The reserve on the first day."""
    state.usd = int(param.reserves * CENTS_PER_MILLION)


def assess(state, param):
    """How full the reserve is, and what share of imports it therefore lets pass."""
    state.reserve_ratio = state.usd / max(1.0, param.reserves * CENTS_PER_MILLION)
    state.import_cover = clip(state.reserve_ratio / max(0.01, param.import_cut_below), 0.0, 1.0)
    state.fuel_supply = min(state.import_cover, state.oil_cap)


def send_relief(place, state, param, flow):
    """Relief is bought abroad for every resident of the place, as far as imports are paid at all."""
    grain = int(place.residents * param.central_relief * state.import_cover)
    cost = int(grain * param.relief_price / 1_000.0)
    if grain > 0 and cost <= state.usd:
        flow.relief_paid(cost)
        flow.relief_grain(grain)


def sell_other(commodity, state, flow):
    """The nation's other exports, less what is barred, more where the state pushes."""
    flow.other_exports(int(commodity.other_exports * (1.0 - commodity.barred) * (1.0 + commodity.push)))


def buy_imports(state, flow):
    """Other earnings come in, then the imports that the centre allows are paid."""
    flow.other_income(int(state.other_income))
    flow.imports(min(int(state.import_need * state.import_cover), state.usd))
