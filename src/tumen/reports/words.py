"""Numbers and dates in words a reader can say aloud."""

from __future__ import annotations

import math

import pandas as pd

LARGE = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))


def number(value: float | None, unit: str = "") -> str:
    """A number with about three figures and its unit: ``712,000 t``, ``1.25 million KPW``, ``38 %``."""
    if value is None or not math.isfinite(value):
        return "not measured"
    if unit in {"share", "1"}:
        return percent(value)
    return f"{plain(value)} {spoken(unit)}".strip()


def spoken(unit: str) -> str:
    """A unit as it follows a number: ``million USD``."""
    return "million USD" if unit == "USD million" else unit


def percent(value: float) -> str:
    """A share as a percentage, with a decimal only where it matters."""
    points = 100.0 * value
    if 0 < abs(points) < 10 and round(points, 1) != round(points):
        return f"{points:.1f} %".replace("-", "−")
    return f"{points:.0f} %".replace("-", "−") if round(points) else "0 %"


def plain(value: float) -> str:
    """About three significant figures, with thousands separated."""
    size = abs(value)
    for step, name in LARGE:
        if size >= step:
            return f"{_three(value / step)}{name}"
    return _three(value)


def _three(value: float) -> str:
    size = abs(value)
    if size == 0:
        return "0"
    if size >= 1000:
        text = f"{round(value, 2 - int(math.floor(math.log10(size)))):,.0f}"
    elif size >= 100 or float(value).is_integer():
        text = f"{value:.0f}"
    elif size >= 10:
        text = f"{value:.1f}".removesuffix(".0")
    elif size >= 0.0095:
        text = f"{value:.2f}".rstrip("0").rstrip(".")
    else:
        text = f"{value:.2g}"
    return text.replace("-", "−")


def span(low: float, high: float, unit: str) -> str:
    """A range with its unit, or a single number where both ends are the same."""
    if low == high:
        return number(low, unit)
    if unit in {"share", "1"}:
        return f"{percent(low).removesuffix(' %')} to {percent(high)}"
    return f"{plain(low)} to {plain(high)} {spoken(unit)}".strip()


def months(start: str, end: str) -> str:
    """A period in words: ``2016``, ``Feb 2018``, ``Mar to Aug 2018``, ``Nov 2014 to Jan 2015``."""
    if start == end:
        return start if len(start) == 4 else f"{pd.Period(start, 'M'):%b %Y}"
    first = pd.Period(start, "M")
    final = pd.Period(f"{end}-12" if len(end) == 4 else end, "M")
    whole_years = (first.month, final.month) == (1, 12)
    if first.year == final.year:
        return str(first.year) if whole_years else f"{first:%b} to {final:%b %Y}"
    if whole_years:
        return f"{first.year} to {final.year}"
    return f"{first:%b %Y} to {final:%b %Y}"


def day(date: str) -> str:
    """A date in words: ``5 September 2017``; months and years stay what they are."""
    try:
        moment = pd.Timestamp(date)
    except ValueError:
        return str(date)
    return f"{moment.day} {moment:%B %Y}" if len(str(date)) >= 10 else months(str(date)[:7], str(date)[:7])


def title(name: str) -> str:
    """``export_price`` as ``Export price``."""
    return sentence(name.replace("_", " ").strip())


def sentence(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]
