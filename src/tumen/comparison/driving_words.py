"""What decides what a policy does, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tumen.comparison import words
from tumen.comparison.again import as_named
from tumen.comparison.drivers import LUCK, MORRIS, Driver, leaders
from tumen.inference.wording import is_share
from tumen.policies.wording import listed
from tumen.reports.words import plain

if TYPE_CHECKING:
    from tumen.comparison.driving import Drivers

MOST = 8
"""Names listed one by one at most."""


def sentences(found: Drivers) -> list[str]:
    """What decides, what does so less, what is not told from luck, and what has no influence."""
    first, less = leaders(found.drivers)
    lines = [_effect(found), *_leading(found, first)]
    if less:
        lines.append(f"Less, and told apart from that: {_some(less)}.")
    lines += _rest(found)
    lines.append(_counts(found))
    return lines


def _effect(found: Drivers) -> str:
    of = found.provenance
    low, middle, high = of["effect"]
    change = f"{words.signed(middle, of['unit'])} {words.unit_of(of['unit'])}"
    return (
        f"{of['outcome_title']} under {of['policy']}: {change} in the middle of these worlds "
        f"(nine in ten of those tried: {words.between(low, high, of['unit'])})."
    )


def _leading(found: Drivers, first: list[Driver]) -> list[str]:
    if not first:
        may_tell = "more trajectories, or a larger share of people, may tell"
        return [f"Nothing that was moved is told to do more than other luck does: {may_tell}."]
    decides = "decides" if len(first) == 1 else "decide"
    tried = len(found.drivers) - 1
    among = f"Of the {tried} beliefs that were moved, all others held, " if found.provenance["singly"] else ""
    lines = [f"{among}{_some(first)} {decides} what the policy does to it."]
    if len(first) > 1:
        lines.append("Their intervals overlap, so that which of them counts more is not told.")
    return lines


def _rest(found: Drivers) -> list[str]:
    lines = []
    unclear = [one for one in found.drivers if one.verdict == "not told from luck" and one.name != LUCK]
    if unclear:
        lines.append(f"Not told from other luck: {_some(unclear)}.")
    none = [one for one in found.drivers if one.verdict == "no influence" and one.name != LUCK]
    if none:
        lines.append(f"This outcome does not depend on {_some(none)}: moving them changed nothing at all.")
    return lines


def _counts(found: Drivers) -> str:
    of = found.provenance
    what = "trajectories" if of["method"] == MORRIS else "points of the Sobol sequence"
    worlds = f"{of['worlds']:,} worlds with and without the policy"
    said = f"From {of['runs']:,} runs: {of['trajectories']} {what}, {worlds}."
    if of["stopped"]:
        said += f" {of['stopped']} of these worlds show nothing; what hangs together with them is left out."
    return said


def _some(of: list[Driver]) -> str:
    names = [one.name for one in of]
    if len(names) <= MOST:
        return listed(names)
    return f"{', '.join(names[:MOST])} and {len(names) - MOST} more"


def strength(one: Driver, method: str, unit: str) -> tuple[str, str]:
    """How strong a factor is, and its 90 % interval."""
    if method != MORRIS:
        return f"{one.strength:.2f}", f"{one.low:.2f} to {one.high:.2f}"
    factor = 100.0 if is_share(unit) else 1.0
    middle, low, high = (plain(factor * value) for value in (one.strength, one.low, one.high))
    return middle, f"{low} to {high}"


def further(one: Driver, method: str, unit: str) -> str:
    """Morris: sigma; Sobol: S1 with its interval."""
    if method != MORRIS:
        assert one.first is not None
        told = f"{one.first[0]:.2f} ({one.first[1]:.2f} to {one.first[2]:.2f})"
        return told.replace("-", "−")
    return "–" if one.sigma is None else plain((100.0 if is_share(unit) else 1.0) * one.sigma)


def command(found: Drivers) -> str:
    """What makes it again."""
    of = found.provenance
    named = as_named({"name": of["policy"], "file": of["policy_file"]})
    parts = ["tumen drivers", of["scenario"], named, f"--outcome {of['outcome']}"]
    parts += [f"--method {of['method']}", f"--trajectories {of['trajectories']}"]
    if of["singly"]:
        names = [name for name in found.worlds if name not in ("luck", "without", "with")]
        parts += ["--by belief"] if of["all"] else [f"--beliefs {name}" for name in names]
    parts += [f"--people-share {of['people_share']:g}", f"--seed {of['seed']}", f"--to {of['to']}"]
    return " ".join(parts)
