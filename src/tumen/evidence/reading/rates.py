"""What an amount is counted per: a day, a kilogram, a person, a dollar."""

from __future__ import annotations

import re

from tumen.evidence.reading.counters import COUNTED

TIME = {"day": "day", "night": "day", "morning": "day", "evening": "day", "week": "week", "month": "month", "year": "year",
        "hour": "hour", "annum": "year", "shift": "shift"}  # fmt: skip
MASS = {
    "kilo": "kg", "kilogram": "kg", "kilogramme": "kg", "kg": "kg", "gram": "g", "ton": "t", "tonne": "t",
    "metric ton": "t", "t": "t", "litre": "litre", "liter": "litre", "barrel": "barrel", "bag": "bag", "sack": "sack",
    "box": "box", "carton": "box", "bottle": "bottle", "pair": "pair", "set": "set", "hectare": "hectare",
    "kilometre": "km", "km": "km", "mile": "mile", "meal": "meal", "phone": "phone", "piece": "item", "item": "item",
    "pound": "lb", "kilowatt-hour": "kWh", "kwh": "kWh",
}  # fmt: skip
MONEY = {"dollar": "USD", "US dollar": "USD", "U.S. dollar": "USD", "greenback": "USD", "yuan": "CNY",
         "renminbi": "CNY", "Chinese yuan": "CNY", "euro": "EUR", "ruble": "RUB", "USD": "USD", "RMB": "CNY"}  # fmt: skip
TIMES = {"trip": "trip", "crossing": "crossing", "journey": "trip", "run": "trip", "load": "load", "truckload": "load",
         "visit": "visit", "head": "person", "back": "person", "case": "case", "time": "times"}  # fmt: skip
HOLDERS = {
    word: unit
    for word, unit in COUNTED.items()
    if unit in ("person", "household", "truck", "ship", "mine", "factory", "school", "village", "county", "team", "company", "house")
}
PER_PRICE = frozenset({*MASS.values(), *MONEY.values()})
"""Units of a price or an exchange rate, which a second sum in a row shares."""

_TIME, _MASS, _MONEY, _TIMES = (
    "|".join(re.escape(word) for word in sorted(table, key=len, reverse=True)) for table in (TIME, MASS, MONEY, TIMES)
)
_HOLDERS = "|".join(sorted(HOLDERS, key=len, reverse=True))
ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year", "annual": "year",
           "nightly": "day", "hourly": "hour"}  # fmt: skip
_AFTER_ADVERB = r"(?=\s*(?:[.,;:!?)”\"’—-]|$|(?:and|or|for|to|from|in|at|by|on|until|since|if|when|while)\b))"

SLASH = re.compile(rf"\s?/\s?({_TIME}|{_MASS}|{_MONEY}|{_TIMES}|person|household|worker|公斤|千克|吨|人|天|日|月|年|kg|톤|명|월|일|년)s?(?![a-z])", re.IGNORECASE)
PER = re.compile(
    rf"\s(?:(?P<per>per|each|every)|(?P<a>an?)|(?P<for>for\s(?:an?|one|each|every|the)|to\s(?:the|an?|one|each|every)|"
    rf"against\s(?:the|an?|one)|on\seach|in\seach|from\seach|by\sthe))\s(?:single\s|US\s|U\.S\.\s|Chinese\s|metric\s|pit\s)?"
    rf"(?:(?P<time>{_TIME})|(?P<mass>{_MASS})|(?P<money>{_MONEY})|(?P<times>{_TIMES})|(?P<holder>{_HOLDERS}))s?(?![a-z-]|\s(?:ago|earlier|before|later|old)\b)",
    re.IGNORECASE,
)
PER_ADVERB = re.compile(rf"\s(daily|weekly|monthly|yearly|annually|nightly|hourly){_AFTER_ADVERB}", re.IGNORECASE)
APIECE = re.compile(r"\s(?:apiece|each)\b(?=\s*(?:[.,;:!?)”\"’]|$|and\b|for\b|in\b|to\b))", re.IGNORECASE)
NO_RATE = re.compile(r"\b(?:in|for|after|within|about|once|of|by|than|until|only|almost|nearly|over|during|half)$", re.IGNORECASE)

