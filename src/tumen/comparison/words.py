"""What a comparison says, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from tumen.comparison import outcomes, regret
from tumen.comparison.draws import POSTERIOR
from tumen.comparison.knowing import worth_knowing
from tumen.comparison.result import POINTS, Comparison
from tumen.comparison.where import Where
from tumen.inference.wording import is_share
from tumen.reports.words import day, number, plain, span, spoken

SURE = 0.9
"""Share of worlds that must agree on a direction before it is called one."""

ENOUGH = 20
"""Runs from which on a 90 % interval is more than the least and the greatest."""

MONTH = 30.4

WHOLE = 0.8
"""Part of the months from which on a policy counts in averages as if it had held in all."""

KEY = (outcomes.CURRENCY, outcomes.HUNGRY, "two_meals", "smuggled", "detained")
"""What is told of every policy in a sentence."""

LOW, MIDDLE, HIGH = POINTS.index(5), POINTS.index(50), POINTS.index(95)


def headlines(comparison: Comparison) -> list[tuple[str, list[str]]]:
    """For every policy but the baseline what changes, most important first."""
    told = []
    for number_, policy in enumerate(comparison.policies[1:], start=1):
        told.append((policy, _of_policy(comparison, number_)))
    return told


def _of_policy(comparison: Comparison, policy: int) -> list[str]:
    about = comparison.provenance["policies"][policy]
    if not about["differs"]:
        return ["Nothing is otherwise in this scenario, so that nothing can come of it."]
    if about["name"] in comparison.idle:
        worlds = f"any of the {comparison.runs} worlds"
        return [f"It makes no difference to any outcome in {worlds}: nothing that it touches goes on there."]
    told = [sentence(comparison, policy, comparison.of(name)) for name in KEY if _measured(comparison, name)]
    return [*told, *_thinned(comparison, about)]


def _thinned(comparison: Comparison, about: Mapping[str, Any]) -> list[str]:
    """That a policy which begins late counts in few of the months that are averaged."""
    of = comparison.provenance
    end = date.fromisoformat(of["end"])
    whole = (end - date.fromisoformat(of["first"])).days + 1
    own = (end - max(date.fromisoformat(about["first"]), date.fromisoformat(of["first"]))).days + 1
    if own > WHOLE * whole:
        return []
    late = f"It first differs on {day(about['first'])}, in the last {own / MONTH:.0f}"
    return [f"{late} of {whole / MONTH:.0f} months that are averaged here, so that averages say less of it."]


def _measured(comparison: Comparison, name: str) -> bool:
    return name in comparison.data["outcome"].to_numpy() and comparison.measured(comparison.of(name))


def sentence(comparison: Comparison, policy: int, outcome: int) -> str:
    """How an outcome changes under a policy, and in how many worlds that way."""
    apart = comparison.differences[policy, :, outcome]
    apart = apart[np.isfinite(apart)]
    title = str(comparison.data["outcome_title"].to_numpy()[outcome])
    if not apart.size or not apart.any():
        return f"{title}: no change in any world."
    unit = comparison.unit(outcome)
    points = comparison.points(comparison.differences)[:, policy, outcome]
    before = comparison.points(comparison.numbers)[:, 0, outcome]
    up, down, worlds = int((apart > 0).sum()), int((apart < 0).sum()), apart.size
    (many, way), (few, other) = sorted([(up, "rises"), (down, "falls")], reverse=True)
    change = f"{signed(points[MIDDLE], unit, apart_by(points))} {unit_of(unit)}"
    interval = f"({band_name(comparison.runs)}: {between(points[LOW], points[HIGH], unit)})"
    if agree(apart):
        middle, band = _bare_interval(before, unit)
        return f"{title}: {change} {interval}, from {middle} ({band}) in the baseline."
    if few:
        ways = f"it {way} in {many} of {worlds} worlds and {other} in {few}"
        return f"{title} may go either way: {change} {interval}; {ways}."
    return f"{title}: {change} {interval}; it {way} in {many} of {worlds} worlds, else nothing changes."


def agree(apart: np.ndarray) -> bool:
    """Whether worlds agree on the direction of a difference, shape (runs,)."""
    known = apart[np.isfinite(apart)]
    return bool(known.size) and max((known > 0).mean(), (known < 0).mean()) >= SURE


def band_name(runs: int) -> str:
    """What the outer interval of so many runs is."""
    return "90 %" if runs >= ENOUGH else f"least to greatest of {runs} worlds"


def _bare_interval(points: np.ndarray, unit: str) -> tuple[str, str]:
    middle, band = interval(points, unit)
    return middle, band.removesuffix(f" {spoken(unit)}") if not is_share(unit) else band


def apart_by(points: np.ndarray) -> float:
    """The largest of an interval's ends, by which all of it is rounded."""
    known = np.abs(points[np.isfinite(points)])
    return float(known.max()) if known.size else 0.0


