"""``tumen surprise``, ``score`` and ``next``: a fit is asked about reports it has, has not, or may get."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tumen.commands.console import print_json, say, talk

if TYPE_CHECKING:
    from tumen.evidence import Case
    from tumen.evidence.observations import Unfitted
    from tumen.inference.next_report import Advice
    from tumen.inference.result import Fit
    from tumen.inference.score import Score
    from tumen.inference.surprise import Surprise

SCHEMA = 1
"""Version of what ``--json`` prints."""

FEW = 3
"""Claims that cannot be answered, of which each says why."""


def _opened(fit: str | Path | Fit, store: Path | None) -> Fit:
    from tumen.ensemble.store import Store
    from tumen.inference.result import Fit

    return fit if isinstance(fit, Fit) else Fit.open(fit, None if store is None else Store(store))


def show_surprise(
    fit: str | Path | Fit,
    claim_or_case: str,
    *,
    case: str | Path | Case | None = None,
    as_json: bool,
    store: Path | None = None,
) -> None:
    """``tumen surprise FIT CLAIM|CASE``.

    Parameters
    ----------
    claim_or_case
        A claim of the fit, or of ``case``; ``CASE:CLAIM``; or a case, for all its claims.
    case
        Where to look for the claim (default: the fit, then its own case).
    """
    from tumen.commands.judging_words import surprise_line, surprise_words
    from tumen.inference.surprise import surprises

    found, unanswered = surprises(_opened(fit, store), claim_or_case, case)
    if as_json:
        content = {"reports": [_surprise(one) for one in found], "unanswered": _reasons(unanswered)}
        print_json(_plain({"schema": SCHEMA, **content}))
        return
    for line in surprise_words(found[0]) if len(found) == 1 else map(surprise_line, found):
        say(line)
    _say_unanswered(unanswered, len(found))
    if len(found) > 1:
        say("Those whose chance to be genuine fell most come first. In full: tumen surprise FIT CASE:CLAIM")


def _surprise(one: Surprise) -> dict[str, Any]:
    from tumen.commands.judging_words import surprise_words
    from tumen.evidence.observations import row

    return asdict(one) | {"observation": row(one.observation), "words": surprise_words(one)}


def _reasons(unanswered: Sequence[Unfitted]) -> list[dict[str, str]]:
    return [{"claim": one.claim, "why": one.why} for one in unanswered]


def _say_unanswered(unanswered: Sequence[Unfitted], answered: int) -> None:
    """Why claims cannot be held against a fit: each where they are few, else how many."""
    if len(unanswered) > FEW and answered:
        say(f"{len(unanswered):,} claims cannot be held against the fit (--json says why of each).")
        return
    for one in unanswered:
        say(f"{one.claim} cannot be held against the fit: {one.why.rstrip('.')}.")


def show_score(
    fit: str | Path | Fit,
    case: str | Path | Case,
    *,
    use: str = "fit",
    leave_out_fitted: bool = False,
    out: Path | None,
    as_json: bool,
    store: Path | None = None,
) -> None:
    """``tumen score FIT CASE``.

    Parameters
    ----------
    use
        Which claims of the case: ``fit``, ``judge`` (those kept aside) or ``context``.
    leave_out_fitted
        Leave out reports that the fit holds, instead of refusing.
    out
        Folder for the tables and the picture; without one nothing is written.
    """
    from tumen.commands.judging_words import score_table, score_words
    from tumen.inference.score import score
    from tumen.inference.score_files import write

    found = score(_opened(fit, store), case, use=use, leave_out_fitted=leave_out_fitted)
    files = [str(path) for path in write(found, out)] if out is not None else []
    if as_json:
        print_json(_plain({"schema": SCHEMA, **_score(found), "files": files}))
        return
    for line in [*score_table(found), *score_words(found), *files]:
        say(line)


def _score(found: Score) -> dict[str, Any]:
    return {
        "figures": found.figures,
        "observables": found.by_observable.reset_index().to_dict("records"),
        "reports": found.table.reset_index().to_dict("records"),
        "left_out": _reasons(found.left_out),
        "unscored": _reasons(found.unscored),
    }


def show_next(
    fit: str | Path | Fit,
    *,
    outcome: Sequence[str] | None = None,
    as_json: bool,
    store: Path | None = None,
) -> None:
    """``tumen next FIT``.

    Parameters
    ----------
    outcome
        ``NAME[/GOOD][:PERIOD]`` each; some usual ones when left out.
    """
    from tumen.commands.judging_words import advice_words
    from tumen.inference.next_report import OUTCOMES, next_reports

    found = next_reports(_opened(fit, store), tuple(outcome or OUTCOMES), _talk)
    if as_json:
        print_json(_plain({"schema": SCHEMA, "outcomes": [_advice(one) for one in found]}))
        return
    for one in found:
        for line in advice_words(one):
            say(line)


def show_ranking(
    fit: str | Path | Fit, comparison: str | Path, *, as_json: bool, store: Path | None = None
) -> None:
    """``tumen next FIT --policies COMPARISON``: which report to look for to choose between policies."""
    from tumen.commands.judging_words import hearing_words, ranking_words
    from tumen.comparison.hearing import worth_hearing
    from tumen.comparison.result import read
    from tumen.evidence.observations import row

    found = worth_hearing(_opened(fit, store), read(comparison), tell=_talk)
    if as_json:
        told = [
            asdict(one)
            | {
                "leads": [
                    asdict(lead) | {"report": row(lead.report), "words": hearing_words(lead, one)}
                    for lead in one.leads
                ],
                "words": ranking_words(one),
            }
            for one in found
        ]
        print_json(_plain({"schema": SCHEMA, "rankings": told}))
        return
    for one in found:
        for line in ranking_words(one):
            say(line)


def _talk(text: str) -> None:
    talk.print(text, markup=False, highlight=False)


def _advice(one: Advice) -> dict[str, Any]:
    from tumen.commands.judging_words import advice_words, lead_words
    from tumen.evidence.observations import row

    leads = [asdict(lead) | {"report": row(lead.report), "words": lead_words(lead)} for lead in one.leads]
    return asdict(one) | {"outcome": row(one.outcome), "leads": leads, "words": advice_words(one)}


def _plain(content: Any) -> Any:
    """For JSON: what is missing or endless is null, a day is its date."""
    if isinstance(content, dict):
        return {str(key): _plain(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_plain(value) for value in content]
    if hasattr(content, "item"):
        content = content.item()
    if isinstance(content, float) and not math.isfinite(content):
        return None
    return content.isoformat() if hasattr(content, "isoformat") else content