EACH_BEFORE = re.compile(
    rf"(?:\b(?:each|every|for\s(?:one|each|every)|from\s(?:each|every))|(?:^|[,;]\s)per)\s(?!other\b)(?:[a-z-]+\s){{0,2}}?(?P<holder>{_HOLDERS})(?!\s(?:{_HOLDERS})\b)\b|"
    rf"\b(?P<time>(?:each|every)\s(?:{_TIME})|a\s(?:day|month|week|year))\b(?!\s(?:ago|earlier|before|later|of))",
    re.IGNORECASE,
)
ADJECTIVE = re.compile(
    r"\b(annual|yearly|monthly|weekly|daily|annually)\s(?!necessit|life|lives|basis|needs|bread|NK\b|routine|News|Herald)[a-z]",
    re.IGNORECASE,
)
ONE_OF = re.compile(
    rf"\b(?:an?|one|per|1)\s(?P<unit>{_MASS}|{_MONEY})\b(?!s)[^.;:\d$¥]{{0,60}}$|\bthe\s(?P<money>{_MONEY})\b[^.;:\d$¥]{{0,50}}$",
    re.IGNORECASE,
)

KOREAN: tuple[tuple[str, str], ...] = (
    (r"(?:1|한\s?)(?:인당|명당|사람\s?(?:당|앞에|에게)|사람마다)|1인\s?(?=\d)|인당|사람마다|개인당|(?:노동자|주민|종업원)\s?(?:1인당|마다|한 명당)", "person"),
    (r"(?:세대|가구|집집|가정|집)\s?(?:마다|당|별로?)|한\s?(?:세대|가구|집)\s?(?:당|에|마다)|매\s?세대", "household"),
    (r"하루(?:에|\s?평균)?|매일|일일|날마다|1일(?:\s?평균|당)?(?=\s?\d)", "day"),
    (r"매달|매월|한\s?달에|달마다|다달이|월급(?:은|이|으로)?|월\s?평균|한\s?달\s?평균|(?<![\d가-힣])월(?=\s?\d)", "month"),
    (r"매주|한\s?주에|일주일에|주당|1주일에", "week"),
    (r"매년|해마다|연간|연평균|1년에|한\s?해\s?평균|(?<![가-힣])연(?=\s?\d)|년간(?=\s?\d)", "year"),
    (r"(?:1\s?)?(?:kg|㎏|킬로(?:그램)?|키로)\s?(?:당|에)", "kg"),
    (r"(?:1\s?)?(?:톤|t)\s?(?:당|에)", "t"),
    (r"(?:1\s?)?리터\s?(?:당|에)", "litre"),
    (r"(?:1\s?)?달러\s?(?:당|에|대)|대\s?달러", "USD"),
    (r"(?:1\s?)?위안(?:화)?\s?(?:당|에|대)", "CNY"),
    (r"(?:한\s?번|1회|한\s?차례)\s?(?:에|당)", "trip"),
    (r"(?:차|트럭|1대|한\s?대)\s?(?:당|에)", "truck"),
    (r"(?:포대|자루|마대)\s?(?:당|에)", "bag"),
)
CHINESE: tuple[tuple[str, str], ...] = (
    (r"每人|每名[^\d,。,;]{0,5}|人均|每个(?:工人|人|劳动力)|每位", "person"),
    (r"每户|每戶|户均|每家|每个家庭", "household"),
    (r"每天|每日|日均|一天|日产|日產|单日|天天", "day"),
    (r"每月|每个月|每個月|月均|月薪|一个月|月产", "month"),
    (r"每周|每星期|每週|一周", "week"),
    (r"每年|年均|年产量?|年產量?|一年|年销|年出口", "year"),
    (r"每?(?<!\d)(?:1|一)?(?:公斤|千克)(?=[^\d,。;,]{0,6}$)|每公斤|每千克", "kg"),
    (r"每吨|每噸|一吨", "t"),
    (r"每斤", "jin"),
    (r"每升", "litre"),
    (r"每桶", "barrel"),
    (r"每袋|一袋", "bag"),
    (r"每[次趟回]|一[次趟]", "trip"),
    (r"每[辆輛车車]|每台", "truck"),
    (r"(?<!\d0)(?:1|一)?美元[兑兌换換:]|[对對兑兌]美元", "USD"),
    (r"(?<!\d0元)(?<!\d0)(?:1|一)?(?:元)?人民[币幣](?:元)?[兑兌换換:]|(?:对|兑)人民币", "CNY"),
)
KO_BEFORE = tuple((re.compile(pattern), unit) for pattern, unit in KOREAN)
ZH_BEFORE = tuple((re.compile(pattern), unit) for pattern, unit in CHINESE)
KO_TIME_YEAR = re.compile(r"\d\s?년\s?한\s?해")
ZH_AFTER = re.compile(r"(?:/|每|一)(公斤|千克|吨|斤|人|天|日|个月|月|年|次|趟|辆|户|升)")
ZH_UNITS = {"公斤": "kg", "千克": "kg", "吨": "t", "斤": "jin", "人": "person", "天": "day", "日": "day", "个月": "month",
            "月": "month", "年": "year", "次": "trip", "趟": "trip", "辆": "truck", "户": "household", "升": "litre",
            "톤": "t", "명": "person", "월": "month", "일": "day", "년": "year"}  # fmt: skip
