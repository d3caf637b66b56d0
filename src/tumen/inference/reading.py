"""Each report beside the worlds: what a page and a terminal say of it, worked out once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from tumen.evidence import Observation
from tumen.evidence.grades import likelihood_word
from tumen.evidence.observations import EPOCH
from tumen.evidence.periods import of_days
from tumen.inference.common import shared
from tumen.inference.posterior import distance, total_error
from tumen.inference.prior import SWITCH
from tumen.inference.result import Fit
from tumen.inference.scales import Scale
from tumen.inference.summary import BAND
from tumen.inference.terms import Discrepancy, Terms, terms
from tumen.inference.wording import Row, rows

NINETY = 1.6449
"""Standard deviations to either side of 90 %."""

NEAR = 1.0
"""Standard deviations, all errors together, within which a run counts as near a report."""

APART = {"ratio": "against an earlier time", "date": "when"}
"""Kind of report -> how it is told apart from amounts of the same observable."""

MATTERS = 0.5
"""Standard deviations of a report, all errors together, below which a difference does not matter to it."""


ROUNDED = 1e-6
"""Part by which a run may miss an end and still lie within: runs are kept in single precision."""


def terms_of(fit: Fit) -> Terms:
    """The likelihood that a fit was made with."""
    return terms(fit.observations, Discrepancy(**fit.provenance["discrepancy"]))


def last_day(fit: Fit) -> float:
    """Last day of a fit's runs, days since 1970: an event that is later does not happen in them."""
    return float(((fit.world.end or fit.scenario.end) - EPOCH).days)


def report_rows(fit: Fit) -> list[dict[str, Any]]:
    """Rows of ``Fit.reports``, each with what follows from it.

    ``near_before``
        Part of the prior's runs that lie within one standard deviation, all errors together.
    ``error_low``, ``error_high``
        What the report may have meant: 90 %, its own errors and those it shares; without the model's.
    ``disagrees``
        Whether real runs do not bear the regressions out.
    ``shown_by``, ``runs``
        How many of the real runs at posterior draws show what is said: a range or bound as it stands, a
        value within ``error_low`` to ``error_high``.
    ``outside``
        Whether a value lies outside the 90 % band of those runs.
    ``until``, ``event``, ``than``
        Last day of the runs, days since 1970; what a date is of; the period that a ratio compares with.
    ``genuine_low``, ``genuine_high``
        Least and greatest chance to be genuine in the fit and under other grades and errors.
    ``word``
        That of the chance as it is printed, in whole per cent.
    ``scale_note``
        How the amount was put on the scenario's scale, where it was.
    """
    table, of = rows(fit.reports, "claim"), terms_of(fit)
    before = np.asarray(fit.tree["prior_predictive"]["shown"].values, float)[0]
    after = np.asarray(fit.tree["posterior_predictive"]["shown"].values, float)[0]
    with np.errstate(invalid="ignore"):
        near = np.mean(distance(of, of.scaled(before)) <= NEAR, axis=0)
    error, others = total_error(of), np.asarray(fit.tree["variants"]["genuine"].values, float)
    last = last_day(fit)
    for i, (row, one) in enumerate(zip(table, fit.observations, strict=True)):
        scale = of.scales[i]
        row["near_before"] = float(near[i])
        row |= _of_when(row, one, last)
        row["error_low"], row["error_high"] = _meant(one, of, i)
        row["disagrees"] = _disagrees(row, scale, float(error[i]), len(after))
        row["scale_note"] = _note(one)
        row["shown_by"], row["runs"] = _shown_by(row, after[:, i]), len(after)
        row["outside"] = _outside(row)
        row["genuine_low"], row["genuine_high"] = _ends(np.append(others[:, i], row["genuine"]))
        row["word"] = row["word"] and likelihood_word(round(float(row["genuine"]), 2))
    return table


