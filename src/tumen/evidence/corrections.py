"""What a reviewer says against the words that are quoted: it needs a reason, and the claim keeps both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tumen.core.errors import EvidenceError
from tumen.evidence import periods, wording
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim
from tumen.evidence.known import known
from tumen.evidence.text import one_line
from tumen.evidence.texts import Texts
from tumen.evidence.verification import date_is_read, missing_numbers

if TYPE_CHECKING:
    from tumen.evidence.proposals import Proposed


def departures(case: Case, document: str, one: Proposed, claim: Claim) -> dict[str, str]:
    """What a claim says other than was proposed and nobody can read in its quote.

    A place or a period that was not read at all may be filled in, and a wider or narrower one is no other.

    Returns
    -------
    What cannot be read -> what was proposed in its place; nothing where the text is not at hand.
    """
    text = Texts(case).original(document)
    if text is None:
        return {}
    quote = one_line(text)[one.anchor.start : one.anchor.end]
    found = {}
    if claim.quantity != one.quantity and (unread := missing_numbers(claim.quantity, [quote])):
        found[" and ".join(unread)] = wording.amount(one.quantity) or "no amount"
    if one.places and (unread := _unnamed(case, claim.places, one.places, quote)):
        found[" and ".join(unread)] = " and ".join(one.places)
    if _is_misdated(case, document, one, claim, quote):
        found[wording.period(claim.period) or claim.period] = wording.period(one.period)
    return found


def _unnamed(case: Case, places: Iterable[str], read: Iterable[str], quote: str) -> list[str]:
    """The places that the quote does not name and that neither hold nor lie in a place that was read."""
    gazetteer, inner = known(case).gazetteer, set(read)
    named = {*inner, *(mention.place for mention in gazetteer.mentions(quote))}
    beyond = {outer for one in named for outer in gazetteer.around(one)}
    return [one for one in places if one not in named | beyond and not inner & set(gazetteer.around(one))]


def _is_misdated(case: Case, document: str, one: Proposed, claim: Claim, quote: str) -> bool:
    """Whether a claim is of another time than was read; what was read of no time contradicts none."""
    read, published = periods.parse(one.period), periods.parse(case.documents[document].published)
    if (read.first is None and read.last is None) or claim.when.may_meet(read):
        return False
    return not date_is_read(claim, [quote], published.last or published.first)


def declared(case: Case, document: str, one: Proposed, claim: Claim) -> Claim:
    """The claim with its note of what was proposed and why it was changed, where it departs from its quote.

    Raises
    ------
    EvidenceError
        If it departs from it and no reason is given.
    """
    found = departures(case, document, one, claim)
    if not found:
        is_at_hand = Texts(case).original(document) is not None
        return claim.model_copy(update={"corrected": ""}) if is_at_hand else claim
    if not claim.corrected.strip():
        raise EvidenceError(f'{asking(found)}: corrected = "…".')
    note = f"proposed was {', '.join(found.values())}; {claim.corrected.strip()}"
    return claim.model_copy(update={"corrected": note})


def asking(found: dict[str, str]) -> str:
    """The sentence that asks for the reason of departures; empty where there are none."""
    if not found:
        return ""
    return f"{', '.join(found)} cannot be read in the quoted words; say why you change it"