SAID = {"kpw": "KPW", "won": "KPW", "yuan": "CNY", "cny": "CNY", "rmb": "CNY", "usd": "USD", "us$": "USD", "dollar": "USD",
        "dollars": "USD", "원": "KPW", "위안": "CNY", "朝元": "KPW", "元": "CNY", "kg": "kg", "kilo": "kg", "kilogram": "kg",
        "ton": "t", "tonne": "t", "t": "t", "公斤": "kg", "달러": "USD"}  # fmt: skip
NEAR = {"day": 22, "week": 22, "month": 22, "year": 16, "kg": 10, "t": 10, "USD": 14, "CNY": 14}
"""Characters that may stand between a Korean or Chinese "each" and its number (assumption)."""
FAR = 40


def per_after(text: str, at: int, stop: int, group: str) -> tuple[list[str], int]:
    """Units that an amount is counted per, read after it, and where the last of them ends.

    Parameters
    ----------
    at
        Where the amount's unit ends.
    stop
        Where the search ends: the next number, or the end of the clause.
    group
        Group of the amount's own unit.
    """
    found: list[str] = []
    end = at
    slash = SLASH.match(text, at, stop)
    if slash:
        found.append(_unit(slash[1]))
        end = slash.end()
    chinese = ZH_AFTER.match(text, end, stop)
    if chinese:
        return [*found, ZH_UNITS[chinese[1]]], chinese.end()
    for match in PER.finditer(text, at, stop):
        unit = _per(text, match, group, near=match.start() <= at + 1)
        if unit and unit not in found:
            found.append(unit)
            end = max(end, match.end())
    adverb = PER_ADVERB.search(text, at, stop)
    if adverb and group in ("money", "measure", "count", "times"):
        found.append(ADVERBS[adverb[1].lower()])
        end = max(end, adverb.end())
    apiece = APIECE.search(text, at, stop)
    if apiece and group in ("money", "measure") and not found and apiece.start() - at < 30:
        found.append("person")
        end = max(end, apiece.end())
    return list(dict.fromkeys(found)), end


