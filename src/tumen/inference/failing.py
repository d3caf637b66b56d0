"""What a fit fails at, in plain sight: reports that no world shows, that strain it, that it came to doubt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tumen.inference.contradictions import Contradiction
from tumen.inference.summary import UNTOLD
from tumen.inference.wording import (
    Row,
    amount,
    chance,
    counted,
    likelihood,
    listed,
    middle,
    shown,
    stated,
    until,
)

FEW = 0.05
"""Part of the prior's worlds near a report below which the model itself is in question."""

SELDOM = 0.2
"""Part of the real runs below which a report that fits does so by its errors more than by the model."""

MOST = 3
"""Other reports that are named as speaking against one."""

KINDS = {
    "out of reach": "No run comes near it",
    "strained": "Hardly any world that fits shows it",
    "by error": (
        "Fits only because errors are allowed for: under 1 in 5 of the real runs at posterior draws show "
        "what is said"
    ),
    "doubted": "It is thought less likely to be genuine than its grade says",
    "regression": "Real runs do not bear the regressions out",
}


@dataclass(frozen=True)
class Failure:
    """One thing that does not come out.

    Attributes
    ----------
    kind
        One of `KINDS`.
    claim, says
        Which report, and its own sentence.
    sentence
        What is wrong, in words.
    """

    kind: str
    claim: str
    says: str
    sentence: str

    @property
    def whole(self) -> str:
        """All of it as one line."""
        return f"{self.claim}: {self.says.rstrip('. ')}. {self.sentence}"


def failures(reports: Sequence[Row]) -> list[Failure]:
    """What fails, report by report, the worst first; of each report the gravest."""
    found = [failure for row in reports if (failure := _failure(row, reports)) is not None]
    return sorted(found, key=lambda one: list(KINDS).index(one.kind))


def _failure(row: Row, reports: Sequence[Row] = ()) -> Failure | None:
    for kind, holds, say in (
        ("out of reach", row["status"] == "out of reach", _out_of_reach),
        ("strained", row["status"] == "strained", _strained),
        ("by error", _by_error(row), _allowed_for),
        ("doubted", row["status"] == "doubted", _doubted),
        ("regression", bool(row["disagrees"]), _regression),
    ):
        if holds:
            return Failure(kind, str(row["claim"]), str(row["says"]), say(row, reports))
    return None


def _by_error(row: Row) -> bool:
    """Whether a report that is taken to fit is hardly ever shown by real runs."""
    return row["status"] in ("fits", "not told apart") and row["shown_by"] < SELDOM * row["runs"]


def _allowed_for(row: Row, reports: Sequence[Row]) -> str:
    near = "" if row["kind"] == "date" or not math.isfinite(row["value"]) else " within its own 90 % error"
    return (
        f"It says {stated(row)}; {row['shown_by']} of {counted(int(row['runs']), 'real run')} show{near} "
        f"what is said, nine in ten show {shown(row, 'checked')}, the middle one {middle(row, 'checked')}. "
        "The model does not reproduce it: the rest is put down to errors."
        + (f" {_regression(row, reports)}" if row["disagrees"] else "")
    )


def _out_of_reach(row: Row, _: Sequence[Row]) -> str:
    nearest = amount(float(row["nearest_amount"]), str(row["unit"]), str(row["kind"]), until(row))
    return (
        f"It says {stated(row)}; the nearest of all runs shows {nearest}, {row['nearest']:.1f} standard "
        f"deviations away, all errors counted; runs of the prior show {shown(row, 'prior')}. "
        "It is set aside and weighs nothing. Either the report is false or the model is wrong here."
    )


def _strained(row: Row, reports: Sequence[Row]) -> str:
    end = min(float(row["percentile"]), 1 - float(row["percentile"]))
    return (
        f"It says {stated(row)}; worlds that fit all reports show {shown(row, 'checked')}. What all other "
        f"reports would have it say leaves it at the outermost {_share(end)}. "
        f"{_chances(row)} {judgement(row, reports)}"
    )


def _doubted(row: Row, reports: Sequence[Row]) -> str:
    return (
        f"It says {stated(row)}; worlds that fit all reports show {shown(row, 'checked')}. "
        f"{_chances(row)} {judgement(row, reports)}"
    )


def _regression(row: Row, _: Sequence[Row]) -> str:
    return (
        f"By the regressions, worlds that fit show {shown(row, 'fitted')}, the middle one "
        f"{middle(row, 'fitted')}; real runs of such worlds show {shown(row, 'checked')}, the middle one "
        f"{middle(row, 'checked')}. Trust the real runs: what the fit learned from this report is less sure "
        "than it looks."
    )


def _chances(row: Row) -> str:
    word = str(row["word"])
    least, most = chance(float(row["genuine_low"])), chance(float(row["genuine_high"]))
    return (
        f"By its grade the chance that it is genuine was {chance(float(row['prior_genuine']))}. "
        + likelihood(word, float(row["genuine"]))
        + (f" Under other grades and errors the chance is {least} to {most}." if least != most else "")
    )


