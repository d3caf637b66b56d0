# ruff: noqa: RUF001 - characters of Korean and Chinese texts
"""Words and patterns of single numerals."""

from __future__ import annotations

import re

from tumen.evidence.reading.tables import words

SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12}
UNITS = {
    word: float(value)
    for value, word in enumerate(
        words("""zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen""")
    )
}
TENS = {
    word: 10.0 * value
    for value, word in enumerate(words("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
WORDS = UNITS | TENS | SCALES | {"dozen": 12.0}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "twentieth": 20, "hundredth": 100} | {
    word: number for number, word in enumerate(words("fifth sixth seventh eighth ninth tenth"), start=5)
}
ORDINALS = {
    word: float(value)
    for value, word in enumerate(
        words("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"), start=1
    )
}
TIMES = {
    word: value
    for value, names in (
        (0.5, "halved halving"),
        (1.0, "once"),
        (2.0, "twice double doubled doubles doubling twofold"),
        (3.0, "thrice triple tripled tripling trebled threefold"),
        (4.0, "quadrupled fourfold"),
        (5.0, "fivefold"),
        (10.0, "tenfold"),
    )
    for word in words(names)
}

ANY = "|".join(sorted(WORDS, key=len, reverse=True))
SMALL = "|".join(sorted(UNITS | TENS, key=len, reverse=True))

DIGITS = re.compile(
    r"(?:(?<![A-Za-z\d_])|(?<=US)|(?<=KPW)|(?<=RMB)|(?<=CNY)|(?<=USD)|"
    r"(?<=KRW))(?<!\d[.,])(?:\d{1,3}(?:,\d{3}){1,6}(?!\d)|\d{1,3}(?: \d{3}){1,4}(?![\d,.-]| \d)|"
    r"\d+)(?:\.\d{1,9}(?!\d))?"
)
SCALE_AFTER = re.compile(r"(?: |-| - )?(hundred|thousand|million|billion|trillion)s?\b", re.IGNORECASE)
SHORT_AFTER = re.compile(r" ?(mln|mn|bn|tn)\b|([kKmM])\b(?! ?\d)")
IN_WORDS = re.compile(
    rf"\b(?:(?:an?|half an?|half a) (?=(?:hundred|thousand|million|billion|trillion|dozen)\b))?"
    rf"(?:{ANY})(?:(?: |-|(?:(?<=hundred)|(?<=thousand)|(?<=million)|"
    rf"(?<=billion)) and )(?:{ANY})){{0,8}}(?: and a half(?: (?:thousand|million|"
    rf"billion))?)?\b",
    re.IGNORECASE,
)
PART = re.compile(
    r"\b(an?|one|two|three|four|five|six|seven|eight|nine|\d{1,2})[\s-](third|quarter|fourth|fifth|"
    r"sixth|seventh|eighth|ninth|tenth|twentieth|hundredth)(s?)\b",
    re.IGNORECASE,
)
ONE_IN = re.compile(
    rf"\b(\d{{1,3}}|{SMALL}) (?:in|out of) (?:every )?(\d{{1,4}}|{SMALL}|"
    rf"hundred)\b(?![,.]?\d| ?(?:%|per ?cent))",
    re.IGNORECASE,
)
ONE_NOUN_IN = re.compile(
    rf"\b(one|two|three|four|\d{{1,2}}(?= [a-z]+ (?:in|out of) every)) (?:[a-z]+) "
    rf"(?:in|out of) (?:every )?(\d{{1,3}}|{SMALL})\b"
    rf"(?! ?(?:days?|weeks?|months?|years?|hours?|minutes?|[%,.]\d|per))",
    re.IGNORECASE,
)
SLASHED = re.compile(r"(?<![\d/.,])([1-9])/([2-9]|10)(?![\d/])")
HALF = re.compile(r"\bhalf\b", re.IGNORECASE)
NO_HALF = re.compile(
    r"\b(?:first|second|latter|other|former|1st|2nd|later|earlier|better)[\s-]$", re.IGNORECASE
)
GLYPHS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4}
TIMES_WORD = re.compile(rf"\b({'|'.join(TIMES)})\b", re.IGNORECASE)
ORDINAL = re.compile(rf"\b({'|'.join(ORDINALS)})\b|(?<![\w.,])(\d{{1,3}})(?:st|[nr]d|th)\b", re.IGNORECASE)
ORDINAL_CJK = re.compile(
    r"(?<![가-힣\d])(\d{1,2}|두|세|네|다섯|여섯) ?번째|第(\d{1,2}|[二三四五六七八九十])(?=[次场場起批])"
)
PARTS_CJK = re.compile(
    r"(\d{1,3}|[一二三四五六七八九十百]{1,3}|[이삼사오육칠팔구십]{1,2}) ?(?:분의|"
    r"分之) ?(\d{1,3}(?:\.\d{1,3})?|[零一二两三四五六七八九十]{1,4}|[일이삼사오육칠팔구]{1,2})"
)
OUT_OF_KO = re.compile(
    r"(\d{1,3}|열|다섯|세|네|두) ?(?:명|사람|집|가구|세대) ?(?:중|가운데)에? ?(\d{1,3}|한두|두세|서너|네댓|"
    r"한|두|세|네|다섯|여섯|일곱|여덟|아홉) ?(?:명|사람|집|가구|세대)"
)
_FEW_ZH = r"(\d{1,2}|[一二两三四五六七八九十])[个個]?[人户戶家名]"
OUT_OF_ZH = re.compile(rf"(?:每{_FEW_ZH}(?:中|里)?就?有|{_FEW_ZH}[中里]就?有){_FEW_ZH}")
HALVES_CJK = re.compile(r"(절반|(?<![가-힣])반수|一半|半数|一半儿)")
TENTHS = re.compile(
    r"([一二两三四五六七八九\d])([一二三四五六七八九])?成(?![立为功员本年果绩就熟品分的])|(\d)할(?![\w])"
)
TIMES_CJK = re.compile(
    r"(?<![가-힣])(두|세|네|다섯|열) ?배(?=[\s로나가의를는도 ]|$)|(翻了?[一1]?番|翻倍)|배로 ?(?:늘|뛰|올)"
)
DAY_WORDS = {
    word: days for days, word in enumerate(words("이틀 사흘 나흘 닷새 엿새 이레 여드레 아흐레 열흘"), start=2)
} | {"보름": 15}
DAYS_KO = re.compile(rf"(?<![가-힣])({'|'.join(DAY_WORDS)})")
FORTNIGHT = re.compile(r"\bfortnight\b", re.IGNORECASE)
PERCENT = re.compile(
    r" ?(?:%p?|％|[\s-]?(?:percent(?:age)?(?: points?)?|per ?cent|pct)\b|퍼센트|프로(?![가-힣])|포인트)",
    re.IGNORECASE,
)
