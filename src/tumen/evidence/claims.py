"""What a report states, as data: one claim, its amount, its origin, its grade and its place in the text."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    FiniteFloat,
    StrictBool,
    StrictStr,
    model_validator,
)

from tumen.core.errors import EvidenceError
from tumen.evidence import grades, periods

SUBJECTS: tuple[str, ...] = ("observable", "event", "parameter", "input", "other")
"""What a claim may speak of: something a run measures, something that happened, a number of the model, a
column of a scenario, or something that the model does not know."""


Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")]


def _no_bool(value: object) -> object:
    if isinstance(value, bool | str):
        raise ValueError("Input should be a number, not text or true/false")
    return value


Number = Annotated[FiniteFloat, BeforeValidator(_no_bool)]


class Form(BaseModel):
    """Base of the forms in a case's files: immutable, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Quantity(Form):
    """An amount as it was told.

    Attributes
    ----------
    kind
        ``value``; ``interval`` (low and high); ``bound`` (one of the two); ``ratio`` (to the same
        thing in the period ``than``: 2 for doubled); ``worded`` (low and high are the range that
        the analyst declares for the word).
    unit
        As the source counts, e.g. ``t/day``; a ratio has none.
    about
        The source hedges a number: "about", "approximately", "said to be".
    """

    kind: Literal["value", "interval", "bound", "ratio", "worded"]
    unit: StrictStr = ""
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    word: StrictStr | None = None
    than: StrictStr | None = None
    about: StrictBool = False

    @model_validator(mode="after")
    def _complete(self) -> Self:
        has = [name for name in ("value", "low", "high") if getattr(self, name) is not None]
        wanted = {
            "value": has == ["value"],
            "interval": has == ["low", "high"],
            "bound": has in (["low"], ["high"]),
            "ratio": bool(self.than) and (has == ["value"] or has in (["low"], ["high"], ["low", "high"])),
            "worded": has == ["low", "high"] and bool(self.word),
        }
        if not wanted[self.kind]:
            needs = {
                "value": "'value' alone",
                "interval": "'low' and 'high'",
                "bound": "either 'low' or 'high'",
                "ratio": "'than' (the period compared with) and 'value', 'low' or 'high'",
                "worded": "'word' and its declared range, 'low' and 'high'",
            }
            raise ValueError(f"a quantity of kind {self.kind!r} needs {needs[self.kind]}")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("'low' lies above 'high'")
        return self

    @property
    def range(self) -> tuple[float, float]:
        """Least and greatest amount it admits; infinite where it bounds one side alone."""
        if self.low is None and self.high is None:
            assert self.value is not None
            return self.value, self.value
        return (
            self.low if self.low is not None else float("-inf"),
            self.high if self.high is not None else float("inf"),
        )


class Anchor(Form):
    """Where a quote stands, without its words.

    ``start`` and ``end`` are code points of the document's normal form (`tumen.evidence.text`);
    ``sha256`` is of the quote; ``before`` and ``after`` are short hashes of what surrounds it.
    """

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    before: str = Field(pattern=r"^[0-9a-f]{8}$")
    after: str = Field(pattern=r"^[0-9a-f]{8}$")

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.end <= self.start:
            raise ValueError("'end' is not after 'start'")
        return self


class Claim(Form):
    """One statement of one document.

    Exactly one of ``observable``, ``event``, ``parameter``, ``input`` and ``other`` says what it is
    about. ``dated_by`` tells where its date is read: in the quote, or from the day of publication.
    ``use`` is what an analyst allows it for: to fit a model, to drive it, to judge it, or as context
    only; ``why`` must say why a claim that names an observable or event is not fitted. ``corrected``
    says what was read in the quote where the claim says something else, and why.
    """

    id: Id
    says: StrictStr = Field(min_length=3, max_length=400)
    observable: StrictStr | None = None
    event: StrictStr | None = None
    parameter: StrictStr | None = None
    input: StrictStr | None = None
    other: StrictStr | None = None
    places: tuple[StrictStr, ...] = ()
    commodity: StrictStr | None = None
    crossing: StrictStr | None = None
    group: StrictStr | None = None
    period: StrictStr
    dated_by: Literal["quote", "published"] = "quote"
    quantity: Quantity | None = None
    over_time: Literal["sum", "mean", "last", "min", "max"] | None = None
    origin: Id
    repeats: Id | None = None
    reliability: grades.Reliability
    credibility: Annotated[grades.Credibility, BeforeValidator(_no_bool)]
    reason: StrictStr = Field(min_length=3)
    probability: grades.Likelihood | None = None
    use: Literal["fit", "input", "judge", "context"] = "fit"
    why: StrictStr = ""
    stock_phrase: StrictBool = False
    bias_group: StrictStr | None = None
    operator: StrictStr | None = None
    locator: StrictStr = ""
    anchors: tuple[Anchor, ...] = ()
    corrected: StrictStr = ""

    @model_validator(mode="after")
    def _one_subject(self) -> Self:
        subjects = [name for name in SUBJECTS if getattr(self, name)]
        if len(subjects) != 1:
            raise ValueError(f"a claim is about exactly one of {', '.join(SUBJECTS)}, not {len(subjects)}")
        if self.quantity is None and self.event is None:
            raise ValueError("a claim without a quantity must name an event")
        if self.use != "fit" and not self.why:
            raise ValueError("'why' must say why the claim is not to be fitted")
        if self.use == "fit" and self.subject_kind not in ("observable", "event"):
            raise ValueError(f"a claim about an '{self.subject_kind}' cannot be fitted; use input or context")
        try:
            periods.parse(self.period)
            if self.quantity and self.quantity.than:
                periods.parse(self.quantity.than)
        except EvidenceError as error:
            raise ValueError(str(error)) from None
        return self

    @property
    def subject_kind(self) -> str:
        """Which of `SUBJECTS` it is about."""
        return next(name for name in SUBJECTS if getattr(self, name))

    @property
    def subject(self) -> str:
        """Name of what it is about."""
        return str(getattr(self, self.subject_kind))

    @property
    def when(self) -> periods.Period:
        """Its period, read."""
        return periods.parse(self.period)

    def to_dict(self) -> dict[str, Any]:
        """What its file holds: keys with their defaults left out."""
        return self.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
