"""Sanctions: what the importing side lets in, instrument by instrument.

An instrument closes the trade in one commodity from its date, or from the day after the last lot
under its grace may clear. A livelihood exemption or a yearly cap leaves part of the trade open,
and the whole is only as strong as the customs officers who apply it. The strictest instrument in
force decides: a ban does not add to a ban. An exemption for barter lets barred goods pass that are paid
for in food and nothing else.
"""

from tumen.core.declare import Fixed, Given, Param
from tumen.core.maths import clip

NUMBER = 1
STATE = {
    "commodity.barred": Fixed(0.0, 1.0, "share of trade", "Trade in the commodity that is closed today."),
    "commodity.shut_here": Fixed(0.0, 1.0, "share of trade", "Trade that the exporting side itself closes."),
    "commodity.for_food": Fixed(
        0.0, 1.0, "share of trade", "Barred trade that may pass today if it is paid for in food alone."
    ),
}
GIVEN = {
    "instrument.in_force_day": Given("days since 1970", "First day the importer bars the commodity."),
    "instrument.cleared_by_day": Given(
        "days since 1970", "Last day a lot clears under the grace (0: no grace)."
    ),
    "instrument.ends_day": Given("days since 1970", "First day it no longer binds.", 99_999),
    "instrument.exemption": Given(
        "share of trade", "Trade that may ask for the livelihood letter.", fixed=True
    ),
    "instrument.own": Given(
        "0 or 1", "A measure of the exporting side, which lax customs abroad do not soften."
    ),
    "instrument.quota": Given("share of trade", "Normal trade that a cap lets in.", fixed=True),
}
PARAMS = {
    "importer_enforcement": Param(
        1.0,
        0.0,
        1.0,
        "share",
        "sanctions.csv",
        "Barred trade that the importing customs in fact stop.",
        lever=True,
    ),
    "food_exemption": Param(
        0.0,
        0.0,
        1.0,
        "share of trade",
        "assumption",
        "Barred trade that the importer lets pass against food and nothing else.",
        lever=True,
    ),
    "livelihood_letters": Param(
        0.97,
        0.5,
        1.0,
        "share",
        "F0126 F0152 F0533",
        "Exempt trade for which the signed letter is obtained and taken.",
    ),
}
WHEN = {"lift": "00:00", "bar": "00:05"}


def lift(commodity):
    """Every morning the trade is open until an instrument says otherwise."""
    commodity.barred = 0.0
    commodity.shut_here = 0.0
    commodity.for_food = 0.0


def bar(instrument, commodity, param, today):
    """An instrument in force closes what neither its exemption, its cap nor lax customs let through."""
    first_day = max(instrument.in_force_day, instrument.cleared_by_day + 1)
    if today.date_number < first_day or today.date_number >= instrument.ends_day:
        return
    passes = max(instrument.quota, instrument.exemption * param.livelihood_letters)
    enforced = 1.0 if instrument.own == 1 else param.importer_enforcement
    closed = enforced * (1.0 - clip(passes, 0.0, 1.0))
    commodity.barred = max(commodity.barred, closed)
    if instrument.own == 1:
        commodity.shut_here = max(commodity.shut_here, closed)
    commodity.for_food = param.food_exemption * (commodity.barred - commodity.shut_here)
