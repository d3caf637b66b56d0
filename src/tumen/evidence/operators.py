"""How a reported figure is tied to what a run measures: the observation operators.

Most published figures are not of the town that is simulated: customs count a country, price tables
other towns. An operator says by what range a figure is multiplied to stand for the scenario's places,
and whether all figures that use it are off by the same unknown factor.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Operator:
    """From the reported amount to the model's: multiply by something between ``low`` and ``high``.

    Attributes
    ----------
    beyond
        Whether it carries a figure of a place outside the scenario over to the places inside.
    shared
        Name of the belief that holds for every figure of this operator: one factor, not many.
    commodities
        Goods it may be used for, if a company of the scenario sells them; empty for any good.
    lag_months
        Least and most months by which the report's period runs behind the model's.
    source
        Where the range is from.
    """

    doc: str
    low: float = 1.0
    high: float = 1.0
    beyond: bool = False
    shared: str = ""
    commodities: tuple[str, ...] = ()
    lag_months: tuple[int, int] = (0, 0)
    source: str = "assumption"


DIRECT = Operator("The report speaks of the very thing that the run measures.")

OPERATORS: dict[str, Operator] = {
    "direct": DIRECT,
    "national iron": Operator(
        "Customs count the country's iron ore; Musan's part of it is a belief.",
        0.2,
        0.6,
        beyond=True,
        shared="musan_share",
        commodities=("iron_concentrate",),
        lag_months=(0, 1),
        source="MODEL: Musan's share of customs figures, 20 to 60 per cent; month of lag: assumption",
    ),
    "national zinc": Operator(
        "Customs count the country's zinc; the part sold from Tanchon is a belief, and figures do not "
        "always say whether ore is in them.",
        0.3,
        1.0,
        beyond=True,
        shared="tanchon_zinc_share",
        commodities=("zinc_concentrate", "zinc"),
        lag_months=(0, 1),
    ),
    "national copper": Operator(
        "Customs count the country's copper ore; the mine at Hyesan makes about a tenth of it.",
        0.05,
        0.2,
        beyond=True,
        shared="hyesan_copper_share",
        commodities=("copper_concentrate",),
        lag_months=(0, 1),
        source="F0155 over F0612, half to twice: assumption",
    ),
    "moves as the country": Operator(
        "A change over a year in the country's figure is taken for the town's, give or take.",
        1 / 1.15,
        1.15,
        beyond=True,
    ),
    "other town": Operator(
        "Price or rate of another town; towns differed by about 15 per cent on one day.",
        1 / 1.15,
        1.15,
        beyond=True,
        shared="far_prices",
        source="F0478",
    ),
    "other stretch": Operator(
        "What a crossing costs elsewhere on the border; guards, rivers and risks differ more than prices do.",
        0.7,
        1.4,
        beyond=True,
    ),
    "carried over": Operator(
        "Figure of some years before the scenario, taken to hold still.", 0.7, 1.4, beyond=False
    ),
}
