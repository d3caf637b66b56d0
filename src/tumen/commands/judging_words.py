"""What is printed of a fit that is asked about reports: sentences and the lines of a table."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tumen.evidence.periods import of_days
from tumen.inference.prior import SWITCH
from tumen.inference.score import FEWEST
from tumen.inference.wording import amount, between, chance, counted, likelihood, period, stated
from tumen.reports.words import number, percent

if TYPE_CHECKING:
    from tumen.comparison.hearing import Hearing, Ranking
    from tumen.evidence import Observation
    from tumen.inference.next_report import Advice, Lead
    from tumen.inference.requirements import Need, Requirement
    from tumen.inference.score import Score
    from tumen.inference.surprise import Surprise

HARDLY = 0.05
"""Change of the chance that a report is genuine under which the evidence says nothing of it."""

USUAL = 0.05
"""Chance on either side from which on a report is no surprise."""

NEARLY_ALL = 0.99
"""Share from which on one says nearly all."""

APART = 0.15
"""Difference of a chance by regression and by real runs that is said."""

FEW = 15
"""Runs that are few to say what is expected of a report."""

WIDTHS = (9, 9, 9, 9, 9, 23, 9, 6, 23)
"""Columns of the table of a score."""

INPUTS = (
    "It is set almost wholly by the scenario's inputs: worlds hardly differ, before the evidence or after."
)

NAMED = 8
"""Claims named one by one at most."""


def thing(of: Observation) -> str:
    """What a report speaks of, where and when."""
    good = of.commodity or of.crossing
    parts = [f"{of.observable}/{good}" if good else of.observable]
    if of.places:
        more = f" and {len(of.places) - 2} more" if len(of.places) > 2 else ""
        parts.append(", ".join(of.places[:2]) + more)
    return ", ".join([*parts, _when(of)])


def _when(of: Observation) -> str:
    text = of_days(of.first, of.last)
    quarter = len(text) == 7 and int(text[5:]) > 12
    return period(f"{of.first:%Y-%m}/{of.last:%Y-%m}" if quarter else text)


def _said(of: Observation) -> str:
    than = of_days(of.than_first, of.than_last) if of.than_first and of.than_last else ""
    row = {"kind": of.kind, "unit": of.unit, "low": of.low, "high": of.high, "than": than, "event": of.event}
    factor = "" if of.factor_low == of.factor_high else ", the factor of its operator in it"
    return stated(row | {"value": math.nan if of.value is None else of.value}) + factor


def surprise_words(one: Surprise) -> list[str]:
    """What a fit makes of a report, sentence by sentence."""
    of = one.observation
    half, most, before = (
        between(*band, of.unit, of.kind, one.until) for band in (one.band50, one.band90, one.before90)
    )
    lines = [f"{one.claim}: {' '.join(of.says.split())}", f"{thing(of)}: it says {_said(of)}."]
    if one.fitted:
        again = "It is in the fit" if one.claim == one.fitted else f"The fit holds it as {one.fitted}"
        lines.append(f"{again}; what is expected of it leaves it out.")
    lines.append(f"A genuine report would say {half} (50 %) or {most} (90 %).")
    lines.append(f"Before any evidence it would have said {before} (90 %).")
    lines += [_place(one), likelihood(one.word, one.genuine)]
    if hardly_changed(one):
        lines.append(
            f"That is hardly changed: its grade alone ({of.reliability}) gives {chance(of.genuine)}."
        )
    else:
        lines.append(f"By the grade of its source alone ({of.reliability}) it would be {chance(of.genuine)}.")
    if abs(one.genuine - one.genuine_runs) > APART:
        lines.append(f"By the real runs alone it would be {chance(one.genuine_runs)}.")
    few = ", which are few" if one.runs < FEW else ""
    lines.append(f"This rests on {one.runs:.0f} runs drawn from the posterior{few}.")
    return [*lines, "What would have to be true:", *("  " + line for line in needs_words(one))]


def hardly_changed(one: Surprise) -> bool:
    """Whether the evidence leaves a report's chance to be genuine where its grade put it."""
    return abs(one.genuine - one.observation.genuine) < HARDLY


def needs_words(one: Surprise) -> list[str]:
    """What would have to be true for a report to hold."""
    needs, of = one.needs, one.observation
    if needs.reached:
        lines = [_share(needs), _allowed(needs), _likelier(one.likelier)]
    else:
        shown = amount(needs.amount, of.unit, of.kind, one.until)
        away = f"{needs.nearest:.1f} standard deviations away"
        lines = [f"No world of the model shows this; the nearest shows {shown}, {away}."]
    who = "worlds that show it" if needs.shared_by == "shown" else "the worlds that come nearest"
    if needs.reached and needs.fitted >= needs.fitted_runs / 2:
        lines.append("Nothing special: most worlds that fit the evidence show it.")
    if not needs.needs:
        return [*lines, f"No belief sets {who} apart from the others."]
    head = f"{who[0].upper()}{who[1:]} differ from the others in this:"
    return [*lines, head, *(f"  {_need(need)}" for need in needs.needs)]