def judgement(row: Row, reports: Sequence[Row] = ()) -> str:
    """Whether what fell may be the model's fault; a report is never called false for that alone."""
    part = chance(float(row["near_before"]))
    if not float(row["near_before"]):
        nearest = amount(float(row["nearest_amount"]), str(row["unit"]), str(row["kind"]), until(row))
        return (
            f"No world of the prior shows it within its errors; the nearest of all runs shows {nearest}: "
            "either the report is false or the model is wrong here."
        )
    if float(row["near_before"]) < FEW:
        return (
            f"Few worlds of the model come near it even before other reports are read ({part} of them): "
            "either the report is false or the model is wrong here."
        )
    return (
        f"The model can show it ({part} of the prior’s worlds do): it is other reports that speak against "
        f"it, if the model ties them together rightly; {_against(row, reports)}."
    )


def _against(row: Row, reports: Sequence[Row]) -> str:
    """The reports most likely to speak against one: those that hang on the same beliefs."""
    of = _drivers(row)
    tied = [
        one
        for one in reports
        if of & _drivers(one) and one["claim"] != row["claim"] and float(one["genuine"]) >= 0.5
    ]
    tied.sort(key=lambda one: (-len(of & _drivers(one)), -float(one["genuine"])))
    if not tied:
        return "no single one hangs on the same beliefs"
    return f"most of all {listed(str(one['claim']) for one in tied[:MOST])} hang on the same beliefs"


def _drivers(row: Row) -> set[str]:
    return {name for name in str(row["driven_by"]).split(", ") if name}


def _share(part: float) -> str:
    return "0.1 %" if part < 0.001 else f"{100 * part:.1f} %"


def silent(reports: Sequence[Row]) -> list[Row]:
    """Reports that can hardly teach anything, since no belief is known to move their quantity."""
    return [row for row in reports if float(row["r2"]) < UNTOLD and row["status"] != "out of reach"]


def summary(
    reports: Sequence[Row], found: Sequence[Failure], against: Sequence[Contradiction] = ()
) -> list[str]:
    """The failures counted, a sentence each; what is fine is said too."""
    claims = {kind: [one.claim for one in found if one.kind == kind] for kind in KINDS}
    out, strained, allowed, fell, wrong = claims.values()
    every = counted(len(reports), "report")
    sentences = [
        f"{len(out)} of {every} {_is(out)} out of the model’s reach and set aside: {listed(out)}."
        if out
        else f"None of {every} is out of the model’s reach.",
        f"{len(strained)} {_is(strained)} strained: {listed(strained)}." if strained else "None is strained.",
    ]
    if allowed:
        sentences.append(
            f"{len(allowed)} {'fits' if len(allowed) == 1 else 'fit'} only because errors are allowed for, "
            f"shown by under 1 in 5 of the real runs: {listed(_runs(reports, allowed))}."
        )
    if outside := [str(row["claim"]) for row in reports if _is_beside(row)]:
        sentences.append(
            f"The {'value' if len(outside) == 1 else 'values'} of {listed(outside)} "
            f"{'lies' if len(outside) == 1 else 'lie'} outside nine tenths of the real runs, though within "
            f"{'its' if len(outside) == 1 else 'their'} own error."
        )
    if fell:
        sentences.append(
            f"{len(fell)} more {'is' if len(fell) == 1 else 'are'} doubted by the fit: {listed(fell)}."
        )
    mute = silent(reports)
    if mute:
        sentences.append(
            f"{counted(len(mute), 'report')} can hardly teach anything, since no belief is known to move "
            f"what {'it speaks' if len(mute) == 1 else 'they speak'} of."
        )
    if wrong:
        sentences.append(f"Real runs do not bear the regressions out on {listed(wrong)}.")
    if pairs := [one for one in against if one.is_fitted and not one.in_part]:
        named = "; ".join(_pair(one) for one in pairs[:MOST])
        more = f"; and {counted(len(pairs) - MOST, 'pair')} more" if len(pairs) > MOST else ""
        sentences.append(f"Reports contradict each other, whatever the model: {named}{more}.")
    return sentences


def _is_beside(row: Row) -> bool:
    """Whether a value fits by the report's own error alone: most real runs lie to one side of it."""
    return bool(row["outside"]) and row["status"] == "fits" and not _by_error(row)


def _pair(one: Contradiction) -> str:
    first, second = one.sides
    return f"{first.claim} and {second.claim} ({one.gap})"


def _runs(reports: Sequence[Row], claims: Sequence[str]) -> list[str]:
    """Claims, each with how many real runs show it."""
    of = {str(row["claim"]): row for row in reports}
    return [f"{claim} ({of[claim]['shown_by']} of {of[claim]['runs']})" for claim in claims]


def _is(some: Sequence[Any]) -> str:
    return "is" if len(some) == 1 else "are"
