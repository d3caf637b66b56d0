"""What a fit fails at, in plain sight: reports that no world shows, that strain it, that it came to doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tumen.inference.summary import UNTOLD
from tumen.inference.wording import (
    Row,
    amount,
    between,
    chance,
    counted,
    likelihood,
    listed,
    middle,
    said,
    shown,
)

FEW = 0.05
"""Part of the prior's worlds near a report below which the model itself is in question."""

KINDS = {
    "out of reach": "No run comes near it",
    "strained": "Hardly any world that fits shows it",
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
    found = [failure for row in reports if (failure := _failure(row)) is not None]
    return sorted(found, key=lambda one: list(KINDS).index(one.kind))


def _failure(row: Row) -> Failure | None:
    for kind, holds, say in (
        ("out of reach", row["status"] == "out of reach", _out_of_reach),
        ("strained", row["status"] == "strained", _strained),
        ("doubted", row["status"] == "doubted", _doubted),
        ("regression", bool(row["disagrees"]), _regression),
    ):
        if holds:
            return Failure(kind, str(row["claim"]), str(row["says"]), say(row))
    return None


def _out_of_reach(row: Row) -> str:
    nearest = amount(float(row["nearest_amount"]), str(row["unit"]), str(row["kind"]))
    return (
        f"It says {said(row)}; the nearest of all runs shows {nearest}, {row['nearest']:.1f} standard "
        f"deviations away, all errors counted; runs of the prior show {shown(row, 'prior')}. "
        "It is set aside and weighs nothing. Either the report is false or the model is wrong here."
    )


def _strained(row: Row) -> str:
    end = min(float(row["percentile"]), 1 - float(row["percentile"]))
    return (
        f"It says {said(row)}; worlds that fit all reports show {shown(row, 'checked')}. What all other "
        f"reports would have it say leaves it at the outermost {_share(end)}. "
        f"{_chances(row)} {judgement(row)}"
    )


def _doubted(row: Row) -> str:
    return (
        f"It says {said(row)}; worlds that fit all reports show {shown(row, 'checked')}. "
        f"{_chances(row)} {judgement(row)}"
    )


def _regression(row: Row) -> str:
    unit, kind = str(row["unit"]), str(row["kind"])
    told = between(float(row["fitted_05"]), float(row["fitted_95"]), unit, kind)
    half = amount(float(row["fitted_50"]), unit, kind)
    return (
        f"By the regressions, worlds that fit show {told}, half of them more than {half}; real runs of such "
        f"worlds show {shown(row, 'checked')}, half of them more than {middle(row, 'checked')}. "
        "Trust the real runs: what the fit learned from this report is less sure than it looks."
    )


def _chances(row: Row) -> str:
    word = str(row["word"])
    return (
        f"By its grade the chance that it is genuine was {chance(float(row['prior_genuine']))}. "
        + likelihood(word, float(row["genuine"]))
    )


def judgement(row: Row) -> str:
    """Whether what fell may be the model's fault; a report is never called false for that alone."""
    part = chance(float(row["near_before"]))
    if float(row["near_before"]) < FEW:
        return (
            f"Few worlds of the model come near it even before other reports are read ({part} of them): "
            "either the report is false or the model is wrong here."
        )
    return (
        f"The model can show it ({part} of the prior’s worlds do): it is other reports that speak against "
        "it, if the model ties them together rightly."
    )


def _share(part: float) -> str:
    return "0.1 %" if part < 0.001 else f"{100 * part:.1f} %"


def silent(reports: Sequence[Row]) -> list[Row]:
    """Reports that can hardly teach anything, since no belief is known to move their quantity."""
    return [row for row in reports if float(row["r2"]) < UNTOLD and row["status"] != "out of reach"]


def summary(reports: Sequence[Row], found: Sequence[Failure]) -> list[str]:
    """The failures counted, a sentence each; what is fine is said too."""
    claims = {kind: [one.claim for one in found if one.kind == kind] for kind in KINDS}
    out, strained, fell, wrong = claims.values()
    every = counted(len(reports), "report")
    sentences = [
        f"{len(out)} of {every} {_is(out)} out of the model’s reach and set aside: {listed(out)}."
        if out
        else f"None of {every} is out of the model’s reach.",
        f"{len(strained)} {_is(strained)} strained: {listed(strained)}." if strained else "None is strained.",
    ]
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
    return sentences


def _is(some: Sequence[Any]) -> str:
    return "is" if len(some) == 1 else "are"
