"""Which place a number or an event belongs to: named beside it, meant by "the mine", or carried over."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tumen.evidence.places import Gazetteer
from tumen.evidence.reading.sentences import Sentence

HOME = "North Korea"
"""The country that "the country" and "the regime" mean where no other is named."""

Kind = str
LOCAL = frozenset({"city", "county", "town", "village", "mine", "works", "district", "camp", "province", "region"})
WEAKER = frozenset({"river", "sea"})

SOURCE = re.compile(
    r"\b(?:sources?|informants?|residents?|defectors?|officials?|economists?|experts?|analysts?|diplomats?|researchers?|reporters?|"
    r"correspondents?|partners?|traders?|businessm[ae]n|scholars?|professors?|nurses?|natives?|contacts?|person|men|man|woman|"
    r"people|based|witness(?:es)?|insiders?|reporting partner|hails?|comes?|came)\b[^.;:,]{0,50}?\b(?:in|from|of|at|near|inside|around|home\sto)\s(?:the\s)?(?:city\sof\s|county\sof\s|northern\s|nearby\s)?$",
    re.IGNORECASE,
)
SPEECH = re.compile(
    r"\b(?:said|says|told|tells|report(?:s|ed)|according\sto|quot\w+|guess\w*|explain\w*|add(?:s|ed)|claim\w*|estimat\w*|confirm\w*|stated?|"
    r"asked|revealed|recall\w*|put\sthe|expects?)\b|소식통|전했|말했|밝혔|据|称|说|透露|表示",
    re.IGNORECASE,
)
SOURCE_AFTER = re.compile(r"(?:\s?Province|\s?City|\s?County)?(?:-based|\sbased)|\s?(?:의\s?|시\s?|군\s?|도\s?)?(?:(?:한|다른|내부|현지|또 다른)\s?)*(?:소식통|주민은|주민은)|(?:的)?(?:一位|一名|某)?[^。,,]{0,6}(?:消息人士|知情人士)")
TO = re.compile(r"\b(?:to|into|toward|towards|onto|facing|bound\sfor)\s(?:the\s)?(?:(?:Chinese|Russian|nearby|neighbou?ring|border|port|city|county|town|village|side)\s(?:of\s)?){0,3}$", re.IGNORECASE)
PATH = re.compile(r"\b(?:through|via|by\sway\sof|across|opposite|like|unlike|than\sin|as\sin|with|over\sthe)\s(?:the\s)?(?:port\sof\s)?$|"
    r"\b(?:north|south|east|west|part|parts|interior|outskirts|heart|corner|middle|rest)\sof\s(?:the\s)?$", re.IGNORECASE)
TO_AFTER = re.compile(r"\s?(?:으로|로(?!동)|행\s|쪽으로|을\s?향)")
TO_ZH = re.compile(r"(?:对|往|到|向|赴|至)$")
BASED = re.compile(r"-(?:based|born|backed|led|made|flagged)|\s(?:based|born)\b")
OUTLET_AFTER = re.compile(
    r"['’]?s?\s(?:[A-Z][a-z]+\s)?(?:Times|News|Herald|Daily|Post|Ilbo|University|Institute|Press|Journal|Agency|Report|Observer|Monitor|Review|Letter|Radio|Broadcasting|Neighbours|Olympics)\b|리포트|일보|신문|방송|大学|日报|晚报|新闻网|研究所|(?:经济)?观察"
)
OFFICE_AFTER = re.compile(r"\s(?:office|bureau|correspondent|institute|university)\b")
GOODS_AFTER = re.compile(r"\s(?:iron|ore|concentrates?|coal|copper|zinc|lead|gold|steel|rice)\b(?!\s(?:mines?|works|complex|works))")
DEMONYMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bNorth Koreans?\b"), HOME),
    (re.compile(r"\bPyongyang['’]s\b|\bthe (?:regime|North)\b"), HOME),
    (re.compile(r"\b(?<!South )(?<!North )(?:Chinese)\b"), "China"),
    (re.compile(r"\bSouth Koreans?\b"), "South Korea"),
    (re.compile(r"\bRussians?\b"), "Russia"),
    (re.compile(r"\bJapanese\b"), "Japan"),
    (re.compile(r"\bAmericans?\b"), "United States"),
)
BACK: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (
        re.compile(
            r"\b(?:the|this|that|its|their)\s(?:\w+\s){0,2}?(?:mine|mines|complex|pit|colliery|mining\s(?:enterprise|complex|company))(?:['’]s)?\b(?!\sworkers\sof)|"
            r"(?<![가-힣])(?:이|그|해당|동)\s?(?:광산|탄광|기업소)|(?<![가-힣])광산(?:에서|은|이|의|측|에)|(?<!茂山)(?:矿上|礦上|该矿|該礦|矿区|礦區|矿方)"
        ),
        frozenset({"mine"}),
    ),
    (
        re.compile(r"\b(?:the|this|that)\s(?:\w+\s)?(?:factory|plant|mill|smelter|steelworks|works|complex)(?:['’]s)?\b|(?:이|그|해당)\s?(?:공장|제철소|제련소)|该厂|工厂里"),
        frozenset({"works"}),
    ),
    (re.compile(r"\b(?:the|this|that)\s(?:border\s)?(?:city|town)(?:['’]s)?\b|(?:이|그|해당)\s?도시|(?<![가-힣])시내|该市|全市|市内"), frozenset({"city", "town"})),
    (re.compile(r"\b(?:the|this|that)\scounty(?:['’]s)?\b|(?:이|그|해당)\s?군(?=[에의은 ])|该郡|全郡|该县"), frozenset({"county"})),
    (re.compile(r"\b(?:the|this|that)\sprovince(?:['’]s)?\b|(?:이|해당)\s?도(?=[에의 ])|该道|全道"), frozenset({"province"})),
    (re.compile(r"\b(?:the|this|that)\s(?:crossing|customs(?:\shouse)?|port|bridge)\b|口岸|이\s?세관"), frozenset({"crossing", "town", "port"})),
    (re.compile(r"\b(?:the|this|that)\scountry(?:['’]s)?\b|\bnationwide\b|\bnational(?:ly)?\b|전국|全国|全國"), frozenset({"country"})),
    (re.compile(r"\b(?:there|the\s(?:area|region))\b(?!\s(?:is|are|was|were|has|have|had|will|would|be)\b)|(?:이|그)\s?(?:지역|곳)(?=[에의은 ])|当地|當地"), frozenset()),
)
"""Words that mean a place named before: by the kinds of place they may mean, any where none is given."""

SEATS = frozenset({"city", "county", "town"})
"""Kinds that people call by each other's name: a county's seat is its town."""

JOIN = re.compile(r"\s?(?:,|/|、|·|및|와|과|하고|和|与|以及|and|as\swell\sas|,\sand|ㆍ)\s?(?:in\s|the\s|both\s)?")
"""What joins two places of which the same is said."""

CLAUSE_BREAK = re.compile(r"[;；。:]|[,，、](?=\s?(?:and|but|while|whereas|which|who|where|with|as|so|or)\b)|\s(?:but|while|whereas|because|although)\s|[，,](?=[\u4e00-\u9fff])|,\s")
DIRECT = re.compile(r"[^.;:,]{0,30}?\b(?:in|at|near|from|of|for|inside|around|across)\s(?:the\s)?(?:\w+\s){0,2}?$|\s?$", re.IGNORECASE)

REMEMBERED = 60
"""Mentions back to which "the mine" may point (assumption)."""

COSTS = {
    "after": 2.0, "after break": 60.0, "attached": 8.0, "back": 5.0, "to": 40.0, "path": 64.0, "country": 30.0,
    "weak": 62.0, "abroad": 100.0, "source": 70.0, "topic": 55.0, "step": 2.0, "heading": 70.0,
    "title": 90.0, "country heading": 30.0, "paragraph": 80.0, "further": 4.0, "dominant": 125.0, "lead": 61.0,
}  # fmt: skip
"""How far a place seems from a number, in tens of characters, by how the text ties the two (assumption)."""


@dataclass(frozen=True)
class Spot:
    """A place where a text names it or points back to it.

    ``tie`` says what speaks against it: the key of `COSTS`, empty for a plain mention.
    """

    place: str
    start: int
    end: int
    tie: str = ""


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

    def places(self, index: int, start: int, end: int, numbers: Sequence[tuple[int, int]] = ()) -> tuple[str, ...]:
        """The place or, where the text joins several, the places of what stands at ``start`` to ``end``.

        Parameters
        ----------
        index
            Of the sentence.
        numbers
            Where the sentence's amounts stand, to see which place belongs to which.
        """
        sentence = self.sentences[index]
        spots = self.within(sentence.start, sentence.end)
        costs = [(self._cost(spot, start, end, numbers), spot) for spot in spots]
        best = min(costs, key=lambda pair: pair[0], default=None)
        carried = min(self.topics[index], default=None)
        if best and (carried is None or best[0] <= carried[0]):
            return self._joined(self._inner(best[1], spots), spots)
        return (carried[1],) if carried else ()

    def _cost(self, spot: Spot, start: int, end: int, numbers: Sequence[tuple[int, int]]) -> float:
        cost = COSTS.get(spot.tie, 0.0)
        if spot.end <= start:
            cost += (start - spot.end) / 10
            attached = any(
                other[1] < spot.start and other[1] <= start and self._direct(other[1], spot.start, numbers) for other in numbers
            )
            return cost + (COSTS["attached"] if attached else 0.0)
        if spot.start < end:
            return cost
        if self._direct(end, spot.start, numbers):
            return cost
        gap = self.text[end : spot.start]
        return cost + (spot.start - end) * 0.15 + COSTS["after break" if CLAUSE_BREAK.search(gap) else "after"]

    def _direct(self, end: int, start: int, numbers: Sequence[tuple[int, int]]) -> bool:
        """Whether a place stands right behind an amount: "2,300 won in Musan"."""
        if start - end > 45 or any(end < other[0] < start for other in numbers):
            return False
        return bool(DIRECT.fullmatch(self.text, end, start))

    def _inner(self, spot: Spot, spots: Sequence[Spot]) -> Spot:
        """Of "South Hamgyong Province's Tanchon City" or "Manpo, Chagang" the inner place."""
        for other in spots:
            near = 0 <= max(other.start - spot.end, spot.start - other.end) <= 16
            if other.place != spot.place and near and other.tie == "" and self.gazetteer.holds(spot.place, other.place):
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
                if not JOIN.fullmatch(gap) or other.tie in ("source", "weak", "abroad"):
                    break
                holds = self.gazetteer.holds(other.place, last.place) or self.gazetteer.holds(last.place, other.place)
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
    spots = sorted([*_named(text, sentences, gazetteer), *_demonyms(text, gazetteer)], key=lambda spot: spot.start)
    spots = _apart(spots)
    spots = sorted([*spots, *_meant(text, spots, gazetteer)], key=lambda spot: spot.start)
    spots = _apart(spots)
    return Map(text, gazetteer, sentences, spots, [spot.start for spot in spots], _topics(sentences, spots, gazetteer))


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
        if OFFICE_AFTER.match(text, mention.end) or OUTLET_AFTER.match(text, mention.end) or BASED.match(text, mention.end) or text[mention.end : mention.end + 1] == "$":
            continue
        tie = _tie(text, mention.start, mention.end, sentences[at], gazetteer.places[mention.place].kind, mention.place)
        found.append(Spot(mention.place, mention.start, mention.end, tie))
    return found


def _tie(text: str, start: int, end: int, sentence: Sentence, kind: Kind, place: str) -> str:
    before = text[max(sentence.start, start - 90) : start]
    if kind == "country" and place != HOME:
        return "abroad"
    if kind in WEAKER or place == "North Korea-China border":
        return "abroad"
    speaks = SPEECH.search(text, sentence.start, sentence.end)
    if speaks and (SOURCE.search(before) or SOURCE_AFTER.match(text, end)):
        return "source"
    if kind == "country":
        return "country"
    if re.search(r"[(（]\s?$", before) or GOODS_AFTER.match(text, end):
        return "path"
    if TO.search(before) or TO_AFTER.match(text, end) or TO_ZH.search(before):
        return "to"
    return "path" if PATH.search(before) else ""


def _demonyms(text: str, gazetteer: Gazetteer) -> list[Spot]:
    return [
        Spot(place, match.start(), match.end(), "weak" if place == HOME else "abroad")
        for pattern, place in DEMONYMS
        if place in gazetteer.places
        for match in pattern.finditer(text)
    ]


def _meant(text: str, spots: Sequence[Spot], gazetteer: Gazetteer) -> list[Spot]:
    """Places meant by "the mine", "the city", "there"."""
    starts = [spot.start for spot in spots]
    found = []
    for pattern, kinds in BACK:
        for match in pattern.finditer(text):
            at = bisect_left(starts, match.start())
            place = _latest(spots[max(0, at - REMEMBERED) : at], kinds, gazetteer)
            if place:
                found.append(Spot(place, match.start(), match.end(), "country" if kinds == {"country"} else "back"))
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
        towns = [place for place in named if gazetteer.places[place].kind in SEATS]
        having = {place.within for place in gazetteer.places.values() if place.kind in kinds}
        return next((town for town in towns if town in having), towns[0] if towns else None)
    return None


def _topics(sentences: Sequence[Sentence], spots: Sequence[Spot], gazetteer: Gazetteer) -> list[list[tuple[float, str]]]:
    """For each sentence the places that may be carried into it, with their costs."""
    dominant, often = _dominant(sentences, spots, gazetteer)
    starts = [spot.start for spot in spots]
    found: list[list[tuple[float, str]]] = []
    heading: tuple[float, str] | None = None
    topic, before = "", ""
    steps = further = 0
    paragraph = section = -1
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            further = 0 if topic else further + 1
            before, topic, steps, paragraph = topic or before, "", 0, sentence.paragraph
        if sentence.section != section:
            section, heading = sentence.section, None
            before = "" if sentence.role != "heading" else before
        carried = [(COSTS["topic"] + COSTS["step"] * steps, topic)] if topic else []
        carried += [(COSTS["paragraph"] + COSTS["further"] * further, before)] if before else []
        carried += [heading] if heading else []
        if dominant:
            lead = often and not topic and not before
            carried.append((COSTS["lead" if lead else "dominant"], dominant))
        found.append(carried)
        named = _spoken_of(spots[bisect_left(starts, sentence.start) : bisect_right(starts, sentence.end - 1)])
        if sentence.role == "heading":
            cost = COSTS["title" if section <= 1 else "heading"]
            if named and heading is None:
                heading = (cost + (COSTS["country heading"] if named.tie == "country" else 0.0), named.place)
        elif named and sentence.role == "body":
            topic, steps = named.place, 0
        else:
            steps += 1
    return found


def _spoken_of(spots: Sequence[Spot]) -> Spot | None:
    """The place that the next sentence most likely still speaks of: the last plain mention."""
    for ties in (("", "back"), ("country",), ("to",), ("source",)):
        fitting = [spot for spot in spots if spot.tie in ties]
        if fitting:
            return fitting[-1]
    return None


def _dominant(sentences: Sequence[Sentence], spots: Sequence[Spot], gazetteer: Gazetteer) -> tuple[str, bool]:
    """The place named most often, a heading's names counting three times, and whether it leads clearly."""
    headings = [(sentence.start, sentence.end) for sentence in sentences if sentence.role == "heading"]
    counts: Counter[str] = Counter()
    for spot in spots:
        if spot.tie in ("abroad", "weak", "source"):
            continue
        weight = 3 if any(start <= spot.start < end for start, end in headings[:12]) else 1
        counts[spot.place] += weight
    if not counts:
        weak = [spot.place for spot in spots if spot.place == HOME]
        return (weak[0] if weak else ""), False
    most = max(counts, key=lambda place: (counts[place], gazetteer.places[place].kind in LOCAL))
    return most, counts[most] >= 3 and gazetteer.places[most].kind in LOCAL
