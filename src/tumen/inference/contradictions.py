"""Reports of a fit that contradict each other: no world can show both, whatever the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tumen.core.errors import TumenError
from tumen.evidence import find_conflicts, read
from tumen.evidence.conflicts import Conflict
from tumen.inference.result import Fit
from tumen.inference.wording import Row
from tumen.reports import words

MOST = 40
"""Contradictions that are written out."""


@dataclass(frozen=True)
class Side:
    """One of two claims that contradict each other; its chance to be genuine where the fit weighs it."""

    claim: str
    says: str
    genuine: float | None


@dataclass(frozen=True)
class Contradiction:
    """Two claims that cannot both be true.

    Attributes
    ----------
    gap
        How far apart, in words.
    in_part
        Whether one speaks of a part of the other's period, so that both may be true.
    """

    sides: tuple[Side, Side]
    gap: str
    in_part: bool
    same_origin: bool

    @property
    def is_fitted(self) -> bool:
        """Whether the fit weighs both."""
        return all(side.genuine is not None for side in self.sides)


def case_conflicts(fit: Fit) -> Sequence[Conflict] | None:
    """Contradictions in the case that was fitted; None if it cannot be read any more."""
    try:
        return find_conflicts(read(fit.provenance["evidence"]))
    except (TumenError, OSError, ValueError):
        return None


def contradictions(found: Sequence[Conflict], reports: Sequence[Row]) -> list[Contradiction]:
    """Contradictions that touch what was fitted, each side with its chance to be genuine."""
    by_claim = {str(row["claim"]): row for row in reports}
    for row in reports:
        by_claim |= {relay: row for relay in str(row["relays"]).split(", ") if relay}
    shown = []
    for one in found:
        if one.one.id not in by_claim and one.other.id not in by_claim:
            continue
        first, second = (
            Side(
                claim.id,
                claim.says,
                float(by_claim[claim.id]["genuine"]) if claim.id in by_claim else None,
            )
            for claim in (one.one, one.other)
        )
        gap = f"{one.gap:,.0f} days apart" if one.one.event else _times(one.gap)
        shown.append(Contradiction((first, second), gap, one.in_part, one.same_origin))
    return shown[:MOST]


def _times(gap: float) -> str:
    return f"{words.plain(gap)} times apart" if gap != float("inf") else "one of them is nothing"
