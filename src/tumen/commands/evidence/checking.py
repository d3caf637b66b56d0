"""``tumen evidence verify``, ``conflicts``, ``echoes`` and ``score``: what does not hold, or counts twice."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from tumen.commands.console import print_json, say
from tumen.commands.evidence.common import SCHEMA, claim_row, opened, subject, to_be_changed
from tumen.core.errors import RunError
from tumen.evidence import index
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim
from tumen.evidence.conflicts import Conflict, find_conflicts
from tumen.evidence.echoes import confirm, find_echoes, mark_stock_phrase, stock_phrases
from tumen.evidence.texts import Texts
from tumen.evidence.verification import Verdict
from tumen.evidence.verification import verify as verify_case
from tumen.evidence.wording import amount


def show_verdict(name: str | None, texts: Path | None, *, as_json: bool) -> None:
    """``tumen evidence verify``.

    Raises
    ------
    RunError
        If anything is wrong (exit code 1).
    """
    case = opened(name)
    verdict = verify_case(case, Texts(case, texts))
    index.build(case.path)
    if as_json:
        print_json({"schema": SCHEMA, "holds": verdict.holds} | asdict(verdict))
    else:
        for fault in verdict.faults:
            say(f"{fault.claim or fault.document}  {fault.sort}: {fault.message}")
        for note in verdict.notes:
            say(f"{note.claim}  note: {note.message}")
        for line in _summary(verdict):
            say(line)
    if not verdict.holds:
        raise RunError(f"{len(verdict.faults)} faults in {case.path}.")


def _summary(verdict: Verdict) -> list[str]:
    anchors = dict(verdict.places)
    away = anchors.pop("not at hand", 0)
    found = ", ".join(f"{count} {how}" for how, count in sorted(anchors.items()))
    lines = [f"{verdict.claims} claims in {verdict.documents} documents; {len(verdict.faults)} faults."]
    lines.append(f"Anchors looked for: {found or 'none'}.")
    if away:
        lines.append(f"{away} anchors were not looked for: their texts are not at hand (--texts DIR).")
    if verdict.unread:
        lines.append(
            f"{verdict.unread} claims have no text at hand in which to read their numbers and dates."
        )
    return lines


def show_conflicts(name: str | None, *, as_json: bool) -> None:
    """``tumen evidence conflicts``."""
    case = opened(name)
    found = find_conflicts(case)
    if as_json:
        print_json({"schema": SCHEMA, "conflicts": [_pair(case, one) for one in found]})
        return
    for one in found:
        apart = f"{one.gap:,.0f} days apart" if one.one.event else f"{one.gap:,.3g} times apart"
        note = "; one origin, told two ways" if one.same_origin else ""
        note += "; their periods differ, both may hold" if one.in_part else ""
        places = ", ".join(place for place in one.one.places if place in one.other.places)
        say(f"{subject(one.one)}, {places}, {one.one.period}: {apart}{note}")
        for claim in (one.one, one.other):
            say(f"  {claim.id:<10}  {_told(case, claim)}")
    conflicts = f"{len(found):,} conflict{'' if len(found) == 1 else 's'}."
    say(conflicts if found else "No two claims contradict each other.")


def _told(case: Case, claim: Claim) -> str:
    document = case.document(claim)
    what = amount(claim.quantity) or claim.period
    grade = f"{claim.reliability}{claim.credibility}"
    return f"{what} ({document.outlet}, {document.published}; origin {claim.origin}, {grade})"


def _pair(case: Case, one: Conflict) -> dict[str, object]:
    claims = [claim_row(case, claim) for claim in (one.one, one.other)]
    gap = None if one.gap == float("inf") else one.gap
    return {
        "claims": claims,
        "gap": gap,
        "in": "days" if one.one.event else "times",
        "same_origin": one.same_origin,
    }


def show_echoes(name: str | None, *, as_json: bool) -> None:
    """``tumen evidence echoes``."""
    case = opened(name)
    found, stale = find_echoes(case), stock_phrases(case)
    declared = [claim for claim in case.claims.values() if claim.repeats]
    if as_json:
        print_json(
            {
                "schema": SCHEMA,
                "confirmed": [{"later": claim.id, "earlier": claim.repeats} for claim in declared],
                "proposed": [asdict(one) for one in found],
                "stock_phrases": [asdict(one) for one in stale],
            }
        )
        return
    for one in declared:
        say(f"{one.id:<10}  repeats {one.repeats}: {one.says}")
    say(f"{len(declared)} claims are confirmed echoes and count once with what they repeat.")
    if found:
        say("")
        for echo in found:
            signs = " and ".join(echo.signs)
            say(f"{echo.later:<10}  may repeat {echo.earlier}: it {signs}{_days(echo.days)}")
        say("Confirm one with: tumen evidence echoes CASE --confirm LATER EARLIER")
    for phrase in stale:
        say(f"Stock phrase? {', '.join(phrase.claims)} ({phrase.first} to {phrase.last}): {phrase.says}")
    if stale:
        say("Mark one with: tumen evidence echoes CASE --stock CLAIM --stock CLAIM")


def _days(days: int | None) -> str:
    return "" if days is None else f", {days} days later"


def confirm_echo(name: str | None, later: str, earlier: str) -> None:
    """``tumen evidence echoes --confirm``."""
    changed = confirm(to_be_changed(name), later, earlier)
    if changed:
        say(f"{later} repeats {earlier}; these take its origin and count once with it: {', '.join(changed)}.")
    else:
        say(f"{later} repeats {earlier}; no claim of the one says what a claim of the other says.")


def mark_stock(name: str | None, claims: list[str]) -> None:
    """``tumen evidence echoes --stock``."""
    mark_stock_phrase(to_be_changed(name), claims)
    say(f"{', '.join(claims)}: marked as a stock phrase, kept and never fitted.")


def show_score(reader: Path, texts: Path, *, as_json: bool) -> None:
    """``tumen evidence score``."""
    from tumen.evidence.reading.score import read_list, score_folder

    result = score_folder(texts, read_list(reader))
    if as_json:
        print_json({"schema": SCHEMA} | result.to_dict())
        return
    for line in result.lines():
        say(line)
