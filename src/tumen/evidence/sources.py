"""Who said it and who printed it: documents, their outlets, the anonymous origins behind them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictStr

from tumen.core.errors import EvidenceError
from tumen.evidence import grades, periods
from tumen.evidence.claims import Form, Id


def _is_period(text: str) -> str:
    try:
        periods.parse(text)
    except EvidenceError as error:
        raise ValueError(str(error)) from None
    return text


Edtf = Annotated[StrictStr, AfterValidator(_is_period)]

UNKNOWN = "unknown"
"""Origin of what nobody has looked into: two such claims may go back to two people."""


class Origin(Form):
    """An anonymous source: what kind of person or body it is, what it can see, how far it is trusted.

    Never a name. Two sources that one report tells apart are two origins; a customs authority is one.
    """

    id: Id
    about: StrictStr = Field(min_length=3)
    kind: Literal[
        "resident",
        "official",
        "outlet",
        "statistics",
        "survey",
        "satellite",
        "scholar",
        "politician",
        "other",
    ]
    sees: tuple[StrictStr, ...] = ()
    reliability: grades.Reliability
    reason: StrictStr = Field(min_length=3)
    bias_group: StrictStr | None = None


class Outlet(Form):
    """Who publishes, and what it is known for; ``names`` are other spellings by which others cite it."""

    name: StrictStr = Field(min_length=2)
    about: StrictStr = ""
    names: tuple[StrictStr, ...] = ()
    first_hand: bool = False


class Document(Form):
    """One publication: what identifies it, never its text.

    Attributes
    ----------
    sha256, length
        Of the text in normal form; absent where only the figure was taken over.
    sketch
        64 smallest hashes of its five-word runs, by which a near copy is recognised without the text.
    cites
        Outlets that its text names as where it has its news from.
    repeats
        The document that it says, or was found, to pass on.
    """

    id: Id
    outlet: StrictStr = Field(min_length=2)
    title: StrictStr = ""
    author: StrictStr = ""
    published: Edtf
    language: StrictStr = Field("en", pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")
    address: StrictStr = ""
    sha256: str | None = Field(None, pattern=r"^[0-9a-f]{64}$")
    length: int | None = Field(None, ge=0)
    sketch: StrictStr = ""
    cites: tuple[StrictStr, ...] = ()
    repeats: Id | None = None
    about: StrictStr = ""
