"""From claims to observations that a model can be fitted to: one term an origin, in the observable's unit.

For a scenario each claim that may be fitted is tied to the scenario's places and months by its operator;
what cannot be is listed with the reason. Echoes and repeats of one origin weigh nothing, however many
outlets carry them; stock phrases and claims kept aside are no observations at all.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from tumen.core.errors import EvidenceError, did_you_mean
from tumen.evidence import periods, units
from tumen.evidence.bias import bias_width
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim, Quantity
from tumen.evidence.events import EVENTS
from tumen.evidence.grades import RELIABILITY
from tumen.evidence.known import Known, known
from tumen.evidence.long_names import LONG_NAMES
from tumen.evidence.nesting import counted_in
from tumen.evidence.noise import COUNTS, Noise, noise
from tumen.evidence.operators import OPERATORS, Operator
from tumen.evidence.tying import days_of, of_the_whole, places_of, told_apart
from tumen.evidence.weights import weigh

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from tumen.core.declare import Observable
    from tumen.scenario import Scenario

Kind = Literal["value", "interval", "lower", "upper", "count", "date", "ratio", "worded"]
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Observation:
    """One term of a likelihood.

    Attributes
    ----------
    claim
        The claim it is made of; ``relays`` are the claims that repeat it and weigh nothing;
        ``counted_in`` those whose sums count the same days in its place, so that it weighs nothing.
    places
        Places of the scenario whose values are put together, as ``over_places`` says: their sum or
        their mean by residents; empty for the nation.
    first, last
        First and last day that the amount covers.
    slip
        Months by which these two may lie off, either way; of a date 0, its doubt is in the noise.
    rate
        Whether a rate was told (t/day) of what adds up: the amount is the rate's over the days as told.
    kind, value, low, high
        In ``unit``: what the report says the observable was. ``value`` is absent for a range. For a
        date, days since 1970; for a ratio, the amount over that of ``than_first`` to ``than_last``.
    event, shows, level
        Of a date: what happened, and that the observable lies ``above`` or ``below`` the level, in
        its own unit, from the first month in which it holds. Empty and None for amounts.
    noise
        How far off it may be.
    operator, factor_low, factor_high, lag_months
        How it is tied to the observable: the figure times a factor between the two, of which the
        (geometric) middle is in the amounts, and least and most months that it runs behind.
    bias_group, bias_width
        Observations that may all be off by one factor, and its standard deviation on the noise's
        scale; 0 without a group, for a date, and for a ratio, in which the factor cancels.
    genuine
        Prior chance that the report is genuine, from its letter.
    weight
        1 for the first report of an origin; 0 for what repeats it or is counted in others.
    """

    claim: str
    says: str
    observable: str
    places: tuple[str, ...]
    commodity: str
    crossing: str
    group: str
    first: date
    last: date
    over_time: str
    kind: Kind
    unit: str
    low: float
    high: float
    noise: Noise
    operator: str
    factor_low: float
    factor_high: float
    lag_months: tuple[int, int]
    genuine: float
    reliability: str
    credibility: int
    bias_group: str
    origin: str
    outlet: str
    published: str
    over_places: str
    bias_width: float = 0.0
    event: str = ""
    shows: str = ""
    level: float | None = None
    slip: tuple[int, int] = (0, 0)
    rate: bool = False
    value: float | None = None
    than_first: date | None = None
    than_last: date | None = None
    relays: tuple[str, ...] = ()
    counted_in: tuple[str, ...] = ()
    weight: int = 1

    @property
    def period(self) -> str:
        """The days it covers, in EDTF."""
        return periods.of_days(self.first, self.last)


@dataclass(frozen=True)
class Unfitted:
    """A claim that is no observation of a scenario, and why."""

    claim: str
    why: str


@dataclass(frozen=True)
class Observations:
    """What a case says about a scenario."""

    scenario: str
    observations: tuple[Observation, ...]
    unfitted: tuple[Unfitted, ...]

    def to_dataframe(self) -> pd.DataFrame:
        """One row an observation; columns are the fields of `Observation`."""
        import pandas as pd

        apart = ("noise", "lag_months", "slip")
        names = [field.name for field in fields(Observation) if field.name not in apart]
        names += [
            "lag_least",
            "lag_most",
            "first_slip",
            "last_slip",
            *(field.name for field in fields(Noise)),
        ]
        return pd.DataFrame([row(one) for one in self.observations], columns=names)

    def to_xarray(self) -> xr.Dataset:
        """Observations along ``report``, with units and long names in attributes."""
        import xarray as xr

        table = self.to_dataframe().set_index("claim")
        table.index.name = "report"
        for column in ("first", "last", "than_first", "than_last"):
            table[column] = table[column].astype("datetime64[s]")
        for column in ("value", "level"):
            table[column] = table[column].astype("float64")
        dataset = xr.Dataset.from_dataframe(table)
        dataset.attrs = {
            "title": f"Observations for {self.scenario}",
            "Conventions": "CF-1.11",
            "scenario": self.scenario,
        }
        for name, text in LONG_NAMES.items():
            dataset[name].attrs["long_name"] = text
        return dataset


def row(one: Observation) -> dict[str, Any]:
    """An observation as a flat row: its noise in columns, its lists joined by commas."""
    values = {field.name: getattr(one, field.name) for field in fields(one) if field.name != "noise"}
    values |= {name: ", ".join(values[name]) for name in ("places", "relays", "counted_in")}
    values |= dict(zip(("lag_least", "lag_most"), values.pop("lag_months"), strict=True))
    values |= dict(zip(("first_slip", "last_slip"), values.pop("slip"), strict=True))
    return values | asdict(one.noise)


def observe(case: Case, scenario: Scenario) -> Observations:
    """What a case says about a scenario.

    Parameters
    ----------
    scenario
        A loaded scenario: its places, goods and period decide what can be tied to it.
    """
    names = known(case)
    found, unfitted = [], []
    for claim in case.claims.values():
        try:
            one = _observation(case, claim, scenario, names)
        except EvidenceError as error:
            unfitted.append(Unfitted(claim.id, str(error)))
            continue
        found.append(one)
    heads, relays = weigh(case, [one.claim for one in found])
    found = [
        replace(one, weight=int(heads[one.claim] == one.claim), relays=tuple(relays.get(one.claim, ())))
        for one in found
    ]
    nested = counted_in(case, [one for one in found if one.weight])
    found = [
        replace(one, weight=0, counted_in=nested[one.claim]) if one.claim in nested else one for one in found
    ]
    found.sort(key=lambda one: (one.observable, one.first, one.claim))
    return Observations(scenario.name, tuple(found), tuple(unfitted))


def _observation(case: Case, claim: Claim, scenario: Scenario, names: Known) -> Observation:
    """Tie a claim to a scenario.

    Raises
    ------
    EvidenceError
        With the reason why it cannot be.
    """
    if claim.use != "fit":
        raise EvidenceError(f"kept as {claim.use}: {claim.why}")
    if claim.stock_phrase:
        raise EvidenceError("a stock phrase, copied from year to year")
    operator = OPERATORS.get(claim.operator or "direct")
    if operator is None:
        raise EvidenceError(
            f"no operator '{claim.operator}' is known{did_you_mean(claim.operator or '', OPERATORS)}"
        )
    document, origin = case.document(claim), case.origins.get(claim.origin)
    first, last = days_of(claim, document, scenario, whole=of_the_whole(claim, names))
    places = places_of(claim, scenario, names, operator)
    observable = _measured(claim, names)
    if observable and observable.by == "nation":
        places = ()
    frame: dict[str, Any] = {
        "claim": claim.id,
        "says": claim.says,
        "places": places,
        "commodity": claim.commodity or "",
        "crossing": claim.crossing or "",
        "group": claim.group or "",
        "first": first,
        "last": last,
        "event": claim.event or "",
        "slip": _slip(claim, first, last),
        "operator": claim.operator or "direct",
        "factor_low": operator.low,
        "factor_high": operator.high,
        "lag_months": operator.lag_months,
        "genuine": RELIABILITY[claim.reliability][1],
        "reliability": claim.reliability,
        "credibility": claim.credibility,
        "bias_group": claim.bias_group or (origin.bias_group if origin else None) or "",
        "over_places": observable.over_places if observable else "",
        "origin": claim.origin,
        "outlet": document.outlet,
        "published": document.published,
    }
    days = (last - first).days + 1
    told = _event(claim, operator) if claim.event else _amount(claim, scenario, names, operator, days)
    one = Observation(**(frame | told))
    common = one.kind not in ("ratio", "date")
    return replace(one, bias_width=bias_width(one.bias_group) if common else 0.0)


def _slip(claim: Claim, first: date, last: date) -> tuple[int, int]:
    """Months by which the days of an amount may lie off: of an end cut off at the scenario's, none."""
    if claim.event:
        return 0, 0
    at_first, at_last = periods.slip(claim.when)
    return at_first if first == claim.when.first else 0, at_last if last == claim.when.last else 0


