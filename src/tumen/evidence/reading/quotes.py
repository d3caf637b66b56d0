# ruff: noqa: RUF001 - punctuation of Korean and Chinese texts
"""Which words to quote for a number: its sentence, or the clauses of it that show what the number says."""

from __future__ import annotations

import re

from tumen.evidence.reading.sentences import Sentence

LONGEST = 300
"""Characters of a quote beyond which it is cut down to clauses (assumption)."""

BREAK = re.compile(r"[,;:，；：、—–] ?| (?=(?:and|but|while|which|who|because|although|since|when) )")


def quote_around(
    line: str, sentence: Sentence, span: tuple[int, int], keep: tuple[int, int]
) -> tuple[int, int]:
    """Start and end of the words to quote.

    Parameters
    ----------
    span
        The number with its unit, which must stand in the quote.
    keep
        What should stand in it too where there is room: the number and its date.
    """
    start, end = _trimmed(line, sentence.start, sentence.end)
    if end - start <= LONGEST:
        return start, end
    low, high = keep if keep[1] - keep[0] <= LONGEST else span
    room = max(0, LONGEST - (high - low))
    first, last = max(start, low - room * 2 // 3), min(end, high + room // 3)
    breaks = [match.end() for match in BREAK.finditer(line, start, end)]
    begins = [place for place in (start, *breaks) if first <= place <= low]
    ends = [place for place in (*breaks, end) if high <= place <= last]
    return _trimmed(
        line, min(begins, default=_blank(line, first, low)), max(ends, default=_blank_back(line, high, last))
    )


def _trimmed(line: str, start: int, end: int) -> tuple[int, int]:
    while start < end - 1 and line[start] == " ":
        start += 1
    while end > start + 1 and line[end - 1] == " ":
        end -= 1
    return start, end


def _blank(line: str, first: int, low: int) -> int:
    """The first word that begins after ``first``."""
    found = line.find(" ", first, low)
    return found + 1 if found >= 0 else first


def _blank_back(line: str, high: int, last: int) -> int:
    found = line.rfind(" ", high, last)
    return found if found >= 0 else last
