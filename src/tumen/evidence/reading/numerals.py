"""Single numerals in a text, in digits or in words of English, Korean and Chinese, each with its value.

A numeral is one number as it stands: "6,200", "1.4 billion", "twenty-five", "1만 2000", "三分之二",
"half", "twice". What belongs to several of them (ranges, bounds) is in `numbers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tumen.evidence.reading.numerals_cjk import COUNTER_KO, COUNTER_ZH, chinese, korean_native, korean_sino, scaled

Sort = Literal["count", "percent", "share", "times", "ordinal"]

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


SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12}
UNITS = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10.0 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
WORDS = UNITS | TENS | SCALES | {"dozen": 12.0}
PARTS = {
    "half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
ORDINALS = {
    word: float(value)
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=1
    )
}
TIMES = {
    "doubled": 2, "doubling": 2, "double": 2, "doubles": 2, "twofold": 2, "tripled": 3, "tripling": 3, "triple": 3,
    "trebled": 3, "threefold": 3, "quadrupled": 4, "fourfold": 4, "fivefold": 5, "tenfold": 10, "halved": 0.5,
    "halving": 0.5, "twice": 2, "thrice": 3, "once": 1,
}  # fmt: skip

_ANY = "|".join(sorted(WORDS, key=len, reverse=True))
_SMALL = "|".join(sorted(UNITS | TENS, key=len, reverse=True))

DIGITS = re.compile(
    r"(?:(?<![A-Za-z\d_])|(?<=US)|(?<=KPW)|(?<=RMB)|(?<=CNY)|(?<=USD)|(?<=KRW))(?<!\d[.,])"
    r"(?:\d{1,3}(?:,\d{3}){1,6}(?!\d)|\d{1,3}(?:\s\d{3}){1,4}(?![\d,.-]|\s\d)|\d+)(?:\.\d{1,9}(?!\d))?"
)
SCALE_AFTER = re.compile(r"(?:\s|-|\s-\s)?(hundred|thousand|million|billion|trillion)s?\b", re.IGNORECASE)
SHORT_AFTER = re.compile(r"\s?(mln|mn|bn|tn)\b|([kKmM])\b(?!\s?\d)")
IN_WORDS = re.compile(
    rf"\b(?:(?:an?|half an?|half a)\s(?=(?:hundred|thousand|million|billion|trillion|dozen)\b))?"
    rf"(?:{_ANY})(?:(?:\s|-|(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion))\sand\s)(?:{_ANY})){{0,8}}(?:\sand\sa\shalf(?:\s(?:thousand|million|billion))?)?\b",
    re.IGNORECASE,
)
PART = re.compile(
    r"\b(an?|one|two|three|four|five|six|seven|eight|nine|\d{1,2})[\s-]"
    r"(third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|hundredth)(s?)\b",
    re.IGNORECASE,
)
ONE_IN = re.compile(
    rf"\b(\d{{1,3}}|{_SMALL})\s(?:in|out\sof)\s(?:every\s)?(\d{{1,4}}|{_SMALL}|hundred)\b(?![,.]?\d|\s?(?:%|per\s?cent))",
    re.IGNORECASE,
)
ONE_NOUN_IN = re.compile(
    rf"\b(one|two|three|four)\s(?:[a-z]+)\sin\s(?:every\s)?(\d{{1,3}}|{_SMALL})\b(?!\s?(?:days?|weeks?|months?|years?|hours?|minutes?|[%,.]\d|per))",
    re.IGNORECASE,
)
SLASHED = re.compile(r"(?<![\d/.,])([1-9])/([2-9]|10)(?![\d/])")
HALF = re.compile(r"\bhalf\b", re.IGNORECASE)
NO_HALF = re.compile(r"\b(?:first|second|latter|other|former|1st|2nd|later|earlier|better)[\s-]$", re.IGNORECASE)
GLYPHS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4}
TIMES_WORD = re.compile(rf"\b({'|'.join(TIMES)})\b", re.IGNORECASE)
ORDINAL = re.compile(rf"\b({'|'.join(ORDINALS)})\b|(?<![\w.,])(\d{{1,3}})(?:st|nd|rd|th)\b", re.IGNORECASE)
ORDINAL_CJK = re.compile(
    r"(?<![가-힣\d])(\d{1,2}|두|세|네|다섯|여섯)\s?번째|第(\d{1,2}|[二三四五六七八九十])(?=[次场場起批])"
)
PARTS_CJK = re.compile(
    r"(\d{1,3}|[一二三四五六七八九十百]{1,3}|[이삼사오육칠팔구십]{1,2})\s?(?:분의|分之)\s?"
    r"(\d{1,3}(?:\.\d{1,3})?|[零一二两三四五六七八九十]{1,4}|[일이삼사오육칠팔구]{1,2})"
)
OUT_OF_KO = re.compile(
    r"(\d{1,3}|열|다섯|세|네|두)\s?(?:명|사람|집|가구|세대|곳|개)\s?(?:중|가운데)에?\s?"
    r"(\d{1,3}|한|두|세|네|다섯|여섯|일곱|여덟|아홉)\s?(?:명|사람|집|가구|세대|곳|개)"
)
HALVES_CJK = re.compile(r"(절반|(?<![가-힣])반수|一半|半数|一半儿)")
TENTHS = re.compile(r"([一二两三四五六七八九\d])([一二三四五六七八九])?成(?![立为功员本年果绩就熟品分的])|(\d)할(?![\w])")
TIMES_CJK = re.compile(r"(?<![가-힣])(두|세|네|다섯|열)\s?배(?=[\s로나가의를는도 ]|$)|(翻了?[一1]?番|翻倍)|배로\s?(?:늘|뛰|올)")
DAY_WORDS = {
    "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9, "열흘": 10, "보름": 15,
}  # fmt: skip
DAYS_KO = re.compile(rf"(?<![가-힣])({'|'.join(DAY_WORDS)})")
FORTNIGHT = re.compile(r"\bfortnight\b", re.IGNORECASE)
PERCENT = re.compile(
    r"\s?(?:%p?|％|[\s-]?(?:percent(?:age)?(?:\spoints?)?|per\s?cent|pct)\b|퍼센트|프로(?![가-힣])|포인트)", re.IGNORECASE
)


def numerals_in(text: str) -> list[Numeral]:
    """Every numeral, in order; of two that overlap the one found by the more telling pattern."""
    taken: list[Numeral] = []
    for found in (
        _parts(text), _times(text), _ordinals(text), _digits(text), _words(text), _korean(text), _chinese(text),
    ):  # fmt: skip
        taken = _merged(taken, found)
    return taken


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


def _of_parts(match: re.Match[str], part: float, whole: float) -> Iterator[Numeral]:
    if whole > 0 and 0 < part <= whole:
        yield Numeral(match.start(), match.end(), part / whole, part / whole, "share")


def _parts(text: str) -> Iterator[Numeral]:
    """Fractions: two thirds, one in five, half, 3분의 1, 三成."""
    for match in PARTS_CJK.finditer(text):
        whole, part = _value(match[1]), _value(match[2])
        if whole == 100:
            yield Numeral(match.start(), match.end(), part, part, "percent")
        else:
            yield from _of_parts(match, part, whole)
    for match in OUT_OF_KO.finditer(text):
        yield from _of_parts(match, _value(match[2]), _value(match[1]))
    for match in HALVES_CJK.finditer(text):
        yield Numeral(match.start(), match.end(), 0.5, 0.5, "share")
    for match in TENTHS.finditer(text):
        low, high = _value(match[1] or match[3]), _value(match[2] or "")
        yield Numeral(match.start(), match.end(), 10 * low, 10 * (high or low), "percent", scale=10.0)
    for match in PART.finditer(text):
        if _is_part(match, text):
            yield from _of_parts(match, _value(match[1]), PARTS[match[2].lower()])
    for match in ONE_IN.finditer(text):
        if _value(match[1]) < _value(match[2]) <= 1000:
            yield from _of_parts(match, _value(match[1]), _value(match[2]))
    for match in ONE_NOUN_IN.finditer(text):
        if _value(match[1]) < _value(match[2]) <= 1000:
            yield from _of_parts(match, _value(match[1]), _value(match[2]))
    for match in SLASHED.finditer(text):
        if _value(match[1]) < _value(match[2]):
            yield from _of_parts(match, _value(match[1]), _value(match[2]))
    yield from _halves(text)


def _is_part(match: re.Match[str], text: str) -> bool:
    """Whether "a third" is a fraction and not the next one after the second, "a quarter" not three months."""
    if match[1].lower() not in ("a", "an", "one", "1") or match[1].lower() == "one":
        return True
    after = text[match.end() : match.end() + 12].lower()
    before = text[max(0, match.start() - 14) : match.start()].lower()
    if re.match(r"\s?(of\b|to\b|off\b)|\s?[.,;:!?)”\"’]|$", after):
        return True
    return bool(re.search(r"\b(by|than|about|nearly|almost|around|roughly|over|least|most|only|just|to)\s$", before))


def _halves(text: str) -> Iterator[Numeral]:
    for match in HALF.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        after = text[match.end() : match.end() + 24].lower()
        if NO_HALF.search(before) or re.match(r"[\s-](?:hour|time|way|year|price|century|past)", after):
            continue
        if re.match(r"\sa\s(hundred|thousand|million|billion|trillion|dozen)\b", after) or before.endswith("and a "):
            continue
        yield Numeral(match.start(), match.end(), 0.5, 0.5, "share")
    for match in re.finditer("[½⅓⅔¼¾]", text):
        yield Numeral(match.start(), match.end(), GLYPHS[match[0]], GLYPHS[match[0]], "share")


def _times(text: str) -> Iterator[Numeral]:
    for match in TIMES_WORD.finditer(text):
        value = float(TIMES[match[1].lower()])
        yield Numeral(match.start(), match.end(), value, value, "times")
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
    money = re.search(r"[$¥€£₩]\s?$|\b(?:US\$?|KPW|RMB|CNY|USD|KRW)\s?$", text[max(0, digits.start() - 5) : digits.start()])
    return bool(money or re.match(r"m\s?(?:tons?|tonnes?|people|dollars|yuan|won|t)\b", text[digits.end() : digits.end() + 10]))


def _with_percent(text: str, numeral: Numeral) -> Numeral:
    found = PERCENT.match(text, numeral.end)
    if not found:
        return numeral
    return Numeral(numeral.start, found.end(), numeral.low, numeral.high, "percent")


def _words(text: str) -> Iterator[Numeral]:
    for match in IN_WORDS.finditer(text):
        value, scale = spelled(match[0])
        if value is not None and not re.match(r"-(?:way|sided|time|party|man|storey|story|piece)\b", text[match.end() :][:9]):
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
    for match in ORDINAL_CJK.finditer(text):
        value = _value(match[1] or match[2])
        yield Numeral(match.start(), match.end(), value, value, "ordinal")
    for match in ORDINAL.finditer(text):
        value = ORDINALS[match[1].lower()] if match[1] else float(match[2])
        yield Numeral(match.start(), match.end(), value, value, "ordinal")
