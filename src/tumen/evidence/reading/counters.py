"""Words by which reports count, and the units of `tumen.evidence.units` that they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from tumen.evidence.reading.tables import rows, words

Group = Literal["money", "measure", "time", "count"]


@dataclass(frozen=True)
class Counter:
    """A unit read after a number.

    Attributes
    ----------
    group
        ``money``, ``measure`` (mass, volume, length, energy), ``time`` or ``count`` (of persons or things).
    noun
        What is counted, as written; empty for the other groups.
    """

    unit: str
    group: Group
    end: int
    noun: str = ""


MEASURES = {
    word: (row["unit"], cast(Group, row["group"])) for row in rows("measures") for word in words(row["words"])
}
COUNTED = {word: row["unit"] for row in rows("counted") for word in words(row["words"])}

STOP = frozenset(
    words("""of in at on to from for and or the by with were was is are had have has who that which when
        while as but than so if because since until after before during over under about into onto
        out up down per an each every a they he she it we i you there this these those his her their
        its our your not no be been did does do will would can could may might must should said says
        went came got gave took made told only also then now still left remain remained died fled
        more less fewer received disappeared survived escaped simply failed last next past ago
        earlier later""")
)
"""Words at which the search for a counted noun ends."""

PLURALS = frozenset(
    words("people men women children policemen crewmen fishermen businessmen foremen cattle troops police")
)
NOT_COUNTED = frozenset(
    words("""percent points point degrees percentage series always perhaps nowadays previous various
        serious across others sources reasons ways things parts sides kinds types questions respects
        koreas countries nations resolutions governments steps issues problems categories thus plus
        versus news politics sanctions afterwards besides sometimes towards""")
)
"""Plurals, and words that look like one, that nobody counts in a claim."""

PERSON_ENDINGS = tuple(words("ers ors ists mates men women ees eers folk wives keepers"))
NO_PERSON_ENDINGS = tuple(
    words("""meters metres liters litres papers orders numbers boilers ovens quarters centers containers
    motors tractors reactors generators factors sectors doors corridors trees knees fees lists levers
    covers trailers computers tankers freighters borders corners letters towers layers printers heaters
    drawers excavators transformers conveyors crushers loaders rivers powers flowers dinners suppers rollers
    filters shutters bunkers coolers burners blowers dumpers freezers refrigerators cookers mirrors errors
    monitors processors speakers sensors detectors harbors harbours elevators incinerators separators
    harvesters chambers floors colors colours odors rumors rumours anchors hammers fingers shoulders
    cylinders ladders fires tires tyres hectares acres wires shares squares cares stores shores scores
    chores ores cores bores minors vectors tremors choppers coffers offers counters""")
)
NO_PERSONS = frozenset(words("others ers ors ees bees degrees specimen omen regimen"))
"""Endings of plurals that name people, and plurals with these endings that do not."""

_EAST_ASIAN = {
    language: tuple(
        (re.compile(row["pattern"]), row["unit"], cast(Group, row["group"]))
        for row in rows("counters")
        if row["language"] == language
    )
    for language in ("korean", "chinese")
}
WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
GAP = re.compile(r"[\s-]?")
ARTICLE = re.compile(r" (?:the|its|their|these|those|his|her|our|all)\b")
NEXT_WORD = re.compile(r"[\s-]([A-Za-z]+)")
LEADS = {"korean": re.compile(r" ?(?:여 ?)?"), "chinese": re.compile(r"[多余餘几]? ?")}
"""What may stand between a number and its counter: "and more"."""

METRIC = re.compile(
    r"[\s-]?(?:metric|short|long|dry|North Korean|South Korean|Chinese|Korean|U\.?S\.?|American|"
    r"Hong Kong|old|new) (?=tons?\b|tonnes?\b|won\b|yuan\b|dollars?\b|renminbi\b|RMB\b)",
    re.IGNORECASE,
)
CUBIC = re.compile(r"cubic (?:metres?|meters?)\b|m³", re.IGNORECASE)
"""A thousand litres; pint reads no powers here."""

HYPHENED = frozenset(words("room bed bedroom seat story storey lane wheel car page point item hole drawer"))
"""Nouns that a number and a hyphen count before another noun: a two-room house."""

FURTHEST = 5
"""Words that may stand between a number and the noun it counts."""


def counter_after(text: str, at: int, stop: int) -> Counter | None:
    """The unit or the counted noun that follows a number.

    Parameters
    ----------
    at
        Where the number ends.
    stop
        How far to look: the next number or the end of the sentence.
    """
    for language, table in _EAST_ASIAN.items() if not text.isascii() else ():
        lead = LEADS[language].match(text, at, stop)
        begin = lead.end() if lead else at
        for pattern, unit, group in table:
            found = pattern.match(text, begin, stop)
            if found:
                return Counter(unit, group, found.end(), found[0] if group == "count" else "")
    return _latin(text, at, stop)


def _latin(text: str, at: int, stop: int) -> Counter | None:
    metric = METRIC.match(text, at, stop)
    at = metric.end() if metric else at
    gap = GAP.match(text, at, stop)
    place = gap.end() if gap else at
    fallback: Counter | None = None
    for step in range(FURTHEST):
        word = WORD.match(text, place, stop)
        if not word:
            break
        lower = word[0].lower()
        if step == 0 and (told := _measured(text, place, stop, word[0])):
            return told[0]
        if lower in COUNTED:
            later = (
                _later_noun(text, word.end(), stop)
                if not lower.endswith("s") and lower not in PLURALS
                else None
            )
            return later or Counter(COUNTED[lower], "count", word.end(), word[0])
        if lower in STOP and not (step == 0 and lower in ("more", "other", "of")):
            break
        if lower == "of":
            article = ARTICLE.match(text, word.end(), stop)
            place = _next(text, article.end() if article else word.end())
            continue
        if is_person(lower):
            return Counter("person", "count", word.end(), word[0])
        if plural(lower):
            fallback = Counter("item", "count", word.end(), word[0])
        if text[word.end() : word.end() + 1] not in (" ", "\n", "-"):
            break
        place = word.end() + 1
    return fallback


def _measured(text: str, place: int, stop: int, word: str) -> tuple[Counter | None] | None:
    """What the first word after a number says by itself, in a tuple: a measure, or a noun after a hyphen."""
    lower, end = word.lower(), place + len(word)
    if cubic := CUBIC.match(text, place, stop):
        return (Counter("kilolitre", "measure", cubic.end()),)
    first = lower.split("-")[0]
    if "-" in word and first in MEASURES:
        unit, group = MEASURES[first]
        return (None if "old" in lower else Counter(unit, group, place + len(first)),)
    if text[place - 1 : place] == "-" and lower not in MEASURES:
        counted = COUNTED.get(lower, "item" if lower in HYPHENED else "")
        return (Counter(counted, "count", end, word) if counted else None,)
    if lower in MEASURES:
        unit, group = MEASURES[lower]
        return (Counter(unit, group, end),)
    return None


def _next(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] in (" ", "\n") else at


def _later_noun(text: str, at: int, stop: int) -> Counter | None:
    """The last of two nouns in a row: of "trading company trucks" the trucks are counted."""
    word = NEXT_WORD.match(text, at, stop)
    if word and word[1].lower() in COUNTED and COUNTED[word[1].lower()] != "times":
        return _later_noun(text, word.end(), stop) or Counter(
            COUNTED[word[1].lower()], "count", word.end(), word[1]
        )
    return None


def plural(word: str) -> bool:
    """Whether a word in small letters looks like the plural of something that is counted."""
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is"))
        and word not in NOT_COUNTED
    )


def is_person(word: str) -> bool:
    """Whether a plural that is in no table names people by its ending: creditors, workmates."""
    return word.endswith(PERSON_ENDINGS) and word not in NO_PERSONS and not word.endswith(NO_PERSON_ENDINGS)


def singular(noun: str) -> str:
    """A counted noun in the singular and in lower case, to compare two of them."""
    word = noun.strip().lower()
    for ending, one in (
        ("ies", "y"),
        ("men", "man"),
        ("ves", "f"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("xes", "x"),
        ("sses", "ss"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + one
    return word[:-1] if plural(word) else word


def unit_of(noun: str) -> str:
    """The unit that a counted noun is read as; ``item`` for one that has none of its own."""
    word = noun.strip().lower()
    return COUNTED.get(word) or ("person" if is_person(word) else "item")
