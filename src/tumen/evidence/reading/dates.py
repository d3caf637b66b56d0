"""Dates in a text as EDTF, those that lean on the day of publication resolved against it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tumen.evidence.reading import dates_cjk
from tumen.evidence.reading.calendar import (
    YEARS,
    Span,
    day,
    decade,
    edtf,
    half,
    month,
    months_before,
    part_of,
    quarter,
    season,
    weekday_before,
    year,
)

MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|"
        "october oct|november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
SMALL = {
    word: number
    for number, word in enumerate("a one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1, "an": 1, "several": 4, "few": 3, "couple of": 2}

_MONTH = r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.|April|Apr\.?|May|June|Jun\.|July|Jul\.|August|Aug\.?|" \
    r"September|Sept?\.?|October|Oct\.?|November|Nov\.?|December|Dec\.?)(?![a-z])"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?!\d|,\d|\.\d|%)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|[.,]\d)"
_PART = r"(?:the\s)?(?P<part>early(?:\sin|\sthis|\spart\sof)?|late(?:\sin)?|mid(?:dle\sof)?|beginning\sof|start\sof|end\sof|turn\sof|close\sof|first\sdays\sof|last\sdays\sof)[\s-](?:the\s)?"
_AGO = r"(?P<count>\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a\sfew|a\scouple\sof)"
_UNIT = r"(?P<unit>day|week|month|year)s?"


@dataclass(frozen=True)
class Dated:
    """A date or period named in a text."""

    period: str
    start: int
    end: int


@dataclass(frozen=True)
class Spanned:
    """Days that an expression covers, before words such as "since" and "until" are taken in."""

    span: Span
    start: int
    end: int


Maker = Callable[[re.Match[str], date | None], Span | None]


def _groups(match: re.Match[str]) -> dict[str, str]:
    return {name: value for name, value in match.groupdict().items() if value}


def _month_number(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _full(match: re.Match[str], published: date | None) -> Span | None:
    found = _groups(match)
    number = _month_number(found["month"])
    if "year" in found:
        return day(int(found["year"]), number, int(found["day"]))
    if published is None:
        return None
    at = day(published.year, number, int(found["day"]))
    return at if at and at.first <= published + timedelta(days=7) else day(published.year - 1, number, int(found["day"]))


def _days(match: re.Match[str], published: date | None) -> Span | None:
    """May 2 to May 10, March 5-12, 2018."""
    found = _groups(match)
    begins = _full(match, published)
    if begins is None or begins.first is None:
        return None
    number = MONTHS[found["second"].lower().rstrip(".")] if "second" in found else begins.first.month
    ends = day(begins.first.year + (number < begins.first.month), number, int(found["last"]))
    return Span(begins.first, ends.last) if ends and ends.last and ends.last > begins.first else None


def _year_of(number: int, published: date, ahead: bool) -> int:
    """The year of a month that is named without one: the latest such month, or the next where one looks ahead."""
    if ahead:
        return published.year + (number < published.month)
    return published.year - (number > published.month)


def _month(match: re.Match[str], published: date | None) -> Span | None:
    found = _groups(match)
    number = _month_number(found["month"])
    if "year" in found:
        at = month(int(found["year"]), number)
    elif published is None:
        return None
    elif "after" in found:
        at = month(published.year - (found["after"].lower() == "last"), number)
    elif found.get("which", "").lower().startswith("last"):
        at = month(published.year - (number >= published.month), number)
    elif found.get("which", "").lower().startswith("this"):
        at = month(published.year, number)
    else:
        at = month(_year_of(number, published, _looks_ahead(match)), number)
    return part_of(at, found.get("part", ""))


def _looks_ahead(match: re.Match[str]) -> bool:
    """Whether the words before a month speak of what is still to come."""
    before = match.string[max(0, match.start() - 60) : match.start()]
    after = match.string[match.end() : match.end() + 50].split(".")[0]
    if re.search(r"\bnext\s$", before):
        return True
    return bool(re.search(r"\b(?:by|until|before|in)\s(?:the\send\sof\s)?$", before)) and bool(
        re.search(r"\b(?:will|would|shall|expects?|expected|due|plans?|foresees?|going to|is to|are to)\b", before + after)
    )


def _year(match: re.Match[str], published: date | None) -> Span | None:
    found = _groups(match)
    return part_of(year(int(found["year"])), found.get("part", ""))


def _years(match: re.Match[str], published: date | None) -> Span | None:
    begins, ends = year(int(match["year"])), year(int(match["second"]))
    return Span(begins.first, ends.last) if begins and ends and int(match["year"]) < int(match["second"]) else None


def _relative(match: re.Match[str], published: date | None) -> Span | None:
    if published is None:
        return None
    found = _groups(match)
    which, unit = found["which"].lower(), found["unit"].lower()
    step = 0 if which.startswith(("this", "current", "the current")) else 1 if which.startswith(("next", "coming")) else -1
    if unit in SEASONS:
        at = season(published, SEASONS[unit], step)
    elif unit == "year":
        at = year(published.year + step)
    elif unit == "month":
        at = months_before(published, -step)
    elif unit == "quarter":
        at = quarter(published.year, (published.month - 1) // 3 + 1, step)
    elif unit == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(days=7 * step)
        at = Span(monday, monday + timedelta(days=6))
    else:
        at = Span(published, published)
    return part_of(at, found.get("part", ""))


def _ago(match: re.Match[str], published: date | None) -> Span | None:
    if published is None:
        return None
    found = _groups(match)
    count = _count(found.get("count", "one"))
    unit = found["unit"].lower()
    if unit == "year":
        return year(published.year - count)
    if unit == "month":
        return months_before(published, count)
    at = published - timedelta(days=count * (7 if unit == "week" else 1))
    margin = timedelta(days=3 if unit == "week" else 0)
    return Span(at - margin, at + margin)


def _count(word: str) -> int:
    plain = word.lower().removeprefix("a ") if word.lower() not in ("a", "an") else "a"
    return SMALL.get(plain, int(plain) if plain.isdigit() else 1)


def _window(match: re.Match[str], published: date | None) -> Span | None:
    """Over the past two weeks, for the last six months: up to publication."""
    if published is None:
        return None
    found = _groups(match)
    count, unit = _count(found.get("count", "one")), found["unit"].lower()
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[unit] * count
    first = published - timedelta(days=min(days, 36_500))
    if unit in ("day", "week"):
        return Span(first, published)
    return Span(first.replace(day=1), months_before(published, 0).last)


def _quarter(match: re.Match[str], published: date | None) -> Span | None:
    found = _groups(match)
    which = QUARTERS[found["number"].lower()]
    if "year" in found:
        at = int(found["year"])
    elif published is None:
        return None
    elif found.get("of", "").lower().startswith("last"):
        at = published.year - 1
    else:
        at = published.year - (3 * which - 2 > published.month)
    if found["unit"].lower() == "half":
        return half(at, which)
    return quarter(at, which)


def _season(match: re.Match[str], published: date | None) -> Span | None:
    found = _groups(match)
    return Span.of_season(int(found["year"]), SEASONS[found["season"].lower()])


def _bare_season(match: re.Match[str], published: date | None) -> Span | None:
    return season(published, SEASONS[match["season"].lower()], None) if published else None


def _decade(match: re.Match[str], published: date | None) -> Span | None:
    found = _groups(match)
    text = found["decade"]
    start = int(text) if len(text) == 4 else 1900 + int(text)
    return decade(start, found.get("part", ""))


def _today(match: re.Match[str], published: date | None) -> Span | None:
    if published is None:
        return None
    at = published - timedelta(days=1 if match[0].lower() == "yesterday" else 0)
    return Span(at, at)


def _weekday(match: re.Match[str], published: date | None) -> Span | None:
    return weekday_before(published, WEEKDAYS[match["weekday"].lower()]) if published else None


def _day_of_month(match: re.Match[str], published: date | None) -> Span | None:
    """The 14th: of the month that was named last, else the latest 14th."""
    if published is None:
        return None
    number = int(match["day"])
    before = match.string[max(0, match.start() - 200) : match.start()]
    named = [found for found in re.finditer(rf"\b(?:in|early|mid|late|of|since|from)[\s-]{_MONTH}", before)]
    if named:
        at = _month_number(named[-1]["month"])
        return day(_year_of(at, published, False), at, number)
    back = 0 if number <= published.day else 1
    base = months_before(published, back).first
    return day(base.year, base.month, number)


def _iso(match: re.Match[str], published: date | None) -> Span | None:
    return day(int(match["year"]), int(match["month"]), int(match["day"]))


def _american(match: re.Match[str], published: date | None) -> Span | None:
    """Month first as in America, unless that is no date."""
    first, second, at = int(match["first"]), int(match["second"]), int(match["year"])
    return day(at, first, second) or day(at, second, first)


def _months(match: re.Match[str], published: date | None) -> Span | None:
    """From January to June 2016, January-June 2016."""
    found = _groups(match)
    first, last = _month_number(found["month"]), MONTHS[found["second"].lower().rstrip(".")]
    at = int(found["year"]) if "year" in found else _year_of(last, published, False) if published else 0
    begins, ends = month(at, first), month(at, last)
    if not begins or not ends:
        return None
    return Span(begins.first, ends.last) if first <= last else Span(begins.first.replace(year=at - 1), ends.last)


_SECOND = _MONTH.replace("?P<month>", "?P<second>")
PATTERNS: tuple[tuple[re.Pattern[str], Maker], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE if ignore else 0), maker)
    for pattern, maker, ignore in (
        (r"(?<![\d.,/-])(?P<year>(?:19|20)\d\d)(?P<by>[-/.])\s?(?P<month>[01]?\d)(?P=by)\s?(?P<day>[0-3]?\d)\b(?![\d/-])", _iso, False),
        (r"(?<![\d.,/-])(?P<first>[0-3]?\d)/(?P<second>[0-3]?\d)/(?P<year>(?:19|20)\d\d)(?!\d)", _american, False),
        (rf"\b(?:(?:from|between)\s)?{_MONTH}(?:\s?[-–]\s?|\s(?:to|and|through|until)\s){_SECOND}(?:,?\s{_YEAR})?", _months, False),
        (rf"\b(?:(?:from|between)\s)?{_MONTH}\s{_DAY}\s?(?:[-–]|to|and|through|until)\s?(?:{_SECOND}\s)?(?P<last>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:.]|,\d|\s?(?:a\.m|p\.m|am\b|pm\b))(?:,?\s{_YEAR})?", _days, False),
        (rf"\b{_MONTH}\s{_DAY}(?:,?\s{_YEAR})?", _full, False),
        (rf"\b(?:the\s)?{_DAY}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?", _full, False),
        (rf"\b(?:(?i:{_PART}))?(?:(?P<which>last|this|[Ll]ast|[Tt]his|next)\s)?{_MONTH}(?:,?\s(?:of\s)?{_YEAR}|,?\s(?:of\s)?(?P<after>this|last)\syear\b)?", _month, False),
        (rf"\b(?:{_PART})?(?P<decade>(?:1[89]|20)\d0|[2-9]0)s\b", _decade, True),
        (rf"\b(?:the\s)?(?P<number>first|second|third|fourth|last|1st|2nd|3rd|4th)\s(?P<unit>quarter|half)(?:\sof\s(?:the\syear|(?P<of>last|this)\syear)|(?:\sof)?\s{_YEAR})?", _quarter, True),
        (rf"\bQ(?P<number>[1-4])(?P<unit>)\s{_YEAR}", lambda match, _: quarter(int(match["year"]), int(match["number"])), False),
        (rf"\b(?:{_PART})?(?:the\s)?(?P<season>spring|summer|autumn|fall|winter)(?:\sof)?\s{_YEAR}", _season, True),
        (rf"\b(?:{_PART})?(?P<which>last|this|next|the\sprevious|the\scurrent|coming)\s(?P<unit>year|month|week|quarter|spring|summer|autumn|fall|winter)\b(?!s)", _relative, True),
        (rf"\b{_AGO}\s{_UNIT}\s(?:ago|earlier|before)\b", _ago, True),
        (rf"\b(?P<count>a)\s{_UNIT}\sbefore\b", _ago, True),
        (rf"\b(?:over|in|during|within|for|throughout)\s(?:the\s)?(?:past|last)\s(?:{_AGO}\s)?{_UNIT}\b", _window, True),
        (r"\b(?:yesterday|today)\b", _today, True),
        (r"\b(?:on\s)?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b(?!\s(?:of|in)\b)", _weekday, False),
        (r"\b(?:on|by|until|since|from)\sthe\s(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b(?!\s(?:of|floor|anniversary|time|century|birthday|largest))", _day_of_month, True),
        (r"\b(?:in|by|since|during|that)\s(?:the\s)?(?P<season>spring|summer|autumn|winter)\b", _bare_season, True),
        (rf"\b{_PART}{_YEAR}", _year, True),
        (rf"\b(?:from|between)\s{_YEAR}\s(?:to|and|through|until)\s(?P<second>(?:1[89]|20)\d\d)\b(?![,.]\d)", _years, True),
        (rf"(?<![\w$.,/-])(?:(?i:year|of|in|since|until|by|from|during|for|after|before|and|to)\s)?{_YEAR}(?![\w/-]*[/\d])", _year, False),
    )
)  # fmt: skip

COUNT_AFTER = re.compile(
    r"\s?(?:tons?|tonnes?|t\b|kg|people|persons|workers|residents|households|families|won|yuan|dollars|trucks|soldiers|"
    r"prisoners|miners|pairs|men|women|children|metres|meters|명|톤|원|위안|달러|세대|가구|대\b|人|吨|元|户|辆|名|公斤)",
    re.IGNORECASE,
)
SINCE = re.compile(r"\b(?:since|ever since|starting(?:\sin|\son|\sfrom)?|beginning(?:\sin|\son)?|as of|effective)\s(?:the\s)?$", re.IGNORECASE)
FROM = re.compile(r"\bfrom\s(?:the\s)?$", re.IGNORECASE)
RANGE = re.compile(r"[a-z\d.]\s?(?:[-–~至到]|to|and|through|until|부터|에서)\s?[A-Z\d]")
UNTIL = re.compile(r"\b(?:until|till|up\sto|through|prior\sto|before)\s(?:the\s)?$", re.IGNORECASE)


def dates_in(text: str, published: date | None) -> list[Dated]:
    """Every date that a text names, in order, none inside another.

    Parameters
    ----------
    text
        Any text; offsets are its code points.
    published
        Day of publication, against which "last month", "since March" and "on the 14th" are read; without
        it those are left out.
    """
    if published is not None and published.year not in YEARS:
        published = None
    found: list[Spanned] = []
    for pattern, maker in PATTERNS:
        found += _fitting(pattern, maker, text, published)
    found += [Spanned(*one) for one in dates_cjk.spans_in(text, published)]
    return [_opened(text, spanned) for spanned in _apart(found)]


def _fitting(pattern: re.Pattern[str], maker: Maker, text: str, published: date | None) -> Iterator[Spanned]:
    for match in pattern.finditer(text):
        if maker is _year and COUNT_AFTER.match(text, match.end()):
            continue
        span = maker(match, published)
        if span:
            yield Spanned(span, match.start(), match.end())


def _apart(found: list[Spanned]) -> list[Spanned]:
    """Of expressions that overlap the one that begins first, then the longest."""
    kept: list[Spanned] = []
    for one in sorted(found, key=lambda spanned: (spanned.start, -spanned.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end - one.start > kept[-1].end - kept[-1].start:
            kept[-1] = one
    return kept


def _opened(text: str, spanned: Spanned) -> Dated:
    """EDTF of the days, open towards one side after "since" and "until"."""
    before = text[max(0, spanned.start - 20) : spanned.start]
    said = text[spanned.start : spanned.end]
    after = text[spanned.end : spanned.end + 6]
    span = spanned.span
    lead = re.match(r"(since|until|from|before|by)\b", said, re.IGNORECASE)
    word = lead[1].lower() if lead and not RANGE.search(said) else ""
    if RANGE.search(said):
        pass
    elif re.search(r"\b(?:ago|earlier|before)$", said):
        pass
    elif word == "since" or SINCE.search(before) or dates_cjk.opens(text, spanned.start, spanned.end):
        span = replace(span, last=None)
    elif (word == "from" or FROM.search(before)) and not re.match(r"\s(?:to|until|through)\b|\s?[-–]", after):
        span = replace(span, last=None)
    elif word in ("until", "before") or UNTIL.search(before) or dates_cjk.closes(text, spanned.end):
        early = word == "before" or re.search(r"(?:before|prior to)\s(?:the\s)?$", before, re.IGNORECASE)
        span = replace(span, first=None, last=span.first - timedelta(days=1) if early and span.first else span.last)
    return Dated(edtf(span), spanned.start, spanned.end)
