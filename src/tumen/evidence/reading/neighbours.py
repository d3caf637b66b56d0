# ruff: noqa: RUF001 - punctuation of Korean and Chinese texts
"""Amounts of a sentence: each is read alone, then given what its neighbours say of it.

"From 22 hours to 9 hours a day", "5,200 won a kilo in one town and 5,400 won in the next", "31 of 40
households": what one number leaves out stands with another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tumen.core.errors import EvidenceError
from tumen.evidence.reading import rates
from tumen.evidence.reading.amounts import PRICE_LIKE, Amount, alone, rated
from tumen.evidence.reading.ellipsis import bare, elliptic
from tumen.evidence.reading.numbers import Number
from tumen.evidence.units import factor

DECLARED = re.compile(
    r"[(（] ?(?:in )?(?P<unit>KPW|won|yuan|CNY|RMB|USD|US\$|dollars?|원|위안|朝元|元) ?(?:/|"
    r"per ) ?(?P<per>kg|kilo(?:gram)?|ton(?:ne)?|t|dollar|USD|yuan|CNY|公斤|달러|위안) ?[)）]",
    re.IGNORECASE,
)
"""A unit that a heading or a list declares once: rice (won/kg)."""

GAP_SHARED = re.compile(
    r" ?(?:[-–—~∼〜～]|to|or|and|,|/|부터|에서|至|到|및|of|and then|out of) ?(?:from |only |just |about |"
    r"the |its |his |her |their |our |my |some |nearly |US)?[$¥€₩]? ?",
    re.IGNORECASE,
)
TO_PRICE = re.compile(
    r" ?(?:to|and|or|부터|에서|까지|跌到|降到|涨到|升到|降至|跌至|升至|涨至|,) ?.{0,8}", re.IGNORECASE
)
SPANNED = re.compile(r" ?(?:[-–—~∼至到]|to|에서|부터) ?")
BETWEEN = re.compile(r"\bbetween \S{0,4}$")
AGAIN = re.compile(r"[^.;]{0,20}[(（] ?(?:about |or |some )?\S?")
INSTEAD = re.compile(r"\b(?:instead|alternatively)\b|대신|或者|或", re.IGNORECASE)
OTHER_SUM = re.compile(
    r"\b(?:lev(?:y|ies)|fine[sd]?|wages?|salar(?:y|ies)|pay|pays|paid|bribes?|fees?|earn\w*|"
    r"income|worth|loans?|debts?|borrow\w*|owes?|owed|tax\w*|contribut\w*|budget|donat\w*|"
    r"penalt\w*|reward|compensation|profit\w*|revenue|saved|savings)\b|벌금|뇌물|월급|노임|과제|세외|고이|"
    r"고여|대출|罚款|工资|贿赂|上缴|欠|月薪",
    re.IGNORECASE,
)
"""A sum near one of these is no price, even where a price stands before it."""

EQUAL = 0.05
"""Share by which an amount may differ from the one that it says again in another unit (assumption)."""


def amounts_in(
    text: str, numbers: Sequence[Number], begin: int, end: int, before: Sequence[Amount] = ()
) -> list[Amount]:
    """The amounts of one sentence.

    Parameters
    ----------
    numbers
        Numbers of the sentence that are no dates or labels, in order.
    begin, end
        The sentence.
    before
        Amounts of the sentences before it in the paragraph, from which it may take its unit.
    """
    if not numbers:
        return []
    stops = [*(min(number.start, end) for number in numbers[1:]), end]
    lasts = [begin, *(number.end for number in numbers[:-1])]
    drafts = [
        alone(text, number, begin, stop, last)
        for number, stop, last in zip(numbers, stops, lasts, strict=True)
    ]
    drafts = elliptic(text, _joined(text, _shared(text, _declared(text, drafts, begin))), begin)
    drafts = [rated(text, drafts, at, begin, end) for at in range(len(drafts))]
    drafts = [two for one, two in pairwise([None, *drafts]) if two and not (one and _again(text, one, two))]
    drafts = _of_one(_exchanged(text, drafts))
    drafts = [_priced(text, drafts, at, begin, before) for at in range(len(drafts))]
    return [bare(text, one, begin, [*before, *drafts]) for one in _changed(text, drafts)]


def _declared(text: str, drafts: list[Amount], begin: int) -> list[Amount]:
    """Give bare numbers the unit that stands in brackets before them."""
    declared = DECLARED.search(text, begin, drafts[0].start) if drafts else None
    unit = rates.SAID.get(declared["unit"].lower()) if declared else None
    per = rates.SAID.get(declared["per"].lower()) if declared else None
    if not unit or not per:
        return drafts
    return [
        one if one.group or one.number.sort != "count" else replace(one, unit=unit, group="money", per=(per,))
        for one in drafts
    ]


def _shared(text: str, drafts: list[Amount]) -> list[Amount]:
    """Give a number without a unit that of the next one where only "to", "or", "of" stands between."""
    for at in range(1, len(drafts)):
        if drafts[at].unit == "place" and drafts[at].noun and drafts[at].noun == drafts[at - 1].noun:
            drafts[at] = replace(drafts[at], unit=drafts[at - 1].unit)
    for at in range(len(drafts) - 2, -1, -1):
        first, second = drafts[at], drafts[at + 1]
        gap = text[first.end : second.start]
        if first.group or first.number.sort != "count":
            continue
        if second.group in ("percent", "time"):
            shares = first.number.change and len(gap) < 12
        else:
            plain = second.group in ("money", "measure", "count")
            shares = plain and (first.number.change or (len(gap) < 18 and bool(GAP_SHARED.fullmatch(gap))))
        if shares:
            drafts[at] = replace(first, unit=second.unit, group=second.group, noun=second.noun)
    return drafts


def _joined(text: str, drafts: list[Amount]) -> list[Amount]:
    """Make one range of "between three months and a year", "14,500 won to 15,000 won"."""
    found: list[Amount] = []
    for amount in drafts:
        joined = _range(text, found[-1], amount) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(amount)
    return found


def _range(text: str, first: Amount, second: Amount) -> Amount | None:
    gap = text[first.end : second.start]
    if first.group != second.group or first.number.change:
        return None
    if first.group not in ("money", "measure", "time", "count", "percent"):
        return None
    between = BETWEEN.search(text[max(0, first.start - 14) : first.start]) and gap.strip() == "and"
    if not between and not SPANNED.fullmatch(gap):
        return None
    if first.low is None or first.high is None or second.low is None or second.high is None:
        return None
    times = _times(first.unit, second.unit)
    if times is None:
        return None
    unit = first.unit if times < 1 else second.unit
    low, high = (first.low, second.high / times) if times < 1 else (first.low * times, second.high)
    if low >= high:
        return None
    number = replace(first.number, end=second.number.end, low=low, high=high)
    return replace(second, number=number, start=first.start, unit=unit, low=low, high=high)


def _times(unit: str, other: str) -> float | None:
    """How often one unit goes into the other, or None where they measure different things."""
    try:
        return 1.0 if unit == other else factor(unit, other)
    except EvidenceError:
        return None


def _again(text: str, first: Amount, second: Amount) -> bool:
    """Whether an amount in brackets only says the one before it in another unit: 1,500 kg (3,300 pounds)."""
    if not first.low or not second.low or first.unit == second.unit or not first.unit or not second.unit:
        return False
    if not AGAIN.fullmatch(text[first.end : second.start]):
        return False
    times = _times(second.unit, first.unit)
    return times is not None and abs(second.low * times - first.low) <= EQUAL * first.low


def _exchanged(text: str, drafts: list[Amount]) -> list[Amount]:
    """Of "1 yuan traded at 1,300 won" keep the price of a yuan."""
    found: list[Amount] = []
    for amount in drafts:
        last = found[-1] if found else None
        sold = amount.group == "money" and not amount.price
        if (
            last
            and sold
            and last.one
            and last.unit != amount.unit
            and last.unit in PRICE_LIKE
            and not last.per
        ):
            gap = text[last.end : amount.start]
            if len(gap) < 40 and not re.search(r"[.;。；]", gap):
                found[-1] = replace(amount, per=(last.unit,), start=last.start)
                continue
        found.append(amount)
    return found


def _of_one(drafts: list[Amount]) -> list[Amount]:
    """Leave out an amount of one that is only what another is counted per ("1kg당")."""
    return [
        one
        for one in drafts
        if not (one.one and any(one.unit in two.per and one.start < two.start for two in drafts))
    ]


def _priced(text: str, drafts: list[Amount], at: int, begin: int, before: Sequence[Amount]) -> Amount:
    """The amount with the "per kilo" of the price beside it, in the sentence or the one before."""
    amount = drafts[at]
    later = drafts[at + 1] if at + 1 < len(drafts) else None
    gap = text[amount.end : later.start] if later else ""
    same = later is not None and later.unit == amount.unit and len(later.per) > len(amount.per)
    if later and same and amount.group in ("measure", "count", "time"):
        joined = amount.number.change or amount.group == "time" or GAP_SHARED.fullmatch(gap)
        return replace(amount, per=later.per) if joined else amount
    rations = [one.per for one in drafts[:at] if one.unit == amount.unit == "g" and len(one.per) == 2]
    if rations and len(amount.per) < 2:
        return replace(amount, per=rations[-1])
    if amount.group != "money" or amount.per:
        return amount
    earlier = [one for one in drafts[:at] if one.unit == amount.unit]
    if (
        earlier
        and _price_of(drafts, earlier[-1])
        and not OTHER_SUM.search(text[earlier[-1].end : amount.start])
    ):
        return replace(amount, per=_price_of(drafts, earlier[-1]))
    if later and same and len(gap) < 24 and (amount.number.change or TO_PRICE.fullmatch(gap)):
        return replace(amount, per=later.per)
    return amount if earlier or any(one.price for one in drafts) else _as_before(text, amount, begin, before)


def _price_of(drafts: Sequence[Amount], amount: Amount) -> tuple[str, ...]:
    """What an earlier sum of the sentence is a price of, be it from one before it in turn."""
    if amount.price:
        return amount.per
    prices = [one for one in drafts if one.price and one.unit == amount.unit and one.start < amount.start]
    return prices[-1].per if prices and not amount.per else ()


def _as_before(text: str, amount: Amount, begin: int, before: Sequence[Amount]) -> Amount:
    """The unit that a sum takes over from the sentence before: a price, or "12,000 won instead"."""
    sums = [one for one in before if one.group == "money"]
    if not sums:
        return amount
    sentence = text[begin : amount.end + 30]
    if INSTEAD.search(sentence) and sums[-1].per and not sums[-1].price:
        return replace(amount, per=sums[-1].per)
    if sums[-1].unit == amount.unit and sums[-1].price and not OTHER_SUM.search(sentence):
        return replace(amount, per=sums[-1].per)
    return amount


def _changed(text: str, drafts: list[Amount]) -> list[Amount]:
    """Let both ends of a change be counted per the same."""
    for at, (first, second) in enumerate(pairwise(drafts)):
        if first.number.change and first.unit == second.unit and first.per and not second.per:
            drafts[at + 1] = replace(second, per=first.per)
    return drafts
