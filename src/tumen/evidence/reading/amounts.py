# ruff: noqa: RUF001 - punctuation of Korean and Chinese texts
"""Amounts: a number with what it counts and what it is counted per, as far as that stands beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tumen.evidence.reading import rates
from tumen.evidence.reading.counters import COUNTED, MEASURES, PLURALS, Counter, counter_after
from tumen.evidence.reading.numbers import ABOUT_AFTER, HIGH_AFTER, LOW_AFTER, Number
from tumen.evidence.reading.tables import words

PRICE_LIKE = rates.PER_PRICE
HALF_OF = re.compile(rf" an? ({'|'.join(sorted(MEASURES, key=len, reverse=True))})\b", re.IGNORECASE)
EDGE = re.compile(r"[.;:!?。；！？,，、)）](?= |$)|[。；！？，、]| who\b| which\b| but\b| while\b")
CLAUSE = re.compile(r"[;；:：。]|[.!?](?= )")
BRACKET = re.compile(r" ?\([^()]{1,40}\)")


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


SIGNS = {code: code for code in words("USD KPW CNY KRW JPY EUR RUB")} | {
    "$": "USD",
    "US$": "USD",
    "RMB": "CNY",
    "¥": "CNY",
    "￥": "CNY",
    "€": "EUR",
    "₩": "KPW",
}
SIGN = re.compile(r"(?:\b(US\$|USD|KPW|RMB|CNY|KRW|JPY|EUR|RUB)|([$¥￥€₩])) ?$")
SOUTHERN = re.compile(r"\bSouth Korean(?: \w+)? ?$|\(South\)")
NORTHERN_ZH = re.compile(r"(?:朝[鲜鮮]?[币幣]) ?$")
SOUTH_BEFORE = re.compile(
    r"(?:한국 ?돈|한화|우리 ?돈|남한 ?돈) ?(?:으로 |로 )?(?:약 )?$|(?:달러|위안) ?\(약? ?$"
)
"""Won after one of these are South Korean; so are the sums that South Korean papers give in brackets."""

SOUTH_AFTER = re.compile(r" ?\(?(?:한국 ?돈|한화|남한 ?돈)")
GROUP_OF = re.compile(
    r"\b(?:staff|groups?|family|families|households?|homes?|crews?|teams?|gangs?|crowd|population|workforce|audience|"
    r"brigade|class|unit|party|contingent|total|number) (?:of|was|is|stands at|stood at|"
    r"at) (?:\w+ ){0,2}?\S?$|\bpopulation (?:of )?(?:\w+ ){0,3}$|\b(?:numbering|numbered|"
    r"manned by) (?:\w+ ){0,2}$",
    re.IGNORECASE,
)
HEDGE_AFTER = re.compile(r"(?: or (?:so|more|fewer|less)|-odd|-plus| odd)(?= [a-z])", re.IGNORECASE)
"""A hedge between a number and the noun that it counts: thirty or so dealers."""

WHO = re.compile(r" whom?\b")
STRONG = re.compile(r"-(?:strong|member|man|person|woman)\b")
NUMBER_OF = re.compile(
    rf"\b(?:number|numbers|total|toll)"
    rf" of (?:[a-z-]+ ){{0,3}}?(?P<noun>{'|'.join(sorted(COUNTED, key=len, reverse=True))})"
    rf"\b[^.;:]{{0,70}}$",
    re.IGNORECASE,
)
EACH_WITH = re.compile(
    r"\beach (?:with|carrying|holding|loaded with|of|worth|took|taking|bearing|"
    r"hauling) (?:\w+ ){0,2}\S?$",
    re.IGNORECASE,
)
SUPERLATIVE = re.compile(r"[\s-](?:most \w+|\w+est|top)\b", re.IGNORECASE)
ORDINAL_NOUN = re.compile(
    r" (?:such |of its kind |public |open |mass |major |similar |group |show ){0,3}(?P<noun>trials?|"
    r"executions?|visits?|raids?|inspections?|crackdowns?|campaigns?|shipments?|deliver(?:y|ies)|"
    r"times?|accidents?|meetings?|closures?|attempts?|rall(?:y|ies)|lectures?|hearings?)\b| (?=to be |"
    r"this year|in |since |of its kind|such\b)",
    re.IGNORECASE,
)
ORDINAL_BEFORE = re.compile(
    r"\b(trials?|executions?|visits?|raids?|inspections?|shipments?|hearings?)\b", re.IGNORECASE
)
ORDINAL_UNITS = {
    "trial": "trial",
    "time": "times",
    "hearing": "trial",
    "execution": "execution",
    "visit": "visit",
    "inspection": "check",
    "shipment": "trip",
}
RATION = re.compile(r"\b(?:rations?|entitle\w*|allotments?|allowances?)\b", re.IGNORECASE)
"""Near one of these grams are those of a person and a day, as rations are told everywhere."""

PLACES = {
    "갱": "mine",
    "탄광": "mine",
    "광산": "mine",
    "공장": "factory",
    "기업소": "company",
    "학교": "school",
    "시장": "market",
    "장마당": "market",
    "마을": "village",
    "농장": "farm",
}
PLACES_KO = re.compile(rf"({'|'.join(PLACES)})(?:[이가은는을를의])? ?(?:약 |모두 )?$")
"""What stands before the Korean counter of places: of mines, of schools."""

INTEREST = re.compile(
    r" (?:interest |in interest )?(?:an?|per|each|every) (day|week|month|year)\b", re.IGNORECASE
)

MEALS = re.compile(
    r"\b(?:eat\w*|ate|meals?|gruel|porridge|fed|food|rice|dine\w*)\b|끼|밥|죽|吃|餐|饭", re.IGNORECASE
)
PHONE = re.compile(r"휴대전화|손전화|핸드폰|휴대폰|전화기|手机|手機")
TRUCK = re.compile(r"차|트럭|卡车|货车|貨車|卡車|truck", re.IGNORECASE)


def alone(text: str, number: Number, begin: int, stop: int, last: int = 0) -> Amount:
    """A number with its own unit, as far as that stands right beside it.

    Parameters
    ----------
    begin
        Of the sentence.
    stop
        The next number or the end of the sentence.
    last
        Where the number before it ends.
    """
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
    if GROUP_OF.search(text, max(begin, last, number.start - 50), number.start):
        plain = replace(plain, unit="person", group="count", noun="people")
    if STRONG.match(text, number.end) or WHO.match(text, number.end):
        return replace(plain, unit="person", group="count", noun="people")
    hedge = HEDGE_AFTER.match(text, number.end, stop)
    counter = counter_after(text, hedge.end() if hedge else number.end, min(stop, number.end + 70))
    if counter and plain.low == plain.high == 1 and _no_plural(counter):
        counter = None
    if counter and not (plain.group and counter.unit == "item"):
        return _counted(text, plain, counter)
    named = NUMBER_OF.search(text, max(begin, number.start - 110), number.start)
    if named and not plain.group:
        return replace(plain, unit=COUNTED[named["noun"].lower()], group="count", noun=named["noun"])
    return plain


def _no_plural(counter: Counter) -> bool:
    """Whether what follows "one" cannot be what it counts: just one shows, one operates."""
    noun = counter.noun.lower()
    return noun.endswith("s") and counter.unit in ("item", "person") and noun not in PLURALS


def _counted(text: str, plain: Amount, counter: Counter) -> Amount:
    """The number with the unit read after it, and the bound that may stand after that."""
    unit = _currency(text, plain, counter) if counter.group == "money" else counter.unit
    if unit == "vehicle":
        around = text[max(0, plain.start - 30) : counter.end + 16]
        unit = "phone" if PHONE.search(around) else "truck" if TRUCK.search(around) else "item"
    if unit == "place" and (what := PLACES_KO.search(text, max(0, plain.start - 12), plain.start)):
        unit = PLACES[what[1]]
    group = "times" if unit == "times" else counter.group
    amount = replace(plain, unit=unit, group=group, noun=counter.noun, end=counter.end)
    if amount.low != amount.high:
        return amount
    if LOW_AFTER.match(text, counter.end):
        return replace(amount, high=None)
    if HIGH_AFTER.match(text, counter.end):
        return replace(amount, low=None)
    if ABOUT_AFTER.match(text, counter.end):
        return replace(amount, number=replace(amount.number, about=True))
    return amount


def _currency(text: str, plain: Amount, counter: Counter) -> str:
    """Whose won or yuan it is: of the north, unless the words beside it say otherwise."""
    before = text[max(0, plain.start - 14) : plain.start]
    if counter.unit == "CNY" and NORTHERN_ZH.search(before):
        return "KPW"
    southern = SOUTH_BEFORE.search(before) or SOUTHERN.search(text[plain.number.end : counter.end])
    return (
        "KRW"
        if counter.unit == "KPW" and (southern or SOUTH_AFTER.match(text, counter.end))
        else counter.unit
    )


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
            return replace(
                plain, unit=unit, group="count", noun=word, end=noun.end() if noun["noun"] else plain.end
            )
    if re.match(r" ?(?:공개 ?)?재판|[次场場]?(?:公开)?(?:公审|审判|宣判)", text[plain.end :][:10]):
        return replace(plain, unit="trial", group="count", noun="trial")
    return plain


def rated(text: str, drafts: Sequence[Amount], at: int, begin: int, end: int) -> Amount:
    """The amount with what it is counted per.

    Parameters
    ----------
    drafts
        The amounts of the sentence.
    at
        Which of them.
    begin, end
        The sentence.
    """
    amount = drafts[at]
    if amount.group == "percent" and (interest := INTEREST.match(text, amount.end, end)):
        return replace(amount, per=(rates.TIME[interest[1].lower()],), end=interest.end())
    if amount.group in ("", "percent", "share", "rank") or amount.per:
        return amount
    after, finish = _after(text, amount, drafts[at + 1].start if at + 1 < len(drafts) else end, end)
    last = drafts[at - 1].end if at else begin
    before = rates.per_before(text, _clause(text, begin, amount.start), amount.start, amount.group, last)
    if any(unit in rates.TIME.values() for unit in after):
        before = [unit for unit in before if unit not in rates.TIME.values()]
    per = [unit for unit in dict.fromkeys([*after, *before]) if unit != amount.unit]
    things = [one.unit for one in drafts[:at] if one.group == "count"]
    if EACH_WITH.search(text, max(begin, amount.start - 40), amount.start) and at:
        per = [things[-1] if things else "person"]
    elif per == ["person"] and rates.APIECE.search(text, amount.end, finish):
        per = [things[-1] if things else rates.apiece(text[begin : amount.start])]
    per = _sensible(amount, per, before)
    if amount.unit == "g" and not per and RATION.search(text, max(begin, amount.start - 60), amount.start):
        per = ["person", "day"]
    found = replace(amount, per=tuple(per), end=max(amount.end, finish))
    if found.written == "times/day" and MEALS.search(text, begin, end):
        return replace(found, unit="meal", group="count", noun="meals")
    return found


def _after(text: str, amount: Amount, stop: int, end: int) -> tuple[list[str], int]:
    """Units it is counted per, read after it; a remark in brackets is passed over."""
    edge = EDGE.search(text, amount.end, stop)
    found, finish = rates.per_after(text, amount.end, edge.start() if edge else stop, amount.group)
    bracket = BRACKET.match(text, amount.end, end)
    if found or not bracket:
        return found, finish
    found, finish = rates.per_after(text, bracket.end(), min(end, bracket.end() + 24), amount.group)
    return found, finish if found else amount.end


def _sensible(amount: Amount, per: list[str], before: list[str]) -> list[str]:
    """What an amount can be counted per: time per day, people not per person, a price per one thing."""
    if amount.group == "time":
        return [unit for unit in per if unit == "day" and amount.unit in ("hour", "minute")]
    if amount.unit == "person":
        return [
            unit
            for unit in per
            if unit not in ("person", "household") and (unit != "day" or unit not in before)
        ]
    if amount.unit == "g" and "day" in per:
        return ["person", "day"]
    prices = [unit for unit in per if unit in PRICE_LIKE]
    if amount.group == "money" and prices:
        return prices[:1]
    return sorted(per, key=lambda unit: unit in rates.TIME.values())


def _clause(text: str, begin: int, at: int) -> int:
    """Where the clause before a place in a sentence begins: after a full stop, semicolon or colon."""
    breaks = [match.end() for match in CLAUSE.finditer(text, begin, at)]
    return breaks[-1] if breaks else begin
