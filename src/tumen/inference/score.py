"""How well a fit foretells reports that it has not seen, beside what one would say without it.

Bands are of what such a report would say, the chance that it is false included. A report's score is a
multiple of what worlds before the evidence expect to score if they are right, so that prices, dates
and tonnes may be added up. A told range is scored outside itself only: no draw is blamed for where
in the range it lies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from tumen.core.errors import InputError
from tumen.evidence import Case, Observation
from tumen.evidence import read as read_case
from tumen.evidence.observations import Unfitted
from tumen.inference import scoring
from tumen.inference.asking import told
from tumen.inference.forecast import DRAWS, Forecast, forecasts
from tumen.inference.held import held
from tumen.inference.question import weightless
from tumen.inference.reading import last_day
from tumen.inference.result import Fit
from tumen.inference.scales import scale

if TYPE_CHECKING:
    import pandas as pd

LEVELS = (0.5, 0.9)
"""Bands whose coverage is stated."""

USES = ("fit", "judge", "context")
"""Uses of claims that a fit may be scored against."""

REFERENCES = ("prior", "last")
"""What a fit is held against: worlds before any evidence, and the last known value that stays."""

FEWEST = 5
"""Reports below which no skill against the last known value is stated, nor how sure any skill is."""

RESAMPLED = 2000
"""Times that reports are drawn anew, with replacement, to see how far a skill rests on which there are."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Score:
    """A fit scored against reports that it has not seen.

    Attributes
    ----------
    table
        One row a report: what it says, median and bands of the fit and the prior in its unit, how far
        each band holds it (``inside50`` …; a part of 1 for a range that reaches out of the band), the
        last known value (``median_last``), and ``crps``, ``crps_prior`` and ``crps_last`` as multiples
        of what worlds before the evidence expect to score if they are right.
    left_out
        Reports that the fit holds and that were left out, with the reason.
    unscored
        Claims that cannot be scored, with the reason.
    """

    table: pd.DataFrame
    left_out: tuple[Unfitted, ...]
    unscored: tuple[Unfitted, ...]

    @property
    def by_observable(self) -> pd.DataFrame:
        """One row an observable: reports, coverage, mean CRPS and skill; the last row is all together."""
        import pandas as pd

        groups = [(name, rows) for name, rows in self.table.groupby("observable", sort=True)]
        rows = [{"observable": name} | figures(of) for name, of in [*groups, ("all", self.table)]]
        return pd.DataFrame(rows).set_index("observable")

    @property
    def figures(self) -> Row:
        """Coverage with binomial margins and skill, over all reports."""
        return figures(self.table)


def score(fit: Fit, case: str | Path | Case, *, use: str = "fit", leave_out_fitted: bool = False) -> Score:
    """Score a fit against a case that it was not fitted to.

    Parameters
    ----------
    case
        A case, or the ``press.json`` of a run.
    use
        Which claims: those that may be fitted, those kept aside to judge with (``judge``), or ``context``.
    leave_out_fitted
        Leave out reports that the fit holds, instead of refusing.

    Raises
    ------
    InputError
        If the fit holds some of the reports, or none can be scored.
    RunError
        If the store no longer holds the fit's runs, or the model has changed since.
    """
    if use not in USES:
        raise InputError(f"--use is '{use}'; expected {', '.join(USES)}.")
    read = case if isinstance(case, Case) else read_case(case)
    wanted = {name for name, claim in read.claims.items() if claim.use == use}
    if not wanted:
        raise InputError(
            f"The case {read.path} holds no claims of use '{use}', so that there is nothing to score."
        )
    reports, left_out, unscored = _reports(fit, read, wanted, use)
    if left_out and not leave_out_fitted:
        raise InputError(_refusal(left_out, read, use))
    expected, silent = forecasts(fit, reports)
    rows = [_row(fit, some, i) for some in expected for i in range(len(some))]
    if not rows:
        raise InputError(_nothing(read, left_out, (*unscored, *silent)))
    return Score(_table(rows), left_out, (*unscored, *silent))


def _reports(
    fit: Fit, case: Case, wanted: set[str], use: str
) -> tuple[list[Observation], tuple[Unfitted, ...], tuple[Unfitted, ...]]:
    """Reports to score, those that the fit holds, and those that cannot be scored."""
    found = told(fit, case, {"fit", use})
    known = held(fit, case, found)
    reports, unscored = [], [one for one in found.unfitted if one.claim in wanted and one.claim not in known]
    for one in found.observations:
        if one.claim not in wanted or one.claim in known:
            continue
        if one.weight:
            reports.append(one)
        else:
            unscored.append(Unfitted(one.claim, weightless(found, one)))
    left_out = tuple(Unfitted(claim, _as(claim, known[claim])) for claim in sorted(wanted & known.keys()))
    return reports, left_out, tuple(unscored)


