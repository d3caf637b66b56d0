"""What the page may ask: the forms of every request, with their bounds."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, StringConstraints

from tumen.comparison.question import FEWEST
from tumen.inference.question import FEWEST_RUNS

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}$")]
"""Something that may also stand in an address or name a file."""

PolicyName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
"""Name of a policy, as its file may have it."""

Words = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31))]


class Form(BaseModel):
    """Base of the forms: immutable, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class LeverMeasure(Form):
    """A lever held at a value for a time, everywhere or in some places."""

    kind: Literal["lever"]
    lever: Name
    value: FiniteFloat
    start: Day = Field(alias="from")
    end: Day | None = Field(None, alias="to")
    places: list[Words] = Field([], max_length=50)


class InstrumentMeasure(Form):
    """Sanctions taken away, with an exemption, or carried out from another day on; ``match`` takes ``*``."""

    kind: Literal["instrument"]
    match: Words
    action: Literal["remove", "exempt", "enforce"]
    start: Day | None = Field(None, alias="from")
    end: Day | None = Field(None, alias="to")
    endless: bool = False
    exemption: float | None = Field(None, ge=0, le=1)
    quota: float | None = Field(None, ge=0, le=1)


class ClosureMeasure(Form):
    """Crossings shut to all trade for a time."""

    kind: Literal["closure"]
    match: Words = "*"
    start: Day = Field(alias="from")
    end: Day | None = Field(None, alias="to")


class WithoutMeasure(Form):
    """A dated change of the scenario that does not happen."""

    kind: Literal["without"]
    change: Words


Measure = Annotated[
    LeverMeasure | InstrumentMeasure | ClosureMeasure | WithoutMeasure, Field(discriminator="kind")
]


class Policy(Form):
    """A policy as the page holds it: a name and its bars on the timeline."""

    name: PolicyName
    title: str = Field("", max_length=200)
    measures: list[Measure] = Field([], max_length=40)


class Question(Form):
    """What if these policies had been followed, given these beliefs."""

    scenario: Name
    beliefs: dict[Name, FiniteFloat] = Field({}, max_length=400)
    fit: Name | None = None
    runs: int = Field(20, ge=1, le=60)
    policies: list[Policy] = Field([], max_length=3)
    until: Day | None = None
    replaces: Name | None = None


class Id(Form):
    """Where to find what was made."""

    id: str


class NewCase(Form):
    """A case of one's own."""

    name: Name
    title: str = Field("", max_length=200)


class Decision(Form):
    """Yes or no to a proposed claim, with the grade an analyst gives and what he would rather have it say.

    ``place`` names one place or several with commas between them; ``period`` is EDTF; ``value``, or
    ``low`` and ``high`` of a range, stand in the unit of what was proposed. ``origin`` is the id of the
    source, where it is another than the one proposed. ``corrected`` is asked for where an amount, a place or
    a period cannot be read in the quote, and says why it was changed; ``reason`` is the grade's, and stands
    for it where it is missing.
    """

    accept: bool
    says: str | None = Field(None, min_length=3, max_length=400)
    place: str | None = Field(None, max_length=200)
    period: str | None = Field(None, max_length=80)
    value: FiniteFloat | None = None
    low: FiniteFloat | None = None
    high: FiniteFloat | None = None
    grade: Annotated[str, StringConstraints(pattern=r"^[A-F][1-6]$")] | None = None
    origin: Name | None = None
    corrected: str | None = Field(None, min_length=3, max_length=400)
    reason: str | None = Field(None, min_length=3, max_length=400)


class RunJob(Form):
    """Runs of a scenario, kept in a folder."""

    kind: Literal["run"]
    scenario: Name
    seed: int = Field(1, ge=0, le=2**31)
    runs: int = Field(1, ge=1, le=200)
    people_share: float = Field(0.05, gt=0, le=1)
    start: Day | None = Field(None, alias="from")
    end: Day | None = Field(None, alias="to")
    settings: dict[Name, FiniteFloat] = Field({}, max_length=400)


class FitJob(Form):
    """A fit of a scenario to a case."""

    kind: Literal["fit"]
    scenario: Name
    case: Name = "border"
    runs: int = Field(1500, ge=FEWEST_RUNS, le=20_000)
    people_share: float = Field(0.005, gt=0, le=1)
    seed: int = Field(1, ge=0, le=2**31)
    end: Day | None = Field(None, alias="to")


class ComparisonJob(Form):
    """Policies side by side, at length."""

    kind: Literal["comparison"]
    scenario: Name
    policies: list[PolicyName | Policy] = Field(min_length=1, max_length=8)
    fit: Name | None = None
    runs: int = Field(40, ge=FEWEST, le=2_000)
    people_share: float = Field(0.005, gt=0, le=1)
    seed: int = Field(1, ge=0, le=2**31)


Job = Annotated[RunJob | FitJob | ComparisonJob, Field(discriminator="kind")]

Json = dict[str, Any]