def _measured(claim: Claim, names: Known) -> Observable | None:
    """What a claim is an observation of, or what shows its event."""
    event = EVENTS.get(claim.event or "")
    name = str(event.observable) if event else claim.subject
    observable = names.observables.get(name)
    if observable:
        told_apart(claim, name, observable)
    return observable


def _event(claim: Claim, operator: Operator) -> dict[str, Any]:
    """The date of an event, by the observable that shows it."""
    event = EVENTS.get(str(claim.event))
    if event is None or event.observable is None:
        raise EvidenceError(f"nothing that a run measures shows '{claim.event}'")
    when = claim.when.named
    if when.first is None or when.last is None:
        raise EvidenceError(f"{claim.period} says no day")
    low, high = when.first, when.last
    return {
        "first": low,
        "last": high,
        "observable": event.observable,
        "over_time": "date",
        "shows": event.shows,
        "level": event.level,
        "kind": "date",
        "unit": "days since 1970-01-01",
        "low": float((low - EPOCH).days),
        "high": float((high - EPOCH).days),
        "noise": noise(None, claim.reliability, when, "days", operator=operator),
    }


def _amount(claim: Claim, scenario: Scenario, names: Known, operator: Operator, days: int) -> dict[str, Any]:
    """An amount in the observable's unit, the operator's middle multiplied in; of a ratio, as it is."""
    quantity, observable = claim.quantity, names.observables.get(claim.subject)
    if observable is None or quantity is None:
        raise EvidenceError(f"a run does not measure '{claim.subject}'")
    over_time = claim.over_time or observable.over_time
    error = noise(
        quantity,
        claim.reliability,
        claim.when,
        observable.unit,
        operator=operator,
    )
    told = {"observable": claim.subject, "over_time": over_time, "noise": error}
    if quantity.kind == "ratio":
        return told | _ratio(quantity, scenario, observable.unit)
    factor = _factor(quantity.unit, observable.unit, days if over_time == "sum" else None)
    factor *= (operator.low * operator.high) ** 0.5
    low, high = quantity.range
    return told | {
        "rate": over_time == "sum" and not units.converts(quantity.unit, observable.unit),
        "kind": _kind(quantity, observable.unit),
        "unit": observable.unit,
        "value": None if quantity.value is None else quantity.value * factor,
        "low": low * factor,
        "high": high * factor,
    }


def _factor(unit: str, to: str, summed_days: int | None) -> float:
    """From the unit told to the observable's; a rate is multiplied by its days where amounts are summed."""
    if summed_days is None or units.converts(unit, to):
        return units.factor(unit, to)
    return units.factor(unit, f"{to}/day") * summed_days


def _ratio(quantity: Quantity, scenario: Scenario, unit: str) -> dict[str, Any]:
    than = periods.parse(str(quantity.than))
    first, last = than.within(scenario.start, scenario.end)
    if first < scenario.start or last > scenario.end:
        raise EvidenceError(f"compares with {than}, which the scenario does not cover")
    low, high = quantity.range
    return {
        "kind": "ratio",
        "unit": f"times ({unit})",
        "value": quantity.value,
        "low": low,
        "high": high,
        "than_first": first,
        "than_last": last,
    }


def _kind(quantity: Quantity, unit: str) -> str:
    if quantity.kind == "bound":
        return "upper" if quantity.low is None else "lower"
    if quantity.kind == "value" and unit in COUNTS:
        return "count"
    return quantity.kind
