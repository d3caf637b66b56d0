"""What an amount is counted per: a day, a kilogram, a person, a dollar."""

from __future__ import annotations

import re

from tumen.evidence.reading.counters import COUNTED, plural
from tumen.evidence.reading.tables import rows, words

_SORTS: dict[str, dict[str, str]] = {}
for _row in rows("per"):
    _SORTS.setdefault(_row["sort"], {}).update(dict.fromkeys(_row["words"].split(";"), _row["unit"]))
TIME, MASS, MONEY, TIMES = (_SORTS[sort] for sort in ("time", "thing", "money", "round"))
ADVERBS, ZH_UNITS, SAID = (_SORTS[sort] for sort in ("adverb", "character", "declared"))
"""Words for what an amount may be counted per, and their units."""

HOLDER_UNITS = frozenset(
    words("person household truck ship mine factory school village county team company house")
)
HOLDERS = {word: unit for word, unit in COUNTED.items() if unit in HOLDER_UNITS}
PER_PRICE = frozenset({*MASS.values(), *MONEY.values()})
"""Units of a price or an exchange rate, which a second sum in a row shares."""

_TIME, _MASS, _MONEY, _TIMES = (
    "|".join(re.escape(word) for word in sorted(table, key=len, reverse=True))
    for table in (TIME, MASS, MONEY, TIMES)
)
_HOLDERS = "|".join(sorted(HOLDERS, key=len, reverse=True))
_AFTER_ADVERB = r"(?= *(?:[.,;:!?)”\"’—-]|$|(?:and|or|for|to|from|in|at|by|on|until|since|if|when|while)\b))"

SLASH = re.compile(
    rf" ?/ ?({_TIME}|{_MASS}|{_MONEY}|{_TIMES}|person|household|worker|公斤|千克|吨|人|"
    rf"天|日|月|年|kg|톤|명|월|일|년)s?(?![a-z])",
    re.IGNORECASE,
)
PER = re.compile(
    rf" (?:(?P<per>per|each|every)|(?P<a>an?)|(?P<for>for (?:an?|one|each|every|the)|"
    rf"to (?:the|an?|one|each|every)|"
    rf"against (?:the|an?|one)|on each|in each|from each|by the)) (?:single |US |"
    rf"U\.S\. |Chinese |metric |pit )?"
    rf"(?:(?P<time>{_TIME})|(?P<mass>{_MASS})|(?P<money>{_MONEY})|(?P<times>{_TIMES})|"
    rf"(?P<holder>{_HOLDERS}))s?(?![a-z-]|['’]s|(?<!per day)(?<!per month)(?<!per year)(?<!per week)  "
    rf"(?:ago|earlier|before|later|old)\b)",
    re.IGNORECASE,
)
PER_ADVERB = re.compile(
    rf" (daily|weekly|monthly|yearly|annually|nightly|hourly){_AFTER_ADVERB}", re.IGNORECASE
)
APIECE = re.compile(r" (?:apiece|each)\b(?= *(?:[.,;:!?)”\"’]|$|and\b|for\b|in\b|to\b))", re.IGNORECASE)
SOLD = re.compile(
    r"\b(?:sold|sells?|selling|sale|price[sd]?|costs?|buy|bought|fetch\w*|goes? for|went for)\b", re.I
)
NO_RATE = re.compile(
    r"\b(?:in|for|after|within|about|once|of|by|than|until|only|almost|nearly|over|during|half)$",
    re.IGNORECASE,
)

EACH_BEFORE = re.compile(
    rf"(?:\b(?:each|every|(?:the|an) average|for (?:one|each|every)|from (?:each|every))|"
    rf"(?:^|[,;] )per) (?!other\b|the\b|of\b|with\b|had\b|has\b)(?:[a-z-]+ ){{0,2}}?(?P<holder>{_HOLDERS})"
    rf"(?! (?:{_HOLDERS}|wages?|salary|pay|income|price|rate|figures?|exchange|statistics|data)\b)\b|"
    rf"\b(?P<time>(?:each|every) (?:{_TIME}))\b(?! (?:ago|earlier|before|later|of))",
    re.IGNORECASE,
)
ADJECTIVE = re.compile(
    r"\b(annual|yearly|monthly|weekly|daily|annually) (?!necessit|life|lives|basis|needs|bread|NK\b|"
    r"routine|News|Herald)[a-z]",
    re.IGNORECASE,
)
ONE_OF = re.compile(
    rf"\b(?:an?|one|per|1) (?P<unit>{_MASS}|{_MONEY})\b(?!s)[^.;:\d$¥]{{0,60}}$|"
    rf"\bthe (?P<money>{_MONEY})\b[^.;:\d$¥]{{0,50}}$",
    re.IGNORECASE,
)

EAST_ASIAN_BEFORE = tuple((re.compile(row["pattern"]), row["unit"]) for row in rows("rates"))
KO_TIME_YEAR = re.compile(r"\d ?년 ?한 ?해")
ZH_AFTER = re.compile(r"(?:/|每|一)(公斤|千克|吨|斤|人|天|日|个月|月|年|次|趟|辆|户|升)")
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
        return (
            None
            if match["for"] and not match["for"].lower().endswith(("each", "every"))
            else TIME[match["time"].lower()]
        )
    if match["mass"]:
        fits = group == "money" and (near or match["per"] or match["for"])
        fits = fits or (match["mass"].lower() == "hectare" and bool(match["per"] or match["a"]))
        return MASS[match["mass"].lower()] if fits else None
    if match["money"]:
        return _money(match["money"]) if group == "money" else None
    if match["times"]:
        return (
            TIMES[match["times"].lower()]
            if group in ("money", "measure") and (near or match["per"] or match["for"])
            else None
        )
    given = match["per"] or (match["for"] and match["for"].lower().endswith(("each", "every", "one")))
    if group in ("money", "measure", "count") and (given or (near and match["a"])):
        return HOLDERS[match["holder"].lower()]
    return None


def apiece(said: str) -> str:
    """What "each" means after a sum: the holders named before it, else things: bricks at 1,500 won each."""
    if SOLD.search(said):
        return "item"
    for word in reversed(re.findall(r"[A-Za-z]+", said)):
        lower = word.lower()
        if lower in HOLDERS and lower.endswith(("s", "men", "people", "children")):
            return HOLDERS[lower]
        if plural(lower):
            return "item"
    return "person"


def _money(word: str) -> str:
    return {name.lower(): unit for name, unit in MONEY.items()}[word.lower()]


def _unit(word: str) -> str:
    lower = word.lower()
    return (
        TIME.get(lower)
        or MASS.get(lower)
        or ZH_UNITS.get(word)
        or TIMES.get(lower)
        or HOLDERS.get(lower)
        or _money_or(word)
    )


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
    for pattern, unit in EAST_ASIAN_BEFORE:
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
