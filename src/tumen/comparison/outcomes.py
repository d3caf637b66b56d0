"""What policies are judged by: each outcome a number a run, from stored monthly results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from tumen.core.declare import Observable
from tumen.ensemble.frame import Frame
from tumen.inference.outcomes import Outcome as Course
from tumen.inference.outcomes import monthly

Arrays = Mapping[str, np.ndarray]
"""Observable -> values by (run, month, and its own dimensions)."""

How = Literal["sum", "mean", "last year", "person-years"]
"""Months added; averaged by their days; the last twelve averaged; persons held, added up over time."""

DAYS_A_YEAR = 365.25
LAST_MONTHS = 12


@dataclass(frozen=True)
class Outcome:
    """Something that a policy changes.

    Attributes
    ----------
    observables
        What it is read from; several are added up.
    how
        How months are put together.
    better
        ``less`` or ``more`` where everybody in the country would agree, else empty.
    group
        Whose matter it is.
    scale
        Factor to the unit.
    in_usd
        Whether yuan are turned into dollars, month by month at the market's rates.
    """

    name: str
    title: str
    unit: str
    observables: tuple[str, ...]
    how: How
    group: str
    better: Literal["less", "more", ""] = ""
    scale: float = 1.0
    in_usd: bool = False


STATE, PEOPLE, SHADOW, CONTROL = "The state", "What people eat and earn", "Who else gains", "Control"
GROUPS = (STATE, PEOPLE, SHADOW, CONTROL)

CURRENCY, HUNGRY = "currency_earned", "person_days_below_1800"
"""The two that measures are weighed by: what the state earns, and civilian hunger."""

CHOSEN: tuple[Outcome, ...] = (
    Outcome(
        CURRENCY,
        "Foreign currency earned by the state",
        "USD million",
        ("foreign_currency_earned",),
        "sum",
        STATE,
    ),
    Outcome(
        "export_value",
        "Exports of the scenario's companies",
        "USD million",
        ("export_value",),
        "sum",
        STATE,
        scale=1e-6,
    ),
    Outcome("exports", "Exports of the scenario's companies", "t", ("exports",), "sum", STATE),
    Outcome(
        "state_smuggling",
        "Earned by state smuggling",
        "USD million",
        ("state_smuggling_abroad",),
        "sum",
        STATE,
    ),
    Outcome("ore_mined", "Ore mined", "t", ("ore_output",), "sum", STATE),
    Outcome("plant_lost", "Metal stripped from plant", "t", ("plant_metal_lost",), "sum", STATE, "less"),
    Outcome(
        HUNGRY,
        "Days people spent below 1,800 kcal",
        "person-days",
        ("person_days_below_1800",),
        "sum",
        PEOPLE,
        "less",
    ),
    Outcome(
        "person_days_below_2100",
        "Days people spent below 2,100 kcal",
        "person-days",
        ("person_days_below_2100",),
        "sum",
        PEOPLE,
        "less",
    ),
    Outcome(
        "two_meals", "People in households on two meals", "share", ("two_meals",), "mean", PEOPLE, "less"
    ),
    Outcome("energy", "Energy eaten", "kcal/adult equivalent/day", ("energy",), "mean", PEOPLE, "more"),
    Outcome(
        "energy_miners",
        "Energy eaten by miners' families",
        "kcal/adult equivalent/day",
        ("energy_miners",),
        "mean",
        PEOPLE,
        "more",
    ),
    Outcome(
        "energy_farmers",
        "Energy eaten by farm households",
        "kcal/adult equivalent/day",
        ("energy_farmers",),
        "mean",
        PEOPLE,
        "more",
    ),
    Outcome(
        "energy_soldiers",
        "Energy eaten by soldiers' households",
        "kcal/adult equivalent/day",
        ("energy_soldiers",),
        "mean",
        PEOPLE,
    ),
    Outcome(
        "energy_officials",
        "Energy eaten by officials' households",
        "kcal/adult equivalent/day",
        ("energy_officials",),
        "mean",
        PEOPLE,
    ),
    Outcome("ration", "Ration of miners' families", "g/person/day", ("ration",), "mean", PEOPLE, "more"),
    Outcome(
        "wage_paid",
        "A miner's pay, cash and goods",
        "KPW/worker/month",
        ("wage_paid",),
        "mean",
        PEOPLE,
        "more",
    ),
    Outcome(
        "income_trade",
        "Household income from trade",
        "KPW/household/month",
        ("income_trade",),
        "mean",
        PEOPLE,
        "more",
    ),
    Outcome(
        "levy_paid",
        "Levies paid by households",
        "KPW/household/month",
        ("levy_paid",),
        "mean",
        PEOPLE,
        "less",
    ),
    Outcome("smuggled", "Smuggled by carriers, gangs and units", "t", ("smuggled",), "sum", SHADOW),
    Outcome(
        "smuggling_value",
        "What that fetches beyond the border",
        "USD million",
        ("far_value",),
        "sum",
        SHADOW,
        scale=1e-6,
        in_usd=True,
    ),
    Outcome(
        "income_smuggling",
        "Household income from carrying",
        "KPW/household/month",
        ("income_smuggling",),
        "mean",
        SHADOW,
    ),
    Outcome(
        "broker_profit",
        "Profit of brokers",
        "USD million",
        ("broker_profit",),
        "sum",
        SHADOW,
        scale=1e-6,
        in_usd=True,
    ),
    Outcome(
        "bribes",
        "Bribes to border guards",
        "USD million",
        ("bribes",),
        "sum",
        SHADOW,
        scale=1e-6,
        in_usd=True,
    ),
    Outcome(
        "unit_profit",
        "Profit of army units and offices that smuggle",
        "USD million",
        ("unit_profit",),
        "sum",
        SHADOW,
        scale=1e-6,
        in_usd=True,
    ),
    Outcome(
        "levy_pocketed",
        "Levies pocketed on the way up",
        "KPW/household/month",
        ("levy_pocketed",),
        "mean",
        SHADOW,
    ),
    Outcome(
        "detained",
        "Held in camps, cells and for trial",
        "person-years",
        ("detained", "accused"),
        "person-years",
        CONTROL,
        "less",
    ),
    Outcome("trust", "Trust in the authorities, last year", "share", ("trust",), "last year", CONTROL),
    Outcome("fear", "Fear, last year", "share", ("fear",), "last year", CONTROL, "less"),
)
"""What is compared, where the model measures it."""

RATES = ("won_per_yuan", "won_per_usd")

COURSES: tuple[tuple[str, str], ...] = (
    ("foreign_currency_earned", "Foreign currency earned by the state"),
    ("exports", "Exports of the scenario's companies"),
    ("smuggled", "Smuggled by carriers, gangs and units"),
    ("energy", "Energy eaten"),
    ("two_meals", "People in households on two meals"),
    ("ration", "Ration of miners' families"),
    ("rice_price", "Rice in the market"),
    ("attendance", "At work, of those on the mine's books"),
    ("detained", "Held in camps and cells"),
    ("trust", "Trust in the authorities"),
)
"""What is shown month by month."""


def known(observables: Mapping[str, Observable]) -> tuple[Outcome, ...]:
    """The outcomes that a model measures."""
    return tuple(one for one in CHOSEN if set(one.observables) <= observables.keys())


def needed(observables: Mapping[str, Observable]) -> list[str]:
    """Observables to be read for outcomes and courses."""
    names = [name for one in known(observables) for name in one.observables]
    names += [name for name, _ in COURSES if name in observables] + [
        name for name in RATES if name in observables
    ]
    return list(dict.fromkeys(names))


def window(frame: Frame, first: date) -> np.ndarray:
    """Which months count: from the one of the first difference to the end, bool (months,)."""
    return np.array([day >= first for day in frame.time])


def course(name: str, arrays: Arrays, frame: Frame, observables: Mapping[str, Observable]) -> np.ndarray:
    """An observable of all places and goods together by month, shape (runs, months)."""
    return monthly(arrays[name], Course(name, name), frame, observables[name].over_places)


def values(
    one: Outcome, arrays: Arrays, frame: Frame, observables: Mapping[str, Observable], months: np.ndarray
) -> np.ndarray:
    """One number a run, shape (runs,); NaN where nothing was measured.

    Parameters
    ----------
    months
        Those that count, bool (months,).
    """
    total = np.zeros(len(arrays[one.observables[0]]))
    for name in one.observables:
        by_month = course(name, arrays, frame, observables)
        if one.in_usd:
            yuan, usd = (course(rate, arrays, frame, observables) for rate in RATES)
            by_month = by_month * yuan / usd
        total = total + _over_time(by_month, one.how, np.array(frame.days, float), months)
    return total * one.scale


def _over_time(by_month: np.ndarray, how: How, days: np.ndarray, months: np.ndarray) -> np.ndarray:
    if how == "last year":
        months = months & (np.arange(len(months)) >= len(months) - LAST_MONTHS)
    picked, length = by_month[:, months], days[months]
    there = np.isfinite(picked)
    weights = np.ones(len(length)) if how == "sum" else length
    total = np.where(there, picked, 0.0) @ weights
    if how in ("sum", "person-years"):
        full = total / (DAYS_A_YEAR if how == "person-years" else 1.0)
        return np.where(there.any(axis=1), full, np.nan)
    lived = there @ weights
    return np.divide(total, lived, out=np.full(len(total), np.nan), where=lived > 0)


def names(of: Sequence[Outcome]) -> list[str]:
    """Their names."""
    return [one.name for one in of]
