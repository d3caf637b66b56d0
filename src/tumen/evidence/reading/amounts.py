"""Amounts: numbers with what they count and what they are counted per."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tumen.evidence.reading import rates
from tumen.evidence.reading.counters import COUNTED, MEASURES, Counter, counter_after
from tumen.evidence.reading.numbers import HIGH_AFTER, LOW_AFTER, ABOUT_AFTER, Number

PRICE_LIKE = rates.PER_PRICE
HALF_OF = re.compile(rf"\san?\s({'|'.join(sorted(MEASURES, key=len, reverse=True))})\b", re.IGNORECASE)
BRACKET = re.compile(r"\s?\([^()]{1,40}\)")
DECLARED = re.compile(
    r"[(（]\s?(?:in\s)?(?P<unit>KPW|won|yuan|CNY|RMB|USD|US\$|dollars?|원|위안|朝元|元)\s?(?:/|per\s)\s?(?P<per>kg|kilo(?:gram)?|ton(?:ne)?|t|dollar|USD|yuan|CNY|公斤|달러|위안)\s?[)）]",
    re.IGNORECASE,
)
"""A unit that a heading or a list declares once: rice (won/kg)."""


@dataclass(frozen=True)
class Amount:
    """A number with its unit.

    Attributes
    ----------
    start, end
        From the currency sign or number to the last word of the unit.
    unit
        Without what it is counted per.
    per
        Units it is counted per.
    group
        ``money``, ``measure``, ``time``, ``count``, ``share``, ``percent``, ``times``, ``rank``; empty where
        the text names no unit.
    noun
        What is counted, as written.
    """

    number: Number
    start: int
    end: int
    unit: str
    group: str
    per: tuple[str, ...] = ()
    noun: str = ""
    low: float | None = field(default=None)
    high: float | None = field(default=None)

    @property
    def written(self) -> str:
        """The unit as `tumen.evidence.units` reads it."""
        return "/".join((self.unit, *self.per))

    @property
    def one(self) -> bool:
        """Whether it is exactly one, as in "a kilo"."""
        return self.low == self.high == 1

    @property
    def price(self) -> bool:
        """Whether it is a price or an exchange rate."""
        return self.group == "money" and any(unit in PRICE_LIKE for unit in self.per)


SIGNS = {"$": "USD", "US$": "USD", "USD": "USD", "¥": "CNY", "￥": "CNY", "€": "EUR", "₩": "KPW", "KPW": "KPW", "RMB": "CNY",
         "CNY": "CNY", "KRW": "KRW", "JPY": "JPY", "EUR": "EUR", "RUB": "RUB"}  # fmt: skip
SIGN = re.compile(r"(?:\b(US\$|USD|KPW|RMB|CNY|KRW|JPY|EUR|RUB)|([$¥￥€₩]))\s?$")
SOUTHERN = re.compile(r"\bSouth Korean(?:\s\w+)?\s?$|\(South\)")
NORTHERN_ZH = re.compile(r"(?:朝[鲜鮮]?[币幣])\s?$")
SOUTH_BEFORE = re.compile(r"(?:한국\s?돈|한화|우리\s?돈|남한\s?돈)\s?(?:으로\s|로\s)?(?:약\s)?$|(?:달러|위안)\s?\(약?\s?$")
"""Won after one of these are South Korean; so are the sums that South Korean papers give in brackets."""

SOUTH_AFTER = re.compile(r"\s?\(?(?:한국\s?돈|한화|남한\s?돈)")
CHARACTERS = re.compile(r"[.。!?！？;；](?=\s|$|[”\"'」])|[。；！？]")
GROUP_OF = re.compile(
    r"\b(?:staff|group|groups|family|families|crew|team|gang|crowd|population|workforce|audience|brigade|class|unit|"
    r"party|contingent|total|number)\s(?:of|was|is|stands\sat|stood\sat|at)\s(?:\w+\s){0,2}?\S?$|"
    r"\bpopulation\s(?:of\s)?(?:\w+\s){0,3}$|\b(?:numbering|numbered|manned\sby)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
STRONG = re.compile(r"-strong\b")
NUMBER_OF = re.compile(
    rf"\b(?:number|numbers|total|toll)\sof\s(?:[a-z-]+\s){{0,3}}?(?P<noun>{'|'.join(sorted(COUNTED, key=len, reverse=True))})\b[^.;:]{{0,70}}$", re.IGNORECASE
)
BARE_AFTER = re.compile(r"[,]?\s(?:others?\b|(?:more|people)\s(?=were|are|have|had)|were|was|had|have|are|did|do|died|fled|remain|remained|came|returned|of\s(?:them|whom|these|those))\b", re.IGNORECASE)
BARE_BEFORE = re.compile(r"\b(?:of\s(?:these|them|those|whom),?|all\sbut|the\sother|another|a\sfurther|only|just|maybe|perhaps)\s$", re.IGNORECASE)
INSTEAD = re.compile(r"\b(?:instead|alternatively)\b|대신|或者|或", re.IGNORECASE)
COORDINATED = re.compile(r"\b(?:or|and)\b|이나|또는|혹은|거나|或者?|和|及", re.IGNORECASE)
GAP_SHARED = re.compile(
    r"\s?(?:[-–—~∼〜～]|to|or|and|,|/|부터|에서|至|到|및|of|and\sthen|out\sof)\s?(?:from\s|only\s|just\s|about\s|the\s|its\s|his\s|her\s|their\s|our\s|my\s|some\s|nearly\s|US)?[$¥€₩]?\s?", re.IGNORECASE
)
OTHER_SUM = re.compile(
    r"\b(?:lev(?:y|ies)|fine[sd]?|wages?|salar(?:y|ies)|pay|pays|paid|bribes?|fees?|earn\w*|income|worth|loans?|debts?|borrow\w*|owes?|owed|"
    r"tax\w*|contribut\w*|budget|donat\w*|penalt\w*|reward|compensation|profit\w*|revenue|sav(?:ed|ings))\b|벌금|뇌물|월급|노임|"
    r"과제|세외|고이|고여|대출|罚款|工资|贿赂|上缴|欠|月薪",
    re.IGNORECASE,
)
EACH_WITH = re.compile(r"\beach\s(?:with|carrying|holding|loaded\swith|of|worth|took|taking|bearing|hauling)\s(?:\w+\s){0,2}\S?$", re.IGNORECASE)
SUPERLATIVE = re.compile(r"[\s-](?:most\s\w+|\w+est|top)\b", re.IGNORECASE)
ORDINAL_NOUN = re.compile(
    r"\s(?:such\s|of\sits\skind\s|public\s|open\s|mass\s|major\s|similar\s|group\s|show\s){0,3}(?P<noun>trials?|executions?|visits?|raids?|"
    r"inspections?|crackdowns?|campaigns?|shipments?|deliver(?:y|ies)|accidents?|meetings?|closures?|attempts?|rall(?:y|ies)|lectures?|hearings?)\b|"
    r"\s(?=to\sbe\s|this\syear|in\s|since\s|of\sits\skind|such\b)",
    re.IGNORECASE,
)
ORDINAL_BEFORE = re.compile(r"\b(trials?|executions?|visits?|raids?|inspections?|shipments?|hearings?)\b", re.IGNORECASE)
ORDINAL_UNITS = {"trial": "trial", "hearing": "trial", "execution": "execution", "visit": "visit", "inspection": "check", "shipment": "trip"}
MEALS = re.compile(r"\b(?:eat\w*|ate|meals?|gruel|porridge|fed|food|rice|dine\w*)\b|끼|밥|죽|吃|餐|饭", re.IGNORECASE)
PHONE = re.compile(r"휴대전화|손전화|핸드폰|휴대폰|전화기|手机|手機")
TRUCK = re.compile(r"차|트럭|卡车|货车|貨車|卡車|truck", re.IGNORECASE)
GRAMS_A_DAY = ("g", "day")


def amounts_in(text: str, numbers: Sequence[Number], begin: int, end: int, before: Sequence[Amount] = ()) -> list[Amount]:
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
    drafts = [_draft(text, number, begin, _stop(numbers, at, end)) for at, number in enumerate(numbers)]
    drafts = _shared(text, _declared(text, drafts, begin))
    drafts = _joined(text, drafts)
    drafts = [_rated(text, drafts, at, begin, end) for at in range(len(drafts))]
    drafts = _exchanged(text, [one for at, one in enumerate(drafts) if not _again(text, drafts, at)])
    drafts = _prices(text, drafts, begin, before)
    return [_bare(text, drafts, at, begin, before) for at in range(len(drafts))]


def _stop(numbers: Sequence[Number], at: int, end: int) -> int:
    return min(numbers[at + 1].start, end) if at + 1 < len(numbers) else end


def _draft(text: str, number: Number, begin: int, stop: int) -> Amount:
    """A number with its own unit, as far as it stands right beside it."""
    plain = Amount(number, number.start, number.end, "", "", low=number.low, high=number.high)
    if number.sort == "share" and (half := HALF_OF.match(text, number.end, stop)):
        unit, group = MEASURES[half[1].lower()]
        return replace(plain, unit=unit, group=group, end=half.end())
    if number.sort in ("percent", "share"):
        return replace(plain, unit=number.sort, group=number.sort)
    if number.sort == "ordinal":
        return _ranked(text, plain, begin, stop)
    sign = SIGN.search(text, max(begin, number.start - 5), number.start)
    if sign:
        currency = SIGNS[sign[1] or sign[2]]
        return replace(plain, unit=currency, group="money", start=sign.start())
    if number.sort == "times":
        return replace(plain, unit="times", group="times")
    if number.unit:
        return replace(plain, unit=number.unit, group="time")
    if GROUP_OF.search(text, max(begin, number.start - 50), number.start):
        plain = replace(plain, unit="person", group="count", noun="people")
    if STRONG.match(text, number.end):
        return replace(plain, unit="person", group="count", noun="people")
    counter = counter_after(text, number.end, min(stop, number.end + 70))
    if counter is None and not plain.group and (named := NUMBER_OF.search(text, max(begin, number.start - 110), number.start)):
        noun = named["noun"]
        return replace(plain, unit=COUNTED[noun.lower()], group="count", noun=noun)
    return _counted(text, plain, counter) if counter else plain


def _counted(text: str, plain: Amount, counter: Counter) -> Amount:
    """The number with the unit read after it, and the bound that may stand after that."""
    unit = counter.unit
    before = text[max(0, plain.start - 14) : plain.start]
    if unit == "CNY" and NORTHERN_ZH.search(before):
        unit = "KPW"
    if unit == "KPW" and (SOUTH_BEFORE.search(before) or SOUTHERN.search(text[plain.number.end : counter.end]) or SOUTH_AFTER.match(text, counter.end)):
        unit = "KRW"
    if unit == "vehicle":
        around = text[max(0, plain.start - 30) : counter.end + 16]
        unit = "phone" if PHONE.search(around) else "truck" if TRUCK.search(around) else "item"
    if unit == "person" and plain.unit == "" and re.match(r"-year|\syears?\sold", text[counter.end :][:10]):
        return plain
    group = "times" if unit == "times" else counter.group
    amount = replace(plain, unit=unit, group=group, noun=counter.noun, end=counter.end)
    low, high = amount.low, amount.high
    if low == high or unit == "":
        if LOW_AFTER.match(text, counter.end):
            high = None
        elif HIGH_AFTER.match(text, counter.end):
            low = None
        elif ABOUT_AFTER.match(text, counter.end):
            amount = replace(amount, number=replace(amount.number, about=True))
    return replace(amount, low=low, high=high)


def _ranked(text: str, plain: Amount, begin: int, stop: int) -> Amount:
    """An ordinal that counts trials or ranks ("the second highest"); any other is no amount."""
    if plain.low is not None and plain.low < 2:
        return plain
    if SUPERLATIVE.match(text, plain.end):
        return replace(plain, unit="rank", group="rank")
    noun = ORDINAL_NOUN.match(text, plain.end, min(stop, plain.end + 60))
    if noun:
        before = ORDINAL_BEFORE.findall(text[begin : plain.start])
        word = noun["noun"] or (before[-1] if before and not noun["noun"] else "")
        unit = ORDINAL_UNITS.get(re.sub(r"s$", "", word.lower()), "item") if word else ""
        if unit:
            return replace(plain, unit=unit, group="count", noun=word, end=noun.end() if noun["noun"] else plain.end)
    if re.match(r"\s?(?:공개\s?)?재판|[次场場]?(?:公开)?(?:公审|审判|宣判)", text[plain.end :][:10]):
        return replace(plain, unit="trial", group="count", noun="trial")
    return plain


def _declared(text: str, drafts: list[Amount], begin: int) -> list[Amount]:
    """Give bare numbers the unit that stands in brackets before them."""
    declared = DECLARED.search(text, begin, drafts[0].start) if drafts else None
    if not declared:
        return drafts
    unit, per = rates.SAID.get(declared["unit"].lower(), ""), rates.SAID.get(declared["per"].lower(), "")
    return [
        replace(one, unit=unit, group="money", per=(per,)) if unit and per and not one.group and one.number.sort == "count" else one
        for one in drafts
    ]


def _shared(text: str, drafts: list[Amount]) -> list[Amount]:
    """Give a number without a unit that of the next one where only "to", "or", "of" stands between."""
    for at in range(len(drafts) - 2, -1, -1):
        first, second = drafts[at], drafts[at + 1]
        gap = text[first.end : second.start]
        if first.group or second.group in ("", "percent", "share", "times", "rank", "time") or first.number.sort != "count":
            if not (first.group == "" and first.number.change and second.group in ("percent", "time") and len(gap) < 12):
                continue
        if first.number.change or (len(gap) < 18 and GAP_SHARED.fullmatch(gap)):
            drafts[at] = replace(first, unit=second.unit, group=second.group, noun=second.noun)
    return drafts


def _joined(text: str, drafts: list[Amount]) -> list[Amount]:
    """Make one range of "between six months and two years", "14,500 won to 15,000 won"."""
    found: list[Amount] = []
    for amount in drafts:
        last = found[-1] if found else None
        joined = _span(text, last, amount) if last else None
        if joined:
            found[-1] = joined
        else:
            found.append(amount)
    return found


def _span(text: str, first: Amount, second: Amount) -> Amount | None:
    gap = text[first.end : second.start]
    if first.group != second.group or first.group not in ("money", "measure", "time", "count", "percent") or first.number.change:
        return None
    between = re.search(r"\bbetween\s\S{0,4}$", text[max(0, first.start - 14) : first.start])
    if not (between and gap.strip() == "and") and not re.fullmatch(r"\s?(?:[-–—~∼至到]|to|에서|부터)\s?", gap):
        return None
    if None in (first.low, first.high, second.low, second.high):
        return None
    factor = _in_units(first.unit, second.unit)
    if factor is None:
        return None
    low, high = float(first.low or 0) , float(second.high or 0)
    low, high = (low, high / factor) if factor < 1 else (low * factor, high)
    unit = first.unit if factor < 1 else second.unit
    if low >= high:
        return None
    number = replace(first.number, end=second.number.end, low=low, high=high)
    return replace(second, number=number, start=first.start, unit=unit, low=low, high=high)


def _in_units(first: str, second: str) -> float | None:
    from tumen.core.errors import EvidenceError
    from tumen.evidence.units import factor

    if first == second:
        return 1.0
    if {first, second} == {"month", "year"}:
        return 1 / 12 if first == "month" else 12.0
    try:
        return factor(first, second)
    except EvidenceError:
        return None


def _clause(text: str, begin: int, at: int) -> int:
    """Where the clause before a place in a sentence begins: after a full stop, semicolon or colon."""
    breaks = [match.end() for match in re.finditer(r"[;；:：。]|[.!?](?=\s)", text[begin:at])]
    return begin + breaks[-1] if breaks else begin


def _rated(text: str, drafts: list[Amount], at: int, begin: int, end: int) -> Amount:
    """The amount with what it is counted per."""
    amount = drafts[at]
    if amount.group in ("", "percent", "share", "rank") or amount.per:
        return amount
    stop = drafts[at + 1].start if at + 1 < len(drafts) else end
    edge = re.compile(r"[.;:!?。；！？,，、)）](?=\s|$)|[。；！？，、]|\swho\b|\swhich\b|\sbut\b|\swhile\b").search(text, amount.end, stop)
    bracket = BRACKET.match(text, amount.end, end)
    after, finish = rates.per_after(text, amount.end, edge.start() if edge else stop, amount.group)
    if bracket and not after:
        after, finish = rates.per_after(text, bracket.end(), min(end, bracket.end() + 24), amount.group)
    last = drafts[at - 1].end if at else begin
    before = [unit for unit in rates.per_before(text, _clause(text, begin, amount.start), amount.start, amount.group, last)]
    per = [unit for unit in dict.fromkeys([*after, *before]) if unit != amount.unit]
    if amount.group == "time":
        per = [unit for unit in per if unit == "day" and amount.unit in ("hour", "minute")]
    if EACH_WITH.search(text, max(begin, amount.start - 40), amount.start) and at:
        holder = next((draft.unit for draft in reversed(drafts[:at]) if draft.group == "count"), "")
        per = [holder] if holder and holder != "person" else ["person"]
    if per == ["person"] and "person" in after and not before and (things := [one.unit for one in drafts[:at] if one.group == "count"]):
        per = [things[-1]] if rates.APIECE.search(text, amount.end, finish) else per
    if amount.unit == "person":
        per = [unit for unit in per if unit not in ("person", "household") and not (unit == "day" and unit in before)]
    if amount.unit == "g" and "day" in per:
        per = ["person", "day"]
    prices = [unit for unit in per if unit in PRICE_LIKE]
    if amount.group == "money" and prices:
        per = prices[:1]
    return _meals(text, replace(amount, per=tuple(sorted(per, key=_per_order)), end=max(amount.end, finish)), begin, end)


def _per_order(unit: str) -> int:
    return 1 if unit in rates.TIME.values() else 0


def _again(text: str, drafts: list[Amount], at: int) -> bool:
    """Whether an amount in brackets only says the one before it in another unit: 1,500 kg (3,300 pounds)."""
    first, second = drafts[at - 1], drafts[at]
    if not at or None in (first.low, second.low) or not re.fullmatch(r"[^.;]{0,20}[(（]\s?(?:about\s|or\s|some\s)?\S?", text[first.end : second.start]):
        return False
    factor = _in_units(second.unit, first.unit) if second.unit and first.unit else None
    return factor is not None and second.unit != first.unit and abs(float(second.low or 0) * factor - float(first.low or 0)) <= 0.05 * float(first.low or 0)


def _meals(text: str, amount: Amount, begin: int, end: int) -> Amount:
    """Twice a day is two meals a day where somebody eats."""
    if amount.unit == "times" and amount.per == ("day",) and MEALS.search(text, begin, end):
        return replace(amount, unit="meal", group="count", noun="meals")
    return amount


def _exchanged(text: str, drafts: list[Amount]) -> list[Amount]:
    """Of "1 yuan traded at 1,300 won" keep the price of a yuan."""
    found: list[Amount] = []
    for amount in drafts:
        last = found[-1] if found else None
        if last and last.one and amount.group == "money" and not amount.price and last.unit != amount.unit:
            gap = text[last.end : amount.start]
            if last.unit in PRICE_LIKE and not last.per and len(gap) < 40 and not re.search(r"[.;。；]", gap):
                found[-1] = replace(amount, per=(last.unit,), start=last.start)
                continue
        found.append(amount)
    return [one for one in found if not _base(text, one, found)]


def _base(text: str, amount: Amount, drafts: list[Amount]) -> bool:
    """Whether an amount of one is only what another is counted per ("1kg당")."""
    return amount.one and any(
        other is not amount and amount.unit in other.per and amount.start < other.start for other in drafts
    )


def _prices(text: str, drafts: list[Amount], begin: int, before: Sequence[Amount]) -> list[Amount]:
    """Give a sum the "per kilo" of the price before it, in the sentence or the one before."""
    for at, amount in enumerate(drafts):
        if amount.group not in ("money", "measure", "count"):
            continue
        if amount.group == "money" and not amount.per:
            earlier = [one for one in drafts[:at] if one.unit == amount.unit]
            gap = text[earlier[-1].end : amount.start] if earlier else ""
            if earlier and earlier[-1].price and not OTHER_SUM.search(gap):
                drafts[at] = replace(amount, per=earlier[-1].per)
                continue
            later = drafts[at + 1] if at + 1 < len(drafts) else None
            shared = later and later.unit == amount.unit and later.per and len(text[amount.end : later.start]) < 24
            if shared and later and (amount.number.change or re.fullmatch(r"\s?(?:to|and|or|부터|에서|까지|跌到|降到|涨到|升到|降至|跌至|升至|涨至|,)\s?.{0,8}", text[amount.end : later.start])):
                drafts[at] = replace(amount, per=later.per)
                continue
            if not earlier and not any(one.price for one in drafts):
                drafts[at] = _as_before(text, amount, begin, before)
        elif at + 1 < len(drafts):
            later = drafts[at + 1]
            if later.unit == amount.unit and len(later.per) > len(amount.per) and (amount.number.change or GAP_SHARED.fullmatch(text[amount.end : later.start])):
                drafts[at] = replace(amount, per=later.per)
    return _hours(text, drafts)


def _hours(text: str, drafts: list[Amount]) -> list[Amount]:
    for at, (first, second) in enumerate(zip(drafts, drafts[1:], strict=False)):
        if first.group == "time" and first.unit == second.unit and second.per and not first.per:
            drafts[at] = replace(first, per=second.per)
    return drafts


def _as_before(text: str, amount: Amount, begin: int, before: Sequence[Amount]) -> Amount:
    """The unit that a sum takes over from the sentence before: a price, or "12,000 won instead"."""
    same = [one for one in before if one.group == "money"]
    if not same:
        return amount
    sentence = text[begin : amount.end + 30].split("\n")[0]
    if INSTEAD.search(sentence) and same[-1].per and not same[-1].price:
        return replace(amount, per=same[-1].per)
    if same[-1].unit == amount.unit and same[-1].price and not OTHER_SUM.search(sentence):
        return replace(amount, per=same[-1].per)
    return amount


def _bare(text: str, drafts: list[Amount], at: int, begin: int, before: Sequence[Amount]) -> Amount:
    """A number that counts what was counted last: "of these, 3,400 were lent", "all but five"."""
    amount = drafts[at]
    if amount.group or amount.number.sort != "count" or amount.one:
        return amount
    lead = text[max(begin, amount.start - 16) : amount.start]
    hedged = amount.number.about or amount.low is None or amount.high is None
    if not (hedged or BARE_AFTER.match(text, amount.end) or BARE_BEFORE.search(lead)):
        return amount
    counted = [one for one in [*before, *drafts[:at]] if one.group == "count" and one.unit in ("person", "household", "truck", "company")]
    return replace(amount, unit=counted[-1].unit, group="count", noun=counted[-1].noun) if counted else amount
