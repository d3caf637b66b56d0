"""Which reports a question to a fit means: one that it holds, one of a case, or all of a case."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from tumen.core.errors import EvidenceError, InputError, did_you_mean
from tumen.evidence import Case, Observation, Observations, observe
from tumen.evidence import read as read_case
from tumen.evidence.case import find
from tumen.evidence.observations import Unfitted
from tumen.inference.held import held
from tumen.inference.question import weightless
from tumen.inference.result import Fit

TESTABLE = ("fit", "judge")
"""Uses of claims that may be held against a fit; the others drive the scenario or are no evidence."""


@dataclass(frozen=True)
class Asked:
    """A report that is asked about.

    Attributes
    ----------
    claim
        Its name as it was asked.
    observation
        The report; the fit's own where the fit holds it.
    fitted
        Name of the fit's report that it is, or says again; empty where it is new.
    """

    claim: str
    observation: Observation
    fitted: str = ""


def asked(
    fit: Fit, about: str, case: str | Path | Case | None = None
) -> tuple[tuple[Asked, ...], tuple[Unfitted, ...]]:
    """The reports that are meant, and those that cannot be asked about, with the reason.

    Parameters
    ----------
    about
        A claim of the fit, or of ``case``; ``CASE:CLAIM``; or a case, for all its claims.
    case
        Where to look for the claim (default: the case of the fit).

    Raises
    ------
    InputError
        If there is no such claim or case, or the case holds none.
    """
    own = {name: one for one in fit.observations for name in one.relays}
    own |= {one.claim: one for one in fit.observations}
    if case is None and about in own:
        return (Asked(about, own[about], own[about].claim),), ()
    if case is None and (whole := _case(about)) is not None:
        return of_case(fit, whole)
    if case is None and ":" in about:
        place, _, about = about.rpartition(":")
        case = read_case(place)
    read = case if isinstance(case, Case) else _read(fit, case)
    if read is None or about not in read.claims:
        known = [*own, *(read.claims if read else ())]
        where = f"the fit or in {read.path}" if read and case is None else read.path if read else "the fit"
        raise InputError(
            f"There is no claim or case '{about}' in {where}{did_you_mean(about, known)}; "
            "name one of another case as CASE:CLAIM."
        )
    return of_case(fit, read, about)


def _case(about: str) -> Case | None:
    """The case of a name or path, if there is one; a damaged one is not passed over."""
    try:
        find(about)
    except EvidenceError:
        return None
    return read_case(about)


def _read(fit: Fit, case: str | Path | None) -> Case | None:
    """The case named, or the fit's own if it is still there."""
    if case is not None:
        return read_case(case)
    try:
        return read_case(fit.provenance["evidence"])
    except EvidenceError:
        return None


def of_case(fit: Fit, case: Case, only: str = "") -> tuple[tuple[Asked, ...], tuple[Unfitted, ...]]:
    """The reports of a case, or one of them; what repeats another is asked about only by name."""
    if not case.claims:
        raise InputError(f"The case {case.path} holds no claims yet, so that there is nothing to ask about.")
    found = told(fit, case, TESTABLE)
    known = held(fit, case, found)
    own = {one.claim: one for one in fit.observations}
    reports, unanswered = [], []
    for one in found.observations:
        if only and one.claim != only:
            continue
        if one.claim in known:
            reports.append(Asked(one.claim, own[known[one.claim]], known[one.claim]))
        elif one.weight or only:
            reports.append(Asked(one.claim, one))
        else:
            unanswered.append(Unfitted(one.claim, weightless(found, one)))
    unanswered += [one for one in found.unfitted if not only or one.claim == only]
    return tuple(reports), tuple(unanswered)


def told(fit: Fit, case: Case, uses: Collection[str]) -> Observations:
    """What a case says about a fit's scenario, claims of other uses than fitting among them."""
    claims = {
        name: claim.model_copy(update={"use": "fit"}) if claim.use in uses else claim
        for name, claim in case.claims.items()
    }
    return observe(replace(case, claims=claims), fit.scenario)
