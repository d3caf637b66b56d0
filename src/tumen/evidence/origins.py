"""The source behind a proposed claim: one of its own for whoever a document quotes."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from tumen.evidence import case as cases
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim
from tumen.evidence.sources import UNKNOWN, Origin

LONGEST = 80
"""Characters of an id."""

NOBODY = "nobody whom the text describes: each such claim stands for itself"
NOT_ONE = "Not one source, so that it has no grade of its own: see each claim's."


def origin_of(document: str, speaker: str | None) -> str:
    """The origin of what somebody says in a document: ``bulletin-3-trader-in-ryanggang``.

    The same description in one document is one origin. In two documents it may be two people, so that the
    id begins with the document's. Where nobody is quoted it is `UNKNOWN`.
    """
    if not speaker:
        return UNKNOWN
    plain = unicodedata.normalize("NFKD", speaker).casefold().encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", re.sub(r"^(an?|the) ", "", plain)))
    id_ = f"{document}-{slug}" if slug else f"{document}-{_short(speaker)}"
    return id_ if len(id_) <= LONGEST else f"{id_[: LONGEST - 9]}-{_short(id_)}"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def ensure_origin(case: Case, claim: Claim, about: str | None = None) -> None:
    """Declare the origin of a claim that the case does not have yet, graded as the claim is.

    The unknown one is described and graded as what it is, whichever claim comes first.
    """
    if claim.origin in case.origins or claim.origin in cases.read(case.path).origins:
        return
    described, letter, reason = about, claim.reliability, claim.reason
    if claim.origin == UNKNOWN:
        described, letter, reason = NOBODY, "F", NOT_ONE
    origin = Origin(
        id=claim.origin,
        about=described or "a source that the text does not describe",
        kind="other",
        reliability=letter,
        reason=reason,
    )
    cases.add_origin(case.path, origin)
