"""What a text may be claiming, proposed to a person: nothing of it holds until it is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tumen.evidence.claims import Quantity


@dataclass(frozen=True)
class Proposal:
    """One claim that a text may make.

    Attributes
    ----------
    start, end
        Code points of the words to quote: a sentence or a clause of it.
    number_start, number_end
        Code points of the number or the word for an amount; of the verb for an event.
    quantity
        None for an event that is only dated.
    counted
        The noun that was counted, as written, where `units` knows no unit of that name.
    places
        Ids of the gazetteer; several only where the text joins them.
    period
        EDTF; ``../..`` where neither the text nor a day of publication says when.
    dated_by
        Whether the date stands in the quote or is that of the publication.
    speaker
        Who says it, by kind and place, never by name.
    cites
        The outlet it is attributed to; `repeated` says that this is another's report.
    probability
        Word of ICD 203 where the text says how likely it is.
    says
        The structured parts as a plain phrase.
    alternative
        It is the proposal before it at another place that is nearly as likely: at most one of them holds.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    says: str
    quantity: Quantity | None = None
    counted: str = ""
    places: tuple[str, ...] = ()
    period: str = "../.."
    dated_by: Literal["quote", "published"] = "published"
    commodity: str | None = None
    observable: str | None = None
    event: str | None = None
    other: str | None = None
    speaker: str | None = None
    cites: str | None = None
    repeated: bool = False
    hedged: bool = False
    probability: str | None = None
    alternative: bool = False

    @property
    def subject(self) -> str:
        """What it speaks of: the observable, the event or a few plain words."""
        return self.event or self.observable or self.other or ""
