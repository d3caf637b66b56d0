"""Where a quote stands, kept without its words, and how it is found again.

An anchor holds offsets, a hash of the quote and short hashes of the 24 characters on either side. In a
text that has the same words it is found by hash, wherever they moved to. Where the user holds the text
in which the anchor was made, the words themselves are at hand, and a changed text is searched by what
stands before and after, then fuzzily (rapidfuzz). Without them it is exact or lost; never silently kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tumen.core.errors import EvidenceError
from tumen.evidence.claims import Anchor
from tumen.evidence.text import one_line, sha256

AROUND = 24
"""Characters on either side of a quote that its short hashes cover."""

CONTEXT = 64
"""Characters on either side that are used to find a quote again where its words are at hand."""

ALIKE = 80.0
"""Least similarity (rapidfuzz, 0 to 100) at which changed words still count as the quote (assumption)."""

SEARCHED = 500_000_000
"""Characters that are hashed or compared, at most, in search of one quote: a second or two (assumption).

A quote too long to be tried everywhere within it is tried where what stood before or after it stands still;
in a text that is itself too long a quote is sought in place only."""

LIKENED = 2e11
"""A quote's length squared, times its text's, beyond which it is not sought by likeness.

rapidfuzz takes three seconds for it in a text of one letter, the worst there is (measured)."""

AT_ONCE = 64
"""Characters that rapidfuzz compares in one step."""

HASHING = 200
"""Characters that a hash costs beyond those it is taken of (measured)."""

Found = Literal["exact", "moved", "context", "fuzzy", "lost"]


@dataclass(frozen=True)
class Place:
    """Where a quote was found and how: in place, moved, between its surroundings, by likeness, or not.

    ``score`` is the likeness in per cent: 100 unless the words changed, 0 where the quote is lost.
    """

    how: Found
    start: int = 0
    end: int = 0
    score: float = 100.0


@dataclass(frozen=True)
class Words:
    """A quote and what surrounds it, from a text that the user holds; never written to the case."""

    quote: str
    before: str
    after: str


def make(text: str, start: int, end: int) -> Anchor:
    """Anchor ``text[start:end]``.

    Parameters
    ----------
    text
        A document in normal form (`tumen.evidence.text.normalise`).
    start, end
        Code points.

    Raises
    ------
    EvidenceError
        If the span is empty or not inside the text.
    """
    if not 0 <= start < end <= len(text):
        raise EvidenceError(f"Characters {start} to {end} are not in a text of {len(text)}.")
    line = one_line(text)
    return Anchor(
        start=start,
        end=end,
        sha256=sha256(line[start:end]),
        before=_short(line[max(0, start - AROUND) : start]),
        after=_short(line[end : end + AROUND]),
    )


def words_at(text: str, anchor: Anchor) -> Words:
    """The words an anchor stands for, from the text in which it was made.

    Raises
    ------
    EvidenceError
        If the text is another one.
    """
    line = one_line(text)
    quote = line[anchor.start : anchor.end]
    if not _in_place(line, anchor):
        raise EvidenceError("The text at hand is not the one in which the anchor was made.")
    before = line[max(0, anchor.start - CONTEXT) : anchor.start]
    return Words(quote, before, line[anchor.end : anchor.end + CONTEXT])


def find(text: str, anchor: Anchor, words: Words | None = None) -> Place:
    """Find an anchored quote in a text.

    Parameters
    ----------
    text
        A document in normal form, perhaps another edition of the one the anchor was made in.
    anchor
        What is kept of the quote.
    words
        The quote itself, where the user holds it (`words_at`).
    """
    line = one_line(text)
    if _in_place(line, anchor):
        return Place("exact", anchor.start, anchor.end)
    starts = _occurrences(line, words.quote) if words else _hashed_occurrences(line, anchor)
    if starts:
        start = max(starts, key=lambda at: (_fits(line, at, anchor), -abs(at - anchor.start)))
        return Place("moved", start, start + anchor.end - anchor.start)
    return nearest(line, words) if words else Place("lost", score=0.0)


def _in_place(line: str, anchor: Anchor) -> bool:
    return anchor.end <= len(line) and sha256(line[anchor.start : anchor.end]) == anchor.sha256


def _occurrences(line: str, quote: str, length: int = 0) -> list[int]:
    """Where words stand; of very many the first, as many as can be compared over a ``length``."""
    most = max(1, SEARCHED // 10 // max(len(quote), length))
    found: list[int] = []
    at = line.find(quote)
    while at >= 0 and len(found) < most:
        found.append(at)
        at = line.find(quote, at + 1)
    return found


def _hashed_occurrences(line: str, anchor: Anchor) -> list[int]:
    """Every place where so many characters have the quote's hash, those nearest to its old place first."""
    length = anchor.end - anchor.start
    starts: Iterable[int] = range(len(line) - length + 1)
    most = SEARCHED // (length + HASHING)
    if len(line) * HASHING > SEARCHED:
        return []
    if len(line) - length >= most:
        near = (at for at in starts if _fits(line, at, anchor))
        starts = sorted(near, key=lambda at: abs(at - anchor.start))[:most]
    return [at for at in starts if sha256(line[at : at + length]) == anchor.sha256]


def _fits(line: str, at: int, anchor: Anchor) -> int:
    """How many of the two surroundings are as they were."""
    end = at + anchor.end - anchor.start
    before, after = line[max(0, at - AROUND) : at], line[end : end + AROUND]
    return (_short(before) == anchor.before) + (_short(after) == anchor.after)


def nearest(line: str, words: Words) -> Place:
    """Between what stood before and after, if that is still there; else whatever is most like the quote."""
    from rapidfuzz import fuzz

    between = _between(line, words)
    if between and len(words.quote) * (between[1] - between[0]) <= AT_ONCE * SEARCHED:
        score = fuzz.ratio(words.quote, line[slice(*between)])
        if score >= ALIKE:
            return Place("context", *between, score)
    if len(words.quote) ** 2 * len(line) > LIKENED:
        return Place("lost", score=0.0)
    found = fuzz.partial_ratio_alignment(words.quote, line, score_cutoff=ALIKE)
    if found is None or not found.score or len(words.quote) > len(line):
        return Place("lost", score=0.0)
    return Place("fuzzy", found.dest_start, found.dest_end, found.score)


def _between(line: str, words: Words) -> tuple[int, int] | None:
    tail, head = words.before[-AROUND:], words.after[:AROUND]
    length = 2 * len(words.quote) + AROUND
    starts = [at + len(tail) for at in _occurrences(line, tail, length)] if tail else [0]
    spans = []
    for start in starts:
        furthest = start + length
        end = line.find(head, start, furthest + len(head)) if head else len(line)
        if start < end <= furthest:
            spans.append((start, end))
    return min(spans, key=lambda span: abs(span[1] - span[0] - len(words.quote)), default=None)


def _short(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