def _share(needs: Requirement) -> str:
    return (
        f"{needs.prior} of {needs.prior_runs} worlds before the evidence show it, "
        f"{needs.fitted} of {needs.fitted_runs} after."
    )


def _allowed(needs: Requirement) -> str:
    return (
        f"Within the error allowed, the report's and the model's (90 %), lie {needs.prior_allowed} before "
        f"the evidence, {needs.fitted_allowed} after."
    )


def _likelier(times: float) -> str:
    if 0.8 <= times <= 1.25:
        return "The evidence makes it neither more nor less likely."
    if times > 1:
        return f"The evidence makes it {_times(times)} as likely as before."
    return f"The evidence makes it {_times(1 / max(times, 1e-300))} less likely than before."


def _times(factor: float) -> str:
    return "more than 1,000 times" if factor > 1000 else f"{factor:,.2g} times"


def _need(need: Need) -> str:
    if need.unit == SWITCH:
        return f"{need.belief} {_on(need)}. {need.doc}"
    here, elsewhere, fitted = (amount(v, need.unit) for v in (need.here, need.elsewhere, need.fitted))
    way = "higher" if need.difference > 0 else "lower"
    return f"{need.belief} {way}: {here}, elsewhere {elsewhere}; the fit believes {fitted}. {need.doc}"


def _on(need: Need) -> str:
    """How often a switch is on: here, elsewhere, and in the fit."""
    here, elsewhere, fitted = (percent(share) for share in (need.here, need.elsewhere, need.fitted))
    one_way = {0.0: "off", 1.0: "on"}.get(need.here, f"on in {here}")
    return f"{one_way} (elsewhere on in {elsewhere} of worlds; in the fit in {fitted})"


def _place(one: Surprise) -> str:
    """Where a report lies in what a genuine one would say."""
    p, ranged = one.percentile, one.observation.value is None and one.observation.kind != "date"
    if ranged and p == 0.5:
        return "What worlds show lies within what it says."
    share = max(p, 1 - p)
    part = "nearly all" if share > NEARLY_ALL else percent(share)
    end = "Its nearer end lies" if ranged else "It lies"
    usual = ", which is usual" if share <= 1 - USUAL else ""
    return f"{end} {'above' if p > 0.5 else 'below'} {part} of that{usual}."


def surprise_line(one: Surprise) -> str:
    """A report in a list."""
    of = one.observation
    told = between(*one.band90, of.unit, of.kind, one.until)
    word = "hardly changed: its grade" if hardly_changed(one) else one.word
    again = "in the fit" if one.fitted == one.claim else f"in the fit as {one.fitted}"
    facts = [
        f"{one.claim:<12}",
        f"genuine {chance(one.genuine):>9} ({word})",
        thing(of),
        f"says {_said(of)}",
        f"expected {told} (90 %)",
        again if one.fitted else "",
    ]
    return "  ".join(filter(None, facts))


def score_table(found: Score) -> list[str]:
    """One line an observable."""
    heads = (
        "reports",
        "in 50 %",
        "in 90 %",
        "CRPS",
        "prior’s",
        "skill (95 %)",
        "last’s",
        "of",
        "skill (95 %)",
    )
    lines = [_columns("", heads)]
    for name, row in found.by_observable.iterrows():
        shares = [f"{100 * row[f'coverage{level}']:.0f} %" for level in (50, 90)]
        before = [_two(row["crps"]), _two(row["crps_prior"]), skill_words(row, "prior")]
        last = [_two(row["crps_last"]), f"{row['with_last']:,}", skill_words(row, "last")]
        called = str(name).replace("_", " ")[:25]
        lines.append(_columns(called, [f"{row['reports']:,}", *shares, *before, *last]))
    return lines


def _columns(name: str, cells: Sequence[str]) -> str:
    """A line of the table of a score."""
    return f"{name:<26}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, WIDTHS, strict=True))


def skill_words(row: Mapping[str, Any], reference: str) -> str:
    """A skill and between which values it lies: ``−0.03 (−0.2 to 0.1)``."""
    low, high = row[f"margin_skill_{reference}"]
    told = _two(row[f"skill_{reference}"])
    return told if math.isnan(low) else f"{told} ({_digits(low, 1)} to {_digits(high, 1)})"


