"""Who speaks: anonymous people in one town, each with a beat, of what they meet in their own work."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tumen.press.luck import Deck
from tumen.press.outlets import FIRST_HAND
from tumen.press.params import Settings

BEATS: dict[str, tuple[str, ...]] = {
    "miner": (
        "attendance",
        "sign_in_and_leave",
        "paid_absence",
        "absence",
        "mine_idle",
        "leavers",
        "wage_paid",
        "ration",
        "months_without_ration",
        "power_hours",
        "operating_rate",
        "trucks_running",
        "concentrate_stolen",
        "thieves_caught",
    ),
    "trader": ("rice_price", "maize_price", "trade_return", "trade_level", "spending", "adults_trade"),
    "official": (
        "levy_ordered",
        "levy_compliance",
        "levy_pocketed",
        "workforce",
        "concentrate_output",
        "stockpile",
        "exports",
        "export_price",
        "smuggled_by_state",
        "campaign",
        "public_ration",
    ),
    "carrier": (
        "smuggled_commodity",
        "adults_carry",
        "carry_pay",
        "carriers_caught",
        "seized",
        "bribes",
        "bribe_load",
        "crossing_fee",
    ),
    "broker": (
        "broker_bid",
        "buyer_price",
        "truck_bribe",
        "truck_loads",
        "unit_loads",
        "soldiers_wanted",
        "advances_paid",
        "seized_on_road",
    ),
    "officer": (
        "arrests",
        "sent_to_camp",
        "accused",
        "found_on_search",
        "scrap_confiscated",
        "release_price",
        "inmates",
    ),
    "neighbour": (
        "two_meals",
        "levy_paid",
        "income_trade",
        "income_scrap",
        "adults_collect",
        "adults_pilfer",
        "plot_grain",
        "remittances",
        "plant_left",
        "plant_metal_lost",
        "warnings",
        "trials",
        "accused_per_trial",
        "sentence_months",
        "trial_crowd",
        "freed",
    ),
}
"""What each sort of source sees. Moods (trust, fear) and calories are nobody's to report."""


@dataclass(frozen=True)
class Source:
    """One anonymous person: where, of what beat, how graded, and which outlet hears from them."""

    id: str
    place: str
    beat: str
    grade: str
    outlet: str

    @property
    def sees(self) -> tuple[str, ...]:
        """Observables of the beat."""
        return BEATS[self.beat]

    def false_share(self, numbers: Settings) -> float:
        """How many of this source's reports are false."""
        steps = {"B": -1, "C": 0, "D": 1}[self.grade]
        return min(1.0, numbers["false_share"] * numbers["grade_ratio"] ** steps)


def cast(
    residents: Mapping[str, float], known: Mapping[str, Collection[str]], deck: Deck, numbers: Settings
) -> list[Source]:
    """The sources of every place; ``known`` says which observables have values there."""
    sources: list[Source] = []
    for place, people in residents.items():
        count = 1 + int(people // numbers["residents_per_source"])
        for beat, sees in BEATS.items():
            if not set(sees) & set(known[place]):
                continue
            ids = [f"{_slug(place)}-{beat}-{n + 1}" for n in range(min(count, int(numbers["sources_most"])))]
            sources += [_source(id_, place, beat, deck, numbers) for id_ in ids]
    return sources


def _source(id_: str, place: str, beat: str, deck: Deck, numbers: Settings) -> Source:
    luck = deck.for_life(id_)
    lot = luck.uniform("grade")
    good, poor = numbers["grade_b_share"], numbers["grade_d_share"]
    grade = "B" if lot < good else "D" if lot >= 1 - poor else "C"
    outlets = list(FIRST_HAND)
    return Source(id_, place, beat, grade, outlets[luck.pick(len(outlets), "outlet")].name)


def _slug(place: str) -> str:
    return "-".join(place.lower().split())
