"""Who publishes: invented outlets. Two hear from people inside the country, the others repeat."""

from __future__ import annotations

from dataclasses import dataclass

from tumen.press.params import Settings


@dataclass(frozen=True)
class Outlet:
    """An outlet; ``grade`` is the letter an analyst would give what it repeats."""

    name: str
    grade: str
    first_hand: bool

    def delay(self, numbers: Settings) -> float:
        """Days it takes, on average."""
        return numbers[f"{self.name}_delay"]

    def threshold(self, numbers: Settings) -> float:
        """The change that makes news here."""
        return numbers[f"{self.name}_threshold"]


OUTLETS: dict[str, Outlet] = {
    outlet.name: outlet
    for outlet in (
        Outlet("border_daily", "C", first_hand=True),
        Outlet("radio", "C", first_hand=True),
        Outlet("agency", "C", first_hand=False),
        Outlet("newspaper", "D", first_hand=False),
        Outlet("monthly", "D", first_hand=False),
    )
}
FIRST_HAND = tuple(outlet for outlet in OUTLETS.values() if outlet.first_hand)
