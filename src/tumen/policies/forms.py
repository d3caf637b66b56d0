"""The form of a policy's file: what it changes, from when to when, and who could decide it."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StrictBool, StrictStr, model_validator

from tumen.scenario.schema import Form, TomlNumber


def _plain_name(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", name):
        raise ValueError("Input should be up to 64 small letters, digits and '-'")
    return name


class Period(Form):
    """Days on which something holds, both inclusive; the whole run where they are left out."""

    start: date | None = Field(None, alias="from")
    end: date | None = Field(None, alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"'to' ({self.end}) is before 'from' ({self.start})")
        return self


class PolicyChange(Period):
    """Levers set for a time, everywhere or in some places; scenarios without these places keep theirs."""

    places: tuple[StrictStr, ...] = ()
    set: dict[str, TomlNumber] = Field(min_length=1)


class InstrumentEdit(Period):
    """Another course of sanctions: of the instruments whose name matches, what is different.

    ``match`` takes ``*`` for anything. ``remove`` strikes them; ``start`` and ``end`` move the first day on
    which they bind and the last; ``exemption`` and ``quota`` are shares of trade let through.
    """

    match: Annotated[StrictStr, Field(min_length=1)]
    remove: StrictBool = False
    endless: StrictBool = False
    exemption: Annotated[TomlNumber, Field(ge=0, le=1)] | None = None
    quota: Annotated[TomlNumber, Field(ge=0, le=1)] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        edits = (self.start, self.end, self.exemption, self.quota)
        if self.remove == (self.endless or any(one is not None for one in edits)):
            raise ValueError("should either 'remove' instruments or say what of them is different")
        if self.endless and self.end:
            raise ValueError("is either 'endless' or has a last day 'to'")
        return self


class Closure(Period):
    """Crossings shut to all trade, private ways included; ``match`` takes ``*`` for anything."""

    match: StrictStr = "*"


class Policy(Form):
    """A named bundle of dated changes that someone could decide.

    Attributes
    ----------
    title, about
        What it is, in a few words and in a sentence or two.
    who
        Who could decide it.
    change, instrument, closure
        What it changes.
    without
        Names of the scenario's own dated changes that it strikes; those it does not have are passed over.
    evidence
        Where its sizes and dates are from.
    """

    name: Annotated[StrictStr, AfterValidator(_plain_name)]
    title: StrictStr
    about: StrictStr = ""
    who: StrictStr = ""
    evidence: tuple[StrictStr, ...] = ()
    change: tuple[PolicyChange, ...] = ()
    instrument: tuple[InstrumentEdit, ...] = ()
    closure: tuple[Closure, ...] = ()
    without: tuple[StrictStr, ...] = ()
