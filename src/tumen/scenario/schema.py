"""What a scenario consists of: the scenario itself and the form of each of its files."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Protocol

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, FiniteFloat, StrictStr

from tumen.core.declare import Given, Input, Param
from tumen.core.roles import SiteKind
from tumen.scenario.series import How, Series

TABLES: tuple[str, ...] = (
    "places",
    "sites",
    "companies",
    "crossings",
    "commodities",
    "instruments",
    "fittings",
    "routes",
    "camps",
)
"""The tables of a scenario, in the order in which they are described."""

OPTIONAL: tuple[str, ...] = ("fittings", "routes", "camps")
"""Tables that a scenario may do without."""

KIND_OF = {
    "places": "place",
    "sites": "site",
    "companies": "company",
    "crossings": "crossing",
    "commodities": "commodity",
    "instruments": "instrument",
    "fittings": "fitting",
    "routes": "haul",
    "camps": "camp",
}
"""Kind of actor that each table holds."""

LINKED: dict[str, dict[str, str]] = {
    "sites": {"place": "places", "commodity": "commodities"},
    "companies": {"place": "places", "site": "sites", "commodity": "commodities", "crossing": "crossings"},
    "crossings": {"place": "places"},
    "instruments": {"commodity": "commodities"},
    "fittings": {"site": "sites", "commodity": "commodities"},
    "routes": {"place": "places", "crossing": "crossings"},
    "camps": {"place": "places"},
}
"""Columns that name a row of another table."""

Row = dict[str, Any]
"""One row of a table: column -> value, with ``name`` among the columns."""


class Catalog(Protocol):
    """The names that the mechanisms declare; a scenario is checked against them."""

    @property
    def params(self) -> Mapping[str, Param]:
        """Parameters by name."""

    @property
    def given(self) -> Mapping[str, Given]:
        """Columns read from the scenario's tables."""

    @property
    def inputs(self) -> Mapping[str, Input]:
        """Columns set from dated series."""

    @property
    def national(self) -> Collection[str]:
        """Parameters read for the country as a whole, which no place can have of its own."""


def _strict_number(value: object) -> object:
    """TOML must write a number as a number: ``"5"`` and ``true`` are not."""
    if isinstance(value, bool | str):
        raise ValueError("Input should be a number, not text or true/false")
    return value


TomlNumber = Annotated[FiniteFloat, BeforeValidator(_strict_number)]


class Form(BaseModel):
    """Base of the file forms: immutable, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Change(Form):
    """Parameters set from one day to another, everywhere or in some places.

    ``end`` is the last day on which it holds; without one it holds to the end. ``kind`` tells
    what happened whatever we decide (input) from what someone could decide (policy).
    """

    name: StrictStr
    start: date = Field(alias="from")
    end: date | None = Field(None, alias="to")
    places: tuple[StrictStr, ...] = ()
    set: dict[str, TomlNumber] = Field(min_length=1)
    kind: Literal["input", "policy"] = "input"
    evidence: tuple[StrictStr, ...] = ()
    about: StrictStr = ""


class Event(Form):
    """Something that happened, to be marked on charts; an outcome is never read by the engine."""

    name: StrictStr
    date: date
    kind: Literal["input", "outcome"]
    about: StrictStr = ""
    evidence: tuple[StrictStr, ...] = ()


def _plain_name(name: str) -> str:
    """A scenario's name also names folders and stands in commands."""
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,63}", name):
        raise ValueError("Input should be up to 64 letters, digits, '-' and '_'")
    return name


class ScenarioFile(Form):
    """The form of ``scenario.toml``; everything is optional in a scenario based on another."""

    name: Annotated[StrictStr, AfterValidator(_plain_name)]
    title: StrictStr | None = None
    about: StrictStr | None = None
    based_on: StrictStr | None = None
    start: date | None = None
    end: date | None = None
    burn_in_days: Annotated[int, Field(ge=0, le=3660, strict=True)] | None = None
    population_seed: Annotated[int, Field(ge=0, lt=2**63, strict=True)] | None = None
    settings: dict[str, TomlNumber] = {}
    state: dict[str, TomlNumber] = {}
    change: tuple[Change, ...] = ()
    event: tuple[Event, ...] = ()
    without: dict[str, tuple[StrictStr, ...]] = {}


Share = Annotated[FiniteFloat, Field(ge=0, le=1)]
Latitude = Annotated[FiniteFloat, Field(ge=-90, le=90)]
Longitude = Annotated[FiniteFloat, Field(ge=-180, le=180)]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9 ()'_-]*$")]


class TableRow(Form):
    """Columns that every table may carry."""

    name: Name
    title: str = ""
    about: str = ""
    source: str = ""


class PlaceRow(TableRow):
    """A county or city, with the count of its residents in ``population_year``."""

    kind: Literal["county", "city", "district"] = "county"
    province: str = ""
    lat: Latitude | None = None
    lon: Longitude | None = None
    population: Annotated[int, Field(gt=0, lt=30_000_000)]
    population_year: Annotated[int, Field(ge=1900, le=2100)]
    urban_share: Share


