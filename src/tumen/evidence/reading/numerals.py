"""Single numerals in a text, in digits or in words of English, Korean and Chinese, each with its value.

A numeral is one number as it stands: "6,200", "1.4 billion", "twenty-five", "1만 2000", "三分之二",
"half", "twice". What belongs to several of them (ranges, bounds) is in `numbers`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tumen.evidence.reading import articles
from tumen.evidence.reading.numeral_words import (
    DAY_WORDS,
    DAYS_KO,
    DIGITS,
    FORTNIGHT,
    GLYPHS,
    HALF,
    HALVES_CJK,
    IN_WORDS,
    NO_HALF,
    ONE_IN,
    ONE_NOUN_IN,
    ORDINAL,
    ORDINAL_CJK,
    ORDINALS,
    OUT_OF_KO,
    OUT_OF_ZH,
    PART,
    PARTS,
    PARTS_CJK,
    PERCENT,
    SCALE_AFTER,
    SCALES,
    SHORT_AFTER,
    SHORT_SCALES,
    SLASHED,
    TENTHS,
    TIMES,
    TIMES_CJK,
    TIMES_WORD,
    WORDS,
)
from tumen.evidence.reading.numerals_cjk import (
    COUNTER_KO,
    COUNTER_ZH,
    chinese,
    korean_native,
    korean_sino,
    scaled,
)
from tumen.evidence.reading.scripts import east_asian

Sort = Literal["count", "percent", "share", "times", "ordinal"]

Finder = Callable[[str], Iterator["Numeral"]]

DIGIT = "0"
"""Stands for every digit."""

PART_AFTER = re.compile(
    r" ?(?:of|to|off|less|more|as|lower|higher|cheaper|below|above|in \w+ \w+)\b| ?[.,;:!?)”\"’]|$"
)
SAID = re.compile(r"[^\W\d_]+|\d")

FEW = 10
"""Of so many or fewer a Korean "3 of 10" is a share; of more both numbers count (assumption)."""

LARGEST_WHOLE = 1000
"""Beyond it "one in 2016" is a year."""

LONGEST_DIGITS = 18
"""Digits beyond which a run of them is no number that anybody reports."""


@dataclass(frozen=True)
class Numeral:
    """One number as it stands.

    Attributes
    ----------
    low, high
        Equal, unless the word itself is a range ("두세 명", "三四百").
    scale
        Value of the scale word it ends with ("80 million": 1e6), which a range may share.
    unit
        Where the word is number and unit in one ("열흘": ten days).
    """

    start: int
    end: int
    low: float
    high: float
    sort: Sort = "count"
    scale: float = 1.0
    unit: str = ""


def numerals_in(text: str) -> list[Numeral]:
    """Every numeral, in order; of two that overlap the one found by the more telling pattern."""
    taken: list[Numeral] = []
    for find in EAST_ASIAN_FINDERS if east_asian(text) else _finders(text):
        found = list(find(text))
        taken = _merged(taken, found) if found else taken
    return taken


def _finders(text: str) -> list[Finder]:
    """The patterns that may find anything in an English text, told by the words and digits it has."""
    has = {said if said.isalpha() else DIGIT for said in SAID.findall(text.lower())}
    finders = [find for find, needed in ENGLISH_FINDERS if not needed.isdisjoint(has)]
    return finders if text.isascii() else [_glyphs, *finders]


def _merged(taken: list[Numeral], found: Iterable[Numeral]) -> list[Numeral]:
    """The numerals so far with those of the next pattern that do not overlap them."""
    kept: list[Numeral] = []
    old, at = taken, 0
    last_end = 0
    for new in sorted(found, key=lambda numeral: numeral.start):
        while at < len(old) and old[at].start < new.end:
            last_end = max(last_end, old[at].end)
            kept.append(old[at])
            at += 1
        if new.start >= last_end:
            kept.append(new)
            last_end = new.end
    return sorted([*kept, *old[at:]], key=lambda numeral: numeral.start)


def _value(word: str) -> float:
    """Value of one small numeral, in digits or in words of any of the three languages."""
    lower = word.lower()
    if lower in ("a", "an"):
        return 1.0
    if lower in WORDS:
        return WORDS[lower]
    try:
        return float(word)
    except ValueError:
        return chinese(word) or korean_native(word) or korean_sino(word) or 0.0


def _lengths(text: str) -> Iterator[Numeral]:
    for start, end, value, unit in articles.lengths(text):
        yield Numeral(start, end, value, value, unit=unit)


def _ones(text: str) -> Iterator[Numeral]:
    for start, end, value, unit in articles.ones(text):
        yield Numeral(start, end, value, value, unit=unit)


def _of_parts(match: re.Match[str], part: float, whole: float) -> Iterator[Numeral]:
    if whole > 0 and 0 < part <= whole:
        yield Numeral(match.start(), match.end(), part / whole, part / whole, "share")


def _parts(text: str) -> Iterator[Numeral]:
    """Fractions: two thirds, half."""
    for match in PART.finditer(text):
        if _is_part(match, text):
            yield from _of_parts(match, _value(match[1]), PARTS[match[2].lower()])
    yield from _halves(text)


def _ratios(text: str) -> Iterator[Numeral]:
    """One in five, three out of every ten, 2/3."""
    for pattern in (ONE_IN, ONE_NOUN_IN, SLASHED) if "/" in text else (ONE_IN, ONE_NOUN_IN):
        for match in pattern.finditer(text):
            if _value(match[1]) < _value(match[2]) <= LARGEST_WHOLE:
                yield from _of_parts(match, _value(match[1]), _value(match[2]))


def _parts_cjk(text: str) -> Iterator[Numeral]:
    """Fractions in Korean and Chinese: 3분의 1, 三成, 절반."""
    for match in PARTS_CJK.finditer(text):
        whole, part = _value(match[1]), _value(match[2])
        if whole == 100:
            yield Numeral(match.start(), match.end(), part, part, "percent")
        else:
            yield from _of_parts(match, part, whole)
    for match in OUT_OF_KO.finditer(text):
        whole, low = _value(match[1]), _value(match[2])
        high = korean_native(match[2], high=True) or low
        if 0 < low <= high <= whole <= FEW:
            yield Numeral(match.start(), match.end(), low / whole, high / whole, "share")
    for match in OUT_OF_ZH.finditer(text):
        yield from _of_parts(match, _value(match[3]), _value(match[1] or match[2]))
    for match in TENTHS.finditer(text):
        low, high = _value(match[1] or match[3]), _value(match[2] or "")
        yield Numeral(match.start(), match.end(), 10 * low, 10 * (high or low), "percent", scale=10.0)
    for match in HALVES_CJK.finditer(text):
        yield Numeral(match.start(), match.end(), 0.5, 0.5, "share")


def _is_part(match: re.Match[str], text: str) -> bool:
    """Whether "a third" is a fraction and not the next one after the second, "a quarter" not three months."""
    if match[1].lower() not in ("a", "an", "one", "1") or match[1].lower() == "one":
        return True
    after = text[match.end() : match.end() + 12].lower()
    before = text[max(0, match.start() - 14) : match.start()].lower()
    if match[2].lower() == "quarter" and not re.match(r" ?of\b", after):
        after = "x"
    if PART_AFTER.match(after):
        return True
    return bool(
        re.search(r"\b(by|than|about|nearly|almost|around|roughly|over|least|most|only|just|to) $", before)
    )


def _halves(text: str) -> Iterator[Numeral]:
    for match in HALF.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        after = text[match.end() : match.end() + 24].lower()
        if NO_HALF.search(before) or re.match(r"[\s-](?:hour|time|way|year|price|century|past)", after):
            continue
        if re.match(r" a (hundred|thousand|million|billion|trillion|dozen)\b", after) or before.endswith(
            "and a "
        ):
            continue
        yield Numeral(match.start(), match.end(), 0.5, 0.5, "share")


def _glyphs(text: str) -> Iterator[Numeral]:
    for match in re.finditer("[½⅓⅔¼¾]", text):
        yield Numeral(match.start(), match.end(), GLYPHS[match[0]], GLYPHS[match[0]], "share")


def _times(text: str) -> Iterator[Numeral]:
    for match in TIMES_WORD.finditer(text):
        value = float(TIMES[match[1].lower()])
        yield Numeral(match.start(), match.end(), value, value, "times")


def _times_cjk(text: str) -> Iterator[Numeral]:
    for match in TIMES_CJK.finditer(text):
        value = _value(match[1]) if match[1] else 2.0
        yield Numeral(match.start(), match.end(), value, value, "times")


def _digits(text: str) -> Iterator[Numeral]:
    for match in DIGITS.finditer(text):
        if match.end() - match.start() > LONGEST_DIGITS:
            continue
        value = float(re.sub(r"[,\s]", "", match[0]))
        after = text[match.end() : match.end() + 24]
        end, scale = match.end(), 1.0
        if long := SCALE_AFTER.match(after):
            scale, end = SCALES[long[1].lower()], end + long.end()
        elif (short := SHORT_AFTER.match(after)) and _is_scale(short, text, match):
            scale, end = SHORT_SCALES[short[0].strip().lower()], end + short.end()
        value *= scale
        if end == match.end():
            value, scale, end = scaled(text, end, value)
        yield _with_percent(text, Numeral(match.start(), end, value, value, scale=scale))


def _is_scale(short: re.Match[str], text: str, digits: re.Match[str]) -> bool:
    """Whether the letter after the digits is a thousand or a million, not metres or kilos."""
    if short[1] or short[2] in "kK":
        return True
    money = re.search(
        r"[$¥€£₩] ?$|\b(?:US\$?|KPW|RMB|CNY|USD|KRW) ?$", text[max(0, digits.start() - 5) : digits.start()]
    )
    return bool(
        money
        or re.match(
            r"m ?(?:tons?|tonnes?|people|dollars|yuan|won|t)\b", text[digits.end() : digits.end() + 10]
        )
    )


def _with_percent(text: str, numeral: Numeral) -> Numeral:
    found = PERCENT.match(text, numeral.end)
    if not found:
        return numeral
    return Numeral(numeral.start, found.end(), numeral.low, numeral.high, "percent")


def _words(text: str) -> Iterator[Numeral]:
    for match in IN_WORDS.finditer(text):
        value, scale = spelled(match[0])
        if value is not None and not re.match(
            r"-(?:way|sided|time|party|man|storey|story|piece)\b", text[match.end() :][:9]
        ):
            yield _with_percent(text, Numeral(match.start(), match.end(), value, value, scale=scale))
    for match in FORTNIGHT.finditer(text):
        yield Numeral(match.start(), match.end(), 14.0, 14.0, unit="day")


def spelled(words: str) -> tuple[float | None, float]:
    """Value of an English number in words and of the scale word it ends with; None for what is none."""
    total = part = 0.0
    scale = factor = 1.0
    parts = re.split(r"[\s-]+", words.lower())
    if parts[0] == "half":
        factor, parts = 0.5, parts[1:]
    if parts in ([word] for word in SCALES):
        return None, 1.0
    if "a" in parts[1:]:
        cut = parts.index("a", 1) - 1
        value, scale = spelled(" ".join(parts[:cut]))
        last = SCALES.get(parts[-1], 1.0)
        return (None if value is None else (value + scale / 2) * last), max(scale, last)
    if parts[0] in ("a", "an"):
        parts[0] = "one"
    for word in parts:
        if word == "and":
            continue
        value = WORDS[word]
        if word in SCALES or word == "dozen":
            scale, part = value, max(part, 1.0) * value
            if value >= 1000:
                total, part = total + part, 0.0
        elif part % 100 and not (part % 100 >= 20 and value < 10):
            return None, 1.0
        else:
            part, scale = part + value, 1.0
    return factor * (total + part), scale


def _korean(text: str) -> Iterator[Numeral]:
    for match in DAYS_KO.finditer(text):
        value = float(DAY_WORDS[match[1]])
        yield Numeral(match.start(), match.end(), value, value, unit="day")
    for match in COUNTER_KO.finditer(text):
        low, high = korean_native(match[1]), korean_native(match[1], high=True)
        if low is None:
            low = high = korean_sino(match[1])
        if low is not None and high is not None:
            yield Numeral(match.start(1), match.end(1), low, high)


def _chinese(text: str) -> Iterator[Numeral]:
    for match in COUNTER_ZH.finditer(text):
        low, high = chinese(match[1]), chinese(match[1], high=True)
        if low is not None and high is not None:
            sort: Sort = "times" if text.startswith("倍", match.end()) else "count"
            yield Numeral(match.start(1), match.end(1), low, high, sort)


def _ordinals(text: str) -> Iterator[Numeral]:
    for match in ORDINAL.finditer(text):
        value = ORDINALS[match[1].lower()] if match[1] else float(match[2])
        yield Numeral(match.start(), match.end(), value, value, "ordinal")


def _ordinals_cjk(text: str) -> Iterator[Numeral]:
    for match in ORDINAL_CJK.finditer(text):
        value = _value(match[1] or match[2])
        yield Numeral(match.start(), match.end(), value, value, "ordinal")


_SMALL = frozenset(WORDS)
_PARTS = frozenset(PARTS) | {f"{word}s" for word in PARTS}
_DIGITS = frozenset(DIGIT)
ENGLISH_FINDERS: tuple[tuple[Finder, frozenset[str]], ...] = (
    (_lengths, articles.UNIT_WORDS),
    (_parts, _PARTS),
    (_ratios, _SMALL | _DIGITS),
    (_times, frozenset(TIMES)),
    (_ordinals, frozenset(ORDINALS) | {"st", "nd", "rd", "th"}),
    (_digits, _DIGITS),
    (_words, _SMALL | {"fortnight"}),
    (_ones, articles.UNIT_WORDS),
)
"""Each with the words and digits without one of which it finds nothing, the more telling patterns first."""

EAST_ASIAN_FINDERS: tuple[Finder, ...] = (
    *(_glyphs, _parts_cjk, _lengths, _parts, _ratios, _times_cjk, _times, _ordinals_cjk, _ordinals),
    *(_digits, _words, _ones, _korean, _chinese),
)
"""For texts with Korean or Chinese letters."""