def _per(text: str, match: re.Match[str], group: str, near: bool) -> str | None:
    """The unit of one "per" or "a", where it makes a rate of an amount of that group."""
    if match["time"]:
        if group == "time" and not near:
            return None
        if match["a"] and not near and NO_RATE.search(text[max(0, match.start() - 8) : match.start()]):
            return None
        return None if match["for"] and not match["for"].lower().endswith(("each", "every")) else TIME[match["time"].lower()]
    if match["mass"]:
        fits = group == "money" and (near or match["per"] or match["for"])
        fits = fits or (match["mass"].lower() == "hectare" and bool(match["per"] or match["a"]))
        return MASS[match["mass"].lower()] if fits else None
    if match["money"]:
        return _money(match["money"]) if group == "money" else None
    if match["times"]:
        return TIMES[match["times"].lower()] if group in ("money", "measure") and (near or match["per"] or match["for"]) else None
    given = match["per"] or (match["for"] and match["for"].lower().endswith(("each", "every", "one")))
    if group in ("money", "measure", "count") and (given or (near and match["a"])):
        return HOLDERS[match["holder"].lower()]
    return None


def _money(word: str) -> str:
    return {name.lower(): unit for name, unit in MONEY.items()}[word.lower()]


def _unit(word: str) -> str:
    lower = word.lower()
    return TIME.get(lower) or MASS.get(lower) or ZH_UNITS.get(word) or TIMES.get(lower) or HOLDERS.get(lower) or _money_or(word)


def _money_or(word: str) -> str:
    return {name.lower(): unit for name, unit in MONEY.items()}.get(word.lower(), word)


def per_before(text: str, begin: int, at: int, group: str, last: int) -> list[str]:
    """Units that an amount is counted per, read before it in its clause.

    Parameters
    ----------
    begin
        Where the clause begins.
    at
        Where the amount begins.
    last
        Where the number before it ends, or ``begin``.
    """
    found: list[str] = []
    clause = text[begin:at]
    near = text[max(begin, last) : at]
    if group in ("money", "measure", "count"):
        for match in EACH_BEFORE.finditer(clause):
            if match["holder"]:
                unit = HOLDERS[match["holder"].lower()]
                if group != "count" or unit not in ("person", "household"):
                    found.append(unit)
            elif match.end() + begin >= last and len(clause) - match.end() < 50:
                found.append(TIME[match["time"].split()[-1].lower()])
        adjectives = list(ADJECTIVE.finditer(near))
        if adjectives and len(near) - adjectives[-1].start() < 60:
            found.append(ADVERBS[adjectives[-1][1].lower()])
        if group == "money" and (one := ONE_OF.search(clause)):
            word = one["unit"] or one["money"]
            found.append(MASS.get(word.lower()) or _money_or(word))
    found += _east_asian(text, begin, at, last, group)
    return list(dict.fromkeys(found))


def _east_asian(text: str, begin: int, at: int, last: int, group: str) -> list[str]:
    found = []
    clause = text[max(begin, at - FAR) : at]
    offset = at - len(clause)
    for pattern, unit in (*KO_BEFORE, *ZH_BEFORE):
        matches = list(pattern.finditer(clause))
        if not matches:
            continue
        match = matches[-1]
        gap = len(clause) - match.end()
        if gap > NEAR.get(unit, FAR) or not _fits(unit, group):
            continue
        holder = unit in ("person", "household")
        between = clause[match.end() :]
        if not holder and (last > offset + match.end() or re.search(r"[,,、;;]", between)):
            continue
        if unit == "year" and KO_TIME_YEAR.search(clause):
            continue
        found.append(unit)
    return found


def _fits(unit: str, group: str) -> bool:
    if unit in ("kg", "t", "litre", "USD", "CNY", "jin", "barrel", "bag"):
        return group == "money"
    if unit in ("trip", "truck"):
        return group in ("money", "measure")
    if unit in ("person", "household"):
        return group in ("money", "measure")
    return group in ("money", "measure", "count", "time")
