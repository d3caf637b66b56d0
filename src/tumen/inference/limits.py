"""What a fit cannot tell, in words, with its own numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tumen.inference.result import Fit
from tumen.inference.wording import Row, counted, listed
from tumen.reports import words

POOR = 0.5
"""Share of variance explained below which a regression says little by itself."""


def limits(fit: Fit, reports: Sequence[Row]) -> list[str]:
    """Sentences of what it cannot tell."""
    of = fit.provenance
    return [_regressions(of, reports), _checked(of, reports), _assumed(of), *_held(fit), GENUINE, KEPT_ASIDE]


GENUINE = (
    "A chance that a report is genuine holds if the model and its errors hold. It says nothing of a person "
    "or an outlet, and it does not replace a look at the source."
)


KEPT_ASIDE = (
    "How the fit does on claims that were kept aside is told by “tumen score FIT CASE --use judge”, not "
    "here: narrower is not truer."
)


def _regressions(of: Mapping[str, Any], reports: Sequence[Row]) -> str:
    poor = sum(float(row["r2"]) < POOR for row in reports)
    return (
        f"The posterior is drawn with regressions fitted to {counted(int(of['runs']), 'run')}, not with "
        f"runs. For {poor} of {counted(len(reports), 'report')} they explain less than half of what varies "
        "between worlds; what is left counts as error."
    )


def _checked(of: Mapping[str, Any], reports: Sequence[Row]) -> str:
    wrong, runs = [str(row["claim"]) for row in reports if row["disagrees"]], int(of["checked"])
    found = (
        f"They do not bear the regressions out on {listed(wrong)}."
        if wrong
        else "Nowhere do they differ from the regressions by more than chance would have it."
    )
    return (
        f"{counted(runs, 'draw')} of it were run to check. {found} Bands of so few runs are rough: an end "
        f"may be off by {_rough(runs)} of the width."
    )


def _assumed(of: Mapping[str, Any]) -> str:
    amounts, shares, days = (float(of["discrepancy"][name]) for name in ("amounts", "shares", "days"))
    return (
        "Grades, errors and the shape of every prior are assumptions, and so is how far the model may be "
        f"off: {words.percent(amounts)} of an amount, {100 * shares:.0f} points of a share, "
        f"{counted(round(days), 'day')} of a date. A model that is wrong in a way that none of its numbers "
        "can mend is found out only where a report is out of its reach or strained."
    )


def _held(fit: Fit) -> list[str]:
    """What a fit holds fixed, and what it cannot vary finely."""
    switches = [one.name for one in fit.beliefs if one.is_switch]
    dated = sorted({name for change in fit.scenario.changes for name in change.set})
    share = float(fit.provenance["people_share"])
    found = []
    if switches:
        found.append(
            f"{listed(switches)} {'is' if len(switches) == 1 else 'are'} either on or off, with even odds "
            "before any report; a regression does not see a switch well."
        )
    if dated:
        found.append(
            f"What the scenario changes by date is held as it stands there: {listed(dated)}. So are all "
            "levers, all inputs, and every place and person."
        )
    if share < 1:
        found.append(
            f"Each run simulates {words.percent(share)} of the people, once. Chance is part of every band; "
            "in rare things (trials, arrests) it is most of it."
        )
    return found


def _rough(runs: int) -> str:
    """About how far the end of a 90 % band of so many runs is off, as a part of its width."""
    return words.percent(round(0.64 / max(runs, 1) ** 0.5, 2))
