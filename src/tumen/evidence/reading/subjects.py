# ruff: noqa: RUF001 - punctuation of Korean and Chinese texts
"""What an amount speaks of: the good, the observable, or a few plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tumen.evidence.reading.tables import pattern, rows
from tumen.evidence.units import converts

GOODS = tuple((row["good"], pattern(row)) for row in rows("goods"))
"""Goods with the words for them; of words inside one another the earlier row's count."""

APART = 25
"""Characters by which a comma moves a good away from an amount (assumption)."""

FARTHEST = 400
"""Characters beyond which a good is not an amount's (assumption)."""

PRICED = {"rice_price": "rice", "maize_price": "maize", "grain_price": "grain"}


@dataclass(frozen=True)
class Rule:
    """An observable, the unit it is measured in, and the words that speak of it."""

    observable: str
    unit: str
    words: re.Pattern[str]
    summed: bool = False


RULES = tuple(
    Rule(row["observable"], row["unit"], pattern(row), row["summed"] == "yes") for row in rows("observables")
)
TOPICS = tuple((row["topic"], pattern(row)) for row in rows("topics"))
GROUPS = {
    "money": "sum of money",
    "measure": "quantity",
    "time": "length of time",
    "count": "number",
    "share": "share",
    "percent": "share",
    "times": "how often",
    "rank": "rank",
}


def commodity(text: str, start: int, end: int, begin: int, stop: int) -> str | None:
    """The good nearest to an amount in its sentence; what stands right behind it counts as nearest."""
    best: tuple[float, str] | None = None
    for first, last, name in _goods(text[begin:stop]):
        at, finish = begin + first, begin + last
        if at > end + FARTHEST or finish < start - FARTHEST:
            continue
        after = at - end
        distance = start - finish if at < start else after * (0.4 if 0 <= after < 16 else 1.6)
        distance += APART * sum(text.count(mark, min(finish, end), max(at, start)) for mark in ",;，；、")
        if best is None or distance < best[0]:
            best = (distance, name)
    return best[1] if best else None


@lru_cache(maxsize=64)
def _goods(said: str) -> tuple[tuple[int, int, str], ...]:
    """The goods that a sentence names; of names inside one another the more telling."""
    taken: list[tuple[int, int, str]] = []
    for name, named in GOODS:
        for match in named.finditer(said):
            if not any(match.start() < other[1] and other[0] < match.end() for other in taken):
                taken.append((*match.span(), _concentrate(said) if CONCENTRATE.fullmatch(match[0]) else name))
    return tuple(taken)


def _concentrate(said: str) -> str:
    """Of which metal a bare "concentrate" is, by the sentence."""
    return next((name for name, words in CONCENTRATES if words.search(said)), "iron_concentrate")


CONCENTRATE = re.compile(r"concentrates?|정광", re.IGNORECASE)
CONCENTRATES = (
    ("iron_concentrate", re.compile(r"\biron\b|Musan|무산|철광|茂山|铁", re.IGNORECASE)),
    ("zinc_concentrate", re.compile(r"\bzinc\b|Komdok|Kumgol|아연|검덕|锌", re.IGNORECASE)),
    ("copper_concentrate", re.compile(r"\bcopper\b|구리|铜", re.IGNORECASE)),
)
ORES_ONLY = frozenset({"concentrate_output", "stockpile", "domestic_use"})
NO_ORE = frozenset(
    {
        "rice",
        "maize",
        "grain",
        "fuel",
        "crops",
        "seafood",
        "textiles",
        "herbs",
        "coal",
        "drugs",
        "scrap",
        "gold",
    }
)
LIVING = re.compile(r"\b(?:population|inhabitants|people live|live in)\b|인구|人口", re.IGNORECASE)


def observable(unit: str, clause: str, sentence: str, good: str | None = None, at: int = 0) -> str | None:
    """The observable that an amount most likely speaks of.

    Parameters
    ----------
    clause, sentence
        The words round the amount and the whole sentence, which is asked second.
    good
        The good it is an amount of.
    at
        Where in the clause the amount stands: of two observables the one whose words are nearer is meant.
    """
    if LIVING.search(clause) and _fits(unit, "persons", False):
        return None
    fitting = [
        rule
        for rule in RULES
        if _fits(unit, rule.unit, rule.summed)
        and not (rule.observable in ORES_ONLY and good in NO_ORE)
        and (good is None or PRICED.get(rule.observable, good) == good)
    ]
    near = [(min(gaps), rule.observable) for rule in fitting if (gaps := _gaps(rule.words, clause, at))]
    if near:
        return min(near, key=lambda pair: pair[0])[1]
    return next((rule.observable for rule in fitting if rule.words.search(sentence)), None)


def _gaps(words: re.Pattern[str], clause: str, at: int) -> list[int]:
    return [at - match.end() if match.end() <= at else match.start() - at for match in words.finditer(clause)]


@lru_cache(maxsize=8192)
def _fits(unit: str, wanted: str, summed: bool) -> bool:
    return converts(unit, wanted) or (summed and converts(unit, f"{wanted}/day"))


def topic(said: str, group: str, noun: str = "") -> str:
    """A few plain words for what no observable fits."""
    for label, about in TOPICS:
        if about.search(said):
            return label
    return (
        f"number of {noun.lower()}"
        if group == "count" and noun.isascii() and noun
        else GROUPS.get(group, "amount")
    )
