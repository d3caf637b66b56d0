"""Things that happen on a day, by name, and how a run would show that they did.

A claim that names an event says *when*. Where a run measures something that turns on that day, the
event says what, so that the date can be fitted; the others are inputs of a scenario or context.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Event:
    """What happens and, where a run can show it, which observable then passes which level.

    ``shows`` with ``level`` (in the observable's unit) gives the first month in which it holds:
    the observable lies ``below`` or ``above`` the level there, after a month in which it did not.
    What ``recurs`` may happen twice in a year: two dates of it are no contradiction.
    """

    doc: str
    observable: str | None = None
    shows: Literal["above", "below"] = "above"
    level: float = 0.0
    recurs: bool = False


EVENTS: dict[str, Event] = {
    "rations_stop": Event("Rations at the mine are suspended.", "ration", "below", 20),
    "rations_resume": Event("Rations at the mine are handed out again.", "ration", "above", 100),
    "mine_stops": Event("The mine stands still.", "operating_rate", "below", 0.1),
    "exports_stop": Event("Nothing is sold over the crossings any more.", "exports", "below", 100),
    "exports_resume": Event("Goods are sold over the crossings again.", "exports", "above", 1000),
    "levy_ordered": Event(
        "Residents are told to give money or goods.", "levy_ordered", "above", 100, recurs=True
    ),
    "campaign_begins": Event("A crackdown is ordered.", "campaign", "above", 0.1),
    "policing_eased": Event(
        "Policing of private smugglers is relaxed.", "private_enforcement_felt", "below", 0.5
    ),
    "smuggling_begins": Event("Smuggling of a good becomes common.", "smuggled_commodity", "above", 1),
    "plant_stripped": Event("Only the walls of a plant are left.", "plant_left", "below", 0.2),
    "public_trial": Event("A public trial is held.", "trials", "above", 0.5, recurs=True),
    "trial_warning": Event(
        "Residents are warned, or told of a coming trial.", "warnings", "above", 0.5, recurs=True
    ),
    "pay_reform": Event("The mine's pay is raised.", "wage_paid", "above", 50_000),
    "camp_closes": Event("A camp is closed; its prisoners go elsewhere.", "camp_inmates", "below", 1),
    "arrest": Event("Smugglers are caught.", recurs=True),
    "ban_in_force": Event("An import or export ban takes effect."),
    "border_closes": Event("A border is closed to trade."),
    "flood": Event("A river leaves its banks."),
    "poor_harvest": Event("A harvest fails in part."),
    "railway_planned": Event("A railway is proposed."),
    "railway_opens": Event("A railway is finished or carries goods."),
    "famine": Event("People starve in numbers."),
    "official_visit": Event("A leader visits a works.", recurs=True),
    "venture_signed": Event("A foreign partner takes a share of a mine.", recurs=True),
    "reserves_exhausted": Event("The centre runs out of foreign currency.", "foreign_currency", "below", 100),
}
"""Levels are readings of the words, in the observable's unit (assumption)."""