def belief_rows(fit: Fit) -> list[dict[str, Any]]:
    """Rows of ``Fit.table``; of a switch also the part of worlds it is on: ``prior_on``, ``posterior_on``."""
    table = rows(fit.table, "belief")
    for row in table:
        for name in ("contraction_error", "shift_error"):
            row.setdefault(name, 0.0)
        if row["unit"] == SWITCH:
            for which in ("prior", "posterior"):
                drawn = fit.tree[which].to_dataset()["value"].sel(belief=row["belief"])
                row[f"{which}_on"] = float(drawn.mean())
    return table


def _of_when(row: Row, one: Observation, last: float) -> dict[str, Any]:
    """What a ratio compares with and what a date is of; no date that worlds show lies past their runs."""
    about: dict[str, Any] = {"until": last, "event": one.event, "than": ""}
    if one.than_first and one.than_last:
        about["than"] = of_days(one.than_first, one.than_last)
    if one.kind == "date":
        bands = [f"{which}_{point:02d}" for which in ("prior", "fitted", "checked") for point in BAND]
        about |= {name: min(float(row[name]), last + 1) for name in (*bands, "nearest_amount")}
    return about


def _shown_by(row: Row, amounts: np.ndarray) -> int:
    """How many runs show what may have been meant."""
    low, high = (float(row[f"error_{side}"]) for side in ("low", "high"))
    return int(((amounts >= low - ROUNDED * abs(low)) & (amounts <= high + ROUNDED * abs(high))).sum())


def _outside(row: Row) -> bool:
    """Whether a value lies outside nine tenths of what real runs at posterior draws show."""
    value = float(row["value"])
    if not math.isfinite(value) or row["kind"] == "date":
        return False
    return not float(row["checked_05"]) <= value <= float(row["checked_95"])


def _ends(chances: np.ndarray) -> tuple[float, float]:
    known = chances[np.isfinite(chances)]
    return (float(known.min()), float(known.max())) if len(known) else (math.nan, math.nan)


def groups(reports: Sequence[dict[str, Any]]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Reports by observable, ratios and dates apart, in the order of time: name, what is apart, rows."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in reports:
        apart = APART.get(str(row["kind"]), "")
        found.setdefault((str(row["observable"]), apart), []).append(row)
    for rows_ in found.values():
        rows_.sort(key=lambda row: (str(row["period"]), str(row["claim"])))
    return [(name, apart, rows_) for (name, apart), rows_ in sorted(found.items())]


def _meant(one: Observation, of: Terms, i: int) -> tuple[float, float]:
    """Ends of a 90 % range of what a value may have meant; of a range its own ends."""
    if one.value is None or one.kind == "date":
        return float(one.low), float(one.high)
    every = shared(of)
    group = sum(float(number.reach[i]) ** 2 for number in every if number.kind == "bias")
    tied = sum(float(number.reach[i]) ** 2 / 3 for number in every if number.kind == "operator")
    spread = NINETY * math.sqrt(one.noise.error**2 + group + tied)
    middle = float(of.value[i])
    return float(of.scales[i].back(middle - spread)), float(of.scales[i].back(middle + spread))


def _disagrees(row: Row, scale: Scale, error: float, runs: int) -> bool:
    """Whether regressions and real runs lie apart, by more than chance and enough to matter."""
    if row["status"] == "out of reach":
        return False
    low, middle, high = (float(scale.to(row[f"fitted_{point}"])) for point in ("05", "50", "95"))
    least, real, most = (float(scale.to(row[f"checked_{point}"])) for point in ("05", "50", "95"))
    slack = 2 * 1.25 * (most - least) / (2 * NINETY) / math.sqrt(max(runs, 1))
    if abs(real - middle) <= max(slack, MATTERS * error):
        return False
    return not (low <= real <= high and least <= middle <= most)


def _note(one: Observation) -> str:
    if one.factor_low == one.factor_high == 1.0:
        return ""
    return f"{one.operator}, ×\u00a0{one.factor_low:.2g} to {one.factor_high:.2g}"