def _as(claim: str, fitted: str) -> str:
    return "is in the fit" if claim == fitted else f"says what {fitted} says, which is in the fit"


def _refusal(left_out: Sequence[Unfitted], case: Case, use: str) -> str:
    named = "; ".join(f"{one.claim} {one.why}" for one in left_out[:5])
    more = f"; and {len(left_out) - 5} more" if len(left_out) > 5 else ""
    aside = any(claim.use == "judge" for claim in case.claims.values()) and use != "judge"
    kept = "; --use judge takes those kept aside" if aside else ""
    return (
        f"A fit is not scored against what it was fitted to: {named}{more}. "
        f"--leave-out-fitted scores it against the others{kept}."
    )


def _nothing(case: Case, left_out: Sequence[Unfitted], unscored: Sequence[Unfitted]) -> str:
    reasons = "; ".join(sorted({one.why for one in unscored})[:3])
    if left_out:
        others = f"; of the other {len(unscored):,}: {reasons}" if unscored else ""
        reasons = f"all of it that can be used is in the fit ({len(left_out):,} claims){others}"
    return f"Nothing of the case {case.path} can be scored: {reasons or 'no claim speaks of the scenario'}."


def figures(table: pd.DataFrame) -> Row:
    """Coverage with its binomial margin, mean CRPS and skill over some reports."""
    row: Row = {"reports": len(table)}
    for level in LEVELS:
        for of in ("", "_prior"):
            hits = float(table[f"inside{_percent(level)}{of}"].sum())
            row[f"coverage{_percent(level)}{of}"] = hits / len(table)
            if not of:
                row[f"margin{_percent(level)}"] = scoring.binomial_margin(hits, len(table))
    row["crps"] = float(table["crps"].mean())
    for reference in REFERENCES:
        there = table[table[f"crps_{reference}"].notna()]
        row[f"crps_{reference}"] = float(there[f"crps_{reference}"].mean()) if len(there) else float("nan")
        enough = reference == "prior" or len(there) >= FEWEST
        pair = (there["crps"].to_numpy(float), there[f"crps_{reference}"].to_numpy(float))
        row[f"skill_{reference}"] = scoring.skill(*pair) if enough else float("nan")
        row[f"margin_skill_{reference}"] = skill_margin(*pair)
    row["with_last"] = int(table["crps_last"].notna().sum())
    return row


def skill_margin(mine: np.ndarray, theirs: np.ndarray) -> tuple[float, float]:
    """Between which values a skill lies when other reports of the same sort are drawn (95 %, bootstrap).

    NaN below `FEWEST` reports, and where the reference has nothing to be saved.
    """
    if len(mine) < FEWEST or not theirs.sum() > 0:
        return float("nan"), float("nan")
    luck = np.random.default_rng(15)
    drawn = [luck.integers(0, len(mine), len(mine)) for _ in range(RESAMPLED)]
    skills = [scoring.skill(mine[some], theirs[some]) for some in drawn]
    low, high = np.nanquantile(skills, (0.025, 0.975))
    return float(low), float(high)


def _percent(level: float) -> int:
    return round(100 * level)


def _table(rows: Sequence[Row]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows).set_index("claim").sort_values(["observable", "first", "claim"])


def _row(fit: Fit, expected: Forecast, at: int) -> Row:
    one, ends = expected.terms.observations[at], _ends(expected, at)
    drawn = {"": expected.said(at, false=True), "_prior": expected.said(at, before=True, false=True)}
    usual = expected_crps(drawn["_prior"])
    row = _said(one)
    never = last_day(fit) + 1 if one.kind == "date" else np.inf
    for of, draws in drawn.items():
        row[f"median{of}"] = min(float(expected.amounts(at, np.median(draws))), never)
        for level in LEVELS:
            ends_of_band = expected.amounts(at, np.array(scoring.interval(draws, level)))
            band = [min(float(end), never) for end in ends_of_band]
            row[f"low{_percent(level)}{of}"], row[f"high{_percent(level)}{of}"] = band
            row[f"inside{_percent(level)}{of}"] = inside(draws, *ends, level)
        row[f"crps{of}"] = ranged_crps(draws, *ends) / usual
    earlier = last_known(one, fit.observations)
    row["last_known"] = earlier[0].claim if earlier else ""
    row["median_last"] = row["crps_last"] = np.nan
    if earlier:
        stays = _stays(earlier, one, int(fit.provenance["seed"]))
        row["median_last"] = float(expected.amounts(at, np.median(stays)))
        row["crps_last"] = ranged_crps(stays, *ends) / usual
    row["percentile"], row["genuine"] = float(expected.percentile[at]), float(expected.genuine[at])
    return row


