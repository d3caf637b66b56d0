"""Dates in English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from tumen.evidence.reading.calendar import (
    Found,
    Span,
    day,
    decade,
    first_of_month,
    half,
    month,
    months_before,
    part_of,
    quarter,
    season,
    weekday_before,
    year,
    year_before,
)
from tumen.evidence.reading.date_words import (
    AGO,
    COUNT_AFTER,
    DAY,
    MONTH,
    MONTHS,
    PART,
    QUARTERS,
    SEASONS,
    SECOND,
    SMALL,
    SOON,
    UNIT,
    WEEKDAYS,
    YEAR,
)

NAMED = re.compile(rf"\b(?:in|early|mid|late|of|since|from)[\s-]{MONTH}")
"""A month that was just named, of which "the 14th" is a day."""

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
    named = year_before(match.string, match.start(), published)
    if named is not None:
        return day(named, number, int(found["day"]))
    if published is None:
        return None
    soon = published + timedelta(days=SOON)
    ahead = (number, int(found["day"])) > (soon.month, soon.day) and soon.year == published.year
    return day(published.year - ahead, number, int(found["day"]))


def _days(match: re.Match[str], published: date | None) -> Span | None:
    """May 2 to May 10, March 5-12, 2018."""
    found = _groups(match)
    begins = _full(match, published)
    if begins is None or begins.first is None:
        return None
    number = MONTHS[found["second"].lower().rstrip(".")] if "second" in found else begins.first.month
    ends = day(begins.first.year + (number < begins.first.month), number, int(found["last"]))
    return Span(begins.first, ends.last) if ends and ends.last and ends.last > begins.first else None


def _days_first(match: re.Match[str], published: date | None) -> Span | None:
    """From 1 January to 30 June 2016."""
    ends = _full(match, published)
    if ends is None or ends.last is None:
        return None
    number = _month_number(match["second"])
    begins = day(ends.last.year - (number > ends.last.month), number, int(match["first"]))
    return Span(begins.first, ends.last) if begins and begins.first and begins.first < ends.last else None


def _first_months(match: re.Match[str], published: date | None) -> Span | None:
    """The first seven months of 2017."""
    count = _count(match["count"])
    at = int(match["year"]) if match["year"] else published.year if published else None
    begins, ends = (month(at, 1), month(at, count)) if at else (None, None)
    return Span(begins.first, ends.last) if begins and ends else None


def _year_of(number: int, published: date, ahead: bool) -> int:
    """The year of a month that is named without one: the latest such, or the next where one looks ahead."""
    if ahead:
        return published.year + (number < published.month)
    return published.year - (number > published.month)


def _month(match: re.Match[str], published: date | None) -> Span | None:
    found = _groups(match)
    number = _month_number(found["month"])
    if "year" in found:
        at = month(int(found["year"]), number)
    elif not {"which", "after"} & found.keys() and (
        named := year_before(match.string, match.start(), published)
    ):
        at = month(named, number)
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
    if re.search(r"\bnext $", before):
        return True
    return bool(re.search(r"\b(?:by|until|before|in) (?:the end of )?$", before)) and bool(
        re.search(
            r"\b(?:will|would|shall|expects?|expected|due|plans?|foresees?|going to|is to|are to)\b",
            before + after,
        )
    )


def _year(match: re.Match[str], published: date | None) -> Span | None:
    found = _groups(match)
    return part_of(year(int(found["year"])), found.get("part", ""))


def _years(match: re.Match[str], published: date | None) -> Span | None:
    begins, ends = year(int(match["year"])), year(int(match["second"]))
    return (
        Span(begins.first, ends.last)
        if begins and ends and int(match["year"]) < int(match["second"])
        else None
    )


def _relative(match: re.Match[str], published: date | None) -> Span | None:
    if published is None:
        return None
    found = _groups(match)
    which, unit = found["which"].lower(), found["unit"].lower()
    step = (
        0
        if which.startswith(("this", "current", "the current"))
        else 1
        if which.startswith(("next", "coming"))
        else -1
    )
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
    elif "of" not in found and (named := year_before(match.string, match.start(), published)):
        at = named
    elif published is None:
        return None
    elif found.get("of", "").lower().startswith("last"):
        at = published.year - 1
    else:
        at = published.year - (3 * which - 2 > published.month)
    if found["unit"].lower() == "half":
        return half(at, which)
    return quarter(at, which)


def _short_quarter(match: re.Match[str], published: date | None) -> Span | None:
    return quarter(int(match["year"]), int(match["number"]))


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
    named = list(NAMED.finditer(before))
    if named:
        at = _month_number(named[-1]["month"])
        return day(_year_of(at, published, False), at, number)
    back = 0 if number <= published.day else 1
    base = first_of_month(published, back)
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
    begins, ends = month(at - (first > last), first), month(at, last)
    return Span(begins.first, ends.last) if begins and ends else None


def _said(maker: Maker, *parts: str, ignore: bool = True) -> tuple[re.Pattern[str], Maker]:
    """A way to say a date: its pattern, in parts, and what makes days of it."""
    return re.compile("".join(parts), re.IGNORECASE if ignore else 0), maker


_WHICH = r"(?P<which>last|this|next|the previous|the current|coming)"
_OF_YEAR = r"of (?:the year|(?P<of>last|this) year)"
_LAST = r"(?P<last>[0-3]?\d)(?:st|[nr]d|th)?(?![\d:.]|,\d| ?(?:a\.m|p\.m|am\b|pm\b))"
PATTERNS = (
    _said(
        _iso,
        r"(?<![\d.,/-])(?P<year>(?:19|20)\d\d)(?P<by>[-/.]) ?(?P<month>[01]?\d)(?P=by) ?(?P<day>[0-3]?\d)\b",
        r"(?![\d/-])",
    ),
    _said(_american, r"(?<![\d.,/-])(?P<first>[0-3]?\d)/(?P<second>[0-3]?\d)/(?P<year>(?:19|20)\d\d)(?!\d)"),
    _said(
        _months,
        rf"\b(?:(?:from|between) )?{MONTH}(?: ?[-–] ?| (?:to|and|through|until) ){SECOND}(?:,? {YEAR})?",
        ignore=False,
    ),
    _said(
        _days,
        rf"\b(?:(?:from|between) )?{MONTH} {DAY} ?(?:[-–]|to|and|through|until) ?(?:{SECOND} )?",
        rf"{_LAST}(?:,? {YEAR})?",
        ignore=False,
    ),
    _said(
        _days_first,
        rf"\b(?:(?:from|between) )?(?P<first>[0-3]?\d) {SECOND} ?(?:[-–]|to|and|through|until) ?",
        rf"{DAY} {MONTH}(?:,? {YEAR})?",
        ignore=False,
    ),
    _said(_first_months, rf"\b(?:the )?first {AGO} months of (?:the year|this year|{YEAR})"),
    _said(_full, rf"\b{MONTH} {DAY}(?:,? {YEAR})?", ignore=False),
    _said(_full, rf"\b(?:the )?{DAY} (?:of )?{MONTH}(?:,? {YEAR})?", ignore=False),
    _said(
        _month,
        rf"\b(?:(?i:{PART}))?(?:(?P<which>last|this|[Ll]ast|[Tt]his|next) )?{MONTH}",
        rf"(?:,? (?:of )?{YEAR}|,? (?:of )?(?P<after>this|last) year\b)?",
        ignore=False,
    ),
    _said(_decade, rf"\b(?:{PART})?(?P<decade>(?:1[89]|20)\d0|(?<=['’])[2-9]0|(?<=\bthe )[2-9]0)s\b"),
    _said(
        _quarter,
        r"\b(?:the )?(?P<number>first|second|third|fourth|last|1st|2nd|3rd|4th) (?P<unit>quarter|half)",
        rf"(?: {_OF_YEAR}|(?: of)? {YEAR})?",
    ),
    _said(_short_quarter, rf"\bQ(?P<number>[1-4]) {YEAR}"),
    _said(_season, rf"\b(?:{PART})?(?:the )?(?P<season>spring|summer|autumn|fall|winter)(?: of)? {YEAR}"),
    _said(
        _relative,
        rf"\b(?:{PART})?{_WHICH} (?P<unit>year|month|week|quarter|spring|summer|autumn|fall|winter)\b(?!s)",
    ),
    _said(_ago, rf"\b{AGO} {UNIT} (?:ago|earlier|before)\b"),
    _said(
        _window,
        rf"\b(?:over|in|during|within|for|throughout) (?:the )?(?:past|last) (?:{AGO} )?{UNIT}\b",
    ),
    _said(_today, r"\b(?:yesterday|today)\b"),
    _said(
        _weekday,
        r"\b(?:on )?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b(?! (?:of|in)\b)",
        ignore=False,
    ),
    _said(
        _day_of_month,
        r"\b(?:on|by|until|since|from) the (?P<day>[0-3]?\d)(?:st|[nr]d|th)\b",
        r"(?! (?:of|floor|anniversary|time|century|birthday|largest))",
    ),
    _said(_bare_season, r"\b(?:in|by|since|during|that) (?:the )?(?P<season>spring|summer|autumn|winter)\b"),
    _said(_year, rf"\b{PART}{YEAR}"),
    _said(
        _years,
        rf"\b(?:from|between) {YEAR} (?:to|and|through|until) (?P<second>(?:1[89]|20)\d\d)\b(?![,.]\d)",
    ),
    _said(
        _year,
        r"(?<![\w$.,/-])(?:(?i:year|of|in|since|until|by|from|during|for|after|before|and|to) )?",
        rf"{YEAR}(?![\w/-]*[/\d])",
        ignore=False,
    ),
)


def spans_in(text: str, published: date | None) -> Iterator[Found]:
    """Days that English dates cover, with where they stand."""
    for pattern, maker in PATTERNS:
        for match in pattern.finditer(text):
            if maker is _year and COUNT_AFTER.match(text, match.end()):
                continue
            span = maker(match, published)
            if span:
                yield span, match.start(), match.end()
