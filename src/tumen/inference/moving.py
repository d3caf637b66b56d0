"""What drags a fit, and what its answer hangs on: mechanisms, reports, other grades and errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tumen.inference.result import Fit
from tumen.inference.variants import ODDS
from tumen.inference.wording import Row, belief, chance, counted, listed
from tumen.reports import words

FAR = 0.5
"""Prior standard deviations from which a belief counts as moved far."""

EDGE = 0.1
"""Part of a belief's range at either end; a middle that ends up there, and did not begin there, is pushed."""

PULLED = 0.2
"""Prior standard deviations of some belief from which a report counts as pulling."""

LEAST_PULL = 0.1
"""Below this a pull is not told from chance."""

CHANGED = 0.1
"""Change of a chance, or of a median as part of the prior's 90 % band, that is worth a word."""

MOST = 5
"""Of a kind that a sentence names."""


@dataclass(frozen=True)
class Drag:
    """A mechanism whose beliefs the evidence pulls far or to an end of their range."""

    mechanism: str
    sentence: str
    moved: float


@dataclass(frozen=True)
class Change:
    """What is otherwise under another way to weigh the evidence.

    Attributes
    ----------
    reports
        Those whose chance to be genuine changes by more than their changed grade does by itself.
    beliefs
        Those whose middle lies elsewhere.
    more
        How many of either are not named.
    other_side
        Claims that are likelier genuine than false in one of fit and variant, and not in the other.
    """

    name: str
    about: str
    reports: tuple[str, ...]
    beliefs: tuple[str, ...]
    more: int = 0
    other_side: tuple[str, ...] = ()


def drags(table: Sequence[Row]) -> list[Drag]:
    """Mechanisms that the evidence drags away from what was assumed, the farthest first."""
    of: dict[str, list[Row]] = {}
    for row in table:
        if abs(float(row["shift"])) > FAR or pushed(row):
            of.setdefault(str(row["mechanism"]), []).append(row)
    found = []
    for mechanism, beliefs in of.items():
        beliefs.sort(key=lambda row: -abs(float(row["shift"])))
        told = "; ".join(_moved(row) for row in beliefs)
        found.append(Drag(mechanism, f"{told}.", max(abs(float(row["shift"])) for row in beliefs)))
    return sorted(found, key=lambda one: -one.moved)


def pushed(row: Row) -> str:
    """``low`` or ``high`` if a belief's middle was pushed to that end of its range, else nothing."""
    if str(row["unit"]) == "0 or 1":
        return ""
    before, after = position(row, "prior_50"), position(row, "posterior_50")
    if after < EDGE <= before:
        return "low"
    return "high" if after > 1 - EDGE >= before else ""


def position(row: Row, column: str) -> float:
    """Where a number lies in a belief's range, 0 to 1."""
    low, high = float(row["low"]), float(row["high"])
    return min(max((float(row[column]) - low) / (high - low), 0.0), 1.0)


def _moved(row: Row) -> str:
    shift, end = float(row["shift"]), pushed(row)
    text = f"{belief(row)}, {'up' if shift > 0 else 'down'} by {abs(shift):.1f} sd"
    return f"{text}, to the {end} end of its range" if end else text


def pulls(reports: Sequence[Row]) -> list[Row]:
    """Reports that pull some belief, the hardest first."""
    strong = [row for row in reports if abs(float(row["pull"])) >= PULLED]
    return sorted(strong, key=lambda row: -abs(float(row["pull"])))


def pull_of(row: Row) -> str:
    """What a report pulls, in words; nothing where it pulls little."""
    shift = float(row["pull"])
    if abs(shift) < LEAST_PULL or not row["pulls"]:
        return ""
    return f"{row['pulls']} {'up' if shift > 0 else 'down'} by {abs(shift):.1f} sd"


