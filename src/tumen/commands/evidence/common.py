"""What the commands on a case share: which case is meant, and how its claims are printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tumen.core.errors import InputError
from tumen.evidence import case as cases
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim

SCHEMA = 1
"""Version of what ``--json`` prints."""


def opened(name: str | None) -> Case:
    """The case that is meant: the one named, the one in this folder, or the bundled one."""
    if name is None:
        name = "." if Path(cases.FILE).is_file() else cases.BUNDLED
    return cases.read(name)


def to_be_changed(name: str | None) -> Case:
    """The same, for writing.

    Raises
    ------
    InputError
        If it is a bundled case, which is read only.
    """
    case = opened(name)
    if cases.is_bundled(case.path):
        raise InputError(
            f"The case '{case.path.name}' comes with Tumen and is read only; start your own with: "
            "tumen evidence new my-case, and name it with --case my-case."
        )
    if not cases.writable(case.path):
        raise InputError(f"{case.path} cannot be written to; look at its permissions.")
    return case


def subject(claim: Claim) -> str:
    """What a claim is about, with its good or crossing."""
    of = claim.commodity or claim.crossing
    return f"{claim.subject}/{of}" if of else claim.subject


def claim_row(case: Case, claim: Claim) -> dict[str, Any]:
    """A claim as JSON holds it: its own keys, with the document, outlet and date of publication."""
    document = case.document(claim)
    return {
        **claim.to_dict(),
        "document": document.id,
        "outlet": document.outlet,
        "published": document.published,
    }