class SiteRow(TableRow):
    """A workplace. Without ``posts`` it takes those whom the other sites of its place leave.

    ``commodity`` is what it makes, if that is a good of ``commodities.csv``.
    """

    place: str
    kind: Literal["mine", "mill", "enterprise", "farm", "office"]
    commodity: str = ""
    lat: Latitude | None = None
    lon: Longitude | None = None
    posts: Annotated[int, Field(gt=0)] | None = None
    post_share: Share | None = None
    officials: Share = 0.0
    security: Share = 0.0
    guards: Share = 0.0
    soldiers: Share = 0.0


class CrossingRow(TableRow):
    """A bridge, a river stretch or a port."""

    place: str
    opposite: str = ""
    lat: Latitude | None = None
    lon: Longitude | None = None


class CommodityRow(TableRow):
    """A good that crosses the border or an instrument names.

    1 under ``smuggled`` gives it a shadow market in every place.
    """

    smuggled: Annotated[int, Field(ge=0, le=1)] = 0


class CompanyRow(TableRow):
    """A state firm that sells one commodity of one site over one crossing."""

    place: str
    site: str = ""
    commodity: str
    crossing: str


class InstrumentRow(TableRow):
    """A sanction on one commodity; its dates are columns that the sanctions mechanism reads."""

    commodity: str
    title: str
    measure: str = ""


class FittingRow(TableRow):
    """Metal of one commodity fitted into a site: machines, pipes, wire."""

    site: str
    commodity: str


class RouteRow(TableRow):
    """A way by which smuggled goods leave a place over a crossing, there or elsewhere.

    ``commodities`` lists what goes this way, separated by spaces; empty means all that is smuggled.
    """

    place: str
    crossing: str
    means: Literal["backs", "trucks", "unit"]
    commodities: str = ""


class CampRow(TableRow):
    """A camp and the place whose convicts it takes."""

    place: str


ROW_FORMS: dict[str, type[TableRow]] = {
    "places": PlaceRow,
    "sites": SiteRow,
    "companies": CompanyRow,
    "crossings": CrossingRow,
    "commodities": CommodityRow,
    "instruments": InstrumentRow,
    "fittings": FittingRow,
    "routes": RouteRow,
    "camps": CampRow,
}


class SpellRow(Form):
    """One line of ``inputs/*.csv``: a figure, its period, its unit and where it is from."""

    column: Annotated[str, Field(pattern=r"^[a-z]+\.[a-z_0-9]+$")]
    row: str = ""
    start: date = Field(alias="from")
    end: date = Field(alias="to")
    value: FiniteFloat
    unit: str
    source: Annotated[str, Field(min_length=1)]
    how: How


class MarginRow(Form):
    """One line of ``population.csv``: a margin from which households are drawn."""

    name: str
    value: FiniteFloat
    low: FiniteFloat
    high: FiniteFloat
    unit: str
    source: Annotated[str, Field(min_length=1)]
    about: str = ""


@dataclass(frozen=True)
class Scenario:
    """A world to be simulated, read from a folder and checked.

    Attributes
    ----------
    start, end
        First day that counts and last day simulated, both inclusive; ``burn_in_days`` come before.
    places, sites, companies, crossings, commodities, instruments, fittings, routes, camps
        Rows in file order; links are names of rows of the other tables.
    margins
        Population margins by name: household size, ages, shares.
    settings
        Parameters that the scenario sets for the whole run.
    state
        Columns of the state that mechanisms read and never change.
    changes
        Parameters set from a day to a day; ``end`` is the last day on which they hold.
    parent
        The scenario this one is based on.
    sha256
        Hash of the content of every file it was read from, its parents' included.
    """

    name: str
    title: str
    about: str
    path: Path
    start: date
    end: date
    burn_in_days: int
    population_seed: int
    places: list[Row]
    sites: list[Row]
    companies: list[Row]
    crossings: list[Row]
    commodities: list[Row]
    instruments: list[Row]
    fittings: list[Row]
    routes: list[Row]
    camps: list[Row]
    margins: dict[str, MarginRow]
    settings: dict[str, float]
    state: dict[str, float]
    changes: list[Change]
    events: list[Event]
    series: list[Series]
    sha256: str
    parent: Scenario | None = field(default=None, repr=False)

    @property
    def n_days(self) -> int:
        """Days simulated that count, burn-in not among them."""
        return (self.end - self.start).days + 1

    def table(self, name: str) -> list[Row]:
        """Rows of one of `TABLES`."""
        rows: list[Row] = getattr(self, name)
        return rows

    def margin(self, name: str) -> float:
        """Value of a population margin."""
        return self.margins[name].value


SITE_KINDS = {kind.name.lower(): kind for kind in SiteKind}
"""How ``sites.csv`` writes the kind of a site."""
