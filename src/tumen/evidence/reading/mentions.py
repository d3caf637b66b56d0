# ruff: noqa: RUF001 - punctuation of Korean and Chinese texts
"""Which place a number or an event belongs to: named beside it, meant by "the mine", or carried over."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tumen.evidence.places import Gazetteer
from tumen.evidence.reading.sentences import Sentence
from tumen.evidence.reading.spots import COSTS, LOCAL, SEATS, Spot
from tumen.evidence.reading.tables import pattern, rows
from tumen.evidence.reading.ties import HOME, no_place, tie
from tumen.evidence.reading.topics import capitals_aside, focus_of, topics

DEMONYMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bNorth Koreans?\b"), HOME),
    (re.compile(r"\bPyongyang['’]s\b|\bthe (?:regime|North)\b"), HOME),
    (re.compile(r"\b(?<!South )(?<!North )(?:Chinese)\b"), "China"),
    (re.compile(r"\bSouth Koreans?\b|\b[Tt]he South(?:['’]s)?\b(?! [A-Z])"), "South Korea"),
    (re.compile(r"\bRussians?\b"), "Russia"),
    (re.compile(r"\bJapanese\b"), "Japan"),
    (re.compile(r"\bAmericans?\b"), "United States"),
)
BACK = tuple((pattern(row), frozenset(row["kinds"].split(";")) - {""}) for row in rows("meant"))
"""Words that mean a place named before: by the kinds of place they may mean, any where none is given."""

JOIN = re.compile(
    r" ?(?:,|/|、|·|및|와|과|하고|和|与|以及|and|as well as|, and|ㆍ) ?"
    r"(?:in |the |both |neighbou?ring |nearby |adjacent )?"
)
"""What joins two places of which the same is said."""

CLAUSE_BREAK = re.compile(
    r"[;；。:]|[,，、](?= ?(?:and|but|while|whereas|which|who|where|with|as|so|or)\b)| (?:but|while|"
    r"whereas|because|although) |[，,](?=[\u4e00-\u9fff])|, "
)
DIRECT = re.compile(
    r"[^.;:,]{0,30}?\b(?:in|at|near|from|of|for|inside|around|across) (?:the )?(?:\w+ ){0,2}?$| ?$",
    re.IGNORECASE,
)

IN_THERE = re.compile(r" in (?:the )?")

REMEMBERED = 60
"""Mentions back to which "the mine" may point (assumption)."""

MARGIN = 90.0
"""Cost by which a place may fall behind the likeliest and still be offered beside it (assumption)."""

CHOICES = 3
"""Places offered for one amount (assumption)."""

REACH = 400
"""Characters on either side of a number in which a place may be its own (assumption)."""


@dataclass(frozen=True)
class Map:
    """The places of a document and which it was speaking of at each sentence.

    Attributes
    ----------
    spots
        In order.
    topics
        For each sentence the place last spoken of before it, and how much speaks against it.
    """

    text: str
    gazetteer: Gazetteer
    sentences: Sequence[Sentence]
    spots: Sequence[Spot]
    starts: Sequence[int]
    topics: Sequence[Sequence[tuple[float, str]]]

    def within(self, start: int, end: int) -> Sequence[Spot]:
        """The spots of a span."""
        return self.spots[bisect_left(self.starts, start) : bisect_right(self.starts, end - 1)]

    def places(
        self, index: int, start: int, end: int, numbers: Sequence[tuple[int, int]] = ()
    ) -> tuple[str, ...]:
        """The place or, where the text joins several, the places of what stands at ``start`` to ``end``.

        Parameters
        ----------
        index
            Of the sentence.
        numbers
            Where the sentence's amounts stand, to see which place belongs to which.
        """
        choices = self.choices(index, start, end, numbers)
        return choices[0] if choices else ()

    def choices(
        self, index: int, start: int, end: int, numbers: Sequence[tuple[int, int]] = ()
    ) -> list[tuple[str, ...]]:
        """The places it may be, the likeliest first, and the others only where they are nearly as likely."""
        sentence = self.sentences[index]
        spots = self.within(max(sentence.start, start - REACH), min(sentence.end, end + REACH))
        numbers = [one for one in numbers if start - REACH <= one[0] <= end + REACH]
        costs: list[tuple[float, Spot | str]] = [
            (self._cost(spot, start, end, numbers), spot) for spot in spots
        ]
        costs += self.topics[index]
        costs.sort(key=lambda pair: pair[0])
        found: list[tuple[str, ...]] = []
        for cost, one in costs:
            if cost > costs[0][0] + MARGIN or len(found) >= CHOICES:
                break
            places = (one,) if isinstance(one, str) else self._joined(self._inner(one, spots), spots)
            if not any(self._alike(earlier, places) for earlier in found):
                found.append(places)
        return found

    def _alike(self, first: Sequence[str], second: Sequence[str]) -> bool:
        """Whether two choices are one: the same, or a mine and its town, a town and its province."""
        if len(first) != 1 or len(second) != 1:
            return set(first) == set(second)
        one, other = (self.gazetteer.places[place] for place in (first[0], second[0]))
        return one.id == other.id or one.within == other.id or (other.within == one.id and one.kind in SEATS)

    def _cost(self, spot: Spot, start: int, end: int, numbers: Sequence[tuple[int, int]]) -> float:
        cost = COSTS.get(spot.tie, 0.0)
        if self.gazetteer.places[spot.place].kind in ("province", "region"):
            cost += COSTS["wide"]
        if spot.tie == "abroad" and self._owned(spot, start, end):
            cost = 0.0
        if spot.end <= start:
            cost += (start - spot.end) / 10
            attached = any(
                other[1] < spot.start and other[1] <= start and self._direct(other[1], spot.start, numbers)
                for other in numbers
            )
            return cost + (COSTS["attached"] if attached else 0.0)
        if spot.start < end:
            return cost
        if self._direct(end, spot.start, numbers):
            return cost
        gap = self.text[end : spot.start]
        return (
            cost + (spot.start - end) * 0.15 + COSTS["after break" if CLAUSE_BREAK.search(gap) else "after"]
        )

    def _owned(self, spot: Spot, start: int, end: int) -> bool:
        """Whether a foreign country is plainly the number's own: "China's 40", "three people in China"."""
        if 0 <= start - spot.end <= 3:
            return self.text[spot.end - 2 : start].strip().endswith(("'s", "’s"))
        return 0 <= spot.start - end <= 6 and bool(IN_THERE.fullmatch(self.text, end, spot.start))

    def _direct(self, end: int, start: int, numbers: Sequence[tuple[int, int]]) -> bool:
        """Whether a place stands right behind an amount: "2,300 won in Musan"."""
        if start - end > 45 or any(end < other[0] < start for other in numbers):
            return False
        return bool(DIRECT.fullmatch(self.text, end, start))

    def _inner(self, spot: Spot, spots: Sequence[Spot]) -> Spot:
        """Of "Ryanggang Province's Hyesan City" or "Manpo, Chagang" the inner place."""
        for other in spots:
            near = 0 <= max(other.start - spot.end, spot.start - other.end) <= 16
            if (
                other.place != spot.place
                and near
                and other.tie == ""
                and self.gazetteer.holds(spot.place, other.place)
            ):
                return other
        return spot

    def _joined(self, spot: Spot, spots: Sequence[Spot]) -> tuple[str, ...]:
        """The place with those that the text joins to it."""
        at = spots.index(spot)
        found = [spot.place]
        for steps in (range(at + 1, len(spots)), range(at - 1, -1, -1)):
            last = spot
            for step in steps:
                other = spots[step]
                first, second = sorted((last, other), key=lambda one: one.start)
                gap = self.text[first.end : second.start]
                if not JOIN.fullmatch(gap) or other.tie in ("source", "source beyond", "weak", "abroad"):
                    break
                holds = self.gazetteer.holds(other.place, last.place) or self.gazetteer.holds(
                    last.place, other.place
                )
                if not holds and other.place not in found:
                    found.append(other.place)
                last = other
        return tuple(found)