def signed(value: float, unit: str, largest: float = 0.0) -> str:
    """A difference with its sign; shares in points.

    Beside a ``largest`` it has no finer digits than that, so that the ends of an interval are told alike.
    """
    if not np.isfinite(value):
        return "not measured"
    factor = 100.0 if is_share(unit) else 1.0
    size = abs(factor * float(value))
    if largest:
        size = round(size, 2 - int(np.floor(np.log10(factor * largest))))
    sign = "±" if not size else "+" if value > 0 else "−"
    return sign + plain(size)


def between(low: float, high: float, unit: str) -> str:
    """Two ends of a difference."""
    largest = apart_by(np.array([low, high]))
    return f"{signed(low, unit, largest)} to {signed(high, unit, largest)}"


def unit_of(unit: str) -> str:
    """Unit of a difference."""
    return "points" if is_share(unit) else spoken(unit)


def pairing(comparison: Comparison) -> str:
    """What common luck spares."""
    saved = comparison.runs_saved
    if not saved:
        return "Pairing runs spared none here."
    some = plain(float(f"{saved:.1g}"))
    return (
        "Every policy met the same people, beliefs and luck; without that, differences as sure as these "
        f"would have taken some {some} more runs of each policy (in the middle of policies and outcomes)."
    )


def aims(comparison: Comparison) -> list[tuple[regret.Aim, tuple[regret.Regret, ...]]]:
    """Regret by aim, where the outcome was compared."""
    return [
        (aim, regret.regrets(comparison, aim)) for aim in regret.AIMS if _measured(comparison, aim.outcome)
    ]


def of_knowing(comparison: Comparison, aim: regret.Aim) -> list[str]:
    """Which beliefs are worth knowing before choosing; nothing where none is told from luck."""
    found = worth_knowing(comparison, aim)
    if not found:
        return []
    unit, whole = comparison.unit(comparison.of(aim.outcome)), found[0].of
    worth = [f"{one.belief} would be worth {number(one.worth, unit)}" for one in found]
    first = f"Knowing {'; '.join(worth)}, of an expected regret of {number(whole, unit)}."
    following = f"The next report to ask for is one that bears on {found[0].belief}"
    if comparison.provenance["beliefs"] == POSTERIOR:
        return [first, f"{following}; `tumen next FIT --policies` says which reports can be had."]
    return [first, f"{following}."]


def of_where(where: Where) -> str:
    """Where a policy is worse than the baseline."""
    said = f"Worse than the baseline in {where.fails} of {where.worlds} worlds."
    if not where.leaves:
        return said
    leaves = [f"{one.fails} of {one.worlds} where {' and '.join(one.conditions)}" for one in where.leaves]
    return f"{said} By beliefs: {'; '.join(leaves)}. (Skill on worlds not used: {where.told:.2f}.)"


def depends(found: Sequence[regret.Otherwise], usual: str) -> list[str]:
    """What the choice hangs on, first where another policy would be the best."""
    told = [one for one in found if one.winner]
    lines = [
        f"It depends on this: {one.name}, {one.winner} would do best instead of {usual}."
        for one in told
        if one.winner != usual
    ]
    same = [one.name for one in told if one.winner == usual]
    if same:
        lines.append(f"{usual} stays best {'; '.join(same)}.")
    few = [f"{one.name} ({one.effective:.0f})" for one in found if not one.winner]
    if few:
        lines.append(f"Too few of the worlds still count to say: {'; '.join(few)}.")
    return lines


def interval(points: np.ndarray, unit: str) -> tuple[str, str]:
    """The middle, and the 90 % band, of a value."""
    return number(float(points[MIDDLE]), unit), span(float(points[LOW]), float(points[HIGH]), unit)
