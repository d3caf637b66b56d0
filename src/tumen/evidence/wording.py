"""An amount in words, as it was told: "about 30 to 50 t/day", "at least 20 persons"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from pydantic import ValidationError

from tumen.core.errors import EvidenceError
from tumen.evidence import periods
from tumen.evidence.claims import Quantity

CURRENCIES = {
    "KPW": "North Korean won",
    "KRW": "South Korean won",
    "CNY": "yuan",
    "USD": "US dollars",
    "JPY": "yen",
    "RUB": "roubles",
}
"""Codes of currencies in the words of a sentence."""

WRITTEN = re.compile(
    r"(?P<about>about )?(?P<bound>at least |at most )?(?P<low>[-+.\d,]+)(?:(?: to |-)(?P<high>[.\d,]+))?"
    r"(?: (?P<unit>[^\d].*))?"
)
"""An amount as `amount` writes a number, a range or a bound."""


def amount(quantity: Quantity | None) -> str:
    """The amount in words, in the source's own unit; nothing for a claim that only dates an event."""
    if quantity is None:
        return ""
    unit = "" if quantity.kind == "ratio" else quantity.unit
    said = f"{_numbers(quantity)} {unit}".rstrip()
    if quantity.kind == "ratio":
        said = f"{said} times that of {quantity.than}"
    if quantity.word:
        said = f"{quantity.word!r} (taken for {said})"
    return f"about {said}" if quantity.about else said


def amount_in_words(quantity: Quantity | None) -> str:
    """The amount for a sentence: ``5,200 North Korean won a kg`` where `amount` writes ``5,200 KPW/kg``."""
    if quantity is None:
        return ""
    unit = "".join(CURRENCIES.get(part, part) for part in re.split(r"\b", quantity.unit)).replace("/", " a ")
    than = quantity.than and (period(quantity.than) or quantity.than)
    return amount(quantity.model_copy(update={"unit": unit, "than": than}))


def statement(amount: str, subject: str, good: str, places: Sequence[str], period_: str) -> str:
    """A claim's parts as a phrase: ``Rice price in Musan, 3 March 2018: 5,200 North Korean won a kg``."""
    from tumen.reports import words

    about, good = subject.replace("_", " "), good.replace("_", " ")
    if good and good not in about.split():
        about = f"{about}, {good}," if about and places else ", ".join(filter(None, [about, good]))
    where = f"in {' and '.join(places)}" if places else ""
    told = ", ".join(filter(None, [f"{about} {where}".strip(), period(period_)]))
    return words.sentence(": ".join(filter(None, [told, amount])))[:400]


def period(edtf: str) -> str:
    """A period in words: ``2018-03-01~/2018-03-11~`` as ``about 1 to 11 March 2018``; nothing where unknown.

    What is no period stays as it stands.
    """
    try:
        when = periods.parse(edtf)
    except EvidenceError:
        return edtf
    if when.first is None and when.last is None:
        return ""
    about = "about " if when.margin else ""
    if when.open_ended:
        return f"{'since' if when.last is None else 'until'} {about}{_days(when.named)}"
    return about + _days(when)


def _days(when: periods.Period) -> str:
    """A period with both its ends, in whole months where it has such."""
    from tumen.reports import words

    first, last = when.first, when.last
    if first is None or last is None:
        return when.text
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return words.months(first.isoformat()[:7], last.isoformat()[:7])
    if first == last:
        return _day(last)
    begins = f"{first.day}" if (first.year, first.month) == (last.year, last.month) else _day(first)
    return f"{begins} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _numbers(quantity: Quantity) -> str:
    if quantity.value is not None:
        return number(quantity.value)
    if quantity.low is None:
        return f"at most {number(quantity.high or 0.0)}"
    if quantity.high is None:
        return f"at least {number(quantity.low)}"
    return f"{number(quantity.low)} to {number(quantity.high)}"


def number(value: float) -> str:
    """A number for people: thousands apart, no needless digits."""
    return f"{value:,.0f}" if abs(value) >= 1e5 else f"{value:,.6g}"


def read_amount(text: str) -> Quantity:
    """Read what `amount` writes of a number, a range or a bound: "30 to 40 percent", "at least 3 t".

    Raises
    ------
    EvidenceError
        If it is none of these.
    """
    found = WRITTEN.fullmatch(text.strip())
    try:
        if not found:
            raise ValueError
        first = float(found["low"].replace(",", ""))
        values: dict[str, object] = {"kind": "value", "value": first}
        if found["high"]:
            values = {"kind": "interval", "low": first, "high": float(found["high"].replace(",", ""))}
        elif found["bound"]:
            values = {"kind": "bound", "low" if "least" in found["bound"] else "high": first}
        unit = (found["unit"] or "").strip()
        return Quantity.model_validate(values | {"unit": unit, "about": bool(found["about"])})
    except (ValueError, ValidationError):
        raise EvidenceError(
            f"'{text}' is no amount; expected such as 36 persons, 30 to 40 percent or at least 3 t."
        ) from None