def locate(text: str, sentences: Sequence[Sentence], gazetteer: Gazetteer) -> Map:
    """Find the places of a document.

    Parameters
    ----------
    text
        In normal form, line ends as spaces.
    """
    spots = sorted(
        [*_named(text, sentences, gazetteer), *_demonyms(text, gazetteer)], key=lambda spot: spot.start
    )
    spots = _apart(spots)
    spots = sorted([*spots, *_meant(text, spots, gazetteer)], key=lambda spot: spot.start)
    spots = _apart(spots)
    spots = capitals_aside(spots, focus_of(sentences, spots, gazetteer))
    return Map(
        text,
        gazetteer,
        sentences,
        spots,
        [spot.start for spot in spots],
        topics(text, sentences, spots, gazetteer),
    )


def _apart(spots: Sequence[Spot]) -> list[Spot]:
    kept: list[Spot] = []
    for spot in spots:
        if not kept or spot.start >= kept[-1].end:
            kept.append(spot)
    return kept


def _named(text: str, sentences: Sequence[Sentence], gazetteer: Gazetteer) -> list[Spot]:
    starts = [sentence.start for sentence in sentences]
    found = []
    for mention in gazetteer.mentions(text):
        at = bisect_right(starts, mention.start) - 1
        if at < 0 or mention.start >= sentences[at].end or sentences[at].role == "aside":
            continue
        if no_place(text, mention.end):
            continue
        how = tie(
            text,
            mention.start,
            mention.end,
            sentences[at],
            gazetteer.places[mention.place].kind,
            mention.place,
        )
        found.append(Spot(mention.place, mention.start, mention.end, how))
    return found


