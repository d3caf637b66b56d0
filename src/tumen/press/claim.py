"""What a report states, as data: the claim, its amount, and the truth beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

SCHEMA = 2
"""Version of the layout of ``press.json``."""


@dataclass(frozen=True)
class Quantity:
    """An amount as it is told.

    ``value`` for a number; ``low`` and ``high`` for an interval; one of the two for a bound; both,
    as the word's declared range, for a worded amount.
    """

    kind: Literal["value", "interval", "bound", "worded"]
    unit: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    word: str | None = None


@dataclass(frozen=True)
class Truth:
    """What the report leaves out.

    ``value`` is the run's own figure for ``period``, the true one; ``seen`` what the source made of
    it, ``told`` what was passed on before rounding or wording: the same, unless the report is false.
    ``months_off`` is how much later than the truth the report is dated.
    """

    value: float
    seen: float
    told: float
    genuine: bool
    period: str
    months_off: int
    misdated: bool


@dataclass(frozen=True)
class Claim:
    """One statement in one outlet; ``repeats`` names the claim it was copied from.

    ``over_time`` says how the period's months make one amount (sum or mean). ``reliability`` is the
    letter an analyst would give, of the source for a first report and of the outlet for an echo.
    """

    id: str
    observable: str
    place: str
    commodity: str | None
    crossing: str | None
    period: str
    over_time: str
    quantity: Quantity
    origin: str
    outlet: str
    published: date
    repeats: str | None
    reliability: str
    truth: Truth

    @property
    def thing(self) -> str:
        """The observable, with its commodity or crossing where it has one."""
        of = self.commodity or self.crossing
        return f"{self.observable}/{of}" if of else self.observable

    def to_json(self, *, truth: bool = True) -> dict[str, Any]:
        """The claim as JSON holds it."""
        content = asdict(self) | {"published": self.published.isoformat()}
        if not truth:
            del content["truth"]
        return content


@dataclass(frozen=True)
class Press:
    """All claims about one run, in the order in which they were published."""

    claims: tuple[Claim, ...]
    about: Mapping[str, Any]
    """Which run, which luck, which numbers, words, sources and outlets."""

    def summary(self, *, truth: bool = True) -> dict[str, Any]:
        """How many claims there are, of which sort; ``truth`` adds how many are false or misdated."""
        echoes = sum(claim.repeats is not None for claim in self.claims)
        counts: dict[str, Any] = {
            "claims": len(self.claims),
            "first_reports": len(self.claims) - echoes,
            "echoes": echoes,
            "origins": len({claim.origin for claim in self.claims}),
            "outlets": self._outlets(),
        }
        if truth:
            counts["false"] = sum(not claim.truth.genuine for claim in self.claims)
            counts["misdated"] = sum(claim.truth.misdated for claim in self.claims)
        return counts

    def _outlets(self) -> dict[str, dict[str, int]]:
        rows: dict[str, dict[str, int]] = {}
        for claim in self.claims:
            row = rows.setdefault(claim.outlet, {"first_reports": 0, "echoes": 0})
            row["first_reports" if claim.repeats is None else "echoes"] += 1
        return dict(sorted(rows.items()))

    def to_json(self, *, truth: bool = True) -> dict[str, Any]:
        """The content of ``press.json``."""
        return (
            {"schema": SCHEMA} | dict(self.about) | {"claims": [c.to_json(truth=truth) for c in self.claims]}
        )