def _said(one: Observation) -> Row:
    """What a report says, as columns."""
    names = ("claim", "says", "observable", "commodity", "crossing", "kind", "unit", "low", "high")
    return {name: getattr(one, name) for name in names} | {
        "value": np.nan if one.value is None else one.value,
        "places": ", ".join(one.places),
        "period": one.period,
        "first": one.first,
        "last_day": one.last,
        "outlet": one.outlet,
        "reliability": one.reliability,
    }


def _ends(expected: Forecast, at: int) -> tuple[float, float]:
    """Least and greatest amount that a report admits, on its scale."""
    of = expected.terms
    value = float(of.value[at])
    return (float(of.low[at]), float(of.high[at])) if np.isnan(value) else (value, value)


def ranged_crps(draws: np.ndarray, low: float, high: float) -> float:
    """CRPS of a report that says an amount or a range, an end endless where it says one bound.

    The integral of the score is taken outside the range alone (a CRPS weighted by threshold, Allen,
    Ginsbourger and Ziegel 2023): what lies inside is moved to its end, what lies above is moved down by its
    width.
    """
    if np.isinf(low) and np.isinf(high):
        return 0.0
    if np.isinf(low):
        return float(scoring.crps(np.maximum(draws, high), high))
    if np.isinf(high):
        return float(scoring.crps(np.minimum(draws, low), low))
    folded = np.where(draws > high, draws - (high - low), np.minimum(draws, low))
    return float(scoring.crps(folded, low))


def expected_crps(draws: np.ndarray) -> float:
    """What draws expect to score against one more of the same: half the mean distance of two."""
    x = np.sort(draws)
    signs = 2 * np.arange(1, len(x) + 1) - len(x) - 1
    return float(max(signs @ x / (len(x) * (len(x) - 1)), 1e-12))


def inside(draws: np.ndarray, low: float, high: float, level: float) -> float:
    """How far the middle band of draws holds what a report says: 0 or 1 for an amount.

    Of a range, the part of its probability that lies in the band: if draws are right, bands hold ranges
    as often as they say, however wide they are.
    """
    if low == high:
        return float(scoring.inside(draws, low, level))
    below, above = float(np.mean(draws < low)), float(np.mean(draws <= high))
    first, last = (1 - level) / 2, (1 + level) / 2
    if above - below < 1 / len(draws):
        return float(first <= below <= last)
    return max(0.0, min(above, last) - max(below, first)) / (above - below)


def last_known(one: Observation, known: Sequence[Observation]) -> tuple[Observation, float] | None:
    """The latest earlier report of the same thing that a fit holds, and the factor from its days to these.

    Of something that is averaged over places (a price), one of other places that has some in common will
    do where there is none of the same.
    """
    if one.kind in ("ratio", "date"):
        return None
    before = [
        other
        for other in known
        if other.kind not in ("ratio", "date")
        and _thing(other) == _thing(one)
        and (other.last, other.first) < (one.last, one.first)
        and np.isfinite([other.low, other.high]).all()
    ]
    earlier = [other for other in before if other.places == one.places]
    if not earlier and one.over_places == "mean":
        earlier = [other for other in before if _in_common(one.places, other.places)]
    if not earlier:
        return None
    last = max(earlier, key=lambda other: (other.last, other.first, other.claim))
    days = ((one.last - one.first).days + 1) / ((last.last - last.first).days + 1)
    return last, days if one.over_time == "sum" else 1.0


def _thing(one: Observation) -> tuple[object, ...]:
    return (one.observable, one.commodity, one.crossing, one.group, one.over_time, one.unit)


def _in_common(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two sets of places overlap; none named are all."""
    return not some or not others or bool(set(some) & set(others))


def _stays(earlier: tuple[Observation, float], one: Observation, seed: int) -> np.ndarray:
    """Draws of a report if the last known value stays: both reports' own errors about it, on the scale."""
    last, factor = earlier
    luck, on = np.random.default_rng([seed, 14, crc32(one.claim.encode())]), scale(one)
    low, high = (float(on.to(end * factor)) for end in (last.low, last.high))
    width = np.hypot(last.noise.error, one.noise.error)
    return np.asarray(luck.uniform(low, high, DRAWS) + width * luck.standard_normal(DRAWS))