def _demonyms(text: str, gazetteer: Gazetteer) -> list[Spot]:
    return [
        Spot(place, match.start(), match.end(), "weak" if place == HOME else "abroad")
        for words, place in DEMONYMS
        if place in gazetteer.places
        for match in words.finditer(text)
    ]


def _meant(text: str, spots: Sequence[Spot], gazetteer: Gazetteer) -> list[Spot]:
    """Places meant by "the mine", "the city", "there"."""
    starts = [spot.start for spot in spots]
    found = []
    for words, kinds in BACK:
        for match in words.finditer(text):
            at = bisect_left(starts, match.start())
            place = _latest(spots[max(0, at - REMEMBERED) : at], kinds, gazetteer)
            if place:
                found.append(
                    Spot(place, match.start(), match.end(), "country" if kinds == {"country"} else "back")
                )
    return found


def _latest(earlier: Sequence[Spot], kinds: frozenset[str], gazetteer: Gazetteer) -> str | None:
    """The place named last that is of one of the kinds; where no mine is named, the town that has one."""
    if kinds == {"country"}:
        return HOME if HOME in gazetteer.places else None
    named = [spot.place for spot in reversed(earlier) if spot.tie not in ("abroad", "weak", "country")]
    for wanted in (kinds or LOCAL, SEATS if kinds & SEATS else frozenset()):
        for place in named:
            if gazetteer.places[place].kind in wanted:
                return place
    if kinds & {"mine", "works"}:
        named = [place for place in named if gazetteer.places[place].country in ("KP", "")] or named
    if "works" in kinds:
        return next((place for place in named if gazetteer.places[place].kind in SEATS | {"mine"}), None)
    if "mine" in kinds:
        towns = [place for place in named if gazetteer.places[place].kind in SEATS]
        having = {place.within for place in gazetteer.places.values() if place.kind in kinds}
        return next((town for town in towns if town in having), towns[0] if towns else None)
    return None
