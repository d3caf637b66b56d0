# ruff: noqa: RUF001 - characters of Korean and Chinese texts
"""Numbers in Korean and Chinese words, and the scale characters that stand after digits."""

from __future__ import annotations

import re

from tumen.evidence.reading.tables import words

DIGIT_ZH = {letter: value for value, letter in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "兩": 2,
}
SMALL_ZH = {"十": 10, "百": 100, "千": 1000}
BIG = {"만": 1e4, "万": 1e4, "萬": 1e4, "억": 1e8, "亿": 1e8, "億": 1e8, "조": 1e12, "兆": 1e12}
SMALL = {"십": 10.0, "백": 100.0, "천": 1000.0, "十": 10.0, "百": 100.0, "千": 1000.0}
DIGIT_KO = {letter: value for value, letter in enumerate("영일이삼사오육칠팔구")}

_ONES = (
    "한 하나",
    "두 둘",
    "세 셋 석",
    "네 넷 넉",
    "다섯",
    "여섯",
    "일곱",
    "여덟",
    "아홉",
    "열",
    "열한",
    "열두",
    "열세",
    "열네",
    "열다섯",
    "열여섯",
    "열일곱",
    "열여덟",
    "열아홉",
    "스무 스물",
)
NATIVE = {word: number for number, names in enumerate(_ONES, start=1) for word in words(names)} | {
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
}
VAGUE = {
    word: (number, number + 1)
    for number, names in enumerate(
        ("한두", "두세 두어", "서너", "네댓 너댓", "대여섯", "예닐곱", "일고여덟"), start=1
    )
    for word in words(names)
}

_KO_WORDS = "|".join(sorted([*NATIVE, *VAGUE], key=len, reverse=True))
COUNTER_KO = re.compile(
    rf"(?<![가-힣\d])({_KO_WORDS}|(?:[일이삼사오육칠팔구]?[십백천만억]){{1,4}}[일이삼사오육칠팔구]?)"
    r"(?= ?여? ?(?:명|사람|인분|끼|달|번|차례|배|개|집|가구|세대|마리|켤레|벌|"
    r"대(?![가-힣])|척|곳|군데|시간|주일?(?![가-힣])|"
    r"해(?![가-힣])|자루|포대|가지|가마|톤|킬로|키로|그램|달러|위안|원(?![가-힣]{2})|식구|"
    r"가족|살|건|번째|장|배럴|리터))"
)
COUNTER_ZH = re.compile(
    r"(?<![第数數几幾上成零〇一二两兩三四五六七八九十百千万萬亿億期周拜\d.])"
    r"([零〇一二两兩三四五六七八九十百千万萬亿億]{1,12})(?=[多余餘几]?(?:名|人|户|戶|家|位|个|個|"
    r"吨|噸|公斤|千克|斤|克|元|美元|朝元|人民币|辆|輛|台|艘|天|日|周|年|小时|小時|次|顿|頓|餐|袋|倍|"
    r"座|所|头|頭|头|只|隻|件|部|亩|公顷|公里|升|批|条|條|箱|双|雙|岁|月|里)|[到至][零〇一二两三四五六七八九十百千万亿\d]{1,6}[多余]?(?:元|人|名|公斤|吨|天|年|户|斤))"
)
SCALE_RUN = re.compile(r"[십백천만억조十百千万萬亿億兆]{1,4}")
MORE_DIGITS = re.compile(r" ?(\d{1,3}(?:,\d{3}){1,3}(?!\d)|\d{1,8})(?:\.\d{1,6})?(?!\d)")


def scaled(text: str, at: int, value: float) -> tuple[float, float, int]:
    """Take in the scale characters after digits: ``1만 2000``, ``2억 1000만``, ``187.5万``.

    Parameters
    ----------
    at
        Where the digits ended.
    value
        What they said.

    Returns
    -------
    Value, the last scale, and where the number ends.
    """
    total, group, digit, scale = 0.0, 0.0, value, 1.0
    while run := SCALE_RUN.match(text, at):
        for letter in run[0]:
            if letter in BIG:
                scale = BIG[letter]
                total, group, digit = total + (group + digit or 1.0) * scale, 0.0, 0.0
            else:
                scale = SMALL[letter]
                group, digit = group + (digit or 1.0) * scale, 0.0
        at = run.end()
        more = MORE_DIGITS.match(text, at)
        if not more or float(more[1].replace(",", "")) >= scale:
            break
        after = SCALE_RUN.match(text, more.end())
        if not after and re.match(r" ?[년월일호분차年月日号]", text[more.end() :][:2]):
            break
        digit, at = float(more[0].strip().replace(",", "")), more.end()
        if not after:
            scale = 1.0
    return total + group + digit, scale, at


def chinese(word: str, high: bool = False) -> float | None:
    """Value of a number in Chinese characters; of two digits in a row (三四百) the lower or the higher."""
    if not word or any(
        letter not in DIGIT_ZH and letter not in SMALL_ZH and letter not in BIG for letter in word
    ):
        return None
    if re.fullmatch(r"[零〇一二三四五六七八九]{3,}", word):
        return float("".join(str(DIGIT_ZH[letter]) for letter in word))
    total = part = 0.0
    digit: float | None = None
    for letter in word:
        if letter in DIGIT_ZH:
            if digit is None or high or DIGIT_ZH[letter] != digit + 1:
                digit = float(DIGIT_ZH[letter])
        elif letter in SMALL_ZH:
            part += (1.0 if digit is None else digit) * SMALL_ZH[letter]
            digit = None
        else:
            total = (total + part + (digit or 0.0) or 1.0) * BIG[letter]
            part, digit = 0.0, None
    return total + part + (digit or 0.0)


def korean_native(word: str, high: bool = False) -> float | None:
    """Value of a native Korean numeral; of 두세 the lower or the higher."""
    if word in VAGUE:
        return float(VAGUE[word][high])
    return float(NATIVE[word]) if word in NATIVE else None


def korean_sino(word: str) -> float | None:
    """Value of a Sino-Korean numeral such as 이십, 백만."""
    if not word or any(
        letter not in DIGIT_KO and letter not in SMALL and letter not in BIG for letter in word
    ):
        return None
    total = part = 0.0
    digit: float | None = None
    for letter in word:
        if letter in DIGIT_KO:
            digit = float(DIGIT_KO[letter])
        elif letter in SMALL:
            part += (1.0 if digit is None else digit) * SMALL[letter]
            digit = None
        else:
            total = (total + part + (digit or 0.0) or 1.0) * BIG[letter]
            part, digit = 0.0, None
    return total + part + (digit or 0.0)
