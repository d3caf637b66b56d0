"""What drags a fit, and what its answer hangs on: mechanisms, reports, other grades and errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tumen.inference.common import Shared, shared
from tumen.inference.reading import NINETY, terms_of
from tumen.inference.result import Fit
from tumen.inference.sampler import POPULATIONS
from tumen.inference.saying import SURE
from tumen.inference.terms import Terms
from tumen.inference.variants import DRAWS, ODDS
from tumen.inference.wording import Row, belief, chance, counted, listed, says_nothing
from tumen.reports import words

FAR = 0.5
"""Prior standard deviations from which a belief counts as moved far."""

EDGE = 0.1
"""Part at either end of a belief's range and of its prior; a middle that ends up in both is pushed."""

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


def drags(table: Sequence[Row], reports: Sequence[Row] = ()) -> list[Drag]:
    """Mechanisms that the evidence drags away from what was assumed, the farthest first."""
    of: dict[str, list[Row]] = {}
    for row in table:
        if abs(float(row["shift"])) > FAR or pushed(row):
            of.setdefault(str(row["mechanism"]), []).append(row)
    found = []
    for mechanism, beliefs in of.items():
        beliefs.sort(key=lambda row: -abs(float(row["shift"])))
        told = "; ".join(f"{_moved(row)} ({_pullers(row, reports)})" for row in beliefs)
        found.append(Drag(mechanism, f"{told}.", max(abs(float(row["shift"])) for row in beliefs)))
    return sorted(found, key=lambda one: -one.moved)


def _pullers(row: Row, reports: Sequence[Row]) -> str:
    """The reports that pull a belief more than any other, the hardest first."""
    of = [one for one in reports if one["pulls"] == row["belief"] and abs(float(one["pull"])) >= LEAST_PULL]
    of.sort(key=lambda one: -abs(float(one["pull"])))
    named = [f"{one['claim']} {_signed(float(one['pull']))} sd" for one in of[:MOST]]
    if abs(sum(float(one["pull"]) for one in of)) < 0.5 * abs(float(row["shift"])):
        named.append("many small pulls")
    return listed(named)


def _signed(shift: float) -> str:
    return f"{shift:+.1f}".replace("-", "−")


def pushed(row: Row) -> str:
    """``low`` or ``high`` if over half of the draws lie in that outer tenth of the range, else nothing.

    Where the prior itself leans to an end, they must lie in the outer tenth of the prior too.
    """
    if str(row["unit"]) == "0 or 1":
        return ""
    before, after = position(row, "prior_50"), position(row, "posterior_50")
    power = np.log(min(max(before, EDGE / 5), 1 - EDGE / 5)) / np.log(0.5)
    below = after ** (1 / power)  # part of the prior that lies below the posterior's middle
    if max(after, below) < EDGE <= before:
        return "low"
    return "high" if min(after, below) > 1 - EDGE >= before else ""


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
        of_beliefs = _beliefs(medians, table, int(fit.provenance["draws"]))
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


def _beliefs(medians: Mapping[str, float], table: Sequence[Row], draws: int) -> list[str]:
    """Beliefs of which the fit tells and whose middle lies elsewhere, by more than drawing would do."""
    moved = []
    for row in table:
        if says_nothing(row):
            continue
        least = max(CHANGED, SURE * difference_error(row, draws) / (2 * NINETY))
        width = float(row["prior_95"]) - float(row["prior_05"])
        before, after = float(row["posterior_50"]), float(medians[str(row["belief"])])
        if width > 0 and abs(after - before) / width >= least and str(row["unit"]) != "0 or 1":
            text = belief({**row, "prior_50": before, "posterior_50": after})
            moved.append((abs(after - before) / width, text))
    return [text for _, text in sorted(moved, key=lambda one: -one[0])]


def difference_error(row: Row, draws: int) -> float:
    """Error of the difference of a belief's middles in a variant and in the fit, in prior sd."""
    return float(row["shift_error"]) * float(np.sqrt(1 + draws / DRAWS))


def drawn(fit: Fit, table: Sequence[Row]) -> str:
    """With how many draws fit and variants are told, and how sure a middle is, as a sentence."""
    draws = int(fit.provenance["draws"])
    error = max((float(row["shift_error"]) for row in table), default=0.0)
    sure = f"; drawing alone moves a middle by about {error:.2f} prior sd" if error else ""
    return (
        f"The fit has {draws:,} draws in {POPULATIONS} populations of {-(-draws // POPULATIONS):,} that are "
        f"drawn apart, each variant {DRAWS:,} in as many{sure}."
    )


def drag_sentences(table: Sequence[Row], reports: Sequence[Row]) -> list[str]:
    """Which mechanism and which report drag the fit most, in words."""
    found, strong = drags(table, reports), pulls(reports)
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
    """Errors in common, each with what it stands for and its factor before and after."""
    terms = terms_of(fit)
    numbers = {f"{one.kind}: {one.name}": one for one in shared(terms)}
    table = fit.tree["shared"].to_dataset().to_dataframe().rename_axis("shared").reset_index()
    found = []
    for row in table.to_dict("records"):
        kind, _, name = str(row["shared"]).partition(": ")
        middle, low, high = (float(row[f"factor_{point}"]) for point in ("50", "05", "95"))
        told = {"name": name, "kind": kind, "about": _about(kind, name), "middle": middle, "low": low}
        told |= _before(numbers.get(str(row["shared"])), terms)
        found.append(told | {"high": high, "reports": int(row["reports"]), "off": not low <= 1 <= high})
    return found


def _before(number: Shared | None, of: Terms) -> dict[str, Any]:
    """The prior's range of a factor (of an operator all of it, else 90 %), and of what it is a factor."""
    if number is None:
        return {"before": None, "on_odds": False}
    first = int(np.flatnonzero(number.reach)[0])
    reach = abs(float(number.reach[first])) * (1 if number.kind == "operator" else NINETY)
    odds = of.observations[first].noise.scale == "odds"
    return {"before": (float(np.exp(-reach)), float(np.exp(reach))), "on_odds": odds}


def _about(kind: str, name: str) -> str:
    """What an error in common stands for."""
    plain = KINDS.get(kind, "").format(name=words.title(name.replace("-", " ")))
    return OPERATORS.get(name, plain) if kind == "operator" else plain


KINDS = {
    "operator": "how a wider figure stands to the scenario’s; 1 is the middle of the range assumed",
    "bias": "all figures of one maker ({name}) are off by one factor",
    "model": "the model is off by one factor wherever it shows this: {name}",
}
"""Kind of error in common -> what it stands for."""

OPERATORS = {
    "far_prices": "how other towns’ prices stand to the scenario’s; 1 is the middle of the range assumed",
    "musan_share": "the town’s part of a wider figure; 1 is the middle of the range assumed",
}
"""Range that wider figures share -> what it stands for."""
