# ruff: noqa: RUF001 - punctuation of Korean and Chinese texts
"""Dates in Korean and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    year,
    year_before,
)
from tumen.evidence.reading.tables import words

FULL = re.compile(
    r"(?<!\d)(?:(?P<year>(?:1[89]|20)\d\d) ?[년年]|(?P<which>지난해|작년|재작년|올해|금년|내년|"
    r"지난|오는|이달|지난달|去年|前年|今年|明年|本月|上月|上个月))? ?(?:(?P<month>1[0-2]|0?[1-9]|"
    r"[一二三四五六七八九十]{1,2}) ?(?:월|月)(?!급|간|세))? ?(?:(?P<day>[12]\d|3[01]|"
    r"0?[1-9]) ?(?:일(?!간|분|치|째| ?동안|당|꼴)|日|号(?!室|仓|公|文|线|机|楼|"
    r"院))(?!元))? ?(?P<part>초순|초|중순|하순|말|上旬|中旬|下旬|初|底|末|年初|年底|年中)?"
)
WORDS = re.compile(
    r"(?P<which>지난해|작년|재작년|올해|금년|내년|지난달|이달|이번 ?달|다음 ?달|지난주|이번 ?주|어제|"
    r"오늘|그제|去年|前年|今年|明年|上个月|上月|本月|这个月|下个月|上周|本周|昨天|今天|昨日|"
    r"今日) ?(?P<season>봄|여름|가을|겨울|春天|夏天|秋天|冬天|春季|夏季|秋季|冬季|春|夏|秋|"
    r"冬)? ?(?P<part>초|중순|말|초순|하순|年初|年底|初|底|末)?"
)
BARE_PART = re.compile(r"(?<![가-힣\d])(?P<ko>연초|연말)|(?P<zh>年初|年底|年末)")
SEASON = re.compile(
    r"(?<!\d)(?:(?P<year>(?:1[89]|20)\d\d) ?[년年] ?|(?P<which>지난|올|이번|今|"
    r"去) ?)(?P<season>봄|여름|가을|겨울|春天?|夏天?|秋天?|冬天?)"
)
QUARTER = re.compile(
    r"(?<!\d)(?:(?P<year>(?:1[89]|20)\d\d) ?[년年] ?|(?P<which>지난해|작년|올해|去年|"
    r"今年) ?)?(?:(?P<quarter>[1-4]) ?[/\uff0f]?[4]? ?분기|第?(?P<zh>[一二三四1-4])季度|"
    r"(?:前(?P<quarters>[二三23])季度)|(?:前|头)(?P<months>\d{1,2}|[二两三四五六七八九十]{1,2})个?月|"
    r"(?P<half>상반기|하반기|上半年|下半年))"
)
DECADE = re.compile(
    r"(?:20世纪|20世紀)?(?P<decade>(?:19|20)\d0|[1-9]0) ?(?:년대|年代) ?(?P<part>초반?|중반|"
    r"후반|말|初期?|中期|后期|後期|末期?)?"
)
AGO = re.compile(
    r"(?<!\d)(?P<count>\d{1,2}|한|두|세|네|열|一|两|三|四|五|六|七|八|九|十|几|"
    r"몇) ?(?P<unit>년|해|개월|달|주일?|일|年|个月|周|天|日) ?(?:전(?!체|국|부|력|기|쟁)|前|以前|之前)"
)
WINDOW = re.compile(
    r"(?:최근|지난|过去|過去|最近|近) ?(?P<count>\d{1,2}|한|두|세|네|一|两|三|四|五|六|几|"
    r"몇) ?(?P<unit>년|개월|달|주일?|일|年|个月|周|天)(?:간|동안|来|間|间)?"
)
SEASONS = {"봄": 21, "여름": 22, "가을": 23, "겨울": 24, "春": 21, "夏": 22, "秋": 23, "冬": 24}
COUNTS = {
    word: number
    for number, names in enumerate(
        ("한 一", "두 两 二", "세 三 几 몇", "네 四", "五", "六", "七", "八", "九", "열 十", "十一", "十二"),
        start=1,
    )
    for word in words(names)
}
LAST = ("지난해", "작년", "去年", "지난", "去")
PARTS = {
    word: part
    for part, names in (
        ("early", "초 초순 上旬 初 年初 初期 초반"),
        ("mid", "중순 中旬 年中 중반 中期"),
        ("late", "말 하순 下旬 底 末 年底 후반 后期 後期 末期"),
    )
    for word in words(names)
}
MONTHS = re.compile(
    r"(?<![\d.])(?:(?P<year>(?:1[89]|20)\d\d) ?[년年] ?|(?P<which>지난해|작년|올해|去年|"
    r"今年) ?)?(?P<first>1[0-2]|[1-9]) ?[월月]? ?(?:부터|에서|~|-|–|∼|至|到|—) ?(?P<second>1[0-2]|"
    r"[1-9]) ?[월月]份?(?:까지)?"
)
OPENS = re.compile(r" ?(?:부터|이후|이래|들어|起|以来|以來|以后|以後|开始|之后)")
CLOSES = re.compile(r" ?(?:까지|이전|전까지|为止|為止|之前|以前)")
SINCE_ZH = re.compile(r"(?:自从?|从|從|由)$")


def spans_in(text: str, published: date | None) -> Iterator[Found]:
    """Days that Korean and Chinese dates cover, with where they stand."""
    for pattern, maker in MAKERS:
        for match in pattern.finditer(text):
            found = {name: value for name, value in match.groupdict().items() if value}
            if pattern is FULL and "month" in found and not {"year", "which"} & found.keys():
                named = year_before(text, match.start(), published)
                found |= {"year": str(named)} if named is not None else {}
            span = maker(found, published)
            if span and match.end() > match.start():
                yield span, match.start() + _blanks(match[0]), match.start() + len(match[0].rstrip())


def _blanks(said: str) -> int:
    return len(said) - len(said.lstrip())


def opens(text: str, start: int, end: int) -> bool:
    """Whether the words around a date say "since"."""
    return bool(OPENS.match(text, end)) or bool(SINCE_ZH.search(text[max(0, start - 2) : start]))


def closes(text: str, end: int) -> bool:
    """Whether the words after a date say "until"."""
    return bool(CLOSES.match(text, end))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else COUNTS.get(word, 1)


def _year_said(found: dict[str, str], published: date | None) -> int | None:
    if "year" in found:
        return int(found["year"])
    which = found.get("which", "")
    if published is None or not which:
        return None
    step = {
        "지난해": -1,
        "작년": -1,
        "去年": -1,
        "재작년": -2,
        "前年": -2,
        "내년": 1,
        "明年": 1,
        "올해": 0,
        "금년": 0,
        "今年": 0,
    }
    return published.year + step[which] if which in step else None


def _full(found: dict[str, str], published: date | None) -> Span | None:
    """A date of which some parts may be missing: 2018년 2월 21일, 지난 14일, 11月初."""
    at, part = _year_said(found, published), PARTS.get(found.get("part", ""), "")
    which = found.get("which", "")
    if "month" not in found and "day" not in found:
        return part_of(year(at), part) if at is not None else None
    if "month" not in found:
        return _day_alone(found, published, which) if at is None else None
    number = _count(found["month"])
    if at is None:
        if published is None:
            return None
        ahead = which == "오는"
        at = published.year + (number < published.month if ahead else -(number > published.month))
    if "day" in found:
        return day(at, number, int(found["day"]))
    return part_of(month(at, number), part)


def _day_alone(found: dict[str, str], published: date | None, which: str) -> Span | None:
    if published is None:
        return None
    number = int(found["day"])
    if which in ("지난달", "上月", "上个月"):
        back = 1
    elif which in ("이달", "本月"):
        back = 0
    else:
        back = 0 if number <= published.day else 1
    base = first_of_month(published, back)
    return day(base.year, base.month, number)


def _words(found: dict[str, str], published: date | None) -> Span | None:
    """지난달, 올해 초, 去年秋天, 上周."""
    if published is None:
        return None
    which, part = found["which"].replace(" ", ""), PARTS.get(found.get("part", ""), "")
    at = _year_said(found, published)
    if at is not None:
        return (
            Span.of_season(
                at, SEASONS[found["season"][:2] if found["season"][:2] in SEASONS else found["season"][0]]
            )
            if "season" in found
            else part_of(year(at), part)
        )
    if which in ("어제", "昨天", "昨日", "오늘", "今天", "今日", "그제"):
        back = {"그제": 2, "오늘": 0, "今天": 0, "今日": 0}.get(which, 1)
        return Span(published - timedelta(days=back), published - timedelta(days=back))
    if which in ("지난주", "上周", "이번주", "本周"):
        monday = published - timedelta(days=published.weekday() + (7 if which in ("지난주", "上周") else 0))
        return Span(monday, monday + timedelta(days=6))
    back = {"지난달": 1, "上个月": 1, "上月": 1, "다음달": -1, "下个月": -1}.get(which, 0)
    return part_of(months_before(published, back), part)


def _season(found: dict[str, str], published: date | None) -> Span | None:
    code = SEASONS.get(found["season"], SEASONS.get(found["season"][0], 21))
    if "year" in found:
        return Span.of_season(int(found["year"]), code)
    if published is None:
        return None
    return season(published, code, -1 if found["which"] in ("지난", "去") else 0)


def _months(found: dict[str, str], published: date | None) -> Span | None:
    """1월부터 9월까지, 1-9月."""
    first, last = int(found["first"]), int(found["second"])
    at = _year_said(found, published)
    if at is None and published is not None:
        at = published.year - (last > published.month)
    if at is None or first >= last:
        return None
    begins, ends = month(at, first), month(at, last)
    return Span(begins.first, ends.last) if begins and ends else None


def _quarter(found: dict[str, str], published: date | None) -> Span | None:
    at = _year_said(found, published)
    if at is None:
        if published is None:
            return None
        at = published.year
    if "quarters" in found or "months" in found:
        count = 3 * _count(found["quarters"]) if "quarters" in found else _count(found["months"])
        begins, ends = month(at, 1), month(at, count)
        return Span(begins.first, ends.last) if begins and ends else None
    if "half" in found:
        return half(at, 1 if found["half"] in ("상반기", "上半年") else 2)
    return quarter(at, _count(found.get("quarter") or found["zh"]))


def _decade(found: dict[str, str], _: date | None) -> Span | None:
    start = int(found["decade"])
    return decade(start if start > 99 else 1900 + start, PARTS.get(found.get("part", ""), ""))


def _ago(found: dict[str, str], published: date | None) -> Span | None:
    if published is None:
        return None
    count, unit = _count(found["count"]), found["unit"]
    if unit in ("년", "해", "年"):
        return year(published.year - count)
    if unit in ("개월", "달", "个月"):
        return months_before(published, count)
    at = published - timedelta(days=count * (7 if unit in ("주", "주일", "周") else 1))
    return Span(at, at)


def _window(found: dict[str, str], published: date | None) -> Span | None:
    if published is None:
        return None
    count, unit = _count(found["count"]), found["unit"]
    if unit in ("년", "年", "개월", "달", "个月"):
        back = count * (12 if unit in ("년", "年") else 1)
        return Span(months_before(published, back).first, months_before(published, 0).last)
    return Span(published - timedelta(days=count * (7 if unit in ("주", "주일", "周") else 1)), published)


def _bare_part(found: dict[str, str], published: date | None) -> Span | None:
    if published is None:
        return None
    early = (found.get("ko") or found.get("zh")) in ("연초", "年初")
    at = published.year if early else published.year - 1
    return part_of(year(at), "early" if early else "late")


MAKERS = (
    (MONTHS, _months),
    (FULL, _full),
    (WORDS, _words),
    (SEASON, _season),
    (QUARTER, _quarter),
    (DECADE, _decade),
    (AGO, _ago),
    (WINDOW, _window),
    (BARE_PART, _bare_part),
)
