"""Reports of a fit that contradict each other, whatever the model: what they tell does not meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tumen.core.errors import TumenError
from tumen.evidence import Claim, find_conflicts, read
from tumen.evidence.conflicts import Conflict
from tumen.inference.result import Fit
from tumen.inference.wording import Row
from tumen.reports import words


@dataclass(frozen=True)
class Side:
    """One of two claims that contradict each other.

    Attributes
    ----------
    fitted
        The report of the fit that it is, or repeats; empty where there is none.
    genuine
        That one's chance to be genuine.
    """

    claim: str
    says: str
    fitted: str
    genuine: float | None


@dataclass(frozen=True)
class Contradiction:
    """Two claims that cannot both be true.

    Attributes
    ----------
    gap
        How far apart, in words.
    in_part
        Whether they speak of different periods or places with something in common: both may be true.
    """

    sides: tuple[Side, Side]
    gap: str
    in_part: bool
    same_origin: bool

    @property
    def is_fitted(self) -> bool:
        """Whether the fit weighs both, each by itself."""
        first, second = (side.fitted for side in self.sides)
        return bool(first and second) and first != second


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
        gap = f"{one.gap:,.0f} days apart" if one.one.event else _times(one.gap)
        elsewhere = set(one.one.places) != set(one.other.places)
        sides = _side(one.one, by_claim), _side(one.other, by_claim)
        shown.append(Contradiction(sides, gap, one.in_part or elsewhere, one.same_origin))
    return shown


def _side(claim: Claim, by_claim: Mapping[str, Row]) -> Side:
    row = by_claim.get(claim.id)
    if row is None:
        return Side(claim.id, claim.says, "", None)
    return Side(claim.id, claim.says, str(row["claim"]), float(row["genuine"]))


def _times(gap: float) -> str:
    return f"{words.plain(gap)} times apart" if gap != float("inf") else "one of them is nothing"