def _two(number: float) -> str:
    return _digits(number, 2)


def _digits(number: float, digits: int) -> str:
    if math.isnan(number):
        return "–"
    return f"{round(number, digits) + 0.0:.{digits}f}".replace("-", "−")


def score_words(found: Score) -> list[str]:
    """How good a fit is, in sentences."""
    of = found.figures
    lines = [
        "CRPS: 0 is best, 1 is what worlds before any evidence expect of themselves.",
        (
            "Skill is the part of it that is saved: of the prior’s, and of the last known value’s, of as "
            "many reports as the fit holds one for."
        ),
    ]
    for level in (50, 90):
        held, (low, high) = percent(of[f"coverage{level}"]), map(percent, of[f"margin{level}"])
        lines.append(
            f"The {level} % band holds {held} of {counted(of['reports'], 'report')}; by their number alone "
            f"the true share lies from {low} to {high} (95 %), further out if reports hang together."
        )
    lines.append("A range lies in a band by the part of its probability that does.")
    lines.append(f"Skill against worlds before any evidence: {skill_words(of, 'prior')}.")
    if of["reports"] < FEWEST:
        lines.append(f"{counted(of['reports'], 'report')} cannot say how sure that is.")
    if of["with_last"] >= FEWEST:
        skill = skill_words(of, "last")
        lines.append(
            f"Skill against the last known value that stays: {skill}, of {of['with_last']:,} reports."
        )
    elif of["with_last"]:
        number = counted(of["with_last"], "report")
        lines.append(
            f"{number} with an earlier one in the fit cannot state a skill against the last known value."
        )
    else:
        lines.append("The fit holds no earlier amount of the same things and places that could stay.")
    if of["reports"] >= FEWEST:
        lines.append(
            "In brackets: where a skill lies if other such reports are drawn (95 %, bootstrap over reports)."
        )
    if found.left_out:
        names = ", ".join(one.claim for one in found.left_out[:NAMED])
        more = f" and {len(found.left_out) - NAMED:,} more" if len(found.left_out) > NAMED else ""
        lines.append(f"Left out, since the fit holds them: {names}{more}.")
    if found.unscored:
        lines.append(f"{len(found.unscored):,} claims cannot be scored (--json says why of each).")
    return lines


def advice_words(one: Advice) -> list[str]:
    """Which report to look for, in sentences."""
    of, (low, middle, high) = one.outcome, one.band
    if low == high:
        return [f"{thing(of)}: {amount(middle, of.unit)} in nearly every world; there is nothing to narrow."]
    head = f"{thing(of)}: {between(low, high, of.unit)} (90 %), middle {amount(middle, of.unit)}."
    if one.by_inputs:
        head += f" {INPUTS}"
    many = f"{one.looked_at:,} reports that somebody could give"
    if not one.leads:
        return [f"{head} No report would narrow it: of {many} none tells more than luck, in {one.runs} runs."]
    lines = [f"{head} What would narrow it most, of {many}:"]
    return lines + [f"  {number:>2}. {lead_words(lead)}" for number, lead in enumerate(one.leads, 1)]


def lead_words(lead: Lead) -> str:
    """One report to look for."""
    margin = f"{100 * lead.low:.0f} to {percent(lead.high)}"
    return f"{_seen(lead.report, lead.beat)}: {percent(lead.narrowing)} narrower ({margin})"


def _seen(report: Observation, beat: str) -> str:
    return f"{thing(report)}, as {'an' if beat[:1] in 'aeiou' else 'a'} {beat} sees it"


def ranking_words(one: Ranking) -> list[str]:
    """Which report to look for to choose between policies, in sentences."""
    regret = number(one.regret, one.unit)
    head = (
        f"{one.aim.title}: of what was compared, {one.best} does best on average; another would have done "
        f"better in some worlds, by {regret} on average over all."
    )
    if not one.regret > 0:
        return [f"{one.aim.title}: {one.best} does best in every world; no report could change the choice."]
    many = f"{one.looked_at:,} things of which somebody could report"
    if not one.leads:
        return [f"{head} No report is told from luck: of {many} none would help, in {one.worlds} worlds."]
    lines = [f"{head} What would help most, of {many}, in {one.worlds} worlds:"]
    return lines + [f"  {i:>2}. {hearing_words(lead, one)}" for i, lead in enumerate(one.leads, 1)]


def hearing_words(lead: Hearing, of: Ranking) -> str:
    """One report to look for before choosing."""
    return f"{_seen(lead.report, lead.beat)}: {number(lead.worth, of.unit)} of it saved on average"
