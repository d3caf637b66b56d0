"""Numbers that an article says: a week's worth, under a dollar, a year and a half, a half-month."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tumen.evidence.reading.numeral_words import NO_HALF, TENS, UNITS
from tumen.evidence.reading.tables import words

TIME_UNITS = {"fortnight": "week", "decade": "year"} | {
    word: word for word in words("minute hour day week month year")
}
TIMES_OVER = {"fortnight": 2.0, "decade": 10.0}
"""Units of time that are several of another."""

_TIME = "|".join(TIME_UNITS)
_SMALL = "|".join(sorted(UNITS | TENS, key=len, reverse=True))
_NO_DATE = r"(?! (?:ago|earlier|before|later|old|on|after)\b)"

AND_A_HALF = re.compile(
    rf"\b(?:(?P<one>an?|{_SMALL})|(?P<digits>\d{{1,3}})) (?P<unit>{_TIME})s? and a half\b", re.IGNORECASE
)
WORTH = re.compile(
    rf"\b(?:an?|one) (?:full |whole |single |normal )?(?P<unit>{_TIME})['’]s (?:full |normal |regular )?"
    rf"(?:worth|supply|supplies|notice|pay|wages?|salary|income|rations?|earnings|grain|food|rice|corn|"
    rf"maize|rent|stay|detention|labou?r|work|delay|suspension|journey|walk|drive|leave|training)\b|"
    rf"\ban? (?:full|whole|entire) (?P<whole>{_TIME})\b{_NO_DATE}",
    re.IGNORECASE,
)
HALF_UNIT = re.compile(r"\b(?:a )?half[\s-](?P<unit>day|week|month|year)(?:['’]s)?\b", re.IGNORECASE)
_HEDGE = (
    r"(?:(?:more|less|longer|shorter|higher|lower|further|better|later) than|at least|at most|under|over|"
    r"nearly|almost|about|around|roughly|only|just|barely|hardly|even|within|some|approximately|worth|"
    r"every|up to|beyond|equivalent of)"
)
HEDGED = re.compile(
    rf"\b(?:{_HEDGE}|(?:{_TIME})s? (?:to|or)) (?P<a>an?|half an?) "
    rf"(?P<unit>{_TIME}|kilo|kilogram|kilogramme|gram|ton|tonne|litre|liter|"
    rf"kilometre|kilometer|mile|metre|meter|hectare|dollar|yuan|euro|gallon|barrel)\b"
    rf"(?! (?:ago|earlier|before|old|and a half)\b)(?!['’])",
    re.IGNORECASE,
)
"""An article between a word that measures and a unit: less than a week, about a dollar."""

UNIT_WORDS = frozenset(
    form
    for word in words(
        """fortnight decade minute hour day week month year kilo kilogram kilogramme gram ton tonne litre
        liter kilometre kilometer mile metre meter hectare dollar yuan euro gallon barrel"""
    )
    for form in (word, f"{word}s")
)
"""Words without one of which a text says no such number."""

Length = tuple[int, int, float, str]
"""Start, end, value and unit of time."""


def lengths(text: str) -> Iterator[Length]:
    """Lengths of time said with an article or a half."""
    for match in AND_A_HALF.finditer(text):
        word = (match["one"] or "").lower()
        whole = float(match["digits"]) if match["digits"] else UNITS.get(word) or TENS.get(word) or 1.0
        yield _length(match, whole + 0.5, match["unit"])
    for match in WORTH.finditer(text):
        unit = match["unit"] or match["whole"]
        yield _length(match, 1.0, unit, match.end("unit" if match["unit"] else "whole"))
    for match in HALF_UNIT.finditer(text):
        if not NO_HALF.search(text[max(0, match.start() - 12) : match.start()]):
            yield _length(match, 0.5, match["unit"])


def _length(match: re.Match[str], value: float, word: str, end: int | None = None) -> Length:
    lower = word.lower()
    return (match.start(), end or match.end(), value * TIMES_OVER.get(lower, 1.0), TIME_UNITS[lower])


def ones(text: str) -> Iterator[Length]:
    """Articles that stand for "one": their unit is read after them, unless it is several of another."""
    for match in HEDGED.finditer(text):
        if match["a"].lower().startswith("half") or match["unit"].lower() == "fortnight":
            continue
        if match["unit"].lower() == "decade":
            yield match.start("a"), match.end("unit"), 10.0, "year"
        else:
            yield match.start("a"), match.end("a"), 1.0, ""