def changes(fit: Fit, reports: Sequence[Row], table: Sequence[Row]) -> list[Change]:
    """What other grades and other errors of the model would change."""
    told = fit.tree["variants"].to_dataset()
    found = []
    for i, name in enumerate(told["variant"].values):
        chances = dict(zip(map(str, told["report"].values), told["genuine"].values[i], strict=True))
        medians = dict(zip(map(str, told["belief"].values), told["median"].values[i], strict=True))
        of_reports = _reports(chances, reports, _odds(str(name)))
        of_beliefs = _beliefs(medians, table)
        more = max(0, len(of_reports) - MOST) + max(0, len(of_beliefs) - MOST)
        about = str(told["about"].values[i])
        sides = tuple(
            str(row["claim"])
            for row in reports
            if (float(row["genuine"]) > 0.5) != (chances[str(row["claim"])] > 0.5)
        )
        named = (tuple(of_reports[:MOST]), tuple(of_beliefs[:MOST]))
        found.append(Change(str(name), about, *named, more, sides))
    return found


def _odds(name: str) -> float:
    """By how much a variant changes the odds of every grade."""
    return {"trusting": ODDS, "doubting": 1 / ODDS}.get(name, 1.0)


def _reports(chances: Mapping[str, float], reports: Sequence[Row], odds: float) -> list[str]:
    moved = []
    for row in reports:
        before, after = float(row["genuine"]), float(chances[str(row["claim"])])
        expected = before * odds / (before * odds + 1 - before)
        if np.isfinite(before) != np.isfinite(after):
            way = "comes within reach" if np.isfinite(after) else "falls out of reach"
            moved.append((1.0, f"{row['claim']} {way}"))
        elif np.isfinite(before) and abs(after - expected) >= CHANGED:
            moved.append((abs(after - expected), f"{row['claim']} {chance(before)} → {chance(after)}"))
    return [text for _, text in sorted(moved, key=lambda one: -one[0])]


def _beliefs(medians: Mapping[str, float], table: Sequence[Row]) -> list[str]:
    """Beliefs whose middle lies elsewhere than in the fit."""
    moved = []
    for row in table:
        width = float(row["prior_95"]) - float(row["prior_05"])
        before, after = float(row["posterior_50"]), float(medians[str(row["belief"])])
        if width > 0 and abs(after - before) / width >= CHANGED and str(row["unit"]) != "0 or 1":
            text = belief({**row, "prior_50": before, "posterior_50": after})
            moved.append((abs(after - before) / width, text))
    return [text for _, text in sorted(moved, key=lambda one: -one[0])]


def drag_sentences(table: Sequence[Row], reports: Sequence[Row]) -> list[str]:
    """Which mechanism and which report drag the fit most, in words."""
    found, strong = drags(table), pulls(reports)
    mechanisms = (
        f"{counted(len(found), 'mechanism')} {'is' if len(found) == 1 else 'are'} dragged from what was "
        f"assumed: {listed([words.title(one.mechanism) for one in found[:MOST]])}."
        if found
        else "No mechanism is dragged far from what was assumed."
    )
    if not strong:
        return [mechanisms, "No single report pulls any belief far."]
    hardest = "; ".join(f"{row['claim']} pulls {pull_of(row)}" for row in strong[:3])
    return [mechanisms, f"The reports that pull hardest: {hardest}."]


def shared_rows(fit: Fit) -> list[dict[str, Any]]:
    """Errors in common, each with what it stands for and its factor."""
    table = fit.tree["shared"].to_dataset().to_dataframe().rename_axis("shared").reset_index()
    found = []
    for row in table.to_dict("records"):
        kind, _, name = str(row["shared"]).partition(": ")
        middle, low, high = (float(row[f"factor_{point}"]) for point in ("50", "05", "95"))
        told = {"name": name, "kind": kind, "about": KINDS.get(kind, ""), "middle": middle, "low": low}
        found.append(told | {"high": high, "reports": int(row["reports"]), "off": not low <= 1 <= high})
    return found


KINDS = {
    "operator": "the part of a wider figure that is the scenario’s; 1 is the middle of the range assumed",
    "bias": "all figures of one maker are off by one factor",
    "model": "the model is off by one factor wherever it shows this",
}
"""Kind of error in common -> what it stands for."""
