"""Numbers whose unit the text leaves out because it was said just before: 900 grams to one, 300 to others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tumen.evidence.reading.amounts import Amount
from tumen.evidence.reading.counters import COUNTED, PLURALS, is_person

BARE_AFTER = re.compile(
    r"[,]? (?:others?\b|(?:more|people) (?=were|are|have|had)|were|was|had|have|are|did|do|died|fled|"
    r"remain|remained|came|returned|received|got|disappeared|survived|escaped|failed|simply|still|left|"
    r"of (?:them|whom|which|these|those))\b",
    re.IGNORECASE,
)
BARE_BEFORE = re.compile(
    r"\b(?:of (?:these|them|those|whom),?|all but|the (?:other|remaining)|another|a further|only|just|"
    r"maybe|perhaps|and) $",
    re.IGNORECASE,
)
"""What stands after and before a number that counts what was counted last."""

OF_US = re.compile(r" of (?:us|you|my \w+)\b", re.IGNORECASE)
ENDED = re.compile(
    r" ?(?:[.,;:!?)”\"—–]|$)| (?:now|then|in|on|at|by|since|before|after|from|for|last|this|today|these|"
    r"earlier|currently|instead|(?:an?|per|each|every) (?:day|night|week|month|year|shift|head)|and|or|but|"
    r"while|when|again|a year ago|the (?:year|month|week|day) before)\b",
    re.IGNORECASE,
)
"""What stands behind a number that names no unit."""

RATE_AFTER = re.compile(r" (?:an?|per|each|every) (?:day|night|week|month|year|shift)\b", re.IGNORECASE)
NUMBERED = re.compile(
    r"\b(?:c[ao]me to|comes to|number(?:s|ed|ing)?|st(?:oo|an)ds? at|amount(?:s|ed)? to|total(?:s|led|ed|"
    r"ling)?|averaged?|averages|up from|down from|(?:rose|fell|grew|shrank|dropped|cut|reduced|limited|"
    r"brought|increased) (?:to|from)|there (?:are|were)|there used to be)"
    r" (?:(?:about|around|some|only|just|barely|"
    r"nearly|almost|roughly|no more than|fewer than|more than|less than|at least|at most|maybe|perhaps|"
    r"over|under) ){0,2}$",
    re.IGNORECASE,
)
OF_THE = re.compile(
    r"\bof (?:the|its|their|his|her|our|all|these|those)\b[^.;:\d]{0,70}, ?[^.;:,]{0,24}$", re.IGNORECASE
)
"""The nouns of which a number then says how many: of the wagons that should come, half a dozen do."""

IN_BRACKET = re.compile(r"\(\w+ (?:out )?of (?:the )?\w+\)")
"""Two counts of the same in brackets: (17 of 23)."""

NOUN = re.compile(r"[A-Za-z]+")
PRICE_OF = re.compile(
    r"\b(?:to|at|for|with|than|against|was|were|is|are|from|reached|fetched|cost|costs|"
    r"dollar|yuan|and|rice|maize|corn|now|averaged|of)\b[^.;:]{0,12}$",
    re.IGNORECASE,
)
YEAR_LIKE = (1900, 2100)
"""Whole numbers that are as likely a year; they take no unit from elsewhere."""

INHERITED = frozenset({"money", "measure", "time", "count", "percent"})


def elliptic(text: str, drafts: Sequence[Amount], begin: int) -> list[Amount]:
    """Give a number behind which its unit is left out that of the amount before it in the sentence."""
    found: list[Amount] = []
    for amount in drafts:
        found.append(_filled(text, amount, begin, found) if _open(text, amount) else amount)
    return found


def _open(text: str, amount: Amount) -> bool:
    """Whether a number names no unit although it counts something."""
    number = amount.number
    if amount.group or number.sort != "count":
        return False
    if OF_THE.search(text, max(0, amount.start - 110), amount.start) or _in_bracket(text, amount):
        return True
    if amount.one:
        return False
    said = number.said[-1] if number.said else 0.0
    year = YEAR_LIKE[0] <= said <= YEAR_LIKE[1] and "," not in text[number.start : number.end]
    return not year and bool(ENDED.match(text, amount.end))


def _in_bracket(text: str, amount: Amount) -> bool:
    return bool(IN_BRACKET.search(text, max(0, amount.start - 24), amount.end + 16))


def _filled(text: str, amount: Amount, begin: int, earlier: Sequence[Amount]) -> Amount:
    lead = text[max(begin, amount.start - 70) : amount.start]
    counts = NUMBERED.search(lead) or OF_THE.search(text, max(begin, amount.start - 110), amount.start)
    most = max(amount.number.said, default=0.0)
    last = next(
        (
            one
            for one in reversed(earlier)
            if one.group in INHERITED and (one.group != "percent" or most <= 100)
        ),
        None,
    )
    if (counts or _in_bracket(text, amount) or RATE_AFTER.match(text, amount.end)) and (
        last is None or last.group not in ("measure", "money")
    ):
        noun = _subject(text[begin : amount.start])
        if noun:
            return replace(amount, unit=noun[0], group="count", noun=noun[1])
    if last is None:
        return amount
    if last.group == "money" and not PRICE_OF.search(lead):
        return amount
    return replace(amount, unit=last.unit, group=last.group, noun=last.noun)


def _subject(said: str) -> tuple[str, str] | None:
    """The plural that words last speak of, and its unit."""
    for match in reversed(list(NOUN.finditer(said))):
        lower = match[0].lower()
        if (
            lower in COUNTED
            and (lower.endswith("s") or lower in PLURALS)
            and COUNTED[lower] not in ("times", "item")
        ):
            return COUNTED[lower], match[0]
        if is_person(lower):
            return "person", match[0]
    return None


def bare(text: str, amount: Amount, begin: int, others: Sequence[Amount]) -> Amount:
    """A number that counts what was counted last: "of these, 3,400 were lent", "all but five"."""
    if amount.group or amount.number.sort != "count" or amount.one:
        return amount
    hedged = amount.number.about or amount.low is None or amount.high is None
    lead = text[max(begin, amount.start - 18) : amount.start]
    opens = amount.start - begin <= 1
    if not (
        hedged
        or BARE_AFTER.match(text, amount.end)
        or BARE_BEFORE.search(lead)
        or (opens and ENDED.match(text, amount.end))
    ):
        return amount
    counted = [one for one in others if one.start < amount.start and one.group in ("count", "measure")]
    counted = [one for one in counted if one.start >= begin or one.group == "count"]
    if OF_US.match(text, amount.end):
        return replace(amount, unit="person", group="count", noun="people")
    people = [one for one in counted if one.unit in ("person", "household")]
    if opens and people:
        counted = people
    if not counted:
        noun = _subject(text[begin : amount.start])
        return replace(amount, unit=noun[0], group="count", noun=noun[1]) if noun else amount
    last = counted[-1]
    return replace(amount, unit=last.unit, group=last.group, noun=last.noun)
